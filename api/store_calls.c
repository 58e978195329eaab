/*
 * Calls of this run and of those before.  They are written behind the frame,
 * many at once, and never waited for: losing the last ones with the power costs
 * nobody anything.  What comes here is redacted already; since a disk is copied
 * and sent around, whatever looks like a secret is looked for once more.
 */

#include "api/store_db.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/clean.h"
#include "api/share.h"

enum {
	BATCH = 64,			/* calls in one transaction */
	PATIENCE_MS = 20,		/* for another process that is writing */
	BODY_MOST = 16000,		/* characters of a body */
};

#define SEAL(column, place) "seal(" place ", 'calls." column "', ?18, 0)"
#define OPEN(column) "unseal(" column ", 'calls." column "', id, 0)"

/* ---- writing ---- */

static void bind_text(struct sqlite3_stmt *stmt, int nth, const char *text)
{
	sqlite3_bind_text(stmt, nth, text, -1, SQLITE_TRANSIENT);
}

static void bind_safe(struct sqlite3_stmt *stmt, int nth, const char *text)
{
	char *safe = text ? clean_secrets(text) : NULL;

	bind_text(stmt, nth, safe);
	free(safe);
}

/* A body that was cut, or in which a bare number had to be hidden, is no JSON
 * any longer; it is read back as text then. */
static void bind_json(struct sqlite3_stmt *stmt, int nth, const json_t *json)
{
	char *text = json_text(json, false);
	char *safe = text ? clean_secrets(text) : NULL;
	char *cut = safe ? clean_text(safe, BODY_MOST) : NULL;

	bind_text(stmt, nth, cut);
	free(cut);
	free(safe);
	free(text);
}

/* As the column holds them: five numbers, or nothing of a call that never began. */
static void bind_times(struct sqlite3_stmt *stmt, int nth, const struct exchange *x)
{
	struct str text = { 0 };

	for (int i = 0; x->times[TIME_TOTAL] && i < TIMES; i++)
		str_addf(&text, i ? " %" PRId64 : "%" PRId64, x->times[i]);
	bind_text(stmt, nth, text.s ? text.s : "");
	str_release(&text);
}

static bool add(struct store *store, int64_t run, const struct exchange *x, struct err *err)
{
	static const char sql[] =
		"INSERT INTO calls (run, serial, at, op, method, url, status, ms, bytes, failure, "
		"request_headers, request, response_headers, response, response_text, timing, "
		"scenario, id) VALUES (?1, ?2, ?3, ?4, ?5, " SEAL("url", "?6") ", ?7, ?8, ?9, "
		SEAL("failure", "?10") ", " SEAL("request_headers", "?11") ", "
		SEAL("request", "?12") ", " SEAL("response_headers", "?13") ", "
		SEAL("response", "?14") ", " SEAL("response_text", "?15") ", ?16, ?17, ?18)";
	static const char next[] = "SELECT ifnull(max(id), 0) + 1 FROM calls";
	int64_t id = db_next(store, next);
	struct sqlite3_stmt *stmt = db_query(store, sql, err);

	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 18, id);
	sqlite3_bind_int64(stmt, 1, run);
	sqlite3_bind_int64(stmt, 2, x->serial);
	sqlite3_bind_int64(stmt, 3, x->at);
	bind_text(stmt, 4, x->op->name);
	bind_text(stmt, 5, x->method ? x->method : x->op->method);
	bind_safe(stmt, 6, x->url ? x->url : x->op->path);
	sqlite3_bind_int(stmt, 7, x->status);
	sqlite3_bind_int64(stmt, 8, x->ms);
	sqlite3_bind_int64(stmt, 9, (int64_t)x->bytes);
	bind_safe(stmt, 10, x->failure);
	bind_text(stmt, 11, x->request_headers);	/* ours; the key in them is a mark */
	bind_json(stmt, 12, x->request);
	bind_safe(stmt, 13, x->response_headers);
	bind_json(stmt, 14, x->response);
	bind_safe(stmt, 15, x->response_text);
	bind_times(stmt, 16, x);
	bind_text(stmt, 17, x->scenario);
	return db_run(store, stmt, NULL, err);
}

/* Ids have no gaps, so the highest one tells which are too old. */
bool store_calls_trim(struct store *store, int most, struct err *err)
{
	static const char sql[] =
		"DELETE FROM calls WHERE id <= (SELECT max(id) FROM calls) - ?1";
	struct sqlite3_stmt *stmt = db_query(store, sql, err);

	if (!stmt)
		return false;
	sqlite3_bind_int(stmt, 1, most);
	return db_run(store, stmt, NULL, err);
}

static bool write_batch(struct store *store, int64_t run, struct exchange *const *calls, int n,
			int most)
{
	bool ok = db_begin(store, false, NULL);

	if (!ok)
		return false;
	for (int i = 0; ok && most && i < n; i++)
		ok = add(store, run, calls[i], NULL);
	ok = ok && store_calls_trim(store, most, NULL);
	return db_end(store, ok, NULL) && ok;
}

