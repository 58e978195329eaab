/* The whole ask in one request: refused at once in its order, carried out later
 * on the world's clock, and told by an event. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/json_path.h"
#include "api/lang.h"
#include "api/world_events.h"
#include "tests/world_stage.h"

#define ID3 "7011cefb-0c0b-48c1-a68a-7134d32e61e6"
#define PIPELINE_MS 3500

/* Ida asks Jose for 500 pesos on a new account of hers, with these members laid
 * over by their dotted keys; a null is left out.  New text, the caller frees. */
static char *whole(const char *id, const char *changes)
{
	static const char base[] =
		"{\"requester\":{\"phoneNumber\":\"" NEW "\",\"firstName\":\"Ida\","
		"\"lastName\":\"Mora\",\"address1\":\"C 1\",\"city\":\"Puebla\","
		"\"state\":\"MX-PUE\",\"countryCode\":\"MX\",\"email\":\"ida@example.com\"},"
		"\"request\":{\"recipientAmount\":500,\"recipientCurrency\":\"MXN\","
		"\"reason\":\"Renta\",\"requestTo\":{\"phoneNumber\":\"+19165550140\","
		"\"firstName\":\"Jose\",\"lastName\":\"Luna\",\"countryCode\":\"US\"},"
		"\"destinationPaymentMethod\":{\"type\":\"UBN\",\"country\":\"MX\","
		"\"number\":\"002320275621938815\",\"currency\":\"MXN\"}}}";
	json_t *body = json_loads(base, 0, NULL), *laid = json_loads(changes, 0, NULL), *value;
	const char *key;
	char *text;

	assert_true(body && laid);
	json_put_at(body, "request.correlationId", json_string(id));
	json_object_foreach(laid, key, value)
		json_put_at(body, key, json_incref(value));
	text = json_dumps(body, JSON_COMPACT);
	json_decref(body);
	json_decref(laid);
	return text;
}

#define CARD_METHOD(number, date) \
	"{\"request.destinationPaymentMethod\":{\"type\":\"DebitCard\",\"number\":\"" number \
	"\",\"nameOnCard\":\"IDA MORA\",\"expirationDate\":\"" date "\",\"country\":\"MX\"," \
	"\"currency\":\"MXN\"}}"

