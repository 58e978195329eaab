#include "api/store_runs.h"

#include <sqlite3.h>

#include "api/store_db.h"

enum { RUNS_MOST = 20, PATIENCE_MS = 200 };

static void bind_text(struct sqlite3_stmt *stmt, int nth, const char *text)
{
	sqlite3_bind_text(stmt, nth, text ? text : "", -1, SQLITE_TRANSIENT);
}

static bool add_run(struct store *store, int64_t at, const char *base_url, struct err *err)
{
	struct sqlite3_stmt *stmt = db_query(store,
		"INSERT INTO scenario_runs (at, base_url) VALUES (?1, ?2)", err);

	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, at);
	bind_text(stmt, 2, base_url);
	return db_run(store, stmt, NULL, err);
}

static bool add_row(struct store *store, int64_t run, const struct run_result *row,
		    struct err *err)
{
	struct sqlite3_stmt *stmt = db_query(store,
		"INSERT OR REPLACE INTO scenario_rows (run, scenario, verdict, status, code, ms, "
		"why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
		"seal(?7, 'scenario_rows.why', ?1 || ' ' || ?2, 0))", err);

	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, run);
	bind_text(stmt, 2, row->scenario);
	bind_text(stmt, 3, row->verdict);
	sqlite3_bind_int(stmt, 4, row->status);
	bind_text(stmt, 5, row->code);
	sqlite3_bind_int64(stmt, 6, row->ms);
	bind_text(stmt, 7, row->why);
	return db_run(store, stmt, NULL, err);
}

static bool trim(struct store *store, const char *sql, int64_t newest, struct err *err)
{
	struct sqlite3_stmt *stmt = db_query(store, sql, err);

	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, newest - RUNS_MOST);
	return db_run(store, stmt, NULL, err);
}

static bool write_all(struct store *store, int64_t run, const struct run_result *rows, int n,
		      struct err *err)
{
	bool ok = true;

	for (int i = 0; ok && i < n; i++)
		ok = add_row(store, run, &rows[i], err);
	return ok && trim(store, "DELETE FROM scenario_rows WHERE run <= ?1", run, err) &&
	       trim(store, "DELETE FROM scenario_runs WHERE id <= ?1", run, err);
}

void store_run_keep(struct store *store, int64_t at, const char *base_url,
		    const struct run_result *rows, int n)
{
	struct err err = { 0 };
	bool ok;

	db_patience(store, PATIENCE_MS);
	if (db_begin(store, false, &err)) {
		ok = add_run(store, at, base_url, &err) &&
		     write_all(store, sqlite3_last_insert_rowid(store->db), rows, n, &err);
		db_end(store, ok, &err);
	}
	db_patience(store, 0);
}

static const char *text_at(struct sqlite3_stmt *stmt, int column)
{
	const char *text = (const char *)sqlite3_column_text(stmt, column);

	return text ? text : "";
}

void store_run_results(struct store *store, run_result_fn *fn, void *owner)
{
	struct sqlite3_stmt *stmt = db_query(store,
		"SELECT scenario, verdict, status, code, ms, "
		"unseal(why, 'scenario_rows.why', run || ' ' || scenario, 0) FROM scenario_rows "
		"ORDER BY run DESC, scenario DESC", NULL);
	bool more = true;

	while (stmt && more && db_row(stmt)) {
		const struct run_result row = {
			.scenario = text_at(stmt, 0), .verdict = text_at(stmt, 1),
			.status = sqlite3_column_int(stmt, 2), .code = text_at(stmt, 3),
			.ms = (long)sqlite3_column_int64(stmt, 4), .why = text_at(stmt, 5),
		};

		more = fn(owner, &row);
	}
	if (stmt)
		sqlite3_reset(stmt);
}
