/* Customers seen, sealed with a key of each one's own. */

#include "api/store_db.h"

#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- customers ---- */

#define CUSTOMER_COLUMNS "id, phone, email, user_token, name, status, detail, seen_at"
#define OPEN(column) "unseal(" column ", 'customers." column "', id, key_id)"
#define SEAL(column, place) "seal(" place ", 'customers." column "', ?1, ?9)"
#define CUSTOMER_OPENED \
	"id, " OPEN("phone") ", " OPEN("email") ", user_token, " OPEN("name") \
	", status, detail, seen_at"

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
	KEY_ID = ARRAY_LEN(customer_cols) + 1,
	WORDS = 4,			/* of what is typed, that are looked for */
	FEW = 1500,			/* so many matches are counted, to find the rarest word */
};

/* ---- rows ---- */

static int64_t id_by_token(struct store *store, const char *user_token)
{
	/* The second condition lets the index serve that leaves blank ones out. */
	static const char sql[] = "SELECT id FROM customers WHERE user_token = ?1 "
				  "AND user_token <> ''";
	struct sqlite3_stmt *stmt = *user_token ? db_query(store, sql, NULL) : NULL;

	if (!stmt)
		return 0;
	sqlite3_bind_text(stmt, 1, user_token, -1, SQLITE_STATIC);
	return db_number(stmt);
}

/* The one last seen of this phone or e-mail. */
static int64_t id_by_alias(struct store *store, const char *alias)
{
	static const char sql[] = "SELECT customer_id FROM customer_marks WHERE mark = ?1 "
				  "ORDER BY seen_at DESC LIMIT 1";
	struct sqlite3_stmt *stmt = *alias && store->ring ? db_query(store, sql, NULL) : NULL;
	unsigned char mark[SEAL_MARK];

	if (!stmt)
		return 0;
	seal_mark(store->ring, strchr(alias, '@') ? "email=" : "phone=", alias, mark);
	sqlite3_bind_blob(stmt, 1, mark, sizeof(mark), SQLITE_STATIC);
	return db_number(stmt);
}

static bool get(struct store *store, int64_t id, struct customer *c)
{
	static const char sql[] = "SELECT " CUSTOMER_OPENED " FROM customers WHERE id = ?1";
	struct sqlite3_stmt *stmt = id ? db_query(store, sql, NULL) : NULL;

	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, id);
	if (!db_row(stmt))
		return false;
	db_read(stmt, customer_cols, ARRAY_LEN(customer_cols), c);
	sqlite3_reset(stmt);
	return true;
}

static int64_t customer_id(struct store *store, const struct customer *c)
{
	int64_t id = id_by_token(store, c->user_token);

	if (!id)
		id = id_by_alias(store, c->phone);
	return id ? id : id_by_alias(store, c->email);
}

static void keep_text(char *now, const char *before, size_t size)
{
	if (!*now)
		snprintf(now, size, "%s", before);
}

/* What is blank leaves what was known. */
static void keep_known(struct customer *row, const struct customer *before)
{
	keep_text(row->phone, before->phone, sizeof(row->phone));
	keep_text(row->email, before->email, sizeof(row->email));
	keep_text(row->user_token, before->user_token, sizeof(row->user_token));
	keep_text(row->name, before->name, sizeof(row->name));
	if (!*row->status)
		snprintf(row->detail, sizeof(row->detail), "%s", before->detail);
	keep_text(row->status, before->status, sizeof(row->status));
}

/* Its key stays: she has it from the first day on. */
static bool write(struct store *store, const struct customer *row, int64_t key_id, struct err *err)
{
	static const char sql[] =
		"INSERT INTO customers (" CUSTOMER_COLUMNS ", name_folded, key_id) "
		"VALUES (?1, " SEAL("phone", "?2") ", " SEAL("email", "?3") ", ?4, "
		SEAL("name", "?5") ", ?6, ?7, ?8, '', ?9) ON CONFLICT (id) DO UPDATE SET "
		"phone = excluded.phone, email = excluded.email, user_token = ?4, "
		"name = excluded.name, status = ?6, detail = ?7, seen_at = ?8, name_folded = '', "
		"key_id = ?9";
	struct sqlite3_stmt *stmt = db_query(store, sql, err);

	if (!stmt)
		return false;
	db_bind(stmt, customer_cols, ARRAY_LEN(customer_cols), row);
	sqlite3_bind_int64(stmt, KEY_ID, key_id);
	return db_run(store, stmt, NULL, err);
}

