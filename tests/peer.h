#ifndef TESTS_PEER_H
#define TESTS_PEER_H

/* A sandbox and a bare socket client in one thread: the client turns the
 * sandbox's loop while it waits. */

#include <jansson.h>

#include "api/sandbox_own.h"

struct peer {
	struct loop *loop;
	struct sandbox *sandbox;
	int port;			/* of another server; 0: the sandbox's */
};

struct got {
	int status;			/* 0: no answer came */
	char *head;			/* status line and headers */
	char *body;
	size_t len;
	long announced;			/* Content-Length; -1 without */
	bool closed, reset;		/* how the line ended, if it did */
};

void peer_open(struct peer *, const struct sandbox_conf *);
void peer_close(struct peer *);

int peer_connect(struct peer *);
void peer_send(struct peer *, int fd, const char *bytes, size_t len);

/* Wait for one whole answer, or for the end of the line. */
struct got peer_read(struct peer *, int fd);
void got_release(struct got *);

/* One request on a line of its own.  key NULL: none; body NULL: none. */
struct got peer_ask(struct peer *, const char *request_line, const char *key, const char *body);

/* The same with the key that may do all, as JSON; new reference. */
json_t *peer_json(struct peer *, int status, const char *request_line, const char *body);

char *peer_request(const char *request_line, const char *key, const char *body);

#endif
