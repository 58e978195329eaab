#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "api/op.h"

#define op_each(o) for (const struct op *const *o = op_list; *o; o++)

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

/* ---- what holds of every operation ---- */

static void check_field(const struct op *op, const struct field *f)
{
	bool nested = f->type == &field_group || f->type == &field_list || f->type == &field_some;

	if (!f->label || !*f->label || !f->type || (!nested && !f->example))
		fail_msg("%s.%s lacks a label, a type or an example", op->name, f->key);
	if ((f->type == &field_choice && !f->choices) || (nested && !f->fields && !f->of))
		fail_msg("%s.%s lacks its choices or its parts", op->name, f->key);
}

static void check_sibling(const struct op *op, const struct field *table, const char *key)
{
	if (key && !field_find(table, key))
		fail_msg("%s: no sibling %s", op->name, key);
}

static void check_table(const struct op *op, const struct field *table)
{
	field_each(f, table) {
		check_field(op, f);
		check_sibling(op, table, f->currency_key);
		check_sibling(op, table, f->country_key);
		for (const struct field *other = f + 1; other->key; other++)
			if (!strcmp(other->key, f->key))
				fail_msg("%s.%s stands twice", op->name, f->key);
		if (f->fields)
			check_table(op, f->fields);
	}
}

static void tables_are_complete(void **state)
{
	(void)state;
	op_each(op) {
		assert_ptr_equal(op_find((*op)->name), *op);
		assert_true((*op)->title && (*op)->summary && (*op)->group && (*op)->source);
		assert_true((*op)->changes || !strcmp((*op)->method, "GET") ||
			    !strcmp((*op)->method, "POST"));
		assert_true(!(*op)->moves_money || (*op)->changes);
		check_table(*op, (*op)->in);
		check_table(*op, (*op)->out);
		for (const struct answer_doc *a = (*op)->answers; a->status; a++)
			check_table(*op, a->more);
	}
	assert_null(op_find("getusertokenv2"));
}

static void check_example(const struct op *op, const struct field *table, bool required_only)
{
	json_t *record = record_example(table, required_only);
	struct err err = { 0 };

	if (!record_check(table, record, &err, NULL))
		fail_msg("%s: the example of %s does not fit: %s", op->name, err.field, err.text);
	json_decref(record);
}

static void examples_fit_their_own_check(void **state)
{
	(void)state;
	op_each(op) {
		check_example(*op, (*op)->in, false);
		check_example(*op, (*op)->in, true);
		check_example(*op, (*op)->out, false);
		check_example(*op, (*op)->out, true);
	}
}

static bool is_documented(const struct op *op, int status, const char *code)
{
	for (const struct answer_doc *a = op->answers; a->status; a++)
		if (a->status == status && (str_eq(op->marks ? a->reason : a->code, code) ||
					    a->shape == REFUSAL_EMPTY))
			return true;
	return false;
}

static void answers_begin_with_success_and_know_the_key(void **state)
{
	(void)state;
	op_each(op) {
		const struct answer_doc *first = (*op)->answers;

		assert_true(first->status >= 200 && first->status < 300 && !first->more);
		assert_true(!(*op)->scopes || op_answer(*op, 401, NULL));
		assert_true(!(*op)->may_be_empty || (*op)->out);
		assert_int_equal((*op)->shape == REPLY_NONE, !(*op)->out);
		for (const struct answer_doc *a = first; a->status; a++)
			if (!a->title || !a->provoke)
				fail_msg("%s %d lacks words", (*op)->name, a->status);
	}
}

/* The answer to a request with one value put wrong must be a documented one,
 * or have any_code: what holds of all operations stands in no table. */
static void refused_as_documented(const struct op *op, json_t *args, const char *key,
				  const char *any_code)
{
	const char *code = NULL;
	struct err err = { 0 };
	int status = 0;

	if (op_check_request(op, args, &status, &code, &err))
		fail_msg("%s accepts a bad %s", op->name, key);
	assert_int_equal(err.kind, ERR_INPUT);
	assert_true(*err.text);
	if (!is_documented(op, status, code) && strcmp(code, any_code))
		fail_msg("%s, bad %s: %d %s is not among its answers", op->name, key, status, code);
}

/* The least a request needs, one of its alternatives included. */
static json_t *least_args(const struct op *op)
{
	json_t *args = record_example(op->in, true);
	const char *keys = op->one_of ? op->one_of : "";
	char *first = xstrndup(keys, strcspn(keys, ","));

	if (*first)
		op_set_text(op, args, first, field_find(op->in, first)->example);
	free(first);
	return args;
}

