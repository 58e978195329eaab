#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "api/lang.h"
#include "api/outbox.h"

/*
 * A service of a few lines that can misbehave at will, in the same loop as
 * the outbox, on loopback.
 */

enum manner {
	M_GOOD, M_CUT_AFTER, M_CUT_BEFORE, M_SILENT, M_REFUSED, M_PAGE_401, M_OTHER_ID, M_NO_ID,
	M_USED, M_NO_CODE, M_500, M_OTHER_AMOUNT, M_FOREIGN_LINK
};

struct server {
	struct loop *loop;
	int fd, port;
	enum manner manner;
	int posts;			/* bodies that arrived whole */
	char id[40];			/* of the ask it knows; "" none */
	char status[24];
	bool only_listed;		/* the detail is not there yet, the list is */
	bool broken_looks;		/* looks are answered with a plain 500 */
	bool no_status;			/* the key may not read the status */
	pid_t kill_at_post;		/* this process dies before it hears an answer */
	struct peer *peers;
};

struct peer {
	struct peer *next;
	struct server *server;
	int fd;
	struct str in;
};

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
	return xasprintf("{\"id\":\"%s\",\"type\":\"request\",\"correlationId\":\"%s\",\"code\":\"Ze2i4o\","
			 "\"status\":\"%s\",\"amount\":500,\"currency\":\"MXN\",\"recipientAmout\":%s,"
			 "\"recipientCurrency\":\"MXN\",\"createdAt\":\"2026-04-13T17:54:15.180Z\","
			 "\"platId\":\"22038600-846a-47fd-8733-3b0fa886d894\","
			 "\"attributionLink\":\"https://%s/EFUb8\"}", id, id, s->status, amount,
			 s->manner == M_FOREIGN_LINK ? "evil.example" : "links-dev.nomas.cash");
}

static void answer_post(struct peer *peer, const char *body)
{
	static const char bad[] = "{\"reason\":\"Contact unknown.\",\"code\":\"ERROR_CONTACT_NOT_FOUND\"}";
	static const char used[] = "{\"code\":\"ERROR_CORRELATION_ID_ALREADY_USED\",\"reason\":\"used\"}";
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
		answer(peer, 200, "application/json", "{\"status\":\"Sent\"}");
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
		answer(peer, 500, "application/json", "{\"reason\":\"An unhandled error has occurred\"}");
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
	static const char none[] = "{\"code\":\"ERROR_OPERATION_NOT_FOUND\",\"reason\":\"not found\"}";
	struct server *s = peer->server;
	char *text = operation(s, s->id, "1734.56"), *list = xasprintf("[%s]", text);
	char *word = xasprintf("\"%s\"", s->status);

	if (s->broken_looks)
		answer(peer, 500, "application/json", "{\"reason\":\"An unhandled error has occurred\"}");
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

static void server_open(struct server *s, struct loop *loop)
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

static void server_close(struct server *s)
{
	while (s->peers)
		peer_end(s->peers);
	loop_forget(s->loop, s);
	close(s->fd);
}

/* ---- a console's inside ---- */

struct side {
	struct loop *loop;
	struct journal *journal;
	struct http *http;
	struct store *store;
	struct outbox *box;
	enum ask_state told[32];	/* what changed said, in order */
	int n_told;
	enum ask_state die_at;		/* a child ends here; ASK_DRAFT: nowhere */
};

struct world {
	char dir[64], path[96];
	struct loop *loop;
	struct server server;
	struct side side;
};

static void on_change(void *ctx, const struct ask *ask)
{
	struct side *side = ctx;

	if (side->n_told < (int)ARRAY_LEN(side->told))
		side->told[side->n_told++] = ask->state;
	if (side->die_at && ask->state == side->die_at)
		raise(SIGKILL);
}

static void side_open(struct side *side, const struct world *w, struct loop *loop)
{
	char *url = xasprintf("http://127.0.0.1:%d/v1", w->server.port);
	struct http_conf conf = { .service = { [SVC_RAAS] = { url, "key" } }, .connect_ms = 2000,
				  .total_ms = 5000 };

	side->loop = loop;
	side->journal = journal_new(100);
	side->http = http_new(&conf, side->journal);
	loop_use_http(loop, side->http);
	side->store = store_open(w->path, NULL);
	assert_non_null(side->store);
	side->box = outbox_new(side->store, side->http, loop, "links-dev.nomas.cash", false);
	outbox_on_change(side->box, on_change, side);
	free(url);
}

static void side_close(struct side *side)
{
	if (!side->box)
		return;
	outbox_free(side->box);
	loop_use_http(side->loop, NULL);
	http_free(side->http);
	journal_free(side->journal);
	store_close(side->store);
	*side = (struct side){ 0 };
}

static int world_open(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));

	snprintf(w->dir, sizeof(w->dir), "/tmp/remitty-outbox-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	snprintf(w->path, sizeof(w->path), "%s/db", w->dir);
	snprintf(w->server.status, sizeof(w->server.status), "Sent");
	w->loop = loop_new();
	server_open(&w->server, w->loop);
	side_open(&w->side, w, w->loop);
	*state = w;
	return 0;
}

