#ifndef SCREENS_SWITCHBOARD_H
#define SCREENS_SWITCHBOARD_H

/* The faults of the sandbox that this profile talks to: those of the one inside
 * this program directly, those of another program's by asking it. */

#include "api/faults.h"

struct app;
struct screen_ops;

struct switchboard {
	struct fault_list far;		/* of another program's, as it last told them */
	struct app *app;		/* while it is being asked */
	bool asking;
	struct err err;			/* why it does not tell; kind ERR_NONE: it does */
};

void switchboard_release(struct app *);

/* What is on; empty where there is no sandbox.  Borrowed until the loop turns. */
const struct fault_list *faults_of(const struct app *);

/* Translated: why nothing can be switched here, or NULL. */
const char *switchboard_why_not(const struct app *);

/* Ask another program's sandbox again; nothing to do for the one inside. */
void switchboard_look(struct app *);
void switchboard_follow(struct app *);	/* a call ended: only if one could have struck it */

void switchboard_on(struct app *, const struct fault *);
void switchboard_off(struct app *, unsigned id);
void switchboard_clear(struct app *);

/* "2 more · 10 % · 3000 ms": how often a fault strikes and what it takes; the
 * caller frees. */
char *fault_how(const struct fault *);

/* The form in which a fault is set; it takes the place of the one with its id. */
struct fault_arg {
	struct fault fault;
};
extern const struct screen_ops fault_screen;

#endif
