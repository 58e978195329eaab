#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "api/bank.h"
#include "api/field.h"
#include "api/lang.h"

/* What is typed, the wire value it becomes, or words of the sentence that refuses it. */
struct typed {
	const char *text, *wire, *refusal;
};

static void check_typed(const struct field_type *type, const struct typed *t)
{
	struct field f = { .key = "k", .label = "Value", .type = type, .required = true };
	struct err err = { 0 };
	json_t *v = field_read(&f, t->text, &err);
	char *got = v ? json_dumps(v, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15)) : NULL;
	char *wire = t->wire && strcmp(type->json, "number") ? xasprintf("\"%s\"", t->wire)
							      : t->wire ? xstrdup(t->wire) : NULL;

	if (!str_eq(got, wire))
		fail_msg("%s \"%s\" gave %s (%s)", type->name, t->text, got ? got : "NULL", err.text);
	if (!v && (!t->refusal || !strstr(err.text, t->refusal)))
		fail_msg("%s \"%s\" says: %s", type->name, t->text, err.text);
	if (!v)
		assert_int_not_equal(err.kind, ERR_NONE);
	free(got);
	free(wire);
	json_decref(v);
}

#define check_all(type, rows) \
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) \
		check_typed(&(type), &(rows)[i])

static bool fits(const struct field_type *type, const char *json, struct err *err)
{
	struct field f = { .key = "k", .label = "Value", .type = type };
	json_t *v = json_loads(json, JSON_DECODE_ANY, NULL);
	bool ok = type->check(&f, v, err);

	assert_non_null(v);
	json_decref(v);
	return ok;
}

/* A record {"k": value, "s": sibling} against a field whose sibling is "s". */
static bool agrees(const struct field_type *type, const char *json, const char *sibling,
		   struct err *err)
{
	const struct field table[] = {
		{ .key = "k", .label = "Value", .type = type, .country_key = "s", .currency_key = "s" },
		{ .key = NULL }
	};
	json_t *record = json_object();
	bool ok;

	json_object_set_new(record, "k", json_loads(json, JSON_DECODE_ANY, NULL));
	if (sibling)
		json_object_set_new(record, "s", json_string(sibling));
	ok = record_check(table, record, err, NULL);
	json_decref(record);
	return ok;
}

static void shows(const struct field_type *type, const char *json, const char *text)
{
	struct field f = { .key = "k", .label = "Value", .type = type };
	json_t *v = json_loads(json, JSON_DECODE_ANY, NULL);
	char *got = type->show(&f, v);

	assert_string_equal(got, text);
	free(got);
	json_decref(v);
}

/* ---- people ---- */

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
	assert_true(agrees(&field_phone, "\"+525521206703\"", "XX", NULL));	/* another field's fault */
	assert_false(agrees(&field_phone, "\"+19165550149\"", "MX", &err));
	assert_string_equal(err.text, "This is a number of United States, but the country is Mexico");
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
		{ "@example.com", NULL, "before the @" }, { "a b@example.com", NULL, "before the @" },
		{ "a@b@example.com", NULL, "before the @" }, { ".a@example.com", NULL, "before" },
		{ "a..b@example.com", NULL, "before" }, { "a.@example.com", NULL, "before" },
		{ "a@", NULL, "after the @" }, { "a@example", NULL, "after the @" },
		{ "a@.com", NULL, "after" }, { "a@example.", NULL, "after" },
		{ "a@exa mple.com", NULL, "after" }, { "a@-example.com", NULL, "after" },
		{ "a@example-.com", NULL, "after" }, { "a@example..com", NULL, "after" },
		{ "a@127.0.0.1", NULL, "after" }, { "a@example.c", NULL, "after" },
		{ "a@ex\u00e4mple.com", NULL, "after" },
	};
	char local[80] = "\"", longest[90];

	(void)state;
	check_all(field_email, rows);
	memset(local + 1, 'a', 64);
	snprintf(longest, sizeof(longest), "%.65s@b.mx\"", local);
	assert_true(fits(&field_email, longest, NULL));
	local[65] = 'a';
	snprintf(longest, sizeof(longest), "%.66s@b.mx\"", local);
	assert_false(fits(&field_email, longest, NULL));
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

/* ---- dates, counted from today ---- */

