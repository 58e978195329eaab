/* More about methods: what can be charged, removing, checking. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "tests/world_stage.h"

#define DELETE(user, id) "{\"userToken\":\"" user "\",\"paymentMethodId\":\"" id "\"}"
#define MICRO(user, id) "{\"userToken\":\"" user "\",\"id\":\"" id "\"}"
#define ADDRESS(zip) \
	"\"Address\":{\"address1\":\"C 1\",\"address2\":\"B\",\"address3\":\"Centro\"," \
	"\"streetNumber\":\"1\",\"city\":\"Puebla\",\"zipCode\":\"" zip "\"," \
	"\"countryCode\":\"MX\",\"state\":\"MX-PUE\",\"latitude\":\"19.04\"," \
	"\"longitude\":\"-98.2\",\"placeDetail\":\"{}\"}"
#define BILL(user, id, zip) \
	"{\"userToken\":\"" user "\",\"PaymentMethodId\":\"" id "\"," ADDRESS(zip) "}"
#define VALIDITY(token, month, year, name) \
	"{\"accountNumber\":\"" token "\",\"holderName\":\"" name "\",\"expirationMonth\":" month \
	",\"expirationYear\":" year ",\"country\":\"MX\",\"state\":\"MX-PUE\"}"

static const struct refusal_case cases[] = {
	{ "listFundingSourcesForSend", ALL, NOBODY, 500, "ERROR_USER_NOT_FOUND" },
	{ "listFundingSourcesForSend", ALL, "{\"userToken\":\"$eva\",\"sourceCountry\":\"XX\"}",
	  500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "listFundingSourcesForSend", "partner", USER, 401, "" },
	{ "listFundingSourcesForSend", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "getDestinationSOFForContactUsers", ALL, USER, 400, "INVALID_PHONE_NUMBER" },
	{ "getDestinationSOFForContactUsers", ALL,
	  "{\"userToken\":\"$eva\",\"destinationPhone\":\"19165550149\"}", 400,
	  "INVALID_PHONE_NUMBER" },
	{ "getDestinationSOFForContactUsers", ALL,
	  "{\"userToken\":\"$eva\",\"destinationPhone\":\"+19165550118\"}", 400,
	  "ERROR_CONTACT_NOT_FOUND" },
	{ "getDestinationSOFForContactUsers", ALL,
	  "{\"userToken\":\"nobody\",\"destinationPhone\":\"+19165550118\"}", 500,
	  "ERROR_USER_NOT_FOUND" },
	{ "getDestinationSOFForContactUsers", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "deletePaymentMethod", ALL, DELETE("$eva", FRESH), 404,
	  "ERROR_PAYMENT_METHOD_NOT_FOUND" },
	{ "deletePaymentMethod", ALL, USER, 404, "ERROR_PAYMENT_METHOD_NOT_FOUND" },
	{ "deletePaymentMethod", ALL, DELETE("$young", "$card"), 404,
	  "ERROR_PAYMENT_METHOD_NOT_FOUND" },
	{ "deletePaymentMethod", ALL, DELETE("nobody", "$card"), 404, "ERROR_USER_NOT_FOUND" },
	{ "deletePaymentMethod", "partner_dual", DELETE("$eva", "$card"), 401, "" },
	{ "deletePaymentMethod", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "deletePaymentMethod", ALL, DELETE("$eva", "$gone"), 204, "" },
	{ "generateMicroTrx", ALL, MICRO("$eva", "$tested"), 204, "" },
	{ "generateMicroTrx", ALL, MICRO("$eva", FRESH), 400, "ERROR_PAYMENT_METHOD_NOT_FOUND" },
	{ "generateMicroTrx", ALL, MICRO("$eva", "$account"), 400, "CARD_VERIFICATION_ERROR" },
	{ "generateMicroTrx", ALL, USER, 400, "ERROR_INVALID_SCHEMA" },
	{ "generateMicroTrx", ALL, MICRO("nobody", FRESH), 400, "USER_NOT_FOUND" },
	{ "generateMicroTrx", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "updateAndValidateBillingAddress", ALL, BILL("$eva", "$card", "00000"), 400,
	  "ADDRESS_VERIFICATION" },
	{ "updateAndValidateBillingAddress", ALL, BILL("$eva", FRESH, "72000"), 400,
	  "ERROR_PAYMENT_METHOD_NOT_FOUND" },
	{ "updateAndValidateBillingAddress", ALL,
	  "{\"userToken\":\"$eva\",\"PaymentMethodId\":\"$card\",\"Address\":{\"city\":\"P\"}}",
	  400, "ERROR_INVALID_SCHEMA" },
	{ "updateAndValidateBillingAddress", ALL, BILL("nobody", "$card", "72000"), 400,
	  "USER_NOT_FOUND" },
	{ "updateAndValidateBillingAddress", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "checkCardValidityPush", ALL, VALIDITY("4111", "12", "2031", "EVA"), 400,
	  "CARD_VERIFICATION_ERROR" },
	{ "checkCardValidityPush", ALL, VALIDITY(TOKEN("1111"), "13", "2031", "EVA"), 400,
	  "CARD_VERIFICATION_ERROR" },
	{ "checkCardValidityPush", ALL, VALIDITY(TOKEN("1111"), "12", "2020", "EVA"), 400,
	  "CARD_VERIFICATION_ERROR" },
	{ "checkCardValidityPush", ALL, VALIDITY(TOKEN("1111"), "12", "2031", ""), 400,
	  "ERROR_INVALID_SCHEMA" },
	{ "checkCardValidityPull", ALL, VALIDITY(TOKEN("1111"), "12", "2020", "EVA"), 400,
	  "CARD_VERIFICATION_ERROR" },
	{ "checkCardValidityPull", ALL, VALIDITY(TOKEN("1111"), "12", "2031", ""), 400,
	  "ERROR_INVALID_SCHEMA" },
	{ .op = NULL }
};

/* An account, one that was removed, and a card that is being tested. */
static void prepare(struct stage *s)
{
	json_t *body = good(s, "addUBNAccount", UBN("$eva", "002320275621938815"));

	call_it(s, "account", body, "id");
	json_decref(body);
	body = good(s, "addUBNAccount", UBN("$eva", "012180001234567899"));
	call_it(s, "gone", body, "id");
	json_decref(body);
	do_well(s, "deletePaymentMethod", DELETE("$eva", "$gone"));
	body = good(s, "createFundingCard", CARD_OF("$eva", TOKEN("4444"), "1239", "EVA"));
	call_it(s, "tested", body, "id");
	json_decref(body);
	do_well(s, "generateMicroTrx", MICRO("$eva", "$tested"));
}

