#ifndef API_JSON_PATH_H
#define API_JSON_PATH_H

/* Members of nested objects by dotted keys: "request.requestTo.phoneNumber". */

#include <jansson.h>
#include <stdbool.h>

/* The object that holds the key's last word, and that word; NULL when there is
 * none.  make: put in objects on the way that are missing. */
json_t *json_holder(json_t *record, const char *dotted, const char **last, bool make);

/* The member, by its number in a list ("Quotes.0.Type"); "" is the whole.
 * Borrowed, NULL without. */
json_t *json_at(const json_t *record, const char *dotted);

/* Its text; NULL when it has none or "". */
const char *text_at(const json_t *record, const char *dotted);

/* Put a value there, with the objects on the way. */
void json_put_at(json_t *record, const char *dotted, json_t *taken);

/* Overwrite every text in it, wherever it stands; NULL is nothing. */
void json_wipe(json_t *);

#endif