static int world_close(void **state)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	struct world *w = *state;
	char path[128];

	side_close(&w->side);
	server_close(&w->server);
	loop_free(w->loop);
	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		snprintf(path, sizeof(path), "%s%s", w->path, ends[i]);
		unlink(path);
	}
	rmdir(w->dir);
	free(w);
	return 0;
}

static struct ask draft(void)
{
	return (struct ask){
		.user_token = "usr_1", .customer = "Ana Paz", .customer_phone = "+525521206703",
		.payer = "Hugo Tru", .payer_phone = "+19165550149", .payer_country = "US",
		.amount = { 173456, "MXN" }, .method_id = "6af8e158-be29-422a-8d69-703d6c343c3c",
		.method = "Visa ···· 1111", .note = "Renta de mayo",
	};
}

static struct ask confirmed(struct side *side)
{
	struct ask ask = draft();
	struct err err = { 0 };

	if (!outbox_confirm(side->box, &ask, &err))
		fail_msg("%s: %s", err.field, err.text);
	return ask;
}

static struct ask row(struct side *side, const char *id)
{
	struct ask ask = { 0 };

	assert_true(store_ask_get(side->store, id, &ask));
	return ask;
}

/* Turn the loop until the ask is in this state. */
static struct ask reaches(struct side *side, const char *id, enum ask_state state)
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
static void looked(struct side *side, const char *id)
{
	long until = now_ms() + 4000;

	outbox_look(side->box, id);
	while (http_running(side->http) && now_ms() < until)
		loop_turn(side->loop, 100);
	assert_int_equal(http_running(side->http), 0);
}

static struct ask sent(struct world *w, enum ask_state state)
{
	struct ask ask = confirmed(&w->side);
	struct err err = { 0 };

	if (!outbox_send(w->side.box, ask.correlation_id, &err))
		fail_msg("%s", err.text);
	return reaches(&w->side, ask.correlation_id, state);
}

static void logged(struct side *side, const char *id, const char *what)
{
	struct ask_event events[32];
	int n = store_ask_events(side->store, id, events, 32);

	for (int i = 0; i < n; i++)
		if (strstr(events[i].what, what))
			return;
	fail_msg("not in the log: %s", what);
}

/* ---- the straight way ---- */

static void confirming_freezes_it(void **state)
{
	struct world *w = *state;
	struct ask ask = confirmed(&w->side), again = ask;
	json_t *body = outbox_body(&ask);
	char *text = json_dumps(body, JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(15));
	char *want = xasprintf("{\"correlationId\":\"%s\",\"destinationPaymentMethodId\":"
			       "\"6af8e158-be29-422a-8d69-703d6c343c3c\",\"reason\":\"Renta de mayo\","
			       "\"recipientAmount\":1734.56,\"recipientCurrency\":\"MXN\","
			       "\"requestTo\":\"+19165550149\"}", ask.correlation_id);
	struct err err = { 0 };

	assert_int_equal(ask.state, ASK_READY);
	assert_int_equal(strlen(ask.correlation_id), 36);
	assert_true(ask.created_at > 0);
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_READY);
	assert_string_equal(text, want);
	assert_false(outbox_confirm(w->side.box, &again, &err));
	assert_int_equal(w->server.posts, 0);
	free(text);
	free(want);
	json_decref(body);
}

