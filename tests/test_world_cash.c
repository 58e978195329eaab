/* Cash points, and the codes under which cash is handed over. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "tests/world_stage.h"

#define AMOUNT(n) "{\"userToken\":\"$eva\",\"operationAmmount\":" n "}"
#define CODE(user, ask, network, sender) \
	"{\"userToken\":\"" user "\",\"operationId\":\"" ask "\",\"senderName\":\"" sender "\"," \
	"\"receiverName\":\"Eva Mora\",\"networkId\":\"" network "\"," \
	"\"operationType\":\"RequestFunds\",\"cashProvider\":\"Inpamex\"}"
#define BY_ID(user, id) "{\"userToken\":\"" user "\",\"referenceCodeId\":\"" id "\"}"
#define NOTIFY(user, id) "{\"userToken\":\"" user "\",\"operationId\":\"" id "\"}"

static const struct refusal_case cases[] = {
	{ "getCashOperators", ALL, NOBODY, 404, "ERROR_USER_NOT_FOUND" },
	{ "getCashOperators", "partner", USER, 401, "" },
	{ "getCashOperators", ALL, AMOUNT("0"), 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "getCashOperators", ALL, AMOUNT("-1"), 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "getCashOperators", ALL, AMOUNT("10.123"), 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "getCashOperators", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "setReferenceCode", ALL, CODE("$eva", FRESH, "net-sol", "Hugo"), 404,
	  "ERROR_OPERATION_NOT_FOUND" },
	{ "setReferenceCode", ALL, CODE("$young", ID1, "net-sol", "Hugo"), 404,
	  "ERROR_OPERATION_NOT_FOUND" },
	{ "setReferenceCode", ALL, CODE("$eva", ID1, "nowhere", "Hugo"), 404,
	  "ERROR_NETWORK_NOT_FOUND" },
	{ "setReferenceCode", ALL, CODE("nobody", ID1, "net-sol", "Hugo"), 404,
	  "ERROR_USER_NOT_FOUND" },
	{ "setReferenceCode", ALL, CODE("$eva", ID1, "net-sol", ""), 500,
	  "ERROR_INTERNAL_SERVER_ERROR" },
	{ "setReferenceCode", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "getReferenceCodeById", ALL, BY_ID("$eva", FRESH), 404,
	  "ERROR_REFERENCE_CODE_NOT_FOUND" },
	{ "getReferenceCodeById", ALL, BY_ID("$young", "$code"), 404,
	  "ERROR_REFERENCE_CODE_NOT_FOUND" },
	{ "getReferenceCodeById", ALL, BY_ID("nobody", "$code"), 404, "ERROR_USER_NOT_FOUND" },
	{ "getReferenceCodeById", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "notifyCashOperation", "partner", NOTIFY("$eva", ID1), 401, "" },
	{ "notifyCashOperation", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ .op = NULL }
};

static void prepare(struct stage *s)
{
	json_t *body = good(s, "setReferenceCode", CODE("$eva", ID1, "net-sol", "Hugo Tru"));

	call_it(s, "code", body, "Id");
	json_decref(body);
}

static void each_refusal_is_as_documented(void **state)
{
	static const struct op *const ops[] = {
		&op_getCashOperators, &op_setReferenceCode, &op_getReferenceCodeById,
		&op_notifyCashOperation, NULL
	};

	(void)state;
	refused_after(prepare, cases);
	every_refusal_has_a_case(ops, cases);
}

static size_t operators(struct stage *s, const char *args)
{
	json_t *list = good(s, "getCashOperators", args), *one;
	size_t i, n = json_array_size(list);

	json_array_foreach(list, i, one) {
		assert_null(json_object_get(one, "most"));
		assert_true(json_array_size(json_object_get(one, "network")) > 0);
		assert_true(json_array_size(json_object_get(one, "location")) > 0);
	}
	json_decref(list);
	return n;
}

static void chains_that_handle_the_amount_are_listed(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	assert_int_equal(operators(&s, USER), 3);
	assert_int_equal(operators(&s, AMOUNT("null")), 3);
	assert_int_equal(operators(&s, AMOUNT("9000")), 3);
	assert_int_equal(operators(&s, AMOUNT("9000.01")), 2);
	assert_int_equal(operators(&s, AMOUNT("20000")), 1);
	assert_int_equal(operators(&s, AMOUNT("50001")), 0);
	close_stage(&s);
}

static void an_ask_keeps_its_one_code(void **state)
{
	struct stage s;
	json_t *first, *again, *whole, *detail;

	(void)state;
	open_stage(&s);
	detail = good(&s, "getOperation", "{\"id\":\"" ID1 "\"}");
	assert_true(json_is_false(json_object_get(detail, "hasReferenceCode")));
	first = good(&s, "setReferenceCode", CODE("$eva", ID1, "net-sol", "Hugo Tru"));
	again = good(&s, "setReferenceCode", CODE("$eva", ID1, "net-ceiba", "Hugo Tru"));
	assert_true(json_equal(first, again));
	call_it(&s, "code", first, "Id");
	whole = good(&s, "getReferenceCodeById", BY_ID("$eva", "$code"));
	assert_string_equal(at(whole, "code"), at(first, "Code"));
	assert_string_equal(at(whole, "networkName"), "Red del Sol");
	assert_string_equal(at(whole, "operatorName"), "Tiendas del Sol");
	assert_string_equal(at(whole, "operationCode"), at(detail, "code"));
	assert_true(number(whole, "amount") == 500);
	assert_true(parse_time(at(whole, "expirationDate")) > wall_ms() + 71 * 3600000);
	json_decref(detail);
	detail = good(&s, "getOperation", "{\"id\":\"" ID1 "\"}");
	assert_true(json_is_true(json_object_get(detail, "hasReferenceCode")));
	json_decref(first);
	json_decref(again);
	json_decref(whole);
	json_decref(detail);
	close_stage(&s);
}

static void status_is(struct stage *s, const char *word)
{
	json_t *status = good(s, "getOperationStatus", NOTIFY("$eva", ID1));

	assert_string_equal(json_string_value(status), word);
	json_decref(status);
}

static void cash_pays_an_ask_that_has_a_code(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	do_well(&s, "notifyCashOperation", NOTIFY("$eva", ID1));
	status_is(&s, "Sent");
	prepare(&s);
	do_well(&s, "notifyCashOperation", NOTIFY("$young", ID1));
	do_well(&s, "notifyCashOperation", NOTIFY("nobody", FRESH));
	status_is(&s, "Sent");
	do_well(&s, "notifyCashOperation", NOTIFY("$eva", ID1));
	status_is(&s, "Funding");
	close_stage(&s);
}

static void codes_outlive_the_program(void **state)
{
	struct stage s;
	json_t *before, *after, *doc;

	(void)state;
	open_stage(&s);
	prepare(&s);
	before = good(&s, "getReferenceCodeById", BY_ID("$eva", "$code"));
	doc = world_pack(s.world);
	world_free(s.world);
	s.world = world_of(0, 9, false);
	assert_true(world_unpack(s.world, doc));
	after = good(&s, "getReferenceCodeById", BY_ID("$eva", "$code"));
	assert_true(json_equal(before, after));
	json_decref(doc);
	json_decref(before);
	json_decref(after);
	close_stage(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_refusal_is_as_documented),
		cmocka_unit_test(chains_that_handle_the_amount_are_listed),
		cmocka_unit_test(an_ask_keeps_its_one_code),
		cmocka_unit_test(cash_pays_an_ask_that_has_a_code),
		cmocka_unit_test(codes_outlive_the_program),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
