/*
 * Asks on disk.  Money hangs on these rows: each change is one compare-and-set
 * in a transaction of its own that is on the disk when it returns.
 */

#include "api/codes.h"
#include "api/op.h"
#include "api/store_db.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What of an ask is sealed, with its customer's key where she is known; SEAL's is
 * a place of the statement, and ?1 the correlation id. */
#define OPEN(column) "unseal(" column ", 'asks." column "', correlation_id, key_id)"
#define SEAL(column, place) "seal(" place ", 'asks." column "', ?1, ?44)"
/* In a row that is there.  While nobody has unlocked, a blank is one that could
 * not be read: it stays as it was. */
#define SEAL_AGAIN(column, place) \
	column " = iif(" place " = '' AND is_locked(), " column ", " \
	"seal(" place ", 'asks." column "', correlation_id, key_id))"

/* The order of these four is one and the same. */
#define ASK_COLUMNS \
	"correlation_id, journey_id, user_token, customer, customer_phone, payer, payer_phone, " \
	"payer_country, amount, currency, method_id, method, note, state, status, " \
	"status_detail, code, link, plat_id, refusal, refusal_text, created_at, handed_at, " \
	"updated_at, checked_at, state_at, seen_at, next_look_at, looks, good_looks, " \
	"owner_pid, owner_born, op, key, held, server_at, refusal_field, closed, replaces, " \
	"alike"
#define ASK_OPENED \
	"correlation_id, journey_id, user_token, " OPEN("customer") ", " OPEN("customer_phone") \
	", " OPEN("payer") ", " OPEN("payer_phone") ", payer_country, amount, currency, " \
	"method_id, " OPEN("method") ", " OPEN("note") ", state, status, status_detail, code, " \
	OPEN("link") ", plat_id, refusal, " OPEN("refusal_text") ", created_at, handed_at, " \
	"updated_at, checked_at, state_at, seen_at, next_look_at, looks, good_looks, " \
	"owner_pid, owner_born, op, " OPEN("key") ", held, server_at, refusal_field, " \
	OPEN("closed") ", replaces, alike"
#define ASK_PLACES \
	"?1, ?2, ?3, " SEAL("customer", "?4") ", " SEAL("customer_phone", "?5") ", " \
	SEAL("payer", "?6") ", " SEAL("payer_phone", "?7") ", ?8, ?9, ?10, ?11, " \
	SEAL("method", "?12") ", " SEAL("note", "?13") ", ?14, ?15, ?16, ?17, " \
	SEAL("link", "?18") ", ?19, ?20, " SEAL("refusal_text", "?21") ", ?22, ?23, ?24, ?25, " \
	"?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, " SEAL("key", "?34") ", ?35, ?36, ?37, " \
	SEAL("closed", "?38") ", ?39, ?40"

static const struct column cols[] = {
	COLUMN(COL_TEXT, struct ask, correlation_id),
	COLUMN(COL_LONG, struct ask, journey_id),
	COLUMN(COL_TEXT, struct ask, user_token),
	COLUMN(COL_TEXT, struct ask, customer),
	COLUMN(COL_TEXT, struct ask, customer_phone),
	COLUMN(COL_TEXT, struct ask, payer),
	COLUMN(COL_TEXT, struct ask, payer_phone),
	COLUMN(COL_TEXT, struct ask, payer_country),
	COLUMN(COL_LONG, struct ask, amount.minor),
	COLUMN(COL_TEXT, struct ask, amount.currency),
	COLUMN(COL_TEXT, struct ask, method_id),
	COLUMN(COL_TEXT, struct ask, method),
	COLUMN(COL_TEXT, struct ask, note),
	COLUMN(COL_STATE, struct ask, state),
	COLUMN(COL_TEXT, struct ask, status),
	COLUMN(COL_TEXT, struct ask, status_detail),
	COLUMN(COL_TEXT, struct ask, code),
	COLUMN(COL_TEXT, struct ask, link),
	COLUMN(COL_TEXT, struct ask, plat_id),
	COLUMN(COL_TEXT, struct ask, refusal),
	COLUMN(COL_TEXT, struct ask, refusal_text),
	COLUMN(COL_LONG, struct ask, created_at),
	COLUMN(COL_LONG, struct ask, handed_at),
	COLUMN(COL_LONG, struct ask, updated_at),
	COLUMN(COL_LONG, struct ask, checked_at),
	COLUMN(COL_LONG, struct ask, state_at),
	COLUMN(COL_LONG, struct ask, seen_at),
	COLUMN(COL_LONG, struct ask, next_look_at),
	COLUMN(COL_INT, struct ask, looks),
	COLUMN(COL_INT, struct ask, good_looks),
	COLUMN(COL_INT, struct ask, owner_pid),
	COLUMN(COL_LONG, struct ask, owner_born),
	COLUMN(COL_TEXT, struct ask, op),
	COLUMN(COL_TEXT, struct ask, key),
	COLUMN(COL_BOOL, struct ask, held),
	COLUMN(COL_LONG, struct ask, server_at),
	COLUMN(COL_TEXT, struct ask, refusal_field),
	COLUMN(COL_TEXT, struct ask, closed),
	COLUMN(COL_TEXT, struct ask, replaces),
	COLUMN(COL_INT, struct ask, alike),
};