static void what_does_not_fit_is_not_confirmed(void **state)
{
	struct world *w = *state;
	struct ask ask = draft(), found[1];
	struct err err = { 0 };

	ask.payer_phone[0] = '\0';
	assert_false(outbox_confirm(w->side.box, &ask, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_string_equal(err.field, "requestTo");
	ask = draft();
	ask.amount.minor = 0;
	assert_false(outbox_confirm(w->side.box, &ask, &err));
	assert_int_equal(ask.state, ASK_DRAFT);
	assert_int_equal(store_asks(w->side.store, ASKS_ALL, NULL, 0, 0, found, 1), 0);
}

static void sent_accepted_followed_to_its_end(void **state)
{
	static const enum ask_state way[] = { ASK_READY, ASK_CONNECTING, ASK_HANDED, ASK_ACCEPTED,
					      ASK_OPEN, ASK_OPEN, ASK_DONE };
	struct world *w = *state;
	struct ask ask = sent(w, ASK_ACCEPTED);

	assert_string_equal(ask.code, "Ze2i4o");
	assert_string_equal(ask.link, "https://links-dev.nomas.cash/EFUb8");
	assert_string_equal(ask.plat_id, "22038600-846a-47fd-8733-3b0fa886d894");
	assert_string_equal(ask.status, "Sent");
	assert_true(ask.handed_at > 0 && ask.checked_at >= ask.handed_at);
	assert_int_equal(ask.owner_pid, 0);
	looked(&w->side, ask.correlation_id);
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_OPEN);
	snprintf(w->server.status, sizeof(w->server.status), "InTransit");
	looked(&w->side, ask.correlation_id);
	assert_string_equal(row(&w->side, ask.correlation_id).status, "InTransit");
	snprintf(w->server.status, sizeof(w->server.status), "Completed");
	looked(&w->side, ask.correlation_id);
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_DONE);
	assert_int_equal(w->side.n_told, (int)ARRAY_LEN(way));
	assert_memory_equal(w->side.told, way, sizeof(way));
	assert_int_equal(w->server.posts, 1);
	logged(&w->side, ask.correlation_id, "accepted, code Ze2i4o");
	logged(&w->side, ask.correlation_id, "the service says: InTransit");
	/* It is over: nobody looks any longer. */
	looked(&w->side, ask.correlation_id);
	assert_int_equal(w->side.n_told, (int)ARRAY_LEN(way));
}

static void a_key_without_the_status_reads_the_details(void **state)
{
	struct world *w = *state;
	struct ask ask = sent(w, ASK_ACCEPTED);

	w->server.no_status = true;
	snprintf(w->server.status, sizeof(w->server.status), "Cancelled");
	looked(&w->side, ask.correlation_id);
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_CANCELLED);
}

static void a_failed_poll_changes_nothing(void **state)
{
	struct world *w = *state;
	struct ask ask = sent(w, ASK_ACCEPTED), after;

	looked(&w->side, ask.correlation_id);
	ask = row(&w->side, ask.correlation_id);
	w->server.broken_looks = true;
	looked(&w->side, ask.correlation_id);
	after = row(&w->side, ask.correlation_id);
	assert_int_equal(after.state, ASK_OPEN);
	assert_true(after.checked_at == ask.checked_at);
	assert_true(after.next_look_at > 0);
}

/* ---- refusals and strange answers ---- */

