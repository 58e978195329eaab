#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "api/money.h"

#define REFUSED INT64_C(-1)

struct typed {
	const char *text, *currency;
	int64_t minor;
};

static void check_typed(const struct typed *t)
{
	struct money m = { .minor = -7 };
	struct err err = { 0 };
	bool ok = money_parse(t->text, t->currency, &m, &err);

	if (ok != (t->minor != REFUSED) || (ok && m.minor != t->minor))
		fail_msg("\"%s\" %s gave %d, %lld (%s)", t->text, t->currency, ok,
			 (long long)m.minor, err.text);
	if (ok) {
		assert_string_equal(m.currency, t->currency);
	} else {
		assert_int_equal(m.minor, -7);	/* written on success alone */
		assert_int_equal(err.kind, ERR_INPUT);
		assert_true(err.text[0] != '\0');
	}
}

static void typing_is_read(void **state)
{
	static const struct typed rows[] = {
		{ "1,734.56", "MXN", 173456 }, { "1734.56", "MXN", 173456 },
		{ "1734.5", "MXN", 173450 }, { "1734", "MXN", 173400 },
		{ "$ 1,734.56 MXN", "MXN", 173456 }, { "mxn 5", "MXN", 500 },
		{ " 1 734.56 ", "MXN", 173456 }, { "1\u00a0734", "MXN", 173400 },
		{ "1,734", "MXN", 173400 }, { "1,234,567.89", "USD", 123456789 },
		{ "0", "USD", 0 }, { ".5", "USD", 50 }, { "5.", "USD", 500 }, { "0.01", "USD", 1 },
		{ "007", "USD", 700 }, { "0.500", "USD", 50 },
		{ "1734", "JPY", 1734 }, { "1,734", "JPY", 1734 }, { "1.734", "KWD", 1734 },
		{ "99999999999.99", "MXN", MONEY_MAX },
		{ "100000000000.00", "MXN", REFUSED },
		{ "99999999999999999999999999999999", "MXN", REFUSED },
		{ "1.505", "MXN", REFUSED }, { "1.5", "JPY", REFUSED },
		{ "1.23456", "KWD", REFUSED },
		{ "1,5", "MXN", REFUSED }, { "1.734,56", "MXN", REFUSED },
		{ "1,73,456", "MXN", REFUSED }, { "12,34.5", "MXN", REFUSED },
		{ "0,125", "MXN", REFUSED }, { "1,,734", "MXN", REFUSED },
		{ "1.7.3", "MXN", REFUSED },
		{ "1 73", "MXN", REFUSED }, { "1734 567", "MXN", REFUSED },
		{ "1,734 567", "MXN", REFUSED },
		{ "-5", "MXN", REFUSED }, { "+5", "MXN", REFUSED }, { "1e3", "MXN", REFUSED },
		{ "", "MXN", REFUSED }, { " ", "MXN", REFUSED }, { ".", "MXN", REFUSED },
		{ "$", "MXN", REFUSED }, { "10MXN0", "MXN", REFUSED }, { "5 USD", "MXN", REFUSED },
		{ "0x10", "MXN", REFUSED }, { "nan", "MXN", REFUSED }, { "٥", "MXN", REFUSED },
	};

	(void)state;
	lang_set("en");
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		check_typed(&rows[i]);
}

/* In Spanish a comma may stand before the decimals; what can be read in two
 * ways is asked back instead of guessed. */
static void spanish_takes_either_mark(void **state)
{
	static const struct typed rows[] = {
		{ "1 734,56", "MXN", 173456 }, { "1.734,56", "MXN", 173456 },
		{ "1,734.56", "MXN", 173456 }, { "1734,5", "MXN", 173450 },
		{ "1,734", "MXN", 173400 }, { "1.734.567", "MXN", 173456700 },
		{ "1.5", "MXN", 150 },
		{ "1.734", "MXN", REFUSED }, { "1,734", "KWD", REFUSED },
	};

	(void)state;
	lang_set("es");
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		check_typed(&rows[i]);
	lang_set("en");
}

