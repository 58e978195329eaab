/* What became of an ask, as it stands on disk; the outbox looks, this shows. */

#include "screens/track.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/ask.h"
#include "screens/bundle.h"
#include "screens/cash.h"

enum {
	HELD_KEY_MS = 800		/* a key still held down from sending is not a new one */
};

static struct track_state *state_of(const struct screen *screen)
{
	return (struct track_state *)screen;
}

static bool is_sending(const struct ask *ask)
{
	return ask->state == ASK_CONNECTING || ask->state == ASK_HANDED;
}

/* Is the customer in hand the one of this ask? */
static bool in_hand(const struct track_state *st)
{
	return st->found && *st->view.ask.user_token &&
	       str_eq(fact_of(st->screen.app, "userToken"), st->view.ask.user_token);
}

static void on_tick(void *owner)
{
	struct track_state *st = owner;

	st->ticking = st->screen.app->top == &st->screen && st->found &&
		      !ask_is_final(st->view.ask.state);
	st->screen.app->dirty = true;
	if (!st->ticking)
		return;
	app_after(st->screen.app, 1000, on_tick, st);
	view_poll(&st->view, st->screen.app);
}

/* With the ask through, this journey has reached its end. */
static void mark_journey(struct track_state *st)
{
	struct journey *journey = st->screen.app->journey;

	if (!in_hand(st) || !str_eq(journey_get(journey, "ask"), st->view.ask.correlation_id))
		return;
	if (ask_is_through(st->view.ask.state) && !journey->row.closed) {
		journey->row.closed = true;
		journey->dirty = true;
	}
	if (st->view.ask.state == ASK_DONE)
		journey_mark(journey, STEP_TRACK, MARK_DONE);
}

static void take(struct track_state *st, const struct ask *ask)
{
	bool new_link = !str_eq(st->view.ask.link, ask->link) || !st->qr.dark;
	struct app *app = st->screen.app;

	view_take(&st->view, app, ask);
	st->found = true;
	if (new_link) {
		qr_release(&st->qr);
		st->qr = (struct qr){ 0 };
		if (*ask->link)
			qr_make(&st->qr, ask->link);
	}
	mark_journey(st);
	if (!st->ticking)
		on_tick(st);
	app->dirty = true;
}

static void track_open(struct screen *screen, const void *arg)
{
	struct track_state *st = state_of(screen);
	const struct track_arg *which = arg;
	const char *id = which ? which->correlation_id : fact_of(screen->app, "ask");
	struct ask ask;

	if (!store_ask_get(screen->app->store, id, &ask))
		return;
	if (ask.state == ASK_READY)
		st->held_until = now_ms() + HELD_KEY_MS;
	take(st, &ask);
}

static void track_close(struct screen *screen)
{
	struct track_state *st = state_of(screen);

	if (st->found && st->view.ask.state == ASK_REJECTED && !st->view.ask.seen_at)
		outbox_seen(screen->app->outbox, st->view.ask.correlation_id);
	qr_release(&st->qr);
}

