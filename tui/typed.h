#ifndef TUI_TYPED_H
#define TUI_TYPED_H

/* Keys of a terminal that somebody else has opened and draws on: from the bytes that
 * it sends, without curses.  Reads no byte more than the keys it gives. */

#include "tui/keys.h"

struct typed {
	int fd;
	char bytes[64];			/* read, not yet a key; wiped as they are used */
	int n;
	struct keys keys;
	tui_key held;			/* what followed a pasted line's end */
	struct mouse mouse;		/* of the last K_MOUSE */
	long click_ms;
	bool gone;			/* the terminal is */
};

/* The next key already typed, as term_key() gives it; false when there is none. */
bool typed_key(struct typed *, tui_key *);

/* Whether the line of keys is inside of a paste. */
bool typed_pasting(const struct typed *);

#endif
