/* One row of the matrix, opened. */

#include "screens/call_actions.h"
#include "screens/verdict.h"

#include <stdlib.h>
#include <string.h>

struct verdict_state {
	struct screen screen;
	struct matrix *matrix;
	int row;
	struct verdict_page page;
	int top, shown;			/* shown: lines that fit; set by drawing */
	enum row_state state;		/* of the row when the page was made … */
	unsigned serial;		/* … and its call */
};

static struct verdict_state *state_of(const struct screen *screen)
{
	return (struct verdict_state *)screen;
}

static const struct run_row *row_of(const struct verdict_state *st)
{
	return runner_row(st->matrix->runner, st->row);
}

static void make(struct verdict_state *st, int width)
{
	const struct run_row *r = row_of(st);
	struct held_call held = { 0 };

	st->state = r->state;
	st->serial = r->serial;
	st->page.config = st->screen.app->config;
	st->page.row = r;
	if (r->serial)
		call_hold(st->screen.app->journal, st->screen.app->store,
			  &(struct exchange_arg){ .serial = r->serial }, &held);
	st->page.call = held.x;
	page_make(&st->page, width);
	st->page.call = NULL;
	call_let_go(&held);
}

static void verdict_open(struct screen *screen, const void *arg)
{
	struct verdict_state *st = state_of(screen);

	st->matrix = matrix_of(screen->app);
	st->row = ((const struct verdict_arg *)arg)->row;
}

/* The language may be another one by now. */
static void verdict_shown(struct screen *screen)
{
	state_of(screen)->page.width = 0;
}

static void verdict_close(struct screen *screen)
{
	page_release(&state_of(screen)->page);
}

/* ---- keys ---- */

static void scroll(struct verdict_state *st, int to)
{
	int most = st->page.n - st->shown;

	st->top = to < most ? to : most;
	if (st->top < 0)
		st->top = 0;
}

static bool verdict_key(struct screen *screen, tui_key key)
{
	struct verdict_state *st = state_of(screen);
	int page = st->shown > 1 ? st->shown - 1 : 1;
	const struct {
		tui_key key;
		int to;
	} moves[] = {
		{ K_UP, st->top - 1 }, { K_DOWN, st->top + 1 }, { K_PAGE_UP, st->top - page },
		{ K_PAGE_DOWN, st->top + page }, { ' ', st->top + page }, { K_HOME, 0 },
		{ K_END, st->page.n },
	};

	for (size_t i = 0; i < ARRAY_LEN(moves); i++) {
		if (moves[i].key != key)
			continue;
		scroll(st, moves[i].to);
		return true;
	}
	return false;
}

static void do_run(struct screen *screen)
{
	struct verdict_state *st = state_of(screen);

	matrix_begin(st->matrix, &st->row, 1);
}

static const char *why_not_run(const struct screen *screen)
{
	return runner_busy(state_of(screen)->matrix->runner) ?
		_("A run is under way: x stops it.") : NULL;
}

static void do_exchange(struct screen *screen)
{
	app_push(screen->app, &exchange_screen,
		 &(struct exchange_arg){ .serial = row_of(state_of(screen))->serial });
}

static const char *why_not_exchange(const struct screen *screen)
{
	return row_of(state_of(screen))->serial ? NULL :
		_("Nothing went over the wire for this row.");
}

/* The failed row that comes after this one, round the end; -1 without. */
static int next_failed(const struct verdict_state *st, int by)
{
	int n = runner_rows(st->matrix->runner);

	for (int i = 1; i < n; i++) {
		int row = ((st->row + i * by) % n + n) % n;

		if (runner_row(st->matrix->runner, row)->state == ROW_FAILED)
			return row;
	}
	return -1;
}

static void show_failed(struct verdict_state *st, int by)
{
	int row = next_failed(st, by);

	if (row < 0)
		return;
	st->row = row;
	st->top = 0;
	st->page.width = 0;
}

static void do_next(struct screen *screen)
{
	show_failed(state_of(screen), 1);
}

static void do_previous(struct screen *screen)
{
	show_failed(state_of(screen), -1);
}

static const char *why_not_next(const struct screen *screen)
{
	return next_failed(state_of(screen), 1) < 0 ? _("No other row has failed.") : NULL;
}

