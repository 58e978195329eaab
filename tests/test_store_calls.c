#include "tests/store_place.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "tests/desk.h"

static struct exchange *begun(struct journal *journal, const char *url)
{
	struct exchange *x = journal_begin(journal, &op_getProfile);

	x->method = xstrdup("GET");
	x->url = xstrdup(url);
	return x;
}

static struct exchange *ended(struct journal *journal, int nth)
{
	char url[64];
	struct exchange *x;

	snprintf(url, sizeof(url), "https://host/v1/%d", nth);
	x = begun(journal, url);
	x->status = 200;
	x->done = true;
	return x;
}

/* What an earlier run left: calls first..last. */
static void earlier_run(struct store *store, int first, int last, int most)
{
	struct journal *journal = journal_new(8);

	for (int i = first; i <= last; i++) {
		ended(journal, i);
		store_calls_keep(store, journal, most);
	}
	journal_free(journal);
}

/* What pages of kept calls show, newest first; returns how many. */
static int kept(struct store *store, const struct journal *journal, struct call_head *heads,
		int max)
{
	int all, n = 0;
	int64_t *ids = store_call_ids(store, journal, &all);

	for (; n < all && n < max; n++)
		assert_true(store_call_head(store, ids[n], &heads[n]));
	free(ids);
	return n;
}

static int number_of(const struct call_head *head)
{
	return (int)strtol(strrchr(head->url, '/') + 1, NULL, 10);
}

static void a_call_comes_back_as_it_went(void **state)
{
	struct store *store = opened(*state);
	struct journal *journal = journal_new(8), *later = journal_new(8);
	struct exchange *x, back;
	struct call_head head;

	journal_scenario(journal, "getProfile.400");
	x = begun(journal, "https://host/v1/profile");
	journal_scenario(journal, "");

	x->at = 1776102856022;
	x->status = 400;
	x->ms = 34;
	x->bytes = 120;
	x->request_headers = xstrdup("api_key: [redacted]\nAccept: application/json\n");
	x->response_headers = xstrdup("Content-Type: application/json\n");
	x->request = json_pack("{s:s, s:f}", "name", "María", "amount", 500.25);
	x->response = json_pack("{s:[i]}", "codes", 7);
	snprintf(x->failure, sizeof(x->failure), "It was refused.");
	x->done = true;
	for (int i = 0; i < TIMES; i++)
		x->times[i] = 1000 * (i + 1);
	store_calls_keep(store, journal, 500);
	assert_int_equal(kept(store, later, &head, 1), 1);
	assert_string_equal(head.op, "getProfile");
	assert_string_equal(head.method, "GET");
	assert_string_equal(head.url, "https://host/v1/profile");
	assert_true(head.at == 1776102856022 && head.status == 400);
	assert_true(head.ms == 34 && head.bytes == 120);
	assert_true(store_call_get(store, head.id, &back));
	assert_ptr_equal(back.op, &op_getProfile);
	assert_string_equal(back.request_headers, x->request_headers);
	assert_string_equal(back.response_headers, x->response_headers);
	assert_true(json_equal(back.request, x->request));
	assert_true(json_equal(back.response, x->response));
	assert_null(back.response_text);
	assert_string_equal(back.failure, "It was refused.");
	assert_string_equal(head.scenario, "getProfile.400");
	assert_string_equal(back.scenario, "getProfile.400");
	assert_memory_equal(back.times, x->times, sizeof(x->times));
	assert_string_equal(begun(journal, "https://host/v1/profile")->scenario, "");
	exchange_release(&back);
	assert_false(store_call_get(store, head.id + 1, &back));
	journal_free(journal);
	journal_free(later);
	store_close(store);
}

static void only_what_ended_is_kept_and_once(void **state)
{
	struct store *store = opened(*state);
	struct journal *journal = journal_new(8), *later = journal_new(8);
	struct exchange *running = begun(journal, "https://host/v1/1");
	struct call_head heads[8];

	ended(journal, 2);
	store_calls_keep(store, journal, 500);
	store_calls_keep(store, journal, 500);
	assert_int_equal(kept(store, later, heads, 8), 1);
	running->done = true;
	store_calls_keep(store, journal, 500);
	assert_int_equal(kept(store, later, heads, 8), 2);
	assert_int_equal(number_of(&heads[0]), 1);
	journal_free(journal);
	journal_free(later);
	store_close(store);
}

