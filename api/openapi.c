#include "api/openapi.h"

#include <stdlib.h>
#include <string.h>

#include "api/document.h"
#include "api/multipart.h"
#include "api/refusal.h"

/* Everything stays English here: the document is for other programs and for
 * developers. */

static void put_text(json_t *object, const char *key, const char *s)
{
	if (s)
		json_object_set_new(object, key, json_string(s));
}

/* A new string value; frees s. */
static json_t *taken_text(char *s)
{
	json_t *value = json_string(s);

	free(s);
	return value;
}

json_t *json_words(const char *list)
{
	json_t *all = json_array();

	while (list && *list) {
		size_t n = strcspn(list, ",");

		json_array_append_new(all, json_stringn(list, n));
		list += n + (list[n] == ',');
	}
	return all;
}

static json_t *choice_values(const struct choice *choices)
{
	json_t *all = json_array();

	for (const struct choice *c = choices; c && c->value; c++)
		json_array_append_new(all, json_string(c->value));
	return all;
}

static json_t *ref(const char *name, const char *suffix)
{
	return json_pack("{s:o}", "$ref",
			 taken_text(xasprintf("#/components/schemas/%s%s", name, suffix)));
}

/* schemas */

enum purpose { FOR_REPLY, FOR_REQUEST, FOR_FORM };

static json_t *record_schema(const struct field *table, enum purpose purpose);

static void put_type(json_t *schema, const struct field *f)
{
	const char *type = f->type->json;
	size_t n = strcspn(type, "|");
	json_t *types;

	if (!strcmp(type, "any"))
		return;
	if (!type[n] && !f->nullable) {
		put_text(schema, "type", type);
		return;
	}
	types = json_pack("[s%]", type, n);
	if (type[n])
		json_array_append_new(types, json_string(type + n + 1));
	if (f->nullable)
		json_array_append_new(types, json_string("null"));
	json_object_set_new(schema, "type", types);
}

static void put_limits(json_t *schema, const struct field *f, enum purpose purpose)
{
	bool is_text = !strcmp(f->type->json, "string");
	int min = is_text && purpose && f->required && f->min < 1 ? 1 : f->min;

	if (min)
		json_object_set_new(schema, is_text ? "minLength" : "minimum", json_integer(min));
	if (f->max)
		json_object_set_new(schema, is_text ? "maxLength" : "maximum",
				    json_integer(f->max));
}

/* FileUploaded, or the bytes themselves as a part of a form. */
static void put_file(json_t *schema, enum purpose purpose)
{
	if (purpose == FOR_FORM) {
		put_text(schema, "type", "string");
		put_text(schema, "format", "binary");
		return;
	}
	json_object_update_new(schema, json_pack("{s:[s,s,s], s:{s:{s:s}, s:{s:s}, s:{s:s, s:s}}}",
			       "required", "fileName", "mimeType", "base64", "properties",
			       "fileName", "type", "string", "mimeType", "type", "string",
			       "base64", "type", "string", "contentEncoding", "base64"));
}

static json_t *value_schema(const struct field *f, enum purpose purpose)
{
	json_t *schema = json_object();
	struct str about = { 0 };

	put_type(schema, f);
	put_text(schema, "title", f->label);
	if (f->help)
		str_addf(&about, "%s. ", f->help);
	str_addf(&about, "Kind: %s.", f->type->name);
	if (f->source)
		str_addf(&about, " Source: %s.", f->source);
	json_object_set_new(schema, "description", taken_text(str_steal(&about)));
	if (f->type == &field_choice)
		json_object_set_new(schema, "enum", choice_values(f->choices));
	else if (f->choices)
		json_object_set_new(schema, "x-known-values", choice_values(f->choices));
	if (purpose) {
		put_text(schema, "format", f->type->format);
		put_text(schema, "pattern", f->type->pattern);
	}
	put_limits(schema, f, purpose);
	if (f->secret)
		json_object_set_new(schema, "x-secret", json_true());
	if (f->type == &field_group)
		json_object_update_missing_new(schema, record_schema(f->fields, purpose));
	if (f->type == &field_some)
		/* One, or a list of such: told once, for owners have owners. */
		json_object_set_new(schema, "anyOf",
				    json_pack("[o, {s:s, s:{s:s}}]",
					      record_schema(f->fields, purpose), "type", "array",
					      "items", "type", "object"));
	if (f->type == &field_list)
		json_object_set_new(schema, "items",
				    f->of ? value_schema(f->of, purpose)
					  : record_schema(f->fields, purpose));
	if (f->type == &field_file)
		put_file(schema, purpose);
	if (f->type == &field_document)
		json_object_update_new(schema, json_pack("{s:s, s:s}", "type", "string",
							 "contentEncoding", "base64"));
	return schema;
}

