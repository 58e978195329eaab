/* What became of a deposit or a withdrawal.  Nothing of ours comes back from the
 * service, so what the history cannot tell a person says, who asked its support. */

#include "screens/bank.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/ask_parts.h"

struct track_of {
	struct screen screen;
	struct ask_view view;
	bool found;			/* it stands in the store */
	bool ticking;
};

static struct track_of *state_of(const struct screen *screen)
{
	return (struct track_of *)screen;
}

static bool is_deposit(const struct ask *ask)
{
	return str_eq(ask->op, op_achIn.name);
}

static bool is_leaving(const struct ask *ask)
{
	return ask->state == ASK_READY || ask->state == ASK_CONNECTING ||
	       ask->state == ASK_HANDED;
}

static void on_tick(void *owner)
{
	struct track_of *st = owner;
	struct app *app = st->screen.app;

	st->ticking = app->top == &st->screen && st->found && ask_is_live(&st->view.ask);
	app->dirty = true;
	if (!st->ticking)
		return;
	app_after(app, 1000, on_tick, st);
	view_poll(&st->view, app);
}

static void take(struct track_of *st, const struct ask *ask)
{
	view_take(&st->view, st->screen.app, ask);
	st->found = true;
	if (!st->ticking)
		on_tick(st);
}

static void track_open(struct screen *screen, const void *arg)
{
	const struct track_arg *which = arg;
	struct ask ask;

	if (store_ask_get(screen->app->store, which->correlation_id, &ask))
		take(state_of(screen), &ask);
}

static void track_close(struct screen *screen)
{
	const struct ask *ask = &state_of(screen)->view.ask;

	if (ask->state == ASK_REJECTED && !ask->seen_at)
		outbox_seen(screen->app->outbox, ask->correlation_id);
}

static void track_asked(struct screen *screen, const struct ask *ask)
{
	struct track_of *st = state_of(screen);

	if (!str_eq(ask->correlation_id, st->view.ask.correlation_id))
		return;
	st->view.looking = false;
	take(st, ask);
}

static void track_shown(struct screen *screen)
{
	if (!state_of(screen)->ticking)
		on_tick(screen);
}

/* ---- keys ---- */

static void do_look(struct screen *screen)
{
	state_of(screen)->view.looking = true;
	outbox_look(screen->app->outbox, state_of(screen)->view.ask.correlation_id);
}

static const char *why_not_look(const struct screen *screen)
{
	const struct ask *ask = &state_of(screen)->view.ask;

	if (is_leaving(ask))
		return _("It is still being sent; there is nothing to look for yet.");
	return ask_is_live(ask) ? NULL :
	       _("This is its final state; it will not change any more.");
}

static void do_send(struct screen *screen)
{
	parts_send_now(screen->app, &state_of(screen)->view.ask);
}

static const char *why_not_send(const struct screen *screen)
{
	if (!view_waits(&state_of(screen)->view.ask))
		return _("There is nothing waiting to be sent.");
	return app_read_only(screen->app);
}

/* What one of the outbox's decisions came to. */
static void tell(struct app *app, bool ok, const char *good, const struct err *err)
{
	if (ok)
		app_note(app, NOTE_GOOD, "%s", good);
	else
		app_blame(app, err);
}

static void deny(struct screen *screen, const char *who, const char *entry)
{
	struct err err = { 0 };
	bool ok = outbox_deny(screen->app->outbox, state_of(screen)->view.ask.correlation_id, who,
			      &err);

	(void)entry;
	tell(screen->app, ok, _("Noted. F8 closes it; after that it may be made again."), &err);
}

static void vouch(struct screen *screen, const char *who, const char *entry)
{
	struct err err = { 0 };
	bool ok = outbox_vouch(screen->app->outbox, state_of(screen)->view.ask.correlation_id,
			       entry, who, &err);

	tell(screen->app, ok, _("Noted. It must not be made again."), &err);
}

static void do_deny(struct screen *screen)
{
	static const struct close_arg arg = {
		.title = N_("Was it not carried out?"), .run = deny,
		.text = N_("Only the service's support, or the bank, can say so: that it is not in "
			   "the history proves nothing. If it shows later after all, you will be "
			   "told."),
	};

	app_push(screen->app, &close_screen, &arg);
}

