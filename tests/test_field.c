#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "api/field.h"
#include "api/lang.h"

#define SHOWN(f, value, text) assert_shown(f, value, text)

static void assert_shown(const struct field *f, json_t *taken, const char *text)
{
	char *s = field_show(f, taken);

	assert_string_equal(s, text);
	free(s);
	json_decref(taken);
}

/* What field_read makes of a text, as JSON; "!FIELD" when it refuses. */
static void assert_read(const struct field *f, const char *text, const char *json)
{
	struct err err = { 0 };
	json_t *value = field_read(f, text, &err);
	char *s = value ? json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15))
			: xasprintf("!%s", err.field);

	assert_string_equal(s, json);
	assert_true(value || (err.kind == ERR_INPUT && *err.text));
	free(s);
	json_decref(value);
}

static const struct choice sizes[] = {
	{ .value = "S", .label = "Small" },
	{ .value = "L", .label = "Large" },
	{ .value = NULL }
};

/* A rule about a sibling: the text must begin with the one that country_key names. */
static bool starts_alike(const struct field *f, const json_t *value, const json_t *record,
			 struct err *err)
{
	const char *sibling = field_sibling(record, f->country_key);

	return !sibling || has_prefix(json_string_value(value), sibling) ||
	       err_set(err, ERR_INPUT, "not alike");
}

static struct field_type alike;

static const struct field inner[] = {
	{ .key = "name", .label = "Name", .type = &field_name, .required = true,
	  .example = "Ana", .code_missing = "NO_NAME", .code_bad = "BAD_NAME" },
	{ .key = "token", .label = "Token", .type = &field_text, .secret = true,
	  .example = "tok_x_1111" },
	{ .key = NULL }
};

static const struct field word_item = { .key = "w", .label = "Word", .type = &field_text,
					.max = 3, .example = "abc", .secret = true };

static const struct field table[] = {
	{ .key = "area", .label = "Area", .type = &field_text, .example = "MX" },
	{ .key = "id", .label = "Id", .type = &alike, .country_key = "area", .example = "MX-1",
	  .code_bad = "BAD_ID", .code_in = "OTHER_AREA" },
	{ .key = "who", .label = "Who", .type = &field_group, .fields = inner },
	{ .key = "rows", .label = "Rows", .type = &field_list, .fields = inner },
	{ .key = "words", .label = "Words", .type = &field_list, .of = &word_item },
	{ .key = "when", .label = "When", .type = &field_time, .required = true, .nullable = true,
	  .example = "/Date(1776102856022)/", .code_missing = "NO_WHEN" },
	{ .key = "extra", .label = "Extra", .type = &field_any, .example = "{\"a\":1}" },
	{ .key = NULL }
};

static int set_up(void **state)
{
	(void)state;
	lang_init();
	setenv("TZ", "UTC", 1);
	tzset();
	alike = field_text;
	alike.check_in = starts_alike;
	return 0;
}

static void text_is_counted_in_characters(void **state)
{
	const struct field f = { .key = "t", .label = "T", .type = &field_text, .required = true,
				 .min = 2, .max = 3 };

	(void)state;
	assert_read(&f, " ñáé ", "\"ñáé\"");
	assert_read(&f, "ñ", "!t");
	assert_read(&f, "abcd", "!t");
	assert_read(&f, "  ", "!t");
}

static void an_empty_optional_field_is_null(void **state)
{
	const struct field f = { .key = "t", .label = "T", .type = &field_number, .example = "1" };

	(void)state;
	assert_read(&f, "", "null");
	assert_read(&f, " \t", "null");
}

static void names_have_no_digits(void **state)
{
	const struct field f = { .key = "n", .label = "N", .type = &field_name };

	(void)state;
	assert_read(&f, "María José O'Neill-Peña", "\"María José O'Neill-Peña\"");
	assert_read(&f, "H@go", "!n");
	assert_read(&f, "Ana 2", "!n");
}

static void yes_and_no_in_both_languages(void **state)
{
	const struct field f = { .key = "b", .label = "B", .type = &field_bool };

	(void)state;
	assert_read(&f, "Yes", "true");
	assert_read(&f, "sí", "true");
	assert_read(&f, "0", "false");
	assert_read(&f, "perhaps", "!b");
	SHOWN(&f, json_false(), "no");
	SHOWN(&f, json_string("true"), "");
}

