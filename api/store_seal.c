/*
 * The seal row holds the master key, wrapped with the key of a file or of a
 * passphrase; from the master key come the key of what belongs to nobody in
 * particular, that of the marks, and that which wraps each customer's own.
 *
 * What stays readable, and why.  Of an ask: its reference, operation, state,
 * amount, currency, country, times, looks, owner, the service's words and ids
 * (user token, method id, platform id, code), since looking after it goes on
 * from the start of the program whoever has unlocked it.  Of a customer: her
 * token and status.  Of a call: when, which, how it ended.  None of these names
 * a person to who has but the file.
 *
 * Who can write the file can still delete cells or put old ones back in their
 * place; what they cannot do is read them, make new ones, or pass off one
 * cell as another.
 */

#include "api/store_db.h"

#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/config.h"

enum { SHELF = 64, SMALL = 512 };

struct key_shelf {
	struct shelf_key {
		int64_t id;
		unsigned char bytes[SEAL_KEY];
	} keys[SHELF];
};

/* ---- keys ---- */

void db_ring_take(struct store *store, const unsigned char master[SEAL_KEY])
{
	store->ring = seal_ring_new(master);
	store->shelf = sodium_malloc(sizeof(*store->shelf));
	if (!store->shelf)
		die("out of memory");
	sodium_memzero(store->shelf, sizeof(*store->shelf));
	memcpy(store->post, store->ring->post, SEAL_KEY);
}

void db_ring_drop(struct store *store)
{
	seal_ring_free(store->ring);
	sodium_free(store->shelf);
	store->ring = NULL;
	store->shelf = NULL;
}

static void name_key(int64_t id, char place[static SEAL_PLACE])
{
	snprintf(place, SEAL_PLACE, "seal_keys.wrapped %lld", (long long)id);
}

/* Into its place on the shelf; false when there is no such key (any longer). */
static bool fetch_key(struct store *store, struct shelf_key *key, int64_t id)
{
	static const char sql[] = "SELECT wrapped FROM seal_keys WHERE id = ?1";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);
	char place[SEAL_PLACE];
	bool ok;

	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, id);
	if (!db_row(stmt))
		return false;
	name_key(id, place);
	ok = sqlite3_column_bytes(stmt, 0) == SEAL_KEY + SEAL_MORE &&
	     seal_open(store->ring->wraps, place, sqlite3_column_blob(stmt, 0),
		       SEAL_KEY + SEAL_MORE, key->bytes);
	sqlite3_reset(stmt);
	key->id = ok ? id : 0;
	return ok;
}

/* NULL when it is gone, and with it all that it sealed. */
static const unsigned char *key_bytes(struct store *store, int64_t id)
{
	struct shelf_key *key;

	if (!id)
		return store->ring->cells;
	key = &store->shelf->keys[id % SHELF];
	return key->id == id || fetch_key(store, key, id) ? key->bytes : NULL;
}

int64_t db_key_new(struct store *store, struct err *err)
{
	static const char next[] = "SELECT ifnull(max(seq), 0) + 1 FROM sqlite_sequence "
				   "WHERE name = 'seal_keys'";
	static const char sql[] = "INSERT INTO seal_keys (id, wrapped) VALUES (?1, ?2)";
	unsigned char wrapped[SEAL_KEY + SEAL_MORE], bytes[SEAL_KEY];
	int64_t id = db_next(store, next);
	struct sqlite3_stmt *stmt = db_query(store, sql, err);
	char place[SEAL_PLACE];
	bool ok;

	if (!stmt)
		return 0;
	randombytes_buf(bytes, sizeof(bytes));
	name_key(id, place);
	seal_close(store->ring->wraps, place, bytes, sizeof(bytes), wrapped);
	sodium_memzero(bytes, sizeof(bytes));
	sqlite3_bind_int64(stmt, 1, id);
	sqlite3_bind_blob(stmt, 2, wrapped, sizeof(wrapped), SQLITE_STATIC);
	ok = db_run(store, stmt, NULL, err);
	return ok ? id : 0;
}

int64_t db_key_of(struct store *store, const char *user_token, const char *alias)
{
	static const char by_token[] = "SELECT key_id FROM customers WHERE user_token = ?1 "
				       "AND user_token <> ''";
	static const char by_alias[] =
		"SELECT key_id FROM customer_marks CROSS JOIN customers ON id = customer_id "
		"WHERE mark = mark_of(iif(instr(?1, '@'), 'email=', 'phone='), ?1) LIMIT 1";
	const char *const values[] = { user_token, alias };
	const char *const queries[] = { by_token, by_alias };
	int64_t id = 0;

	for (size_t i = 0; i < ARRAY_LEN(queries) && !id; i++) {
		struct sqlite3_stmt *stmt = *values[i] ? db_query(store, queries[i], NULL) : NULL;

		if (!stmt)
			continue;
		sqlite3_bind_text(stmt, 1, values[i], -1, SQLITE_STATIC);
		id = db_number(stmt);
	}
	return id;
}

void db_shelf_clear(struct store *store)
{
	if (store->shelf)
		sodium_memzero(store->shelf, sizeof(*store->shelf));
}

/* ---- cells ---- */

/* One value of a sealed column, and where it stands. */
struct value {
	char place[SEAL_PLACE];
	int64_t key_id;
	const unsigned char *bytes;
	size_t len;
};

/* Opened, into out, which holds len; how long it is, or -1. */
static ssize_t open_value(struct store *store, const struct value *v, char *out)
{
	const unsigned char *key;

	if (!store->ring)
		return -1;
	if (seal_is_posted(v->bytes, v->len)) {
		if (seal_unpost(store->ring, v->place, v->bytes, v->len, out))
			return (ssize_t)(v->len - SEAL_BOX_MORE);
	} else {
		key = key_bytes(store, v->key_id);
		if (!key)
			return -1;
		if (seal_open(key, v->place, v->bytes, v->len, out))
			return (ssize_t)(v->len - SEAL_MORE);
	}
	store->spoilt++;
	return -1;
}

