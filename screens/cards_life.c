/* The life of a card: a block that can be taken away, and what is final. */

#include <stdlib.h>
#include <time.h>

#include "api/card_status.h"
#include "screens/cards.h"
#include "screens/sheet.h"

static void on_changed(void *owner, const struct op *op, const struct reply *reply)
{
	struct cards_state *st = owner;
	const json_t *status = json_object_get(json_object_get(reply->body, "data"), "status");
	char *words;

	(void)op;
	if (!cards_took(st, reply)) {
		cards_say(st);
		return;
	}
	json_object_set(st->card, "status", (json_t *)status);
	words = card_state_words(status);
	app_note(st->screen.app, NOTE_GOOD, _("The card's state is now: %s"), words);
	if (card_is_over(status))
		tokens_set(st->shown, TOKEN_NONE, NULL, 0);
	free(words);
}

static bool is_blocked(const struct cards_state *st)
{
	return card_state(json_object_get(st->card, "status")) == CARD_BLOCKED;
}

static void block(struct screen *below, const json_t *record)
{
	struct cards_state *st = cards_state(below);
	json_t *more = json_copy((json_t *)record);

	json_object_set_new(more, "block", json_boolean(!is_blocked(st)));
	cards_send(st, &op_blockUnblockCard, more, on_changed, _("Changing the card…"));
	json_decref(more);
}

static void report(struct cards_state *st, const struct op *op, const json_t *record)
{
	cards_send(st, op, record, on_changed, _("Reporting the card…"));
}

static void report_lost(struct screen *below, const json_t *record)
{
	report(cards_state(below), &op_reportCardLost, record);
}

static void report_stolen(struct screen *below, const json_t *record)
{
	report(cards_state(below), &op_reportCardStolen, record);
}

static void open_sheet(struct screen *screen, struct sheet_arg *arg, const struct op *op)
{
	static const char *const with_date[] = { "reason", "reportDate", NULL };
	time_t now = time(NULL);
	struct tm tm;
	char today[16];
	json_t *prefill;

	localtime_r(&now, &tm);
	strftime(today, sizeof(today), "%Y-%m-%d", &tm);
	prefill = json_pack("{s:s}", "reportDate", today);
	arg->fields = op->in;
	arg->only = op == &op_blockUnblockCard ? (const char *const[]){ "reason", NULL } :
		    with_date;
	arg->prefill = prefill;
	app_push(screen->app, &sheet_screen, arg);
	json_decref(prefill);
}

void cards_do_block(struct screen *screen)
{
	struct sheet_arg arg = {
		.title = _("Block the card"), .run = block,
		.text = _("The card stops working at once. It can be released again whenever the "
			  "customer asks for it."),
	};

	open_sheet(screen, &arg, &op_blockUnblockCard);
}

void cards_do_release(struct screen *screen)
{
	struct sheet_arg arg = {
		.title = _("Release the card"), .run = block,
		.text = _("The card works again at once. Make sure that the customer holds it in "
			  "her hand."),
	};

	open_sheet(screen, &arg, &op_blockUnblockCard);
}

void cards_do_lost(struct screen *screen)
{
	struct sheet_arg arg = {
		.title = _("Report the card lost"), .run = report_lost,
		.text = _("This is FINAL. The card never works again, also when it is found, and "
			  "this wallet gets no other one. If it may only be mislaid, block it "
			  "instead."),
	};

	open_sheet(screen, &arg, &op_reportCardLost);
}

void cards_do_stolen(struct screen *screen)
{
	struct sheet_arg arg = {
		.title = _("Report the card stolen"), .run = report_stolen,
		.text = _("This is FINAL. The card never works again, also when it is found, and "
			  "this wallet gets no other one."),
	};

	open_sheet(screen, &arg, &op_reportCardStolen);
}

const char *cards_why_not_change(const struct screen *screen)
{
	const struct cards_state *st = cards_state(screen);

	if (!st->card)
		return _("There is no card here.");
	if (card_is_over(json_object_get(st->card, "status")))
		return _("This card never works again: nothing of it can be changed.");
	if (st->waiting)
		return _("The last answer is still awaited.");
	return app_read_only(screen->app);
}

const char *cards_why_not_block(const struct screen *screen)
{
	return is_blocked(cards_state(screen)) ? _("It is blocked already.") :
	       cards_why_not_change(screen);
}

const char *cards_why_not_release(const struct screen *screen)
{
	const char *why = cards_why_not_change(screen);

	return why || is_blocked(cards_state(screen)) ? why : _("It is not blocked.");
}
