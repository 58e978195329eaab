#ifndef API_PERSONAL_H
#define API_PERSONAL_H

/* What is a person's and not needed to look into a call: names, phones, e-mail and
 * postal addresses, days of birth.  Of a longer one the last four characters stay, so
 * that two can be told apart. */

#include <jansson.h>

/* "···· 6703"; of what is shorter than eight characters nothing stays.  The caller frees. */
char *personal_tail(const char *text);

/* The text without these words (whatever their case, where they stand as words of
 * their own), telephone numbers and e-mail addresses.  The caller frees. */
char *personal_text(const char *text, const char *const *words, int n);

/* The same of every string of a value; what stands under a key that speaks of a
 * person goes altogether.  New. */
json_t *personal_json(const json_t *, const char *const *words, int n);

#endif
