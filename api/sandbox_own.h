#ifndef API_SANDBOX_OWN_H
#define API_SANDBOX_OWN_H

/* Shared by the files of the sandbox: sandbox.c speaks HTTP, sandbox_route.c
 * knows what is where and never sees a socket. */

#include "api/faults.h"
#include "api/letters.h"
#include "api/sandbox.h"
#include "api/world.h"

#define SANDBOX_BODY_CAP (1u << 20)
#define SANDBOX_FILES_CAP (16u << 20)	/* where the operation takes files */

/* A request as it came: uri with query, percent-encoded. */
struct web_request {
	const char *method, *uri, *key;	/* key: the api_key header or NULL */
	const char *body;
	size_t len;
	const json_t *parts;		/* of a form in place of the body, or NULL */
	struct caller wallet;		/* the headers of the wallet service, its key aside */
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

/* What the request brought, as an object; new reference, NULL when it is none. */
json_t *web_read_body(const struct web_request *);

/* The wallet service is below this; and what is there that its catalogue does not
 * have, path being the rest. */
#define WALLET_PREFIX "/omnumi"
bool is_wallet_path(const char *path);
void web_answer_wallet(struct world *, const struct web_request *, const char *path,
		       bool wrong_method, struct web_reply *);

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

/* The largest body that is looked at. */
size_t web_body_cap(const char *method, const char *uri);

/* A form of parts while it arrives; NULL when the request's body is none.  The
 * parts are borrowed until it is freed. */
struct MHD_Connection;
struct web_form;
struct web_form *web_form_new(struct MHD_Connection *);
void web_form_take(struct web_form *, const char *data, size_t len);
const json_t *web_form_parts(struct web_form *);	/* all of it is here */
void web_form_free(struct web_form *);

/* The body that the parts make up for an operation; new reference. */
json_t *web_form_body(const struct op *, const json_t *parts);

/* Milliseconds until the sandbox wants to run without being asked anything;
 * -1: never, which is so whenever no answer is being delayed. */
int sandbox_timeout(void *sandbox);

/* What a key resolves to; false when the sandbox does not know it. */
bool key_caller(const char *key, struct caller *);

#endif