/* Members of a table that travel in the body. */
static json_t *record_schema(const struct field *table, enum purpose purpose)
{
	json_t *schema = json_pack("{s:s}", "type", "object");
	json_t *properties = json_object(), *required = json_array();

	field_each(f, table) {
		if (f->in != IN_BODY)
			continue;
		json_object_set_new(properties, f->key, value_schema(f, purpose));
		if (f->required)
			json_array_append_new(required, json_string(f->key));
	}
	json_object_set_new(schema, "properties", properties);
	if (json_array_size(required))
		json_object_set_new(schema, "required", required);
	else
		json_decref(required);
	return schema;
}

static json_t *request_schema(const struct op *op)
{
	json_t *schema = record_schema(op->in, op->multipart ? FOR_FORM : FOR_REQUEST);
	json_t *keys = json_words(op->one_of);
	json_t *any = json_array(), *key;
	size_t i;

	json_array_foreach(keys, i, key)
		json_array_append_new(any, json_pack("{s:[O]}", "required", key));
	json_decref(keys);
	if (i)
		json_object_set_new(schema, "anyOf", any);
	else
		json_decref(any);
	return schema;
}

static json_t *reply_schema(const struct op *op)
{
	json_t *item;

	if (op->shape == REPLY_OBJECT)
		return record_schema(op->out, FOR_REPLY);
	if (op->shape == REPLY_WORD)
		return value_schema(op->out, FOR_REPLY);
	item = op->shape == REPLY_WORDS ? value_schema(op->out, FOR_REPLY)
					: record_schema(op->out, FOR_REPLY);
	return json_pack("{s:s, s:o}", "type", "array", "items", item);
}

static json_t *reply_example(const struct op *op)
{
	json_t *whole = record_example(op->out, false), *word;

	if (op->shape == REPLY_OBJECT)
		return whole;
	if (op->shape == REPLY_LIST)
		return json_pack("[o]", whole);
	word = json_incref(json_object_get(whole, op->out->key));
	json_decref(whole);
	return op->shape == REPLY_WORD ? word : json_pack("[o]", word);
}

static json_t *error_schema(void)
{
	return json_pack("{s:s, s:s, s:[s], s:{s:{s:s, s:s}, s:{s:s, s:s}, s:{s:s, s:s}}}",
			 "type", "object",
			 "description", "How the service refuses. Branch on the HTTP status first: "
					"code may be missing (raas 1.5).",
			 "required", "reason",
			 "properties",
			 "code", "type", "string", "description", "For machines, as documented",
			 "reason", "type", "string", "description", "For people",
			 "detail", "type", "string", "description", "More, for people");
}

static json_t *validate_schema(void)
{
	return json_pack("{s:s, s:s, s:[s,s,s,s], s:{s:{s:s}, s:{s:s}, s:{s:s}, s:{s:s}, s:{s:s}}}",
			 "type", "object",
			 "description", "How the framework refuses a path or a body (raas 1.5, E4)",
			 "required", "name", "message", "status", "fields",
			 "properties",
			 "name", "type", "string",
			 "message", "type", "string",
			 "status", "type", "integer",
			 "fields", "type", "object",
			 "stack", "type", "string");
}

/* A refusal that has more members than others. */
static json_t *error_with(const struct field *more)
{
	return json_pack("{s:[o,o]}", "allOf", ref("Error", ""), record_schema(more, FOR_REPLY));
}

/* operations */

static bool is_framework(const struct answer_doc *a)
{
	return str_eq(a->code, "ValidateError");
}

static json_t *refusal_example(const struct op *op, const struct answer_doc *a)
{
	const char *reason = a->reason ? a->reason : a->title;
	json_t *whole;

	if (op->marks)
		return refusal_body(a, NULL);
	if (a->bare)
		return json_string(reason);
	if (is_framework(a))
		return json_pack("{s:s, s:s, s:i, s:{}}", "name", "ValidateError",
				 "message", reason, "status", a->status, "fields");
	whole = record_example(a->more, false);
	json_object_set_new(whole, "reason", json_string(reason));
	put_text(whole, "code", a->code);
	return whole;
}

