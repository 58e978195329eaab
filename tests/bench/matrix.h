#ifndef TESTS_BENCH_MATRIX_H
#define TESTS_BENCH_MATRIX_H

#include "tests/bench/table.h"

/* The whole scenario matrix beside one curl process that sends the same requests
 * to the same sandbox. */
void bench_matrix(struct table *, const char *home);

#endif
