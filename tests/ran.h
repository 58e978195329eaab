#ifndef TESTS_RAN_H
#define TESTS_RAN_H

/* The real program on its command line, in a home of its own. */

#include <stdbool.h>

struct ran {
	int code;		/* exit status; a signal counts negative */
	char *out, *err;
};

/* A home under the folder for temporary files, and a file in it (0600). */
char *ran_home(void);
void ran_file(const char *home, const char *name, const char *text);
void ran_remove(char *home);

/* Run `remitty ARGS…` in that home; args ends with NULL.  extra: "NAME=value" for
 * its environment, or "NAME" that is taken out of it; NULL: neither. */
struct ran ran_remitty(const char *home, const char *extra, const char *const *args);
void ran_release(struct ran *);

#endif
