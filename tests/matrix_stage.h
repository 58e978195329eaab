#ifndef TESTS_MATRIX_STAGE_H
#define TESTS_MATRIX_STAGE_H

/* A runner on a sandbox in this process, with a store in memory. */

#include "api/runner.h"
#include "api/sandbox.h"
#include "api/tokens.h"

struct matrix_stage {
	struct config config;
	struct loop *loop;
	struct sandbox *sandbox;
	struct journal *journal;
	struct http *http;
	struct store *store;
	struct tokens *tokens;
	struct runner *runner;
	int ended;			/* runs */
	int passed, failed, skipped;	/* rows of the last one */
};

/* faults: NULL-terminated specs that are switched on, or NULL. */
void matrix_open(struct matrix_stage *, const char *const *faults);
void matrix_open_version(struct matrix_stage *, const char *version);	/* of omnumi */
void matrix_close(struct matrix_stage *);

/* The runner anew, with conf as it is now: what a test changed in it. */
struct runner_conf matrix_conf(const struct matrix_stage *);
void matrix_renew(struct matrix_stage *, const struct runner_conf *);

/* Run what the word selects (NULL: all) to its end. */
void matrix_run(struct matrix_stage *, const char *word);

const struct run_row *matrix_row(const struct matrix_stage *, const char *id);

#endif
