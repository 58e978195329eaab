/* The scenario matrix at the keyboard, on the sandbox inside this process. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "screens/matrix.h"
#include "tests/desk.h"

static int open_desk(void **state)
{
	struct desk *d = xcalloc(1, sizeof(*d));

	desk_open(d, "partner_full");
	*state = d;
	return 0;
}

static int close_desk(void **state)
{
	lang_set("en");
	desk_close(*state);
	free(*state);
	return 0;
}

static struct runner *runner_of(struct desk *d)
{
	return matrix_of(&d->app)->runner;
}

static void let_run(struct desk *d)
{
	long end = now_ms() + 20000;

	while (runner_busy(runner_of(d)) && now_ms() < end)
		loop_turn(d->loop, 100);
	assert_false(runner_busy(runner_of(d)));
}

static int count(struct desk *d, enum row_state wanted)
{
	int n = 0;

	for (int i = 0; i < runner_rows(runner_of(d)); i++)
		n += runner_row(runner_of(d), i)->state == wanted;
	return n;
}

static int row_named(struct desk *d, const char *id)
{
	for (int i = 0; i < runner_rows(runner_of(d)); i++)
		if (str_eq(runner_row(runner_of(d), i)->scenario->id, id))
			return i;
	fail_msg("there is no row %s", id);
	return -1;
}

/* What takes how long differs from run to run, and so do made-up people. */
static void assert_still(struct desk *d, const char *name)
{
	struct matrix *m = matrix_of(&d->app);
	char *picture;

	for (int i = 0; i < runner_rows(m->runner); i++)
		((struct run_row *)runner_row(m->runner, i))->ms = 3;
	m->took = m->took ? 1200 : 0;
	picture = desk_picture(&d->app);
	for (char *p = picture; *p; p++) {
		size_t n = strspn(p, "0123456789");

		for (size_t i = 0; n > 8 && i < n; i++)
			p[i] = '#';
		p += n ? n - 1 : 0;
	}
	assert_picture(picture, name);
}

static void operations_at_the_left_rows_at_the_right(void **state)
{
	struct desk *d = *state;

	desk_type(&d->app, "<F6>/getFrequentContacts<Enter>");
	assert_string_equal(d->app.top->ops->name, "matrix");
	assert_still(d, "matrix-new");
	desk_type(&d->app, "<Down><Enter><Down>");
	assert_still(d, "matrix-rows");
	lang_set("es");
	assert_still(d, "matrix-rows-es");
	app_resize(&d->app, 120, 40);
	assert_still(d, "matrix-rows-es-wide");
}

/* Two of the rows fail: the sandbox refuses twice what it should carry out. */
static void run_frequent(struct desk *d)
{
	faults_add(sandbox_faults(d->sandbox), "500:getFrequentContacts:count=1", NULL);
	faults_add(sandbox_faults(d->sandbox), "html:getFrequentContacts:status=502:count=1",
		   NULL);
	desk_type(&d->app, "<F6>/getFrequentContacts<Enter><Down>r");
	let_run(d);
}

static void a_run_shows_what_passed_and_what_failed(void **state)
{
	struct desk *d = *state;
	int n;

	run_frequent(d);
	n = count(d, ROW_PASSED) + count(d, ROW_FAILED);
	assert_int_equal(count(d, ROW_FAILED), 2);
	assert_true(n > 5);
	desk_type(&d->app, "<Right>");
	assert_still(d, "matrix-failed");
	lang_set("es");
	assert_still(d, "matrix-failed-es");
	app_resize(&d->app, 120, 40);
	assert_still(d, "matrix-failed-es-wide");
	lang_set("en");
	assert_still(d, "matrix-failed-wide");
}

