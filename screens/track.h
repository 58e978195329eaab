#ifndef SCREENS_TRACK_H
#define SCREENS_TRACK_H

/* One ask being followed: its state (track.c) and its picture (track_draw.c). */

#include "screens/ask_parts.h"
#include "tui/qr.h"

struct track_state {
	struct screen screen;
	struct ask_view view;
	bool found;			/* it stands in the store */
	struct qr qr;			/* of the payer's link; dark NULL: none */
	bool big, ticking;
	bool cancelling;		/* asked of the service; its answer is to come */
	long held_until;		/* now_ms until which the sending key may still be down */
};

/* Taking the ask back at the service: after a question, and never by changing its
 * state here; the look that follows does (track_cancel.c). */
void track_cancel(struct screen *);
const char *track_why_not_cancel(const struct screen *);

void track_draw(struct screen *, struct canvas *);

/* "1,734.56 MXN   María Núñez asks Hugo Tru"; the caller frees. */
char *track_line(const struct ask *);

#endif
