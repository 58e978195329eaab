#include "api/store_disclosures.h"

#include <pwd.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#include "api/store_db.h"

static const struct column columns[] = {
	COLUMN(COL_LONG, struct disclosure, at), COLUMN(COL_TEXT, struct disclosure, who),
	COLUMN(COL_TEXT, struct disclosure, what), COLUMN(COL_TEXT, struct disclosure, whose),
};

static void account_name(char *buf, size_t size)
{
	const struct passwd *me = getpwuid(getuid());

	if (me)
		text_put(buf, size, me->pw_name);
	else
		snprintf(buf, size, "%ld", (long)getuid());
}

bool store_disclosure_add(struct store *store, const char *what, const char *whose,
			  struct err *err)
{
	static const char sql[] = "INSERT INTO disclosures (at, who, what, whose) "
				  "VALUES (?1, ?2, ?3, ?4)";
	struct disclosure d = { .at = wall_ms() };
	struct sqlite3_stmt *stmt;

	account_name(d.who, sizeof(d.who));
	text_put(d.what, sizeof(d.what), what);
	text_put(d.whose, sizeof(d.whose), whose);
	if (!db_begin(store, true, err))
		return false;
	stmt = db_query(store, sql, err);
	if (!stmt) {
		db_end(store, false, NULL);
		return false;
	}
	db_bind(stmt, columns, ARRAY_LEN(columns), &d);
	if (db_run(store, stmt, NULL, err))
		return db_end(store, true, err);
	db_end(store, false, NULL);
	return false;
}

bool store_disclosure_of(struct store *store, const struct op *op, const json_t *args,
			 struct err *err)
{
	const char *whose;

	if (!op->discloses)
		return true;
	whose = json_string_value(json_object_get(args, op->in->key));
	return store_disclosure_add(store, op->discloses, whose ? whose : "", err);
}

int store_disclosures(struct store *store, const char *whose, struct disclosure *rows, int max)
{
	static const char sql[] = "SELECT at, who, what, whose FROM disclosures "
				  "WHERE whose = ?1 OR ?1 IS NULL ORDER BY id DESC LIMIT ?2";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);
	int n = 0;

	if (!stmt)
		return 0;
	if (whose)
		sqlite3_bind_text(stmt, 1, whose, -1, SQLITE_STATIC);
	sqlite3_bind_int(stmt, 2, max);
	while (n < max && db_row(stmt))
		db_read(stmt, columns, ARRAY_LEN(columns), &rows[n++]);
	sqlite3_reset(stmt);
	return n;
}
