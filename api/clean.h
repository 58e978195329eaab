#ifndef API_CLEAN_H
#define API_CLEAN_H

/* Bytes from a server or a person are hostile until they have been here. */

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* Valid UTF-8 without C0, C1, bidi or zero-width controls, at most max
 * characters and two combining marks in a row; broken bytes become U+FFFD.
 * Newlines and tabs become blanks.  The caller frees. */
char *clean_text(const char *s, size_t max);

/* A table of characters from first to last; is c one of them? */
struct range {
	uint32_t first, last;
};
bool in_ranges(const struct range *, size_t n, uint32_t c);

/* Clean every string of a JSON value in place, keys included. */
void clean_json(json_t *);

/* Parse an answer: duplicates rejected, depth and size capped, strings
 * cleaned.  NULL when it is not JSON; the caller owns the reference. */
json_t *clean_parse(const char *bytes, size_t len);

/* What clean_parse() took out of an answer without a trace: an array of the dotted
 * paths of texts that held characters nobody sees ("0.firstName").  New reference;
 * NULL when there was nothing. */
json_t *clean_hidden(const char *bytes, size_t len);

/* Put [redacted] over anything that looks like a card number, a vault token's
 * body, a security code or an API key after its name in free text.  The caller frees. */
char *clean_secrets(const char *s);

#endif
