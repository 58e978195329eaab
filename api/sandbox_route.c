/* What is where on the sandbox: /v1 the service, /omnumi the wallet service,
 * /vgs/post the card vault, /l/ the pages behind links, /__sandbox/ for QA. */

#include <stdlib.h>
#include <string.h>

#include "api/document.h"
#include "api/sandbox_own.h"
#include "api/words.h"
#include "api/world_omnumi.h"

#define DUMP_FLAGS (JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15))
#define OVERSIZE (3u << 20)
#define CLOCK_MOST_MS 10000000000000L

extern const char asset_denied_html[];

/* replies */

static void reply_text(struct web_reply *reply, int status, const char *type, char *text)
{
	*reply = (struct web_reply){ .status = status, .type = type, .text = text,
				     .len = strlen(text), .retry_after = -1 };
}

void web_reply_json(struct web_reply *reply, int status, json_t *json)
{
	*reply = (struct web_reply){ .status = status, .retry_after = -1 };
	if (json)
		reply_text(reply, status, "application/json; charset=utf-8",
			   json_dumps(json, DUMP_FLAGS));
	json_decref(json);
}

static void reply_refusal(struct web_reply *reply, const struct op *op, int status,
			  const char *code, const char *reason)
{
	web_reply_json(reply, status, world_refusal(op, status, code, reason).body);
}

static void reply_page(struct web_reply *reply, int status, char *html)
{
	reply_text(reply, status, "text/html; charset=utf-8", html);
}

static void reply_not_found(struct web_reply *reply)
{
	reply_refusal(reply, NULL, 404, "NOT_FOUND", "Not found");
}

void web_reply_wrong_method(struct web_reply *reply)
{
	reply_refusal(reply, NULL, 405, "METHOD_NOT_ALLOWED", "Method not allowed");
}

void web_reply_outcome(struct web_reply *reply, bool ok, const struct err *err)
{
	if (ok)
		web_reply_json(reply, 200, json_pack("{s:b}", "ok", true));
	else
		reply_refusal(reply, NULL, 400, "ERROR_INVALID_SCHEMA", err->text);
}

/* The row that the fault means; without such a row its status alone. */
static void answer_documented(const struct fault *fault, const struct op *op,
			      struct web_reply *reply)
{
	const struct answer_doc *doc = op->answers;
	struct answer answer = { .status = fault->status ? fault->status : 500 };

	for (int i = 1; doc && doc->status; doc++, i++)
		if (fault->n ? i == fault->n : doc->status == fault->status)
			break;
	if (doc && doc->status)
		answer = world_documented(op, doc);
	web_reply_json(reply, answer.status, answer.body);
}

/* faults that answer instead of the operation, or spoil its answer */

static bool answer_instead(const struct fault *fault, const struct op *op, struct web_reply *reply)
{
	if (fault->kind == FAULT_500) {
		reply_refusal(reply, op, 500, "ERROR_INTERNAL_SERVER_ERROR", NULL);
	} else if (fault->kind == FAULT_429) {
		reply_refusal(reply, op, 429, "TOO_MANY_REQUESTS", "Too many requests");
		reply->retry_after = fault->ms;
	} else if (fault->kind == FAULT_HTML) {
		reply_page(reply, fault->status, xstrdup(asset_denied_html));
	} else if (fault->kind == FAULT_ANSWER) {
		answer_documented(fault, op, reply);
	} else if (fault->kind == FAULT_RESET_BEFORE) {
		web_reply_json(reply, 500, NULL);
	} else {
		return false;
	}
	return true;
}

static const struct field *first_required(const struct field *table)
{
	field_each(f, table)
		if (f->required)
			return f;
	return table && table->key ? table : NULL;
}

/* Take out, or give another type to, the first thing a reader needs.  body is
 * taken; a new one is returned. */
static json_t *spoilt(const struct op *op, enum fault_kind kind, json_t *body)
{
	json_t *at = json_is_array(body) ? json_array_get(body, 0) : body;
	const struct field *f = first_required(op->out);
	json_t *wrong = kind == FAULT_MISSING_FIELD ? json_null() : json_integer(12345);

	/* Answers share what the world remembers: spoil a copy. */
	if (!json_is_object(at) || !f) {
		json_decref(body);
		return wrong;
	}
	at = json_deep_copy(body);
	json_decref(body);
	body = at;
	if (json_is_array(at))
		at = json_array_get(at, 0);
	if (json_is_number(json_object_get(at, f->key))) {
		json_decref(wrong);
		wrong = json_string("12345");
	}
	if (kind == FAULT_MISSING_FIELD)
		json_object_del(at, f->key);
	else
		json_object_set(at, f->key, wrong);
	json_decref(wrong);
	return body;
}