static void each_refusal_is_as_documented(void **state)
{
	static const struct op *const ops[] = {
		&op_listFundingSourcesForSend, &op_getDestinationSOFForContactUsers,
		&op_deletePaymentMethod, &op_generateMicroTrx, &op_getUserAccount,
		&op_updateAndValidateBillingAddress, &op_checkCardValidityPush,
		&op_checkCardValidityPull, NULL
	};

	(void)state;
	refused_after(prepare, cases);
	every_refusal_has_a_case(ops, cases);
}

static void a_failed_look_at_an_account_is_told_in_one_text(void **state)
{
	struct stage s;
	struct answer answer;
	json_t *body;

	(void)state;
	open_stage(&s);
	answer = call(&s, "getUserAccount", ALL, "{\"raasUserId\":\"nobody\"}");
	assert_int_equal(answer.status, 500);
	assert_string_equal(json_string_value(answer.body), "An unhandled error has occurred");
	json_decref(answer.body);
	body = good(&s, "getUserAccount", "{\"raasUserId\":\"$eva\"}");
	assert_string_equal(at(body, "UserId"), at(s.names, "eva"));
	assert_string_equal(at(body, "Status"), "Completed");
	json_decref(body);
	body = good(&s, "getUserAccount", "{\"raasUserId\":\"$young\"}");
	assert_string_equal(at(body, "Status"), "InProgress");
	json_decref(body);
	close_stage(&s);
}

static size_t count(struct stage *s, const char *op, const char *args)
{
	json_t *list = good(s, op, args);
	size_t n = json_array_size(list);

	json_decref(list);
	return n;
}

