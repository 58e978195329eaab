#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

/* What comes from outside, met by bytes that nobody meant.  Each fuzz_NAME.c is a
 * libFuzzer target; replay.c links all of them, where the Makefile gives each
 * the name of its file. */

#include <stdio.h>
#include <stdlib.h>

#include "api/op.h"

#define FUZZED(_) _(answer) _(config) _(form) _(html) _(keys) _(letter) _(link) _(row) _(table) \
	_(typed) _(webhook)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold of every input. */
#define must(what) ((what) ? (void)0 : fuzz_broken(#what, __FILE__, __LINE__))
_Noreturn void fuzz_broken(const char *what, const char *file, int line);

/* The first line, taken off the input; the caller frees. */
char *fuzz_line(const uint8_t **data, size_t *size);

/* An input as text with a NUL; the caller frees. */
char *fuzz_text(const uint8_t *data, size_t size);

/* The operation of this name, or some other for any other word. */
const struct op *fuzz_op(const char *word);

/* Is it UTF-8 without control characters, but those of allowed? */
bool fuzz_is_clean(const char *text, const char *allowed);

#endif
