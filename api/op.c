#include "api/op.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/words.h"

#define OP_ENTRY(id) &op_##id,
const struct op *const op_list[] = { OPS(OP_ENTRY) NULL };

const char *const op_services[] = {
	[SVC_RAAS] = "raas", [SVC_VGS] = "vgs", [SVC_OMNUMI] = "omnumi", [SVC_COUNT] = NULL
};

#define op_each(o) for (const struct op *const *o = op_list; *o; o++)

const struct op *op_find(const char *name)
{
	op_each(op)
		if (!strcmp((*op)->name, name))
			return *op;
	return NULL;
}

/* names */

const struct op *op_nearest(const char *name)
{
	const struct op *nearest = NULL;
	int best = (int)strlen(name) / 3 + 2;

	op_each(op) {
		int d = word_distance(name, (*op)->name);

		if (strlen(name) >= 3 && strcasestr((*op)->name, name))
			d = d < 1 ? d : 1;
		if (d < best) {
			best = d;
			nearest = *op;
		}
	}
	return nearest;
}

/* request lines */

/* Does a segment say what the pattern's says?  Few are encoded. */
static bool is_literal(const char *segment, size_t n, const char *literal, size_t len)
{
	char *text;
	bool same;

	if (!memchr(segment, '%', n))
		return n == len && !memcmp(segment, literal, n);
	text = percent_decode(segment, n, false);
	same = strlen(text) == len && !memcmp(text, literal, len);
	free(text);
	return same;
}

/* Nearly all patterns part from a path before their first place. */
static bool may_match(const char *pattern, const char *path)
{
	while (*pattern && *pattern != '{' && *path != '%')
		if (*pattern++ != *path++)
			return false;
	return true;
}

/* Match one path with a pattern.  The number of literal segments plus one, 0
 * when it does not match; values of {places} go into args unless it is NULL. */
static int path_match(const struct op *op, const char *path, json_t *args)
{
	const char *pattern = op->path;
	int literals = 1;

	if (!may_match(pattern, path))
		return 0;
	while (*pattern || *path) {
		size_t p = strcspn(pattern + (*pattern == '/'), "/") + (*pattern == '/');
		size_t s = strcspn(path + (*path == '/'), "/") + (*path == '/');

		if (!p || s < 2)
			return 0;
		if (pattern[1] != '{') {
			if (!is_literal(path, s, pattern, p))
				return 0;
			literals++;
		} else if (args) {
			char *key = xstrndup(pattern + 2, p - 3);
			char *text = percent_decode(path + 1, s - 1, false);

			op_set_text(op, args, key, text);
			free(key);
			free(text);
		}
		pattern += p;
		path += s;
	}
	return literals;
}

const struct op *op_match(enum service service, const char *method, const char *path, json_t *args,
			  bool *wrong_method)
{
	const struct op *found = NULL;
	bool other = false;
	int best = 0;

	op_each(op) {
		int score = (*op)->service == service ? path_match(*op, path, NULL) : 0;

		if (score && strcmp((*op)->method, method)) {
			other = true;
		} else if (score > best) {
			best = score;
			found = *op;
		}
	}
	if (wrong_method)
		*wrong_method = !found && other;
	if (found && args)
		path_match(found, path, args);
	return found;
}

static void add_encoded(struct str *out, const char *s)
{
	static const char plain[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

	for (; *s; s++)
		str_addf(out, strchr(plain, *s) ? "%c" : "%%%02X", (unsigned char)*s);
}

char *op_text(const json_t *value)
{
	char *dumped, *text;

	if (field_absent(value))
		return NULL;
	if (json_is_string(value))
		return xstrdup(json_string_value(value));
	dumped = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(15));
	text = xstrdup(dumped);
	free(dumped);
	return text;
}

static bool add_place(struct str *out, const struct op *op, const json_t *args, const char *key,
		      struct err *err)
{
	char *text = op_text(json_object_get(args, key));
	const struct field *f = field_find(op->in, key);

	if (!text) {
		err_set(err, ERR_INPUT, _("%s is needed"), f ? _(f->label) : key);
		if (err)
			snprintf(err->field, sizeof(err->field), "%s", key);
		return false;
	}
	add_encoded(out, text);
	free(text);
	return true;
}

