#ifndef API_WORLD_EVENTS_H
#define API_WORLD_EVENTS_H

/* What the service tells by webhook (raas 7): each change of an ask's status
 * (7.2) and the outcome of each request-money-full (7.3).  Nothing is queued
 * unless somebody listens: world_conf.listened or world_listen().  Signing,
 * sending and repeating is for whoever takes the events out. */

#include "api/world.h"

struct world_event {
	int64_t due;			/* when it happened, by the world's clock */
	char *body;			/* JSON, to be signed and sent as it is; the caller frees */
	const char *country;		/* for x-raas-op-country; lives for ever */
};

/* Begin or end queueing.  What happened before is not told. */
void world_listen(struct world *, bool on);

/* Take out the oldest event that has happened by now; false: there is none. */
bool world_events_next(struct world *, struct world_event *);

/* Milliseconds of real time until world_events_next() has one: 0: now; -1: not
 * without somebody doing something (or nobody listens, or the clock stands). */
long world_events_wait(struct world *);

/* How long ms of the world's clock take in life; a clock that stands keeps
 * nobody waiting for ever. */
long world_real_ms(const struct world *, long ms);

#endif
