#include "tests/hostile.h"

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

#include "api/util.h"

struct request {
	char head[2048];
	size_t len;
};

static bool send_all(int fd, const char *bytes, size_t n)
{
	while (n) {
		ssize_t sent = send(fd, bytes, n, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		bytes += sent;
		n -= (size_t)sent;
	}
	return true;
}

static bool read_head(int fd, struct request *request)
{
	request->len = 0;
	while (request->len < sizeof(request->head) - 1) {
		if (read(fd, request->head + request->len, 1) != 1)
			return false;
		request->head[++request->len] = '\0';
		if (request->head[0] == 0x16)		/* the hello of TLS: this server is plain */
			return send_all(fd, "HTTP/1.1 400 Bad\r\n\r\n", 20) && false;
		if (request->len >= 4 && !memcmp(request->head + request->len - 4, "\r\n\r\n", 4))
			return true;
	}
	return false;
}

static size_t body_length(const char *head)
{
	const char *at = strcasestr(head, "\r\ncontent-length:");

	return at ? (size_t)strtoul(at + 17, NULL, 10) : 0;
}

static bool read_body(int fd, struct hostile_seen *seen, size_t left)
{
	char part[4096];

	while (left) {
		ssize_t n = read(fd, part, left < sizeof(part) ? left : sizeof(part));

		if (n <= 0)
			return false;
		__atomic_add_fetch(&seen->body_bytes, (size_t)n, __ATOMIC_SEQ_CST);
		left -= (size_t)n;
	}
	return true;
}

static void send_large(int fd)
{
	char part[4096];
	static const char head[] = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\"";

	memset(part, 'a', sizeof(part));
	if (!send_all(fd, head, sizeof(head) - 1))
		return;
	for (int i = 0; i < 768; i++)
		if (!send_all(fd, part, sizeof(part)))
			return;
	send_all(fd, "\"", 1);
}

static bool answer(int fd, const char *path, size_t n, const struct hostile_answer *answers,
		   int turn)
{
	static const char kept[] = "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n"
				   "{\"name\":\"Ana\"}";
	char byte;

	if (n == 5 && !strncmp(path, "/kept", n))
		return turn == 0 && send_all(fd, kept, sizeof(kept) - 1);
	if (n == 6 && !strncmp(path, "/large", n))
		send_large(fd);
	if (n == 6 && !strncmp(path, "/stall", n))
		while (read(fd, &byte, 1) > 0)
			;
	for (; answers->path; answers++)
		if (strlen(answers->path) == n && !strncmp(path, answers->path, n))
			send_all(fd, answers->bytes, strlen(answers->bytes));
	return false;
}

static void serve(int fd, const struct hostile_answer *answers, struct hostile_seen *seen)
{
	struct request request;

	for (int turn = 0; read_head(fd, &request); turn++) {
		const char *path = strchr(request.head, ' ');

		snprintf(seen->head, sizeof(seen->head), "%s", request.head);
		__atomic_add_fetch(&seen->requests, 1, __ATOMIC_SEQ_CST);
		if (!read_body(fd, seen, body_length(request.head)))
			return;
		__atomic_add_fetch(&seen->bodies, 1, __ATOMIC_SEQ_CST);
		if (!path || !answer(fd, path + 1, strcspn(path + 1, " ?"), answers, turn))
			return;
	}
}

static void accept_all(int listener, const struct hostile_answer *answers,
		       struct hostile_seen *seen)
{
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		int fd = accept(listener, NULL, NULL);

		if (fd < 0)
			_exit(0);
		__atomic_add_fetch(&seen->connections, 1, __ATOMIC_SEQ_CST);
		if (fork() == 0) {
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			serve(fd, answers, seen);
			_exit(0);
		}
		close(fd);
	}
}

struct hostile hostile_start(const struct hostile_answer *answers)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct hostile server = { 0 };

	server.seen = mmap(NULL, sizeof(*server.seen), PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (listener < 0 || bind(listener, (struct sockaddr *)&at, len) || listen(listener, 16) ||
	    getsockname(listener, (struct sockaddr *)&at, &len) || server.seen == MAP_FAILED)
		die("the hostile server cannot be started");
	server.port = ntohs(at.sin_port);
	server.pid = fork();
	if (server.pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		accept_all(listener, answers, server.seen);
	}
	close(listener);
	return server;
}

void hostile_stop(struct hostile *server)
{
	kill(server->pid, SIGKILL);
	waitpid(server->pid, NULL, 0);
	munmap(server->seen, sizeof(*server->seen));
}
