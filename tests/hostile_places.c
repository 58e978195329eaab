#include "tests/hostile_places.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/answer.h"
#include "api/clean.h"
#include "screens/ask.h"
#include "screens/bundle.h"
#include "screens/carry.h"
#include "screens/matrix.h"
#include "screens/names.h"
#include "tests/call_stage.h"

#define ID "7011cefb-0c0b-48c1-a68a-7134d32e61e4"

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

static void keep(struct kept *r, const struct ask *ask, const struct slot *slot, const char *text)
{
	struct err err = { 0 };

	assert_true(store_ask_add(r->d.store, ask, &err));
	if (!slot->size) {
		char *clean = clean_text(text, 300);

		store_ask_event(r->d.store, ID, clean, &err);
		free(clean);
	}
}

static void show_ask(struct kept *r, enum ask_state state, const struct screen_ops *ops,
		     const struct slot *slot, const char *text)
{
	struct ask ask = sample(state, slot, text);
	struct track_arg arg = { .correlation_id = ID };

	keep(r, &ask, slot, text);
	app_push(&r->d.app, ops, &arg);
}

#define ASK_PLACE(name, state, screen) \
	static void show_##name(struct kept *r, const struct slot *slot, const char *text) \
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

static void show_carry(struct kept *r, const struct slot *slot, const char *text)
{
	struct ask ask = sample(ASK_UNKNOWN, slot, text);
	struct track_arg arg = { .correlation_id = ID };

	text_put(ask.op, sizeof(ask.op), op_registerUserV2.name);
	keep(r, &ask, slot, text);
	app_push(&r->d.app, &carry_screen, &arg);
}

static void show_confirm(struct kept *r, const struct slot *slot, const char *text)
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

static void show_home(struct kept *r, const struct slot *slot, const char *text)
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

static void show_found(struct kept *r, const struct slot *slot, const char *text)
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

static void take_journey(struct kept *r, const struct slot *slot, const char *text)
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

static void show_step_ask(struct kept *r, const struct slot *slot, const char *text)
{
	take_journey(r, slot, text);
	flow_goto(&r->d.app, STEP_ASK);
}

static void show_step_quote(struct kept *r, const struct slot *slot, const char *text)
{
	take_journey(r, slot, text);
	flow_goto(&r->d.app, STEP_QUOTE);
}

static void show_unfinished(struct kept *r, const struct slot *slot, const char *text)
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

static int64_t come(struct kept *r, const struct slot *slot, const char *text)
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
	webhook_sign(HOSTILE_SECRET, body, post.len, signature);
	inbox_take(r->inbox, &post);
	assert_int_equal(store_events(r->d.store, 0, &last, 1), 1);
	id = last.id;
	webhook_event_release(&last);
	json_decref(event);
	free(body);
	return id;
}

static void show_events(struct kept *r, const struct slot *slot, const char *text)
{
	come(r, slot, text);
	app_push(&r->d.app, &events_screen, NULL);
}

static void show_event(struct kept *r, const struct slot *slot, const char *text)
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
static unsigned answered(struct kept *r, const struct slot *slot, const char *text)
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

static void show_exchange(struct kept *r, const struct slot *slot, const char *text)
{
	struct exchange_arg arg = { .serial = answered(r, slot, text) };

	app_push(&r->d.app, &exchange_screen, &arg);
	desk_type(&r->d.app, "+");
}

static void show_diff(struct kept *r, const struct slot *slot, const char *text)
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

static void show_note(struct kept *r, const struct slot *slot, const char *text)
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

static void show_record(struct kept *r, const struct slot *slot, const char *text)
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

static void show_form(struct kept *r, const struct slot *slot, const char *text)
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

static void fill_row(struct kept *r, const struct slot *slot, const char *text)
{
	struct run_row *row = (struct run_row *)runner_row(matrix_of(&r->d.app)->runner, 0);

	row->state = ROW_FAILED;
	row->status = 400;
	text_put(row->code, sizeof(row->code), "ERROR_OTHER");
	text_put(row->why, sizeof(row->why), "The code is another.");
	text_put((char *)row + slot->at, slot->size, text);
}

static void show_matrix(struct kept *r, const struct slot *slot, const char *text)
{
	fill_row(r, slot, text);
	app_push(&r->d.app, &matrix_screen, NULL);
	desk_type(&r->d.app, "<Tab>");
}

static void show_verdict(struct kept *r, const struct slot *slot, const char *text)
{
	struct verdict_arg arg = { .row = 0 };

	fill_row(r, slot, text);
	app_push(&r->d.app, &verdict_screen, &arg);
}

/* ---- all of them ---- */

#define PLACE(title, of, shown) { .name = (title), .slots = of##_slots, .show = show_##shown }
#define PLACE_JSON(title, of, shown) \
	{ .name = (title), .slots = of##_slots, .show = show_##shown, .json = true }

const struct place hostile_places[] = {
	PLACE("home", ask, home), PLACE("confirm", ask, confirm),
	PLACE("track open", ask, open), PLACE("track sending", ask, sending),
	PLACE("track unknown", ask, unknown), PLACE("track absent", ask, absent),
	PLACE("track mismatch", ask, mismatch),
	PLACE("track rejected", ask, rejected), PLACE("track closed", ask, closed),
	PLACE("track done", ask, done), PLACE("slip", ask, slip),
	PLACE("bundle", ask, bundle), PLACE("history", ask, history),
	PLACE("carry", ask, carry), PLACE("home, found", customer, found),
	PLACE("home, unfinished", fact, unfinished), PLACE("ask", fact, step_ask),
	PLACE("quote", quote, step_quote), PLACE("events", event, events),
	PLACE_JSON("event", event, event), PLACE_JSON("exchange", call, exchange),
	PLACE_JSON("diff", call, diff), PLACE("note", words, note),
	PLACE("record", record, record), PLACE("op", form, form),
	PLACE("matrix", row, matrix), PLACE("verdict", row, verdict),
	{ .name = NULL }
};

bool hostile_has_twin(const struct place *p, const struct slot *slot, const char *clean,
		      const char *twin)
{
	if (p->json && (strpbrk(clean, "\"\\") || str_eq(slot->name, "key")))
		return false;
	if (p->show == show_diff && !str_eq(slot->name, "firstName"))
		return false;		/* other lines are the same than before */
	return *twin == 'x' || has_prefix(twin, "漢") || !clean[strspn(clean, " ")];
}
