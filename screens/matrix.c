/* The scenario matrix: operations at the left, their rows at the right, what the
 * focused row expected and got below.  Rows run on the loop, so that every key is
 * answered meanwhile. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/matrix.h"
#include "screens/show.h"

static struct matrix_state *state_of(const struct screen *screen)
{
	return (struct matrix_state *)screen;
}

/* ---- view and lists ---- */

const struct run_row *matrix_row_here(const struct matrix_state *st)
{
	return st->rows.at < st->view.n ? runner_row(st->matrix->runner,
						     st->view.rows[st->rows.at]) : NULL;
}

static void keep_focus(struct matrix_state *st)
{
	st->focus = st->rows.at < st->view.n ? st->view.rows[st->rows.at] : -1;
}

void matrix_sync(struct matrix_state *st)
{
	view_refresh(&st->view, st->matrix);
	list_set(&st->ops, st->view.n_ops);
	st->ops.at = st->view.op;
	for (int i = 0; i < st->view.n; i++)
		if (st->view.rows[i] == st->focus)
			st->rows.at = i;
	list_set(&st->rows, st->view.n);
	keep_focus(st);
}

/* Another operation or other words: begin at its first row. */
static void from_the_top(struct matrix_state *st)
{
	st->rows.at = 0;
	st->focus = -1;
	matrix_sync(st);
}

static void take_op(struct matrix_state *st)
{
	if (st->view.op == st->ops.at)
		return;
	st->view.op = st->ops.at;
	from_the_top(st);
}

static void search(struct matrix_state *st)
{
	char *words = input_value(&st->find);

	view_find(&st->view, st->matrix, words);
	from_the_top(st);
	free(words);
}

static void matrix_open(struct screen *screen, const void *arg)
{
	struct matrix_state *st = state_of(screen);

	(void)arg;
	st->matrix = matrix_of(screen->app);
	st->focus = -1;
	input_init(&st->find, "", false);
	st->find.max = 60;
	matrix_sync(st);
}

static void matrix_close(struct screen *screen)
{
	view_release(&state_of(screen)->view);
	input_release(&state_of(screen)->find);
}

/* ---- running ---- */

static bool busy(const struct screen *screen)
{
	return runner_busy(state_of(screen)->matrix->runner);
}

static const char *why_not_run(const struct screen *screen)
{
	if (busy(screen))
		return _("A run is under way: x stops it.");
	return state_of(screen)->view.n ? NULL : _("No row is shown that could run.");
}

typedef bool pick_fn(const struct matrix_state *, int row);

static int count(const struct matrix_state *st, pick_fn *pick)
{
	int n = 0;

	for (int i = 0; i < runner_rows(st->matrix->runner); i++)
		n += pick(st, i);
	return n;
}

static void run_picked(struct matrix_state *st, pick_fn *pick)
{
	int *rows = xcalloc((size_t)runner_rows(st->matrix->runner) + 1, sizeof(*rows)), n = 0;

	for (int i = 0; i < runner_rows(st->matrix->runner); i++)
		if (pick(st, i))
			rows[n++] = i;
	matrix_begin(st->matrix, rows, n);
	free(rows);
}

static bool is_marked(const struct matrix_state *st, int row)
{
	return st->matrix->marked[row];
}

/* In this run of the program, or in the last one when it has not run since. */
static bool has_failed(const struct matrix_state *st, int row)
{
	const struct run_row *r = runner_row(st->matrix->runner, row);

	return r->state == ROW_FAILED || (!row_has_result(r) && r->before == ROW_FAILED);
}

static bool fits(const struct matrix_state *st, int row)
{
	return view_shows(&st->view, st->matrix, row);
}

static void do_run(struct screen *screen)
{
	struct matrix_state *st = state_of(screen);

	matrix_sync(st);
	if (st->in_rows && st->focus >= 0)
		matrix_begin(st->matrix, &st->focus, 1);
	else
		matrix_begin(st->matrix, st->view.rows, st->view.n);
}

static void do_run_all(struct screen *screen)
{
	run_picked(state_of(screen), fits);
}

static void do_run_marked(struct screen *screen)
{
	run_picked(state_of(screen), is_marked);
}

static const char *why_not_marked(const struct screen *screen)
{
	if (busy(screen))
		return why_not_run(screen);
	return count(state_of(screen), is_marked) ? NULL :
		_("No row is marked: Space marks the one that has the focus.");
}

static void do_run_failed(struct screen *screen)
{
	run_picked(state_of(screen), has_failed);
}

static const char *why_not_failed(const struct screen *screen)
{
	if (busy(screen))
		return why_not_run(screen);
	return count(state_of(screen), has_failed) ? NULL : _("No row has failed.");
}

static void do_stop(struct screen *screen)
{
	matrix_stop(state_of(screen)->matrix);
}

static const char *why_not_stop(const struct screen *screen)
{
	return busy(screen) ? NULL : _("Nothing is running.");
}

/* ---- marks, view, the way back ---- */

/* A row, or at the left all rows of the operation: marked unless all are. */
static void do_mark(struct screen *screen)
{
	struct matrix_state *st = state_of(screen);
	bool all = true;

	matrix_sync(st);
	if (st->in_rows && st->focus >= 0) {
		st->matrix->marked[st->focus] = !st->matrix->marked[st->focus];
		list_key(&st->rows, K_DOWN);
		keep_focus(st);
		return;
	}
	for (int i = 0; i < st->view.n; i++)
		all &= st->matrix->marked[st->view.rows[i]];
	for (int i = 0; i < st->view.n; i++)
		st->matrix->marked[st->view.rows[i]] = !all;
}

