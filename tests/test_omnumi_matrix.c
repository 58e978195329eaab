/* The wallet service's 44 endpoints as reference omnumi 2 lists them: method, path,
 * what was seen earlier, and how versions 3.1.0 and 4.0.0 have each. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "api/openapi.h"

static const struct {
	const char *method, *path, *earlier, *marks;
} matrix[] = {
	{ "GET", "/auth/challenge", "", "=M" },
	{ "POST", "/auth/preauth-token", "", "=M" },
	{ "POST", "/tenant/customer/api/otp/request", "partner 2.6.0", "N=" },
	{ "POST", "/tenant/customer/api/otp/verify", "partner 2.6.0", "N=" },
	{ "GET", "/tenant/agreement/get-agreement", "public 2.8.0, partner 1.0.0", "N=" },
	{ "GET", "/tenant/agreement/terms-and-privacy-agreements",
	  "public 2.8.0, partner 1.0.0", "N=" },
	{ "POST", "/tenant/agreement/preview-agreement", "", "N=" },
	{ "PUT", "/tenant/agreement/preview-agreement/{agreementId}", "", "N=" },
	{ "POST", "/tenant/agreement/preview-UL-agreement", "", "N=" },
	{ "PUT", "/tenant/agreement/ul-preview-agreement/{agreementId}", "", "N=" },
	{ "GET", "/consent/consent-message/{tenantId}", "public 2.9.0, partner 2.0.0", "=M" },
	{ "GET", "/consent/consent-status", "partner 2.0.0", "=M" },
	{ "POST", "/tenant/business-user", "", "DR" },
	{ "GET", "/tenant/business-user/{businessUserId}", "", "DR" },
	{ "POST", "/tenant/customer/get-auth-url", "", "DR" },
	{ "POST", "/tenant/customer/validate-user", "", "DR" },
	{ "POST", "/tenant/customer/link-bank", "", "-N" },
	{ "GET", "/tenant/customer/link-bank/{customerAccountId}", "", "-N" },
	{ "POST", "/transaction/plaid-link-token", "", "DR" },
	{ "POST", "/transaction/exchange-plaid-token", "", "DR" },
	{ "POST", "/ach/in", "", "-N" },
	{ "POST", "/ach/out", "", "-N" },
	{ "POST", "/tenant/customer/add-wallet", "", "=M" },
	{ "GET", "/transactions/{identifier}/balance", "", "=M" },
	{ "GET", "/transactions/identifier/{identifier}/type/{type}/history", "", "=M" },
	{ "GET", "/transactions/v2/identifier/{identifier}/type/{type}/history",
	  "public 3.0.0, partner 3.0.0", "NM" },
	{ "POST", "/onchain/correlation", "", "N=" },
	{ "GET", "/cards/eligible-cards", "", "MM" },
	{ "POST", "/cards/request-card", "", "M=" },
	{ "GET", "/cards/details", "partner 2.8.0", "MM" },
	{ "PATCH", "/cards/block-unblock", "", "M=" },
	{ "POST", "/cards/report/lost", "", "M=" },
	{ "POST", "/cards/report/stolen", "", "M=" },
	{ "GET", "/tenant/badge", "partner 2.5.0", "DR" },
	{ "GET", "/tenant/badge/{badgeId}", "", "DR" },
	{ "GET", "/tenant/badge/assign/fetch-all/{identificationBadgeId}", "", "DR" },
	{ "GET", "/tenant/customer/pii-customer-details/{customerAccountId}", "", "-N" },
	{ "GET", "/federate-id/file-upload-status", "public 3.0.1", "D=" },
	{ "POST", "/federate-id/file-upload", "", "D=" },
	{ "GET", "/offchainTransaction/transfer-method", "partner 2.5.0", "D=" },
	{ "POST", "/offchainTransaction/transfer-method", "", "D=" },
	{ "POST", "/transaction/confirmation-requests", "", "=D" },
	{ "POST", "/transaction/deposit-requests", "", "=D" },
	{ "PUT", "/transaction/redeem/fiat-transfer/{transactionHash}", "", "=D" },
};

/* The last seven of the list are only named. */
#define NAMED_FROM 37

