#ifndef API_OUTBOX_READ_H
#define API_OUTBOX_READ_H

/* Inside the outbox only: what goes into a request, what an answer says of an ask. */

#include "api/http.h"
#include "api/store.h"

/* Arguments of requestMoneyV2 for an ask; new reference. */
json_t *ask_args(const struct ask *);

/* What is known of an ask from an answer's object.  Texts are borrowed from
 * it, except link, which is new (NULL when refused or absent: *refused says why). */
struct heard {
	struct ask_answer answer;
	char *link;
	struct err refused;
};

void heard_init(struct heard *, const struct ask *, const json_t *object);
void heard_link(struct heard *, const json_t *object, const char *hosts, bool sandbox);
void heard_release(struct heard *);

/* The answer to the POST itself: with status, whether it fits, code and reason. */
void heard_reply(struct heard *, const struct reply *);

/* Did getOperation say in so many words that there is no such operation? */
bool says_not_found(const struct reply *);

/* The entry of a customer's list that is this ask; borrowed, NULL without. */
const json_t *find_listed(const json_t *list, const struct ask *);

#endif