enum { AFTER = ARRAY_LEN(cols) };	/* further places begin at AFTER + 1 */

static bool moves_money(const struct ask *ask)
{
	const struct op *op = op_find(ask->op);

	return !op || op->moves_money;
}

static void bind_ask(struct sqlite3_stmt *stmt, const struct ask *ask)
{
	db_bind(stmt, cols, ARRAY_LEN(cols), ask);
	sqlite3_bind_int(stmt, AFTER + 1, ask_is_live(ask));
	sqlite3_bind_int(stmt, AFTER + 2, ask_needs_person(ask));
	sqlite3_bind_int(stmt, AFTER + 3, moves_money(ask));
}

/* A page goes by created_at, so no two asks may share one. */
static int64_t free_moment(struct store *store, int64_t at)
{
	static const char sql[] = "SELECT 1 FROM asks WHERE created_at = ?1";
	struct sqlite3_stmt *stmt;

	for (;; at++) {
		stmt = db_query(store, sql, NULL);
		if (!stmt)
			return at;
		sqlite3_bind_int64(stmt, 1, at);
		if (!db_row(stmt))
			return at;
		sqlite3_reset(stmt);
	}
}

static int64_t key_of(struct store *store, const struct ask *ask)
{
	char phone[sizeof(ask->customer_phone)];

	db_alias(ask->customer_phone, phone, sizeof(phone));
	return db_key_of(store, ask->user_token, phone);
}

static bool insert(struct store *store, const struct ask *ask, struct err *err)
{
	static const char sql[] =
		"INSERT INTO asks (" ASK_COLUMNS ", live, needs_person, moves_money, key_id, "
		"phone_mark, key_mark) VALUES (" ASK_PLACES ", ?41, ?42, ?43, ?44, "
		"ifnull(mark_of('phone', ?5), ''), ifnull(mark_of('key', ?34), '')) "
		"ON CONFLICT (correlation_id) DO NOTHING";
	struct ask row = *ask;
	int64_t key_id = key_of(store, ask);
	struct sqlite3_stmt *stmt;
	int added = 0;
	bool ok;

	row.created_at = free_moment(store, ask->created_at);
	stmt = db_query(store, sql, err);
	if (stmt) {
		bind_ask(stmt, &row);
		sqlite3_bind_int64(stmt, AFTER + 4, key_id);
	}
	ok = stmt && db_run(store, stmt, &added, err);
	if (ok && !added)
		ok = err_set(err, ERR_STORE, _("This request is recorded already."));
	return ok;
}

bool store_ask_add(struct store *store, const struct ask *ask, struct err *err)
{
	bool ok = db_begin(store, true, err);

	if (!ok)
		return false;
	ok = insert(store, ask, err);
	return db_end(store, ok, err) && ok;
}

bool store_ask_get(struct store *store, const char *correlation_id, struct ask *ask)
{
	static const char sql[] = "SELECT " ASK_OPENED " FROM asks WHERE correlation_id = ?1";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);

	if (!stmt)
		return false;
	sqlite3_bind_text(stmt, 1, correlation_id, -1, SQLITE_STATIC);
	if (!db_row(stmt))
		return false;
	db_read(stmt, cols, ARRAY_LEN(cols), ask);
	sqlite3_reset(stmt);
	return true;
}

