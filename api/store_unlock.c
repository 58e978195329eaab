/*
 * Unlocking, and the first time: the master key is made, wrapped, and all that
 * lay there in plain is sealed with it, in one transaction.  Free pages and the
 * log may still hold plain bytes then; a mark in the seal's row says so until
 * they are overwritten, however often the program ends before.
 */

#include "api/store_db.h"

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

enum { MEMORY_MOST = 1 << 30, OPS_MOST = 100 };

#define MASTER_PLACE "seal.wrapped 1"

static const char *const kinds[] = { [SEAL_FILE] = "file", [SEAL_PASSPHRASE] = "passphrase" };

enum seal_kind store_seal_kind(const struct store *store)
{
	return store->seal;
}

bool store_is_locked(const struct store *store)
{
	return !store->ring && store->seal != SEAL_NONE;
}

bool store_locked(struct err *err)
{
	err_set(err, ERR_STORE, _("The records of customers are locked."));
	return err_next(err, _("Open the console and type the passphrase, or set seal_key_file or "
			       "seal_key_command."));
}

/* ---- the key file ---- */

char *store_key_path(const char *path)
{
	size_t n = strlen(path);

	if (n > 3 && str_eq(path + n - 3, ".db"))
		n -= 3;
	return xasprintf("%.*s.key", (int)n, path);
}

static bool key_failed(const char *path, struct err *err)
{
	err_set(err, ERR_STORE, _("The key file %.120s cannot be made: %s"), path, strerror(errno));
	return err_next(err, _("Check that its folder belongs to you, and that the disk has room "
			       "and is not read-only."));
}

/* Its folder on the disk as well: a name that the power takes away is no key. */
static bool sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash && slash > path ? xstrndup(path, (size_t)(slash - path)) :
		       xstrdup(slash ? "/" : ".");
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	free(folder);
	return ok;
}

/* Under its name only when it is whole; of two programs at once one is first. */
bool store_key_make(const char *path, struct err *err)
{
	unsigned char chance[SEAL_KEY];
	char hex[2 * SEAL_KEY + 2];
	char *fresh = xasprintf("%s.%08x", path, randombytes_random());
	bool ok;

	randombytes_buf(chance, sizeof(chance));
	sodium_bin2hex(hex, sizeof(hex), chance, sizeof(chance));
	hex[2 * SEAL_KEY] = '\n';
	ok = file_write(fresh, hex, sizeof(hex) - 1, err);
	if (ok && link(fresh, path) && errno != EEXIST &&
	    (errno != EPERM || rename(fresh, path)))	/* some disks know no second name */
		ok = key_failed(path, err);
	if (ok && !sync_folder(path))
		ok = key_failed(path, err);
	unlink(fresh);
	sodium_memzero(chance, sizeof(chance));
	sodium_memzero(hex, sizeof(hex));
	free(fresh);
	return ok;
}

char *store_key_word(struct store *store, const char *key_path, struct err *err)
{
	bool there = access(key_path, F_OK) == 0;

	if (!there && store->seal != SEAL_NONE) {
		err_set(err, ERR_STORE, _("The key file %.120s is not there: what the records hold "
					  "of customers cannot be read without it."), key_path);
		err_next(err, _("Put it back from a copy. Without one, “remitty seal anew” gives "
				"up what is sealed; asks stay followed."));
		return NULL;
	}
	if (!there && !store_key_make(key_path, err))
		return NULL;
	return secret_word(key_path, "seal_key_file", err);
}

/* ---- the seal's row ---- */

bool db_seal_read(struct store *store, struct err *err)
{
	static const char sql[] = "SELECT kind, post FROM seal";
	struct sqlite3_stmt *stmt = db_query(store, sql, err);

	if (!stmt)
		return false;
	store->seal = SEAL_NONE;
	if (!db_row(stmt))
		return sqlite3_errcode(store->db) == SQLITE_OK || db_fail(store, err);
	store->seal = str_eq(db_text(stmt, 0), kinds[SEAL_FILE]) ? SEAL_FILE : SEAL_PASSPHRASE;
	if (sqlite3_column_bytes(stmt, 1) == sizeof(store->post))
		memcpy(store->post, sqlite3_column_blob(stmt, 1), sizeof(store->post));
	sqlite3_reset(stmt);
	return true;
}

bool store_recipe(struct store *store, struct seal_recipe *recipe)
{
	static const char sql[] = "SELECT salt, ops, memory FROM seal WHERE kind = 'passphrase'";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);
	bool ok;

	if (!stmt || !db_row(stmt))
		return false;
	ok = sqlite3_column_bytes(stmt, 0) == sizeof(recipe->salt) &&
	     sqlite3_column_int64(stmt, 1) > 0 && sqlite3_column_int64(stmt, 1) <= OPS_MOST &&
	     sqlite3_column_int64(stmt, 2) > 0 && sqlite3_column_int64(stmt, 2) <= MEMORY_MOST;
	if (ok) {
		memcpy(recipe->salt, sqlite3_column_blob(stmt, 0), sizeof(recipe->salt));
		recipe->ops = (unsigned long long)sqlite3_column_int64(stmt, 1);
		recipe->memory = (size_t)sqlite3_column_int64(stmt, 2);
	}
	sqlite3_reset(stmt);
	return ok;
}

