#ifndef API_OUTBOX_MATCH_H
#define API_OUTBOX_MATCH_H

/* Inside the outbox only: recognising a transfer of which nothing of ours comes
 * back, by its circumstances. */

#include "api/outbox_follow.h"

/* What the list that a look brought says of this ask.  *it: its entry; borrowed.
 * SEEN_DOUBTFUL where it may be this one or another: *alike entries fit, 0 where they
 * were not counted to the end. */
enum seen match_read(struct outbox *, const struct ask_look *, const struct ask *,
		     const struct reply *, const json_t **it, int *alike);

#endif
