/* What went over the wire in this run, newest first.  Everything shown comes
 * from the journal, which holds redacted values alone. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/show.h"
#include "screens/when.h"
#include "tui/list.h"

enum { HOT_ROWS = 100, LIVE_MS = 1000 };

struct inspector_state {
	struct screen screen;
	struct list list;
	unsigned serial;		/* of the call that has the focus, wherever it moved */
	bool follow;			/* stand on the newest */
	bool ticking;
};

static struct inspector_state *state_of(const struct screen *screen)
{
	return (struct inspector_state *)screen;
}

/* Calls come in above: the focus stays on its call. */
static void sync_rows(struct inspector_state *st)
{
	const struct journal *journal = st->screen.app->journal;
	const struct exchange *call;

	list_set(&st->list, journal_count(journal));
	for (int i = 0; !st->follow && i < st->list.n; i++)
		if (journal_nth(journal, i)->serial == st->serial)
			st->list.at = i;
	if (st->follow)
		st->list.at = 0;
	call = journal_nth(journal, st->list.at);
	st->serial = call ? call->serial : 0;
}

static void on_tick(void *owner)
{
	struct inspector_state *st = owner;

	st->ticking = st->screen.app->top == &st->screen;
	sync_rows(st);
	st->screen.app->dirty = true;
	if (st->ticking)
		app_after(st->screen.app, LIVE_MS, on_tick, st);
}

static void inspector_open(struct screen *screen, const void *arg)
{
	(void)arg;
	state_of(screen)->follow = true;
	on_tick(screen);
}

static void inspector_shown(struct screen *screen)
{
	if (!state_of(screen)->ticking)
		on_tick(screen);
}

static bool inspector_key(struct screen *screen, tui_key key)
{
	struct inspector_state *st = state_of(screen);
	const struct exchange *call;

	sync_rows(st);
	if (!list_key(&st->list, key))
		return false;
	call = journal_nth(screen->app->journal, st->list.at);
	st->serial = call ? call->serial : 0;
	st->follow = !st->list.at;
	return true;
}

static void do_open(struct screen *screen)
{
	unsigned serial;

	sync_rows(state_of(screen));
	serial = state_of(screen)->serial;
	app_push(screen->app, &exchange_screen, &serial);
}

static const char *why_not_open(const struct screen *screen)
{
	return journal_count(screen->app->journal) ? NULL : _("Nothing went over the wire yet.");
}

static void do_copy(struct screen *screen)
{
	const struct exchange *call = journal_find(screen->app->journal, state_of(screen)->serial);
	char *curl = call ? exchange_curl(call) : NULL;

	if (curl) {
		term_copy(curl);
		app_note(screen->app, NOTE_GOOD, "%s",
			 _("Copied as a curl command, if this terminal allows it; put the key into "
			   "$REMITTY_KEY."));
	}
	free(curl);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static void inspector_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct inspector_state *st = state_of(screen);
	const struct exchange *call = journal_nth(screen->app->journal, hot - HOT_ROWS);

	if (!call)
		return;
	st->serial = call->serial;
	st->follow = false;
	sync_rows(st);
	if (mouse->what == MOUSE_DOUBLE)
		do_open(screen);
}

static enum style status_style(const struct exchange *call)
{
	if (!call->done)
		return STYLE_WARN;
	return call->status >= 200 && call->status < 300 ? STYLE_OK : STYLE_ERROR;
}

/* Columns from the right edge: bytes, milliseconds, status; the name takes the rest. */
static void draw_row(const void *ctx, int i, struct canvas *row)
{
	const struct inspector_state *st = ctx;
	const struct exchange *call = journal_nth(st->screen.app->journal, i);
	enum style style = STYLE_TEXT;
	char at[12], number[24];

	if (!call)
		return;
	clock_seconds(call->at, at);
	canvas_text(row, 0, 0, STYLE_DIM, at);
	canvas_cut(row, 10, 0, 26, style, call->op->name);
	canvas_cut(row, 37, 0, 6, STYLE_DIM, call->method);
	if (row->w > 90)
		canvas_cut(row, 44, 0, row->w - 44 - 30, STYLE_DIM,
			   call->url);
	if (!call->done)
		snprintf(number, sizeof(number), "%s", sign(row, "half"));
	else if (call->status)
		snprintf(number, sizeof(number), "%d", call->status);
	else
		snprintf(number, sizeof(number), "%s", _("none"));
	canvas_right(row, row->w - 24, 0, status_style(call), number);
	if (!call->done)
		return;
	snprintf(number, sizeof(number), "%ld ms", call->ms);
	canvas_right(row, row->w - 13, 0, style, number);
	snprintf(number, sizeof(number), "%zu B", call->bytes);
	canvas_right(row, row->w - 2, 0, style, number);
}

static void inspector_draw(struct screen *screen, struct canvas *c)
{
	struct inspector_state *st = state_of(screen);
	struct canvas rows = canvas_part(c, 0, 2, c->w, c->h - 2);

	canvas_text(c, 0, 0, STYLE_LABEL, _("TIME"));
	canvas_text(c, 10, 0, STYLE_LABEL, _("OPERATION"));
	canvas_right(c, c->w - 24, 0, STYLE_LABEL, _("STATUS"));
	canvas_right(c, c->w - 13, 0, STYLE_LABEL, _("TOOK"));
	canvas_right(c, c->w - 2, 0, STYLE_LABEL, _("ANSWER"));
	if (st->list.n)
		list_draw(&st->list, &rows, true, HOT_ROWS, draw_row, st);
	else
		canvas_text(&rows, 0, 0, STYLE_HINT, _("Nothing went over the wire yet."));
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Open"), .run = do_open,
	  .why_not = why_not_open,
	  .help = N_("Shows the request and its answer.") },
	{ .key = 'c', .name = "c", .label = N_("Copy as curl"), .run = do_copy,
	  .why_not = why_not_open,
	  .help = N_("Puts the call on the clipboard as a curl command without the key.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops inspector_screen = {
	.name = "inspector",
	.title = N_("Inspector"),
	.size = sizeof(struct inspector_state),
	.bindings = bindings,
	.open = inspector_open,
	.shown = inspector_shown,
	.key = inspector_key,
	.click = inspector_click,
	.draw = inspector_draw,
};
