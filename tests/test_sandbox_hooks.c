/* The sandbox tells what happens to asks: when, to whom, how often. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/webhook_http.h"
#include "tests/desk.h"
#include "tests/peer.h"

#define SECRET "hook-secret"
#define FAST "{\"rate\":200}"		/* a second takes 5 ms */

struct receiver {
	struct webhook_http *server;
	int fails;			/* so many first answers are no 2xx */
	int taken, forged;
	long at[64];			/* now_ms() of each */
	char status[64][40];
};

struct room {
	struct desk desk;
	struct peer peer;
	struct receiver one, two;
	json_t *method;			/* where her money arrives */
};

static int receive(void *ctx, const struct webhook_post *post)
{
	struct receiver *r = ctx;
	struct webhook_event event;

	assert_true(r->taken < (int)ARRAY_LEN(r->at));
	webhook_read(&event, post, SECRET);
	r->forged += event.verdict != WEBHOOK_GOOD;
	assert_non_null(strstr(event.headers, WEBHOOK_COUNTRY ": MX\n"));
	snprintf(r->status[r->taken], sizeof(r->status[0]), "%s", event.status);
	r->at[r->taken++] = now_ms();
	webhook_event_release(&event);
	return r->taken <= r->fails ? 503 : 204;
}

static void receiver_open(struct receiver *r, struct loop *loop, int fails)
{
	const struct webhook_http_conf conf = { .address = "127.0.0.1", .port = -1,
						.take = receive, .ctx = r };

	*r = (struct receiver){ .fails = fails };
	r->server = webhook_http_new(&conf, loop, NULL);
	assert_non_null(r->server);
}

/* A payer and an account to be paid to; the account's id. */
static json_t *prepare(struct desk *d)
{
	const char *token = journey_get(d->app.journey, "userToken");
	json_t *contact = json_pack("{ss, ss, ss, ss, ss}", "userToken", token, "firstName", "Jose",
				    "lastName", "Luna", "phone", "+19165550140", "countryCode",
				    "US");
	json_t *ubn = json_pack("{ss, ss, ss, ss}", "userToken", token, "number",
				"002320275621938815", "currency", "MXN", "country", "MX");
	json_t *method, *id;

	json_decref(desk_call(d, &op_createContact, contact));
	method = desk_call(d, &op_addUBNAccount, ubn);
	id = json_incref(json_object_get(method, "id"));
	json_decref(method);
	json_decref(ubn);
	json_decref(contact);
	return id;
}

static int open_room(void **state)
{
	struct room *room = xcalloc(1, sizeof(*room));

	desk_open(&room->desk, "partner_full");
	sandbox_use_http(room->desk.sandbox, room->desk.http);
	room->peer = (struct peer){ .loop = room->desk.loop, .sandbox = room->desk.sandbox };
	json_decref(peer_json(&room->peer, 200, "POST /__sandbox/clock", "{\"rate\":0}"));
	desk_customer(&room->desk, STEP_PAYER);
	room->method = prepare(&room->desk);
	*state = room;
	return 0;
}

static int close_room(void **state)
{
	struct room *room = *state;

	sandbox_use_http(room->desk.sandbox, NULL);
	webhook_http_free(room->one.server);
	webhook_http_free(room->two.server);
	desk_close(&room->desk);
	json_decref(room->method);
	free(room);
	return 0;
}

/* ---- what happens ---- */

static void ask_for(struct room *room, const char *amount)
{
	struct desk *d = &room->desk;
	char id[37];
	json_t *args;

	uuid_new(id);
	args = json_pack("{ss, ss, ss, ss, sO}", "userToken",
			 journey_get(d->app.journey, "userToken"), "requestTo", "+19165550140",
			 "correlationId", id, "recipientCurrency", "MXN",
			 "destinationPaymentMethodId", room->method);
	json_object_set_new(args, "recipientAmount", json_real(strtod(amount, NULL)));
	json_decref(desk_call(d, &op_requestMoneyV2, args));
	json_decref(args);
}

static void clock_is(struct room *room, const char *body)
{
	json_decref(peer_json(&room->peer, 200, "POST /__sandbox/clock", body));
}

static void hook(struct room *room, const struct receiver *r)
{
	struct err err = { 0 };

	sandbox_hook(room->desk.sandbox, webhook_http_url(r->server), SECRET, &err);
	assert_string_equal(err.text, "");
}

static void await(struct room *room, const struct receiver *r, int n)
{
	long end = now_ms() + 8000;

	while (r->taken < n && now_ms() < end)
		loop_turn(room->desk.loop, 100);
	assert_int_equal(r->taken, n);
}

/* Nothing more comes, though there is time for all attempts. */
static void nothing_more(struct room *room, const struct receiver *r)
{
	int n = r->taken;
	long end = now_ms() + 250;

	while (now_ms() < end)
		loop_turn(room->desk.loop, 20);
	assert_int_equal(r->taken, n);
}

/* ---- tests ---- */

