#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "api/op.h"

static json_t *json(const char *text)
{
	json_t *value = json_loads(text, JSON_DECODE_ANY, NULL);

	assert_non_null(value);
	return value;
}

static int set_up(void **state)
{
	(void)state;
	lang_init();
	return 0;
}

/* ---- request lines ---- */

static const char *routed(const char *method, const char *path, json_t *args)
{
	bool wrong = false;
	const struct op *op = op_match(SVC_RAAS, method, path, args, &wrong);

	return op ? op->name : wrong ? "wrong method" : "none";
}

static void literal_segments_win_over_places(void **state)
{
	(void)state;
	assert_string_equal(routed("GET", "/user/operations/u1", NULL), "getOperations");
	assert_string_equal(routed("GET", "/user/operations/detail/7", NULL), "getOperation");
	assert_string_equal(routed("GET", "/user/operations/status/u1/7", NULL),
			    "getOperationStatus");
	assert_string_equal(routed("GET", "/user/operations/frequent/u1/7", NULL),
			    "getFrequentContacts");
	assert_string_equal(routed("POST", "/user/operations/operation-quote-lite", NULL),
			    "operationQuoteLite");
	assert_string_equal(routed("PUT", "/user/contacts/u1", NULL), "updateContact");
	assert_string_equal(routed("DELETE", "/user/contacts/u1", NULL), "wrong method");
	assert_string_equal(routed("GET", "/user/contacts/", NULL), "none");
	assert_string_equal(routed("GET", "/user/contacts", NULL), "none");
	assert_string_equal(routed("GET", "/user/contacts/u1/x", NULL), "none");
	assert_string_equal(routed("GET", "", NULL), "none");
	assert_string_equal(op_match(SVC_VGS, "POST", "", NULL, NULL)->name, "tokenizeCard");
}

static void places_are_encoded_and_decoded(void **state)
{
	json_t *args = json("{\"phoneOrEmail\":\"+52 1/ñ@x\"}"), *found = json_object();
	char *target = op_target(&op_getProfile, args, NULL);

	(void)state;
	assert_string_equal(target, "/user/profile/%2B52%201%2F%C3%B1%40x");
	assert_string_equal(routed("GET", target, found), "getProfile");
	assert_true(json_equal(args, found));
	json_object_clear(found);
	assert_string_equal(routed("GET", "/user/profile/+5215521206703", found), "getProfile");
	assert_string_equal(json_string_value(json_object_get(found, "phoneOrEmail")),
			    "+5215521206703");
	free(target);
	json_decref(args);
	json_decref(found);
}

static void a_query_holds_what_was_given(void **state)
{
	json_t *args = json("{\"userToken\":\"u1\",\"sourceCountry\":\"US\","
			    "\"destinationCountry\":\"\"}");
	char *target = op_target(&op_getReceivingMethods, args, NULL);
	struct err err = { 0 };

	(void)state;
	assert_string_equal(target,
			    "/user/funding/source/get-receiving-methods/u1?sourceCountry=US");
	json_object_del(args, "userToken");
	assert_null(op_target(&op_getReceivingMethods, args, &err));
	assert_string_equal(err.field, "userToken");
	free(target);
	json_decref(args);
}

static void texts_become_what_the_catalogue_says(void **state)
{
	json_t *args = json_object(), *wanted;

	(void)state;
	op_set_text(&op_getFrequentContacts, args, "limit", "10");
	op_set_text(&op_getFrequentContacts, args, "userToken", "007");
	wanted = json("{\"limit\":10,\"userToken\":\"007\"}");
	assert_true(json_equal(args, wanted));
	json_object_clear(args);
	json_decref(wanted);
	op_set_text(&op_getSessionLinkV2, args, "addCardParams.name", "VISA");
	op_set_text(&op_getSessionLinkV2, args, "addCardParams.number", "tok_1");
	op_set_text(&op_getSessionLinkV2, args, "latitude", "north");
	op_set_text(&op_getSessionLinkV2, args, "phoneNumber", "52 1");
	op_set_text(&op_getSessionLinkV2, args, "unknown", "7");
	wanted = json("{\"addCardParams\":{\"name\":\"VISA\",\"number\":\"tok_1\"},"
		      "\"latitude\":\"north\",\"phoneNumber\":\"52 1\",\"unknown\":\"7\"}");
	assert_true(json_equal(args, wanted));
	json_decref(wanted);
	json_decref(args);
}

static void a_body_leaves_places_and_nulls_out(void **state)
{
	json_t *args = json("{\"userToken\":\"u1\",\"number\":\"1\",\"bankName\":null,"
			    "\"other\":{\"a\":null,\"b\":[null]}}");
	json_t *body = op_body(&op_addUBNAccount, args);
	json_t *wanted = json("{\"number\":\"1\",\"other\":{\"b\":[null]}}");

	(void)state;
	assert_true(json_equal(body, wanted));
	assert_null(op_body(&op_listContacts, args));
	json_decref(args);
	json_decref(body);
	json_decref(wanted);
}

/* ---- scopes and names ---- */

static void scopes_inherit(void **state)
{
	(void)state;
	assert_true(op_allowed(&op_getUserTokenV2, "partner"));
	assert_true(op_allowed(&op_getUserTokenV2, "partner_dual"));
	assert_true(op_allowed(&op_getUserTokenV2, "partner_full"));
	assert_false(op_allowed(&op_getUserTokenV2, "partner_send"));
	assert_false(op_allowed(&op_operationQuoteV2, "partner"));
	assert_true(op_allowed(&op_operationQuoteV2, "partner,partner_send"));
	assert_true(op_allowed(&op_operationQuoteV2, "partner_dual"));
	assert_true(op_allowed(&op_requestMoneyV2, "partner"));
	assert_true(op_allowed(&op_getPaymentMethodV2, "Default"));
	assert_false(op_allowed(&op_listContacts, ""));
	assert_true(op_allowed(&op_tokenizeCard, ""));
}

static void a_wrong_word_has_a_neighbour(void **state)
{
	(void)state;
	assert_ptr_equal(op_nearest("getUserToken"), &op_getUserTokenV2);
	assert_ptr_equal(op_nearest("requestmoneyv2"), &op_requestMoneyV2);
	assert_ptr_equal(op_nearest("profile"), &op_getProfile);
	assert_ptr_equal(op_nearest("tokeniseCard"), &op_tokenizeCard);
	assert_null(op_nearest("zzzzzz"));
	assert_null(op_nearest(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(literal_segments_win_over_places),
		cmocka_unit_test(places_are_encoded_and_decoded),
		cmocka_unit_test(a_query_holds_what_was_given),
		cmocka_unit_test(texts_become_what_the_catalogue_says),
		cmocka_unit_test(a_body_leaves_places_and_nulls_out),
		cmocka_unit_test(scopes_inherit),
		cmocka_unit_test(a_wrong_word_has_a_neighbour),
	};

	return cmocka_run_group_tests_name("op", tests, set_up, NULL);
}
