#ifndef TESTS_SIM_H
#define TESTS_SIM_H

/* A simulator around the real outbox: its store, its network, its clock and
 * the agents are played, so that days of bad luck pass in a millisecond, and
 * the same seed is always the same story. */

#include "api/outbox.h"

enum { CONSOLES = 2, ROWS = 24, EVENTS = 256, CALLS = 64 };

/* Rules that can be broken on purpose, to see that somebody notices. */
enum broken {
	UNBROKEN, BROKEN_RESEND, BROKEN_HANDED_LATE, BROKEN_CAS, BROKEN_TWINS, BROKEN_ABSENT,
	BROKEN_REFUSAL, BROKEN_AMOUNT, BROKEN_RECOVERY,
	BROKEN_SILENCE, BROKEN_RIVALS,	/* of ACH alone */
	BROKEN_RULES
};

struct console {
	struct outbox *box;		/* NULL: it does not run */
	struct store *store;
	int pid;
	int fuse;			/* steps until it is killed; 0: it is not */
	bool told;			/* an answer told it the service's clock */
	bool dead;			/* killed: nothing it still does has any effect */
	char unwritten[37];		/* with BROKEN_HANDED_LATE: what is not on disk yet */
};

/* What the service keeps of an ask. */
struct operation {
	char id[37];
	int64_t minor;
	int64_t born_at;
	int64_t told_at, listed_at;	/* when the detail and the list know it */
	int posts;			/* bodies that arrived, with or without success */
	bool exists;
	bool spoilt;			/* the service told something else about it */
	const struct op *op;		/* by which it was made */
	char key[24];			/* phone or account, of what is known by it */
};

struct call {
	bool used, once, handed, over;	/* over: nobody waits for it any more */
	int pid;			/* of the console that made it */
	int console;
	const struct op *op;
	json_t *args;
	handing_fn *handing;
	reply_fn *done;
	void *owner;
	char id[37];			/* of the row, of what is sent once */
};

enum event_kind {
	AT_TIMER, AT_CONNECT, AT_ARRIVE, AT_ANSWER, AT_CUT, AT_AGENT, AT_START, AT_JUMP, AT_OUTAGE
};

struct event {
	enum event_kind kind;
	int64_t at;
	long order;			/* of two at one time */
	int pid, console;
	loop_fn *fn;
	void *owner;
	int call;
	int status;			/* of an answer; 0: none */
	int64_t made;			/* AT_ARRIVE: how it is carried out */
};

struct sim {
	uint64_t seed, dice;
	enum broken broken;
	bool ach, keyed;		/* of deposits and withdrawals, or of registrations and
					 * accounts; else of asks */
	char salt[80];			/* of the natural keys: one for all consoles */
	int n_foreign;			/* ACH made elsewhere: the last of ops */
	int64_t now, skew;		/* true time; what this computer's clock adds */
	bool outage;			/* nobody gets a word out of the service */
	bool calm;			/* nothing goes wrong any more */
	struct console consoles[CONSOLES];
	int who;			/* whose code is running */
	int pids;
	struct ask rows[ROWS], before[ROWS];	/* before: as it was until somebody … */
	int writer[ROWS];		/* … of this console wrote it last */
	int n_rows;
	struct operation ops[ROWS];
	int n_ops;
	struct call calls[CALLS];
	struct event events[EVENTS];
	int n_events;
	long order, ids;
	int asks_left;
	long steps, posts, kills, unknown, absent, alarms;	/* for the table */
	char violation[200];		/* "" while all is well */
};

extern struct sim *sim;		/* the story now told: what is played has no other way to know */

/* sim_clock.c */
uint32_t roll(uint32_t n);			/* 0 .. n-1 */
bool chance(int percent);			/* never when all is calm */
struct event *later(enum event_kind, int64_t ms);
void run_until(int64_t end);
void forget_console(int console);		/* its timers and calls */
void violate(const char *fmt, ...) PRINTF_LIKE(1, 2);
struct console *step_of(const void *fake);	/* counts a step; the console that makes it */

/* sim_store.c; or whatever plays the disk instead */
struct store *store_for(struct console *);
void store_gone(struct console *);
bool rows_known(void);			/* the disk can be read just now */
void rows_read(void);			/* sim->rows is what is on disk now */
struct ask *row_of(const char *id);

/* sim_service.c */
struct operation *operation_of(const char *id, bool make);
void call_connects(struct event *);
void call_arrives(struct event *);
void call_ends(struct event *);

/* sim_ach.c: what is different where nothing of ours comes back */
bool ach_confirm(struct console *, struct ask *);
void ach_draft(struct ask *);
void ach_arrives(const struct operation *);
bool ach_person_decides(struct console *, const struct ask *);
void ach_decide_all(struct console *);
json_t *ach_answer(int status);
json_t *ach_history(void);
void ach_watch(const struct ask *before, const struct ask *after);
void ach_check_end(void);

/* sim_keyed.c: what is known by a natural key */
bool keyed_confirm(struct console *, struct ask *);
void keyed_draft(struct ask *);
bool keyed_arrives(const struct call *, struct operation *);	/* is the key still free? */
json_t *keyed_answer(const struct call *, int status);
json_t *keyed_look(const struct call *, int *status);
void keyed_check_end(void);

/* sim_agent.c */
void agent_acts(void);
void console_starts(int console);
void console_ends(int console);
void check_end(void);

#endif
