/* The catalogue beside a list of its own of what the service documents: the
 * operations of raas.md section 4 with their scopes, and the answers of sections 5
 * and 6.  What is missing in the catalogue fails here, and what the list does not
 * know as well, so that neither can drift from the other. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "api/scenario.h"

/* answers: STATUS[:CODE], parted by blanks; one without a code is any of it. */
struct documented {
	const char *op, *method, *path, *scopes, *answers;
};

static const struct documented documented[] = {
	{ "getUserTokenV2", "POST", "/auth/get-user-token-v2",
	  "partner",
	  "200 400:ERROR_INVALID_TENANT 400:ERROR_INVALID_SCHEMA "
	  "400:ERROR_INVALID_EMAIL_FORMAT 400:INVALID_PHONE_NUMBER "
	  "400:ERROR_COUNTRY_NOT_SUPPORTED 401 404:ERROR_USER_NOT_FOUND "
	  "500:ERROR_INTERNAL_SERVER_ERROR" },
	{ "registerUserV2", "POST", "/auth/register-user-v2",
	  "partner",
	  "200 400:ERROR_INVALID_TENANT 400:ERROR_INVALID_COUNTRY_CODE "
	  "400:ERROR_INVALID_SCHEMA 400:ERROR_INVALID_DATE_OF_BIRTH "
	  "400:ERROR_USER_ALREADY_ENROLLED 400:INVALID_PHONE_NUMBER "
	  "400:ERROR_COUNTRY_NOT_SUPPORTED 401 "
	  "500:ERROR_INTERNAL_SERVER_ERROR" },
	{ "getProfile", "GET", "/user/profile/{phoneOrEmail}",
	  "partner,partner_full",
	  "200 401 404:ERROR_USER_NOT_FOUND 404:ERROR_SUBSCRIBER_NOT_FOUND "
	  "422:ValidateError 500:ERROR_CIP_NOT_FOUND "
	  "500:ERROR_INTERNAL_SERVER_ERROR" },
	{ "getSessionLinkV2", "POST", "/auth/sessionlink-v2",
	  "partner,partner_send,partner_full",
	  "200 204 400 401 500:ERROR_INTERNAL_SERVER_ERROR" },
	{ "listContacts", "GET", "/user/contacts/{userToken}",
	  "partner,partner_send",
	  "200 401 403 404:ERROR_USER_NOT_FOUND "
	  "500:ERROR_INTERNAL_SERVER_ERROR" },
	{ "createContact", "POST", "/user/contacts/{userToken}",
	  "partner,partner_send",
	  "200:OK 400:ERROR_NAME_NOT_PROVIDED 400:ERROR_INVALID_NAME "
	  "400:INVALID_PHONE_NUMBER 400:ERROR_COUNTRY_NOT_SUPPORTED "
	  "400:ERROR_COUNTRY_NOT_PROVIDED 400:ERROR_DUPLICATED_PHONE 401 "
	  "404:ERROR_USER_NOT_FOUND 500:ERROR_INTERNAL_SERVER_ERROR" },
	{ "updateContact", "PUT", "/user/contacts/{userToken}",
	  "partner,partner_send",
	  "200:OK 400 401 404:ERROR_USER_NOT_FOUND "
	  "500:ERROR_INTERNAL_SERVER_ERROR" },
	{ "getAvailablePaymentMethods", "GET",
	  "/user/corridors/available-receiver-methodtypes/{userToken}",
	  "partner,partner_send,partner_full",
	  "200 401 404:ERROR_USER_NOT_FOUND 500" },
	{ "getReceivingMethods", "GET", "/user/funding/source/get-receiving-methods/{userToken}",
	  "partner",
	  "200 400:ERROR_INVALID_TENANT 401 500:ERROR_INTERNAL_SERVER_ERROR" },
	{ "createFundingCard", "POST", "/user/funding/source/card/add/{userToken}",
	  "partner,partner_send",
	  "200 400:USER_NOT_FOUND 400 401 500:ERROR_INTERNAL_SERVER_ERROR" },
	{ "addUBNAccount", "POST", "/user/funding/source/ubn-account/add/{userToken}",
	  "partner,partner_send,partner_full",
	  "200 400:UBN_VALIDATION_ERROR 400:UBN_ALREADY_ADDED 401 "
	  "403:USER_NOT_FOUND 403:INVALID_TENANT "
	  "500:ERROR_INTERNAL_SERVER_ERROR" },
	{ "getPaymentMethodV2", "GET", "/user/funding/source/get-payment-method-v2/{userToken}",
	  "Default,partner,partner_send",
	  "200 400 401 404:ERROR_USER_NOT_FOUND "
	  "404:ERROR_SUBSCRIBER_NOT_FOUND 404:ERROR_PAYMENT_METHOD_NOT_FOUND "
	  "500:ERROR_INTERNAL_SERVER_ERROR" },
	{ "requestMoneyV2", "POST", "/user/operations/request-money-v2/{userToken}",
	  "partner,partner_full",
	  "200 400:ERROR_PAYMENT_METHOD_NOT_FOUND 400:ERROR_CONTACT_NOT_FOUND "
	  "400:ERROR_INVALID_AMOUNT_ERROR 400:ERROR_INVALID_CURRENCY_CODE "
	  "400:ERROR_COUNTRY_NOT_SUPPORTED "
	  "400:ERROR_DESTINATION_COUNTRY_NOT_SUPPORTED "
	  "400:INVALID_PHONE_NUMBER 400:ERROR_CORRELATION_ID_REQUIRED "
	  "400:ERROR_CORRELATION_ID_ALREADY_USED 400:ERROR_CIP_NOT_COMPLETED "
	  "401 404:ERROR_USER_NOT_FOUND 500:ERROR_INTERNAL_SERVER_ERROR" },
	{ "operationQuoteV2", "POST", "/user/operations/operation-quote-v2/{userToken}",
	  "partner_send,partner_full",
	  "200 400:ERROR_INVALID_QUOTATION_REQUEST_DATA 401 "
	  "500:INTERNAL_SERVER_ERROR" },
	{ "getOperationQuote", "POST", "/user/operations/quotation/{userToken}",
	  "partner_send,partner_full",
	  "200 400 401 404:ERROR_USER_NOT_FOUND 500" },
	{ "preQuote", "POST", "/user/operations/pre-quote/{userToken}",
	  "partner_send,partner_full",
	  "200 401 500:ERROR_INTERNAL_SERVER_ERROR" },
	{ "getOperation", "GET", "/user/operations/detail/{id}",
	  "partner,partner_send,partner_full",
	  "200 401 500:ERROR_OPERATION_NOT_FOUND "
	  "500:ERROR_INTERNAL_SERVER_ERROR" },
	{ "getOperations", "GET", "/user/operations/{userToken}",
	  "partner,partner_send,partner_full",
	  "200 400 401 500:ERROR_INTERNAL_SERVER_ERROR" },
	{ "getOperationStatus", "GET", "/user/operations/status/{userToken}/{operationId}",
	  "partner,partner_send",
	  "200 400 401 404:ERROR_USER_NOT_FOUND 500" },
	{ "getFrequentContacts", "GET", "/user/operations/frequent/{userToken}/{limit}",
	  "partner,partner_send,partner_full",
	  "200 400 401 500:ERROR_INTERNAL_SERVER_ERROR" },
	{ "requestMoneyFull", "POST", "/user/operations/request-money-full",
	  "partner,partner_full",
	  "200 400:ERROR_TENANT_NOT_FOUND 400:ERROR_INVALID_COUNTRY_CODE "
	  "400:INVALID_PHONE_NUMBER 400:INVALID_NAME "
	  "400:ERROR_INVALID_DATE_OF_BIRTH 400:ERROR_CORRELATION_ID_REQUIRED "
	  "400:ERROR_CORRELATION_ID_ALREADY_USED "
	  "400:ERROR_INVALID_AMOUNT_ERROR 400:ERROR_INVALID_CURRENCY_CODE "
	  "400:ERROR_DESTINATION_COUNTRY_NOT_SUPPORTED "
	  "400:ERROR_UBN_NUMBER_REQUIRED 401:ERROR_INVALID_PARTNER_TOKEN 500" },
	{ "getSessionLinkV4", "GET", "/auth/sessionlink-v4/{userToken}",
	  "partner,partner_send,partner_full",
	  "200 204 400 401 500" },
	{ "registerSender", "POST", "/auth/register-sender",
	  "partner_send",
	  "200 400 401 500" },
	{ "registerReceiver", "POST", "/auth/register-receiver/{userToken}",
	  "partner_send",
	  "200 400 401 500" },
	{ "registerTrustedUser", "POST", "/auth/register-trusted-user",
	  "partner_full",
	  "200 204 400 401 500" },
	{ "requestOtp", "POST", "/auth/request-otp",
	  "partner_full",
	  "200 400 401 404 429 500" },
	{ "validateOtp", "POST", "/auth/validate-otp",
	  "partner_full",
	  "200 204 400 401 403 404 500" },
	{ "isPhoneAvailable", "POST", "/auth/is-phone-available",
	  "partner_full",
	  "200 400 401 500" },
	{ "createPin", "POST", "/user/pin",
	  "partner,partner_full",
	  "201 400 401 403 404" },
	{ "validatePINCode", "POST", "/user/validate-pincode",
	  "partner,partner_full",
	  "200 400 401 403 404 500" },
	{ "getContactUserDetail", "GET", "/user/contacts/user/{userToken}/{phoneOrEmail}",
	  "partner,partner_send",
	  "200 400 401 500" },
	{ "updateProfile", "PUT", "/user/profile/{phoneOrEmail}",
	  "partner,partner_full",
	  "200 401 404 422" },
	{ "getCIPInfo", "GET", "/cip/process/{phoneNumber}",
	  "partner_send,partner_full",
	  "200 400 401 500" },
	{ "getIdentityStatus", "GET", "/cip/process/v2/{userToken}",
	  "partner_full",
	  "200 400 401 500" },
	{ "canOperate", "POST", "/cip/can-operate/{userToken}",
	  "partner_full",
	  "200 400 401 500" },
	{ "performLevelOneV2", "POST", "/cip/level/one/v2/{userToken}",
	  "partner_full",
	  "200 400 401 500" },
	{ "setLevelTwo", "POST", "/cip/set-level/two/{phoneNumber}",
	  "partner_full",
	  "200 400 401 500" },
	{ "startLevelTwo", "POST", "/cip/level/two/{userToken}",
	  "partner_full",
	  "200 400 401 500" },
	{ "setTrustedLevelTwo", "POST", "/cip/level/two/{phoneNumber}/trusted",
	  "partner_full",
	  "200 400 401 500" },
	{ "setTrustedLevelTwoV2", "POST", "/cip/level/two/trusted/v2/{userToken}",
	  "partner_full",
	  "200 400 401 500" },
	{ "setAlternateCIP", "POST", "/cip/alternate/{phoneNumber}",
	  "partner_full",
	  "200 400 401 500" },
	{ "performResubmitUpgradeLevel", "POST", "/cip/level/resubmit-upgrade",
	  "partner_full",
	  "200 400 401 500" },
	{ "uploadIdentityDocuments", "POST", "/cip/documents/{phoneNumber}",
	  "partner_full",
	  "200 400 401 500" },
	{ "uploadProofOfLife", "POST", "/cip/proof-of-life/{phoneNumber}",
	  "partner_full",
	  "200 400 401 500" },
	{ "getDocsTypesByUser", "GET", "/cip/docs-types-by-user/{userToken}",
	  "partner_full",
	  "200 400 401 500" },
	{ "uploadFiles", "POST", "/cip/uploadFiles/{userToken}",
	  "partner_full",
	  "200 400 401 500" },
	{ "getPolToken", "GET", "/cip/poltoken/{userToken}",
	  "partner_full",
	  "200 400 401 500" },
	{ "validatePolToken", "POST", "/cip/validatePoltoken/{userToken}",
	  "partner_full",
	  "200 400 401 500" },
	{ "getLolaCIPLink", "GET", "/cip/lola/link/{userToken}",
	  "partner_full",
	  "200 400 401 500" },
	{ "getCorridors", "GET", "/user/corridors",
	  "partner_send,partner_full",
	  "200 401 500" },
	{ "getAvailableOperationType", "GET", "/user/corridors/available-operations/{userToken}",
	  "partner,partner_send,partner_full",
	  "200 401 500" },
	{ "getAvailableOperationsNoUser", "GET",
	  "/user/corridors/available-operations-data-free",
	  "partner,partner_send,partner_full",
	  "200 401 500" },
	{ "getAvailablePayoutMethods", "GET",
	  "/user/corridors/available-payout-methods/{userToken}",
	  "partner,partner_send,partner_full",
	  "200 401 404 500" },
	{ "getExchangeRates", "GET", "/user/exchange-rates/exchange-rates",
	  "partner_send",
	  "200 401 500" },
	{ "listFundingSourcesForSend", "GET", "/user/funding/source/send-money/{userToken}",
	  "partner_send",
	  "200 401 500" },
	{ "getDestinationSOFForContactUsers", "GET", "/user/funding/contact/source/{userToken}",
	  "partner_send,partner_full",
	  "200 400 401 500" },
	{ "deletePaymentMethod", "POST", "/user/funding/source/delete/{userToken}",
	  "partner_full",
	  "200 204 401 404 500" },
	{ "generateMicroTrx", "POST", "/user/funding/source/card/generate-micro-trx/{userToken}",
	  "partner_full",
	  "200 204 400 401 500" },
	{ "getUserAccount", "GET", "/user/funding/source/account/{raasUserId}",
	  "partner_full",
	  "200 401 500" },
	{ "updateAndValidateBillingAddress", "POST",
	  "/user/funding/source/card/update-billing-address/{userToken}",
	  "partner_full",
	  "200 400 401 500" },
	{ "checkCardValidityPush", "POST", "/user/funding/card/check-validity-push",
	  "partner_full",
	  "200 400 401 500" },
	{ "checkCardValidityPull", "POST", "/user/funding/card/check-validity-pull",
	  "partner_full",
	  "200 400 401 500" },
	{ "getCashOperators", "POST", "/user/funding/cash/operators/{userToken}",
	  "partner_send",
	  "200 401 404 500" },
	{ "setReferenceCode", "POST", "/user/funding/cash/reference-code/{userToken}",
	  "partner_send",
	  "200 401 404 500" },
	{ "getReferenceCodeById", "GET",
	  "/user/funding/cash/reference-code/{userToken}/{referenceCodeId}",
	  "partner_send",
	  "200 401 404 500" },
	{ "notifyCashOperation", "GET",
	  "/user/operations/notify-cash-operation/{userToken}/{operationId}",
	  "partner_send,partner_full",
	  "204 401" },
	{ "sendFunds", "POST", "/user/operations/send-funds/{userToken}",
	  "partner_send,partner_full",
	  "200 400 401 404 500" },
	{ "sendFundsV2", "POST", "/user/operations/send-funds-v2/{userToken}",
	  "partner_send,partner_full",
	  "200 400 401 404 500" },
	{ "receive", "POST", "/user/operations/receive-money/{userToken}",
	  "partner_full",
	  "200 204 400 401 500" },
	{ "operationQuote", "POST", "/user/operations/operation-quote/{userToken}",
	  "partner_send,partner_full",
	  "200 401 500" },
	{ "operationQuoteLite", "POST", "/user/operations/operation-quote-lite",
	  "partner_send,partner_full",
	  "200 401 500" },
	{ "getInAndOutOperations", "GET", "/user/operations/in-out/{userToken}",
	  "partner_send,partner_full",
	  "200 400 401 500" },
	{ "getCompletedOperationsBetweenUsers", "GET", "/user/operations/completed/{userToken}",
	  "partner_send,partner_full",
	  "200 400 401 500" },
	{ "replacePaymentMethod", "POST", "/user/operations/replace-payment-method/{userId}",
	  "partner_full",
	  "200 204 400 401 500" },
	{ "setPaymentMethod", "POST", "/user/operations/set-payment-method/{userId}",
	  "partner_full",
	  "200 204 400 401 500" },
	{ "acceptoOrRejectFunds", "POST", "/user/operations/accept-reject-funds/{userToken}",
	  "partner_full",
	  "204 400 401" },
	{ "cancelOperaton", "POST", "/user/operations/cancel-operation/{userToken}",
	  "partner_full",
	  "200 400 401" },
	{ "createSupportTicket", "POST", "/user/operations/create-support-ticket/{id}",
	  "partner_full",
	  "200 400 401" },
	{ "draftRequest", "POST", "/user/operations/draft-money-request",
	  "partner_full",
	  "200 400 401 500" },
	{ "validateDeepLinkOperation", "GET", "/user/operations/validate-link-operation/{id}",
	  "partner_full",
	  "200 401 500" },
	{ "notifyValidateCard", "GET",
	  "/user/operations/notify-validate-card/{userToken}/{paymentMethodId}",
	  "partner_full",
	  "204 401" },
	{ "getLandingPortStatusEvent", "GET", "/user/landing-port/status/{operationId}",
	  "partner_full",
	  "200 400 401 500" },
};

