#ifndef SCREENS_PERSON_H
#define SCREENS_PERSON_H

/* What the telephone company knows of a person, in the fields of whatever form
 * describes one: their names differ from form to form. */

#include "screens/form.h"

/* Does the form describe a person, and the phone typed there; the caller frees. */
bool person_is(const struct form *);
char *person_phone(const struct form *);

/* known: "data" of validateUser.  Nothing of it is kept but what goes into the form. */
void person_fill(struct form *, const json_t *known);

/* "high: 870 of 1000": what a score means; the caller frees. */
char *person_trust(const json_t *known);

#endif
