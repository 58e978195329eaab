#include "tests/samples.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/answer.h"
#include "api/json_path.h"
#include "api/refusal.h"

static struct sample sample_of(const char *head, const char *text)
{
	char name[48] = "", what[16] = "";
	struct sample s = { .text = text };
	json_error_t bad;

	assert_int_equal(sscanf(head, "%47s %15s", name, what), 2);
	s.op = op_find(name);
	if (!s.op)
		fail_msg("no operation %s", name);
	s.status = (int)strtol(what, NULL, 10);
	s.json = json_loads(text, JSON_REJECT_DUPLICATES, &bad);
	if (!s.json)
		fail_msg("%s %s: %s", name, what, bad.text);
	return s;
}

int samples_each(const char *file, void (*check)(const struct sample *))
{
	char *path = xasprintf("tests/samples/%s", file), *at;
	char *all = file_read(path, 1 << 20, NULL, NULL);
	int n = 0;

	assert_non_null(all);
	for (at = all; *at; n++) {
		char *end = strstr(at, "\n# "), *head = at + 2, *text = strchr(at, '\n');
		struct sample s;

		assert_memory_equal(at, "# ", 2);
		assert_non_null(text);
		*text++ = '\0';
		if (end)
			*end = '\0';
		s = sample_of(head, text);
		check(&s);
		json_decref((json_t *)s.json);
		at = end ? end + 1 : at + 2 + strlen(head) + 1 + strlen(text);
	}
	free(all);
	free(path);
	return n;
}

/* Is every member of a value one that the table describes? */
static void all_known(const struct op *op, const struct field *table, const json_t *value)
{
	const char *key;
	json_t *item;
	size_t i;

	json_array_foreach(value, i, item)
		all_known(op, table, item);
	json_object_foreach((json_t *)value, key, item) {
		const struct field *f = field_find(table, key);

		if (!f)
			fail_msg("%s: nothing is known of %s", op->name, key);
		if (f->fields)
			all_known(op, f->fields, item);
	}
}

static void request_holds(const struct sample *s)
{
	json_t *body = op_body(s->op, s->json);

	all_known(s->op, s->op->in, s->json);
	assert_true(json_equal(body, s->json));
	json_decref(body);
}

static void success_holds(const struct sample *s)
{
	struct err err = { 0 };
	json_t *read = answer_read(s->op, s->status, s->text, strlen(s->text), &err);

	if (err.kind)
		fail_msg("%s %d: %s", s->op->name, s->status, err.text);
	assert_true(json_equal(read, s->json));
	all_known(s->op, s->op->out, s->json);
	assert_int_equal(op_success(s->op), s->status);
	json_decref(read);
}

static const struct answer_doc *row_saying(const struct sample *s, const struct refusal_entry *e)
{
	json_t *alone = json_pack("{s:[{s:s, s:s}]}", "errors", "type", e->type, "message",
				  e->message);
	const struct answer_doc *found = NULL;

	for (const struct answer_doc *a = s->op->answers; a && a->status && !found; a++)
		if (a->status == s->status && refusal_says(alone, a))
			found = a;
	json_decref(alone);
	return found;
}

static void refusal_holds(const struct sample *s)
{
	struct refusal_entry list[REFUSAL_MOST];
	int n = refusal_entries(s->json, list, REFUSAL_MOST);
	struct err err = { 0 };

	assert_true(n > 0);
	for (int i = 0; i < n; i++)
		if (!row_saying(s, &list[i]))
			fail_msg("%s %d: no row says “%s: %s”", s->op->name, s->status,
				 list[i].type, list[i].message);
	json_decref(answer_read(s->op, s->status, s->text, strlen(s->text), &err));
	assert_true(err.kind == ERR_REFUSED || err.kind == ERR_AUTH);
	assert_int_equal(err.status, s->status);
	assert_true(*err.text != '\0');
}

void sample_holds(const struct sample *s)
{
	if (!s->status)
		request_holds(s);
	else if (s->status < 300)
		success_holds(s);
	else
		refusal_holds(s);
}

const json_t *sample_at(const struct sample *s, const char *path)
{
	const json_t *value = json_at(s->json, path);

	if (!value)
		fail_msg("%s: %s is not there", s->op->name, path);
	return value;
}

char *sample_kept(const struct sample *s)
{
	json_t *kept = s->status ? op_redact_out(s->op, s->json) : op_redact_in(s->op, s->json);
	char *text = json_dumps(kept, JSON_COMPACT);

	json_decref(kept);
	return text;
}