static void refused_with_its_reason(void **state)
{
	struct world *w = *state;
	struct ask ask;

	w->server.manner = M_REFUSED;
	ask = sent(w, ASK_REJECTED);
	assert_string_equal(ask.refusal, "ERROR_CONTACT_NOT_FOUND");
	assert_true(*ask.refusal_text != '\0');
	assert_string_equal(ask.code, "");
	logged(&w->side, ask.correlation_id, "not accepted: ERROR_CONTACT_NOT_FOUND");
	assert_true(ask_needs_person(&ask));
	outbox_seen(w->side.box, ask.correlation_id);
	ask = row(&w->side, ask.correlation_id);
	assert_false(ask_needs_person(&ask));
	/* A corrected copy is a new ask. */
	w->server.manner = M_GOOD;
	sent(w, ASK_ACCEPTED);
}

static void a_page_instead_of_an_answer(void **state)
{
	struct world *w = *state;

	w->server.manner = M_PAGE_401;
	assert_string_equal(sent(w, ASK_REJECTED).refusal, "HTTP 401");
}

static void anothers_answer_stops_everything(void **state)
{
	struct world *w = *state;
	struct ask ask;
	char *kept;

	w->server.manner = M_OTHER_ID;
	ask = sent(w, ASK_MISMATCH);
	kept = store_ask_answer(w->side.store, ask.correlation_id);
	assert_non_null(strstr(kept, "b6bf4bcd-7751-426b-86c6-1b3d72ee5a02"));
	free(kept);
	assert_string_equal(ask.link, "");
	w->server.manner = M_OTHER_AMOUNT;
	sent(w, ASK_MISMATCH);
}

static void a_link_to_a_foreign_host_is_not_taken(void **state)
{
	struct world *w = *state;
	struct ask ask;

	w->server.manner = M_FOREIGN_LINK;
	ask = sent(w, ASK_ACCEPTED);
	assert_string_equal(ask.link, "");
	assert_true(*ask.refusal_text != '\0');
	assert_string_equal(ask.code, "Ze2i4o");
	logged(&w->side, ask.correlation_id, "its link was refused");
}

/* ---- the outcome is unknown ---- */

static void unknown_then_found(void **state)
{
	static const enum manner manners[] = { M_CUT_AFTER, M_NO_ID, M_USED };
	struct world *w = *state;

	for (size_t i = 0; i < ARRAY_LEN(manners); i++) {
		struct ask ask;

		w->server.manner = manners[i];
		snprintf(w->server.status, sizeof(w->server.status), "Sent");
		ask = sent(w, ASK_UNKNOWN);
		assert_int_equal(w->server.posts, (int)i + 1);
		assert_true(ask_needs_person(&ask));
		looked(&w->side, ask.correlation_id);
		ask = reaches(&w->side, ask.correlation_id, ASK_OPEN);
		assert_string_equal(ask.code, "Ze2i4o");
		assert_string_equal(ask.link, "https://links-dev.nomas.cash/EFUb8");
		snprintf(w->server.status, sizeof(w->server.status), "Completed");
		looked(&w->side, ask.correlation_id);
		assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_DONE);
		assert_int_equal(w->server.posts, (int)i + 1);
	}
}

static void found_in_the_list_when_the_detail_is_late(void **state)
{
	struct world *w = *state;
	struct ask ask;

	w->server.manner = M_CUT_AFTER;
	w->server.only_listed = true;
	ask = sent(w, ASK_UNKNOWN);
	looked(&w->side, ask.correlation_id);
	reaches(&w->side, ask.correlation_id, ASK_OPEN);
	assert_int_equal(w->server.posts, 1);
}

static void what_never_arrived_is_looked_for_and_not_sent_again(void **state)
{
	static const enum manner manners[] = { M_CUT_BEFORE, M_500, M_NO_CODE };
	struct world *w = *state;

	for (size_t i = 0; i < ARRAY_LEN(manners); i++) {
		struct ask ask = draft();
		struct err err = { 0 };

		w->server.manner = manners[i];
		ask.amount.minor += (int64_t)i;
		assert_true(outbox_confirm(w->side.box, &ask, &err));
		assert_true(outbox_send(w->side.box, ask.correlation_id, &err));
		ask = reaches(&w->side, ask.correlation_id, ASK_UNKNOWN);
		looked(&w->side, ask.correlation_id);
		looked(&w->side, ask.correlation_id);
		ask = row(&w->side, ask.correlation_id);
		assert_int_equal(ask.state, ASK_UNKNOWN);
		assert_int_equal(ask.good_looks, 2);
		assert_true(ask.next_look_at > 0);
		assert_int_equal(w->server.posts, (int)i + 1);
		logged(&w->side, ask.correlation_id, "looked: not there yet");
	}
}