static bool add_path(struct str *out, const struct op *op, const json_t *args, struct err *err)
{
	for (const char *p = op->path; *p;) {
		size_t n = strcspn(p, "{");
		bool ok = true;

		str_addn(out, p, n);
		p += n;
		if (*p == '{') {
			char *key = xstrndup(p + 1, strcspn(p, "}") - 1);

			ok = add_place(out, op, args, key, err);
			free(key);
			p += strcspn(p, "}") + 1;
		}
		if (!ok)
			return false;
	}
	return true;
}

char *op_target(const struct op *op, const json_t *args, struct err *err)
{
	struct str out = { 0 };
	const char *mark = "?";

	if (!add_path(&out, op, args, err)) {
		str_release(&out);
		return NULL;
	}
	field_each(f, op->in) {
		char *text = f->in == IN_QUERY ? op_text(json_object_get(args, f->key)) : NULL;

		if (!text)
			continue;
		str_addf(&out, "%s%s=", mark, f->key);
		add_encoded(&out, text);
		free(text);
		mark = "&";
	}
	return str_steal(&out);
}

/* bodies */

/* A copy without nulls: an optional value left empty does not travel. */
static json_t *without_nulls(const json_t *value)
{
	const char *key;
	json_t *copy, *item;
	size_t i;

	if (json_is_object(value)) {
		copy = json_object();
		json_object_foreach((json_t *)value, key, item)
			if (!json_is_null(item))
				json_object_set_new(copy, key, without_nulls(item));
		return copy;
	}
	if (!json_is_array(value))
		return json_incref((json_t *)value);
	copy = json_array();
	json_array_foreach(value, i, item)
		json_array_append_new(copy, without_nulls(item));
	return copy;
}

json_t *op_body(const struct op *op, const json_t *args)
{
	bool has_body = false;
	json_t *body;

	field_each(f, op->in)
		has_body |= f->in == IN_BODY;
	if (!has_body)
		return NULL;
	body = without_nulls(args);
	field_each(f, op->in)
		if (f->in != IN_BODY)
			json_object_del(body, f->key);
	return body;
}

/* A text as the JSON type of its field, or as a string. */
static json_t *typed(const struct field *f, const char *text)
{
	json_t *value = NULL;

	if (f && strcmp(f->type->json, "string"))
		value = f->type->parse(f, text, NULL);
	if (!value)
		value = json_string(text);
	return value ? value : json_string("");
}

void op_set_text(const struct op *op, json_t *args, const char *key, const char *text)
{
	json_t *at = args;
	const char *rest = key;

	for (size_t n = strcspn(rest, "."); rest[n]; rest += n + 1, n = strcspn(rest, ".")) {
		char *step = xstrndup(rest, n);
		json_t *inner = json_object_get(at, step);

		if (!json_is_object(inner)) {
			inner = json_object();
			json_object_set_new(at, step, inner);
		}
		at = inner;
		free(step);
	}
	json_object_set_new(at, rest, typed(field_find(op->in, key), text));
}

/* checks */

/* Forget the keys of one_of after the first that is given; false when none is. */
static bool one_of_given(const char *one_of, json_t *args)
{
	bool given = false;

	while (*one_of) {
		size_t n = strcspn(one_of, ",");
		char *key = xstrndup(one_of, n);

		if (given)
			json_object_del(args, key);
		given |= !field_absent(json_object_get(args, key));
		free(key);
		one_of += n + (one_of[n] == ',');
	}
	return given;
}

/* "E-mail or phone", in the labels of the operation's fields. */
static char *one_of_labels(const struct op *op)
{
	struct str out = { 0 };

	for (const char *s = op->one_of; *s;) {
		size_t n = strcspn(s, ",");
		char *key = xstrndup(s, n);
		const struct field *f = field_find(op->in, key);

		str_addf(&out, out.len ? _(" or %s") : "%s", f ? _(f->label) : key);
		free(key);
		s += n + (s[n] == ',');
	}
	return str_steal(&out);
}

