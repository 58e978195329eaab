/* What can be done with operations that exist. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "tests/world_stage.h"

#define BETWEEN(key, value) "{\"userToken\":\"$eva\",\"" key "\":\"" value "\"}"
#define CHANGE(user, method, op) \
	"{\"userId\":\"" user "\",\"paymentMethodId\":\"" method "\",\"opPlatId\":\"" op "\"}"
#define DECIDE(user, accept, key, value) \
	"{\"userToken\":\"" user "\",\"accept\":" accept ",\"" key "\":\"" value "\"}"
#define CANCEL(user, id, code) \
	"{\"userToken\":\"" user "\",\"OperationId\":\"" id "\",\"ReferenceCode\":\"" code "\"}"
#define DRAFT(phone, first, country, payer, amount, currency) \
	"{\"phoneNumber\":\"" phone "\",\"countryCode\":\"" country "\",\"firstName\":\"" first \
	"\",\"lastName\":\"Mora\",\"requestTo\":{\"phoneNumber\":\"" payer "\"," \
	"\"countryCode\":\"US\",\"firstName\":\"Hugo\",\"lastName\":\"Tru\"}," \
	"\"amount\":" amount ",\"currency\":\"" currency "\"}"
#define ID(id) "{\"id\":\"" id "\"}"

#define LIST_CASES(op) \
	{ op, ALL, NOBODY, 400, "ERROR_INVALID_TENANT" }, \
	{ op, ALL, BETWEEN("toPhoneNumber", "19165550149"), 400, "INVALID_PHONE_NUMBER" }, \
	{ op, ALL, BETWEEN("toEmail", "no-es-un-email"), 400, "ERROR_INVALID_EMAIL_FORMAT" }, \
	{ op, "partner", USER, 401, "" }, \
	{ op, ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" }

#define CHANGE_CASES(op) \
	{ op, ALL, CHANGE("$eva", "$card", "$plat"), 204, "" }, \
	{ op, ALL, CHANGE("$eva", "$card", FRESH), 400, "ERROR_OPERATION_NOT_FOUND" }, \
	{ op, ALL, CHANGE("$young", "$card", "$plat"), 400, "ERROR_OPERATION_NOT_FOUND" }, \
	{ op, ALL, CHANGE("$eva", FRESH, "$plat"), 400, "ERROR_PAYMENT_METHOD_NOT_FOUND" }, \
	{ op, ALL, CHANGE("$eva", "$card", "$over"), 400, "ERROR_OPERATION_ALREADY_COMPLETED" }, \
	{ op, ALL, "{\"userId\":\"$eva\",\"paymentMethodId\":\"$card\"}", 400, \
	  "ERROR_INVALID_SCHEMA" }, \
	{ op, ALL, CHANGE("nobody", "$card", "$plat"), 400, "ERROR_USER_NOT_FOUND" }, \
	{ op, "partner_dual", CHANGE("$eva", "$card", "$plat"), 401, "" }

static const struct refusal_case cases[] = {
	LIST_CASES("getInAndOutOperations"),
	LIST_CASES("getCompletedOperationsBetweenUsers"),
	CHANGE_CASES("replacePaymentMethod"),
	CHANGE_CASES("setPaymentMethod"),
	{ "acceptoOrRejectFunds", ALL, DECIDE("$eva", "true", "senderUserPhone", "+19165550118"),
	  400, "ERROR_OPERATION_NOT_FOUND" },
	{ "acceptoOrRejectFunds", ALL,
	  DECIDE("$eva", "true", "recepientUserPhone", "+19165550149"), 400,
	  "ERROR_OPERATION_NOT_FOUND" },
	{ "acceptoOrRejectFunds", ALL, "{\"userToken\":\"$eva\",\"accept\":true}", 400,
	  "ERROR_INVALID_SCHEMA" },
	{ "acceptoOrRejectFunds", ALL, DECIDE("$eva", "null", "senderUserPhone", "+19165550149"),
	  400, "ERROR_INVALID_SCHEMA" },
	{ "acceptoOrRejectFunds", ALL, DECIDE("$eva", "true", "senderUserPhone", "19165550149"),
	  400, "INVALID_PHONE_NUMBER" },
	{ "acceptoOrRejectFunds", ALL, DECIDE("$eva", "true", "senderUserEmail", "no"), 400,
	  "ERROR_INVALID_EMAIL_FORMAT" },
	{ "acceptoOrRejectFunds", ALL,
	  DECIDE("nobody", "true", "senderUserPhone", "+19165550149"), 400,
	  "ERROR_USER_NOT_FOUND" },
	{ "acceptoOrRejectFunds", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "cancelOperaton", ALL, CANCEL("$eva", FRESH, "$code"), 400,
	  "ERROR_OPERATION_NOT_FOUND" },
	{ "cancelOperaton", ALL, CANCEL("$young", ID2, "$code"), 400,
	  "ERROR_OPERATION_NOT_FOUND" },
	{ "cancelOperaton", ALL, CANCEL("$eva", ID2, "AAAAAA"), 400, "ERROR_INVALID_OPERATION" },
	{ "cancelOperaton", ALL, CANCEL("$eva", ID2, ""), 400, "ERROR_INVALID_SCHEMA" },
	{ "cancelOperaton", ALL, CANCEL("nobody", ID2, "$code"), 400, "ERROR_USER_NOT_FOUND" },
	{ "cancelOperaton", "partner_dual", CANCEL("$eva", ID2, "$code"), 401, "" },
	{ "cancelOperaton", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "createSupportTicket", ALL, ID(FRESH), 400, "ERROR_OPERATION_NOT_FOUND" },
	{ "draftRequest", ALL, DRAFT("52155", "Eva", "MX", "+19165550149", "5", "MXN"), 400,
	  "INVALID_PHONE_NUMBER" },
	{ "draftRequest", ALL, DRAFT("+525512045518", "Eva", "MX", "19165550149", "5", "MXN"),
	  400, "INVALID_PHONE_NUMBER" },
	{ "draftRequest", ALL, DRAFT("+19165550149", "Eva", "MX", "+19165550149", "5", "MXN"),
	  400, "ERROR_COUNTRY_NOT_SUPPORTED" },
	{ "draftRequest", ALL, DRAFT("+525512045518", "Eva", "XX", "+19165550149", "5", "MXN"),
	  400, "ERROR_INVALID_COUNTRY_CODE" },
	{ "draftRequest", ALL, DRAFT("+525512045518", "", "MX", "+19165550149", "5", "MXN"), 400,
	  "INVALID_NAME" },
	{ "draftRequest", ALL, DRAFT("+525512045518", "Eva", "MX", "+19165550149", "0", "MXN"),
	  400, "ERROR_INVALID_AMOUNT_ERROR" },
	{ "draftRequest", ALL, DRAFT("+525512045518", "Eva", "MX", "+19165550149", "5", "XXQ"),
	  400, "ERROR_INVALID_CURRENCY_CODE" },
	{ "draftRequest", ALL,
	  "{\"phoneNumber\":\"+525512045518\",\"countryCode\":\"MX\",\"firstName\":\"Eva\","
	  "\"lastName\":\"Mora\",\"amount\":5,\"currency\":\"MXN\"}", 400,
	  "ERROR_INVALID_SCHEMA" },
	{ "draftRequest", ALL,
	  "{\"phoneNumber\":\"+525512045518\",\"countryCode\":\"MX\",\"firstName\":\"Eva\","
	  "\"lastName\":\"Mora\",\"email\":\"no\"}", 400, "ERROR_INVALID_EMAIL_FORMAT" },
	{ "validateDeepLinkOperation", ALL, ID(FRESH), 500, "ERROR_OPERATION_NOT_FOUND" },
	{ "notifyValidateCard", ALL,
	  "{\"userToken\":\"crash\",\"paymentMethodId\":\"$card\"}", 500,
	  "ERROR_INTERNAL_SERVER_ERROR" },
	{ "getLandingPortStatusEvent", ALL, "{\"operationId\":\"" FRESH "\"}", 400,
	  "ERROR_OPERATION_NOT_FOUND" },
	{ .op = NULL }
};

/* An ask that waits (ID2, $plat, $code) and one that is over ($over). */
static void prepare(struct stage *s)
{
	json_t *body = good(s, "getOperation", ID(ID1));

	call_it(s, "over", body, "platId");
	json_decref(body);
	world_advance(s->world, 60000, 0);
	body = good(s, "requestMoneyV2", ASK(ID2, "250"));
	call_it(s, "plat", body, "platId");
	call_it(s, "code", body, "code");
	json_object_set_new(s->names, "link", json_string(link_code(body, "attributionLink")));
	json_decref(body);
}

