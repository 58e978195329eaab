#ifndef TESTS_KILL_H
#define TESTS_KILL_H

/* An ask on its real way (store, network library, disk) in a process that is
 * killed at one point of it, and what the next start makes of that. */

#include <sys/types.h>

#include "api/outbox.h"

/* How the service takes the request. */
enum outcome {
	CARRIED_ANSWERED, CARRIED_UNANSWERED, NOT_CARRIED, CARRIED_LATE, FAILED_NOT_CARRIED,
	FAILED_CARRIED, SERVICE_WAYS
};

enum { POINTS = 400, NAME = 48 };

struct console;
struct subject;

/* What all processes of the test see. */
struct board {
	enum outcome outcome;
	const struct subject *subject;
	int64_t skipped;		/* ms by which a console's clock is ahead at most */
	int64_t made_at;		/* seconds since 1970, by that clock */
	char amount[24];		/* as it arrived */
	int port;
	int looks_until_made;		/* of CARRIED_LATE: it comes to be after so many looks */
	char id[37];			/* of the ask that arrived */
	int posts;			/* bodies that arrived whole */
	bool made;
	int n_points;			/* passed in the present run */
	int fuse;			/* the point at which to be killed; 0: none */
	bool calls;			/* system calls are the points, else the named steps */
	char names[POINTS][NAME];
};

extern struct board *board;

/* A point of the way, in a console's process: here it may be killed. */
void point(const char *name, const char *of);
void points_on(bool on);

/* Memory that all processes see. */
void *shared(size_t size);

/* Virtual time of this process: idle hours pass at once. */
void skip_time(long ms);

/* ---- a console without a screen ---- */

struct console {
	bool told;			/* something was written since the row was read */
	int patience;			/* turns that console_drive() makes at most */
	struct loop *loop;
	struct journal *journal;
	struct http *http;
	struct store *store;
	struct outbox *box;
};

bool console_open(struct console *, const char *db, struct err *);
void console_close(struct console *);
struct ask console_draft(unsigned seed);

/* ---- what is carried, and how the service speaks of it ---- */

struct subject {
	const char *name;		/* of its figures */
	unsigned seeds;			/* of a hundred that are asked for */
	int looks;			/* until nothing more will be found */
	bool blurred;			/* what is not there stays unknown: a person decides */
	bool (*confirm)(struct console *, unsigned seed, char id[static 37]);
	char *(*made)(const json_t *request);	/* the answer to the request; caller frees */
	char *(*found)(const char *head, int *status);	/* to a look, by its request line */
	const char *look;		/* in the path of a look that is a POST; NULL: none is */
	const char *failed;		/* body of its 500 */
};
extern const struct subject subject_ask, subject_deposit, subject_withdrawal,
	subject_registration, subject_account;

/* Turn until it is settled or has been looked for so often; hours without an
 * answer pass at once.  late: what is absent is watched until it shows up. */
enum ask_state console_drive(struct console *, const char *id, bool late, int looks);
bool is_settled(enum ask_state);

/* The next start: what is not sent is sent by the agent, the rest finds itself.
 * Ends with the ask's state, or with one of these. */
enum { NO_ROW = 100, STUCK = 101, BROKEN = 102 };
_Noreturn void console_recover(const char *db);

/* ---- its place ---- */

struct place {
	char dir[64], db[96], empty[96];
};

void place_make(struct place *);
void place_fresh(const struct place *);		/* as it was made; the board too */
void place_remove(const struct place *);

int status_of(pid_t pid);			/* waits for it */
int service_listen(void);

/* Serve until killed; never returns. */
_Noreturn void serve(int listener);

#endif
