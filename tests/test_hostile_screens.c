/* 500 hostile strings in what the program keeps, on the screens that show it: asks,
 * customers, journeys, events, calls, runs.  No cell beside the field changes.  With
 * an argument all strings meet all fields. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/answer.h"
#include "api/clean.h"
#include "api/store_db.h"
#include "screens/ask.h"
#include "screens/bundle.h"
#include "screens/carry.h"
#include "screens/matrix.h"
#include "screens/names.h"
#include "tests/call_stage.h"
#include "tests/hostile_cells.h"
#include "tests/hostile_strings.h"

enum { STRINGS = 500, SEED = 20261122, STEP = 25 };

#define SECRET "known-to-both"
#define ID "7011cefb-0c0b-48c1-a68a-7134d32e61e4"

struct run {
	struct desk d;
	struct inbox *inbox;
	struct cells_seen seen;
	unsigned first;			/* serial of the first call that is told of */
	bool all;
};

/* A field that shows text; size 0: as much as there is. */
struct slot {
	const char *name;
	size_t at, size;
};

struct place {
	const char *name;
	const struct slot *slots;
	void (*show)(struct run *, const struct slot *, const char *text);
};

/* Nothing that was shown before is kept. */
static void forget(struct run *r)
{
	assert_int_equal(sqlite3_exec(r->d.store->db, "DELETE FROM ask_events; DELETE FROM asks; "
				      "DELETE FROM customers; DELETE FROM journeys; "
				      "DELETE FROM events", NULL, NULL, NULL), SQLITE_OK);
}

/* ---- asks ---- */

#define OF(type, member) { #member, offsetof(type, member), sizeof(((type *)NULL)->member) }

static const struct slot ask_slots[] = {
	OF(struct ask, customer), OF(struct ask, payer), OF(struct ask, method),
	OF(struct ask, note), OF(struct ask, status), OF(struct ask, status_detail),
	OF(struct ask, code), OF(struct ask, plat_id),
	OF(struct ask, refusal), OF(struct ask, closed),
	{ "refusal_text", offsetof(struct ask, refusal_text), 160 },	/* part of a sentence */
	{ "happened", 0, 0 }, { NULL, 0, 0 }
};

static struct ask sample(enum ask_state state, const struct slot *slot, const char *text)
{
	struct ask ask = {
		.correlation_id = ID, .user_token = "usr-1", .customer = "María Núñez",
		.customer_phone = "+525521206703", .payer = "Hugo Tru",
		.payer_phone = "+19165550149", .payer_country = "US", .amount = { 173456, "MXN" },
		.method_id = "m-1", .method = "Visa ···· 1111", .note = "Renta de mayo",
		.state = state, .created_at = wall_ms(), .updated_at = wall_ms(),
	};

	if (slot && slot->size)
		text_put((char *)&ask + slot->at, slot->size, text);
	return ask;
}

static void keep(struct run *r, const struct ask *ask, const struct slot *slot, const char *text)
{
	struct err err = { 0 };

	assert_true(store_ask_add(r->d.store, ask, &err));
	if (!slot->size) {
		char *clean = clean_text(text, 300);

		store_ask_event(r->d.store, ID, clean, &err);
		free(clean);
	}
}

static void show_ask(struct run *r, enum ask_state state, const struct screen_ops *ops,
		     const struct slot *slot, const char *text)
{
	struct ask ask = sample(state, slot, text);
	struct track_arg arg = { .correlation_id = ID };

	keep(r, &ask, slot, text);
	app_push(&r->d.app, ops, &arg);
}

#define ASK_PLACE(name, state, screen) \
	static void show_##name(struct run *r, const struct slot *slot, const char *text) \
	{ \
		show_ask(r, state, &screen, slot, text); \
	}

