/* Dates that a person types: a day, the day of birth and the month in which a
 * card expires.  "Today" is the day at this computer. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "api/text_type.h"

#define AGE_LEAST 18	/* years; raas 10.3 */
#define AGE_BEYOND 100

struct day {
	int year, month, day;
};

static struct day today(void)
{
	time_t now = time(NULL);
	struct tm tm;

	localtime_r(&now, &tm);
	return (struct day){ .year = tm.tm_year + 1900, .month = tm.tm_mon + 1, .day = tm.tm_mday };
}

static const char *month_name(int month)
{
	static const char *const names[] = {
		N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
		N_("July"), N_("August"), N_("September"), N_("October"), N_("November"),
		N_("December"),
	};

	return _(names[month - 1]);
}

static int month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

/* The value of n digits at s. */
static int number(const char *s, int n)
{
	int v = 0;

	while (n-- > 0)
		v = v * 10 + (*s++ - '0');
	return v;
}

/* Numbers of at most max digits between marks "-/. "; how many, 0 when there
 * is anything else.  digits: how many digits each has. */
static int split(const char *s, int max, int value[static 3], int digits[static 3])
{
	int n = 0;

	while (*s) {
		int len = (int)strspn(s, "0123456789");

		if (n == 3 || len == 0 || len > max)
			return 0;
		value[n] = number(s, len);
		digits[n++] = len;
		s += len;
		if (*s && !strchr("-/. ", *s))
			return 0;
		s += strspn(s, "-/. ");
	}
	return n;
}

/* ---- birth date ---- */

/* A year first, or last behind the day; the month first only where the day
 * could not be a month ("06/24/1987"). */
static bool day_of_parts(const int v[3], const int digits[3], struct day *d)
{
	if (digits[0] == 4)
		*d = (struct day){ .year = v[0], .month = v[1], .day = v[2] };
	else if (digits[2] == 4)
		*d = (struct day){ .year = v[2], .month = v[1], .day = v[0] };
	else
		return false;
	if (digits[2] == 4 && d->month > 12 && d->day <= 12)
		*d = (struct day){ .year = v[2], .month = v[0], .day = v[1] };
	return true;
}

/* Eight digits in a row: the year first where that makes a date of our times. */
static struct day day_of_digits(const char *s)
{
	struct day d = { .year = number(s, 4), .month = number(s + 4, 2), .day = number(s + 6, 2) };

	if (d.year < 1900 || d.year > 2099 || d.month < 1 || d.month > 12)
		d = (struct day){ .year = number(s + 4, 4), .month = number(s + 2, 2),
				  .day = number(s, 2) };
	return d;
}

static bool day_typed(const char *s, struct day *d)
{
	int v[3], digits[3];

	if (strlen(s) == 8 && strspn(s, "0123456789") == 8) {
		*d = day_of_digits(s);
		return true;
	}
	return split(s, 4, v, digits) == 3 && day_of_parts(v, digits, d);
}

static json_t *birth_parse(const struct field *f, const char *text, struct err *err)
{
	json_t *typed = text_type_parse(f, text, err);
	struct day d;
	char iso[40];

	if (!typed || !day_typed(json_string_value(typed), &d))
		return typed;
	json_decref(typed);
	snprintf(iso, sizeof(iso), "%04d-%02d-%02d", d.year, d.month, d.day);
	return json_string(iso);
}

/* YYYY-MM-DD, alone or before a time (raas 10.3). */
static bool day_of_wire(const char *s, struct day *d)
{
	static const char shape[] = "dddd-dd-dd";

	for (size_t i = 0; shape[i]; i++)
		if (shape[i] == 'd' ? !isdigit((unsigned char)s[i]) : s[i] != shape[i])
			return false;
	if (s[10] && (s[10] != 'T' || parse_time(s) == -1))
		return false;
	*d = (struct day){ .year = number(s, 4), .month = number(s + 5, 2),
			   .day = number(s + 8, 2) };
	return true;
}

static bool day_exists(const struct day *d, struct err *err)
{
	if (d->month < 1 || d->month > 12)
		return err_set(err, ERR_INPUT, _("There is no month %d"), d->month);
	if (d->day >= 1 && d->day <= month_days(d->year, d->month))
		return true;
	return err_set(err, ERR_INPUT, _("%s %d has %d days"), month_name(d->month), d->year,
		       month_days(d->year, d->month));
}

