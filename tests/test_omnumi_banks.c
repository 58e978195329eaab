/* Linked banks and ACH: the vendor's examples, and what the sandbox makes of them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/json_path.h"
#include "api/lang.h"
#include "api/money.h"
#include "api/refusal.h"
#include "tests/samples.h"
#include "tests/world_stage.h"

#define ANA "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9"
#define ROSA "cbf2f17a-d0d1-42da-a6cc-cb28f99484ea"
#define HER_BANK "a2e3c2c1-0f7e-4c1b-9e4d-9b75a4f7e1b3"
#define OF(who) "{\"customerAccountId\":\"" who "\"}"
#define TYPED(who, number) \
	"{\"customerAccountId\":\"" who "\",\"bankAccountDetails\":{" \
	"\"bankLegalName\":\"US Bank\",\"bankAccountHolderName\":\"Rosa\"," \
	"\"bankAccountType\":\"Savings\"," \
	"\"bankAccountNumber\":\"" number "\",\"bankAbaRoutingNumber\":\"021000021\"}}"
#define ACH(who, bank, wallet, amount) \
	"{\"customerAccountId\":\"" who "\",\"linkedBankId\":\"" bank "\"," \
	"\"identifier\":{\"type\":\"namespace\",\"value\":\"" wallet "\"}," \
	"\"amount\":" amount ",\"tokenSymbol\":\"USBC\"," \
	"\"authorizationText\":\"I agree.\",\"secCode\":\"WEB\",\"ipAddress\":\"127.0.0.1\"}"
#define WALLET "{\"identifier\":\"usbc.ana.ul\"}"
#define HISTORY "{\"identifier\":\"usbc.ana.ul\",\"type\":\"off-chain\",\"pageSize\":1}"

static void check_sample(const struct sample *s)
{
	char *text;

	sample_holds(s);
	if (s->op != &op_linkBank || s->status)
		return;
	text = sample_kept(s);
	assert_null(strstr(text, "Ul22440412"));
	assert_null(strstr(text, "\"22440412\""));
	assert_non_null(strstr(text, "0412"));
	free(text);
}

static void the_vendors_examples_are_read(void **state)
{
	(void)state;
	assert_int_equal(samples_each("omnumi_banks.txt", check_sample), 20);
}

/* Undocumented: bare as Plaid writes them, or under data. */
static void plaids_answers_are_read_in_either_form(void **state)
{
	static const char *const links[] = {
		"{\"link_token\":\"link-1\",\"expiration\":\"2026\",\"request_id\":\"r\"}",
		"{\"data\":{\"link_token\":\"link-1\"},\"message\":\"made\"}",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(links); i++) {
		json_t *body = json_loads(links[i], 0, NULL), *kept;
		char *text;

		assert_true(op_check_reply(&op_createPlaidLinkToken, body, NULL));
		kept = op_redact_out(&op_createPlaidLinkToken, body);
		text = json_dumps(kept, JSON_COMPACT);
		assert_null(strstr(text, "link-1"));
		free(text);
		json_decref(kept);
		json_decref(body);
	}
}

static void says(struct stage *s, const char *op, const char *args, int status,
		 const char *message)
{
	struct answer answer = call(s, op, ALL, args);
	struct refusal_entry first = { "", "" };

	assert_int_equal(answer.status, status);
	refusal_entries(answer.body, &first, 1);
	assert_string_equal(first.message, message);
	json_decref(answer.body);
}

static void a_linked_bank_is_listed_behind_a_mask(void **state)
{
	struct stage s;
	json_t *list;

	(void)state;
	open_stage(&s);
	says(&s, "listLinkedBanks", OF(ROSA), 404, "Customer has no linked bank accounts");
	says(&s, "listLinkedBanks", OF("nobody"), 400, "Customer id not found");
	do_well(&s, "linkBank", TYPED(ROSA, "4400110022"));
	list = good(&s, "listLinkedBanks", OF(ROSA));
	assert_string_equal(text_at(list, "data.0.bankAccountNumber"), "XXXXXX0022");
	assert_string_equal(text_at(list, "data.0.bankAbaRoutingNumber"), "021000021");
	assert_int_equal(json_array_size(json_object_get(list, "data")), 1);
	json_decref(list);
	close_stage(&s);
}

