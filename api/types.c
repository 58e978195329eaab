/* The types with rules of their own; those of dates, accounts and amounts have
 * files of their own.  parse takes what a person writes and brings it near the
 * wire form; check alone judges, and says how to mend it. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/clean.h"
#include "api/geo.h"
#include "api/phone.h"
#include "api/text_type.h"

#define TYPED_MAX 2048	/* characters: a link is the longest of these */

/* ---- what they share ---- */

json_t *text_type_without(const char *text, const char *drop, struct err *err)
{
	char *s = clean_text(text, TYPED_MAX + 1);
	size_t n = 0, len = strlen(s);
	json_t *v = NULL;

	while (len && s[len - 1] == ' ')
		s[--len] = '\0';
	for (const char *p = s + strspn(s, " "); *p; p++)
		if (!strchr(drop, *p))
			s[n++] = *p;
	s[n] = '\0';
	if (n > TYPED_MAX)
		err_set(err, ERR_INPUT, _("This is much too long"));
	else
		v = json_string(s);
	free(s);
	return v;
}

json_t *text_type_parse(const struct field *f, const char *text, struct err *err)
{
	(void)f;
	return text_type_without(text, "", err);
}

char *text_type_show(const struct field *f, const json_t *value)
{
	const char *s = json_string_value(value);

	(void)f;
	return xstrdup(s ? s : "");
}

const char *text_type_value(const struct field *f, const json_t *value, struct err *err)
{
	if (!json_is_string(value))
		err_set(err, ERR_INPUT, _("%s must be text"), _(f->label));
	return json_string_value(value);
}

bool is_digits(const char *s)
{
	return *s && s[strspn(s, "0123456789")] == '\0';
}

/* Upper case of ASCII, a new reference; v is taken. */
static json_t *upper(json_t *v)
{
	char *s = xstrdup(json_string_value(v));

	for (char *p = s; *p; p++)
		*p = (char)toupper((unsigned char)*p);
	json_decref(v);
	v = json_string(s);
	free(s);
	return v;
}

/* ---- phone ---- */

/* "00" becomes "+"; a number without either keeps its digits, and check asks
 * for the country. */
static json_t *phone_type_parse(const struct field *f, const char *text, struct err *err)
{
	json_t *v = text_type_without(text, " ()-./", err);
	const char *s = json_string_value(v);
	struct phone phone;
	char *wire;

	(void)f;
	if (!v || (!has_prefix(s, "+") && !has_prefix(s, "00")))
		return v;
	if (phone_parse(s, NULL, &phone, NULL))
		wire = xstrdup(phone.e164);
	else
		wire = xasprintf("+%s", s + (*s == '+' ? 1 : 2));
	json_decref(v);
	v = json_string(wire);
	free(wire);
	return v;
}

static bool phone_of_wire(const char *s, struct phone *phone, struct err *err)
{
	if (s[0] != '+') {
		err_set(err, ERR_INPUT, _("The number does not say its country"));
		return err_next(err, _("Begin with + and the country's code: +52 for Mexico."));
	}
	if (!is_digits(s + 1))
		return err_set(err, ERR_INPUT, _("A telephone number has only digits"));
	if (!phone_parse(s, NULL, phone, err))
		return false;
	if (str_eq(phone->e164, s))
		return true;
	err_set(err, ERR_INPUT, _("The number has a digit too many before it"));
	return err_next(err, _("It is written %s."), phone->e164);
}

static bool phone_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err);
	struct phone phone;

	return s && phone_of_wire(s, &phone, err);
}

static bool phone_check_in(const struct field *f, const json_t *value, const json_t *record,
			   struct err *err)
{
	const char *country = field_sibling(record, f->country_key);
	const char *name = country_name(country), *other;
	struct phone phone;

	if (!name || !phone_of_wire(json_string_value(value), &phone, NULL) ||
	    str_eq(phone.country, country))
		return true;
	other = country_name(phone.country);
	err_set(err, ERR_INPUT, _("The number's country is %s, but %s is given"),
		other ? other : phone.country, name);
	return err_next(err, _("Please correct the number or the country."));
}

static char *phone_show(const struct field *f, const json_t *value)
{
	const char *s = json_string_value(value);
	struct phone phone;

	(void)f;
	return xstrdup(phone_of_wire(s, &phone, NULL) ? phone.shown : s);
}

const struct field_type field_phone = {
	.name = "phone", .json = "string", .pattern = "^\\+[1-9][0-9]{6,14}$",
	.parse = phone_type_parse, .show = phone_show, .check = phone_check,
	.check_in = phone_check_in,
};

/* Without its country only the record can tell whether it is one. */
static bool national_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err);

	if (!s || *s == '+')
		return s && phone_check(f, value, err);
	if (!is_digits(s))
		return err_set(err, ERR_INPUT, _("A telephone number has only digits"));
	return true;
}

static bool national_check_in(const struct field *f, const json_t *value, const json_t *record,
			      struct err *err)
{
	const char *s = json_string_value(value);
	struct phone phone;

	if (*s == '+')
		return phone_check_in(f, value, record, err);
	return phone_parse(s, field_sibling(record, f->country_key), &phone, err);
}

const struct field_type field_phone_of_country = {
	.name = "phone, also without its country", .json = "string",
	.pattern = "^(\\+[1-9])?[0-9]{6,14}$", .parse = phone_type_parse, .show = phone_show,
	.check = national_check, .check_in = national_check_in,
};

/* ---- e-mail ---- */

