#ifndef API_OUTBOX_H
#define API_OUTBOX_H

/* Carries what may not be doubled: asks, registrations, payout methods.  Intent
 * on disk before a byte leaves, one POST, never a second by itself, and looking
 * up what became of it until it is known. */

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

/* answered runs with each answer to what was sent, as it came: for a program that has
 * to have it whole.  The row is written later. */
typedef void outbox_answered_fn(void *ctx, const struct op *, const struct reply *);
void outbox_on_answer(struct outbox *, outbox_answered_fn *, void *ctx);

/* At start: CONNECTING of a dead process becomes READY, HANDED becomes
 * UNKNOWN; what is unknown, absent or open is followed from here on. */
void outbox_recover(struct outbox *);

/* Freeze a confirmed draft as READY on disk, with a fresh correlation id
 * unless it has one.  Refused with *err while a twin is HANDED, UNKNOWN or
 * ABSENT, or when the body does not fit the operation. */
bool outbox_confirm(struct outbox *, struct ask *, struct err *);

/* The same for any operation that is carried, by its arguments: they fill what
 * the row keeps of them (the caller's *ask has the rest: journey, names, words of
 * the method).  What is more to them stays, if it is private, in this process
 * alone: should that end before it is sent, it was not sent.  Refused also while
 * a twin by natural key is on its way. */
bool outbox_take(struct outbox *, const struct op *, const json_t *args, struct ask *,
		 struct err *);

/* Would it be taken, but for a twin?  Fills *ask as it would be. */
bool outbox_fits(struct outbox *, const struct op *, const json_t *args, struct ask *,
		 struct err *);

/* Send a READY ask, once.  What became of it arrives through changed. */
bool outbox_send(struct outbox *, const char *correlation_id, struct err *);

/* Look or poll now; harmless at any time. */
void outbox_look(struct outbox *, const char *correlation_id);

/* Stop following; the rows stay as they are. */
void outbox_stop(struct outbox *);

/* Is it known what became of this one, while the disk does not take it?  It is tried
 * again until it does; changed was told. */
bool outbox_cannot_write(const struct outbox *, const char *correlation_id);

/* Is one of them being sent just now? */
bool outbox_is_sending(const struct outbox *);

/* Supervisor's words on an ABSENT ask, which is watched for a week from then
 * on: closed, or closed because a new one takes its place.  closed: who says so
 * and why; NULL for a READY one, of which nothing ever left. */
bool outbox_void(struct outbox *, const char *correlation_id, const char *closed, struct err *);
bool outbox_supersede(struct outbox *, const char *correlation_id, const char *closed,
		      struct err *);

/* A person's word on what no look can tell (ask_is_blurred): that the service's
 * support, or the bank, says that it was not carried out, which makes it ABSENT
 * and is refused while ask_may_be_decided() does; or that it was.  who: who says
 * so and why; entry: id of its entry in the history, "" unknown. */
bool outbox_deny(struct outbox *, const char *correlation_id, const char *who, struct err *);
bool outbox_vouch(struct outbox *, const char *correlation_id, const char *entry,
		  const char *who, struct err *);

/* The agent has read why it was rejected: it needs nobody any longer.  Does
 * nothing to others; changed is not told, so that a closing screen may say it. */
void outbox_seen(struct outbox *, const char *correlation_id);

#endif
