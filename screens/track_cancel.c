/* Taking an ask back.  The service says whether it was in time; what became of
 * the ask is for the outbox to see. */

#include <stdio.h>
#include <stdlib.h>

#include "api/clean.h"
#include "screens/scopes.h"
#include "screens/track.h"

static struct track_state *state_of(const struct screen *screen)
{
	return (struct track_state *)screen;
}

static void note_event(struct track_state *st, const char *what)
{
	store_ask_event(st->screen.app->store, st->view.ask.correlation_id, what, NULL);
	view_take(&st->view, st->screen.app, &st->view.ask);
}

static void tell_cancelled(struct track_state *st, const json_t *answer)
{
	char *ticket = clean_text(word_of(answer, "ticketId"), 40);

	note_event(st, N_("the service takes it back"));
	if (*ticket)
		app_note(st->screen.app, NOTE_GOOD,
			 _("The service takes the ask back (ticket %s). Its state is read now."),
			 ticket);
	else
		app_note(st->screen.app, NOTE_GOOD, "%s",
			 _("The service takes the ask back. Its state is read now."));
	free(ticket);
}

static void tell_too_late(struct track_state *st, const json_t *answer)
{
	struct app *app = st->screen.app;
	char *code = clean_text(word_of(answer, "errorCode"), 60);
	char *tail = *code ? xasprintf(" [%s]", code) : xstrdup("");

	note_event(st, N_("it was too late to take it back"));
	app_note(app, NOTE_BAD, _("It could not be taken back: the ask goes on.%s"), tail);
	snprintf(app->note_next, sizeof(app->note_next),
		 _("Its state is read now. If the money must not arrive, call support with the "
		   "code %s."), st->view.ask.code);
	free(tail);
	free(code);
}

static void on_answer(void *owner, const struct op *op, const struct reply *reply)
{
	struct track_state *st = owner;
	struct app *app = st->screen.app;

	st->cancelling = false;
	app->dirty = true;
	scopes_learn(app, op, reply);
	if (reply->err.kind)
		app_blame(app, &reply->err);
	else if (json_is_true(json_object_get(reply->body, "status")))
		tell_cancelled(st, reply->body);
	else
		tell_too_late(st, reply->body);
	if (ask_is_final(st->view.ask.state))
		return;
	st->view.looking = true;
	outbox_look(app->outbox, st->view.ask.correlation_id);
}

static void cancel(struct screen *screen)
{
	struct track_state *st = state_of(screen);
	const struct ask *ask = &st->view.ask;
	json_t *args = json_pack("{ss, ss, ss}", "userToken", ask->user_token, "OperationId",
				 ask->correlation_id, "ReferenceCode", ask->code);

	/* What was asked about may have changed while the question stood there. */
	if (track_why_not_cancel(screen)) {
		app_note(screen->app, NOTE_BAD, "%s", track_why_not_cancel(screen));
	} else {
		st->cancelling = true;
		note_event(st, N_("asked the service to take it back"));
		http_send(screen->app->http, &op_cancelOperaton, args, on_answer, st);
	}
	json_decref(args);
}

void track_cancel(struct screen *screen)
{
	const struct ask *ask = &state_of(screen)->view.ask;
	char *line = track_line(ask);
	char *text = xasprintf(_("%s, code %s. The service takes the ask back and the payer can no "
				 "longer pay it. If it was paid a moment ago it goes on; you will "
				 "be told."), line, ask->code);
	struct dialog_arg arg = {
		.title = _("Cancel this ask?"), .text = text, .yes = _("Cancel the ask"),
		.run = cancel,
	};

	app_push(screen->app, &dialog_screen, &arg);
	free(text);
	free(line);
}

const char *track_why_not_cancel(const struct screen *screen)
{
	const struct track_state *st = state_of(screen);
	const struct ask *ask = &st->view.ask;
	const char *why = scopes_why_not(screen->app, &op_cancelOperaton);

	if (!st->found || !*ask->code || !ask_is_through(ask->state))
		return _("Only an ask that the service has can be cancelled.");
	if (ask_is_final(ask->state) || !word_in("Sent,Accepted,Funding", ask->status))
		return _("It is too late to cancel it: it is paid, or over.");
	if (st->cancelling)
		return _("The service is being asked; its answer comes here");
	return why ? why : app_read_only(screen->app);
}
