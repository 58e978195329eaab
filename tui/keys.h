#ifndef TUI_KEYS_H
#define TUI_KEYS_H

/* From the bytes of a keyboard, one by one, to keys. */

#include "tui/term.h"

/* Zeroed at first. */
struct keys {
	bool pasting;
	bool newline;		/* a pasted line's end waits for what follows it */
	mbstate_t decode;	/* the beginning of a character whose rest is to come */
};

void keys_paste(struct keys *, bool on);

/* The key that a byte completes; K_NONE when there is none yet or it is
 * dropped, as is what is not UTF-8. */
tui_key keys_byte(struct keys *, unsigned char byte);

/* Did a pasted line end before the key just given?  Asking forgets it. */
bool keys_newline(struct keys *);

#endif
