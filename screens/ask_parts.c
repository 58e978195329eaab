#include "screens/ask_parts.h"

#include <stdio.h>
#include <string.h>

#include "api/carriage.h"
#include "screens/bank.h"
#include "screens/carry.h"
#include "screens/when.h"

enum { LEAVING_MS = 3000 };	/* what a confirmed ask may take to be picked up */

void view_take(struct ask_view *v, struct app *app, const struct ask *ask)
{
	v->ask = *ask;
	v->n_events = store_ask_events(app->store, ask->correlation_id, v->events,
				       ARRAY_LEN(v->events));
	if (*ask->closed)
		store_ask_replacing(app->store, ask->correlation_id, v->other);
	app->dirty = true;
}

void view_poll(struct ask_view *v, struct app *app)
{
	struct ask now;

	if (store_ask_get(app->store, v->ask.correlation_id, &now) &&
	    (now.updated_at != v->ask.updated_at || now.state != v->ask.state))
		app_tell(app, &now);
}

const struct screen_ops *view_page(const struct ask *ask)
{
	const struct carriage *c = carriage_of(ask->op);

	if (!c || c->kind == CARRIES_MONEY)
		return &track_screen;
	return c->kind == CARRIES_ACH ? &ach_track_screen : &carry_screen;
}

bool view_waits(const struct ask *ask)
{
	return ask->state == ASK_READY && wall_ms() - ask->created_at > LEAVING_MS;
}

int parts_head(struct canvas *c, enum style style, const char *title, const char *line)
{
	int y = canvas_wrap(c, 0, 0, c->w, 2, style, title) + 1;

	return y + canvas_wrap(c, 5, y, c->w - 5, 2, STYLE_STRONG, line) + 1;
}

int parts_words(struct canvas *c, int y, const char *text)
{
	return y + canvas_wrap(c, 5, y, c->w - 5, 5, STYLE_TEXT, text) + 1;
}

int parts_stuck(const struct ask_view *v, const struct app *app, struct canvas *c, int y)
{
	if (!outbox_cannot_write(app->outbox, v->ask.correlation_id))
		return y;
	return parts_words(c, y, _("The records cannot be written just now; what became of it is "
				  "written as soon as they can be. Leave remitty open, make room "
				  "on the disk and do not create it again."));
}

int parts_reference(const struct ask *ask, struct canvas *c, int y)
{
	canvas_textf(c, 5, y, STYLE_DIM, _("reference %s"), ask->correlation_id);
	return y + 1;
}

int parts_events(const struct ask_view *v, struct canvas *c, int x, int y, int room)
{
	int first = v->n_events > room ? v->n_events - room : 0;

	for (int i = first; i < v->n_events; i++, y++) {
		char at[12];

		clock_seconds(v->events[i].at, at);
		canvas_text(c, x, y, STYLE_DIM, at);
		canvas_cut(c, x + 10, y, c->w - x - 10, STYLE_TEXT,
			   v->events[i].what);
	}
	return y;
}

void parts_next_look(const struct ask_view *v, struct canvas *c, int x, int y)
{
	int64_t now = wall_ms(), left = v->ask.next_look_at - now;
	int64_t whole = v->ask.next_look_at - v->ask.checked_at;
	bool leaves = v->ask.state == ASK_READY || v->ask.state == ASK_CONNECTING;
	char span[24];

	if (!v->ask.next_look_at && !v->looking)
		return;
	if (left <= 0 || v->looking) {
		canvas_text(c, x, y, STYLE_HINT, leaves ?
			    _("trying now…") : _("looking now…"));
		return;
	}
	span_text(left + 999, span);
	x = canvas_textf(c, x, y, STYLE_HINT, leaves ?
			 _("next try in %s") : _("next look in %s"), span) + 3;
	if (v->ask.checked_at && whole > 0 && c->w - x > 10)
		canvas_gauge(c, x, y, c->w - x < 24 ? c->w - x : 24,
			     (int)(1000 - left * 1000 / whole), STYLE_HINT);
}

const char *parts_wait_words(void)
{
	return _("It is sent once and never repeated by itself. Do NOT send it again: wait here, "
		 "the answer appears by itself.");
}

void parts_patience(const struct ask_view *v, const struct app *app, struct canvas *c, int x, int y)
{
	int64_t limit = app->config->timeout_ms ? app->config->timeout_ms : 30000;
	int64_t left = v->ask.handed_at + limit - wall_ms();
	char span[24];

	if (v->ask.state != ASK_HANDED || left <= 0)
		return;
	span_text(left + 999, span);
	x = canvas_textf(c, x, y, STYLE_HINT, _("%s more at most"), span) + 3;
	if (c->w - x > 10)
		canvas_gauge(c, x, y, c->w - x < 24 ? c->w - x : 24,
			     (int)(1000 - left * 1000 / limit), STYLE_HINT);
}

static void send_now(void *owner)
{
	struct app *app = owner;
	struct err err = { 0 };

	if (!outbox_send(app->outbox, app->sending, &err) && err.kind)
		app_blame(app, &err);
	app->dirty = true;
}

void parts_give_up(struct app *app, const char *title, void (*run)(struct screen *below))
{
	const struct dialog_arg unsent = {
		.title = title, .yes = _("Close it"), .run = run,
		.text = _("Nothing of it has left this machine. Closed, it will never be sent."),
	};

	app_push(app, &dialog_screen, &unsent);
}

void parts_close(struct app *app, const struct ask *ask, const char *closed)
{
	struct err err = { 0 };

	if (outbox_void(app->outbox, ask->correlation_id, closed, &err))
		app_note(app, NOTE_GOOD, "%s", _("Closed. It is still watched for seven days."));
	else
		app_blame(app, &err);
}

void parts_send_now(struct app *app, const struct ask *ask)
{
	struct err err = { 0 };

	if (!outbox_send(app->outbox, ask->correlation_id, &err) && err.kind)
		app_blame(app, &err);
}

void parts_send(struct app *app, const char *correlation_id)
{
	/* Wherever the agent goes before the next frame, this is what leaves. */
	text_put(app->sending, sizeof(app->sending), correlation_id);
	app_after(app, 0, send_now, app);
}