static void text_shows_groups(void **state)
{
	static const struct typed rows[] = {
		{ "1,734.56 MXN", "MXN", 173456 }, { "0.05 MXN", "MXN", 5 },
		{ "0.00 USD", "USD", 0 },
		{ "999 JPY", "JPY", 999 }, { "1,000 JPY", "JPY", 1000 },
		{ "1.234 KWD", "KWD", 1234 },
		{ "12,345,678.90 USD", "USD", 1234567890 }, { "-1.50 USD", "USD", -150 },
		{ "100,000.00 USD", "USD", 10000000 }, { "1.5000 CLF", "CLF", 15000 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct money m = { .minor = rows[i].minor };
		char *full, *bare;

		memcpy(m.currency, rows[i].currency, 4);
		full = money_text_full(&m);
		bare = money_text(&m);
		assert_string_equal(full, rows[i].text);
		assert_memory_equal(bare, full, strlen(bare));
		assert_int_equal(strlen(bare) + 4, strlen(full));
		free(full);
		free(bare);
	}
	struct money none = { .minor = 150 };
	char *text = money_text_full(&none);

	assert_string_equal(text, "1.50");
	free(text);
}

/* Each row is JSON text; what is accepted must leave as the same amount. */
static void json_is_exact(void **state)
{
	static const struct typed rows[] = {
		{ "500", "MXN", 50000 }, { "500.0", "MXN", 50000 }, { "100.10", "MXN", 10010 },
		{ "1734.56", "MXN", 173456 }, { "0.1", "USD", 10 },
		{ "0.30000000000000004", "USD", 30 },
		{ "4.35", "USD", 435 }, { "1.005", "USD", REFUSED }, { "8.10", "USD", 810 },
		{ "2.675", "USD", REFUSED }, { "1.5", "JPY", REFUSED }, { "1.234", "KWD", 1234 },
		{ "0", "USD", 0 }, { "-0.0", "USD", 0 }, { "-1", "USD", REFUSED },
		{ "-0.01", "USD", REFUSED }, { "1e3", "USD", 100000 }, { "1e-7", "USD", REFUSED },
		{ "1e20", "USD", REFUSED }, { "1e300", "USD", REFUSED },
		{ "9223372036854775807", "USD", REFUSED }, { "99999999999.99", "USD", MONEY_MAX },
		{ "100000000000", "USD", REFUSED }, { "12345678901234.567", "USD", REFUSED },
		{ "\"5\"", "USD", REFUSED }, { "null", "USD", REFUSED }, { "true", "USD", REFUSED },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		json_t *v = json_loads(rows[i].text, JSON_DECODE_ANY, NULL);
		struct money m = { .minor = -7 }, again;
		struct err err = { 0 };
		bool ok = money_from_json(v, rows[i].currency, &m, &err);
		json_t *out;

		if (ok != (rows[i].minor != REFUSED) || (ok && m.minor != rows[i].minor))
			fail_msg("%s gave %d, %lld", rows[i].text, ok, (long long)m.minor);
		json_decref(v);
		if (!ok) {
			assert_int_equal(m.minor, -7);
			assert_true(err.text[0] != '\0');
			continue;
		}
		out = money_to_json(&m);
		assert_true(money_from_json(out, m.currency, &again, NULL));
		assert_int_equal(again.minor, m.minor);
		json_decref(out);
	}
	assert_false(money_from_json(NULL, "USD", &(struct money){ 0 }, NULL));
}

/* Every amount up to 1,000.00 and some large ones leave with their digits and nothing else. */
static void json_prints_without_noise(void **state)
{
	(void)state;
	for (int64_t minor = 0; minor <= MONEY_MAX; minor += minor < 100000 ? 1 : minor / 3) {
		struct money m = { .minor = minor, .currency = "MXN" };
		json_t *v = money_to_json(&m);
		char *dump = json_dumps(v, JSON_ENCODE_ANY | MONEY_DUMP);
		struct money again = { 0 };

		assert_true(strlen(dump) <= 15);
		assert_true(money_parse(dump, "MXN", &again, NULL));
		assert_int_equal(again.minor, minor);
		free(dump);
		json_decref(v);
	}
}

static void currencies_have_their_digits(void **state)
{
	(void)state;
	assert_int_equal(money_digits("MXN"), 2);
	assert_int_equal(money_digits("JPY"), 0);
	assert_int_equal(money_digits("XAF"), 0);
	assert_int_equal(money_digits("KWD"), 3);
	assert_int_equal(money_digits("CLF"), 4);
	assert_int_equal(money_digits(NULL), 2);
	assert_int_equal(money_digits(""), 2);
	assert_int_equal(money_digits("XA"), 2);
}

static void rates_lose_their_noise(void **state)
{
	static const struct rate {
		const char *json, *text;
	} rows[] = {
		{ "17.3456", "17.3456" }, { "17.345600000000001", "17.3456" }, { "18", "18" },
		{ "18.0", "18" }, { "0.00005", "0.00005" }, { "0.0576", "0.0576" }, { "\"x\"", "" },
		{ "null", "" }, { "-1.5", "-1.5" }, { "1e20", "100000000000000000000" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		json_t *v = json_loads(rows[i].json, JSON_DECODE_ANY, NULL);
		char *text = rate_text(v);

		assert_string_equal(text, rows[i].text);
		free(text);
		json_decref(v);
	}
}

/* The currency is asked later: up to four decimals, the marks as always. */
static void amounts_without_currency(void **state)
{
	static const struct rate {
		const char *text, *json;
	} rows[] = {
		{ "1,734.56", "1734.56" }, { "500.00", "500" }, { "100.10", "100.1" },
		{ "0.0001", "0.0001" }, { "1,734", "1734" }, { "1.734", "1.734" },
		{ "1.00001", NULL }, { "x", NULL }, { "-1", NULL }, { "1,5", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct err err = { 0 };
		json_t *v = money_parse_json(rows[i].text, &err);
		char *dump = v ? json_dumps(v, JSON_ENCODE_ANY | MONEY_DUMP) : NULL;

		if (!str_eq(dump, rows[i].json))
			fail_msg("%s gave %s", rows[i].text, dump ? dump : err.text);
		free(dump);
		json_decref(v);
	}
}

static void sentences_name_the_reason(void **state)
{
	struct money m;
	struct err err;

	(void)state;
	money_parse("1.505", "MXN", &m, &err);
	assert_string_equal(err.text, "An amount in MXN has at most 2 decimals");
	money_parse("1.5", "JPY", &m, &err);
	assert_string_equal(err.text, "An amount in JPY has no decimals");
	money_parse("-1", "JPY", &m, &err);
	assert_string_equal(err.text, "An amount cannot be negative");
	money_parse("1.734,56", "MXN", &m, &err);
	assert_non_null(strstr(err.text, "two ways"));
	assert_true(err.next[0] != '\0');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(typing_is_read),
		cmocka_unit_test(spanish_takes_either_mark),
		cmocka_unit_test(text_shows_groups),
		cmocka_unit_test(json_is_exact),
		cmocka_unit_test(json_prints_without_noise),
		cmocka_unit_test(currencies_have_their_digits),
		cmocka_unit_test(rates_lose_their_noise),
		cmocka_unit_test(amounts_without_currency),
		cmocka_unit_test(sentences_name_the_reason),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
