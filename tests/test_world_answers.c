/* Each documented refusal of each operation, provoked. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "tests/world_stage.h"

static const struct refusal_case cases[] = {
	{ "getUserTokenV2", "none", "{\"email\":\"eva@example.com\"}", 400,
	  "ERROR_INVALID_TENANT" },
	{ "getUserTokenV2", "none", "{}", 400, "ERROR_INVALID_TENANT" },
	{ "getUserTokenV2", ALL, "{}", 400, "ERROR_INVALID_SCHEMA" },
	{ "getUserTokenV2", ALL, "{\"email\":\"no-es-un-email\"}", 400,
	  "ERROR_INVALID_EMAIL_FORMAT" },
	{ "getUserTokenV2", ALL, "{\"email\":\"eva@example.com\\u0000\"}", 400,
	  "ERROR_INVALID_EMAIL_FORMAT" },
	{ "getUserTokenV2", ALL, "{\"phoneNumber\":\"525512045518\"}", 400,
	  "INVALID_PHONE_NUMBER" },
	{ "getUserTokenV2", ALL, "{\"phoneNumber\":\"+525512045518\",\"countryCode\":\"US\"}", 400,
	  "ERROR_COUNTRY_NOT_SUPPORTED" },
	{ "getUserTokenV2", ALL, "{\"phoneNumber\":\"+5215521206703\"}", 404,
	  "ERROR_USER_NOT_FOUND" },
	{ "getUserTokenV2", ALL, "{\"email\":\"crash@example.com\"}", 500,
	  "ERROR_INTERNAL_SERVER_ERROR" },
	{ "getUserTokenV2", "partner_send", "{}", 401, "" },
	{ "registerUserV2", "none", PERSON(NEW, "new@example.com"), 400, "ERROR_INVALID_TENANT" },
	{ "registerUserV2", ALL, PERSON_OF("+19165550118", "US", "Mora", BORN, "n@example.com", ""),
	  400, "ERROR_INVALID_COUNTRY_CODE" },
	{ "registerUserV2", ALL, PERSON_OF(NEW, "MX", "", BORN, "n@example.com", ""), 400,
	  "ERROR_INVALID_SCHEMA" },
	{ "registerUserV2", ALL, PERSON_OF(NEW, "MX", "Mora", "1987-02-30", "n@example.com", ""),
	  400,
	  "ERROR_INVALID_DATE_OF_BIRTH" },
	{ "registerUserV2", ALL, PERSON("+525512045518", "other@example.com"), 400,
	  "ERROR_USER_ALREADY_ENROLLED" },
	{ "registerUserV2", ALL, PERSON("+5215512045518", "other@example.com"), 400,
	  "ERROR_USER_ALREADY_ENROLLED" },
	{ "registerUserV2", ALL, PERSON(NEW, "EVA@example.com"), 400,
	  "ERROR_USER_ALREADY_ENROLLED" },
	{ "registerUserV2", ALL, PERSON("525520000011", "n@example.com"), 400,
	  "INVALID_PHONE_NUMBER" },
	{ "registerUserV2", ALL, PERSON("+19165550118", "n@example.com"), 400,
	  "ERROR_COUNTRY_NOT_SUPPORTED" },
	{ "registerUserV2", ALL, PERSON(NEW, "crash@example.com"), 500,
	  "ERROR_INTERNAL_SERVER_ERROR" },
	{ "registerUserV2", "partner_send", "{}", 401, "" },
	{ "getProfile", ALL, "{\"phoneOrEmail\":\"+525520000011\"}", 404, "ERROR_USER_NOT_FOUND" },
	{ "getProfile", ALL, "{\"phoneOrEmail\":\"nosubscriber@example.com\"}", 404,
	  "ERROR_SUBSCRIBER_NOT_FOUND" },
	{ "getProfile", ALL, "{\"phoneOrEmail\":\"not-an-alias\"}", 422, "ValidateError" },
	{ "getProfile", ALL, "{\"phoneOrEmail\":\"nocip@example.com\"}", 500,
	  "ERROR_CIP_NOT_FOUND" },
	{ "getProfile", ALL, "{\"phoneOrEmail\":\"crash@example.com\"}", 500,
	  "ERROR_INTERNAL_SERVER_ERROR" },
	{ "getProfile", "partner_send", "{}", 401, "" },
	{ "getSessionLinkV2", "none", "{}", 400, "ERROR_INVALID_TENANT" },
	{ "getSessionLinkV2", ALL, PERSON(NEW, "nolink@example.com"), 204, "" },
	{ "getSessionLinkV2", ALL, PERSON_OF(NEW, "MX", "", BORN, "n@example.com", ""), 400,
	  "ERROR_INVALID_SCHEMA" },
	{ "getSessionLinkV2", ALL, PERSON_OF(NEW, "MX", "Mora", "1987-02-30", "n@example.com", ""),
	  400, "ERROR_INVALID_DATE_OF_BIRTH" },
	{ "getSessionLinkV2", ALL, PERSON_OF("+19165550118", "US", "Mora", BORN, "n@example.com",
	  ""),
	  400, "ERROR_INVALID_COUNTRY_CODE" },
	{ "getSessionLinkV2", ALL, PERSON("525520000011", "n@example.com"), 400,
	  "INVALID_PHONE_NUMBER" },
	{ "getSessionLinkV2", ALL, PERSON_OF(NEW, "MX", "Mora", BORN, "n@example.com",
	  ",\"paymentMethodType\":\"UBN\",\"ubnParams\":{\"number\":\"002320275621938816\"}"), 400,
	  "UBN_VALIDATION_ERROR" },
	{ "getSessionLinkV2", ALL, PERSON_OF(NEW, "MX", "Mora", BORN, "n@example.com",
	  ",\"paymentMethodType\":\"Card\","
	  "\"addCardParams\":{\"name\":\"V\",\"cardtype\":\"DebitCard\","
	  "\"number\":\"" TOKEN("1111") "\",\"nameOnCard\":\"EVA\",\"expirationDate\":\"0120\","
	  "\"cardNetwork\":\"Visa\"}"), 400, "CARD_VERIFICATION_ERROR" },
	{ "getSessionLinkV2", ALL, PERSON(NEW, "crash@example.com"), 500,
	  "ERROR_INTERNAL_SERVER_ERROR" },
	{ "listContacts", "Default", USER, 403, "" },
	{ "listContacts", ALL, NOBODY, 404, "ERROR_USER_NOT_FOUND" },
	{ "listContacts", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "createContact", ALL, CONTACT("$eva", "", "+19165550118", "US"), 400,
	  "ERROR_NAME_NOT_PROVIDED" },
	{ "createContact", ALL, CONTACT("$eva", "H@go 99", "+19165550118", "US"), 400,
	  "ERROR_INVALID_NAME" },
	{ "createContact", ALL, CONTACT("$eva", "Hugo", "", "US"), 400, "INVALID_PHONE_NUMBER" },
	{ "createContact", ALL, CONTACT("$eva", "Hugo", "19165550118", "US"), 400,
	  "INVALID_PHONE_NUMBER" },
	{ "createContact", ALL, CONTACT("$eva", "Hugo", "+19165550118", "MX"), 400,
	  "ERROR_COUNTRY_NOT_SUPPORTED" },
	{ "createContact", ALL, CONTACT("$eva", "Hugo", "+19165550118", ""), 400,
	  "ERROR_COUNTRY_NOT_PROVIDED" },
	{ "createContact", ALL, HUGO, 400, "ERROR_DUPLICATED_PHONE" },
	{ "createContact", "Default", HUGO, 401, "" },
	{ "createContact", ALL, CONTACT("nobody", "Hugo", "+19165550118", "US"), 404,
	  "ERROR_USER_NOT_FOUND" },
	{ "createContact", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "updateContact", ALL, "{\"userToken\":\"$eva\"}", 400, "INVALID_PHONE_NUMBER" },
	{ "updateContact", ALL, CONTACT("$eva", "Hugo", "+19165550149", "MX"), 400,
	  "ERROR_COUNTRY_NOT_SUPPORTED" },
	{ "updateContact", ALL, CONTACT("$eva", "H@go 99", "+19165550149", "US"), 400,
	  "ERROR_INVALID_NAME" },
	{ "updateContact", ALL, CONTACT("$eva", " ", "+19165550149", "US"), 400,
	  "ERROR_NAME_NOT_PROVIDED" },
	{ "updateContact", "Default", HUGO, 401, "" },
	{ "updateContact", ALL, CONTACT("nobody", "Hugo", "+19165550149", "US"), 404,
	  "ERROR_USER_NOT_FOUND" },
	{ "updateContact", ALL, CONTACT("$eva", "Hugo", "+19165550118", "US"), 500,
	  "ERROR_INTERNAL_SERVER_ERROR" },
	{ "getAvailablePaymentMethods", ALL, NOBODY, 404, "ERROR_USER_NOT_FOUND" },
	{ "getAvailablePaymentMethods", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "getReceivingMethods", "none", USER, 400, "ERROR_INVALID_TENANT" },
	{ "getReceivingMethods", "partner_send", USER, 401, "" },
	{ "getReceivingMethods", ALL, NOBODY, 500, "ERROR_USER_NOT_FOUND" },
	{ "getReceivingMethods", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "createFundingCard", ALL, CARD_OF("nobody", TOKEN("1111"), "1239", "EVA"), 400,
	  "USER_NOT_FOUND" },
	{ "createFundingCard", ALL, CARD_OF("$eva", TOKEN("1111"), "0120", "EVA"), 400,
	  "CARD_VERIFICATION_ERROR" },
	{ "createFundingCard", ALL, CARD_OF("$eva", TOKEN("1111"), "1328", "EVA"), 400,
	  "CARD_VERIFICATION_ERROR" },
	{ "createFundingCard", ALL, CARD_OF("$eva", "4111", "1239", "EVA"), 400,
	  "CARD_VERIFICATION_ERROR" },
	{ "createFundingCard", ALL, CARD_OF("$eva", TOKEN("0002"), "1239", "EVA"), 400,
	  "TRANSACTION_FAILED" },
	{ "createFundingCard", ALL, CARD_OF("$eva", TOKEN("1111"), "1239", ""), 400,
	  "ERROR_INVALID_SCHEMA" },
	{ "createFundingCard", "Default", CARD, 401, "" },
	{ "createFundingCard", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "addUBNAccount", ALL, UBN("$eva", "002320275621938816"), 400, "UBN_VALIDATION_ERROR" },
	{ "addUBNAccount", ALL, UBN("$young", "002180000000000012"), 400, "UBN_ALREADY_ADDED" },
	{ "addUBNAccount", ALL, UBN("nobody", "002320275621938815"), 403, "USER_NOT_FOUND" },
	{ "addUBNAccount", "none", UBN("$eva", "002320275621938815"), 403, "INVALID_TENANT" },
	{ "addUBNAccount", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "getPaymentMethodV2", ALL, USER, 400, "ERROR_INVALID_SCHEMA" },
	{ "getPaymentMethodV2", ALL, "{\"userToken\":\"nobody\",\"id\":\"$card\"}", 404,
	  "ERROR_USER_NOT_FOUND" },
	{ "getPaymentMethodV2", ALL, "{\"userToken\":\"$nosub\",\"id\":\"" FRESH "\"}", 404,
	  "ERROR_SUBSCRIBER_NOT_FOUND" },
	{ "getPaymentMethodV2", ALL, "{\"userToken\":\"$eva\",\"id\":\"" FRESH "\"}", 404,
	  "ERROR_PAYMENT_METHOD_NOT_FOUND" },
	{ "getPaymentMethodV2", ALL, "{\"userToken\":\"$young\",\"id\":\"$card\"}", 404,
	  "ERROR_PAYMENT_METHOD_NOT_FOUND" },
	{ "getPaymentMethodV2", "admin", USER, 401, "" },
	{ "getPaymentMethodV2", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "requestMoneyV2", ALL, ASK_OF("$eva", "+19165550118", WITH_ID, "500", "MXN", TO_CARD),
	  400,
	  "ERROR_CONTACT_NOT_FOUND" },
	{ "requestMoneyV2", ALL, ASK_OF("$eva", "+19165550149", WITH_ID, "500", "MXN",
	  ",\"destinationPaymentMethodId\":\"" FRESH "\""), 400, "ERROR_PAYMENT_METHOD_NOT_FOUND" },
	{ "requestMoneyV2", ALL, ASK_OF("$eva", "+19165550149", WITH_ID, "500", "MXN", ""), 400,
	  "ERROR_PAYMENT_METHOD_NOT_FOUND" },
	{ "requestMoneyV2", ALL, ASK_OF("$eva", "+19165550149", WITH_ID, "0", "MXN", TO_CARD), 400,
	  "ERROR_INVALID_AMOUNT_ERROR" },
	{ "requestMoneyV2", ALL, ASK_OF("$eva", "+19165550149", WITH_ID, "-1", "MXN", TO_CARD), 400,
	  "ERROR_INVALID_AMOUNT_ERROR" },
	{ "requestMoneyV2", ALL, ASK_OF("$eva", "+19165550149", WITH_ID, "500", "XXQ", TO_CARD),
	  400,
	  "ERROR_INVALID_CURRENCY_CODE" },
	{ "requestMoneyV2", ALL, ASK_OF("$eva", "+19165550149", WITH_ID, "500", "USD", TO_CARD),
	  400,
	  "ERROR_INVALID_CURRENCY_CODE" },
	{ "requestMoneyV2", ALL, ASK_OF("$eva", "19165550149", WITH_ID, "500", "MXN", TO_CARD), 400,
	  "INVALID_PHONE_NUMBER" },
	{ "requestMoneyV2", ALL, ASK_OF("$eva", "+19165550149", "", "500", "MXN", TO_CARD), 400,
	  "ERROR_CORRELATION_ID_REQUIRED" },
	{ "requestMoneyV2", ALL, ASK(ID1, "500"), 400, "ERROR_CORRELATION_ID_ALREADY_USED" },
	{ "requestMoneyV2", ALL, ASK_OF("$eva", "+33612345678", WITH_ID, "500", "MXN", TO_CARD),
	  400,
	  "ERROR_COUNTRY_NOT_SUPPORTED" },
	{ "requestMoneyV2", ALL, ASK_OF("$eva", "+19165550149", WITH_ID, "500", "MXN",
	  ",\"destinationPaymentMethod\":{\"type\":\"UBN\",\"number\":\"1234567\","
	  "\"country\":\"FR\"}"),
	  400, "ERROR_DESTINATION_COUNTRY_NOT_SUPPORTED" },
	{ "requestMoneyV2", ALL, ASK_OF("$young", "+19165550149", WITH_ID, "500", "MXN", TO_CARD),
	  400,
	  "ERROR_CIP_NOT_COMPLETED" },
	{ "requestMoneyV2", "partner_send", USER, 401, "" },
	{ "requestMoneyV2", ALL, ASK_OF("nobody", "+19165550149", WITH_ID, "500", "MXN", TO_CARD),
	  404,
	  "ERROR_USER_NOT_FOUND" },
	{ "requestMoneyV2", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "operationQuoteV2", ALL, QUOTE("$eva", "0"), 400,
	  "ERROR_INVALID_QUOTATION_REQUEST_DATA" },
	{ "operationQuoteV2", "partner", USER, 401, "" },
	{ "operationQuoteV2", ALL, QUOTE("nobody", "100"), 500, "INTERNAL_SERVER_ERROR" },
	{ "operationQuoteV2", ALL, CRASH, 500, "INTERNAL_SERVER_ERROR" },
	{ "getOperationQuote", ALL, QUOTATION("$eva", "0"), 400,
	  "ERROR_INVALID_QUOTATION_REQUEST_DATA" },
	{ "getOperationQuote", ALL, QUOTATION("nobody", "100"), 404, "ERROR_USER_NOT_FOUND" },
	{ "getOperationQuote", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "preQuote", ALL, PRE_QUOTE("$eva", "0"), 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "preQuote", ALL, PRE_QUOTE("nobody", "10"), 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "operationQuoteLite", "partner", "{}", 401, "" },
	{ "operationQuoteLite", ALL, LITE("true", "0", "USD", "UBN", "MX"), 500,
	  "ERROR_INTERNAL_SERVER_ERROR" },
	{ "getOperation", ALL, "{\"id\":\"" FRESH "\"}", 500, "ERROR_OPERATION_NOT_FOUND" },
	{ "getOperations", ALL, NOBODY, 400, "ERROR_INVALID_TENANT" },
	{ "getOperations", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "getOperationStatus", ALL, "{\"userToken\":\"$eva\",\"operationId\":\"" FRESH "\"}", 400,
	  "ERROR_OPERATION_NOT_FOUND" },
	{ "getOperationStatus", ALL, "{\"userToken\":\"$young\",\"operationId\":\"" ID1 "\"}", 400,
	  "ERROR_OPERATION_NOT_FOUND" },
	{ "getOperationStatus", ALL, "{\"userToken\":\"nobody\",\"operationId\":\"" ID1 "\"}", 404,
	  "ERROR_USER_NOT_FOUND" },
	{ "getOperationStatus", "Default", USER, 401, "" },
	{ "getOperationStatus", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "getFrequentContacts", ALL, "{\"userToken\":\"$eva\",\"limit\":\"abc\"}", 400,
	  "ERROR_INVALID_SCHEMA" },
	{ "getFrequentContacts", ALL, "{\"userToken\":\"$eva\",\"limit\":0}", 400,
	  "ERROR_INVALID_SCHEMA" },
	{ "getFrequentContacts", ALL, "{\"userToken\":\"$eva\",\"limit\":-1}", 400,
	  "ERROR_INVALID_SCHEMA" },
	{ "getFrequentContacts", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ .op = NULL }
};

static void refusals_are_as_documented(void **state)
{
	(void)state;
	refused_as_documented(cases);
}

/* Success has its own tests; the vault refuses only what is no JSON, which is
 * seen on the wire. */
static void every_documented_refusal_has_a_case(void **state)
{
	static const struct op *const ops[] = {
#define THIS_OP(id) &op_##id,
		OPS_ASK(THIS_OP) NULL
	};

	(void)state;
	every_refusal_has_a_case(ops, cases);
}

static void no_key_is_401_everywhere(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	for (const struct op *const *op = op_list; *op; op++) {
		struct answer answer;

		if (!(*op)->scopes)
			continue;
		answer = call(&s, (*op)->name, NULL, "{}");
		assert_int_equal(answer.status, 401);
		assert_string_equal(at(answer.body, "reason"), "Missing or invalid API key");
		json_decref(answer.body);
	}
	close_stage(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusals_are_as_documented),
		cmocka_unit_test(every_documented_refusal_has_a_case),
		cmocka_unit_test(no_key_is_401_everywhere),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
