#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/codes.h"
#include "api/lang.h"

#define op_each(o) for (const struct op *const *o = op_list; *o; o++)

static int set_up(void **state)
{
	(void)state;
	lang_init();
	return 0;
}

static struct err explained(const struct op *op, int status, const char *code, const char *reason)
{
	struct err err = { 0 };

	codes_explain(op, status, code, reason, &err);
	assert_int_equal(err.status, status);
	assert_true(*err.text && *err.next);
	return err;
}

/* Every documented refusal gets a sentence and a next step, and blames only
 * an input that the operation has. */
static void every_documented_answer_is_explained(void **state)
{
	(void)state;
	op_each(op)
		for (const struct answer_doc *a = (*op)->answers; a->status; a++) {
			struct err err;

			if (a->status < 400 || (*op)->marks)	/* those: test_refusal.c */
				continue;
			err = explained(*op, a->status, a->code, "Vendor's words");
			assert_string_equal(err.code, a->code ? a->code : "");
			if (strstr(err.text, "Vendor"))
				fail_msg("%s %d %s has no sentence of its own", (*op)->name,
					 a->status, a->code);
			if (*err.field && !field_find((*op)->in, err.field))
				fail_msg("%s %s blames %s", (*op)->name, a->code, err.field);
		}
}

/* raas 11.1 to 11.3. */
static void every_known_code_has_words(void **state)
{
	static const char *const codes[] = {
		"ERROR_INVALID_TENANT", "INVALID_TENANT", "ERROR_INVALID_SCHEMA",
		"ERROR_INVALID_EMAIL_FORMAT", "INVALID_PHONE_NUMBER", "ERROR_COUNTRY_NOT_SUPPORTED",
		"ERROR_INVALID_COUNTRY_CODE", "ERROR_INVALID_DATE_OF_BIRTH",
		"ERROR_USER_ALREADY_ENROLLED", "ERROR_NAME_NOT_PROVIDED", "ERROR_INVALID_NAME",
		"ERROR_COUNTRY_NOT_PROVIDED", "ERROR_DUPLICATED_PHONE", "USER_NOT_FOUND",
		"UBN_VALIDATION_ERROR", "UBN_ALREADY_ADDED", "PAYMENTMETHOD_ALREADY_EXISTS",
		"ERROR_INVALID_QUOTATION_REQUEST_DATA", "ERROR_USER_NOT_FOUND",
		"ERROR_SUBSCRIBER_NOT_FOUND", "ERROR_PAYMENT_METHOD_NOT_FOUND",
		"ERROR_CIP_NOT_FOUND", "ERROR_OPERATION_NOT_FOUND", "ERROR_INVALID_JWE_PAYLOAD",
		"WEBHOOK_DELIVERY_FAILED", "ERROR_TENANT_NOT_FOUND", "ERROR_CIP_NOT_COMPLETED",
		"ERROR_MUST_PERFORM_LEVEL_ONE_FIRST", "CARD_VERIFICATION_ERROR",
		"ERROR_CARD_VERIFICATION", "ERROR_ERROR_ADD_SOURCE_UBN_ERROR",
		"ERROR_CONTACT_NOT_FOUND", "ERROR_PHONE_NUMBER_NOT_SUPPORTED",
		"ERROR_INVALID_OPERATION", "ERROR_OPERATION_ALREADY_COMPLETED",
		"ERROR_REQUEST_MONEY_FULL", "ERROR_INVALID_PARTNER_TOKEN",
		"ERROR_INVALID_AMOUNT_ERROR", "ERROR_INVALID_CURRENCY_CODE",
		"ERROR_CORRELATION_ID_REQUIRED", "ERROR_CORRELATION_ID_ALREADY_USED",
		"ERROR_DESTINATION_COUNTRY_NOT_SUPPORTED", "INVALID_NAME",
		"ERROR_UBN_NUMBER_REQUIRED", "ERROR_ID_SCAN_DATE_EXPIRED", "ERROR_OFAC_NOT_VALID",
		"ERROR_FACE_MATCH_NOT_VALID", "ERROR_PHOTO_SCAN_ID_REQUIRED",
		"ERROR_OCR_PROFILE_MATCH_NOT_VALID", "INVALID_USER_ID", "COUNTRY_NOT_SUPPORTED",
		"NAME_VALIDATION_FAILED", "OCTTYPE_NOT_ENABLED", "ADDRESS_VERIFICATION",
		"TRANSACTION_FAILED", "MISSING_CONFIGURATION", "MISSING_PARAMETERS",
		"EXCEEDS_RULE_LIMIT_WEEK", "EXCEEDS_RULE_LIMIT_MONTH", "BAD_REQUEST",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
		struct err err = explained(&op_getProfile, 400, codes[i], "Vendor's words");

		assert_int_equal(err.kind, ERR_REFUSED);
		if (strstr(err.text, "Vendor"))
			fail_msg("%s has no words", codes[i]);
	}
}

