#include "api/json_path.h"

#include <stdlib.h>
#include <string.h>

#include "api/util.h"

json_t *json_holder(json_t *record, const char *dotted, const char **last, bool make)
{
	const char *dot;

	for (; record && (dot = strchr(dotted, '.')); dotted = dot + 1) {
		char *word = xstrndup(dotted, (size_t)(dot - dotted));
		json_t *inner = json_object_get(record, word);

		if (!json_is_object(inner) && make) {
			inner = json_object();
			json_object_set_new(record, word, inner);
		}
		free(word);
		record = json_is_object(inner) ? inner : NULL;
	}
	*last = dotted;
	return record;
}

json_t *json_at(const json_t *value, const char *dotted)
{
	while (value && *dotted) {
		size_t n = strcspn(dotted, ".");
		char *word = xstrndup(dotted, n);

		value = json_is_array(value) ? json_array_get(value, strtoul(word, NULL, 10)) :
			json_object_get(value, word);
		free(word);
		dotted += n + (dotted[n] == '.');
	}
	return (json_t *)value;
}

const char *text_at(const json_t *record, const char *dotted)
{
	const char *text = json_string_value(json_at(record, dotted));

	return text && *text ? text : NULL;
}

void json_put_at(json_t *record, const char *dotted, json_t *taken)
{
	const char *last;
	json_t *in = json_holder(record, dotted, &last, true);

	json_object_set_new(in, last, taken);
}

void json_wipe(json_t *json)
{
	const char *key;
	json_t *value;
	size_t i;

	if (json_is_string(json))
		explicit_bzero((char *)json_string_value(json), json_string_length(json));
	json_object_foreach(json, key, value)
		json_wipe(value);
	json_array_foreach(json, i, value)
		json_wipe(value);
}
