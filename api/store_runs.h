#ifndef API_STORE_RUNS_H
#define API_STORE_RUNS_H

/* Runs of the scenario matrix, and what each of their rows came to. */

#include "api/store.h"

/* Texts are borrowed. */
struct run_result {
	const char *scenario;		/* id */
	const char *verdict;		/* "passed", "failed", "skipped" */
	int status;			/* actual; 0: there was no answer */
	const char *code;
	long ms;
	const char *why;
};

/* Keep a run in one transaction that does not wait for the disk; of all runs the
 * newest 20 stay.  It says nothing when it fails: a run is no money. */
void store_run_keep(struct store *, int64_t at, const char *base_url, const struct run_result *,
		    int n);

/* False: no more are wanted. */
typedef bool run_result_fn(void *owner, const struct run_result *);

/* What is kept of all runs, the newest first; borrowed until fn returns. */
void store_run_results(struct store *, run_result_fn *fn, void *owner);

#endif
