/* Registrations and bank accounts, which the service knows by phone and number and of
 * which it makes no second: rows with their natural key. */

#include <stdio.h>
#include <string.h>

#include "tests/sim/sim.h"

void keyed_draft(struct ask *ask)
{
	static const char *const phones[] = { "+525521206703", "+525512345678" };
	static const char *const accounts[] = { "002320275621938815", "012180001234567899" };
	bool person = roll(2);

	text_put(ask->op, sizeof(ask->op), person ? op_registerUserV2.name : op_addUBNAccount.name);
	text_put(ask->payer, sizeof(ask->payer), person ? phones[roll(2)] : accounts[roll(2)]);
}

/* The key is kept beside the row as well: the agent knows whom she registers. */
bool keyed_confirm(struct console *c, struct ask *ask)
{
	const struct op *op = op_find(ask->op);
	struct ask taken = { .state = ASK_DRAFT };
	json_t *args = record_example(op->in, true);
	bool ok;

	text_put(taken.payer, sizeof(taken.payer), ask->payer);
	json_object_set_new(args, op == &op_registerUserV2 ? "phoneNumber" : "number",
			    json_string(ask->payer));
	ok = outbox_take(c->box, op, args, &taken, NULL);
	json_decref(args);
	*ask = taken;
	return ok;
}

/* What the service knows by this key; NULL: nothing yet. */
static const struct operation *known(const struct op *op, const char *key)
{
	for (int i = 0; i < sim->n_ops; i++)
		if (sim->ops[i].exists && sim->ops[i].op == op && !strcmp(sim->ops[i].key, key))
			return &sim->ops[i];
	return NULL;
}

static const char *key_of(const json_t *args)
{
	const char *key = json_string_value(json_object_get(args, "phoneNumber"));

	if (!key)
		key = json_string_value(json_object_get(args, "number"));
	return key ? key : "";
}

bool keyed_arrives(const struct call *call, struct operation *op)
{
	const struct ask *row = row_of(op->id);
	const char *key = key_of(call->args);

	if (++op->posts > 1)
		violate("%s arrives %d times", op->id, op->posts);
	if (!row)
		violate("%s arrives without a row", op->id);
	else if (strcmp(row->payer, key) || strcmp(row->op, call->op->name))
		violate("%s arrives for %s, not %s", op->id, key, row->payer);
	else if (row->state == ASK_READY || row->state == ASK_CONNECTING || row->state == ASK_DRAFT)
		violate("%s arrives and is %s on disk", op->id, ask_state_name(row->state));
	text_put(op->key, sizeof(op->key), key);
	return !known(call->op, key);
}

static json_t *method(const struct operation *op)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:b}", "id", op->id, "type", "UBN",
			 "name", "UBN", "number", op->key, "accountNumber", op->key, "status",
			 "Created", "isPrimary", 0, "canOperate", 1);
}

static json_t *person(const struct operation *op)
{
	return json_pack("{s:s, s:s}", "userId", op->id, "status", "Completed");
}

static json_t *refusal(const char *code)
{
	return json_pack("{s:s, s:s}", "code", code, "reason", code);
}

json_t *keyed_answer(const struct call *call, int status)
{
	const struct operation *op = operation_of(call->id, false);
	bool registers = call->op == &op_registerUserV2;
	const struct operation *other = known(call->op, key_of(call->args));

	if (status == 200 && op)
		return registers ? person(op) : method(op);
	if (status == 400 && other && op && !op->exists)
		return refusal(registers ? "ERROR_USER_ALREADY_ENROLLED" : "UBN_ALREADY_ADDED");
	return status == 504 ? NULL : refusal(status == 400 ? "ERROR_INVALID_SCHEMA" :
							      "ERROR_INTERNAL_SERVER_ERROR");
}

json_t *keyed_look(const struct call *call, int *status)
{
	const struct operation *op;
	json_t *list;

	if (call->op == &op_getUserTokenV2) {
		op = known(&op_registerUserV2, key_of(call->args));
		if (op && op->told_at <= sim->now)
			return person(op);
		*status = 404;
		return refusal("ERROR_USER_NOT_FOUND");
	}
	list = json_array();
	for (int i = 0; i < sim->n_ops; i++)
		if (sim->ops[i].exists && sim->ops[i].op == &op_addUBNAccount &&
		    sim->ops[i].told_at <= sim->now)
			json_array_append_new(list, method(&sim->ops[i]));
	return list;
}

static bool is_known_here(const struct operation *op)
{
	for (int i = 0; i < sim->n_rows; i++) {
		const struct ask *row = &sim->rows[i];

		/* Given up by a person, who may do it anew: then it is found. */
		if (!strcmp(row->payer, op->key) &&
		    (ask_is_through(row->state) || row->state == ASK_VOIDED))
			return true;
	}
	return false;
}

/* Hours later each row says what the service knows by its key. */
void keyed_check_end(void)
{
	for (int i = 0; i < sim->n_rows; i++) {
		const struct ask *row = &sim->rows[i];
		const char *name = ask_state_name(row->state);
		const struct operation *op = known(op_find(row->op), row->payer);

		if (row->state == ASK_UNKNOWN || row->state == ASK_HANDED ||
		    row->state == ASK_CONNECTING)
			violate("%s is left %s", row->correlation_id, name);
		else if (!op && ask_is_through(row->state))
			violate("%s does not exist and is %s", row->correlation_id, name);
		else if (op && row->state == ASK_ABSENT)
			violate("%s exists and is %s", row->correlation_id, name);
	}
	for (int i = 0; i < sim->n_ops; i++)
		if (sim->ops[i].exists && !is_known_here(&sim->ops[i]))
			violate("%s exists and nobody knows", sim->ops[i].id);
}
