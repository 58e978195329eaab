/*
 * What customers are found by although they are sealed: keyed hashes of the whole
 * phone and e-mail, and of how these and the words of the name begin.
 */

#include "api/store_db.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/* ---- one spelling of names ---- */

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

void db_fold(const char *text, char *buf, size_t size)
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

void db_fold_words(const char *text, char *buf, size_t size)
{
	static const char typographic[] = "\xe2\x80\x99";	/* an apostrophe */

	db_fold(text, buf, size);
	for (char *p = buf; *p; p++) {
		if (strchr("-'.,\t", *p))
			*p = ' ';
		else if (has_prefix(p, typographic))
			memset(p, ' ', sizeof(typographic) - 1);
	}
}

/* ---- marks ---- */

/* Of these lengths the beginnings of words, phones and e-mails have marks; what is
 * typed is looked for by the longest that fits, and the rest in what is found. */
static const unsigned char lengths[] = { 1, 2, 3, 4, 5, 6, 8, 11 };

enum { MARKS_MOST = 256, BEGINNING = 12 };

struct marks {
	unsigned char at[MARKS_MOST][SEAL_MARK];
	int n;
};

static void add_mark(struct store *store, struct marks *marks, const char *kind, const char *text)
{
	if (*text && marks->n < MARKS_MOST)
		seal_mark(store->ring, kind, text, marks->at[marks->n++]);
}

static void add_beginnings(struct store *store, struct marks *marks, const char *kind,
			   const char *text)
{
	char part[BEGINNING];

	for (size_t i = 0; i < ARRAY_LEN(lengths) && lengths[i] <= strlen(text); i++) {
		snprintf(part, sizeof(part), "%.*s", lengths[i], text);
		add_mark(store, marks, kind, part);
	}
}

bool db_mark_beginning(struct store *store, const char *kind, const char *text,
			   unsigned char mark[SEAL_MARK])
{
	char part[BEGINNING] = "";

	for (size_t i = 0; i < ARRAY_LEN(lengths) && lengths[i] <= strlen(text); i++)
		snprintf(part, sizeof(part), "%.*s", lengths[i], text);
	if (*part)
		seal_mark(store->ring, kind, part, mark);
	return *part;
}

static void marks_of(struct store *store, const struct customer *c, struct marks *marks)
{
	char folded[sizeof(c->name)], *rest = folded, *word;

	marks->n = 0;
	db_fold_words(c->name, folded, sizeof(folded));
	while ((word = strsep(&rest, " ")))
		add_beginnings(store, marks, "word", word);
	add_beginnings(store, marks, "phone", c->phone);
	add_beginnings(store, marks, "email", c->email);
	add_mark(store, marks, "phone=", c->phone);
	add_mark(store, marks, "email=", c->email);
}

/* What the statement does with a mark, its time and its customer, for all of hers. */
static bool each_mark(struct store *store, const char *sql, const struct customer *c,
		      struct err *err)
{
	struct marks marks;
	bool ok = true;

	marks_of(store, c, &marks);
	for (int i = 0; ok && i < marks.n; i++) {
		struct sqlite3_stmt *stmt = db_query(store, sql, err);

		if (stmt) {
			sqlite3_bind_blob(stmt, 1, marks.at[i], SEAL_MARK, SQLITE_STATIC);
			sqlite3_bind_int64(stmt, 2, c->seen_at);
			sqlite3_bind_int64(stmt, 3, c->id);
		}
		ok = stmt && db_run(store, stmt, NULL, err);
	}
	return ok;
}

bool db_marks_put(struct store *store, const struct customer *c, struct err *err)
{
	static const char sql[] = "INSERT INTO customer_marks (mark, seen_at, customer_id) "
				  "VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";

	return each_mark(store, sql, c, err);
}

bool db_marks_drop(struct store *store, const struct customer *c, struct err *err)
{
	static const char sql[] = "DELETE FROM customer_marks WHERE mark = ?1 AND seen_at = ?2 "
				  "AND customer_id = ?3";

	return each_mark(store, sql, c, err);
}
