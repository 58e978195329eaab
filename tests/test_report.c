/* Reports: each form says what happened, nothing in it is anything but text, and
 * what is secret is in none. */

#include <setjmp.h>
#include <stdarg.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "api/csv.h"
#include "api/lang.h"
#include "api/report_own.h"
#include "tests/matrix_stage.h"

#define NASTY "<b a=\"1\" c='2'>&amp; ]]> \x01\x1b[31m \xff #x =1"
#define PAN "4111111111111111"

static const char *const kinds[] = { "junit", "json", "tap", "csv", "html" };

/* Four rows: one that passed, two that failed, one that was skipped. */
static void fill(struct report *report, const struct scenarios *all, struct exchange *x)
{
	struct run_row rows[] = {
		{ .scenario = &all->list[0], .state = ROW_PASSED, .status = 200, .ms = 1234 },
		{ .scenario = &all->list[1], .state = ROW_FAILED, .status = 500,
		  .code = "=HYPERLINK(1)", .why = NASTY },
		{ .scenario = &all->list[2], .state = ROW_FAILED, .why = "No answer came." },
		{ .scenario = &all->list[3], .state = ROW_SKIPPED, .why = "Not here. #1" },
	};

	*report = (struct report){ .profile = "cv <x>", .environment = "TEST",
				   .base_url = "https://raas.example.com/v1",
				   .at = 1776102856022, .ms = 4321 };
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		report_add(report, &rows[i], i == 1 ? x : NULL);
}

static char *made(const char *kind, struct exchange *x)
{
	char *spec = xasprintf("%s=-", kind), *text;
	struct report_target target;
	struct scenarios all;
	struct report report;

	scenarios_make(&all);
	fill(&report, &all, x);
	assert_true(report_target(spec, &target, NULL));
	text = target.make(&report);
	report_release(&report);
	scenarios_release(&all);
	free(spec);
	return text;
}

static bool is_allowed(const char *s)
{
	return ((unsigned char)*s >= ' ' || strchr("\n\t", *s)) &&
	       (*s != '&' || strchr("alqg#", s[1]));
}

/* Every element is closed, every & begins a name, and nothing is there that XML
 * does not allow.  NULL, or what is wrong. */
static const char *why_not_xml(const char *s)
{
	char open[64][32];
	int depth = 0;

	for (; *s; s++) {
		if (!is_allowed(s))
			return "a character that is not allowed";
		if (*s != '<' || s[1] == '?' || s[1] == '!')
			continue;
		if (s[1] == '/') {
			size_t n = strcspn(s + 2, ">");

			if (!depth || strlen(open[--depth]) != n || strncmp(open[depth], s + 2, n))
				return "an end without its beginning";
		} else if (depth < 64) {
			snprintf(open[depth++], 32, "%.*s", (int)strcspn(s + 1, " />\n"), s + 1);
		}
		s += strcspn(s, ">");
		if (s[-1] == '/')
			depth--;
	}
	return depth ? "an element without its end" : NULL;
}

static void junit_is_xml(void **state)
{
	char *text = made("junit", NULL);
	const char *wrong = why_not_xml(text);

	(void)state;
	if (wrong)
		fail_msg("%s in %s", wrong, text);
	assert_non_null(strstr(text, "tests=\"4\" failures=\"2\" errors=\"0\" skipped=\"1\""));
	assert_non_null(strstr(text, "name=\"getUserTokenV2.200\" time=\"1.234\"/>"));
	assert_non_null(strstr(text, "message=\"&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;"));
	assert_non_null(strstr(text, "<skipped message=\"Not here. #1\"/>"));
	free(text);
}

static void tap_is_tap(void **state)
{
	char *text = made("tap", NULL);

	(void)state;
	assert_true(has_prefix(text, "TAP version 13\n1..4\nok 1 - getUserTokenV2.200\n"
				     "not ok 2 - getUserTokenV2.200.2\n  ---\n  message: \""));
	assert_non_null(strstr(text, "\n  actual: \"500 =HYPERLINK(1)\"\n  ...\n"));
	assert_non_null(strstr(text, "\n  actual: \"no answer\"\n"));
	assert_non_null(strstr(text, "ok 4 - getUserTokenV2.200.4 # SKIP Not here. \\#1\n"));
	for (const char *at = text; *at; at++)
		assert_true(*at == '\n' || (unsigned char)*at >= ' ');
	free(text);
}

static void json_is_json(void **state)
{
	char *text = made("json", NULL);
	json_t *doc = json_loads(text, JSON_REJECT_DUPLICATES, NULL), *row;
	int failed, status;
	const char *id, *verdict;

	(void)state;
	assert_non_null(doc);
	assert_int_equal(json_unpack(doc, "{s:{s:i}}", "tally", "failed", &failed), 0);
	assert_int_equal(failed, 2);
	row = json_array_get(json_object_get(doc, "rows"), 1);
	assert_int_equal(json_unpack(row, "{s:s, s:s, s:{s:i}}", "id", &id, "verdict", &verdict,
				     "actual", "status", &status), 0);
	assert_string_equal(id, "getUserTokenV2.200.2");
	assert_string_equal(verdict, "failed");
	assert_int_equal(status, 500);
	assert_true(json_is_false(json_object_get(row, "pass")));
	row = json_array_get(json_object_get(doc, "rows"), 3);
	assert_true(json_is_null(json_object_get(row, "pass")));
	json_decref(doc);
	free(text);
}

