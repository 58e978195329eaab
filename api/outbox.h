#ifndef API_OUTBOX_H
#define API_OUTBOX_H

/* Carries asks: intent on disk before a byte leaves, one POST, never a second
 * by itself, and looking up what became of it until it is known. */

#include "api/http.h"
#include "api/loop.h"
#include "api/store.h"

struct outbox;

/* changed runs after an ask's row was written; ask is borrowed. */
typedef void outbox_changed_fn(void *ctx, const struct ask *ask);

struct outbox *outbox_new(struct store *, struct http *, struct loop *, const char *link_hosts,
			  bool sandbox_links);
void outbox_free(struct outbox *);
void outbox_on_change(struct outbox *, outbox_changed_fn *, void *ctx);

/* At start: CONNECTING of a dead process becomes READY, HANDED becomes
 * UNKNOWN; what is unknown, absent or open is followed from here on. */
void outbox_recover(struct outbox *);

/* Freeze a confirmed draft as READY on disk, with a fresh correlation id
 * unless it has one.  Refused with *err while a twin is HANDED, UNKNOWN or
 * ABSENT, or when the body does not fit the operation. */
bool outbox_confirm(struct outbox *, struct ask *, struct err *);

/* Send a READY ask, once.  What became of it arrives through changed. */
bool outbox_send(struct outbox *, const char *correlation_id, struct err *);

/* Look or poll now; harmless at any time. */
void outbox_look(struct outbox *, const char *correlation_id);

/* Stop following; the rows stay as they are. */
void outbox_stop(struct outbox *);

/* Supervisor's words on an ABSENT ask, which is watched for a week from then
 * on; also closes a READY one, of which nothing ever left. */
bool outbox_void(struct outbox *, const char *correlation_id, struct err *);

/* The agent has read why it was rejected: it needs nobody any longer.  Does
 * nothing to others; changed is not told, so that a closing screen may say it. */
void outbox_seen(struct outbox *, const char *correlation_id);

/* The body that will be, or was, sent; new reference. */
json_t *outbox_body(const struct ask *);

#endif