static const char *why_not_deny(const struct screen *screen)
{
	const struct ask *ask = &state_of(screen)->view.ask;

	if (ask->state != ASK_UNKNOWN)
		return _("This can be said of a transfer alone of which nobody knows.");
	if (!ask_may_be_decided(ask, wall_ms()))
		return _("It is too early to say that it was not carried out. Wait a quarter of an "
			 "hour.");
	return app_read_only(screen->app);
}

static void do_vouch(struct screen *screen)
{
	static const struct close_arg arg = {
		.title = N_("Was it carried out?"), .run = vouch, .entry = true,
		.text = N_("Support, the bank or the customer's statement says so. Then it counts "
			   "as done and must not be made again."),
	};

	app_push(screen->app, &close_screen, &arg);
}

static const char *why_not_vouch(const struct screen *screen)
{
	enum ask_state state = state_of(screen)->view.ask.state;

	if (state != ASK_UNKNOWN && state != ASK_ABSENT)
		return _("This can be said of a transfer alone of which nobody knows.");
	return app_read_only(screen->app);
}

static void close_it(struct screen *screen, const char *who, const char *entry)
{
	(void)entry;
	parts_close(screen->app, &state_of(screen)->view.ask, who);
}

static void close_unsent(struct screen *screen)
{
	struct err err = { 0 };
	bool ok = outbox_void(screen->app->outbox, state_of(screen)->view.ask.correlation_id, NULL,
			      &err);

	tell(screen->app, ok, _("Closed. Nothing of it was sent."), &err);
}

static void do_close(struct screen *screen)
{
	static const struct close_arg denied = {
		.title = N_("Close this transfer?"), .run = close_it,
		.text = N_("It was not carried out, as a person was told. Closed, the same may be "
			   "made again. If this one appears later after all, you will be told."),
	};

	if (state_of(screen)->view.ask.state == ASK_READY)
		parts_give_up(screen->app, _("Close this transfer?"), close_unsent);
	else
		app_push(screen->app, &close_screen, &denied);
}

static const char *why_not_close(const struct screen *screen)
{
	const struct ask *ask = &state_of(screen)->view.ask;

	if (ask->state != ASK_ABSENT && !view_waits(ask))
		return _("Only what was not carried out or not sent can be closed.");
	return app_read_only(screen->app);
}

/* As it was shown, and sent. */
static void do_agreed(struct screen *screen)
{
	char *body = store_ask_body(screen->app->store,
				    state_of(screen)->view.ask.correlation_id);
	json_t *args = body ? json_loads(body, 0, NULL) : NULL;
	struct dialog_arg arg = { .title = _("What she agreed to"),
				  .text = word_of(args, "authorizationText") };

	if (*arg.text)
		app_push(screen->app, &dialog_screen, &arg);
	else
		app_note(screen->app, NOTE_INFO, "%s", _("Its authorisation is not kept here."));
	json_decref(args);
	free(body);
}

static void do_copy(struct screen *screen)
{
	term_copy(state_of(screen)->view.ask.correlation_id);
	app_note(screen->app, NOTE_GOOD, "%s",
		 _("The reference is on the clipboard, if this terminal allows it."));
}

static void do_back(struct screen *screen)
{
	if (screen->below && screen->below->below)
		app_pop(screen->app);
	else
		app_home(screen->app);
}

static const char *why_not_back(const struct screen *screen)
{
	enum ask_state state = state_of(screen)->view.ask.state;

	if (state == ASK_CONNECTING || state == ASK_HANDED)
		return _("One moment: it is just being sent.");
	return NULL;
}

/* ---- its picture ---- */

static char *line_of(const struct ask *ask)
{
	const char *bank = *ask->method ? ask->method : _("the bank");
	char *amount = money_text_full(&ask->amount);
	char *line = is_deposit(ask) ?
		xasprintf(_("%s   from %s into %s"), amount, bank, ask->payer) :
		xasprintf(_("%s   from %s to %s"), amount, ask->payer, bank);

	free(amount);
	return line;
}

static int draw_head(const struct ask *ask, struct canvas *c, enum style style, const char *title)
{
	char *line = line_of(ask);
	int y = parts_head(c, style, title, line);

	free(line);
	return y;
}