static void the_same_code_means_what_the_operation_means(void **state)
{
	struct err err = explained(&op_getUserTokenV2, 404, "ERROR_USER_NOT_FOUND", NULL);

	(void)state;
	assert_non_null(strstr(err.text, "registered"));
	err = explained(&op_requestMoneyV2, 404, "ERROR_USER_NOT_FOUND", NULL);
	assert_null(strstr(err.text, "registered"));
	err = explained(&op_createContact, 400, "INVALID_PHONE_NUMBER", NULL);
	assert_string_equal(err.field, "phone");
	err = explained(&op_requestMoneyV2, 400, "INVALID_PHONE_NUMBER", NULL);
	assert_string_equal(err.field, "requestTo");
	err = explained(&op_getSessionLinkV2, 400, "UBN_VALIDATION_ERROR", NULL);
	assert_string_equal(err.field, "ubnParams.number");
	err = explained(&op_requestMoneyFull, 400, "ERROR_INVALID_AMOUNT_ERROR", NULL);
	assert_string_equal(err.field, "request.recipientAmount");
	err = explained(&op_requestMoneyFull, 400, "ERROR_UBN_NUMBER_REQUIRED", NULL);
	assert_string_equal(err.field, "request.destinationPaymentMethod.number");
	err = explained(&op_requestMoneyFull, 400, "INVALID_PHONE_NUMBER", NULL);
	assert_string_equal(err.field, "");		/* two of them could be meant */
}

static void the_key_is_told_from_the_customer(void **state)
{
	struct err err = explained(&op_listContacts, 401, NULL, "Missing or invalid API key");

	(void)state;
	assert_int_equal(err.kind, ERR_AUTH);
	assert_null(strstr(err.next, "partner"));
	err = explained(&op_operationQuoteV2, 401, NULL,
			"Partner does not have the required scope");
	assert_int_equal(err.kind, ERR_AUTH);
	assert_non_null(strstr(err.next, "partner_send,partner_full"));
	err = explained(&op_listContacts, 403, NULL, NULL);
	assert_int_equal(err.kind, ERR_AUTH);
	assert_non_null(strstr(err.next, "partner,partner_send"));
	err = explained(&op_addUBNAccount, 403, "USER_NOT_FOUND", NULL);
	assert_int_equal(err.kind, ERR_REFUSED);
}

static void what_nobody_knows_is_told_in_the_services_words(void **state)
{
	struct err err = explained(&op_getProfile, 400, "ERROR_BRAND_NEW",
				   "Mer\x1b[31mcury\n retro");

	(void)state;
	assert_string_equal(err.code, "ERROR_BRAND_NEW");
	assert_non_null(strstr(err.text, "cury"));
	assert_null(strchr(err.text, '\x1b'));
	assert_null(strchr(err.text, '\n'));
	err = explained(&op_getProfile, 400, NULL, NULL);
	assert_string_equal(err.code, "");
	err = explained(&op_getProfile, 400, "A\x1b" "B", NULL);
	assert_null(strchr(err.code, '\x1b'));
}

