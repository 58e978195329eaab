#ifndef SCREENS_OMNI_H
#define SCREENS_OMNI_H

/* Wallet customers: the person in hand as both services know her, the start screen
 * with its journeys, and what their screens share. */

#include "api/store_wallet.h"
#include "screens/show.h"

/* Who is in hand.  The customer's row is one for both services; her phone or e-mail
 * finds it. */
struct omni_person {
	struct customer customer;	/* phone, email, name; user_token and status: what the
					 * first service knows of her */
	struct wallet_person wallet;	/* what the wallet service knows of her */
};

/* The one in hand, all blank when there is none; never NULL. */
const struct omni_person *omni_person(const struct app *);
bool omni_has_person(const struct app *);

/* Is it her whom the open screens are about, and not the first service's customer? */
bool omni_in_front(const struct app *);

/* Take in hand whoever this is: a phone, an e-mail, a customer's account id, a wallet
 * address or a namespace.  Who is not known yet begins with that alone.  False with
 * *err when it is none of these. */
bool omni_take(struct app *, const char *text, struct err *);

/* Is the one in hand not known by what this names, so that it has to be asked whether
 * it is hers?  Not where the cache knows it as another customer's. */
bool omni_may_be_hers(const struct app *, const char *text);

/* It is hers: one person, known to both services from here on.  Call it for what
 * omni_may_be_hers() says. */
void omni_join(struct app *, const char *text);

/* It was not: she stays in hand without a wallet, and what was kept of it is
 * forgotten.  Nothing changes at the services. */
void omni_part(struct app *);
const char *omni_why_not_part(const struct app *);	/* or NULL */

/* Somebody typed this on a page and the service knows it.  With nobody in hand it is
 * the first thing known of somebody new; for the one in hand it is not kept silently,
 * a note says how it is. */
void omni_met(struct app *, const char *key, const char *value);

/* The service said that this wallet belongs to this account, a customer's or a
 * company's: learnt where that one is in hand, or nobody is. */
void omni_linked(struct app *, const char *account, const char *namespace,
		 const char *address);

/* What she is called in a sentence; borrowed. */
const char *omni_called(const struct app *);

/* What to do for her account id, which many journeys need. */
#define OMNI_NO_ACCOUNT \
	N_("The account id is missing. F2: type it; the customer finds it in her wallet app.")

/* The person of the first service's journey, when one is in hand there and no other
 * was taken since. */
void omni_follow_journey(struct app *);
void omni_let_go(struct app *);

/* What became known of the one in hand, by the names that fields have: "name",
 * "email", "phone", "customerAccountId", "accountAddress", "namespace",
 * "businessUserId", "linkedBankId", "bank" (masked words).  Kept for later days.
 * With nobody in hand it is the first thing known of somebody new. */
void omni_learn(struct app *, const char *key, const char *value);
const char *omni_fact(const struct app *, const char *key);	/* borrowed; "" */

/* What is known of her for the fields of an operation, whatever they call it
 * (walletAddress, identifier, nameSpace …).  New reference. */
json_t *omni_prefill(const struct app *, const struct op *);

/* Lines about her: name, both services.  Returns the lines used. */
int omni_draw_person(const struct app *, struct canvas *, int x, int y);

/* Why the wallet service cannot be used here, or NULL; what to set is in it. */
const char *omni_why_not(const struct app *);

/* Why this version does not have an operation, in buf; NULL when it has it.  And
 * what is to be said before one is made that this version has retired; NULL: nothing. */
#define OMNI_WHY 240
const char *omni_lacks(const struct app *, const struct op *, char buf[static OMNI_WHY]);
const char *omni_retired(const struct app *, const struct op *, char buf[static OMNI_WHY]);

/* A journey of the start screen.  To add one: fill the struct beside its screen and
 * put it into its place in omni_journeys.c. */
struct omni_journey {
	const char *title, *summary;		/* N_(): one line each */
	const char *needs;			/* N_("what it needs"), or NULL */
	const struct screen_ops *screen;
	bool by_account;			/* nothing of it works without her account id */
	const struct op *const *ops;		/* without one of these it is not offered; ends
						 * with NULL */
};
extern const struct omni_journey *const omni_journeys[];	/* ends with NULL */

/* Why the n-th journey is not offered here, in buf; NULL when it is. */
const char *omni_journey_off(const struct app *, const struct omni_journey *,
			     char buf[static OMNI_WHY]);

void omni_open(struct screen *);		/* what a binding of another screen runs */
void omni_open_with(struct screen *, const char *phone_or_email);	/* "": omni_open() */
const char *omni_open_off(const struct screen *);

extern const struct screen_ops omni_screen,	/* the start screen */
	omni_who_screen,			/* takes somebody in hand */
	omni_login_screen;			/* tokens and the challenge */

extern const struct omni_journey omni_login;

#endif
