/* The runner on a real sandbox: every row of the matrix passes, and what the
 * sandbox does wrong is noticed. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "tests/matrix_stage.h"

static void tell_unless_passed(const struct run_row *row)
{
	if (row->state != ROW_PASSED)
		print_message("%s: %d %s: %s (%s)\n", row->scenario->id, row->status, row->code,
			      row->why, row->scenario->how);
}

static void all_rows_pass(void **state)
{
	struct matrix_stage m;

	(void)state;
	matrix_open(&m, NULL);
	matrix_run(&m, NULL);
	for (int i = 0; i < runner_rows(m.runner); i++)
		tell_unless_passed(runner_row(m.runner, i));
	assert_int_equal(m.failed + m.skipped, 0);
	assert_int_equal(m.passed, runner_rows(m.runner));
	matrix_close(&m);
}

/* One place of the sandbox broken in one way, and the row that has to see it. */
struct breakage {
	const char *fault, *row, *why;
};

static const struct breakage breakages[] = {
	{ "500:createContact", "createContact.200.OK", "The status is 500, not 200." },
	{ "html:getUserTokenV2:status=400", "getUserTokenV2.400.INVALID_PHONE_NUMBER",
	  "The refusal is not a JSON object." },
	{ "html:getUserTokenV2:status=200", "getUserTokenV2.200", "not JSON" },
	{ "wrong-code:addUBNAccount", "addUBNAccount.400.UBN_ALREADY_ADDED",
	  "The code is ERROR_UNEXPECTED, not UBN_ALREADY_ADDED." },
	{ "no-code:requestMoneyV2", "requestMoneyV2.400.ERROR_CONTACT_NOT_FOUND",
	  "The answer has no code" },
	{ "missing-field:registerUserV2", "registerUserV2.200", "do not understand" },
	{ "missing-field:getOperation", "getOperation.200", "do not understand" },
	{ "wrong-type:registerUserV2", "registerUserV2.200", "do not understand" },
	{ "wrong-type:getOperationStatus", "getOperationStatus.200", "do not understand" },
	{ "empty:getSessionLinkV2", "getSessionLinkV2.200", "The answer is empty." },
	{ "empty:getReceivingMethods", "getReceivingMethods.200", "answered with nothing" },
	{ "empty:getProfile", "getProfile.404.ERROR_USER_NOT_FOUND", "not a JSON object" },
	{ "malformed:operationQuoteLite", "operationQuoteLite.200", "not JSON" },
	{ "stall:getOperation", "getOperation.500.ERROR_OPERATION_NOT_FOUND",
	  "did not answer in time" },
	{ "delay:getOperation:ms=60000", "getOperation.500.ERROR_OPERATION_NOT_FOUND",
	  "did not answer in time" },
	{ "reset-before:updateContact", "updateContact.400.INVALID_PHONE_NUMBER", "broke" },
	{ "half-body:listContacts", "listContacts.404.ERROR_USER_NOT_FOUND", "broke" },
	{ "oversized:getOperations", "getOperations.200", "larger" },
	{ "answer:getChallenge:n=2", "getChallenge.400.wallet-user-not-found",
	  "The answer says “DataValidation: Account address" },
	{ "empty:getChallenge", "getChallenge.400.wallet-user-not-found", "not “Challenge: Wal" },
};

static void break_one(const struct breakage *b)
{
	const char *const faults[] = { b->fault, NULL };
	struct matrix_stage m;
	const struct run_row *row;

	matrix_open(&m, faults);
	matrix_run(&m, b->row);
	row = matrix_row(&m, b->row);
	if (row->state != ROW_FAILED || !strstr(row->why, b->why))
		fail_msg("%s: %s: %d, %s", b->fault, b->row, row->state, row->why);
	matrix_close(&m);
}

static void each_class_of_error_is_noticed(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(breakages); i++)
		break_one(&breakages[i]);
}

