/* Types of what a company tells of itself: telephone, tax number, the state of an
 * address.  Where the vendor gives a rule it is omnumi 5. */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "api/geo.h"
#include "api/json_path.h"
#include "api/text_type.h"

/* ---- telephone of any kind: a company's need not be a mobile one ---- */

enum { PHONE_LEAST = 6, PHONE_MOST = 15 };

static json_t *line_parse(const struct field *f, const char *text, struct err *err)
{
	json_t *v = text_type_without(text, " ()-./", err);
	const char *s = json_string_value(v);
	char *wire;

	(void)f;
	if (!v || !has_prefix(s, "00"))
		return v;
	wire = xasprintf("+%s", s + 2);
	json_decref(v);
	v = json_string(wire);
	free(wire);
	return v;
}

static bool line_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err);
	size_t n = s ? strlen(s + (*s == '+')) : 0;

	if (!s)
		return false;
	if (is_digits(s + (*s == '+')) && n >= PHONE_LEAST && n <= PHONE_MOST)
		return true;
	err_set(err, ERR_INPUT, _("This is not a telephone number"));
	return err_next(err, _("Begin with + and the country's code: +1 916 555 0149."));
}

static char *line_show(const struct field *f, const json_t *value)
{
	const char *s = json_string_value(value);
	struct phone phone;

	(void)f;
	return xstrdup(*s == '+' && phone_parse(s, NULL, &phone, NULL) ? phone.shown : s);
}

const struct field_type field_line = {
	.name = "telephone", .json = "string", .pattern = "^\\+?[0-9]{6,15}$",
	.parse = line_parse, .show = line_show, .check = line_check,
};

/* Length alone is judged of the value itself: the rest depends on the country. */
static bool length_check(const struct field *f, const json_t *value, struct err *err)
{
	return field_text.check(f, value, err);
}

/* ---- tax number ---- */

/* Does s read as the form does, where 9 is a digit? */
static bool has_form(const char *s, const char *form)
{
	for (; *form; form++, s++)
		if (*form == '9' ? !isdigit((unsigned char)*s) : *s != *form)
			return false;
	return !*s;
}

/* The country it depends on, a dotted sibling, says which form it must have. */
static bool tax_check_in(const struct field *f, const json_t *value, const json_t *record,
			 struct err *err)
{
	const char *s = json_string_value(value);
	const char *country = f->country_key ? text_at(record, f->country_key) : NULL;

	if (!str_eq(country, "US") || has_form(s, "999-99-9999") || has_form(s, "99-9999999"))
		return true;
	err_set(err, ERR_INPUT, _("This is not a tax number of the United States"));
	return err_next(err, _("A person's is written 122-22-2332, a company's 12-3123123."));
}

const struct field_type field_tax_id = {
	.name = "tax number", .json = "string",
	.parse = text_type_parse, .show = text_type_show, .check = length_check,
	.check_in = tax_check_in,
};

/* ---- state ---- */

static json_t *state_parse(const struct field *f, const char *text, struct err *err)
{
	json_t *v = text_type_parse(f, text, err);
	const char *s = json_string_value(v);
	char two[3];

	if (!v || strlen(s) != 2)
		return v;
	two[0] = (char)toupper((unsigned char)s[0]);
	two[1] = (char)toupper((unsigned char)s[1]);
	two[2] = '\0';
	json_decref(v);
	return json_string(two);
}

/* Of the United States and Canada the official two letters are asked for. */
static bool state_check_in(const struct field *f, const json_t *value, const json_t *record,
			   struct err *err)
{
	const char *s = json_string_value(value), *country = field_sibling(record, f->country_key);
	const char *code;

	if (!str_eq(country, "US") && !str_eq(country, "CA"))
		return true;
	code = subdivision_match(country, s);
	if (code && str_eq(code + 3, s))
		return true;
	return code ? err_set(err, ERR_INPUT, _("Two letters: %s"), code + 3) :
		      err_set(err, ERR_INPUT, _("Its two official letters here, such as CA"));
}

const struct field_type field_state = {
	.name = "state or its letters", .json = "string",
	.parse = state_parse, .show = text_type_show, .check = length_check,
	.check_in = state_check_in,
};

/* ---- a closed list of codes, which come as texts or as numbers ---- */

static json_t *as_text(const json_t *value)
{
	char *text = json_is_integer(value) ?
		xasprintf("%" JSON_INTEGER_FORMAT, json_integer_value(value)) : NULL;
	json_t *same = text ? json_string(text) : json_incref((json_t *)value);

	free(text);
	return same;
}

static json_t *numbered_parse(const struct field *f, const char *text, struct err *err)
{
	return field_choice.parse(f, text, err);
}

static char *numbered_show(const struct field *f, const json_t *value)
{
	json_t *text = as_text(value);
	char *shown = json_is_string(text) ? field_choice.show(f, text) : xstrdup("");

	json_decref(text);
	return shown;
}

static bool numbered_check(const struct field *f, const json_t *value, struct err *err)
{
	json_t *text = as_text(value);
	bool fits = field_choice.check(f, text, err);

	json_decref(text);
	return fits;
}

const struct field_type field_numbered = {
	.name = "choice by number", .json = "any",
	.parse = numbered_parse, .show = numbered_show, .check = numbered_check,
};

static bool any_value(const struct field *f, const json_t *value, struct err *err)
{
	return field_any.check(f, value, err);
}

/* An open list: what it does not know is shown as it came. */
static char *numbered_word_show(const struct field *f, const json_t *value)
{
	json_t *text = as_text(value);
	char *shown = field_any.show(f, text);

	for (const struct choice *c = f->choices; c->value; c++)
		if (str_eq(c->value, shown)) {
			free(shown);
			shown = xstrdup(_(c->label));
			break;
		}
	json_decref(text);
	return shown;
}

const struct field_type field_numbered_word = {
	.name = "word by number", .json = "any",
	.parse = numbered_parse, .show = numbered_word_show, .check = any_value,
};

/* ---- social security number: all of it, or its last four digits ---- */

static json_t *ssn_parse(const struct field *f, const char *text, struct err *err)
{
	(void)f;
	return text_type_without(text, " -", err);
}

static bool ssn_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err);

	if (!s)
		return false;
	return has_form(s, "9999") || has_form(s, "999999999") ||
	       err_set(err, ERR_INPUT, _("A social security number has nine digits; the last four "
					 "are enough"));
}

const struct field_type field_ssn = {
	.name = "social security number", .json = "string", .pattern = "^([0-9]{4}|[0-9]{9})$",
	.parse = ssn_parse, .show = text_type_show, .check = ssn_check,
};