/* Those of the same operation, customer, amount, method and natural key, by a
 * struct ask's places.  Who has no token yet is known by the phone. */
#define TWINS \
	"SELECT correlation_id FROM asks WHERE live = 1 AND op = ?33 AND user_token = ?3 " \
	"AND (?3 <> '' OR phone_mark = mark_of('phone', ?5)) AND amount = ?9 " \
	"AND currency = ?10 AND method_id = ?11 AND key_mark = mark_of('key', ?34) " \
	"AND correlation_id <> ?1 "
/* Those of which something left and of which nobody knows what became of it. */
#define AFLOAT "state IN ('HANDED', 'UNKNOWN', 'ABSENT') "

/* dead: the row as it was when its owner was found to be gone, or NULL. */
static bool move(struct store *store, enum ask_state from, const struct ask *dead,
		 const struct ask *ask, struct err *err)
{
	/* Who it is and when it was made stay for ever, and so does what was frozen for
	 * sending; of whom and of what came into being is known once it did. */
	static const char sql[] =
		"UPDATE asks SET state = ?14, status = ?15, status_detail = ?16, code = ?17, "
		SEAL_AGAIN("link", "?18") ", plat_id = ?19, refusal = ?20, "
		SEAL_AGAIN("refusal_text", "?21") ", handed_at = ?23, "
		"updated_at = ?24, checked_at = ?25, state_at = ?26, seen_at = ?27, "
		"next_look_at = ?28, looks = ?29, good_looks = ?30, owner_pid = ?31, "
		"owner_born = ?32, server_at = ?36, refusal_field = ?37, "
		SEAL_AGAIN("closed", "?38") ", alike = ?40, live = ?41, needs_person = ?42, "
		"user_token = CASE user_token WHEN '' THEN ?3 ELSE user_token END, "
		"method_id = CASE method_id WHEN '' THEN ?11 ELSE method_id END "
		"WHERE correlation_id = ?1 AND state = ?44 AND "
		"(owner_pid IN (0, ?45) OR (owner_pid = ?46 AND owner_born = ?47)) AND "
		/* Two that waited may leave at once: the first one keeps the other back. */
		"(?14 <> 'HANDED' OR NOT EXISTS (" TWINS "AND " AFLOAT "))";
	struct sqlite3_stmt *stmt;
	int changed = 0;
	bool ok;

	if (err)
		*err = (struct err){ 0 };
	if (store_is_locked(store) && ask->state == ASK_HANDED)
		return store_locked(err);
	if (!db_begin(store, true, err))
		return false;
	stmt = db_query(store, sql, err);
	if (stmt) {
		bind_ask(stmt, ask);
		sqlite3_bind_text(stmt, AFTER + 4, ask_state_name(from), -1, SQLITE_STATIC);
		sqlite3_bind_int(stmt, AFTER + 5, (int)getpid());
		sqlite3_bind_int(stmt, AFTER + 6, dead ? dead->owner_pid : -1);
		sqlite3_bind_int64(stmt, AFTER + 7, dead ? dead->owner_born : -1);
	}
	ok = stmt && db_run(store, stmt, &changed, err) && changed == 1;
	return db_end(store, ok, err) && ok;
}

bool store_ask_move(struct store *store, enum ask_state from, const struct ask *ask,
		    struct err *err)
{
	return move(store, from, NULL, ask, err);
}

bool store_ask_rescue(struct store *store, const struct ask *dead, const struct ask *ask,
		      struct err *err)
{
	return move(store, dead->state, dead, ask, err);
}

