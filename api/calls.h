#ifndef API_CALLS_H
#define API_CALLS_H

/* Which calls one looks for, among those of this run and those kept on disk. */

#include "api/journal.h"

enum call_outcome {
	OUTCOME_ANY,
	OUTCOME_BAD,			/* no success, or one that cannot be used */
	OUTCOME_REFUSED,		/* 4xx */
	OUTCOME_BROKEN,			/* 5xx */
	OUTCOME_NONE,			/* no answer came */
	OUTCOME_GOOD,
	OUTCOMES
};

/* Zeroed: all of them. */
struct call_filter {
	char text[64];			/* occurs in what went over the wire, or in a name of it */
	char op[48];			/* this operation alone; "": any */
	enum call_outcome outcome;
	int64_t since;			/* wall ms; 0: from the beginning */
};

/* A call as far as a filter looks at it. */
struct call_facts {
	const char *op;
	int64_t at;
	int status;
	bool done, failed;		/* failed: something went wrong on the way */
};

bool filter_is_set(const struct call_filter *);

/* Does it fit but for the text? */
bool filter_fits(const struct call_filter *, const struct call_facts *);

/* Does one of these texts (NULL: it has none) have the filter's? */
bool filter_finds(const struct call_filter *, const char *const *texts, int n);

/* Does a call of the journal fit altogether? */
bool exchange_fits(const struct exchange *, const struct call_filter *);

#endif
