/*
 * Events that came in.  They say nothing that the service would not say when it
 * is asked, so nobody waits for the disk; but whether one came before has to be
 * read and written as one.
 */

#include "api/store_db.h"

#include <sqlite3.h>
#include <stdio.h>

/* How many are kept of those that anybody may have sent, of those of other
 * people's asks, and of our own. */
enum trust { TRUST_NONE, TRUST_OTHERS, TRUST_OURS };
static const int most[] = { [TRUST_NONE] = 100, [TRUST_OTHERS] = 100, [TRUST_OURS] = 300 };

#define SEAL(column, place) "seal(" place ", 'events." column "', ?14, 0)"
#define OPEN(column) "unseal(" column ", 'events." column "', id, 0)"
#define HEAD_COLUMNS \
	"id, at, verdict, kind, replay, correlation_id, status, date, digest, " OPEN("note") ", " \
	OPEN("forwarded")

/* ---- writing ---- */

static bool body_at(struct store *store, const struct webhook_event *event, int64_t *at,
		    struct err *err)
{
	static const char sql[] = "SELECT min(at) FROM events WHERE digest = ?1 AND trust > 0";
	struct sqlite3_stmt *stmt = db_query(store, sql, err);

	if (!stmt)
		return false;
	sqlite3_bind_text(stmt, 1, event->digest, -1, SQLITE_STATIC);
	*at = db_number(stmt);
	return true;
}

static bool status_at(struct store *store, const struct webhook_event *event, int64_t *at,
		      struct err *err)
{
	static const char sql[] = "SELECT min(at) FROM events WHERE correlation_id = ?1 AND "
				  "kind = ?2 AND status = ?3 AND trust > 0";
	struct sqlite3_stmt *stmt = db_query(store, sql, err);

	if (!stmt)
		return false;
	sqlite3_bind_text(stmt, 1, event->correlation_id, -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, 2, webhook_kind_name(event->kind), -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, 3, event->status, -1, SQLITE_STATIC);
	*at = db_number(stmt);
	return true;
}

static bool judge(struct store *store, struct webhook_event *event, enum trust *trust,
		  struct err *err)
{
	struct webhook_past past = { 0 };
	struct ask ask;

	*trust = TRUST_NONE;
	if (event->verdict != WEBHOOK_GOOD)
		return true;
	past.ours = store_ask_get(store, event->correlation_id, &ask);
	if (!body_at(store, event, &past.body_at, err) ||
	    !status_at(store, event, &past.status_at, err))
		return false;
	event->verdict = webhook_judge(event, &past, event->at);
	*trust = past.ours ? TRUST_OURS : TRUST_OTHERS;
	return true;
}

static bool insert(struct store *store, struct webhook_event *event, enum trust trust,
		   struct err *err)
{
	static const char sql[] =
		"INSERT INTO events (at, verdict, trust, kind, replay, correlation_id, status, "
		"date, digest, note, forwarded, headers, body, id) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, " SEAL("note", "?10") ", "
		SEAL("forwarded", "?11") ", " SEAL("headers", "?12") ", " SEAL("body", "?13")
		", ?14)";
	static const char next[] = "SELECT ifnull(max(id), 0) + 1 FROM events";
	int64_t id = db_next(store, next);
	struct sqlite3_stmt *stmt = db_query(store, sql, err);

	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 14, id);
	sqlite3_bind_int64(stmt, 1, event->at);
	sqlite3_bind_text(stmt, 2, webhook_verdict_name(event->verdict), -1, SQLITE_STATIC);
	sqlite3_bind_int(stmt, 3, (int)trust);
	sqlite3_bind_text(stmt, 4, webhook_kind_name(event->kind), -1, SQLITE_STATIC);
	sqlite3_bind_int(stmt, 5, event->replay);
	sqlite3_bind_text(stmt, 6, event->correlation_id, -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, 7, event->status, -1, SQLITE_STATIC);
	sqlite3_bind_int64(stmt, 8, event->date);
	sqlite3_bind_text(stmt, 9, event->digest, -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, 10, event->note, -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, 11, event->forwarded, -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, 12, event->headers, -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, 13, event->body, -1, SQLITE_STATIC);
	if (!db_run(store, stmt, NULL, err))
		return false;
	event->id = id;
	return true;
}

