#ifndef SCREENS_INSPECTOR_H
#define SCREENS_INSPECTOR_H

/* Shared by the inspector's two files. */

#include "screens/call_saving.h"
#include "screens/show.h"
#include "tui/list.h"

enum { INSPECTOR_ROWS = 100 };		/* hot id of the first row */

struct inspector_state {
	struct screen screen;
	struct call_rows rows;
	struct list list;
	struct exchange_arg focus;	/* the call that has it, wherever it moved */
	struct exchange_arg marked;	/* to be compared with; zeroed: none */
	bool follow;			/* stand on the newest */
	bool ticking, looking;		/* a deadline for it is ahead */
	long drawn_at;			/* while looking: when what was found was last shown */
	struct input find;
	bool finding;			/* the search line has the focus */
	int since;			/* which of the spans */
	struct saving saving;		/* of all rows into one archive */
};

/* Words of what is filtered by, joined; the caller frees. */
char *inspector_words(const struct inspector_state *);

void inspector_draw(struct screen *, struct canvas *);

#endif
