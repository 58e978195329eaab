/* The service: a few lines, in a process of its own that outlives them all. */

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/kill/kill.h"

enum { LINES = 64 };

struct line {
	char in[8192];
	size_t n;
};

static void answer(int fd, int status, const char *body)
{
	char *text = xasprintf("HTTP/1.1 %d X\r\nContent-Type: application/json\r\n"
			       "Content-Length: %zu\r\n\r\n%s", status, strlen(body), body);

	if (send(fd, text, strlen(text), MSG_NOSIGNAL) < 0)
		shutdown(fd, SHUT_RDWR);
	free(text);
}

static char *operation(const json_t *request)
{
	json_t *amount = json_object_get(request, "recipientAmount");
	json_t *op = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:f}", "id", board->id,
			       "correlationId", board->id, "type", "request", "code", "Ze2i4o",
			       "status", "Sent", "createdAt", "2026-04-13T17:54:15.180Z",
			       "recipientCurrency", "MXN", "recipientAmout",
			       amount ? json_incref(amount) : json_null(), "amount", 1.0);
	char *text = json_dumps(op, JSON_COMPACT | JSON_REAL_PRECISION(15));

	json_decref(op);
	return text;
}

/* False: the line breaks here. */
static bool answer_post(int fd, const char *body)
{
	static const char failed[] = "{\"reason\":\"An unhandled error has occurred\","
				     "\"code\":\"ERROR_INTERNAL_SERVER_ERROR\"}";
	json_t *json = json_loads(body, 0, NULL);
	const char *id = json_string_value(json_object_get(json, "correlationId"));
	enum outcome outcome = board->outcome;
	char *text;

	snprintf(board->id, sizeof(board->id), "%s", id ? id : "?");
	board->posts++;
	if (outcome == CARRIED_ANSWERED || outcome == CARRIED_UNANSWERED ||
	    outcome == FAILED_CARRIED)
		board->made = true;
	if (outcome == CARRIED_LATE)
		board->looks_until_made = 7;
	text = operation(json);
	if (outcome == CARRIED_ANSWERED)
		answer(fd, 200, text);
	else if (outcome == FAILED_CARRIED || outcome == FAILED_NOT_CARRIED)
		answer(fd, 500, failed);
	free(text);
	json_decref(json);
	return outcome == CARRIED_ANSWERED || outcome == FAILED_CARRIED ||
	       outcome == FAILED_NOT_CARRIED;
}

static bool answer_get(int fd, const char *head)
{
	static const char none[] = "{\"code\":\"ERROR_OPERATION_NOT_FOUND\",\"reason\":\"none\"}";
	char *text, *list;

	if (board->looks_until_made && --board->looks_until_made == 0)
		board->made = true;
	text = operation(NULL);
	list = xasprintf("[%s]", board->made ? text : "");
	if (strstr(head, "/operations/status/"))
		answer(fd, board->made ? 200 : 400, board->made ? "\"Sent\"" : none);
	else if (strstr(head, "/operations/detail/"))
		answer(fd, board->made ? 200 : 500, board->made ? text : none);
	else
		answer(fd, 200, list);
	free(list);
	free(text);
	return true;
}

/* One whole request, if it is there; false ends the line. */
static bool take(int fd, struct line *line)
{
	char *end, *length;
	size_t body;

	line->in[line->n] = '\0';
	end = strstr(line->in, "\r\n\r\n");
	if (!end)
		return line->n + 1 < sizeof(line->in);
	length = strcasestr(line->in, "Content-Length:");
	body = length ? strtoul(length + 15, NULL, 10) : 0;
	if (strlen(end + 4) < body)
		return true;
	line->n = 0;
	return has_prefix(line->in, "POST") ? answer_post(fd, end + 4) : answer_get(fd, line->in);
}

static bool feed(int fd, struct line *line)
{
	ssize_t n = recv(fd, line->in + line->n, sizeof(line->in) - line->n - 1, 0);

	if (n <= 0)
		return false;
	line->n += (size_t)n;
	return take(fd, line);
}

void serve(int listener)
{
	struct pollfd fds[LINES] = { { .fd = listener, .events = POLLIN } };
	struct line *lines = xcalloc(LINES, sizeof(*lines));
	int n = 1;

	for (;;) {
		if (poll(fds, (nfds_t)n, -1) < 0)
			_exit(1);
		for (int i = n - 1; i > 0; i--) {
			if (!fds[i].revents || feed(fds[i].fd, &lines[i]))
				continue;
			close(fds[i].fd);
			fds[i] = fds[--n];
			lines[i] = lines[n];
		}
		if (fds[0].revents && n < LINES) {
			lines[n].n = 0;
			fds[n++] = (struct pollfd){ .fd = accept(listener, NULL, NULL),
						    .events = POLLIN };
		}
	}
}
