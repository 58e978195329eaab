#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/peer.h"

#define PATIENCE_MS 5000

void peer_open(struct peer *w, const struct sandbox_conf *conf)
{
	struct err err = { 0 };

	w->port = 0;
	w->loop = loop_new();
	w->sandbox = sandbox_new(conf, &err);
	if (!w->sandbox)
		fail_msg("%s", err.text);
	sandbox_attach(w->sandbox, w->loop);
}

void peer_close(struct peer *w)
{
	sandbox_free(w->sandbox);
	loop_free(w->loop);
}

int peer_connect(struct peer *w)
{
	struct sockaddr_in addr = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	addr.sin_port = htons((uint16_t)(w->port ? w->port : sandbox_port(w->sandbox)));
	addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(connect(fd, (struct sockaddr *)&addr, sizeof(addr)), 0);
	fcntl(fd, F_SETFL, O_NONBLOCK);
	return fd;
}

void peer_send(struct peer *w, int fd, const char *bytes, size_t len)
{
	long until = now_ms() + PATIENCE_MS;

	while (len) {
		ssize_t n = send(fd, bytes, len, MSG_NOSIGNAL);

		if (n < 0 && errno != EAGAIN)
			return;
		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		}
		loop_turn(w->loop, 0);
		assert_true(now_ms() < until);
	}
}

static long header_number(const char *head, const char *name)
{
	const char *found = strcasestr(head, name);

	return found ? strtol(found + strlen(name), NULL, 10) : -1;
}

/* Split what came into head and body; false while it is not whole. */
static bool is_whole(const struct str *in, struct got *got)
{
	const char *end = in->s ? strstr(in->s, "\r\n\r\n") : NULL;

	if (!end)
		return false;
	free(got->head);
	free(got->body);
	got->head = xstrndup(in->s, (size_t)(end - in->s));
	got->len = in->len - (size_t)(end + 4 - in->s);
	got->body = xcalloc(1, got->len + 1);
	memcpy(got->body, end + 4, got->len);
	got->status = (int)strtol(in->s + strlen("HTTP/1.1 "), NULL, 10);
	got->announced = header_number(got->head, "Content-Length:");
	if (got->status == 204)
		return true;	/* has no body to announce */
	return got->announced >= 0 && got->len >= (size_t)got->announced;
}

struct got peer_read(struct peer *w, int fd)
{
	struct got got = { .announced = -1 };
	struct str in = { 0 };
	long until = now_ms() + PATIENCE_MS;
	char part[65536];

	while (!got.closed) {
		ssize_t n = recv(fd, part, sizeof(part), 0);

		assert_true(now_ms() < until);
		if (n > 0)
			str_addn(&in, part, (size_t)n);
		if (n > 0 && is_whole(&in, &got))
			break;
		if (n < 0 && errno == EAGAIN)
			loop_turn(w->loop, 1);
		else if (n <= 0)
			got.closed = true;
		got.reset = n < 0 && got.closed;
	}
	str_release(&in);
	return got;
}

void got_release(struct got *got)
{
	free(got->head);
	free(got->body);
}

char *peer_request(const char *request_line, const char *key, const char *body)
{
	struct str out = { 0 };

	str_addf(&out, "%s HTTP/1.1\r\nHost: 127.0.0.1\r\n", request_line);
	if (key)
		str_addf(&out, "api_key: %s\r\n", key);
	if (body)
		str_addf(&out, "Content-Type: application/json\r\nContent-Length: %zu\r\n",
			strlen(body));
	str_add(&out, "\r\n");
	str_add(&out, body ? body : "");
	return str_steal(&out);
}

struct got peer_ask(struct peer *w, const char *request_line, const char *key, const char *body)
{
	char *request = peer_request(request_line, key, body);
	int fd = peer_connect(w);
	struct got got;

	peer_send(w, fd, request, strlen(request));
	got = peer_read(w, fd);
	close(fd);
	free(request);
	return got;
}

json_t *peer_json(struct peer *w, int status, const char *request_line, const char *body)
{
	struct got got = peer_ask(w, request_line, "remitty-sandbox-full", body);
	json_t *json = got.body ? json_loadb(got.body, got.len, JSON_DECODE_ANY, NULL) : NULL;

	if (got.status != status || !json)
		fail_msg("%s: %d %s", request_line, got.status, got.body ? got.body : "nothing");
	got_release(&got);
	return json;
}