static void a_look_that_failed_proves_nothing(void **state)
{
	struct world *w = *state;
	struct ask ask;

	w->server.manner = M_CUT_BEFORE;
	ask = sent(w, ASK_UNKNOWN);
	w->server.broken_looks = true;
	looked(&w->side, ask.correlation_id);
	ask = row(&w->side, ask.correlation_id);
	assert_int_equal(ask.state, ASK_UNKNOWN);
	assert_int_equal(ask.looks, 1);
	assert_int_equal(ask.good_looks, 0);
}

static void a_twin_is_refused_until_the_outcome_is_known(void **state)
{
	struct world *w = *state;
	struct ask ask, twin = draft(), waiting = confirmed(&w->side);
	struct err err = { 0 };
	char when[8];
	time_t at;

	w->server.manner = M_CUT_AFTER;
	ask = sent(w, ASK_UNKNOWN);
	at = (time_t)(ask.handed_at / 1000);
	strftime(when, sizeof(when), "%H:%M", localtime(&at));
	assert_false(outbox_confirm(w->side.box, &twin, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_non_null(strstr(err.text, when));
	assert_non_null(strstr(err.next, "Wait"));
	/* Nor does one leave that was confirmed before. */
	assert_false(outbox_send(w->side.box, waiting.correlation_id, &err));
	assert_int_equal(row(&w->side, waiting.correlation_id).state, ASK_READY);
	assert_int_equal(w->server.posts, 1);
	twin.amount.minor++;
	assert_true(outbox_confirm(w->side.box, &twin, &err));
	looked(&w->side, ask.correlation_id);
	w->server.manner = M_GOOD;
	assert_true(outbox_send(w->side.box, waiting.correlation_id, &err));
	reaches(&w->side, waiting.correlation_id, ASK_ACCEPTED);
}

/* ---- nothing left ---- */

static void not_sent_is_tried_again_by_itself(void **state)
{
	struct world *w = *state;
	struct ask ask = confirmed(&w->side);

	server_close(&w->server);
	assert_true(outbox_send(w->side.box, ask.correlation_id, NULL));
	ask = reaches(&w->side, ask.correlation_id, ASK_READY);
	assert_int_equal(ask.looks, 1);
	assert_true(ask.next_look_at > 0 && !ask.handed_at);
	logged(&w->side, ask.correlation_id, "not sent");
	server_open(&w->server, w->loop);
	reaches(&w->side, ask.correlation_id, ASK_ACCEPTED);
	assert_int_equal(w->server.posts, 1);
}

static void it_is_sent_once_however_often_it_is_said(void **state)
{
	struct world *w = *state;
	struct ask ask = confirmed(&w->side);
	struct err err = { 0 };

	assert_true(outbox_send(w->side.box, ask.correlation_id, &err));
	assert_false(outbox_send(w->side.box, ask.correlation_id, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	reaches(&w->side, ask.correlation_id, ASK_ACCEPTED);
	assert_false(outbox_send(w->side.box, ask.correlation_id, &err));
	assert_int_equal(w->server.posts, 1);
}

static void two_consoles_send_one_ask_once(void **state)
{
	struct world *w = *state;
	struct ask ask = confirmed(&w->side);
	struct store *other = store_open(w->path, NULL);
	struct outbox *second = outbox_new(other, w->side.http, w->loop, "links-dev.nomas.cash", false);
	struct err err = { 0 };

	assert_true(outbox_send(second, ask.correlation_id, &err));
	assert_false(outbox_send(w->side.box, ask.correlation_id, &err));
	reaches(&w->side, ask.correlation_id, ASK_ACCEPTED);
	assert_int_equal(w->server.posts, 1);
	outbox_free(second);
	store_close(other);
}

/* Somebody closed it while the connection was being made. */
static void the_last_word_is_on_disk_before_the_first_byte(void **state)
{
	struct world *w = *state;
	struct ask ask = confirmed(&w->side), moved;

	assert_true(outbox_send(w->side.box, ask.correlation_id, NULL));
	moved = row(&w->side, ask.correlation_id);
	assert_int_equal(moved.state, ASK_CONNECTING);
	moved.state = ASK_VOIDED;
	moved.owner_pid = 0;
	assert_true(store_ask_move(w->side.store, ASK_CONNECTING, &moved, NULL));
	while (http_running(w->side.http))
		loop_turn(w->side.loop, 100);
	assert_int_equal(w->server.posts, 0);
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_VOIDED);
}

static void an_unsent_one_can_be_closed(void **state)
{
	struct world *w = *state;
	struct ask ask = confirmed(&w->side);
	struct err err = { 0 };

	assert_true(outbox_void(w->side.box, ask.correlation_id, &err));
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_VOIDED);
	assert_false(outbox_send(w->side.box, ask.correlation_id, &err));
	ask = sent(w, ASK_ACCEPTED);
	assert_false(outbox_void(w->side.box, ask.correlation_id, &err));
	assert_int_equal(err.kind, ERR_INPUT);
}

/* ---- SIGKILL ---- */

/* A console of its own process that confirms, sends and dies where told.
 * Its id comes back; our own store is closed meanwhile, as no connection may
 * be carried into a child. */
static void killed_console(struct world *w, enum ask_state die_at, char id[37])
{
	int pipes[2], status;
	pid_t pid;

	side_close(&w->side);
	assert_int_equal(pipe(pipes), 0);
	pid = fork();
	if (pid == 0) {
		struct side side = { 0 };
		struct ask ask;

		side_open(&side, w, loop_new());
		ask = confirmed(&side);
		if (write(pipes[1], ask.correlation_id, 37) != 37)
			_exit(1);
		side.die_at = die_at;
		outbox_send(side.box, ask.correlation_id, NULL);
		for (;;)
			loop_turn(side.loop, 1000);
	}
	close(pipes[1]);
	assert_int_equal(read(pipes[0], id, 37), 37);
	close(pipes[0]);
	if (!die_at)
		w->server.kill_at_post = pid;
	while (waitpid(pid, &status, WNOHANG) == 0)
		loop_turn(w->loop, 5);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	w->server.kill_at_post = 0;
	side_open(&w->side, w, w->loop);
}

static void killed_before_anything_left(void **state)
{
	struct world *w = *state;
	struct ask ask;
	char id[37];

	killed_console(w, ASK_CONNECTING, id);
	assert_int_equal(row(&w->side, id).state, ASK_CONNECTING);
	assert_int_equal(w->server.posts, 0);
	outbox_recover(w->side.box);
	ask = row(&w->side, id);
	assert_int_equal(ask.state, ASK_READY);
	assert_int_equal(ask.owner_pid, 0);
	assert_true(ask_needs_person(&ask));
	logged(&w->side, id, "remitty ended before it was sent");
	/* Nobody sends it but a person. */
	assert_int_equal(http_running(w->side.http), 0);
	assert_true(outbox_send(w->side.box, id, NULL));
	reaches(&w->side, id, ASK_ACCEPTED);
}

static void killed_while_the_body_left(void **state)
{
	struct world *w = *state;
	char id[37];

	w->server.manner = M_SILENT;
	killed_console(w, ASK_HANDED, id);
	assert_int_equal(row(&w->side, id).state, ASK_HANDED);
	outbox_recover(w->side.box);
	assert_int_equal(row(&w->side, id).state, ASK_UNKNOWN);
	looked(&w->side, id);
	assert_int_equal(row(&w->side, id).good_looks, 1);
	assert_true(w->server.posts <= 1);
}

static void killed_after_the_body_arrived(void **state)
{
	struct world *w = *state;
	char id[37];

	killed_console(w, ASK_DRAFT, id);
	assert_int_equal(w->server.posts, 1);
	assert_int_equal(row(&w->side, id).state, ASK_HANDED);
	outbox_recover(w->side.box);
	logged(&w->side, id, "remitty ended before an answer came");
	looked(&w->side, id);
	snprintf(w->server.status, sizeof(w->server.status), "Completed");
	looked(&w->side, id);
	reaches(&w->side, id, ASK_DONE);
	assert_int_equal(w->server.posts, 1);
}

static void killed_after_the_answer(void **state)
{
	struct world *w = *state;
	struct ask ask;
	char id[37];

	killed_console(w, ASK_ACCEPTED, id);
	outbox_recover(w->side.box);
	ask = row(&w->side, id);
	assert_int_equal(ask.state, ASK_ACCEPTED);
	assert_string_equal(ask.link, "https://links-dev.nomas.cash/EFUb8");
	looked(&w->side, id);
	assert_int_equal(row(&w->side, id).state, ASK_OPEN);
}

/* What a living process holds is its own business. */
static void the_living_are_left_alone(void **state)
{
	struct world *w = *state;
	struct ask ask = draft();

	snprintf(ask.correlation_id, sizeof(ask.correlation_id), "7011cefb-0c0b-48c1-a68a-7134d32e61e4");
	ask.state = ASK_HANDED;
	ask.created_at = 1;
	ask.owner_pid = (int)getppid();
	assert_true(store_ask_add(w->side.store, &ask, NULL));
	outbox_recover(w->side.box);
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_HANDED);
	/* Its number, but begun at another time: another process. */
	snprintf(ask.correlation_id, sizeof(ask.correlation_id), "7011cefb-0c0b-48c1-a68a-7134d32e61e5");
	ask.created_at = 2;
	ask.owner_born = 1;
	assert_true(store_ask_add(w->side.store, &ask, NULL));
	outbox_recover(w->side.box);
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_UNKNOWN);
}