ASK_PLACE(open, ASK_OPEN, track_screen)
ASK_PLACE(sending, ASK_HANDED, track_screen)
ASK_PLACE(unknown, ASK_UNKNOWN, track_screen)
ASK_PLACE(absent, ASK_ABSENT, track_screen)
ASK_PLACE(mismatch, ASK_MISMATCH, track_screen)
ASK_PLACE(rejected, ASK_REJECTED, track_screen)
ASK_PLACE(closed, ASK_VOIDED, track_screen)
ASK_PLACE(done, ASK_DONE, track_screen)
ASK_PLACE(slip, ASK_OPEN, slip_screen)
ASK_PLACE(bundle, ASK_OPEN, bundle_screen)
ASK_PLACE(history, ASK_OPEN, history_screen)

static void show_carry(struct run *r, const struct slot *slot, const char *text)
{
	struct ask ask = sample(ASK_UNKNOWN, slot, text);
	struct track_arg arg = { .correlation_id = ID };

	text_put(ask.op, sizeof(ask.op), op_registerUserV2.name);
	keep(r, &ask, slot, text);
	app_push(&r->d.app, &carry_screen, &arg);
}

static void show_confirm(struct run *r, const struct slot *slot, const char *text)
{
	struct ask ask = sample(ASK_DRAFT, slot, text);
	struct journey *j = xcalloc(1, sizeof(*j));
	char *picture;

	journey_begin(j, r->d.store, "+525521206703");
	r->d.app.journey = j;
	app_push(&r->d.app, &confirm_screen, &ask);
	app_draw(&r->d.app);
	picture = grid_dump(&r->d.app.grid);
	assert_non_null(strstr(picture, "type the amount again"));
	free(picture);
}

static void show_home(struct run *r, const struct slot *slot, const char *text)
{
	struct ask needs = sample(ASK_UNKNOWN, slot, text), open = sample(ASK_OPEN, slot, text);

	text_put(open.correlation_id, sizeof(open.correlation_id),
		 "8011cefb-0c0b-48c1-a68a-7134d32e61e4");
	keep(r, &needs, slot, text);
	assert_true(store_ask_add(r->d.store, &open, NULL));
	app_home(&r->d.app);
}

/* ---- customers and journeys ---- */

static const struct slot customer_slots[] = {
	OF(struct customer, name), { "email", offsetof(struct customer, email), 100 },
	{ NULL, 0, 0 }
};

static void show_found(struct run *r, const struct slot *slot, const char *text)
{
	struct customer c = { .phone = "+525521206703", .name = "Ana", .email = "a@example.com",
			      .user_token = "usr-1", .seen_at = 1 };

	text_put((char *)&c + slot->at, slot->size, text);
	if (str_eq(slot->name, "email"))		/* without the sign it were a phone */
		snprintf(c.email, sizeof(c.email), "@%s", text);
	assert_true(store_customer_put(r->d.store, &c, NULL));
	desk_type(&r->d.app, "+5255");
}

static const struct slot fact_slots[] = {
	{ "name", 0, 0 }, { "email", 0, 0 }, { "payer.name", 0, 0 }, { "method.name", 0, 0 },
	{ "quoted", 0, 0 }, { "statusDetail", 0, 0 }, { "amount", 0, 0 }, { NULL, 0, 0 }
};

/* A first name has so much room in its sentence. */
static const struct slot quote_slots[] = {
	{ "name", 0, 38 }, { "payer.name", 0, 38 }, { "method.name", 0, 0 }, { NULL, 0, 0 }
};

static void take_journey(struct run *r, const struct slot *slot, const char *text)
{
	struct journey *j = xcalloc(1, sizeof(*j));
	char *clean = clean_text(text, 400);

	journey_begin(j, r->d.store, "+525521206703");
	journey_set(j, "name", "María Núñez");
	journey_set(j, "payer.name", "Hugo Tru");
	journey_set(j, "payer.phone", "+19165550149");
	journey_set(j, "method.id", "m-1");
	journey_set(j, "method.name", "Visa ···· 1111");
	journey_set(j, slot->name, clean);
	for (int i = 0; i < STEP_ASK; i++)
		journey_mark(j, (enum step)i, MARK_DONE);
	r->d.app.journey = j;
	free(clean);
}

