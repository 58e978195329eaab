#ifndef TESTS_FAULTY_H
#define TESTS_FAULTY_H

/* A service on loopback, in a process of its own, that misbehaves in one way at
 * a POST and answers every GET with an error that says nothing. */

#include <stdbool.h>
#include <sys/types.h>

#include "tests/papers.h"

enum tls {
	TLS_NOT, TLS_GOOD, TLS_SELF, TLS_STRANGER, TLS_FORGED, TLS_EXPIRED, TLS_NOT_YET,
	TLS_OTHER_NAME, TLS_OTHER_ADDRESS,
	TLS_PLAIN,			/* it speaks no TLS */
	TLS_OLD,			/* 1.1 at most */
	TLS_ASKS_12, TLS_ASKS_13,	/* it asks for a client's certificate */
	TLS_CLOSED, TLS_RESET, TLS_GARBAGE	/* in the handshake */
};

/* How far it reads, before it says something and ends. */
enum reads { READS_ALL, READS_SOME, READS_HEAD, READS_LINE, READS_NOTHING };

enum ends {
	ENDS, ENDS_RESET,
	ENDS_BARE,		/* without TLS's farewell */
	HOLDS,			/* stays silent until the client hangs up */
	DRIPS,			/* says it byte by byte, then holds */
	FLOODS,			/* says it a thousand times, then holds */
	REFUSES			/* no connection at all */
};

struct kind {
	const char *name;
	enum tls tls;
	enum reads reads;
	/* NULL: nothing.  {ID}: the ask's, {GOOD}: all that is right, {LEN}: its length, {BIG}:
	 * 3 MB, {DEEP}: deep, {NUL}: a zero byte. */
	const char *says;
	enum ends ends;
	unsigned lands;		/* states that it may come to, 1 << enum ask_state */
	int posts;		/* whole bodies that arrive */
	bool kept;		/* a GET leaves a kept connection behind, first */
	bool localhost;		/* called by this name */
};

extern const struct kind fault_kinds[];		/* ends with name NULL */
extern const struct kind ach_kinds[];		/* what an ACH alone can meet with */

/* What arrived; shared with its process. */
struct seen {
	int connections;
	int began;			/* POSTs of which a byte arrived */
	int bodies;			/* … and all of them */
	long bytes;			/* of requests, deciphered */
};

struct faulty {
	const struct kind *kind;
	SSL_CTX *tls;
	int port, pid, stop;		/* stop: our end of a pipe */
	struct seen *seen;
};

void faulty_start(struct faulty *, const struct kind *, const struct papers *);

/* It has served every connection that was made before, and tells what it saw. */
struct seen faulty_stop(struct faulty *);

#endif