static void draw_sending(const struct track_of *st, struct canvas *c)
{
	bool waits = view_waits(&st->view.ask);
	int y = draw_head(&st->view.ask, c, STYLE_TITLE, waits ?
			  _("It has not been sent yet") : _("Sending the transfer…"));

	y = parts_words(c, y, waits ?
			_("Nothing has left this machine. It is tried again by itself; F6 tries at "
			  "once, F8 gives it up.") :
			parts_wait_words());
	y = parts_events(&st->view, c, 5, y, 6);
	parts_next_look(&st->view, c, 5, y);
	parts_patience(&st->view, st->screen.app, c, 5, y);
}

static void draw_unknown(const struct track_of *st, struct canvas *c)
{
	const struct ask *ask = &st->view.ask;
	int y = draw_head(ask, c, STYLE_WARN,
			  _("We do not know yet whether this transfer was carried out"));

	y = parts_words(c, y,
			_("Do NOT make it again. It is looked for in the wallet's history, by "
			  "amount and time; what is not there yet may still come. Who cannot "
			  "wait asks the service's support, who find it by the reference in its "
			  "authorisation."));
	y = parts_events(&st->view, c, 5, y, 4);
	parts_next_look(&st->view, c, 5, y);
	canvas_text(c, 0, y + 2, STYLE_TITLE, _("Tell the customer"));
	y = parts_words(c, y + 3,
			_("“Your transfer may already be on its way. Please do not make it "
			  "elsewhere; we will tell you as soon as we know.”"));
	parts_reference(ask, c, y);
}

static void draw_absent(const struct track_of *st, struct canvas *c)
{
	const struct ask *ask = &st->view.ask;
	int y = draw_head(ask, c, STYLE_WARN, _("It was not carried out, as a person was told"));

	y = parts_words(c, y, _("F8 closes it; after that the same may be made again. It is still "
				"looked for: if it shows after all, that is told here."));
	y = parts_events(&st->view, c, 5, y, 7) + 1;
	parts_reference(ask, c, y);
}

static void draw_alarm(const struct track_of *st, struct canvas *c)
{
	int y = draw_head(&st->view.ask, c, STYLE_ERROR,
			  _("Stop: it shows in the history after it was closed"));

	y = parts_words(c, y, _("What was said not to have been carried out, or one like it, is "
				"there now. If it was made again, the money may have moved twice. "
				"Call support before anything else, with both references."));
	y = parts_events(&st->view, c, 5, y, 7) + 1;
	parts_reference(&st->view.ask, c, y);
}

static char *reason_of(const struct ask *ask)
{
	const struct field *f = field_find(op_achIn.out, "data.reasonCode");
	json_t *code = json_string(ask->status_detail);
	char *word = field_show(f, code);
	char *words = *word && !str_eq(word, ask->status_detail) ?
		xasprintf("%s [%s]", word, ask->status_detail) : xstrdup(word);

	json_decref(code);
	free(word);
	return words;
}

/* "0x039639…597d": enough to find it in a history. */
static char *entry_of(const struct ask *ask)
{
	size_t n = strlen(ask->plat_id);

	return n > 20 ? xasprintf("%.8s…%s", ask->plat_id, ask->plat_id + n - 4) :
			xstrdup(ask->plat_id);
}

static const char *title_of(const struct ask *ask)
{
	switch (ask->state) {
	case ASK_DONE:
		return is_deposit(ask) ? _("The money is in the wallet") :
					 _("The money went to the bank");
	case ASK_FAILED:
	case ASK_CANCELLED:
		return _("The transfer came to nothing");
	case ASK_VOIDED:
	case ASK_SUPERSEDED:
		return _("This transfer was closed");
	default:
		return is_deposit(ask) ? _("The deposit has begun") : _("The withdrawal has begun");
	}
}