static void a_failure_says_what_not_to_repeat(void **state)
{
	struct err read = explained(&op_getProfile, 500, "ERROR_INTERNAL_SERVER_ERROR", "x");
	struct err change = explained(&op_registerUserV2, 500, "ERROR_INTERNAL_SERVER_ERROR", "x");
	struct err money = explained(&op_requestMoneyV2, 500, NULL, NULL);

	(void)state;
	assert_string_not_equal(read.next, change.next);
	assert_string_not_equal(change.next, money.next);
	assert_non_null(strstr(money.next, "Do not send it again"));
	assert_non_null(strstr(explained(&op_getProfile, 429, NULL, NULL).next, "Wait"));
}

static void states_have_a_word_and_an_end(void **state)
{
	static const char *const open[] = {
		"Sent", "Accepted", "Funding", "Funded", "InTransit", "ReadyForPickup", "OnHold",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(open); i++) {
		assert_int_equal(codes_operation_stage(open[i]), STAGE_OPEN);
		assert_string_not_equal(codes_operation_word(open[i]), open[i]);
	}
	assert_int_equal(codes_operation_stage("Completed"), STAGE_GOOD);
	assert_int_equal(codes_operation_stage("Failed"), STAGE_BAD);
	assert_int_equal(codes_operation_stage("Cancelled"), STAGE_BAD);
	assert_int_equal(codes_operation_stage("Rejected"), STAGE_BAD);
	assert_int_equal(codes_operation_stage("Teleported"), STAGE_OPEN);
	assert_int_equal(codes_operation_stage(NULL), STAGE_OPEN);
	assert_string_equal(codes_operation_word("Teleported"), "Teleported");
	assert_string_equal(codes_operation_word(NULL), "");

	assert_int_equal(codes_user_stage("Completed"), STAGE_GOOD);
	assert_int_equal(codes_user_stage("UpgradeSoftFailed"), STAGE_OPEN);
	assert_int_equal(codes_user_stage("UpgradeFailed"), STAGE_BAD);
	assert_int_equal(codes_user_stage("OnProcess"), STAGE_OPEN);
	assert_string_equal(codes_method_word("DebitCard"), "Debit card");
	assert_string_equal(codes_method_status_word("ValidatedPush"), "ready to receive");
	assert_string_equal(codes_method_status_word("Odd"), "Odd");
}

static void each_detail_says_what_to_do(void **state)
{
	static const char *const details[] = {
		"InvalidAddress", "InvalidEMail", "UnreadableDoc", "ProvideAdditionalInfo",
		"InvalidPersonalData", "OtpPrivacyMissing", "OtpContractMissing", "Compliance",
		"ComplianceBlocked", "OfacFailed",
	};
	struct words unknown = codes_status_detail("NeverHeardOf");

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(details); i++) {
		struct words words = codes_status_detail(details[i]);

		assert_string_not_equal(words.what, unknown.what);
		assert_true(*words.what && *words.next);
	}
	assert_true(*unknown.what && *unknown.next);
	assert_string_equal(codes_status_detail("None").next, "");
	assert_string_equal(codes_status_detail(NULL).what, codes_status_detail("None").what);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_documented_answer_is_explained),
		cmocka_unit_test(every_known_code_has_words),
		cmocka_unit_test(the_same_code_means_what_the_operation_means),
		cmocka_unit_test(the_key_is_told_from_the_customer),
		cmocka_unit_test(what_nobody_knows_is_told_in_the_services_words),
		cmocka_unit_test(a_failure_says_what_not_to_repeat),
		cmocka_unit_test(states_have_a_word_and_an_end),
		cmocka_unit_test(each_detail_says_what_to_do),
	};

	return cmocka_run_group_tests_name("codes", tests, set_up, NULL);
}