static void do_stop(struct screen *screen)
{
	matrix_stop(state_of(screen)->matrix);
}

static const char *why_not_stop(const struct screen *screen)
{
	return why_not_run(screen) ? NULL : _("Nothing is running.");
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

/* ---- drawing ---- */

static void draw_line(const struct pair *line, int half, struct canvas *c)
{
	int right = PAGE_GUTTER + half + PAGE_BETWEEN;
	bool heading = line->style == STYLE_LABEL;

	if (line->differs && line->first)
		canvas_text(c, 0, 0, STYLE_ERROR, sign(c, "now"));
	if (!line->right) {
		canvas_cut(c, heading ? 0 : PAGE_GUTTER, 0, c->w, line->style, line->left);
		return;
	}
	canvas_cut(c, heading ? 0 : PAGE_GUTTER, 0, half, line->style, line->left);
	canvas_fill(c, right - 2, 0, 1, 1, STYLE_BOX, c->grid->ascii ? L'|' : L'│');
	canvas_cut(c, right, 0, c->w - right, line->style, line->right);
}

static int draw_head(const struct verdict_state *st, struct canvas *c)
{
	const struct run_row *r = row_of(st);
	const struct scenario *s = r->scenario;
	enum style style = r->state == ROW_FAILED ? STYLE_ERROR :
			   r->state == ROW_PASSED ? STYLE_OK : STYLE_WARN;
	char *verdict = r->state == ROW_PASSED || r->state == ROW_FAILED ?
		xasprintf("%s  %ld ms", row_state_word(r->state), r->ms) :
		xstrdup(row_state_word(r->state));
	int x = canvas_right(c, c->w, 0, style, verdict), y;

	canvas_cut(c, 0, 0, x - 2, STYLE_TITLE, s->id);
	y = 1 + canvas_wrap(c, 0, 1, c->w, 2, STYLE_TEXT, s->doc->title ? _(s->doc->title) : "");
	if (*r->why)
		y += canvas_wrap(c, 0, y, c->w, 3, style, r->why);
	free(verdict);
	return y + 1;
}

static void verdict_draw(struct screen *screen, struct canvas *c)
{
	struct verdict_state *st = state_of(screen);
	const struct run_row *r = row_of(st);
	int y = draw_head(st, c);

	if (st->page.width != c->w - 1 || st->state != r->state || st->serial != r->serial)
		make(st, c->w - 1);
	st->shown = c->h - y;
	scroll(st, st->top);
	for (int i = 0; i < st->shown && st->top + i < st->page.n; i++) {
		struct canvas line = canvas_part(c, 0, y + i, c->w - 1, 1);

		draw_line(&st->page.lines[st->top + i], page_half(&st->page), &line);
	}
	if (st->top > 0)
		canvas_text(c, c->w - 1, y, STYLE_DIM, sign(c, "up"));
	if (st->top + st->shown < st->page.n)
		canvas_text(c, c->w - 1, c->h - 1, STYLE_DIM, sign(c, "down"));
}

static const struct binding bindings[] = {
	{ .key = 'x', .name = "x", .label = N_("Stop"), .run = do_stop, .why_not = why_not_stop },
	{ .key = 'r', .name = "r", .label = N_("Run again"), .run = do_run,
	  .why_not = why_not_run, .help = N_("Runs this row once more.") },
	{ .key = 'n', .name = "n", .label = N_("Next failed"), .run = do_next,
	  .why_not = why_not_next, .help = N_("The next row that failed.") },
	{ .key = 'N', .name = "N", .label = N_("Previous"), .run = do_previous,
	  .why_not = why_not_next, .quiet = true, .help = N_("The failed row before this one.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Whole call"), .run = do_exchange,
	  .why_not = why_not_exchange,
	  .help = N_("Opens the call as the inspector shows it, to search and to copy.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops verdict_screen = {
	.name = "verdict",
	.title = N_("One row of the matrix"),
	.size = sizeof(struct verdict_state),
	.bindings = bindings,
	.open = verdict_open,
	.close = verdict_close,
	.shown = verdict_shown,
	.key = verdict_key,
	.draw = verdict_draw,
};
