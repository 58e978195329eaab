/*
 * One SQLite file per profile.  It lies between the person and the first
 * frame, so opening does the least: no check of the file, no counting; the
 * schema is only touched when user_version is behind.
 */

#include "api/store_db.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/config.h"
#include "api/geo.h"

extern const char asset_schema_sql[];

enum { BUSY_MS = 3000 };

/* ---- errors, in words ---- */

bool db_fail(struct store *store, struct err *err)
{
	int code = sqlite3_errcode(store->db) & 0xff;

	switch (code) {
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		err_set(err, ERR_STORE, _("The records in %s are damaged and cannot be read. "
					  "The file was left as it is."), store->path);
		return err_next(err, _("Keep the file for support. Renaming it lets remitty start "
				       "with empty records."));
	case SQLITE_FULL:
		err_set(err, ERR_STORE, _("The disk is full: nothing could be recorded."));
		return err_next(err, _("Make room on the disk, then try again."));
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		err_set(err, ERR_STORE, _("Another remitty is busy with the same records."));
		return err_next(err, _("Try again in a moment."));
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_AUTH:
	case SQLITE_READONLY:
		err_set(err, ERR_STORE, _("The records in %s cannot be opened for writing."),
			store->path);
		return err_next(err, _("Check that the file and its folder belong to you."));
	default:
		err_set(err, ERR_STORE, _("The records could not be read or written. [%s]"),
			sqlite3_errmsg(store->db));
		return err_next(err, _("Check the disk and that it has room, then try again."));
	}
}

/* ---- statements ---- */

struct sqlite3_stmt *db_query(struct store *store, const char *sql, struct err *err)
{
	sqlite3_stmt *stmt = NULL;

	for (int i = 0; i < store->n_kept; i++) {
		if (store->kept[i].sql != sql)
			continue;
		sqlite3_reset(store->kept[i].stmt);
		sqlite3_clear_bindings(store->kept[i].stmt);
		return store->kept[i].stmt;
	}
	if (store->n_kept == (int)ARRAY_LEN(store->kept))
		die("the store keeps more statements than it has room for");
	if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL)) {
		db_fail(store, err);
		return NULL;
	}
	store->kept[store->n_kept].sql = sql;
	store->kept[store->n_kept++].stmt = stmt;
	return stmt;
}

bool db_run(struct store *store, struct sqlite3_stmt *stmt, int *changed, struct err *err)
{
	int code;

	while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
		;
	if (code != SQLITE_DONE) {
		db_fail(store, err);
		sqlite3_reset(stmt);
		return false;
	}
	if (changed)
		*changed = sqlite3_changes(store->db);
	sqlite3_reset(stmt);
	return true;
}

bool db_row(struct sqlite3_stmt *stmt)
{
	if (sqlite3_step(stmt) == SQLITE_ROW)
		return true;
	sqlite3_reset(stmt);
	return false;
}

int64_t db_number(struct sqlite3_stmt *stmt)
{
	int64_t number = 0;

	if (db_row(stmt)) {
		number = sqlite3_column_int64(stmt, 0);
		sqlite3_reset(stmt);
	}
	return number;
}

int64_t db_next(struct store *store, const char *sql)
{
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);

	return stmt ? db_number(stmt) : 1;
}

static bool run(struct store *store, const char *sql, struct err *err)
{
	return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK || db_fail(store, err);
}