static bool write_row(struct store *store, const struct seal_recipe *recipe,
		      const unsigned char key[SEAL_KEY], struct err *err)
{
	static const char sql[] =
		"INSERT INTO seal (id, kind, salt, ops, memory, wrapped, post, clean) "
		"VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO UPDATE SET "
		"kind = ?1, salt = ?2, ops = ?3, memory = ?4, wrapped = ?5";
	unsigned char wrapped[SEAL_KEY + SEAL_MORE];
	struct sqlite3_stmt *stmt = db_query(store, sql, err);
	const struct seal_recipe none = { .ops = 0 };

	if (!stmt)
		return false;
	seal_close(key, MASTER_PLACE, store->ring->master, SEAL_KEY, wrapped);
	sqlite3_bind_text(stmt, 1, kinds[recipe ? SEAL_PASSPHRASE : SEAL_FILE], -1, SQLITE_STATIC);
	recipe = recipe ? recipe : &none;
	sqlite3_bind_blob(stmt, 2, recipe->salt, sizeof(recipe->salt), SQLITE_STATIC);
	sqlite3_bind_int64(stmt, 3, (int64_t)recipe->ops);
	sqlite3_bind_int64(stmt, 4, (int64_t)recipe->memory);
	sqlite3_bind_blob(stmt, 5, wrapped, sizeof(wrapped), SQLITE_STATIC);
	sqlite3_bind_blob(stmt, 6, store->ring->post, SEAL_KEY, SQLITE_STATIC);
	sqlite3_bind_int(stmt, 7, store->fresh);
	return db_run(store, stmt, NULL, err);
}

/* ---- the first time ---- */

#define SEALED(table, column, row, key) #column " = seal(" #column ", '" #table "." #column \
	"', " row ", " key ")"
#define OF_ASK(column) SEALED(asks, column, "correlation_id", "key_id")
#define OF_CALL(column) SEALED(calls, column, "id", "0")
#define OF_EVENT(column) SEALED(events, column, "id", "0")
#define OF_JOURNEY(column) SEALED(journeys, column, "id", "key_id")

static bool seal_rows(struct store *store, struct err *err)
{
	static const char *const steps[] = {
		"UPDATE journeys SET key_id = ifnull((SELECT key_id FROM customers "
		"WHERE user_token <> '' AND customers.user_token = journeys.user_token), 0), "
		"mark = mark_of('alias', alias)",
		"UPDATE journeys SET " OF_JOURNEY(name) ", " OF_JOURNEY(alias) ", " OF_JOURNEY(doc),
		"UPDATE asks SET key_id = ifnull((SELECT key_id FROM customers "
		"WHERE user_token <> '' AND customers.user_token = asks.user_token), 0), "
		"phone_mark = mark_of('phone', customer_phone), key_mark = mark_of('key', key)",
		"UPDATE asks SET " OF_ASK(customer) ", " OF_ASK(customer_phone) ", " OF_ASK(payer)
		", " OF_ASK(payer_phone) ", " OF_ASK(method) ", " OF_ASK(note) ", " OF_ASK(link)
		", " OF_ASK(refusal_text) ", " OF_ASK(key) ", " OF_ASK(closed),
		"UPDATE ask_events SET " SEALED(ask_events, what, "id", "0")
		" WHERE instr(what, '|') AND NOT instr(what, '|@')",
		"UPDATE ask_answers SET " SEALED(ask_answers, body, "id", "0"),
		"UPDATE ask_bodies SET " SEALED(ask_bodies, body, "correlation_id", "0"),
		"UPDATE calls SET " OF_CALL(url) ", " OF_CALL(failure) ", "
		OF_CALL(request_headers) ", " OF_CALL(request) ", " OF_CALL(response_headers) ", "
		OF_CALL(response) ", " OF_CALL(response_text),
		"UPDATE events SET " OF_EVENT(note) ", " OF_EVENT(forwarded) ", " OF_EVENT(headers)
		", " OF_EVENT(body),
		"UPDATE scenario_rows SET "
		SEALED(scenario_rows, why, "run || ' ' || scenario", "0"),
	};

	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		struct sqlite3_stmt *stmt = db_query(store, steps[i], err);

		if (!stmt || !db_run(store, stmt, NULL, err))
			return false;
	}
	return true;
}

/* Everything or nothing.  Another process may have been first: then its seal counts. */
static bool seal_first(struct store *store, const unsigned char key[SEAL_KEY], struct err *err)
{
	unsigned char master[SEAL_KEY];
	bool ok = db_begin(store, true, err);

	if (!ok)
		return false;
	ok = db_seal_read(store, err);
	if (ok && store->seal == SEAL_NONE) {
		randombytes_buf(master, sizeof(master));
		db_ring_take(store, master);
		sodium_memzero(master, sizeof(master));
		ok = db_people_seal(store, err) && seal_rows(store, err) &&
		     write_row(store, NULL, key, err);
	}
	ok = db_end(store, ok, err) && ok;
	if (ok && store->ring)
		store->seal = SEAL_FILE;
	else if (!ok && store->ring)
		db_ring_drop(store);
	return ok;
}

