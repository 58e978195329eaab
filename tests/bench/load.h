#ifndef TESTS_BENCH_LOAD_H
#define TESTS_BENCH_LOAD_H

/* Requests to a server on loopback, as fast as it answers them: over a few
 * kept connections, one request at a time on each. */

#include <stdint.h>

/* The text of the i-th request, whole with its head; the caller frees. */
typedef char *request_fn(const void *ctx, int i);

/* Send n requests, each of which must be answered with 200; answers a second. */
double load_run(int port, request_fn *, const void *ctx, int n);

/* One request on a connection of its own; the body of the answer, new. */
char *load_ask(int port, const char *request);

/* A request's text; key and body may be NULL. */
char *load_text(const char *method, const char *path, const char *key, const char *body);

#endif
