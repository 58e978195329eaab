#ifndef SCREENS_OMNI_OWN_H
#define SCREENS_OMNI_OWN_H

/* The wallet customer in hand, for the files that make her what she is. */

#include "screens/omni.h"

enum { OMNI_ALIAS = 128 };

/* What a text is by its form: the name of a fact of the wallet; NULL: a phone or an
 * e-mail, or nothing. */
const char *omni_kind(const char *text);

/* A phone or e-mail as it is kept; false with *err when it is neither. */
bool omni_alias(const struct app *, const char *text, char alias[static OMNI_ALIAS], struct err *);

/* Does the wallet service know anything of her? */
bool omni_has_wallet(const struct wallet_person *);

/* Into the cache, which says nothing when the disk is busy. */
void omni_keep(struct app *);

/* The one in hand has no customer's row yet, and this phone or e-mail became known of
 * her: she is the customer of that row, if there is one.  False: she cannot be, for
 * that customer has another wallet. */
bool omni_join_known(struct app *, const char *alias);

/* Asks whether what was typed is of the one in hand, on top of the page where it was;
 * both close with the answer. */
struct whose_arg {
	const char *text;			/* copied */
	const struct sandbox_person *practice;	/* it was chosen there; borrowed, or NULL */
};
extern const struct screen_ops omni_whose_screen;

/* What is known besides of one whom the sandbox practises with: for who is in hand. */
void omni_practise(struct app *, const struct sandbox_person *);

#endif
