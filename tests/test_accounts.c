#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "api/bank.h"
#include "api/lang.h"
#include "tests/typed.h"

static void clabes(void **state)
{
	static const struct typed rows[] = {
		{ "002320275621938815", "002320275621938815", NULL },
		{ "002 320 2756 2193 8815", "002320275621938815", NULL },
		{ "002180000000000012", "002180000000000012", NULL },
		{ "012180001234567899", "012180001234567899", NULL },
		{ "002320000000000021", "002320000000000021", NULL },
		{ "002320275621938816", NULL, "The last digit should be 5" },
		{ "00232027562193881", NULL, "18 digits; this has 17" },
		{ "0023202756219388155", NULL, "18 digits; this has 19" },
		{ "00232027562193881x", NULL, "only digits" },
	};
	struct err err;

	(void)state;
	check_all(field_clabe, rows);
	assert_true(agrees(&field_clabe, "\"002320275621938815\"", "MX", NULL));
	assert_false(agrees(&field_clabe, "\"002320275621938816\"", "MX", &err));
	assert_false(agrees(&field_clabe, "\"123456\"", "MX", &err));
	assert_string_equal(err.text, "A CLABE has 18 digits; this has 6");
	assert_false(agrees(&field_clabe, "\"123456\"", NULL, NULL));
	assert_true(agrees(&field_clabe, "\"123456\"", "GT", NULL));
	assert_false(agrees(&field_clabe, "\"12345\"", "GT", NULL));
	assert_true(agrees(&field_clabe, "\"1234567890123456789012345678901234\"", "GT", NULL));
	assert_false(agrees(&field_clabe, "\"12345678901234567890123456789012345\"", "GT", NULL));
	assert_false(fits(&field_clabe, "2320275621938815", NULL));
}

/* One digit misread is always noticed, two neighbours changed over nearly always. */
static void clabe_digit_finds_misreading(void **state)
{
	char clabe[] = "\"002320275621938815\"";

	(void)state;
	for (size_t i = 1; i <= 18; i++) {
		char kept = clabe[i];

		for (clabe[i] = '0'; clabe[i] <= '9'; clabe[i]++)
			assert_int_equal(fits(&field_clabe, clabe, NULL), clabe[i] == kept);
		clabe[i] = kept;
	}
	assert_int_equal(clabe_check_digit("00232027562193881"), '5');
	assert_int_equal(clabe_check_digit("0023202756219388"), '\0');
	assert_int_equal(clabe_check_digit("0023202756219388x"), '\0');
	assert_string_equal(bank_name("002320275621938815"), "Banamex");
	assert_string_equal(bank_name("012"), "BBVA México");
	assert_string_equal(bank_name("646180"), "STP");
	assert_null(bank_name("999"));
	assert_null(bank_name("00"));
	assert_null(bank_name(""));
}

static void card_numbers(void **state)
{
	static const struct typed rows[] = {
		{ "4111 1111 1111 1111", "4111111111111111", NULL },
		{ "4622-9431-2701-3705", "4622943127013705", NULL },
		{ "2222420000001113", "2222420000001113", NULL },
		{ "378282246310005", "378282246310005", NULL },
		{ "6759649826438453", "6759649826438453", NULL },
		{ "4111111111111112", NULL, "misread" },
		{ "4111 1111 1111", NULL, "13 to 19 digits; this has 12" },
		{ "555555555555444", NULL, "MasterCard has 16 digits; this has 15" },
		{ "55555555555544444", NULL, "MasterCard has 16 digits; this has 17" },
		{ "41111111111111111111", NULL, "19 digits; this has 20" },
		{ "99999", NULL, "12 to 19 digits; this has 5" },
		{ "4111x11111111111", NULL, "only digits" },
	};
	struct err err;

	(void)state;
	check_all(field_pan, rows);
	assert_false(fits(&field_pan, "\"4111111111111112\"", &err));
	assert_null(strstr(err.text, "1112"));
	assert_null(strstr(err.next, "1112"));
	assert_false(fits(&field_pan, "4111111111111111", NULL));
	shows(&field_pan, "\"4111111111111111\"", "···· 1111");
}