/* A refusal whose code is another one, or is missing.  body is taken. */
static json_t *miscoded(enum fault_kind kind, json_t *body)
{
	json_t *copy = json_copy(body);

	json_decref(body);
	if (kind == FAULT_NO_CODE)
		json_object_del(copy, "code");
	else
		json_object_set_new(copy, "code", json_string("ERROR_UNEXPECTED"));
	return copy;
}

static void pad(struct web_reply *reply)
{
	reply->text = xrealloc(reply->text, OVERSIZE + 1);
	memset(reply->text + reply->len, ' ', OVERSIZE - reply->len);
	reply->text[OVERSIZE] = '\0';
	reply->len = OVERSIZE;
}

static void spoil_text(enum fault_kind kind, struct web_reply *reply)
{
	if (!reply->text || !reply->len)
		return;
	if (kind == FAULT_MALFORMED)
		reply->text[--reply->len] = '\0';
	else if (kind == FAULT_EMPTY)
		reply->text[reply->len = 0] = '\0';
	else if (kind == FAULT_OVERSIZED && reply->len < OVERSIZE)
		pad(reply);
}

/* the pieces of a request */

/* Split the next key=value off text; false at its end.  The caller frees both.
 * Only a form's + is a blank: a phone number may stand in a query as it is. */
static bool next_pair(const char **text, bool form, char **key, char **value)
{
	size_t n = strcspn(*text, "&"), k = strcspn(*text, "=&");

	if (!**text)
		return false;
	*key = percent_decode(*text, k, form);
	*value = k < n ? percent_decode(*text + k + 1, n - k - 1, form) : xstrdup("");
	*text += n + ((*text)[n] == '&');
	return true;
}

static void read_query(const struct op *op, const char *query, json_t *args)
{
	char *key, *value;

	while (next_pair(&query, false, &key, &value)) {
		const struct field *f = field_find(op->in, key);

		if (f && f->in == IN_QUERY)
			op_set_text(op, args, key, value);
		free(key);
		free(value);
	}
}

static bool has_body(const struct op *op)
{
	field_each(f, op->in)
		if (f->in == IN_BODY)
			return true;
	return false;
}

json_t *web_read_body(const struct web_request *req)
{
	json_t *body = json_loadb(req->body ? req->body : "", req->len,
				  JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);

	if (json_is_object(body))
		return body;
	json_decref(body);
	return NULL;
}

/* the service */

/* A body that is not even read. */
static struct answer no_body(const struct op *op, int status, const char *why)
{
	if (op->service == SVC_OMNUMI)
		return om_refusal(status == 400 ? op : NULL, status, op->refuse_code, NULL);
	return world_refusal(NULL, status, status == 413 ? "PAYLOAD_TOO_LARGE" :
			     "ERROR_INVALID_SCHEMA", why);
}

/* Add what the body brings to args; false with the answer to give. */
static bool take_body(const struct op *op, const struct web_request *req, json_t *args,
		      struct answer *answer)
{
	json_t *body = NULL;

	if (req->too_large) {
		*answer = no_body(op, 413, "The body is too large");
		return false;
	}
	if (!has_body(op))
		return true;
	if (!op->multipart)
		body = web_read_body(req);
	else if (req->parts)
		body = web_form_body(op, req->parts);
	if (!body) {
		*answer = no_body(op, 400, op->multipart ? "The body is no form of parts" :
				  "The body is no JSON object");
		return false;
	}
	json_object_update_missing(args, body);
	json_decref(body);
	return true;
}

static void run_op(struct world *world, const struct op *op, const struct web_request *req,
		   json_t *args, struct answer *answer)
{
	struct caller caller = req->wallet;
	bool wallet = op->service == SVC_OMNUMI;
	bool known = wallet || key_caller(req->key, &caller);
	bool admitted = wallet ? om_admits(world, op, &caller, answer) :
			world_admits(op, known ? &caller : NULL, answer);

	if (admitted && take_body(op, req, args, answer))
		*answer = world_call(world, op, known ? &caller : NULL, args);
}