static void the_oldest_go_and_none_stay_when_it_is_off(void **state)
{
	struct store *store = opened(*state);
	struct journal *later = journal_new(8);
	struct call_head heads[200];

	earlier_run(store, 1, 30, 20);
	assert_int_equal(kept(store, later, heads, 200), 20);
	assert_int_equal(number_of(&heads[0]), 30);
	assert_int_equal(number_of(&heads[19]), 11);
	earlier_run(store, 31, 31, 5);
	assert_int_equal(kept(store, later, heads, 200), 5);
	earlier_run(store, 32, 32, 0);
	assert_int_equal(kept(store, later, heads, 200), 0);
	journal_free(later);
	store_close(store);
}

/* More than one transaction takes, in the order in which they were made. */
static void many_at_once_keep_their_order(void **state)
{
	struct store *store = opened(*state);
	struct journal *journal = journal_new(200), *later = journal_new(8);
	struct call_head heads[200];

	for (int i = 1; i <= 150; i++)
		ended(journal, i);
	store_calls_keep(store, journal, 500);
	assert_int_equal(kept(store, later, heads, 200), 150);
	for (int i = 0; i < 150; i++)
		assert_int_equal(number_of(&heads[i]), 150 - i);
	journal_free(journal);
	journal_free(later);
	store_close(store);
}

static void what_the_journal_shows_is_left_out(void **state)
{
	struct store *store = opened(*state);
	struct journal *journal = journal_new(4);
	struct call_head heads[20];

	earlier_run(store, 1, 10, 500);
	for (int i = 11; i <= 17; i++) {	/* three of them are pushed out */
		ended(journal, i);
		store_calls_keep(store, journal, 500);
		earlier_run(store, 100 + i, 100 + i, 500);	/* another program, meanwhile */
	}
	assert_int_equal(kept(store, journal, heads, 20), 20);
	for (int i = 0, own = 13, other = 117; i < 20; i++)
		if (number_of(&heads[i]) > 100)
			assert_int_equal(number_of(&heads[i]), other--);
		else
			assert_int_equal(number_of(&heads[i]), own--);
	journal_free(journal);
	store_close(store);
}

static void a_call_of_this_run_is_found_on_disk(void **state)
{
	struct store *store = opened(*state);
	struct journal *journal = journal_new(2);
	struct call_head head;

	for (int i = 1; i <= 5; i++) {
		ended(journal, i);
		store_calls_keep(store, journal, 500);
	}
	assert_null(journal_find(journal, 2));
	assert_true(store_call_head(store, store_call_find(store, journal_run(journal), 2), &head));
	assert_int_equal(number_of(&head), 2);
	assert_int_equal(store_call_find(store, journal_run(journal) + 1, 2), 0);
	journal_free(journal);
	store_close(store);
}

/* ---- looking for some ---- */

/* Numbers of the calls that fit, in pages of three. */
static int found(struct store *store, const struct call_filter *filter, int *numbers, int max)
{
	struct journal *none = journal_new(1);
	struct call_look look = { .journal = none, .filter = filter, .most = 3 };
	int64_t ids[3];
	int n = 0, got;
	struct call_head head;

	do {
		got = store_calls_look(store, &look, ids);
		for (int i = 0; i < got && n < max; i++) {
			assert_true(store_call_head(store, ids[i], &head));
			numbers[n++] = number_of(&head);
		}
	} while (look.looked == look.most);
	journal_free(none);
	return n;
}

/* Ten calls: 1 was refused, 2 broke, 3 had no answer, 4 is another operation, 5 says
 * María, 6 is of a scenario, 7 is old. */