static void a_broken_operation_fails_nobody_else(void **state)
{
	const char *const faults[] = { "no-code:createContact", NULL };
	struct matrix_stage m;

	(void)state;
	matrix_open(&m, faults);
	matrix_run(&m, NULL);
	assert_true(m.failed > 0);
	for (int i = 0; i < runner_rows(m.runner); i++) {
		const struct run_row *row = runner_row(m.runner, i);

		if (row->state != ROW_PASSED)
			assert_string_equal(row->scenario->op->name, "createContact");
	}
	matrix_close(&m);
}

static void what_a_row_says_is_looked_for(void **state)
{
	struct matrix_stage m;
	struct runner_conf conf;
	struct scenarios one = { 0 };
	struct scenario *s;

	(void)state;
	matrix_open(&m, NULL);
	s = scenarios_add(&one, matrix_row(&m, "getUserTokenV2.200.3")->scenario, 1);
	free(s->how);
	s->how = xstrdup("refused-customer; -email; ?statusDetail=None");
	conf = matrix_conf(&m);
	conf.scenarios = &one;
	matrix_renew(&m, &conf);
	matrix_run(&m, NULL);
	assert_int_equal(m.failed, 1);
	assert_non_null(strstr(runner_row(m.runner, 0)->why, "statusDetail"));
	assert_non_null(strstr(runner_row(m.runner, 0)->why, "OfacFailed"));
	matrix_close(&m);
	scenarios_release(&one);
}

static void a_step_that_fails_fails_the_rows_on_it(void **state)
{
	const char *const faults[] = { "500:createFundingCard", NULL };
	struct matrix_stage m;

	(void)state;
	matrix_open(&m, faults);
	matrix_run(&m, "getPaymentMethodV2");
	assert_non_null(strstr(matrix_row(&m, "getPaymentMethodV2.200")->why,
			       "The scene could not be set: card:"));
	assert_int_equal(matrix_row(&m, "getPaymentMethodV2.404.ERROR_USER_NOT_FOUND")->state,
			 ROW_PASSED);
	matrix_close(&m);
}

static void a_run_is_kept_and_compared_with(void **state)
{
	const char *const faults[] = { "500:listContacts:count=1", NULL };
	struct matrix_stage m;
	struct runner_conf conf;

	(void)state;
	matrix_open(&m, faults);
	assert_int_equal(matrix_row(&m, "listContacts.200")->before, ROW_NEW);
	matrix_run(&m, "listContacts");
	assert_int_equal(matrix_row(&m, "listContacts.200")->state, ROW_FAILED);
	matrix_run(&m, "listContacts.200");
	assert_int_equal(matrix_row(&m, "listContacts.200")->state, ROW_PASSED);
	assert_int_equal(matrix_row(&m, "listContacts.200")->before, ROW_FAILED);
	conf = matrix_conf(&m);
	matrix_renew(&m, &conf);		/* as the next program would */
	assert_int_equal(matrix_row(&m, "listContacts.200")->before, ROW_PASSED);
	assert_int_equal(matrix_row(&m, "listContacts.403")->before, ROW_PASSED);
	assert_int_equal(matrix_row(&m, "getProfile.200")->before, ROW_NEW);
	matrix_close(&m);
}

static void a_run_can_be_ended(void **state)
{
	const char *const faults[] = { "delay:getProfile:ms=60000", NULL };
	struct matrix_stage m;

	(void)state;
	matrix_open(&m, faults);
	assert_true(runner_start(m.runner, NULL, 0));
	assert_false(runner_start(m.runner, NULL, 0));
	while (matrix_row(&m, "getProfile.200")->state != ROW_RUNNING)
		loop_turn(m.loop, -1);
	runner_cancel(m.runner);
	assert_int_equal(m.ended, 1);
	assert_false(runner_busy(m.runner));
	assert_int_equal(http_running(m.http), 0);
	assert_int_equal(matrix_row(&m, "getUserTokenV2.200")->state, ROW_PASSED);
	assert_int_equal(matrix_row(&m, "getProfile.200")->state, ROW_NEW);
	assert_int_equal(matrix_row(&m, "listContacts.200")->state, ROW_NEW);
	matrix_close(&m);
}

