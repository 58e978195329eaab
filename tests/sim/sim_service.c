/* The network and the service behind it, at their worst. */

#include <stdio.h>
#include <string.h>

#include "api/outbox_follow.h"
#include "tests/sim/sim.h"

enum { LIMIT_MS = 30000 };

void __wrap_http_send(struct http *, const struct op *, const json_t *args, reply_fn *,
		      void *owner);
void __wrap_http_send_once(struct http *, const struct op *, const json_t *args, handing_fn *,
			   reply_fn *, void *owner);
void __wrap_http_cancel(struct http *, const void *owner);
int64_t __wrap_http_server_ms(const struct http *, enum service);

struct operation *operation_of(const char *id, bool make)
{
	for (int i = 0; i < sim->n_ops; i++)
		if (!strcmp(sim->ops[i].id, id))
			return &sim->ops[i];
	if (!make || sim->n_ops == ROWS)
		return NULL;
	snprintf(sim->ops[sim->n_ops].id, sizeof(sim->ops->id), "%s", id);
	return &sim->ops[sim->n_ops++];
}

int64_t __wrap_http_server_ms(const struct http *http, enum service service)
{
	(void)service;
	return ((const struct console *)http)->told ? sim->now : 0;
}

/* Nobody waits for it and nothing of it is still to come. */
static bool is_spent(int call)
{
	if (!sim->calls[call].over)
		return false;
	for (int i = 0; i < sim->n_events; i++) {
		enum event_kind kind = sim->events[i].kind;

		if (sim->events[i].call == call && (kind == AT_CONNECT || kind == AT_ARRIVE ||
						    kind == AT_ANSWER || kind == AT_CUT))
			return false;
	}
	return true;
}

static int new_call(struct http *http, const struct call *given, const json_t *args)
{
	struct console *c = step_of(http);

	for (int i = 0; i < CALLS && !c->dead; i++) {
		if (sim->calls[i].used && !is_spent(i))
			continue;
		json_decref(sim->calls[i].args);
		sim->calls[i] = *given;
		sim->calls[i].used = true;
		sim->calls[i].console = sim->who;
		sim->calls[i].pid = c->pid;
		sim->calls[i].args = json_deep_copy(args);
		return i;
	}
	if (!c->dead)
		violate("more calls than a story has");
	return -1;
}

static void end_at(int call, int64_t ms, int status)
{
	struct event *e = later(status ? AT_ANSWER : AT_CUT, ms);

	e->call = call;
	e->status = status;
}

void __wrap_http_send(struct http *http, const struct op *op, const json_t *args, reply_fn *done,
		      void *owner)
{
	int call = new_call(http, &(struct call){ .op = op, .done = done, .owner = owner }, args);

	if (call < 0)
		return;
	if (chance(sim->outage ? 100 : 25))
		end_at(call, roll(2) ? LIMIT_MS : roll(3000), chance(50) ? 503 : 0);
	else
		end_at(call, 20 + roll(chance(10) ? 20000 : 300), 200);
}

void __wrap_http_send_once(struct http *http, const struct op *op, const json_t *args,
			   handing_fn *handing, reply_fn *done, void *owner)
{
	struct call given = { .op = op, .done = done, .owner = owner, .handing = handing,
			      .once = true };
	int call;
	struct event *e;

	snprintf(given.id, sizeof(given.id), "%s", ((const struct follow *)owner)->id);
	call = new_call(http, &given, args);
	if (call < 0)
		return;
	if (chance(12)) {		/* no connection: nothing ever leaves */
		end_at(call, roll(10000), 0);
		return;
	}
	e = later(AT_CONNECT, 5 + roll(chance(15) ? 9000 : 100));
	e->call = call;
}

void __wrap_http_cancel(struct http *http, const void *owner)
{
	(void)http;
	for (int i = 0; i < CALLS; i++)
		if (sim->calls[i].used && sim->calls[i].owner == owner)
			sim->calls[i].over = true;
}