static void show_step_ask(struct run *r, const struct slot *slot, const char *text)
{
	take_journey(r, slot, text);
	flow_goto(&r->d.app, STEP_ASK);
}

static void show_step_quote(struct run *r, const struct slot *slot, const char *text)
{
	take_journey(r, slot, text);
	flow_goto(&r->d.app, STEP_QUOTE);
}

static void show_unfinished(struct run *r, const struct slot *slot, const char *text)
{
	take_journey(r, slot, text);
	journey_goto(r->d.app.journey, STEP_QUOTE);
	app_home(&r->d.app);
}

/* ---- events ---- */

static const struct slot event_slots[] = {
	{ "status", 0, 36 }, { "correlationId", 0, 36 }, { "eventType", 0, 30 },
	{ "country", 0, 0 }, { "more", 0, 0 }, { NULL, 0, 0 }
};

static int64_t come(struct run *r, const struct slot *slot, const char *text)
{
	json_t *event = json_pack("{s:s, s:s, s:{s:s}}", "correlationId", ID, "status", "Sent",
				  "sender", "country", "MX");
	char signature[WEBHOOK_SIGNATURE_LEN], *body;
	struct webhook_event last = { 0 };
	struct webhook_post post = { .signature = signature, .headers = "X-Other: plain\n" };
	json_t *place = str_eq(slot->name, "country") ? json_object_get(event, "sender") : event;
	int64_t id;

	json_object_set_new(place, slot->name, json_string(text));
	body = json_dumps(event, 0);
	post.body = body;
	post.len = strlen(body);
	webhook_sign(SECRET, body, post.len, signature);
	inbox_take(r->inbox, &post);
	assert_int_equal(store_events(r->d.store, 0, &last, 1), 1);
	id = last.id;
	webhook_event_release(&last);
	json_decref(event);
	free(body);
	return id;
}

static void show_events(struct run *r, const struct slot *slot, const char *text)
{
	come(r, slot, text);
	app_push(&r->d.app, &events_screen, NULL);
}

static void show_event(struct run *r, const struct slot *slot, const char *text)
{
	struct event_arg arg = { .id = come(r, slot, text) };

	app_push(&r->d.app, &event_screen, &arg);
}

/* ---- calls ---- */

static const struct slot call_slots[] = {
	{ "firstName", 0, 0 }, { "key", 0, 0 }, { "page", 0, 0 }, { "header", 0, 0 },
	{ "failure", 0, 0 }, { NULL, 0, 0 }
};

/* As the line records it: the boundary and the redactor are in between. */
static unsigned answered(struct run *r, const struct slot *slot, const char *text)
{
	struct exchange *x = stage_call(r->d.journal, &op_getProfile, 200);
	char *clean = clean_text(text, 200), *bytes = xstrdup(text);
	json_t *json = json_pack("{s:s}", "lastName", "Núñez"), *body;

	json_object_set_new(json, str_eq(slot->name, "key") ? text : "firstName",
			    json_string(str_eq(slot->name, "firstName") ? text : "María"));
	if (!str_eq(slot->name, "page")) {
		free(bytes);
		bytes = json_dumps(json, 0);
	}
	body = str_eq(slot->name, "page") ? NULL : clean_parse(bytes, strlen(bytes));
	answer_record(x, body, bytes, strlen(bytes));
	x->response_headers = str_eq(slot->name, "header") ?
		xasprintf("HTTP/1.1 200 OK\nX-Other: %s\n", clean) : xstrdup("HTTP/1.1 200 OK\n");
	if (str_eq(slot->name, "failure"))
		text_put(x->failure, sizeof(x->failure), clean);
	json_decref(body);
	json_decref(json);
	free(bytes);
	free(clean);
	return x->serial;
}

