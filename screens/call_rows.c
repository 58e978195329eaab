#include "screens/call_rows.h"

#include <stdlib.h>
#include <string.h>

enum { SLICE_MS = 2, PAGE = 16 };

void rows_release(struct call_rows *rows)
{
	free(rows->live);
	free(rows->shown);
	free(rows->past);
}

/* ---- this run ---- */

/* With a text to look for, judging takes a while and is left to rows_step(). */
static void judge(const struct call_rows *rows, struct live_call *live,
		  const struct exchange *x, bool now)
{
	if (live->judged || (*rows->filter.text && !now))
		return;
	live->fits = exchange_fits(x, &rows->filter);
	live->judged = x->done;
}

static void show_live(struct call_rows *rows)
{
	rows->shown = xrealloc(rows->shown, (size_t)rows->n_live * sizeof(*rows->shown));
	rows->n_shown = 0;
	for (int i = 0; i < rows->n_live; i++)
		if (rows->live[i].fits)
			rows->shown[rows->n_shown++] = rows->live[i].serial;
}

/* Both newest first: what was judged before keeps its verdict. */
static void sync_live(struct call_rows *rows)
{
	int n = journal_count(rows->journal), old = 0;
	struct live_call *live = xcalloc((size_t)n, sizeof(*live));

	rows->open = false;
	for (int i = 0; i < n; i++) {
		const struct exchange *x = journal_nth(rows->journal, i);

		live[i].serial = x->serial;
		while (old < rows->n_live && rows->live[old].serial > live[i].serial)
			old++;
		if (old < rows->n_live && rows->live[old].serial == live[i].serial)
			live[i] = rows->live[old];
		judge(rows, &live[i], x, false);
		rows->open |= !live[i].judged;
	}
	free(rows->live);
	rows->live = live;
	rows->n_live = n;
	show_live(rows);
}

/* ---- earlier runs ---- */

static void add_past(struct call_rows *rows, const int64_t *ids, int n)
{
	if (!n)
		return;
	if (rows->n_past + n > rows->room) {
		rows->room = (rows->n_past + n) * 2;
		rows->past = xrealloc(rows->past, (size_t)rows->room * sizeof(*rows->past));
	}
	memcpy(rows->past + rows->n_past, ids, (size_t)n * sizeof(*ids));
	rows->n_past += n;
}

static unsigned oldest_of(const struct journal *journal)
{
	const struct exchange *oldest = journal_nth(journal, journal_count(journal) - 1);

	return oldest ? oldest->serial : 0;
}

/* From the newest on; without a filter all are known at once. */
static void begin_past(struct call_rows *rows)
{
	bool all = !filter_is_set(&rows->filter);
	int64_t *ids = NULL;

	rows->oldest = oldest_of(rows->journal);
	rows->n_past = rows->looked = rows->kept = 0;
	rows->before = 0;
	if (rows->history && all)
		ids = store_call_ids(rows->store, rows->journal, &rows->kept);
	else if (rows->history)
		rows->kept = store_calls_count(rows->store, rows->journal);
	rows->all_read = all || !rows->kept;
	if (ids)
		add_past(rows, ids, rows->kept);
	free(ids);
}

/* Other programs add and take away, and what the journal lets go becomes past.
 * A look through the disk is not begun again before it is through. */
static void sync_past(struct call_rows *rows, bool again)
{
	bool moved = rows->oldest != oldest_of(rows->journal);

	if (!rows->all_read || (!moved && (!again || filter_is_set(&rows->filter))))
		return;
	begin_past(rows);
}

/* Each of them has its last word, and none has come since. */
static bool is_up_to_date(const struct call_rows *rows)
{
	const struct exchange *newest = journal_nth(rows->journal, 0);

	return !rows->open && rows->n_live == journal_count(rows->journal) &&
	       (!newest || rows->live[0].serial == newest->serial);
}

