/* Customers seen. */

#include "api/store_db.h"

#include <limits.h>
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
	WORDS = 4,			/* of what is typed, that are looked for */
	FEW = 1500,			/* so many are sorted; of more, some are met soon */
	NEWEST = 4000,			/* among so many */
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

/* The words of a name or of what is typed, folded, with blanks between them. */
static void fold_words(const char *text, char *buf, size_t size)
{
	static const char typographic[] = "\xe2\x80\x99";	/* an apostrophe */

	fold(text, buf, size);
	for (char *p = buf; *p; p++) {
		if (strchr("-'.,\t", *p))
			*p = ' ';
		else if (has_prefix(p, typographic))
			memset(p, ' ', sizeof(typographic) - 1);
	}
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

/* Her words anew, from the row as it is now. */
static bool put_words(struct store *store, int64_t id, struct err *err)
{
	static const char drop[] = "DELETE FROM customer_words WHERE customer_id = ?1";
	static const char add[] =
		"WITH RECURSIVE split (customer_id, seen_at, word, rest) AS ("
		"SELECT id, seen_at, '', name_folded || ' ' FROM customers WHERE id = ?1 "
		"UNION ALL SELECT customer_id, seen_at, substr(rest, 1, instr(rest, ' ') - 1), "
		"substr(rest, instr(rest, ' ') + 1) FROM split WHERE rest <> '') "
		"INSERT INTO customer_words (word, seen_at, customer_id) "
		"SELECT DISTINCT word, seen_at, customer_id FROM split WHERE word <> ''";
	const char *const steps[] = { drop, add };
	bool ok = true;

	for (size_t i = 0; ok && i < ARRAY_LEN(steps); i++) {
		struct sqlite3_stmt *stmt = db_query(store, steps[i], err);

		if (stmt)
			sqlite3_bind_int64(stmt, 1, id);
		ok = stmt && db_run(store, stmt, NULL, err);
	}
	return ok;
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
	fold_words(c->name, folded, sizeof(folded));
	row.id = customer_id(store, &row);
	row.seen_at = c->seen_at ? c->seen_at : wall_ms();
	stmt = db_query(store, row.id ? update : insert, err);
	if (stmt) {
		db_bind(stmt, customer_cols, ARRAY_LEN(customer_cols), &row);
		sqlite3_bind_text(stmt, NAME_FOLDED, folded, -1, SQLITE_STATIC);
	}
	ok = stmt && db_run(store, stmt, NULL, err);
	if (ok && !row.id)
		row.id = sqlite3_last_insert_rowid(store->db);
	ok = ok && put_words(store, row.id, err);
	if (ok)
		c->id = row.id;
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

/* What is looked for, and the ranges in which an index finds what begins with it. */
struct search {
	char text[128];			/* of the words, which point into it */
	const char *words[WORDS];
	int n_words;
	struct range {
		char from[128], to[136];
	} word, phone, email;		/* word: the one that fewest have */
};

#define NAMED \
	"SELECT customer_id AS found, seen_at AS at FROM customer_words " \
	"WHERE word >= ?1 AND word < ?2"
#define PHONED "SELECT id, seen_at FROM customers WHERE phone >= ?3 AND phone < ?4"
#define MAILED "SELECT id, seen_at FROM customers WHERE email >= ?5 AND email < ?6"

static void range_end(struct range *r)
{
	/* No text begins after the last character there is; none before "". */
	if (*r->from)
		snprintf(r->to, sizeof(r->to), "%s\xf4\x8f\xbf\xbf", r->from);
	else
		r->to[0] = '\0';
}

static void search_init(struct search *s, const char *text)
{
	char *rest = s->text, *word;

	*s = (struct search){ 0 };
	fold_words(text, s->text, sizeof(s->text));
	while ((word = strsep(&rest, " ")))
		if (*word && s->n_words < WORDS)
			s->words[s->n_words++] = word;
	fold(text, s->email.from, sizeof(s->email.from));
	db_alias(text, s->phone.from, sizeof(s->phone.from));
	range_end(&s->phone);
	range_end(&s->email);
}

static void bind_range(struct sqlite3_stmt *stmt, int nth, const struct range *r)
{
	sqlite3_bind_text(stmt, nth, r->from, -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, nth + 1, r->to, -1, SQLITE_STATIC);
}

/* How many rows a range has; FEW is many. */
static int count(struct store *store, const char *sql, const struct range *r)
{
	struct sqlite3_stmt *stmt = *r->from ? db_query(store, sql, NULL) : NULL;
	int n = 0;

	if (!stmt)
		return 0;
	bind_range(stmt, 1, r);
	sqlite3_bind_int(stmt, 3, FEW);
	if (db_row(stmt)) {
		n = sqlite3_column_int(stmt, 0);
		sqlite3_reset(stmt);
	}
	return n;
}

#define COUNT(of, column) \
	"SELECT count(*) FROM (SELECT 1 FROM " of " WHERE " column " >= ?1 AND " column " < ?2 " \
	"LIMIT ?3)"

/* Choose the word that fewest have.  Are there so few matches that collecting
 * and sorting them is quick? */
static bool are_few(struct store *store, struct search *s)
{
	static const char words[] = COUNT("customer_words", "word");
	static const char phones[] = COUNT("customers", "phone");
	static const char emails[] = COUNT("customers", "email");
	int fewest = 0;

	for (int i = 0; i < s->n_words; i++) {
		struct range r;
		int n;

		snprintf(r.from, sizeof(r.from), "%s", s->words[i]);
		range_end(&r);
		n = count(store, words, &r);
		if (i && (n > fewest || (n == fewest && strlen(r.from) <= strlen(s->word.from))))
			continue;
		fewest = n;
		s->word = r;
	}
	return fewest + count(store, phones, &s->phone) + count(store, emails, &s->email) < FEW;
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

/* The row is customer_cols and the folded name. */
static bool is_found(const struct search *s, struct sqlite3_stmt *stmt)
{
	enum { PHONE = 1, EMAIL = 2 };
	const char *phone = (const char *)sqlite3_column_text(stmt, PHONE);
	const char *email = (const char *)sqlite3_column_text(stmt, EMAIL);
	const char *folded = (const char *)sqlite3_column_text(stmt, NAME_FOLDED - 1);
	int n = 0;

	if ((*s->phone.from && has_prefix(phone, s->phone.from)) ||
	    (*s->email.from && has_prefix(email, s->email.from)))
		return true;
	while (n < s->n_words && has_word(folded, s->words[n]))
		n++;
	return n && n == s->n_words;
}

/* Take from the rows of stmt, in their order, what is found; looks at most at
 * so many.  Returns how many were taken; *looked is how many there were. */
static int take(struct sqlite3_stmt *stmt, const struct search *s, struct customer *found, int max,
		int *looked)
{
	int n = 0, most = *looked;

	for (*looked = 0; n < max && *looked < most && db_row(stmt); ++*looked) {
		/* Two of her words may begin like that: she comes twice, in one place. */
		bool again = n && found[n - 1].id == sqlite3_column_int64(stmt, 0);

		if (!again && (!s || is_found(s, stmt)))
			db_read(stmt, customer_cols, ARRAY_LEN(customer_cols), &found[n++]);
	}
	sqlite3_reset(stmt);
	return n;
}

/* Among the newest (s NULL: these are they); -1 when more would have to be looked at. */
static int find_newest(struct store *store, const struct search *s, struct customer *found, int max)
{
	static const char sql[] =
		"SELECT " CUSTOMER_COLUMNS ", name_folded FROM customers "
		"INDEXED BY customers_seen ORDER BY seen_at DESC";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);
	int n, looked = s ? NEWEST : INT_MAX;

	if (!stmt)
		return 0;
	n = take(stmt, s, found, max, &looked);
	return n < max && looked == NEWEST ? -1 : n;
}

/* All of them, sorted: the rarest word and the ranges by index; the other words
 * are looked for in each row.  The limit is there because without one the order
 * of what is joined would be nobody's business. */
static int find_all(struct store *store, const struct search *s, struct customer *found, int max)
{
	static const char any[] =
		"SELECT " CUSTOMER_COLUMNS ", name_folded FROM ("
		NAMED " UNION " PHONED " UNION " MAILED " ORDER BY at DESC, found LIMIT ?7) "
		"CROSS JOIN customers ON id = found";
	static const char named[] =
		"SELECT " CUSTOMER_COLUMNS ", name_folded FROM ("
		NAMED " ORDER BY at DESC, found LIMIT -1) CROSS JOIN customers ON id = found";
	/* No e-mail has a blank in it. */
	bool as_name = strchr(s->email.from, ' ') && !strchr("+0123456789", *s->phone.from);
	struct sqlite3_stmt *stmt = db_query(store, as_name ? named : any, NULL);
	int most = INT_MAX;

	if (!stmt)
		return 0;
	bind_range(stmt, 1, &s->word);
	if (!as_name) {
		bind_range(stmt, 3, &s->phone);
		bind_range(stmt, 5, &s->email);
		sqlite3_bind_int(stmt, 7, s->n_words > 1 ? -1 : max);
	}
	return take(stmt, s, found, max, &most);
}

int store_customers_find(struct store *store, const char *text, struct customer *found, int max)
{
	struct search s;
	int n = -1;

	if (max <= 0)
		return 0;
	if (!*text)
		return find_newest(store, NULL, found, max);
	search_init(&s, text);
	if (!are_few(store, &s))
		n = find_newest(store, &s, found, max);
	return n < 0 ? find_all(store, &s, found, max) : n;
}
