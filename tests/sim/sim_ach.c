/* Deposits and withdrawals by ACH: nothing of what is sent comes back, the history
 * may lag behind for hours, others make the same ones elsewhere, and a person asks
 * the service's support, who knows the ledger of that moment. */

#include <stdio.h>
#include <string.h>

#include "tests/sim/sim.h"

#define WALLET "usbc.ana.ul"

void ach_draft(struct ask *ask)
{
	const struct op *op = roll(2) ? &op_achIn : &op_achOut;

	snprintf(ask->op, sizeof(ask->op), "%s", op->name);
	snprintf(ask->payer, sizeof(ask->payer), WALLET);
	ask->payer_phone[0] = '\0';
	ask->amount.minor = 100 + roll(2) * 50;	/* few, so that they are alike */
	snprintf(ask->amount.currency, sizeof(ask->amount.currency), "USBC");
}

bool ach_confirm(struct console *c, struct ask *ask)
{
	const struct op *op = op_find(ask->op);
	struct ask taken = { .state = ASK_DRAFT };
	json_t *args = json_pack(
		"{s:s, s:s, s:{s:s, s:s}, s:f, s:s, s:s, s:s, s:s}",
		"customerAccountId", ask->user_token, "linkedBankId", ask->method_id,
		"identifier", "type", "namespace", "value", ask->payer,
		"amount", (double)ask->amount.minor / 100, "tokenSymbol", "USBC",
		"authorizationText", "I authorize it.", "secCode", "WEB", "ipAddress",
		"127.0.0.1");
	bool ok = outbox_take(c->box, op, args, &taken, NULL);

	json_decref(args);
	*ask = taken;
	return ok;
}

/* It may show hours later; and somebody else may do the same just then. */
void ach_arrives(const struct operation *op)
{
	struct operation *mine = operation_of(op->id, false), *other;
	char id[37];

	mine->spoilt = false;
	if (chance(20))
		mine->listed_at = sim->now + roll(2 * 3600 * 1000);
	if (!chance(8))
		return;
	snprintf(id, sizeof(id), "foreign-%d", sim->n_ops);
	other = operation_of(id, true);
	if (!other)
		return;
	mine = operation_of(op->id, false);
	other->op = mine->op;
	other->minor = mine->minor;
	other->exists = true;
	other->born_at = other->told_at = other->listed_at = sim->now + roll(20000);
	sim->n_foreign++;
}

static bool is_foreign(const struct operation *op)
{
	return !strncmp(op->id, "foreign", 7);
}

json_t *ach_answer(int status)
{
	if (status == 200)
		return json_pack("{s:{s:s, s:s}}", "data", "status", "INITIATED", "referenceId",
				 "12361886992");
	return status == 504 ? NULL : json_pack("{s:[{s:s, s:s}]}", "errors", "type", "apiError",
						"message", "refused");
}

static void entry_id(const struct operation *op, char id[72])
{
	snprintf(id, 72, "0x%064d", (int)(op - sim->ops) + 1);
}

json_t *ach_history(void)
{
	json_t *list = json_array();
	char id[72];

	for (int i = 0; i < sim->n_ops; i++) {
		const struct operation *op = &sim->ops[i];
		bool in = op->op == &op_achIn;

		if (!op->exists || op->listed_at > sim->now)
			continue;
		entry_id(op, id);
		json_array_append_new(list, json_pack(
			"{s:s, s:f, s:s, s:s, s:I, s:i}", "trxId", id, "amount",
			(double)op->minor / 100, in ? "toNamespace" : "fromNamespace", WALLET,
			"status", sim->now - op->born_at > 90000 ? "Completed" : "Pending",
			"timestamp", (json_int_t)(op->born_at / 1000), "isError", 0));
	}
	return json_pack("{s:o}", "data", list);
}

/* ---- the person ---- */

bool ach_person_decides(struct console *c, const struct ask *row)
{
	const struct operation *op = operation_of(row->correlation_id, false);
	char id[37], entry[72] = "";

	if (!ask_may_be_decided(row, sim->now + sim->skew))
		return false;
	snprintf(id, sizeof(id), "%s", row->correlation_id);
	if (op && op->exists) {
		entry_id(op, entry);
		outbox_vouch(c->box, id, entry, "Ana", NULL);
	} else {
		outbox_deny(c->box, id, "Ana", NULL);
	}
	return true;
}

/* Hours later support is asked about whatever is still open. */
void ach_decide_all(struct console *c)
{
	later(AT_AGENT, 600000);
	if (!c->box || c->dead)
		return;
	rows_read();
	for (int i = 0; i < sim->n_rows; i++)
		ach_person_decides(c, &sim->rows[i]);
}

/* Only support's word makes it absent, and that is true when it is said. */
void ach_watch(const struct ask *before, const struct ask *after)
{
	const struct operation *op = operation_of(after->correlation_id, false);

	if (sim->ach && after->state == ASK_ABSENT && before->state != ASK_ABSENT && op &&
	    op->exists)
		violate("%s counts as absent and exists", after->correlation_id);
}

/* ---- what must hold in the end ---- */

struct group {
	int exist, foreign, said, open;
};

static struct group group_of(const struct ask *like)
{
	struct group g = { 0 };

	for (int i = 0; i < sim->n_ops; i++) {
		const struct operation *op = &sim->ops[i];

		if (!op->exists || op->minor != like->amount.minor ||
		    strcmp(op->op->name, like->op))
			continue;
		g.exist += !is_foreign(op);
		g.foreign += is_foreign(op);
	}
	for (int i = 0; i < sim->n_rows; i++) {
		const struct ask *row = &sim->rows[i];

		if (row->amount.minor != like->amount.minor || strcmp(row->op, like->op))
			continue;
		g.said += ask_is_through(row->state) || row->state == ASK_MISMATCH ||
			  row->state == ASK_FAILED || row->state == ASK_CANCELLED;
		g.open += row->state == ASK_UNKNOWN || row->state == ASK_HANDED ||
			  row->state == ASK_CONNECTING;
	}
	return g;
}

/* Nothing tells alike ones apart, so each group must have as many that are said to
 * be there as there are; what others made may be taken for one of ours. */
void ach_check_end(void)
{
	for (int i = 0; i < sim->n_rows; i++) {
		const struct ask *row = &sim->rows[i];
		struct group g = group_of(row);

		if (g.open)
			violate("%s is left open", row->correlation_id);
		else if (g.said < g.exist - g.foreign)
			violate("%s: %d exist and %d are known", row->correlation_id, g.exist,
				g.said);
		else if (g.said > g.exist + g.foreign)
			violate("%s: %d exist and %d are said to", row->correlation_id, g.exist,
				g.said);
	}
	for (int i = 0; i < sim->n_ops; i++)
		if (sim->ops[i].exists && !is_foreign(&sim->ops[i]) && !row_of(sim->ops[i].id))
			violate("%s exists without a row", sim->ops[i].id);
}
