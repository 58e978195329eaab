#ifndef API_WEBHOOK_HTTP_H
#define API_WEBHOOK_HTTP_H

/* A listener for events: an HTTP server that takes POSTs, on the program's own
 * loop.  What an event is worth is for whoever takes it. */

#include "api/loop.h"
#include "api/webhook.h"

struct webhook_http;

/* Take an event; returns the HTTP status to answer with.  post is borrowed. */
typedef int webhook_take_fn(void *ctx, const struct webhook_post *post);

struct webhook_http_conf {
	const char *address;		/* of this computer, IPv4 or IPv6, without a port */
	int port;			/* -1: any that is free */
	int patience_s;			/* what a whole request may take; 0: 10 */
	webhook_take_fn *take;
	void *ctx;
};

/* NULL with *err when nobody can listen there.  Nothing ticks while nobody sends. */
struct webhook_http *webhook_http_new(const struct webhook_http_conf *, struct loop *,
				      struct err *err);
void webhook_http_free(struct webhook_http *);

/* "http://127.0.0.1:40123/"; borrowed. */
const char *webhook_http_url(const struct webhook_http *);

/* Can only this computer reach an address? */
bool webhook_is_loopback(const char *address);

#endif
