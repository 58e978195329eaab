#ifndef SCREENS_FORM_OWN_H
#define SCREENS_FORM_OWN_H

/* Shared by the files of the form and by nobody else. */

#include "screens/form.h"

/* The value chosen in a row of choices; "" for none. */
const char *form_choice(const struct form_row *);

/* What stands in a row, or the value chosen; freed by form_free_text(), which
 * leaves nothing of a secret in memory. */
char *form_row_text(const struct form_row *);
void form_free_text(const struct form_row *, char *text);

/* Let go of a value that was read from the row. */
void form_wipe_value(const struct form_row *, json_t *value);

#endif
