/* The rows that ran as reports in the profile's folder, one of each kind.  A long
 * run makes large ones: rows are gathered and files written bit by bit, so that no
 * key waits for them. */

#include <stdlib.h>

#include "api/report.h"
#include "screens/call_actions.h"
#include "screens/keep.h"
#include "screens/matrix.h"

enum { ROWS_AT_ONCE = 50 };

struct matrix_export {
	struct matrix *matrix;
	struct report report;
	int *rows, n, at;		/* rows still to be gathered from at on */
	size_t kind;			/* to be written next */
	char *base;
};

/* Kind of report and ending of its file. */
static const char *const kinds[][2] = {
	{ "html", "html" }, { "junit", "xml" }, { "json", "json" }, { "csv", "csv" },
	{ "tap", "tap" },
};

static void add_row(struct report *report, struct app *app, const struct run_row *row)
{
	struct held_call held = { 0 };

	if (row->serial)
		call_hold(app->journal, app->store,
			  &(struct exchange_arg){ .serial = row->serial }, &held);
	report_add(report, row, held.x);
	call_let_go(&held);
}

static bool save_one(const struct matrix_export *export, struct err *err)
{
	const char *const *kind = kinds[export->kind];
	char *text = xasprintf("%s=%s.%s", kind[0], export->base, kind[1]);
	struct report_target target;
	bool ok = report_target(text, &target, err) && report_save(&export->report, &target, err);

	free(text);
	return ok;
}

static void on_step(void *owner);

void matrix_export_drop(struct matrix *m)
{
	struct matrix_export *export = m->exporting;

	if (!export)
		return;
	loop_cancel(m->app->loop, on_step, m);
	report_release(&export->report);
	free(export->rows);
	free(export->base);
	free(export);
	m->exporting = NULL;
}

static void say_where(const struct matrix_export *export)
{
	app_note(export->matrix->app, NOTE_GOOD,
		 _("%d rows are saved as %s.html, and beside it as .xml (JUnit), .json, .csv "
		   "and .tap."), export->n, export->base);
}

static void on_step(void *owner)
{
	struct matrix *m = owner;
	struct matrix_export *export = m->exporting;
	int end = export->at + ROWS_AT_ONCE < export->n ? export->at + ROWS_AT_ONCE : export->n;
	struct err err = { 0 };

	if (export->at < export->n) {
		for (; export->at < end; export->at++)
			add_row(&export->report, m->app,
				runner_row(m->runner, export->rows[export->at]));
	} else if (export->kind < ARRAY_LEN(kinds) && save_one(export, &err)) {
		export->kind++;
	} else {
		if (err.kind)
			app_blame(m->app, &err);
		else
			say_where(export);
		matrix_export_drop(m);
		return;
	}
	app_after(m->app, 0, on_step, m);
}

static void choose_rows(struct matrix_export *export, const struct matrix_view *view)
{
	const struct matrix *m = export->matrix;

	export->rows = xcalloc((size_t)runner_rows(m->runner) + 1, sizeof(*export->rows));
	for (int i = 0; i < runner_rows(m->runner); i++)
		if (row_has_result(runner_row(m->runner, i)) && view_shows(view, m, i))
			export->rows[export->n++] = i;
}

void matrix_export(struct matrix *m, const struct matrix_view *view)
{
	const struct config *config = m->app->config;
	struct matrix_export *export = xcalloc(1, sizeof(*export));
	struct err err = { 0 };
	char at[25], *name;

	matrix_export_drop(m);
	m->exporting = export;
	export->matrix = m;
	iso_time(wall_ms(), at);
	name = xasprintf("matrix-%s", at);
	export->base = keep_base(config, "exports", name, &err);
	export->report = (struct report){
		.profile = config->profile, .base_url = config->base_url,
		.environment = environment_word(config->environment),
		.at = wall_ms(), .ms = m->took,
	};
	choose_rows(export, view);
	free(name);
	if (export->base) {
		app_after(m->app, 0, on_step, m);
		return;
	}
	app_blame(m->app, &err);
	matrix_export_drop(m);
}
