#include "tests/bench/load.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "api/util.h"
#include "tests/term_world.h"

enum { LINES = 8, ROOM = 65536 };

static int dial(int port)
{
	struct sockaddr_in addr = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(connect(fd, (struct sockaddr *)&addr, sizeof(addr)), 0);
	return fd;
}

static void put(int fd, const char *text)
{
	size_t n = strlen(text);

	assert_int_equal(send(fd, text, n, MSG_NOSIGNAL), (ssize_t)n);
}

/* One whole answer into buf; its body. */
static char *take(int fd, char buf[static ROOM])
{
	size_t have = 0, whole = 0;
	char *body = NULL;
	ssize_t n;

	while (!body || have < whole) {
		n = recv(fd, buf + have, ROOM - 1 - have, 0);
		if (n <= 0)
			fail_msg("the line ended within an answer");
		have += (size_t)n;
		buf[have] = '\0';
		if (body || !(body = strstr(buf, "\r\n\r\n")))
			continue;
		body += 4;
		whole = (size_t)(body - buf) +
			strtoul(strstr(buf, "Content-Length: ") + 16, NULL, 10);
		if (strncmp(buf, "HTTP/1.1 200", 12))
			fail_msg("refused: %s", buf);
	}
	return body;
}

/* Texts are made beforehand: the server alone is measured. */
double load_run(int port, request_fn *request, const void *ctx, int n)
{
	char **texts = xcalloc((size_t)n, sizeof(*texts)), buf[ROOM];
	int fds[LINES];
	int64_t begin;

	for (int i = 0; i < n; i++)
		texts[i] = request(ctx, i);
	for (int i = 0; i < LINES; i++)
		fds[i] = dial(port);
	begin = now_ns();
	for (int i = 0; i < n + LINES; i++) {
		if (i >= LINES)
			take(fds[i % LINES], buf);
		if (i < n)
			put(fds[i % LINES], texts[i]);
	}
	begin = now_ns() - begin;
	for (int i = 0; i < LINES; i++)
		close(fds[i]);
	for (int i = 0; i < n; i++)
		free(texts[i]);
	free(texts);
	return n * 1e9 / (double)begin;
}

char *load_ask(int port, const char *request)
{
	char buf[ROOM];
	int fd = dial(port);
	char *body;

	put(fd, request);
	body = xstrdup(take(fd, buf));
	close(fd);
	return body;
}

char *load_text(const char *method, const char *path, const char *key, const char *body)
{
	return xasprintf("%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\napi_key: %s\r\n"
			 "Accept: application/json\r\nContent-Type: application/json\r\n"
			 "Content-Length: %zu\r\n\r\n%s", method, path, key ? key : "",
			 body ? strlen(body) : 0, body ? body : "");
}
