#ifndef API_STORE_PURGE_H
#define API_STORE_PURGE_H

/* Deleting what tells of persons.  What stays of a closed ask is the record of the
 * money: its reference, amount, times, state, and the service's own codes.  An ask
 * that somebody must still look after is not touched. */

#include "api/store_seal.h"
#include "api/store_wallet.h"

struct purged {
	int customers, journeys, calls, events, runs;
	int asks;			/* emptied of persons */
	int kept;			/* under way or waiting for somebody: not touched */
	int papers;			/* saved files; counted by who deletes them */
	bool scrubbed;			/* free pages and the log are overwritten; else at the
					 * next start, since another console is at work */
};

/* What was last touched before (wall ms); count_only: nothing is deleted.  False with
 * *err, and nothing is. */
bool store_purge_old(struct store *, int64_t before, bool count_only, struct purged *,
		     struct err *);

/* Whom a phone, an e-mail, or an account, address or name of a wallet means.  Whoever is
 * known by her wallet alone has no id, and that text as user_token. */
bool purge_find(struct store *, const char *text, struct customer *);

/* What the wallet service knows of somebody so found; false: nothing. */
bool purge_wallet(struct store *, const struct customer *, struct wallet_person *);

/* All that is kept of one customer, calls that speak of her included; her key goes
 * first of all, so that copies of the file cannot be read either.  What of her asks
 * is under way is kept with the store's own key until it ended.  Not while locked. */
bool store_purge_customer(struct store *, const struct customer *, bool count_only,
			  struct purged *, struct err *);

/* The words by which a text speaks of somebody: name, phone, e-mail, and what either
 * service knows her by.  Taken before she is deleted. */
struct traces {
	char words[8][128];
	int n;
};
void traces_of(struct store *, const struct customer *, struct traces *);

/* Is there one of these struct traces in a text, which may be NULL? */
bool traces_in(const char *text, const void *traces);

#endif
