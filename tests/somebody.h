#ifndef TESTS_SOMEBODY_H
#define TESTS_SOMEBODY_H

/* A store with one and the same person in every corner of it. */

#include "api/store_seal.h"
#include "tests/store_place.h"

#define PHONE "+525521206703"
#define EMAIL "maria.nunez@example.com"
#define ACCOUNT "002180012345678908"
#define PAYER "+19165550149"
#define ID "7011cefb-0c0b-48c1-a68a-7134d32e61e4"
#define OTHER "7011cefb-0c0b-48c1-a68a-7134d32e61e5"

/* Her in all tables; her ask, UNKNOWN, is ID. */
void somebody_fill(struct store *);
void somebody_ask(struct ask *, const char *id, int64_t at);
void somebody_calls(struct store *);		/* one more call that speaks of her */

/* All of it is there and can be read. */
void somebody_check(struct store *);

/* How often something of her lies plain in the store's folder. */
long somebody_plain(const struct place *);

#endif
