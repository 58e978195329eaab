#ifndef API_STORE_DB_H
#define API_STORE_DB_H

/* Inside the store only: the connection, its prepared statements, and rows as
 * tables of columns.  Every value passes db_bind() and db_read(). */

#include "api/store_seal.h"

struct sqlite3;
struct sqlite3_stmt;

struct store {
	struct sqlite3 *db;
	char *path;
	bool durable;			/* commits now wait for the disk */
	int patience;			/* ms that a write waits for another process's */
	struct {
		const char *sql;
		struct sqlite3_stmt *stmt;
	} kept[128];
	int n_kept;
	enum seal_kind seal;
	bool fresh;			/* made by this process: nothing was ever plain in it */
	unsigned char post[SEAL_KEY];
	struct seal_ring *ring;		/* NULL while it is locked */
	struct key_shelf *shelf;	/* customers' keys last used */
	int spoilt;
};

/* The prepared statement of this text (a static string: its address is its
 * name), reset and unbound.  NULL with *err. */
struct sqlite3_stmt *db_query(struct store *, const char *sql, struct err *);

/* Run a statement to its end.  *changed, when given, is how many rows it changed. */
bool db_run(struct store *, struct sqlite3_stmt *, int *changed, struct err *);

/* The next row is there.  At the end, and after an error, false and the statement is reset. */
bool db_row(struct sqlite3_stmt *);

/* From the first connection on the library ends the program as well when memory
 * is out: a column that could not be read would be an empty one. */
void db_memory(void);

/* *err from the connection's last error; returns false. */
bool db_fail(struct store *, struct err *);

/* How long to wait for another process that is writing; 0: as usual. */
void db_patience(struct store *, int ms);

/* From here until db_end() everything or nothing; durable: on the disk, not
 * just with the kernel, when db_end(store, true) returns true. */
bool db_begin(struct store *, bool durable, struct err *);
bool db_end(struct store *, bool commit, struct err *);

enum column_kind { COL_TEXT, COL_INT, COL_LONG, COL_BOOL, COL_STATE };

struct column {
	enum column_kind kind;
	size_t at, size;		/* where in the struct; size of a text */
};

#define COLUMN(kind, type, member) \
	{ (kind), offsetof(type, member), sizeof(((type *)NULL)->member) }

/* Bind a struct's members to ?1, ?2 …; read the columns from the first on. */
void db_bind(struct sqlite3_stmt *, const struct column *, size_t n, const void *row);
void db_read(struct sqlite3_stmt *, const struct column *, size_t n, void *row);

/* A column's text, never NULL; borrowed until the next row. */
const char *db_text(struct sqlite3_stmt *, int nth);

/* ---- sealed columns ----
 *
 * In SQL: seal(TEXT, 'table.column', ROW, KEY_ID) and unseal() the other way;
 * key_id 0 is the store's own.  A blank stays blank, so that it can be told
 * apart without the key.  Unseal gives a blank of what cannot be read: locked,
 * or not sealed for this place.  mark_of(KIND, TEXT) is what texts are found by
 * (NULL while locked), is_locked() tells. */
void db_seal_functions(struct store *);

/* A sealed column of a row, opened in C: for what is looked into one by one.
 * NULL for NULL, else new. */
struct sealed_cell {
	const char *place;		/* 'table.column' */
	int64_t row;
};
char *db_unsealed(struct store *, struct sqlite3_stmt *, int nth, const struct sealed_cell *);

/* A new customer's key; 0 with *err. */
int64_t db_key_new(struct store *, struct err *);

/* The key of the customer in this row; 0: there is no such row. */
int64_t db_key_of_row(struct store *, int64_t customer_id);

/* The key of the customer with this token, else phone or e-mail; 0: nobody known. */
int64_t db_key_of(struct store *, const char *user_token, const char *alias);

/* Read the seal's row; what it takes to read is in store->seal then. */
bool db_seal_read(struct store *, struct err *);

/* Where the seal's row says that free pages or the log may hold what was deleted:
 * write the file anew and end the log.  False when others are at it: the next start
 * tries again. */
bool db_clean_up(struct store *);

/* Forget the customers' keys that were read. */
void db_shelf_clear(struct store *);

/* store_people.c: seal what was plain of customers, each with a key of her own. */
bool db_people_seal(struct store *, struct err *);

/* Lower case without accents, for comparing Latin names; and the words of a name
 * or of what is typed, with blanks between them. */
void db_fold(const char *text, char *buf, size_t size);
void db_fold_words(const char *text, char *buf, size_t size);

/* What a customer is found by, from her row as it is. */
bool db_marks_put(struct store *, const struct customer *, struct err *);
bool db_marks_drop(struct store *, const struct customer *, struct err *);

/* By which "word", "phone" or "email" that begins like this is looked for; false: by
 * nothing.  It may find more. */
bool db_mark_beginning(struct store *, const char *kind, const char *text,
		       unsigned char mark[SEAL_MARK]);

/* Take this master key, or forget it. */
void db_ring_take(struct store *, const unsigned char master[SEAL_KEY]);
void db_ring_drop(struct store *);

/* The next row of a table whose id is counted on (SELECT ifnull(max(id), 0) + 1 …). */
int64_t db_next(struct store *, const char *sql);

/* The number in the only row of a statement; 0 when there is none. */
int64_t db_number(struct sqlite3_stmt *);

/* A phone or e-mail in the one spelling under which it is kept and found. */
void db_alias(const char *text, char *buf, size_t size);

#endif
