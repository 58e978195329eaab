/* Who may call the wallet service, in the order of omnumi 3.3, and how it writes a
 * refusal: in the shape of the documented row (omnumi 4.2). */

#include <string.h>

#include "api/refusal.h"
#include "api/world_omnumi.h"

/* ---- refusals ---- */

struct answer om_plain(int status, const char *type, const char *message)
{
	return (struct answer){ status, json_pack("{s:[{s:s, s:s}]}", "errors", "type", type,
						   "message", message) };
}

void refuse_plain(struct request *req, int status, const char *type, const char *message)
{
	*req->answer = om_plain(status, type, message);
}

/* For what is documented of no endpoint. */
static const struct {
	int status;
	const char *type, *message;
} plain[] = {
	{ 400, "catch", "The request was not accepted" },
	{ 401, "Invalid", "Invalid access token" },
	{ 404, "Not found", "Not found" },
	{ 413, "Too large", "The body is too large" },
	{ 429, "Rate Limit Exceeded", "Too many requests" },
	{ 500, "Internal server error", "An unexpected error occurred. Please try again later" },
};

struct answer om_refusal(const struct op *op, int status, const char *message, const char *text)
{
	const struct answer_doc *doc = op ? op_answer(op, status, message) : NULL;

	if (doc)
		return (struct answer){ status, refusal_body(doc, text) };
	for (size_t i = 0; i < ARRAY_LEN(plain); i++)
		if (plain[i].status == status)
			return om_plain(status, plain[i].type, text ? text : plain[i].message);
	return om_plain(status, "error", text ? text : message ? message : "");
}

struct answer world_documented(const struct op *op, const struct answer_doc *doc)
{
	json_t *example = NULL;

	if (doc->status >= 400 && op->service == SVC_OMNUMI)
		return (struct answer){ doc->status, refusal_body(doc, NULL) };
	if (doc->status >= 400)
		return world_refusal(op, doc->status, doc->code, doc->reason);
	if (op->shape == REPLY_OBJECT)
		example = record_example(op->out, false);
	else if (op->shape == REPLY_LIST)
		example = json_pack("[o]", record_example(op->out, false));
	return (struct answer){ doc->status, example };
}

/* ---- admission ---- */

enum tenant_fault { TENANT_MISSING, TENANT_BAD, TENANT_UNKNOWN };

/* What endpoints document of a tenant; the first that one of them has is told. */
static const char *const tenant_texts[] = {
	[TENANT_MISSING] = "Tenant Id is missing in Headers|Please provide valid tenant id|"
			   "Tenant not found|Invalid Tenant Id",
	[TENANT_BAD] = "Please provide valid tenant id|Tenant not found|"
		       "Tenant Id is missing in Headers|Invalid Tenant Id",
	[TENANT_UNKNOWN] = "Tenant not found|Please provide valid tenant id|"
			   "Tenant Id is missing in Headers|Invalid Tenant Id",
};

static const struct answer_doc *row_with(const struct op *op, const char *message, size_t n)
{
	for (const struct answer_doc *a = op->answers; a && a->status; a++)
		if (a->reason && a->status >= 400 && strlen(a->reason) == n &&
		    !strncmp(a->reason, message, n))
			return a;
	return NULL;
}

/* What this endpoint documents of a tenant that is not right; NULL: nothing. */
static const struct answer_doc *tenant_row(const struct op *op, enum tenant_fault fault)
{
	const char *text = tenant_texts[fault];

	for (size_t n = strcspn(text, "|"); n; n = strcspn(text, "|")) {
		const struct answer_doc *row = row_with(op, text, n);

		if (row)
			return row;
		text += n + (text[n] == '|');
	}
	for (const struct answer_doc *a = op->answers; a && a->status; a++)
		if (a->status == 403)
			return a;
	return NULL;
}

static bool needs(const struct op *op, const char *header)
{
	return op->credentials && word_in(op->credentials, header);
}

/* An endpoint that neither needs a tenant nor documents a wrong one does not look. */
static bool tenant_fits(const struct op *op, const char *id, struct answer *answer)
{
	enum tenant_fault fault = !id || !*id ? TENANT_MISSING :
				  om_is_uuid(id) ? TENANT_UNKNOWN : TENANT_BAD;
	const struct answer_doc *row = tenant_row(op, fault);

	if (id && *id ? om_tenant_with(id) || (!row && !needs(op, "tenant-id")) :
	    !needs(op, "tenant-id"))
		return true;
	*answer = row ? world_documented(op, row) : om_plain(400, "Tenant", "Tenant not found");
	return false;
}

static bool is_key(const char *key)
{
	for (const struct om_tenant *t = om_tenants(); t->id; t++)
		if (str_eq(t->api_key, key))
			return true;
	return false;
}

static bool key_fits(const struct op *op, const char *key, struct answer *answer)
{
	if (key && *key ? is_key(key) : !needs(op, "api-key"))
		return true;
	*answer = op_answer(op, 401, NULL) ? om_refusal(op, 401, NULL, NULL) :
		  om_plain(401, "API Key", "Invalid API Key");
	return false;
}

static bool tokens_fit(struct world *world, const struct op *op, const struct caller *caller,
		       struct answer *answer)
{
	const char *bearer = caller->bearer && has_prefix(caller->bearer, "Bearer ") ?
			     caller->bearer + strlen("Bearer ") : NULL;

	if ((!needs(op, "bearer") || om_token_holder(world, bearer)) &&
	    (!needs(op, "access-token") || om_token_holder(world, caller->access_token)))
		return true;
	*answer = om_plain(401, "Invalid", "Invalid access token");
	return false;
}

static bool has_op(const struct world *world, const struct op *op, struct answer *answer)
{
	char *text;

	if (op_deprecated(op, om_version(world))) {
		*answer = om_plain(410, "Deprecated", "This endpoint is deprecated");
		return false;
	}
	if (op_mark(op, om_version(world)) != '-')
		return true;
	text = xasprintf("Cannot %s %s", op->method, op->path);
	*answer = om_plain(404, "Not found", text);
	free(text);
	return false;
}

bool om_admits(struct world *world, const struct op *op, const struct caller *caller,
	       struct answer *answer)
{
	return has_op(world, op, answer) && key_fits(op, caller->api_key, answer) &&
	       tenant_fits(op, caller->tenant, answer) && tokens_fit(world, op, caller, answer);
}