static void numbers_are_json_numbers(void **state)
{
	const struct field f = { .key = "x", .label = "X", .type = &field_number,
				 .example = "1.5" };
	const struct field n = { .key = "n", .label = "N", .type = &field_int, .min = 1,
				 .max = 100, .example = "5" };

	(void)state;
	assert_read(&f, "-86.8515", "-86.8515");
	assert_read(&f, "1,5", "!x");
	assert_read(&f, "\"1\"", "!x");
	SHOWN(&f, json_real(21.0365), "21.0365");
	assert_read(&n, "100", "100");
	assert_read(&n, "101", "!n");
	assert_read(&n, "0", "!n");
	assert_read(&n, "2.5", "!n");
	assert_read(&n, "1e300", "!n");
	assert_read(&n, "abc", "!n");
}

static void choices_are_closed_words_are_open(void **state)
{
	const struct field c = { .key = "c", .label = "C", .type = &field_choice,
				 .choices = sizes };
	const struct field w = { .key = "w", .label = "W", .type = &field_word, .choices = sizes };

	(void)state;
	assert_read(&c, "s", "\"S\"");
	assert_read(&c, " large", "\"L\"");
	assert_read(&c, "XL", "!c");
	assert_read(&w, "XL", "\"XL\"");
	SHOWN(&w, json_string("L"), "Large");
	SHOWN(&w, json_string("XL"), "XL");
}

static void times_come_in_two_forms(void **state)
{
	const struct field f = { .key = "t", .label = "T", .type = &field_time };

	(void)state;
	SHOWN(&f, json_string("/Date(1776102856022)/"), "2026-04-13 17:54");
	SHOWN(&f, json_string("2026-04-13T17:54:15.180Z"), "2026-04-13 17:54");
	SHOWN(&f, json_string("1987-06-24"), "1987-06-24");
	assert_read(&f, "yesterday", "!t");
}

static void dotted_keys_step_into_groups_and_lists(void **state)
{
	(void)state;
	assert_ptr_equal(field_find(table, "who.name"), &inner[0]);
	assert_ptr_equal(field_find(table, "rows.name"), &inner[0]);
	assert_ptr_equal(field_find(table, "rows.12.token"), &inner[1]);
	assert_ptr_equal(field_find(table, "area"), &table[0]);
	assert_null(field_find(table, "are"));
	assert_null(field_find(table, "area.name"));
	assert_null(field_find(table, "who.nobody"));
}

/* Check a record given as JSON; fault: "path CODE", or "" when it fits. */
static void assert_fault(const char *json, const char *fault)
{
	json_t *record = json_loads(json, 0, NULL);
	const struct field *at = NULL;
	const char *code = NULL;
	struct err err = { 0 }, again = { 0 };
	bool fits = record_check_code(table, record, &err, &code);
	char *said = fits ? xstrdup("") : xasprintf("%s %s", err.field, code ? code : "-");

	assert_non_null(record);
	assert_string_equal(said, fault);
	assert_int_equal(record_check(table, record, &again, &at), fits);
	assert_string_equal(again.field, err.field);
	assert_true(fits || (at && *err.text));
	free(said);
	json_decref(record);
}

static void faults_are_named_by_their_path(void **state)
{
	(void)state;
	assert_fault("{\"when\":null}", "");
	assert_fault("{\"when\":null,\"unknown\":[1]}", "");
	assert_fault("{}", "when NO_WHEN");
	assert_fault("{\"when\":\" \"}", "when NO_WHEN");
	assert_fault("{\"when\":7}", "when -");
	assert_fault("{\"when\":null,\"who\":{}}", "who.name NO_NAME");
	assert_fault("{\"when\":null,\"who\":{\"name\":null}}", "who.name NO_NAME");
	assert_fault("{\"when\":null,\"who\":{\"name\":\"R2\"}}", "who.name BAD_NAME");
	assert_fault("{\"when\":null,\"who\":[]}", "who -");
	assert_fault("{\"when\":null,\"who\":null}", "");
	assert_fault("{\"when\":null,\"rows\":[{\"name\":\"A\"},{\"name\":\"\"}]}",
		     "rows.1.name NO_NAME");
	assert_fault("{\"when\":null,\"rows\":[7]}", "rows.0 -");
	assert_fault("{\"when\":null,\"rows\":{}}", "rows -");
	assert_fault("{\"when\":null,\"words\":[\"abc\",\"abcd\"]}", "words.1 -");
}

static void a_value_is_judged_with_its_sibling(void **state)
{
	(void)state;
	assert_fault("{\"when\":null,\"area\":\"MX\",\"id\":\"MX-7\"}", "");
	assert_fault("{\"when\":null,\"area\":\"US\",\"id\":\"MX-7\"}", "id OTHER_AREA");
	assert_fault("{\"when\":null,\"id\":\"MX-7\"}", "");
	assert_fault("{\"when\":null,\"area\":\"US\",\"id\":7}", "id BAD_ID");
}

