#ifndef API_TEXT_TYPE_H
#define API_TEXT_TYPE_H

/* What the types with rules of their own (types.c, dates.c) share: their
 * values are text. */

#include "api/field.h"

/* Cleaned, trimmed typing as a JSON string; a new reference, NULL with *err
 * when it is much too long. */
json_t *text_type_parse(const struct field *, const char *text, struct err *);

/* The same without the characters of drop. */
json_t *text_type_without(const char *text, const char *drop, struct err *err);

/* The text itself; the caller frees. */
char *text_type_show(const struct field *, const json_t *);

/* The text of a value, borrowed; NULL with *err when it is not text. */
const char *text_type_value(const struct field *, const json_t *, struct err *);

/* A value as JSON on one line; the caller frees. */
char *json_compact(const json_t *);

/* One digit or more, and nothing else. */
bool is_digits(const char *);

#endif
