#ifndef API_REFUSAL_H
#define API_REFUSAL_H

/* Refusals of the wallet service, which come in nine shapes and one more (omnumi
 * 4.2): all of them are read by one walk (4.3). */

#include "api/op.h"

#define REFUSAL_MOST 64

struct refusal_entry {
	const char *type, *message;	/* borrowed from the body; type may be "" */
};

/* The body of a documented refusal, in its shape; text: instead of its message, or
 * NULL.  New; NULL where it has no body. */
json_t *refusal_body(const struct answer_doc *, const char *text);

/* The entries of a body, at most room of them, in their order; 0 when there is none.
 * body may be NULL. */
int refusal_entries(const json_t *body, struct refusal_entry *, int room);

/* Does the body say what this row documents?  Types are compared without case and
 * blanks at their ends. */
bool refusal_says(const json_t *body, const struct answer_doc *);

/* Fill err in words, with the wire's type as code and, where a message speaks of
 * one, the input as field. */
void refusal_explain(const struct op *, int status, const json_t *body, struct err *err);

#endif