/* New, NUL-terminated: a blank when it cannot be read. */
static char *open_text(struct store *store, struct sqlite3_value *from, struct value *v,
		       size_t *len)
{
	bool plain = sqlite3_value_type(from) == SQLITE_TEXT;
	char *text;
	ssize_t n;

	v->bytes = sqlite3_value_blob(from);
	v->len = (size_t)sqlite3_value_bytes(from);
	text = xmalloc(v->len + 1);
	if (plain && v->len && store->seal == SEAL_NONE) {
		memcpy(text, v->bytes, v->len);
		n = (ssize_t)v->len;
	} else if (plain) {
		store->spoilt += v->len > 0;	/* put there by somebody else */
		n = 0;
	} else {
		n = open_value(store, v, text);
	}
	*len = n > 0 ? (size_t)n : 0;
	text[*len] = '\0';
	return text;
}

static void take_place(sqlite3_value **args, struct value *v)
{
	snprintf(v->place, sizeof(v->place), "%s %s", (const char *)sqlite3_value_text(args[1]),
		 (const char *)sqlite3_value_text(args[2]));
	v->key_id = sqlite3_value_int64(args[3]);
}

static void sql_unseal(sqlite3_context *ctx, int n, sqlite3_value **args)
{
	struct store *store = sqlite3_user_data(ctx);
	struct value v;
	char *text;
	size_t len;

	(void)n;
	if (sqlite3_value_type(args[0]) == SQLITE_NULL)
		return;
	if (!sqlite3_value_bytes(args[0])) {
		sqlite3_result_text(ctx, "", 0, SQLITE_STATIC);
		return;
	}
	take_place(args, &v);
	text = open_text(store, args[0], &v, &len);
	sqlite3_result_text(ctx, text, (int)len, free);
}

char *db_unsealed(struct store *store, struct sqlite3_stmt *stmt, int nth,
		  const struct sealed_cell *cell)
{
	struct value v = { .key_id = 0 };
	size_t len;

	if (sqlite3_column_type(stmt, nth) == SQLITE_NULL)
		return NULL;
	if (!sqlite3_column_bytes(stmt, nth))
		return xstrdup("");
	snprintf(v.place, sizeof(v.place), "%s %lld", cell->place, (long long)cell->row);
	return open_text(store, sqlite3_column_value(stmt, nth), &v, &len);
}

static void sql_seal(sqlite3_context *ctx, int n, sqlite3_value **args)
{
	struct store *store = sqlite3_user_data(ctx);
	unsigned char small[SMALL], *out = small;
	const unsigned char *key = NULL;
	struct value v;
	size_t more;

	(void)n;
	v.bytes = sqlite3_value_text(args[0]);
	v.len = (size_t)sqlite3_value_bytes(args[0]);
	if (!v.bytes || !v.len) {
		sqlite3_result_value(ctx, args[0]);
		return;
	}
	if (!store->ring && store->seal == SEAL_NONE) {
		sqlite3_result_error(ctx, "nothing is written that cannot be sealed", -1);
		return;
	}
	take_place(args, &v);
	if (store->ring && !(key = key_bytes(store, v.key_id))) {
		/* Whose it was is gone from here, and nothing more is kept of her. */
		sqlite3_result_text(ctx, "", 0, SQLITE_STATIC);
		return;
	}
	more = key ? SEAL_MORE : SEAL_BOX_MORE;
	if (v.len + more > sizeof(small))
		out = xmalloc(v.len + more);
	if (key)
		seal_close(key, v.place, v.bytes, v.len, out);
	else
		seal_post(store->post, v.place, v.bytes, v.len, out);
	sqlite3_result_blob(ctx, out, (int)(v.len + more), SQLITE_TRANSIENT);
	if (out != small)
		free(out);
}

static void sql_mark(sqlite3_context *ctx, int n, sqlite3_value **args)
{
	struct store *store = sqlite3_user_data(ctx);
	const char *kind = (const char *)sqlite3_value_text(args[0]);
	const char *text = (const char *)sqlite3_value_text(args[1]);
	unsigned char mark[SEAL_MARK];

	(void)n;
	if (!text || (*text && !store->ring))
		return;
	if (!*text) {
		sqlite3_result_text(ctx, "", 0, SQLITE_STATIC);
		return;
	}
	seal_mark(store->ring, kind, text, mark);
	sqlite3_result_blob(ctx, mark, sizeof(mark), SQLITE_TRANSIENT);
}

static void sql_is_locked(sqlite3_context *ctx, int n, sqlite3_value **args)
{
	(void)n, (void)args;
	sqlite3_result_int(ctx, store_is_locked(sqlite3_user_data(ctx)));
}

void db_seal_functions(struct store *store)
{
	static const struct {
		const char *name;
		int args;
		void (*run)(sqlite3_context *, int, sqlite3_value **);
	} functions[] = {
		{ "seal", 4, sql_seal }, { "unseal", 4, sql_unseal },
		{ "mark_of", 2, sql_mark }, { "is_locked", 0, sql_is_locked },
	};

	for (size_t i = 0; i < ARRAY_LEN(functions); i++)
		sqlite3_create_function_v2(store->db, functions[i].name, functions[i].args,
					   SQLITE_UTF8 | SQLITE_DIRECTONLY, store,
					   functions[i].run, NULL, NULL, NULL);
}

int store_spoilt(const struct store *store)
{
	return store->spoilt;
}