static void plaid_links_two_banks(void **state)
{
	struct stage s;
	json_t *body, *list;
	char *args;

	(void)state;
	open_stage(&s);
	assert_int_equal(call(&s, "exchangePlaidToken", ALL,
			      "{\"publicToken\":\"x\"}").status, 400);
	body = good(&s, "exchangePlaidToken", "{\"publicToken\":\"public-1\"}");
	args = xasprintf("{\"customerAccountId\":\"" ROSA "\",\"plaidDetails\":{"
			 "\"plaidToken\":\"%s\",\"plaidConsentTimestamp\":"
			 "\"2024-09-25T10:51:39.0000000+00:00\"}}",
			 text_at(body, "data.access_token"));
	json_decref(body);
	body = good(&s, "linkBank", args);
	assert_string_equal(at(body, "message"), "2 Bank Account Linked Successfully");
	list = good(&s, "listLinkedBanks", OF(ROSA));
	assert_int_equal(json_array_size(json_object_get(list, "data")), 2);
	json_decref(list);
	json_decref(body);
	free(args);
	close_stage(&s);
}

static void all_that_is_missing_of_an_account_is_told(void **state)
{
	static const struct {
		const char *args;
		int n;
	} cases[] = {
		{ OF(ROSA), 2 },
		{ "{\"customerAccountId\":\"" ROSA "\",\"bankAccountDetails\":{"
		  "\"bankLegalName\":\"B\"}}", 4 },
	};
	struct refusal_entry list[8];
	struct stage s;

	(void)state;
	open_stage(&s);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct answer answer = call(&s, "linkBank", ALL, cases[i].args);

		assert_int_equal(answer.status, 400);
		assert_int_equal(refusal_entries(answer.body, list, 8), cases[i].n);
		json_decref(answer.body);
	}
	close_stage(&s);
}

static void balance_is(struct stage *s, const char *units)
{
	json_t *body = good(s, "getBalance", WALLET);

	assert_string_equal(text_at(body, "data.accountBalance"), units);
	json_decref(body);
}

static void newest_is(struct stage *s, const char *way, double amount, const char *status)
{
	json_t *body = good(s, "getHistoryV2", HISTORY);

	assert_string_equal(text_at(body, "data.0.paymentType"), way);
	assert_string_equal(text_at(body, "data.0.status"), status);
	assert_float_equal(json_number_value(json_at(body, "data.0.amount")), amount, 0.0001);
	json_decref(body);
}

static void money_goes_in_and_out_and_settles_by_the_clock(void **state)
{
	struct stage s;
	json_t *body;

	(void)state;
	open_stage(&s);
	balance_is(&s, "1250500000000000000000");
	body = good(&s, "achIn", ACH(ANA, HER_BANK, "usbc.ana.ul", "\"100.50\""));
	assert_string_equal(text_at(body, "data.status"), "INITIATED");
	assert_string_equal(text_at(body, "data.reasonCode"), "A00");
	json_decref(body);
	balance_is(&s, "1351000000000000000000");
	newest_is(&s, "CREDIT", 100.5, "PENDING");
	world_advance(s.world, 61000, -1);
	newest_is(&s, "CREDIT", 100.5, "Completed");
	do_well(&s, "achOut", ACH(ANA, HER_BANK, "usbc.ana.ul", "51"));
	balance_is(&s, "1300000000000000000000");
	newest_is(&s, "DEBIT", 51, "PENDING");
	says(&s, "achOut", ACH(ANA, HER_BANK, "usbc.ana.ul", "9000"), 400, "Insufficient balance");
	balance_is(&s, "1300000000000000000000");
	close_stage(&s);
}