static bool is_waited_for(const struct call *call)
{
	const struct console *c = &sim->consoles[call->console];

	return !call->over && c->box && !c->dead && c->pid == call->pid;
}

/* ---- the request itself ---- */

void call_connects(struct event *e)
{
	struct call *call = &sim->calls[e->call];
	int64_t way;
	struct event *arrives;

	if (!is_waited_for(call))
		return;
	call->handed = call->handing(call->owner);
	/* Killed inside of it: the process never gave a byte to the line. */
	if (!is_waited_for(call))
		return;
	if (!call->handed) {
		end_at(e->call, 0, 0);
		return;
	}
	way = chance(4) ? 60000 + roll(2400000) : roll(chance(15) ? 40000 : 200);
	arrives = later(AT_ARRIVE, way);
	arrives->call = e->call;
	arrives->made = chance(8) ? 0 : 1;	/* lost on its way */
	/* The console has patience of its own, however long the way is. */
	end_at(e->call, LIMIT_MS, 0);
}

/* The row of what arrives: it says the same, and that it left. */
static void check_row(const struct operation *op, int64_t minor)
{
	const struct ask *row = row_of(op->id);

	if (!row)
		violate("%s arrives without a row", op->id);
	else if (minor != row->amount.minor)
		violate("%s arrives over %lld, not %lld", op->id, (long long)minor,
			(long long)row->amount.minor);
	else if (row->state == ASK_READY || row->state == ASK_CONNECTING || row->state == ASK_DRAFT)
		violate("%s arrives and is %s on disk", op->id, ask_state_name(row->state));
}

static void check_body(const struct call *call, struct operation *op)
{
	const char *currency = json_string_value(json_object_get(call->args, sim->ach ?
						 "tokenSymbol" : "recipientCurrency"));
	const json_t *amount = json_object_get(call->args, sim->ach ? "amount" :
					       "recipientAmount");
	struct money money = { 0 };

	if (++op->posts > 1)
		violate("%s arrives %d times", op->id, op->posts);
	if (!currency || !money_from_json(amount, currency, &money, NULL))
		violate("%s arrives without an amount", op->id);
	else if (rows_known())
		check_row(op, money.minor);
	op->minor = money.minor;
}

/* What the service answers, of a hundred: good, spoilt, or a refusal after all. */
static int status_of(int outcome)
{
	static const struct { int below, status; } answers[] = {
		{ 60, 200 }, { 72, 500 }, { 75, 200 }, { 80, 504 }, { 85, 401 }, { 95, 400 },
		{ 100, 500 },
	};
	size_t i = 0;

	while (outcome >= answers[i].below)
		i++;
	return answers[i].status;
}

/* When the detail and the list will know it. */
static void becomes_known(struct operation *op)
{
	op->born_at = sim->now;
	op->told_at = sim->now + (chance(15) ? roll(60000) : 0);
	op->listed_at = op->told_at + (chance(15) ? roll(60000) : 0);
	if (sim->ach)
		ach_arrives(op);
}

/* Is what it asks for already there? */
static bool is_taken(const struct call *call, struct operation *op)
{
	if (sim->keyed)
		return !keyed_arrives(call, op);
	check_body(call, op);
	return false;
}

void call_arrives(struct event *e)
{
	struct call *call = &sim->calls[e->call];
	const char *id = sim->ach || sim->keyed ? call->id :
			 json_string_value(json_object_get(call->args, "correlationId"));
	struct operation *op = id ? operation_of(id, true) : NULL;
	int outcome = (int)roll(100);

	sim->posts++;
	if (!op || !e->made)
		return;
	if (sim->calm)
		outcome = 0;
	if (is_taken(call, op))
		outcome = 94;		/* refused */
	op->exists = outcome < 75;
	op->spoilt = outcome >= 72 && outcome < 75 && !sim->keyed;
	op->op = call->op;
	becomes_known(op);
	if (chance(sim->outage ? 100 : 12))
		return;			/* its answer is lost: the console's patience ends it */
	end_at(e->call, 10 + roll(chance(10) ? 50000 : 200), status_of(outcome));
}