static const struct op *op_of(const char *method, const char *path)
{
	for (const struct op *const *op = op_list; *op; op++)
		if ((*op)->service == SVC_OMNUMI && str_eq((*op)->method, method) &&
		    str_eq((*op)->path, path))
			return *op;
	return NULL;
}

static void each_row_is_an_operation_with_its_marks(void **state)
{
	(void)state;
	assert_int_equal(ARRAY_LEN(matrix), 44);
	for (size_t i = 0; i < ARRAY_LEN(matrix); i++) {
		const struct op *op = op_of(matrix[i].method, matrix[i].path);

		if (!op)
			fail_msg("missing: %s %s", matrix[i].method, matrix[i].path);
		assert_string_equal(op->marks, matrix[i].marks);
		assert_string_equal(op->earlier ? op->earlier : "", matrix[i].earlier);
		assert_int_equal(op->named_only, i >= NAMED_FROM);
	}
}

static void nothing_else_is_listed(void **state)
{
	(void)state;
	for (const struct op *const *op = op_list; *op; op++) {
		bool found = false;

		if ((*op)->service != SVC_OMNUMI) {
			assert_null((*op)->marks);
			continue;
		}
		for (size_t i = 0; i < ARRAY_LEN(matrix); i++)
			found |= str_eq(matrix[i].method, (*op)->method) &&
				 str_eq(matrix[i].path, (*op)->path);
		if (!found)
			fail_msg("%s is in no row", (*op)->name);
	}
}

/* What the two changelogs announce: 10 new, 6 modified, 13 deprecated; 14, 10, 3. */
static void the_changelogs_counts_hold(void **state)
{
	static const struct {
		int version;
		const char *marks;
		int n;
	} counts[] = {
		{ 0, "N", 10 }, { 0, "M", 6 }, { 0, "D", 13 }, { 0, "-", 5 },
		{ 1, "NR", 14 }, { 1, "M", 10 }, { 1, "D", 3 }, { 1, "-", 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
		int n = 0;

		for (size_t k = 0; k < ARRAY_LEN(matrix); k++)
			n += strchr(counts[i].marks, matrix[k].marks[counts[i].version]) != NULL;
		assert_int_equal(n, counts[i].n);
	}
}

static void versions_offer_and_retire(void **state)
{
	const struct op *challenge = op_find("getChallenge"), *raas = op_find("getProfile");
	const struct op *upload = op_find("getFileUploadStatus");
	const struct op *deposit = op_find("createDepositRequest");
	struct err err;

	(void)state;
	assert_true(op_offered(challenge, "3.1.0", &err) && op_offered(challenge, "4.0.0", &err));
	assert_false(op_deprecated(challenge, "4.0.0"));
	assert_true(op_deprecated(upload, "3.1.0") && op_deprecated(upload, "4.0.0"));
	assert_false(op_deprecated(deposit, "3.1.0"));
	assert_true(op_deprecated(deposit, "4.0.0"));
	assert_true(op_offered(raas, "4.0.0", &err) && op_offered(raas, "", &err));
	assert_false(op_offered(challenge, "5.0.0", &err));
	assert_true(*err.text && *err.next);
}

static void the_list_in_json_says_so(void **state)
{
	json_t *deposit = op_describe(op_find("createDepositRequest"));
	json_t *versions = json_object_get(deposit, "versions");

	(void)state;
	assert_string_equal(json_string_value(json_object_get(deposit, "service")), "omnumi");
	assert_string_equal(json_string_value(json_object_get(versions, "3.1.0")), "=");
	assert_string_equal(json_string_value(json_object_get(versions, "4.0.0")), "D");
	assert_true(json_is_true(json_object_get(deposit, "namedOnly")));
	assert_int_equal(json_array_size(json_object_get(deposit, "deprecated")), 1);
	json_decref(deposit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_is_an_operation_with_its_marks),
		cmocka_unit_test(nothing_else_is_listed),
		cmocka_unit_test(the_changelogs_counts_hold),
		cmocka_unit_test(versions_offer_and_retire),
		cmocka_unit_test(the_list_in_json_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
