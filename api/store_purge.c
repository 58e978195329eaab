#include "api/store_purge.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "api/store_db.h"

/* ---- the statements ---- */

/* Asks that may be emptied; of those under way somebody still has to know. */
#define CLOSED "live = 0 AND needs_person = 0 "
#define IS_OLD CLOSED "AND updated_at < ?1 "
#define TELLS \
	"AND (user_token <> '' OR customer <> '' OR customer_phone <> '' OR payer <> '' " \
	"OR payer_phone <> '' OR method <> '' OR note <> '' OR link <> '' OR key <> '' " \
	"OR refusal_text <> '' OR closed <> '') "
#define EMPTY \
	"UPDATE asks SET user_token = '', customer = '', customer_phone = '', payer = '', " \
	"payer_phone = '', payer_country = '', method_id = '', method = '', note = '', " \
	"link = '', refusal_text = '', key = '', closed = '', key_id = 0, phone_mark = '', " \
	"key_mark = '' WHERE "
#define DROP_PARTS(which) \
	"DELETE FROM ask_bodies WHERE correlation_id IN " which, \
	"DELETE FROM ask_answers WHERE correlation_id IN " which, \
	"DELETE FROM ask_events WHERE typeof(what) = 'blob' AND correlation_id IN " which

#define OLD_ASKS "(SELECT correlation_id FROM asks WHERE " IS_OLD ")"
#define BUSY_ASKS "(SELECT correlation_id FROM asks WHERE NOT (" CLOSED "))"
#define OLD_JOURNEYS \
	"updated_at < ?1 AND id NOT IN (SELECT journey_id FROM asks WHERE NOT (" CLOSED ")) "
#define OLD_WALLET \
	"AND id NOT IN (SELECT customer_id FROM wallet_people WHERE seen_at >= ?1) "
/* Nothing that stays is sealed with her key. */
#define OLD_CUSTOMERS \
	"seen_at < ?1 AND key_id NOT IN (SELECT key_id FROM asks) " \
	"AND key_id NOT IN (SELECT key_id FROM journeys) " \
	"AND (user_token = '' OR user_token NOT IN (SELECT user_token FROM asks)) " OLD_WALLET
/* Ids of calls have no gaps: all up to the last old one go. */
#define OLD_CALLS "id <= (SELECT max(id) FROM calls WHERE at < ?1) "
#define OLD_EVENTS "at < ?1 AND correlation_id NOT IN " BUSY_ASKS " "
#define OLD_RUNS "at < ?1 "

/* ---- running them ---- */

struct purge {
	struct store *store;
	int64_t before;
	const struct customer *who;
	struct wallet_person wallet;	/* what the wallet service knows of her */
	int64_t key_id;
	struct err *err;
};

static void bind(const struct purge *p, struct sqlite3_stmt *stmt)
{
	int n = sqlite3_bind_parameter_count(stmt);

	if (!p->who) {
		if (n)
			sqlite3_bind_int64(stmt, 1, p->before);
		return;
	}
	if (n >= 1)
		sqlite3_bind_text(stmt, 1, p->who->user_token, -1, SQLITE_STATIC);
	if (n >= 2)
		sqlite3_bind_text(stmt, 2, p->who->phone, -1, SQLITE_STATIC);
	if (n >= 3)
		sqlite3_bind_text(stmt, 3, p->who->email, -1, SQLITE_STATIC);
	if (n >= 4)
		sqlite3_bind_int64(stmt, 4, p->key_id);
	if (n >= 5)
		sqlite3_bind_int64(stmt, 5, p->who->id);
	if (n >= 6)
		sqlite3_bind_text(stmt, 6, p->wallet.customer_account_id, -1, SQLITE_STATIC);
	if (n >= 7)
		sqlite3_bind_int64(stmt, 7, p->wallet.id);
}

