/* Power cuts: the real outbox on the real store, on a disk that loses what was
 * not synced.  No request may have left that the disk does not know of, and the
 * records must open and be whole after each cut. */

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "tests/power/power.h"
#include "tests/sim/sim.h"

enum { CUTS = 2000, STORY_MS = 40 * 60 * 1000, CALM_MS = 4 * 3600 * 1000 };

static const char path[] = "/tmp/remitty-power.db";

static bool has_left(const struct ask *ask)
{
	return ask->state != ASK_DRAFT && ask->state != ASK_READY && ask->state != ASK_CONNECTING;
}

static bool is_whole(void)
{
	sqlite3_stmt *stmt = NULL;
	sqlite3 *db = NULL;
	bool whole = sqlite3_open(path, &db) == SQLITE_OK &&
		     sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &stmt, NULL) ==
			     SQLITE_OK &&
		     sqlite3_step(stmt) == SQLITE_ROW &&
		     !strcmp((const char *)sqlite3_column_text(stmt, 0), "ok");

	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return whole;
}

/* ---- what sim_store.c does for the other stories ---- */

struct store *store_for(struct console *c)
{
	struct err err = { 0 };
	bool whole = is_whole();
	struct ask ask;

	c->store = store_open(path, &err);
	if (power.off) {		/* cut while they were being mended: once more */
		store_gone(c);
		c->dead = false;
		return store_for(c);
	}
	if (!whole)
		violate("the records are not whole");
	if (!c->store)
		violate("the records do not open: %s", err.text);
	for (int i = 0; c->store && i < sim->n_ops; i++)
		if (sim->ops[i].posts && (!store_ask_get(c->store, sim->ops[i].id, &ask) ||
					  !has_left(&ask)))
			violate("%s arrived and the disk does not know", sim->ops[i].id);
	if (!sim->calm)
		power.fuse = 1 + (int)roll(roll(3) ? 120 : 900);
	return c->store;
}

void store_gone(struct console *c)
{
	store_close(c->store);
	c->store = NULL;
	if (power.off)
		power_back();
}

bool rows_known(void)
{
	return sim->consoles[0].store && !power.off;
}

void rows_read(void)
{
	struct ask_query all = { .list = ASKS_ALL };

	if (rows_known())
		sim->n_rows = store_asks(sim->consoles[0].store, &all, sim->rows, ROWS);
}

struct ask *row_of(const char *id)
{
	rows_read();
	for (int i = 0; i < sim->n_rows; i++)
		if (!strcmp(sim->rows[i].correlation_id, id))
			return &sim->rows[i];
	return NULL;
}

/* ---- a story ---- */

/* Without power nothing goes on in it. */
static void kill_console(void)
{
	sim->consoles[0].dead = true;
}

static void tell(struct sim *story, uint64_t seed)
{
	*story = (struct sim){ .seed = seed, .dice = (seed + 1) * 0x9e3779b97f4a7c15u | 1,
			       .now = INT64_C(1792000000000), .ach = seed % 3 == 0 };
	sim = story;
	roll(2);
	power_use_template();
	power.fuse = 0;
	sim->asks_left = 3 + (int)roll(6);
	later(AT_START, 10);
	later(AT_AGENT, 2000);
	run_until(sim->now + STORY_MS);
	sim->calm = true;
	sim->asks_left = power.fuse = 0;
	run_until(sim->now + CALM_MS);
	if (!*sim->violation)
		check_end();
	sim->consoles[0].dead = true;
	outbox_free(sim->consoles[0].box);
	store_close(sim->consoles[0].store);
	for (int i = 0; i < CALLS; i++)
		json_decref(sim->calls[i].args);
}

static void make_template(void)
{
	struct err err = { 0 };
	struct store *store = store_open(path, &err);

	if (!store)
		die("%s", err.text);
	store_close(store);
	power_keep_template();
}

/* power [CUTS [FIRST-SEED]] */
int main(int argc, char **argv)
{
	const char *fewer = getenv("PROOF_SEEDS");
	long cuts = argc > 1 ? strtol(argv[1], NULL, 10) : fewer ? 100 : CUTS;
	uint64_t first = argc > 2 ? strtoull(argv[2], NULL, 10) : 1, seed = first;
	struct sim *story = xcalloc(1, sizeof(*story));
	long bad = 0;

	lang_init();
	power.roll = roll;
	power.went_off = kill_console;
	power_disk();
	make_template();
	for (; power.cuts < cuts; seed++) {
		tell(story, seed);
		if (*story->violation && bad++ < 10)
			printf("# seed %llu: %s\n", (unsigned long long)seed, story->violation);
	}
	printf("%s 1 - a power cut leaves nothing unknown behind\n", bad ? "not ok" : "ok");
	printf("# figure: power cuts | seeds %llu to %llu: %ld cuts in %ld writes and %ld syncs: "
	       "%ld bad\n", (unsigned long long)first, (unsigned long long)seed - 1, power.cuts,
	       power.writes, power.syncs, bad);
	power.lies = true;
	for (seed = first; seed < first + 200 && !*story->violation; seed++)
		tell(story, seed);
	printf("%s 2 - a disk that lies is noticed\n# %s\n",
	       *story->violation ? "ok" : "not ok", story->violation);
	remove(path);
	bad += !*story->violation;
	free(story);
	return bad != 0;
}