static void a_failed_row_opens_with_its_lines_marked(void **state)
{
	struct desk *d = *state;

	run_frequent(d);
	desk_type(&d->app, "<Right><Enter>");
	assert_string_equal(d->app.top->ops->name, "verdict");
	assert_true(desk_shows(&d->app, "HTTP 200"));
	assert_true(desk_shows(&d->app, "▸ HTTP"));
	assert_still(d, "verdict-failed");
	lang_set("es");
	desk_type(&d->app, "<Esc><Enter>");
	assert_still(d, "verdict-failed-es");
	lang_set("en");
	desk_type(&d->app, "n");
	assert_true(desk_shows(&d->app, "HTTP 502"));
	desk_type(&d->app, "r");
	let_run(d);
	assert_true(desk_shows(&d->app, "passed"));
	assert_false(desk_shows(&d->app, "▸"));
	desk_type(&d->app, "n");
	assert_true(desk_shows(&d->app, "HTTP 500"));
	desk_type(&d->app, "<Enter>");
	assert_string_equal(d->app.top->ops->name, "exchange");
	desk_type(&d->app, "<Esc><Esc>");
	assert_string_equal(d->app.top->ops->name, "matrix");
}

static void a_wrong_code_is_marked_at_its_line(void **state)
{
	struct desk *d = *state;
	struct verdict_arg arg = { row_named(d, "createContact.400.ERROR_INVALID_NAME") };

	faults_add(sandbox_faults(d->sandbox), "wrong-code:createContact", NULL);
	app_push(&d->app, &matrix_screen, NULL);
	app_push(&d->app, &verdict_screen, &arg);
	desk_type(&d->app, "r");
	let_run(d);
	assert_true(desk_shows(&d->app, "▸ code  ERROR_INVALID_NAME"));
	assert_false(desk_shows(&d->app, "▸ HTTP"));
	app_resize(&d->app, 120, 40);
	assert_true(desk_shows(&d->app, "▸ code  ERROR_INVALID_NAME"));
}

static void a_missing_field_is_marked_at_its_line(void **state)
{
	struct desk *d = *state;
	struct verdict_arg arg = { row_named(d, "getOperation.200") };

	faults_add(sandbox_faults(d->sandbox), "missing-field:getOperation", NULL);
	app_push(&d->app, &matrix_screen, NULL);
	app_push(&d->app, &verdict_screen, &arg);
	desk_type(&d->app, "r");
	let_run(d);
	assert_int_equal(runner_row(runner_of(d), arg.row)->state, ROW_FAILED);
	assert_true(desk_shows(&d->app, "▸ "));
	assert_false(desk_shows(&d->app, "▸ HTTP"));
}

static void only_what_failed_runs_again_and_its_change_is_shown(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	run_frequent(d);
	desk_type(app, "vf");
	let_run(d);
	assert_int_equal(count(d, ROW_FAILED), 0);
	assert_true(desk_shows(app, "No row is like this"));
	desk_type(app, "v<Right>");
	assert_true(desk_shows(app, "only: changed"));
	assert_true(desk_shows(app, "▴✓"));
	assert_true(desk_shows(app, "before    failed"));
	desk_type(app, "<Esc>");
	assert_false(desk_shows(app, "only:"));
	desk_type(app, "f");
	assert_true(desk_shows(app, "No row has failed."));
}

static void marked_rows_run_and_no_others(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_type(app, "<F6>R");
	assert_true(desk_shows(app, "Space marks"));
	desk_type(app, "/getProfile 401<Enter><Right> <Down> ");
	assert_true(desk_shows(app, "* "));
	desk_type(app, "<Esc>R");
	let_run(d);
	assert_int_equal(count(d, ROW_PASSED), 2);
	desk_type(app, "/getProfile 401<Enter><Left> R");
	let_run(d);
	assert_true(count(d, ROW_PASSED) >= 3);
}

static void words_and_classes_filter(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_type(app, "<F6>/money 4xx<Enter>");
	assert_true(desk_shows(app, "requestMoneyV2"));
	assert_false(desk_shows(app, "getProfile"));
	desk_type(app, "/<Esc>/scope<Enter>");
	assert_true(desk_shows(app, "getProfile"));
	desk_type(app, "/<Esc>vvvvv");
	assert_true(desk_shows(app, "only: 2xx"));
	desk_type(app, "<Right>");
	assert_false(desk_shows(app, " 401 "));
	desk_type(app, "/no such row");
	assert_true(desk_shows(app, "No row is like this"));
	desk_type(app, "<Enter>r");
	assert_true(desk_shows(app, "No row is shown that could run."));
	desk_type(app, "<Esc><Esc>");
	assert_string_equal(app->top->ops->name, "home");
}

