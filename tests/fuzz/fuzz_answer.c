/* "OPERATION STATUS\nBODY": an answer of the service. */

#include <string.h>

#include "api/answer.h"
#include "api/clean.h"
#include "tests/fuzz/fuzz.h"

static void show(const struct field *table, const json_t *record)
{
	field_each(f, table) {
		const json_t *value = json_object_get(record, f->key);
		char *shown = field_show(f, value);
		bool fits = !field_absent(value) && f->type->check(f, value, NULL);
		char *typed = fits ? field_typed(f, value) : NULL;

		must(fuzz_is_clean(shown, "\n"));
		free(shown);
		free(typed);
		if (json_is_object(value))
			show(f->fields, value);
	}
}

/* What was cleaned stays as it is when it is cleaned again. */
static void stays_clean(const json_t *body)
{
	json_t *again = json_deep_copy(body);

	clean_json(again);
	must(json_equal(again, (json_t *)body));
	json_decref(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *head = fuzz_line(&data, &size), *status = strchr(head, ' ');
	struct exchange exchange = { 0 };
	struct err err = { 0 };
	const struct op *op;
	json_t *body;

	if (status)
		*status++ = '\0';
	exchange.op = op = fuzz_op(head);
	body = answer_read(op, status ? (int)strtol(status, NULL, 10) % 1000 : 200,
			   (const char *)data, size, &err);
	must(fuzz_is_clean(err.text, "\n") && fuzz_is_clean(err.code, "") &&
	     fuzz_is_clean(err.field, ""));
	must(err.kind || op_check_reply(op, body, NULL));
	if (body) {
		stays_clean(body);
		show(op->out, body);
	}
	answer_record(&exchange, body, (const char *)data, size);
	must(!exchange.response_text || fuzz_is_clean(exchange.response_text, "\n\t"));
	exchange_release(&exchange);
	json_decref(body);
	free(head);
	return 0;
}
