/* Customers, links, payers, methods, prices and the seeded people of the world. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "api/geo.h"
#include "tests/world_stage.h"

static void email_wins_over_phone(void **state)
{
	struct stage s;
	json_t *body;

	(void)state;
	open_stage(&s);
	body = good(&s, "getUserTokenV2", "{\"email\":\"Eva@Example.com\",\"phoneNumber\":\"x\"}");
	assert_string_equal(at(body, "userId"), at(s.names, "eva"));
	json_decref(body);
	body = good(&s, "getUserTokenV2", "{\"phoneNumber\":\"+5215512045518\"}");
	assert_string_equal(at(body, "userId"), at(s.names, "eva"));
	json_decref(body);
	close_stage(&s);
}

static void look_up(struct stage *s, const char *email, const char *status, const char *detail)
{
	char *text = xasprintf("{\"email\":\"%s\"}", email);
	json_t *body = good(s, "getUserTokenV2", text);

	assert_string_equal(at(body, "status"), status);
	assert_string_equal(at(body, "statusDetail"), detail);
	json_decref(body);
	free(text);
}

static void registration_completes_after_look_ups(void **state)
{
	const struct world_conf conf = { .seed = 1, .registration_polls = 2, .host = "http://h" };
	struct stage s = { .world = world_new(&conf), .names = json_object() };
	json_t *body = good(&s, "registerUserV2", PERSON(NEW, "a@example.com"));

	(void)state;
	assert_string_equal(at(body, "status"), "OnProcess");
	assert_int_equal(strlen(at(body, "userId")), 28);
	json_decref(body);
	look_up(&s, "a@example.com", "UpgradeInProgress", "None");
	look_up(&s, "a@example.com", "UpgradeInProgress", "None");
	look_up(&s, "a@example.com", "Completed", "None");
	do_well(&s, "registerUserV2", PERSON("+525520000012", "my.ofac@example.com"));
	do_well(&s, "registerUserV2", PERSON("+525520000013", "addr7@example.com"));
	for (int i = 0; i < 2; i++) {
		look_up(&s, "my.ofac@example.com", "UpgradeInProgress", "None");
		look_up(&s, "addr7@example.com", "UpgradeInProgress", "None");
	}
	look_up(&s, "my.ofac@example.com", "UpgradeFailed", "OfacFailed");
	look_up(&s, "addr7@example.com", "UpgradeSoftFailed", "InvalidAddress");
	close_stage(&s);
}

static void profile_shows_what_was_registered(void **state)
{
	struct stage s;
	json_t *body;

	(void)state;
	open_stage(&s);
	do_well(&s, "registerUserV2", PERSON_OF(NEW, "MX", "Mora", "1987-06-24T07:00:00.000Z",
		"p@example.com", ",\"lastName2\":\"Ruiz\",\"latitude\":21.5,\"pin\":\"x\""));
	body = good(&s, "getProfile", "{\"phoneOrEmail\":\"" NEW "\"}");
	assert_string_equal(at(body, "secondLastName"), "Ruiz");
	assert_string_equal(at(body, "dob"), "1987-06-24T07:00:00.000Z");
	assert_string_equal(at(body, "status"), "UpgradeInProgress");
	assert_true(number(body, "latitude") == 21.5);
	assert_null(json_object_get(body, "pin"));
	json_decref(body);
	body = good(&s, "getProfile", "{\"phoneOrEmail\":\"eva@example.com\"}");
	assert_string_equal(at(body, "status"), "Approved");
	json_decref(body);
	close_stage(&s);
}

static void a_path_that_is_no_alias_has_the_frameworks_shape(void **state)
{
	struct stage s;
	struct answer answer;
	json_t *fields;

	(void)state;
	open_stage(&s);
	answer = call(&s, "getProfile", ALL, "{\"phoneOrEmail\":\"not-an-alias\"}");
	assert_int_equal(answer.status, 422);
	assert_string_equal(at(answer.body, "name"), "ValidateError");
	assert_true(number(answer.body, "status") == 422);
	fields = json_object_get(answer.body, "fields");
	assert_string_equal(at(json_object_get(fields, "phoneOrEmail"), "value"), "not-an-alias");
	json_decref(answer.body);
	close_stage(&s);
}

static void session_link_page_decides(void **state)
{
	struct stage s;
	json_t *body;
	char *page, code[8];

	(void)state;
	open_stage(&s);
	body = good(&s, "getSessionLinkV2", PERSON_OF(NEW, "MX", "Mora", BORN, "q@example.com",
		",\"lang\":\"en\""));
	snprintf(code, sizeof(code), "%s", link_code(body, "link"));
	json_decref(body);
	page = world_page(s.world, code);
	assert_non_null(strstr(page, "Eva Mora"));
	assert_non_null(strstr(page, "UnreadableDoc"));
	assert_non_null(strstr(page, "<html lang=\"en\""));
	assert_null(strstr(page, "{{"));
	free(page);
	assert_true(world_press(s.world, code, "fail", "UnreadableDoc"));
	look_up(&s, "q@example.com", "UpgradeSoftFailed", "UnreadableDoc");
	look_up(&s, "q@example.com", "UpgradeSoftFailed", "UnreadableDoc");
	assert_false(world_press(s.world, code, "fail", "Nonsense"));
	assert_false(world_press(s.world, code, "pay", ""));
	assert_true(world_press(s.world, code, "fail", "OfacFailed"));
	look_up(&s, "q@example.com", "UpgradeFailed", "OfacFailed");
	assert_true(world_press(s.world, code, "finish", ""));
	look_up(&s, "q@example.com", "Completed", "None");
	assert_null(world_page(s.world, "zzzzz"));
	assert_false(world_press(s.world, "zzzzz", "finish", ""));
	close_stage(&s);
}

static void every_status_detail_has_its_button(void **state)
{
	const struct field *detail = field_find(op_getUserTokenV2.out, "statusDetail");
	struct stage s;
	json_t *body;
	char code[8];

	(void)state;
	open_stage(&s);
	body = good(&s, "getSessionLinkV2", PERSON(NEW, "q@example.com"));
	snprintf(code, sizeof(code), "%s", link_code(body, "link"));
	json_decref(body);
	for (const struct choice *c = detail->choices; c->value; c++) {
		char *page = world_page(s.world, code), *option;

		if (!strcmp(c->value, "None")) {
			free(page);
			continue;
		}
		option = xasprintf("<option value=\"%s\">", c->value);
		assert_non_null(strstr(page, option));
		assert_true(world_press(s.world, code, "fail", c->value));
		body = good(&s, "getUserTokenV2", "{\"email\":\"q@example.com\"}");
		assert_string_equal(at(body, "statusDetail"), c->value);
		json_decref(body);
		free(option);
		free(page);
	}
	close_stage(&s);
}

static void a_session_link_brings_a_method(void **state)
{
	struct stage s;
	json_t *body, *list;

	(void)state;
	open_stage(&s);
	body = good(&s, "getSessionLinkV2", PERSON_OF(NEW, "MX", "Mora", BORN, "q@example.com",
		",\"paymentMethodType\":\"UBN\","
		"\"ubnParams\":{\"number\":\"002320275621938815\"}"));
	assert_string_equal(at(body, "paymentMethodStatus"), "ValidCard");
	call_it(&s, "new", body, "userId");
	json_decref(body);
	list = good(&s, "getReceivingMethods", "{\"userToken\":\"$new\"}");
	assert_int_equal(json_array_size(list), 1);
	assert_string_equal(at(json_array_get(list, 0), "name"), "UBN-8815");
	json_decref(list);
	close_stage(&s);
}

static void contacts_keep_their_order_and_change(void **state)
{
	struct stage s;
	json_t *list;

	(void)state;
	open_stage(&s);
	do_well(&s, "createContact", CONTACT("$eva", "Ines", "+12135550162", "US"));
	do_well(&s, "updateContact",
		"{\"userToken\":\"$eva\",\"phone\":\"+19165550149\",\"alias\":\"Hugo US\"}");
	list = good(&s, "listContacts", USER);
	assert_int_equal(json_array_size(list), 3);
	assert_string_equal(at(json_array_get(list, 0), "firstName"), "Hugo");
	assert_string_equal(at(json_array_get(list, 0), "lastName"), "Tru");
	assert_string_equal(at(json_array_get(list, 0), "alias"), "Hugo US");
	assert_string_equal(at(json_array_get(list, 2), "firstName"), "Ines");
	json_decref(list);
	close_stage(&s);
}

static void vault_gives_the_same_token_again(void **state)
{
	struct stage s;
	json_t *a, *b, *c;
	const char *token;

	(void)state;
	open_stage(&s);
	a = good(&s, "tokenizeCard", "{\"CardNumber\":\"4111111111111111\",\"Cvv\":\"123\"}");
	b = good(&s, "tokenizeCard", "{\"CardNumber\":\"4111111111111111\"}");
	c = good(&s, "tokenizeCard", "{\"CardNumber\":\"4622943127013705\"}");
	token = at(json_object_get(a, "json"), "CardNumber");
	assert_string_equal(token, at(json_object_get(b, "json"), "CardNumber"));
	assert_string_not_equal(token, at(json_object_get(c, "json"), "CardNumber"));
	assert_int_equal(strlen(token), strlen("tok_sandbox_") + 22 + 5);
	assert_string_equal(token + strlen(token) - 5, "_1111");
	assert_null(strstr(at(a, "data"), "4111"));
	assert_null(strstr(at(json_object_get(a, "json"), "Cvv"), "123"));
	json_decref(a);
	json_decref(b);
	json_decref(c);
	close_stage(&s);
}

static void the_same_card_comes_back_a_new_one_is_primary(void **state)
{
	struct stage s;
	json_t *again, *list, *other;

	(void)state;
	open_stage(&s);
	again = good(&s, "createFundingCard", CARD);
	assert_string_equal(at(again, "id"), at(s.names, "card"));
	assert_string_equal(at(again, "status"), "ValidatedPush");
	assert_string_equal(at(again, "expirationYear"), "39");
	json_decref(again);
	do_well(&s, "addUBNAccount",
		"{\"userToken\":\"$eva\",\"number\":\"002320275621938815\",\"isPrimary\":true}");
	refused(&s, "addUBNAccount", UBN("$eva", "002320275621938815"), 400, "UBN_ALREADY_ADDED");
	list = good(&s, "getReceivingMethods", USER);
	assert_int_equal(json_array_size(list), 2);
	assert_false(json_is_true(json_object_get(json_array_get(list, 0), "isPrimary")));
	assert_true(json_is_true(json_object_get(json_array_get(list, 1), "isPrimary")));
	json_decref(list);
	other = good(&s, "getPaymentMethodV2", "{\"userToken\":\"$eva\",\"id\":\"$card\"}");
	assert_string_equal(at(other, "cardType"), "Debit");
	json_decref(other);
	list = good(&s, "getAvailablePaymentMethods", USER);
	assert_int_equal(json_array_size(list), 3);
	json_decref(list);
	close_stage(&s);
}

static void a_quote_adds_up(void **state)
{
	struct stage s;
	json_t *q;

	(void)state;
	open_stage(&s);
	q = good(&s, "operationQuoteV2", QUOTE("$eva", "100"));
	assert_true(number(q, "destinationAmount") == 1734.56);
	assert_true(number(q, "exchangeRate") == 17.3456);
	assert_true(number(q, "transactionFee") == 3.99);
	assert_true(number(q, "sourceFee") == 0.5);
	assert_true(number(q, "partnerFee") == 0.75);
	assert_true(number(q, "tenantFee") == 0.25);
	assert_true(number(q, "tax") == 1.15);
	assert_true(number(q, "totalAmount") == 106.64);
	assert_true(number(q, "validTimeInMinutes") == 15);
	assert_true(json_is_true(json_object_get(q, "isExecutable")));
	assert_int_equal(strlen(at(q, "id")), 36);
	json_decref(q);
	q = good(&s, "getOperationQuote", QUOTATION("$eva", "100"));
	assert_true(number(q, "destinationAmount") == 1734.56);
	json_decref(q);
	q = good(&s, "preQuote", PRE_QUOTE("$eva", "10"));
	assert_int_equal(json_array_size(json_object_get(q, "Quotes")), 3);
	assert_true(number(json_array_get(json_object_get(q, "Quotes"), 0),
		"TotalAmount") == 15.61);
	json_decref(q);
	close_stage(&s);
}

static void limits_and_routes_make_a_quote_informative(void **state)
{
	struct stage s;
	json_t *q;

	(void)state;
	open_stage(&s);
	q = good(&s, "operationQuoteV2", QUOTE("$eva", "1000.01"));
	assert_false(json_is_true(json_object_get(q, "isExecutable")));
	assert_string_equal(at(q, "reason"), "LimitsValidation");
	assert_null(json_object_get(q, "id"));
	json_decref(q);
	q = good(&s, "operationQuoteV2", QUOTE("$eva", "0.99"));
	assert_string_equal(at(q, "reason"), "LimitsValidation");
	json_decref(q);
	q = good(&s, "operationQuoteLite", LITE("true", "5000", "USD", "UBN", "MX"));
	assert_string_equal(at(q, "reason"), "LimitsValidation");
	assert_true(number(q, "upperLimit") == 1000);
	json_decref(q);
	q = good(&s, "operationQuoteLite", LITE("true", "100", "USD", "UBN", "FR"));
	assert_string_equal(at(q, "reason"), "CorridorNotAvailable");
	json_decref(q);
	close_stage(&s);
}

static void a_lite_quote_from_the_other_end(void **state)
{
	struct stage s;
	json_t *q;

	(void)state;
	open_stage(&s);
	/* 500.00 and the 5.20 of the bank there are 505.20 / 17.3456 = 29.13 */
	q = good(&s, "operationQuoteLite", LITE("false", "500", "MXN", "UBN", "MX"));
	assert_true(number(q, "destinationAmount") == 500);
	assert_true(number(q, "destinationFee") == 5.2);
	assert_true(number(q, "sourceAmount") == 29.13);
	assert_true(number(q, "totalFee") == 5.82);
	assert_string_equal(at(q, "sourceCurrency"), "USD");
	json_decref(q);
	close_stage(&s);
}

