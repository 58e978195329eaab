#include "api/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/clean.h"

/* What the first fault of a record is; the path grows from the inside out. */
struct fault_at {
	struct err err;
	const struct field *field;
	const char *code;
	char path[sizeof(((struct err *)NULL)->field)];
};

static bool check_record(struct fault_at *at, const struct field *table, const json_t *record);

static bool blame(struct fault_at *at, const struct field *f, const char *code)
{
	at->field = f;
	at->code = code;
	return false;
}

static void path_prepend(struct fault_at *at, const char *step)
{
	char inner[sizeof(at->path)];

	memcpy(inner, at->path, sizeof(inner));
	snprintf(at->path, sizeof(at->path), *inner ? "%s.%.*s" : "%s%.*s", step,
		 (int)(sizeof(inner) - 1), inner);
}

static bool check_value(struct fault_at *at, const struct field *f, const json_t *value);

static bool no_group(struct fault_at *at, const struct field *f)
{
	err_set(&at->err, ERR_INPUT, _("%s must be a list of groups"), _(f->label));
	return blame(at, f, f->code_bad);
}

static bool check_list(struct fault_at *at, const struct field *f, const json_t *value)
{
	const json_t *item;
	size_t i;

	json_array_foreach(value, i, item) {
		bool fits;
		char step[24];

		if (f->of)
			fits = check_value(at, f->of, item);
		else if (json_is_object(item))
			fits = check_record(at, f->fields, item);
		else
			fits = no_group(at, f);
		if (fits)
			continue;
		snprintf(step, sizeof(step), "%zu", i);
		path_prepend(at, step);
		return false;
	}
	return true;
}

static bool check_value(struct fault_at *at, const struct field *f, const json_t *value)
{
	bool some = f->type == &field_some;
	bool is_group = some || f->type == &field_group, is_list = f->type == &field_list;

	if (is_group && json_is_object(value))
		return check_record(at, f->fields, value);
	if ((is_list || some) && json_is_array(value))
		return check_list(at, f, value);
	if (is_list)
		err_set(&at->err, ERR_INPUT, _("%s must be a list"), _(f->label));
	else if (is_group)
		err_set(&at->err, ERR_INPUT, _("%s must be a group of values"), _(f->label));
	else if (f->type->check(f, value, &at->err))
		return true;
	return blame(at, f, f->code_bad);
}

static bool check_member(struct fault_at *at, const struct field *f, const json_t *record)
{
	const json_t *value = json_object_get(record, f->key);

	if (field_absent(value)) {
		if (!f->required || (f->nullable && json_is_null(value)))
			return true;
		err_set(&at->err, ERR_INPUT, _("%s is needed"), _(f->label));
		return blame(at, f, f->code_missing);
	}
	if (!check_value(at, f, value))
		return false;
	if (!f->type->check_in || f->type->check_in(f, value, record, &at->err))
		return true;
	return blame(at, f, f->code_in ? f->code_in : f->code_bad);
}

static bool check_record(struct fault_at *at, const struct field *table, const json_t *record)
{
	field_each(f, table) {
		if (check_member(at, f, record))
			continue;
		path_prepend(at, f->key);
		return false;
	}
	return true;
}

static bool check_top(const struct field *table, const json_t *record, struct err *err,
		      struct fault_at *at)
{
	if (json_is_object(record) && check_record(at, table, record))
		return true;
	if (!at->err.kind)
		err_set(&at->err, ERR_INPUT, _("A group of named values was expected"));
	snprintf(at->err.field, sizeof(at->err.field), "%s", at->path);
	if (err)
		*err = at->err;
	return false;
}

bool record_check_nested(const struct field *f, const json_t *value, struct err *err)
{
	struct fault_at at = { 0 };

	if (check_value(&at, f, value))
		return true;
	snprintf(at.err.field, sizeof(at.err.field), "%s", at.path);
	if (err)
		*err = at.err;
	return false;
}

bool record_check(const struct field *table, const json_t *record, struct err *err,
		  const struct field **where)
{
	struct fault_at at = { 0 };
	bool fits = check_top(table, record, err, &at);

	if (!fits && where)
		*where = at.field;
	return fits;
}