/* Labels of letters, digits and inner dashes; a point between; the last one letters. */
static bool domain_ok(const char *s)
{
	const char *last = strrchr(s, '.');

	if (!last || strlen(last) < 3 || strlen(s) > 253 || strspn(last + 1, "0123456789"))
		return false;
	while (*s) {
		size_t n = strcspn(s, ".");

		if (n == 0 || n > 63 || s[0] == '-' || s[n - 1] == '-')
			return false;
		for (size_t i = 0; i < n; i++)
			if (!isalnum((unsigned char)s[i]) && s[i] != '-')
				return false;
		s += n;
		if (*s && !*++s)
			return false;
	}
	return true;
}

static bool local_ok(const char *s, size_t n)
{
	if (n == 0 || n > 64 || s[0] == '.' || s[n - 1] == '.')
		return false;
	for (size_t i = 0; i < n; i++)
		if ((!isalnum((unsigned char)s[i]) && !strchr("!#$%&'*+/=?^_`{|}~.-", s[i])) ||
		    (s[i] == '.' && s[i + 1] == '.'))
			return false;
	return true;
}

static bool email_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err), *at = s ? strrchr(s, '@') : NULL;

	if (!s)
		return false;
	if (!at)
		err_set(err, ERR_INPUT, _("An e-mail address has an @"));
	else if (!local_ok(s, (size_t)(at - s)))
		err_set(err, ERR_INPUT, _("What stands before the @ is not right"));
	else if (!domain_ok(at + 1))
		err_set(err, ERR_INPUT, _("What stands after the @ is not right"));
	else
		return true;
	return err_next(err, _("It looks like maria@example.com."));
}

const struct field_type field_email = {
	.name = "e-mail", .json = "string", .format = "email",
	.parse = text_type_parse, .show = text_type_show, .check = email_check,
};

static json_t *alias_parse(const struct field *f, const char *text, struct err *err)
{
	return strchr(text, '@') ? text_type_parse(f, text, err) : phone_type_parse(f, text, err);
}

static bool alias_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err);

	for (const char *p = s; p && *p; p++)
		if (*p == '@' || isalpha((unsigned char)*p))
			return email_check(f, value, err);
	return s && phone_check(f, value, err);
}

const struct field_type field_phone_or_email = {
	.name = "phone or e-mail", .json = "string",
	.parse = alias_parse, .show = phone_show, .check = alias_check,
};

/* ---- ids and codes ---- */

static bool uuid_check(const struct field *f, const json_t *value, struct err *err)
{
	static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
	const char *s = text_type_value(f, value, err);
	bool ok = s && strlen(s) == sizeof(shape) - 1;

	for (size_t i = 0; ok && shape[i]; i++)
		ok = shape[i] == '-' ? s[i] == '-' : isxdigit((unsigned char)s[i]) != 0;
	if (!s || ok)
		return ok;
	return err_set(err, ERR_INPUT, _("%s has 32 letters a to f and digits, in five groups"),
		       _(f->label));
}

const struct field_type field_uuid = {
	.name = "UUID", .json = "string", .format = "uuid",
	.parse = text_type_parse, .show = text_type_show, .check = uuid_check,
};

static json_t *country_parse(const struct field *f, const char *text, struct err *err)
{
	json_t *v = text_type_parse(f, text, err);
	const char *code = v ? country_match(json_string_value(v)) : NULL;

	if (!code)
		return v;
	json_decref(v);
	return json_string(code);
}

static char *country_show(const struct field *f, const json_t *value)
{
	const char *name = country_name(json_string_value(value));

	return name ? xstrdup(name) : text_type_show(f, value);
}

static bool country_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err);

	if (!s || country_name(s))
		return s != NULL;
	err_set(err, ERR_INPUT, _("There is no country of this name"));
	return err_next(err, _("Write its name or its two letters: MX for Mexico."));
}

const struct field_type field_country = {
	.name = "country", .json = "string", .pattern = "^[A-Z]{2}$",
	.parse = country_parse, .show = country_show, .check = country_check,
};

static char *subdivision_show(const struct field *f, const json_t *value)
{
	const char *name = subdivision_name(json_string_value(value));

	return name ? xstrdup(name) : text_type_show(f, value);
}

/* Short and free names are in use (raas 10.6): any text will do. */
static bool subdivision_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err);

	if (!s)
		return false;
	if (s[strspn(s, " ")] == '\0')
		return err_set(err, ERR_INPUT, _("%s is needed"), _(f->label));
	return strlen(s) <= 80 || err_set(err, ERR_INPUT, _("This is much too long"));
}

/* Only a code that is surely another country's is refused. */
static bool subdivision_check_in(const struct field *f, const json_t *value, const json_t *record,
				 struct err *err)
{
	const char *s = json_string_value(value), *name = subdivision_name(s);
	const char *country = field_sibling(record, f->country_key), *of = country_name(country);

	if (!name || !of || !strncmp(s, country, 2))
		return true;
	err_set(err, ERR_INPUT, _("%s (%s) and %s do not go together"), name, s, of);
	return err_next(err, _("Please correct the state or the country."));
}

const struct field_type field_subdivision = {
	.name = "state", .json = "string",
	.parse = text_type_parse, .show = subdivision_show, .check = subdivision_check,
	.check_in = subdivision_check_in,
};

static json_t *currency_parse(const struct field *f, const char *text, struct err *err)
{
	json_t *v = text_type_parse(f, text, err);

	return v ? upper(v) : NULL;
}

static bool currency_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err);

	if (!s || currency_known(s))
		return s != NULL;
	err_set(err, ERR_INPUT, _("There is no such currency"));
	return err_next(err, _("Write its three letters: MXN for Mexican pesos."));
}

const struct field_type field_currency = {
	.name = "currency", .json = "string", .pattern = "^[A-Z]{3}$",
	.parse = currency_parse, .show = text_type_show, .check = currency_check,
};
