#ifndef TESTS_ASK_WAY_H
#define TESTS_ASK_WAY_H

/* An ask by itself, driven by a clock of the test's own. */

#include "api/ask.h"

#define WAY_ID "7011cefb-0c0b-48c1-a68a-7134d32e61e4"
#define WAY_START INT64_C(1700000000000)
#define S(n) ((n) * (int64_t)1000)

struct ask ask_in(enum ask_state);

/* Drive looks with a clock of our own; note when each one is.  results: g good,
 * f failed; the last one goes on. */
int drive(struct ask *, int64_t *now, const char *results, int64_t *at, int max);

#endif
