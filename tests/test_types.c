#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "tests/typed.h"

static void phones(void **state)
{
	static const struct typed rows[] = {
		{ "+5215521206703", "+5215521206703", NULL },
		{ " +52 (55) 2120-6703 ", "+525521206703", NULL },
		{ "0052.55.2120.6703", "+525521206703", NULL },
		{ "+1 916 555 0149", "+19165550149", NULL },
		{ "+44 (0)7400 123456", "+447400123456", NULL },
		{ "\u200b+52 55 2120 6703\u202c", "+525521206703", NULL },
		{ "5521206703", NULL, "does not say its country" },
		{ "+52 55 2120 670", NULL, "10 digits; this has 9" },
		{ "+15555550100", NULL, "no such mobile number" },
		{ "+52 hola", NULL, "only digits" },
		{ "+", NULL, "only digits" },
	};
	struct err err;

	(void)state;
	check_all(field_phone, rows);
	assert_true(fits(&field_phone, "\"+525521206703\"", NULL));
	assert_false(fits(&field_phone, "\"+52 5521206703\"", &err));	/* the wire has no blanks */
	assert_false(fits(&field_phone, "\"00525521206703\"", &err));
	assert_false(fits(&field_phone, "\"+4407400123456\"", &err));
	assert_non_null(strstr(err.next, "+447400123456"));
	assert_false(fits(&field_phone, "5521206703", &err));
	assert_false(fits(&field_phone, "null", &err));
	shows(&field_phone, "\"+5215521206703\"", "+52 55 2120 6703");
	shows(&field_phone, "\"12\"", "12");
}

static void phones_belong_to_their_country(void **state)
{
	struct err err;

	(void)state;
	assert_true(agrees(&field_phone, "\"+525521206703\"", "MX", NULL));
	assert_true(agrees(&field_phone, "\"+525521206703\"", NULL, NULL));
	assert_true(agrees(&field_phone, "\"+525521206703\"", "XX", NULL));	/* XX is to blame */
	assert_false(agrees(&field_phone, "\"+19165550149\"", "MX", &err));
	assert_string_equal(err.text, "The number's country is United States, but Mexico is given");
	assert_false(agrees(&field_phone, "\"+14165550149\"", "US", &err));
	assert_true(agrees(&field_phone, "\"+14165550149\"", "CA", NULL));
}

static void emails(void **state)
{
	static const struct typed rows[] = {
		{ " maria.arenas@example.com ", "maria.arenas@example.com", NULL },
		{ "m+tag@sub.example.co", "m+tag@sub.example.co", NULL },
		{ "a@b.mx", "a@b.mx", NULL },
		{ "no-es-un-email", NULL, "has an @" },
		{ "@example.com", NULL, "before the @" },
		{ "a b@example.com", NULL, "before the @" },
		{ "a@b@example.com", NULL, "before the @" }, { ".a@example.com", NULL, "before" },
		{ "a..b@example.com", NULL, "before" }, { "a.@example.com", NULL, "before" },
		{ "a@", NULL, "after the @" }, { "a@example", NULL, "after the @" },
		{ "a@.com", NULL, "after" }, { "a@example.", NULL, "after" },
		{ "a@exa mple.com", NULL, "after" }, { "a@-example.com", NULL, "after" },
		{ "a@example-.com", NULL, "after" }, { "a@example..com", NULL, "after" },
		{ "a@127.0.0.1", NULL, "after" }, { "a@example.c", NULL, "after" },
		{ "a@ex\u00e4mple.com", NULL, "after" },
	};
	char local[80] = "\"", longest[90], label[80] = "\"a@";

	(void)state;
	check_all(field_email, rows);
	memset(local + 1, 'a', 64);
	snprintf(longest, sizeof(longest), "%.65s@b.mx\"", local);
	assert_true(fits(&field_email, longest, NULL));
	local[65] = 'a';
	snprintf(longest, sizeof(longest), "%.66s@b.mx\"", local);
	assert_false(fits(&field_email, longest, NULL));
	memset(label + 3, 'a', 63);
	memcpy(label + 66, ".mx\"", 4);
	assert_true(fits(&field_email, label, NULL));
	memcpy(label + 66, "a.mx\"", 5);
	assert_false(fits(&field_email, label, NULL));
	assert_false(fits(&field_email, "1", NULL));
}