/* Whole years from born to now; negative when born lies ahead. */
static int years_between(const struct day *born, const struct day *now)
{
	bool before = now->month < born->month ||
		      (now->month == born->month && now->day < born->day);

	return now->year - born->year - before;
}

static bool age_fits(const struct day *born, const struct day *now, struct err *err)
{
	int age = years_between(born, now);

	if (age < 0)
		return err_set(err, ERR_INPUT, _("This date lies in the future"));
	if (age < AGE_LEAST)
		return err_set(err, ERR_INPUT,
			       _("The customer must be at least %d years old; born %04d-%02d-%02d, "
				 "the age is %d"),
			       AGE_LEAST, born->year, born->month, born->day, age);
	if (age < AGE_BEYOND)
		return true;
	err_set(err, ERR_INPUT, _("The customer must be under %d years old; this makes %d"),
		AGE_BEYOND, age);
	return err_next(err, _("Please check the year."));
}

static bool birth_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err);
	struct day d, now = today();

	if (!s)
		return false;
	if (day_of_wire(s, &d))
		return day_exists(&d, err) && age_fits(&d, &now, err);
	err_set(err, ERR_INPUT, _("This is not a date"));
	return err_next(err, _("Write year, month and day: 1987-06-24."));
}

static char *birth_show(const struct field *f, const json_t *value)
{
	const char *s = json_string_value(value);
	struct day d;

	(void)f;
	return day_of_wire(s, &d) ? xstrndup(s, 10) : xstrdup(s);
}

const struct field_type field_birth_date = {
	.name = "birth date", .json = "string", .format = "date",
	.parse = birth_parse, .show = birth_show, .check = birth_check,
};

/* ---- any day ---- */

/* A service's own way of writing a day: d, m and y each stand for a digit. */
static const char iso_form[] = "yyyy-mm-dd", us_form[] = "mm/dd/yyyy", dmy_form[] = "dd-mm-yyyy";

static bool day_of_form(const char *form, const char *s, struct day *d)
{
	*d = (struct day){ 0 };
	for (; *form; form++, s++) {
		int *part = *form == 'y' ? &d->year : *form == 'm' ? &d->month :
			    *form == 'd' ? &d->day : NULL;

		if (part ? !isdigit((unsigned char)*s) : *s != *form)
			return false;
		if (part)
			*part = *part * 10 + (*s - '0');
	}
	return *s == '\0';
}

static char *day_in_form(const char *form, const struct day *d)
{
	if (form == us_form)
		return xasprintf("%02d/%02d/%04d", d->month, d->day, d->year);
	if (form == dmy_form)
		return xasprintf("%02d-%02d-%04d", d->day, d->month, d->year);
	return xasprintf("%04d-%02d-%02d", d->year, d->month, d->day);
}

static json_t *day_parse(const char *form, const struct field *f, const char *text,
			 struct err *err)
{
	json_t *typed = text_type_parse(f, text, err);
	struct day d;
	char *wire;

	if (!typed || !day_typed(json_string_value(typed), &d))
		return typed;
	json_decref(typed);
	wire = day_in_form(form, &d);
	typed = json_string(wire);
	free(wire);
	return typed;
}

/* Where day-month-year is asked for, the vendor's own examples have the year first. */
static bool is_iso_for_dmy(const char *form, const char *s, struct day *d)
{
	return form == dmy_form && day_of_form(iso_form, s, d);
}

static bool day_check(const char *form, const struct field *f, const json_t *value,
		      struct err *err)
{
	const char *s = text_type_value(f, value, err);
	struct day d;

	if (!s)
		return false;
	if (day_of_form(form, s, &d) || is_iso_for_dmy(form, s, &d))
		return day_exists(&d, err);
	err_set(err, ERR_INPUT, _("This is not a date"));
	return err_next(err, _("Write year, month and day: 1987-06-24."));
}

/* People read and type one form, whatever the wire's is. */
static char *day_show(const char *form, const json_t *value)
{
	const char *s = json_string_value(value);
	struct day d;

	return day_of_form(form, s, &d) ? day_in_form(iso_form, &d) : xstrdup(s);
}

