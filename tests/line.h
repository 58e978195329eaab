#ifndef TESTS_LINE_H
#define TESTS_LINE_H

/* A line to the hostile server: what it answers by which path stands in line.c. */

#include "api/http.h"
#include "api/loop.h"
#include "tests/hostile.h"

#define LINE_KEY "sk_test_never_shown_0123456789"

extern const struct hostile_answer line_answers[];

struct line {
	struct hostile server;
	struct journal *journal;
	struct http *http;
	struct loop *loop;
};

/* What came back, as far as it outlives the reply. */
struct got {
	int times;
	struct reply reply;
	char *name;
	bool agree;
	int asked;
};

int line_languages(void **state);		/* group set-up */

/* A server and a line of its own for each test, so that nobody counts another's
 * requests.  base NULL: the server. */
void line_begin_at(struct line *, const char *base, struct http_conf conf);
void line_begin(struct line *);
void line_end(struct line *);

/* An operation that reads, and one that changes something. */
struct op line_read(const char *path);
struct op line_write(const char *path);

void line_reply(void *owner, const struct op *, const struct reply *);
void line_ask(struct line *, const struct op *, struct got *);
void line_ask_once(struct line *, const struct op *, struct got *);
void line_settle(struct line *);

#endif
