#ifndef SCREENS_CAPTURE_CHILD_H
#define SCREENS_CAPTURE_CHILD_H

/* Shared by the files of the process into which a card is typed, and by nobody else. */

#include "api/http.h"
#include "api/sandbox.h"
#include "screens/form.h"
#include "tui/typed.h"

#define CARD_NUMBER "CardNumber"		/* key of the field */

enum { CAPTURE_FIELDS = 12 };

struct child {
	struct loop *loop;
	struct http *http;
	struct journal *journal;
	struct sandbox *vault;		/* in place of one inside the other process, or NULL */
	char *url;			/* of the vault as the other process knows it */
	struct typed typed;
	struct field fields[CAPTURE_FIELDS + 1];
	bool vaulted[CAPTURE_FIELDS];		/* goes to the vault */
	struct form form;
	long idle_ms;
	bool plain;			/* nobody draws */
	bool strict;			/* no card without locked memory */
	bool locked, reading, deaf, sending, ended;
	bool astray;			/* a card number is being typed into another field */
};

/* Tell how the form looks.  why: after a key was "typed", or because the form was found
 * "unfit"; or NULL. */
void child_show(struct child *, const char *why);

/* Say anything else; false when something was said in its place, because the card's
 * number was in it. */
bool child_say(struct child *, json_t *taken);

/* Find out where the vault is. */
void child_open_line(struct child *, const json_t *begin);

/* Check the form and send number and code to the vault. */
void child_send(struct child *);

/* Ask for all fields on the terminal itself; false when somebody gave up.  And give the
 * terminal back, also for a signal handler. */
bool child_ask(struct child *);
void child_unquiet(void);

#endif
