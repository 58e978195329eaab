/* Consoles that start and are killed, and the people in front of them. */

#include <stdio.h>
#include <string.h>

#include "tests/sim/sim.h"

static void draft(struct ask *ask, int method)
{
	static const int64_t amounts[] = { 50000, 123456, 99999, 1, 7500 };

	*ask = (struct ask){ .state = ASK_DRAFT };
	if (sim->keyed) {
		keyed_draft(ask);
		return;
	}
	snprintf(ask->user_token, sizeof(ask->user_token), "OSZwErXgt1MGPHwkYJVqz3LTN0R2");
	snprintf(ask->payer_phone, sizeof(ask->payer_phone), "+19165550149");
	snprintf(ask->method_id, sizeof(ask->method_id), "method-%d", method);
	ask->amount.minor = amounts[roll(5)];
	snprintf(ask->amount.currency, sizeof(ask->amount.currency), "MXN");
	if (sim->ach)
		ach_draft(ask);
}

/* Pressed, and perhaps pressed again. */
static void press(struct console *c, const char *id)
{
	char kept[37];

	snprintf(kept, sizeof(kept), "%s", id);
	for (int times = 1 + (int)roll(3); times && !c->dead; times--)
		outbox_send(c->box, kept, NULL);
}

static bool confirm(struct console *c, struct ask *ask)
{
	if (sim->keyed)
		return keyed_confirm(c, ask);
	return sim->ach ? ach_confirm(c, ask) : outbox_confirm(c->box, ask, NULL);
}

static void ask_for_money(struct console *c)
{
	struct ask ask;

	draft(&ask, (int)roll(2));
	if (confirm(c, &ask) && !c->dead)
		press(c, ask.correlation_id);
}

/* The same once more, as somebody does who is not sure. */
static void ask_again(struct console *c, const struct ask *row)
{
	struct ask ask = { .state = ASK_DRAFT, .amount = row->amount };

	memcpy(ask.user_token, row->user_token, sizeof(ask.user_token));
	memcpy(ask.payer_phone, row->payer_phone, sizeof(ask.payer_phone));
	memcpy(ask.method_id, row->method_id, sizeof(ask.method_id));
	memcpy(ask.payer, row->payer, sizeof(ask.payer));
	memcpy(ask.op, row->op, sizeof(ask.op));
	if (confirm(c, &ask) && !c->dead)
		press(c, ask.correlation_id);
}

static void supervise(struct console *c, const struct ask *row)
{
	struct ask kept = *row;

	if (sim->keyed) {
		outbox_void(c->box, kept.correlation_id, NULL, NULL);
	} else if (roll(2)) {
		outbox_void(c->box, kept.correlation_id, "Ana", NULL);
	} else if (outbox_supersede(c->box, kept.correlation_id, "Ana", NULL) && !c->dead &&
		   sim->asks_left > 0) {
		sim->asks_left--;
		ask_again(c, &kept);
	}
}

static void touch(struct console *c)
{
	const struct ask *row;
	char id[37];

	rows_read();
	if (!sim->n_rows)
		return;
	row = &sim->rows[roll((uint32_t)sim->n_rows)];
	snprintf(id, sizeof(id), "%s", row->correlation_id);
	if (roll(2) && ach_person_decides(c, row))
		return;
	if (row->state == ASK_ABSENT && roll(2))
		supervise(c, row);
	else if (row->state == ASK_READY)
		press(c, id);
	else if (roll(3) == 0 && sim->asks_left > 0)
		sim->asks_left--, ask_again(c, row);
	else
		outbox_look(c->box, id);
}

void agent_acts(void)
{
	struct console *c = &sim->consoles[sim->who];

	if (sim->calm && sim->ach)
		ach_decide_all(c);
	if (sim->calm)
		return;			/* what is left is the consoles' own to find out */
	later(AT_AGENT, 1000 + roll(120000));
	if (!c->box || c->dead)
		return;
	if (chance(12))
		c->fuse = 1 + (int)roll(25);	/* killed somewhere in what follows */
	if (sim->asks_left > 0 && roll(3) == 0) {
		sim->asks_left--;
		ask_for_money(c);
	} else {
		touch(c);
	}
}

void console_starts(int console)
{
	struct console *c = &sim->consoles[console];

	if (c->box)
		return;
	*c = (struct console){ .pid = ++sim->pids };
	c->store = store_for(c);
	if (!c->store)
		return;			/* which is a violation by now */
	c->box = outbox_new(c->store, (struct http *)c, (struct loop *)c, "", true);
	if (sim->broken != BROKEN_RECOVERY)
		outbox_recover(c->box);
	if (chance(60))
		c->fuse = 20 + (int)roll(400);
}

void console_ends(int console)
{
	struct console *c = &sim->consoles[console];
	struct outbox *box = c->box;

	c->dead = true;
	c->box = NULL;
	c->unwritten[0] = '\0';
	outbox_free(box);
	store_gone(c);
	forget_console(console);
	later(AT_START, sim->calm ? 1000 : 100 + roll(300000))->console = console;
}

static bool is_settled(enum ask_state state)
{
	return state != ASK_UNKNOWN && state != ASK_HANDED && state != ASK_CONNECTING;
}

/* Hours after the last trouble each row says what the service's ledger says. */
static void check_row(const struct ask *row)
{
	const struct operation *op = operation_of(row->correlation_id, false);
	const char *name = ask_state_name(row->state);
	bool exists = op && op->exists;
	bool said = ask_is_through(row->state) || row->state == ASK_MISMATCH;

	if (!is_settled(row->state))
		violate("%s is left %s", row->correlation_id, name);
	else if (exists != said)
		violate("%s %s and is %s", row->correlation_id,
			exists ? "exists" : "does not exist", name);
	else if (row->state == ASK_MISMATCH && !op->spoilt && !*row->closed)
		violate("%s is %s without a reason", row->correlation_id, name);
}

void check_end(void)
{
	rows_read();
	if (sim->ach || sim->keyed) {
		(sim->ach ? ach_check_end : keyed_check_end)();
		return;
	}
	for (int i = 0; i < sim->n_rows; i++)
		check_row(&sim->rows[i]);
	for (int i = 0; i < sim->n_ops; i++)
		if (sim->ops[i].exists && !row_of(sim->ops[i].id))
			violate("%s exists without a row", sim->ops[i].id);
}
