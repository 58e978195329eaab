#ifndef API_SANDBOX_OWN_H
#define API_SANDBOX_OWN_H

/* Shared by the files of the sandbox: sandbox.c speaks HTTP, sandbox_route.c
 * knows what is where and never sees a socket. */

#include "api/faults.h"
#include "api/letters.h"
#include "api/sandbox.h"
#include "api/world.h"

#define SANDBOX_BODY_CAP (1u << 20)

/* A request as it came: uri with query, percent-encoded. */
struct web_request {
	const char *method, *uri, *key;	/* key: the api_key header or NULL */
	const char *body;
	size_t len;
	const char *fault, *clock;	/* what the headers of api/sandbox.h say, or NULL */
	bool unsealed;			/* X-Skip-Encryption: plain, also on the sealed channel */
	bool too_large;			/* body was longer than the cap and is not here */
};

struct web_reply {
	int status;
	char *text;			/* taken by whoever sends it */
	size_t len;
	const char *type;		/* content type; NULL: no body */
	char *location;			/* of a redirect, or NULL */
	int retry_after;		/* seconds; -1: not told */
};

/* Replies.  json is taken; NULL: no body. */
void web_reply_json(struct web_reply *, int status, json_t *json);
void web_reply_outcome(struct web_reply *, bool ok, const struct err *err);
void web_reply_wrong_method(struct web_reply *);

/* Find, check and carry out one request.  *fault is what the caller still has
 * to do to the answer on the wire (delay, stall, half a body, drip, a reset);
 * FAULT_NONE otherwise. */
void web_answer(struct world *, struct fault_list *, const struct web_request *,
		struct web_reply *, struct fault *fault);

/* The same for a request by the sealed channel, whose letters are opened before
 * and written after; letters NULL: there is no such channel. */
void web_answer_sealed(struct world *, struct fault_list *, const struct letters *,
		       const struct web_request *, struct web_reply *, struct fault *fault);
bool is_sealed_uri(const char *uri);

/* Of the file in which a world is kept (NULL: none): its port, 0 without one; and
 * the whole document, new, NULL without. */
int sandbox_kept_port(const char *keep);
json_t *sandbox_kept_world(const char *keep);

/* Milliseconds until the sandbox wants to run without being asked anything;
 * -1: never, which is so whenever no answer is being delayed. */
int sandbox_timeout(void *sandbox);

/* What a key resolves to; false when the sandbox does not know it. */
bool key_caller(const char *key, struct caller *);

#endif
