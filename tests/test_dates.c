#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "api/lang.h"
#include "tests/typed.h"

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
		{ "1900-02-29", NULL, "February 1900 has 28 days" },
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

/* One form is typed and shown; each service has its own on the wire. */
static void days_go_out_as_the_service_wants_them(void **state)
{
	static const struct typed iso[] = {
		{ "2025-08-16", "2025-08-16", NULL }, { "16/8/2025", "2025-08-16", NULL },
		{ "2025-02-30", NULL, "February 2025 has 28 days" },
		{ "soon", NULL, "This is not a date" },
	}, us[] = {
		{ "2025-08-16", "08/16/2025", NULL }, { "16/08/2025", "08/16/2025", NULL },
		{ "2025-06-08", "06/08/2025", NULL }, { "2025-13-01", NULL, "no month 13" },
		{ "2025-8", NULL, "This is not a date" },
	}, dmy[] = {
		{ "1994-01-31", "31-01-1994", NULL }, { "31.1.1994", "31-01-1994", NULL },
		{ "1994-02-31", NULL, "February 1994 has 28 days" },
	}, born[] = {
		{ "1994-01-31", "31-01-1994", NULL }, { "2094-01-31", NULL, "in the future" },
		{ "31 1 1994", "31-01-1994", NULL },
	};

	(void)state;
	check_all(field_date, iso);
	check_all(field_date_us, us);
	check_all(field_date_dmy, dmy);
	shows(&field_date_us, "\"08/16/2025\"", "2025-08-16");
	shows(&field_date_dmy, "\"16-08-2025\"", "2025-08-16");
	shows(&field_date_us, "\"whenever\"", "whenever");
	check_all(field_born_dmy, born);
	assert_true(fits(&field_born_dmy, "\"1994-01-31\"", NULL));
	assert_true(fits(&field_born_dmy, "\"31-01-1994\"", NULL));
	assert_false(fits(&field_born_dmy, "\"1994-02-31\"", NULL));
	assert_false(fits(&field_born_dmy, "\"01/31/1994\"", NULL));
	shows(&field_born_dmy, "\"31-01-1994\"", "1994-01-31");
	shows(&field_born_dmy, "\"1994-01-31\"", "1994-01-31");
	assert_false(fits(&field_date_us, "\"2025-08-16\"", NULL));
	assert_false(fits(&field_date, "\"2025-08-16T10:00:00Z\"", NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ages),
		cmocka_unit_test(birth_dates),
		cmocka_unit_test(expiries),
		cmocka_unit_test(days_go_out_as_the_service_wants_them),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
