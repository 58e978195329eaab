/* What went over the wire, newest first: the calls of this run from the
 * journal, below them those of earlier runs, page by page from the store.  Both
 * hold redacted values alone. */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/show.h"
#include "screens/when.h"
#include "tui/list.h"

enum { HOT_ROWS = 100, LIVE_MS = 1000, PAGE = 100 };

/* Rows: the journal's, then a heading, then the past ones. */
struct inspector_state {
	struct screen screen;
	struct list list;
	struct exchange_arg focus;	/* the call that has it, wherever it moved */
	bool follow;			/* stand on the newest */
	bool ticking;
	struct call_head *past;
	int n_past;
	bool all_read;
	unsigned oldest;		/* the journal's, when the past was read */
};

static struct inspector_state *state_of(const struct screen *screen)
{
	return (struct inspector_state *)screen;
}

/* ---- rows ---- */

static int live(const struct inspector_state *st)
{
	return journal_count(st->screen.app->journal);
}

static bool is_heading(const struct inspector_state *st, int row)
{
	return st->n_past && row == live(st);
}

static const struct call_head *past_at(const struct inspector_state *st, int row)
{
	int nth = row - live(st) - 1;

	return nth >= 0 && nth < st->n_past ? &st->past[nth] : NULL;
}

static struct exchange_arg which_at(const struct inspector_state *st, int row)
{
	const struct exchange *call = journal_nth(st->screen.app->journal, row);
	const struct call_head *past = past_at(st, row);

	return (struct exchange_arg){ .serial = call ? call->serial : 0,
				      .id = !call && past ? past->id : 0 };
}

static void read_page(struct inspector_state *st)
{
	struct app *app = st->screen.app;
	int64_t before = st->n_past ? st->past[st->n_past - 1].id : 0;
	int n = 0;

	st->past = xrealloc(st->past, (size_t)(st->n_past + PAGE) * sizeof(*st->past));
	if (app->config->history)
		n = store_calls(app->store, app->journal, before, st->past + st->n_past, PAGE);
	st->n_past += n;
	st->all_read = n < PAGE;
}

/* What the journal lets go is past: read that again. */
static void sync_past(struct inspector_state *st)
{
	const struct journal *journal = st->screen.app->journal;
	const struct exchange *oldest = journal_nth(journal, journal_count(journal) - 1);
	unsigned serial = oldest ? oldest->serial : 0;
	int had = st->n_past;

	if (st->past && (!st->oldest || serial == st->oldest)) {
		st->oldest = serial;
		return;
	}
	st->oldest = serial;
	st->n_past = 0;
	do {
		read_page(st);
	} while (st->n_past < had && !st->all_read);
}

/* Calls come in above: the focus stays on its call. */
static void sync_rows(struct inspector_state *st)
{
	sync_past(st);
	list_set(&st->list, live(st) + (st->n_past ? 1 + st->n_past : 0));
	for (int i = 0; !st->follow && i < st->list.n; i++) {
		struct exchange_arg row = which_at(st, i);

		if (row.serial == st->focus.serial && row.id == st->focus.id &&
		    (row.serial || row.id))
			st->list.at = i;
	}
	if (st->follow)
		st->list.at = 0;
	if (is_heading(st, st->list.at))
		st->list.at += st->list.at ? -1 : 1;
	st->focus = which_at(st, st->list.at);
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
	int before;

	sync_rows(st);
	while (!st->all_read && (key == K_END || st->list.n - st->list.at < PAGE))
		read_page(st);
	list_set(&st->list, live(st) + (st->n_past ? 1 + st->n_past : 0));
	before = st->list.at;
	if (!list_key(&st->list, key))
		return false;
	if (is_heading(st, st->list.at))
		st->list.at += st->list.at > before || !st->list.at ? 1 : -1;
	st->focus = which_at(st, st->list.at);
	st->follow = st->list.at == is_heading(st, 0);
	return true;
}

static void do_open(struct screen *screen)
{
	sync_rows(state_of(screen));
	app_push(screen->app, &exchange_screen, &state_of(screen)->focus);
}

static const char *why_not_open(const struct screen *screen)
{
	return state_of(screen)->list.n ? NULL : _("Nothing went over the wire yet.");
}

