/* How the matrix looks: two lists, the focused row in words, the run below. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/report.h"
#include "screens/matrix.h"

enum {
	NARROW = 70,			/* below it the lists take turns */
	WIDE = 104,			/* from here on operations have their whole names */
	LEFT = 33, LEFT_WIDE = 43,	/* of the operations */
	NUMBER = 4,			/* a column of the tally */
	DETAIL = 7, DETAIL_TALL = 9,	/* lines of the focused row in words */
	TALL = 30,
	TITLED = 60, ROOMY = 110,	/* from here on a row has its title; all of what it got */
};

static bool is_wide(const struct canvas *c)
{
	return c->w >= WIDE;
}

/* ---- operations ---- */

static void draw_number(struct canvas *c, int end, enum style style, int n)
{
	char text[12];

	if (!n)
		return;
	snprintf(text, sizeof(text), "%d", n);
	canvas_right(c, end, 0, style, text);
}

static void draw_op(const void *ctx, int i, struct canvas *row)
{
	const struct matrix_state *st = ctx;
	const struct matrix_op *op = &st->view.ops[i];
	const struct tally *t = &op->tally;
	int end = row->w;

	if (st->in_rows && i == st->ops.at)
		canvas_text(row, 0, 0, STYLE_STRONG, sign(row, "now"));
	canvas_cut(row, 2, 0, end - 2 - 3 * NUMBER - 1, i ? STYLE_TEXT : STYLE_STRONG,
		   i ? op->op->name : _("all operations"));
	draw_number(row, end - 2 * NUMBER, STYLE_OK, t->passed);
	draw_number(row, end - NUMBER, STYLE_ERROR, t->failed);
	draw_number(row, end, STYLE_DIM, t->rest + t->skipped);
}

static void draw_ops(struct matrix_state *st, struct canvas *c)
{
	struct canvas rows = canvas_part(c, 0, 1, c->w, c->h - 1);
	int end = c->w - (st->view.n_ops > rows.h);	/* a long list says so in a column */

	canvas_text(c, 2, 0, STYLE_LABEL, _("OPERATION"));
	canvas_right(c, end - 2 * NUMBER, 0, STYLE_LABEL, sign(c, "ok"));
	canvas_right(c, end - NUMBER, 0, STYLE_LABEL, sign(c, "bad"));
	canvas_right(c, end, 0, STYLE_LABEL, sign(c, "todo"));
	list_draw(&st->ops, &rows, !st->in_rows, MATRIX_HOT_OPS, draw_op, st);
}

/* ---- rows ---- */

static const char *state_sign(const struct canvas *c, enum row_state state)
{
	static const char *const names[] = {
		[ROW_NEW] = "todo", [ROW_WAITING] = "todo", [ROW_RUNNING] = "half",
		[ROW_PASSED] = "ok", [ROW_FAILED] = "bad", [ROW_SKIPPED] = "skip",
	};

	return sign(c, names[state]);
}

static enum style state_style(enum row_state state)
{
	static const enum style styles[] = {
		[ROW_NEW] = STYLE_DIM, [ROW_WAITING] = STYLE_DIM, [ROW_RUNNING] = STYLE_WARN,
		[ROW_PASSED] = STYLE_OK, [ROW_FAILED] = STYLE_ERROR, [ROW_SKIPPED] = STYLE_DIM,
	};

	return styles[state];
}

/* Columns of a row; zero width: not shown. */
struct columns {
	int code, code_w, title, title_w, got, got_w, ms_end;
};

static struct columns columns_of(int w)
{
	struct columns at = { .code = 8, .ms_end = w - 1 };
	int room = w - at.code - 7;

	at.code_w = room;
	if (w < TITLED)
		return at;
	at.got_w = w < ROOMY ? 6 : w / 4;
	at.got = w - 7 - at.got_w;
	room -= at.got_w + 2;
	at.code_w = room * 11 / 20;
	at.title = at.code + at.code_w + 2;
	at.title_w = room - at.code_w - 2;
	return at;
}

static const char *title_of(const struct scenario *s)
{
	return s->doc->title ? _(s->doc->title) : "";
}

static void draw_marks(const struct matrix_state *st, int i, struct canvas *row)
{
	const struct run_row *r = runner_row(st->matrix->runner, st->view.rows[i]);
	int changed = row_changed(r);

	if (st->matrix->marked[st->view.rows[i]])
		canvas_text(row, 0, 0, STYLE_STRONG, "*");
	if (changed)
		canvas_text(row, 1, 0, changed > 0 ? STYLE_OK : STYLE_ERROR,
			    sign(row, changed > 0 ? "up" : "down"));
	canvas_text(row, 2, 0, state_style(r->state), state_sign(row, r->state));
}

