#ifndef API_SANDBOX_HOOKS_H
#define API_SANDBOX_HOOKS_H

/* What the sandbox's world tells by webhook, on its way (raas 7.1): signed, first
 * sent after 1 s, five attempts 5 s apart by the world's clock, to all addresses
 * again when one of them did not take it. */

#include "api/http.h"
#include "api/sandbox_own.h"

struct hooks;

struct hooks *hooks_new(void);
void hooks_free(struct hooks *);

/* Who sends; borrowed.  NULL: nobody any longer. */
void hooks_use(struct hooks *, struct http *);

/* Tell this address as well; secret (for all of them) NULL: as it was.  False
 * with *err when it may not be called. */
bool hooks_add(struct hooks *, const char *url, const char *secret, struct err *err);

/* Is there anybody to tell, and the secret, without which nothing is told? */
bool hooks_on(const struct hooks *);

/* Milliseconds until hooks_step() has something to do; -1: never. */
long hooks_wait(struct hooks *, struct world *);

/* True when it took events from the world, which has to be kept then. */
bool hooks_step(struct hooks *, struct world *);

/* GET, POST {"url", "secret"} and DELETE of /__sandbox/hooks. */
bool hooks_is_uri(const char *uri);
void hooks_answer(struct hooks *, const struct web_request *, struct web_reply *);

#endif
