#ifndef API_STORE_WALLET_H
#define API_STORE_WALLET_H

/* What the wallet service knows of a person, beside what the first service does: the
 * same row of customers belongs to both. */

#include "api/store.h"

struct wallet_person {
	int64_t id;
	int64_t customer_id;		/* of struct customer; 0: nobody with a phone or e-mail */
	char customer_account_id[40], account_address[48], namespace[96];
	char business_user_id[40];
	char bank_id[40], bank[64];	/* linked; in words, masked */
	int64_t seen_at;
};

/* Insert or update by id, else by the customer, else by the customer's account, address
 * or business; fills id.  What is blank leaves what was known. */
bool store_wallet_put(struct store *, struct wallet_person *, struct err *err);

/* Forget a row: what it knew belongs to another row now, or to nobody. */
bool store_wallet_drop(struct store *, int64_t id, struct err *err);

bool store_wallet_of(struct store *, int64_t customer_id, struct wallet_person *);

/* Whose account id, address, namespace or business this is, whatever its case. */
bool store_wallet_find(struct store *, const char *text, struct wallet_person *);

#endif
