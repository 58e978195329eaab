/* Events over the wire: what each comes to, what is kept, what it sets off. */

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/post_room.h"

/* ---- verdicts ---- */

static void a_good_event_polls_its_ask_and_changes_nothing_itself(void **state)
{
	struct room *room = *state;
	struct ask now;

	assert_int_equal(calls(room), 0);
	assert_int_equal(post_update(room, "Completed"), 200);
	assert_int_equal(room->last.verdict, WEBHOOK_GOOD);
	assert_int_equal(calls(room), 1);
	assert_string_equal(journal_nth(room->desk.journal, 0)->op->name, "getOperationStatus");
	assert_true(store_ask_get(room->desk.store, room->ask.correlation_id, &now));
	assert_int_equal(now.state, ASK_OPEN);
	assert_string_equal(now.status, "Sent");
}

static void what_is_not_genuine_sets_nothing_off(void **state)
{
	struct room *room = *state;
	char *body = update_of(room->ask.correlation_id, "Completed");
	char *signature = signature_of("another body", 12);

	assert_int_equal(post(room, body, strlen(body), signature), 401);
	assert_int_equal(room->last.verdict, WEBHOOK_FORGED);
	assert_int_equal(post(room, body, strlen(body), NULL), 401);
	assert_int_equal(room->last.verdict, WEBHOOK_UNSIGNED);
	assert_int_equal(post(room, body, strlen(body), ""), 401);
	assert_int_equal(room->last.verdict, WEBHOOK_UNSIGNED);
	listen_with(room, &(struct inbox_conf){ 0 });
	assert_int_equal(post_signed(room, body), 503);
	assert_int_equal(room->last.verdict, WEBHOOK_UNCHECKED);
	assert_int_equal(calls(room), 0);
	assert_int_equal(kept(room), 4);
	free(signature);
	free(body);
}

static void the_same_again_is_a_duplicate_and_later_a_replay(void **state)
{
	struct room *room = *state;
	int before;

	assert_int_equal(post_update(room, "Funded"), 200);
	desk_settle(&room->desk.app);
	before = calls(room);
	assert_int_equal(post_update(room, "Funded"), 200);
	assert_int_equal(room->last.verdict, WEBHOOK_DUPLICATE);
	assert_int_equal(calls(room), before);
	assert_int_equal(post_update(room, "InTransit"), 200);
	assert_int_equal(room->last.verdict, WEBHOOK_GOOD);
	desk_settle(&room->desk.app);
	before = calls(room);
	let_pass(room, WEBHOOK_RETRY_MS + 60000);
	assert_int_equal(post_update(room, "Funded"), 200);
	assert_int_equal(room->last.verdict, WEBHOOK_REPLAYED);
	assert_int_equal(calls(room), before);
}

static void old_news_in_other_words_is_a_replay(void **state)
{
	struct room *room = *state;
	char *first = xasprintf("{\"eventType\":\"request_money_full_outcome\",\"correlationId\":"
				"\"%s\",\"status\":\"Failed\",\"date\":\"2026-04-24T12:34:56Z\"}",
				room->ask.correlation_id);
	char *second = xasprintf("%s ", first);

	assert_int_equal(post_signed(room, first), 200);
	assert_int_equal(room->last.verdict, WEBHOOK_GOOD);	/* late is no reason */
	assert_int_equal(room->last.kind, WEBHOOK_OUTCOME);
	assert_int_equal(post_signed(room, second), 200);
	assert_int_equal(room->last.verdict, WEBHOOK_REPLAYED);
	free(second);
	free(first);
}

static void an_ask_of_somebody_else_is_told_so(void **state)
{
	struct room *room = *state;

	assert_int_equal(post_signed(room, "{\"id\":\"not-ours\",\"status\":\"Sent\"}"), 200);
	assert_int_equal(room->last.verdict, WEBHOOK_STRANGER);
	assert_int_equal(post_signed(room, "{\"id\":\"not-ours\",\"status\":\"Sent\"}"), 200);
	assert_int_equal(room->last.verdict, WEBHOOK_DUPLICATE);
	assert_int_equal(calls(room), 0);
}

static void what_is_kept_names_nobody(void **state)
{
	struct room *room = *state;
	struct webhook_event event;

	post_update(room, "Funded");
	assert_true(store_event_get(room->desk.store, room->last.id, &event));
	assert_null(strstr(event.body, "Jose"));
	assert_non_null(strstr(event.body, "Funded"));
	assert_non_null(strstr(event.headers, "x-raas-op-country: MX\n"));
	assert_null(strstr(event.headers, SECRET));
	webhook_event_release(&event);
}