#define DAY_TYPE(id, form, words, ...) \
	static json_t *id##_parse(const struct field *f, const char *text, struct err *err) \
	{ \
		return day_parse(form, f, text, err); \
	} \
	static char *id##_show(const struct field *f, const json_t *value) \
	{ \
		(void)f; \
		return day_show(form, value); \
	} \
	static bool id##_check(const struct field *f, const json_t *value, struct err *err) \
	{ \
		return day_check(form, f, value, err); \
	} \
	const struct field_type field_##id = { \
		.name = words, .json = "string", .parse = id##_parse, .show = id##_show, \
		.check = id##_check, __VA_ARGS__ \
	}

DAY_TYPE(date, iso_form, "date", .format = "date");
DAY_TYPE(date_us, us_form, "date, mm/dd/yyyy", .pattern = "^[0-9]{2}/[0-9]{2}/[0-9]{4}$");

/* What the service's text says and what its examples have (omnumi 12.5). */
#define DMY_OR_ISO "^([0-9]{2}-[0-9]{2}-[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})$"

DAY_TYPE(date_dmy, dmy_form, "date, dd-mm-yyyy", .pattern = DMY_OR_ISO);

/* ---- a day of birth that goes out as dd-mm-yyyy ---- */

/* The text says dd-mm-yyyy, the examples yyyy-mm-dd (omnumi 12.5): the one is
 * written, both are read.  No age is asked for. */
static bool born_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err);
	struct day d, now = today();

	if (!s)
		return false;
	if (!day_of_form(iso_form, s, &d) && !day_of_form(dmy_form, s, &d))
		return day_check(dmy_form, f, value, err);
	if (!day_exists(&d, err))
		return false;
	return years_between(&d, &now) >= 0 ||
	       err_set(err, ERR_INPUT, _("This date lies in the future"));
}

const struct field_type field_born_dmy = {
	.name = "birth date, dd-mm-yyyy", .json = "string",
	.pattern = DMY_OR_ISO,
	.parse = date_dmy_parse, .show = date_dmy_show, .check = born_check,
};

/* ---- expiry ---- */

/* "12/28", "12/2028", "2028-12", "1228", "122028" to MMYY. */
static json_t *expiry_parse(const struct field *f, const char *text, struct err *err)
{
	json_t *typed = text_type_parse(f, text, err);
	const char *s = json_string_value(typed);
	int v[3], digits[3];
	char wire[40];

	if (!typed || split(s, 6, v, digits) == 0)
		return typed;
	if (strlen(s) == 6 && digits[0] == 6)
		snprintf(wire, sizeof(wire), "%.2s%.2s", s, s + 4);
	else if (strpbrk(s, "-/. ") && split(s, 4, v, digits) == 2 && digits[0] == 4)
		snprintf(wire, sizeof(wire), "%02d%02d", v[1], v[0] % 100);
	else if (strpbrk(s, "-/. ") && split(s, 4, v, digits) == 2 && digits[0] <= 2 &&
		 (digits[1] == 2 || digits[1] == 4))
		snprintf(wire, sizeof(wire), "%02d%02d", v[0], v[1] % 100);
	else
		return typed;
	json_decref(typed);
	return json_string(wire);
}

static bool expiry_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err);
	struct day now = today();
	int month, year;

	if (!s)
		return false;
	if (strlen(s) != 4 || strspn(s, "0123456789") != 4) {
		err_set(err, ERR_INPUT, _("This is not the month of a card"));
		return err_next(err, _("Write month and year as on the card: 12/28."));
	}
	month = number(s, 2);
	year = 2000 + number(s + 2, 2);
	if (month < 1 || month > 12)
		return err_set(err, ERR_INPUT, _("There is no month %d"), month);
	if (year > now.year || (year == now.year && month >= now.month))
		return true;
	err_set(err, ERR_INPUT, _("The card expired in %s %d"), month_name(month), year);
	return err_next(err, _("Please ask for another card."));
}

static char *expiry_show(const struct field *f, const json_t *value)
{
	const char *s = json_string_value(value);

	(void)f;
	if (strlen(s) != 4 || strspn(s, "0123456789") != 4)
		return xstrdup(s);
	return xasprintf("%.2s/%s", s, s + 2);
}

const struct field_type field_expiry = {
	.name = "expiry", .json = "string", .pattern = "^(0[1-9]|1[0-2])[0-9]{2}$",
	.parse = expiry_parse, .show = expiry_show, .check = expiry_check,
};