int64_t db_key_of_row(struct store *store, int64_t id)
{
	static const char sql[] = "SELECT key_id FROM customers WHERE id = ?1";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);

	if (!stmt)
		return 0;
	sqlite3_bind_int64(stmt, 1, id);
	return db_number(stmt);
}

static bool put(struct store *store, struct customer *row, struct err *err)
{
	static const char next[] = "SELECT ifnull(max(id), 0) + 1 FROM customers";
	struct customer before;
	int64_t key_id;

	row->id = customer_id(store, row);
	if (get(store, row->id, &before)) {
		keep_known(row, &before);
		key_id = db_key_of_row(store, row->id);
		if (!db_marks_drop(store, &before, err))
			return false;
	} else {
		row->id = db_next(store, next);
		key_id = db_key_new(store, err);
	}
	return key_id && write(store, row, key_id, err) && db_marks_put(store, row, err);
}

bool store_customer_put(struct store *store, struct customer *c, struct err *err)
{
	struct customer row = *c;
	bool ok;

	if (store_is_locked(store))
		return store_locked(err);
	if (!db_begin(store, false, err))
		return false;
	db_alias(c->phone, row.phone, sizeof(row.phone));
	db_alias(c->email, row.email, sizeof(row.email));
	row.seen_at = c->seen_at ? c->seen_at : wall_ms();
	ok = put(store, &row, err);
	ok = db_end(store, ok, err) && ok;
	if (ok)
		c->id = row.id;
	return ok;
}

bool store_customer_get(struct store *store, const char *phone_or_email, struct customer *c)
{
	char alias[sizeof(c->email)];

	db_alias(phone_or_email, alias, sizeof(alias));
	return get(store, id_by_alias(store, alias), c);
}

bool store_customer_by_id(struct store *store, int64_t id, struct customer *c)
{
	return get(store, id, c);
}

/* Rows from before: what was plain is sealed with a key of each one's own. */
bool db_people_seal(struct store *store, struct err *err)
{
	static const char sql[] = "SELECT " CUSTOMER_COLUMNS " FROM customers WHERE id > ?1 "
				  "ORDER BY id LIMIT 1";
	struct customer row = { .id = 0 };
	struct sqlite3_stmt *stmt;

	for (;;) {
		int64_t key_id;

		stmt = db_query(store, sql, err);
		if (!stmt)
			return false;
		sqlite3_bind_int64(stmt, 1, row.id);
		if (!db_row(stmt))
			return sqlite3_errcode(store->db) == SQLITE_OK || db_fail(store, err);
		db_read(stmt, customer_cols, ARRAY_LEN(customer_cols), &row);
		sqlite3_reset(stmt);
		key_id = db_key_new(store, err);
		if (!key_id || !write(store, &row, key_id, err) || !db_marks_put(store, &row, err))
			return false;
	}
}

/* ---- looking for ---- */

/* What is looked for, and the marks by which it is. */
struct search {
	char text[128];			/* of the words, which point into it */
	const char *words[WORDS];
	int n_words;
	char phone[128], email[128];	/* as one may begin; "": not one */
	struct range {
		unsigned char mark[SEAL_MARK];
		bool on;
	} word[WORDS], as_phone, as_email;	/* word[0]: the one that fewest have */
};

static int count(struct store *store, const struct range *r)
{
	static const char sql[] = "SELECT count(*) FROM (SELECT 1 FROM customer_marks "
				  "WHERE mark = ?1 LIMIT ?2)";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);

	if (!stmt)
		return 0;
	sqlite3_bind_blob(stmt, 1, r->mark, SEAL_MARK, SQLITE_STATIC);
	sqlite3_bind_int(stmt, 2, FEW);
	return (int)db_number(stmt);
}

/* The word that fewest have comes first. */
static void rarest_first(struct store *store, struct search *s)
{
	int fewest = INT_MAX, at = 0;
	struct range rarest;

	for (int i = 0; s->n_words > 1 && i < s->n_words; i++) {
		int n = count(store, &s->word[i]);

		if (n >= fewest)
			continue;
		fewest = n;
		at = i;
	}
	rarest = s->word[at];
	s->word[at] = s->word[0];
	s->word[0] = rarest;
}

