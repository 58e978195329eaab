/* A bank by Plaid: a session is opened, the customer goes through it on her own
 * device, and the public token that she ends with is typed or pasted here.  None
 * of the tokens is shown or kept; what the two calls answer is not documented. */

#include "screens/bank.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sodium.h>

enum step_of { OPENING, WITH_HER, EXCHANGING, LINKING, STUCK };

struct plaid_state {
	struct screen screen;
	enum step_of at;
	struct form form;
	char until[40];
	struct err err;
};

static struct plaid_state *state_of(const struct screen *screen)
{
	return (struct plaid_state *)screen;
}

/* Bare, or under data: neither is documented (omnumi 8.7). */
static const char *either_word(const json_t *body, const char *key)
{
	const char *word = word_of(json_object_get(body, "data"), key);

	return *word ? word : word_of(body, key);
}

static void fail(struct plaid_state *st, const struct err *err, enum step_of at)
{
	st->err = *err;
	st->at = at;
}

/* ---- the calls ---- */

static void on_session(void *owner, const struct op *op, const struct reply *reply)
{
	struct plaid_state *st = owner;

	(void)op;
	st->screen.app->dirty = true;
	if (reply->err.kind) {
		fail(st, &reply->err, STUCK);
		return;
	}
	text_put(st->until, sizeof(st->until), either_word(reply->body, "expiration"));
	st->at = WITH_HER;
}

static void do_open_session(struct screen *screen)
{
	struct plaid_state *st = state_of(screen);
	json_t *args = json_pack("{s:s}", "userId", omni_fact(screen->app, "customerAccountId"));

	st->at = OPENING;
	st->err.kind = ERR_NONE;
	http_send(screen->app->http, &op_createPlaidLinkToken, args, on_session, st);
	json_decref(args);
}

static void leave(struct screen *screen)
{
	app_pop(screen->app);
}

static void on_linked(void *owner, const struct op *op, const struct reply *reply)
{
	struct plaid_state *st = owner;

	(void)op;
	st->screen.app->dirty = true;
	if (reply->err.kind) {
		fail(st, &reply->err, WITH_HER);
		return;
	}
	app_note(st->screen.app, NOTE_GOOD, "%s",
		 _("The banks that she chose with Plaid are linked."));
	app_when_top(&st->screen, leave);
}

static void on_exchanged(void *owner, const struct op *op, const struct reply *reply)
{
	struct plaid_state *st = owner;
	const char *token = either_word(reply->body, "access_token");
	time_t now = (time_t)(wall_ms() / 1000);
	char when[40];
	struct tm tm;
	json_t *args;

	(void)op;
	st->screen.app->dirty = true;
	form_hide(&st->form);
	if (reply->err.kind) {
		fail(st, &reply->err, WITH_HER);
		return;
	}
	gmtime_r(&now, &tm);
	strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%S.0000000+00:00", &tm);
	args = json_pack("{s:s, s:{s:s, s:s}}", "customerAccountId",
			 omni_fact(st->screen.app, "customerAccountId"), "plaidDetails",
			 "plaidToken", token, "plaidConsentTimestamp", when);
	st->at = LINKING;
	http_send(st->screen.app->http, &op_linkBank, args, on_linked, st);
	json_decref(args);
}

static void do_exchange(struct screen *screen)
{
	struct plaid_state *st = state_of(screen);
	json_t *args = form_record(&st->form);

	if (!args)
		return;
	st->at = EXCHANGING;
	st->err.kind = ERR_NONE;
	http_send(screen->app->http, &op_exchangePlaidToken, args, on_exchanged, st);
	json_decref(args);
}

static const char *why_not_exchange(const struct screen *screen)
{
	if (state_of(screen)->at == STUCK)
		return _("No session is open. F5 opens one.");
	if (state_of(screen)->at != WITH_HER)
		return _("The last answer is still awaited.");
	return app_read_only(screen->app);
}

static const char *why_not_again(const struct screen *screen)
{
	enum step_of at = state_of(screen)->at;

	return at == WITH_HER || at == STUCK ? NULL : _("The last answer is still awaited.");
}

/* ---- the page ---- */

static void plaid_open(struct screen *screen, const void *arg)
{
	(void)arg;
	form_init(&state_of(screen)->form, op_exchangePlaidToken.in, NULL, NULL);
	do_open_session(screen);
}

static void plaid_close(struct screen *screen)
{
	form_release(&state_of(screen)->form);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool plaid_key(struct screen *screen, tui_key key)
{
	return form_key(&state_of(screen)->form, key);
}

static void plaid_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	form_click(&state_of(screen)->form, hot);
}

static int draw_steps(const struct plaid_state *st, struct canvas *c, int y)
{
	static const char *const steps[] = {
		N_("A session with Plaid is opened for her"),
		N_("On her own phone or computer she finds her bank, signs in and agrees"),
		N_("Plaid ends with a public token, public-…: typed or pasted below"),
		N_("It is exchanged, and the accounts that she chose are linked"),
	};
	static const int done_by[] = {
		[OPENING] = 0, [WITH_HER] = 1, [EXCHANGING] = 3, [LINKING] = 3, [STUCK] = 0,
	};
	int done = done_by[st->at];

	for (int i = 0; i < (int)ARRAY_LEN(steps); i++, y++) {
		canvas_text(c, 1, y, i < done ? STYLE_OK : STYLE_DIM,
			    sign(c, i < done ? "ok" : i == done ? "now" : "todo"));
		canvas_cut(c, 3, y, c->w - 3, i < done ? STYLE_DIM : STYLE_TEXT, _(steps[i]));
	}
	return y + 1;
}

static void plaid_draw(struct screen *screen, struct canvas *c)
{
	struct plaid_state *st = state_of(screen);
	struct canvas page = page_of(c, 76), form;
	int y;

	canvas_text(&page, 0, 0, STYLE_TITLE, _("Link a bank by Plaid"));
	y = draw_steps(st, &page, 2);
	form = canvas_part(&page, 0, y, page.w, 4);
	form_draw(&st->form, &form, false);
	y += 4;
	if (st->err.kind)
		y += show_problem(&page, 0, y, page.w, &st->err) + 1;
	else if (st->at != WITH_HER)
		show_waiting(&page, 0, y, st->at == OPENING ? _("Opening a session…") :
			     _("Linking the bank…")), y += 2;
	else if (*st->until)
		canvas_textf(&page, 0, y, STYLE_DIM, _("The session is good until %.16s UTC."),
			     st->until), y += 2;
	canvas_wrap(&page, 0, y, page.w, 3, STYLE_DIM,
		    _("Not documented: what the two calls with Plaid answer. They are read as "
		      "Plaid itself writes them. No token is shown or kept."));
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Exchange and link"), .run = do_exchange,
	  .why_not = why_not_exchange,
	  .help = N_("Exchanges the public token and links what she chose.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Exchange and link"), .run = do_exchange,
	  .why_not = why_not_exchange, .quiet = true },
	{ .key = K_F5, .name = "F5", .label = N_("New session"), .run = do_open_session,
	  .why_not = why_not_again, .help = N_("Opens another session with Plaid.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back, not linked"), .run = do_back },
	{ 0 }
};

const struct screen_ops bank_plaid_screen = {
	.name = "bank-plaid",
	.title = N_("Link a bank by Plaid"),
	.size = sizeof(struct plaid_state),
	.typing = true,
	.bindings = bindings,
	.open = plaid_open,
	.close = plaid_close,
	.key = plaid_key,
	.click = plaid_click,
	.draw = plaid_draw,
};
