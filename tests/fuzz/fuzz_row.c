/* "OPERATION\nROW": a row of the scenario matrix. */

#include "api/draft.h"
#include "api/fault.h"
#include "api/scenes.h"
#include "tests/fuzz/fuzz.h"

static void read_fault(const char *spec)
{
	struct fault fault, again;
	struct err err = { 0 };
	char *text;

	if (!fault_parse(spec, &fault, &err)) {
		must(*err.text);
		return;
	}
	text = fault_text(&fault);
	must(fault_parse(text, &again, NULL) && again.kind == fault.kind);
	free(text);
}

static void make_request(const struct op *op, const char *row)
{
	json_t *values = json_pack("{s:s,s:s}", "userToken", "u1", "cardToken", "tok_1");
	struct fresh fresh = { .country = "MX" };
	struct draft draft;
	const char *code;
	struct err err;
	int status;

	draft_make(&draft, op, row, values, &fresh);
	must(json_is_object(draft.args) && draft.again >= 0);
	op_check_request(op, draft.args, &status, &code, &err);
	free(op_target(op, draft.args, &err));
	json_decref(op_body(op, draft.args));
	json_decref(op_redact_in(op, draft.args));
	if (draft.fault)
		read_fault(draft.fault);
	draft_release(&draft);
	json_decref(values);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *name = fuzz_line(&data, &size), *row = fuzz_text(data, size);
	const char *at = row;
	struct item item;

	while (item_next(&at, &item)) {
		must(at <= row + size);
		item_release(&item);
	}
	row_needs_sandbox(row);
	make_request(fuzz_op(name), row);
	read_fault(row);
	free(row);
	free(name);
	return 0;
}
