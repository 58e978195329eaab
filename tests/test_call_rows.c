/* The inspector's rows: what passes a filter, found a little at a time. */

#include "tests/store_place.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "screens/call_rows.h"

/* As many kept calls as one likes, every hundredth of them refused. */
static void leave(const struct place *p, int n)
{
	struct journal *journal = journal_new(n);
	struct store *store = opened(p);

	for (int i = 1; i <= n; i++) {
		struct exchange *x = journal_begin(journal, &op_getProfile);

		x->method = xstrdup("GET");
		x->url = xasprintf("https://host/v1/%d", i);
		x->request = json_pack("{s:s}", "name", "somebody whose name is long enough to "
				       "lie on a page that is not the one of the row itself");
		x->status = i % 100 ? 200 : 404;
		x->done = true;
	}
	store_calls_keep(store, journal, INT_MAX);
	journal_free(journal);
	store_close(store);
}

static struct call_rows rows_of(struct store *store, const struct journal *journal)
{
	struct call_rows rows = { .journal = journal, .store = store, .history = true };

	rows_filter(&rows, &(struct call_filter){ 0 });
	return rows;
}

static struct exchange *call(struct journal *journal, int status)
{
	struct exchange *x = journal_begin(journal, &op_getProfile);

	x->method = xstrdup("GET");
	x->url = xasprintf("https://host/v1/live/%u", x->serial);
	x->status = status;
	x->done = status;
	return x;
}

static void without_a_filter_all_are_there_at_once(void **state)
{
	const struct place *p = *state;
	struct store *store = opened(p);
	struct journal *journal = journal_new(4);
	struct call_rows rows;

	call(journal, 200);
	leave(p, 20000);
	rows = rows_of(store, journal);
	assert_false(rows_are_looking(&rows));
	assert_int_equal(rows_count(&rows), 20002);
	assert_true(rows_is_heading(&rows, 1));
	assert_int_equal(rows_at(&rows, 0).serial, 1);
	assert_int_equal(rows_at(&rows, 2).id, 20000);
	assert_int_equal(rows_at(&rows, 20001).id, 1);
	assert_string_equal(rows_head(&rows, 20001)->url, "https://host/v1/1");
	assert_int_equal(rows_find(&rows, &(struct exchange_arg){ .id = 77 }), 20001 - 76);
	assert_int_equal(rows_find(&rows, &(struct exchange_arg){ .id = 20001 }), -1);
	assert_null(rows_head(&rows, 1));
	rows_release(&rows);
	journal_free(journal);
	store_close(store);
}

/* Thousands are looked through in slices that no key would wait for; what was found
 * so far is there in between. */
static void a_search_goes_on_in_slices(void **state)
{
	const struct place *p = *state;
	struct store *store = opened(p);
	struct journal *journal = journal_new(4);
	struct call_rows rows;
	int slices = 0, part = -1;
	long longest = 0;
	bool more;

	leave(p, 30000);
	rows = rows_of(store, journal);
	rows_filter(&rows, &(struct call_filter){ .text = "/v1/2" });
	assert_int_equal(rows_found(&rows), 0);
	assert_true(rows_are_looking(&rows));
	do {
		long begun = now_ms(), took;

		more = rows_step(&rows);
		took = now_ms() - begun;
		longest = took > longest ? took : longest;
		if (more && rows_found(&rows) && part < 0)
			part = rows_found(&rows);
		slices++;
	} while (more);
	assert_int_equal(rows_found(&rows), 1 + 10 + 100 + 1000 + 10000);
	assert_int_equal(rows.looked, 30000);
	assert_true(slices > 2 && longest < 200);
	assert_true(part > 0 && part < rows_found(&rows));
	assert_int_equal(rows_at(&rows, 1).id, 29999);
	rows_release(&rows);
	journal_free(journal);
	store_close(store);
}

static void step_through(struct call_rows *rows)
{
	while (rows_step(rows))
		;
}

static void calls_of_this_run_are_judged_as_they_end(void **state)
{
	struct store *store = opened(*state);
	struct journal *journal = journal_new(4);
	struct exchange *running;
	struct call_rows rows;

	call(journal, 404);
	running = call(journal, 0);
	rows = rows_of(store, journal);
	assert_int_equal(rows_found(&rows), 2);
	rows_filter(&rows, &(struct call_filter){ .outcome = OUTCOME_BAD });
	assert_int_equal(rows_found(&rows), 1);
	running->status = 500;
	running->done = true;
	rows_sync(&rows, false);
	assert_int_equal(rows_found(&rows), 2);
	call(journal, 503);
	call(journal, 200);
	rows_sync(&rows, false);
	assert_int_equal(rows_found(&rows), 3);
	assert_int_equal(rows_at(&rows, 0).serial, 3);
	rows_filter(&rows, &(struct call_filter){ .text = "live/2" });
	assert_int_equal(rows_found(&rows), 0);
	step_through(&rows);
	assert_int_equal(rows_at(&rows, 0).serial, 2);
	assert_int_equal(rows_all(&rows), 4);
	rows_release(&rows);
	journal_free(journal);
	store_close(store);
}

/* Nothing is lost when the journal lets go, with a filter and without. */
static void what_the_journal_lets_go_is_found_on_disk(void **state)
{
	struct store *store = opened(*state);
	struct journal *journal = journal_new(3);
	struct call_rows rows = rows_of(store, journal), bad = rows_of(store, journal);

	rows_filter(&bad, &(struct call_filter){ .outcome = OUTCOME_BAD });
	for (int i = 1; i <= 10; i++) {
		call(journal, i % 2 ? 404 : 200);
		store_calls_keep(store, journal, 100);
		rows_sync(&rows, false);
		rows_sync(&bad, false);
		step_through(&bad);
	}
	assert_int_equal(rows_found(&rows), 10);
	assert_int_equal(rows_at(&rows, 2).serial, 8);
	assert_int_equal(rows_at(&rows, 4).id, 7);
	assert_int_equal(rows_found(&bad), 5);
	rows_release(&rows);
	rows_release(&bad);
	journal_free(journal);
	store_close(store);
}

static void what_another_program_writes_comes_with_the_next_tick(void **state)
{
	const struct place *p = *state;
	struct store *store = opened(p);
	struct journal *journal = journal_new(3);
	struct call_rows rows = rows_of(store, journal);

	leave(p, 5);
	rows_sync(&rows, false);
	assert_int_equal(rows_found(&rows), 0);
	rows_sync(&rows, true);
	assert_int_equal(rows_found(&rows), 5);
	sql(p, "DELETE FROM calls WHERE id < 3");
	assert_null(rows_head(&rows, 5));
	rows_sync(&rows, true);
	assert_int_equal(rows_found(&rows), 3);
	rows_release(&rows);
	journal_free(journal);
	store_close(store);
}

#define T(name) cmocka_unit_test_setup_teardown(name, place_open, place_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(without_a_filter_all_are_there_at_once),
		T(a_search_goes_on_in_slices),
		T(calls_of_this_run_are_judged_as_they_end),
		T(what_the_journal_lets_go_is_found_on_disk),
		T(what_another_program_writes_comes_with_the_next_tick),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
