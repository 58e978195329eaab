#ifndef API_OUTBOX_READ_H
#define API_OUTBOX_READ_H

/* Inside the outbox only: what an answer says of an ask. */

#include "api/carriage.h"
#include "api/http.h"

/* It holds on to the answer that its texts are borrowed from. */
struct heard {
	struct ask_answer answer;
	char id[37];			/* the echo of what answers without one */
	char *link;			/* NULL when refused or absent: refused says why */
	struct err refused;
	struct err why;			/* the refusal in words */
	json_t *object;			/* NULL: the answer had none */
};

/* What an object says of this ask, whose places are told; new. */
struct heard *heard_object(const struct ask *, const struct told *, const json_t *object);

/* The answer to the request itself; new. */
struct heard *heard_reply(const struct carriage *, const struct ask *, const struct reply *);

/* No more than a state's word; new. */
struct heard *heard_word(const char *status);

/* Take its link, unless it leads where no link may. */
void heard_link(struct heard *, const struct told *, const char *hosts, bool sandbox);
void heard_free(struct heard *);

enum seen {
	SEEN_NOTHING, SEEN_IT, SEEN_FAILED,
	SEEN_DOUBTFUL,		/* what is there may be it, or another: a person decides */
};

/* What a look came to.  *it: the object that is the ask; borrowed. */
enum seen look_read(const struct ask_look *, const struct ask *, const unsigned char *salt,
		    const struct reply *, const json_t **it);

#endif