bool record_check_code(const struct field *table, const json_t *record, struct err *err,
		       const char **code)
{
	struct fault_at at = { 0 };
	bool fits = check_top(table, record, err, &at);

	if (!fits)
		*code = at.code;
	return fits;
}

/* examples */

static json_t *field_example(const struct field *f, bool required_only)
{
	json_t *value;

	if (f->example)
		value = f->type->parse(f, f->example, NULL);
	else if (f->type == &field_list && f->of)
		value = json_pack("[o]", field_example(f->of, required_only));
	else if (f->type == &field_list)
		value = json_pack("[o]", record_example(f->fields, required_only));
	else if (f->type == &field_group || f->type == &field_some)
		value = record_example(f->fields, required_only);
	else
		value = json_null();
	return value ? value : json_string(f->example);
}

json_t *record_example(const struct field *table, bool required_only)
{
	json_t *record = json_object();

	field_each(f, table)
		if (f->required || !required_only)
			json_object_set_new(record, f->key, field_example(f, required_only));
	return record;
}

/* secrets */

static json_t *taken_text(char *text)
{
	json_t *value = json_string(text);

	free(text);
	return value;
}

static json_t *mask(const json_t *value)
{
	return field_absent(value) ? json_deep_copy(value) : taken_text(secret_mask(value));
}

/* A card number need not come as a text. */
static json_t *scrub_number(const json_t *value)
{
	char *text = xasprintf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
	char *safe = clean_secrets(text);
	json_t *copy = str_eq(text, safe) ? json_deep_copy(value) : json_string(safe);

	free(text);
	free(safe);
	return copy;
}

/* A copy of something no table describes, without what looks like a secret. */
static json_t *scrub(const json_t *value)
{
	const char *key;
	json_t *copy, *item;
	size_t i;

	if (json_is_string(value)) {
		char *text = clean_secrets(json_string_value(value));

		copy = json_string(text);
		free(text);
	} else if (json_is_integer(value)) {
		copy = scrub_number(value);
	} else if (json_is_array(value)) {
		copy = json_array();
		json_array_foreach(value, i, item)
			json_array_append_new(copy, scrub(item));
	} else if (json_is_object(value)) {
		copy = json_object();
		json_object_foreach((json_t *)value, key, item)
			json_object_set_new(copy, key, scrub(item));
	} else {
		copy = json_deep_copy(value);
	}
	return copy;
}

static json_t *redact_value(const struct field *, const json_t *value);

static json_t *redact_list(const struct field *f, const json_t *value)
{
	json_t *copy = json_array(), *item;
	size_t i;

	json_array_foreach(value, i, item)
		json_array_append_new(copy, f->of ? redact_value(f->of, item)
					    : record_redact(f->fields, item));
	return copy;
}

/* What a type keeps to itself stays so where a list of it was no list. */
static const struct field *reticent(const struct field *f, const json_t *value)
{
	if (f && f->of && !json_is_array(value))
		f = f->of;
	return f && f->type->redact && value && !json_is_null(value) ? f : NULL;
}

static json_t *redact_value(const struct field *f, const json_t *value)
{
	const struct field *own = reticent(f, value);

	if (own)
		return taken_text(own->type->redact(own, value));
	if (!f || f->type == &field_any)
		return f && f->secret ? mask(value) : scrub(value);
	if (f->secret)
		return mask(value);
	if (f->fields && json_is_object(value))
		return record_redact(f->fields, value);
	if ((f->type == &field_list || f->type == &field_some) && json_is_array(value))
		return redact_list(f, value);
	return json_is_object(value) || json_is_array(value) ? scrub(value) : json_deep_copy(value);
}

json_t *record_redact(const struct field *table, const json_t *record)
{
	json_t *copy, *value;
	const char *key;

	if (!json_is_object(record))
		return scrub(record);
	copy = json_object();
	json_object_foreach((json_t *)record, key, value) {
		const struct field *known = NULL;

		field_each(f, table)
			if (!strcmp(f->key, key))
				known = f;
		json_object_set_new(copy, key, redact_value(known, value));
	}
	return copy;
}
