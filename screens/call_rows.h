#ifndef SCREENS_CALL_ROWS_H
#define SCREENS_CALL_ROWS_H

/* The calls that pass a filter, as rows: those of this run, newest first, a
 * heading, those of earlier runs.  What takes long is looked through a little at a
 * time, and what was found so far is there. */

#include "api/store.h"
#include "screens/app.h"

struct live_call {
	unsigned serial;
	bool judged, fits;		/* judged: that is the last word on it */
};

struct call_rows {
	const struct journal *journal;	/* borrowed, as is the store */
	struct store *store;
	bool history;			/* are calls kept on disk at all? */
	struct call_filter filter;
	struct live_call *live;		/* as in the journal, newest first */
	int n_live;
	bool open;			/* some of them were not judged for good */
	unsigned *shown;		/* serials of those that fit */
	int n_shown;
	int64_t *past;			/* ids on disk that fit, newest first */
	int n_past, room;
	int kept;			/* how many there are on disk besides the journal's */
	int64_t before;			/* where looking through the disk goes on … */
	bool all_read;			/* … unless it is through */
	int looked;			/* calls of the disk looked at */
	unsigned oldest;		/* the journal's, when the disk was read */
	struct call_head heads[64];	/* rows drawn last, by id modulo their number */
};

/* Zeroed with journal, store and history filled in; then the first call. */
void rows_filter(struct call_rows *, const struct call_filter *);
void rows_release(struct call_rows *);

/* Take up what the journal has now; again: what other programs wrote, too. */
void rows_sync(struct call_rows *, bool again);

/* Look at a few more for a few milliseconds; false when there are none. */
bool rows_step(struct call_rows *);
bool rows_are_looking(const struct call_rows *);

int rows_count(const struct call_rows *);
int rows_found(const struct call_rows *);	/* without the heading */
int rows_all(const struct call_rows *);		/* calls there are, whether they fit or not */
bool rows_is_heading(const struct call_rows *, int row);

/* Which call a row is; zeroed for the heading and past the end. */
struct exchange_arg rows_at(const struct call_rows *, int row);
int rows_find(const struct call_rows *, const struct exchange_arg *);	/* -1: it is no row */

/* What a row of the disk shows; NULL when it is gone or no such row.  Borrowed
 * until the next one. */
const struct call_head *rows_head(struct call_rows *, int row);

#endif
