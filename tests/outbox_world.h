#ifndef TESTS_OUTBOX_WORLD_H
#define TESTS_OUTBOX_WORLD_H

/* A console's outbox with its store, and a service of a few lines that can
 * misbehave at will, in one loop on loopback. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sys/types.h>

#include "api/outbox.h"
#include "api/store_seal.h"

/* How the service takes a POST. */
enum manner {
	M_GOOD, M_CUT_AFTER, M_CUT_BEFORE, M_SILENT, M_REFUSED, M_PAGE_401, M_OTHER_ID, M_NO_ID,
	M_USED, M_NO_CODE, M_500, M_OTHER_AMOUNT, M_FOREIGN_LINK
};

struct server {
	struct loop *loop;
	int fd, port;
	enum manner manner;
	int posts;			/* bodies that arrived whole */
	char id[40];			/* of the ask it knows; "" none */
	char status[24];
	bool only_listed;		/* the detail is not there yet, the list is */
	bool broken_looks;		/* status and detail fail; the list can be read */
	bool no_status;			/* the key may not read the status */
	pid_t kill_at_post;		/* this process dies before it hears an answer */
	struct peer *peers;
};

/* What is inside a console. */
struct inside {
	struct loop *loop;
	struct journal *journal;
	struct http *http;
	struct store *store;
	struct outbox *box;
	enum ask_state told[32];	/* what changed said, in order */
	int n_told;
	enum ask_state die_at;		/* a child ends here; ASK_DRAFT: nowhere */
};

struct world {
	char dir[64], path[96];
	struct loop *loop;
	struct server server;
	struct inside side;
	bool locked;			/* a console that is opened finds the records locked */
};

void service_open(struct server *, struct loop *);
void service_close(struct server *);

void inside_open(struct inside *, const struct world *, struct loop *);
/* The same, over another line than to the service of the world. */
void inside_open_by(struct inside *, const struct world *, struct loop *,
		    const struct http_conf *);
void inside_close(struct inside *);

/* Set-up and tear-down of a test. */
int world_open(void **state);
int world_close(void **state);

struct ask draft(void);
struct ask confirmed(struct inside *);
struct ask row(struct inside *, const char *id);

/* Turn the loop until the ask is in this state; the row then. */
struct ask reaches(struct inside *, const char *id, enum ask_state);

/* Look at once, and wait until that is done. */
void looked(struct inside *, const char *id);

/* Confirm, send, and wait for this state. */
struct ask sent(struct world *, enum ask_state);

/* Its log has a line with these words. */
void logged(struct inside *, const char *id, const char *what);

#endif
