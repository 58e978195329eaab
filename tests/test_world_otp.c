/* Codes by message, PINs and whether a phone is free. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "tests/world_stage.h"

#define EVA "{\"phone\":\"+525512045518\"}"
#define EVA_CODE(code) "{\"phone\":\"+5215512045518\",\"otpCode\":\"" code "\"}"
#define EVA_MAIL_CODE(code) "{\"email\":\"EVA@example.com\",\"otpCode\":\"" code "\"}"
#define EVA_PIN(pin) "{\"phone\":\"+525512045518\",\"pincode\":\"" pin "\"}"
#define FREE_PHONE "\"phone\":\"+525520000011\""
#define BAD "\"phone\":\"525520000011\""
#define BAD_MAIL "\"email\":\"no-es-un-email\""

static const struct refusal_case cases[] = {
	{ "requestOtp", ALL, "{}", 400, "ERROR_INVALID_SCHEMA" },
	{ "requestOtp", ALL, "{" BAD "}", 400, "INVALID_PHONE_NUMBER" },
	{ "requestOtp", ALL, "{" BAD_MAIL "}", 400, "ERROR_INVALID_EMAIL_FORMAT" },
	{ "requestOtp", "partner", EVA, 401, "" },
	{ "requestOtp", ALL, "{" FREE_PHONE "}", 404, "ERROR_USER_NOT_FOUND" },
	{ "requestOtp", ALL, "{\"email\":\"crash@example.com\"}", 500,
	  "ERROR_INTERNAL_SERVER_ERROR" },
	{ "validateOtp", ALL, "{\"otpCode\":\"123456\"}", 400, "ERROR_INVALID_SCHEMA" },
	{ "validateOtp", ALL, EVA, 400, "ERROR_INVALID_SCHEMA" },
	{ "validateOtp", ALL, "{\"otpCode\":\"123456\"," BAD "}", 400, "INVALID_PHONE_NUMBER" },
	{ "validateOtp", ALL, "{\"otpCode\":\"123456\"," BAD_MAIL "}", 400,
	  "ERROR_INVALID_EMAIL_FORMAT" },
	{ "validateOtp", ALL, "{\"otpCode\":\"123456\"," FREE_PHONE "}", 404,
	  "ERROR_USER_NOT_FOUND" },
	{ "validateOtp", ALL, EVA_CODE("123456"), 404, "ERROR_OTP_NOT_FOUND" },
	{ "isPhoneAvailable", ALL, "{}", 400, "INVALID_PHONE_NUMBER" },
	{ "isPhoneAvailable", ALL, "{" BAD "}", 400, "INVALID_PHONE_NUMBER" },
	{ "createPin", ALL, "{\"pincode\":\"123\"}", 400, "ERROR_INVALID_SCHEMA" },
	{ "createPin", ALL, EVA, 400, "ERROR_INVALID_PINCODE" },
	{ "createPin", ALL, EVA_PIN("12"), 400, "ERROR_INVALID_PINCODE" },
	{ "createPin", ALL, EVA_PIN("123456789"), 400, "ERROR_INVALID_PINCODE" },
	{ "createPin", ALL, EVA_PIN("12a4"), 400, "ERROR_INVALID_PINCODE" },
	{ "createPin", ALL, "{\"pincode\":\"1234\"," BAD "}", 400, "INVALID_PHONE_NUMBER" },
	{ "createPin", ALL, "{\"pincode\":\"1234\"," BAD_MAIL "}", 400,
	  "ERROR_INVALID_EMAIL_FORMAT" },
	{ "createPin", "partner_send", EVA_PIN("1234"), 401, "" },
	{ "createPin", ALL, "{\"pincode\":\"1234\"," FREE_PHONE "}", 404, "ERROR_USER_NOT_FOUND" },
	{ "validatePINCode", ALL, EVA, 400, "ValidateError" },
	{ "validatePINCode", ALL, "{\"pincode\":\"1234\"}", 400, "ValidateError" },
	{ "validatePINCode", ALL, "{\"pincode\":\"1234\"," BAD "}", 400, "ValidateError" },
	{ "validatePINCode", ALL, "{\"pincode\":\"1234\"," FREE_PHONE "}", 404,
	  "ERROR_USER_NOT_FOUND" },
	{ "validatePINCode", ALL, EVA_PIN("1234"), 404, "ERROR_PINCODE_NOT_FOUND" },
	/* what takes more than one call is seen in tests of their own below */
	{ .op = NULL }
};

