#ifndef TESTS_BETWEEN_H
#define TESTS_BETWEEN_H

/* A server that stands between the program and a sandbox: it passes requests
 * on and spoils answers on their way back, each request on a connection and in
 * a process of its own.  It counts what it saw. */

#include <sys/types.h>

struct edit {
	const char *path;	/* of requests whose path begins so; NULL ends the list */
	const char *key;	/* this member, wherever it is in the answer, */
	const char *value;	/* becomes this JSON; NULL: it is taken out */
	const char *bytes;	/* this instead of the whole answer */
	const char *word, *as;	/* of the request: the one goes on as the other, equally long */
};

struct between {
	int port;
	pid_t pid;
	int *requests;		/* shared with its processes */
};

/* edits is borrowed until the end. */
void between_start(struct between *, int sandbox_port, const struct edit *edits);
void between_stop(struct between *);

#endif
