#include "tests/outbox_world.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct peer {
	struct peer *next;
	struct server *server;
	int fd;
	struct str in;
};

static const char unhandled[] = "{\"reason\":\"An unhandled error has occurred\","
				"\"code\":\"ERROR_INTERNAL_SERVER_ERROR\"}";

static void peer_end(struct peer *peer)
{
	struct peer **link = &peer->server->peers;

	while (*link != peer)
		link = &(*link)->next;
	*link = peer->next;
	loop_forget(peer->server->loop, peer);
	close(peer->fd);
	str_release(&peer->in);
	free(peer);
}

static void answer(struct peer *peer, int status, const char *type, const char *body)
{
	char *text = xasprintf("HTTP/1.1 %d X\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
			       "Connection: close\r\n\r\n%s", status, type, strlen(body), body);

	assert_true(write(peer->fd, text, strlen(text)) == (ssize_t)strlen(text));
	free(text);
}

static char *operation(const struct server *s, const char *id, const char *amount)
{
	return xasprintf("{\"id\":\"%s\",\"type\":\"request\",\"correlationId\":\"%s\","
			 "\"code\":\"Ze2i4o\",\"status\":\"%s\",\"amount\":500,"
			 "\"currency\":\"MXN\",\"recipientAmout\":%s,"
			 "\"recipientCurrency\":\"MXN\",\"createdAt\":\"2026-04-13T17:54:15.180Z\","
			 "\"platId\":\"22038600-846a-47fd-8733-3b0fa886d894\","
			 "\"attributionLink\":\"https://%s/EFUb8\"}", id, id, s->status, amount,
			 s->manner == M_FOREIGN_LINK ? "evil.example" : "links-dev.nomas.cash");
}

static void answer_post(struct peer *peer, const char *body)
{
	static const char bad[] = "{\"reason\":\"Unknown.\",\"code\":\"ERROR_CONTACT_NOT_FOUND\"}";
	static const char used[] = "{\"code\":\"ERROR_CORRELATION_ID_ALREADY_USED\"}";
	struct server *s = peer->server;
	json_t *json = json_loads(body, 0, NULL);
	const char *id = json_string_value(json_object_get(json, "correlationId"));
	char *text = NULL;

	assert_non_null(id);
	s->posts++;
	if (s->kill_at_post)
		kill(s->kill_at_post, SIGKILL);
	if (s->manner == M_GOOD || s->manner == M_CUT_AFTER || s->manner == M_NO_ID ||
	    s->manner == M_USED || s->manner == M_FOREIGN_LINK)
		snprintf(s->id, sizeof(s->id), "%s", id);
	switch (s->manner) {
	case M_GOOD:
	case M_FOREIGN_LINK:
		answer(peer, 200, "application/json", text = operation(s, id, "1734.56"));
		break;
	case M_OTHER_AMOUNT:
		answer(peer, 200, "application/json", text = operation(s, id, "1734.57"));
		break;
	case M_OTHER_ID:
		text = operation(s, "b6bf4bcd-7751-426b-86c6-1b3d72ee5a02", "1734.56");
		answer(peer, 200, "application/json", text);
		break;
	case M_NO_ID:
		answer(peer, 200, "application/json", "{\"code\":\"Ze2i4o\",\"status\":\"Sent\","
		       "\"amount\":1734.56,\"createdAt\":\"2026-04-13T17:54:15.180Z\"}");
		break;
	case M_NO_CODE:
		text = xasprintf("{\"status\":\"Sent\",\"correlationId\":\"%s\"}", id);
		answer(peer, 200, "application/json", text);
		break;
	case M_REFUSED:
		answer(peer, 400, "application/json", bad);
		break;
	case M_USED:
		answer(peer, 400, "application/json", used);
		break;
	case M_PAGE_401:
		answer(peer, 401, "text/html", "<html><body>Unauthorized</body></html>");
		break;
	case M_500:
		answer(peer, 500, "application/json", unhandled);
		break;
	case M_CUT_AFTER:
	case M_CUT_BEFORE:
	case M_SILENT:
		break;
	}
	free(text);
	json_decref(json);
}

