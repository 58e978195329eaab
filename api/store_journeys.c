/* Journeys under way. */

#include "api/store_db.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#define SEAL(column, place) "seal(" place ", 'journeys." column "', ?1, ?10)"
#define OPEN(column) "unseal(" column ", 'journeys." column "', id, key_id)"
#define JOURNEY_COLUMNS "id, name, alias, user_token, step, closed, updated_at, version"
#define JOURNEY_OPENED \
	"id, " OPEN("name") ", " OPEN("alias") ", user_token, step, closed, updated_at, version"

static const struct column journey_cols[] = {
	COLUMN(COL_LONG, struct journey_row, id),
	COLUMN(COL_TEXT, struct journey_row, name),
	COLUMN(COL_TEXT, struct journey_row, alias),
	COLUMN(COL_TEXT, struct journey_row, user_token),
	COLUMN(COL_INT, struct journey_row, step),
	COLUMN(COL_BOOL, struct journey_row, closed),
	COLUMN(COL_LONG, struct journey_row, updated_at),
	COLUMN(COL_LONG, struct journey_row, version),
};

enum { DOC = ARRAY_LEN(journey_cols) };

void journey_row_release(struct journey_row *row)
{
	if (!row)
		return;
	free(row->doc);
	row->doc = NULL;
}

static bool gone_further(struct journey_row *row, struct err *err)
{
	row->elsewhere = true;
	err_set(err, ERR_STORE, _("Another console works on this customer's journey and has gone "
				  "further there."));
	return err_next(err, _("Nothing is sent or kept from here. Go home with F2 and take the "
			       "journey up again as it is now."));
}

bool store_journey_put(struct store *store, struct journey_row *row, struct err *err)
{
	static const char next[] = "SELECT ifnull(max(id), 0) + 1 FROM journeys";
	static const char insert[] =
		"INSERT INTO journeys (" JOURNEY_COLUMNS ", doc, key_id, mark) "
		"VALUES (?1, " SEAL("name", "?2") ", " SEAL("alias", "?3") ", ?4, ?5, ?6, ?7, ?8, "
		SEAL("doc", "?9") ", ?10, mark_of('alias', ?3))";
	/* One that was purged meanwhile does not come back. */
	static const char update[] =
		"UPDATE journeys SET name = " SEAL("name", "?2") ", alias = " SEAL("alias", "?3")
		", user_token = ?4, step = ?5, closed = ?6, updated_at = ?7, version = ?8 + 1, "
		"doc = " SEAL("doc", "?9") ", key_id = ?10, mark = mark_of('alias', ?3) "
		"WHERE id = ?1 AND version = ?8";
	char typed[sizeof(row->alias)];
	struct journey_row now;
	struct sqlite3_stmt *stmt;
	int64_t key_id;
	int changed = 0;
	bool ok;

	if (store_is_locked(store))
		return store_locked(err);
	if (!db_begin(store, false, err))
		return false;
	snprintf(typed, sizeof(typed), "%s", row->alias);
	db_alias(typed, row->alias, sizeof(row->alias));
	now = *row;
	if (!now.id)
		now.id = db_next(store, next);
	key_id = db_key_of(store, row->user_token, row->alias);
	stmt = db_query(store, row->id ? update : insert, err);
	if (stmt) {
		db_bind(stmt, journey_cols, ARRAY_LEN(journey_cols), &now);
		sqlite3_bind_text(stmt, DOC + 1, row->doc ? row->doc : "{}", -1, SQLITE_STATIC);
		sqlite3_bind_int64(stmt, DOC + 2, key_id);
	}
	ok = stmt && db_run(store, stmt, &changed, err);
	if (ok && !changed)
		ok = gone_further(row, err);
	ok = db_end(store, ok, err) && ok;
	row->version += ok && row->id;
	if (ok)
		row->id = now.id;
	return ok;
}

void store_journey_close(struct store *store, int64_t id)
{
	static const char sql[] = "UPDATE journeys SET closed = 1 WHERE id = ?1";
	struct sqlite3_stmt *stmt;

	if (!db_begin(store, false, NULL))
		return;
	stmt = db_query(store, sql, NULL);
	if (stmt)
		sqlite3_bind_int64(stmt, 1, id);
	db_end(store, stmt && db_run(store, stmt, NULL, NULL), NULL);
}

static bool journey_read(struct sqlite3_stmt *stmt, struct journey_row *row)
{
	if (!db_row(stmt))
		return false;
	*row = (struct journey_row){ 0 };
	db_read(stmt, journey_cols, ARRAY_LEN(journey_cols), row);
	row->doc = xstrdup((const char *)sqlite3_column_text(stmt, DOC));
	sqlite3_reset(stmt);
	return true;
}

bool store_journey_get(struct store *store, int64_t id, struct journey_row *row)
{
	static const char sql[] = "SELECT " JOURNEY_OPENED ", " OPEN("doc")
				  " FROM journeys WHERE id = ?1";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);

	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, id);
	return journey_read(stmt, row);
}

bool store_journey_by_alias(struct store *store, const char *alias, struct journey_row *row)
{
	static const char sql[] = "SELECT " JOURNEY_OPENED ", " OPEN("doc") " FROM journeys "
		"WHERE closed = 0 AND mark = mark_of('alias', ?1) ORDER BY updated_at DESC LIMIT 1";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);
	char same[sizeof(row->alias)];

	if (!stmt)
		return false;
	db_alias(alias, same, sizeof(same));
	sqlite3_bind_text(stmt, 1, same, -1, SQLITE_STATIC);
	return journey_read(stmt, row);
}

int store_journeys_open(struct store *store, struct journey_row *rows, int max)
{
	static const char sql[] = "SELECT " JOURNEY_OPENED " FROM journeys WHERE closed = 0 "
		"ORDER BY updated_at DESC LIMIT ?1";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);
	int n = 0;

	if (!stmt || max <= 0)
		return 0;
	sqlite3_bind_int(stmt, 1, max);
	while (n < max && db_row(stmt)) {
		rows[n] = (struct journey_row){ 0 };
		db_read(stmt, journey_cols, ARRAY_LEN(journey_cols), &rows[n++]);
	}
	sqlite3_reset(stmt);
	return n;
}