/* What fails moved nothing, and the ledger has what was carried out. */
static void what_is_refused_moves_nothing(void **state)
{
	struct stage s;
	json_t *ledger;

	(void)state;
	open_stage(&s);
	says(&s, "achIn", ACH(ANA, "x", "usbc.ana.ul", "10"), 404, "Record not found in Database");
	says(&s, "achIn", ACH(ROSA, HER_BANK, "usbc.ana.ul", "10"), 404,
	     "Record not found in Database");
	says(&s, "achIn", ACH(ANA, HER_BANK, "usbc.luis.ul", "10"), 404,
	     "Record not found in Database");
	says(&s, "achIn", ACH(ANA, HER_BANK, "usbc.ana.ul", "500"), 500,
	     "An error occured while storing authorization record");
	says(&s, "achOut", ACH(ANA, HER_BANK, "usbc.ana.ul", "502"), 502,
	     "Failed to fetch bank account details");
	says(&s, "achOut", ACH(ANA, HER_BANK, "usbc.ana.ul", "0"), 400, "Missing required fields");
	balance_is(&s, "1250500000000000000000");
	do_well(&s, "achIn", ACH(ANA, HER_BANK, "usbc.ana.ul", "10"));
	do_well(&s, "achIn", ACH(ANA, HER_BANK, "usbc.ana.ul", "10"));
	ledger = world_summary(s.world);
	assert_int_equal(json_integer_value(json_at(ledger, "ach.achIn")), 2);
	assert_null(json_at(ledger, "ach.achOut"));
	json_decref(ledger);
	close_stage(&s);
}

static void an_amount_is_read_as_a_number_or_as_its_text(void **state)
{
	static const struct {
		const char *json;
		int64_t minor;		/* -1: none */
	} cases[] = {
		{ "100.5", 10050 }, { "\"100.50\"", 10050 }, { "\"7\"", 700 }, { "\"0.01\"", 1 },
		{ "\"1.005\"", -1 }, { "\"1.\"", -1 }, { "\".5\"", -1 }, { "\"-1\"", -1 },
		{ "\"1e2\"", -1 }, { "\"1,000\"", -1 }, { "\"\"", -1 }, { "\"1.2.3\"", -1 },
		{ "\"99999999999999999999\"", -1 }, { "true", -1 },
	};
	struct money m;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		json_t *json = json_loads(cases[i].json, JSON_DECODE_ANY, NULL);
		bool ok = money_from_wire(json, "USBC", &m, NULL);

		if (ok != (cases[i].minor >= 0) || (ok && m.minor != cases[i].minor))
			fail_msg("%s", cases[i].json);
		json_decref(json);
	}
}

static bool fits(const struct field_type *type, const char *text)
{
	const struct field f = { .key = "x", .label = "X", .type = type };
	json_t *value = field_read(&f, text, NULL);

	json_decref(value);
	return value != NULL;
}

static void numbers_of_banks_are_checked_and_masked(void **state)
{
	static const struct field account = { .key = "a", .label = "A", .type = &field_account };
	json_t *number = json_string("Ul22440412"), *brief = json_string("12");
	char *shown = field_show(&account, number), *none = field_show(&account, brief);

	(void)state;
	assert_true(fits(&field_aba, "021000021"));
	assert_true(fits(&field_aba, "0210 0002 1"));
	assert_false(fits(&field_aba, "021000022"));
	assert_false(fits(&field_aba, "22440412"));
	assert_false(fits(&field_aba, "000000000"));
	assert_true(fits(&field_account, "Ul22440412"));
	assert_false(fits(&field_account, "12/34"));
	assert_string_equal(shown, "···· 0412");
	assert_string_equal(none, "····");
	free(shown);
	free(none);
	json_decref(number);
	json_decref(brief);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_vendors_examples_are_read),
		cmocka_unit_test(plaids_answers_are_read_in_either_form),
		cmocka_unit_test(a_linked_bank_is_listed_behind_a_mask),
		cmocka_unit_test(plaid_links_two_banks),
		cmocka_unit_test(all_that_is_missing_of_an_account_is_told),
		cmocka_unit_test(money_goes_in_and_out_and_settles_by_the_clock),
		cmocka_unit_test(what_is_refused_moves_nothing),
		cmocka_unit_test(an_amount_is_read_as_a_number_or_as_its_text),
		cmocka_unit_test(numbers_of_banks_are_checked_and_masked),
	};

	lang_init();
	lang_set("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
