#ifndef API_REPORT_H
#define API_REPORT_H

/* A run of the scenario matrix as a document: rows with what was expected beside
 * what came, and the exchange that shows it.  Everything in it is redacted. */

#include "api/runner.h"

struct report_row {
	struct run_row row;		/* its scenario is borrowed */
	json_t *exchange;		/* what went over the wire, or NULL */
};

struct report {
	const char *profile, *environment, *base_url;	/* borrowed */
	int64_t at;			/* wall ms */
	long ms;
	struct report_row *rows;
	int n;
};

/* Take a copy of a row that has ended, and of its exchange (NULL: none). */
void report_add(struct report *, const struct run_row *, const struct exchange *);
void report_release(struct report *);

struct report_tally {
	int passed, failed, skipped;
};

/* Of all rows, or of one operation's. */
struct report_tally report_count(const struct report *, const struct op *);

/* "400 ERROR_INVALID_NAME"; new. */
char *expected_text(const struct run_row *);
char *actual_text(const struct run_row *);	/* or "no answer", translated */

/* Request and answer as text, "" without an exchange; new. */
char *exchange_text(const struct report_row *);

/* A scenario as `scenarios list --json` has it; new. */
json_t *scenario_json(const struct scenario *);

/* A row as `scenarios run --json` has it; new. */
json_t *report_row_json(const struct report_row *);

/* "junit=FILE" and its kind by name: junit, json, tap, csv, html. */
struct report_target {
	const char *file;		/* borrowed from the text; "-" is stdout */
	char *(*make)(const struct report *);	/* new text */
};

/* False with *err when there is no such kind, or no place for the file. */
bool report_target(const char *text, struct report_target *, struct err *err);

/* Write it, by way of a file beside it. */
bool report_save(const struct report *, const struct report_target *, struct err *err);

#endif
