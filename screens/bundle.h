#ifndef SCREENS_BUNDLE_H
#define SCREENS_BUNDLE_H

/* The support bundle of an ask: api/bundle.h filled with the calls of this run and
 * of earlier ones. */

#include "screens/call_rows.h"

/* Look for the calls that carry its reference; rows zeroed, with journal, store
 * and history filled in.  rows_step() goes on with it. */
void bundle_look(struct call_rows *, const struct ask *);

/* The document, with what was found so far; new. */
json_t *bundle_whole(const struct call_rows *, const struct ask *, const struct config *);

/* What will be in it, to be looked at and saved; takes a struct track_arg. */
extern const struct screen_ops bundle_screen;

#endif
