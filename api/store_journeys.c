/* Journeys under way. */

#include "api/store_db.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#define JOURNEY_COLUMNS "id, name, alias, user_token, step, closed, updated_at, version"

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
	static const char put[] =
		"INSERT INTO journeys (" JOURNEY_COLUMNS ", doc) "
		"VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
		"ON CONFLICT (id) DO UPDATE SET name = ?2, alias = ?3, user_token = ?4, step = ?5, "
		"closed = ?6, updated_at = ?7, version = ?8 + 1, doc = ?9 WHERE version = ?8";
	char typed[sizeof(row->alias)];
	struct sqlite3_stmt *stmt;
	bool fresh = !row->id, ok;
	int changed = 0;

	if (!db_begin(store, false, err))
		return false;
	snprintf(typed, sizeof(typed), "%s", row->alias);
	db_alias(typed, row->alias, sizeof(row->alias));
	stmt = db_query(store, put, err);
	if (stmt) {
		db_bind(stmt, journey_cols, ARRAY_LEN(journey_cols), row);
		sqlite3_bind_text(stmt, DOC + 1, row->doc ? row->doc : "{}", -1, SQLITE_STATIC);
	}
	ok = stmt && db_run(store, stmt, &changed, err);
	if (ok && !changed)
		ok = gone_further(row, err);
	if (ok && fresh)
		row->id = sqlite3_last_insert_rowid(store->db);
	ok = db_end(store, ok, err) && ok;
	row->version += ok && !fresh;
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
	static const char sql[] = "SELECT " JOURNEY_COLUMNS ", doc FROM journeys WHERE id = ?1";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);

	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, id);
	return journey_read(stmt, row);
}

bool store_journey_by_alias(struct store *store, const char *alias, struct journey_row *row)
{
	static const char sql[] = "SELECT " JOURNEY_COLUMNS ", doc FROM journeys "
		"WHERE closed = 0 AND alias = ?1 ORDER BY updated_at DESC LIMIT 1";
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
	static const char sql[] = "SELECT " JOURNEY_COLUMNS " FROM journeys WHERE closed = 0 "
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