static void put_one_field_wrong(const struct op *op, const struct field *f)
{
	json_t *args = least_args(op);

	assert_true(op_check_request(op, args, NULL, NULL, NULL));
	if (f->required) {
		json_object_del(args, f->key);
		refused_as_documented(op, args, f->key, "");
	}
	json_object_set_new(args, f->key, json_pack("[i]", 7));
	if (f->type != &field_any)
		refused_as_documented(op, args, f->key, "ERROR_INVALID_SCHEMA");
	json_decref(args);
}

static void faults_are_answered_as_documented(void **state)
{
	(void)state;
	op_each(op)
		field_each(f, (*op)->in) {
			bool place = f->in == IN_PATH && f->type == &field_text;
			const char *rest = strchr((*op)->one_of ? (*op)->one_of : "", ',');
			bool ignored = rest && word_in(rest + 1, f->key);

			if (!place && !ignored)
				put_one_field_wrong(*op, f);
		}
}

static json_t *reply_example(const struct op *op)
{
	json_t *record = record_example(op->out, false), *word;

	if (op->shape == REPLY_OBJECT || op->shape == REPLY_NONE)
		return record;
	if (op->shape == REPLY_LIST)
		return json_pack("[o]", record);
	word = json_incref(json_object_get(record, op->out->key));
	json_decref(record);
	return op->shape == REPLY_WORDS ? json_pack("[o]", word) : word;
}

static void replies_are_told_from_other_things(void **state)
{
	json_t *number = json_integer(7), *empty = json_array(), *reply;

	(void)state;
	op_each(op) {
		struct err err = { 0 };
		bool list = (*op)->shape == REPLY_LIST || (*op)->shape == REPLY_WORDS;

		if ((*op)->shape == REPLY_NONE) {
			assert_true(op_check_reply(*op, NULL, NULL));
			assert_true(op_check_reply(*op, number, NULL));
			continue;
		}
		reply = reply_example(*op);

		assert_true(op_check_reply(*op, reply, NULL));
		assert_false(op_check_reply(*op, number, &err));
		assert_int_equal(err.kind, ERR_PROTOCOL);
		assert_true(*err.text);
		assert_int_equal(op_check_reply(*op, NULL, NULL), (*op)->may_be_empty);
		assert_int_equal(op_check_reply(*op, empty, NULL), list);
		json_decref(reply);
	}
	json_decref(number);
	json_decref(empty);
}

/* A request line made from examples leads back to its operation and values. */
static void targets_lead_back(void **state)
{
	(void)state;
	op_each(op) {
		json_t *args = record_example((*op)->in, false), *found = json_object();
		char *target = op_target(*op, args, NULL);
		bool wrong = true;

		assert_non_null(target);
		target[strcspn(target, "?")] = '\0';
		assert_ptr_equal(op_match((*op)->service, (*op)->method, target, found, &wrong),
				 *op);
		assert_false(wrong);
		field_each(f, (*op)->in)
			if (f->in == IN_PATH)
				assert_true(json_equal(json_object_get(found, f->key),
						       json_object_get(args, f->key)));
		free(target);
		json_decref(args);
		json_decref(found);
	}
}

static void no_sink_gets_a_token(void **state)
{
	(void)state;
	op_each(op) {
		json_t *args = record_example((*op)->in, false), *reply = reply_example(*op);
		json_t *safe_in = op_redact_in(*op, args), *safe_out = op_redact_out(*op, reply);
		char *in = json_dumps(safe_in, JSON_ENCODE_ANY);
		char *out = json_dumps(safe_out, JSON_ENCODE_ANY);

		assert_null(strcasestr(in, "tok_sandbox"));
		assert_null(strcasestr(out, "tok_sandbox"));
		assert_null(strstr(in, "411111111111"));
		free(in);
		free(out);
		json_decref(args);
		json_decref(reply);
		json_decref(safe_in);
		json_decref(safe_out);
	}
}

/* ---- refusals, row by row (raas 5) ---- */

struct refusal {
	const struct op *op;
	const char *change;		/* members laid over the operation's required example */
	const char *answer;		/* "STATUS CODE FIELD", or "" */
};

