#ifndef SCREENS_SHEET_H
#define SCREENS_SHEET_H

/* A few fields over the screen that asks for them, below words that are read first:
 * what will be done, and what of it is final. */

#include "screens/show.h"

struct sheet_arg {
	const char *title, *text;	/* translated; copied.  text may be "" */
	const struct field *fields;	/* borrowed for good */
	const char *const *only;	/* as form_init() takes it */
	const json_t *prefill;		/* borrowed until it is open */
	/* When confirmed and all fits: what was typed, borrowed.  below is on top again. */
	void (*run)(struct screen *below, const json_t *record);
};

extern const struct screen_ops sheet_screen;

/* A record without what was left empty; new. */
json_t *record_given(const json_t *record);

#endif
