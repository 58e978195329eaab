/* The wallet service's door: tokens and challenges, the order in which a caller is
 * judged, its versions, and that every documented answer can be had. */

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/refusal.h"
#include "tests/matrix_stage.h"
#include "tests/samples.h"

#define ADDRESS "0x9086F595C67a0aE52B859fD63CbB984b825B4587"

struct came {
	bool here;
	int status;
	json_t *body;
	struct err err;
	const struct exchange *exchange;
};

static void on_reply(void *owner, const struct op *op, const struct reply *reply)
{
	struct came *came = owner;

	(void)op;
	*came = (struct came){ true, reply->status, json_incref((json_t *)reply->body),
			       reply->err, reply->exchange };
}

/* One call to its end; how may be NULL.  The body is released by the next one. */
static struct came ask(struct matrix_stage *m, const struct op *op, const char *args,
		       const struct http_how *how)
{
	static const struct http_how usual = { 0 };
	json_t *fields = json_loads(args, 0, NULL);
	struct came came = { 0 };

	http_send_as(m->http, op, fields, how ? how : &usual, on_reply, &came);
	while (!came.here)
		loop_turn(m->loop, -1);
	json_decref(fields);
	return came;
}

/* It is answered with this status and, where one is given, this message. */
static void says(struct matrix_stage *m, const struct op *op, const char *args,
		 const struct http_how *how, int status, const char *message)
{
	struct came came = ask(m, op, args, how);
	struct refusal_entry first = { "", "" };

	refusal_entries(came.body, &first, 1);
	if (came.status != status || (message && strcmp(first.message, message) != 0))
		fail_msg("%s: %d %s, not %d %s", op->name, came.status, first.message, status,
			 message ? message : "");
	json_decref(came.body);
}

static char *token_of(struct came came)
{
	char *token = xstrdup(json_string_value(json_object_get(came.body, "access_token")));

	assert_int_equal(came.status, 200);
	json_decref(came.body);
	return token;
}

/* ---- the vendor's examples ---- */

static void the_vendors_examples_are_read(void **state)
{
	(void)state;
	assert_int_equal(samples_each("omnumi_auth.txt", sample_holds), 8);
}

/* ---- tokens ---- */