static void do_view(struct screen *screen)
{
	struct matrix_state *st = state_of(screen);

	st->view.kind = (st->view.kind + 1) % view_kinds();
	from_the_top(st);
}

static void do_export(struct screen *screen)
{
	struct matrix_state *st = state_of(screen);

	matrix_export(st->matrix, &st->view);
}

static const char *why_not_export(const struct screen *screen)
{
	const struct tally *t = &state_of(screen)->view.ops[0].tally;

	if (busy(screen))
		return why_not_run(screen);
	if (state_of(screen)->matrix->exporting)
		return _("The reports are being written. One moment.");
	return t->passed + t->failed + t->skipped ? NULL :
		_("No row that is shown has run yet.");
}

static void do_find(struct screen *screen)
{
	state_of(screen)->finding = true;
}

static void do_open(struct screen *screen)
{
	struct matrix_state *st = state_of(screen);

	matrix_sync(st);
	if (!st->in_rows)
		st->in_rows = st->view.n > 0;
	else if (st->focus >= 0)
		app_push(screen->app, &verdict_screen, &(struct verdict_arg){ st->focus });
}

/* One thing at a time: the run, what was filtered, the screen. */
static void do_back(struct screen *screen)
{
	struct matrix_state *st = state_of(screen);

	if (busy(screen)) {
		matrix_stop(st->matrix);
	} else if (*st->view.find || st->view.kind) {
		input_set(&st->find, "");
		st->view.kind = 0;
		search(st);
	} else {
		app_pop(screen->app);
	}
}

/* ---- keys ---- */

static bool find_key(struct matrix_state *st, tui_key key)
{
	if (key == K_ESC)
		input_set(&st->find, "");
	if (key == K_ESC || key == K_ENTER)
		st->finding = false;
	else if (!input_key(&st->find, key))
		return false;
	search(st);
	return true;
}

static bool matrix_key(struct screen *screen, tui_key key)
{
	struct matrix_state *st = state_of(screen);

	if (st->finding)
		return find_key(st, key);
	matrix_sync(st);
	if (key == K_TAB || key == K_BACKTAB || key == K_LEFT || key == K_RIGHT) {
		st->in_rows = key == K_RIGHT || (key != K_LEFT && !st->in_rows);
		st->in_rows &= st->view.n > 0;
		return true;
	}
	if (!list_key(st->in_rows ? &st->rows : &st->ops, key))
		return false;
	if (st->in_rows)
		keep_focus(st);
	else
		take_op(st);
	return true;
}

static void matrix_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct matrix_state *st = state_of(screen);

	matrix_sync(st);
	st->in_rows = hot >= MATRIX_HOT_ROWS;
	if (st->in_rows && hot < MATRIX_HOT_ROWS + st->view.n) {
		st->rows.at = hot - MATRIX_HOT_ROWS;
		keep_focus(st);
		if (mouse->what == MOUSE_DOUBLE)
			do_open(screen);
	} else if (hot >= MATRIX_HOT_OPS && hot < MATRIX_HOT_OPS + st->view.n_ops) {
		st->ops.at = hot - MATRIX_HOT_OPS;
		take_op(st);
	}
}

static bool matrix_typing(const struct screen *screen)
{
	return state_of(screen)->finding;
}

static const struct binding bindings[] = {
	{ .key = 'x', .name = "x", .label = N_("Stop"), .run = do_stop, .why_not = why_not_stop,
	  .help = N_("Ends the run; rows that have not begun stay as they were.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Open"), .run = do_open,
	  .help = N_("From an operation to its rows, from a row to what went over the wire "
		     "beside what was expected.") },
	{ .key = 'r', .name = "r", .label = N_("Run here"), .run = do_run, .why_not = why_not_run,
	  .help = N_("Runs the row that has the focus, or the rows of the operation.") },
	{ .key = 'a', .name = "a", .label = N_("All"), .run = do_run_all, .why_not = why_not_run,
	  .help = N_("Runs all rows that are shown, of every operation.") },
	{ .key = '/', .name = "/", .label = N_("Search"), .run = do_find,
	  .help = N_("Shows the rows that fit all words: parts of an operation, a code or a "
		     "title, a status or its class (4xx), a tag (money, auth, slow).") },
	{ .key = 'f', .name = "f", .label = N_("Failed ones"), .run = do_run_failed,
	  .why_not = why_not_failed,
	  .help = N_("Runs the rows again that failed when they ran last.") },
	{ .key = ' ', .name = "Space", .label = N_("Mark"), .run = do_mark,
	  .help = N_("Marks the row, or all rows of the operation; once more takes it back.") },
	{ .key = 'R', .name = "R", .label = N_("Marked"), .run = do_run_marked,
	  .why_not = why_not_marked, .help = N_("Runs the marked rows.") },
	{ .key = 'v', .name = "v", .label = N_("View"), .run = do_view,
	  .help = N_("Shows all rows, then only those that failed, changed since the last run, "
		     "were skipped, have not run, or are of one class of status.") },
	{ .key = 'e', .name = "e", .label = N_("Export"), .run = do_export,
	  .why_not = why_not_export,
	  .help = N_("Saves the rows that are shown and have run as a page, JUnit, JSON, CSV and "
		     "TAP, redacted, in the profile's folder.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back,
	  .help = N_("Ends the run, or shows all rows again, or goes back.") },
	{ 0 }
};

const struct screen_ops matrix_screen = {
	.name = "matrix",
	.title = N_("Scenario matrix"),
	.size = sizeof(struct matrix_state),
	.bindings = bindings,
	.open = matrix_open,
	.close = matrix_close,
	.key = matrix_key,
	.click = matrix_click,
	.draw = matrix_draw,
	.is_typing = matrix_typing,
};