static void keys_are_answered_while_it_runs_and_esc_stops_it(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	int moved = 0;

	desk_type(app, "<F6>a");
	for (int i = 0; i < 15 && runner_busy(runner_of(d)); i++, moved++) {
		int before = ((struct matrix_state *)app->top)->ops.at;

		desk_type(app, i < 8 ? "<Down>" : "<Up>");
		assert_int_not_equal(((struct matrix_state *)app->top)->ops.at, before);
		assert_true(desk_shows(app, "running"));
	}
	assert_int_equal(moved, 15);
	desk_type(app, "<Esc>");
	assert_false(runner_busy(runner_of(d)));
	assert_string_equal(app->top->ops->name, "matrix");
	assert_true(count(d, ROW_NEW) > 100);
	assert_int_equal(count(d, ROW_WAITING) + count(d, ROW_RUNNING), 0);
	desk_type(app, "ax");
	assert_false(runner_busy(runner_of(d)));
	desk_type(app, "x");
	assert_true(desk_shows(app, "Nothing is running."));
}

/* One may leave the screen meanwhile and come back to it. */
static void a_run_goes_on_while_one_is_elsewhere(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_type(app, "<F6>/getProfile<Enter>a<F2>");
	assert_string_equal(app->top->ops->name, "home");
	let_run(d);
	assert_true(desk_shows(app, "passed, 0 failed"));
	desk_type(app, "<F6>/getProfile<Enter>");
	assert_true(desk_shows(app, "passed"));
}

static void a_dead_service_ends_the_run(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	app->sandbox = NULL;
	sandbox_free(d->sandbox);
	d->sandbox = NULL;
	desk_type(app, "<F6>a");
	let_run(d);
	assert_true(desk_shows(app, "The service does not answer"));
	assert_true(count(d, ROW_FAILED) < 10);
	assert_true(count(d, ROW_NEW) > 100);
}

static void a_real_service_is_asked_about_first(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	int before = journal_count(d->journal);

	d->config.environment = ENV_TEST;
	desk_type(app, "<F6>/createContact<Enter>a");
	assert_string_equal(app->top->ops->name, "dialog");
	assert_true(desk_shows(app, "createContact ("));
	assert_still(d, "matrix-real");
	desk_type(app, "<Esc>");
	assert_false(runner_busy(runner_of(d)));
	assert_int_equal(journal_count(d->journal), before);
	desk_type(app, "<Esc>/getProfile 5xx<Enter>a<F10>");
	let_run(d);
	assert_true(count(d, ROW_SKIPPED) > 0);
	desk_type(app, "vvv<Right>");
	assert_true(desk_shows(app, "only: skipped"));
	assert_true(desk_shows(app, "Only the sandbox can be made to answer"));
	desk_type(app, "<Enter>");
	assert_true(desk_shows(app, "Only the sandbox can be made to answer"));
	assert_true(desk_shows(app, "Nothing went over the wire"));
	d->config.environment = ENV_SANDBOX;
}

static void reading_only_runs_what_reads(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	d->config.read_only = true;
	desk_type(app, "<F6>/getUserTokenV2<Enter>a");
	let_run(d);
	desk_type(app, "<Esc>/createContact<Enter>a");
	let_run(d);
	for (int i = journal_count(d->journal); i-- > 0;)
		assert_false(journal_nth(d->journal, i)->op->changes);
	assert_true(count(d, ROW_PASSED) > 0);
	assert_true(desk_shows(app, "skipped"));
}

