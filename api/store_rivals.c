/* Which asks an entry of a history could belong to. */

#include "api/store_db.h"

#include <sqlite3.h>
#include <stdio.h>

enum { MOST = 64 };

int store_ask_rivals(struct store *store, const struct ask *ask, struct ask *rivals, int max)
{
	static const char sql[] =
		"SELECT correlation_id FROM asks WHERE user_token = ?1 AND op = ?2 AND "
		"amount = ?3 AND currency = ?4 AND correlation_id <> ?5 AND handed_at > 0 "
		"ORDER BY created_at DESC LIMIT ?6";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);
	char ids[MOST][sizeof(ask->correlation_id)];
	int n = 0, found = 0;

	if (!stmt)
		return max;		/* who cannot tell lets nothing pass */
	sqlite3_bind_text(stmt, 1, ask->user_token, -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, 2, ask->op, -1, SQLITE_STATIC);
	sqlite3_bind_int64(stmt, 3, ask->amount.minor);
	sqlite3_bind_text(stmt, 4, ask->amount.currency, -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, 5, ask->correlation_id, -1, SQLITE_STATIC);
	sqlite3_bind_int(stmt, 6, max < MOST ? max : MOST);
	while (db_row(stmt))
		snprintf(ids[n++], sizeof(ids[0]), "%s",
			 (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_reset(stmt);
	for (int i = 0; i < n; i++)
		found += store_ask_get(store, ids[i], &rivals[found]);
	return found < n ? max : found;
}
