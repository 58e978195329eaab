#ifndef TESTS_BENCH_RUN_H
#define TESTS_BENCH_RUN_H

/* Milliseconds that a program takes from its start to its end; fails the bench
 * when that is not a good one. */
double run_ms(const char *const *argv);

#endif
