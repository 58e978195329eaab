#ifndef API_INBOX_H
#define API_INBOX_H

/* Takes events that the service sends: checks, judges and keeps each.  A good
 * one makes the outbox look at its ask now; by itself it changes nothing. */

#include "api/outbox.h"
#include "api/webhook.h"

struct inbox;

struct inbox_conf {
	const char *secret;		/* shared with the service; NULL: none, all are refused */
	const char *forward;		/* genuine ones go on to this URL as they came; NULL */
};

/* Copies conf's strings.  The others are borrowed; outbox may be NULL. */
struct inbox *inbox_new(struct store *, struct http *, struct outbox *, struct loop *,
			const struct inbox_conf *);
void inbox_free(struct inbox *);

/* Listen at an address of this computer, port -1: any that is free.  False with
 * *err, which inbox_trouble() tells from then on. */
bool inbox_listen(struct inbox *, const char *address, int port, struct err *err);

/* Where it listens, "http://127.0.0.1:40123/", or NULL; why it does not, kind
 * ERR_NONE when nobody wanted it to.  Borrowed. */
const char *inbox_url(const struct inbox *);
const struct err *inbox_trouble(const struct inbox *);

/* It will not listen, for this reason. */
void inbox_give_up(struct inbox *, const struct err *why);

/* Can others than this computer reach it?  What the service shares with us, for
 * the sandbox inside alone; NULL without. */
bool inbox_is_open(const struct inbox *);
const char *inbox_secret(const struct inbox *);

/* heard runs after an event was kept or passed on; event is borrowed. */
typedef void inbox_heard_fn(void *ctx, const struct webhook_event *event);
void inbox_on_event(struct inbox *, inbox_heard_fn *, void *ctx);

/* One event, as the network brought it; returns the HTTP status to answer. */
int inbox_take(struct inbox *, const struct webhook_post *);

/* A kept event once more, on the same way but for the network, as it is kept:
 * signed anew if it was genuine.  *event is the new one, to be released.  False
 * with *err. */
bool inbox_replay(struct inbox *, int64_t id, struct webhook_event *event, struct err *err);

/* Pass a kept event on to a URL, as it is kept and signed anew, with our secret.
 * What became of it arrives through heard, and is kept.  False with *err. */
bool inbox_forward(struct inbox *, int64_t id, const char *url, struct err *err);

#endif
