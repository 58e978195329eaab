#include "api/exchange_pack.h"

#include <stdio.h>

static char *text_of(const json_t *packed, const char *key)
{
	const char *text = json_string_value(json_object_get(packed, key));

	return text ? xstrdup(text) : NULL;
}

static json_int_t number_of(const json_t *packed, const char *key)
{
	return json_integer_value(json_object_get(packed, key));
}

static json_t *times_pack(const struct exchange *x)
{
	json_t *times = json_array();

	for (int i = 0; i < TIMES; i++)
		json_array_append_new(times, json_integer(x->times[i]));
	return times;
}

json_t *exchange_pack(const struct exchange *x)
{
	return json_pack("{s:I, s:s*, s:s*, s:i, s:I, s:I, s:O*, s:s*, s:s*, s:s*, s:O*, s:s*, "
			 "s:s, s:o}",
			 "at", (json_int_t)x->at, "method", x->method, "url", x->url,
			 "status", x->status, "ms", (json_int_t)x->ms,
			 "bytes", (json_int_t)x->bytes,
			 "request", x->request, "request_text", x->request_text,
			 "request_headers", x->request_headers,
			 "response_headers", x->response_headers, "response", x->response,
			 "response_text", x->response_text, "failure", x->failure,
			 "times", times_pack(x));
}

void exchange_unpack(struct exchange *x, const json_t *packed)
{
	const json_t *times = json_object_get(packed, "times");
	const char *failure = json_string_value(json_object_get(packed, "failure"));

	x->at = number_of(packed, "at");
	x->method = text_of(packed, "method");
	x->url = text_of(packed, "url");
	x->status = (int)number_of(packed, "status");
	x->ms = (long)number_of(packed, "ms");
	x->bytes = (size_t)number_of(packed, "bytes");
	x->request = json_incref(json_object_get(packed, "request"));
	x->request_text = text_of(packed, "request_text");
	x->request_headers = text_of(packed, "request_headers");
	x->response_headers = text_of(packed, "response_headers");
	x->response = json_incref(json_object_get(packed, "response"));
	x->response_text = text_of(packed, "response_text");
	text_put(x->failure, sizeof(x->failure), failure ? failure : "");
	for (int i = 0; i < TIMES; i++)
		x->times[i] = json_integer_value(json_array_get(times, (size_t)i));
	x->done = true;
}

json_t *err_pack(const struct err *err)
{
	return json_pack("{s:i, s:i, s:s, s:s, s:s, s:s}", "kind", (int)err->kind,
			 "status", err->status, "field", err->field, "code", err->code,
			 "text", err->text, "next", err->next);
}

static void take(char *to, size_t size, const json_t *packed, const char *key)
{
	const char *text = json_string_value(json_object_get(packed, key));

	text_put(to, size, text ? text : "");
}

void err_unpack(struct err *err, const json_t *packed)
{
	json_int_t kind = number_of(packed, "kind");

	*err = (struct err){ .kind = kind < ERR_NONE || kind > ERR_STORE ? ERR_PROTOCOL :
				     (enum err_kind)kind,
			     .status = (int)number_of(packed, "status") };
	take(err->field, sizeof(err->field), packed, "field");
	take(err->code, sizeof(err->code), packed, "code");
	take(err->text, sizeof(err->text), packed, "text");
	take(err->next, sizeof(err->next), packed, "next");
}
