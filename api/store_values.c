/* Small values of a profile, plain and sealed. */

#include "api/store_db.h"

#include <sqlite3.h>

/* The text that a query finds by a key; new, NULL. */
static char *value_by(struct store *store, const char *sql, const char *key)
{
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);
	char *value = NULL;

	if (!stmt)
		return NULL;
	sqlite3_bind_text(stmt, 1, key, -1, SQLITE_STATIC);
	if (db_row(stmt)) {
		value = xstrdup(db_text(stmt, 0));
		sqlite3_reset(stmt);
	}
	return value;
}

char *store_value(struct store *store, const char *key)
{
	return value_by(store, "SELECT value FROM settings WHERE key = ?1", key);
}

void store_value_put(struct store *store, const char *key, const char *value)
{
	static const char put[] = "INSERT INTO settings (key, value) VALUES (?1, ?2) "
				  "ON CONFLICT (key) DO UPDATE SET value = excluded.value";
	static const char drop[] = "DELETE FROM settings WHERE key = ?1";
	struct sqlite3_stmt *stmt;

	if (!db_begin(store, false, NULL))
		return;
	stmt = db_query(store, value ? put : drop, NULL);
	if (stmt) {
		sqlite3_bind_text(stmt, 1, key, -1, SQLITE_STATIC);
		if (value)
			sqlite3_bind_text(stmt, 2, value, -1, SQLITE_STATIC);
	}
	db_end(store, stmt && db_run(store, stmt, NULL, NULL), NULL);
}

char *store_value_once(struct store *store, const char *key, const char *value)
{
	static const char sql[] = "INSERT INTO settings (key, value) VALUES (?1, ?2) "
				  "ON CONFLICT (key) DO NOTHING";
	struct sqlite3_stmt *stmt;
	bool ok;

	if (!db_begin(store, true, NULL))
		return store_value(store, key);
	stmt = db_query(store, sql, NULL);
	if (stmt) {
		sqlite3_bind_text(stmt, 1, key, -1, SQLITE_STATIC);
		sqlite3_bind_text(stmt, 2, value, -1, SQLITE_STATIC);
	}
	ok = stmt && db_run(store, stmt, NULL, NULL);
	db_end(store, ok, NULL);
	return store_value(store, key);
}

char *store_sealed_value(struct store *store, const char *key)
{
	static const char sql[] = "SELECT unseal(value, 'settings.value', key, 0) FROM settings "
				  "WHERE key = ?1 AND NOT is_locked()";

	return value_by(store, sql, key);
}

bool store_sealed_value_put(struct store *store, const char *key, const char *value,
			    struct err *err)
{
	static const char put[] = "INSERT INTO settings (key, value) "
				  "VALUES (?1, seal(?2, 'settings.value', ?1, 0)) "
				  "ON CONFLICT (key) DO UPDATE SET value = excluded.value";
	static const char drop[] = "DELETE FROM settings WHERE key = ?1";
	struct sqlite3_stmt *stmt;
	bool ok;

	if (!db_begin(store, true, err))
		return false;
	stmt = db_query(store, value ? put : drop, err);
	if (stmt) {
		sqlite3_bind_text(stmt, 1, key, -1, SQLITE_STATIC);
		if (value)
			sqlite3_bind_text(stmt, 2, value, -1, SQLITE_STATIC);
	}
	ok = stmt && db_run(store, stmt, NULL, err);
	return db_end(store, ok, err) && ok;
}