static void each_refusal_is_as_documented(void **state)
{
	static const struct op *const ops[] = {
#define THIS_OP(id) &op_##id,
		OPS_MANAGE(THIS_OP) NULL
	};

	(void)state;
	refused_after(prepare, cases);
	every_refusal_has_a_case(ops, cases);
}

static void status_is(struct stage *s, const char *word, const char *object_word)
{
	json_t *status = good(s, "getOperationStatus", BETWEEN("operationId", ID2));
	json_t *detail = good(s, "getOperation", ID(ID2));

	assert_string_equal(json_string_value(status), word);
	assert_string_equal(at(detail, "status"), object_word);
	json_decref(status);
	json_decref(detail);
}

static bool cancelled(struct stage *s)
{
	json_t *body = good(s, "cancelOperaton", CANCEL("$eva", ID2, "$code"));
	bool done = json_is_true(json_object_get(body, "status"));

	assert_true(done == (*at(body, "ticketId") != 0));
	assert_true(done == !*at(body, "errorCode"));
	assert_true(json_object_get(body, "errorDescription"));
	json_decref(body);
	return done;
}

static bool cancelable(struct stage *s)
{
	json_t *detail = good(s, "getOperation", ID(ID2));
	bool told = json_is_true(json_object_get(detail, "cancelable"));

	json_decref(detail);
	return told;
}