static const struct documented *documented_op(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(documented); i++)
		if (str_eq(documented[i].op, name))
			return &documented[i];
	return NULL;
}

static void every_operation_is_there(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(documented); i++) {
		const struct documented *d = &documented[i];
		const struct op *op = op_find(d->op);

		if (!op)
			fail_msg("%s is missing", d->op);
		assert_string_equal(op->method, d->method);
		assert_string_equal(op->path, d->path);
	}
	for (const struct op *const *op = op_list; *op; op++)
		if ((*op)->service == SVC_RAAS && !documented_op((*op)->name))
			fail_msg("%s is not documented", (*op)->name);
}

static void check_scopes(const char *op, const char *list, const char *other)
{
	for (const char *at = list; *at; at += strspn(at, ",")) {
		char *scope = xstrndup(at, strcspn(at, ","));

		if (!word_in(other, scope))
			fail_msg("%s: scope %s", op, scope);
		free(scope);
		at += strcspn(at, ",");
	}
}

static void scopes_are_the_documented_ones(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(documented); i++) {
		const struct op *op = op_find(documented[i].op);

		if (!op)
			continue;
		check_scopes(op->name, documented[i].scopes, op->scopes);
		check_scopes(op->name, op->scopes, documented[i].scopes);
	}
}

/* The scenarios of this operation, status and code (NULL: any). */
static int count_scenarios(const struct scenarios *all, const char *op, int status,
			   const char *code)
{
	int n = 0;

	for (int i = 0; i < all->n; i++)
		n += str_eq(all->list[i].op->name, op) && all->list[i].status == status &&
		     (!code || str_eq(all->list[i].code, code));
	return n;
}