static bool find_twin(struct store *store, const char *sql, const struct ask *ask, char id[37])
{
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);

	if (!stmt)
		return false;
	db_bind(stmt, cols, (size_t)sqlite3_bind_parameter_count(stmt), ask);
	if (!db_row(stmt))
		return false;
	snprintf(id, 37, "%s", (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_reset(stmt);
	return true;
}

bool store_ask_twin(struct store *store, const struct ask *ask, char id[37])
{
	static const char sql[] = TWINS "AND " AFLOAT "LIMIT 1";

	return find_twin(store, sql, ask, id);
}

/* Nothing like it is there; *twin is what is, unless that failed with *err: who
 * cannot tell does not let it pass. */
static bool is_alone(struct store *store, const char *sql, const struct ask *ask,
		     struct ask *twin, struct err *err)
{
	char id[37];

	if (find_twin(store, sql, ask, id) && store_ask_get(store, id, twin))
		return false;
	return sqlite3_errcode(store->db) == SQLITE_OK || db_fail(store, err);
}

static bool add_body(struct store *store, const char *id, const char *body, struct err *err)
{
	static const char sql[] =
		"INSERT INTO ask_bodies (correlation_id, body) "
		"VALUES (?1, seal(?2, 'ask_bodies.body', ?1, 0))";
	struct sqlite3_stmt *stmt = db_query(store, sql, err);

	if (!stmt)
		return false;
	sqlite3_bind_text(stmt, 1, id, -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, 2, body, -1, SQLITE_STATIC);
	return db_run(store, stmt, NULL, err);
}

bool store_ask_confirm(struct store *store, const struct ask *ask, const char *body,
		       struct ask *twin, struct err *err)
{
	/* Those about to leave count as well, and those that wait: they may leave later. */
	static const char sql[] =
		TWINS "AND (" AFLOAT "OR state IN ('CONNECTING', 'READY')) "
		"ORDER BY state = 'READY' LIMIT 1";
	bool ok;

	*err = (struct err){ 0 };
	if (store_is_locked(store))	/* whether there is a twin cannot be told */
		return store_locked(err);
	if (!db_begin(store, true, err))
		return false;
	ok = is_alone(store, sql, ask, twin, err) && insert(store, ask, err) &&
	     (!body || add_body(store, ask->correlation_id, body, err));
	return db_end(store, ok, err) && ok;
}

/* The first column of a query by an ask's id; the caller frees, NULL without. */
static char *text_by_id(struct store *store, const char *sql, const char *correlation_id)
{
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);
	char *text = NULL;

	if (!stmt)
		return NULL;
	sqlite3_bind_text(stmt, 1, correlation_id, -1, SQLITE_STATIC);
	if (db_row(stmt)) {
		text = xstrdup((const char *)sqlite3_column_text(stmt, 0));
		sqlite3_reset(stmt);
	}
	return text;
}

char *store_ask_body(struct store *store, const char *correlation_id)
{
	static const char sql[] = "SELECT unseal(body, 'ask_bodies.body', correlation_id, 0) "
				  "FROM ask_bodies WHERE correlation_id = ?1";

	return text_by_id(store, sql, correlation_id);
}

bool store_ask_replacing(struct store *store, const char *correlation_id, char id[37])
{
	static const char sql[] = "SELECT correlation_id FROM asks WHERE replaces = ?1 LIMIT 1";
	char *found = text_by_id(store, sql, correlation_id);

	snprintf(id, 37, "%s", found ? found : "");
	free(found);
	return *id;
}

/* ---- lists ---- */

#define LIST(where) \
	"SELECT " ASK_OPENED " FROM asks WHERE created_at < ?1 " where \
	" ORDER BY created_at DESC LIMIT ?2"

static const char *const lists[] = {
	[ASKS_ALL] = LIST(""),
	[ASKS_MONEY] = LIST("AND moves_money = 1"),
	[ASKS_NEED_PERSON] = LIST("AND needs_person = 1"),
	[ASKS_SINCE] = LIST("AND created_at >= ?3 AND moves_money = 1"),
	[ASKS_OF_CUSTOMER] = LIST("AND user_token = ?3 AND moves_money = 1"),
	[ASKS_LIVE] = LIST("AND live = 1"),
};

int store_asks(struct store *store, const struct ask_query *q, struct ask *asks, int max)
{
	struct sqlite3_stmt *stmt = db_query(store, lists[q->list], NULL);
	int n = 0;

	if (!stmt || max <= 0)
		return 0;
	sqlite3_bind_int64(stmt, 1, q->before ? q->before : INT64_MAX);
	sqlite3_bind_int(stmt, 2, max);
	if (q->list == ASKS_SINCE)
		sqlite3_bind_int64(stmt, 3, q->since);
	if (q->list == ASKS_OF_CUSTOMER)
		sqlite3_bind_text(stmt, 3, q->user_token ? q->user_token : "", -1, SQLITE_STATIC);
	while (n < max && db_row(stmt))
		db_read(stmt, cols, ARRAY_LEN(cols), &asks[n++]);
	sqlite3_reset(stmt);
	return n;
}

/* ---- the ask's own log ---- */