static void networks(void **state)
{
	static const struct network {
		const char *digits, *name;
	} rows[] = {
		{ "4111111111111111", "Visa" }, { "5555555555554444", "MasterCard" },
		{ "2222420000001113", "MasterCard" }, { "2221", "MasterCard" },
		{ "2720", "MasterCard" },
		{ "2220", NULL }, { "2721", NULL }, { "51", "MasterCard" }, { "55", "MasterCard" },
		{ "34", "AmericanExpress" }, { "37", "AmericanExpress" },
		{ "6011", "DiscoverCard" },
		{ "65", "DiscoverCard" }, { "644", "DiscoverCard" }, { "643", NULL },
		{ "300", "DinersClubInternational" }, { "305", "DinersClubInternational" },
		{ "306", NULL }, { "3095", "DinersClubInternational" },
		{ "36", "DinersClubInternational" }, { "38", "DinersClubInternational" },
		{ "3527", NULL }, { "3528", "JCB" }, { "3589", "JCB" }, { "3590", NULL },
		{ "5018", "Maestro" }, { "6759", "Maestro" }, { "62", "ChinaUnionPay" },
		{ "2200", "MIR" }, { "2204", "MIR" }, { "2205", NULL }, { "9792", "TROY" },
		{ "1", "UATP" }, { "506099", "Verve" }, { "650002", "Verve" },
		{ "650028", "DiscoverCard" },
		{ "5019", "Dankort" }, { "636", "InterPayment" }, { "637", "InstaPayment" },
		{ "639", "InstaPayment" }, { "", NULL }, { "x4", NULL }, { "99", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (!str_eq(card_network(rows[i].digits), rows[i].name))
			fail_msg("%s", rows[i].digits);
}

static void luhn(void **state)
{
	static const char *const good[] = {
		"4111111111111111", "4622943127013705", "4622943127013713", "4622943127013721",
		"4622943127013739", "4622943127013747", "2222420000001113", "2222630000001125",
		"5555555555554444", "18",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		char bad[20];

		assert_true(luhn_ok(good[i]));
		snprintf(bad, sizeof(bad), "%s", good[i]);
		bad[1] = (char)('0' + (bad[1] - '0' + 1) % 10);
		assert_false(luhn_ok(bad));
	}
	assert_false(luhn_ok(""));
	assert_false(luhn_ok("0"));
	assert_false(luhn_ok("4111 1111 1111 1111"));
	assert_false(luhn_ok("x8"));
}

static void security_codes(void **state)
{
	static const struct typed rows[] = {
		{ "838", "838", NULL }, { " 0432 ", "0432", NULL }, { "83", NULL, "3 or 4" },
		{ "83888", NULL, "3 or 4" }, { "8x8", NULL, "3 or 4" },
	};

	(void)state;
	check_all(field_cvv, rows);
	assert_false(fits(&field_cvv, "838", NULL));
	shows(&field_cvv, "\"838\"", "····");
}

static void tokens(void **state)
{
	static const struct typed card[] = {
		{ "tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111",
		  "tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111",
		  NULL },
		{ " TOK_x_1234 ", "TOK_x_1234", NULL },
		{ "tok_1234", NULL, "begins with tok_" }, { "tok_x_123", NULL, "begins with" },
		{ "tok_x_12345", NULL, "begins with" }, { "tok_x1111", NULL, "begins with" },
		{ "tok_a-b_1111", NULL, "begins with" }, { "tik_x_1111", NULL, "begins with" },
		{ "tok_sandbox_cE5jCyTLtr2cC666to2ie2", NULL, "four digits" },
		{ "4111 1111 1111 1111", NULL, "not its token" },
	};
	static const struct typed cvv[] = {
		{ "tok_sandbox_cE5jCyTLtr2cC666to2ie2", "tok_sandbox_cE5jCyTLtr2cC666to2ie2",
		  NULL },
		{ "tok_", NULL, "begins with tok_" }, { "838", NULL, "begins with tok_" },
		{ "tok_a b", NULL, "begins with tok_" },
	};
	struct err err;

	(void)state;
	check_all(field_card_token, card);
	check_all(field_cvv_token, cvv);
	assert_false(fits(&field_card_token, "\"4111111111111111\"", &err));
	assert_null(strstr(err.text, "1111"));
	shows(&field_card_token, "\"tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111\"", "···· 1111");
	shows(&field_cvv_token, "\"tok_sandbox_cE5jCyTLtr2cC666to2ie2\"", "····");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clabes),
		cmocka_unit_test(clabe_digit_finds_misreading),
		cmocka_unit_test(card_numbers),
		cmocka_unit_test(networks),
		cmocka_unit_test(luhn),
		cmocka_unit_test(security_codes),
		cmocka_unit_test(tokens),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