/* ---- answers ---- */

static json_t *describe(const struct operation *op, bool spoilt)
{
	const char *status = sim->now - op->born_at > 90000 ? "Completed" : "Sent";

	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:f, s:s}", "id", op->id, "correlationId",
			 spoilt ? "00000000-0000-4000-8000-000000000000" : op->id, "status",
			 status, "code", "Ze2i4o", "platId", "p-1", "recipientAmout",
			 (double)op->minor / 100, "recipientCurrency", "MXN");
}

static json_t *refusal(const char *code)
{
	return json_pack("{s:s, s:s}", "code", code, "reason", code);
}

static json_t *answer_post(const struct call *call, int status)
{
	const char *id = json_string_value(json_object_get(call->args, "correlationId"));
	const struct operation *op = id ? operation_of(id, false) : NULL;

	if (sim->keyed)
		return keyed_answer(call, status);
	if (sim->ach)
		return ach_answer(status);
	if (status == 200 && op)
		return describe(op, op->spoilt);
	return status == 504 ? NULL : refusal(status == 400 ? "ERROR_CONTACT_NOT_FOUND" :
							      "ERROR_INTERNAL_SERVER_ERROR");
}

static json_t *answer_look(const struct call *call, int *status)
{
	const char *id = json_string_value(json_object_get(call->args,
				call->op == &op_getOperationStatus ? "operationId" : "id"));
	const struct operation *op = id ? operation_of(id, false) : NULL;
	json_t *list;

	if (*status != 200)
		return NULL;
	if (sim->keyed)
		return keyed_look(call, status);
	if (call->op == &op_getHistoryV2)
		return ach_history();
	if (call->op == &op_getOperations) {
		list = json_array();
		for (int i = 0; i < sim->n_ops; i++)
			if (sim->ops[i].exists && sim->ops[i].listed_at <= sim->now)
				json_array_append_new(list, describe(&sim->ops[i], false));
		return list;
	}
	if (op && op->exists && op->told_at <= sim->now)
		return call->op == &op_getOperation ? describe(op, false) :
		       json_string(sim->now - op->born_at > 90000 ? "Completed" : "Sent");
	*status = 500;
	return refusal("ERROR_OPERATION_NOT_FOUND");
}

static void fill_err(struct reply *reply, const struct call *call)
{
	const char *code = json_string_value(json_object_get(reply->body, "code"));
	struct err *err = &reply->err;

	if (!reply->status)
		err_set(err, call->handed ? ERR_UNKNOWN : ERR_NETWORK, "no answer");
	else if (reply->status == 401)
		err_set(err, ERR_AUTH, "no key");
	else if (reply->status != 200)
		err_set(err, reply->body ? ERR_REFUSED : ERR_PROTOCOL, "refused");
	if (code && err->kind)
		snprintf(err->code, sizeof(err->code), "%s", code);
}

/* An answer, or the end of the line or of the console's patience. */
void call_ends(struct event *e)
{
	struct call *call = &sim->calls[e->call];
	struct reply reply = { .status = e->status, .handed = call->handed, .server_ms = -1 };
	struct call ended = *call;
	json_t *body = NULL;

	if (!is_waited_for(call))
		return;
	call->over = true;
	if (e->status)
		body = call->once ? answer_post(call, e->status) :
				    answer_look(call, &reply.status);
	reply.body = body;
	if (reply.status) {
		reply.server_ms = sim->now;
		sim->consoles[call->console].told = true;
	}
	fill_err(&reply, call);
	ended.done(ended.owner, ended.op, &reply);
	json_decref(body);
}
