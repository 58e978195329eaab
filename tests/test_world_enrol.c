/* The other registrations, the link of a registered customer, what is known of
 * a payer, and changed profiles. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "tests/world_stage.h"

#define ABROAD "+19165550118"
#define MEMBERS(phone, country, last, dob, email) \
	"\"phoneNumber\":\"" phone "\",\"firstName\":\"Ida\",\"lastName\":\"" last "\"," \
	"\"address1\":\"C 1\",\"countryCode\":\"" country "\",\"city\":\"Puebla\"," \
	"\"state\":\"FL\",\"dob\":\"" dob "\",\"email\":\"" email "\"}"
#define NEW_ONE MEMBERS(NEW, "MX", "Mora", BORN, "ida@example.com")
#define FOR(token, rest) "{\"userToken\":\"" token "\"," rest

/* The refusals of a registration, which all three share. */
#define REGISTRATION(op, start) \
	{ op, "none", start NEW_ONE, 400, "ERROR_INVALID_TENANT" }, \
	{ op, ALL, start MEMBERS(NEW, "MX", "", BORN, "i@example.com"), 400, \
	  "ERROR_INVALID_SCHEMA" }, \
	{ op, ALL, start MEMBERS(NEW, "MX", "Mora", "1987-02-30", "i@example.com"), 400, \
	  "ERROR_INVALID_DATE_OF_BIRTH" }, \
	{ op, ALL, start MEMBERS("525520000011", "MX", "Mora", BORN, "i@example.com"), 400, \
	  "INVALID_PHONE_NUMBER" }, \
	{ op, ALL, start MEMBERS(ABROAD, "MX", "Mora", BORN, "i@example.com"), 400, \
	  "ERROR_COUNTRY_NOT_SUPPORTED" }, \
	{ op, ALL, start MEMBERS(NEW, "MX", "Mora", BORN, "crash@example.com"), 500, \
	  "ERROR_INTERNAL_SERVER_ERROR" }

#define OWN_REGISTRATION(op) \
	REGISTRATION(op, "{"), \
	{ op, ALL, "{" MEMBERS(ABROAD, "US", "Mora", BORN, "i@example.com"), 400, \
	  "ERROR_INVALID_COUNTRY_CODE" }, \
	{ op, ALL, "{" MEMBERS("+5215512045518", "MX", "Mora", BORN, "i@example.com"), 400, \
	  "ERROR_USER_ALREADY_ENROLLED" }, \
	{ op, ALL, "{" MEMBERS(NEW, "MX", "Mora", BORN, "EVA@example.com"), 400, \
	  "ERROR_USER_ALREADY_ENROLLED" }