static const struct refusal_case after_others[] = {
	{ "requestOtp", ALL, NULL, 429, "TOO_MANY_REQUESTS" },
	{ "validateOtp", ALL, NULL, 400, "ERROR_OTP_EXPIRED" },
	{ "validateOtp", ALL, NULL, 403, "ERROR_OTP_BLOCKED" },
	{ "validateOtp", ALL, NULL, 500, "ERROR_INVALID_OTP" },
	{ "createPin", ALL, NULL, 403, "ERROR_PINCODE_ALREADY_EXISTS" },
	{ "validatePINCode", ALL, NULL, 403, "ERROR_PINCODE_BLOCKED" },
	{ "validatePINCode", ALL, NULL, 500, "ERROR_INVALID_PINCODE" },
};

static void refusals_are_as_documented(void **state)
{
	(void)state;
	refused_as_documented(cases);
}

static void every_documented_refusal_has_a_case(void **state)
{
	static const struct op *const ops[] = {
		&op_requestOtp, &op_validateOtp, &op_isPhoneAvailable, &op_createPin,
		&op_validatePINCode, NULL
	};
	struct refusal_case all[ARRAY_LEN(cases) + ARRAY_LEN(after_others)];

	(void)state;
	memcpy(all, after_others, sizeof(after_others));
	memcpy(all + ARRAY_LEN(after_others), cases, sizeof(cases));
	every_refusal_has_a_case(ops, all);
}

/* Refused as a wrong attempt that leaves so many. */
static void wrong(struct stage *s, const char *name, const char *args, const char *code, int left)
{
	struct answer answer = call(s, name, ALL, args);

	assert_int_equal(answer.status, 500);
	assert_string_equal(code_of(&answer), code);
	assert_true(json_is_integer(json_object_get(answer.body, "remainingAttempts")));
	assert_true(number(answer.body, "remainingAttempts") == left);
	json_decref(answer.body);
}

static void a_code_is_good_for_once(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	assert_null(good(&s, "requestOtp", EVA));
	wrong(&s, "validateOtp", EVA_CODE("000000"), "ERROR_INVALID_OTP", 2);
	assert_null(good(&s, "validateOtp", EVA_CODE("123456")));
	refused(&s, "validateOtp", EVA_CODE("123456"), 404, "ERROR_OTP_NOT_FOUND");
	refused(&s, "validateOtp", EVA_MAIL_CODE("123456"), 404, "ERROR_OTP_NOT_FOUND");
	assert_null(good(&s, "requestOtp", "{\"email\":\"eva@example.com\"}"));
	assert_null(good(&s, "validateOtp", EVA_MAIL_CODE("123456")));
	close_stage(&s);
}

static void attempts_run_out_until_a_new_code(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	do_well(&s, "requestOtp", EVA);
	for (int left = 2; left >= 0; left--)
		wrong(&s, "validateOtp", EVA_CODE("000000"), "ERROR_INVALID_OTP", left);
	refused(&s, "validateOtp", EVA_CODE("123456"), 403, "ERROR_OTP_BLOCKED");
	do_well(&s, "requestOtp", EVA);
	do_well(&s, "validateOtp", EVA_CODE("123456"));
	close_stage(&s);
}

static void codes_expire_and_are_not_given_without_end(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	for (int i = 0; i < 3; i++)
		do_well(&s, "requestOtp", EVA);
	refused(&s, "requestOtp", EVA, 429, "TOO_MANY_REQUESTS");
	world_advance(s.world, 300000, -1);
	do_well(&s, "requestOtp", "{\"email\":\"eva@example.com\"}");
	world_advance(s.world, 1, -1);
	refused(&s, "validateOtp", EVA_CODE("123456"), 400, "ERROR_OTP_EXPIRED");
	do_well(&s, "validateOtp", EVA_MAIL_CODE("123456"));
	world_advance(s.world, 300000, -1);
	do_well(&s, "requestOtp", EVA);
	do_well(&s, "validateOtp", EVA_CODE("123456"));
	close_stage(&s);
}