static void csv_runs_nothing(void **state)
{
	char *text = made("csv", NULL);
	struct csv csv;

	(void)state;
	assert_true(csv_read(&csv, text, "r.csv", NULL));
	assert_int_equal(csv.n, 5);
	assert_string_equal(csv.rows[0].cells[0].text, "scenario");
	assert_string_equal(csv.rows[2].cells[6].text, "'=HYPERLINK(1)");
	assert_string_equal(csv.rows[4].cells[7].text, "skipped");
	csv_release(&csv);
	free(text);
}

static void the_page_stands_alone(void **state)
{
	char *text = made("html", NULL);
	static const char *const loads[] = { "src=", "@import", "url(", "<script" };

	(void)state;
	assert_non_null(strstr(text, "<html lang=\"en\">"));
	assert_non_null(strstr(text, "cv &lt;x&gt; · TEST"));
	assert_non_null(strstr(text, "<p class=\"failed\">&lt;b a="));
	assert_null(strstr(text, "<b a"));
	assert_null(strchr(text, '\x01'));
	for (size_t i = 0; i < ARRAY_LEN(loads); i++)
		assert_null(strstr(text, loads[i]));
	free(text);
	lang_set("es");
	text = made("html", NULL);
	assert_non_null(strstr(text, "<html lang=\"es\">"));
	assert_non_null(strstr(text, "Escenarios"));
	lang_set("en");
	free(text);
}

static void no_secret_is_in_any(void **state)
{
	struct exchange x = {
		.op = &op_tokenizeCard, .method = (char *)(uintptr_t)"POST",
		.url = (char *)(uintptr_t)"https://vault.example.com/post?pan=" PAN,
		.request = json_pack("{s:s, s:I}", "other", PAN, "number",
				     (json_int_t)4111111111111111),
		.status = 400,
		.response_headers = (char *)(uintptr_t)("X-Echo: " PAN "\n"),
		.response_text = (char *)(uintptr_t)("<html>" PAN),
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		char *text = made(kinds[i], &x);

		if (strstr(text, PAN))
			fail_msg("%s: %s", kinds[i], strstr(text, PAN) - 60);
		free(text);
	}
	json_decref(x.request);
}

/* The whole run, with the exchange of each row: keys, tokens and card numbers are
 * what the sandbox was given and gave. */
static void a_run_leaves_no_secret(void **state)
{
	static const char *const secrets[] = { PAN, "remitty-sandbox-full", "Cvv\": \"123\"" };
	struct matrix_stage m;
	struct report report = { .profile = "p", .environment = "SANDBOX", .at = 1 };

	(void)state;
	matrix_open(&m, NULL);
	for (int i = 0; i < runner_rows(m.runner); i++) {
		const struct run_row *row = runner_row(m.runner, i);

		if (!scenario_fits(row->scenario, "methods") &&
		    !scenario_fits(row->scenario, "card-vault"))
			continue;
		matrix_run(&m, row->scenario->id);
		report_add(&report, row, journal_find(m.journal, row->serial));
	}
	assert_true(report.n > 20);
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		char *spec = xasprintf("%s=-", kinds[i]), *text;
		struct report_target target;

		assert_true(report_target(spec, &target, NULL));
		text = target.make(&report);
		for (size_t k = 0; k < ARRAY_LEN(secrets); k++)
			if (strstr(text, secrets[k]))
				fail_msg("%s: %.200s", kinds[i], strstr(text, secrets[k]));
		free(text);
		free(spec);
	}
	report_release(&report);
	matrix_close(&m);
}

static void targets_are_checked_before_the_run(void **state)
{
	struct report_target target;
	struct err err = { 0 };

	(void)state;
	assert_true(report_target("tap=x.tap", &target, NULL));
	assert_string_equal(target.file, "x.tap");
	assert_false(report_target("pdf=x", &target, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_false(report_target("tap", &target, &err));
	assert_false(report_target("tap=", &target, &err));
	assert_false(report_target("tap=/nowhere/at/all/x.tap", &target, &err));
	assert_int_equal(err.kind, ERR_CONFIG);
}

static void a_file_is_its_owners(void **state)
{
	char dir[] = "/tmp/remitty-report-XXXXXX", *spec, *path;
	struct report_target target;
	struct scenarios all;
	struct report report;
	struct stat st;

	(void)state;
	assert_non_null(mkdtemp(dir));
	path = xasprintf("%s/r.xml", dir);
	spec = xasprintf("junit=%s", path);
	scenarios_make(&all);
	fill(&report, &all, NULL);
	assert_true(report_target(spec, &target, NULL));
	assert_true(report_save(&report, &target, NULL));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	unlink(path);
	rmdir(dir);
	report_release(&report);
	scenarios_release(&all);
	free(spec);
	free(path);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(junit_is_xml),
		cmocka_unit_test(tap_is_tap),
		cmocka_unit_test(json_is_json),
		cmocka_unit_test(csv_runs_nothing),
		cmocka_unit_test(the_page_stands_alone),
		cmocka_unit_test(no_secret_is_in_any),
		cmocka_unit_test(a_run_leaves_no_secret),
		cmocka_unit_test(targets_are_checked_before_the_run),
		cmocka_unit_test(a_file_is_its_owners),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
