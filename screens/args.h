#ifndef SCREENS_ARGS_H
#define SCREENS_ARGS_H

/* The command line, read: options stand anywhere, words in their order. */

#include "api/config.h"

struct args {
	struct options options;
	const char *command;		/* NULL: the console */
	const char **words;		/* after the command; NULL-terminated */
	int n_words;
	const char **params;		/* of -p */
	int n_params;
	const char **faults;		/* of --fault; options.faults is the same list */
	int n_faults;
	const char *data;
	bool failed, fail_fast;
	const char *retry_until;	/* seconds */
	const char **reports;		/* of --report */
	int n_reports;
	const char *bundle;		/* file for support */
	const char *service;		/* of --service */
	const char *older_than, *customer;	/* of purge */
	bool openapi, names, help, version;
	const char **rest;		/* what a command reads on its own: the sandbox */
	int n_rest;
};

/* Texts are the command line's.  commands: NULL-terminated names, for "did you
 * mean".  False with *err (ERR_INPUT); release it either way. */
bool args_read(struct args *, int argc, char **argv, const char *const *commands, struct err *err);
void args_release(struct args *);

/* The word of a NULL-terminated list that is nearest to a wrong one; NULL when
 * none is near.  Borrowed. */
const char *nearest_word(const char *wrong, const char *const *list);

/* Options as help shows them, those of one command (NULL: of all). */
void args_print_options(const char *command);

#endif
