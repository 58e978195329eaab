/* Deleting what tells of persons: what goes, what stays, and that no byte of what
 * went is left in the file or beside it, sealed or not. */

#include "tests/somebody.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "api/store_purge.h"

enum { CELLS = 200, CELL_MOST = 4096 };

/* What was sealed before, byte by byte. */
struct cells {
	struct {
		unsigned char bytes[CELL_MOST];
		size_t len;
	} list[CELLS];
	int n;
};

static void take_cells(const struct place *p, struct cells *cells, const char *query)
{
	sqlite3_stmt *stmt;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, query, -1, &stmt, NULL), SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(stmt); i++) {
			int len = sqlite3_column_bytes(stmt, i);

			if (sqlite3_column_type(stmt, i) != SQLITE_BLOB || len < SEAL_MORE)
				continue;
			assert_true(cells->n < CELLS && len <= CELL_MOST);
			memcpy(cells->list[cells->n].bytes, sqlite3_column_blob(stmt, i),
			       (size_t)len);
			cells->list[cells->n++].len = (size_t)len;
		}
	}
	sqlite3_finalize(stmt);
	sqlite3_close(db);
}

static int left_of(const struct place *p, const struct cells *cells)
{
	static const char *const ends[] = { "", "-wal" };
	int left = 0;

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		char *path = xasprintf("%s%s", p->path, ends[i]);
		size_t len = 0;
		char *bytes = file_read(path, 64 << 20, &len, NULL);

		for (int k = 0; bytes && k < cells->n; k++)
			left += memmem(bytes, len, cells->list[k].bytes,
				       cells->list[k].len) != NULL;
		free(bytes);
		free(path);
	}
	return left;
}

/* Two closed asks of hers, the second one under way; and another customer. */
static struct store *begin(const struct place *p)
{
	struct store *store = opened(p);
	struct customer other = { .phone = "+525599999999", .name = "Ana Paz",
				  .user_token = "usr_2", .seen_at = 8 };
	struct ask ask;

	somebody_fill(store);
	assert_true(store_ask_get(store, ID, &ask));
	ask.state = ASK_DONE;
	ask.updated_at = 5;
	assert_true(store_ask_move(store, ASK_UNKNOWN, &ask, NULL));
	somebody_ask(&ask, OTHER, 2);
	ask.updated_at = 5;
	assert_true(store_ask_add(store, &ask, NULL));
	assert_true(store_customer_put(store, &other, NULL));
	return store;
}

static void take_hers(const struct place *p, struct cells *cells)
{
	take_cells(p, cells, "SELECT * FROM customers WHERE id = 1");
	take_cells(p, cells, "SELECT wrapped FROM seal_keys WHERE id = 1");
	take_cells(p, cells, "SELECT * FROM journeys");
	take_cells(p, cells, "SELECT * FROM asks");
	take_cells(p, cells, "SELECT * FROM ask_events");
	take_cells(p, cells, "SELECT * FROM ask_answers");
	take_cells(p, cells, "SELECT * FROM ask_bodies");
	take_cells(p, cells, "SELECT * FROM calls");
	assert_true(cells->n > 30);
}

static void assert_money_stays(struct store *store)
{
	struct ask ask;

	assert_true(store_ask_get(store, ID, &ask));
	assert_int_equal(ask.amount.minor, 50000);
	assert_int_equal(ask.state, ASK_DONE);
	assert_string_equal(ask.customer, "");
	assert_string_equal(ask.payer_phone, "");
	assert_string_equal(ask.link, "");
	assert_string_equal(ask.user_token, "");
	assert_null(store_ask_body(store, ID));
	assert_null(store_ask_answer(store, ID));
}

static void of_a_customer_nothing_is_left(void **state)
{
	struct place *p = *state;
	struct store *store = begin(p);
	struct cells *cells = xcalloc(1, sizeof(*cells));
	struct customer c;
	struct purged would, done;
	struct exchange x;
	struct ask ask;
	struct err err = { 0 };

	take_hers(p, cells);
	assert_true(left_of(p, cells) > 0);
	assert_true(store_customer_get(store, PHONE, &c));
	assert_true(store_purge_customer(store, &c, true, &would, &err));
	assert_true(store_customer_get(store, PHONE, &c));	/* looking deletes nothing */
	assert_true(store_purge_customer(store, &c, false, &done, &err));
	assert_memory_equal(&would, &done, sizeof(done));
	assert_int_equal(done.customers, 1);
	assert_int_equal(done.journeys, 1);
	assert_int_equal(done.asks, 1);
	assert_int_equal(done.kept, 1);
	assert_int_equal(done.calls, 1);
	assert_true(done.scrubbed);
	assert_int_equal(left_of(p, cells), 0);
	assert_false(store_customer_get(store, PHONE, &c));
	assert_int_equal(store_customers_find(store, "mar", &c, 1), 0);
	assert_int_equal(store_customers_find(store, "paz", &c, 1), 1);
	assert_money_stays(store);
	assert_true(store_ask_get(store, OTHER, &ask));		/* under way: whole */
	assert_string_equal(ask.customer, "María Núñez");
	assert_string_equal(ask.user_token, "usr_1");
	assert_true(store_call_get(store, 1, &x));
	assert_string_equal(x.url, "");
	exchange_release(&x);
	store_close(store);
	assert_int_equal(left_of(p, cells), 0);
	free(cells);
}

