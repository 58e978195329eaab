/* Groups, lists, and values that may be anything. */

#include <stdlib.h>
#include <string.h>

#include "api/record.h"
#include "api/text_type.h"

char *json_compact(const json_t *value)
{
	char *s = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(15));
	char *copy = xstrdup(s ? s : "");

	free(s);
	return copy;
}

static json_t *json_parse(const struct field *f, const char *text, struct err *err)
{
	json_t *value = json_loads(text, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, NULL);

	return value ? value : text_type_parse(f, text, err);
}

static char *group_show(const struct field *f, const json_t *value)
{
	struct str all = { 0 };

	field_each(part, f->fields) {
		char *s = field_show(part, json_object_get(value, part->key));

		if (*s)
			str_addf(&all, all.len ? ", %s" : "%s", s);
		free(s);
	}
	return str_steal(&all);
}

static char *list_show(const struct field *f, const json_t *value)
{
	struct str all = { 0 };
	const json_t *item;
	size_t i;

	json_array_foreach(value, i, item) {
		char *s = f->of ? field_show(f->of, item) : group_show(f, item);

		if (*s)
			str_addf(&all, all.len ? (f->of ? ", %s" : "; %s") : "%s", s);
		free(s);
	}
	return str_steal(&all);
}

static char *any_show(const struct field *f, const json_t *value)
{
	(void)f;
	return json_is_string(value) ? xstrdup(json_string_value(value)) : json_compact(value);
}

static bool any_check(const struct field *f, const json_t *value, struct err *err)
{
	(void)f;
	(void)value;
	(void)err;
	return true;
}

const struct field_type field_group = {
	.name = "group", .json = "object",
	.parse = json_parse, .show = group_show, .check = record_check_nested,
};

/* A list of single values is typed as they are, with commas between. */
static json_t *list_parse(const struct field *f, const char *text, struct err *err)
{
	json_t *value = json_loads(text, JSON_REJECT_DUPLICATES, NULL), *item;
	char *copy, *rest, *part;

	if (value || !f->of) {
		json_decref(value);
		return json_parse(f, text, err);
	}
	copy = rest = xstrdup(text);
	value = json_array();
	while (value && (part = strsep(&rest, ","))) {
		if (!part[strspn(part, " \t")])
			continue;
		item = f->of->type->parse(f->of, part, err);
		if (item) {
			json_array_append_new(value, item);
			continue;
		}
		json_decref(value);
		value = NULL;
	}
	free(copy);
	return value;
}

static char *list_typed(const struct field *f, const json_t *value)
{
	struct str all = { 0 };
	const json_t *item;
	size_t i;

	if (!f->of)
		return json_compact(value);
	json_array_foreach(value, i, item) {
		char *s = field_typed(f->of, item);

		str_addf(&all, i ? ", %s" : "%s", s);
		free(s);
	}
	return str_steal(&all);
}

const struct field_type field_list = {
	.name = "list", .json = "array",
	.parse = list_parse, .show = list_show, .check = record_check_nested,
	.typed = list_typed,
};

static char *some_show(const struct field *f, const json_t *value)
{
	return json_is_array(value) ? list_show(f, value) : group_show(f, value);
}

const struct field_type field_some = {
	.name = "group or list of groups", .json = "any",
	.parse = json_parse, .show = some_show, .check = record_check_nested,
};

const struct field_type field_any = {
	.name = "any", .json = "any",
	.parse = json_parse, .show = any_show, .check = any_check,
};
