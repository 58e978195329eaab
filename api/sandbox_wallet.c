/* Where the wallet service has nothing of its catalogue: its refusals, and the login
 * that no document describes. */

#include <stdlib.h>

#include "api/sandbox_own.h"
#include "api/world_omnumi.h"

bool is_wallet_path(const char *path)
{
	return has_prefix(path, WALLET_PREFIX "/");
}

static struct answer login(struct world *world, const struct web_request *req)
{
	json_t *body = web_read_body(req);
	struct answer answer = om_login(world, body);

	json_decref(body);
	return answer;
}

void web_answer_wallet(struct world *world, const struct web_request *req, const char *path,
		       bool wrong_method, struct web_reply *reply)
{
	bool is_login = str_eq(path, "/auth/login");
	char *text = xasprintf("Cannot %s %s", req->method, path);
	struct answer answer;

	if (is_login && str_eq(req->method, "POST"))
		answer = login(world, req);
	else if (is_login || wrong_method)
		answer = om_plain(405, "Not allowed", text);
	else
		answer = om_plain(404, "Not found", text);
	free(text);
	web_reply_json(reply, answer.status, answer.body);
}