static void track_asked(struct screen *screen, const struct ask *ask)
{
	struct track_state *st = state_of(screen);

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

static const char *why_not_found(const struct screen *screen)
{
	return state_of(screen)->found ? NULL : _("This ask is not stored here. Esc goes back.");
}

static void do_look(struct screen *screen)
{
	state_of(screen)->view.looking = true;
	outbox_look(screen->app->outbox, state_of(screen)->view.ask.correlation_id);
}

static const char *why_not_look(const struct screen *screen)
{
	const struct track_state *st = state_of(screen);

	if (is_sending(&st->view.ask) || st->view.ask.state == ASK_READY)
		return _("It is still being sent; there is nothing to look for yet.");
	if (ask_is_final(st->view.ask.state))
		return _("This is its final state; it will not change any more.");
	return why_not_found(screen);
}

static void do_copy(struct screen *screen)
{
	const struct ask *ask = &state_of(screen)->view.ask;
	bool link = *ask->link && ask_is_through(ask->state);

	term_copy(link ? ask->link : ask->correlation_id);
	app_note(screen->app, NOTE_GOOD, "%s", link ?
		 _("The link for the payer is on the clipboard, if this terminal allows it.") :
		 _("The reference is on the clipboard, if this terminal allows it."));
}

static void do_slip(struct screen *screen)
{
	struct track_arg arg = { .correlation_id = state_of(screen)->view.ask.correlation_id };

	app_push(screen->app, &slip_screen, &arg);
}

static void do_bundle(struct screen *screen)
{
	struct track_arg arg = { .correlation_id = state_of(screen)->view.ask.correlation_id };

	app_push(screen->app, &bundle_screen, &arg);
}

static void do_big(struct screen *screen)
{
	state_of(screen)->big = !state_of(screen)->big;
}

static const char *why_not_big(const struct screen *screen)
{
	const struct track_state *st = state_of(screen);

	if (!st->qr.dark || !ask_is_through(st->view.ask.state) || st->view.ask.state == ASK_DONE)
		return _("There is no code to show now.");
	return st->big ? NULL : show_why_not_big(screen->app, &st->qr);
}

static void send_again(struct screen *screen)
{
	parts_send_now(screen->app, &state_of(screen)->view.ask);
}

static void do_send(struct screen *screen)
{
	struct dialog_arg arg = {
		.title = _("Send it now?"),
		.text = _("This ask was confirmed and has not left this machine yet. "
			  "It will be sent once."),
		.yes = _("Send"), .run = send_again,
	};

	app_push(screen->app, &dialog_screen, &arg);
}

static const char *why_not_send(const struct screen *screen)
{
	const struct track_state *st = state_of(screen);

	if (!st->found || !view_waits(&st->view.ask))
		return _("There is nothing waiting to be sent.");
	return app_read_only(screen->app);
}

static const char *why_not_hand(const struct screen *screen)
{
	if (!in_hand(state_of(screen)))
		return _("Look this customer up at home first.");
	return app_read_only(screen->app);
}

/* Steps that a further ask of the same customer goes through again. */
static void reopen(struct app *app, enum step from)
{
	for (int i = from; i < STEPS; i++)
		journey_mark(app->journey, (enum step)i, MARK_AHEAD);
	app->journey->row.closed = false;
	journey_set(app->journey, "ask", "");
	journey_set(app->journey, "amount", "");
	flow_goto(app, from);
}

static void do_correct(struct screen *screen)
{
	struct app *app = screen->app;

	ask_again(app, &state_of(screen)->view.ask);
	reopen(app, STEP_ASK);
}

static const char *why_not_correct(const struct screen *screen)
{
	enum ask_state state = state_of(screen)->view.ask.state;

	if (state != ASK_REJECTED && state != ASK_FAILED && state != ASK_CANCELLED &&
	    state != ASK_VOIDED)
		return _("Only an ask that came to nothing is made again.");
	return why_not_hand(screen);
}

static void do_new(struct screen *screen)
{
	reopen(screen->app, STEP_PAYER);
}

static const char *why_not_new(const struct screen *screen)
{
	if (!ask_is_through(state_of(screen)->view.ask.state))
		return _("First it must be clear what became of this ask.");
	return why_not_hand(screen);
}

static void void_unsent(struct screen *screen)
{
	struct err err = { 0 };

	if (!outbox_void(screen->app->outbox, state_of(screen)->view.ask.correlation_id, NULL,
			 &err))
		app_blame(screen->app, &err);
}

static void void_absent(struct screen *screen, const char *closed, const char *entry)
{
	(void)entry;
	parts_close(screen->app, &state_of(screen)->view.ask, closed);
}

static void do_void(struct screen *screen)
{
	static const struct close_arg absent = {
		.title = N_("Close this ask?"), .run = void_absent,
		.text = N_("The service does not know it, as far as could be seen. Closing means "
			   "that a new ask may be made. If this one appears later after all, you "
			   "will be told."),
	};

	if (state_of(screen)->view.ask.state == ASK_READY)
		parts_give_up(screen->app, _("Close this ask?"), void_unsent);
	else
		app_push(screen->app, &close_screen, &absent);
}

static const char *why_not_void(const struct screen *screen)
{
	const struct ask *ask = &state_of(screen)->view.ask;

	if (ask->state != ASK_ABSENT && !view_waits(ask))
		return _("Only an ask that was not found or not sent can be closed.");
	return app_read_only(screen->app);
}

/* A new one in its place, which knows whose place it takes. */
static void replace_it(struct screen *screen, const char *closed, const char *entry)
{
	struct app *app = screen->app;
	struct ask old = state_of(screen)->view.ask;
	struct err err = { 0 };

	(void)entry;
	if (!outbox_supersede(app->outbox, old.correlation_id, closed, &err)) {
		app_blame(app, &err);
		return;
	}
	journey_set(app->journey, "replaces", old.correlation_id);
	ask_again(app, &old);
	reopen(app, STEP_ASK);
}

static void do_replace(struct screen *screen)
{
	static const struct close_arg arg = {
		.title = N_("Make a new one in its place?"), .run = replace_it,
		.text = N_("The service does not know this ask, as far as could be seen. It is "
			   "closed and watched, and a new one begins, to be read back and "
			   "confirmed. If both appear, you will be told."),
	};

	app_push(screen->app, &close_screen, &arg);
}

static const char *why_not_replace(const struct screen *screen)
{
	if (state_of(screen)->view.ask.state != ASK_ABSENT)
		return _("Only an ask that was not found is replaced.");
	return why_not_hand(screen);
}

static void do_cash(struct screen *screen)
{
	const struct ask *ask = &state_of(screen)->view.ask;
	struct cash_arg arg = { .user_token = ask->user_token, .amount = &ask->amount };

	app_push(screen->app, &cash_screen, &arg);
}

static const char *why_not_cash(const struct screen *screen)
{
	return cash_why_not(screen->app, state_of(screen)->view.ask.user_token);
}

static void do_history(struct screen *screen)
{
	app_push(screen->app, &history_screen, state_of(screen)->view.ask.user_token);
}

static const char *why_not_history(const struct screen *screen)
{
	if (!*state_of(screen)->view.ask.user_token)
		return _("It is not known whose ask this is.");
	return NULL;
}

/* The key that sent it may still be down: nobody meant to leave. */
static void do_done(struct screen *screen)
{
	if (now_ms() >= state_of(screen)->held_until)
		app_home(screen->app);
}

/* The key with which it was sent: somebody who presses it again is not sure, and
 * nothing here is done. */
static const char *why_not_done(const struct screen *screen)
{
	const struct ask *ask = &state_of(screen)->view.ask;

	if (is_sending(ask))
		return _("It is just being sent, once. Do NOT send it again: wait here.");
	if (ask->state == ASK_UNKNOWN)
		return _("Do NOT send it again: it is being looked up by itself. Esc goes home, "
			 "where it stays on top.");
	if (ask->state == ASK_ABSENT)
		return _("Do NOT send it again: your supervisor decides. Esc goes home, where it "
			 "stays on top.");
	if (ask->state == ASK_MISMATCH)
		return _("Do NOT send it again: call support. Esc goes home, where it stays on "
			 "top.");
	return NULL;
}

static void do_back(struct screen *screen)
{
	struct track_state *st = state_of(screen);

	if (st->big)
		st->big = false;
	else if (screen->below && screen->below->below)
		app_pop(screen->app);
	else
		app_home(screen->app);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Done"), .run = do_done, .why_not = why_not_done,
	  .help = N_("Home; the ask is followed on its own.") },
	{ .key = K_F6, .name = "F6", .label = N_("Send now"), .run = do_send,
	  .why_not = why_not_send,
	  .help = N_("Sends a confirmed ask that has not left yet.") },
	{ .key = K_F7, .name = "F7", .label = N_("Make a corrected copy"), .run = do_correct,
	  .why_not = why_not_correct,
	  .help = N_("A new ask with the same amount and words to begin with.") },
	{ .key = K_F8, .name = "F8", .label = N_("Close it"), .run = do_void,
	  .why_not = why_not_void,
	  .help = N_("Gives up an ask that the service does not know or that was not sent.") },
	{ .key = 'n', .name = "n", .label = N_("Make a new one"), .run = do_replace,
	  .why_not = why_not_replace,
	  .help = N_("Closes an ask that was not found and begins another in its place.") },
	{ .key = K_F5, .twin = 'r', .name = "F5", .label = N_("Look now"), .run = do_look,
	  .why_not = why_not_look, .help = N_("Asks the service at once instead of waiting.") },
	{ .key = K_F4, .twin = 'b', .name = "F4", .label = N_("Bigger"), .run = do_big,
	  .why_not = why_not_big, .help = N_("Shows the code larger, and back.") },
	{ .key = 'y', .name = "y", .label = N_("Copy"), .run = do_copy, .why_not = why_not_found,
	  .help = N_("Puts the payer's link, or the reference, on the clipboard.") },
	{ .key = 'p', .name = "p", .label = N_("Slip"), .run = do_slip, .why_not = why_not_found,
	  .help = N_("The slip for the customer, to print or to save.") },
	{ .key = 'x', .name = "x", .label = N_("Cancel"), .run = track_cancel,
	  .why_not = track_why_not_cancel,
	  .help = N_("Takes it back at the service before it is paid, after a question.") },
	{ .key = K_F3, .name = "F3", .label = N_("New ask"), .run = do_new, .why_not = why_not_new,
	  .help = N_("Another ask of the same customer.") },
	{ .key = 'k', .name = "k", .label = N_("Cash points"), .run = do_cash,
	  .why_not = why_not_cash, .quiet = true,
	  .help = N_("Where cash is paid in and handed out.") },
	{ .key = 'h', .name = "h", .label = N_("History"), .run = do_history,
	  .why_not = why_not_history, .quiet = true,
	  .help = N_("All asks of this customer, those made elsewhere as well.") },
	{ .key = 's', .name = "s", .label = N_("Support bundle"), .run = do_bundle,
	  .why_not = why_not_found, .quiet = true,
	  .help = N_("One file for support: names of the ask, its states, its calls.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops track_screen = {
	.name = "track",
	.title = N_("Ask and what became of it"),
	.size = sizeof(struct track_state),
	.journey = true,
	.step = STEP_TRACK,
	.bindings = bindings,
	.open = track_open,
	.close = track_close,
	.shown = track_shown,
	.draw = track_draw,
	.asked = track_asked,
};
