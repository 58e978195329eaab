/* Customers seen and journeys under way. */

#include "api/store_db.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- customers ---- */

#define CUSTOMER_COLUMNS "id, phone, email, user_token, name, status, detail, seen_at"

static const struct column customer_cols[] = {
	COLUMN(COL_LONG, struct customer, id),
	COLUMN(COL_TEXT, struct customer, phone),
	COLUMN(COL_TEXT, struct customer, email),
	COLUMN(COL_TEXT, struct customer, user_token),
	COLUMN(COL_TEXT, struct customer, name),
	COLUMN(COL_TEXT, struct customer, status),
	COLUMN(COL_TEXT, struct customer, detail),
	COLUMN(COL_LONG, struct customer, seen_at),
};

enum {
	NAME_FOLDED = ARRAY_LEN(customer_cols) + 1,
	FEW = 500,			/* so many are sorted; of more, some are met soon */
};

/* Base letters of U+00C0 to U+017F, in lower case; a blank keeps the letter. */
static const char base_letters[] =
	"aaaaaa ceeeeiiii nooooo ouuuuy  aaaaaa ceeeeiiii nooooo ouuuuy y"
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkk lllllll"
	"lllnnnnnnn  oooooo  rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* One character of two bytes: its base letter, '\0' for a combining mark, or
 * -1 when it stands for itself. */
static int base_of(const unsigned char *s)
{
	unsigned c = (s[0] & 0x1fu) << 6 | (s[1] & 0x3fu);

	if (c >= 0x300 && c < 0x370)
		return '\0';
	if (c < 0xc0 || c >= 0x180 || base_letters[c - 0xc0] == ' ')
		return -1;
	return base_letters[c - 0xc0];
}

/* Lower case without accents, for comparing Latin names. */
static void fold(const char *text, char *buf, size_t size)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t n = 0;

	for (; *s && n + 1 < size; s++) {
		int base = (*s & 0xe0) == 0xc0 && s[1] ? base_of(s) : -1;

		if (base >= 0)
			s++;
		if (base > 0)
			buf[n++] = (char)base;
		else if (base < 0)
			buf[n++] = (char)(*s >= 'A' && *s <= 'Z' ? *s + 32 : *s);
	}
	buf[n] = '\0';
}

static int64_t find_one(struct store *store, const char *sql, const char *value)
{
	struct sqlite3_stmt *stmt = *value ? db_query(store, sql, NULL) : NULL;
	int64_t id = 0;

	if (!stmt)
		return 0;
	sqlite3_bind_text(stmt, 1, value, -1, SQLITE_STATIC);
	if (db_row(stmt)) {
		id = sqlite3_column_int64(stmt, 0);
		sqlite3_reset(stmt);
	}
	return id;
}

static int64_t customer_id(struct store *store, const struct customer *c)
{
	/* The second condition lets the index serve that leaves blank ones out. */
	static const char by_token[] = "SELECT id FROM customers WHERE user_token = ?1 "
				       "AND user_token <> ''";
	static const char by_phone[] = "SELECT id FROM customers WHERE phone = ?1 "
				       "ORDER BY seen_at DESC LIMIT 1";
	static const char by_email[] = "SELECT id FROM customers WHERE email = ?1 "
				       "ORDER BY seen_at DESC LIMIT 1";
	int64_t id = find_one(store, by_token, c->user_token);

	if (!id)
		id = find_one(store, by_phone, c->phone);
	return id ? id : find_one(store, by_email, c->email);
}

