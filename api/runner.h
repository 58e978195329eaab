#ifndef API_RUNNER_H
#define API_RUNNER_H

/* Runs scenarios, one call after another, on the loop: sets the scene, calls,
 * compares.  Nothing here waits; what changed is told as it changes. */

#include "api/config.h"
#include "api/http.h"
#include "api/loop.h"
#include "api/scenario.h"
#include "api/store.h"

enum row_state { ROW_NEW, ROW_WAITING, ROW_RUNNING, ROW_PASSED, ROW_FAILED, ROW_SKIPPED };

struct run_row {
	const struct scenario *scenario;
	enum row_state state, before;	/* before: of the previous run, ROW_NEW without one */
	int status;			/* actual; 0: there was no answer */
	char code[64];			/* actual, "" without */
	char message[160];		/* the same of what tells the wallet service's answers
					 * apart, cleaned */
	long ms;
	unsigned serial;		/* its exchange in the journal; 0: none */
	char why[256];			/* what differed, or why it was skipped; translated */
};

struct runner_conf {
	const struct config *config;
	struct http *http;
	struct loop *loop;
	struct journal *journal;
	struct store *store;		/* keeps each run's results; NULL: nowhere */
	const struct scenarios *scenarios;	/* these rows; NULL: the whole matrix */
	bool yes;			/* rows that move money may run on a real profile */
	bool fail_fast;
	long retry_ms;			/* a row that differs is tried again for so long; 0: not */
};

struct runner;

/* row changed; -1: the run has ended, of itself or by runner_cancel().  It may
 * start the next run, and must not free the runner. */
typedef void runner_fn(void *owner, int row);

/* All rows in ROW_NEW, with `before`, the last verdict on each, from the store.
 * conf is copied, what it points to is borrowed. */
struct runner *runner_new(const struct runner_conf *, runner_fn *changed, void *owner);
void runner_free(struct runner *);			/* cancels first */

int runner_rows(const struct runner *);
const struct run_row *runner_row(const struct runner *, int row);

/* May the row run with this profile?  False with the reason, translated. */
bool runner_may(const struct runner *, int row, char why[static 256]);

/* Start these rows (indices, in this order); all: rows NULL.  Nothing is told
 * before this returns.  False when a run is under way. */
bool runner_start(struct runner *, const int *rows, int n);
void runner_cancel(struct runner *);			/* rows not begun are ROW_NEW again */
bool runner_busy(const struct runner *);

/* From the next run on, as conf.yes. */
void runner_allow(struct runner *, bool yes);

#endif