static void answer_get(struct peer *peer, const char *path)
{
	static const char none[] = "{\"code\":\"ERROR_OPERATION_NOT_FOUND\",\"reason\":\"none\"}";
	struct server *s = peer->server;
	char *text = operation(s, s->id, "1734.56"), *list = xasprintf("[%s]", text);
	char *word = xasprintf("\"%s\"", s->status);

	if (s->broken_looks && !has_prefix(path, "GET /v1/user/operations/usr_1"))
		answer(peer, 500, "application/json", unhandled);
	else if (strstr(path, "/operations/status/") && s->no_status)
		answer(peer, 401, "text/html", "<html></html>");
	else if (strstr(path, "/operations/status/"))
		answer(peer, 200, "application/json", word);
	else if (strstr(path, "/operations/detail/") && (!*s->id || s->only_listed))
		answer(peer, 500, "application/json", none);
	else if (strstr(path, "/operations/detail/"))
		answer(peer, 200, "application/json", text);
	else
		answer(peer, 200, "application/json", *s->id ? list : "[]");
	free(text);
	free(list);
	free(word);
}

static void on_bytes(void *ctx)
{
	struct peer *peer = ctx;
	const char *head_end, *length;
	char bytes[4096];
	ssize_t n = recv(peer->fd, bytes, sizeof(bytes), MSG_DONTWAIT);

	if (n <= 0) {
		peer_end(peer);
		return;
	}
	str_addn(&peer->in, bytes, (size_t)n);
	head_end = strstr(peer->in.s, "\r\n\r\n");
	if (!head_end)
		return;
	length = strcasestr(peer->in.s, "Content-Length:");
	if (length && strlen(head_end + 4) < strtoul(length + 15, NULL, 10))
		return;
	if (has_prefix(peer->in.s, "POST"))
		answer_post(peer, head_end + 4);
	else
		answer_get(peer, peer->in.s);
	if (has_prefix(peer->in.s, "POST") && peer->server->manner == M_SILENT)
		str_release(&peer->in);
	else
		peer_end(peer);
}

static void on_peer(void *ctx)
{
	struct server *s = ctx;
	struct peer *peer = xcalloc(1, sizeof(*peer));

	*peer = (struct peer){ .next = s->peers, .server = s, .fd = accept(s->fd, NULL, NULL) };
	assert_true(peer->fd >= 0);
	s->peers = peer;
	loop_add(s->loop, &(struct loop_source){ .fd = peer->fd, .step = on_bytes, .ctx = peer });
}

