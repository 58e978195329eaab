#ifndef API_STORE_DB_H
#define API_STORE_DB_H

/* Inside the store only: the connection, its prepared statements, and rows as
 * tables of columns.  Every value passes db_bind() and db_read(). */

#include "api/store.h"

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
	} kept[64];
	int n_kept;
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

/* A phone or e-mail in the one spelling under which it is kept and found. */
void db_alias(const char *text, char *buf, size_t size);

#endif
