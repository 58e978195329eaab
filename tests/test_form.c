#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/lang.h"
#include "api/op.h"
#include "screens/form.h"

static const char *const rows[] = {
	"firstName", "lastName", "dob", "gender", "phoneNumber", "countryCode", "state", NULL
};

static void type(struct form *form, const char *text)
{
	for (; *text; text++)
		form_key(form, *text == '\t' ? K_TAB : (unsigned char)*text);
}

static char *draw(struct form *form, int w, int h)
{
	struct grid g;
	struct canvas c;
	char *text;

	grid_init(&g, w, h);
	c = grid_canvas(&g);
	form_draw(form, &c, w >= 72);
	text = grid_dump(&g);
	grid_release(&g);
	return text;
}

static void open_form(struct form *form)
{
	json_t *prefill = json_pack("{s:s}", "countryCode", "MX");

	form_init(form, op_registerUserV2.in, rows, prefill);
	json_decref(prefill);
}

static void an_error_stands_under_its_field_after_leaving_it(void **state)
{
	struct form form;
	char *text;

	(void)state;
	open_form(&form);
	type(&form, "Ana\tPaz\t1987-02-30");
	text = draw(&form, 78, 20);
	assert_null(strstr(text, "28"));
	free(text);
	type(&form, "\t");
	text = draw(&form, 78, 20);
	assert_non_null(strstr(text, "28 "));
	assert_int_equal(form_errors(&form), 1);
	free(text);
	form_release(&form);
}

static void the_first_field_that_does_not_fit_gets_the_focus(void **state)
{
	struct form form;

	(void)state;
	open_form(&form);
	type(&form, "Ana\t");
	assert_null(form_record(&form));
	assert_string_equal(form.rows[form.at].path, "lastName");
	assert_true(form_errors(&form) >= 2);
	form_release(&form);
}

static void what_fits_becomes_a_record(void **state)
{
	struct form form;
	json_t *record;

	(void)state;
	open_form(&form);
	type(&form, "Ana\tPaz\t1987-02-28\tf\t");
	form_focus(&form, "state");
	type(&form, "Jal");
	form_set(&form, "phoneNumber", "+52 55 2120 6703");
	record = form_record(&form);
	assert_non_null(record);
	assert_string_equal(json_string_value(json_object_get(record, "gender")), "Female");
	assert_string_equal(json_string_value(json_object_get(record, "phoneNumber")),
			    "+525521206703");
	assert_string_equal(json_string_value(json_object_get(record, "state")), "MX-JAL");
	json_decref(record);
	form_release(&form);
}

static void another_country_has_other_subdivisions(void **state)
{
	struct form form;
	char *text;

	(void)state;
	open_form(&form);
	form_set(&form, "state", "MX-JAL");
	form_set(&form, "countryCode", "US");
	form_focus(&form, "state");
	type(&form, "Flor");
	text = form_get(&form, "state");
	assert_string_equal(text, "US-FL");
	free(text);
	form_release(&form);
}