static const struct {
	const char *scopes, *changes, *code;
	int status;
} refusals[] = {
	{ "none", "{}", "ERROR_TENANT_NOT_FOUND", 400 },
	{ NULL, "{}", "ERROR_INVALID_PARTNER_TOKEN", 401 },
	{ "partner_send", "{}", "ERROR_INVALID_PARTNER_TOKEN", 401 },
	{ ALL, "{\"requester.countryCode\":\"US\",\"requester.phoneNumber\":\"12ab\"}",
	  "ERROR_INVALID_COUNTRY_CODE", 400 },
	{ ALL, "{\"requester.phoneNumber\":\"12ab\",\"requester.firstName\":\"H@go 9\"}",
	  "INVALID_PHONE_NUMBER", 400 },
	{ ALL, "{\"requester.phoneNumber\":null}", "INVALID_PHONE_NUMBER", 400 },
	{ ALL, "{\"request.requestTo.phoneNumber\":\"\"}", "INVALID_PHONE_NUMBER", 400 },
	{ ALL, "{\"requester.phoneNumber\":\"+19165550118\"}",
	  "ERROR_PHONE_NUMBER_NOT_SUPPORTED", 400 },
	{ ALL, "{\"request.requestTo.phoneNumber\":\"+525512045519\"}",
	  "ERROR_PHONE_NUMBER_NOT_SUPPORTED", 400 },
	{ ALL, "{\"requester.firstName\":\"H@go 99\",\"requester.dob\":\"1987-02-30\"}",
	  "INVALID_NAME", 400 },
	{ ALL, "{\"request.requestTo.lastName\":\" \"}", "INVALID_NAME", 400 },
	{ ALL, "{\"requester.dob\":\"1987-02-30\",\"request.correlationId\":null}",
	  "ERROR_INVALID_DATE_OF_BIRTH", 400 },
	{ ALL, "{\"request.correlationId\":null,\"request.recipientAmount\":0}",
	  "ERROR_CORRELATION_ID_REQUIRED", 400 },
	{ ALL, "{\"request.correlationId\":\"" ID1 "\",\"request.recipientAmount\":0}",
	  "ERROR_CORRELATION_ID_ALREADY_USED", 400 },
	{ ALL, "{\"request.recipientAmount\":-1,\"request.recipientCurrency\":\"XXQ\"}",
	  "ERROR_INVALID_AMOUNT_ERROR", 400 },
	{ ALL, "{\"request.recipientCurrency\":\"XXQ\"}", "ERROR_INVALID_CURRENCY_CODE", 400 },
	{ ALL, "{\"request.recipientCurrency\":\"USD\",\"request.requestTo.countryCode\":\"FR\","
	  "\"request.requestTo.phoneNumber\":\"+33612345678\"}",
	  "ERROR_INVALID_CURRENCY_CODE", 400 },
	{ ALL, "{\"request.destinationPaymentMethod.currency\":\"USD\"}",
	  "ERROR_INVALID_CURRENCY_CODE", 400 },
	{ ALL, "{\"request.destinationPaymentMethod.country\":\"FR\","
	  "\"request.destinationPaymentMethod.number\":null}",
	  "ERROR_DESTINATION_COUNTRY_NOT_SUPPORTED", 400 },
	{ ALL, "{\"request.requestTo.countryCode\":\"FR\","
	  "\"request.requestTo.phoneNumber\":\"+33612345678\"}",
	  "ERROR_COUNTRY_NOT_SUPPORTED", 400 },
	{ ALL, "{\"request.destinationPaymentMethod.number\":null}",
	  "ERROR_UBN_NUMBER_REQUIRED", 400 },
	{ ALL, CARD_METHOD("4111", "1239"), "ERROR_CARD_VERIFICATION", 400 },
	{ ALL, CARD_METHOD("tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111", "0120"),
	  "ERROR_CARD_VERIFICATION", 400 },
	{ ALL, CARD_METHOD("tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111", ""),
	  "ERROR_CARD_VERIFICATION", 400 },
	{ ALL, "{\"request.requestTo\":null}", "ERROR_CONTACT_NOT_FOUND", 400 },
	{ ALL, "{\"request.destinationPaymentMethod\":null}", "ERROR_PAYMENT_METHOD_NOT_FOUND",
	  400 },
	{ ALL, "{\"request.destinationPaymentMethod.type\":\"Shells\"}",
	  "ERROR_PAYMENT_METHOD_NOT_FOUND", 400 },
	{ ALL, "{\"requester\":[]}", "ERROR_REQUEST_MONEY_FULL", 400 },
	{ ALL, "{\"request\":null}", "ERROR_REQUEST_MONEY_FULL", 400 },
	{ ALL, "{\"requester.city\":\"\"}", "ERROR_REQUEST_MONEY_FULL", 400 },
	{ ALL, "{\"requester.email\":\"crash@example.com\"}", "ERROR_INTERNAL_SERVER_ERROR", 500 },
};

static void refusals_come_at_once_and_in_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
		char *args = whole(ID2, refusals[i].changes);
		struct answer answer;
		struct stage s;
		json_t *summary;

		open_stage(&s);
		answer = call(&s, "requestMoneyFull", refusals[i].scopes, args);
		if (answer.status != refusals[i].status ||
		    strcmp(code_of(&answer), refusals[i].code))
			fail_msg("%s: %d %s instead of %s", refusals[i].changes, answer.status,
				 code_of(&answer), refusals[i].code);
		assert_true(*at(answer.body, "reason"));
		summary = world_summary(s.world);
		assert_int_equal(json_array_size(json_object_get(summary, "full")), 0);
		json_decref(summary);
		json_decref(answer.body);
		free(args);
		close_stage(&s);
	}
}

