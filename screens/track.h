#ifndef SCREENS_TRACK_H
#define SCREENS_TRACK_H

/* One ask being followed: its state (track.c) and its picture (track_draw.c). */

#include "screens/show.h"
#include "tui/qr.h"

struct track_state {
	struct screen screen;
	struct ask ask;
	bool found;			/* it stands in the store */
	struct ask_event events[40];	/* oldest first */
	int n_events;
	struct qr qr;			/* of the payer's link; dark NULL: none */
	bool big, ticking;
	bool looking;			/* F5: the answer is still to come */
	long held_until;		/* now_ms until which the sending key may still be down */
};

void track_draw(struct screen *, struct canvas *);

/* Confirmed, and still here after the moment that sending takes. */
bool track_waits(const struct ask *);

/* "1,734.56 MXN   María Núñez asks Hugo Tru"; the caller frees. */
char *track_line(const struct ask *);

#endif
