/* Running rows of the matrix: the question before it, its progress, its end. */

#include <stdlib.h>
#include <string.h>

#include "screens/matrix.h"

/* So many rows in turn without any answer: the service is gone, and the others
 * would only say the same. */
#define SILENT_MOST 5
#define TICK_MS 200		/* of the clock beside the progress */

static void on_row(void *owner, int row);

struct matrix *matrix_of(struct app *app)
{
	const struct runner_conf conf = {
		.config = app->config, .http = app->http, .loop = app->loop,
		.journal = app->journal, .store = app->store,
	};
	struct matrix *m = app->matrix;

	if (m)
		return m;
	m = app->matrix = xcalloc(1, sizeof(*m));
	m->app = app;
	m->runner = runner_new(&conf, on_row, m);
	m->marked = xcalloc((size_t)runner_rows(m->runner) + 1, sizeof(*m->marked));
	return m;
}

void matrix_release(struct app *app)
{
	struct matrix *m = app->matrix;

	if (!m)
		return;
	if (app->loop)
		loop_forget(app->loop, m);
	if (app->sandbox)
		sandbox_hold(app->sandbox, false);
	matrix_export_drop(m);
	runner_free(m->runner);
	free(m->marked);
	free(m->asked);
	free(m);
	app->matrix = NULL;
}

/* ---- what rows came to ---- */

void tally_add(struct tally *t, const struct run_row *row)
{
	if (row->state == ROW_PASSED)
		t->passed++;
	else if (row->state == ROW_FAILED)
		t->failed++;
	else if (row->state == ROW_SKIPPED)
		t->skipped++;
	else
		t->rest++;
}

bool row_has_result(const struct run_row *row)
{
	return row->state == ROW_PASSED || row->state == ROW_FAILED || row->state == ROW_SKIPPED;
}

int row_changed(const struct run_row *row)
{
	if (row->state == ROW_PASSED && row->before == ROW_FAILED)
		return 1;
	return row->state == ROW_FAILED && row->before == ROW_PASSED ? -1 : 0;
}

const char *row_state_word(enum row_state state)
{
	static const char *const words[] = {
		[ROW_NEW] = N_("not run"), [ROW_WAITING] = N_("waiting"),
		[ROW_RUNNING] = N_("running"), [ROW_PASSED] = N_("passed"),
		[ROW_FAILED] = N_("failed"), [ROW_SKIPPED] = N_("skipped"),
	};

	return _(words[state]);
}

/* ---- progress ---- */

int matrix_through(const struct matrix *m)
{
	int n = 0;

	for (int i = 0; i < m->n_asked; i++)
		n += row_has_result(runner_row(m->runner, m->asked[i]));
	return n;
}

/* Its rows are play: the world they leave need not be on disk after each of them. */
static void hold_world(struct app *app, bool held)
{
	if (app->sandbox)
		sandbox_hold(app->sandbox, held);
}

static void on_end(struct matrix *m)
{
	const struct screen_ops *top = m->app->top ? m->app->top->ops : NULL;
	struct tally t = { 0 };

	m->took = now_ms() - m->began;
	hold_world(m->app, false);
	for (int i = 0; i < m->n_asked; i++)
		tally_add(&t, runner_row(m->runner, m->asked[i]));
	if (m->cut)
		app_note(m->app, NOTE_BAD, "%s",
			 _("The service does not answer, so the run was ended. Rows not begun "
			   "are as they were; see that the service runs, then run them again."));
	else if (top != &matrix_screen)		/* which says so in its last line */
		app_note(m->app, t.failed ? NOTE_BAD : t.rest ? NOTE_INFO : NOTE_GOOD,
			 t.rest ? _("Stopped: %d passed, %d failed, %d skipped.") :
				  _("%d passed, %d failed, %d skipped."),
			 t.passed, t.failed, t.skipped);
}

static void on_gone(void *owner)
{
	struct matrix *m = owner;

	m->cut = runner_busy(m->runner);
	runner_cancel(m->runner);
}