/* How an accepted one ends: the code and phase of its outcome, "" when it is well. */
static const struct {
	const char *changes, *code, *phase;
} outcomes[] = {
	{ "{}", "", "" },
	{ CARD_METHOD("tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111", "1239"), "", "" },
	{ "{\"requester.email\":\"ofac@example.com\"}", "ERROR_CIP_NOT_COMPLETED", "cip" },
	{ "{\"requester.email\":\"my.addr@example.com\"}", "ERROR_CIP_NOT_COMPLETED", "cip" },
	{ "{\"requester.email\":\"nocip2@example.com\"}", "ERROR_CIP_NOT_FOUND", "cip" },
	{ "{\"requester.email\":\"a.nosubscriber@example.com\"}", "ERROR_SUBSCRIBER_NOT_FOUND",
	  "cip" },
	{ "{\"requester.email\":\"levelone@example.com\"}", "ERROR_MUST_PERFORM_LEVEL_ONE_FIRST",
	  "cip" },
	{ "{\"request.requestTo.email\":\"nocontact@example.com\"}", "ERROR_CONTACT_NOT_FOUND",
	  "contact" },
	{ CARD_METHOD("tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_0002", "1239"),
	  "CARD_VERIFICATION_ERROR", "payment_method" },
	{ "{\"request.destinationPaymentMethod.number\":\"002320275621938816\"}",
	  "ERROR_ERROR_ADD_SOURCE_UBN_ERROR", "payment_method" },
	{ "{\"request.destinationPaymentMethod.type\":\"MobileWallet\"}",
	  "ERROR_PAYMENT_METHOD_NOT_FOUND", "payment_method" },
	{ "{\"request.requestTo.email\":\"badoperation@example.com\"}", "ERROR_INVALID_OPERATION",
	  "request_money" },
	{ "{\"request.requestTo.email\":\"lostoperation@example.com\"}",
	  "ERROR_OPERATION_NOT_FOUND", "request_money" },
	{ "{\"request.requestTo.email\":\"doneoperation@example.com\"}",
	  "ERROR_OPERATION_ALREADY_COMPLETED", "request_money" },
	{ "{\"request.requestTo.email\":\"failfull@example.com\"}", "ERROR_REQUEST_MONEY_FULL",
	  "unknown" },
	{ "{\"request.requestTo.email\":\"crash@example.com\"}", "ERROR_INTERNAL_SERVER_ERROR",
	  "unknown" },
	/* what fails first is told */
	{ "{\"requester.email\":\"ofac@example.com\","
	  "\"request.requestTo.email\":\"nocontact@example.com\"}",
	  "ERROR_CIP_NOT_COMPLETED", "cip" },
	{ "{\"request.requestTo.email\":\"nocontact@example.com\","
	  "\"request.destinationPaymentMethod.number\":\"002320275621938816\"}",
	  "ERROR_CONTACT_NOT_FOUND", "contact" },
	{ "{\"request.requestTo.email\":\"badoperation@example.com\","
	  "\"request.destinationPaymentMethod.number\":\"002320275621938816\"}",
	  "ERROR_ERROR_ADD_SOURCE_UBN_ERROR", "payment_method" },
};

static json_t *next(struct world *world)
{
	struct world_event event;
	json_t *body;

	if (!world_events_next(world, &event))
		return NULL;
	body = json_loads(event.body, JSON_REJECT_DUPLICATES, NULL);
	free(event.body);
	return body;
}