static void show_exchange(struct run *r, const struct slot *slot, const char *text)
{
	struct exchange_arg arg = { .serial = answered(r, slot, text) };

	app_push(&r->d.app, &exchange_screen, &arg);
	desk_type(&r->d.app, "+");
}

static void show_diff(struct run *r, const struct slot *slot, const char *text)
{
	stage_answer(stage_call(r->d.journal, &op_getProfile, 200), "HTTP/1.1 200 OK\n",
		     json_pack("{s:s}", "firstName", "Ana"));
	answered(r, slot, text);
	app_push(&r->d.app, &inspector_screen, NULL);
	desk_type(&r->d.app, "m<Down>d");
}

static const struct slot words_slots[] = {
	{ "text", 0, sizeof(((struct err *)NULL)->text) },
	{ "next", 0, sizeof(((struct err *)NULL)->next) },
	{ "code", 0, sizeof(((struct err *)NULL)->code) }, { NULL, 0, 0 }
};

static void show_note(struct run *r, const struct slot *slot, const char *text)
{
	struct err err = { .kind = ERR_REFUSED };

	err_set(&err, ERR_REFUSED, "%s", str_eq(slot->name, "text") ? text : "Refused.");
	err_next(&err, "%s", str_eq(slot->name, "next") ? text : "Try again.");
	text_put(err.code, sizeof(err.code), str_eq(slot->name, "code") ? text : "");
	app_blame(&r->d.app, &err);
}

static const struct slot record_slots[] = {
	{ "firstName", 0, 0 }, { "status", 0, 0 }, { NULL, 0, 0 }
};

static void show_record(struct run *r, const struct slot *slot, const char *text)
{
	json_t *record = json_pack("{s:s, s:s}", "firstName", "María", "status", "Completed");
	struct record_arg arg = { .title = "A record", .fields = op_getProfile.out,
				  .record = record };

	json_object_set_new(record, slot->name, json_string(text));
	clean_json(record);
	app_push(&r->d.app, &record_screen, &arg);
	json_decref(record);
}

static const struct slot form_slots[] = {
	{ "firstName", 0, 0 }, { "lastName", 0, 0 }, { "email", 0, 0 }, { NULL, 0, 0 }
};

static void show_form(struct run *r, const struct slot *slot, const char *text)
{
	json_t *args = json_pack("{s:s, s:s}", "firstName", "Hugo", "lastName", "Tru");

	json_object_set_new(args, slot->name, json_string(text));
	clean_json(args);
	op_screen_fill(&r->d.app, &op_createContact, args);
	json_decref(args);
}

/* ---- the matrix ---- */

static const struct slot row_slots[] = {
	OF(struct run_row, code), OF(struct run_row, why), { NULL, 0, 0 }
};

static void fill_row(struct run *r, const struct slot *slot, const char *text)
{
	struct run_row *row = (struct run_row *)runner_row(matrix_of(&r->d.app)->runner, 0);

	row->state = ROW_FAILED;
	row->status = 400;
	text_put(row->code, sizeof(row->code), "ERROR_OTHER");
	text_put(row->why, sizeof(row->why), "The code is another.");
	text_put((char *)row + slot->at, slot->size, text);
}

static void show_matrix(struct run *r, const struct slot *slot, const char *text)
{
	fill_row(r, slot, text);
	app_push(&r->d.app, &matrix_screen, NULL);
	desk_type(&r->d.app, "<Tab>");
}

static void show_verdict(struct run *r, const struct slot *slot, const char *text)
{
	struct verdict_arg arg = { .row = 0 };

	fill_row(r, slot, text);
	app_push(&r->d.app, &verdict_screen, &arg);
}

/* ---- all of them ---- */

