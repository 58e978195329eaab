#include "tests/typed.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

void check_typed(const struct field_type *type, const struct typed *t)
{
	struct field f = { .key = "k", .label = "Value", .type = type, .required = true };
	struct err err = { 0 };
	json_t *v = field_read(&f, t->text, &err);
	char *got = v ? json_dumps(v, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15)) : NULL;
	char *wire = t->wire && strcmp(type->json, "number") ? xasprintf("\"%s\"", t->wire)
							      : t->wire ? xstrdup(t->wire) : NULL;

	if (!str_eq(got, wire))
		fail_msg("%s \"%s\" gave %s (%s)", type->name, t->text, got ? got : "NULL",
			 err.text);
	if (!v && (!t->refusal || !strstr(err.text, t->refusal)))
		fail_msg("%s \"%s\" says: %s", type->name, t->text, err.text);
	if (!v)
		assert_int_not_equal(err.kind, ERR_NONE);
	free(got);
	free(wire);
	json_decref(v);
}

bool fits(const struct field_type *type, const char *json, struct err *err)
{
	struct field f = { .key = "k", .label = "Value", .type = type };
	json_t *v = json_loads(json, JSON_DECODE_ANY, NULL);
	bool ok = type->check(&f, v, err);

	assert_non_null(v);
	json_decref(v);
	return ok;
}

/* A record {"k": value, "s": sibling} against a field whose sibling is "s". */
bool agrees(const struct field_type *type, const char *json, const char *sibling,
		   struct err *err)
{
	const struct field table[] = {
		{ .key = "k", .label = "Value", .type = type, .country_key = "s",
		  .currency_key = "s" },
		{ .key = NULL }
	};
	json_t *record = json_object();
	bool ok;

	json_object_set_new(record, "k", json_loads(json, JSON_DECODE_ANY, NULL));
	if (sibling)
		json_object_set_new(record, "s", json_string(sibling));
	ok = record_check(table, record, err, NULL);
	json_decref(record);
	return ok;
}

void shows(const struct field_type *type, const char *json, const char *text)
{
	struct field f = { .key = "k", .label = "Value", .type = type };
	json_t *v = json_loads(json, JSON_DECODE_ANY, NULL);
	char *got = type->show(&f, v);

	assert_string_equal(got, text);
	free(got);
	json_decref(v);
}
