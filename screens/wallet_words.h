#ifndef SCREENS_WALLET_WORDS_H
#define SCREENS_WALLET_WORDS_H

/* An entry of a wallet's history in words, whichever of the two forms it came in.
 * What is new the caller frees. */

#include "screens/show.h"

struct movement {
	const json_t *item;			/* borrowed */
	const struct field *fields;		/* that describe it */
};

struct movement movement_of(const struct op *, const json_t *item);

bool movement_goes_out(const struct movement *);
bool movement_failed(const struct movement *);
char *movement_value(const struct movement *, const char *key);	/* as a person reads it */
char *movement_other(const struct movement *);	/* with whom: name, else both ends of an address */

/* Why it failed, with the wire's code at the end; "" when it did not. */
char *movement_failure(const struct movement *);

/* What the fraud check said, rules and all; "" where nothing is told of one. */
char *movement_fraud(const struct movement *);

#endif