/* With the code where there is one; all operations mixed are told by their names. */
static char *label_of(const struct matrix_state *st, const struct scenario *s, int w)
{
	const char *what = s->code ? s->code : w < TITLED ? title_of(s) : "";

	if (st->view.op || (w >= TITLED && w < ROOMY && *what))
		return xstrdup(what);
	return xasprintf("%s %s", s->op->name, what);
}

static void draw_got(const struct run_row *r, const struct columns *at, struct canvas *row)
{
	char *got = actual_text(r);

	if (at->got_w <= 6 && r->status)
		got[strcspn(got, " ")] = '\0';
	canvas_cut(row, at->got, 0, at->got_w, r->state == ROW_PASSED ? STYLE_DIM : STYLE_ERROR,
		   r->status || at->got_w > 6 ? got : _("none"));
	free(got);
}

static void draw_row(const void *ctx, int i, struct canvas *row)
{
	const struct matrix_state *st = ctx;
	const struct run_row *r = runner_row(st->matrix->runner, st->view.rows[i]);
	const struct scenario *s = r->scenario;
	struct columns at = columns_of(row->w);
	char *label = label_of(st, s, row->w), number[16];

	draw_marks(st, i, row);
	canvas_textf(row, 4, 0, STYLE_TEXT, "%d", s->status);
	canvas_cut(row, at.code, 0, at.code_w, STYLE_TEXT, label);
	if (at.title_w)
		canvas_cut(row, at.title, 0, at.title_w, STYLE_DIM, title_of(s));
	if (at.got_w && (r->state == ROW_PASSED || r->state == ROW_FAILED))
		draw_got(r, &at, row);
	if (r->state == ROW_PASSED || r->state == ROW_FAILED) {
		snprintf(number, sizeof(number), "%ld", r->ms);
		canvas_right(row, at.ms_end, 0, STYLE_DIM, number);
	}
	free(label);
}

static void draw_empty(const struct matrix_state *st, struct canvas *c)
{
	canvas_wrap(c, 0, 1, c->w, 3, STYLE_HINT,
		    st->view.kind || *st->view.find
			    ? _("No row is like this. Esc shows all of them again.")
			    : _("There are no scenarios."));
}

static void draw_rows(struct matrix_state *st, struct canvas *c)
{
	struct canvas rows = canvas_part(c, 0, 1, c->w, c->h - 1);
	int w = c->w - (st->view.n > rows.h);
	struct columns at = columns_of(w);

	if (!st->view.n) {
		draw_empty(st, c);
		return;
	}
	canvas_text(c, 4, 0, STYLE_LABEL, _("WANTED"));
	if (at.title_w)
		canvas_text(c, at.title, 0, STYLE_LABEL, _("WHAT"));
	if (at.got_w)
		canvas_text(c, at.got, 0, STYLE_LABEL, _("GOT"));
	canvas_right(c, at.ms_end, 0, STYLE_LABEL, "ms");
	list_draw(&st->rows, &rows, st->in_rows, MATRIX_HOT_ROWS, draw_row, st);
}

/* ---- the focused row in words ---- */

static int label_width(void)
{
	int a = text_width(_("expected")), b = text_width(_("got"));

	return (a > b ? a : b) + 2;
}

static char *got_words(const struct run_row *r)
{
	if (!row_has_result(r) || r->state == ROW_SKIPPED)
		return xstrdup(row_state_word(r->state));
	return actual_text(r);
}

static int draw_compared(const struct run_row *r, struct canvas *c, int y)
{
	int x = label_width();
	char *want = expected_text(r), *got = got_words(r);

	canvas_text(c, 0, y, STYLE_LABEL, _("expected"));
	canvas_cut(c, x, y, c->w - x, STYLE_TEXT, want);
	canvas_text(c, 0, y + 1, STYLE_LABEL, _("got"));
	canvas_cut(c, x, y + 1, c->w - x, r->state == ROW_FAILED ? STYLE_ERROR : STYLE_TEXT, got);
	free(want);
	free(got);
	if (r->before == ROW_NEW)
		return y + 2;
	canvas_text(c, 0, y + 2, STYLE_LABEL, _("before"));
	canvas_text(c, x, y + 2, STYLE_DIM, row_state_word(r->before));
	return y + 3;
}

