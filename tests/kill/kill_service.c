/* The service: a few lines, in a process of its own that outlives them all. */

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "tests/kill/kill.h"

enum { LINES = 64 };

struct line {
	char in[8192];
	size_t n;
};

static void answer(int fd, int status, const char *body)
{
	time_t now = time(NULL) + board->skipped / 1000;
	char date[40], *text;
	struct tm tm;

	strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&now, &tm));
	text = xasprintf("HTTP/1.1 %d X\r\nContent-Type: application/json\r\nDate: %s\r\n"
			 "Content-Length: %zu\r\n\r\n%s", status, date, strlen(body), body);

	if (send(fd, text, strlen(text), MSG_NOSIGNAL) < 0)
		shutdown(fd, SHUT_RDWR);
	free(text);
}

/* False: the line breaks here. */
static bool answer_post(int fd, const char *body)
{
	json_t *json = json_loads(body, 0, NULL);
	enum outcome outcome = board->outcome;
	char *text = board->subject->made(json);

	board->posts++;
	if (outcome == CARRIED_ANSWERED || outcome == CARRIED_UNANSWERED ||
	    outcome == FAILED_CARRIED)
		board->made = true;
	if (outcome == CARRIED_LATE)
		board->looks_until_made = 7;
	if (outcome == CARRIED_ANSWERED)
		answer(fd, 200, text);
	else if (outcome == FAILED_CARRIED || outcome == FAILED_NOT_CARRIED)
		answer(fd, 500, board->subject->failed);
	free(text);
	json_decref(json);
	return outcome == CARRIED_ANSWERED || outcome == FAILED_CARRIED ||
	       outcome == FAILED_NOT_CARRIED;
}

static bool answer_look(int fd, const char *head)
{
	int status = 200;
	char *text;

	if (board->looks_until_made && --board->looks_until_made == 0)
		board->made = true;
	text = board->subject->found(head, &status);
	answer(fd, status, text);
	free(text);
	return true;
}

static bool is_look(const char *head)
{
	const char *look = board->subject->look;
	size_t line = strcspn(head, "\r\n");

	return !has_prefix(head, "POST") || (look && memmem(head, line, look, strlen(look)));
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
	return is_look(line->in) ? answer_look(fd, line->in) : answer_post(fd, end + 4);
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