static void one_pays_by_card_and_receives_on_all(void **state)
{
	struct stage s;
	json_t *list;

	(void)state;
	open_stage(&s);
	prepare(&s);
	list = good(&s, "listFundingSourcesForSend", USER);
	assert_int_equal(json_array_size(list), 2);
	assert_string_equal(at(json_array_get(list, 0), "cardType"), "Debit");
	assert_string_equal(at(json_array_get(list, 0), "accountNumber"), "");
	json_decref(list);
	assert_int_equal(count(&s, "listFundingSourcesForSend",
			       "{\"userToken\":\"$eva\",\"sourceCountry\":\"US\"}"), 0);
	assert_int_equal(count(&s, "listFundingSourcesForSend",
			       "{\"userToken\":\"$eva\",\"destinationCountry\":\"FR\"}"), 0);
	do_well(&s, "createContact", CONTACT("$eva", "Noa", "+528181206934", "MX"));
	list = good(&s, "getDestinationSOFForContactUsers",
		    "{\"userToken\":\"$eva\",\"destinationPhone\":\"+528181206934\"}");
	assert_int_equal(json_array_size(list), 1);
	assert_string_equal(at(json_array_get(list, 0), "accountNumber"), "002180000000000012");
	assert_string_equal(at(json_array_get(list, 0), "bankEntityNumber"), "002");
	json_decref(list);
	assert_int_equal(count(&s, "getDestinationSOFForContactUsers",
			       "{\"userToken\":\"$eva\",\"destinationPhone\":\"+19165550149\"}"),
			 0);
	close_stage(&s);
}

static void a_removed_method_stays_with_the_asks_that_have_it(void **state)
{
	struct stage s;
	json_t *body;

	(void)state;
	open_stage(&s);
	do_well(&s, "deletePaymentMethod", DELETE("$eva", "$card"));
	assert_int_equal(count(&s, "getReceivingMethods", USER), 0);
	body = good(&s, "getOperation", "{\"id\":\"" ID1 "\"}");
	assert_string_equal(at(json_object_get(body, "destinationPaymentMethod"), "id"),
			    at(s.names, "card"));
	json_decref(body);
	close_stage(&s);
}

static void card_is(struct stage *s, const char *id, const char *status)
{
	char *args = xasprintf("{\"userToken\":\"$eva\",\"id\":\"$%s\"}", id);
	json_t *body = good(s, "getPaymentMethodV2", args);

	assert_string_equal(at(body, "status"), status);
	json_decref(body);
	free(args);
}

static void a_small_charge_is_confirmed(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	prepare(&s);
	card_is(&s, "tested", "Validating");
	do_well(&s, "notifyValidateCard", DELETE("$young", "$tested"));
	card_is(&s, "tested", "Validating");
	do_well(&s, "notifyValidateCard", DELETE("$eva", "$tested"));
	card_is(&s, "tested", "ValidatedPush");
	do_well(&s, "notifyValidateCard", DELETE("nobody", FRESH));
	close_stage(&s);
}

static void an_address_goes_into_the_method(void **state)
{
	struct stage s;
	json_t *body;

	(void)state;
	open_stage(&s);
	body = good(&s, "updateAndValidateBillingAddress", BILL("$eva", "$card", "72000"));
	assert_string_equal(at(body, "id"), at(s.names, "card"));
	assert_string_equal(at(body, "zipCode"), "72000");
	assert_string_equal(at(body, "country"), "MX");
	assert_true(number(body, "latitude") == 19.04);
	json_decref(body);
	close_stage(&s);
}

static void the_bank_tells_good_cards_from_bad_ones(void **state)
{
	static const char *const ops[] = { "checkCardValidityPush", "checkCardValidityPull" };
	struct stage s;

	(void)state;
	open_stage(&s);
	for (size_t i = 0; i < ARRAY_LEN(ops); i++) {
		json_t *body = good(&s, ops[i], VALIDITY(TOKEN("1111"), "12", "2031", "EVA"));

		assert_string_equal(at(body, "CardStatus"), "ValidCard");
		assert_string_equal(at(body, "RegisterMethodErrorMessage"), "NONE");
		json_decref(body);
		body = good(&s, ops[i], VALIDITY(TOKEN("0002"), "12", "2031", "EVA"));
		assert_string_equal(at(body, "CardStatus"), "InvalidCard");
		assert_string_equal(at(body, "Status"), "Failed");
		assert_string_equal(at(body, "RegisterMethodErrorMessage"), "TRANSACTION_FAILED");
		json_decref(body);
	}
	close_stage(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_refusal_is_as_documented),
		cmocka_unit_test(a_failed_look_at_an_account_is_told_in_one_text),
		cmocka_unit_test(one_pays_by_card_and_receives_on_all),
		cmocka_unit_test(a_removed_method_stays_with_the_asks_that_have_it),
		cmocka_unit_test(a_small_charge_is_confirmed),
		cmocka_unit_test(an_address_goes_into_the_method),
		cmocka_unit_test(the_bank_tells_good_cards_from_bad_ones),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