static void a_silent_success_is_204(void **state)
{
	struct stage s;
	struct answer answer;

	(void)state;
	open_stage(&s);
	do_well(&s, "registerUserV2", PERSON(NEW, "very.silent@example.com"));
	do_well(&s, "requestOtp", "{" FREE_PHONE "}");
	answer = call(&s, "validateOtp", ALL, "{" FREE_PHONE ",\"otpCode\":\"123456\"}");
	assert_int_equal(answer.status, 204);
	assert_null(answer.body);
	close_stage(&s);
}

/* The phone's answer: "available verified hasPincode" as letters. */
static void phone_is(struct stage *s, const char *args, const char *want)
{
	json_t *body = good(s, "isPhoneAvailable", args);
	char got[4] = {
		json_is_true(json_object_get(body, "available")) ? 'a' : '-',
		json_is_true(json_object_get(body, "verified")) ? 'v' : '-',
		json_is_true(json_object_get(body, "hasPincode")) ? 'p' : '-', '\0'
	};

	assert_string_equal(got, want);
	json_decref(body);
}

static void a_phone_tells_what_was_done(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	phone_is(&s, "{" FREE_PHONE "}", "a--");
	phone_is(&s, EVA, "---");
	do_well(&s, "requestOtp", "{\"email\":\"eva@example.com\"}");
	do_well(&s, "validateOtp", EVA_MAIL_CODE("123456"));
	phone_is(&s, EVA, "---");
	do_well(&s, "requestOtp", EVA);
	do_well(&s, "validateOtp", EVA_CODE("123456"));
	phone_is(&s, EVA, "-v-");
	do_well(&s, "createPin", EVA_PIN("482913"));
	phone_is(&s, EVA, "-vp");
	close_stage(&s);
}

static void a_pin_is_checked_and_blocked(void **state)
{
	struct stage s;
	struct answer made;
	json_t *body;

	(void)state;
	open_stage(&s);
	made = call(&s, "createPin", ALL, EVA_PIN("482913"));
	assert_int_equal(made.status, 201);
	assert_null(made.body);
	refused(&s, "createPin", EVA_PIN("482914"), 403, "ERROR_PINCODE_ALREADY_EXISTS");
	wrong(&s, "validatePINCode", EVA_PIN("482914"), "ERROR_INVALID_PINCODE", 2);
	body = good(&s, "validatePINCode", EVA_PIN("482913"));
	assert_string_equal(at(body, "code"), "OK");
	json_decref(body);
	for (int left = 2; left >= 0; left--)
		wrong(&s, "validatePINCode", EVA_PIN("000000"), "ERROR_INVALID_PINCODE", left);
	refused(&s, "validatePINCode", EVA_PIN("482913"), 403, "ERROR_PINCODE_BLOCKED");
	close_stage(&s);
}

/* Codes, proofs and PINs outlive the program; the PIN itself is nowhere in it. */
static void the_lock_is_kept(void **state)
{
	struct stage s;
	struct world *old;
	json_t *doc;
	char *text;

	(void)state;
	open_stage(&s);
	do_well(&s, "createPin", EVA_PIN("482913"));
	do_well(&s, "requestOtp", EVA);
	wrong(&s, "validateOtp", EVA_CODE("000000"), "ERROR_INVALID_OTP", 2);
	doc = world_pack(s.world);
	text = json_dumps(doc, 0);
	assert_null(strstr(text, "482913"));
	free(text);
	old = s.world;
	s.world = world_of(0, 6, false);
	assert_true(world_unpack(s.world, doc));
	wrong(&s, "validateOtp", EVA_CODE("000000"), "ERROR_INVALID_OTP", 1);
	do_well(&s, "validateOtp", EVA_CODE("123456"));
	phone_is(&s, EVA, "-vp");
	do_well(&s, "validatePINCode", EVA_PIN("482913"));
	json_decref(doc);
	world_free(old);
	close_stage(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusals_are_as_documented),
		cmocka_unit_test(every_documented_refusal_has_a_case),
		cmocka_unit_test(a_code_is_good_for_once),
		cmocka_unit_test(attempts_run_out_until_a_new_code),
		cmocka_unit_test(codes_expire_and_are_not_given_without_end),
		cmocka_unit_test(a_silent_success_is_204),
		cmocka_unit_test(a_phone_tells_what_was_done),
		cmocka_unit_test(a_pin_is_checked_and_blocked),
		cmocka_unit_test(the_lock_is_kept),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