static void leave_ten(struct store *store)
{
	struct journal *journal = journal_new(16);

	for (int i = 1; i <= 10; i++) {
		struct exchange *x;

		journal_scenario(journal, i == 6 ? "getProfile.200.known" : "");
		x = journal_begin(journal, i == 4 ? &op_listContacts : &op_getProfile);
		x->method = xstrdup("GET");
		x->url = xasprintf("https://host/v1/%d", i);
		x->status = i == 1 ? 404 : i == 2 ? 503 : i == 3 ? 0 : 200;
		x->at = i == 7 ? 1000 : 5000 + i;
		x->response = json_pack("{s:s}", "name", i == 5 ? "María Núñez" : "Ana");
		x->done = true;
	}
	store_calls_keep(store, journal, 500);
	journal_free(journal);
}

static void some_are_found_by_what_went_over_the_wire(void **state)
{
	static const struct {
		struct call_filter filter;
		int n, first;
	} rows[] = {
		{ { .text = "" }, 10, 10 },
		{ { .outcome = OUTCOME_BAD }, 3, 3 },
		{ { .outcome = OUTCOME_REFUSED }, 1, 1 },
		{ { .outcome = OUTCOME_BROKEN }, 1, 2 },
		{ { .outcome = OUTCOME_NONE }, 1, 3 },
		{ { .outcome = OUTCOME_GOOD }, 7, 10 },
		{ { .op = "listContacts" }, 1, 4 },
		{ { .op = "listContacts", .outcome = OUTCOME_BAD }, 0, 0 },
		{ { .since = 5000 }, 9, 10 },
		{ { .text = "maría" }, 1, 5 },
		{ { .text = "MARÍA NÚÑEZ" }, 1, 5 },
		{ { .text = "200.KNOWN" }, 1, 6 },
		{ { .text = "listcontacts" }, 1, 4 },
		{ { .text = "503" }, 1, 2 },
		{ { .text = "v1/1" }, 2, 10 },
		{ { .text = "nobody says this" }, 0, 0 },
	};
	struct store *store = opened(*state);
	int numbers[16];

	leave_ten(store);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		int n = found(store, &rows[i].filter, numbers, 16);

		if (n != rows[i].n)
			fail_msg("row %zu: %d, not %d", i, n, rows[i].n);
		assert_int_equal(n ? numbers[0] : 0, rows[i].first);
	}
	store_close(store);
}

static void a_long_answer_is_cut(void **state)
{
	struct store *store = opened(*state);
	struct journal *journal = journal_new(4), *later = journal_new(4);
	struct exchange *x = ended(journal, 1), back;
	struct call_head head;

	x->response = json_array();
	for (int i = 0; i < 20000; i++)
		json_array_append_new(x->response, json_string("á\""));
	store_calls_keep(store, journal, 500);
	assert_int_equal(kept(store, later, &head, 1), 1);
	assert_true(store_call_get(store, head.id, &back));
	assert_null(back.response);
	assert_true(has_prefix(back.response_text, "[\"á\\\"\",\"á"));
	assert_true(strlen(back.response_text) < 40000);
	exchange_release(&back);
	journal_free(journal);
	journal_free(later);
	store_close(store);
}

