/* A customer proves her e-mail: a code is sent, she reads it aloud, it is checked.
 * What the service answers decides by its status: 400 the same code again, 404 a new
 * one, 409 it was proved before, 429 a pause (omnumi 9 a). */

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/code_cells.h"
#include "screens/omni_mail.h"
#include "screens/omni.h"
#include "screens/when.h"

#define LEFT "omni.email"		/* what is kept with the person */
#define RESEND_MS 30000			/* our own: a code takes a while to arrive */
#define PAUSE_MS 60000			/* our own: the service names no time */
#define TRIES 5				/* not documented: what its sandbox does */

enum { HOT_CELLS = 100 };

struct email_state {
	struct screen screen;
	struct form form;
	struct code_cells cells;
	char email[128], request[64];	/* request "": no code is out */
	int64_t sent_at, paused_until, proved_at;	/* wall ms; 0 */
	int wrong;
	bool before;			/* it had been proved already */
	bool waiting;
	struct err err;
};

static struct email_state *state_of(const struct screen *screen)
{
	return (struct email_state *)screen;
}

static int64_t int_of(const json_t *left, const char *key)
{
	return json_integer_value(json_object_get(left, key));
}

static void leave(struct email_state *st)
{
	mail_leave(st->screen.app, LEFT, json_pack(
		"{s:s, s:s, s:I, s:I, s:I, s:i, s:b}", "email", st->email, "request",
		st->request, "sentAt", (json_int_t)st->sent_at, "pausedUntil",
		(json_int_t)st->paused_until, "provedAt", (json_int_t)st->proved_at, "wrong",
		st->wrong, "before", st->before));
}

/* Seconds until then; 0 when it is over. */
static int seconds_to(int64_t when)
{
	int64_t ms = when - wall_ms();

	return ms > 0 ? (int)((ms + 999) / 1000) : 0;
}

static bool counts_down(const struct email_state *st)
{
	return !st->proved_at && (seconds_to(st->paused_until) ||
				  (*st->request && seconds_to(st->sent_at + RESEND_MS)));
}

static void tick(void *owner)
{
	struct email_state *st = owner;

	st->screen.app->dirty = true;
	if (counts_down(st))
		app_after(st->screen.app, 1000, tick, st);
}

static void take_left(struct email_state *st, const json_t *left)
{
	text_put(st->email, sizeof(st->email), word_of(left, "email"));
	text_put(st->request, sizeof(st->request), word_of(left, "request"));
	st->sent_at = int_of(left, "sentAt");
	st->paused_until = int_of(left, "pausedUntil");
	st->proved_at = int_of(left, "provedAt");
	st->wrong = (int)int_of(left, "wrong");
	st->before = json_is_true(json_object_get(left, "before"));
}

static void email_open(struct screen *screen, const void *arg)
{
	static const char *const names[] = { "email", NULL };
	struct email_state *st = state_of(screen);
	json_t *values;

	(void)arg;
	mail_take(screen->app);
	take_left(st, mail_left(screen->app, LEFT));
	values = json_pack("{s:s}", "email", *st->email ? st->email :
			   mail_known(screen->app, names));
	form_init(&st->form, op_requestEmailOtp.in, NULL, values);
	json_decref(values);
	if (counts_down(st))
		app_after(screen->app, 1000, tick, st);
}

static void email_close(struct screen *screen)
{
	form_release(&state_of(screen)->form);
	code_cells_wipe(&state_of(screen)->cells);
}

static void code_is_out(struct email_state *st, const json_t *body)
{
	text_put(st->request, sizeof(st->request),
		 word_of(json_object_get(body, "data"), "verification_request_id"));
	if (!omni_has_person(st->screen.app) && omni_take(st->screen.app, st->email, NULL))
		mail_take(st->screen.app);
	st->sent_at = wall_ms();
	st->paused_until = 0;
	st->wrong = 0;
	code_cells_wipe(&st->cells);
	leave(st);
	app_note(st->screen.app, NOTE_GOOD, _("A code is on its way to %s."), st->email);
	tick(st);
}