static void do_copy(struct screen *screen)
{
	const struct exchange_arg *which = &state_of(screen)->focus;
	const struct exchange *call = journal_find(screen->app->journal, which->serial);
	struct exchange past = { 0 };
	char *curl;

	if (!which->serial && store_call_get(screen->app->store, which->id, &past))
		call = &past;
	curl = call ? exchange_curl(call) : NULL;
	if (curl) {
		term_copy(curl);
		app_note(screen->app, NOTE_GOOD, "%s",
			 _("Copied as a curl command, if this terminal allows it; put the key into "
			   "$REMITTY_KEY."));
	}
	free(curl);
	exchange_release(&past);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static void inspector_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct inspector_state *st = state_of(screen);
	struct exchange_arg which = which_at(st, hot - HOT_ROWS);

	if (!which.serial && !which.id)
		return;
	st->focus = which;
	st->follow = false;
	sync_rows(st);
	if (mouse->what == MOUSE_DOUBLE)
		do_open(screen);
}

static enum style status_style(int status, bool done)
{
	if (!done)
		return STYLE_WARN;
	return status >= 200 && status < 300 ? STYLE_OK : STYLE_ERROR;
}

/* Columns from the right edge: bytes, milliseconds, status; the name takes the rest. */
static void draw_call(struct canvas *row, const char *at, const struct call_head *call, bool done)
{
	char number[24];

	canvas_cut(row, 0, 0, 9, STYLE_DIM, at);
	canvas_cut(row, 10, 0, 26, STYLE_TEXT, call->op);
	canvas_cut(row, 37, 0, 6, STYLE_DIM, call->method);
	if (row->w > 90)
		canvas_cut(row, 44, 0, row->w - 44 - 30, STYLE_DIM, call->url);
	if (!done)
		snprintf(number, sizeof(number), "%s", sign(row, "half"));
	else if (call->status)
		snprintf(number, sizeof(number), "%d", call->status);
	else
		snprintf(number, sizeof(number), "%s", _("none"));
	canvas_right(row, row->w - 24, 0, status_style(call->status, done), number);
	if (!done)
		return;
	snprintf(number, sizeof(number), "%" PRId64 " ms", call->ms);
	canvas_right(row, row->w - 13, 0, STYLE_TEXT, number);
	snprintf(number, sizeof(number), "%" PRId64 " B", call->bytes);
	canvas_right(row, row->w - 2, 0, STYLE_TEXT, number);
}

static void draw_live(struct canvas *row, const struct exchange *call)
{
	struct call_head head = { .status = call->status, .ms = call->ms,
				  .bytes = (int64_t)call->bytes };
	char at[12];

	clock_seconds(call->at, at);
	snprintf(head.op, sizeof(head.op), "%s", call->op->name);
	snprintf(head.method, sizeof(head.method), "%s", call->method);
	snprintf(head.url, sizeof(head.url), "%s", call->url);
	draw_call(row, at, &head, call->done);
}

static void draw_row(const void *ctx, int i, struct canvas *row)
{
	const struct inspector_state *st = ctx;
	const struct exchange *call = journal_nth(st->screen.app->journal, i);
	const struct call_head *past = past_at(st, i);
	char at[24];

	if (call) {
		draw_live(row, call);
	} else if (is_heading(st, i)) {
		canvas_text(row, 0, 0, STYLE_LABEL, _("Earlier"));
	} else if (past) {
		day_text(past->at, at);
		draw_call(row, at, past, true);
	}
}

static void inspector_draw(struct screen *screen, struct canvas *c)
{
	struct inspector_state *st = state_of(screen);
	struct canvas rows = canvas_part(c, 0, 2, c->w, c->h - 2);

	int w = c->w - (st->list.n > rows.h);	/* a long list keeps a column to say so */

	canvas_text(c, 0, 0, STYLE_LABEL, _("TIME"));
	canvas_text(c, 10, 0, STYLE_LABEL, _("OPERATION"));
	canvas_right(c, w - 24, 0, STYLE_LABEL, _("STATUS"));
	canvas_right(c, w - 13, 0, STYLE_LABEL, _("TOOK"));
	canvas_right(c, w - 2, 0, STYLE_LABEL, _("ANSWER"));
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

static void inspector_close(struct screen *screen)
{
	free(state_of(screen)->past);
}

const struct screen_ops inspector_screen = {
	.name = "inspector",
	.title = N_("Inspector"),
	.size = sizeof(struct inspector_state),
	.bindings = bindings,
	.open = inspector_open,
	.close = inspector_close,
	.shown = inspector_shown,
	.key = inspector_key,
	.click = inspector_click,
	.draw = inspector_draw,
};