static void it_ends_with_the_first_failure_or_tries_again(void **state)
{
	const char *const faults[] = { "500:listContacts:count=2", NULL };
	struct matrix_stage m;
	struct runner_conf conf;

	(void)state;
	matrix_open(&m, faults);
	conf = matrix_conf(&m);
	conf.fail_fast = true;
	matrix_renew(&m, &conf);
	matrix_run(&m, "listContacts");
	assert_int_equal(m.failed, 1);
	assert_int_equal(m.passed, 0);
	assert_int_equal(matrix_row(&m, "listContacts.403")->state, ROW_NEW);
	conf.retry_ms = 20000;
	matrix_renew(&m, &conf);
	matrix_run(&m, "listContacts");
	assert_int_equal(m.failed, 0);
	matrix_close(&m);
}

/* What runs at a service that is no sandbox, with a key that only asks. */
static void a_real_service_gets_what_may_be_done_there(void **state)
{
	static const struct {
		enum environment environment;
		bool yes, read_only;
		const char *row, *why;		/* why: "" when it may run */
	} cases[] = {
		{ ENV_TEST, false, false, "listContacts.401", "" },
		{ ENV_TEST, false, false, "listContacts.200", "--yes" },
		{ ENV_TEST, true, false, "listContacts.200", "" },
		{ ENV_TEST, true, false, "createContact.200.OK", "" },
		{ ENV_TEST, true, true, "createContact.200.OK", "only reading" },
		{ ENV_TEST, true, false, "createContact.500.ERROR_INTERNAL_SERVER_ERROR",
		  "Only the sandbox" },
		{ ENV_TEST, true, false, "operationQuoteLite.200", "does not reach" },
		{ ENV_TEST, true, false, "operationQuoteLite.401.3", "" },
		{ ENV_TEST, true, false, "createContact.401.3", "not too narrow" },
		{ ENV_TEST, true, false, "createFundingCard.200", "card vault" },
		{ ENV_TEST, true, false, "requestMoneyV2.400.ERROR_CONTACT_NOT_FOUND",
		  "card vault" },
		{ ENV_LIVE, true, false, "requestMoneyV2.401", "live" },
		{ ENV_LIVE, true, false, "getOperation.200", "live" },
		{ ENV_LIVE, true, false, "createContact.200.OK", "" },
		{ ENV_SANDBOX, false, false, "requestMoneyV2.200", "" },
		{ ENV_SANDBOX, false, true, "requestMoneyV2.200", "only reading" },
	};
	struct matrix_stage m;
	char *vault, why[256];

	(void)state;
	matrix_open(&m, NULL);
	vault = m.config.vgs_url;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct runner_conf conf = matrix_conf(&m);
		bool sandbox = cases[i].environment == ENV_SANDBOX, may;

		m.config.environment = cases[i].environment;
		m.config.read_only = cases[i].read_only;
		m.config.scopes = sandbox ? NULL : (char *)(uintptr_t)"partner";
		m.config.vgs_url = sandbox ? vault : NULL;
		conf.yes = cases[i].yes;
		matrix_renew(&m, &conf);
		may = runner_may(m.runner, (int)(matrix_row(&m, cases[i].row) -
						 runner_row(m.runner, 0)), why);
		if (may != !*cases[i].why || !strstr(why, cases[i].why))
			fail_msg("%s: %d %s", cases[i].row, may, why);
	}
	m.config.vgs_url = vault;
	matrix_close(&m);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_rows_pass),
		cmocka_unit_test(each_class_of_error_is_noticed),
		cmocka_unit_test(a_broken_operation_fails_nobody_else),
		cmocka_unit_test(what_a_row_says_is_looked_for),
		cmocka_unit_test(a_step_that_fails_fails_the_rows_on_it),
		cmocka_unit_test(a_run_is_kept_and_compared_with),
		cmocka_unit_test(a_run_can_be_ended),
		cmocka_unit_test(it_ends_with_the_first_failure_or_tries_again),
		cmocka_unit_test(a_real_service_gets_what_may_be_done_there),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