void store_calls_keep(struct store *store, struct journal *journal, int most)
{
	struct exchange *calls[BATCH];
	bool ok = true;
	int n;

	while (ok && (n = journal_unkept(journal, calls, BATCH)) > 0) {
		db_patience(store, PATIENCE_MS);
		ok = write_batch(store, journal_run(journal), calls, n, most);
		if (!ok && store_is_busy(store))
			n = 0;
		db_patience(store, 0);
		for (int i = 0; i < n; i++)
			journal_mark_kept(journal, calls[i]);
	}
}

/* ---- reading ---- */

static const struct column head_cols[] = {
	COLUMN(COL_LONG, struct call_head, id),
	COLUMN(COL_LONG, struct call_head, at),
	COLUMN(COL_TEXT, struct call_head, op),
	COLUMN(COL_TEXT, struct call_head, method),
	COLUMN(COL_TEXT, struct call_head, url),
	COLUMN(COL_INT, struct call_head, status),
	COLUMN(COL_LONG, struct call_head, ms),
	COLUMN(COL_LONG, struct call_head, bytes),
	COLUMN(COL_TEXT, struct call_head, scenario),
};

/* The journal's own calls are those of its run from this number on. */
static int64_t oldest_serial(const struct journal *journal)
{
	const struct exchange *oldest = journal_nth(journal, journal_count(journal) - 1);

	return oldest ? oldest->serial : INT64_MAX;
}

/* Ids of kept calls that the journal holds as well, newest first; new. */
static int64_t *held_ids(struct store *store, const struct journal *journal, int *n)
{
	static const char sql[] =
		"SELECT id FROM calls WHERE run = ?1 AND serial >= ?2 ORDER BY id DESC LIMIT ?3";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);
	int max = journal_count(journal);
	int64_t *held = xcalloc((size_t)max, sizeof(*held));

	*n = 0;
	if (!stmt)
		return held;
	sqlite3_bind_int64(stmt, 1, journal_run(journal));
	sqlite3_bind_int64(stmt, 2, oldest_serial(journal));
	sqlite3_bind_int(stmt, 3, max);
	while (*n < max && db_row(stmt))
		held[(*n)++] = sqlite3_column_int64(stmt, 0);
	sqlite3_reset(stmt);
	return held;
}

/* The lowest and the highest id; false when nothing is kept. */
static bool span(struct store *store, int64_t *first, int64_t *last)
{
	static const char sql[] =
		"SELECT (SELECT min(id) FROM calls), (SELECT max(id) FROM calls)";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);

	if (!stmt || !db_row(stmt))
		return false;
	*first = sqlite3_column_int64(stmt, 0);
	*last = sqlite3_column_int64(stmt, 1);
	sqlite3_reset(stmt);
	return *last > 0;
}

int64_t *store_call_ids(struct store *store, const struct journal *journal, int *n)
{
	int64_t first, last, *ids, *held;
	int n_held, at = 0;

	*n = 0;
	if (!span(store, &first, &last))
		return NULL;
	ids = xcalloc((size_t)(last - first + 1), sizeof(*ids));
	held = held_ids(store, journal, &n_held);
	for (int64_t id = last; id >= first; id--) {
		if (at < n_held && held[at] == id)
			at++;
		else
			ids[(*n)++] = id;
	}
	free(held);
	return ids;
}

int store_calls_count(struct store *store, const struct journal *journal)
{
	int64_t first, last;
	int n_held;

	if (!span(store, &first, &last))
		return 0;
	free(held_ids(store, journal, &n_held));
	return (int)(last - first + 1) - n_held;
}

bool store_call_head(struct store *store, int64_t id, struct call_head *head)
{
	static const char sql[] =
		"SELECT id, at, op, method, " OPEN("url") ", status, ms, bytes, scenario "
		"FROM calls WHERE id = ?1";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);

	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, id);
	if (!db_row(stmt))
		return false;
	db_read(stmt, head_cols, ARRAY_LEN(head_cols), head);
	sqlite3_reset(stmt);
	return true;
}

int64_t store_call_find(struct store *store, int64_t run, unsigned serial)
{
	static const char sql[] = "SELECT id FROM calls WHERE run = ?1 AND serial = ?2";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);
	int64_t id;

	if (!stmt)
		return 0;
	sqlite3_bind_int64(stmt, 1, run);
	sqlite3_bind_int64(stmt, 2, serial);
	id = db_row(stmt) ? sqlite3_column_int64(stmt, 0) : 0;
	sqlite3_reset(stmt);
	return id;
}

/* ---- looking ---- */

enum { LOOK_FIRST = 5, LOOK_TEXTS = 11 };

/* The texts of the columns from LOOK_FIRST on are looked through, one by one and
 * only when the others fit: long ones lie on pages of their own. */

