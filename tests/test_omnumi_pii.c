/* Personal data: the vendor's example, what of it no record keeps, and a history that
 * goes on. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "api/refusal.h"
#include "tests/samples.h"
#include "tests/world_stage.h"

#define ANA "{\"customerAccountId\":\"5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9\"}"

static void check_sample(const struct sample *s)
{
	static const char *const never[] = {
		"122-22-2332", "+15417543010", "amber.wenny@mail.com", "1997-04-02", "123 Main St",
		"22440412", "XXXXXX0412", "10.20.121.1", "Wick", "lorem@mygmail.com", "134567890",
		"Ul22440412", "123455",
	};
	char *text;

	sample_holds(s);
	if (s->status != 200)
		return;
	sample_at(s, "data.historyData.0.oldDetails.governmentDocuments.0.validTillDate");
	sample_at(s, "data.historyData.0.newDetails.bankAccountDetails.bankAccountNumber");
	text = sample_kept(s);
	for (size_t i = 0; i < ARRAY_LEN(never); i++)
		if (strstr(text, never[i]))
			fail_msg("a record keeps %s: %s", never[i], text);
	free(text);
}

static void the_vendors_example_is_read_and_not_kept(void **state)
{
	(void)state;
	assert_int_equal(samples_each("omnumi_pii.txt", check_sample), 3);
}

static void says(struct stage *s, const char *id, int status, const char *message)
{
	char *args = xasprintf("{\"customerAccountId\":\"%s\"}", id);
	struct answer answer = call(s, "getPiiCustomerDetails", ALL, args);
	struct refusal_entry first = { "", "" };

	assert_int_equal(answer.status, status);
	refusal_entries(answer.body, &first, 1);
	assert_string_equal(first.message, message);
	json_decref(answer.body);
	free(args);
}

static void each_refusal_is_as_documented(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	says(&s, "somebody", 400, "Please provide valid customer id");
	says(&s, "00000000-0000-4000-8000-000000000500", 400,
	     "Error while fetching full customer pii history.");
	says(&s, "2cbfdc48-072c-40e5-8976-7ade3586faf6", 404, "Please provide valid tenant id");
	says(&s, FRESH, 404, "There is no such customer account in the given tenant id");
	close_stage(&s);
}

static json_t *look(struct stage *s, size_t changes, const char *occupation)
{
	json_t *body = good(s, "getPiiCustomerDetails", ANA);
	const json_t *data = json_object_get(body, "data");

	assert_int_equal(json_array_size(json_object_get(data, "historyData")), changes);
	assert_string_equal(at(data, "occupation"), occupation);
	assert_string_equal(at(data, "phone"), "+525512045518");
	return body;
}

static void changes_go_on_as_time_goes_on(void **state)
{
	struct stage s;
	json_t *before, *after, *change;

	(void)state;
	open_stage(&s);
	before = look(&s, 4, "Teacher");
	world_advance(s.world, 61 * 60000, -1);
	after = look(&s, 5, "Engineer");
	change = json_array_get(json_object_get(json_object_get(after, "data"), "historyData"),
				0);
	assert_string_equal(at(change, "remarks"), "New job");
	assert_string_equal(at(json_object_get(change, "oldDetails"), "occupation"), "Teacher");
	assert_string_equal(at(json_object_get(change, "newDetails"), "occupation"), "Engineer");
	assert_string_equal(at(json_object_get(change, "newDetails"), "dateOfBirth"),
			    "1991-03-08");
	json_decref(before);
	json_decref(after);
	close_stage(&s);
}

static void linked_banks_are_listed_masked(void **state)
{
	struct stage s;
	json_t *body, *banks;

	(void)state;
	open_stage(&s);
	do_well(&s, "linkBank", "{\"customerAccountId\":\"5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9\","
		"\"bankAccountDetails\":{\"bankLegalName\":\"First Bank\","
		"\"bankAccountHolderName\":\"Ana Paz\",\"bankAccountType\":\"Checking\","
		"\"bankAccountNumber\":\"000123456789\",\"bankAbaRoutingNumber\":\"091000022\"}}");
	body = look(&s, 4, "Teacher");
	banks = json_object_get(json_object_get(body, "data"), "bankAccounts");
	assert_int_equal(json_array_size(banks), 2);
	assert_string_equal(at(json_array_get(banks, 1), "bankAccountNumber"), "XXXXXX6789");
	assert_string_equal(at(json_array_get(banks, 1), "bankLegalName"), "First Bank");
	json_decref(body);
	close_stage(&s);
}

static void each_change_begins_where_the_one_before_ended(void **state)
{
	struct stage s;
	json_t *body, *list;

	(void)state;
	open_stage(&s);
	body = look(&s, 4, "Teacher");
	list = json_object_get(json_object_get(body, "data"), "historyData");
	for (size_t i = 0; i + 1 < json_array_size(list); i++)
		assert_true(json_equal(
			json_object_get(json_array_get(list, i), "oldDetails"),
			json_object_get(json_array_get(list, i + 1), "newDetails")));
	json_decref(body);
	close_stage(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_vendors_example_is_read_and_not_kept),
		cmocka_unit_test(each_refusal_is_as_documented),
		cmocka_unit_test(changes_go_on_as_time_goes_on),
		cmocka_unit_test(linked_banks_are_listed_masked),
		cmocka_unit_test(each_change_begins_where_the_one_before_ended),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
