/* Cards of wallets: the vendor's examples, and a card's life on the sandbox. */

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

#define WALLET "\"nameSpace\":\"usbc.ana.ul\""
#define BY_WALLET "{" WALLET "}"
#define REQUEST "{" WALLET ",\"cardProductId\":\"7d405976-87f5-47a1-aa23-76a4ee8e63d0\"," \
	"\"tokenSymbol\":\"USBC\"}"
#define BLOCK(how) "{" WALLET ",\"block\":" how ",\"reason\":\"Asked for\"}"
#define REPORT "{" WALLET ",\"reason\":\"On the bus\",\"reportDate\":\"2026-11-21\"}"
#define NO_DETAILS "Details not found, Please make sure details are correct."
#define NO_CARD "Card Details Not Found"

static void check_sample(const struct sample *s)
{
	char *text;

	sample_holds(s);
	if (s->op != &op_getCardDetails || s->status != 200)
		return;
	text = sample_kept(s);
	assert_null(strstr(text, "4219220000005986"));
	assert_null(strstr(text, "694"));
	assert_non_null(strstr(text, "···· 5986"));
	assert_non_null(strstr(text, "John Doe"));
	free(text);
}

static void the_vendors_examples_are_read(void **state)
{
	(void)state;
	assert_int_equal(samples_each("omnumi_cards.txt", check_sample), 34);
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

static void becomes(struct stage *s, const char *op, const char *args, const char *status)
{
	json_t *body = good(s, op, args), *details;

	assert_string_equal(at(json_object_get(body, "data"), "status"), status);
	json_decref(body);
	details = good(s, "getCardDetails", BY_WALLET);
	assert_string_equal(at(json_object_get(details, "data"), "status"), status);
	json_decref(details);
}

static bool is_luhn(const char *digits)
{
	int sum = 0, n = (int)strlen(digits);

	for (int i = 0; i < n; i++) {
		int d = (digits[n - 1 - i] - '0') * (i % 2 ? 2 : 1);

		sum += d > 9 ? d - 9 : d;
	}
	return sum % 10 == 0;
}

static void a_wallet_has_one_card_with_one_number(void **state)
{
	struct stage s;
	json_t *issued, *again, *doc;
	char *kept;

	(void)state;
	open_stage(&s);
	says(&s, "getCardDetails", BY_WALLET, 400, NO_DETAILS);
	issued = good(&s, "requestCard", REQUEST);
	again = good(&s, "getCardDetails", BY_WALLET);
	assert_true(json_equal(json_object_get(issued, "data"), json_object_get(again, "data")));
	assert_true(is_luhn(at(json_object_get(again, "data"), "cardNumber")));
	assert_string_equal(at(json_object_get(again, "data"), "cardHolderName"), "Ana Paz");
	says(&s, "requestCard", REQUEST, 400, NO_DETAILS);
	/* The sandbox's own memory has neither number nor code. */
	doc = world_pack(s.world);
	kept = json_dumps(doc, JSON_COMPACT);
	assert_null(strstr(kept, at(json_object_get(again, "data"), "cardNumber")));
	free(kept);
	json_decref(doc);
	json_decref(issued);
	json_decref(again);
	close_stage(&s);
}

static void it_is_blocked_and_released_until_it_is_lost(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	says(&s, "blockUnblockCard", BLOCK("true"), 400, NO_CARD);
	becomes(&s, "requestCard", REQUEST, "Active");
	becomes(&s, "blockUnblockCard", BLOCK("true"), "Temporary block");
	becomes(&s, "blockUnblockCard", BLOCK("false"), "Active");
	becomes(&s, "reportCardLost", REPORT, "Lost");
	says(&s, "blockUnblockCard", BLOCK("false"), 400, NO_CARD);
	says(&s, "reportCardStolen", REPORT, 400, NO_CARD);
	says(&s, "requestCard", REQUEST, 400, NO_DETAILS);
	close_stage(&s);
}

static void stolen_is_for_good_too(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	becomes(&s, "requestCard", REQUEST, "Active");
	becomes(&s, "reportCardStolen", REPORT, "Stolen");
	says(&s, "reportCardLost", REPORT, 400, NO_CARD);
	close_stage(&s);
}

static void one_of_three_names_finds_the_wallet(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	do_well(&s, "getEligibleCards", BY_WALLET);
	do_well(&s, "getEligibleCards",
		"{\"walletAddress\":\"0x9086f595c67a0ae52b859fd63cbb984b825b4587\"}");
	says(&s, "getEligibleCards", "{}", 400, NO_DETAILS);
	says(&s, "getEligibleCards", "{\"nameSpace\":\"sunrise.nora.ul\"}", 400, NO_DETAILS);
	says(&s, "getEligibleCards", "{\"nameSpace\":\"usbc.ledger-500.ul\"}", 500,
	     "An unexpected error occurred. Please try again later");
	close_stage(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_vendors_examples_are_read),
		cmocka_unit_test(a_wallet_has_one_card_with_one_number),
		cmocka_unit_test(it_is_blocked_and_released_until_it_is_lost),
		cmocka_unit_test(stolen_is_for_good_too),
		cmocka_unit_test(one_of_three_names_finds_the_wallet),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
