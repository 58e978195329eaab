#ifndef TESTS_BENCH_MANY_H
#define TESTS_BENCH_MANY_H

#include "tests/bench/table.h"

/* Rows of a console whose records hold 100,000 customers and as many asks, beside a
 * floor that has them in plain SQLite. */
void bench_many(struct table *);

#endif
