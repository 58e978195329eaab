#ifndef API_WORDS_H
#define API_WORDS_H

/* Words as people mistype them and as request lines encode them. */

#include "api/util.h"

/* Letters to insert, remove or change until the words are the same, whatever
 * their case; b of up to 63 bytes, a longer one is as far as it is long. */
int word_distance(const char *a, const char *b);

/* Percent-decoded copy of n bytes; the caller frees.  A stray % stays as it is,
 * an encoded NUL is dropped.  form: + is a blank, as in a form's body. */
char *percent_decode(const char *s, size_t n, bool form);

/* The next NAME=VALUE of a query, decoded; *at moves on, from behind the ? to its
 * end.  False when there are no more.  The caller frees both. */
bool query_next(const char **at, char **name, char **value);

#endif
