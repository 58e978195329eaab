#ifndef SCREENS_SCOPES_H
#define SCREENS_SCOPES_H

/* What this key may do.  The profile may say it; else the service tells by
 * refusing: quoting is asked for once (scopes_find_out), everything else is
 * learned from its first refusal in this run. */

#include "screens/app.h"

/* Why the key does not reach this operation, translated; NULL when it does, or
 * when nobody knows yet. */
const char *scopes_why_not(const struct app *, const struct op *);

/* Learn from an answer to it. */
void scopes_learn(struct app *, const struct op *, const struct reply *);

#endif
