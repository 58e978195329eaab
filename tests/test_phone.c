#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/geo.h"
#include "api/lang.h"
#include "api/phone.h"

extern const char asset_phones_tsv[];

struct row {
	const char *text, *country;	/* typed; country in hand */
	const char *e164, *region, *shown;
};

static const struct row numbers[] = {
	/* the vendor's samples */
	{ "+5215521206703", NULL, "+5215521206703", "MX", "+52 55 2120 6703" },
	{ "+5215521206706", NULL, "+5215521206706", "MX", "+52 55 2120 6706" },
	{ "+19165550149", NULL, "+19165550149", "US", "+1 916 555 0149" },
	{ "+19165550140", NULL, "+19165550140", "US", "+1 916 555 0140" },
	{ "+19165550118", NULL, "+19165550118", "US", "+1 916 555 0118" },
	{ "+525512345678", NULL, "+525512345678", "MX", "+52 55 1234 5678" },
	/* as people write */
	{ "+52 55 2120 6703", NULL, "+525521206703", "MX", "+52 55 2120 6703" },
	{ "0052 (55) 2120-6703", NULL, "+525521206703", "MX", "+52 55 2120 6703" },
	{ "55 2120 6703", "MX", "+525521206703", "MX", "+52 55 2120 6703" },
	{ "044 55 2120 6703", "MX", "+525521206703", "MX", "+52 55 2120 6703" },
	{ "01 998 120 6703", "MX", "+529981206703", "MX", "+52 998 120 6703" },
	{ "52 55 2120 6703", "MX", "+525521206703", "MX", "+52 55 2120 6703" },
	{ "1 55 2120 6703", "MX", "+5215521206703", "MX", "+52 55 2120 6703" },
	{ "5215521206703", "MX", "+5215521206703", "MX", "+52 55 2120 6703" },
	{ "+1 (916) 555-0149", "MX", "+19165550149", "US", "+1 916 555 0149" },
	{ "916.555.0149", "US", "+19165550149", "US", "+1 916 555 0149" },
	{ "1-916-555-0149", "US", "+19165550149", "US", "+1 916 555 0149" },
	{ "+1 416 555 0149", NULL, "+14165550149", "CA", "+1 416 555 0149" },
	{ "+1 809 555 0149", NULL, "+18095550149", "DO", "+1 809 555 0149" },
	{ "+1 787 555 0149", NULL, "+17875550149", "PR", "+1 787 555 0149" },
	{ "+44 7400 123456", NULL, "+447400123456", "GB", "+44 7400 123456" },
	{ "+44 (0)7400 123456", NULL, "+447400123456", "GB", "+44 7400 123456" },
	{ "07400 123456", "GB", "+447400123456", "GB", "+44 7400 123456" },
	{ "+44 7797 712345", NULL, "+447797712345", "JE", "+44 7797 712345" },
	{ "+49 151 23456789", NULL, "+4915123456789", "DE", "+49 1512 3456789" },
	{ "+34 612 34 56 78", NULL, "+34612345678", "ES", "+34 612 34 56 78" },
	{ "+502 5123 4567", NULL, "+50251234567", "GT", "+502 5123 4567" },
	{ "+57 321 1234567", NULL, "+573211234567", "CO", "+57 321 1234567" },
	{ "+55 11 96123-4567", NULL, "+5511961234567", "BR", "+55 11 96123 4567" },
	/* not a mobile number of anyone */
	{ .text = "+15555550100" },
	{ .text = "+52552120670" }, { .text = "+52552120670312" },
	{ .text = "+520021206703" },
	{ .text = "+521552120670" }, { .text = "+1916555014" }, { .text = "+191655501490" },
	{ .text = "+44 20 7946 0018" },		/* a desk in London */
	{ .text = "+999123456" }, { .text = "+0123456789" }, { .text = "55 2120 6703" },
	{ .text = "55 2120 6703", .country = "XX" },
	{ .text = "", .country = "MX" }, { .text = "+", .country = "MX" },
	{ .text = "00", .country = "MX" }, { .text = NULL, .country = "MX" },
	{ .text = "+52x5521206703" }, { .text = "++525521206703" },
	{ .text = "5+521", .country = "MX" },
	{ .text = "maria@example.com", .country = "MX" },
	{ .text = "+52 55 2120 6703 ext 2" },
	{ .text = "+1234567890123456" },
	{ .text = "123456789012345678901234567890", .country = "MX" },
};

static void numbers_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
		struct phone p = { .country = "??" };
		struct err err = { 0 };
		bool ok = phone_parse(numbers[i].text, numbers[i].country, &p, &err);

		if (ok != (numbers[i].e164 != NULL))
			fail_msg("%s: %s", numbers[i].text, err.text);
		if (!ok) {
			assert_string_equal(p.country, "??");
			assert_int_equal(err.kind, ERR_INPUT);
			assert_true(err.text[0] != '\0');
			continue;
		}
		assert_string_equal(p.e164, numbers[i].e164);
		assert_string_equal(p.country, numbers[i].region);
		assert_string_equal(p.shown, numbers[i].shown);
	}
}

static void says(const char *text, const char *country, const char *sentence)
{
	struct phone p;
	struct err err = { 0 };

	assert_false(phone_parse(text, country, &p, &err));
	assert_string_equal(err.text, sentence);
}