/* *changed may be NULL. */
static bool step(const struct purge *p, const char *sql, int *changed)
{
	struct sqlite3_stmt *stmt = db_query(p->store, sql, p->err);

	if (!stmt)
		return false;
	bind(p, stmt);
	return db_run(p->store, stmt, changed, p->err);
}

static bool count(const struct purge *p, const char *sql, int *n)
{
	struct sqlite3_stmt *stmt = db_query(p->store, sql, p->err);

	if (!stmt)
		return false;
	bind(p, stmt);
	*n = (int)db_number(stmt);
	return true;
}

static bool steps(const struct purge *p, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!step(p, list[i], NULL))
			return false;
	return true;
}

/* Whoever is killed before it was overwritten: the next start does it. */
#define UNCLEAN "UPDATE seal SET clean = 0"

/* Commit; then no byte of what went stays in free pages, the log, or memory. */
static bool finish(const struct purge *p, bool ok, struct purged *done)
{
	ok = db_end(p->store, ok, p->err) && ok;
	db_shelf_clear(p->store);
	if (ok)
		done->scrubbed = db_clean_up(p->store);
	return ok;
}

/* ---- by age ---- */

static bool count_old(const struct purge *p, struct purged *n)
{
	return count(p, "SELECT count(*) FROM asks WHERE " IS_OLD TELLS, &n->asks) &&
	       count(p, "SELECT count(*) FROM asks WHERE NOT (" CLOSED ") AND updated_at < ?1",
		     &n->kept) &&
	       count(p, "SELECT count(*) FROM journeys WHERE " OLD_JOURNEYS, &n->journeys) &&
	       count(p, "SELECT count(*) FROM customers WHERE seen_at < ?1 AND (user_token = '' OR "
			"user_token NOT IN (SELECT user_token FROM asks WHERE NOT (" IS_OLD "))) "
			OLD_WALLET,
		     &n->customers) &&
	       count(p, "SELECT count(*) FROM calls WHERE " OLD_CALLS, &n->calls) &&
	       count(p, "SELECT count(*) FROM events WHERE " OLD_EVENTS, &n->events) &&
	       count(p, "SELECT count(*) FROM scenario_runs WHERE " OLD_RUNS, &n->runs);
}

static bool drop_old(const struct purge *p, struct purged *n)
{
	static const char *const parts[] = { DROP_PARTS(OLD_ASKS) };
	static const char *const people[] = {
		"DELETE FROM wallet_people WHERE (customer_id = 0 AND seen_at < ?1) OR "
		"customer_id IN (SELECT id FROM customers WHERE " OLD_CUSTOMERS ")",
		"DELETE FROM seal_keys WHERE id IN (SELECT key_id FROM customers WHERE "
		OLD_CUSTOMERS ")",
		"DELETE FROM customer_marks WHERE customer_id IN (SELECT id FROM customers WHERE "
		OLD_CUSTOMERS ")",
	};

	return count(p, "SELECT count(*) FROM asks WHERE NOT (" CLOSED ") AND updated_at < ?1",
		     &n->kept) &&
	       steps(p, parts, ARRAY_LEN(parts)) && step(p, EMPTY IS_OLD TELLS, &n->asks) &&
	       step(p, "DELETE FROM journeys WHERE " OLD_JOURNEYS, &n->journeys) &&
	       steps(p, people, ARRAY_LEN(people)) &&
	       step(p, "DELETE FROM customers WHERE " OLD_CUSTOMERS, &n->customers) &&
	       step(p, "DELETE FROM calls WHERE " OLD_CALLS, &n->calls) &&
	       step(p, "DELETE FROM events WHERE " OLD_EVENTS, &n->events) &&
	       step(p, "DELETE FROM scenario_rows WHERE run IN (SELECT id FROM scenario_runs WHERE "
		       OLD_RUNS ")", NULL) &&
	       step(p, "DELETE FROM scenario_runs WHERE " OLD_RUNS, &n->runs);
}

bool store_purge_old(struct store *store, int64_t before, bool count_only, struct purged *done,
		     struct err *err)
{
	struct purge p = { .store = store, .before = before, .err = err };
	bool ok;

