/* The sandbox's sealed channel (raas 9): the same service under another prefix,
 * whose bodies are letters. */

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "api/sandbox_own.h"

#define PREFIX "/v1/partners/request4r/"

bool is_sealed_uri(const char *uri)
{
	return has_prefix(uri, PREFIX);
}

static void refuse_letter(struct web_reply *reply)
{
	struct answer answer = world_refusal(NULL, 400, "ERROR_INVALID_JWE_PAYLOAD",
					     "The body is no letter that we can open");

	*reply = (struct web_reply){ .status = answer.status, .retry_after = -1,
				     .type = "application/json; charset=utf-8",
				     .text = json_dumps(answer.body, JSON_COMPACT) };
	reply->len = strlen(reply->text);
	json_decref(answer.body);
}

static void seal_reply(const struct letters *letters, struct web_reply *reply)
{
	char *letter = reply->len ? jwe_seal(letters->to, reply->text, reply->len) : NULL;

	if (!letter)
		return;
	free(reply->text);
	reply->text = letter;
	reply->len = strlen(letter);
	reply->type = "application/jose";
}

void web_answer_sealed(struct world *world, struct fault_list *faults,
		       const struct letters *letters, const struct web_request *sealed,
		       struct web_reply *reply, struct fault *fault)
{
	struct web_request req = *sealed;
	char *plain = NULL, *uri;

	*fault = (struct fault){ .kind = FAULT_NONE };
	if (letters && !req.unsealed && req.len) {
		plain = jwe_open(letters->ours, req.body, req.len, &req.len);
		if (!plain) {
			refuse_letter(reply);
			return;
		}
		req.body = plain;
	}
	uri = xasprintf("%s%s", letters ? "/v1/" : "/closed/", req.uri + strlen(PREFIX));
	req.uri = uri;
	web_answer(world, faults, &req, reply, fault);
	if (letters && !req.unsealed)
		seal_reply(letters, reply);
	if (plain)
		sodium_memzero(plain, req.len);
	free(plain);
	free(uri);
}
