#ifndef API_OUTBOX_FOLLOW_H
#define API_OUTBOX_FOLLOW_H

/* Inside the outbox only: an ask in this process's care, and what its calls
 * have in common. */

#include "api/outbox.h"

struct follow {
	struct follow *next;
	struct outbox *box;
	char id[37];
	bool busy;			/* a call is under way */
	char word[32];			/* status that a poll read before it asked for details */
};

struct outbox {
	struct store *store;
	struct http *http;
	struct loop *loop;
	char *link_hosts;
	bool sandbox_links;
	struct follow *follows;
	outbox_changed_fn *changed;
	void *ctx;
};

/* What happened to an ask, and the line that its log gets. */
struct news {
	enum ask_event_kind on;
	const struct ask_answer *answer;
	const struct err *refused;	/* why its link was not taken, or NULL */
	const char *line;		/* N_(), or NULL: the new state's own */
};

/* Let an event happen to the row.  *ask is the row as it is then, whether we
 * or somebody else moved it; false when it was not us, with *err unless the
 * event just has no meaning or somebody was first. */
bool outbox_happen(struct outbox *, const char *id, const struct news *, struct ask *,
		   struct err *);

/* Tell who listens; he may do anything, so this comes last. */
void outbox_notify(struct outbox *, const struct ask *);

/* Say that a twin is in the way. */
void outbox_blame_twin(const struct ask *twin, struct err *err);

/* Is a twin's outcome not known?  *err names it. */
bool outbox_has_twin(struct outbox *, const struct ask *, struct err *);
bool outbox_sent_already(struct err *);		/* sets the error; returns false */

/* outbox_send.c: claim the READY ask and send it, once. */
bool follow_send(struct follow *, struct err *);

/* Write what happened, as a follow's call ended; wait for its next time; tell
 * who listens.  The follow may be gone after this. */
void follow_conclude(struct follow *, const struct news *);

/* Nothing is under way: wait for the ask's next time, or let it go. */
void follow_rest(struct follow *, const struct ask *);

void follow_end(struct follow *);

/* An answer that only a person can judge is kept whole before the row says so. */
void follow_keep_answer(struct follow *, const struct ask *, const struct ask_answer *,
			const json_t *object);

/* outbox_look.c: look whether the ask exists; read its state. */
void follow_look(struct follow *);
void follow_poll(struct follow *, const struct ask *);

#endif
