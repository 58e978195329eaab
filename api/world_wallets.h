#ifndef API_WORLD_WALLETS_H
#define API_WORLD_WALLETS_H

/* What is on the sandbox's wallets and went over them, for all handlers that move
 * something there. */

#include "api/world_omnumi.h"

struct om_move {
	const json_t *from, *to;	/* wallets; NULL: outside, as a bank is */
	const char *units;		/* base units */
	const char *memo;		/* NULL: none */
	const char *method, *partner;	/* "ACH", "CLIQ"; NULL: none */
	bool off_chain;
	int settles_ms;			/* of the world's clock, until it is through; 0: at once */
};

/* Write it into the histories of both sides, and change their balances: false, and
 * nothing is done, when from has less. */
bool om_move(struct world *, const struct om_move *);

/* Does the selector name what the sandbox shall fail over ("500" in a name)? */
bool om_is_broken(const char *selector);

/* Is the wallet one of the call's tenant? */
bool om_is_own(const struct request *, const json_t *wallet);

#endif