void service_open(struct server *s, struct loop *loop)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)s->port),
				  .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t len = sizeof(at);
	int on = 1;

	s->loop = loop;
	s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	setsockopt(s->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	assert_int_equal(bind(s->fd, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(listen(s->fd, 16), 0);
	assert_int_equal(getsockname(s->fd, (struct sockaddr *)&at, &len), 0);
	s->port = ntohs(at.sin_port);
	loop_add(loop, &(struct loop_source){ .fd = s->fd, .step = on_peer, .ctx = s });
}

void service_close(struct server *s)
{
	while (s->peers)
		peer_end(s->peers);
	loop_forget(s->loop, s);
	close(s->fd);
}

/* ---- a console's inside ---- */

static void on_change(void *ctx, const struct ask *ask)
{
	struct inside *side = ctx;

	if (side->n_told < (int)ARRAY_LEN(side->told))
		side->told[side->n_told++] = ask->state;
	if (side->die_at && ask->state == side->die_at)
		raise(SIGKILL);
}

void inside_open_by(struct inside *side, const struct world *w, struct loop *loop,
		    const struct http_conf *conf)
{
	side->loop = loop;
	side->journal = journal_new(100);
	side->http = http_new(conf, side->journal);
	loop_use_http(loop, side->http);
	side->store = w->locked ? store_open_locked(w->path, NULL) : store_open(w->path, NULL);
	assert_non_null(side->store);
	side->box = outbox_new(side->store, side->http, loop, "links-dev.nomas.cash", false);
	outbox_on_change(side->box, on_change, side);
}

void inside_open(struct inside *side, const struct world *w, struct loop *loop)
{
	char *url = xasprintf("http://127.0.0.1:%d/v1", w->server.port);
	struct http_conf conf = { .service[SVC_RAAS] = { .base_url = url, .key = "key" },
				  .connect_ms = 2000,
				  .total_ms = 5000 };

	inside_open_by(side, w, loop, &conf);
	free(url);
}

void inside_close(struct inside *side)
{
	if (!side->box)
		return;
	outbox_free(side->box);
	loop_use_http(side->loop, NULL);
	http_free(side->http);
	journal_free(side->journal);
	store_close(side->store);
	*side = (struct inside){ 0 };
}

int world_open(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));

	snprintf(w->dir, sizeof(w->dir), "/tmp/remitty-outbox-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	snprintf(w->path, sizeof(w->path), "%s/db", w->dir);
	snprintf(w->server.status, sizeof(w->server.status), "Sent");
	w->loop = loop_new();
	service_open(&w->server, w->loop);
	inside_open(&w->side, w, w->loop);
	*state = w;
	return 0;
}

int world_close(void **state)
{
	static const char *const ends[] = { "", "-wal", "-shm", ".key" };
	struct world *w = *state;
	char path[128];

	inside_close(&w->side);
	service_close(&w->server);
	loop_free(w->loop);
	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		snprintf(path, sizeof(path), "%s%s", w->path, ends[i]);
		unlink(path);
	}
	rmdir(w->dir);
	free(w);
	return 0;
}

struct ask draft(void)
{
	return (struct ask){
		.op = "requestMoneyV2", .user_token = "usr_1", .customer = "Ana Paz",
		.customer_phone = "+525521206703",
		.payer = "Hugo Tru", .payer_phone = "+19165550149", .payer_country = "US",
		.amount = { 173456, "MXN" }, .method_id = "6af8e158-be29-422a-8d69-703d6c343c3c",
		.method = "Visa ···· 1111", .note = "Renta de mayo",
	};
}

struct ask confirmed(struct inside *side)
{
	struct ask ask = draft();
	struct err err = { 0 };

	if (!outbox_confirm(side->box, &ask, &err))
		fail_msg("%s: %s", err.field, err.text);
	return ask;
}

struct ask row(struct inside *side, const char *id)
{
	struct ask ask = { 0 };

	assert_true(store_ask_get(side->store, id, &ask));
	return ask;
}

/* Turn the loop until the ask is in this state. */
struct ask reaches(struct inside *side, const char *id, enum ask_state state)
{
	long until = now_ms() + 4000;
	struct ask ask = row(side, id);

	while (ask.state != state && now_ms() < until) {
		loop_turn(side->loop, 100);
		ask = row(side, id);
	}
	if (ask.state != state)
		fail_msg("%s instead of %s", ask_state_name(ask.state), ask_state_name(state));
	return ask;
}

/* Look at once and wait until that is done. */
void looked(struct inside *side, const char *id)
{
	long until = now_ms() + 4000;

	outbox_look(side->box, id);
	while (http_running(side->http) && now_ms() < until)
		loop_turn(side->loop, 100);
	assert_int_equal(http_running(side->http), 0);
}

struct ask sent(struct world *w, enum ask_state state)
{
	struct ask ask = confirmed(&w->side);
	struct err err = { 0 };

	if (!outbox_send(w->side.box, ask.correlation_id, &err))
		fail_msg("%s", err.text);
	return reaches(&w->side, ask.correlation_id, state);
}

void logged(struct inside *side, const char *id, const char *what)
{
	struct ask_event events[32];
	int n = store_ask_events(side->store, id, events, 32);

	for (int i = 0; i < n; i++)
		if (strstr(events[i].what, what))
			return;
	fail_msg("not in the log: %s", what);
}
