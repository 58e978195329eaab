/* Whole numbers of any length as texts of digits, and the types of a ledger's answers. */

#include "api/base_units.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "api/text_type.h"

bool base_units_ok(const char *units)
{
	return is_digits(units) && strlen(units) <= BASE_DIGITS;
}

static const char *without_zeros(const char *units)
{
	units += strspn(units, "0");
	return *units ? units : "0";
}

int base_units_compare(const char *a, const char *b)
{
	size_t n, m;

	a = without_zeros(a);
	b = without_zeros(b);
	n = strlen(a);
	m = strlen(b);
	return n != m ? (n > m) - (n < m) : strcmp(a, b);
}

/* The digit so many places from the right. */
static int digit(const char *units, size_t n, size_t place)
{
	return place < n ? units[n - 1 - place] - '0' : 0;
}

/* a + sign * b, which is not negative. */
static char *sum(const char *a, const char *b, int sign)
{
	size_t n = strlen(a), m = strlen(b), len = (n > m ? n : m) + 1;
	char *out = xmalloc(len + 1), *plain;
	int carry = 0;

	out[len] = '\0';
	for (size_t i = 0; i < len; i++) {
		int d = digit(a, n, i) + sign * digit(b, m, i) + carry;

		carry = d < 0 ? -1 : d / 10;
		out[len - 1 - i] = (char)('0' + (d + 10) % 10);
	}
	plain = xstrdup(without_zeros(out));
	free(out);
	return plain;
}

char *base_units_add(const char *a, const char *b)
{
	return sum(a, b, 1);
}

char *base_units_take(const char *from, const char *what)
{
	return base_units_compare(from, what) < 0 ? NULL : sum(from, what, -1);
}

char *base_units_text(const char *units, int decimals)
{
	char *padded, *text;
	size_t n, whole;

	if (!base_units_ok(units))
		return xstrdup(units);
	padded = xasprintf("%0*d%s", decimals + 1, 0, without_zeros(units));
	n = strlen(padded);
	whole = n - (size_t)decimals;
	while (n > whole && padded[n - 1] == '0')
		n--;
	text = xasprintf("%.*s%s%.*s", (int)whole, padded, n > whole ? "." : "",
			 (int)(n - whole), padded + whole);
	free(padded);
	padded = xstrdup(strspn(text, "0") < whole ? text + strspn(text, "0") :
			 text + whole - 1);
	free(text);
	return padded;
}

char *base_units_show(const char *units, int decimals)
{
	char *text = base_units_text(units, decimals);
	size_t whole = strcspn(text, "."), rest = strlen(text + whole);
	struct str out = { 0 };

	if (base_units_ok(units)) {
		for (size_t i = 0; i < whole; i++)
			str_addf(&out, i && (whole - i) % 3 == 0 ? ",%c" : "%c", text[i]);
		str_add(&out, rest ? text + whole : decimals ? "." : "");
		for (size_t i = rest ? rest : 1; decimals && i < 3; i++)
			str_add(&out, "0");
	} else {
		str_add(&out, text);
	}
	free(text);
	return str_steal(&out);
}

char *base_units_read(const char *text, int decimals)
{
	struct str out = { 0 };
	char *typed = NULL, *units = NULL;
	json_t *bare = text_type_without(text, ", ", NULL);
	const char *s = bare ? json_string_value(bare) : "";
	size_t whole = strspn(s, "0123456789"), rest = s[whole] == '.' ?
		strspn(s + whole + 1, "0123456789") : 0;
	size_t end = whole + (s[whole] == '.' ? 1 + rest : 0);

	if (whole + rest && !s[end] && rest <= (size_t)decimals) {
		str_addn(&out, s, whole);
		str_addn(&out, s + whole + (rest > 0), rest);
		for (size_t i = rest; i < (size_t)decimals; i++)
			str_add(&out, "0");
		typed = str_steal(&out);
		units = xstrdup(without_zeros(typed));
	}
	free(typed);
	json_decref(bare);
	return units;
}

