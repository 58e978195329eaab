#ifndef TESTS_SIDE_H
#define TESTS_SIDE_H

/* What stands beside the console in a test: `remitty sandbox` as a process of
 * its own, and a person's browser. */

#include <stdio.h>
#include <sys/types.h>

#include "tests/term_world.h"

struct side {
	pid_t pid;
	int port;
	char url[64];		/* http://127.0.0.1:PORT */
	FILE *out;		/* what else it prints */
};

/* Start `remitty sandbox ARGS…`, or another program when args[0] has a slash,
 * and read its READY line; fails the test when it does not come. */
void side_start(struct side *, const char *const *args);
void side_stop(struct side *);

/* A sandbox with people and this fault (NULL: none), which outlives the console, and
 * the settings of a console with a profile "counter" that uses it. */
void side_counter(struct side *, struct tw *, const char *fault);

/* One request of a browser: form is a body for POST, or NULL for GET.
 * The page, new; *status when given. */
char *web(const char *url, const char *form, long *status);

#endif
