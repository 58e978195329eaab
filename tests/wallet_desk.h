#ifndef TESTS_WALLET_DESK_H
#define TESTS_WALLET_DESK_H

/* At the desk with a wallet customer: short words for what its tests say often. */

#include "tests/desk.h"

/* María in hand, registered with the first service, with an e-mail. */
void wallet_customer(struct desk *);

/* Does the text stand on the screen?  Fails with the whole picture. */
void has(struct app *, const char *text);
void has_not(struct app *, const char *text);

void type(struct app *, const char *keys);	/* and wait until no call is open */
void paste(struct app *, const char *text);

void fault(struct desk *, const char *spec);	/* switched on in the sandbox */

/* The last call of an operation, as the journal has it; borrowed, NULL: none. */
const struct exchange *last_of(const struct desk *, const struct op *);

/* The picture in both languages: tests/golden/NAME.txt and NAME-es.txt. */
void assert_pictures(struct app *, const char *name);

#endif