static void forgeries_never_push_out_what_is_genuine(void **state)
{
	struct room *room = *state;
	char nothing[] = "";
	struct webhook_event event = { .date = -1, .headers = nothing, .body = nothing };
	int64_t genuine;

	post_update(room, "Funded");
	genuine = room->last.id;
	for (int i = 0; i < 150; i++) {
		event.verdict = WEBHOOK_FORGED;
		assert_true(store_event_add(room->desk.store, &event, NULL));
	}
	assert_int_equal(kept(room), 101);
	for (int i = 0; i < 150; i++) {
		event.verdict = WEBHOOK_GOOD;
		snprintf(event.digest, sizeof(event.digest), "%d", i);
		snprintf(event.correlation_id, sizeof(event.correlation_id), "other-%d", i);
		assert_true(store_event_add(room->desk.store, &event, NULL));
		assert_int_equal(event.verdict, WEBHOOK_STRANGER);
	}
	assert_int_equal(kept(room), 201);
	assert_true(store_event_get(room->desk.store, genuine, &event));
	webhook_event_release(&event);
}

/* ---- hostile senders ---- */

static void a_body_without_end_is_refused_unread(void **state)
{
	struct room *room = *state;
	char *big = xcalloc(1, WEBHOOK_BODY_CAP + 2);

	memset(big, ' ', WEBHOOK_BODY_CAP + 1);
	assert_int_equal(post_signed(room, big), 413);
	assert_int_equal(room->last.verdict, WEBHOOK_UNREADABLE);
	big[WEBHOOK_BODY_CAP] = '\0';
	assert_int_equal(post_signed(room, big), 400);		/* just fits, and is nothing */
	free(big);
}

static void garbage_is_answered_and_survived(void **state)
{
	struct room *room = *state;
	static const char *const lines[] = {
		"GET /hooks", "PUT /hooks", "DELETE /", "HEAD /", "BREW /pot",
	};
	char bytes[256];

	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		struct got got = peer_ask(&room->peer, lines[i], NULL, "{}");

		assert_true(got.closed || got.status == 405);
		got_release(&got);
	}
	for (int i = 0; i < 256; i++)
		bytes[i] = (char)i;
	assert_int_equal(post(room, bytes, sizeof(bytes), "w9rI"), 401);
	for (int i = 0; i < 3; i++) {
		int fd = peer_connect(&room->peer);

		peer_send(&room->peer, fd, bytes, sizeof(bytes));
		peer_send(&room->peer, fd, "\r\n\r\n", 4);
		close(fd);
	}
	assert_int_equal(post_update(room, "Funded"), 200);
	assert_int_equal(room->last.verdict, WEBHOOK_GOOD);
}

static int refuse(void *ctx, const struct webhook_post *post)
{
	(void)post;
	++*(int *)ctx;
	return 200;
}

/* Bytes that drip in keep the library's own patience alive, not ours. */
static void who_takes_too_long_is_hung_up_on(void **state)
{
	struct room *room = *state;
	int taken = 0;
	const struct webhook_http_conf conf = { .address = "127.0.0.1", .port = -1,
						.patience_s = 1, .take = refuse, .ctx = &taken };
	struct webhook_http *w = webhook_http_new(&conf, room->desk.loop, NULL);
	struct peer peer = { .loop = room->desk.loop, .port = port_of(webhook_http_url(w)) };
	const char *head = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n";
	struct pollfd line = { .fd = peer_connect(&peer), .events = POLLIN };
	long since = now_ms();

	peer_send(&peer, line.fd, head, strlen(head));
	while (!poll(&line, 1, 20) && now_ms() - since < 5000) {
		send(line.fd, "x", 1, MSG_NOSIGNAL);
		loop_turn(room->desk.loop, 0);
	}
	assert_in_range(now_ms() - since, 900, 3500);
	assert_int_equal(taken, 0);
	close(line.fd);
	webhook_http_free(w);
}

static void more_callers_than_lines_do_not_block_it(void **state)
{
	struct room *room = *state;
	int fds[40];

	for (size_t i = 0; i < ARRAY_LEN(fds); i++) {
		fds[i] = peer_connect(&room->peer);
		loop_turn(room->desk.loop, 0);
	}
	for (size_t i = 0; i < ARRAY_LEN(fds); i++)
		close(fds[i]);
	loop_turn(room->desk.loop, 0);
	assert_int_equal(post_update(room, "Funded"), 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ROOM(a_good_event_polls_its_ask_and_changes_nothing_itself),
		IN_ROOM(what_is_not_genuine_sets_nothing_off),
		IN_ROOM(the_same_again_is_a_duplicate_and_later_a_replay),
		IN_ROOM(old_news_in_other_words_is_a_replay),
		IN_ROOM(an_ask_of_somebody_else_is_told_so),
		IN_ROOM(what_is_kept_names_nobody),
		IN_ROOM(forgeries_never_push_out_what_is_genuine),
		IN_ROOM(a_body_without_end_is_refused_unread),
		IN_ROOM(garbage_is_answered_and_survived),
		IN_ROOM(who_takes_too_long_is_hung_up_on),
		IN_ROOM(more_callers_than_lines_do_not_block_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