/* The sandbox inside is there as long as we are, and cuts lines only when told. */
static bool silence_is_wanted(const struct app *app)
{
	return app->sandbox || faults_on(faults_of(app));
}

static void on_row(void *owner, int row)
{
	struct matrix *m = owner;
	const struct run_row *r = runner_row(m->runner, row);

	m->app->dirty = true;
	if (!r) {
		on_end(m);
		return;
	}
	if (!row_has_result(r) || r->state == ROW_SKIPPED || silence_is_wanted(m->app))
		return;
	m->silent = r->state == ROW_FAILED && !r->status ? m->silent + 1 : 0;
	/* Not from in here: the runner is in the middle of its step. */
	if (m->silent == SILENT_MOST)
		app_after(m->app, 0, on_gone, m);
}

/* ---- starting ---- */

static void on_tick(void *owner)
{
	struct matrix *m = owner;

	if (!runner_busy(m->runner))
		return;
	m->app->dirty = true;
	app_after(m->app, TICK_MS, on_tick, m);
}

static void start(struct matrix *m)
{
	matrix_export_drop(m);		/* it speaks of rows that now run again */
	m->silent = 0;
	m->cut = false;
	m->took = 0;
	m->began = now_ms();
	hold_world(m->app, true);
	runner_start(m->runner, m->asked, m->n_asked);
	loop_cancel(m->app->loop, on_tick, m);
	on_tick(m);
	m->app->dirty = true;
}

static void on_yes(struct screen *below)
{
	struct matrix *m = below->app->matrix;

	runner_allow(m->runner, true);
	start(m);
}

static bool has_tag(const struct scenario *s, const char *tag)
{
	size_t n = strlen(tag);

	for (const char *at = strstr(s->tags, tag); at; at = strstr(at + 1, tag))
		if ((at == s->tags || at[-1] == ' ') && (!at[n] || at[n] == ' '))
			return true;
	return false;
}

/* May the row do something at a real service once it is allowed to? */
static bool would_change(const struct matrix *m, const struct scenario *s)
{
	if (!s->op->changes || has_tag(s, "sandbox") || s->status >= 400)
		return false;
	return !(s->op->moves_money && m->app->config->environment == ENV_LIVE);
}

/* "registerUserV2 (3), createContact (2), …" of the rows asked for. */
static int list_changes(const struct matrix *m, struct str *list)
{
	int all = 0;

	for (const struct op *const *op = op_list; *op; op++) {
		int n = 0;

		for (int i = 0; i < m->n_asked; i++) {
			const struct scenario *s = runner_row(m->runner, m->asked[i])->scenario;

			n += s->op == *op && would_change(m, s);
		}
		if (n && list->len < 200)
			str_addf(list, "%s%s (%d)", list->len ? ", " : "", (*op)->name, n);
		else if (n && (!list->len || list->s[list->len - 1] != '.'))
			str_add(list, ", …");
		all += n;
	}
	return all;
}

static void ask_first(struct matrix *m)
{
	struct str list = { 0 };
	int n = list_changes(m, &list);
	char *text = xasprintf(
		_("This profile talks to a real service (%s). %d of these rows change something "
		  "there: %s. Setting their scenes also makes customers, contacts and methods. "
		  "Rows that only the sandbox can be made to answer are left out."),
		m->app->config->profile, n, list.s ? list.s : _("none"));

	app_push(m->app, &dialog_screen,
		 &(struct dialog_arg){ .title = _("Run against a real service?"), .text = text,
				       .yes = _("Run"), .run = on_yes });
	free(text);
	str_release(&list);
}

void matrix_begin(struct matrix *m, const int *rows, int n)
{
	if (runner_busy(m->runner) || !n)
		return;
	m->asked = xrealloc(m->asked, (size_t)n * sizeof(*m->asked));
	memcpy(m->asked, rows, (size_t)n * sizeof(*m->asked));
	m->n_asked = n;
	if (m->app->config->environment == ENV_SANDBOX || m->app->config->read_only)
		start(m);
	else
		ask_first(m);
}

void matrix_stop(struct matrix *m)
{
	runner_cancel(m->runner);
}