static bool trim(struct store *store, enum trust trust, struct err *err)
{
	static const char sql[] =
		"DELETE FROM events WHERE trust = ?1 AND id <= (SELECT id FROM events "
		"WHERE trust = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)";
	struct sqlite3_stmt *stmt = db_query(store, sql, err);

	if (!stmt)
		return false;
	sqlite3_bind_int(stmt, 1, (int)trust);
	sqlite3_bind_int(stmt, 2, most[trust]);
	return db_run(store, stmt, NULL, err);
}

bool store_event_add(struct store *store, struct webhook_event *event, struct err *err)
{
	struct webhook_event kept = *event;
	enum trust trust;
	bool ok = db_begin(store, false, err);

	if (!ok)
		return false;
	ok = judge(store, &kept, &trust, err) && insert(store, &kept, trust, err) &&
	     trim(store, trust, err);
	ok = db_end(store, ok, err) && ok;
	if (ok)
		*event = kept;
	return ok;
}

void store_event_forwarded(struct store *store, int64_t id, const char *what)
{
	static const char sql[] = "UPDATE events SET forwarded = "
				  "seal(?2, 'events.forwarded', id, 0) WHERE id = ?1";
	struct sqlite3_stmt *stmt;

	if (!db_begin(store, false, NULL))
		return;
	stmt = db_query(store, sql, NULL);
	if (stmt) {
		sqlite3_bind_int64(stmt, 1, id);
		sqlite3_bind_text(stmt, 2, what, -1, SQLITE_STATIC);
	}
	db_end(store, stmt && db_run(store, stmt, NULL, NULL), NULL);
}

/* ---- reading ---- */

static void read_head(struct sqlite3_stmt *stmt, struct webhook_event *event)
{
	*event = (struct webhook_event){
		.id = sqlite3_column_int64(stmt, 0), .at = sqlite3_column_int64(stmt, 1),
		.verdict = webhook_verdict_from(db_text(stmt, 2)),
		.kind = webhook_kind_from(db_text(stmt, 3)),
		.replay = sqlite3_column_int(stmt, 4) != 0,
		.date = sqlite3_column_int64(stmt, 7),
	};
	text_put(event->correlation_id, sizeof(event->correlation_id), db_text(stmt, 5));
	text_put(event->status, sizeof(event->status), db_text(stmt, 6));
	text_put(event->digest, sizeof(event->digest), db_text(stmt, 8));
	text_put(event->note, sizeof(event->note), db_text(stmt, 9));
	text_put(event->forwarded, sizeof(event->forwarded), db_text(stmt, 10));
}

int store_events(struct store *store, int64_t before, struct webhook_event *events, int max)
{
	static const char sql[] = "SELECT " HEAD_COLUMNS " FROM events WHERE id < ?1 "
				  "ORDER BY id DESC LIMIT ?2";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);
	int n = 0;

	if (!stmt || max <= 0)
		return 0;
	sqlite3_bind_int64(stmt, 1, before ? before : INT64_MAX);
	sqlite3_bind_int(stmt, 2, max);
	while (n < max && db_row(stmt))
		read_head(stmt, &events[n++]);
	sqlite3_reset(stmt);
	return n;
}

bool store_event_get(struct store *store, int64_t id, struct webhook_event *event)
{
	static const char sql[] = "SELECT " HEAD_COLUMNS ", " OPEN("headers") ", " OPEN("body")
				  " FROM events WHERE id = ?1";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);

	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, id);
	if (!db_row(stmt))
		return false;
	read_head(stmt, event);
	event->headers = xstrdup(db_text(stmt, 11));
	event->body = xstrdup(db_text(stmt, 12));
	sqlite3_reset(stmt);
	return true;
}

bool store_event_outcome(struct store *store, const char *correlation_id,
			 struct webhook_event *event)
{
	static const char sql[] = "SELECT id FROM events WHERE correlation_id = ?1 AND "
				  "kind = ?2 AND trust = ?3 ORDER BY id DESC LIMIT 1";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);
	int64_t id;

	if (!stmt)
		return false;
	sqlite3_bind_text(stmt, 1, correlation_id, -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, 2, webhook_kind_name(WEBHOOK_OUTCOME), -1, SQLITE_STATIC);
	sqlite3_bind_int(stmt, 3, (int)TRUST_OURS);
	id = db_number(stmt);
	return id && store_event_get(store, id, event);
}