static void on_sent(void *owner, const struct op *op, const struct reply *reply)
{
	struct email_state *st = owner;

	(void)op;
	st->waiting = false;
	st->err = (struct err){ 0 };
	st->screen.app->dirty = true;
	if (!reply->err.kind) {
		code_is_out(st, reply->body);
		return;
	}
	st->err = reply->err;
	if (reply->err.kind == ERR_UNKNOWN)
		err_next(&st->err, "%s",
			 _("Ask her whether an e-mail came; if not, send another code."));
	if (!*st->request)
		form_blame(&st->form, &reply->err);
}

static void send_code(struct email_state *st)
{
	json_t *args = json_pack("{s:s}", "email", st->email);

	st->waiting = true;
	st->err = (struct err){ 0 };
	http_send(st->screen.app->http, &op_requestEmailOtp, args, on_sent, st);
	json_decref(args);
}

static void do_send(struct screen *screen)
{
	struct email_state *st = state_of(screen);
	json_t *record = form_record(&st->form);

	if (!record)
		return;
	text_put(st->email, sizeof(st->email), word_of(record, "email"));
	json_decref(record);
	send_code(st);
}

static void do_resend(struct screen *screen)
{
	send_code(state_of(screen));
}

/* ---- what the service says of a code ---- */

static void proved(struct email_state *st, bool before)
{
	st->proved_at = wall_ms();
	st->before = before;
	mail_learn(st->screen.app, "email", st->email);
	mail_take(st->screen.app);
	st->request[0] = '\0';
	leave(st);
	app_note(st->screen.app, NOTE_GOOD, "%s", before ?
		 _("This e-mail was proved before: nothing more is to be done.") :
		 _("The e-mail is proved."));
}

static void back_to_one(struct email_state *st, int pause_ms)
{
	st->request[0] = '\0';
	st->paused_until = pause_ms ? wall_ms() + pause_ms : 0;
	leave(st);
	tick(st);
}

static void wrong_code(struct email_state *st)
{
	st->wrong++;
	leave(st);
	err_set(&st->err, ERR_REFUSED, "%s", _("This code is not right, or it is too old."));
	err_next(&st->err, "%s",
		 _("Ask her for the digits of the newest e-mail and type them again. If it came "
		   "more than ten minutes ago, send a new code."));
}

static void judge(struct email_state *st, const struct err *err)
{
	st->err = *err;
	switch (err->status) {
	case 400:
		wrong_code(st);
		break;
	case 401:
		err_set(&st->err, ERR_AUTH, "%s",
			_("The service did not let this counter check the code."));
		err_next(&st->err, "%s",
			 _("It is about the key of this counter and not about the code. Tell your "
			   "supervisor."));
		break;
	case 404:
		err_set(&st->err, ERR_REFUSED, "%s",
			_("The service knows nothing of this code any more."));
		err_next(&st->err, "%s", _("Send a new one."));
		back_to_one(st, 0);
		break;
	case 409:
		st->err = (struct err){ 0 };
		proved(st, true);
		break;
	case 429:
		err_set(&st->err, ERR_REFUSED, "%s",
			_("Too many wrong codes: the service takes no more for this one."));
		err_next(&st->err, "%s",
			 _("Wait until the time is over, then send a new code."));
		back_to_one(st, PAUSE_MS);
		break;
	default:
		if (err->kind == ERR_UNKNOWN)
			err_next(&st->err, "%s",
				 _("Type the code again: if it was taken, the service says that "
				   "the e-mail is proved already."));
		break;
	}
	text_put(st->err.code, sizeof(st->err.code), err->code);
}

static void on_checked(void *owner, const struct op *op, const struct reply *reply)
{
	struct email_state *st = owner;

	(void)op;
	st->waiting = false;
	st->screen.app->dirty = true;
	if (reply->err.kind)
		judge(st, &reply->err);
	else
		proved(st, false);
}

