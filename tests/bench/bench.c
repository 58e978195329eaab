/*
 * Figures of remitty beside their floors, taken in the same run and in turns,
 * so that a busy machine slows both.  A floor is the least program that does
 * that one thing with the same libraries.
 */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "api/lang.h"
#include "api/op.h"
#include "api/sandbox.h"
#include "api/store.h"
#include "tests/bench/keys.h"
#include "tests/bench/many.h"
#include "tests/bench/matrix.h"
#include "tests/bench/run.h"
#include "tests/bench/sandbox.h"
#include "tests/bench/table.h"
#include "tests/side.h"
#include "tests/term_world.h"

#define SWITCHES "voluntary_ctxt_switches:"

static const struct goal goal_key = { .text = "≤ 1.2x, < 0.5 ms", .ratio_most = 1.2, .most = 0.5 };
static const struct goal goal_list = { .text = "≤ 120", .most = 120 };
static const struct goal goal_typing = { .text = "≤ 20", .most = 20 };
/* A busy reader splits some. */
static const struct goal goal_once = { .text = "1", .most = 1.01 };

enum { STARTS = 31, KEYS = 241, CALLS = 31, CUSTOMERS = 200, ASKS = 18 };

/* ---- what /proc tells ---- */

static long proc_number(pid_t pid, const char *file, const char *key)
{
	char path[64], line[256];
	long value = -1;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, file);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f))
		if (has_prefix(line, key))
			value = strtol(line + strlen(key) + 1, NULL, 10);
	if (f)
		fclose(f);
	return value;
}

/* ---- a home with something in it ---- */

static void seed_store(const char *path)
{
	static const char *const names[] = {
		"María Núñez", "Jorge Cruz", "Elena Ríos", "Iván Soto", "Rosa Díaz", "Luis Ortega"
	};
	struct err err = { 0 };
	struct store *store = store_open(path, &err);
	int64_t now = wall_ms();

	if (!store)
		fail_msg("%s", err.text);
	for (int i = 0; i < CUSTOMERS; i++) {
		struct customer c = { .status = "Completed", .seen_at = now };

		snprintf(c.phone, sizeof(c.phone), "+5255212%05d", i);
		snprintf(c.user_token, sizeof(c.user_token), "usr_%d", i);
		snprintf(c.name, sizeof(c.name), "%s", names[i % 6]);
		if (!store_customer_put(store, &c, &err))
			fail_msg("%s", err.text);
	}
	for (int i = 0; i < ASKS; i++) {
		struct ask a = {
			.amount = { .minor = 50000 + i * 1000, .currency = "MXN" },
			.state = ASK_DONE,
			.status = "Completed", .method = "Visa ···· 1111", .payer = "Hugo Tru",
			.payer_phone = "+19165550149", .payer_country = "US", .looks = 1,
			.created_at = now - i * 1000, .updated_at = now, .checked_at = now,
		};

		uuid_new(a.correlation_id);
		snprintf(a.code, sizeof(a.code), "Ze%04d", i);
		snprintf(a.customer, sizeof(a.customer), "%s", names[i % 6]);
		snprintf(a.user_token, sizeof(a.user_token), "usr_%d", i);
		if (!store_ask_add(store, &a, &err))
			fail_msg("%s", err.text);
	}
	store_close(store);
}

