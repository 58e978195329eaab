#ifndef TESTS_HOSTILE_H
#define TESTS_HOSTILE_H

/* A server on loopback that behaves badly on purpose, in a process of its own.
 * The path of a request says what it does. */

#include <stddef.h>

struct hostile_answer {
	const char *path;
	const char *bytes;		/* sent as they are, then the connection is closed */
};

/* What arrived; shared with the server's processes. */
struct hostile_seen {
	int requests;			/* heads that arrived whole */
	int bodies;			/* of those, whose body arrived whole */
	size_t body_bytes;
	int connections;
	char head[2048];		/* the last one */
};

struct hostile {
	int port, pid;
	struct hostile_seen *seen;
};

/* answers ends with path NULL.  Beyond it:
 * /reset closes without an answer, /stall never answers, /large sends 3 MB,
 * /kept answers {"name":"Ana"} once and keeps the connection, /kept then closes
 * it at the next request; all but /kept close after one request. */
struct hostile hostile_start(const struct hostile_answer *answers);
void hostile_stop(struct hostile *);

#endif
