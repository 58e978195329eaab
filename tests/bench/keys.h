#ifndef TESTS_BENCH_KEYS_H
#define TESTS_BENCH_KEYS_H

/* Keys pressed in a program on a terminal, and what each of them took. */

#include "tests/bench/table.h"
#include "tests/term_world.h"

struct keys {
	struct samples times;		/* ms */
	long bytes, frames, portions;
};

/* Press a key that changes the picture; to the last byte of what follows. */
void key_measure(struct tw *, const char *key, struct keys *);

#endif
