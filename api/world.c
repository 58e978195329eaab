/* The world's frame: its making, its chance and time, who may call, and the
 * way of a request to its handler.  What the operations do is in world_*.c. */

#include "api/world.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "api/world_events.h"
#include "api/world_omnumi.h"

static const struct {
	const struct op *op;
	call_fn *run;
} handlers[] = {
#define HANDLER_ROW(id) { &op_##id, do_##id },
	OPS(HANDLER_ROW)
};

/* For refusals that the catalogue documents without a text (raas 11.4). */
static const struct {
	int status;
	const char *reason;
} plain_reasons[] = {
	{ 400, "The request was not accepted." },
	{ 401, "Missing or invalid API key" },
	{ 403, "Partner does not have the required scope" },
	{ 404, "Not found" },
	{ 422, "Validation failed" },
	{ 500, "An unhandled error has occurred" },
};

uint64_t world_random(struct world *world)
{
	uint64_t z = world->random += 0x9e3779b97f4a7c15u;	/* splitmix64 */

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

void world_letters(struct world *world, char *buf, int n)
{
	for (int i = 0; i < n; i++)
		buf[i] = WORLD_LETTERS[world_random(world) % 62];
	buf[n] = '\0';
}

void world_uuid(struct world *world, char buf[static 37])
{
	static const char shape[] = "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx";
	static const char hex[] = "0123456789abcdef";

	for (int i = 0; i < 37; i++)
		buf[i] = shape[i] == 'x' ? hex[world_random(world) & 15] : shape[i];
}

int64_t world_clock(const struct world *world)
{
	return world->clock_ms + (int64_t)((double)(now_ms() - world->clock_from) * world->rate);
}

void world_advance(struct world *world, int64_t ms, double rate)
{
	world->clock_ms = world_clock(world) + ms;
	world->clock_from = now_ms();
	if (rate >= 0)
		world->rate = rate;
}

static json_t **indexes(struct world *world, size_t i)
{
	json_t **const all[] = {
		&world->by_id, &world->by_phone, &world->by_email, &world->by_correlation,
		&world->by_plat_id, &world->by_payer_link, &world->by_session_link, &world->calls,
		&world->codes, &world->full, &world->full_open,
	};

	return i < ARRAY_LEN(all) ? all[i] : NULL;
}

struct world *world_new(const struct world_conf *conf)
{
	struct world *world = xcalloc(1, sizeof(*world));

	world->conf = *conf;
	world->host = xstrdup(conf->host);
	world->random = conf->seed;
	if (!conf->seed)
		randombytes_buf(&world->random, sizeof(world->random));
	for (size_t i = 0; i < sizeof(world->vault_key); i++)
		world->vault_key[i] = (unsigned char)world_random(world);
	if (conf->vault)
		sodium_hex2bin(world->vault_key, sizeof(world->vault_key), conf->vault,
			       strlen(conf->vault), NULL, NULL, NULL);
	world->rate = conf->clock;
	world->clock_from = now_ms();
	for (size_t i = 0; indexes(world, i); i++)
		*indexes(world, i) = json_object();
	world->events = json_array();
	world->kept = json_object();
	if (conf->people)
		people_load(world);
	world_listen(world, conf->listened);
	return world;
}

void world_free(struct world *world)
{
	if (!world)
		return;
	for (int i = 0; i < world->n_users; i++)
		user_free(world->users[i]);
	for (int i = 0; i < world->deals.n; i++)
		deal_free(world->deals.deals[i]);
	for (size_t i = 0; indexes(world, i); i++)
		json_decref(*indexes(world, i));
	json_decref(world->events);
	json_decref(world->kept);
	free(world->users);
	free(world->deals.deals);
	free(world->host);
	free(world);
}

static const char *documented_reason(const struct op *op, int status, const char *code)
{
	const struct answer_doc *same_status = NULL;

	for (const struct answer_doc *a = op ? op->answers : NULL; a && a->status; a++) {
		if (a->status != status || !a->reason)
			continue;
		if (str_eq(a->code, code))
			return a->reason;
		same_status = a;
	}
	for (size_t i = 0; !same_status && i < ARRAY_LEN(plain_reasons); i++)
		if (plain_reasons[i].status == status)
			return plain_reasons[i].reason;
	return same_status ? same_status->reason : "The request was not accepted.";
}

struct answer world_refusal(const struct op *op, int status, const char *code, const char *reason)
{
	const struct answer_doc *doc = op ? op_answer(op, status, code) : NULL;

	if (op && op->service == SVC_OMNUMI)
		return om_refusal(op, status, code, reason);
	if (!reason)
		reason = documented_reason(op, status, code);
	if (doc && doc->bare)
		return (struct answer){ status, json_string(reason) };
	return (struct answer){ status, json_pack("{s:s, s:s}", "reason", reason, "code", code) };
}

void answer_with(struct request *req, json_t *body)
{
	*req->answer = (struct answer){ op_success(req->op), body };
}

void answer_nothing(struct request *req)
{
	*req->answer = (struct answer){ 204, NULL };
}

void refuse_because(struct request *req, int status, const char *code, const char *reason)
{
	*req->answer = world_refusal(req->op, status, code, reason);
}

void refuse(struct request *req, int status, const char *code)
{
	refuse_because(req, status, code, NULL);
}

bool need_user(struct request *req, int status, const char *code)
{
	if (!req->user)
		refuse(req, status, code);
	return req->user;
}

const char *arg_text(const json_t *args, const char *key)
{
	const char *text = json_string_value(json_object_get(args, key));

	return text ? text : "";
}

json_t *world_kept(struct world *world, const char *kind)
{
	json_t *all = json_object_get(world->kept, kind);

	if (!all) {
		all = json_object();
		json_object_set_new(world->kept, kind, all);
	}
	return all;
}

void world_keep(struct world *world, const char *kind, const char *id, json_t *value)
{
	json_t *all = world_kept(world, kind);

	json_object_set_new(all, id, value);
	if (json_object_size(all) > WORLD_KEPT)
		json_object_del(all, json_object_iter_key(json_object_iter(all)));
}

bool world_admits(const struct op *op, const struct caller *caller, struct answer *answer)
{
	int status = op->scope_status ? op->scope_status : 401;
	const struct answer_doc *doc = op_answer(op, 401, NULL);
	const char *word = doc && doc->code ? doc->code : "UNAUTHORIZED";

	if (!op->scopes)
		return true;
	if (!caller) {
		*answer = world_refusal(op, 401, word, "Missing or invalid API key");
		return false;
	}
	if (op_allowed(op, caller->scopes))
		return true;
	*answer = world_refusal(op, status, status == 403 ? "FORBIDDEN" : word,
				"Partner does not have the required scope");
	return false;
}

/* The answer that this operation documents for a tenant that cannot be
 * loaded; NULL when it never asks for the tenant. */
static const struct answer_doc *tenant_answer(const struct op *op)
{
	for (const struct answer_doc *a = op->answers; a && a->status; a++)
		if (a->code &&
		    word_in("ERROR_INVALID_TENANT,INVALID_TENANT,ERROR_TENANT_NOT_FOUND", a->code))
			return a;
	return NULL;
}

static const char *crash_code(const struct op *op)
{
	for (const struct answer_doc *a = op->answers; a && a->status; a++)
		if (a->status == 500 && str_eq(a->code, "INTERNAL_SERVER_ERROR"))
			return a->code;
	return "ERROR_INTERNAL_SERVER_ERROR";
}

void refuse_fields(struct request *req, int status, const char *code, const char *key)
{
	json_t *value = json_object_get(req->args, key);

	refuse(req, status, code);
	json_object_set_new(req->answer->body, "name", json_string("ValidateError"));
	json_object_set_new(req->answer->body, "message", json_string("Validation failed"));
	json_object_set_new(req->answer->body, "status", json_integer(status));
	json_object_set_new(req->answer->body, "fields",
			    json_pack("{s:{s:s, s:O?}}", key, "message", "Invalid value",
				      "value", value));
}

/* Text with a NUL inside is legal JSON and never a legal value. */
static const struct field *nul_field(const struct op *op, const json_t *args)
{
	field_each(f, op->in) {
		const json_t *value = json_object_get(args, f->key);

		if (value && json_is_string(value) &&
		    strlen(json_string_value(value)) != json_string_length(value))
			return f;
	}
	return NULL;
}

bool request_fits(struct request *req)
{
	const struct field *nul = nul_field(req->op, req->args);
	const char *code = NULL;
	struct err err = { 0 };
	int status = 400;

	if (nul) {
		refuse(req, 400, nul->code_bad ? nul->code_bad : "ERROR_INVALID_SCHEMA");
		return false;
	}
	if (op_check_request(req->op, req->args, &status, &code, &err))
		return true;
	if (!code)
		code = "ERROR_INVALID_SCHEMA";
	if (str_eq(code, "ValidateError"))
		refuse_fields(req, status, code, err.field);
	else
		refuse(req, status, code);
	return false;
}

static void count_call(struct world *world, const struct op *op)
{
	json_t *n = json_object_get(world->calls, op->name);

	if (n)
		json_integer_set(n, json_integer_value(n) + 1);
	else
		json_object_set_new(world->calls, op->name, json_integer(1));
}

static void run_handler(struct request *req)
{
	for (size_t i = 0; i < ARRAY_LEN(handlers); i++)
		if (handlers[i].op == req->op)
			handlers[i].run(req);
}

/* An older version of a service knows nothing of its newer fields. */
static void forget_newer(struct request *req)
{
	const char *version = om_version(req->world);
	json_t *body = req->answer->body;

	if (!req->op->marks || req->answer->status >= 300)
		return;
	req->answer->body = version_trim(req->op->out, body, version);
	json_decref(body);
}

struct answer world_call(struct world *world, const struct op *op, const struct caller *caller,
			 const json_t *given)
{
	const struct answer_doc *tenant = tenant_answer(op);
	json_t *args = op->marks ? om_args(world, op, given) : json_incref((json_t *)given);
	const char *token = arg_text(args, "userToken");
	struct answer answer = { 0 };
	struct request req = { .world = world, .op = op, .args = args, .caller = caller,
			       .answer = &answer };

	count_call(world, op);
	world_catch_up(world);
	req.user = user_by(world, world->by_id, token);
	if (caller && caller->no_tenant && tenant)
		refuse(&req, tenant->status, tenant->code);
	else if (str_eq(token, "crash") || (req.user && req.user->quirks & QUIRK_CRASH))
		refuse(&req, 500, crash_code(op));
	else if (op->service == SVC_VGS || op == &op_requestMoneyFull || request_fits(&req))
		/* the vault echoes what it gets; the whole ask has an order of its own */
		run_handler(&req);
	forget_newer(&req);
	json_decref(args);
	return answer;
}