/* ---- unlocking ---- */

static bool wrong_key(const struct store *store, enum seal_kind kind, struct err *err)
{
	if (kind == SEAL_PASSPHRASE) {
		err_set(err, ERR_STORE, _("This is not the passphrase of these records."));
		return err_next(err, _("Try again. Who has forgotten it: “remitty seal anew” gives "
				       "up what is sealed; asks stay followed."));
	}
	err_set(err, ERR_STORE, _("The key does not fit the records in %s."), store->path);
	return err_next(err, _("Use the key that belongs to them. Without it, “remitty seal anew” "
			       "gives up what is sealed; asks stay followed."));
}

/* The master key into out, if key fits; false with *err when it could not be read. */
static bool open_master(struct store *store, const unsigned char key[SEAL_KEY],
			unsigned char out[SEAL_KEY], bool *fits, struct err *err)
{
	static const char sql[] = "SELECT wrapped FROM seal";
	struct sqlite3_stmt *stmt = db_query(store, sql, err);

	*fits = false;
	if (!stmt)
		return false;
	if (!db_row(stmt))
		return db_fail(store, err);
	*fits = sqlite3_column_bytes(stmt, 0) == SEAL_KEY + SEAL_MORE &&
		seal_open(key, MASTER_PLACE, sqlite3_column_blob(stmt, 0), SEAL_KEY + SEAL_MORE,
			  out);
	sqlite3_reset(stmt);
	return true;
}

bool store_key_fits(struct store *store, const unsigned char key[SEAL_KEY])
{
	unsigned char master[SEAL_KEY];
	bool fits;

	open_master(store, key, master, &fits, NULL);
	sodium_memzero(master, sizeof(master));
	return fits;
}

static bool unlock(struct store *store, enum seal_kind kind, const unsigned char key[SEAL_KEY],
		   struct err *err)
{
	unsigned char master[SEAL_KEY];
	bool fits, ok = open_master(store, key, master, &fits, err);

	if (ok && fits)
		db_ring_take(store, master);
	sodium_memzero(master, sizeof(master));
	return ok && (fits || wrong_key(store, kind, err));
}

bool db_clean_up(struct store *store)
{
	static const char sql[] = "SELECT 1 FROM seal WHERE clean = 0";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);
	int code;

	if (!stmt || !db_number(stmt))
		return stmt;
	code = sqlite3_exec(store->db, "VACUUM", NULL, NULL, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL,
						 NULL);
	if (code == SQLITE_OK)
		code = sqlite3_exec(store->db, "UPDATE seal SET clean = 1", NULL, NULL, NULL);
	return code == SQLITE_OK;
}

bool store_unlock(struct store *store, enum seal_kind kind, const unsigned char key[SEAL_KEY],
		  struct err *err)
{
	if (store->ring)
		return true;
	if (store->seal == SEAL_NONE && !seal_first(store, key, err))
		return false;
	if (!store->ring && !unlock(store, kind, key, err))
		return false;
	db_clean_up(store);
	return true;
}

bool store_reseal(struct store *store, const struct seal_recipe *recipe,
		  const unsigned char key[SEAL_KEY], struct err *err)
{
	bool ok = store->ring && db_begin(store, true, err);

	if (!ok)
		return false;
	ok = db_end(store, write_row(store, recipe, key, err), err);
	if (ok) {		/* the log still holds what the old key opens */
		sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
		store->seal = recipe ? SEAL_PASSPHRASE : SEAL_FILE;
	}
	return ok;
}

bool store_seal_anew(struct store *store, struct err *err)
{
	static const char *const steps[] = {
		"DELETE FROM seal_keys", "DELETE FROM customer_marks", "DELETE FROM customers",
		"DELETE FROM journeys", "DELETE FROM wallet_people",
		"DELETE FROM calls", "DELETE FROM events",
		"DELETE FROM ask_answers", "DELETE FROM ask_bodies",
		"DELETE FROM ask_events WHERE typeof(what) = 'blob'",
		"DELETE FROM settings WHERE typeof(value) = 'blob'",
		"UPDATE scenario_rows SET why = ''",
		"UPDATE asks SET customer = '', customer_phone = '', payer = '', payer_phone = '', "
		"method = '', note = '', link = '', refusal_text = '', key = '', closed = '', "
		"key_id = 0, phone_mark = '', key_mark = ''",
		"DELETE FROM seal",
	};
	bool ok = db_begin(store, true, err);

	if (!ok)
		return false;
	for (size_t i = 0; ok && i < ARRAY_LEN(steps); i++) {
		struct sqlite3_stmt *stmt = db_query(store, steps[i], err);

		ok = stmt && db_run(store, stmt, NULL, err);
	}
	ok = db_end(store, ok, err) && ok;
	if (ok) {
		db_ring_drop(store);
		store->seal = SEAL_NONE;
	}
	return ok;
}
