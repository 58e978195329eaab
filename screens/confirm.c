/* The ask read back to the customer.  Only the amount typed once more sends
 * it: neither Enter alone nor a key held down can. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/ask.h"
#include "screens/ask_parts.h"
#include "screens/names.h"

enum { ROOMY = 26 };		/* lines in which all has its place */

struct confirm_state {
	struct screen screen;
	struct ask ask;
	struct input amount;
	struct err err;
};

static struct confirm_state *state_of(const struct screen *screen)
{
	return (struct confirm_state *)screen;
}

static void confirm_open(struct screen *screen, const void *arg)
{
	struct confirm_state *st = state_of(screen);

	st->ask = *(const struct ask *)arg;
	uuid_new(st->ask.correlation_id);
	input_init(&st->amount, "", false);
	st->amount.max = 16;
}

static void confirm_close(struct screen *screen)
{
	input_release(&state_of(screen)->amount);
}

static bool amount_agrees(struct confirm_state *st)
{
	char *typed = input_value(&st->amount), *asked = money_text_full(&st->ask.amount);
	struct money again;
	bool ok = money_parse(typed, st->ask.amount.currency, &again, &st->err);

	if (ok && again.minor != st->ask.amount.minor)
		ok = err_set(&st->err, ERR_INPUT,
			     _("That is not the amount above: the ask is for %s."), asked);
	free(asked);
	free(typed);
	return ok;
}

/* The journey knows the ask before the ask is there: should the program end in
 * between, the next one finds it instead of making a second. */
static bool confirm(struct app *app, struct ask *ask, struct err *err)
{
	journey_set(app->journey, "ask", ask->correlation_id);
	if (journey_save(app->journey, app->store, err) && outbox_confirm(app->outbox, ask, err))
		return true;
	journey_set(app->journey, "ask", "");
	return false;
}

static void do_send(struct screen *screen)
{
	struct confirm_state *st = state_of(screen);
	struct app *app = screen->app;
	char *amount;
	struct err err = { 0 };

	if (!amount_agrees(st))
		return;
	if (!confirm(app, &st->ask, &err)) {
		app_blame(app, &err);
		return;
	}
	amount = money_text_full(&st->ask.amount);
	journey_set(app->journey, "amount", amount);
	journey_set(app->journey, "replaces", "");
	journey_drop_draft(app->journey, "ask");
	journey_mark(app->journey, STEP_ASK, MARK_DONE);
	free(amount);
	parts_send(app, st->ask.correlation_id);
	lock_asked(app);
	flow_goto(app, STEP_TRACK);		/* closes this screen */
}

static const char *why_not_send(const struct screen *screen)
{
	if (input_empty(&state_of(screen)->amount))
		return _("Nothing is sent yet. Type the amount again to send the ask.");
	return why_not_change(screen->app);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool confirm_key(struct screen *screen, tui_key key)
{
	struct confirm_state *st = state_of(screen);

	if (key == K_ENTER || !input_key(&st->amount, key))
		return false;
	st->err.kind = ERR_NONE;
	return true;
}

static int draw_ask(const struct ask *ask, struct canvas *c, int y)
{
	char *payer = person_words(ask->payer, ask->payer_phone, ask->payer_country);
	char *amount = money_text_full(&ask->amount);
	char *words = *ask->note ? xasprintf("“%s”", ask->note) : xstrdup("");
	struct fact facts[] = {
		{ _("asks"), payer, STYLE_STRONG },
		{ _("for"), amount, STYLE_STRONG },
		{ _("to"), ask->method, STYLE_TEXT },
		{ _("saying"), words, STYLE_TEXT },
	};

	canvas_cut(c, 5, y, c->w - 5, STYLE_STRONG, ask->customer);
	y += 1 + show_facts(c, 5, y + 1, facts, ARRAY_LEN(facts));
	free(words);
	free(amount);
	free(payer);
	return y;
}

static void confirm_draw(struct screen *screen, struct canvas *c)
{
	struct confirm_state *st = state_of(screen);
	struct canvas page = page_of(c, 76), field;
	int y = 2, odd;

	canvas_text(&page, 0, 0, STYLE_TITLE, _("Read this aloud to the customer"));
	y = draw_ask(&st->ask, &page, y) + 1;
	odd = odd_draw(screen->app, &page, 5, y);
	y += odd ? odd + 1 : 0;
	if (!odd || page.h >= ROOMY)		/* the field comes before what is known */
		y += 1 + canvas_wrap(&page, 5, y, page.w - 5, 3, STYLE_TEXT,
				     _("The payer gets a link by message and pays there. Nothing "
				       "is paid today."));
	canvas_text(&page, 0, y, STYLE_TITLE, _("To send, type the amount again"));
	field = canvas_part(&page, 0, y + 1, 20, 1);
	input_draw(&st->amount, &field, true);
	canvas_text(&page, 22, y + 1, STYLE_LABEL, st->ask.amount.currency);
	if (st->err.kind) {
		const char *hook = sign(&page, "hook");

		canvas_text(&page, 0, y + 2, STYLE_ERROR, hook);
		canvas_wrap(&page, 2, y + 2, page.w - 2, 2, STYLE_ERROR, st->err.text);
	}
	canvas_textf(&page, 5, y + 5, STYLE_DIM, _("reference %s"), st->ask.correlation_id);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Send"),
	  .help = N_("Sends the ask once the amount above is typed again."),
	  .run = do_send, .why_not = why_not_send },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Send"), .run = do_send,
	  .why_not = why_not_send,
	  .quiet = true },
	{ .key = K_F7, .name = "F7", .label = N_("Change something"), .run = do_back,
	  .help = N_("Back to the form; nothing was sent.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back, not sent"), .run = do_back,
	  .help = N_("Back to the form; nothing was sent.") },
	{ 0 }
};

const struct screen_ops confirm_screen = {
	.name = "confirm",
	.title = N_("Read back"),
	.size = sizeof(struct confirm_state),
	.journey = true,
	.typing = true,
	.step = STEP_ASK,
	.bindings = bindings,
	.open = confirm_open,
	.close = confirm_close,
	.key = confirm_key,
	.draw = confirm_draw,
};