static void the_same_seed_gives_the_same_world(void **state)
{
	struct world *a = world_of(0, 42, true), *b = world_of(0, 42, true), *c = world_of(0, 43,
		true);
	json_t *x = world_summary(a), *y = world_summary(b), *z = world_summary(c);

	(void)state;
	assert_true(json_equal(x, y));
	assert_false(json_equal(x, z));
	json_decref(x);
	json_decref(y);
	json_decref(z);
	world_free(a);
	world_free(b);
	world_free(c);
}

/* What the people bring must itself pass the checks of the service. */
static void people_are_believable(void **state)
{
	struct stage s = { .world = world_of(0, 9, true), .names = json_object() };
	json_t *summary = world_summary(s.world), *user, *body;
	size_t i;

	(void)state;
	assert_true(json_array_size(json_object_get(summary, "users")) >= 5);
	json_array_foreach(json_object_get(summary, "users"), i, user) {
		struct phone phone;
		struct err err = { 0 };

		if (!phone_parse(at(user, "phoneNumber"), "MX", &phone, &err))
			fail_msg("%s: %s", at(user, "phoneNumber"), err.text);
		call_it(&s, "them", user, "userId");
		call_it(&s, "phone", user, "phoneNumber");
		do_well(&s, "getUserTokenV2",
			"{\"phoneNumber\":\"$phone\",\"countryCode\":\"MX\"}");
		do_well(&s, "getProfile", "{\"phoneOrEmail\":\"$phone\"}");
		do_well(&s, "listContacts", "{\"userToken\":\"$them\"}");
		do_well(&s, "getReceivingMethods", "{\"userToken\":\"$them\"}");
		do_well(&s, "getOperations", "{\"userToken\":\"$them\"}");
	}
	json_decref(summary);
	refused(&s, "getUserTokenV2", "{\"phoneNumber\":\"+5215521206703\"}", 404,
		"ERROR_USER_NOT_FOUND");
	refused(&s, "getUserTokenV2", "{\"phoneNumber\":\"+5215521206706\"}", 404,
		"ERROR_USER_NOT_FOUND");
	body = good(&s, "tokenizeCard", "{\"CardNumber\":\"4111111111111111\"}");
	json_decref(body);
	close_stage(&s);
}

