#include "tests/between.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <jansson.h>

#include "api/util.h"

/* A whole message: head with its empty line, and body. */
struct message {
	struct str all;
	size_t head;			/* bytes of the head; 0: not there yet */
};

static size_t body_length(const struct message *m)
{
	const char *at = strcasestr(m->all.s, "\r\ncontent-length:");

	return at && at < m->all.s + m->head ? (size_t)strtoul(at + 17, NULL, 10) : 0;
}

/* Read until the body is whole, or, of an answer, until the line ends. */
static bool read_message(int fd, struct message *m, bool to_end)
{
	char part[4096];
	ssize_t n;

	while (to_end || !m->head || m->all.len < m->head + body_length(m)) {
		n = read(fd, part, sizeof(part));
		if (n <= 0)
			return to_end && m->head;
		str_addn(&m->all, part, (size_t)n);
		if (!m->head && strstr(m->all.s, "\r\n\r\n"))
			m->head = (size_t)(strstr(m->all.s, "\r\n\r\n") - m->all.s) + 4;
	}
	return true;
}

static void send_all(int fd, const char *bytes, size_t n)
{
	while (n) {
		ssize_t sent = send(fd, bytes, n, MSG_NOSIGNAL);

		if (sent <= 0)
			return;
		bytes += sent;
		n -= (size_t)sent;
	}
}

static void change(json_t *at, const struct edit *edit)
{
	const char *key;
	json_t *value;
	void *next;
	size_t i;

	json_array_foreach(at, i, value)
		change(value, edit);
	json_object_foreach_safe(at, next, key, value) {
		if (!str_eq(key, edit->key))
			change(value, edit);
		else if (edit->value)
			json_object_set_new(at, key,
					    json_loads(edit->value, JSON_DECODE_ANY, NULL));
		else
			json_object_del(at, key);
	}
}

static bool is_for(const struct edit *edit, const struct message *request)
{
	const char *path = strchr(request->all.s, ' ');

	return path && has_prefix(path + 1, edit->path);
}

static void reword(struct message *request, const struct edit *edit)
{
	char *at = edit->word ? strstr(request->all.s, edit->word) : NULL;

	if (at)
		memcpy(at, edit->as, strlen(edit->as));
}

/* Put the request to the sandbox, on a line that ends with the answer. */
static bool pass_on(int port, const struct message *request, struct message *answer)
{
	static const char close_it[] = "Connection: close\r\n";
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	size_t first = strcspn(request->all.s, "\n") + 1;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (connect(fd, (struct sockaddr *)&at, sizeof(at)))
		return false;
	send_all(fd, request->all.s, first);
	send_all(fd, close_it, sizeof(close_it) - 1);
	send_all(fd, request->all.s + first, request->all.len - first);
	return read_message(fd, answer, true);
}

static void serve(int fd, int port, const struct edit *edits)
{
	struct message request = { 0 }, answer = { 0 };
	json_t *body;
	char *text;

	if (!read_message(fd, &request, false))
		return;
	for (const struct edit *e = edits; e->path; e++) {
		reword(&request, e);
		if (e->bytes && is_for(e, &request)) {
			send_all(fd, e->bytes, strlen(e->bytes));
			return;
		}
	}
	if (!pass_on(port, &request, &answer))
		return;
	body = json_loads(answer.all.s + answer.head, JSON_DECODE_ANY, NULL);
	for (const struct edit *e = edits; e->path; e++)
		if (e->key && is_for(e, &request))
			change(body, e);
	text = body ? json_dumps(body, JSON_ENCODE_ANY) : xstrdup("");
	text = xasprintf("%.*s\r\nContent-Type: application/json\r\nConnection: close\r\n"
			 "Content-Length: %zu\r\n\r\n%s", (int)strcspn(answer.all.s, "\r"),
			 answer.all.s, strlen(text), text);
	send_all(fd, text, strlen(text));
}

static void accept_all(int listener, const struct between *b, int port, const struct edit *edits)
{
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		int fd = accept(listener, NULL, NULL);

		if (fd < 0)
			_exit(0);
		__atomic_add_fetch(b->requests, 1, __ATOMIC_SEQ_CST);
		if (fork() == 0) {
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			serve(fd, port, edits);
			_exit(0);
		}
		close(fd);
	}
}

void between_start(struct between *b, int sandbox_port, const struct edit *edits)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	socklen_t len = sizeof(at);

	b->requests = mmap(NULL, sizeof(*b->requests), PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (listener < 0 || bind(listener, (struct sockaddr *)&at, len) || listen(listener, 16) ||
	    getsockname(listener, (struct sockaddr *)&at, &len) || b->requests == MAP_FAILED)
		die("the server between cannot be started");
	b->port = ntohs(at.sin_port);
	b->pid = fork();
	if (b->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		accept_all(listener, b, sandbox_port, edits);
	}
	close(listener);
}

void between_stop(struct between *b)
{
	kill(b->pid, SIGKILL);
	waitpid(b->pid, NULL, 0);
	munmap(b->requests, sizeof(*b->requests));
}
