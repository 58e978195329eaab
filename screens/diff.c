/* Two calls compared: beside each other where there is room, else one line above
 * the other.  Runs that are the same fold away. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/diff.h"
#include "api/share.h"
#include "screens/call_actions.h"
#include "screens/json_tree.h"
#include "screens/show.h"
#include "screens/when.h"

enum { WIDE = 108, NEAR = 2, HOT_ROWS = 100 };

enum row_kind { ROW_LINE, ROW_LEFT, ROW_RIGHT, ROW_FOLDED };

/* A line of the difference, one side of it, or a run of `n` that is folded. */
struct diff_row {
	enum row_kind kind;
	int line, n;
};

struct diff_state {
	struct screen screen;
	struct diff diff;
	char title[2][128];
	bool *open;			/* by line: a run that begins here was unfolded */
	struct diff_row *rows;
	struct list list;
	bool wide;			/* how the rows were laid out */
};

static struct diff_state *state_of(const struct screen *screen)
{
	return (struct diff_state *)screen;
}

/* ---- rows ---- */

static void add_row(struct diff_state *st, enum row_kind kind, int line, int n)
{
	st->rows[st->list.n++] = (struct diff_row){ .kind = kind, .line = line, .n = n };
}

static void add_line(struct diff_state *st, int line)
{
	bool apart = !st->wide && st->diff.lines[line].kind == DIFF_CHANGED;

	add_row(st, apart ? ROW_LEFT : ROW_LINE, line, 1);
	if (apart)
		add_row(st, ROW_RIGHT, line, 1);
}

/* Lines that are the same from here on. */
static int run_at(const struct diff *d, int line)
{
	int n = 0;

	while (line + n < d->n && d->lines[line + n].kind == DIFF_SAME)
		n++;
	return n;
}

/* Of a long run the lines next to a difference stay. */
static int add_run(struct diff_state *st, int from, int n)
{
	int head = from ? NEAR : 0, tail = from + n < st->diff.n ? NEAR : 0;

	if (n <= head + tail + 1 || st->open[from])
		head = n, tail = 0;
	for (int i = 0; i < head; i++)
		add_line(st, from + i);
	if (head < n)
		add_row(st, ROW_FOLDED, from, n - head - tail);
	for (int i = n - tail; head < n && i < n; i++)
		add_line(st, from + i);
	return n;
}

static void lay_out(struct diff_state *st)
{
	int at = st->list.at;

	st->list.n = 0;
	for (int line = 0, n; line < st->diff.n; line += n) {
		n = run_at(&st->diff, line);
		if (n) {
			add_run(st, line, n);
		} else {
			add_line(st, line);
			n = 1;
		}
	}
	st->list.at = at;
	list_set(&st->list, st->list.n);
	st->screen.app->dirty = true;
}

static bool is_different(const struct diff_state *st, int row)
{
	return st->rows[row].kind != ROW_FOLDED &&
	       st->diff.lines[st->rows[row].line].kind != DIFF_SAME;
}

/* The beginning of the next place that differs, round the end. */
static void go_on(struct diff_state *st, int step)
{
	int n = st->list.n, at = st->list.at;

	for (int i = 0; i < n; i++) {
		at = (at + step + n) % n;
		if (is_different(st, at) && (!at || !is_different(st, at - 1)))
			break;
	}
	if (n && is_different(st, at))
		st->list.at = at;
}

static void name_it(char *title, size_t size, const struct exchange *x)
{
	char day[24], clock[12];

	day_text(x->at, day);
	clock_seconds(x->at, clock);
	snprintf(title, size, "%s  %.100s", x->at < today_start() ? day : clock,
		 *x->scenario ? x->scenario : x->op ? x->op->name : x->url);
	text_whole(title);
}

static char *lines_of(const struct app *app, const struct exchange *x)
{
	struct exchange shown = call_shown(app->config, x);
	char *lines = exchange_lines(&shown);

	json_decref(shown.response);
	return lines;
}

static void diff_open(struct screen *screen, const void *arg)
{
	struct diff_state *st = state_of(screen);
	const struct diff_arg *which = arg;
	struct app *app = screen->app;
	struct held_call left = { 0 }, right = { 0 };
	char *before, *after;

	if (call_hold(app->journal, app->store, &which->left, &left) &&
	    call_hold(app->journal, app->store, &which->right, &right)) {
		before = lines_of(app, left.x);
		after = lines_of(app, right.x);
		diff_make(&st->diff, before, after);
		name_it(st->title[0], sizeof(st->title[0]), left.x);
		name_it(st->title[1], sizeof(st->title[1]), right.x);
		free(before);
		free(after);
	}
	call_let_go(&left);
	call_let_go(&right);
	st->open = xcalloc((size_t)st->diff.n, sizeof(*st->open));
	st->rows = xcalloc((size_t)st->diff.n * 2, sizeof(*st->rows));
	st->wide = app->grid.w >= WIDE;
	lay_out(st);
	if (st->list.n && !is_different(st, 0))
		go_on(st, 1);
}

static void diff_close(struct screen *screen)
{
	struct diff_state *st = state_of(screen);

	diff_release(&st->diff);
	free(st->open);
	free(st->rows);
}

/* ---- keys ---- */

static void open_all(struct diff_state *st, bool open)
{
	for (int i = 0; i < st->diff.n; i++)
		st->open[i] = open;
	lay_out(st);
}

static bool diff_key(struct screen *screen, tui_key key)
{
	struct diff_state *st = state_of(screen);

	if (key == '+' || key == '-')
		open_all(st, key == '+');
	else
		return list_key(&st->list, key);
	return true;
}