	*done = (struct purged){ .scrubbed = true };
	if (count_only)
		return count_old(&p, done);
	if (!db_begin(store, true, err))
		return false;
	ok = drop_old(&p, done) && step(&p, UNCLEAN, NULL);
	return finish(&p, ok, done);
}

/* ---- of one customer ---- */

#define HERS \
	"((?1 <> '' AND user_token = ?1) OR (?2 <> '' AND phone_mark = mark_of('phone', ?2)) " \
	"OR (?4 <> 0 AND key_id = ?4) OR (?6 <> '' AND user_token = ?6)) "
#define HER_WALLET \
	"id = ?7 OR (?5 <> 0 AND customer_id = ?5) OR (?4 <> 0 AND key_id = ?4) "
#define HER_ASKS "(SELECT correlation_id FROM asks WHERE " CLOSED "AND " HERS ")"
#define HER_JOURNEYS \
	"(?1 <> '' AND user_token = ?1) OR (?2 <> '' AND mark = mark_of('alias', ?2)) OR " \
	"(?3 <> '' AND mark = mark_of('alias', ?3)) OR (?4 <> 0 AND key_id = ?4) "

#define AGAIN(column) \
	column " = seal(unseal(" column ", 'asks." column "', correlation_id, key_id), 'asks." \
	column "', correlation_id, 0)"
/* What is under way loses her key with the others: it gets the store's. */
#define KEEP_OPEN \
	"UPDATE asks SET " AGAIN("customer") ", " AGAIN("customer_phone") ", " AGAIN("payer") \
	", " AGAIN("payer_phone") ", " AGAIN("method") ", " AGAIN("note") ", " AGAIN("link") \
	", " AGAIN("refusal_text") ", " AGAIN("key") ", " AGAIN("closed") ", key_id = 0 " \
	"WHERE NOT (" CLOSED ") AND " HERS

bool purge_wallet(struct store *store, const struct customer *who, struct wallet_person *w)
{
	if (who->id ? store_wallet_of(store, who->id, w) :
		      store_wallet_find(store, who->user_token, w))
		return true;
	*w = (struct wallet_person){ 0 };
	return false;
}

bool purge_find(struct store *store, const char *text, struct customer *who)
{
	struct wallet_person w;

	if (store_customer_get(store, text, who))
		return true;
	*who = (struct customer){ 0 };
	if (!*text || !store_wallet_find(store, text, &w))
		return false;
	if (w.customer_id)
		return store_customer_by_id(store, w.customer_id, who);
	text_put(who->user_token, sizeof(who->user_token), text);
	return true;
}

/* Numbers in an address are written with %2B before them. */
void traces_of(struct store *store, const struct customer *who, struct traces *traces)
{
	struct wallet_person w = { 0 };
	const char *const words[] = {
		who->user_token, who->email, who->name, *who->phone ? who->phone + 1 : "",
		w.customer_account_id, w.account_address, w.namespace, w.business_user_id,
	};

	*traces = (struct traces){ 0 };
	purge_wallet(store, who, &w);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strlen(words[i]) >= 4)
			text_put(traces->words[traces->n++], sizeof(traces->words[0]), words[i]);
}

bool traces_in(const char *text, const void *traces)
{
	const struct traces *t = traces;

	for (int i = 0; text && i < t->n; i++)
		if (strstr(text, t->words[i]))
			return true;
	return false;
}

static bool row_speaks_of(struct store *store, struct sqlite3_stmt *stmt,
			  const struct traces *traces)
{
	static const char *const places[] = {
		"calls.url", "calls.failure", "calls.request_headers", "calls.request",
		"calls.response_headers", "calls.response", "calls.response_text",
	};
	bool found = false;

	for (size_t i = 0; i < ARRAY_LEN(places) && !found; i++) {
		struct sealed_cell cell = { places[i], sqlite3_column_int64(stmt, 0) };
		char *text = db_unsealed(store, stmt, (int)i + 1, &cell);

		found = traces_in(text, traces);
		free(text);
	}
	return found;
}

