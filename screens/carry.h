#ifndef SCREENS_CARRY_H
#define SCREENS_CARRY_H

/* A registration or a payout method on its way to the service: what is known of
 * it, and what to do and not to do meanwhile. */

#include "screens/show.h"

/* Its argument is a struct track_arg. */
extern const struct screen_ops carry_screen;

/* What a screen that waits for one is to do about its row. */
enum carried {
	CARRIED_WAIT,		/* it is being sent, or looked up for the first time */
	CARRIED_ASK,		/* a person should know, also that the disk takes nothing:
				 * carry_screen shows it */
	CARRIED_THERE,		/* it is there */
	CARRIED_REFUSED,	/* the service said no: carried_refusal() */
	CARRIED_GONE,		/* it was closed, or was not sent */
};
enum carried carried_is(const struct app *, const struct ask *);

/* The refusal as an error, with the field it speaks of; the row counts as seen. */
void carried_refusal(struct app *, const struct ask *, struct err *);

/* Confirm an operation under this fact of the journey, which is saved first: a
 * next start finds the row, not a second one.  Sent after the next frame. */
bool carried_begin(struct app *, const char *fact, const struct op *, const json_t *args,
		   struct ask *ask, struct err *);

/* The row under a fact of the journey; false when there is none. */
bool carried_get(const struct app *, const char *fact, struct ask *);

/* Show it on top of this screen, once nothing else lies there. */
void carried_show(struct screen *, const struct ask *);

#endif