/* Whoever listens may end the outbox from within. */
static void stop_at_once(void *ctx, const struct ask *ask)
{
	struct side *side = ctx;

	if (ask->state == ASK_ACCEPTED || ask->state == ASK_UNKNOWN)
		outbox_stop(side->box);
}

static void the_listener_may_stop_it(void **state)
{
	struct world *w = *state;

	outbox_on_change(w->side.box, stop_at_once, &w->side);
	sent(w, ASK_ACCEPTED);
	w->server.manner = M_CUT_AFTER;
	sent(w, ASK_UNKNOWN);
	assert_int_equal(http_running(w->side.http), 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, world_open, world_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(confirming_freezes_it),
		T(what_does_not_fit_is_not_confirmed),
		T(sent_accepted_followed_to_its_end),
		T(a_key_without_the_status_reads_the_details),
		T(a_failed_poll_changes_nothing),
		T(refused_with_its_reason),
		T(a_page_instead_of_an_answer),
		T(anothers_answer_stops_everything),
		T(a_link_to_a_foreign_host_is_not_taken),
		T(unknown_then_found),
		T(found_in_the_list_when_the_detail_is_late),
		T(what_never_arrived_is_looked_for_and_not_sent_again),
		T(a_look_that_failed_proves_nothing),
		T(a_twin_is_refused_until_the_outcome_is_known),
		T(not_sent_is_tried_again_by_itself),
		T(it_is_sent_once_however_often_it_is_said),
		T(two_consoles_send_one_ask_once),
		T(the_last_word_is_on_disk_before_the_first_byte),
		T(an_unsent_one_can_be_closed),
		T(killed_before_anything_left),
		T(killed_while_the_body_left),
		T(killed_after_the_body_arrived),
		T(killed_after_the_answer),
		T(the_living_are_left_alone),
		T(the_listener_may_stop_it),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
