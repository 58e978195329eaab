/* A transfer read back with its authorisation in full: it leaves when that was seen
 * to its end and the amount is typed once more.  What was shown is what is sent. */

#include "screens/bank.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/ask_parts.h"
#include "tui/text.h"

enum { WIDE = 76, TEXT_W = 70 };

struct confirm_state {
	struct screen screen;
	struct ach_draft draft;
	struct text text;
	int wide;			/* columns in which it is wrapped */
	bool read;			/* its end was on the screen */
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

	st->draft = *(const struct ach_draft *)arg;
	input_init(&st->amount, "", false);
	st->amount.max = 16;
}

static void confirm_close(struct screen *screen)
{
	struct confirm_state *st = state_of(screen);

	input_release(&st->amount);
	text_release(&st->text);
	json_decref(st->draft.args);
}

static bool amount_agrees(struct confirm_state *st)
{
	const struct money *asked = &st->draft.ask.amount;
	char *typed = input_value(&st->amount), *words = money_text_full(asked);
	struct money again;
	bool ok = money_parse(typed, asked->currency, &again, &st->err);

	if (ok && again.minor != asked->minor)
		ok = err_set(&st->err, ERR_INPUT,
			     _("That is not the amount above: the transfer is over %s."), words);
	free(words);
	free(typed);
	return ok;
}

/* The form below has done its work as well. */
static void show_track(struct app *app, const char *id)
{
	struct track_arg arg = { .correlation_id = id };

	app_pop(app);
	app_pop(app);
	app_push(app, &ach_track_screen, &arg);
}

static void do_send(struct screen *screen)
{
	struct confirm_state *st = state_of(screen);
	struct app *app = screen->app;
	struct ask ask = st->draft.ask;
	struct err err = { 0 };

	if (!amount_agrees(st))
		return;
	if (!outbox_take(app->outbox, ach_op(st->draft.in), st->draft.args, &ask, &err)) {
		app_blame(app, &err);
		return;
	}
	parts_send(app, ask.correlation_id);
	show_track(app, ask.correlation_id);
}

static const char *why_not_send(const struct screen *screen)
{
	const struct confirm_state *st = state_of(screen);

	if (!st->read)
		return _("The authorisation has not been read to its end yet: PgDn goes on.");
	if (input_empty(&st->amount))
		return _("Nothing is sent yet. Type the amount again to send the transfer.");
	return app_read_only(screen->app);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool confirm_key(struct screen *screen, tui_key key)
{
	struct confirm_state *st = state_of(screen);

	if (key == K_UP || key == K_DOWN || key == K_PAGE_UP || key == K_PAGE_DOWN)
		return text_key(&st->text, key);
	if (key == K_ENTER || !input_key(&st->amount, key))
		return false;
	st->err.kind = ERR_NONE;
	return true;
}

static int draw_facts(const struct confirm_state *st, struct canvas *c, int y)
{
	const struct ask *ask = &st->draft.ask;
	const char *date = word_of(st->draft.args, "effectiveDate");
	char *amount = money_text_full(&ask->amount);
	struct fact facts[] = {
		{ _("Customer"), str_eq(ask->customer, ask->payer) ? "" : ask->customer,
		  STYLE_TEXT },
		{ _("Amount"), amount, STYLE_STRONG },
		{ st->draft.in ? _("From the bank") : _("From the wallet"),
		  st->draft.in ? st->draft.bank.words : ask->payer, STYLE_TEXT },
		{ st->draft.in ? _("Into the wallet") : _("To the bank"),
		  st->draft.in ? ask->payer : st->draft.bank.words, STYLE_TEXT },
		{ _("Day"), *date ? date : _("at once"), STYLE_TEXT },
	};

	y += show_facts(c, 2, y, facts, ARRAY_LEN(facts));
	free(amount);
	return y;
}

/* In the lines of this window, beside the mark that there is more; in another window it
 * begins again. */
static void wrap_to(struct confirm_state *st, int w)
{
	if (w == st->wide)
		return;
	text_release(&st->text);
	text_init(&st->text, word_of(st->draft.args, "authorizationText"), w - 1);
	st->wide = w;
}

static int draw_text(struct confirm_state *st, struct canvas *c, int y)
{
	int most = c->h - y - 6, h;
	struct canvas part;

	wrap_to(st, c->w - 2 < TEXT_W ? c->w - 2 : TEXT_W);
	h = st->text.n < most ? st->text.n : most;
	canvas_text(c, 0, y++, STYLE_TITLE, _("What she agrees to, word for word"));
	part = canvas_part(c, 2, y, st->wide, h < 2 ? 2 : h);
	text_draw(&st->text, &part);
	if (st->text.top + st->text.rows >= st->text.n)
		st->read = true;
	y += part.h;
	canvas_text(c, 2, y, STYLE_HINT, st->read ? _("read to its end") :
		    _("more below: PgDn"));
	return y + 2;
}

static void confirm_draw(struct screen *screen, struct canvas *c)
{
	struct confirm_state *st = state_of(screen);
	struct canvas page = page_of(c, WIDE), field;
	int y = page.h > 18 ? 2 : 1;

	canvas_text(&page, 0, 0, STYLE_TITLE, st->draft.in ?
		    _("Read this deposit aloud to the customer") :
		    _("Read this withdrawal aloud to the customer"));
	y = draw_facts(st, &page, y) + 1;
	y = draw_text(st, &page, y);
	canvas_text(&page, 0, y, STYLE_TITLE, _("To send, type the amount again"));
	field = canvas_part(&page, 0, y + 1, 20, 1);
	input_draw(&st->amount, &field, true);
	canvas_text(&page, 22, y + 1, STYLE_LABEL, st->draft.ask.amount.currency);
	if (st->err.kind)
		canvas_wrap(&page, 2, y + 2, page.w - 2, 2, STYLE_ERROR, st->err.text);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Send"), .run = do_send,
	  .why_not = why_not_send,
	  .help = N_("Sends the transfer, once, when the authorisation was read and the amount "
		     "typed again.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Send"), .run = do_send,
	  .why_not = why_not_send, .quiet = true },
	{ .key = K_F7, .name = "F7", .label = N_("Change something"), .run = do_back,
	  .help = N_("Back to the form; nothing was sent.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back, not sent"), .run = do_back,
	  .help = N_("Back to the form; nothing was sent.") },
	{ 0 }
};

const struct screen_ops ach_confirm_screen = {
	.name = "ach-confirm",
	.title = N_("Transfer, read back"),
	.size = sizeof(struct confirm_state),
	.typing = true,
	.bindings = bindings,
	.open = confirm_open,
	.close = confirm_close,
	.key = confirm_key,
	.draw = confirm_draw,
};
