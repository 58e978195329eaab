#ifndef API_PIN_H
#define API_PIN_H

/* An agent's PIN, which opens the locked screen of a console.  It stands behind the
 * seal of the store: who has the file alone cannot try out the few numbers there
 * are.  All consoles of a store have the same. */

#include "api/seal.h"
#include "api/store.h"

enum { PIN_LEAST = 4, PIN_MOST = 8 };

struct pin {
	bool set;
	struct seal_recipe recipe;
	unsigned char hash[SEAL_KEY];
	int wrong;			/* in a row */
	int64_t tried_at;		/* wall ms, the last of them */
};

/* As it is now; not set when there is none, or nobody has unlocked the store. */
void pin_load(struct store *, struct pin *);

/* Four to eight digits; false with *err. */
bool pin_fits(const char *digits, struct err *);

/* hash: derived by recipe from the digits.  False with *err. */
bool pin_put(struct store *, const struct seal_recipe *, const unsigned char hash[SEAL_KEY],
	     struct err *);
bool pin_remove(struct store *, struct err *);

/* Is it this one?  Counts the try, so that it cannot be told by trying on. */
bool pin_try(struct store *, struct pin *, const unsigned char hash[SEAL_KEY], int64_t now);

/* Milliseconds until the next try is allowed: nothing after the first two wrong ones,
 * then five seconds, ten … up to five minutes. */
int64_t pin_wait(const struct pin *, int64_t now);

#endif