static void check_answers(const struct scenarios *all, const struct documented *d)
{
	for (const char *at = d->answers; *at; at += strspn(at, " ")) {
		char *word = xstrndup(at, strcspn(at, " "));
		char *code = strchr(word, ':');

		if (code)
			code++;
		if (!count_scenarios(all, d->op, (int)strtol(word, NULL, 10), code))
			fail_msg("%s has no scenario of %s", d->op, word);
		at += strlen(word);
		free(word);
	}
}

static void every_documented_answer_is_a_scenario(void **state)
{
	struct scenarios all;

	(void)state;
	scenarios_make(&all);
	for (size_t i = 0; i < ARRAY_LEN(documented); i++)
		if (op_find(documented[i].op))
			check_answers(&all, &documented[i]);
	scenarios_release(&all);
}

static int count_rows(const struct scenarios *all, const struct op *op, const char *how)
{
	int n = 0;

	for (int i = 0; i < all->n; i++)
		n += all->list[i].op == op && str_eq(all->list[i].how, how) &&
		     all->list[i].status == (str_eq(how, "@key=narrow") && op->scope_status ?
					     op->scope_status : 401);
	return n;
}

static void every_operation_is_tried_with_bad_keys(void **state)
{
	static const char *const hows[] = { "@key=none", "@key=wrong", "@key=narrow" };
	struct scenarios all;

	(void)state;
	scenarios_make(&all);
	for (const struct op *const *op = op_list; *op; op++)
		for (size_t i = 0; (*op)->scopes && i < ARRAY_LEN(hows); i++)
			if (!count_rows(&all, *op, hows[i]))
				fail_msg("%s has no row %s", (*op)->name, hows[i]);
	scenarios_release(&all);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_operation_is_there),
		cmocka_unit_test(scopes_are_the_documented_ones),
		cmocka_unit_test(every_documented_answer_is_a_scenario),
		cmocka_unit_test(every_operation_is_tried_with_bad_keys),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