static void do_check(struct screen *screen)
{
	struct email_state *st = state_of(screen);
	char code[CODE_DIGITS + 1];
	json_t *args;

	code_cells_text(&st->cells, code);
	args = json_pack("{s:s, s:s}", "otp", code, "verificationRequestId", st->request);
	sodium_memzero(code, sizeof(code));
	code_cells_wipe(&st->cells);
	st->waiting = true;
	st->err = (struct err){ 0 };
	http_send(screen->app->http, &op_verifyEmailOtp, args, on_checked, st);
	json_decref(args);
}

/* ---- keys ---- */

static bool types_code(const struct email_state *st)
{
	return *st->request && !st->proved_at;
}

static void do_main(struct screen *screen)
{
	struct email_state *st = state_of(screen);

	if (st->proved_at)
		app_pop(screen->app);
	else if (types_code(st))
		do_check(screen);
	else
		do_send(screen);
}

static const char *why_not_main(const struct screen *screen)
{
	const struct email_state *st = state_of(screen);

	if (st->waiting)
		return _("The service is being asked; its answer comes here");
	if (st->proved_at)
		return NULL;
	if (types_code(st) && !code_cells_full(&st->cells))
		return _("The code has six digits.");
	if (!types_code(st) && seconds_to(st->paused_until))
		return _("After too many wrong codes a new one can be sent when the time is over.");
	return app_read_only(screen->app);
}

static const char *why_not_resend(const struct screen *screen)
{
	const struct email_state *st = state_of(screen);

	if (!types_code(st))
		return _("No code was sent yet.");
	if (st->waiting)
		return _("The service is being asked; its answer comes here");
	if (seconds_to(st->sent_at + RESEND_MS))
		return _("Give the e-mail a moment to arrive before another is sent.");
	return app_read_only(screen->app);
}

/* Begin with another address, or prove this one again. */
static void do_other(struct screen *screen)
{
	struct email_state *st = state_of(screen);

	st->request[0] = '\0';
	st->proved_at = 0;
	st->err = (struct err){ 0 };
	code_cells_wipe(&st->cells);
	leave(st);
	form_focus(&st->form, "email");
}

static const char *why_not_other(const struct screen *screen)
{
	const struct email_state *st = state_of(screen);

	if (st->waiting)
		return _("The service is being asked; its answer comes here");
	return *st->request || st->proved_at ? NULL : _("The address can be typed above.");
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool email_key(struct screen *screen, tui_key key)
{
	struct email_state *st = state_of(screen);

	if (st->waiting || st->proved_at)
		return false;
	if (types_code(st))
		return code_cells_key(&st->cells, key,
				      screen->app->pasting ? screen->app->pastes : 0);
	return form_key(&st->form, key);
}

static bool email_typing(const struct screen *screen)
{
	return !state_of(screen)->proved_at;
}

static void email_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct email_state *st = state_of(screen);

	(void)mouse;
	if (hot >= HOT_CELLS && hot < HOT_CELLS + CODE_DIGITS)
		st->cells.at = hot - HOT_CELLS;
	else
		form_click(&st->form, hot);
}

/* ---- drawing ---- */

static int draw_problem(const struct email_state *st, struct canvas *c, int y)
{
	if (!st->err.kind)
		return y;
	return y + 1 + show_problem(c, 0, y + 1, c->w < 76 ? c->w : 76, &st->err);
}

static void draw_ask(struct email_state *st, struct canvas *c)
{
	struct canvas form = canvas_part(c, 0, 2, c->w < 64 ? c->w : 64, 4);
	int left = seconds_to(st->paused_until), y = 2 + form_draw(&st->form, &form, false);

	y = draw_problem(st, c, y) + 1;
	if (st->waiting)
		show_waiting(c, 0, y, _("Sending the code…"));
	else if (left)
		canvas_textf(c, 0, y, STYLE_WARN, _("A new code can be sent in %d:%02d"),
			     left / 60, left % 60);
	else if (!st->err.kind)
		canvas_wrap(c, 0, y, c->w < 70 ? c->w : 70, 3, STYLE_HINT,
			    _("She gets an e-mail with six digits and reads them to you: ask her "
			      "to open her mailbox now."));
}