static void draw_known(const struct track_of *st, struct canvas *c)
{
	const struct ask *ask = &st->view.ask;
	char *reason = reason_of(ask), *entry = entry_of(ask);
	enum style style = ask->state == ASK_DONE ? STYLE_OK :
			   ask_is_through(ask->state) ? STYLE_TITLE : STYLE_DIM;
	struct fact facts[] = {
		{ _("State"), codes_operation_word(ask->status), STYLE_STRONG },
		{ _("Reason"), reason, STYLE_TEXT },
		{ _("Number"), ask->code, STYLE_TEXT },
		{ _("In the history"), entry, STYLE_DIM },
	};
	int y = draw_head(ask, c, style, title_of(ask));

	if (ask->state == ASK_ACCEPTED || ask->state == ASK_OPEN)
		y = parts_words(c, y, _("The service took it. It is followed in the wallet's "
					"history until it is through, which may take days; this "
					"page may be left."));
	y += show_facts(c, 5, y, facts, ARRAY_LEN(facts)) + 1;
	y = parts_events(&st->view, c, 5, y, 5);
	parts_next_look(&st->view, c, 5, y);
	parts_reference(ask, c, y + 2);
	free(entry);
	free(reason);
}

static void draw_refused(const struct track_of *st, struct canvas *c)
{
	const struct ask *ask = &st->view.ask;
	struct err err = { 0 };
	int y = draw_head(ask, c, STYLE_ERROR, _("The service refused this transfer"));

	err_set(&err, ERR_REFUSED, "%s", ask->refusal_text);
	text_put(err.code, sizeof(err.code), ask->refusal);
	y += show_problem(c, 5, y, c->w - 5, &err) + 1;
	y = parts_words(c, y, _("Nothing was moved. It may be made again once it is corrected."));
	y = parts_events(&st->view, c, 5, y, 6) + 1;
	parts_reference(ask, c, y);
}

static void track_draw_ach(struct screen *screen, struct canvas *c)
{
	static void (*const draws[ASK_STATES])(const struct track_of *, struct canvas *) = {
		[ASK_READY] = draw_sending, [ASK_CONNECTING] = draw_sending,
		[ASK_HANDED] = draw_sending, [ASK_UNKNOWN] = draw_unknown,
		[ASK_ABSENT] = draw_absent, [ASK_MISMATCH] = draw_alarm,
		[ASK_REJECTED] = draw_refused,
	};
	struct track_of *st = state_of(screen);
	struct canvas page = page_of(c, 84);

	if (!st->found)
		canvas_text(&page, 0, 0, STYLE_HINT, _("This transfer is not stored here."));
	else if (draws[st->view.ask.state])
		draws[st->view.ask.state](st, &page);
	else
		draw_known(st, &page);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Done"), .run = do_back,
	  .why_not = why_not_back, .help = N_("Back; the transfer is followed on its own.") },
	{ .key = K_F5, .twin = 'r', .name = "F5", .label = N_("Look now"), .run = do_look,
	  .why_not = why_not_look, .help = N_("Asks the service at once instead of waiting.") },
	{ .key = K_F6, .name = "F6", .label = N_("Send now"), .run = do_send,
	  .why_not = why_not_send, .help = N_("Tries at once to send what has not left yet.") },
	{ .key = 'v', .name = "v", .label = N_("It was carried out"), .run = do_vouch,
	  .why_not = why_not_vouch,
	  .help = N_("A person's word, where the history cannot tell.") },
	{ .key = 'g', .name = "g", .label = N_("It was not"), .run = do_deny,
	  .why_not = why_not_deny,
	  .help = N_("Support's word that it was not carried out; after a quarter of an hour.") },
	{ .key = K_F8, .name = "F8", .label = N_("Close it"), .run = do_close,
	  .why_not = why_not_close,
	  .help = N_("Gives up what was not carried out or not sent; it may then be made anew.") },
	{ .key = 'a', .name = "a", .label = N_("What she agreed to"), .run = do_agreed,
	  .quiet = true, .help = N_("The authorisation, word for word.") },
	{ .key = 'y', .name = "y", .label = N_("Copy"), .run = do_copy,
	  .help = N_("Puts the reference on the clipboard.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back,
	  .why_not = why_not_back },
	{ 0 }
};

const struct screen_ops ach_track_screen = {
	.name = "ach-track",
	.title = N_("Transfer and what became of it"),
	.size = sizeof(struct track_of),
	.bindings = bindings,
	.open = track_open,
	.close = track_close,
	.shown = track_shown,
	.draw = track_draw_ach,
	.asked = track_asked,
};
