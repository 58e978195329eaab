#ifndef TESTS_BENCH_SANDBOX_H
#define TESTS_BENCH_SANDBOX_H

#include "tests/bench/table.h"

/* `remitty sandbox` beside the least server of its libraries: how soon it
 * answers, and how many requests a second. */
void bench_sandbox(struct table *);

#endif