/* The one file of the folder with this ending; the caller frees. */
static char *exported(struct desk *d, const char *ending)
{
	char *folder = xasprintf("%s/exports", d->config.state_dir), *path = NULL;
	DIR *dir = opendir(folder);
	struct dirent *entry;

	assert_non_null(dir);
	while ((entry = readdir(dir))) {
		size_t n = strlen(entry->d_name), m = strlen(ending);

		if (n > m && str_eq(entry->d_name + n - m, ending)) {
			assert_null(path);
			path = xasprintf("%s/%s", folder, entry->d_name);
		}
	}
	closedir(dir);
	free(folder);
	return path;
}

static void what_ran_is_exported_in_every_kind(void **state)
{
	static const struct {
		const char *ending, *has;
	} files[] = {
		{ ".html", "<html" }, { ".xml", "<failure" },
		{ ".json", "getFrequentContacts.200" },
		{ ".csv", "getFrequentContacts.200" }, { ".tap", "not ok" },
	};
	struct desk *d = *state;

	desk_type(&d->app, "<F6>e");
	assert_true(desk_shows(&d->app, "has run yet"));
	desk_type(&d->app, "<Esc>");
	run_frequent(d);
	app_key(&d->app, 'e');
	app_key(&d->app, 'r');		/* a run ends the writing: its rows change */
	let_run(d);
	desk_type(&d->app, "<Esc><Esc>");
	assert_string_equal(d->app.top->ops->name, "home");
	faults_add(sandbox_faults(d->sandbox), "500:getFrequentContacts:count=1", NULL);
	desk_type(&d->app, "<F6>/getFrequentContacts<Enter>a");
	let_run(d);
	desk_type(&d->app, "e");
	desk_await(&d->app, "exports/matrix-");
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		char *path = exported(d, files[i].ending), *text;

		assert_non_null(path);
		text = file_read(path, 8 << 20, NULL, NULL);
		assert_non_null(text);
		assert_non_null(strstr(text, files[i].has));
		assert_null(strstr(text, sandbox_key_for("partner_full")));
		assert_null(strstr(text, "getProfile"));
		free(text);
		free(path);
	}
}

static void it_fits_every_size_in_both_languages(void **state)
{
	static const struct {
		int w, h;
	} sizes[] = { { 60, 20 }, { 80, 24 }, { 110, 30 }, { 120, 40 }, { 200, 60 } };
	struct desk *d = *state;
	struct app *app = &d->app;

	run_frequent(d);
	desk_type(app, "<Right>");
	for (int es = 0; es < 2; es++) {
		lang_set(es ? "es" : "en");
		app->grid.ascii = es;
		for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
			app_resize(app, sizes[i].w, sizes[i].h);
			assert_true(desk_shows(app, "getFreq"));
			assert_true(desk_shows(app, "500"));
			desk_type(app, "<Enter>");
			assert_true(desk_shows(app, "HTTP 500"));
			assert_true(desk_shows(app, "Esc"));
			desk_type(app, "<PgDn><PgDn><PgUp><End><Home>");
			assert_true(desk_shows(app, "HTTP 200"));
			desk_type(app, "<Esc>");
		}
	}
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, open_desk, close_desk)
	const struct CMUnitTest tests[] = {
		CASE(operations_at_the_left_rows_at_the_right),
		CASE(a_run_shows_what_passed_and_what_failed),
		CASE(a_failed_row_opens_with_its_lines_marked),
		CASE(a_wrong_code_is_marked_at_its_line),
		CASE(a_missing_field_is_marked_at_its_line),
		CASE(only_what_failed_runs_again_and_its_change_is_shown),
		CASE(marked_rows_run_and_no_others),
		CASE(words_and_classes_filter),
		CASE(keys_are_answered_while_it_runs_and_esc_stops_it),
		CASE(a_run_goes_on_while_one_is_elsewhere),
		CASE(a_dead_service_ends_the_run),
		CASE(a_real_service_is_asked_about_first),
		CASE(reading_only_runs_what_reads),
		CASE(what_ran_is_exported_in_every_kind),
		CASE(it_fits_every_size_in_both_languages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