static void check_outcome(const json_t *event, const char *id, const char *code, const char *phase)
{
	bool failed = *code;

	assert_string_equal(at(event, "eventType"), "request_money_full_outcome");
	assert_string_equal(at(event, "correlationId"), id);
	assert_string_equal(at(event, "status"), failed ? "Failed" : "Accepted");
	assert_true(parse_time(at(event, "date")) > 0);
	assert_string_equal(at(event, "errorCode"), code);
	assert_string_equal(at(event, "phase"), phase);
	assert_int_equal(*at(event, "reason") != '\0', failed);
	assert_int_equal(json_object_size(event), failed ? 7 : 4);
}

static void the_outcome_is_an_event(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(outcomes); i++) {
		char *args = whole(ID2, outcomes[i].changes);
		json_t *body, *event, *more;
		struct stage s;

		open_stage(&s);
		world_listen(s.world, true);
		body = good(&s, "requestMoneyFull", args);
		assert_string_equal(at(body, "operationId"), ID2);
		assert_string_equal(at(body, "status"), "Accepted");
		assert_null(next(s.world));
		world_advance(s.world, PIPELINE_MS, -1);
		event = next(s.world);
		check_outcome(event, ID2, outcomes[i].code, outcomes[i].phase);
		more = next(s.world);
		assert_string_equal(at(more, "status"), *outcomes[i].code ? "" : "Sent");
		assert_null(next(s.world));
		json_decref(more);
		json_decref(event);
		json_decref(body);
		free(args);
		close_stage(&s);
	}
}

/* Customer, payer, method and ask are there afterwards, under the link that was
 * told before. */
static void everything_is_made_on_the_way(void **state)
{
	char *args = whole(ID2, "{}"), *page;
	struct stage s;
	json_t *body, *detail, *list;

	(void)state;
	open_stage(&s);
	body = good(&s, "requestMoneyFull", args);
	call_it(&s, "ida", body, "userId");
	refused(&s, "getOperation", "{\"id\":\"" ID2 "\"}", 500, "ERROR_OPERATION_NOT_FOUND");
	assert_null(world_page(s.world, link_code(body, "link")));
	world_advance(s.world, PIPELINE_MS, -1);
	page = world_page(s.world, link_code(body, "link"));
	assert_non_null(page);
	assert_non_null(strstr(page, "500"));
	free(page);
	detail = good(&s, "getOperation", "{\"id\":\"" ID2 "\"}");
	assert_string_equal(at(detail, "status"), "Sent");
	assert_string_equal(at(detail, "reason"), "Renta");
	assert_string_equal(at(detail, "attributionLink"), at(body, "link"));
	assert_true(number(detail, "amount") == 500);
	json_decref(detail);
	detail = good(&s, "getProfile", "{\"phoneOrEmail\":\"ida@example.com\"}");
	assert_string_equal(at(detail, "id"), at(body, "userId"));
	assert_string_equal(at(detail, "status"), "Approved");
	json_decref(detail);
	list = good(&s, "listContacts", "{\"userToken\":\"$ida\"}");
	assert_string_equal(at(json_array_get(list, 0), "phone"), "+19165550140");
	json_decref(list);
	list = good(&s, "getReceivingMethods", "{\"userToken\":\"$ida\"}");
	assert_string_equal(at(json_array_get(list, 0), "number"), "002320275621938815");
	json_decref(list);
	json_decref(body);
	free(args);
	close_stage(&s);
}