static bool one_of_missing(const struct op *op, struct err *err)
{
	char *labels = one_of_labels(op);

	err_set(err, ERR_INPUT, _("%s is needed"), labels);
	free(labels);
	if (err)
		snprintf(err->field, sizeof(err->field), "%.*s", (int)strcspn(op->one_of, ","),
			 op->one_of);
	return false;
}

bool op_check_request(const struct op *op, const json_t *args, int *status, const char **code,
		      struct err *err)
{
	json_t *given = json_copy((json_t *)args);
	const char *fault = NULL;
	bool fits;

	if (op->one_of && !one_of_given(op->one_of, given)) {
		fits = one_of_missing(op, err);
		fault = op->one_of_code;
	} else {
		fits = record_check_code(op->in, given, err, &fault);
	}
	json_decref(given);
	if (fits)
		return true;
	if (!fault)
		fault = op->refuse_code ? op->refuse_code : "ERROR_INVALID_SCHEMA";
	if (status)
		*status = op->refuse_status ? op->refuse_status : 400;
	if (code)
		*code = fault;
	return false;
}

int op_success(const struct op *op)
{
	return op->answers->status;
}

/* Omnumi's entries of one type differ by their message. */
static bool answers_to(const struct op *op, const struct answer_doc *a, const char *code)
{
	return op->marks && a->reason && str_eq(a->reason, code);
}

const struct answer_doc *op_answer(const struct op *op, int status, const char *code)
{
	const struct answer_doc *near = NULL;

	for (const struct answer_doc *a = op->answers; a && a->status; a++)
		if (a->status == status && answers_to(op, a, code))
			return a;
	for (const struct answer_doc *a = op->answers; a && a->status; a++) {
		if (a->status != status)
			continue;
		if (str_eq(a->code, code))
			return a;
		if (!near || (a->more && !near->more))
			near = a;
	}
	return near;
}

bool op_check_reply(const struct op *op, const json_t *body, struct err *err)
{
	struct err why = { 0 };
	struct field whole = { .key = "", .label = N_("The answer"), .type = &field_list };
	bool fits;

	if (op->shape == REPLY_NONE || (field_absent(body) && op->may_be_empty))
		return true;
	if (op->shape == REPLY_OBJECT) {
		fits = body && record_check(op->out, body, &why, NULL);
	} else if (op->shape == REPLY_WORD) {
		fits = !field_absent(body) && op->out->type->check(op->out, body, &why);
	} else {
		if (op->shape == REPLY_WORDS)
			whole.of = op->out;
		else
			whole.fields = op->out;
		fits = body && whole.type->check(&whole, body, &why);
	}
	if (fits)
		return true;
	if (!*why.text)
		err_set(&why, ERR_PROTOCOL, _("The answer is empty"));
	why.kind = ERR_PROTOCOL;
	if (err)
		*err = why;
	return false;
}

/* scopes */

static bool scope_holds(const char *held, const char *wanted)
{
	static const struct {
		const char *scope, *inherits;
	} tree[] = {
		{ "partner_full", "partner_dual,partner,partner_send" },
		{ "partner_dual", "partner,partner_send" },
	};

	if (word_in(held, wanted))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(tree); i++)
		if (word_in(held, tree[i].scope) && word_in(tree[i].inherits, wanted))
			return true;
	return false;
}

bool op_allowed(const struct op *op, const char *scopes)
{
	const char *s = op->scopes;
	bool allowed = !s;

	while (s && *s && !allowed) {
		size_t n = strcspn(s, ",");
		char *wanted = xstrndup(s, n);

		allowed = scope_holds(scopes, wanted);
		free(wanted);
		s += n + (s[n] == ',');
	}
	return allowed;
}

/* redaction */

json_t *op_redact_in(const struct op *op, const json_t *args)
{
	return record_redact(op->in, args);
}

json_t *op_redact_out(const struct op *op, const json_t *body)
{
	json_t *copy;
	const json_t *item;
	size_t i;

	if (op->shape != REPLY_LIST || !json_is_array(body))
		return record_redact(op->out, body);
	copy = json_array();
	json_array_foreach(body, i, item)
		json_array_append_new(copy, record_redact(op->out, item));
	return copy;
}
