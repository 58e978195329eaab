#ifndef SCREENS_MATRIX_H
#define SCREENS_MATRIX_H

/* The scenario matrix in the console: what its rows came to in this run of the
 * program, and what of that is looked at. */

#include "api/runner.h"
#include "screens/app.h"
#include "tui/input.h"
#include "tui/list.h"

struct matrix_export;

/* Outlives its screen, so that one may leave it while it runs. */
struct matrix {
	struct app *app;
	struct runner *runner;
	bool *marked;			/* of each row */
	int *asked, n_asked;		/* rows of the last run, in their order */
	long began, took;		/* now_ms; ms once it has ended, 0 before */
	int silent;			/* rows in turn to which nothing answered */
	bool cut;			/* the run was ended because of that */
	struct matrix_export *exporting;	/* under way, or NULL */
};

/* The matrix, made at its first use. */
struct matrix *matrix_of(struct app *);
void matrix_release(struct app *);

struct tally {
	int passed, failed, skipped, rest;	/* rest: not run, waiting, under way */
};
void tally_add(struct tally *, const struct run_row *);

/* Has the row another verdict than in the run before?  1 better, -1 worse, 0 no. */
int row_changed(const struct run_row *);
bool row_has_result(const struct run_row *);
const char *row_state_word(enum row_state);		/* translated */

/* Run these rows, after a question where the service is real. */
void matrix_begin(struct matrix *, const int *rows, int n);
void matrix_stop(struct matrix *);

/* How far the run is: rows through, of those asked for. */
int matrix_through(const struct matrix *);

/* ---- what is looked at ---- */

struct matrix_op {
	const struct op *op;		/* NULL: all operations */
	struct tally tally;
};

struct matrix_view {
	char find[64];			/* words that must all fit */
	int kind;			/* of rows: all, failed, changed …; view_kind_word() */
	bool *fits;			/* of each row: the words */
	struct matrix_op *ops;		/* [0] is all of them */
	int n_ops, op;			/* op: the one that has the focus */
	int *rows, n;			/* of that operation */
};

int view_kinds(void);
const char *view_kind_word(int kind);			/* translated; "" for all */
void view_find(struct matrix_view *, const struct matrix *, const char *words);
/* Rows, operations and tallies as they are now; the focus stays on its operation. */
void view_refresh(struct matrix_view *, const struct matrix *);
bool view_shows(const struct matrix_view *, const struct matrix *, int row);
void view_release(struct matrix_view *);

/* Reports of what is shown and has run, into the profile's folder; says where once
 * they are written. */
void matrix_export(struct matrix *, const struct matrix_view *);
void matrix_export_drop(struct matrix *);		/* before it is through */

/* ---- the screen ---- */

enum { MATRIX_HOT_OPS = 100, MATRIX_HOT_ROWS = 1000 };

struct matrix_state {
	struct screen screen;
	struct matrix *matrix;
	struct matrix_view view;
	struct list ops, rows;
	bool in_rows;			/* the rows have the focus, not the operations */
	bool finding;			/* the search line has it */
	struct input find;
	int focus;			/* row that has the focus, wherever it moved; -1 */
};

/* Bring view and lists up to date; the focus stays on its row. */
void matrix_sync(struct matrix_state *);
const struct run_row *matrix_row_here(const struct matrix_state *);

void matrix_draw(struct screen *, struct canvas *);

extern const struct screen_ops matrix_screen, verdict_screen;

struct verdict_arg {
	int row;			/* of the runner */
};

#endif