/* Somebody else is writing: it is not waited for, and not lost. */
static void who_is_busy_is_tried_again(void **state)
{
	struct place *p = *state;
	struct store *store = opened(p);
	struct journal *journal = journal_new(4), *later = journal_new(4);
	struct call_head head;
	sqlite3 *other;
	long before;

	assert_int_equal(sqlite3_open(p->path, &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	ended(journal, 1);
	before = now_ms();
	store_calls_keep(store, journal, 500);
	assert_true(now_ms() - before < 1000);
	assert_int_equal(kept(store, later, &head, 1), 0);
	assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(other);
	store_calls_keep(store, journal, 500);
	assert_int_equal(kept(store, later, &head, 1), 1);
	journal_free(journal);
	journal_free(later);
	store_close(store);
}

/* ---- secrets ---- */

static void not_in_file(const char *path, const char *secret)
{
	size_t len = 0, n = strlen(secret);
	char *bytes = file_read(path, 1 << 24, &len, NULL);

	assert_non_null(bytes);
	if (memmem(bytes, len, secret, n))
		fail_msg("%s holds %s", path, secret);
	free(bytes);
}

static void not_on_disk(const struct place *p, const char *secret)
{
	char *wal = xasprintf("%s-wal", p->path);

	not_in_file(p->path, secret);
	not_in_file(wal, secret);
	free(wal);
}

static void on_disk(const struct place *p, const char *text)
{
	char *wal = xasprintf("%s-wal", p->path);
	size_t len = 0;
	char *bytes = file_read(wal, 1 << 24, &len, NULL);

	assert_non_null(bytes);
	assert_non_null(memmem(bytes, len, text, strlen(text)));
	free(bytes);
	free(wal);
}

static const char *word_at(const json_t *record, const char *key)
{
	const char *text = json_string_value(json_object_get(record, key));

	return text ? text : "";
}

/* Real calls: a typed card, its token, the key in the header of each. */
static void no_secret_of_a_call_reaches_the_disk(void **state)
{
	struct place *p = *state;
	struct store *store = opened(p);
	struct desk d;
	json_t *card = record_example(op_tokenizeCard.in, false), *answer;
	char *token;

	desk_open(&d, "partner_full");
	json_object_set_new(card, "CardNumber", json_string("4111111111111111"));
	answer = desk_call(&d, &op_tokenizeCard, card);
	token = xstrdup(word_at(json_object_get(answer, "json"), "CardNumber"));
	store_calls_keep(store, d.journal, 500);
	on_disk(p, "tokenizeCard");
	assert_true(strlen(token) > 12);
	not_on_disk(p, "4111111111111111");
	not_on_disk(p, token);
	not_on_disk(p, sandbox_key_for("partner_full"));
	free(token);
	json_decref(answer);
	json_decref(card);
	desk_close(&d);
	store_close(store);
}

/* Where no table says that a secret stands: it is looked for all the same. */
static void what_looks_like_a_secret_is_hidden_wherever_it_is(void **state)
{
	struct place *p = *state;
	struct store *store = opened(p);
	struct journal *journal = journal_new(4), *later = journal_new(4);
	struct exchange *x = begun(journal, "https://host/v1/x?q=4111111111111111"), back;
	struct call_head head;

	x->done = true;
	x->request = json_pack("{s:s, s:I}", "reason", "card 4111 1111 1111 1111", "number",
			       (json_int_t)5555555555554444);
	x->response_headers = xstrdup("X-Echo: api_key=sk_live_abcdef123456\n");
	x->response = json_pack("{s:s}", "text", "tok_sandbox_9a8b7c6d5e4f_1111");
	snprintf(x->failure, sizeof(x->failure), "Bearer abcdef.ghijkl was refused");
	store_calls_keep(store, journal, 500);
	on_disk(p, "getProfile");
	not_on_disk(p, "4111111111111111");
	not_on_disk(p, "4111 1111 1111 1111");
	not_on_disk(p, "5555555555554444");
	not_on_disk(p, "sk_live_abcdef123456");
	not_on_disk(p, "9a8b7c6d5e4f");
	not_on_disk(p, "abcdef.ghijkl");
	assert_int_equal(kept(store, later, &head, 1), 1);
	assert_true(store_call_get(store, head.id, &back));
	assert_non_null(strstr(json_string_value(back.request), "\"reason\""));
	exchange_release(&back);
	journal_free(journal);
	journal_free(later);
	store_close(store);
}

#define T(name) cmocka_unit_test_setup_teardown(name, place_open, place_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_call_comes_back_as_it_went),
		T(only_what_ended_is_kept_and_once),
		T(the_oldest_go_and_none_stay_when_it_is_off),
		T(many_at_once_keep_their_order),
		T(what_the_journal_shows_is_left_out),
		T(a_call_of_this_run_is_found_on_disk),
		T(some_are_found_by_what_went_over_the_wire),
		T(a_long_answer_is_cut),
		T(who_is_busy_is_tried_again),
		T(no_secret_of_a_call_reaches_the_disk),
		T(what_looks_like_a_secret_is_hidden_wherever_it_is),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