static void each_change_is_told_once_and_signed(void **state)
{
	static const char *const way[] = { "Sent", "Funding", "Funded", "InTransit", "Completed" };
	struct room *room = *state;

	receiver_open(&room->one, room->desk.loop, 0);
	hook(room, &room->one);
	ask_for(room, "500");
	clock_is(room, FAST);
	await(room, &room->one, ARRAY_LEN(way));
	nothing_more(room, &room->one);
	assert_int_equal(room->one.forged, 0);
	for (size_t i = 0; i < ARRAY_LEN(way); i++)
		assert_string_equal(room->one.status[i], way[i]);
}

static void who_fails_is_told_again_and_given_up_after_five(void **state)
{
	struct room *room = *state;
	const struct receiver *r = &room->one;
	json_t *told, *each;
	size_t n;

	receiver_open(&room->one, room->desk.loop, 1000);
	hook(room, &room->one);
	ask_for(room, "500");
	clock_is(room, "{\"rate\":50}");	/* after 20 ms, then again each 100 ms */
	await(room, r, 5 * 5);
	nothing_more(room, r);
	for (int i = 0; i < r->taken; i++) {
		int times = 0;
		long before = 0;

		for (int k = 0; k < r->taken; k++) {
			if (!str_eq(r->status[i], r->status[k]))
				continue;
			assert_true(!before || r->at[k] - before >= 99);
			before = r->at[k];
			times++;
		}
		assert_int_equal(times, 5);
	}
	told = peer_json(&room->peer, 200, "GET /__sandbox/hooks", NULL);
	assert_int_equal(json_array_size(json_object_get(told, "deliveries")), 5);
	json_array_foreach(json_object_get(told, "deliveries"), n, each)
		assert_string_equal(json_string_value(json_object_get(each, "state")), "given up");
	json_decref(told);
}

static void one_that_fails_makes_duplicates_for_all(void **state)
{
	struct room *room = *state;

	receiver_open(&room->one, room->desk.loop, 0);
	receiver_open(&room->two, room->desk.loop, 2);
	hook(room, &room->one);
	hook(room, &room->two);
	ask_for(room, "500.94");
	clock_is(room, FAST);
	await(room, &room->one, 4);	/* Sent and Rejected, each twice */
	await(room, &room->two, 4);
	nothing_more(room, &room->one);
}

static void an_ask_that_stays_wakes_nobody(void **state)
{
	struct room *room = *state;

	receiver_open(&room->one, room->desk.loop, 0);
	hook(room, &room->one);
	ask_for(room, "500.91");	/* Sent, Funding, OnHold for ever */
	clock_is(room, FAST);
	await(room, &room->one, 3);
	nothing_more(room, &room->one);
	assert_int_equal(sandbox_timeout(room->desk.sandbox), -1);
}

static void nobody_is_told_without_address_or_secret(void **state)
{
	struct room *room = *state;
	struct err err = { 0 };

	receiver_open(&room->one, room->desk.loop, 0);
	sandbox_hook(room->desk.sandbox, webhook_http_url(room->one.server), NULL, &err);
	ask_for(room, "500");
	clock_is(room, FAST);
	nothing_more(room, &room->one);
	assert_int_equal(sandbox_timeout(room->desk.sandbox), -1);
	assert_int_equal(room->one.taken, 0);
	assert_false(sandbox_hook(room->desk.sandbox, "http://example.com/", NULL, &err));
	assert_true(*err.text != '\0');
}

static void hooks_are_changed_while_it_runs(void **state)
{
	struct room *room = *state;
	json_t *told;
	char *body;

	receiver_open(&room->one, room->desk.loop, 0);
	ask_for(room, "500");			/* nobody is told of this one's beginning */
	body = xasprintf("{\"url\":\"%s\",\"secret\":\"" SECRET "\"}",
			 webhook_http_url(room->one.server));
	told = peer_json(&room->peer, 200, "POST /__sandbox/hooks", body);
	assert_int_equal(json_array_size(json_object_get(told, "urls")), 1);
	assert_true(json_is_true(json_object_get(told, "secret")));
	json_decref(told);
	clock_is(room, FAST);
	await(room, &room->one, 4);
	assert_string_equal(room->one.status[0], "Funding");
	told = peer_json(&room->peer, 200, "GET /__sandbox/hooks", NULL);
	assert_int_equal(json_array_size(json_object_get(told, "deliveries")), 4);
	json_decref(told);
	json_decref(peer_json(&room->peer, 200, "DELETE /__sandbox/hooks", NULL));
	ask_for(room, "500");
	nothing_more(room, &room->one);
	json_decref(peer_json(&room->peer, 400, "POST /__sandbox/hooks", "{}"));
	json_decref(peer_json(&room->peer, 400, "POST /__sandbox/hooks",
			      "{\"url\":\"http://example.com\"}"));
	json_decref(peer_json(&room->peer, 405, "PUT /__sandbox/hooks", "{}"));
	free(body);
}

int main(void)
{
#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, open_room, close_room)
	const struct CMUnitTest tests[] = {
		IN_ROOM(each_change_is_told_once_and_signed),
		IN_ROOM(who_fails_is_told_again_and_given_up_after_five),
		IN_ROOM(one_that_fails_makes_duplicates_for_all),
		IN_ROOM(an_ask_that_stays_wakes_nobody),
		IN_ROOM(nobody_is_told_without_address_or_secret),
		IN_ROOM(hooks_are_changed_while_it_runs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