static char *tries_words(const struct email_state *st)
{
	int left = TRIES - st->wrong;

	if (!st->wrong)
		return xstrdup("");
	return xasprintf(ngettext("%d wrong code, %d tries left as far as is known",
				  "%d wrong codes, %d tries left as far as is known",
				  (unsigned long)st->wrong), st->wrong, left > 0 ? left : 0);
}

static void draw_code(const struct email_state *st, struct canvas *c)
{
	int wait = seconds_to(st->sent_at + RESEND_MS), y;
	char sent[24], *tries = tries_words(st), *again;
	struct canvas cells = canvas_part(c, 2, 7, CODE_CELLS_W, 3);

	again = wait ? xasprintf(_("in %d seconds, with F2"), wait) : xstrdup(_("F2 sends one"));
	day_text(st->sent_at, sent);
	show_facts(c, 0, 2, (struct fact[]){
		{ _("E-mail"), st->email, STYLE_STRONG },
		{ _("Code sent"), sent, STYLE_TEXT },
	}, 2);
	canvas_text(c, 0, 5, STYLE_TEXT, _("The six digits that she reads from her e-mail"));
	code_cells_draw(&st->cells, &cells, !st->waiting, HOT_CELLS);
	y = 11 + show_facts(c, 0, 11, (struct fact[]){
		{ _("Tries"), tries, st->wrong > 2 ? STYLE_WARN : STYLE_TEXT },
		{ _("Another code"), again, STYLE_TEXT },
	}, 2);
	if (st->waiting)
		show_waiting(c, 0, y + 1, _("Checking the code…"));
	else
		draw_problem(st, c, y);
	free(tries);
	free(again);
}

static void draw_proved(const struct email_state *st, struct canvas *c)
{
	char when[24];

	day_text(st->proved_at, when);
	canvas_text(c, 0, 2, STYLE_OK, sign(c, "ok"));
	canvas_text(c, 2, 2, STYLE_STRONG, st->email);
	canvas_textf(c, 2, 3, STYLE_TEXT, st->before ? _("had been proved before; seen %s") :
						      _("proved %s"), when);
	canvas_wrap(c, 2, 5, c->w < 70 ? c->w - 2 : 68, 3, STYLE_HINT,
		    _("Next come the agreements. F7 proves another address."));
}

static void email_draw(struct screen *screen, struct canvas *c)
{
	struct email_state *st = state_of(screen);
	struct canvas page = page_of(c, 100);

	canvas_text(&page, 0, 0, STYLE_TITLE, _("Is the e-mail hers?"));
	if (st->proved_at)
		draw_proved(st, &page);
	else if (types_code(st))
		draw_code(st, &page);
	else
		draw_ask(st, &page);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Go on"), .run = do_main,
	  .why_not = why_not_main,
	  .help = N_("Sends a code to the address; checks the six digits; leaves when the e-mail "
		     "is proved.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Go on"), .run = do_main,
	  .why_not = why_not_main, .quiet = true },
	{ .key = K_F2, .name = "F2", .label = N_("New code"), .run = do_resend,
	  .why_not = why_not_resend,
	  .help = N_("Sends another code; only the newest one counts.") },
	{ .key = K_F7, .name = "F7", .label = N_("Other address"), .run = do_other,
	  .why_not = why_not_other,
	  .help = N_("Begins again with another address, or proves this one once more.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back, all is kept"), .run = do_back },
	{ 0 }
};

const struct screen_ops omni_email_screen = {
	.name = "omni-email",
	.title = N_("E-mail by a code"),
	.size = sizeof(struct email_state),
	.bindings = bindings,
	.open = email_open,
	.close = email_close,
	.key = email_key,
	.click = email_click,
	.draw = email_draw,
	.is_typing = email_typing,
};