static void a_record_is_an_object(void **state)
{
	json_t *list = json_array();
	struct err err = { 0 };

	(void)state;
	assert_false(record_check(table, list, &err, NULL));
	assert_false(record_check(table, NULL, NULL, NULL));
	assert_string_not_equal(err.text, "");
	json_decref(list);
}

static void examples_make_a_record(void **state)
{
	json_t *all = record_example(table, false), *least = record_example(table, true);

	(void)state;
	assert_true(record_check(table, all, NULL, NULL));
	assert_int_equal(json_object_size(all), 7);
	assert_int_equal(json_object_size(least), 1);
	assert_non_null(json_object_get(json_object_get(all, "who"), "name"));
	assert_true(json_is_object(json_object_get(all, "extra")));
	json_decref(all);
	json_decref(least);
}

static void a_mask_leaves_four_digits_at_most(void **state)
{
	static const char *const rows[][2] = {
		{ "4111111111111111", "···· 1111" },
		{ "4111 1111 1111 1111", "···· 1111" },
		{ "002320275621938815", "···· 8815" },
		{ "tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111", "···· 1111" },
		{ "TOK_SANDBOX_9PNgfqqpdpyQpnD1jYkdw1_1111", "···· 1111" },
		{ "tok_sandbox_brucMoj9eTJR3xhqdmM44444", "····" },
		{ "123", "····" },
		{ "41111111", "····" },
		{ "hunter2222222222", "····" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct field f = { .key = "s", .label = "S", .type = &field_text,
					 .secret = true };

		SHOWN(&f, json_string(rows[i][0]), rows[i][1]);
	}
}

static void secrets_leave_no_record(void **state)
{
	static const char text_of_it[] =
		"{\"who\":{\"name\":\"Ana\",\"token\":\"tok_sandbox_abcdef_1111\"},"
		"\"rows\":[{\"token\":\"tok_sandbox_abcdef_2222\"}],"
		"\"words\":[\"SECRETWORD\"],\"extra\":{\"pan\":\"4111111111111111\"},"
		"\"surprise\":[\"4111111111111111\"],\"area\":{\"x\":\"4111111111111111\"},"
		"\"id\":\"MX-7\",\"when\":null}";
	json_t *record = json_loads(text_of_it, 0, NULL);
	json_t *safe = record_redact(table, record);
	char *text = json_dumps(safe, 0);

	(void)state;
	assert_null(strstr(text, "abcdef"));
	assert_null(strstr(text, "SECRETWORD"));
	assert_null(strstr(text, "4111111111111111"));
	assert_non_null(strstr(text, "Ana"));
	assert_non_null(strstr(text, "···· 2222"));
	assert_non_null(strstr(text, "MX-7"));
	assert_true(json_is_null(json_object_get(safe, "when")));
	assert_non_null(strstr(json_string_value(json_object_get(json_object_get(record, "who"),
								 "token")), "abcdef"));
	free(text);
	json_decref(safe);
	json_decref(record);
}

static void groups_and_lists_show_their_parts(void **state)
{
	(void)state;
	SHOWN(&table[2], json_pack("{s:s, s:s}", "name", "Ana", "token", "tok_abcdef_x_1111"),
	      "Ana, ···· 1111");
	SHOWN(&table[3], json_pack("[{s:s}, {s:s}]", "name", "Ana", "name", "Eva"), "Ana; Eva");
	SHOWN(&table[2], json_string("not a group"), "");
	SHOWN(&table[0], json_integer(7), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_counted_in_characters),
		cmocka_unit_test(an_empty_optional_field_is_null),
		cmocka_unit_test(names_have_no_digits),
		cmocka_unit_test(yes_and_no_in_both_languages),
		cmocka_unit_test(numbers_are_json_numbers),
		cmocka_unit_test(choices_are_closed_words_are_open),
		cmocka_unit_test(times_come_in_two_forms),
		cmocka_unit_test(dotted_keys_step_into_groups_and_lists),
		cmocka_unit_test(faults_are_named_by_their_path),
		cmocka_unit_test(a_value_is_judged_with_its_sibling),
		cmocka_unit_test(a_record_is_an_object),
		cmocka_unit_test(examples_make_a_record),
		cmocka_unit_test(a_mask_leaves_four_digits_at_most),
		cmocka_unit_test(secrets_leave_no_record),
		cmocka_unit_test(groups_and_lists_show_their_parts),
	};

	return cmocka_run_group_tests_name("field", tests, set_up, NULL);
}