static bool text_fits(struct store *store, struct sqlite3_stmt *stmt, int nth,
		      const struct call_filter *filter)
{
	/* In the order of the query's columns; NULL: not sealed. */
	static const char *const places[LOOK_TEXTS] = {
		NULL, "calls.failure", NULL, NULL, "calls.url", NULL, "calls.request",
		"calls.response", "calls.response_text", "calls.request_headers",
		"calls.response_headers",
	};
	struct sealed_cell cell = { .place = places[nth], .row = sqlite3_column_int64(stmt, 0) };
	char *open = cell.place ? db_unsealed(store, stmt, LOOK_FIRST + nth, &cell) : NULL;
	const char *text = cell.place ? open :
			   (const char *)sqlite3_column_text(stmt, LOOK_FIRST + nth);
	bool fits = filter_finds(filter, &text, 1);

	free(open);
	return fits;
}

static bool row_fits(struct store *store, struct sqlite3_stmt *stmt,
		     const struct call_filter *filter)
{
	struct call_facts facts = {
		.at = sqlite3_column_int64(stmt, 3), .status = sqlite3_column_int(stmt, 4),
		.op = (const char *)sqlite3_column_text(stmt, 5),
		.failed = sqlite3_column_bytes(stmt, 6), .done = true,
	};

	if (!filter_fits(filter, &facts))
		return false;
	for (int i = 0; *filter->text && i < LOOK_TEXTS; i++)
		if (text_fits(store, stmt, i, filter))
			return true;
	return !*filter->text;
}

int store_calls_look(struct store *store, struct call_look *look, int64_t *found)
{
	static const char sql[] =
		"SELECT id, run, serial, at, status, op, failure, status, method, url, scenario, "
		"request, response, response_text, request_headers, response_headers "
		"FROM calls WHERE id < ?1 ORDER BY id DESC LIMIT ?2";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);
	int64_t run = journal_run(look->journal), oldest = oldest_serial(look->journal);
	int n = 0;

	look->looked = 0;
	if (!stmt)
		return 0;
	sqlite3_bind_int64(stmt, 1, look->before ? look->before : INT64_MAX);
	sqlite3_bind_int(stmt, 2, look->most);
	while (look->looked < look->most && db_row(stmt)) {
		look->looked++;
		look->before = sqlite3_column_int64(stmt, 0);
		if (sqlite3_column_int64(stmt, 1) == run && sqlite3_column_int64(stmt, 2) >= oldest)
			continue;
		if (row_fits(store, stmt, look->filter))
			found[n++] = look->before;
	}
	sqlite3_reset(stmt);
	return n;
}

static char *copy(struct sqlite3_stmt *stmt, int nth)
{
	const char *text = (const char *)sqlite3_column_text(stmt, nth);

	return text ? xstrdup(text) : NULL;
}

static json_t *parse(struct sqlite3_stmt *stmt, int nth)
{
	const char *text = (const char *)sqlite3_column_text(stmt, nth);

	return text ? json_loads(text, JSON_DECODE_ANY, NULL) : NULL;
}

static void read_times(struct exchange *x, const char *text)
{
	char *end;

	for (int i = 0; i < TIMES && *text; i++) {
		x->times[i] = strtoll(text, &end, 10);
		text = end;
	}
}

static void read_call(struct sqlite3_stmt *stmt, struct exchange *x)
{
	char *failure = copy(stmt, 7);

	*x = (struct exchange){
		.op = op_find((const char *)sqlite3_column_text(stmt, 1)),
		.at = sqlite3_column_int64(stmt, 0),
		.method = copy(stmt, 2), .url = copy(stmt, 3),
		.status = sqlite3_column_int(stmt, 4), .ms = (long)sqlite3_column_int64(stmt, 5),
		.bytes = (size_t)sqlite3_column_int64(stmt, 6),
		.request_headers = copy(stmt, 8), .request = parse(stmt, 9),
		.response_headers = copy(stmt, 10), .response = parse(stmt, 11),
		.response_text = copy(stmt, 12), .done = true, .kept = true,
	};
	snprintf(x->failure, sizeof(x->failure), "%s", failure ? failure : "");
	snprintf(x->scenario, sizeof(x->scenario), "%s",
		 (const char *)sqlite3_column_text(stmt, 14));
	read_times(x, (const char *)sqlite3_column_text(stmt, 13));
	free(failure);
	if (!x->request && sqlite3_column_text(stmt, 9))
		x->request = json_string((const char *)sqlite3_column_text(stmt, 9));
	if (!x->response && !x->response_text)
		x->response_text = copy(stmt, 11);
}

bool store_call_get(struct store *store, int64_t id, struct exchange *x)
{
	static const char sql[] =
		"SELECT at, op, method, " OPEN("url") ", status, ms, bytes, " OPEN("failure") ", "
		OPEN("request_headers") ", " OPEN("request") ", " OPEN("response_headers") ", "
		OPEN("response") ", " OPEN("response_text") ", timing, scenario FROM calls "
		"WHERE id = ?1";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);

	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, id);
	if (!db_row(stmt))
		return false;
	read_call(stmt, x);
	sqlite3_reset(stmt);
	return true;
}
