/* Rows of the matrix as requests. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/draft.h"
#include "api/json_path.h"
#include "api/lang.h"
#include "api/phone.h"
#include "api/runner_own.h"

static struct fresh fresh = { .country = "MX" };

static struct draft drawn(const char *op, const char *row, const char *values)
{
	json_t *given = json_loads(values, 0, NULL);
	struct draft d;

	draft_make(&d, op_find(op), row, given, &fresh);
	json_decref(given);
	return d;
}

static void says(const struct draft *d, const char *key, const char *want)
{
	char *text = op_text(json_at(d->args, key));

	if (!str_eq(text, want))
		fail_msg("%s is %s, not %s", key, text, want);
	free(text);
}

static void it_begins_with_the_examples(void **state)
{
	struct draft d = drawn("createContact", "", "{}");

	(void)state;
	says(&d, "firstName", "Hugo");
	says(&d, "phone", "+19165550149");
	says(&d, "email", NULL);
	draft_release(&d);
}

static void kept_values_go_where_they_are_named(void **state)
{
	struct draft d = drawn("requestMoneyV2", "",
		"{\"userToken\":\"u1\",\"requestTo\":\"+19165550111\","
		"\"destinationPaymentMethodId\":\"m1\",\"cardToken\":\"t\"}");

	(void)state;
	says(&d, "userToken", "u1");
	says(&d, "requestTo", "+19165550111");
	says(&d, "destinationPaymentMethodId", "m1");	/* optional, at the beginning */
	says(&d, "cardToken", NULL);
	draft_release(&d);
}

static void a_required_uuid_is_a_fresh_one(void **state)
{
	struct draft a = drawn("requestMoneyV2", "", "{}");
	struct draft b = drawn("requestMoneyV2", "", "{}");

	(void)state;
	assert_string_not_equal(json_string_value(json_at(a.args, "correlationId")),
				json_string_value(json_at(b.args, "correlationId")));
	draft_release(&a);
	draft_release(&b);
}

static void the_rows_own_items_come_last(void **state)
{
	struct draft d = drawn("requestMoneyV2",
		"requestTo=1; recipientAmount=0; -recipientCurrency; "
		"-destinationPaymentMethod.type;"
		"destinationPaymentMethod.country=FR; reason=${who} and ${who}; correlationId=",
		"{\"requestTo\":\"+19165550111\",\"who\":\"Ana\"}");

	(void)state;
	says(&d, "requestTo", "1");
	assert_true(json_is_number(json_at(d.args, "recipientAmount")));
	says(&d, "recipientCurrency", NULL);
	says(&d, "destinationPaymentMethod.country", "FR");
	says(&d, "reason", "Ana and Ana");
	assert_string_equal(json_string_value(json_at(d.args, "correlationId")), "");
	draft_release(&d);
}

static void marks_are_no_fields(void **state)
{
	struct draft d = drawn("getUserTokenV2",
		"@key=wrong; @fault=html:status=502; @clock=250; @again; @again; "
		"@body={\"a\":${x}};"
		"?status=Completed; ?=${x}", "{\"x\":7}");

	(void)state;
	assert_string_equal(d.key, "wrong");
	assert_string_equal(d.fault, "html:status=502");
	assert_string_equal(d.body, "{\"a\":7}");
	assert_int_equal(d.clock_ms, 250);
	assert_int_equal(d.again, 2);
	assert_string_equal(json_string_value(json_object_get(d.expect, "status")), "Completed");
	assert_string_equal(json_string_value(json_object_get(d.expect, "")), "7");
	assert_int_equal(json_object_size(d.args), 0);
	draft_release(&d);
}

static void fresh_values_fit(void **state)
{
	static const struct field clabe = { .key = "x", .type = &field_clabe };
	static const struct field uuid = { .key = "x", .type = &field_uuid };
	static const struct field email = { .key = "x", .type = &field_email };
	static const struct {
		const char *name;
		const struct field *field;
	} names[] = { { "new.clabe", &clabe }, { "new.uuid", &uuid }, { "new.email", &email } };
	struct phone phone;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *text = fresh_value(&fresh, names[i].name);
		char *other = fresh_value(&fresh, names[i].name);
		json_t *value = json_string(text);

		assert_true(names[i].field->type->check(names[i].field, value, NULL));
		assert_string_not_equal(text, other);
		json_decref(value);
		free(text);
		free(other);
	}
	for (int i = 0; i < 200; i++) {
		struct fresh there = { .country = i % 2 ? "MX" : "US", .serial = (unsigned)i };
		char *text = fresh_value(&there, "new.phone"), *payer;

		assert_true(phone_parse(text, NULL, &phone, NULL));
		assert_string_equal(phone.country, there.country);
		free(text);
		payer = fresh_value(&there, "new.payer");
		assert_true(phone_parse(payer, NULL, &phone, NULL));
		assert_string_equal(phone.country, "US");
		free(payer);
	}
	assert_null(fresh_value(&fresh, "new.nothing"));
}

static void a_given_value_has_all_names_of_its_step(void **state)
{
	json_t *given = json_pack("{s:s}", "userToken", "u1"), *values = json_object();
	struct scenario s = { .op = &op_listContacts, .how = (char *)(uintptr_t)"payer",
			      .given = given };
	struct plan plan;

	(void)state;
	plan_given(given, values);
	assert_string_equal(json_string_value(json_object_get(values, "userId")), "u1");
	assert_null(json_object_get(values, "phoneNumber"));
	plan_make(&plan, &s);
	assert_int_equal(plan.n, 1);		/* her payer, and not herself */
	assert_string_equal(plan.list[0].step->name, "payer");
	json_decref(given);
	json_decref(values);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_begins_with_the_examples),
		cmocka_unit_test(kept_values_go_where_they_are_named),
		cmocka_unit_test(a_required_uuid_is_a_fresh_one),
		cmocka_unit_test(the_rows_own_items_come_last),
		cmocka_unit_test(marks_are_no_fields),
		cmocka_unit_test(fresh_values_fit),
		cmocka_unit_test(a_given_value_has_all_names_of_its_step),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
