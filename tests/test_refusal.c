/* Refusals of the wallet service: all shapes of reference omnumi 4.2 become one
 * sentence, and what names an input lands under it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/answer.h"
#include "api/refusal.h"

static const struct field in[] = {
	{ .key = "email", .label = N_("E-mail"), .type = &field_email, .example = "a@b.cd" },
	{ .key = "customerAccountId", .label = N_("Customer"), .type = &field_uuid,
	  .code_bad = "Give us somebody" },
	{ .key = "otp", .label = N_("Code"), .type = &field_text },
	{ .key = NULL }
};

static const struct answer_doc answers[] = {
	{ .status = 200, .title = "fine" },
	{ .status = 400, .code = "Tenant", .title = "unknown tenant",
	  .reason = "Tenant not found" },
	{ .status = 400, .code = "catch", .title = "what it was", .reason = "err.message" },
	{ .status = 400, .code = "Add Wallet ", .title = "taken", .reason = "Taken" },
	{ .status = 0 }
};

static const struct op op = {
	.name = "try", .title = "Try", .group = "Try", .service = SVC_OMNUMI, .method = "POST",
	.path = "/try", .marks = "==", .in = in, .answers = answers, .changes = true,
	.shape = REPLY_NONE,
};

static struct err read_as(int status, const char *text)
{
	struct err err;

	json_decref(answer_read(&op, status, text, strlen(text), &err));
	return err;
}

static void each_shape_is_one_sentence(void **state)
{
	static const struct {
		int status;
		const char *body, *words, *code;
	} rows[] = {
		{ 400, "{\"errors\":[{\"type\":\"T\",\"message\":\"one\"},"
		       "{\"message\":\"two\",\"type\":\"U\"}]}", "one; two", "T" },
		{ 400, "{\"errors\":[{\"type\":\"Client error\",\"error\":\"not yours\"}]}",
		  "not yours", "Client error" },
		{ 400, "{\"errors\":[{\"data\":{},\"message\":\"no date\"}]}", "no date", "" },
		{ 400, "{\"errors\":[{\"data\":[],\"message\":\"no date\"}]}", "no date", "" },
		{ 400, "{\"errors\":[{\"type\":\"V\",\"message\":[{\"errors\":\"tokenErrors\"},"
		       "{\"type\":\"W\",\"message\":\"Request Id not found\"}]}]}",
		  "refused: Request Id not found", "W" },
		{ 404, "{\"errors\":{\"type\":\"Consent\",\"message\":\"none given\"}}",
		  "none given", "Consent" },
		{ 404, "{\"type\":\"Consent\",\"message\":\"none given\"}", "none given",
		  "Consent" },
		{ 400, "[{\"type\":[{\"type\":\"Business\",\"message\":\"Domain exists\"}],"
		       "\"message\":\"outer\"}]", "Domain exists", "Business" },
		{ 400, "{\"CatchError\":{}}", "did not say why", "CatchError" },
		{ 400, "", "did not say why", "" },
		{ 400, "{\"statusCode\":400,\"message\":[\"email must be one\"],"
		       "\"error\":\"Bad Request\"}", "email must be one", "" },
		{ 400, "{\"statusCode\":400,\"message\":\"no\",\"error\":\"Bad Request\"}", "no",
		  "" },
		{ 500, "<html>gateway</html>", "failure of its own", "" },
		{ 502, "{\"errors\":[{\"type\":\"bank\",\"message\":\"down\"}]}", "down", "bank" },
		{ 429, "{\"errors\":[{\"type\":\"Rate\",\"message\":\"slow\"}]}", "too often",
		  "Rate" },
		{ 410, "{\"errors\":[{\"type\":\"Deprecated\",\"message\":\"x\"}]}", "retired",
		  "Deprecated" },
		{ 400, "{\"errors\":[{\"type\":\"tenant \",\"message\":\"Tenant not found\"}]}",
		  "refused: unknown tenant (“Tenant not found”)", "tenant " },
		{ 400, "{\"errors\":[{\"type\":\"catch\",\"message\":\"err.message\"}]}",
		  "refused: what it was", "catch" },
		{ 400, "{\"errors\":[{\"type\":\"add wallet\",\"message\":\"Taken\"}]}",
		  "refused: taken (“Taken”)", "add wallet" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct err err = read_as(rows[i].status, rows[i].body);

		if (!strstr(err.text, rows[i].words))
			fail_msg("%s: %s", rows[i].body, err.text);
		assert_string_equal(err.code, rows[i].code);
		assert_int_equal(err.status, rows[i].status);
		assert_true(*err.next);
	}
}

static void our_door_is_told_from_a_refusal(void **state)
{
	struct err key = read_as(401, "{\"errors\":[{\"type\":\"API Key\",\"message\":"
				      "\"Invalid API Key\"}]}");
	struct err token = read_as(401, "{\"errors\":[{\"type\":\"Invalid\",\"message\":"
					"\"Invalid access token\"}]}");
	struct err tenant = read_as(403, "{\"errors\":[{\"type\":\"x\",\"message\":\"y\"}]}");

	(void)state;
	assert_int_equal(key.kind, ERR_AUTH);
	assert_non_null(strstr(key.text, "key"));
	assert_int_equal(token.kind, ERR_AUTH);
	assert_non_null(strstr(token.text, "token"));
	assert_int_equal(tenant.kind, ERR_AUTH);
	assert_non_null(strstr(tenant.text, "tenant"));
}

static void what_names_an_input_lands_under_it(void **state)
{
	static const struct {
		const char *message, *field;
	} rows[] = {
		{ "Please provide valid email", "email" },
		{ "customer account id is not valid", "customerAccountId" },
		{ "customerAccountId is required", "customerAccountId" },
		{ "Give us somebody", "customerAccountId" },
		{ "Invalid OTP", "otp" },
		{ "the emailed text", "" },
		{ "something else", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *body = xasprintf("{\"errors\":[{\"type\":\"x\",\"message\":\"%s\"}]}",
				       rows[i].message);
		struct err err = read_as(400, body);

		if (strcmp(err.field, rows[i].field) != 0)
			fail_msg("%s: %s", rows[i].message, err.field);
		free(body);
	}
}

static void success_is_decided_by_the_status_alone(void **state)
{
	struct err err = read_as(201, "{\"type\":\"Email Verification\",\"message\":\"Email "
				      "verified successfully.\"}");

	(void)state;
	assert_int_equal(err.kind, ERR_NONE);
	err = read_as(200, "{\"errors\":[{\"type\":\"x\",\"message\":\"y\"}]}");
	assert_int_equal(err.kind, ERR_NONE);
}

static json_t *nested(int depth)
{
	json_t *at = json_pack("{s:s, s:s}", "type", "deep", "message", "found");

	while (depth--)
		at = json_pack("[o]", at);
	return at;
}

static void depth_and_number_are_limited(void **state)
{
	struct refusal_entry list[REFUSAL_MOST + 8];
	json_t *deep = nested(6), *deeper = nested(40), *many = json_array();

	(void)state;
	assert_int_equal(refusal_entries(deep, list, REFUSAL_MOST), 1);
	assert_int_equal(refusal_entries(deeper, list, REFUSAL_MOST), 0);
	for (int i = 0; i < 500; i++)
		json_array_append_new(many, json_string("again"));
	assert_int_equal(refusal_entries(many, list, REFUSAL_MOST), REFUSAL_MOST);
	assert_int_equal(refusal_entries(NULL, list, REFUSAL_MOST), 0);
	json_decref(deep);
	json_decref(deeper);
	json_decref(many);
}

static void what_is_said_is_cleaned(void **state)
{
	struct err err = read_as(400, "{\"errors\":[{\"type\":\"a\\u001b[31mb\",\"message\":"
				      "\"card 4111111111111111\\nof \\u001b]0;x\\u0007you\"}]}");

	(void)state;
	for (const char *p = err.text; *p; p++)
		assert_true((unsigned char)*p >= ' ');
	for (const char *p = err.code; *p; p++)
		assert_true((unsigned char)*p >= ' ');
	assert_null(strstr(err.text, "411111111111"));
}

/* What the sandbox writes in a shape, a reader finds again. */
static void each_shape_is_read_as_it_is_written(void **state)
{
	(void)state;
	for (int shape = REFUSAL_USUAL; shape <= REFUSAL_FRAMEWORK; shape++) {
		const struct answer_doc doc = { .status = 400, .code = "Type", .reason = "Words",
						.shape = (enum refusal_shape)shape };
		const struct answer_doc other = { .status = 400, .code = "Type", .reason = "Other",
						  .shape = (enum refusal_shape)shape };
		json_t *body = refusal_body(&doc, NULL);
		bool silent = shape == REFUSAL_EMPTY || shape == REFUSAL_CATCH;

		assert_true(refusal_says(body, &doc));
		assert_int_equal(refusal_says(body, &other), silent);
		json_decref(body);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_shape_is_one_sentence),
		cmocka_unit_test(our_door_is_told_from_a_refusal),
		cmocka_unit_test(what_names_an_input_lands_under_it),
		cmocka_unit_test(success_is_decided_by_the_status_alone),
		cmocka_unit_test(depth_and_number_are_limited),
		cmocka_unit_test(what_is_said_is_cleaned),
		cmocka_unit_test(each_shape_is_read_as_it_is_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