bool store_customer_put(struct store *store, struct customer *c, struct err *err)
{
	static const char insert[] =
		"INSERT INTO customers (" CUSTOMER_COLUMNS ", name_folded) "
		"VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
	static const char update[] =
		"UPDATE customers SET phone = ifnull(nullif(?2, ''), phone), "
		"email = ifnull(nullif(?3, ''), email), "
		"user_token = ifnull(nullif(?4, ''), user_token), "
		"name = ifnull(nullif(?5, ''), name), "
		"name_folded = ifnull(nullif(?9, ''), name_folded), "
		"status = iif(?6 = '', status, ?6), detail = iif(?6 = '', detail, ?7), "
		"seen_at = ?8 WHERE id = ?1";
	struct customer row = *c;
	struct sqlite3_stmt *stmt;
	char folded[sizeof(row.name)];
	bool ok;

	if (!db_begin(store, false, err))
		return false;
	db_alias(c->phone, row.phone, sizeof(row.phone));
	db_alias(c->email, row.email, sizeof(row.email));
	fold(c->name, folded, sizeof(folded));
	row.id = customer_id(store, &row);
	row.seen_at = c->seen_at ? c->seen_at : wall_ms();
	stmt = db_query(store, row.id ? update : insert, err);
	if (stmt) {
		db_bind(stmt, customer_cols, ARRAY_LEN(customer_cols), &row);
		sqlite3_bind_text(stmt, NAME_FOLDED, folded, -1, SQLITE_STATIC);
	}
	ok = stmt && db_run(store, stmt, NULL, err);
	if (ok)
		c->id = row.id ? row.id : sqlite3_last_insert_rowid(store->db);
	return db_end(store, ok, err) && ok;
}

bool store_customer_get(struct store *store, const char *phone_or_email, struct customer *c)
{
	static const char by_phone[] = "SELECT " CUSTOMER_COLUMNS " FROM customers "
		"WHERE phone = ?1 ORDER BY seen_at DESC LIMIT 1";
	static const char by_email[] = "SELECT " CUSTOMER_COLUMNS " FROM customers "
		"WHERE email = ?1 ORDER BY seen_at DESC LIMIT 1";
	char alias[sizeof(c->email)];
	struct sqlite3_stmt *stmt;

	db_alias(phone_or_email, alias, sizeof(alias));
	stmt = *alias ? db_query(store, strchr(alias, '@') ? by_email : by_phone, NULL) : NULL;
	if (!stmt)
		return false;
	sqlite3_bind_text(stmt, 1, alias, -1, SQLITE_STATIC);
	if (!db_row(stmt))
		return false;
	db_read(stmt, customer_cols, ARRAY_LEN(customer_cols), c);
	sqlite3_reset(stmt);
	return true;
}

/* What begins with one text, as the two ends of a range that an index can walk. */
struct prefix {
	struct range {
		char from[128], to[136];
	} name, phone, email;
};

#define BEGINS \
	"(name_folded >= ?1 AND name_folded < ?2) OR (phone >= ?3 AND phone < ?4) OR " \
	"(email >= ?5 AND email < ?6)"
#define NAMED "SELECT id FROM customers WHERE name_folded >= ?1 AND name_folded < ?2"
#define PHONED "SELECT id FROM customers WHERE phone >= ?3 AND phone < ?4"
#define MAILED "SELECT id FROM customers WHERE email >= ?5 AND email < ?6"

static void range_end(struct range *r, bool all)
{
	/* No text begins after the last character there is; none before "". */
	if (*r->from || all)
		snprintf(r->to, sizeof(r->to), "%s\xf4\x8f\xbf\xbf", r->from);
	else
		r->to[0] = '\0';
}

static void prefix_init(struct prefix *p, const char *text)
{
	fold(text, p->name.from, sizeof(p->name.from));
	fold(text, p->email.from, sizeof(p->email.from));
	db_alias(text, p->phone.from, sizeof(p->phone.from));
	range_end(&p->name, !*text);
	range_end(&p->phone, !*text);
	range_end(&p->email, !*text);
}

static void bind_prefix(struct sqlite3_stmt *stmt, const struct prefix *p, int limit)
{
	const struct range *ranges[] = { &p->name, &p->phone, &p->email };

	for (int i = 0; i < 3; i++) {
		sqlite3_bind_text(stmt, 2 * i + 1, ranges[i]->from, -1, SQLITE_STATIC);
		sqlite3_bind_text(stmt, 2 * i + 2, ranges[i]->to, -1, SQLITE_STATIC);
	}
	sqlite3_bind_int(stmt, 7, limit);
}