static void what_is_old_goes_and_what_is_under_way_stays(void **state)
{
	struct place *p = *state;
	struct store *store = begin(p);
	struct cells *cells = xcalloc(1, sizeof(*cells));
	struct customer c, young = { .phone = "+525588888888", .name = "Eva Ruiz",
				     .seen_at = 2000 };
	struct purged would, done;
	struct ask ask;
	struct err err = { 0 };

	assert_true(store_customer_put(store, &young, &err));
	take_cells(p, cells, "SELECT * FROM asks WHERE live = 0");
	take_cells(p, cells, "SELECT * FROM journeys");
	take_cells(p, cells, "SELECT * FROM customers WHERE id = 2");
	take_cells(p, cells, "SELECT wrapped FROM seal_keys WHERE id = 2");
	take_cells(p, cells, "SELECT * FROM ask_answers");
	take_cells(p, cells, "SELECT * FROM events");
	assert_true(store_purge_old(store, 1000, true, &would, &err));
	assert_true(store_purge_old(store, 1000, false, &done, &err));
	assert_memory_equal(&would, &done, sizeof(done));
	assert_int_equal(done.customers, 1);	/* the other one has an ask under way */
	assert_int_equal(done.asks, 1);
	assert_int_equal(done.kept, 1);
	assert_int_equal(done.journeys, 1);
	assert_int_equal(done.events, 1);
	assert_int_equal(done.runs, 1);
	assert_int_equal(done.calls, 0);	/* it was made just now */
	assert_int_equal(left_of(p, cells), 0);
	assert_money_stays(store);
	assert_true(store_customer_get(store, PHONE, &c));
	assert_true(store_customer_get(store, "+525588888888", &c));
	assert_false(store_customer_get(store, "+525599999999", &c));
	assert_true(store_ask_get(store, OTHER, &ask));
	assert_string_equal(ask.payer_phone, PAYER);
	assert_true(store_purge_old(store, INT64_MAX / 2, false, &done, &err));
	assert_int_equal(done.calls, 1);
	store_close(store);
	free(cells);
}

/* Another console has read her key: what it writes of her afterwards is not kept. */
static void another_console_cannot_bring_her_back(void **state)
{
	struct place *p = *state;
	struct store *store = begin(p), *other = opened(p);
	struct journey_row row;
	struct customer c;
	struct purged done;
	struct err err = { 0 };

	assert_true(store_journey_by_alias(other, PHONE, &row));
	assert_true(store_customer_get(store, PHONE, &c));
	assert_true(store_purge_customer(store, &c, false, &done, &err));
	row.updated_at++;
	assert_false(store_journey_put(other, &row, &err));
	assert_true(row.elsewhere);
	assert_false(store_customer_get(other, PHONE, &c));
	assert_int_equal(store_journeys_open(other, &row, 1), 0);
	journey_row_release(&row);
	store_close(other);
	store_close(store);
}

/* A console that reads just then keeps the log: the next start overwrites it. */
static void what_another_console_holds_up_is_overwritten_later(void **state)
{
	struct place *p = *state;
	struct store *store = begin(p);
	struct cells *cells = xcalloc(1, sizeof(*cells));
	struct purged done;
	struct customer c;
	struct err err = { 0 };
	sqlite3 *reader;

	take_hers(p, cells);
	assert_true(store_customer_get(store, PHONE, &c));
	assert_int_equal(sqlite3_open(p->path, &reader), SQLITE_OK);
	assert_int_equal(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM asks", NULL, NULL,
				      NULL), SQLITE_OK);
	store_patience(store, 20);
	assert_true(store_purge_customer(store, &c, false, &done, &err));
	assert_false(done.scrubbed);
	assert_true(left_of(p, cells) > 0);
	sqlite3_close(reader);
	store_close(store);
	store_close(opened(p));
	assert_int_equal(left_of(p, cells), 0);
	free(cells);
}

/* Gives up what is sealed: the states stay, and a new seal begins. */
static void a_lost_key_gives_up_persons_and_no_ask(void **state)
{
	struct place *p = *state;
	struct store *store = begin(p);
	struct cells *cells = xcalloc(1, sizeof(*cells));
	struct customer c = { 0 };
	struct ask ask;
	struct err err = { 0 };

	take_hers(p, cells);
	store_close(store);
	store = store_open_locked(p->path, &err);
	assert_true(store_seal_anew(store, &err));
	store_close(store);
	store = opened(p);
	assert_int_equal(left_of(p, cells), 0);
	assert_false(store_customer_get(store, PHONE, &c));
	assert_true(store_ask_get(store, OTHER, &ask));
	assert_int_equal(ask.state, ASK_UNKNOWN);
	assert_int_equal(ask.amount.minor, 50000);
	assert_string_equal(ask.user_token, "usr_1");
	assert_string_equal(ask.customer, "");
	c = (struct customer){ .phone = PHONE, .name = "Eva Ruiz" };
	assert_true(store_customer_put(store, &c, &err));
	assert_int_equal(store_spoilt(store), 0);
	store_close(store);
	free(cells);
}

#define T(name) cmocka_unit_test_setup_teardown(name, place_open, place_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(of_a_customer_nothing_is_left),
		T(what_is_old_goes_and_what_is_under_way_stays),
		T(another_console_cannot_bring_her_back),
		T(what_another_console_holds_up_is_overwritten_later),
		T(a_lost_key_gives_up_persons_and_no_ask),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