static json_t *claims_of(const char *token)
{
	const char *from = strchr(token, '.') + 1;
	unsigned char text[600] = { 0 };
	size_t n = 0;

	sodium_base642bin(text, sizeof(text) - 1, from, strcspn(from, "."), NULL, &n, NULL,
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return json_loads((const char *)text, 0, NULL);
}

static void a_device_gets_a_token_for_fifteen_minutes(void **state)
{
	struct matrix_stage *m = *state;
	char *token = token_of(ask(m, &op_createPreauthToken,
		"{\"device_fingerprint\":\"xyz123\",\"tenant_id\":\"" SANDBOX_TENANT_ID "\"}",
		NULL));
	json_t *claims = claims_of(token);
	struct http_how how = { .bearer = token, .access_token = "" };
	struct http_how late = { .bearer = token, .access_token = "", .clock_ms = 900000 };

	assert_string_equal(json_string_value(json_object_get(claims, "sub")), "device:xyz123");
	assert_string_equal(json_string_value(json_object_get(claims, "scope")), "preauth");
	assert_string_equal(json_string_value(json_object_get(claims, "tenant_id")),
			    SANDBOX_TENANT_ID);
	assert_int_equal(json_integer_value(json_object_get(claims, "exp")) -
			 json_integer_value(json_object_get(claims, "iat")), 900);
	says(m, &op_getCardDetails, "{\"nameSpace\":\"usbc.nobody.ul\"}", &how, 400, NULL);
	says(m, &op_getCardDetails, "{\"nameSpace\":\"usbc.nobody.ul\"}", &late, 401,
	     "Invalid access token");
	json_decref(claims);
	free(token);
}

static void the_eleventh_token_in_a_minute_is_refused(void **state)
{
	struct matrix_stage *m = *state;

	for (int i = 0; i < 10; i++)
		says(m, &op_createPreauthToken, "{\"device_fingerprint\":\"busy\"}", NULL, 200,
		     NULL);
	says(m, &op_createPreauthToken, "{\"device_fingerprint\":\"busy\"}", NULL, 429,
	     "Too many requests");
	says(m, &op_createPreauthToken, "{\"device_fingerprint\":\"calm\"}", NULL, 200, NULL);
	says(m, &op_createPreauthToken, "{\"device_fingerprint\":\"busy\"}",
	     &(struct http_how){ .clock_ms = 60000 }, 200, NULL);
}

static void a_challenge_signed_becomes_a_token_on_the_sandbox(void **state)
{
	struct matrix_stage *m = *state;
	struct came came = ask(m, &op_getChallenge, "{\"address\":\"" ADDRESS "\"}", NULL);
	const char *nonce = json_string_value(json_object_get(came.body, "nonce"));
	const json_t *message = json_object_get(came.body, "message");
	char *args, *token;

	assert_int_equal(came.status, 200);
	assert_int_equal(strlen(nonce), 32);
	assert_string_equal(json_string_value(json_object_get(message, "address")), ADDRESS);
	assert_string_equal(json_string_value(json_object_get(message, "nonce")), nonce);
	args = xasprintf("{\"address\":\"" ADDRESS "\",\"nonce\":\"%s\",\"signature\":\"x\"}",
			 nonce);
	token = token_of(ask(m, &op_sandboxWalletLogin, args, NULL));
	says(m, &op_sandboxWalletLogin, args, NULL, 401, "Challenge expired or unknown");
	says(m, &op_getCardDetails, "{\"nameSpace\":\"usbc.nobody.ul\"}",
	     &(struct http_how){ .bearer = token }, 400, NULL);
	json_decref(came.body);
	free(token);
	free(args);
}

/* ---- who may call ---- */

static void a_caller_is_judged_in_order(void **state)
{
	static const char args[] = "{\"nameSpace\":\"usbc.nobody.ul\"}";
	static const struct {
		struct http_how how;
		int status;
		const char *message;
	} cards[] = {
		{ { .key = "wrong", .tenant = "wrong", .bearer = "wrong" }, 401,
		  "Invalid API Key" },
		{ { .key = "", .tenant = "" }, 401, "Invalid API Key" },
		{ { .tenant = "00000000-0000-4000-8000-000000000000", .bearer = "wrong" }, 403,
		  NULL },
		{ { .tenant = "" }, 403, NULL },
		{ { .bearer = "" }, 401, "Invalid access token" },
		{ { .bearer = "wrong" }, 401, "Invalid access token" },
		{ { 0 }, 400, NULL },
	};
	struct matrix_stage *m = *state;

	for (size_t i = 0; i < ARRAY_LEN(cards); i++)
		says(m, &op_getCardDetails, args, &cards[i].how, cards[i].status,
		     cards[i].message);
	says(m, &op_requestEmailOtp, "{\"email\":\"a@example.com\"}",
	     &(struct http_how){ .tenant = "not-a-uuid" }, 400, "Please provide valid tenant id");
	says(m, &op_requestEmailOtp, "{\"email\":\"a@example.com\"}",
	     &(struct http_how){ .tenant = "00000000-0000-4000-8000-000000000000" }, 400,
	     "Tenant not found");
	says(m, &op_getChallenge, "{\"address\":\"" ADDRESS "\"}",
	     &(struct http_how){ .key = "", .tenant = "", .bearer = "", .access_token = "" }, 200,
	     NULL);
}

static void what_is_not_there_says_so(void **state)
{
	struct matrix_stage *m = *state;
	struct op nowhere = op_getChallenge, wrong = op_getChallenge;

	nowhere.path = "/auth/nothing";
	wrong.method = "DELETE";
	says(m, &nowhere, "{\"address\":\"" ADDRESS "\"}", NULL, 404,
	     "Cannot GET /auth/nothing");
	says(m, &wrong, "{\"address\":\"" ADDRESS "\"}", NULL, 405, NULL);
	says(m, &op_createDepositRequest, "{}", NULL, 410, "This endpoint is deprecated");
	says(m, &op_createPreauthToken, "{}",
	     &(struct http_how){ .body = "no JSON" }, 400, "Failed to generate access token.");
}

static void an_older_version_has_less(void **state)
{
	struct matrix_stage m;
	char *token;
	json_t *claims;

	(void)state;
	matrix_open_version(&m, "3.1.0");
	says(&m, &op_createDepositRequest, "{}", NULL, 200, NULL);
	says(&m, &op_getBusinessUser, "{\"businessUserId\":\"" SANDBOX_TENANT_ID "\"}", NULL, 410,
	     "This endpoint is deprecated");
	says(&m, &op_getPiiCustomerDetails, "{\"customerAccountId\":\"" SANDBOX_TENANT_ID "\"}",
	     NULL, 404, NULL);
	/* What came with 4.0.0 is not even looked at. */
	token = token_of(ask(&m, &op_createPreauthToken,
		"{\"device_fingerprint\":\"old\",\"tenant_id\":\"" SANDBOX_TENANT_ID "\"}", NULL));
	claims = claims_of(token);
	assert_null(json_object_get(claims, "tenant_id"));
	json_decref(claims);
	free(token);
	matrix_close(&m);
}

static int row_called(const struct matrix_stage *m, const char *id)
{
	for (int i = 0; i < runner_rows(m->runner); i++)
		if (str_eq(runner_row(m->runner, i)->scenario->id, id))
			return i;
	fail_msg("there is no %s", id);
	return 0;
}

/* The examples' customers are the sandbox's: elsewhere they have to be given. */
static void a_real_service_gets_what_can_be_set_up_there(void **state)
{
	struct matrix_stage *m = *state;
	struct runner_conf conf;
	char why[256], *url;

	m->config.environment = ENV_TEST;
	conf = matrix_conf(m);
	conf.yes = true;
	matrix_renew(m, &conf);
	assert_true(runner_may(m->runner, row_called(m, "createPreauthToken.200"), why));
	assert_true(runner_may(m->runner, row_called(m, "createPreauthToken.400."
						       "failed-to-generate-access-token"), why));
	assert_false(runner_may(m->runner, row_called(m, "getChallenge.200"), why));
	assert_non_null(strstr(why, "Nobody is known there"));
	assert_false(runner_may(m->runner, row_called(m, "createDepositRequest.200"), why));
	assert_non_null(strstr(why, "Only the sandbox"));
	url = m->config.omnumi_url;
	m->config.omnumi_url = NULL;
	assert_false(runner_may(m->runner, row_called(m, "createPreauthToken.200"), why));
	assert_non_null(strstr(why, "omnumi_url"));
	m->config.omnumi_url = url;
}

/* ---- every documented answer ---- */

static void scenarios_fit_the_version(void **state)
{
	struct matrix_stage m;

	(void)state;
	matrix_open_version(&m, "3.1.0");
	matrix_run(&m, "omnumi");
	for (int i = 0; i < runner_rows(m.runner); i++) {
		const struct run_row *row = runner_row(m.runner, i);

		if (row->state == ROW_FAILED)
			fail_msg("%s: %s", row->scenario->id, row->why);
		if (row->state == ROW_SKIPPED)
			assert_non_null(strstr(row->why, "version"));
	}
	assert_true(m.passed > 100 && m.skipped > 50);
	matrix_close(&m);
}

static void each_answer_can_be_forced(void **state)
{
	struct matrix_stage *m = *state;

	for (const struct op *const *op = op_list; *op; op++) {
		const struct answer_doc *a = (*op)->answers;
		json_t *example = record_example((*op)->in, true);
		char *args = json_dumps(example, 0);

		for (int i = 1; (*op)->marks && a->status; a++, i++) {
			char *fault = xasprintf("answer:n=%d", i);
			struct came came = ask(m, *op, args, &(struct http_how){ .fault = fault });

			if (came.status != a->status ||
			    (a->status >= 400 && !refusal_says(came.body, a)))
				fail_msg("%s, row %d: %d", (*op)->name, i, came.status);
			if (a->status < 300 && came.err.kind)
				fail_msg("%s, row %d: %s", (*op)->name, i, came.err.text);
			json_decref(came.body);
			free(fault);
		}
		json_decref(example);
		free(args);
	}
}

/* ---- what is seen of secrets ---- */

static void no_credential_is_recorded(void **state)
{
	struct matrix_stage *m = *state;
	struct came came = ask(m, &op_getCardDetails, "{\"nameSpace\":\"usbc.nobody.ul\"}", NULL);
	const char *shown = came.exchange->request_headers;

	assert_non_null(strstr(shown, "tenant-id: " SANDBOX_TENANT_ID "\n"));
	assert_non_null(strstr(shown, "api-key: [redacted]\n"));
	assert_non_null(strstr(shown, "access-token: [redacted]\n"));
	assert_non_null(strstr(shown, "Authorization: Bearer [redacted]\n"));
	assert_null(strstr(shown, SANDBOX_WALLET_KEY));
	assert_null(strstr(shown, SANDBOX_WALLET_TOKEN));
	json_decref(came.body);
	came = ask(m, &op_createPreauthToken, "{\"device_fingerprint\":\"seen\"}", NULL);
	shown = json_string_value(json_object_get(came.exchange->response, "access_token"));
	assert_null(strchr(shown, '.'));
	json_decref(came.body);
}

/* What a service repeats of them, in whatever words, has stars. */
static void credentials_are_covered_in_answers(void **state)
{
	static const char *const secrets[] = { SANDBOX_WALLET_KEY, SANDBOX_WALLET_TOKEN };
	struct matrix_stage *m = *state;

	for (size_t i = 0; i < ARRAY_LEN(secrets); i++) {
		struct op echo = op_createDepositRequest;
		char *path = xasprintf("/echo/%s", secrets[i]), *text;
		struct came came;

		echo.path = path;
		came = ask(m, &echo, "{}", NULL);
		text = json_dumps(came.body, 0);
		assert_int_equal(came.status, 404);
		assert_non_null(strstr(text, "/echo/****"));
		assert_null(strstr(came.err.text, secrets[i]));
		json_decref(came.body);
		free(text);
		free(path);
	}
}

static void a_token_is_held_while_it_is_good(void **state)
{
	struct tokens *tokens = tokens_new();

	(void)state;
	assert_null(tokens_text(tokens));
	assert_int_equal(tokens_kind(tokens), TOKEN_NONE);
	tokens_set(tokens, TOKEN_DEVICE, "one", 60000);
	assert_string_equal(tokens_text(tokens), "one");
	assert_true(tokens_until(tokens) > wall_ms());
	tokens_set(tokens, TOKEN_CUSTOMER, "two", -1);
	assert_null(tokens_text(tokens));
	assert_int_equal(tokens_kind(tokens), TOKEN_NONE);
	tokens_set(tokens, TOKEN_CUSTOMER, "three", 0);
	assert_int_equal(tokens_kind(tokens), TOKEN_CUSTOMER);
	assert_int_equal(tokens_until(tokens), 0);
	tokens_set(tokens, TOKEN_NONE, NULL, 0);
	assert_null(tokens_text(tokens));
	tokens_free(tokens);
}

static int begin(void **state)
{
	struct matrix_stage *m = xcalloc(1, sizeof(*m));

	matrix_open(m, NULL);
	*state = m;
	return 0;
}

static int end(void **state)
{
	matrix_close(*state);
	free(*state);
	return 0;
}

int main(void)
{
#define CASE(fn) cmocka_unit_test_setup_teardown(fn, begin, end)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_vendors_examples_are_read),
		CASE(a_device_gets_a_token_for_fifteen_minutes),
		CASE(the_eleventh_token_in_a_minute_is_refused),
		CASE(a_challenge_signed_becomes_a_token_on_the_sandbox),
		CASE(a_caller_is_judged_in_order),
		CASE(what_is_not_there_says_so),
		cmocka_unit_test(an_older_version_has_less),
		cmocka_unit_test(scenarios_fit_the_version),
		CASE(a_real_service_gets_what_can_be_set_up_there),
		CASE(each_answer_can_be_forced),
		CASE(no_credential_is_recorded),
		CASE(credentials_are_covered_in_answers),
		cmocka_unit_test(a_token_is_held_while_it_is_good),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