static void the_summary_counts_attempts(void **state)
{
	struct stage s;
	json_t *summary, *row;

	(void)state;
	open_stage(&s);
	refused(&s, "requestMoneyV2", ASK(ID1, "500"), 400, "ERROR_CORRELATION_ID_ALREADY_USED");
	refused(&s, "requestMoneyV2", ASK(ID1, "7"), 400, "ERROR_CORRELATION_ID_ALREADY_USED");
	summary = world_summary(s.world);
	assert_int_equal(json_array_size(json_object_get(summary, "asks")), 1);
	row = json_array_get(json_object_get(summary, "asks"), 0);
	assert_string_equal(at(row, "correlationId"), ID1);
	assert_int_equal(json_integer_value(json_object_get(row, "attempts")), 3);
	assert_int_equal(json_integer_value(json_object_get(json_object_get(summary, "calls"),
		"requestMoneyV2")), 3);
	json_decref(summary);
	close_stage(&s);
}

static void qa_can_set_a_registration(void **state)
{
	struct stage s;
	json_t *change = json_pack("{s:s, s:s, s:s}", "email", "eva@example.com", "status",
				   "UpgradePending", "statusDetail", "Compliance");
	struct err err = { 0 };

	(void)state;
	open_stage(&s);
	assert_true(world_set_user(s.world, change, &err));
	look_up(&s, "eva@example.com", "UpgradePending", "Compliance");
	json_object_set_new(change, "status", json_string("Sleeping"));
	assert_false(world_set_user(s.world, change, &err));
	json_object_set_new(change, "email", json_string("nobody@example.com"));
	assert_false(world_set_user(s.world, change, &err));
	json_decref(change);
	close_stage(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(email_wins_over_phone),
		cmocka_unit_test(registration_completes_after_look_ups),
		cmocka_unit_test(profile_shows_what_was_registered),
		cmocka_unit_test(a_path_that_is_no_alias_has_the_frameworks_shape),
		cmocka_unit_test(session_link_page_decides),
		cmocka_unit_test(every_status_detail_has_its_button),
		cmocka_unit_test(a_session_link_brings_a_method),
		cmocka_unit_test(contacts_keep_their_order_and_change),
		cmocka_unit_test(vault_gives_the_same_token_again),
		cmocka_unit_test(the_same_card_comes_back_a_new_one_is_primary),
		cmocka_unit_test(a_quote_adds_up),
		cmocka_unit_test(limits_and_routes_make_a_quote_informative),
		cmocka_unit_test(a_lite_quote_from_the_other_end),
		cmocka_unit_test(the_same_seed_gives_the_same_world),
		cmocka_unit_test(people_are_believable),
		cmocka_unit_test(the_summary_counts_attempts),
		cmocka_unit_test(qa_can_set_a_registration),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
