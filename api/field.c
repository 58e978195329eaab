#include "api/field.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "api/record.h"
#include "api/text_type.h"

/* The text between leading and trailing blanks; the caller frees. */
static char *trimmed(const char *text)
{
	size_t n;

	text += strspn(text, " \t\r\n");
	n = strlen(text);
	while (n && strchr(" \t\r\n", text[n - 1]))
		n--;
	return xstrndup(text, n);
}

static bool is_blank(const char *text)
{
	return !text[strspn(text, " \t\r\n")];
}

bool field_absent(const json_t *value)
{
	return !value || json_is_null(value) ||
	       (json_is_string(value) && is_blank(json_string_value(value)));
}

static size_t utf8_length(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

/* text */

static json_t *text_parse(const struct field *f, const char *text, struct err *err)
{
	char *s = trimmed(text);
	json_t *value = json_string(s);

	free(s);
	if (!value)
		err_set(err, ERR_INPUT, _("%s has characters that are not text"), _(f->label));
	return value;
}

static char *text_show(const struct field *f, const json_t *value)
{
	(void)f;
	return xstrdup(json_string_value(value));
}

static bool must_be_text(const struct field *f, const json_t *value, struct err *err)
{
	return json_is_string(value) || err_set(err, ERR_INPUT, _("%s must be text"), _(f->label));
}

static bool text_check(const struct field *f, const json_t *value, struct err *err)
{
	size_t n;

	if (!must_be_text(f, value, err))
		return false;
	n = utf8_length(json_string_value(value));
	if (n < (size_t)f->min)
		return err_set(err, ERR_INPUT, _("%s needs at least %d characters"), _(f->label),
			       f->min);
	if (f->max && n > (size_t)f->max)
		return err_set(err, ERR_INPUT, _("%s takes at most %d characters"), _(f->label),
			       f->max);
	return true;
}

const struct field_type field_text = {
	.name = "text", .json = "string",
	.parse = text_parse, .show = text_show, .check = text_check,
};

/* Names of people: anything but digits and the signs no name has. */
static bool name_check(const struct field *f, const json_t *value, struct err *err)
{
	if (!text_check(f, value, err))
		return false;
	return !strpbrk(json_string_value(value), "0123456789@#$%^&*_+=[]{}<>|\\\"!?;:~") ||
	       err_set(err, ERR_INPUT, _("%s takes letters only, as on the identity paper"),
		       _(f->label));
}

const struct field_type field_name = {
	.name = "name", .json = "string",
	.parse = text_parse, .show = text_show, .check = name_check,
};

/* yes and no */

static json_t *bool_parse(const struct field *f, const char *text, struct err *err)
{
	static const char *const yes[] = { "true", "yes", "y", "1", "s", "si", "sí" };
	static const char *const no[] = { "false", "no", "n", "0" };
	char *s = trimmed(text);
	json_t *value = NULL;

	for (size_t i = 0; i < ARRAY_LEN(yes) && !value; i++)
		value = strcasecmp(s, yes[i]) ? NULL : json_true();
	for (size_t i = 0; i < ARRAY_LEN(no) && !value; i++)
		value = strcasecmp(s, no[i]) ? NULL : json_false();
	free(s);
	if (!value)
		err_set(err, ERR_INPUT, _("%s is answered with yes or no"), _(f->label));
	return value;
}

static char *bool_show(const struct field *f, const json_t *value)
{
	(void)f;
	if (!json_is_boolean(value))
		return xstrdup("");
	return xstrdup(json_is_true(value) ? _("yes") : _("no"));
}

static bool bool_check(const struct field *f, const json_t *value, struct err *err)
{
	return json_is_boolean(value) ||
	       err_set(err, ERR_INPUT, _("%s is answered with yes or no"), _(f->label));
}

const struct field_type field_bool = {
	.name = "yes or no", .json = "boolean",
	.parse = bool_parse, .show = bool_show, .check = bool_check,
};

/* numbers that are not money */

static json_t *number_parse(const struct field *f, const char *text, struct err *err)
{
	char *s = trimmed(text);
	json_t *value = json_loads(s, JSON_DECODE_ANY, NULL);

	free(s);
	if (json_is_number(value))
		return value;
	json_decref(value);
	err_set(err, ERR_INPUT, _("%s must be a number such as %s"), _(f->label), f->example);
	return NULL;
}

static char *number_show(const struct field *f, const json_t *value)
{
	(void)f;
	return json_is_number(value) ? json_compact(value) : xstrdup("");
}

static bool number_check(const struct field *f, const json_t *value, struct err *err)
{
	return json_is_number(value) ||
	       err_set(err, ERR_INPUT, _("%s must be a number"), _(f->label));
}

const struct field_type field_number = {
	.name = "number", .json = "number", .format = "double",
	.parse = number_parse, .show = number_show, .check = number_check,
};

static bool int_check(const struct field *f, const json_t *value, struct err *err)
{
	json_int_t n = json_integer_value(value);

	if (json_is_real(value) && json_real_value(value) > -1e15 && json_real_value(value) < 1e15)
		n = (json_int_t)json_real_value(value);
	if (!json_is_number(value) || (double)n != json_number_value(value))
		return err_set(err, ERR_INPUT, _("%s must be a whole number"), _(f->label));
	if ((f->min || f->max) && n < f->min)
		return err_set(err, ERR_INPUT, _("%s must be at least %d"), _(f->label), f->min);
	if (f->max && n > f->max)
		return err_set(err, ERR_INPUT, _("%s must be at most %d"), _(f->label), f->max);
	return true;
}

const struct field_type field_int = {
	.name = "whole number", .json = "integer",
	.parse = number_parse, .show = number_show, .check = int_check,
};

/* closed and open lists of words */

static const struct choice *find_choice(const struct field *f, const char *text)
{
	for (const struct choice *c = f->choices; c && c->value; c++)
		if (!strcmp(c->value, text))
			return c;
	return NULL;
}

static json_t *choice_parse(const struct field *f, const char *text, struct err *err)
{
	char *s = trimmed(text);
	json_t *value = NULL;

	(void)err;
	for (const struct choice *c = f->choices; c && c->value && !value; c++)
		if (!strcasecmp(c->value, s) || !strcasecmp(_(c->label), s))
			value = json_string(c->value);
	if (!value)
		value = text_parse(f, s, err);
	free(s);
	return value;
}

static char *choice_show(const struct field *f, const json_t *value)
{
	const struct choice *c = find_choice(f, json_string_value(value));

	return xstrdup(c ? _(c->label) : json_string_value(value));
}

static bool choice_check(const struct field *f, const json_t *value, struct err *err)
{
	struct str all = { 0 };
	int n = 0;

	if (!must_be_text(f, value, err))
		return false;
	if (find_choice(f, json_string_value(value)))
		return true;
	for (const struct choice *c = f->choices; c && c->value && n < 6; c++, n++)
		str_addf(&all, n ? ", %s" : "%s", _(c->label));
	if (n < 6)
		err_set(err, ERR_INPUT, _("%s must be one of: %s"), _(f->label), all.s);
	else
		err_set(err, ERR_INPUT, _("%s is not one of its choices"), _(f->label));
	str_release(&all);
	return false;
}

const struct field_type field_choice = {
	.name = "choice", .json = "string",
	.parse = choice_parse, .show = choice_show, .check = choice_check,
};

const struct field_type field_word = {
	.name = "word", .json = "string",
	.parse = choice_parse, .show = choice_show, .check = text_check,
};

/* moments */

static char *time_show(const struct field *f, const json_t *value)
{
	const char *text = json_string_value(value);
	int64_t ms = parse_time(text);
	time_t s = (time_t)(ms / 1000);
	bool day_only = strlen(text) == 10 && ms != -1;
	struct tm tm;
	char buf[32];

	(void)f;
	if (ms == -1)
		return xstrdup(text);
	if (day_only)
		return xstrdup(text);
	localtime_r(&s, &tm);
	strftime(buf, sizeof(buf), "%Y-%m-%d %H:%M", &tm);
	return xstrdup(buf);
}

static bool time_check(const struct field *f, const json_t *value, struct err *err)
{
	if (!must_be_text(f, value, err))
		return false;
	return parse_time(json_string_value(value)) != -1 ||
	       err_set(err, ERR_INPUT, _("%s is not a date and time such as %s"), _(f->label),
		       "2026-04-13T17:54:15.180Z");
}

const struct field_type field_time = {
	.name = "time", .json = "string", .format = "date-time",
	.parse = text_parse, .show = time_show, .check = time_check,
};

/* fields */

const char *field_sibling(const json_t *record, const char *key)
{
	return key ? json_string_value(json_object_get(record, key)) : NULL;
}

const struct field *field_find(const struct field *table, const char *key)
{
	size_t n = strcspn(key, ".");

	if (key[n] && strspn(key, "0123456789") == n)
		return field_find(table, key + n + 1);
	field_each(f, table) {
		if (strncmp(f->key, key, n) || f->key[n])
			continue;
		return key[n] ? field_find(f->fields, key + n + 1) : f;
	}
	return NULL;
}

json_t *field_read(const struct field *f, const char *text, struct err *err)
{
	struct err bad = { 0 };
	json_t *value = NULL;

	if (is_blank(text) && !f->required)
		return json_null();
	if (is_blank(text))
		err_set(&bad, ERR_INPUT, _("%s is needed"), _(f->label));
	else
		value = f->type->parse(f, text, &bad);
	if (value && f->type->check(f, value, &bad))
		return value;
	json_decref(value);
	if (!*bad.field)
		snprintf(bad.field, sizeof(bad.field), "%s", f->key);
	if (err)
		*err = bad;
	return NULL;
}

char *field_typed(const struct field *f, const json_t *value)
{
	if (f->type->typed)
		return f->type->typed(f, value);
	return f->type->show ? f->type->show(f, value) : json_compact(value);
}

char *field_complete(const struct field *f, const char *typed)
{
	const struct field *one = f->type == &field_list && f->of ? f->of : f;
	const char *comma = one == f ? NULL : strrchr(typed, ',');
	size_t n = comma ? (size_t)(comma + 1 - typed) : 0;
	char *rest, *whole;

	n += strspn(typed + n, " ");
	if (!one->type->complete)
		return NULL;
	rest = one->type->complete(typed + n);
	whole = xasprintf("%.*s%s", (int)n, typed, rest);
	free(rest);
	return whole;
}

char *field_show(const struct field *f, const json_t *value)
{
	bool is_text = json_is_string(value);

	if (field_absent(value))
		return xstrdup("");
	if (f->secret)
		return secret_mask(value);
	if (!strcmp(f->type->json, "string") && !is_text)
		return xstrdup("");
	return f->type->show(f, value);
}

char *secret_mask(const json_t *value)
{
	const char *s = json_is_string(value) ? json_string_value(value) : "";
	size_t n = strlen(s);
	const char *last = n >= 12 ? s + n - 4 : "";
	bool token = *last && !strncasecmp(s, "tok_", 4) && last[-1] == '_';
	bool number = *last && !s[strspn(s, "0123456789 ")];

	if ((token || number) && strspn(last, "0123456789") == 4)
		return xasprintf("···· %s", last);
	return xstrdup("····");
}
