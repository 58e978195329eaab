#include "tests/store_place.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int place_open(void **state)
{
	struct place *p = xcalloc(1, sizeof(*p));

	snprintf(p->dir, sizeof(p->dir), "%s", "/tmp/remitty-store-XXXXXX");
	assert_non_null(mkdtemp(p->dir));
	snprintf(p->path, sizeof(p->path), "%s/state/remitty.db", p->dir);
	*state = p;
	return 0;
}

int place_close(void **state)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	struct place *p = *state;
	char path[128];

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		snprintf(path, sizeof(path), "%s%s", p->path, ends[i]);
		unlink(path);
	}
	snprintf(path, sizeof(path), "%s/state/remitty.key", p->dir);
	unlink(path);
	snprintf(path, sizeof(path), "%s/state", p->dir);
	rmdir(path);
	rmdir(p->dir);
	free(p);
	return 0;
}

struct store *opened(const struct place *p)
{
	struct err err = { 0 };
	struct store *store = store_open(p->path, &err);

	if (!store)
		fail_msg("%s", err.text);
	return store;
}

int version_of(const struct place *p)
{
	sqlite3_stmt *stmt;
	sqlite3 *db;
	int version;

	assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	version = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return version;
}

void sql(const struct place *p, const char *text)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}