/* Add one documented answer to what stands at its status already. */
static void add_refusal(json_t *response, const struct op *op, const struct answer_doc *a)
{
	json_t *content, *media, *examples;
	const char *word = a->code ? a->code : "refused";
	char *name = xstrdup(word);

	content = json_object_get(response, "content");
	if (!content) {
		media = json_pack("{s:o, s:{}}", "schema",
				  ref(op->marks ? "WalletError" : is_framework(a) ?
				      "ValidateError" : "Error", ""), "examples");
		json_object_set_new(response, "content",
				    json_pack("{s:o}", "application/json", media));
		content = json_object_get(response, "content");
	}
	media = json_object_get(content, "application/json");
	if (a->more)
		json_object_set_new(media, "schema", error_with(a->more));
	if (a->bare)
		json_object_set_new(media, "schema", json_pack("{s:s}", "type", "string"));
	examples = json_object_get(media, "examples");
	for (int i = 2; json_object_get(examples, name); i++) {
		free(name);
		name = xasprintf("%s-%d", word, i);
	}
	json_object_set_new(examples, name,
			    json_pack("{s:s, s:s, s:o}", "summary", a->title,
				      "description", a->provoke, "value", refusal_example(op, a)));
	free(name);
}

static void add_answer(json_t *responses, const struct op *op, const struct answer_doc *a)
{
	char *status = xasprintf("%d", a->status);
	json_t *response = json_object_get(responses, status);
	const char *said;

	if (!response) {
		response = json_pack("{s:s}", "description", a->title);
		json_object_set_new(responses, status, response);
	} else {
		said = json_string_value(json_object_get(response, "description"));
		json_object_set_new(response, "description",
				    taken_text(xasprintf("%s; %s", said, a->title)));
	}
	if (a->status >= 400 && a->shape != REFUSAL_EMPTY)
		add_refusal(response, op, a);
	else if (a->status < 300 && a->status != 204 && op->shape != REPLY_NONE &&
		 !json_object_get(response, "content"))
		json_object_set_new(response, "content",
		    json_pack("{s:{s:o, s:o}}", "application/json",
			      "schema", ref(op->name, "Reply"), "example", reply_example(op)));
	free(status);
}

static json_t *parameters(const struct op *op)
{
	json_t *all = json_array();

	field_each(f, op->in) {
		json_t *schema, *one;

		if (f->in == IN_BODY)
			continue;
		schema = value_schema(f, FOR_REQUEST);
		one = json_pack("{s:s, s:s, s:b, s:O, s:o}", "name", f->key,
				"in", f->in == IN_PATH ? "path" : "query", "required", f->required,
				"description", json_object_get(schema, "description"),
				"schema", schema);
		json_object_del(schema, "description");
		json_array_append_new(all, one);
	}
	return all;
}

static json_t *request_body(const struct op *op)
{
	json_t *all = record_example(op->in, false), *least = record_example(op->in, true);
	json_t *full = op_body(op, all), *minimal = op_body(op, least);
	size_t first = op->one_of ? strcspn(op->one_of, ",") : 0;
	char *key = xstrndup(op->one_of ? op->one_of : "", first);
	json_t *body = NULL;

	if (*key)
		json_object_set(minimal, key, json_object_get(full, key));
	free(key);
	if (op->multipart)
		body = json_pack("{s:b, s:{s:{s:o}}}", "required", 1, "content", MULTIPART,
				 "schema", ref(op->name, "Request"));
	else if (full)
		body = json_pack("{s:b, s:{s:{s:o, s:{s:{s:s, s:O}, s:{s:s, s:O}}}}}",
				 "required", 1, "content", "application/json",
				 "schema", ref(op->name, "Request"), "examples",
				 "least", "summary", "What is required", "value", minimal,
				 "all", "summary", "Every field", "value", full);
	json_decref(all);
	json_decref(least);
	json_decref(full);
	json_decref(minimal);
	return body;
}

