#ifndef SCREENS_CALL_SAVING_H
#define SCREENS_CALL_SAVING_H

/* All calls of a list into one HTTP archive, a few at a time. */

#include "screens/call_rows.h"

struct har;

struct saving {
	struct har *har;		/* NULL: not under way */
	char *path;
	struct exchange_arg *calls;
	int n, at, saved;
};

/* Note those that are listed now.  False, with a note that says why, when no file
 * can be made. */
bool saving_begin(struct saving *, struct app *, const struct call_rows *);

/* Save for a few milliseconds; false when it was the last of them, which is noted. */
bool saving_step(struct saving *, struct app *);

/* Nothing is left of what was not finished. */
void saving_stop(struct saving *);

#endif
