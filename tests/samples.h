#ifndef TESTS_SAMPLES_H
#define TESTS_SAMPLES_H

/* The vendor's own examples, from a file of tests/samples: "# OPERATION in" or
 * "# OPERATION STATUS", then JSON as the documents print it. */

#include "api/op.h"

struct sample {
	const struct op *op;
	int status;			/* 0: what is sent */
	const json_t *json;
	const char *text;
};

/* Goes through the file; returns how many there were. */
int samples_each(const char *file, void (*check)(const struct sample *));

/* What must hold of every one: a request's members are all known and travel as they
 * are; an answer is read without an error and nothing of it is unknown; each entry
 * of a refusal is a row of the operation, and the whole becomes a sentence. */
void sample_holds(const struct sample *);

/* The value of a dotted key; fails the test when it is not there. */
const json_t *sample_at(const struct sample *, const char *path);

/* All that is recorded of it, as one text; the caller frees. */
char *sample_kept(const struct sample *);

#endif
