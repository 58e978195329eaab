#include "tests/post_room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int port_of(const char *url)
{
	return (int)strtol(strrchr(url, ':') + 1, NULL, 10);
}

static void on_event(void *ctx, const struct webhook_event *event)
{
	struct room *room = ctx;

	room->last = *event;
	room->last.headers = room->last.body = NULL;
}

static void keep_ask(struct room *room)
{
	struct err err = { 0 };
	int64_t now = wall_ms();

	room->ask = (struct ask){ .user_token = "usr-1", .amount = { 50000, "MXN" },
				  .state = ASK_OPEN, .status = "Sent", .created_at = now,
				  .updated_at = now, .checked_at = now };
	uuid_new(room->ask.correlation_id);
	assert_true(store_ask_add(room->desk.store, &room->ask, &err));
}

void listen_with(struct room *room, const struct inbox_conf *conf)
{
	struct desk *d = &room->desk;
	struct err err = { 0 };

	inbox_free(room->inbox);
	room->inbox = inbox_new(d->store, d->http, d->outbox, d->loop, conf);
	inbox_on_event(room->inbox, on_event, room);
	assert_true(inbox_listen(room->inbox, "127.0.0.1", -1, &err));
	room->peer = (struct peer){ .loop = d->loop, .port = port_of(inbox_url(room->inbox)) };
}

int open_room(void **state)
{
	struct room *room = xcalloc(1, sizeof(*room));

	desk_open(&room->desk, "partner_full");
	keep_ask(room);
	listen_with(room, &(struct inbox_conf){ .secret = SECRET });
	*state = room;
	return 0;
}

int close_room(void **state)
{
	struct room *room = *state;

	inbox_free(room->inbox);
	desk_close(&room->desk);
	free(room);
	return 0;
}

/* ---- sending ---- */

char *signature_of(const char *body, size_t len)
{
	char *signature = xcalloc(1, WEBHOOK_SIGNATURE_LEN);

	webhook_sign(SECRET, body, len, signature);
	return signature;
}

int post(struct room *room, const char *body, size_t len, const char *signature)
{
	char *line = signature ? xasprintf("X-RaaS-Signature: %s\r\n", signature) : xstrdup("");
	char *head = xasprintf("POST /hooks HTTP/1.1\r\nHost: h\r\nx-raas-op-country: MX\r\n%s"
			       "Content-Length: %zu\r\n\r\n", line, len);
	int fd = peer_connect(&room->peer);
	struct got got;

	peer_send(&room->peer, fd, head, strlen(head));
	peer_send(&room->peer, fd, body, len);
	got = peer_read(&room->peer, fd);
	close(fd);
	free(head);
	free(line);
	got_release(&got);
	return got.status;
}

int post_signed(struct room *room, const char *body)
{
	char *signature = signature_of(body, strlen(body));
	int status = post(room, body, strlen(body), signature);

	free(signature);
	return status;
}

char *update_of(const char *id, const char *status)
{
	return xasprintf("{\"id\":\"%s\",\"correlationId\":\"%s\",\"status\":\"%s\","
			 "\"sender\":{\"firstName\":\"Jose\"}}", id, id, status);
}

int post_update(struct room *room, const char *status)
{
	char *body = update_of(room->ask.correlation_id, status);
	int rc = post_signed(room, body);

	free(body);
	return rc;
}

int calls(const struct room *room)
{
	return journal_count(room->desk.journal);
}

int kept(struct room *room)
{
	struct webhook_event rows[500];

	return store_events(room->desk.store, 0, rows, ARRAY_LEN(rows));
}

void let_pass(struct room *room, int64_t ms)
{
	struct webhook_event rows[8], old;
	int n = store_events(room->desk.store, 0, rows, ARRAY_LEN(rows));

	for (int i = n - 1; i >= 0; i--) {
		assert_true(store_event_get(room->desk.store, rows[i].id, &old));
		old.at -= ms;
		old.verdict = WEBHOOK_GOOD;
		assert_true(store_event_add(room->desk.store, &old, NULL));
		webhook_event_release(&old);
	}
}