/* ---- types ---- */

static char *units_show(const struct field *f, const json_t *value)
{
	(void)f;
	return base_units_show(json_string_value(value), BASE_DECIMALS);
}

static bool units_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err);

	if (!s || base_units_ok(s))
		return s != NULL;
	return err_set(err, ERR_INPUT, _("%s must be a whole number"), _(f->label));
}

static char *units_typed(const struct field *f, const json_t *value)
{
	return text_type_show(f, value);
}

const struct field_type field_base_units = {
	.name = "base units", .json = "string", .pattern = "^[0-9]{1,78}$",
	.parse = text_type_parse, .show = units_show, .check = units_check, .typed = units_typed,
};

static char *plain_text(const json_t *value)
{
	return json_is_string(value) ? xstrdup(json_string_value(value)) : json_compact(value);
}

static json_t *any_number_parse(const struct field *f, const char *text, struct err *err)
{
	return field_number.parse(f, text, err);
}

static char *tokens_show(const struct field *f, const json_t *value)
{
	char *text = plain_text(value), *units = base_units_read(text, BASE_DECIMALS);
	char *shown = units ? base_units_show(units, BASE_DECIMALS) : xstrdup(text);

	(void)f;
	free(text);
	free(units);
	return shown;
}

static bool number_or_text(const struct field *f, const json_t *value, struct err *err)
{
	return json_is_number(value) || json_is_string(value) ||
	       err_set(err, ERR_INPUT, _("%s must be a number"), _(f->label));
}

static char *plain_typed(const struct field *f, const json_t *value)
{
	(void)f;
	return plain_text(value);
}

const struct field_type field_tokens = {
	.name = "tokens", .json = "number", .parse = any_number_parse, .show = tokens_show,
	.check = number_or_text, .typed = plain_typed,
};

int64_t epoch_of(const json_t *value)
{
	char *text = plain_text(value);
	int64_t at = is_digits(text) && strlen(text) < 13 ? strtoll(text, NULL, 10) : -1;

	free(text);
	return at;
}

static char *epoch_show(const struct field *f, const json_t *value)
{
	time_t at = (time_t)epoch_of(value);
	struct tm tm;
	char buf[32];

	(void)f;
	if (at == -1 || !localtime_r(&at, &tm))
		return plain_text(value);
	strftime(buf, sizeof(buf), "%Y-%m-%d %H:%M", &tm);
	return xstrdup(buf);
}

const struct field_type field_epoch = {
	.name = "seconds since 1970", .json = "any", .parse = any_number_parse,
	.show = epoch_show, .check = number_or_text, .typed = plain_typed,
};

static char *flag_show(const struct field *f, const json_t *value)
{
	char *text = plain_text(value);
	bool yes = word_in("1,true", text);

	(void)f;
	free(text);
	return xstrdup(yes ? _("yes") : _("no"));
}

static bool flag_check(const struct field *f, const json_t *value, struct err *err)
{
	char *text = plain_text(value);
	bool fits = word_in("0,1,true,false", text);

	free(text);
	return fits || err_set(err, ERR_INPUT, _("%s is answered with yes or no"), _(f->label));
}

const struct field_type field_flag = {
	.name = "0 or 1", .json = "any", .parse = any_number_parse, .show = flag_show,
	.check = flag_check, .typed = plain_typed,
};

static char *or_na_show(const struct field *f, const json_t *value)
{
	const char *s = json_string_value(value);

	(void)f;
	return xstrdup(str_eq(s, "NA") ? "" : s);
}

static bool or_na_check(const struct field *f, const json_t *value, struct err *err)
{
	return field_text.check(f, value, err);
}

const struct field_type field_or_na = {
	.name = "text or NA", .json = "string", .parse = text_type_parse, .show = or_na_show,
	.check = or_na_check, .typed = text_type_show,
};