static void search_init(struct store *store, struct search *s, const char *text)
{
	char *rest = s->text, *word;

	*s = (struct search){ 0 };
	db_fold_words(text, s->text, sizeof(s->text));
	while ((word = strsep(&rest, " ")))
		if (*word && s->n_words < WORDS)
			s->words[s->n_words++] = word;
	for (int i = 0; i < s->n_words; i++)
		s->word[i].on = db_mark_beginning(store, "word", s->words[i], s->word[i].mark);
	rarest_first(store, s);
	db_fold(text, s->email, sizeof(s->email));
	if (strchr(s->email, ' '))	/* no e-mail has a blank in it */
		s->email[0] = '\0';
	db_alias(text, s->phone, sizeof(s->phone));
	if (!strchr("+0123456789", *s->phone))
		s->phone[0] = '\0';
	s->as_email.on = db_mark_beginning(store, "email", s->email, s->as_email.mark);
	s->as_phone.on = db_mark_beginning(store, "phone", s->phone, s->as_phone.mark);
}

/* Does some word of a folded name begin with this? */
static bool has_word(const char *name, const char *word)
{
	size_t n = strlen(word);

	while (name && strncmp(name, word, n) != 0) {
		name = strchr(name, ' ');
		name = name ? name + 1 : NULL;
	}
	return name;
}

static bool is_found(const struct search *s, const struct customer *c)
{
	char folded[sizeof(c->name)];
	int n = 0;

	if ((*s->phone && has_prefix(c->phone, s->phone)) ||
	    (*s->email && has_prefix(c->email, s->email)))
		return true;
	db_fold_words(c->name, folded, sizeof(folded));
	while (n < s->n_words && has_word(folded, s->words[n]))
		n++;
	return n && n == s->n_words;
}

static void bind_range(struct sqlite3_stmt *stmt, int nth, const struct range *r)
{
	if (r->on)
		sqlite3_bind_blob(stmt, nth, r->mark, SEAL_MARK, SQLITE_STATIC);
}

#define HAS_WORD(nth) \
	"(" nth " IS NULL OR EXISTS (SELECT 1 FROM customer_marks AS other WHERE other.mark = " \
	nth " AND other.seen_at = named.seen_at AND other.customer_id = named.customer_id)) "
#define NAMED \
	"SELECT customer_id AS found, seen_at AS at FROM customer_marks AS named " \
	"WHERE mark = ?1 AND " HAS_WORD("?2") "AND " HAS_WORD("?3") "AND " HAS_WORD("?4")
#define MARKED(nth) "SELECT customer_id, seen_at FROM customer_marks WHERE mark = " nth

/* The ids of those that may be meant, newest first: the index has them in this
 * order, so nothing is collected and sorted. */
static struct sqlite3_stmt *candidates(struct store *store, const struct search *s)
{
	static const char named[] = NAMED "ORDER BY at DESC, found";
	static const char any[] = NAMED "UNION " MARKED("?5") " UNION " MARKED("?6")
				  " ORDER BY at DESC, found";
	bool as_name = !s->as_phone.on && !s->as_email.on;
	struct sqlite3_stmt *stmt = db_query(store, as_name ? named : any, NULL);

	if (!stmt)
		return NULL;
	for (int i = 0; i < WORDS; i++)
		bind_range(stmt, i + 1, &s->word[i]);
	if (!as_name) {
		bind_range(stmt, 5, &s->as_phone);
		bind_range(stmt, 6, &s->as_email);
	}
	return stmt;
}

static int find_newest(struct store *store, struct customer *found, int max)
{
	static const char sql[] =
		"SELECT " CUSTOMER_OPENED " FROM customers INDEXED BY customers_seen "
		"ORDER BY seen_at DESC LIMIT ?1";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);
	int n = 0;

	if (!stmt)
		return 0;
	sqlite3_bind_int(stmt, 1, max);
	while (n < max && db_row(stmt))
		db_read(stmt, customer_cols, ARRAY_LEN(customer_cols), &found[n++]);
	sqlite3_reset(stmt);
	return n;
}

int store_customers_find(struct store *store, const char *text, struct customer *found, int max)
{
	struct sqlite3_stmt *stmt;
	struct search s;
	int n = 0;

	if (max <= 0 || store_is_locked(store))
		return 0;
	if (!*text)
		return find_newest(store, found, max);
	search_init(store, &s, text);
	stmt = candidates(store, &s);
	while (n < max && stmt && db_row(stmt))
		if (get(store, sqlite3_column_int64(stmt, 0), &found[n]) && is_found(&s, &found[n]))
			n++;
	if (stmt)
		sqlite3_reset(stmt);
	return n;
}