static void diff_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	if (hot >= HOT_ROWS && hot < HOT_ROWS + state_of(screen)->list.n)
		state_of(screen)->list.at = hot - HOT_ROWS;
}

static void do_open(struct screen *screen)
{
	struct diff_state *st = state_of(screen);
	const struct diff_row *row = &st->rows[st->list.at];
	const struct diff_line *line = &st->diff.lines[row->line];
	char *text;

	if (row->kind == ROW_FOLDED) {
		st->open[row->line] = true;
		lay_out(st);
		return;
	}
	text = line->kind == DIFF_SAME ? xstrdup(line->left) :
		xasprintf("- %s\n\n+ %s", line->left ? line->left : "",
			  line->right ? line->right : "");
	app_push(screen->app, &whole_screen,
		 &(struct whole_arg){ .title = _("Whole line"), .text = text });
	free(text);
}

static const char *why_not_open(const struct screen *screen)
{
	return state_of(screen)->list.n ? NULL : _("There is nothing to compare any longer.");
}

static void do_next(struct screen *screen)
{
	go_on(state_of(screen), 1);
}

static void do_previous(struct screen *screen)
{
	go_on(state_of(screen), -1);
}

static const char *why_not_next(const struct screen *screen)
{
	return state_of(screen)->diff.differ ? NULL : _("The two calls are the same.");
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

/* ---- drawing ---- */

static const struct look_of {
	const char *sign;
	enum style style;
} looks[] = {
	[DIFF_SAME] = { " ", STYLE_TEXT }, [DIFF_LEFT] = { "-", STYLE_ERROR },
	[DIFF_RIGHT] = { "+", STYLE_OK }, [DIFF_CHANGED] = { "~", STYLE_WARN },
};

static void draw_side(struct canvas *c, const struct look_of *look, const char *text)
{
	canvas_text(c, 0, 0, look->style, text ? look->sign : " ");
	if (text)
		canvas_cut(c, 2, 0, c->w - 2, look->style, text);
}

static void draw_beside(struct canvas *row, const struct diff_line *line)
{
	int half = row->w / 2;
	struct canvas left = canvas_part(row, 0, 0, half - 1, 1);
	struct canvas right = canvas_part(row, half + 1, 0, row->w - half - 1, 1);

	draw_side(&left, &looks[line->kind], line->left);
	canvas_text(row, half, 0, STYLE_DIM, row->grid->ascii ? "|" : "│");
	draw_side(&right, &looks[line->kind], line->right);
}

static void draw_row(const void *ctx, int i, struct canvas *row)
{
	const struct diff_state *st = ctx;
	const struct diff_row *at = &st->rows[i];
	const struct diff_line *line = &st->diff.lines[at->line];

	if (at->kind == ROW_FOLDED)
		canvas_textf(row, 2, 0, STYLE_DIM, _("%s same lines: %d"), sign(row, "now"), at->n);
	else if (st->wide)
		draw_beside(row, line);
	else if (at->kind == ROW_LEFT || line->kind == DIFF_LEFT)
		draw_side(row, &looks[DIFF_LEFT], line->left);
	else if (at->kind == ROW_RIGHT || line->kind == DIFF_RIGHT)
		draw_side(row, &looks[DIFF_RIGHT], line->right);
	else
		draw_side(row, &looks[DIFF_SAME], line->left);
}

/* Both calls' names above their columns, or above each other. */
static int draw_titles(const struct diff_state *st, struct canvas *c)
{
	int half = c->w / 2, x = st->wide ? half + 1 : 0, y = st->wide ? 0 : 1;
	char *words;

	canvas_text(c, 0, 0, STYLE_ERROR, "-");
	canvas_cut(c, 2, 0, (st->wide ? half : c->w) - 4, STYLE_TITLE, st->title[0]);
	canvas_text(c, x, y, STYLE_OK, "+");
	canvas_cut(c, x + 2, y, c->w - x - 30, STYLE_TITLE, st->title[1]);
	words = st->diff.differ ? xasprintf(_("lines that differ: %d"), st->diff.differ) :
				  xstrdup(_("all the same"));
	canvas_right(c, c->w, y, STYLE_DIM, words);
	free(words);
	return y + 2;
}

static void diff_draw(struct screen *screen, struct canvas *c)
{
	struct diff_state *st = state_of(screen);
	bool wide = c->grid->w >= WIDE;
	struct canvas rows;
	int y;

	if (!st->diff.n) {
		canvas_text(c, 0, 0, STYLE_HINT, _("There is nothing to compare any longer."));
		return;
	}
	if (wide != st->wide) {
		st->wide = wide;
		lay_out(st);
	}
	y = draw_titles(st, c);
	rows = canvas_part(c, 0, y, c->w, c->h - y);
	list_draw(&st->list, &rows, true, HOT_ROWS, draw_row, st);
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Unfold"), .run = do_open,
	  .why_not = why_not_open,
	  .help = N_("Unfolds lines that are the same; shows any other line whole. + and - unfold "
		     "and fold all.") },
	{ .key = 'n', .name = "n", .label = N_("Next difference"), .run = do_next,
	  .why_not = why_not_next },
	{ .key = 'N', .name = "N", .label = N_("Previous"), .run = do_previous,
	  .why_not = why_not_next },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops diff_screen = {
	.name = "diff",
	.title = N_("Two calls compared"),
	.size = sizeof(struct diff_state),
	.bindings = bindings,
	.open = diff_open,
	.close = diff_close,
	.key = diff_key,
	.click = diff_click,
	.draw = diff_draw,
};
