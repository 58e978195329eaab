/* Events that were kept: once more, and on to somebody else. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/post_room.h"

static void a_replay_goes_the_same_way_and_says_so(void **state)
{
	struct room *room = *state;
	struct webhook_event event;
	struct err err = { 0 };
	int64_t good, forged;
	int before;

	post_update(room, "Funded");
	good = room->last.id;
	desk_settle(&room->desk.app);
	before = calls(room);
	post(room, "{\"id\":\"x\",\"status\":\"Sent\"}", 27, "w9rI");
	forged = room->last.id;
	assert_true(inbox_replay(room->inbox, good, &event, &err));
	assert_int_equal(event.verdict, WEBHOOK_DUPLICATE);
	assert_true(event.replay);
	webhook_event_release(&event);
	let_pass(room, WEBHOOK_RETRY_MS + 60000);
	assert_true(inbox_replay(room->inbox, good, &event, &err));
	assert_int_equal(event.verdict, WEBHOOK_REPLAYED);
	webhook_event_release(&event);
	assert_true(inbox_replay(room->inbox, forged, &event, &err));
	assert_int_equal(event.verdict, WEBHOOK_FORGED);	/* no secret of ours cures it */
	webhook_event_release(&event);
	assert_int_equal(calls(room), before);
	assert_false(inbox_replay(room->inbox, 9999, &event, &err));
	assert_true(*err.text != '\0');
}

struct receiver {
	struct webhook_http *server;
	int answer;
	int taken, genuine;
	char body[400];
};

static int receive(void *ctx, const struct webhook_post *post)
{
	struct receiver *r = ctx;

	r->taken++;
	r->genuine += webhook_is_signed(SECRET, post->body, post->len, post->signature);
	snprintf(r->body, sizeof(r->body), "%s", post->body);
	return r->answer;
}

static void receiver_open(struct receiver *r, struct loop *loop)
{
	const struct webhook_http_conf conf = { .address = "127.0.0.1", .port = -1,
						.take = receive, .ctx = r };

	*r = (struct receiver){ .answer = 200 };
	r->server = webhook_http_new(&conf, loop, NULL);
	assert_non_null(r->server);
}

static void await_forwarded(struct room *room, int64_t id, const char *what)
{
	struct webhook_event event;
	bool there = false;

	for (long end = now_ms() + 5000; !there && now_ms() < end;) {
		loop_turn(room->desk.loop, 50);
		assert_true(store_event_get(room->desk.store, id, &event));
		there = strstr(event.forwarded, what) != NULL;
		webhook_event_release(&event);
	}
	assert_true(there);
}

static void genuine_events_go_on_as_they_came(void **state)
{
	struct room *room = *state;
	struct receiver to;

	receiver_open(&to, room->desk.loop);
	listen_with(room, &(struct inbox_conf){ .secret = SECRET,
						.forward = webhook_http_url(to.server) });
	post_update(room, "Funded");
	await_forwarded(room, room->last.id, ", answered 200");
	assert_int_equal(to.taken, 1);
	assert_int_equal(to.genuine, 1);
	assert_non_null(strstr(to.body, "Jose"));	/* nothing is taken out on the way */
	post(room, "{}", 2, "w9rI");
	assert_int_equal(room->last.verdict, WEBHOOK_FORGED);
	for (int i = 0; i < 5; i++)
		loop_turn(room->desk.loop, 10);
	assert_int_equal(to.taken, 1);
	webhook_http_free(to.server);
}

static void a_kept_event_goes_on_signed_anew(void **state)
{
	struct room *room = *state;
	struct receiver to;
	struct err err = { 0 };
	int64_t id;

	receiver_open(&to, room->desk.loop);
	to.answer = 500;
	post_update(room, "Funded");
	id = room->last.id;
	assert_true(inbox_forward(room->inbox, id, webhook_http_url(to.server), &err));
	await_forwarded(room, id, ", answered 500");
	assert_int_equal(to.genuine, 1);
	assert_null(strstr(to.body, "Jose"));
	webhook_http_free(to.server);
	assert_true(inbox_forward(room->inbox, id, "http://127.0.0.1:1/", &err));
	await_forwarded(room, id, "no answer from 127.0.0.1:1");
	assert_false(inbox_forward(room->inbox, id, "http://example.com/", &err));
	assert_false(inbox_forward(room->inbox, id, "ftp://127.0.0.1/", &err));
	assert_false(inbox_forward(room->inbox, 9999, "https://example.com/", &err));
}

static void a_taken_port_is_told(void **state)
{
	struct room *room = *state;
	struct desk *d = &room->desk;
	struct inbox *other = inbox_new(d->store, d->http, NULL, d->loop,
					&(struct inbox_conf){ 0 });
	struct err err = { 0 };

	assert_null(inbox_url(other));
	assert_int_equal(inbox_trouble(other)->kind, ERR_NONE);
	assert_false(inbox_listen(other, "127.0.0.1", room->peer.port, &err));
	assert_non_null(strstr(err.text, "listen"));
	assert_null(inbox_url(other));
	assert_string_equal(inbox_trouble(other)->text, err.text);
	inbox_free(other);
}

static void it_says_who_can_reach_it(void **state)
{
	(void)state;
	assert_true(webhook_is_loopback("127.0.0.1"));
	assert_true(webhook_is_loopback("127.9.9.9"));
	assert_true(webhook_is_loopback("::1"));
	assert_false(webhook_is_loopback("0.0.0.0"));
	assert_false(webhook_is_loopback("::"));
	assert_false(webhook_is_loopback("192.168.1.4"));
	assert_false(webhook_is_loopback("localhost"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ROOM(a_replay_goes_the_same_way_and_says_so),
		IN_ROOM(genuine_events_go_on_as_they_came),
		IN_ROOM(a_kept_event_goes_on_signed_anew),
		IN_ROOM(a_taken_port_is_told),
		cmocka_unit_test(it_says_who_can_reach_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
