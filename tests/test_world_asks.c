/* Asks: what they answer, how they advance, who decides. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "tests/world_stage.h"

static void the_ask_answers_like_the_vendor(void **state)
{
	struct stage s;
	json_t *body, *detail;

	(void)state;
	open_stage(&s);
	body = good(&s, "requestMoneyV2", ASK(ID2, "1734.56"));
	assert_string_equal(at(body, "status"), "Sent");
	assert_true(has_prefix(at(body, "createdAt"), "/Date("));
	assert_int_equal(strlen(at(body, "code")), 6);
	assert_string_equal(at(json_object_get(body, "fromUser"), "phoneNumber"), "+19165550149");
	assert_string_equal(at(json_object_get(body, "toUser"), "userId"), at(s.names, "eva"));
	assert_true(number(body, "amount") == 1734.56);
	assert_true(number(body, "senderAmount") == 100);
	assert_true(has_prefix(at(body, "attributionLink"), "http://127.0.0.1:1/l/"));
	detail = good(&s, "getOperation", "{\"id\":\"" ID2 "\"}");
	assert_string_equal(at(json_object_get(detail, "toUser"), "phoneNumber"), "+19165550149");
	assert_string_equal(at(json_object_get(detail, "fromUser"), "userId"), at(s.names, "eva"));
	assert_true(parse_time(at(detail, "createdAt")) == parse_time(at(body, "createdAt")));
	assert_string_equal(at(detail, "platId"), at(body, "platId"));
	call_it(&s, "plat", body, "platId");
	json_decref(detail);
	json_decref(body);
	detail = good(&s, "getOperation", "{\"id\":\"$plat\"}");
	assert_string_equal(at(detail, "correlationId"), ID2);
	json_decref(detail);
	close_stage(&s);
}

static void an_ask_may_bring_its_method_along(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	do_well(&s, "requestMoneyV2", ASK_OF("$eva", "+19165550149", WITH_ID, "10", "MXN",
		",\"destinationPaymentMethod\":{\"type\":\"UBN\",\"number\":\"002320275621938815\","
		"\"country\":\"MX\",\"currency\":\"MXN\"}"));
	close_stage(&s);
}

static void status_is(struct stage *s, const char *id, const char *word, const char *object_word)
{
	char *text = xasprintf("{\"userToken\":\"$eva\",\"operationId\":\"%s\",\"id\":\"%s\"}", id,
		id);
	json_t *status = good(s, "getOperationStatus", text), *detail = good(s, "getOperation",
		text);

	assert_string_equal(json_string_value(status), word);
	assert_string_equal(at(detail, "status"), object_word);
	json_decref(status);
	json_decref(detail);
	free(text);
}

static void an_ask_advances_with_the_clock(void **state)
{
	static const struct {
		int ms;
		const char *status;
	} steps[] = {
		{ 0, "Sent" }, { 5999, "Sent" }, { 1, "Funding" }, { 4000, "Funded" },
		{ 4000, "InTransit" }, { 5999, "InTransit" }, { 1, "Completed" },
		{ 999999, "Completed" },
	};
	struct stage s;

	(void)state;
	open_stage(&s);
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		world_advance(s.world, steps[i].ms, -1);
		status_is(&s, ID1, steps[i].status, steps[i].status);
	}
	close_stage(&s);
}

static void cents_choose_the_end(void **state)
{
	static const struct {
		const char *amount, *status, *object_status;
	} ends[] = {
		{ "1.91", "OnHold", "OnHold" }, { "1.92", "Failed", "Failed" },
		{ "1.93", "Cancelled", "Cancelled" }, { "1.94", "Failed", "Rejected" },
		{ "1.95", "Completed", "Completed" },
	};
	struct stage s;

	(void)state;
	open_stage(&s);
	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		char *id = xasprintf("7011cefb-0c0b-48c1-a68a-7134d32e61a%zu", i);
		char *text = xasprintf(ASK("%s", "%s"), id, ends[i].amount);

		do_well(&s, "requestMoneyV2", text);
		status_is(&s, id, "Sent", "Sent");
		world_advance(s.world, 60000, -1);
		status_is(&s, id, ends[i].status, ends[i].object_status);
		free(text);
		free(id);
	}
	close_stage(&s);
}

static void the_payer_decides_on_her_page(void **state)
{
	static const struct {
		const char *button, *status, *object_status, *later;
	} ways[] = {
		{ "pay", "Funding", "Funding", "Completed" }, { "refuse", "Failed", "Rejected",
			"Failed" },
		{ "expire", "Cancelled", "Cancelled", "Cancelled" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		struct stage s;
		json_t *body, *detail;
		char code[8], *page;

		open_stage(&s);
		body = good(&s, "requestMoneyV2", ASK_OF("$eva", "+19165550149",
			",\"correlationId\":\"" ID2 "\",\"reason\":\"rent <b> & food\"", "1734.56",
			"MXN", TO_CARD));
		snprintf(code, sizeof(code), "%s", link_code(body, "attributionLink"));
		page = world_page(s.world, code);
		assert_non_null(strstr(page, "1,734.56 MXN"));
		assert_non_null(strstr(page, "100.00 USD"));
		assert_non_null(strstr(page, "Eva Mora"));
		assert_non_null(strstr(page, "Hugo"));
		assert_non_null(strstr(page, "rent &lt;b&gt; &amp; food"));
		assert_null(strstr(page, "{{"));
		assert_true(world_press(s.world, code, ways[i].button, ""));
		status_is(&s, ID2, ways[i].status, ways[i].object_status);
		assert_false(world_press(s.world, code, "pay", ""));
		detail = good(&s, "getOperation", "{\"id\":\"" ID2 "\"}");
		assert_int_equal(json_is_true(json_object_get(detail, "isIgnored")),
				 str_eq(ways[i].button, "refuse"));
		world_advance(s.world, 14000, -1);
		body = (json_decref(body), good(&s, "getOperationStatus",
			"{\"userToken\":\"$eva\",\"operationId\":\"" ID2 "\"}"));
		assert_string_equal(json_string_value(body), ways[i].later);
		json_decref(body);
		json_decref(detail);
		free(page);
		close_stage(&s);
	}
}

static void history_is_newest_first_and_filtered(void **state)
{
	struct stage s;
	json_t *list;

	(void)state;
	open_stage(&s);
	do_well(&s, "createContact", CONTACT("$eva", "Ines", "+12135550162", "US"));
	do_well(&s, "requestMoneyV2", ASK_OF("$eva", "+12135550162",
		",\"correlationId\":\"" ID2 "\"",
		"20", "MXN", TO_CARD));
	list = good(&s, "getOperations", USER);
	assert_int_equal(json_array_size(list), 2);
	assert_string_equal(at(json_array_get(list, 0), "id"), ID2);
	json_decref(list);
	list = good(&s, "getOperations",
		    "{\"userToken\":\"$eva\",\"toPhoneNumber\":\"+19165550149\"}");
	assert_int_equal(json_array_size(list), 1);
	assert_string_equal(at(json_array_get(list, 0), "id"), ID1);
	json_decref(list);
	list = good(&s, "getOperations", "{\"userToken\":\"$young\"}");
	assert_int_equal(json_array_size(list), 0);
	json_decref(list);
	close_stage(&s);
}

static void frequent_contacts_by_number_of_asks(void **state)
{
	struct stage s;
	json_t *list;

	(void)state;
	open_stage(&s);
	do_well(&s, "createContact", CONTACT("$eva", "Ines", "+12135550162", "US"));
	for (int i = 0; i < 2; i++) {
		char *text = xasprintf(ASK_OF("$eva", "+12135550162", ",\"correlationId\":\"%s%d\"",
			"20", "MXN", TO_CARD), "7011cefb-0c0b-48c1-a68a-7134d32e61b", i);

		do_well(&s, "requestMoneyV2", text);
		free(text);
	}
	list = good(&s, "getFrequentContacts", "{\"userToken\":\"$eva\",\"limit\":5}");
	assert_int_equal(json_array_size(list), 2);
	assert_string_equal(at(json_array_get(list, 0), "firstName"), "Ines");
	json_decref(list);
	list = good(&s, "getFrequentContacts", "{\"userToken\":\"$eva\",\"limit\":1}");
	assert_int_equal(json_array_size(list), 1);
	json_decref(list);
	close_stage(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_ask_answers_like_the_vendor),
		cmocka_unit_test(an_ask_may_bring_its_method_along),
		cmocka_unit_test(an_ask_advances_with_the_clock),
		cmocka_unit_test(cents_choose_the_end),
		cmocka_unit_test(the_payer_decides_on_her_page),
		cmocka_unit_test(history_is_newest_first_and_filtered),
		cmocka_unit_test(frequent_contacts_by_number_of_asks),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
