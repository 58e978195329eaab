#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "api/openapi.h"

#define op_each(o) for (const struct op *const *o = op_list; *o; o++)

static int set_up(void **state)
{
	(void)state;
	lang_init();
	return 0;
}

/* Walk by keys ("paths", "/x", "get"), ending with NULL. */
static json_t *at(json_t *value, ...)
{
	const char *key;
	va_list ap;

	va_start(ap, value);
	while ((key = va_arg(ap, const char *)))
		value = json_object_get(value, key);
	va_end(ap);
	return value;
}

static json_t *operation_of(json_t *document, const struct op *op)
{
	char method[8] = "";
	json_t *found;

	for (size_t i = 0; op->method[i]; i++)
		method[i] = (char)(op->method[i] | 0x20);
	found = at(document, "paths", op->service == SVC_VGS ? "/post" : op->path, method, NULL);
	assert_string_equal(json_string_value(json_object_get(found, "operationId")), op->name);
	return found;
}

/* Every $ref leads somewhere, and nothing is closed to unknown members. */
static void check_refs(json_t *document, json_t *value)
{
	static const char prefix[] = "#/components/schemas/";
	json_t *item;
	const char *key;
	size_t i;

	json_array_foreach(value, i, item)
		check_refs(document, item);
	json_object_foreach(value, key, item) {
		assert_string_not_equal(key, "additionalProperties");
		if (!strcmp(key, "$ref")) {
			const char *to = json_string_value(item);

			assert_true(has_prefix(to, prefix));
			assert_non_null(at(document, "components", "schemas",
					   to + strlen(prefix), NULL));
		}
		check_refs(document, item);
	}
}

static void every_operation_is_there_once(void **state)
{
	(void)state;
	for (enum service service = 0; service < SVC_COUNT; service++) {
		json_t *document = openapi_document(service), *path, *method;
		size_t wanted = 0, found = 0;
		json_t *paths = json_object_get(document, "paths");
		const char *key, *verb;

		assert_string_equal(json_string_value(json_object_get(document, "openapi")),
				    "3.1.0");
		json_object_foreach(paths, key, path)
			json_object_foreach(path, verb, method)
				found++;
		op_each(op)
			if ((*op)->service == service) {
				operation_of(document, *op);
				wanted++;
			}
		assert_int_equal(found, wanted);
		check_refs(document, document);
		json_decref(document);
	}
}

static void answers_stand_at_their_status(void **state)
{
	json_t *document = openapi_document(SVC_RAAS);

	(void)state;
	op_each(op) {
		json_t *responses;

		if ((*op)->service != SVC_RAAS)
			continue;
		responses = json_object_get(operation_of(document, *op), "responses");
		for (const struct answer_doc *a = (*op)->answers; a->status; a++) {
			char *status = xasprintf("%d", a->status);
			json_t *examples = at(responses, status, "content", "application/json",
					      "examples", NULL);

			assert_non_null(json_object_get(responses, status));
			if (a->status >= 400)
				assert_non_null(json_object_get(examples,
								a->code ? a->code : "refused"));
			free(status);
		}
	}
	json_decref(document);
}

/* What does not travel in the body. */
static void fill_place(const struct op *op, json_t *args)
{
	field_each(f, op->in)
		if (f->in != IN_BODY)
			op_set_text(op, args, f->key, f->example);
}

/* The examples of bodies are requests that would be sent. */
static void bodies_are_requests_that_fit(void **state)
{
	json_t *document = openapi_document(SVC_RAAS);

	(void)state;
	op_each(op) {
		json_t *examples, *one;
		const char *name;

		if ((*op)->service != SVC_RAAS)
			continue;
		examples = at(operation_of(document, *op), "requestBody", "content",
			      "application/json", "examples", NULL);
		json_object_foreach(examples, name, one) {
			json_t *args = json_deep_copy(json_object_get(one, "value"));
			struct err err = { 0 };

			assert_null(json_object_get(args, "userToken"));
			fill_place(*op, args);
			if (!op_check_request(*op, args, NULL, NULL, &err))
				fail_msg("%s, %s: %s", (*op)->name, name, err.text);
			json_decref(args);
		}
	}
	json_decref(document);
}

static void rules_travel_into_schemas(void **state)
{
	json_t *document = openapi_document(SVC_RAAS);
	json_t *ask = at(document, "components", "schemas", "requestMoneyV2Request", NULL);
	json_t *token = at(document, "components", "schemas", "getUserTokenV2Request", NULL);
	json_t *card = at(document, "components", "schemas", "createFundingCardRequest",
			  "properties", NULL);
	json_t *method = at(document, "components", "schemas", "createFundingCardReply",
			    "properties", NULL);
	json_t *quote = operation_of(document, &op_operationQuoteV2);

	(void)state;
	assert_int_equal(json_array_size(json_object_get(ask, "required")), 4);
	assert_int_equal(json_array_size(json_object_get(ask, "anyOf")), 2);
	assert_int_equal(json_array_size(json_object_get(token, "anyOf")), 2);
	assert_null(at(ask, "properties", "userToken", NULL));
	assert_int_equal(json_array_size(at(card, "cardNetwork", "enum", NULL)), 17);
	assert_true(json_is_true(at(card, "number", "x-secret", NULL)));
	assert_null(at(method, "cardNetwork", "enum", NULL));
	assert_true(json_is_array(at(method, "createdAt", "type", NULL)));
	assert_int_equal(json_array_size(json_object_get(quote, "x-scopes")), 2);
	assert_int_equal(json_array_size(json_object_get(quote, "security")), 1);
	assert_string_equal(json_string_value(at(document, "components", "securitySchemes",
						 "apiKey", "name", NULL)), "api_key");
	json_decref(document);
}

static void descriptions_tell_all(void **state)
{
	char *table = op_markdown();

	(void)state;
	op_each(op) {
		json_t *told = op_describe(*op);
		char *row = xasprintf("| `%s` |", (*op)->name);
		size_t in = 0, answers = 0;

		field_each(f, (*op)->in)
			in++;
		for (const struct answer_doc *a = (*op)->answers; a->status; a++)
			answers++;
		assert_string_equal(json_string_value(json_object_get(told, "operation")),
				    (*op)->name);
		assert_int_equal(json_array_size(json_object_get(told, "takes")), in);
		assert_int_equal(json_array_size(json_object_get(told, "answers")), answers);
		assert_non_null(strstr(table, row));
		free(row);
		json_decref(told);
	}
	free(table);
}

/* One JSON text, where the service refuses so. */
static void a_bare_refusal_is_a_text(void **state)
{
	json_t *document = openapi_document(SVC_RAAS);
	json_t *media = at(operation_of(document, &op_getUserAccount), "responses", "500",
			   "content", "application/json", NULL);
	const char *name;
	json_t *example;

	(void)state;
	assert_string_equal(json_string_value(at(media, "schema", "type", NULL)), "string");
	json_object_foreach(json_object_get(media, "examples"), name, example)
		assert_true(json_is_string(json_object_get(example, "value")));
	json_decref(document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_operation_is_there_once),
		cmocka_unit_test(answers_stand_at_their_status),
		cmocka_unit_test(bodies_are_requests_that_fit),
		cmocka_unit_test(a_bare_refusal_is_a_text),
		cmocka_unit_test(rules_travel_into_schemas),
		cmocka_unit_test(descriptions_tell_all),
	};

	return cmocka_run_group_tests_name("openapi", tests, set_up, NULL);
}