static const struct refusal refusals[] = {
	{ &op_getUserTokenV2, "{}", "400 ERROR_INVALID_SCHEMA email" },
	{ &op_getUserTokenV2, "{\"email\":\" \"}", "400 ERROR_INVALID_SCHEMA email" },
	{ &op_getUserTokenV2, "{\"email\":\"no-es-un-email\"}",
	  "400 ERROR_INVALID_EMAIL_FORMAT email" },
	{ &op_getUserTokenV2, "{\"phoneNumber\":\"5215521206703\"}",
	  "400 INVALID_PHONE_NUMBER phoneNumber" },
	{ &op_getUserTokenV2, "{\"phoneNumber\":\"+5215521206703\",\"countryCode\":\"US\"}",
	  "400 ERROR_COUNTRY_NOT_SUPPORTED phoneNumber" },
	{ &op_getUserTokenV2, "{\"phoneNumber\":\"+5215521206703\",\"countryCode\":\"MX\"}", "" },
	{ &op_getUserTokenV2, "{\"email\":\"a@example.com\",\"phoneNumber\":\"bad\"}", "" },
	{ &op_registerUserV2, "{\"lastName\":null}", "400 ERROR_INVALID_SCHEMA lastName" },
	{ &op_registerUserV2, "{\"city\":\" \"}", "400 ERROR_INVALID_SCHEMA city" },
	{ &op_registerUserV2, "{\"dob\":\"1987-02-30\"}", "400 ERROR_INVALID_DATE_OF_BIRTH dob" },
	{ &op_registerUserV2, "{\"dob\":\"1987-06-24T07:00:00.000Z\"}", "" },
	{ &op_registerUserV2, "{\"address2\":\"\",\"email\":null}", "" },
	{ &op_registerUserV2, "{\"gender\":\"X\"}", "400 ERROR_INVALID_SCHEMA gender" },
	{ &op_registerUserV2, "{\"phoneNumber\":\"+19165550149\"}",
	  "400 ERROR_COUNTRY_NOT_SUPPORTED phoneNumber" },
	{ &op_getSessionLinkV2, "{\"ubnParams\":{\"number\":\"002320275621938816\"}}",
	  "400 UBN_VALIDATION_ERROR ubnParams.number" },
	{ &op_getSessionLinkV2, "{\"addCardParams\":{}}",
	  "400 ERROR_INVALID_SCHEMA addCardParams.number" },
	{ &op_createContact, "{\"firstName\":\"\"}", "400 ERROR_NAME_NOT_PROVIDED firstName" },
	{ &op_createContact, "{\"lastName\":\"Tru7\"}", "400 ERROR_INVALID_NAME lastName" },
	{ &op_createContact, "{\"countryCode\":null}",
	  "400 ERROR_COUNTRY_NOT_PROVIDED countryCode" },
	{ &op_createContact, "{\"phone\":null}", "400 INVALID_PHONE_NUMBER phone" },
	{ &op_createContact, "{\"countryCode\":\"MX\"}", "400 ERROR_COUNTRY_NOT_SUPPORTED phone" },
	{ &op_createFundingCard, "{\"expirationDate\":\"0120\"}",
	  "400 CARD_VERIFICATION_ERROR expirationDate" },
	{ &op_createFundingCard, "{\"number\":\"4111111111111111\"}",
	  "400 CARD_VERIFICATION_ERROR number" },
	{ &op_createFundingCard, "{\"securityCode\":\"\"}", "" },
	{ &op_addUBNAccount, "{\"number\":\"002320275621938816\"}",
	  "400 UBN_VALIDATION_ERROR number" },
	{ &op_requestMoneyV2, "{\"destinationPaymentMethodId\":null}",
	  "400 ERROR_PAYMENT_METHOD_NOT_FOUND destinationPaymentMethodId" },
	{ &op_requestMoneyV2, "{\"destinationPaymentMethod\":{}}", "" },
	{ &op_requestMoneyV2,
	  "{\"destinationPaymentMethodId\":\"\",\"destinationPaymentMethod\":{}}",
	  "400 ERROR_INVALID_SCHEMA destinationPaymentMethod.type" },
	{ &op_requestMoneyV2, "{\"recipientAmount\":0}",
	  "400 ERROR_INVALID_AMOUNT_ERROR recipientAmount" },
	{ &op_requestMoneyV2, "{\"recipientAmount\":500.001}",
	  "400 ERROR_INVALID_AMOUNT_ERROR recipientAmount" },
	{ &op_requestMoneyV2, "{\"recipientCurrency\":\"XXQ\"}",
	  "400 ERROR_INVALID_CURRENCY_CODE recipientCurrency" },
	{ &op_requestMoneyV2, "{\"correlationId\":null}",
	  "400 ERROR_CORRELATION_ID_REQUIRED correlationId" },
	{ &op_requestMoneyV2, "{\"requestTo\":\"19165550149\"}",
	  "400 INVALID_PHONE_NUMBER requestTo" },
	{ &op_operationQuoteV2, "{\"amount\":-1}",
	  "400 ERROR_INVALID_QUOTATION_REQUEST_DATA amount" },
	{ &op_preQuote, "{\"Amount\":0}", "500 ERROR_INTERNAL_SERVER_ERROR Amount" },
	{ &op_operationQuoteLite, "{\"amountCurrency\":null}",
	  "500 ERROR_INTERNAL_SERVER_ERROR amountCurrency" },
	{ &op_getFrequentContacts, "{\"limit\":\"abc\"}", "400 ERROR_INVALID_SCHEMA limit" },
	{ &op_getFrequentContacts, "{\"limit\":0}", "400 ERROR_INVALID_SCHEMA limit" },
	{ &op_getProfile, "{\"phoneOrEmail\":\"not-an-alias\"}", "422 ValidateError phoneOrEmail" },
};