bool db_begin(struct store *store, bool durable, struct err *err)
{
	static const char begin[] = "BEGIN IMMEDIATE";
	struct sqlite3_stmt *stmt;

	if (store->durable != durable &&
	    !run(store, durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL", err))
		return false;
	store->durable = durable;
	stmt = db_query(store, begin, err);
	return stmt && db_run(store, stmt, NULL, err);
}

bool db_end(struct store *store, bool commit, struct err *err)
{
	static const char end[] = "COMMIT", undo[] = "ROLLBACK";
	struct sqlite3_stmt *stmt = commit ? db_query(store, end, err) : NULL;

	if (stmt && db_run(store, stmt, NULL, err))
		return true;
	stmt = db_query(store, undo, NULL);
	if (stmt && !sqlite3_get_autocommit(store->db))
		db_run(store, stmt, NULL, NULL);
	return false;
}

void db_patience(struct store *store, int ms)
{
	sqlite3_busy_timeout(store->db, ms ? ms : store->patience);
}

void store_patience(struct store *store, int ms)
{
	store->patience = ms;
	sqlite3_busy_timeout(store->db, ms);
}

bool store_is_busy(const struct store *store)
{
	return (sqlite3_errcode(store->db) & 0xff) == SQLITE_BUSY;
}

/* ---- rows ---- */

void db_bind(struct sqlite3_stmt *stmt, const struct column *cols, size_t n, const void *row)
{
	for (size_t i = 0; i < n; i++) {
		const char *at = (const char *)row + cols[i].at;
		int nth = (int)i + 1;

		switch (cols[i].kind) {
		case COL_TEXT:
			sqlite3_bind_text(stmt, nth, at, -1, SQLITE_STATIC);
			break;
		case COL_INT:
			sqlite3_bind_int(stmt, nth, *(const int *)at);
			break;
		case COL_LONG:
			sqlite3_bind_int64(stmt, nth, *(const int64_t *)at);
			break;
		case COL_BOOL:
			sqlite3_bind_int(stmt, nth, *(const bool *)at);
			break;
		case COL_STATE:
			at = ask_state_name(*(const enum ask_state *)at);
			sqlite3_bind_text(stmt, nth, at, -1, SQLITE_STATIC);
			break;
		}
	}
}

const char *db_text(struct sqlite3_stmt *stmt, int nth)
{
	const char *text = (const char *)sqlite3_column_text(stmt, nth);

	return text ? text : "";
}

void db_read(struct sqlite3_stmt *stmt, const struct column *cols, size_t n, void *row)
{
	for (size_t i = 0; i < n; i++) {
		char *at = (char *)row + cols[i].at;
		int nth = (int)i;

		switch (cols[i].kind) {
		case COL_TEXT:
			snprintf(at, cols[i].size, "%s", db_text(stmt, nth));
			break;
		case COL_INT:
			*(int *)at = sqlite3_column_int(stmt, nth);
			break;
		case COL_LONG:
			*(int64_t *)at = sqlite3_column_int64(stmt, nth);
			break;
		case COL_BOOL:
			*(bool *)at = sqlite3_column_int(stmt, nth) != 0;
			break;
		case COL_STATE:
			/* A word of a later version: leave it to a person. */
			if (!ask_state_from_name(db_text(stmt, nth), (enum ask_state *)at))
				*(enum ask_state *)at = ASK_MISMATCH;
			break;
		}
	}
}

void db_alias(const char *text, char *buf, size_t size)
{
	size_t n = 0;
	bool email = strchr(text, '@') != NULL;
	char same[20];

	for (; *text && n + 1 < size; text++)
		if (email ? *text != ' ' : !strchr(" -.()", *text))
			buf[n++] = (char)tolower((unsigned char)*text);
	buf[n] = '\0';
	text_whole(buf);
	if (email || buf[0] != '+' || n >= sizeof(same))
		return;
	phone_same(buf, same);
	snprintf(buf, size, "%s", same);
}

/* ---- opening ---- */

/* The text of step n in assets/schema.sql, or NULL past the last; *len is its length. */
static const char *step_text(int n, size_t *len)
{
	char mark[32];
	const char *at, *end;

	snprintf(mark, sizeof(mark), "-- version %d\n", n);
	at = strstr(asset_schema_sql, mark);
	if (!at)
		return NULL;
	end = strstr(at + 1, "\n-- version ");
	*len = end ? (size_t)(end - at) : strlen(at);
	return at;
}

static bool version_get(struct store *store, int *version, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_prepare_v2(store->db, "PRAGMA user_version", -1, &stmt, NULL);
	bool ok = code == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW;

	if (ok)
		*version = sqlite3_column_int(stmt, 0);
	else
		db_fail(store, err);
	sqlite3_finalize(stmt);
	return ok;
}

/* Apply the steps that are missing.  Another process may have been at it
 * while we waited for the lock, so the version is read again inside. */
static bool migrate(struct store *store, struct err *err)
{
	bool ok = db_begin(store, true, err);
	int version = 0;
	size_t len;

	if (!ok)
		return false;
	ok = version_get(store, &version, err);
	for (const char *step; ok && (step = step_text(version + 1, &len)); version++) {
		char *sql = xasprintf("%.*s; PRAGMA user_version = %d;", (int)len, step,
				      version + 1);

		ok = run(store, sql, err);
		free(sql);
	}
	return db_end(store, ok, err) && ok;
}

static bool schema_ready(struct store *store, struct err *err)
{
	int version, newest = 0;
	size_t len;

	if (!version_get(store, &version, err))
		return false;
	while (step_text(newest + 1, &len))
		newest++;
	if (version > newest) {
		err_set(err, ERR_STORE, _("The records in %s were written by a newer remitty."),
			store->path);
		return err_next(err, _("Use that version; this one leaves them alone."));
	}
	if (version == newest)
		return true;
	store->fresh = version == 0;
	/* When another process is just doing the same this may be refused: it is done then. */
	if (version == 0)
		run(store, "PRAGMA journal_mode = WAL", NULL);
	return migrate(store, err);
}

/* Make the file ourselves, so that nobody else can ever read it: SQLite gives
 * the -wal and -shm files beside it the same mode. */
static bool file_ready(const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash && slash > path ? xstrndup(path, (size_t)(slash - path)) : NULL;
	int fd;

	if (folder && mkdir(folder, 0700) != 0 && errno != EEXIST) {
		err_set(err, ERR_STORE, _("The folder %s cannot be made: %s"), folder,
			strerror(errno));
		free(folder);
		return err_next(err, _("Check that the folder above it belongs to you, and that "
				       "the disk is not read-only."));
	}
	free(folder);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0) {
		err_set(err, ERR_STORE, _("The records in %s cannot be opened: %s"), path,
			strerror(errno));
		return err_next(err, _("Check that the file and its folder belong to you, and "
				       "that the disk is not read-only."));
	}
	close(fd);
	return true;
}

struct store *store_open_locked(const char *path, struct err *err)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
		    SQLITE_OPEN_EXRESCODE;
	struct store *store;

	db_memory();
	if (sodium_init() < 0)
		die("%s", _("the library for sealing does not work on this computer"));
	if (!str_eq(path, ":memory:") && !file_ready(path, err))
		return NULL;
	store = xcalloc(1, sizeof(*store));
	store->path = xstrdup(path);
	store->durable = true;		/* what a fresh connection does */
	if (sqlite3_open_v2(path, &store->db, flags, NULL) != SQLITE_OK) {
		db_fail(store, err);
		goto failed;
	}
	store_patience(store, BUSY_MS);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	db_seal_functions(store);
	/* What is deleted is overwritten: keys above all. */
	if (run(store, "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; "
		       "PRAGMA secure_delete = ON;", err) &&
	    schema_ready(store, err) && db_seal_read(store, err))
		return store;
failed:
	store_close(store);
	return NULL;
}

struct store *store_open(const char *path, struct err *err)
{
	struct store *store = store_open_locked(path, err);
	bool apart = str_eq(path, ":memory:");
	char *key_path = store_key_path(path);
	char *word = store && !apart ? store_key_word(store, key_path, err) : NULL;
	unsigned char key[SEAL_KEY] = { 0 };

	if (word)
		seal_word(word, key);
	if (store && ((!word && !apart) || !store_unlock(store, SEAL_FILE, key, err))) {
		store_close(store);
		store = NULL;
	}
	sodium_memzero(key, sizeof(key));
	secret_free(word);
	free(key_path);
	return store;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	for (int i = 0; i < store->n_kept; i++)
		sqlite3_finalize(store->kept[i].stmt);
	sqlite3_close(store->db);
	db_ring_drop(store);
	free(store->path);
	free(store);
}