static void an_ask_is_taken_back_before_it_is_paid(void **state)
{
	static const struct {
		int ms;
		bool in_time;
	} when[] = { { 0, true }, { 7000, true }, { 11000, false }, { 60000, false } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(when); i++) {
		struct stage s;

		open_stage(&s);
		prepare(&s);
		world_advance(s.world, when[i].ms, 0);
		assert_true(cancelable(&s) == when[i].in_time);
		assert_true(cancelled(&s) == when[i].in_time);
		if (when[i].in_time)
			status_is(&s, "Cancelled", "Cancelled");
		assert_false(cancelable(&s));
		assert_false(cancelled(&s));
		close_stage(&s);
	}
}

static void a_decision_moves_the_ask(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	prepare(&s);
	do_well(&s, "acceptoOrRejectFunds",
		DECIDE("$eva", "true", "senderUserPhone", "+19165550149"));
	status_is(&s, "Sent", "Accepted");
	assert_true(cancelable(&s));
	world_advance(s.world, 5000, 0);
	status_is(&s, "Funding", "Funding");
	world_advance(s.world, 60000, 0);
	status_is(&s, "Completed", "Completed");
	close_stage(&s);
	open_stage(&s);
	prepare(&s);
	do_well(&s, "acceptoOrRejectFunds",
		DECIDE("$eva", "false", "senderUserPhone", "+19165550149"));
	status_is(&s, "Failed", "Rejected");
	refused(&s, "acceptoOrRejectFunds",
		DECIDE("$eva", "true", "senderUserPhone", "+19165550149"), 400,
		"ERROR_OPERATION_NOT_FOUND");
	close_stage(&s);
}

static void another_method_takes_the_place(void **state)
{
	static const char *const ops[] = { "replacePaymentMethod", "setPaymentMethod" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(ops); i++) {
		struct stage s;
		json_t *body;

		open_stage(&s);
		prepare(&s);
		body = good(&s, "addUBNAccount", UBN("$eva", "002320275621938815"));
		call_it(&s, "account", body, "id");
		json_decref(body);
		do_well(&s, ops[i], CHANGE("$eva", "$account", "$plat"));
		body = good(&s, "getOperation", ID(ID2));
		assert_string_equal(at(json_object_get(body, "destinationPaymentMethod"), "id"),
				    at(s.names, "account"));
		json_decref(body);
		close_stage(&s);
	}
}

static size_t count(struct stage *s, const char *op, const char *args)
{
	json_t *list = good(s, op, args);
	size_t n = json_array_size(list);

	json_decref(list);
	return n;
}

static void lists_show_both_ways(void **state)
{
	static const char both[] = "getInAndOutOperations";
	static const char done[] = "getCompletedOperationsBetweenUsers";
	static const char young[] = "{\"userToken\":\"$young\"}";
	struct stage s;

	(void)state;
	open_stage(&s);
	prepare(&s);
	assert_int_equal(count(&s, both, USER), 2);
	assert_int_equal(count(&s, both, BETWEEN("toPhoneNumber", "+19165550149")), 2);
	assert_int_equal(count(&s, both, BETWEEN("toPhoneNumber", "+19165550118")), 0);
	assert_int_equal(count(&s, both, BETWEEN("toEmail", "HUGO@example.com")), 0);
	assert_int_equal(count(&s, done, USER), 1);
	assert_int_equal(count(&s, done, BETWEEN("toPhoneNumber", "+19165550149")), 1);
	assert_int_equal(count(&s, both, young), 0);
	do_well(&s, "createContact", CONTACT("$eva", "Noa", "+528181206934", "MX"));
	do_well(&s, "requestMoneyV2",
		ASK_OF("$eva", "+528181206934", WITH_ID, "10", "MXN", TO_CARD));
	assert_int_equal(count(&s, both, young), 1);
	assert_int_equal(count(&s, both, "{\"userToken\":\"$young\","
			       "\"toEmail\":\"eva@example.com\"}"), 1);
	assert_int_equal(count(&s, done, young), 0);
	close_stage(&s);
}

