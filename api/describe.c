#include "api/openapi.h"

#include <stdlib.h>
#include <string.h>

/* The catalogue in words: one operation for a person or a script, in the
 * language that is set, and the table of all for the README, in English. */

static void put_text(json_t *object, const char *key, const char *s)
{
	if (s)
		json_object_set_new(object, key, json_string(s));
}

static json_t *describe_fields(const struct field *table);

static json_t *describe_choices(const struct choice *choices)
{
	json_t *all = json_array();

	for (const struct choice *c = choices; c->value; c++)
		json_array_append_new(all, json_pack("{s:s, s:s}", "value", c->value,
						     "label", _(c->label)));
	return all;
}

static json_t *describe_field(const struct field *f)
{
	static const char *const places[] = {
		[IN_BODY] = "body", [IN_PATH] = "path", [IN_QUERY] = "query",
	};
	json_t *out = json_pack("{s:s, s:s, s:s, s:s, s:b}", "name", f->key, "label", _(f->label),
				"type", f->type->name, "in", places[f->in],
				"required", f->required);

	if (f->secret)
		json_object_set_new(out, "secret", json_true());
	if (f->nullable)
		json_object_set_new(out, "nullable", json_true());
	if (f->min)
		json_object_set_new(out, "min", json_integer(f->min));
	if (f->max)
		json_object_set_new(out, "max", json_integer(f->max));
	if (f->choices)
		json_object_set_new(out, "choices", describe_choices(f->choices));
	if (f->fields)
		json_object_set_new(out, "fields", describe_fields(f->fields));
	if (f->of)
		json_object_set_new(out, "of", describe_field(f->of));
	put_text(out, "example", f->example);
	put_text(out, "help", f->help ? _(f->help) : NULL);
	put_text(out, "codeMissing", f->code_missing);
	put_text(out, "codeBad", f->code_bad);
	put_text(out, "since", f->since);
	put_text(out, "source", f->source);
	return out;
}

static json_t *describe_fields(const struct field *table)
{
	json_t *all = json_array();

	field_each(f, table)
		json_array_append_new(all, describe_field(f));
	return all;
}

static json_t *describe_answers(const struct answer_doc *answers)
{
	json_t *all = json_array();

	for (const struct answer_doc *a = answers; a->status; a++) {
		json_t *one = json_pack("{s:i, s:s*, s:s, s:s}", "status", a->status, "code",
					a->code, "title", _(a->title), "provoke", a->provoke);

		put_text(one, "message", a->reason);
		if (a->more)
			json_object_set_new(one, "more", describe_fields(a->more));
		json_array_append_new(all, one);
	}
	return all;
}

/* {"3.1.0": "=", "4.0.0": "M"} */
json_t *op_marks(const struct op *op)
{
	json_t *marks = json_object();

	for (int i = 0; op_versions[i]; i++)
		json_object_set_new(marks, op_versions[i],
				    json_stringn((char []){ op_mark(op, op_versions[i]) }, 1));
	return marks;
}

/* What there is to say of a service with versions. */
static void describe_versions(json_t *out, const struct op *op)
{
	json_t *retired = json_array();

	for (int i = 0; op_versions[i]; i++)
		if (op_deprecated(op, op_versions[i]))
			json_array_append_new(retired, json_string(op_versions[i]));
	json_object_set_new(out, "versions", op_marks(op));
	json_object_set_new(out, "deprecated", retired);
	json_object_set_new(out, "namedOnly", json_boolean(op->named_only));
	json_object_set_new(out, "credentials", json_words(op->credentials));
	put_text(out, "earlier", op->earlier);
	put_text(out, "discloses", op->discloses ? _(op->discloses) : NULL);
}

json_t *op_describe(const struct op *op)
{
	static const char *const shapes[] = {
		[REPLY_OBJECT] = "object", [REPLY_LIST] = "list", [REPLY_WORDS] = "words",
		[REPLY_WORD] = "word", [REPLY_NONE] = "none",
	};
	json_t *out = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:b, s:b}",
				"operation", op->name, "group", _(op->group), "title", _(op->title),
				"summary", _(op->summary), "service", op_services[op->service],
				"method", op->method, "path", op->path,
				"scopes", json_words(op->scopes),
				"changes", op->changes, "movesMoney", op->moves_money);

	if (op->multipart)
		json_object_set_new(out, "multipart", json_true());
	json_object_set_new(out, "takes", describe_fields(op->in));
	if (op->one_of)
		json_object_set_new(out, "oneOf", json_words(op->one_of));
	json_object_set_new(out, "shape", json_string(shapes[op->shape]));
	json_object_set_new(out, "gives", describe_fields(op->out));
	json_object_set_new(out, "answers", describe_answers(op->answers));
	if (op->marks)
		describe_versions(out, op);
	put_text(out, "source", op->source);
	return out;
}

static void add_scopes(struct str *out, const char *scopes)
{
	for (const char *s = scopes; s && *s;) {
		size_t n = strcspn(s, ",");

		str_addf(out, "`%.*s` ", (int)n, s);
		s += n + (s[n] == ',');
	}
	str_add(out, scopes ? "|\n" : "none |\n");
}

static void add_row(struct str *out, const struct op *op)
{
	str_addf(out, "| `%s` | %s | `%s %s` | ", op->name, op->title, op->method,
		 *op->path ? op->path : "(the address of the vault)");
	if (op->marks)
		str_addf(out, "%c | %c |\n", op->marks[0], op->marks[1]);
	else
		add_scopes(out, op->scopes);
}

char *op_markdown(void)
{
	struct str out = { 0 };
	bool wallet = false;

	str_add(&out, "| Operation | What it does | Request | Scopes (any one) |\n"
		      "|---|---|---|---|\n");
	for (const struct op *const *op = op_list; *op; op++) {
		if ((*op)->marks && !wallet)
			str_addf(&out, "\nThe wallet service, and what its versions make of each "
				 "operation: N new, M changed, D deprecated, R back again, "
				 "= unchanged, - not there.\n\n"
				 "| Operation | What it does | Request | %s | %s |\n"
				 "|---|---|---|---|---|\n", op_versions[0], op_versions[1]);
		wallet |= (*op)->marks != NULL;
		add_row(&out, *op);
	}
	return str_steal(&out);
}