/* Are there so few matches that collecting and sorting them is quick? */
static bool are_few(struct store *store, const struct prefix *p)
{
	static const char sql[] =
		"SELECT (SELECT count(*) FROM (" NAMED " LIMIT ?7)) + "
		"(SELECT count(*) FROM (" PHONED " LIMIT ?7)) + "
		"(SELECT count(*) FROM (" MAILED " LIMIT ?7))";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);
	int n = 0;

	if (!stmt)
		return false;
	bind_prefix(stmt, p, FEW);
	if (db_row(stmt)) {
		n = sqlite3_column_int(stmt, 0);
		sqlite3_reset(stmt);
	}
	return n < FEW;
}

int store_customers_find(struct store *store, const char *text, struct customer *found, int max)
{
	static const char few[] =
		"SELECT " CUSTOMER_COLUMNS " FROM customers WHERE id IN (" NAMED " UNION " PHONED
		" UNION " MAILED ") ORDER BY seen_at DESC LIMIT ?7";
	static const char many[] =
		"SELECT " CUSTOMER_COLUMNS " FROM customers INDEXED BY customers_seen WHERE " BEGINS
		" ORDER BY seen_at DESC LIMIT ?7";
	struct sqlite3_stmt *stmt;
	struct prefix p;
	int n = 0;

	prefix_init(&p, text);
	stmt = db_query(store, *text && are_few(store, &p) ? few : many, NULL);
	if (!stmt || max <= 0)
		return 0;
	bind_prefix(stmt, &p, max);
	while (n < max && db_row(stmt))
		db_read(stmt, customer_cols, ARRAY_LEN(customer_cols), &found[n++]);
	sqlite3_reset(stmt);
	return n;
}

/* ---- journeys ---- */

#define JOURNEY_COLUMNS "id, name, alias, user_token, step, closed, updated_at"

static const struct column journey_cols[] = {
	COLUMN(COL_LONG, struct journey_row, id),
	COLUMN(COL_TEXT, struct journey_row, name),
	COLUMN(COL_TEXT, struct journey_row, alias),
	COLUMN(COL_TEXT, struct journey_row, user_token),
	COLUMN(COL_INT, struct journey_row, step),
	COLUMN(COL_BOOL, struct journey_row, closed),
	COLUMN(COL_LONG, struct journey_row, updated_at),
};

enum { DOC = ARRAY_LEN(journey_cols) };

void journey_row_release(struct journey_row *row)
{
	if (!row)
		return;
	free(row->doc);
	row->doc = NULL;
}

bool store_journey_put(struct store *store, struct journey_row *row, struct err *err)
{
	static const char put[] =
		"INSERT INTO journeys (" JOURNEY_COLUMNS ", doc) "
		"VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8) "
		"ON CONFLICT (id) DO UPDATE SET name = ?2, alias = ?3, user_token = ?4, step = ?5, "
		"closed = ?6, updated_at = ?7, doc = ?8";
	char typed[sizeof(row->alias)];
	struct sqlite3_stmt *stmt;
	bool ok;

	if (!db_begin(store, false, err))
		return false;
	snprintf(typed, sizeof(typed), "%s", row->alias);
	db_alias(typed, row->alias, sizeof(row->alias));
	stmt = db_query(store, put, err);
	if (stmt) {
		db_bind(stmt, journey_cols, ARRAY_LEN(journey_cols), row);
		sqlite3_bind_text(stmt, DOC + 1, row->doc ? row->doc : "{}", -1, SQLITE_STATIC);
	}
	ok = stmt && db_run(store, stmt, NULL, err);
	if (ok && !row->id)
		row->id = sqlite3_last_insert_rowid(store->db);
	return db_end(store, ok, err) && ok;
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
