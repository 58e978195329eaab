#ifndef API_BUNDLE_H
#define API_BUNDLE_H

/* What support needs to look into one ask, in one JSON document: under which
 * names the service knows it, its states with their times, the calls that carry its
 * reference.  Names, phones and whatever else is a person's is masked. */

#include "api/config.h"
#include "api/store.h"

/* All but the calls; new. */
json_t *bundle_new(struct store *, const struct ask *, const struct config *,
		   const char *version);

/* One more call, in front of those added before (the newest comes first). */
void bundle_add(json_t *bundle, const struct ask *, const struct exchange *);

/* What a call of this ask has in it somewhere, to find it by.  Borrowed from the ask. */
const char *bundle_reference(const struct ask *);

/* The ask that a call speaks of; false when it speaks of none that is stored. */
bool bundle_ask_of(struct store *, const struct exchange *, struct ask *);

#endif