/* The day some years ago and some days later, as YYYY-MM-DD. */
static void date_text(int years, int days, char buf[static 40])
{
	time_t now = time(NULL);
	struct tm tm;

	localtime_r(&now, &tm);
	tm.tm_year -= years;
	tm.tm_mday += days;
	tm.tm_hour = 12;
	tm.tm_isdst = -1;
	mktime(&tm);
	snprintf(buf, 40, "\"%04d-%02d-%02d\"", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

static bool born(int years, int days, struct err *err)
{
	char text[40];

	date_text(years, days, text);
	return fits(&field_birth_date, text, err);
}

static void ages(void **state)
{
	struct err err = { 0 };

	(void)state;
	assert_true(born(18, 0, NULL));		/* the birthday itself */
	assert_false(born(18, 1, &err));
	assert_non_null(strstr(err.text, "at least 18 years old"));
	assert_non_null(strstr(err.text, "the age is 17"));
	assert_true(born(100, 1, NULL));
	assert_false(born(100, 0, &err));
	assert_non_null(strstr(err.text, "under 100 years old; this makes 100"));
	assert_true(born(40, 0, NULL));
	assert_false(born(0, 0, &err));
	assert_non_null(strstr(err.text, "at least 18"));
	assert_false(born(0, 1, &err));
	assert_string_equal(err.text, "This date lies in the future");
}

static void birth_dates(void **state)
{
	static const struct typed rows[] = {
		{ "1987-06-24", "1987-06-24", NULL }, { "1987/6/4", "1987-06-04", NULL },
		{ "24/06/1987", "1987-06-24", NULL }, { "24.6.1987", "1987-06-24", NULL },
		{ "24 06 1987", "1987-06-24", NULL }, { "06/24/1987", "1987-06-24", NULL },
		{ "04/03/1987", "1987-03-04", NULL },		/* the day first */
		{ "19870624", "1987-06-24", NULL }, { "24061987", "1987-06-24", NULL },
		{ "20061987", "1987-06-20", NULL }, { "19111987", "1987-11-19", NULL },
		{ "1987-06-24T00:00:00.000Z", "1987-06-24T00:00:00.000Z", NULL },
		{ "29/02/1988", "1988-02-29", NULL }, { "2000-02-29", "2000-02-29", NULL },
		{ "1987-02-30", NULL, "February 1987 has 28 days" },
		{ "30.2.1988", NULL, "February 1988 has 29 days" },
		{ "31/4/1990", NULL, "April 1990 has 30 days" },
		{ "1990-01-00", NULL, "January 1990 has 31 days" },
		{ "1990-13-13", NULL, "no month 13" }, { "1990-00-10", NULL, "no month 0" },
		{ "24/06/87", NULL, "not a date" }, { "June 1987", NULL, "not a date" },
		{ "1987", NULL, "not a date" }, { "1987-06", NULL, "not a date" },
		{ "1987-06-24-01", NULL, "not a date" }, { "1987-06-24Tnoon", NULL, "not a date" },
		{ "1987-06-24 x", NULL, "not a date" }, { "123456789", NULL, "not a date" },
	};

	(void)state;
	check_all(field_birth_date, rows);
	assert_false(fits(&field_birth_date, "\"1987-6-24\"", NULL));	/* not yet the wire form */
	assert_false(fits(&field_birth_date, "\"24/06/1987\"", NULL));
	assert_false(fits(&field_birth_date, "19870624", NULL));
	assert_false(fits(&field_birth_date, "\"1900-02-29\"", NULL));
	shows(&field_birth_date, "\"1987-06-24T00:00:00.000Z\"", "1987-06-24");
	shows(&field_birth_date, "\"x\"", "x");
}

static bool expires(int months, struct err *err)
{
	time_t now = time(NULL);
	struct tm tm;
	char text[40];

	localtime_r(&now, &tm);
	tm.tm_mday = 15;
	tm.tm_mon += months;
	mktime(&tm);
	snprintf(text, sizeof(text), "\"%02d%02d\"", tm.tm_mon + 1, tm.tm_year % 100);
	return fits(&field_expiry, text, err);
}

static void expiries(void **state)
{
	static const struct typed rows[] = {
		{ "12/98", "1298", NULL }, { "12/2098", "1298", NULL }, { "1298", "1298", NULL },
		{ "122098", "1298", NULL }, { "1/98", "0198", NULL }, { "12-98", "1298", NULL },
		{ "12 98", "1298", NULL }, { "12 / 98", "1298", NULL }, { "2098-12", "1298", NULL },
		{ "0624", NULL, "The card expired in June 2024" }, { "0120", NULL, "January 2020" },
		{ "1328", NULL, "no month 13" }, { "0098", NULL, "no month 0" },
		{ "12", NULL, "not the month" }, { "12/9", NULL, "not the month" },
		{ "128", NULL, "not the month" }, { "12/198", NULL, "not the month" },
		{ "ab/cd", NULL, "not the month" }, { "12/28/2098", NULL, "not the month" },
	};
	struct err err = { 0 };

	(void)state;
	check_all(field_expiry, rows);
	assert_true(expires(0, NULL));		/* the whole last month */
	assert_true(expires(1, NULL));
	assert_true(expires(12, NULL));
	assert_false(expires(-1, &err));
	assert_true(err.next[0] != '\0');
	assert_false(expires(-12, NULL));
	assert_false(fits(&field_expiry, "\"12/98\"", NULL));
	assert_false(fits(&field_expiry, "1298", NULL));
	shows(&field_expiry, "\"0631\"", "06/31");
	shows(&field_expiry, "\"12/2025\"", "12/2025");
}

/* ---- accounts and cards ---- */

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
		{ "2222420000001113", "MasterCard" }, { "2221", "MasterCard" }, { "2720", "MasterCard" },
		{ "2220", NULL }, { "2721", NULL }, { "51", "MasterCard" }, { "55", "MasterCard" },
		{ "34", "AmericanExpress" }, { "37", "AmericanExpress" }, { "6011", "DiscoverCard" },
		{ "65", "DiscoverCard" }, { "644", "DiscoverCard" }, { "643", NULL },
		{ "300", "DinersClubInternational" }, { "305", "DinersClubInternational" },
		{ "306", NULL }, { "3095", "DinersClubInternational" },
		{ "36", "DinersClubInternational" }, { "38", "DinersClubInternational" },
		{ "3527", NULL }, { "3528", "JCB" }, { "3589", "JCB" }, { "3590", NULL },
		{ "5018", "Maestro" }, { "6759", "Maestro" }, { "62", "ChinaUnionPay" },
		{ "2200", "MIR" }, { "2204", "MIR" }, { "2205", NULL }, { "9792", "TROY" },
		{ "1", "UATP" }, { "506099", "Verve" }, { "650002", "Verve" }, { "650028", "DiscoverCard" },
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
		{ "tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111", "tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111",
		  NULL },
		{ " TOK_x_1234 ", "TOK_x_1234", NULL },
		{ "tok_1234", NULL, "begins with tok_" }, { "tok_x_123", NULL, "begins with" },
		{ "tok_x_12345", NULL, "begins with" }, { "tok_x1111", NULL, "begins with" },
		{ "tok_a-b_1111", NULL, "begins with" }, { "tik_x_1111", NULL, "begins with" },
		{ "tok_sandbox_cE5jCyTLtr2cC666to2ie2", NULL, "four digits" },
		{ "4111 1111 1111 1111", NULL, "not its token" },
	};
	static const struct typed cvv[] = {
		{ "tok_sandbox_cE5jCyTLtr2cC666to2ie2", "tok_sandbox_cE5jCyTLtr2cC666to2ie2", NULL },
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

/* ---- codes ---- */

static void uuids(void **state)
{
	static const struct typed rows[] = {
		{ "6af8e158-be29-422a-8d69-703d6c343c3c", "6af8e158-be29-422a-8d69-703d6c343c3c", NULL },
		{ "6AF8E158-BE29-422A-8D69-703D6C343C3C", "6AF8E158-BE29-422A-8D69-703D6C343C3C", NULL },
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
	assert_true(agrees(&field_subdivision, "\"CDMX\"", "US", NULL));	/* not surely wrong */
	assert_true(agrees(&field_subdivision, "\"US-XX\"", "MX", NULL));
	assert_true(agrees(&field_subdivision, "\"MX-JAL\"", NULL, NULL));
	assert_false(agrees(&field_subdivision, "\"MX-JAL\"", "US", &err));
	assert_string_equal(err.text, "Jalisco (MX-JAL) does not belong to United States");
	shows(&field_subdivision, "\"MX-CMX\"", "Ciudad de México");
	shows(&field_subdivision, "\"CDMX\"", "CDMX");
}

static void currencies(void **state)
{
	static const struct typed rows[] = {
		{ "MXN", "MXN", NULL }, { " usd ", "USD", NULL }, { "XYZ", NULL, "no such currency" },
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
		{ "1,734.56", "1734.56", NULL }, { "500.00", "500", NULL }, { "0.01", "0.01", NULL },
		{ "$ 5", "5", NULL }, { "0", NULL, "more than zero" }, { "0.00", NULL, "more than zero" },
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
		{ "https://links-dev.nomas.cash/Q1nO3", "https://links-dev.nomas.cash/Q1nO3", NULL },
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
		&field_clabe, &field_pan, &field_cvv, &field_card_token, &field_cvv_token, &field_uuid,
		&field_country, &field_subdivision, &field_currency, &field_amount, &field_fee,
		&field_rate, &field_link,
	};
	static const char *const texts[] = {
		"", " ", "\x1b[2J", "\xff\xfe", "%s%n", "'; drop table", "\u202e", "-", "+", "@", "//",
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
		cmocka_unit_test(ages),
		cmocka_unit_test(birth_dates),
		cmocka_unit_test(expiries),
		cmocka_unit_test(clabes),
		cmocka_unit_test(clabe_digit_finds_misreading),
		cmocka_unit_test(card_numbers),
		cmocka_unit_test(networks),
		cmocka_unit_test(luhn),
		cmocka_unit_test(security_codes),
		cmocka_unit_test(tokens),
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