static void answer_op(struct world *world, const struct op *op, const struct web_request *req,
		      json_t *args, const struct fault *fault, struct web_reply *reply)
{
	struct answer answer = { 0 };

	if (answer_instead(fault, op, reply))
		return;
	run_op(world, op, req, args, &answer);
	if (answer.status < 300 && answer.body &&
	    (fault->kind == FAULT_WRONG_TYPE || fault->kind == FAULT_MISSING_FIELD))
		answer.body = spoilt(op, fault->kind, answer.body);
	if (answer.status >= 400 && answer.body &&
	    (fault->kind == FAULT_WRONG_CODE || fault->kind == FAULT_NO_CODE))
		answer.body = miscoded(fault->kind, answer.body);
	web_reply_json(reply, answer.status, answer.body);
	spoil_text(fault->kind, reply);
}

/* the pages */

static void press(struct world *world, const char *code, const struct web_request *req,
		  struct web_reply *reply)
{
	const char *form = req->body ? req->body : "";
	char *key, *value, *button = NULL, *reason = NULL;

	while (next_pair(&form, true, &key, &value)) {
		char **kept = str_eq(key, "button") ? &button :
			      str_eq(key, "reason") ? &reason : &key;

		if (kept != &key) {
			free(*kept);
			*kept = value;
			value = NULL;
		}
		free(key);
		free(value);
	}
	/* What can no longer be pressed shows the page as it now is. */
	world_press(world, code, button ? button : "", reason ? reason : "");
	reply_text(reply, 303, "text/plain; charset=utf-8", xstrdup(""));
	reply->location = xasprintf("/l/%s", code);
	free(button);
	free(reason);
}

static void answer_page(struct world *world, const char *code, const struct web_request *req,
			struct web_reply *reply)
{
	char *page = world_page(world, code);

	if (!page) {
		reply_page(reply, 404, xstrdup(world_no_page()));
		return;
	}
	if (str_eq(req->method, "POST")) {
		free(page);
		press(world, code, req, reply);
	} else if (str_eq(req->method, "GET") || str_eq(req->method, "HEAD")) {
		reply_page(reply, 200, page);
	} else {
		free(page);
		web_reply_wrong_method(reply);
	}
}

/* for QA */

static void set_clock(struct world *world, const json_t *body, struct web_reply *reply)
{
	const json_t *ms = json_object_get(body, "advance_ms");
	const json_t *rate = json_object_get(body, "rate");
	struct err err = { 0 };
	bool ok = (json_is_integer(ms) || json_is_number(rate)) && json_integer_value(ms) >= 0 &&
		  json_integer_value(ms) <= CLOCK_MOST_MS && json_number_value(rate) >= 0;

	if (ok)
		world_advance(world, json_integer_value(ms), rate ? json_number_value(rate) : -1);
	else
		err_set(&err, ERR_INPUT, "advance_ms is a number of milliseconds, rate a number");
	web_reply_outcome(reply, ok, &err);
}

/* faults: all of them; faults/ID: one that is switched on. */
static void change_faults(struct fault_list *list, const char *which,
			  const struct web_request *req, const json_t *body,
			  struct web_reply *reply)
{
	const char *spec = json_string_value(json_object_get(body, "spec"));
	struct err err = { .text = "spec is a fault such as delay:getProfile:ms=500" };
	bool delete = str_eq(req->method, "DELETE");

	if (*which && (!delete || !faults_drop(list, (unsigned)strtoul(which + 1, NULL, 10)))) {
		reply_not_found(reply);
		return;
	}
	if (str_eq(req->method, "POST") && !(spec && faults_add(list, spec, &err))) {
		web_reply_outcome(reply, false, &err);
		return;
	}
	if (delete && !*which)
		faults_clear(list);
	web_reply_json(reply, 200, faults_tell(list));
}

static bool is_faults(const char *what)
{
	return str_eq(what, "faults") || has_prefix(what, "faults/");
}