static void draw_detail(const struct matrix_state *st, struct canvas *c)
{
	const struct run_row *r = matrix_row_here(st);
	char *words;
	int y;

	if (!r)
		return;
	words = st->view.op ? xstrdup(title_of(r->scenario)) :
		xasprintf("%s: %s", r->scenario->op->name, title_of(r->scenario));
	y = canvas_wrap(c, 0, 0, c->w, 2, STYLE_STRONG, words);
	free(words);
	y = draw_compared(r, c, y);
	if (*r->why)
		y += canvas_wrap(c, 0, y, c->w, c->h - y,
				 r->state == ROW_FAILED ? STYLE_ERROR : STYLE_HINT, r->why);
	else if (r->scenario->doc->provoke)
		y += canvas_wrap(c, 0, y, c->w, c->h - y, STYLE_DIM, r->scenario->doc->provoke);
}

/* ---- the run ---- */

static void draw_running(const struct matrix *m, struct canvas *c)
{
	int through = matrix_through(m), x;
	long ms = now_ms() - m->began;
	char took[24];

	snprintf(took, sizeof(took), "%ld.%ld s", ms / 1000, ms % 1000 / 100);
	x = canvas_text(c, 0, 0, STYLE_WARN, sign(c, "half"));
	x = canvas_textf(c, x + 1, 0, STYLE_TEXT, _("running %d of %d"), through, m->n_asked) + 2;
	canvas_gauge(c, x, 0, c->w - x - 10, m->n_asked ? through * 1000 / m->n_asked : 0,
		     STYLE_HINT);
	canvas_right(c, c->w, 0, STYLE_TEXT, took);
}

static void draw_counts(const struct matrix_state *st, struct canvas *c)
{
	const struct tally *t = &st->view.ops[0].tally;
	const struct matrix *m = st->matrix;
	char took[24];
	int x;

	x = canvas_textf(c, 0, 0, STYLE_TEXT, _("%d in all"),
			 t->passed + t->failed + t->skipped + t->rest) + 2;
	if (t->passed)
		x = canvas_textf(c, x, 0, STYLE_OK, _("%d passed"), t->passed) + 2;
	if (t->failed)
		x = canvas_textf(c, x, 0, STYLE_ERROR, _("%d failed"), t->failed) + 2;
	if (t->skipped)
		x = canvas_textf(c, x, 0, STYLE_DIM, _("%d skipped"), t->skipped) + 2;
	if (t->rest)
		canvas_textf(c, x, 0, STYLE_DIM, _("%d not run"), t->rest);
	if (!m->took)
		return;
	snprintf(took, sizeof(took), "%ld.%ld s", m->took / 1000, m->took % 1000 / 100);
	canvas_right(c, c->w, 0, STYLE_DIM, took);
}

static void draw_filter(struct matrix_state *st, struct canvas *c)
{
	struct canvas line = canvas_part(c, 2, 0, c->w - 2, 1);
	const char *kind = view_kind_word(st->view.kind);
	int x = 0;

	if (st->finding || *st->view.find)
		canvas_text(c, 0, 0, STYLE_LABEL, "/");
	if (st->finding) {
		input_draw(&st->find, &line, true);
		return;
	}
	if (*st->view.find)
		x = canvas_cut(c, 2, 0, c->w / 2, STYLE_STRONG, st->view.find) + 2;
	if (*kind)
		canvas_textf(c, x, 0, STYLE_STRONG, _("only: %s"), kind);
}

static void draw_right(struct matrix_state *st, struct canvas *c, int detail)
{
	struct canvas rows = canvas_part(c, 0, 0, c->w, c->h - detail - 1);
	struct canvas words = canvas_part(c, 0, c->h - detail, c->w, detail);

	draw_rows(st, &rows);
	draw_detail(st, &words);
}

void matrix_draw(struct screen *screen, struct canvas *c)
{
	struct matrix_state *st = (struct matrix_state *)screen;
	bool both = c->w >= NARROW;
	int left = is_wide(c) ? LEFT_WIDE : LEFT, h = c->h - 3;
	struct canvas ops = canvas_part(c, 0, 0, both ? left : c->w, h);
	struct canvas right = canvas_part(c, both ? left + 3 : 0, 0,
					  both ? c->w - left - 3 : c->w, h);
	struct canvas filter = canvas_part(c, 0, c->h - 2, c->w, 1);
	struct canvas foot = canvas_part(c, 0, c->h - 1, c->w, 1);

	matrix_sync(st);
	if (both)
		canvas_fill(c, left + 1, 0, 1, h, STYLE_BOX, c->grid->ascii ? L'|' : L'│');
	if (both || !st->in_rows)
		draw_ops(st, &ops);
	if (both || st->in_rows)
		draw_right(st, &right, c->h >= TALL ? DETAIL_TALL : DETAIL);
	draw_filter(st, &filter);
	if (runner_busy(st->matrix->runner))
		draw_running(st->matrix, &foot);
	else
		draw_counts(st, &foot);
}
