#include "tests/bench/many.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "api/config.h"
#include "api/store_db.h"
#include "tests/bench/keys.h"

enum { ROUNDS = 4, PAGES = 40 };

static const struct goal goal_find = { .text = "≤ 1.3x", .ratio_most = 1.3 };

/* The same people for both. */
#define PEOPLE \
	"with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000), " \
	"people(i, phone, first, last, at) as (select i," \
	" printf('+5255%08d', i * 7919 % 100000000)," \
	" trim(substr('Maria    Jorge    Elena    Rosa     Luis     GuadalupePedro    Ana      " \
	"Hugo     Teresa   ', 1 + i % 10 * 9, 9))," \
	" trim(substr('Lopez Cruz  Rios  Soto  Diaz  OrtegaGomez ', 1 + i % 7 * 6, 6))," \
	" 1700000000000 + i * 1000 from n) "

/* As an earlier version left them: the first unlocking seals them. */
static const char fill[] =
	"pragma cache_size = -300000; begin;"
	"insert into customers (id, phone, email, user_token, name, name_folded, status, detail,"
	" seen_at) " PEOPLE "select i, phone, '', 'usr_' || i, first || ' ' || last, '',"
	" 'Completed', '', at from people;"
	"insert into asks (correlation_id, journey_id, user_token, customer, customer_phone, payer,"
	" payer_phone, payer_country, amount, currency, method_id, method, note, state, status,"
	" status_detail, code, link, plat_id, refusal, refusal_text, created_at, handed_at,"
	" updated_at, checked_at, state_at, seen_at, next_look_at, looks, good_looks, owner_pid,"
	" owner_born, live, needs_person) " PEOPLE
	"select printf('00000000-0000-4000-8000-%012d', i), 0, 'usr_' || i, first || ' ' || last,"
	" phone, 'Hugo Tru', '+19165550149', 'US', 50000 + i, 'MXN', 'm', 'Visa ···· 1111', '',"
	" 'DONE', 'Completed', '', 'Ze' || i, '', '', '', '', at, at, at, at, at, at, 0, 1, 1, 0,"
	" 0, 0, 0 from people; commit;";

static const char plain[] =
	"create table people(id integer primary key, phone, name, at);"
	"insert into people " PEOPLE "select i, phone, first || ' ' || last, at from people;"
	"create index people_phone on people (phone);"
	"create table words(word, id, primary key (word, id)) without rowid;"
	"insert into words " PEOPLE "select lower(first), i from people;"
	"insert or ignore into words " PEOPLE "select lower(last), i from people;"
	"create table asks(at integer primary key, name, amount, state);"
	"insert into asks " PEOPLE "select at, first || ' ' || last, '2,500.00 MXN', 'Completed'"
	" from people;";

static void run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(db));
}

/* The store of a first run, which was empty. */
static void unlink_all(const char *path)
{
	static const char *const ends[] = { "", "-wal", "-shm" };

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		char *file = xasprintf("%s%s", path, ends[i]);

		unlink(file);
		free(file);
	}
}

static void make_store(const char *path)
{
	struct err err = { 0 };
	struct store *store = store_open_locked(path, &err);
	char *key_path = store_key_path(path), *word;
	unsigned char key[SEAL_KEY];

	if (!store)
		fail_msg("%s", err.text);
	run(store->db, fill);
	word = store_key_word(store, key_path, &err);
	assert_non_null(word);
	seal_word(word, key);
	if (!store_unlock(store, SEAL_FILE, key, &err))
		fail_msg("%s", err.text);
	store_close(store);
	secret_free(word);
	free(key_path);
}

static void make_plain(const char *path)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	run(db, plain);
	sqlite3_close(db);
}

/* A letter at a time, then away with them. */
static void type(struct tw *w, const char *text, struct keys *k)
{
	size_t n = strlen(text);

	for (size_t i = 0; i < n; i++)
		key_measure(w, (const char[]){ text[i], '\0' }, k);
	for (size_t i = 0; i < n; i++)
		tw_keys(w, "<Back>");
	tw_drain(w, 50);
}

static void print(struct table *table, const char *what, struct keys keys[2],
		  const struct goal *goal)
{
	table_row(table, &(struct row){ what, " ms", samples_part(&keys[0].times, 500),
		samples_part(&keys[1].times, 500), goal });
}

static void look_up(struct table *table, struct tw *ours, struct tw *floor)
{
	static const char *const phones[] = { "+525500", "+525512", "+525547", "+525579" };
	static const char *const names[] = { "guadalu", "ortega", "teresa", "gomez" };
	struct keys phone[2] = { 0 }, name[2] = { 0 };

	for (int i = 0; i < ROUNDS; i++) {
		type(ours, phones[i], &phone[0]);
		type(floor, phones[i], &phone[1]);
		type(ours, names[i], &name[0]);
		type(floor, names[i], &name[1]);
	}
	print(table, "look-up by phone among 100,000 customers, each key", phone, &goal_find);
	print(table, "look-up by name among 100,000 customers, each key", name, &goal_find);
}

static void page(struct table *table, struct tw *ours, struct tw *floor)
{
	struct keys first[2] = { 0 }, next[2] = { 0 }, end[2] = { 0 };

	for (int i = 0; i < ROUNDS; i++) {
		key_measure(ours, "<F3>", &first[0]);
		key_measure(floor, "<F3>", &first[1]);
		for (int j = 0; j < PAGES / ROUNDS; j++) {
			key_measure(ours, "<PgDn>", &next[0]);
			key_measure(floor, "<PgDn>", &next[1]);
		}
		key_measure(ours, "<End>", &end[0]);
		key_measure(floor, "<End>", &end[1]);
		tw_keys(ours, "<Esc>");
		tw_wait_gone(ours, "Ze1");
		tw_keys(floor, "<Back>");
		tw_drain(ours, 100);
		tw_drain(floor, 20);
	}
	print(table, "history of 100,000 asks: first page", first, &goal_floor);
	print(table, "history of 100,000 asks: PageDown", next, &goal_floor);
	/* The floor shows the oldest at once; remitty goes to the last one read and reads on. */
	print(table, "history of 100,000 asks: End, of what is read so far", end, &goal_floor);
}

void bench_many(struct table *table)
{
	struct tw ours, floor;
	char *path, *program = tw_program("floor_find");

	tw_init(&ours);
	tw_init(&floor);
	tw_start(&ours, 80, 24, NULL);
	tw_wait_text(&ours, "F1");
	tw_kill(&ours);
	path = tw_path(&ours, "state/remitty/sandbox/remitty.db");
	unlink_all(path);
	make_store(path);
	free(path);
	path = tw_path(&floor, "many.db");
	make_plain(path);
	tw_start(&floor, 80, 24, (const char *const[]){ program, path, NULL });
	tw_restart(&ours);
	tw_wait_text(&ours, "F1");
	tw_wait_text(&floor, "F1");
	tw_drain(&ours, 300);
	look_up(table, &ours, &floor);
	page(table, &ours, &floor);
	tw_release(&ours);
	tw_release(&floor);
	free(path);
	free(program);
}