static const struct refusal_case cases[] = {
	{ "getSessionLinkV4", ALL, NOBODY, 400, "ERROR_USER_NOT_FOUND" },
	{ "getSessionLinkV4", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	OWN_REGISTRATION("registerSender"),
	{ "registerSender", "partner", "{" NEW_ONE, 401, "" },
	REGISTRATION("registerReceiver", "{\"userToken\":\"$eva\","),
	{ "registerReceiver", ALL, FOR("$eva", MEMBERS(NEW, "XQ", "Mora", BORN, "i@example.com")),
	  400, "ERROR_INVALID_COUNTRY_CODE" },
	{ "registerReceiver", ALL, FOR("nobody", NEW_ONE), 400, "ERROR_USER_NOT_FOUND" },
	{ "registerReceiver", "partner", "{" NEW_ONE, 401, "" },
	OWN_REGISTRATION("registerTrustedUser"),
	{ "registerTrustedUser", "partner_dual", "{" NEW_ONE, 401, "" },
	{ "getContactUserDetail", ALL, "{\"userToken\":\"$eva\",\"phoneOrEmail\":\"not-an-alias\"}",
	  400, "ERROR_INVALID_SCHEMA" },
	{ "getContactUserDetail", ALL, "{\"userToken\":\"nobody\",\"phoneOrEmail\":\"" NEW "\"}",
	  400, "ERROR_USER_NOT_FOUND" },
	{ "getContactUserDetail", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "updateProfile", ALL, "{\"phoneOrEmail\":\"" NEW "\",\"city\":\"X\"}", 404,
	  "ERROR_USER_NOT_FOUND" },
	{ "updateProfile", ALL, "{\"phoneOrEmail\":\"not-an-alias\"}", 422, "ValidateError" },
	{ "updateProfile", ALL, "{\"phoneOrEmail\":\"eva@example.com\",\"dob\":\"1987-02-30\"}",
	  422, "ValidateError" },
	{ "updateProfile", ALL, "{\"phoneOrEmail\":\"eva@example.com\",\"lang\":\"fr\"}", 422,
	  "ValidateError" },
	{ "updateProfile", ALL, "{\"phoneOrEmail\":\"eva@example.com\","
	  "\"email\":\"nocip@example.com\"}", 422, "ValidateError" },
	{ "updateProfile", ALL, "{\"phoneOrEmail\":\"crash@example.com\"}", 500,
	  "ERROR_INTERNAL_SERVER_ERROR" },
	{ .op = NULL }
};

static void refusals_are_as_documented(void **state)
{
	(void)state;
	refused_as_documented(cases);
}

static void every_documented_refusal_has_a_case(void **state)
{
	static const struct op *const ops[] = {
		&op_getSessionLinkV4, &op_registerSender, &op_registerReceiver,
		&op_registerTrustedUser, &op_getContactUserDetail, &op_updateProfile, NULL
	};

	(void)state;
	every_refusal_has_a_case(ops, cases);
}

static void a_registered_customer_gets_a_link(void **state)
{
	struct stage s;
	struct answer none;
	json_t *body;
	char *page;

	(void)state;
	open_stage(&s);
	body = good(&s, "getSessionLinkV4", USER);
	assert_string_equal(at(body, "status"), "Completed");
	page = world_page(s.world, link_code(body, "link"));
	assert_non_null(page);
	free(page);
	json_decref(body);
	body = good(&s, "registerUserV2", PERSON(NEW, "nolink@example.com"));
	call_it(&s, "nolink", body, "userId");
	json_decref(body);
	none = call(&s, "getSessionLinkV4", ALL, "{\"userToken\":\"$nolink\"}");
	assert_int_equal(none.status, 204);
	assert_null(none.body);
	close_stage(&s);
}

static void a_sender_is_followed_like_anybody(void **state)
{
	struct stage s;
	json_t *body;

	(void)state;
	open_stage(&s);
	body = good(&s, "registerSender", "{" NEW_ONE);
	assert_string_equal(at(body, "status"), "OnProcess");
	json_decref(body);
	body = good(&s, "getUserTokenV2", "{\"email\":\"ida@example.com\"}");
	assert_string_equal(at(body, "status"), "Completed");
	json_decref(body);
	close_stage(&s);
}

static size_t payers_of_eva(struct stage *s, const char *phone)
{
	json_t *list = good(s, "listContacts", USER), *contact;
	size_t i, found = 0;

	json_array_foreach(list, i, contact)
		found += str_eq(at(contact, "phone"), phone);
	json_decref(list);
	return found;
}

static void a_receiver_is_put_into_the_book(void **state)
{
	struct stage s;
	json_t *first, *again, *known;

	(void)state;
	open_stage(&s);
	first = good(&s, "registerReceiver",
		     FOR("$eva", MEMBERS(ABROAD, "US", "Mora", BORN, "ida@example.com")));
	again = good(&s, "registerReceiver",
		     FOR("$eva", MEMBERS(ABROAD, "US", "Mora", BORN, "ida@example.com")));
	assert_string_equal(at(first, "userId"), at(again, "userId"));
	assert_int_equal(payers_of_eva(&s, ABROAD), 1);
	known = good(&s, "getUserTokenV2", "{\"phoneNumber\":\"" ABROAD "\"}");
	assert_string_equal(at(known, "userId"), at(first, "userId"));
	json_decref(first);
	json_decref(again);
	json_decref(known);
	close_stage(&s);
}

static void a_trusted_customer_is_complete_at_once(void **state)
{
	struct stage s;
	struct answer silent;
	json_t *body, *profile;

	(void)state;
	open_stage(&s);
	body = good(&s, "registerTrustedUser", "{" NEW_ONE);
	profile = good(&s, "getProfile", "{\"phoneOrEmail\":\"" NEW "\"}");
	assert_string_equal(at(profile, "id"), at(body, "userId"));
	assert_string_equal(at(profile, "status"), "Approved");
	json_decref(body);
	json_decref(profile);
	silent = call(&s, "registerTrustedUser", ALL,
		      "{" MEMBERS("+525520000012", "MX", "Mora", BORN, "silent@example.com"));
	assert_int_equal(silent.status, 204);
	assert_null(silent.body);
	do_well(&s, "getProfile", "{\"phoneOrEmail\":\"silent@example.com\"}");
	close_stage(&s);
}

/* Three answers as letters: exists, was asked, has paid. */
static void known(struct stage *s, const char *alias, const char *want)
{
	char *args = xasprintf("{\"userToken\":\"$eva\",\"phoneOrEmail\":\"%s\"}", alias);
	json_t *body = good(s, "getContactUserDetail", args);
	char got[4] = {
		json_is_true(json_object_get(body, "userExists")) ? 'e' : '-',
		json_is_true(json_object_get(body, "hasOperations")) ? 'a' : '-',
		json_is_true(json_object_get(body, "hasCompletedOperations")) ? 'p' : '-', '\0'
	};

	if (strcmp(got, want))
		fail_msg("%s is %s, not %s", alias, got, want);
	json_decref(body);
	free(args);
}

static void what_is_known_of_a_payer(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	known(&s, "+19165550149", "-a-");
	known(&s, "+19165550118", "---");
	known(&s, "nocip@example.com", "e--");
	known(&s, "hugo@example.com", "---");
	world_advance(s.world, 60000, -1);
	known(&s, "+19165550149", "-ap");
	do_well(&s, "registerReceiver",
		FOR("$eva", MEMBERS("+19165550149", "US", "Tru", BORN, "hugo@example.com")));
	known(&s, "hugo@example.com", "eap");
	close_stage(&s);
}

static void only_what_is_sent_changes(void **state)
{
	struct stage s;
	json_t *before, *after;

	(void)state;
	open_stage(&s);
	before = good(&s, "getProfile", "{\"phoneOrEmail\":\"eva@example.com\"}");
	assert_null(good(&s, "updateProfile", "{\"phoneOrEmail\":\"eva@example.com\","
		"\"firstName\":\"EVA MARÍA\",\"secondLastName\":\"ruiz\",\"zipCode\":\"72000\","
		"\"dob\":\"1990-01-02\",\"city\":null}"));
	after = good(&s, "getProfile", "{\"phoneOrEmail\":\"eva@example.com\"}");
	assert_string_equal(at(after, "firstName"), "Eva María");
	assert_string_equal(at(after, "secondLastName"), "Ruiz");
	assert_string_equal(at(after, "zipCode"), "72000");
	assert_string_equal(at(after, "dob"), "1990-01-02T00:00:00.000Z");
	assert_string_equal(at(after, "city"), at(before, "city"));
	assert_string_equal(at(after, "lastName"), at(before, "lastName"));
	assert_string_equal(at(after, "id"), at(before, "id"));
	json_decref(before);
	json_decref(after);
	assert_null(good(&s, "updateProfile", "{\"phoneOrEmail\":\"eva@example.com\"}"));
	close_stage(&s);
}

static void a_new_email_is_the_only_one(void **state)
{
	struct stage s;
	struct answer taken;
	json_t *fields;

	(void)state;
	open_stage(&s);
	do_well(&s, "updateProfile", "{\"phoneOrEmail\":\"+525512045518\","
		"\"email\":\"Eva.New@example.com\"}");
	do_well(&s, "getUserTokenV2", "{\"email\":\"eva.new@example.com\"}");
	refused(&s, "getUserTokenV2", "{\"email\":\"eva@example.com\"}", 404,
		"ERROR_USER_NOT_FOUND");
	taken = call(&s, "updateProfile", ALL, "{\"phoneOrEmail\":\"nocip@example.com\","
		     "\"email\":\"EVA.new@example.com\"}");
	fields = json_object_get(taken.body, "fields");
	assert_int_equal(taken.status, 422);
	assert_string_equal(at(json_object_get(fields, "email"), "value"), "EVA.new@example.com");
	json_decref(taken.body);
	close_stage(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusals_are_as_documented),
		cmocka_unit_test(every_documented_refusal_has_a_case),
		cmocka_unit_test(a_registered_customer_gets_a_link),
		cmocka_unit_test(a_sender_is_followed_like_anybody),
		cmocka_unit_test(a_receiver_is_put_into_the_book),
		cmocka_unit_test(a_trusted_customer_is_complete_at_once),
		cmocka_unit_test(what_is_known_of_a_payer),
		cmocka_unit_test(only_what_is_sent_changes),
		cmocka_unit_test(a_new_email_is_the_only_one),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
