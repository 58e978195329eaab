/* Transfers by a quote, and taking money. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "tests/world_stage.h"

#define TO_YOUNG(amount) \
	"{\"userToken\":\"$eva\",\"recipientUserId\":\"$young\",\"currency\":\"USD\"," \
	"\"amount\":" amount ",\"isSenderAmount\":true}"
#define SEND(user, quote, id, more) \
	"{\"userToken\":\"" user "\",\"quotationId\":\"" quote "\",\"correlationId\":\"" id "\"" \
	more "}"
#define TAKE(user, id) \
	"{\"userToken\":\"" user "\",\"correlationId\":\"" id "\",\"destinationPaymentMethod\":" \
	"{\"type\":\"UBN\",\"id\":\"m9\",\"number\":\"012180001234567899\",\"country\":\"MX\"}}"
#define SOURCE ",\"sourcePaymentMethodId\":\"$card\""

/* What both versions refuse alike. */
#define SEND_CASES(op) \
	{ op, ALL, SEND("$eva", FRESH, FRESH, ""), 400, "ERROR_INVALID_QUOTATION_REQUEST_DATA" }, \
	{ op, ALL, USER, 400, "ERROR_INVALID_QUOTATION_REQUEST_DATA" }, \
	{ op, ALL, SEND("$young", "$quote", FRESH, ""), 400, \
	  "ERROR_INVALID_QUOTATION_REQUEST_DATA" }, \
	{ op, ALL, SEND("$eva", "$used", FRESH, ""), 400, \
	  "ERROR_INVALID_QUOTATION_REQUEST_DATA" }, \
	{ op, ALL, SEND("$eva", "$quote", ID2, ""), 400, "ERROR_CORRELATION_ID_ALREADY_USED" }, \
	{ op, ALL, SEND("$eva", "$quote", FRESH, ",\"sourcePaymentMethodId\":\"m\""), 400, \
	  "ERROR_PAYMENT_METHOD_NOT_FOUND" }, \
	{ op, ALL, SEND("$eva", "$quote", FRESH, ",\"destinationPaymentMethodId\":\"$card\""), \
	  400, "ERROR_PAYMENT_METHOD_NOT_FOUND" }, \
	{ op, ALL, SEND("$eva", "$quote", FRESH, ",\"amount\":1"), 400, \
	  "ERROR_INVALID_AMOUNT_ERROR" }, \
	{ op, ALL, SEND("$eva", "$quote", FRESH, ",\"amount\":0"), 400, \
	  "ERROR_INVALID_AMOUNT_ERROR" }, \
	{ op, ALL, SEND("$eva", "$quote", FRESH, ",\"currency\":\"EUR\""), 400, \
	  "ERROR_INVALID_CURRENCY_CODE" }, \
	{ op, ALL, SEND("nobody", "$quote", FRESH, ""), 404, "ERROR_USER_NOT_FOUND" }, \
	{ op, "partner", USER, 401, "" }, \
	{ op, ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" }

static const struct refusal_case cases[] = {
	SEND_CASES("sendFunds"),
	{ "sendFunds", ALL, "{\"userToken\":\"$eva\",\"quotationId\":\"$quote\"}", 400,
	  "ERROR_CORRELATION_ID_REQUIRED" },
	{ "sendFunds", ALL, SEND("$eva", "$quote", FRESH, ",\"sendTo\":\"+19165550118\""), 400,
	  "ERROR_CONTACT_NOT_FOUND" },
	{ "sendFunds", ALL, SEND("$eva", "$quote", FRESH, ",\"sendTo\":\"19165550149\""), 400,
	  "INVALID_PHONE_NUMBER" },
	SEND_CASES("sendFundsV2"),
	{ "sendFundsV2", ALL,
	  SEND("$eva", "$quote", FRESH, ",\"sendTo\":{\"firstName\":\"Luz\"}"), 400,
	  "ERROR_INVALID_SCHEMA" },
	{ "receive", ALL, TAKE("$eva", FRESH), 400, "ERROR_OPERATION_NOT_FOUND" },
	{ "receive", ALL, TAKE("$young", ID1), 400, "ERROR_OPERATION_NOT_FOUND" },
	{ "receive", ALL, TAKE("$eva", ID2), 400, "ERROR_OPERATION_NOT_FOUND" },
	{ "receive", ALL, TAKE("$eva", "$over"), 400, "ERROR_OPERATION_ALREADY_COMPLETED" },
	{ "receive", ALL, "{\"userToken\":\"$eva\",\"correlationId\":\"" ID1 "\"}", 400,
	  "ERROR_INVALID_SCHEMA" },
	{ "receive", ALL, TAKE("nobody", ID1), 400, "ERROR_USER_NOT_FOUND" },
	{ "receive", ALL, TAKE("$young", ID2), 204, "" },
	{ "receive", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "operationQuote", ALL, QUOTE("$eva", "0"), 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "operationQuote", ALL, QUOTE("nobody", "100"), 500, "ERROR_USER_NOT_FOUND" },
	{ .op = NULL }
};

static void quoted(struct stage *s, const char *name, const char *args)
{
	json_t *body = good(s, "operationQuoteV2", args);

	call_it(s, name, body, "id");
	json_decref(body);
}

/* A quote that is good, one that ID2 used and of which young took the money,
 * and an ask that is over. */
static void prepare(struct stage *s)
{
	json_t *body;

	quoted(s, "quote", TO_YOUNG("100"));
	quoted(s, "used", TO_YOUNG("50"));
	do_well(s, "sendFunds", SEND("$eva", "$used", ID2, SOURCE));
	do_well(s, "receive", TAKE("$young", ID2));
	body = good(s, "requestMoneyV2",
		    ASK_OF("$eva", "+19165550149",
			   ",\"correlationId\":\"7011cefb-0c0b-48c1-a68a-7134d32e61aa\"",
			   "77.93", "MXN", TO_CARD));
	call_it(s, "over", body, "correlationId");
	json_decref(body);
	world_advance(s->world, 7000, 0);
}

static void each_refusal_is_as_documented(void **state)
{
	static const struct op *const ops[] = {
		&op_sendFunds, &op_sendFundsV2, &op_receive, &op_operationQuote, NULL
	};

	(void)state;
	refused_after(prepare, cases);
	every_refusal_has_a_case(ops, cases);
}

static void a_quote_is_good_for_its_minutes(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	quoted(&s, "quote", TO_YOUNG("100"));
	world_advance(s.world, 15 * 60000 - 1, 0);
	quoted(&s, "later", TO_YOUNG("100"));
	do_well(&s, "sendFunds", SEND("$eva", "$quote", ID2, ""));
	world_advance(s.world, 15 * 60000, 0);
	refused(&s, "sendFunds", SEND("$eva", "$later", FRESH, ""), 400,
		"ERROR_INVALID_QUOTATION_REQUEST_DATA");
	close_stage(&s);
}

static void a_quote_that_only_informs_cannot_be_sent_by(void **state)
{
	struct stage s;
	json_t *body;

	(void)state;
	open_stage(&s);
	body = good(&s, "operationQuote", TO_YOUNG("100000"));
	assert_null(json_object_get(body, "id"));
	json_decref(body);
	close_stage(&s);
}

static void status_is(struct stage *s, const char *id, const char *word)
{
	char *args = xasprintf("{\"id\":\"%s\"}", id);
	json_t *detail = good(s, "getOperation", args);

	assert_string_equal(at(detail, "status"), word);
	json_decref(detail);
	free(args);
}

static void a_transfer_lives_as_an_ask_does(void **state)
{
	struct stage s;
	json_t *body, *quote, *detail;

	(void)state;
	open_stage(&s);
	quote = good(&s, "operationQuoteV2", TO_YOUNG("100"));
	call_it(&s, "quote", quote, "id");
	body = good(&s, "sendFunds", SEND("$eva", "$quote", ID2,
		    SOURCE ",\"amount\":100,\"currency\":\"USD\",\"reason\":\"Para ti\""));
	assert_string_equal(at(body, "correlationId"), ID2);
	assert_string_equal(at(body, "status"), "Sent");
	assert_string_equal(at(json_object_get(body, "fromUser"), "userId"), at(s.names, "eva"));
	assert_string_equal(at(json_object_get(body, "toUser"), "userId"), at(s.names, "young"));
	assert_string_equal(at(json_object_get(body, "sourcePaymentMethod"), "id"),
			    at(s.names, "card"));
	assert_string_equal(at(json_object_get(body, "destinationPaymentMethod"), "type"), "UBN");
	assert_true(number(body, "senderAmount") == 100);
	assert_true(number(body, "recipientAmout") == number(quote, "destinationAmount"));
	assert_null(json_object_get(body, "attributionLink"));
	detail = good(&s, "getOperation", "{\"id\":\"" ID2 "\"}");
	assert_string_equal(at(detail, "type"), "SendFunds");
	assert_string_equal(at(json_object_get(detail, "toUser"), "userId"),
			    at(s.names, "young"));
	status_is(&s, ID2, "Sent");
	world_advance(s.world, 60000, 0);
	status_is(&s, ID2, "Completed");
	json_decref(quote);
	json_decref(body);
	json_decref(detail);
	close_stage(&s);
}

/* The cents that choose an end are those of what is paid. */
static void cents_choose_the_end_of_a_transfer(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	quoted(&s, "quote", TO_YOUNG("100.92"));
	do_well(&s, "sendFundsV2", SEND("$eva", "$quote", ID2, ""));
	world_advance(s.world, 60000, 0);
	status_is(&s, ID2, "Failed");
	close_stage(&s);
}

static void anybody_can_be_sent_to_in_the_second_version(void **state)
{
	static const char luz[] = SEND("$eva", "$quote", ID2,
		",\"sendTo\":{\"firstName\":\"Luz\",\"lastName\":\"Rey\",\"address1\":\"C 5\","
		"\"city\":\"Puebla\",\"state\":\"MX-PUE\",\"zipCode\":\"72000\"},"
		"\"destinationPaymentMethod\":{\"type\":\"UBN\","
		"\"number\":\"002320275621938815\"}");
	struct stage s;
	json_t *body;

	(void)state;
	open_stage(&s);
	quoted(&s, "quote", TO_YOUNG("100"));
	body = good(&s, "sendFundsV2", luz);
	assert_string_equal(at(json_object_get(body, "toUser"), "firstName"), "Luz");
	assert_string_equal(at(json_object_get(body, "destinationPaymentMethod"), "number"),
			    "002320275621938815");
	json_decref(body);
	quoted(&s, "quote", TO_YOUNG("100"));
	body = good(&s, "sendFundsV2", "{\"userToken\":\"$eva\",\"quotationId\":\"$quote\"}");
	assert_int_equal(strlen(at(body, "correlationId")), 36);
	json_decref(body);
	close_stage(&s);
}

static void a_contact_can_be_sent_to_by_phone(void **state)
{
	struct stage s;
	json_t *body;

	(void)state;
	open_stage(&s);
	quoted(&s, "quote", QUOTE("$eva", "100"));
	refused(&s, "sendFunds", SEND("$eva", "$quote", ID2, ""), 400, "ERROR_CONTACT_NOT_FOUND");
	body = good(&s, "sendFunds",
		    SEND("$eva", "$quote", ID2, ",\"sendTo\":\"+19165550149\""));
	assert_string_equal(at(json_object_get(body, "toUser"), "firstName"), "Hugo");
	json_decref(body);
	close_stage(&s);
}

static void taken_money_arrives_where_it_was_said(void **state)
{
	struct stage s;
	json_t *body;

	(void)state;
	open_stage(&s);
	do_well(&s, "receive", TAKE("$eva", ID1));
	body = good(&s, "getOperation", "{\"id\":\"" ID1 "\"}");
	assert_string_equal(at(json_object_get(body, "destinationPaymentMethod"), "id"), "m9");
	json_decref(body);
	close_stage(&s);
}

static void transfers_and_quotes_outlive_the_program(void **state)
{
	struct stage s;
	json_t *before, *after, *doc;

	(void)state;
	open_stage(&s);
	prepare(&s);
	before = good(&s, "getOperation", "{\"id\":\"" ID2 "\"}");
	doc = world_pack(s.world);
	world_free(s.world);
	s.world = world_of(0, 9, false);
	assert_true(world_unpack(s.world, doc));
	after = good(&s, "getOperation", "{\"id\":\"" ID2 "\"}");
	assert_true(json_equal(before, after));
	refused(&s, "sendFunds", SEND("$eva", "$used", FRESH, ""), 400,
		"ERROR_INVALID_QUOTATION_REQUEST_DATA");
	do_well(&s, "sendFunds", SEND("$eva", "$quote", FRESH, ""));
	json_decref(doc);
	json_decref(before);
	json_decref(after);
	close_stage(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_refusal_is_as_documented),
		cmocka_unit_test(a_quote_is_good_for_its_minutes),
		cmocka_unit_test(a_quote_that_only_informs_cannot_be_sent_by),
		cmocka_unit_test(a_transfer_lives_as_an_ask_does),
		cmocka_unit_test(cents_choose_the_end_of_a_transfer),
		cmocka_unit_test(anybody_can_be_sent_to_in_the_second_version),
		cmocka_unit_test(a_contact_can_be_sent_to_by_phone),
		cmocka_unit_test(taken_money_arrives_where_it_was_said),
		cmocka_unit_test(transfers_and_quotes_outlive_the_program),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