static const struct place places[] = {
	{ "home", ask_slots, show_home }, { "confirm", ask_slots, show_confirm },
	{ "track open", ask_slots, show_open }, { "track sending", ask_slots, show_sending },
	{ "track unknown", ask_slots, show_unknown }, { "track absent", ask_slots, show_absent },
	{ "track mismatch", ask_slots, show_mismatch },
	{ "track rejected", ask_slots, show_rejected }, { "track closed", ask_slots, show_closed },
	{ "track done", ask_slots, show_done }, { "slip", ask_slots, show_slip },
	{ "bundle", ask_slots, show_bundle }, { "history", ask_slots, show_history },
	{ "carry", ask_slots, show_carry }, { "home, found", customer_slots, show_found },
	{ "home, unfinished", fact_slots, show_unfinished }, { "ask", fact_slots, show_step_ask },
	{ "quote", quote_slots, show_step_quote }, { "events", event_slots, show_events },
	{ "event", event_slots, show_event }, { "exchange", call_slots, show_exchange },
	{ "diff", call_slots, show_diff }, { "note", words_slots, show_note },
	{ "record", record_slots, show_record }, { "op", form_slots, show_form },
	{ "matrix", row_slots, show_matrix }, { "verdict", row_slots, show_verdict },
};

static void show(struct run *r, const struct place *p, const struct slot *slot, const char *text)
{
	struct app *app = &r->d.app;

	app_clear(app);
	flow_let_go(app);
	desk_type(app, "<Esc>");
	forget(r);
	app->note[0] = app->note_next[0] = '\0';
	p->show(r, slot, text);
	desk_settle(app);
	if (p->show != show_note)
		app->note[0] = app->note_next[0] = '\0';
	app_draw(app);
}

/* What begins with nothing is left out in places, and there is no telling where; in
 * JSON a quotation mark takes more room than itself, and keys have their order. */
static bool has_twin(const struct place *p, const struct slot *slot, const char *clean,
		     const char *twin)
{
	bool json = p->show == show_event || p->show == show_exchange || p->show == show_diff;

	if (json && (strpbrk(clean, "\"\\") || str_eq(slot->name, "key")))
		return false;
	if (p->show == show_diff && !str_eq(slot->name, "firstName"))
		return false;		/* other lines are the same than before */
	return *twin == 'x' || has_prefix(twin, "漢") || text_is_blank(clean);
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
	cells_resize(&r->d.app, n);
	show(r, p, slot, slot->size || !hostile_is_json(text) ? clean : text);
	cells = cells_take(&r->d.app.grid, where, &r->seen);
	show(r, p, slot, twin);
	free(cells_take(&r->d.app.grid, where, &r->seen));
	if (has_twin(p, slot, clean, twin))
		cells_compare(cells, &r->d.app.grid, where);
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
	int fields = 0, at = 0;

	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		fields += fields_of(&places[i]);
	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		for (int k = 0; k < fields_of(&places[i]); k++, at++)
			for (int n = r->all ? 0 : at % STEP; n < STRINGS; n += r->all ? 1 : STEP)
				meet(r, &places[i], &places[i].slots[k], n);
	print_message("# seed %d\n", SEED);
	print_message("# figure: hostile strings, kept | %d strings in %d fields of %zu screens: "
		      "%ld pictures, %ld cells, 0 with a control character, 0 changed beside the "
		      "field\n", STRINGS, fields, ARRAY_LEN(places), r->seen.pictures,
		      r->seen.cells);
}

static int begin(void **state)
{
	struct run *r = *state;
	struct desk *d = &r->d;

	desk_open(d, "partner_full");
	r->inbox = inbox_new(d->store, d->http, d->outbox, d->loop,
			     &(struct inbox_conf){ .secret = SECRET });
	d->app.inbox = r->inbox;
	return 0;
}

static int end(void **state)
{
	struct run *r = *state;

	inbox_free(r->inbox);
	desk_close(&r->d);
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
