#ifndef API_STORE_DISCLOSURES_H
#define API_STORE_DISCLOSURES_H

/* What is secret and was shown all the same, because somebody asked for it: who, when
 * and of whom.  Never what. */

#include "api/op.h"
#include "api/store.h"

struct disclosure {
	int64_t at;			/* wall ms */
	char who[64];			/* the account at this computer */
	char what[40];			/* N_("card number") */
	char whose[64];			/* "···· 5986", or a customer's account id */
};

/* Write one down for now and for whoever runs this program; on disk when it returns
 * true.  Nothing is to be shown before that. */
bool store_disclosure_add(struct store *, const char *what, const char *whose, struct err *err);

/* The same for what an operation was asked with args, where the catalogue says that its
 * answer discloses something; true as well when it does not. */
bool store_disclosure_of(struct store *, const struct op *, const json_t *args, struct err *err);

/* Of this card or customer (NULL: of all), newest first, at most max.  How many. */
int store_disclosures(struct store *, const char *whose, struct disclosure *, int max);

#endif
