/* Sealed like customers: a row is read whole, and written whole. */

#include "api/store_wallet.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "api/store_db.h"

#define OPEN(column) "unseal(" column ", 'wallet_people." column "', id, key_id)"
#define SEAL(column, place) "seal(" place ", 'wallet_people." column "', ?1, ?10)"
#define MARK(place) "iif(" place " = '', '', mark_of('wallet', lower(" place ")))"
#define WALLET_OPENED \
	"id, customer_id, " OPEN("customer_account_id") ", " OPEN("account_address") ", " \
	OPEN("namespace") ", " OPEN("business_user_id") ", " OPEN("bank_id") ", " \
	OPEN("bank") ", seen_at"

static const struct column wallet_cols[] = {
	COLUMN(COL_LONG, struct wallet_person, id),
	COLUMN(COL_LONG, struct wallet_person, customer_id),
	COLUMN(COL_TEXT, struct wallet_person, customer_account_id),
	COLUMN(COL_TEXT, struct wallet_person, account_address),
	COLUMN(COL_TEXT, struct wallet_person, namespace),
	COLUMN(COL_TEXT, struct wallet_person, business_user_id),
	COLUMN(COL_TEXT, struct wallet_person, bank_id),
	COLUMN(COL_TEXT, struct wallet_person, bank),
	COLUMN(COL_LONG, struct wallet_person, seen_at),
};

enum { KEY_ID = ARRAY_LEN(wallet_cols) + 1 };

/* ---- reading ---- */

static bool read_one(struct sqlite3_stmt *stmt, struct wallet_person *w)
{
	if (!db_row(stmt))
		return false;
	db_read(stmt, wallet_cols, ARRAY_LEN(wallet_cols), w);
	sqlite3_reset(stmt);
	return true;
}

static bool get_by(struct store *store, const char *sql, int64_t id, struct wallet_person *w)
{
	struct sqlite3_stmt *stmt = id ? db_query(store, sql, NULL) : NULL;

	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, id);
	return read_one(stmt, w);
}

bool store_wallet_of(struct store *store, int64_t customer_id, struct wallet_person *w)
{
	static const char sql[] = "SELECT " WALLET_OPENED " FROM wallet_people "
				  "WHERE customer_id = ?1";

	return !store_is_locked(store) && get_by(store, sql, customer_id, w);
}

bool store_wallet_find(struct store *store, const char *text, struct wallet_person *w)
{
	static const char sql[] = "SELECT " WALLET_OPENED " FROM wallet_people "
		"WHERE mark_of('wallet', lower(?1)) IN (account_mark, address_mark, space_mark, "
		"business_mark) ORDER BY seen_at DESC LIMIT 1";
	struct sqlite3_stmt *stmt = *text && !store_is_locked(store) ?
				    db_query(store, sql, NULL) : NULL;

	if (!stmt)
		return false;
	sqlite3_bind_text(stmt, 1, text, -1, SQLITE_STATIC);
	return read_one(stmt, w);
}

/* ---- writing ---- */

/* The row that this is, by the most certain of what is known. */
static bool known_before(struct store *store, const struct wallet_person *w,
			 struct wallet_person *before)
{
	static const char by_id[] = "SELECT " WALLET_OPENED " FROM wallet_people WHERE id = ?1";
	const char *const names[] = {
		w->customer_account_id, w->business_user_id, w->account_address,
	};

	if (get_by(store, by_id, w->id, before) || store_wallet_of(store, w->customer_id, before))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (store_wallet_find(store, names[i], before) &&
		    (!before->customer_id || !w->customer_id))
			return true;
	return false;
}

/* What is blank leaves what was known. */
static void keep_known(struct wallet_person *row, const struct wallet_person *before)
{
	row->id = before->id;
	if (!row->customer_id)
		row->customer_id = before->customer_id;
	for (size_t i = 0; i < ARRAY_LEN(wallet_cols); i++) {
		const struct column *col = &wallet_cols[i];
		char *now = (char *)row + col->at;

		if (col->kind == COL_TEXT && !*now)
			memcpy(now, (const char *)before + col->at, col->size);
	}
}

static bool write(struct store *store, const struct wallet_person *row, struct err *err)
{
	static const char sql[] =
		"INSERT OR REPLACE INTO wallet_people (id, customer_id, key_id, "
		"customer_account_id, account_address, namespace, business_user_id, bank_id, bank, "
		"account_mark, address_mark, space_mark, business_mark, seen_at) "
		"VALUES (?1, ?2, ?10, " SEAL("customer_account_id", "?3") ", "
		SEAL("account_address", "?4") ", " SEAL("namespace", "?5") ", "
		SEAL("business_user_id", "?6") ", " SEAL("bank_id", "?7") ", "
		SEAL("bank", "?8") ", " MARK("?3") ", " MARK("?4") ", " MARK("?5") ", "
		MARK("?6") ", ?9)";
	struct sqlite3_stmt *stmt = db_query(store, sql, err);

	if (!stmt)
		return false;
	db_bind(stmt, wallet_cols, ARRAY_LEN(wallet_cols), row);
	sqlite3_bind_int64(stmt, KEY_ID, db_key_of_row(store, row->customer_id));
	return db_run(store, stmt, NULL, err);
}

bool store_wallet_put(struct store *store, struct wallet_person *w, struct err *err)
{
	static const char next[] = "SELECT ifnull(max(id), 0) + 1 FROM wallet_people";
	struct wallet_person row = *w, before;
	bool ok;

	if (store_is_locked(store))
		return store_locked(err);
	if (!db_begin(store, false, err))
		return false;
	if (known_before(store, w, &before))
		keep_known(&row, &before);
	else
		row.id = db_next(store, next);
	row.seen_at = w->seen_at ? w->seen_at : wall_ms();
	ok = write(store, &row, err);
	ok = db_end(store, ok, err) && ok;
	if (ok)
		w->id = row.id;
	return ok;
}

bool store_wallet_drop(struct store *store, int64_t id, struct err *err)
{
	struct sqlite3_stmt *stmt;

	if (store_is_locked(store))
		return store_locked(err);
	stmt = db_query(store, "DELETE FROM wallet_people WHERE id = ?1", err);
	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, id);
	return db_run(store, stmt, NULL, err);
}
