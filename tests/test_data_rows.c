/* Tables of values: how they are read, what they make of the chosen rows, and
 * what is said of one that is spoilt. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/csv.h"
#include "api/data_rows.h"
#include "api/lang.h"
#include "tests/matrix_stage.h"

static void a_table_is_read_as_spreadsheets_write_it(void **state)
{
	struct csv csv;

	(void)state;
	assert_true(csv_read(&csv, "\xef\xbb\xbf" "a,b\r\n\r\n\"x, \"\"y\"\"\nz\",\r\n,\"\"\n",
			     "t", NULL));
	assert_int_equal(csv.n, 3);
	assert_string_equal(csv.rows[0].cells[0].text, "a");
	assert_string_equal(csv.rows[1].cells[0].text, "x, \"y\"\nz");
	assert_int_equal(csv.rows[1].line, 3);
	assert_string_equal(csv.rows[1].cells[1].text, "");
	assert_false(csv.rows[1].cells[1].quoted);
	assert_int_equal(csv.rows[2].line, 5);
	assert_true(csv.rows[2].cells[1].quoted);
	csv_release(&csv);
	assert_true(csv_read(&csv, "a;b\n1;2,5", "t", NULL));
	assert_string_equal(csv.rows[1].cells[1].text, "2,5");
	csv_release(&csv);
}

static void a_spoilt_table_names_its_line(void **state)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "a\n\"x\ny", "t.csv, line 2: a quotation mark is not closed." },
		{ "a\n\n\"x\"y\n", "t.csv, line 3: something follows" },
		{ "a\nx\x01\n", "t.csv, line 2: a value has characters" },
		{ "a\n\xff\n", "t.csv, line 2: a value has characters" },
	};
	struct csv csv;
	struct err err;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		assert_false(csv_read(&csv, cases[i].text, "t.csv", &err));
		if (!strstr(err.text, cases[i].says))
			fail_msg("%s: %s", cases[i].says, err.text);
	}
}

static void what_a_spreadsheet_would_run_is_text(void **state)
{
	static const char *const cells[][2] = {
		{ "plain", "plain" }, { "a b", "\"a b\"" }, { "a,b", "\"a,b\"" },
		{ "say \"x\"", "\"say \"\"x\"\"\"" }, { "=1+1", "\"'=1+1\"" },
		{ "+52", "\"'+52\"" }, { "-1", "\"'-1\"" }, { "@SUM(A1)", "\"'@SUM(A1)\"" },
		{ "\t=x", "\" =x\"" }, { "\x01=x", "\"'=x\"" }, { "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cells); i++) {
		struct str out = { 0 };

		csv_add(&out, cells[i][0]);
		assert_string_equal(out.s ? out.s : "", cells[i][1]);
		str_release(&out);
	}
}

static bool make(struct scenarios *out, const char *word, const char *text, struct err *err)
{
	const struct scenario **chosen;
	struct scenarios all;
	int n = 0;
	bool ok;

	scenarios_make(&all);
	chosen = xcalloc((size_t)all.n, sizeof(*chosen));
	for (int i = 0; i < all.n; i++)
		if (scenario_fits(&all.list[i], word))
			chosen[n++] = &all.list[i];
	ok = data_rows_make(out, chosen, n, text, "t.csv", err);
	free(chosen);
	scenarios_release(&all);
	return ok;
}

static void each_row_makes_a_run_of_each_chosen_one(void **state)
{
	struct scenarios out;
	struct err err;

	(void)state;
	assert_true(make(&out, "createContact.400",
		"scenario,firstName,alias,${userToken},expect.status,expect.code\n"
		"createContact.400.ERROR_DUPLICATED_PHONE,Ana,,u1,409,TWICE\n"
		"4xx,\"\",x,,,-\n", &err));
	assert_int_equal(out.n, 1 + 8);
	assert_string_equal(out.list[0].id, "createContact.400.ERROR_DUPLICATED_PHONE[1]");
	assert_int_equal(out.list[0].status, 409);
	assert_string_equal(out.list[0].code, "TWICE");
	assert_string_equal(json_string_value(json_object_get(out.list[0].fields, "firstName")),
			    "Ana");
	assert_null(json_object_get(out.list[0].fields, "alias"));
	assert_string_equal(json_string_value(json_object_get(out.list[0].given, "userToken")),
			    "u1");
	assert_string_equal(json_string_value(json_object_get(out.list[1].fields, "firstName")),
			    "");
	assert_null(json_object_get(out.list[1].given, "userToken"));
	assert_int_equal(out.list[1].status, 400);
	assert_null(out.list[1].code);
	scenarios_release(&out);
}

static void another_status_is_not_expected_with_the_old_code(void **state)
{
	struct scenarios out;

	(void)state;
	assert_true(make(&out, "createContact.400.ERROR_INVALID_NAME", "expect.status\n422\n",
			 NULL));
	assert_int_equal(out.list[0].status, 422);
	assert_null(out.list[0].code);
	scenarios_release(&out);
}

static void what_does_not_fit_is_told_by_line(void **state)
{
	static const struct {
		const char *text, *says, *next;
	} cases[] = {
		{ "firstNam\nx\n", "t.csv, line 1: no chosen scenario takes “firstNam”.",
		  "Did you mean “firstName”?" },
		{ "${nobody}\nx\n", "t.csv, line 1: no chosen scenario takes “${nobody}”.", "" },
		{ "firstName\nx,y\n", "t.csv, line 2: 2 values, but the first line names 1.", "" },
		{ "firstName,expect.status\nx,okay\n", "t.csv, line 2: “okay” is not a status",
		  "" },
		{ "scenario\nlistContacts\n", "t.csv, line 2: no chosen scenario is called", "" },
		{ "firstName\n", "t.csv has no row", "" },
		{ "", "t.csv has no row", "" },
	};
	struct scenarios out;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct err err = { 0 };

		assert_false(make(&out, "createContact", cases[i].text, &err));
		if (!strstr(err.text, cases[i].says) || !strstr(err.next, cases[i].next))
			fail_msg("%s: %s %s", cases[i].says, err.text, err.next);
		assert_int_equal(out.n, 0);
	}
}

/* A customer who is there already: nobody is registered. */
static void values_take_the_place_of_steps(void **state)
{
	struct matrix_stage m;
	struct runner_conf conf;
	struct scenarios out;
	const struct exchange *x;
	unsigned serial;
	const char *token;
	char *text;

	(void)state;
	matrix_open(&m, NULL);
	matrix_run(&m, "listContacts.200");
	x = journal_find(m.journal, matrix_row(&m, "listContacts.200")->serial);
	token = strrchr(x->url, '/') + 1;
	serial = x->serial;
	text = xasprintf("scenario,${userToken},userToken,expect.status\n"
			 "getReceivingMethods.200,%s,,\nlistContacts.200,%s,nobody,404\n",
			 token, token);
	assert_true(make(&out, "happy", text, NULL));
	conf = matrix_conf(&m);
	conf.scenarios = &out;
	matrix_renew(&m, &conf);
	matrix_run(&m, NULL);
	for (int i = 0; i < out.n; i++)
		if (runner_row(m.runner, i)->state != ROW_PASSED)
			fail_msg("%s: %s", out.list[i].id, runner_row(m.runner, i)->why);
	for (int i = 0; (x = journal_nth(m.journal, i)) && x->serial > serial; i++)
		assert_ptr_not_equal(x->op, &op_registerUserV2);
	matrix_close(&m);
	scenarios_release(&out);
	free(text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_is_read_as_spreadsheets_write_it),
		cmocka_unit_test(a_spoilt_table_names_its_line),
		cmocka_unit_test(what_a_spreadsheet_would_run_is_text),
		cmocka_unit_test(each_row_makes_a_run_of_each_chosen_one),
		cmocka_unit_test(another_status_is_not_expected_with_the_old_code),
		cmocka_unit_test(what_does_not_fit_is_told_by_line),
		cmocka_unit_test(values_take_the_place_of_steps),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
