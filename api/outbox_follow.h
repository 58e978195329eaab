#ifndef API_OUTBOX_FOLLOW_H
#define API_OUTBOX_FOLLOW_H

/* Inside the outbox only: an ask in this process's care, and what its calls
 * have in common. */

#include "api/outbox.h"
#include "api/outbox_read.h"

/* What happened to an ask, and the line that its log gets. */
struct news {
	enum ask_event_kind on;
	struct heard *heard;		/* NULL: no answer came with it */
	const char *line;		/* N_(), or NULL: the new state's own */
	const char *closed;		/* who closes it and why, or NULL */
};

struct follow {
	struct follow *next;
	struct outbox *box;
	char id[37];
	bool busy;			/* a call is under way */
	int nth;			/* look under way */
	bool asked;			/* of this round of looks one was made */
	char word[32];			/* status that a poll read before it asked for details */
	bool late;			/* this could not be written yet: */
	struct news news;
	long late_ms;
};

/* A request that this process alone holds. */
struct load {
	struct load *next;
	char id[37];
	json_t *args;
};

struct outbox {
	struct store *store;
	struct http *http;
	struct loop *loop;
	char *link_hosts;
	bool sandbox_links;
	struct follow *follows;
	struct load *loads;
	unsigned char salt[SALT_BYTES];	/* of this store's natural keys */
	bool salted;
	bool in_use;			/* the last event found another process writing */
	outbox_changed_fn *changed;
	void *ctx;
	outbox_answered_fn *answered;
	void *answered_ctx;
};

/* Let an event happen to the row.  *ask is the row as it is then, whether we
 * or somebody else moved it; false when it was not us, with *err unless the
 * event just has no meaning or somebody was first. */
bool outbox_happen(struct outbox *, const char *id, const struct news *, struct ask *,
		   struct err *);

/* Tell who listens; he may do anything, so this comes last. */
void outbox_notify(struct outbox *, const struct ask *);

/* Is a twin's outcome not known?  *err names it. */
bool outbox_has_twin(struct outbox *, const struct ask *, struct err *);
bool outbox_sent_already(struct err *);		/* sets the error; returns false */

/* outbox_body.c: the request of a confirmed row; new reference, NULL when it
 * is gone with the process that held it. */
json_t *outbox_args(struct outbox *, const struct ask *);
void outbox_hold(struct outbox *, const char *id, json_t *taken);
bool outbox_holds(const struct outbox *, const char *id);
void outbox_drop(struct outbox *, const char *id);	/* wipes what is held of it */
void outbox_drop_all(struct outbox *);

/* The key under which account numbers are hashed: this store's own. */
const unsigned char *outbox_salt(struct outbox *);

/* outbox_send.c: claim the READY ask and send it, once. */
bool follow_send(struct follow *, struct err *);

/* Write what happened, as a follow's call ended; wait for its next time; tell
 * who listens.  heard is taken.  What cannot be written now is kept and tried
 * again.  The follow may be gone after this. */
void follow_conclude(struct follow *, const struct news *);

/* Nothing is under way: wait for the ask's next time, or let it go. */
void follow_rest(struct follow *, const struct ask *);
void follow_again(struct follow *, long ms);	/* whatever its row says, then */

/* Could it not be sent because another process was writing?  Then it is tried
 * again soon. */
bool follow_waits(struct follow *);
void follow_end(struct follow *);

struct follow *follow_find(const struct outbox *, const char *id);	/* NULL: not followed */
struct follow *follow_of(struct outbox *, const char *id);		/* from now on, if not */

/* An answer that only a person can judge is kept whole before the row says so. */
void follow_keep_answer(struct follow *, const struct ask *, const struct op *,
			const struct heard *);

/* outbox_look.c: look whether the ask exists; read its state. */
void follow_look(struct follow *, const struct ask *);
void follow_poll(struct follow *, const struct ask *);
void follow_ask(struct follow *, const struct ask *, reply_fn *done);	/* its first look */

#endif
