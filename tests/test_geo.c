#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/geo.h"
#include "api/lang.h"
#include "api/money.h"

static int in_english(void **state)
{
	(void)state;
	lang_set("en");
	return 0;
}

static void countries_have_names(void **state)
{
	(void)state;
	assert_string_equal(country_name("MX"), "Mexico");
	assert_string_equal(country_name("US"), "United States");
	assert_string_equal(country_name("AD"), "Andorra");	/* first and last line */
	assert_string_equal(country_name("ZW"), "Zimbabwe");
	assert_null(country_name("XX"));
	assert_null(country_name("mx"));
	assert_null(country_name(""));
	assert_null(country_name(NULL));
	assert_null(country_name("MEX"));
	lang_set("es");
	assert_string_equal(country_name("MX"), "México");
	assert_string_equal(country_name("KR"), "Corea del Sur");
}

static void countries_are_found_by_many_names(void **state)
{
	static const struct match {
		const char *text, *code;
	} rows[] = {
		{ "MX", "MX" }, { "mx", "MX" }, { " mexico ", "MX" }, { "México", "MX" },
		{ "MÉXICO", "MX" }, { "MEX", "MX" }, { "Estados Unidos", "US" },
		{ "United States", "US" }, { "USA", "US" }, { "EE.UU.", "US" }, { "EUA", "US" },
		{ "uk", "GB" }, { "Bolivia", "BO" }, { "españa", "ES" }, { "espana", "ES" },
		{ "Cote d'Ivoire", "CI" }, { "Guinea", "GN" }, { "Guinea-Bissau", "GW" },
		{ "Atlantis", NULL }, { "", NULL }, { " ", NULL }, { "M", NULL }, { "xx", NULL },
		{ NULL, NULL }, { ".,", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (!str_eq(country_match(rows[i].text), rows[i].code))
			fail_msg("%s", rows[i].text);
}

static void countries_have_a_currency(void **state)
{
	int without = 0;

	(void)state;
	assert_string_equal(country_currency("MX"), "MXN");
	assert_string_equal(country_currency("US"), "USD");
	assert_string_equal(country_currency("SV"), "USD");
	assert_string_equal(country_currency("DE"), "EUR");
	assert_string_equal(country_currency("SN"), "XOF");
	assert_null(country_currency("AQ"));
	assert_null(country_currency("XX"));
	for (const struct choice *c = country_choices(); c->value; c++) {
		const char *currency = country_currency(c->value);

		without += !currency;
		if (currency && !currency_known(currency))
			fail_msg("%s has %s", c->value, currency);
	}
	assert_int_equal(without, 1);	/* Antarctica */
}

static void choices_are_sorted_by_name(void **state)
{
	const struct choice *c = country_choices();
	int n = 0;

	(void)state;
	assert_string_equal(c->label, "Afghanistan");
	for (; c->value; c++) {
		assert_string_equal(country_name(c->value), c->label);
		n++;
	}
	assert_int_equal(n, 249);
	lang_set("es");
	c = country_choices();
	assert_string_equal(c->value, "AF");
	for (n = 0; c[n].value && !str_eq(c[n].value, "AT"); n++)
		;
	assert_string_equal(c[n].label, "Austria");
	assert_string_equal(c[n + 1].label, "Azerbaiyán");
	for (n = 0; c[n].value && !str_eq(c[n].label, "Egipto"); n++)
		;
	assert_string_equal(c[n + 1].label, "El Salvador");
	for (n = 0; c[n].value && !str_eq(c[n].label, "México"); n++)
		;
	assert_string_equal(c[n + 1].label, "Micronesia, Estados Federados de");
}

static void subdivisions_have_names(void **state)
{
	(void)state;
	assert_string_equal(subdivision_name("MX-CMX"), "Ciudad de México");
	assert_string_equal(subdivision_name("US-FL"), "Florida");
	assert_string_equal(subdivision_name("US-NY"), "New York");
	assert_null(subdivision_name("MX-XXX"));
	assert_null(subdivision_name("MX"));
	assert_null(subdivision_name("CMX"));
	assert_null(subdivision_name("XX-CMX"));
	assert_null(subdivision_name(NULL));
	lang_set("es");
	assert_string_equal(subdivision_name("US-NY"), "Nueva York");
	assert_string_equal(subdivision_name("US-FL"), "Florida");	/* no other name */
}

static void subdivisions_are_found(void **state)
{
	static const struct match {
		const char *country, *text, *code;
	} rows[] = {
		{ "MX", "CDMX", "MX-CMX" }, { "MX", "df", "MX-CMX" }, { "MX", "D.F.", "MX-CMX" },
		{ "MX", "Ciudad de Mexico", "MX-CMX" }, { "MX", "MX-CMX", "MX-CMX" },
		{ "MX", "cmx", "MX-CMX" }, { "MX", "JA", "MX-JAL" }, { "MX", "JAL", "MX-JAL" },
		{ "MX", "Jalisco", "MX-JAL" }, { "MX", "Q.R.", "MX-ROO" },
		{ "MX", "quintana roo", "MX-ROO" }, { "MX", "michoacan", "MX-MIC" },
		{ "MX", "Querétaro", "MX-QUE" }, { "MX", "NL", "MX-NLE" },
		{ "US", "FL", "US-FL" }, { "US", "florida", "US-FL" },
		{ "US", "Nueva York", "US-NY" },
		{ "ES", "Catalunya", "ES-CT" },
		{ "MX", "FL", NULL }, { "US", "CDMX", NULL }, { "MX", "", NULL },
		{ "MX", NULL, NULL },
		{ "XX", "FL", NULL }, { NULL, "FL", NULL }, { "AQ", "FL", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const char *got = subdivision_match(rows[i].country, rows[i].text);

		if (!str_eq(got, rows[i].code))
			fail_msg("%s %s gave %s", rows[i].country, rows[i].text,
				 got ? got : "NULL");
	}
}

static int count(const struct choice *c)
{
	int n = 0;

	for (; c && c[n].value; n++)
		;
	return n;
}

static void subdivisions_are_listed(void **state)
{
	const struct choice *c = subdivision_choices("MX");

	(void)state;
	assert_int_equal(count(c), 32);
	assert_string_equal(c[0].label, "Aguascalientes");
	assert_int_equal(count(subdivision_choices("US")), 57);
	assert_null(subdivision_choices("AQ"));
	assert_null(subdivision_choices("XX"));
	assert_null(subdivision_choices(NULL));
	assert_int_equal(count(subdivision_choices("AD")), 7);	/* the first lines of the text */
	assert_true(count(subdivision_choices("ZW")) > 5);	/* and the last */
	assert_ptr_equal(subdivision_choices("MX"), c);
}

/* Each code that is offered has its name, and finds itself. */
static void every_place_finds_itself(void **state)
{
	(void)state;
	for (const struct choice *c = country_choices(); c->value; c++) {
		const struct choice *s = subdivision_choices(c->value);

		assert_string_equal(country_match(c->label), c->value);
		for (; s && s->value; s++) {
			assert_string_equal(subdivision_name(s->value), s->label);
			if (!str_eq(subdivision_match(c->value, s->value), s->value))
				fail_msg("%s", s->value);
		}
	}
}

static void currencies_are_known(void **state)
{
	(void)state;
	assert_true(currency_known("MXN"));
	assert_true(currency_known("USD"));
	assert_false(currency_known("mxn"));
	assert_false(currency_known("XYZ"));
	assert_false(currency_known(""));
	assert_false(currency_known(NULL));
}

#define TEST(f) cmocka_unit_test_setup(f, in_english)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(countries_have_names),
		TEST(countries_are_found_by_many_names),
		TEST(countries_have_a_currency),
		TEST(choices_are_sorted_by_name),
		TEST(subdivisions_have_names),
		TEST(subdivisions_are_found),
		TEST(subdivisions_are_listed),
		TEST(every_place_finds_itself),
		TEST(currencies_are_known),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
