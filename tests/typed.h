#ifndef TESTS_TYPED_H
#define TESTS_TYPED_H

/* Field types put to the question: what typing becomes, what passes, what is shown. */

#include "api/field.h"

/* What is typed, the wire value it becomes, or words of the sentence that refuses it. */
struct typed {
	const char *text, *wire, *refusal;
};

void check_typed(const struct field_type *, const struct typed *);

#define check_all(type, rows) \
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) \
		check_typed(&(type), &(rows)[i])

/* Does a value, as JSON text, pass the check? */
bool fits(const struct field_type *, const char *json, struct err *);

/* The same beside a sibling, which is its country and its currency; NULL: none. */
bool agrees(const struct field_type *, const char *json, const char *sibling, struct err *);

void shows(const struct field_type *, const char *json, const char *text);

#endif