static void phone_or_email(void **state)
{
	static const struct typed rows[] = {
		{ "+52 55 2120 6703", "+525521206703", NULL },
		{ "maria@example.com", "maria@example.com", NULL },
		{ "maria", NULL, "has an @" }, { "maria@", NULL, "after the @" },
		{ "5521206703", NULL, "country" },
	};

	(void)state;
	check_all(field_phone_or_email, rows);
	shows(&field_phone_or_email, "\"+525521206703\"", "+52 55 2120 6703");
	shows(&field_phone_or_email, "\"a@b.mx\"", "a@b.mx");
}

/* ---- codes ---- */

static void uuids(void **state)
{
	static const struct typed rows[] = {
		{ "6af8e158-be29-422a-8d69-703d6c343c3c", "6af8e158-be29-422a-8d69-703d6c343c3c",
		  NULL },
		{ "6AF8E158-BE29-422A-8D69-703D6C343C3C", "6AF8E158-BE29-422A-8D69-703D6C343C3C",
		  NULL },
		{ "6af8e158-be29-422a-8d69-703d6c343c3", NULL, "five groups" },
		{ "6af8e158-be29-422a-8d69-703d6c343c3cc", NULL, "five groups" },
		{ "6af8e158be29422a8d69703d6c343c3c", NULL, "five groups" },
		{ "6af8e158-be29-422a-8d69-703d6c343c3g", NULL, "five groups" },
		{ "x", NULL, "Value has 32" },
	};

	(void)state;
	check_all(field_uuid, rows);
	assert_false(fits(&field_uuid, "1", NULL));
}

static void countries(void **state)
{
	static const struct typed rows[] = {
		{ "MX", "MX", NULL }, { "mx", "MX", NULL }, { "México", "MX", NULL },
		{ "estados unidos", "US", NULL }, { "XX", NULL, "no country" },
		{ "Atlantis", NULL, "no country" },
	};

	(void)state;
	check_all(field_country, rows);
	assert_false(fits(&field_country, "\"mx\"", NULL));
	assert_false(fits(&field_country, "\"MEX\"", NULL));
	assert_false(fits(&field_country, "52", NULL));
	shows(&field_country, "\"MX\"", "Mexico");
	shows(&field_country, "\"XX\"", "XX");
}

static void subdivisions(void **state)
{
	static const struct typed rows[] = {
		{ " CDMX ", "CDMX", NULL }, { "MX-JAL", "MX-JAL", NULL }, { "Q.R.", "Q.R.", NULL },
		{ "Somewhere", "Somewhere", NULL }, { "\u200b", NULL, "needed" },
	};
	struct err err;

	(void)state;
	check_all(field_subdivision, rows);
	assert_false(fits(&field_subdivision, "5", NULL));
	assert_false(fits(&field_subdivision, "\" \"", NULL));
	assert_true(agrees(&field_subdivision, "\"MX-JAL\"", "MX", NULL));
	assert_true(agrees(&field_subdivision, "\"CDMX\"", "US", NULL));	/* who knows */
	assert_true(agrees(&field_subdivision, "\"US-XX\"", "MX", NULL));
	assert_true(agrees(&field_subdivision, "\"MX-JAL\"", NULL, NULL));
	assert_false(agrees(&field_subdivision, "\"MX-JAL\"", "US", &err));
	assert_string_equal(err.text, "Jalisco (MX-JAL) and United States do not go together");
	shows(&field_subdivision, "\"MX-CMX\"", "Ciudad de México");
	shows(&field_subdivision, "\"CDMX\"", "CDMX");
}

static void currencies(void **state)
{
	static const struct typed rows[] = {
		{ "MXN", "MXN", NULL }, { " usd ", "USD", NULL },
		{ "XYZ", NULL, "no such currency" },
		{ "pesos", NULL, "no such currency" },
	};

	(void)state;
	check_all(field_currency, rows);
	assert_false(fits(&field_currency, "\"mxn\"", NULL));
	assert_false(fits(&field_currency, "1", NULL));
}

/* ---- numbers ---- */