static void refusals_are_those_of_the_scenario_tables(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
		const struct refusal *r = &refusals[i];
		json_t *args = record_example(r->op->in, true), *change = json(r->change);
		const char *code = "";
		struct err err = { 0 };
		char *answer;
		int status = 0;

		if (r->op == &op_requestMoneyV2)
			op_set_text(r->op, args, "destinationPaymentMethodId", "m1");
		json_object_update(args, change);
		answer = op_check_request(r->op, args, &status, &code, &err)
			? xstrdup("") : xasprintf("%d %s %s", status, code, err.field);
		if (strcmp(answer, r->answer))
			fail_msg("%s with %s: “%s”, expected “%s” (%s)", r->op->name, r->change,
				 answer, r->answer, err.text);
		free(answer);
		json_decref(args);
		json_decref(change);
	}
}

/* ---- replies as the vendor's samples show them (raas 5) ---- */

static void assert_reply(const struct op *op, const char *text, const char *field)
{
	json_t *body = json(text);
	struct err err = { 0 };
	bool fits = op_check_reply(op, body, &err);

	if (fits != !*field || strcmp(err.field, field))
		fail_msg("%s answering %s: “%s” %s", op->name, text, err.field, err.text);
	json_decref(body);
}

static void replies_may_be_odd_but_not_without_what_is_required(void **state)
{
	(void)state;
	assert_reply(&op_getUserTokenV2,
		     "{\"userId\":\"u\",\"status\":\"NeverHeardOf\",\"x\":[1]}", "");
	assert_reply(&op_getUserTokenV2, "{\"userId\":\"u\",\"statusDetail\":null}", "");
	assert_reply(&op_getUserTokenV2, "{\"status\":\"Completed\"}", "userId");
	assert_reply(&op_getSessionLinkV2, "{\"link\":\"http://127.0.0.1:4711/l/a\"}", "");
	assert_reply(&op_getSessionLinkV2, "{\"status\":\"Completed\"}", "link");
	assert_reply(&op_listContacts, "[]", "");
	assert_reply(&op_listContacts, "[{\"phone\":\"+1\"},{\"firstName\":\"Hugo\"}]", "1.phone");
	assert_reply(&op_createFundingCard,
		     "{\"type\":\"DebitCard\",\"createdAt\":null,\"updatedAt\":null,"
		     "\"accountId\":\"\"}", "");
	assert_reply(&op_getReceivingMethods, "[{\"expirationDate\":\"12/2025\"},{}]", "");
	assert_reply(&op_requestMoneyV2,
		     "{\"code\":\"Ze2i4o\",\"status\":\"Sent\",\"amount\":500,"
		     "\"createdAt\":\"/Date(1776102856022)/\",\"sourcePaymentMethod\":{},"
		     "\"fromUser\":{\"email\":\"\"},\"estimatedExchangeRate\":1}", "");
	assert_reply(&op_requestMoneyV2,
		     "{\"code\":\"Z\",\"status\":\"Sent\",\"amount\":\"500\","
		     "\"createdAt\":\"2026-04-13\"}", "amount");
	assert_reply(&op_getOperation,
		     "{\"id\":\"i\",\"code\":\"Z\",\"status\":\"Odd\",\"amount\":5,"
		     "\"type\":\"request\",\"createdAt\":\"soon\"}", "createdAt");
	assert_reply(&op_getOperationStatus, "\"Teleported\"", "");
	assert_reply(&op_getAvailablePaymentMethods, "[\"UBN\",7]", "1");
	assert_reply(&op_preQuote, "{\"Quotes\":[{\"Type\":\"UBN\"}]}", "Quotes.0.ExchangeRate");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_complete),
		cmocka_unit_test(examples_fit_their_own_check),
		cmocka_unit_test(answers_begin_with_success_and_know_the_key),
		cmocka_unit_test(faults_are_answered_as_documented),
		cmocka_unit_test(replies_are_told_from_other_things),
		cmocka_unit_test(targets_lead_back),
		cmocka_unit_test(no_sink_gets_a_token),
		cmocka_unit_test(refusals_are_those_of_the_scenario_tables),
		cmocka_unit_test(replies_may_be_odd_but_not_without_what_is_required),
	};

	return cmocka_run_group_tests_name("ops", tests, set_up, NULL);
}