/* The second ask of the same people adds nobody and nothing. */
static void who_is_known_is_not_made_again(void **state)
{
	char *first = whole(ID2, "{\"requester.phoneNumber\":\"5520000011\"}");
	char *second = whole(ID3, "{\"request.requestTo.phoneNumber\":\"9165550140\"}");
	struct stage s;
	json_t *a, *b, *list;

	(void)state;
	open_stage(&s);
	a = good(&s, "requestMoneyFull", first);
	b = good(&s, "requestMoneyFull", second);
	assert_string_equal(at(a, "userId"), at(b, "userId"));
	assert_string_not_equal(at(a, "link"), at(b, "link"));
	world_advance(s.world, PIPELINE_MS, -1);
	call_it(&s, "ida", a, "userId");
	list = good(&s, "getOperations", "{\"userToken\":\"$ida\"}");
	assert_int_equal(json_array_size(list), 2);
	json_decref(list);
	list = good(&s, "listContacts", "{\"userToken\":\"$ida\"}");
	assert_int_equal(json_array_size(list), 1);
	json_decref(list);
	list = good(&s, "getReceivingMethods", "{\"userToken\":\"$ida\"}");
	assert_int_equal(json_array_size(list), 1);
	json_decref(list);
	json_decref(a);
	json_decref(b);
	free(first);
	free(second);
	close_stage(&s);
}

static int attempts_at(struct stage *s, const char *id)
{
	json_t *summary = world_summary(s->world), *row;
	int attempts = 0;
	size_t i;

	json_array_foreach(json_object_get(summary, "asks"), i, row)
		if (str_eq(at(row, "correlationId"), id))
			attempts = (int)number(row, "attempts");
	json_decref(summary);
	return attempts;
}

static void a_reference_is_used_up_from_the_start(void **state)
{
	char *args = whole(ID2, "{}"), *failing = whole(ID3, "{\"requester.email\":\"ofac@x.com\","
							 "\"requester.phoneNumber\":\"\"}");
	struct stage s;

	(void)state;
	open_stage(&s);
	do_well(&s, "requestMoneyFull", args);
	refused(&s, "requestMoneyFull", args, 400, "ERROR_CORRELATION_ID_ALREADY_USED");
	refused(&s, "requestMoneyV2", ASK(ID2, "500"), 400, "ERROR_CORRELATION_ID_ALREADY_USED");
	world_advance(s.world, PIPELINE_MS, -1);
	assert_int_equal(attempts_at(&s, ID2), 2);
	refused(&s, "requestMoneyFull", args, 400, "ERROR_CORRELATION_ID_ALREADY_USED");
	assert_int_equal(attempts_at(&s, ID2), 3);
	refused(&s, "requestMoneyFull", failing, 400, "INVALID_PHONE_NUMBER");
	free(failing);
	failing = whole(ID3, "{\"request.requestTo.email\":\"nocontact@example.com\"}");
	do_well(&s, "requestMoneyFull", failing);
	world_advance(s.world, PIPELINE_MS, -1);
	refused(&s, "requestMoneyFull", failing, 400, "ERROR_CORRELATION_ID_ALREADY_USED");
	free(args);
	free(failing);
	close_stage(&s);
}

static void a_job_outlives_the_program(void **state)
{
	const struct world_conf conf = { .seed = 9, .host = "http://h", .listened = true };
	struct world *again = world_new(&conf);
	char *args = whole(ID2, "{}"), *text;
	struct stage s;
	json_t *body, *doc, *event;

	(void)state;
	open_stage(&s);
	world_listen(s.world, true);
	body = good(&s, "requestMoneyFull", args);
	world_advance(s.world, 2100, -1);
	assert_null(next(s.world));
	doc = world_pack(s.world);
	assert_true(world_unpack(again, doc));
	json_decref(doc);
	assert_null(next(again));
	world_advance(again, PIPELINE_MS - 2100, -1);
	event = next(again);
	check_outcome(event, ID2, "", "");
	json_decref(event);
	event = next(again);
	assert_string_equal(at(event, "status"), "Sent");
	json_decref(event);
	assert_null(next(again));
	text = world_page(again, link_code(body, "link"));
	assert_non_null(text);
	free(text);
	json_decref(body);
	doc = world_pack(again);
	text = json_dumps(json_object_get(doc, "full"), 0);
	assert_null(strstr(text, "requester"));		/* done: nothing more than how it went */
	free(text);
	json_decref(doc);
	free(args);
	world_free(again);
	close_stage(&s);
}

