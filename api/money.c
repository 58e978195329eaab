/* Amounts are read and written as decimal text; no number with a binary
 * fraction is ever added, multiplied or rounded. */
#include "api/money.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/lang.h"

/* ISO 4217: the currencies whose minor unit is not a hundredth. */
static const struct exponent {
	const char *currencies;
	int digits;
} exponents[] = {
	{ .currencies = "BIF,CLP,DJF,GNF,ISK,JPY,KMF,KRW,PYG,RWF,UGX,UYI,VND,VUV,XAF,XOF,XPF",
	  .digits = 0 },
	{ .currencies = "BHD,IQD,JOD,KWD,LYD,OMR,TND", .digits = 3 },
	{ .currencies = "CLF,UYW", .digits = 4 },
};

int money_digits(const char *currency)
{
	for (size_t i = 0; currency && i < ARRAY_LEN(exponents); i++)
		if (word_in(exponents[i].currencies, currency))
			return exponents[i].digits;
	return 2;
}

#define DIGITS_MAX 4	/* of any currency */

static void set_money(struct money *m, int64_t minor, const char *currency)
{
	*m = (struct money){ .minor = minor };
	snprintf(m->currency, sizeof(m->currency), "%s", currency ? currency : "");
}

static bool err_large(struct err *err)
{
	err_set(err, ERR_INPUT, _("This amount is too large to be true"));
	return err_next(err, _("Please check the number of digits."));
}

static bool err_digits(int digits, const char *currency, struct err *err)
{
	if (digits == 0)
		return err_set(err, ERR_INPUT, _("An amount in %s has no decimals"), currency);
	if (!currency || !*currency)
		return err_set(err, ERR_INPUT, _("An amount has at most %d decimals"), digits);
	return err_set(err, ERR_INPUT, _("An amount in %s has at most %d decimals"), currency,
		       digits);
}

/* "1734.56" or "1734" to minor units: digits and at most one point. */
static bool decimal_to_minor(const char *text, int digits, const char *currency, int64_t *minor,
			     struct err *err)
{
	const char *point = strchr(text, '.');
	int left = digits;
	int64_t v = 0;

	for (const char *p = text; *p; p++) {
		if (p == point)
			continue;
		if (point && p > point && left-- <= 0) {
			if (strspn(p, "0") == strlen(p))
				break;
			return err_digits(digits, currency, err);
		}
		v = v * 10 + (*p - '0');
		if (v > MONEY_MAX)
			return err_large(err);
	}
	for (; left > 0; left--) {
		v *= 10;
		if (v > MONEY_MAX)
			return err_large(err);
	}
	*minor = v;
	return true;
}

/* ---- typed text ---- */

#define TYPED_MAX 40

static bool err_number(struct err *err)
{
	err_set(err, ERR_INPUT, _("This is not an amount"));
	return err_next(err, _("Write it with digits and a point, for example 1,734.56"));
}

/* Bytes of a blank at p: ASCII, no-break, narrow no-break, thin; 0: none. */
static size_t blank_at(const char *p)
{
	static const char *const wide[] = { "\u00a0", "\u202f", "\u2009" };

	if (*p == ' ' || *p == '\t')
		return 1;
	for (size_t i = 0; i < ARRAY_LEN(wide); i++)
		if (has_prefix(p, wide[i]))
			return strlen(wide[i]);
	return 0;
}

/* The typed number alone, blanks within it as ' ', without a sign of currency
 * around it.  False when it is something else or too long. */