void rows_sync(struct call_rows *rows, bool again)
{
	if (!is_up_to_date(rows))
		sync_live(rows);
	sync_past(rows, again);
}

void rows_filter(struct call_rows *rows, const struct call_filter *filter)
{
	rows->filter = *filter;
	rows->n_live = 0;		/* nothing of it was judged by this one */
	sync_live(rows);
	begin_past(rows);
}

/* ---- a little at a time ---- */

/* The next of this run that waits for its last word, from row i on; -1: none does. */
static int next_unjudged(const struct call_rows *rows, int i)
{
	for (; i < rows->n_live; i++) {
		const struct exchange *x = journal_find(rows->journal, rows->live[i].serial);

		if (!rows->live[i].judged && x && x->done)
			return i;
	}
	return -1;
}

static bool step_live(struct call_rows *rows, long end)
{
	int i = next_unjudged(rows, 0);

	if (i < 0)
		return false;
	for (; i >= 0 && now_ms() < end; i = next_unjudged(rows, i + 1))
		judge(rows, &rows->live[i],
		      journal_find(rows->journal, rows->live[i].serial), true);
	show_live(rows);
	return i >= 0;
}

static void step_past(struct call_rows *rows, long end)
{
	struct call_look look = { .journal = rows->journal, .filter = &rows->filter,
				  .before = rows->before, .most = PAGE };
	int64_t found[PAGE];

	do {
		add_past(rows, found, store_calls_look(rows->store, &look, found));
		rows->looked += look.looked;
		rows->all_read = look.looked < PAGE;
	} while (!rows->all_read && now_ms() < end);
	rows->before = look.before;
}

bool rows_step(struct call_rows *rows)
{
	long end = now_ms() + SLICE_MS;

	if (!step_live(rows, end) && !rows->all_read)
		step_past(rows, end);
	return rows_are_looking(rows);
}

bool rows_are_looking(const struct call_rows *rows)
{
	return !rows->all_read || next_unjudged(rows, 0) >= 0;
}

/* ---- rows ---- */

int rows_found(const struct call_rows *rows)
{
	return rows->n_shown + rows->n_past;
}

int rows_all(const struct call_rows *rows)
{
	return rows->n_live + rows->kept;
}

int rows_count(const struct call_rows *rows)
{
	return rows_found(rows) + (rows->n_past > 0);
}

bool rows_is_heading(const struct call_rows *rows, int row)
{
	return rows->n_past && row == rows->n_shown;
}

struct exchange_arg rows_at(const struct call_rows *rows, int row)
{
	int nth = row - rows->n_shown - 1;

	if (row >= 0 && row < rows->n_shown)
		return (struct exchange_arg){ .serial = rows->shown[row] };
	if (nth >= 0 && nth < rows->n_past)
		return (struct exchange_arg){ .id = rows->past[nth] };
	return (struct exchange_arg){ 0 };
}

int rows_find(const struct call_rows *rows, const struct exchange_arg *which)
{
	int low = 0, high = rows->n_past;

	for (int i = 0; which->serial && i < rows->n_shown; i++)
		if (rows->shown[i] == which->serial)
			return i;
	while (which->id && low < high) {	/* the highest id first */
		int mid = low + (high - low) / 2;

		if (rows->past[mid] > which->id)
			low = mid + 1;
		else
			high = mid;
	}
	if (which->id && low < rows->n_past && rows->past[low] == which->id)
		return rows->n_shown + 1 + low;
	return -1;
}

const struct call_head *rows_head(struct call_rows *rows, int row)
{
	struct exchange_arg which = rows_at(rows, row);
	struct call_head *head = &rows->heads[(uint64_t)which.id % ARRAY_LEN(rows->heads)];

	if (!which.id)
		return NULL;
	if (head->id != which.id && !store_call_head(rows->store, which.id, head)) {
		head->id = 0;
		return NULL;
	}
	return head;
}
