/* Which rows are looked at: those that fit the words of the search and the kind
 * that was chosen, by their operations. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/matrix.h"

/* ---- kinds ---- */

static bool is_any(const struct run_row *row)
{
	(void)row;
	return true;
}

static bool is_failed(const struct run_row *row)
{
	return row->state == ROW_FAILED;
}

static bool is_changed(const struct run_row *row)
{
	return row_changed(row) != 0;
}

static bool is_skipped(const struct run_row *row)
{
	return row->state == ROW_SKIPPED;
}

static bool is_new(const struct run_row *row)
{
	return !row_has_result(row);
}

static bool is_2xx(const struct run_row *row)
{
	return row->scenario->status / 100 == 2;
}

static bool is_4xx(const struct run_row *row)
{
	return row->scenario->status / 100 == 4;
}

static bool is_5xx(const struct run_row *row)
{
	return row->scenario->status / 100 == 5;
}

static const struct {
	const char *word;
	bool (*fits)(const struct run_row *);
} kinds[] = {
	{ "", is_any },
	{ N_("failed"), is_failed },
	{ N_("changed"), is_changed },
	{ N_("skipped"), is_skipped },
	{ N_("not run"), is_new },
	{ "2xx", is_2xx },
	{ "4xx", is_4xx },
	{ "5xx", is_5xx },
};

int view_kinds(void)
{
	return ARRAY_LEN(kinds);
}

const char *view_kind_word(int kind)
{
	return *kinds[kind].word ? _(kinds[kind].word) : "";
}

/* ---- words ---- */

/* A word selects as on the command line, or occurs in what the row shows. */
static bool word_fits(const struct scenario *s, const char *word)
{
	const char *title = s->doc->title ? _(s->doc->title) : "";

	return scenario_fits(s, word) || strcasestr(s->id, word) || strcasestr(s->tags, word) ||
	       strcasestr(title, word);
}

static bool words_fit(const struct scenario *s, const char *words)
{
	char *copy = xstrdup(words), *rest = copy, *word;
	bool all = true;

	while (all && (word = strsep(&rest, " ")))
		all = !*word || word_fits(s, word);
	free(copy);
	return all;
}

void view_find(struct matrix_view *view, const struct matrix *m, const char *words)
{
	int n = runner_rows(m->runner);

	snprintf(view->find, sizeof(view->find), "%s", words);
	if (!view->fits)
		view->fits = xcalloc((size_t)n + 1, sizeof(*view->fits));
	for (int i = 0; i < n; i++)
		view->fits[i] = words_fit(runner_row(m->runner, i)->scenario, words);
}

/* ---- rows and operations ---- */

bool view_shows(const struct matrix_view *view, const struct matrix *m, int row)
{
	return view->fits[row] && kinds[view->kind].fits(runner_row(m->runner, row));
}

/* The rows of an operation stand together. */
static void count_ops(struct matrix_view *view, const struct matrix *m)
{
	int n = runner_rows(m->runner);

	view->ops[0] = (struct matrix_op){ 0 };
	view->n_ops = 1;
	for (int i = 0; i < n; i++) {
		const struct run_row *row = runner_row(m->runner, i);

		if (!view_shows(view, m, i))
			continue;
		if (view->ops[view->n_ops - 1].op != row->scenario->op)
			view->ops[view->n_ops++] = (struct matrix_op){ .op = row->scenario->op };
		tally_add(&view->ops[view->n_ops - 1].tally, row);
		tally_add(&view->ops[0].tally, row);
	}
}

static void pick_rows(struct matrix_view *view, const struct matrix *m)
{
	const struct op *op = view->ops[view->op].op;
	int n = runner_rows(m->runner);

	view->n = 0;
	for (int i = 0; i < n; i++)
		if ((!op || runner_row(m->runner, i)->scenario->op == op) && view_shows(view, m, i))
			view->rows[view->n++] = i;
}

void view_refresh(struct matrix_view *view, const struct matrix *m)
{
	size_t room = (size_t)runner_rows(m->runner) + 2;
	const struct op *op = view->ops ? view->ops[view->op].op : NULL;

	if (!view->ops) {
		view->ops = xcalloc(room, sizeof(*view->ops));
		view->rows = xcalloc(room, sizeof(*view->rows));
		view_find(view, m, "");
	}
	count_ops(view, m);
	view->op = 0;
	for (int i = 0; i < view->n_ops; i++)
		if (view->ops[i].op == op)
			view->op = i;
	pick_rows(view, m);
}

void view_release(struct matrix_view *view)
{
	free(view->fits);
	free(view->ops);
	free(view->rows);
}