static void answer_admin(struct world *world, struct fault_list *faults, const char *what,
			 const struct web_request *req, struct web_reply *reply)
{
	json_t *body = web_read_body(req);
	bool post = str_eq(req->method, "POST"), get = str_eq(req->method, "GET");
	struct err err = { 0 };

	if (is_faults(what) && (post || get || str_eq(req->method, "DELETE")))
		change_faults(faults, what + strlen("faults"), req, body, reply);
	else if (!*what && get)
		web_reply_json(reply, 200, world_summary(world));
	else if (str_eq(what, "clock") && post)
		set_clock(world, body, reply);
	else if (str_eq(what, "user") && post)
		web_reply_outcome(reply, world_set_user(world, body, &err), &err);
	else if (!*what || is_faults(what) || str_eq(what, "clock") || str_eq(what, "user"))
		web_reply_wrong_method(reply);
	else
		reply_not_found(reply);
	json_decref(body);
}

/* What the request asks for itself; false when that cannot be understood. */
static bool own_wishes(struct world *world, const struct web_request *req, struct fault *fault,
		       struct err *err)
{
	char *end = NULL;
	long ms = req->clock ? strtol(req->clock, &end, 10) : 0;

	if (req->fault && !fault_parse(req->fault, fault, err))
		return false;
	if (req->clock && (end == req->clock || *end || ms < 0 || ms > CLOCK_MOST_MS))
		return err_set(err, ERR_INPUT, SANDBOX_CLOCK_HEADER " is a number of milliseconds");
	if (req->clock)
		world_advance(world, ms, -1);
	return true;
}

/* A fault of its own goes before those that are switched on. */
static struct fault fault_for(struct world *world, struct fault_list *faults, const struct op *op,
			      const struct web_request *req, struct err *err)
{
	struct fault fault = { .kind = FAULT_NONE };

	if (!own_wishes(world, req, &fault, err))
		fault.kind = FAULT_NONE;
	else if (!req->fault)
		fault = faults_strike(faults, op->name);
	return fault;
}

/* The operation of a path, with its values in args; NULL with *elsewhere when
 * only the method is wrong. */
static const struct op *find_op(const char *method, const char *path, json_t *args, bool *elsewhere)
{
	*elsewhere = false;
	if (str_eq(path, "/vgs/post")) {
		*elsewhere = !str_eq(method, op_tokenizeCard.method);
		return *elsewhere ? NULL : &op_tokenizeCard;
	}
	if (is_wallet_path(path))
		return op_match(SVC_OMNUMI, method, path + strlen(WALLET_PREFIX), args, elsewhere);
	if (!has_prefix(path, "/v1/"))
		return NULL;
	return op_match(SVC_RAAS, method, path + 3, args, elsewhere);
}

static bool takes_files(const struct field *table)
{
	field_each(f, table)
		if (f->type == &field_file || f->type == &field_document ||
		    (f->of && f->of->type == &field_file) ||
		    takes_files(f->fields))
			return true;
	return false;
}

/* What is sealed shows only later where it goes. */
size_t web_body_cap(const char *method, const char *uri)
{
	char *path = xstrndup(uri, strcspn(uri, "?"));
	bool elsewhere;
	const struct op *op = find_op(method, path, NULL, &elsewhere);
	bool files = is_sealed_uri(uri) || (op && takes_files(op->in));

	free(path);
	return files ? SANDBOX_FILES_CAP : SANDBOX_BODY_CAP;
}

void web_answer(struct world *world, struct fault_list *faults, const struct web_request *req,
		struct web_reply *reply, struct fault *fault)
{
	char *path = xstrndup(req->uri, strcspn(req->uri, "?"));
	const char *query = req->uri + strlen(path);
	json_t *args = json_object();
	bool elsewhere;
	const struct op *op = find_op(req->method, path, args, &elsewhere);
	struct err err = { 0 };

	*fault = (struct fault){ .kind = FAULT_NONE };
	if (op) {
		read_query(op, query + (*query == '?'), args);
		*fault = fault_for(world, faults, op, req, &err);
		if (err.kind)
			web_reply_outcome(reply, false, &err);
		else
			answer_op(world, op, req, args, fault, reply);
	} else if (is_wallet_path(path)) {
		web_answer_wallet(world, req, path + strlen(WALLET_PREFIX), elsewhere, reply);
	} else if (elsewhere) {
		web_reply_wrong_method(reply);
	} else if (has_prefix(path, "/l/")) {
		answer_page(world, path + 3, req, reply);
	} else if (has_prefix(path, "/__sandbox/")) {
		answer_admin(world, faults, path + 11, req, reply);
	} else {
		reply_not_found(reply);
	}
	json_decref(args);
	free(path);
}