static json_t *operation(const struct op *op)
{
	json_t *out = json_object(), *responses = json_object(), *part;
	char *needs = op->scopes ? xasprintf(" Needs a key with one of the scopes %s.", op->scopes)
				 : xstrdup("");

	put_text(out, "operationId", op->name);
	json_object_set_new(out, "tags", json_pack("[s]", op->group));
	put_text(out, "summary", op->title);
	json_object_set_new(out, "description",
			    taken_text(xasprintf("%s%s Source: %s.", op->summary, needs,
						 op->source)));
	free(needs);
	part = parameters(op);
	if (json_array_size(part))
		json_object_set(out, "parameters", part);
	json_decref(part);
	part = request_body(op);
	if (part)
		json_object_set_new(out, "requestBody", part);
	for (const struct answer_doc *a = op->answers; a->status; a++)
		add_answer(responses, op, a);
	json_object_set_new(out, "responses", responses);
	json_object_set_new(out, "security",
			    op->scopes ? json_pack("[{s:[]}]", "apiKey") : json_array());
	if (op->scopes)
		json_object_set_new(out, "x-scopes", json_words(op->scopes));
	if (op->marks)
		openapi_add_wallet(out, op);
	return out;
}

static bool is_tagged(const json_t *tags, const char *name)
{
	const json_t *tag;
	size_t i;

	json_array_foreach(tags, i, tag)
		if (str_eq(json_string_value(json_object_get(tag, "name")), name))
			return true;
	return false;
}

static void add_operation(json_t *document, const struct op *op)
{
	json_t *paths = json_object_get(document, "paths");
	json_t *tags = json_object_get(document, "tags");
	json_t *schemas = json_object_get(json_object_get(document, "components"), "schemas");
	char *path = xasprintf("%s%s", openapi_about[op->service].prefix, op->path);
	char *name = xasprintf("%sReply", op->name), method[8] = "";
	json_t *at = json_object_get(paths, path), *body = request_body(op);

	for (size_t i = 0; op->method[i] && i < sizeof(method) - 1; i++)
		method[i] = (char)(op->method[i] | 0x20);
	if (!at) {
		at = json_object();
		json_object_set_new(paths, path, at);
	}
	json_object_set_new(at, method, operation(op));
	if (op->shape != REPLY_NONE)
		json_object_set_new(schemas, name, reply_schema(op));
	free(name);
	name = xasprintf("%sRequest", op->name);
	if (body)
		json_object_set_new(schemas, name, request_schema(op));
	if (!is_tagged(tags, op->group))
		json_array_append_new(tags, json_pack("{s:s, s:s}", "name", op->group,
						      "description", op->group));
	json_decref(body);
	free(name);
	free(path);
}

/* Drop what no operation of this document points to. */
static void drop_unused(json_t *document, const char *schema)
{
	char *all = json_dumps(document, JSON_COMPACT);
	char *pointer = xasprintf("#/components/schemas/%s\"", schema);

	if (!strstr(all, pointer))
		json_object_del(json_object_get(json_object_get(document, "components"), "schemas"),
				schema);
	free(pointer);
	free(all);
}

json_t *openapi_document(enum service service)
{
	json_t *info = json_pack("{s:s, s:s, s:s, s:{s:s}, s:{s:s, s:s}}",
				 "title", openapi_about[service].title,
				 "version", openapi_about[service].version,
				 "description", openapi_about[service].description,
				 "contact", "name", "remitty",
				 "license", "name", "Proprietary",
				 "identifier", "LicenseRef-Proprietary");
	json_t *schemas = json_pack("{s:o, s:o}", "Error", error_schema(),
				    "ValidateError", validate_schema());
	json_t *document = json_pack("{s:s, s:o, s:[{s:s, s:s}], s:[], s:{}, s:{s:o}}",
				     "openapi", "3.1.0", "info", info, "servers",
				     "url", openapi_about[service].url,
				     "description", openapi_about[service].url_note,
				     "tags", "paths", "components", "schemas", schemas);

	for (const struct op *const *op = op_list; *op; op++)
		if ((*op)->service == service)
			add_operation(document, *op);
	if (service == SVC_RAAS)
		json_object_set_new(json_object_get(document, "components"), "securitySchemes",
		    json_pack("{s:{s:s, s:s, s:s, s:s}}", "apiKey", "type", "apiKey",
			      "in", "header", "name", "api_key", "description",
			      "Bound to one tenant and environment; carries the scopes"));
	if (service == SVC_OMNUMI)
		openapi_wallet(document);
	drop_unused(document, "ValidateError");
	drop_unused(document, "Error");
	return document;
}
