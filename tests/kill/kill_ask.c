/* An ask for money, and how the service speaks of it. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/kill/kill.h"

struct ask console_draft(unsigned seed)
{
	struct ask ask = {
		.op = "requestMoneyV2", .user_token = "usr_1", .payer_phone = "+19165550149",
		.amount = { 100 + seed * 7919 % 900000, "MXN" }, .method_id = "m-1",
	};

	snprintf(ask.note, 1 + seed * 31 % 140, "%0139d", (int)seed);
	return ask;
}

static bool confirm(struct console *c, unsigned seed, char id[static 37])
{
	struct ask ask = console_draft(seed);
	bool ok = outbox_confirm(c->box, &ask, NULL);

	memcpy(id, ask.correlation_id, 37);
	return ok;
}

static char *operation(const json_t *request)
{
	json_t *amount = json_object_get(request, "recipientAmount");
	json_t *op = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:f}", "id", board->id,
			       "correlationId", board->id, "type", "request", "code", "Ze2i4o",
			       "status", "Sent", "createdAt", "2026-04-13T17:54:15.180Z",
			       "recipientCurrency", "MXN", "recipientAmout",
			       amount ? json_incref(amount) : json_null(), "amount", 1.0);
	char *text = json_dumps(op, JSON_COMPACT | JSON_REAL_PRECISION(15));

	json_decref(op);
	return text;
}

static char *made(const json_t *request)
{
	const char *id = json_string_value(json_object_get(request, "correlationId"));

	snprintf(board->id, sizeof(board->id), "%s", id ? id : "?");
	return operation(request);
}

static char *found(const char *head, int *status)
{
	static const char none[] = "{\"code\":\"ERROR_OPERATION_NOT_FOUND\","
				   "\"reason\":\"none\"}";
	bool word = strstr(head, "/operations/status/");
	bool detail = strstr(head, "/operations/detail/");
	char *text, *list;

	if (!board->made && (word || detail)) {
		*status = word ? 400 : 500;
		return xstrdup(none);
	}
	if (word)
		return xstrdup("\"Sent\"");
	text = operation(NULL);
	if (detail)
		return text;
	list = xasprintf("[%s]", board->made ? text : "");
	free(text);
	return list;
}

const struct subject subject_ask = {
	.name = "kill -9", .seeds = 100, .looks = 1000, .confirm = confirm, .made = made,
	.found = found,
	.failed = "{\"reason\":\"An unhandled error has occurred\","
		  "\"code\":\"ERROR_INTERNAL_SERVER_ERROR\"}",
};