static bool strip(const char *text, const char *currency, char out[static TYPED_MAX])
{
	size_t n = 0, cur = currency ? strlen(currency) : 0;

	while (*text) {
		size_t blank = blank_at(text);

		if (n + 1 >= TYPED_MAX)
			return false;
		if (blank) {
			text += blank;
			if (n && out[n - 1] != ' ')
				out[n++] = ' ';
		} else if (*text == '$' && n == 0) {
			text++;
		} else if (cur && !strncasecmp(text, currency, cur) &&
			   (n == 0 || strspn(text + cur, " ") == strlen(text + cur))) {
			text += cur;
		} else {
			out[n++] = *text++;
		}
	}
	while (n && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return n > 0;
}

/* Take the groups' mark out of the whole part.  Groups have three digits, the
 * first one one to three and no leading zero. */
static bool ungroup(const char *whole, size_t len, char *out)
{
	size_t group = 0, n = 0;
	char mark = '\0';

	for (size_t i = 0; i < len; i++) {
		if (isdigit((unsigned char)whole[i])) {
			out[n++] = whole[i];
			group++;
			continue;
		}
		if ((mark && (whole[i] != mark || group != 3)) || group == 0 || group > 3)
			return false;
		mark = whole[i];
		group = 0;
	}
	out[n] = '\0';
	return !mark || (group == 3 && out[0] != '0');
}

static size_t count(const char *s, char c)
{
	size_t n = 0;

	for (; *s; s++)
		n += *s == c;
	return n;
}

/* Where the decimal mark stands, or NULL.  A lone comma before three digits
 * groups thousands, as in Mexico and the United States; other readings of a
 * lone mark belong to those who write a comma before the decimals. */
static const char *decimal_mark(const char *s, int digits, bool either, bool *doubtful)
{
	const char *point = strrchr(s, '.'), *comma = strrchr(s, ',');

	if (point && comma) {
		*doubtful = comma > point && !either;
		return comma > point ? comma : point;
	}
	if (point && count(s, '.') > 1) {
		*doubtful = !either;
		return NULL;
	}
	if (point) {
		*doubtful = either && digits != 3 && strlen(point) == 4;
		return point;
	}
	if (!comma || count(s, ',') > 1)
		return NULL;
	if (strlen(comma) == 4) {
		*doubtful = either && digits == 3;
		return NULL;
	}
	*doubtful = !either;
	return comma;
}

/* Typed text to minor units of a currency with that many digits. */
static bool read_typed(const char *text, int digits, const char *currency, int64_t *minor,
		       struct err *err)
{
	char typed[TYPED_MAX], plain[2 * TYPED_MAX];
	const char *mark;
	bool doubtful = false;
	size_t n;

	if (!strip(text ? text : "", currency, typed))
		return err_number(err);
	if (typed[0] == '-')
		return err_set(err, ERR_INPUT, _("An amount cannot be negative"));
	if (strspn(typed, "0123456789., ") != strlen(typed) || !strpbrk(typed, "0123456789"))
		return err_number(err);
	mark = decimal_mark(typed, digits, str_eq(lang_get(), "es"), &doubtful);
	if (doubtful) {
		err_set(err, ERR_INPUT, _("%s can be read in two ways"), typed);
		return err_next(err, _("Leave the marks of the thousands out: 1734.56"));
	}
	n = mark ? (size_t)(mark - typed) : strlen(typed);
	if (!ungroup(typed, n, plain))
		return err_number(err);
	if (mark) {
		if (strspn(mark + 1, "0123456789") != strlen(mark + 1))
			return err_number(err);
		n = strlen(plain);
		snprintf(plain + n, sizeof(plain) - n, ".%s", mark + 1);
	}
	return decimal_to_minor(plain, digits, currency, minor, err);
}

bool money_parse(const char *text, const char *currency, struct money *m, struct err *err)
{
	int64_t minor;

	if (!read_typed(text, money_digits(currency), currency, &minor, err))
		return false;
	set_money(m, minor, currency);
	return true;
}


/* ---- showing ---- */

/* mark stands between thousands. */
static char *minor_text(int64_t minor, int digits, const char *mark)
{
	uint64_t v = minor < 0 ? -(uint64_t)minor : (uint64_t)minor;
	char raw[32];
	struct str out = { 0 };
	int len = snprintf(raw, sizeof(raw), "%0*" PRIu64, digits + 1, v);

	if (minor < 0)
		str_add(&out, "-");
	for (int i = 0; i < len; i++) {
		int left = len - digits - i;

		if (left == 0)
			str_add(&out, ".");
		else if (i && left > 0 && left % 3 == 0)
			str_add(&out, mark);
		str_addn(&out, raw + i, 1);
	}
	return str_steal(&out);
}

char *money_text(const struct money *m)
{
	return minor_text(m->minor, money_digits(m->currency), ",");
}

char *money_text_full(const struct money *m)
{
	char *amount = money_text(m), *full;

	if (!m->currency[0])
		return amount;
	full = xasprintf("%s %s", amount, m->currency);
	free(amount);
	return full;
}

/* ---- JSON ---- */

#define PLAIN_MAX 64

/* A JSON number as plain decimal text: the 15 digits that a double keeps, or
 * the integer.  False when it needs an exponent. */
static bool plain_number(const json_t *v, char out[static PLAIN_MAX])
{
	if (json_is_integer(v))
		snprintf(out, PLAIN_MAX, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
	else
		snprintf(out, PLAIN_MAX, "%.15g", json_real_value(v));
	return !strpbrk(out, "einf");
}

bool money_from_json(const json_t *v, const char *currency, struct money *m, struct err *err)
{
	char plain[PLAIN_MAX];
	int64_t minor;

	if (!json_is_number(v))
		return err_set(err, ERR_INPUT, _("The amount is not a number"));
	if (json_number_value(v) < 0)
		return err_set(err, ERR_INPUT, _("An amount cannot be negative"));
	if (!plain_number(v, plain))
		return json_number_value(v) > 1 ? err_large(err)
						: err_digits(money_digits(currency), currency, err);
	if (!decimal_to_minor(plain[0] == '-' ? plain + 1 : plain, money_digits(currency), currency,
			      &minor, err))
		return false;
	set_money(m, minor, currency);
	return true;
}

bool money_from_wire(const json_t *v, const char *currency, struct money *m, struct err *err)
{
	const char *text = json_string_value(v), *point = text ? strchr(text, '.') : NULL;
	int64_t minor;

	if (!text)
		return money_from_json(v, currency, m, err);
	if (text[strspn(text, "0123456789.")] || !isdigit((unsigned char)*text) ||
	    (point && (!point[1] || strchr(point + 1, '.'))))
		return err_set(err, ERR_INPUT, _("The amount is not a number"));
	if (!decimal_to_minor(text, money_digits(currency), currency, &minor, err))
		return false;
	set_money(m, minor, currency);
	return true;
}

static json_t *minor_to_json(int64_t minor, int digits)
{
	int64_t unit = 1;
	char *text;
	json_t *v;

	for (int i = 0; i < digits; i++)
		unit *= 10;
	if (minor % unit == 0)
		return json_integer(minor / unit);
	text = minor_text(minor, digits, "");
	v = json_real(strtod(text, NULL));
	free(text);
	return v;
}

json_t *money_to_json(const struct money *m)
{
	return minor_to_json(m->minor, money_digits(m->currency));
}

json_t *money_parse_json(const char *text, struct err *err)
{
	int64_t minor;

	return read_typed(text, DIGITS_MAX, NULL, &minor, err) ? minor_to_json(minor, DIGITS_MAX)
							       : NULL;
}

char *rate_text(const json_t *v)
{
	char plain[PLAIN_MAX];
	struct str out = { 0 };

	if (!json_is_number(v))
		return xstrdup("");
	if (plain_number(v, plain))
		return xstrdup(plain);
	str_addf(&out, "%.12f", json_number_value(v));
	while (out.len > 1 && out.s[out.len - 1] == '0' && strchr(out.s, '.'))
		out.s[--out.len] = '\0';
	if (out.s[out.len - 1] == '.')
		out.s[--out.len] = '\0';
	return str_steal(&out);
}
