#ifndef SCREENS_PAYER_H
#define SCREENS_PAYER_H

/* The customer's contacts abroad, one of whom is asked to pay. */

#include "screens/names.h"

/* "Hugo Tru", else the alias, else the phone number. */
void payer_words(const json_t *contact, char *buf, size_t size);

/* Take a contact into the journey: payer.phone, payer.name, payer.country, and what
 * is odd about the name. */
void payer_take(struct app *, const json_t *contact, const struct odd_name *);

/* What is odd about one that is being added or changed above the list. */
void payer_judge(const struct screen *payer, const json_t *contact, struct odd_name *);

/* Form on top of the list: a new contact, or the one to change. */
struct contact_arg {
	const json_t *contact;		/* to change; NULL: a new one */
	const char *typed; /* name or number already typed in the search; may be NULL */
};
extern const struct screen_ops contact_screen;

#endif
