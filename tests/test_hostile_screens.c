/* 500 hostile strings in what the program keeps, on the screens that show it: asks,
 * customers, journeys, events, calls, runs.  No cell beside the field changes.  With
 * an argument all strings meet all fields. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "api/clean.h"
#include "tests/hostile_cells.h"
#include "tests/hostile_places.h"
#include "tests/hostile_strings.h"

enum { STRINGS = 500, SEED = 20261122, STEP = 25 };

struct run {
	struct kept kept;
	struct cells_seen seen;
	bool all;
};

/* Nothing that was shown before is kept. */
static void forget(struct run *r)
{
	sqlite3 *db = *(sqlite3 **)r->kept.d.store;	/* its first member */

	assert_int_equal(sqlite3_exec(db, "DELETE FROM ask_events; DELETE FROM asks; "
				      "DELETE FROM customers; DELETE FROM journeys; "
				      "DELETE FROM events", NULL, NULL, NULL), SQLITE_OK);
}

static void show(struct run *r, const struct place *p, const struct slot *slot, const char *text)
{
	struct app *app = &r->kept.d.app;

	app_clear(app);
	flow_let_go(app);
	desk_type(app, "<Esc>");
	forget(r);
	app->note[0] = app->note_next[0] = '\0';
	p->show(&r->kept, slot, text);
	desk_settle(app);
	if (!str_eq(p->name, "note"))
		app->note[0] = app->note_next[0] = '\0';
	app_draw(app);
}

static void meet(struct run *r, const struct place *p, const struct slot *slot, int n)
{
	char *where = xasprintf("string %d in %s of %s", n, slot->name, p->name);
	char *text = hostile_string(n, SEED), *clean, *twin;
	struct cell *cells;

	clean = clean_text(text, slot->size ? slot->size : 65536);
	if (slot->size && strlen(clean) >= slot->size) {
		clean[slot->size - 1] = '\0';
		text_whole(clean);
	}
	twin = harmless_twin(clean);
	cells_resize(&r->kept.d.app, n);
	show(r, p, slot, slot->size || !hostile_is_json(text) ? clean : text);
	cells = cells_take(&r->kept.d.app.grid, where, &r->seen);
	show(r, p, slot, twin);
	free(cells_take(&r->kept.d.app.grid, where, &r->seen));
	if (hostile_has_twin(p, slot, clean, twin))
		cells_compare(cells, &r->kept.d.app.grid, where);
	free(cells);
	free(twin);
	free(clean);
	free(text);
	free(where);
}

static int fields_of(const struct place *p)
{
	int n = 0;

	while (p->slots[n].name)
		n++;
	return n;
}

static void no_cell_beside_the_field_changes(void **state)
{
	struct run *r = *state;
	int fields = 0, at = 0, screens = 0;

	for (const struct place *p = hostile_places; p->name; p++, screens++)
		fields += fields_of(p);
	for (const struct place *p = hostile_places; p->name; p++)
		for (int k = 0; k < fields_of(p); k++, at++)
			for (int n = r->all ? 0 : at % STEP; n < STRINGS; n += r->all ? 1 : STEP)
				meet(r, p, &p->slots[k], n);
	print_message("# seed %d\n", SEED);
	print_message("# figure: hostile strings, kept | %d strings in %d fields of %d screens: "
		      "%ld pictures, %ld cells, 0 with a control character, 0 changed beside the "
		      "field\n", STRINGS, fields, screens, r->seen.pictures,
		      r->seen.cells);
}

static int begin(void **state)
{
	struct run *r = *state;
	struct desk *d = &r->kept.d;

	desk_open(d, "partner_full");
	r->kept.inbox = inbox_new(d->store, d->http, d->outbox, d->loop,
			     &(struct inbox_conf){ .secret = HOSTILE_SECRET });
	d->app.inbox = r->kept.inbox;
	return 0;
}

static int end(void **state)
{
	struct run *r = *state;

	inbox_free(r->kept.inbox);
	desk_close(&r->kept.d);
	return 0;
}

int main(int argc, char **argv)
{
	static struct run run;
	void *state = &run;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(no_cell_beside_the_field_changes, &run),
	};
	int failed;

	(void)argv;
	run.all = argc > 1;
	lang_init();
	begin(&state);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	end(&state);
	return failed;
}