static void amounts(void **state)
{
	static const struct typed rows[] = {
		{ "1,734.56", "1734.56", NULL }, { "500.00", "500", NULL },
		{ "0.01", "0.01", NULL },
		{ "$ 5", "5", NULL }, { "0", NULL, "more than zero" },
		{ "0.00", NULL, "more than zero" },
		{ "-5", NULL, "negative" }, { "five", NULL, "not an amount" },
		{ "99999999999999", NULL, "too large" }, { "1,5", NULL, "two ways" },
	};
	struct err err;

	(void)state;
	check_all(field_amount, rows);
	assert_false(fits(&field_amount, "\"5\"", NULL));
	assert_false(fits(&field_amount, "-0.01", NULL));
	assert_false(fits(&field_amount, "1e15", NULL));
	assert_true(fits(&field_fee, "0", NULL));
	assert_true(fits(&field_fee, "0.0", NULL));
	assert_false(fits(&field_fee, "-1", NULL));
	assert_false(fits(&field_fee, "null", NULL));
	assert_true(agrees(&field_amount, "500.25", "MXN", NULL));
	assert_true(agrees(&field_amount, "500", "JPY", NULL));
	assert_true(agrees(&field_amount, "1.234", "KWD", NULL));
	assert_false(agrees(&field_amount, "500.255", "MXN", &err));
	assert_string_equal(err.text, "An amount in MXN has at most 2 decimals");
	assert_false(agrees(&field_amount, "500.5", "JPY", &err));
	assert_false(agrees(&field_amount, "500.255", NULL, &err));
	assert_false(agrees(&field_fee, "0.001", "USD", NULL));
	shows(&field_amount, "1734.5", "1,734.50");
	shows(&field_amount, "1.234", "1.234");
}

static void rates(void **state)
{
	static const struct typed rows[] = {
		{ "17.25", "17.25", NULL }, { "0", "0", NULL }, { "-1", NULL, "negative" },
		{ "x", NULL, "number" }, { "1,5", NULL, "number" },
	};

	(void)state;
	check_all(field_rate, rows);
	assert_false(fits(&field_rate, "\"17\"", NULL));
	shows(&field_rate, "17.345600000000001", "17.3456");
}

static void links(void **state)
{
	static const struct typed rows[] = {
		{ "https://links-dev.nomas.cash/Q1nO3", "https://links-dev.nomas.cash/Q1nO3",
		  NULL },
		{ "http://127.0.0.1:8080/l/x", "http://127.0.0.1:8080/l/x", NULL },
		{ "http://example.com/", NULL, "not encrypted" },
		{ "javascript:alert(1)", NULL, "https://" },
		{ "https://a@b.example/", NULL, "user name" },
	};

	(void)state;
	check_all(field_link, rows);
	assert_false(fits(&field_link, "1", NULL));
	assert_false(fits(&field_link, "\"\"", NULL));
}

/* No type trips over a wrong JSON type, hostile or endless text. */
static void nothing_breaks_a_type(void **state)
{
	static const struct field_type *const types[] = {
		&field_phone, &field_email, &field_phone_or_email, &field_birth_date, &field_expiry,
		&field_clabe, &field_pan, &field_cvv, &field_card_token, &field_cvv_token,
		&field_uuid,
		&field_country, &field_subdivision, &field_currency, &field_amount, &field_fee,
		&field_rate, &field_link,
	};
	static const char *const texts[] = {
		"", " ", "\x1b[2J", "\xff\xfe", "%s%n", "'; drop table", "\u202e", "-", "+", "@",
		"//",
		"(((((((((((", "0000000000000000000000000000000000000000000000", "..", "1e999",
	};
	static const char *const values[] = { "null", "true", "-1", "1e300", "[]", "{}", "\"\"" };
	char *endless = xcalloc(100001, 1);

	(void)state;
	memset(endless, '7', 100000);
	for (size_t t = 0; t < ARRAY_LEN(types); t++) {
		struct field f = { .key = "k", .label = "Value", .type = types[t] };

		for (size_t i = 0; i <= ARRAY_LEN(texts); i++) {
			json_t *v = types[t]->parse(&f, i ? texts[i - 1] : endless, NULL);

			if (v && types[t]->check(&f, v, NULL))
				free(types[t]->show(&f, v));
			json_decref(v);
		}
		for (size_t i = 0; i < ARRAY_LEN(values); i++)
			if (fits(types[t], values[i], NULL) && strcmp(types[t]->json, "number"))
				fail_msg("%s takes %s", types[t]->name, values[i]);
	}
	free(endless);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(phones),
		cmocka_unit_test(phones_belong_to_their_country),
		cmocka_unit_test(emails),
		cmocka_unit_test(phone_or_email),
		cmocka_unit_test(uuids),
		cmocka_unit_test(countries),
		cmocka_unit_test(subdivisions),
		cmocka_unit_test(currencies),
		cmocka_unit_test(amounts),
		cmocka_unit_test(rates),
		cmocka_unit_test(links),
		cmocka_unit_test(nothing_breaks_a_type),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