static void the_wait_is_for_the_next_step(void **state)
{
	char *args = whole(ID2, "{}");
	struct stage s;
	json_t *event;

	(void)state;
	open_stage(&s);
	world_advance(s.world, 60000, -1);
	world_listen(s.world, true);
	world_advance(s.world, 0, 1);
	do_well(&s, "requestMoneyFull", args);
	assert_in_range(world_events_wait(s.world), 1, 1500);
	world_advance(s.world, PIPELINE_MS, 0);
	assert_int_equal(world_events_wait(s.world), 0);
	event = next(s.world);
	check_outcome(event, ID2, "", "");
	json_decref(event);
	free(args);
	close_stage(&s);
}

/* All 28 codes of raas 11.2 can be had: at once or as the outcome. */
static void every_code_can_be_provoked(void **state)
{
	static const char *const codes[] = {
		"ERROR_TENANT_NOT_FOUND", "ERROR_CIP_NOT_FOUND", "ERROR_CIP_NOT_COMPLETED",
		"ERROR_MUST_PERFORM_LEVEL_ONE_FIRST", "ERROR_SUBSCRIBER_NOT_FOUND",
		"CARD_VERIFICATION_ERROR", "ERROR_CARD_VERIFICATION",
		"ERROR_PAYMENT_METHOD_NOT_FOUND", "ERROR_ERROR_ADD_SOURCE_UBN_ERROR",
		"ERROR_CONTACT_NOT_FOUND", "ERROR_COUNTRY_NOT_SUPPORTED",
		"ERROR_INVALID_COUNTRY_CODE", "ERROR_PHONE_NUMBER_NOT_SUPPORTED",
		"ERROR_INVALID_OPERATION", "ERROR_OPERATION_NOT_FOUND",
		"ERROR_OPERATION_ALREADY_COMPLETED", "ERROR_INTERNAL_SERVER_ERROR",
		"ERROR_REQUEST_MONEY_FULL", "ERROR_INVALID_PARTNER_TOKEN",
		"ERROR_INVALID_AMOUNT_ERROR", "ERROR_INVALID_CURRENCY_CODE",
		"ERROR_CORRELATION_ID_REQUIRED", "ERROR_CORRELATION_ID_ALREADY_USED",
		"ERROR_DESTINATION_COUNTRY_NOT_SUPPORTED", "INVALID_PHONE_NUMBER", "INVALID_NAME",
		"ERROR_UBN_NUMBER_REQUIRED", "ERROR_INVALID_DATE_OF_BIRTH",
	};

	(void)state;
	assert_int_equal(ARRAY_LEN(codes), 28);
	for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
		bool found = false;

		for (size_t k = 0; k < ARRAY_LEN(refusals); k++)
			found |= str_eq(refusals[k].code, codes[i]);
		for (size_t k = 0; k < ARRAY_LEN(outcomes); k++)
			found |= str_eq(outcomes[k].code, codes[i]);
		if (!found)
			fail_msg("%s", codes[i]);
	}
	for (const struct answer_doc *a = op_requestMoneyFull.answers; a->status; a++) {
		bool found = a->status < 300;

		for (size_t k = 0; k < ARRAY_LEN(refusals); k++)
			found |= str_eq(refusals[k].code, a->code) &&
				 refusals[k].status == a->status;
		if (!found)
			fail_msg("%d %s", a->status, a->code);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusals_come_at_once_and_in_order),
		cmocka_unit_test(the_outcome_is_an_event),
		cmocka_unit_test(everything_is_made_on_the_way),
		cmocka_unit_test(who_is_known_is_not_made_again),
		cmocka_unit_test(a_reference_is_used_up_from_the_start),
		cmocka_unit_test(a_job_outlives_the_program),
		cmocka_unit_test(the_wait_is_for_the_next_step),
		cmocka_unit_test(every_code_can_be_provoked),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