static void seed_page(const char *path)
{
	sqlite3 *db = NULL;
	static const char sql[] =
		"create table page(id integer primary key, at, name, amount, state);"
		"with recursive n(i) as (select 1 union all select i + 1 from n where i < 200)"
		" insert into page(at, name, amount, state)"
		" select '12:04', 'Jorge Cruz ' || i, '2,500.00 MXN', 'Completed' from n";

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

/* The console has run once and left its store: fill it. */
static void seed_home(struct tw *w)
{
	char *pattern = tw_path(w, "state/remitty/sandbox/*.db");
	glob_t found = { 0 };

	tw_start(w, 80, 24, NULL);
	tw_wait_text(w, "F1");
	tw_kill(w);
	if (glob(pattern, 0, NULL, &found) || found.gl_pathc != 1)
		fail_msg("no store at %s", pattern);
	seed_store(found.gl_pathv[0]);
	globfree(&found);
	free(pattern);
}

/* ---- start and memory ---- */

static bool is_complete(struct tw *w, const void *arg)
{
	char *last = tw_line(w, w->rows - 1);
	bool yes = strstr(last, "F1") && tw_has(w, arg);

	free(last);
	return yes;
}

static void measure_start(struct tw *w, const char *text, struct samples *times,
			  struct samples *memory)
{
	int64_t begin = now_ns();

	tw_restart(w);
	tw_wait_state(w, is_complete, text, "a complete first frame");
	sample(times, (double)(w->last_ns - begin) / 1e6);
	sample(memory, (double)proc_number(w->pid, "status", "VmRSS:") / 1000);
	tw_kill(w);
}

static void bench_start(struct table *table, struct tw *ours, struct tw *floor)
{
	struct samples t[2] = { 0 }, m[2] = { 0 };

	for (int i = 0; i < STARTS; i++) {
		measure_start(ours, "Elena Ríos", &t[0], &m[0]);
		measure_start(floor, "Jorge Cruz 190", &t[1], &m[1]);
	}
	table_row(table, &(struct row){ "start to the first complete frame", " ms",
		samples_part(&t[0], 500), samples_part(&t[1], 500), &goal_floor });
	table_row(table, &(struct row){ "memory at the first frame", " MB",
		samples_part(&m[0], 500), samples_part(&m[1], 500), &goal_floor });
}

/* ---- keys ---- */

static double each(long n, const struct keys *k)
{
	return (double)n / (double)k->frames;
}

static void print_keys(struct table *table, const char *name, struct keys *ours,
		       struct keys *floor, const struct goal *bytes)
{
	struct row rows[] = {
		{ "median", " ms", samples_part(&ours->times, 500),
		  samples_part(&floor->times, 500), &goal_key },
		{ "99 of 100 within", " ms", samples_part(&ours->times, 990),
		  samples_part(&floor->times, 990), &goal_key },
		{ "bytes a frame", "", each(ours->bytes, ours), each(floor->bytes, floor), bytes },
		{ "writes a frame, as the terminal reads them", "", each(ours->portions, ours),
		  each(floor->portions, floor), &goal_once },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *what = xasprintf("%s: %s", name, rows[i].what);

		rows[i].what = what;
		table_row(table, &rows[i]);
		free(what);
	}
}

/* Floor of both: one bar moved in ncurses. */
static void bench_keys(struct table *table, struct tw *ours, struct tw *floor)
{
	struct keys list = { 0 }, form = { 0 }, bar[2] = { { .bytes = 0 }, { .bytes = 0 } };

	tw_keys(ours, "<Down>");
	tw_drain(ours, 50);
	for (int i = 0; i < KEYS; i++) {
		const char *key = i / 8 % 2 ? "<Up>" : "<Down>";

		key_measure(ours, key, &list);
		key_measure(floor, key, &bar[0]);
	}
	print_keys(table, "key in a list", &list, &bar[0], &goal_list);
	tw_keys(ours, "<Tab>+525588990011\n");
	tw_wait_text(ours, "First name");
	tw_drain(ours, 300);
	for (int i = 0; i < KEYS; i++) {
		const char key[2] = { (char)('a' + i % 26), '\0' };

		key_measure(ours, i / 12 % 2 ? "<Back>" : key, &form);
		key_measure(floor, i / 8 % 2 ? "<Up>" : "<Down>", &bar[1]);
	}
	print_keys(table, "key in a form", &form, &bar[1], &goal_typing);
}

/* ---- idle ---- */

static void bench_idle(struct table *table, struct tw *w)
{
	long wakes, bytes;

	tw_drain(w, 1500);
	wakes = proc_number(w->pid, "status", SWITCHES);
	bytes = w->bytes;
	tw_drain(w, 5000);
	wakes = proc_number(w->pid, "status", SWITCHES) - wakes;
	table_row(table, &(struct row){ "idle for 5 s, sandbox inside: wake-ups", "",
		(double)wakes, 0, &goal_none });
	table_row(table, &(struct row){ "idle for 5 s, sandbox inside: bytes", "",
		(double)(w->bytes - bytes), 0, &goal_none });
}

/* ---- one call ---- */

/* The same request by both, to the same sandbox. */
static void bench_call(struct table *table, struct tw *w)
{
	struct samples t[2] = { 0 };
	struct side sandbox;
	char *url, *key, *program = tw_program("remitty");

	side_start(&sandbox, (const char *const[]){ "--people", NULL });
	setenv("REMITTY_SANDBOX_URL", sandbox.url, 1);
	setenv("HOME", w->dir, 1);
	url = xasprintf("%s/v1%s", sandbox.url, op_getUserTokenV2.path);
	key = xasprintf("api_key: %s", sandbox_key_for("partner_full"));
	for (int i = 0; i < CALLS; i++) {
		const char *const ours[] = {
			program, "call", "getUserTokenV2", "-p", "phoneNumber=+525512045518", NULL
		};
		const char *const curl[] = {
			"curl", "-sSf", "-X", "POST", url, "-H", key,
			"-H", "Accept: application/json",
			"-H", "Content-Type: application/json", "--data",
			"{\"phoneNumber\":\"+525512045518\"}", NULL
		};

		sample(&t[0], run_ms(ours));
		sample(&t[1], run_ms(curl));
	}
	table_row(table, &(struct row){ "one remitty call beside curl", " ms",
		samples_part(&t[0], 500), samples_part(&t[1], 500), &goal_floor });
	side_stop(&sandbox);
	free(url);
	free(key);
	free(program);
}

int main(void)
{
	struct table table = { 0 };
	struct tw ours, floor;
	char *page, *program;

	lang_init();
	tw_init(&ours);
	tw_init(&floor);
	seed_home(&ours);
	page = tw_path(&floor, "page.db");
	program = tw_program("floor_page");
	seed_page(page);
	tw_start(&floor, 80, 24, (const char *const[]){ program, page, NULL });
	tw_kill(&floor);
	table_head();
	bench_start(&table, &ours, &floor);
	tw_restart(&ours);
	tw_restart(&floor);
	tw_wait_state(&ours, is_complete, "Elena Ríos", "home");
	tw_wait_state(&floor, is_complete, "Jorge Cruz 190", "the floor");
	bench_idle(&table, &ours);
	bench_keys(&table, &ours, &floor);
	bench_many(&table);
	bench_call(&table, &ours);
	bench_matrix(&table, ours.dir);
	bench_sandbox(&table);
	table_end(&table);
	tw_release(&ours);
	tw_release(&floor);
	free(page);
	free(program);
	return 0;
}
