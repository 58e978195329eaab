#ifndef SCREENS_PII_H
#define SCREENS_PII_H

/* A wallet customer's personal data, as long as the screen is open: never stored,
 * logged or exported; that it was read is. */

#include "screens/omni.h"

extern const struct screen_ops pii_screen;
extern const struct omni_journey omni_pii;

/* Keep name, phone, e-mail and wallet of these data (8.12) with the customer in hand
 * when they are hers, by account, phone or e-mail; else she of whom they tell is taken
 * in hand.  Who is known at home by the phone or e-mail is one person with her. */
void pii_take(struct app *, const json_t *data);

/* What differs between two states of a person, key by key, however deep: each new,
 * and masked where it could serve somebody else. */
struct pii_difference {
	char *label;			/* "Address, City" */
	char *before, *after;
};

/* At most max; the caller releases them.  Returns how many. */
int pii_differences(const struct field *, const json_t *before, const json_t *after,
		    struct pii_difference *, int max);
void pii_differences_release(struct pii_difference *, int n);

/* A value for this one screen: in clear, but the last four characters alone of what
 * is secret, and of a picture only that there is one.  New. */
char *pii_value(const struct field *, const json_t *value);

#endif