static void the_same_ask_has_one_ticket(void **state)
{
	struct stage s;
	json_t *first, *again;

	(void)state;
	open_stage(&s);
	first = good(&s, "createSupportTicket", ID(ID1));
	again = good(&s, "createSupportTicket", ID(ID1));
	assert_true(json_is_string(first) && json_equal(first, again));
	json_decref(first);
	json_decref(again);
	close_stage(&s);
}

static void a_draft_is_kept_and_asks_nobody(void **state)
{
	struct stage s;
	json_t *doc;

	(void)state;
	open_stage(&s);
	do_well(&s, "draftRequest",
		DRAFT("+525512045518", "Eva", "MX", "+19165550149", "5", "MXN"));
	assert_int_equal(count(&s, "getOperations", USER), 1);
	doc = world_pack(s.world);
	assert_int_equal(json_object_size(json_object_get(json_object_get(doc, "kept"),
							  "drafts")), 1);
	json_decref(doc);
	close_stage(&s);
}

static void a_link_leads_to_its_ask(void **state)
{
	static const char *const ids[] = {
		ID("$link"), ID("http://127.0.0.1:1/l/$link"), ID(ID2), ID("$plat"),
	};
	struct stage s;

	(void)state;
	open_stage(&s);
	prepare(&s);
	for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
		json_t *body = good(&s, "validateDeepLinkOperation", ids[i]);

		assert_string_equal(at(body, "id"), ID2);
		json_decref(body);
	}
	close_stage(&s);
}

static void the_payers_page_says_what_is_missing(void **state)
{
	struct stage s;
	json_t *body;

	(void)state;
	open_stage(&s);
	prepare(&s);
	body = good(&s, "getLandingPortStatusEvent", "{\"operationId\":\"" ID2 "\"}");
	assert_string_equal(at(body, "eventCase"), "RequestSent");
	assert_string_equal(at(body, "pendingPaymentMethod"), "DebitCard");
	assert_int_equal(json_array_size(json_object_get(body, "pendingUserData")), 2);
	assert_true(number(json_object_get(body, "operation"), "recipientAmount") == 250);
	assert_null(json_object_get(json_object_get(body, "operation"), "recipientAmout"));
	json_decref(body);
	world_advance(s.world, 7000, 0);
	body = good(&s, "getLandingPortStatusEvent", "{\"operationId\":\"" ID2 "\"}");
	assert_null(json_object_get(body, "pendingUserData"));
	json_decref(body);
	close_stage(&s);
}

static void reopen(struct stage *s)
{
	json_t *doc = world_pack(s->world);

	world_free(s->world);
	s->world = world_of(0, 9, false);
	assert_true(world_unpack(s->world, doc));
	json_decref(doc);
}

static void decisions_outlive_the_program(void **state)
{
	struct stage s;
	json_t *ticket, *again;

	(void)state;
	open_stage(&s);
	prepare(&s);
	do_well(&s, "acceptoOrRejectFunds",
		DECIDE("$eva", "true", "senderUserPhone", "+19165550149"));
	reopen(&s);
	status_is(&s, "Sent", "Accepted");
	ticket = good(&s, "createSupportTicket", ID(ID2));
	assert_true(cancelled(&s));
	reopen(&s);
	status_is(&s, "Cancelled", "Cancelled");
	again = good(&s, "createSupportTicket", ID(ID2));
	assert_true(json_equal(ticket, again));
	json_decref(ticket);
	json_decref(again);
	close_stage(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_refusal_is_as_documented),
		cmocka_unit_test(an_ask_is_taken_back_before_it_is_paid),
		cmocka_unit_test(a_decision_moves_the_ask),
		cmocka_unit_test(another_method_takes_the_place),
		cmocka_unit_test(lists_show_both_ways),
		cmocka_unit_test(the_same_ask_has_one_ticket),
		cmocka_unit_test(a_draft_is_kept_and_asks_nobody),
		cmocka_unit_test(a_link_leads_to_its_ask),
		cmocka_unit_test(the_payers_page_says_what_is_missing),
		cmocka_unit_test(decisions_outlive_the_program),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