/* The next id of a table, and the statement that adds a row of it. */
struct lines {
	const char *next, *add;
	bool durable;
};

static bool add_line(struct store *store, const struct lines *lines, const char *id,
		     const char *text, struct err *err)
{
	struct sqlite3_stmt *stmt;
	int64_t row;
	bool ok;

	if (!db_begin(store, lines->durable, err))
		return false;
	row = db_next(store, lines->next);
	stmt = db_query(store, lines->add, err);
	if (stmt) {
		sqlite3_bind_text(stmt, 1, id, -1, SQLITE_STATIC);
		sqlite3_bind_int64(stmt, 2, wall_ms());
		sqlite3_bind_text(stmt, 3, text, -1, SQLITE_STATIC);
		sqlite3_bind_int64(stmt, 4, row);
	}
	ok = stmt && db_run(store, stmt, NULL, err);
	return db_end(store, ok, err) && ok;
}

/* A line without a bar is a text of ours, and after @ stands a word of the service's. */
#define IS_OURS "NOT instr(?3, '|') OR instr(?3, '|@')"

bool store_ask_event(struct store *store, const char *correlation_id, const char *what,
		     struct err *err)
{
	/* It survives the program; the ask's own row is what must survive the power. */
	static const struct lines lines = {
		.next = "SELECT ifnull(max(id), 0) + 1 FROM ask_events",
		.add = "INSERT INTO ask_events (id, correlation_id, at, what) VALUES (?4, ?1, ?2, "
		       "iif(" IS_OURS ", ?3, seal(?3, 'ask_events.what', ?4, 0)))",
	};

	return add_line(store, &lines, correlation_id, what, err);
}

bool store_ask_keep_answer(struct store *store, const char *correlation_id, const char *json,
			   struct err *err)
{
	static const struct lines lines = {
		.next = "SELECT ifnull(max(id), 0) + 1 FROM ask_answers",
		.add = "INSERT INTO ask_answers (id, correlation_id, at, body) "
		       "VALUES (?4, ?1, ?2, seal(?3, 'ask_answers.body', ?4, 0))",
		.durable = true,
	};

	return add_line(store, &lines, correlation_id, json, err);
}

char *store_ask_answer(struct store *store, const char *correlation_id)
{
	static const char sql[] =
		"SELECT unseal(body, 'ask_answers.body', id, 0) FROM ask_answers "
		"WHERE correlation_id = ?1 ORDER BY id DESC LIMIT 1";

	return text_by_id(store, sql, correlation_id);
}

/* "the service says: %s|@Sent": the part before the bar is translated, what
 * follows it takes the place of %s; after @ stands a state of the service's. */
static void speak(const char *kept, char *buf, size_t size)
{
	size_t n = strcspn(kept, "|");
	const char *arg = kept[n] ? kept + n + 1 : NULL;
	char *msgid = xstrndup(kept, n);
	const char *text = *msgid ? _(msgid) : "", *hole = strstr(text, "%s");

	if (arg && *arg == '@')
		arg = codes_operation_word(arg + 1);
	if (hole && arg)
		snprintf(buf, size, "%.*s%s%s", (int)(hole - text), text, arg, hole + 2);
	else
		snprintf(buf, size, "%s", text);
	text_whole(buf);
	free(msgid);
}

int store_ask_events(struct store *store, const char *correlation_id, struct ask_event *events,
		     int max)
{
	static const char sql[] =
		"SELECT at, iif(typeof(what) = 'text', what, "
		"unseal(what, 'ask_events.what', id, 0)) FROM (SELECT id, at, what FROM ask_events "
		"WHERE correlation_id = ?1 ORDER BY id DESC LIMIT ?2) ORDER BY id";
	struct sqlite3_stmt *stmt = db_query(store, sql, NULL);
	int n = 0;

	if (!stmt || max <= 0)
		return 0;
	sqlite3_bind_text(stmt, 1, correlation_id, -1, SQLITE_STATIC);
	sqlite3_bind_int(stmt, 2, max);
	while (n < max && db_row(stmt)) {
		events[n].at = sqlite3_column_int64(stmt, 0);
		speak((const char *)sqlite3_column_text(stmt, 1), events[n].what,
		      sizeof(events[n].what));
		n++;
	}
	sqlite3_reset(stmt);
	return n;
}
