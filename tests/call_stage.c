#include "tests/call_stage.h"

#include <stdio.h>
#include <string.h>

struct exchange *stage_call(struct journal *journal, const struct op *op, int status)
{
	struct exchange *x = journal_begin(journal, op);
	static const int64_t times[] = { 400, 1200, 5300, 30000, 34200 };

	x->method = xstrdup(op->method);
	x->url = xasprintf("https://host/v1%s", op->path);
	x->request_headers = xstrdup("api_key: [redacted]\nAccept: application/json\n");
	x->status = status;
	x->ms = 34;
	x->bytes = 120;
	memcpy(x->times, times, sizeof(times));
	x->done = true;
	return x;
}

void stage_answer(struct exchange *x, const char *headers, json_t *taken)
{
	x->response_headers = xstrdup(headers);
	x->response = taken;
}

void stage_four(struct desk *d)
{
	struct journal *before = journal_new(4);
	struct exchange *x;

	for (int i = 0; i < 2; i++)
		stage_call(before, &op_listContacts, i ? 200 : 500);
	store_calls_keep(d->store, before, 100);
	journal_free(before);
	x = stage_call(d->journal, &op_getUserTokenV2, 200);
	x->request = json_pack("{s:s}", "phoneNumber", "+525521206703");
	stage_answer(x, "HTTP/1.1 200 OK\nContent-Type: application/json\n",
		json_pack("{s:s, s:s, s:[{s:s}, {s:s}]}", "userToken", "usr-1", "name",
			  "María Núñez", "list", "id", "a", "id", "b"));
	x = stage_call(d->journal, &op_getUserTokenV2, 404);
	x->request = json_pack("{s:s}", "phoneNumber", "+525521206799");
	stage_answer(x, "HTTP/1.1 404 Not Found\nContent-Type: application/json\n",
		json_pack("{s:s, s:s}", "code", "ERROR_USER_NOT_FOUND", "reason", "Not found."));
	snprintf(x->failure, sizeof(x->failure), "Nobody is registered with this phone.");
	x = stage_call(d->journal, &op_getProfile, 0);
	memset(x->times, 0, sizeof(x->times));
	snprintf(x->failure, sizeof(x->failure), "The line was cut.");
	x->bytes = 0;
	journal_scenario(d->journal, "createContact.400.ERROR_INVALID_NAME");
	x = stage_call(d->journal, &op_createContact, 200);
	stage_answer(x, "HTTP/1.1 200 OK\n", json_pack("{s:s}", "id", "c-1"));
	journal_scenario(d->journal, "");
}

void stage_look(struct app *app)
{
	long end = now_ms() + 10000;

	while (desk_shows(app, "looking at") && now_ms() < end)
		loop_turn(app->loop, 100);
}