static void refusals_count_digits(void **state)
{
	(void)state;
	says("+52 55 2120 670", NULL,
	     "After +52 (Mexico) a mobile number has 10 digits; this has 9");
	says("+52 1 55 2120 670", NULL, "There is no such mobile number under +52 (Mexico)");
	says("55 2120 67031", "MX",
	     "After +52 (Mexico) a mobile number has 10 digits; this has 11");
	says("+1 916 555", NULL,
	     "After +1 (United States) a mobile number has 10 digits; this has 6");
	says("+49 151", NULL,
	     "After +49 (Germany) a mobile number has 10 to 11 digits; this has 3");
	says("+15555550100", NULL, "There is no such mobile number under +1 (United States)");
	says("+999123", NULL, "No country has a calling code like +999");
	says("5521206703", NULL, "The number does not say its country");
	says("hola", "MX", "A telephone number has only digits");
	says("+1234567890123456", NULL, "A telephone number has at most 15 digits");
}

static void spellings_of_one_number_are_equal(void **state)
{
	static const struct row rows[] = {
		{ .text = "+5215521206703", .e164 = "+525521206703" },
		{ .text = "+525521206703", .e164 = "+525521206703" },
		{ .text = "+52 1 55 2120 6703", .e164 = "+525521206703" },
		{ .text = "+521552120670",
		  .e164 = "+521552120670" },	/* ten digits: the 1 belongs */
		{ .text = "+19165550149", .e164 = "+19165550149" },
		{ .text = "+447400123456", .e164 = "+447400123456" },
		{ .text = "+999", .e164 = "+999" },
		{ .text = "", .e164 = "+" },
		{ .text = "+12345678901234567890", .e164 = "+123456789012345" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char buf[20];

		phone_same(rows[i].text, buf);
		assert_string_equal(buf, rows[i].e164);
	}
}

/* A column of a line of the data; new. */
static char *cell(const char *line, int n)
{
	for (; n > 0; n--)
		line += strcspn(line, "\t") + 1;
	return xstrndup(line, strcspn(line, "\t\n"));
}

static void every_country_has_an_example(void **state)
{
	int n = 0, shared = 0;

	(void)state;
	for (const char *line = asset_phones_tsv; *line; line += strcspn(line, "\n") + 1) {
		char *iso = cell(line, 1), e164[20];
		struct phone p;

		if (!phone_example(iso, e164) || !phone_parse(e164, NULL, &p, NULL))
			fail_msg("%s", iso);
		shared += !str_eq(p.country, iso);
		assert_non_null(country_name(str_eq(iso, "AC") || str_eq(iso, "XK") ? "SH" : iso));
		assert_true(strlen(p.shown) > strlen(e164));
		n++;
		free(iso);
	}
	assert_true(n > 240);
	/* small territories whose numbers are those of their neighbour */
	assert_true(shared > 0 && shared < 12);
	assert_false(phone_example("XX", (char[20]){ 0 }));
}

/* Our matcher and the C library's on one number; another region, or a trunk
 * prefix, may take what the pattern does not. */
static void compare(const regex_t *re, const char *iso, const char *code, const char *digits)
{
	char *e164 = xasprintf("+%s%s", code, digits);
	bool fits = regexec(re, digits, 0, NULL, 0) == 0;
	struct phone p;
	bool ok = phone_parse(e164, NULL, &p, NULL);

	if (fits ? !ok : ok && str_eq(p.country, iso) && str_eq(p.e164, e164))
		fail_msg("%s in %s: %d, %d", e164, iso, fits, ok);
	free(e164);
}

/* Numbers near the edge of a pattern: the example with one digit changed. */
static void compare_line(const char *line)
{
	char *iso = cell(line, 1), *code = cell(line, 0), *mobile = cell(line, 6),
	     *digits = cell(line, 3), *whole = xasprintf("^(%s)$", mobile);
	regex_t re;

	assert_int_equal(regcomp(&re, whole, REG_EXTENDED | REG_NOSUB), 0);
	for (size_t i = 0; digits[i]; i++) {
		char kept = digits[i];

		for (digits[i] = '0'; digits[i] <= '9'; digits[i]++)
			compare(&re, iso, code, digits);
		digits[i] = kept;
	}
	regfree(&re);
	free(iso);
	free(code);
	free(mobile);
	free(digits);
	free(whole);
}

static void patterns_mean_what_regcomp_says(void **state)
{
	(void)state;
	for (const char *line = asset_phones_tsv; *line; line += strcspn(line, "\n") + 1)
		compare_line(line);
}

static void spanish_speaks_of_mexico(void **state)
{
	struct phone p;
	struct err err = { 0 };

	(void)state;
	lang_set("es");
	assert_false(phone_parse("+52 55 2120 670", NULL, &p, &err));
	assert_non_null(strstr(err.text, "México"));
	lang_set("en");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_read),
		cmocka_unit_test(refusals_count_digits),
		cmocka_unit_test(spellings_of_one_number_are_equal),
		cmocka_unit_test(every_country_has_an_example),
		cmocka_unit_test(patterns_mean_what_regcomp_says),
		cmocka_unit_test(spanish_speaks_of_mexico),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
