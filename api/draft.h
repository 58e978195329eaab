#ifndef API_DRAFT_H
#define API_DRAFT_H

/* A row of the scenario matrix as a request: the catalogue's examples, what the
 * steps kept, and the row's own items (grammar in api/scenario.h). */

#include "api/scenario.h"

struct draft {
	json_t *args;
	json_t *expect;		/* {KEY: VALUE as text} of its "?" items; NULL: none */
	char *key, *body, *fault;	/* of its "@" items, as they stand there; or NULL */
	char *tenant, *bearer, *token;	/* the same */
	long clock_ms;
	int again;		/* how often the call is made before it counts */
};

/* Where fresh values come from. */
struct fresh {
	const char *country;	/* of the tenant */
	unsigned serial;	/* of the numbers that are few; begins anywhere */
};

/* values: {name: value} that the row may use; a fresh one is made of a name that
 * is not there.  Release it after. */
void draft_make(struct draft *, const struct op *, const char *row, const json_t *values,
		struct fresh *);
void draft_release(struct draft *);

/* A fresh value by the name it has in a row ("new.phone"); the caller frees.
 * NULL when there is no such name. */
char *fresh_value(struct fresh *, const char *name);

#endif