/* The service spells states in its own ways: "Q.R.", "CDMX". */
static void a_short_name_is_the_state_it_means(void **state)
{
	static const char *const orders[][3] = {
		{ "countryCode", "state", NULL }, { "state", "countryCode", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(orders); i++) {
		json_t *prefill = json_pack("{s:s, s:s}", "countryCode", "MX", "state", "Q.R.");
		struct form form;
		char *text;

		form_init(&form, op_registerUserV2.in, orders[i], prefill);
		text = form_get(&form, "state");
		assert_string_equal(text, "MX-ROO");
		free(text);
		json_decref(prefill);
		form_release(&form);
	}
}

struct told {
	int n;
	char path[64];
};

static void on_changed(void *ctx, const char *path, const char *text)
{
	struct told *told = ctx;

	(void)text;
	told->n++;
	snprintf(told->path, sizeof(told->path), "%s", path);
}

static void secrets_are_never_told(void **state)
{
	struct told told = { 0 };
	struct form form;

	(void)state;
	form_init(&form, op_tokenizeCard.in, NULL, NULL);
	form.changed = on_changed;
	form.ctx = &told;
	type(&form, "4111111111111111\t123");
	assert_int_equal(told.n, 0);
	form_release(&form);
	open_form(&form);
	form.changed = on_changed;
	form.ctx = &told;
	type(&form, "A");
	assert_int_equal(told.n, 1);
	assert_string_equal(told.path, "firstName");
	form_release(&form);
}

static void every_row_can_be_reached_in_a_small_window(void **state)
{
	struct form form;

	(void)state;
	form_init(&form, op_registerUserV2.in, NULL, NULL);
	for (int i = 0; i < form.n; i++) {
		char *text = draw(&form, 56, 12), label[64];

		snprintf(label, sizeof(label), "%.12s", _(form.rows[form.at].field->label));
		if (!strstr(text, label))
			fail_msg("%s is not in view:\n%s", label, text);
		free(text);
		form_key(&form, K_TAB);
	}
	form_release(&form);
}

static void a_refusal_lands_on_its_field(void **state)
{
	struct form form;
	struct err err = { .kind = ERR_REFUSED, .field = "phoneNumber", .text = "Taken already" };
	char *text;

	(void)state;
	open_form(&form);
	assert_true(form_blame(&form, &err));
	text = draw(&form, 78, 20);
	assert_non_null(strstr(text, "Taken already"));
	free(text);
	snprintf(err.field, sizeof(err.field), "nowhere");
	assert_false(form_blame(&form, &err));
	form_release(&form);
}

/* A profile may hold anything under the names of a form's fields. */
static void what_is_of_another_kind_begins_no_field(void **state)
{
	static const char *const odd[] = { "5", "-1e300", "true", "null", "\"\"", "[]", "[{}]",
					   "{\"a\":1}", "\"x y\"" };

	(void)state;
	for (const struct op *const *op = op_list; *op; op++)
		for (size_t i = 0; (*op)->in && i < ARRAY_LEN(odd); i++) {
			json_t *value = json_loads(odd[i], JSON_DECODE_ANY, NULL);
			json_t *prefill = json_object();
			struct form form;

			field_each(f, (*op)->in)
				json_object_set(prefill, f->key, value);
			form_init(&form, (*op)->in, NULL, prefill);
			json_decref(form_record(&form));
			form_release(&form);
			json_decref(prefill);
			json_decref(value);
		}
}

static json_t *record_of(struct form *form)
{
	json_t *record = form_record(form);

	if (!record)
		fail_msg("%s: %s", form->rows[form->at].path, form->rows[form->at].err.text);
	return record;
}

/* What is needed within a group is needed once something of the group is there. */
static void a_group_may_be_left_out_as_a_whole(void **state)
{
	json_t *prefill = json_pack("{s:s, s:s}", "userToken", "u1", "type", "id"), *record;
	struct form form;
	char *text;

	(void)state;
	form_init(&form, op_uploadFiles.in, NULL, prefill);
	record = record_of(&form);
	assert_null(json_object_get(record, "id"));
	json_decref(record);
	form_set(&form, "id.documentIdValue", "ARMM87");
	assert_null(form_record(&form));
	assert_string_equal(form.rows[form.at].path, "id.documentType");
	form_set(&form, "id.documentType", "ine");
	form_set(&form, "id.imageFront", "sample:png");
	text = draw(&form, 78, 24);
	assert_non_null(strstr(text, "sample:png"));
	free(text);
	record = record_of(&form);
	assert_null(json_object_get(record, "pol"));
	assert_true(op_check_request(&op_uploadFiles, record, NULL, NULL, NULL));
	json_decref(record), json_decref(prefill);
	form_release(&form);
}

static void an_arrow_at_its_end_completes_a_path(void **state)
{
	char dir[] = "/tmp/remitty-form-XXXXXX", *path, *text;
	struct form form;

	(void)state;
	assert_non_null(mkdtemp(dir));
	form_init(&form, op_uploadProofOfLife.in, NULL, NULL);
	form_focus(&form, "selfie");
	assert_true(form_completes(&form));
	form_set(&form, "selfie", "/tmp/remitty-for");
	path = xasprintf("/tmp/%.*s", (int)strlen(dir) - 6, dir + 5);
	form_set(&form, "selfie", path);
	assert_true(form_key(&form, K_RIGHT));
	free(path);
	path = xasprintf("%s/", dir);
	text = form_get(&form, "selfie");
	assert_string_equal(text, path);
	form_focus(&form, "phoneNumber");
	assert_false(form_completes(&form));
	rmdir(dir);
	free(path), free(text);
	form_release(&form);
}

/* Filled with its documented example, every form gives a request that fits and
 * has all of it; secrets, which are not filled in, are typed. */
static void every_example_goes_through_its_form(void **state)
{
	(void)state;
	for (const struct op *const *op = op_list; *op; op++) {
		json_t *example = record_example((*op)->in, false), *record, *value;
		struct err err = { 0 };
		const char *key;
		struct form form;

		form_init(&form, (*op)->in, NULL, example);
		for (int i = 0; i < form.n; i++)
			if (form.rows[i].field->secret)
				form_set(&form, form.rows[i].path, form.rows[i].field->example);
		record = record_of(&form);
		if (!op_check_request(*op, record, NULL, NULL, &err))
			fail_msg("%s.%s: %s", (*op)->name, err.field, err.text);
		json_object_foreach(example, key, value)
			if (!json_object_get(record, key))
				fail_msg("%s.%s was lost", (*op)->name, key);
		json_decref(record), json_decref(example);
		form_release(&form);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_of_another_kind_begins_no_field),
		cmocka_unit_test(an_error_stands_under_its_field_after_leaving_it),
		cmocka_unit_test(the_first_field_that_does_not_fit_gets_the_focus),
		cmocka_unit_test(what_fits_becomes_a_record),
		cmocka_unit_test(another_country_has_other_subdivisions),
		cmocka_unit_test(a_short_name_is_the_state_it_means),
		cmocka_unit_test(secrets_are_never_told),
		cmocka_unit_test(every_row_can_be_reached_in_a_small_window),
		cmocka_unit_test(a_refusal_lands_on_its_field),
		cmocka_unit_test(a_group_may_be_left_out_as_a_whole),
		cmocka_unit_test(an_arrow_at_its_end_completes_a_path),
		cmocka_unit_test(every_example_goes_through_its_form),
	};

	lang_init();
	return cmocka_run_group_tests_name("form", tests, NULL, NULL);
}
