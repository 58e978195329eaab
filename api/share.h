#ifndef API_SHARE_H
#define API_SHARE_H

/* A call as other programs take it.  Whatever leaves here is searched for secrets
 * once more: what a person typed into a free text is nobody's to pass on. */

#include "api/journal.h"

/* JSON as text, in one line or in many; NULL of NULL.  The caller frees. */
char *json_text(const json_t *, bool lines);

/* A copy of a body without what looks like a secret; NULL of NULL. */
json_t *body_safe(const json_t *body);

/* As "remitty call --json" prints it; new. */
json_t *exchange_json(const struct exchange *);

/* Of a header of which only the name may be known: how many bytes of the line are not
 * hidden; 0 when nothing is.  *variable (borrowed) is what a reader puts in the place:
 * REMITTY_KEY, or REMITTY_TOKEN where the header carries a token. */
size_t header_hides(const char *line, size_t n, const char **variable);

/* As the text of a .http file, whose key is the variable {{REMITTY_KEY}}.  The
 * caller frees. */
char *exchange_http(const struct exchange *);

/* The parts of a form as they were recorded, {"key", "text"} or {"key", "file",
 * "mime"}, of a file its name alone; new. */
json_t *exchange_parts(const struct exchange *);

/* All of it in lines, to be compared with another: keys in order, times left out.
 * The caller frees. */
char *exchange_lines(const struct exchange *);

/* What follows a header's name in "Name: value" lines; new, NULL without. */
char *header_value(const char *lines, const char *name);

#endif