/* The calls that speak of her are emptied: their ids may have no gaps. */
static bool empty_calls(const struct purge *p, bool count_only, int *n)
{
	static const char all[] =
		"SELECT id, url, failure, request_headers, request, response_headers, response, "
		"response_text FROM calls";
	static const char empty[] =
		"UPDATE calls SET url = '', failure = '', request_headers = NULL, request = NULL, "
		"response_headers = NULL, response = NULL, response_text = NULL WHERE id = ?1";
	struct sqlite3_stmt *stmt = db_query(p->store, all, p->err), *one;
	struct traces traces;
	int64_t *ids = NULL;
	bool ok = stmt;

	*n = 0;
	traces_of(p->store, p->who, &traces);
	while (stmt && db_row(stmt)) {
		if (!row_speaks_of(p->store, stmt, &traces))
			continue;
		ids = xrealloc(ids, (size_t)(*n + 1) * sizeof(*ids));
		ids[(*n)++] = sqlite3_column_int64(stmt, 0);
	}
	for (int i = 0; ok && !count_only && i < *n; i++) {
		one = db_query(p->store, empty, p->err);
		if (one)
			sqlite3_bind_int64(one, 1, ids[i]);
		ok = one && db_run(p->store, one, NULL, p->err);
	}
	free(ids);
	return ok;
}

static bool count_hers(const struct purge *p, struct purged *n)
{
	n->customers = 1;
	return count(p, "SELECT count(*) FROM asks WHERE " CLOSED TELLS "AND " HERS, &n->asks) &&
	       count(p, "SELECT count(*) FROM asks WHERE NOT (" CLOSED ") AND " HERS, &n->kept) &&
	       count(p, "SELECT count(*) FROM journeys WHERE " HER_JOURNEYS, &n->journeys) &&
	       count(p, "SELECT count(*) FROM events WHERE correlation_id IN " HER_ASKS,
		     &n->events) &&
	       empty_calls(p, true, &n->calls);
}

static bool drop_hers(const struct purge *p, struct purged *n)
{
	static const char *const parts[] = { DROP_PARTS(HER_ASKS) };
	static const char *const herself[] = {
		"DELETE FROM seal_keys WHERE id = ?4",
		"DELETE FROM customer_marks WHERE customer_id = ?5",
	};

	return step(p, KEEP_OPEN, &n->kept) && steps(p, parts, ARRAY_LEN(parts)) &&
	       step(p, "DELETE FROM events WHERE correlation_id IN " HER_ASKS, &n->events) &&
	       step(p, EMPTY CLOSED TELLS "AND " HERS, &n->asks) &&
	       step(p, "DELETE FROM journeys WHERE " HER_JOURNEYS, &n->journeys) &&
	       empty_calls(p, false, &n->calls) &&
	       step(p, "DELETE FROM wallet_people WHERE " HER_WALLET, NULL) &&
	       steps(p, herself, ARRAY_LEN(herself)) &&
	       step(p, "DELETE FROM customers WHERE id = ?5", &n->customers);
}

bool store_purge_customer(struct store *store, const struct customer *who, bool count_only,
			  struct purged *done, struct err *err)
{
	struct purge p = { .store = store, .who = who, .err = err };
	bool ok;

	*done = (struct purged){ .scrubbed = true };
	if (store_is_locked(store))
		return store_locked(err);
	purge_wallet(store, who, &p.wallet);
	p.key_id = db_key_of(store, who->user_token, *who->phone ? who->phone : who->email);
	if (count_only)
		return count_hers(&p, done);
	if (!db_begin(store, true, err))
		return false;
	ok = drop_hers(&p, done) && step(&p, UNCLEAN, NULL);
	if (!who->id)
		done->customers = 1;	/* she has no row of that kind */
	return finish(&p, ok, done);
}
