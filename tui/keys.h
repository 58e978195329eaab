#ifndef TUI_KEYS_H
#define TUI_KEYS_H

/* From the bytes of a keyboard to keys. */

#include "tui/term.h"

/* What terminals send whatever their description says; ends with bytes NULL. */
struct key_sequence {
	const char *bytes;
	tui_key key;
};

extern const struct key_sequence key_sequences[];

/* How far the reading of single bytes has got; zeroed at first. */
struct keys {
	bool pasting;
	bool line_ended;	/* a pasted line's end waits for what follows it */
	mbstate_t decode;	/* the beginning of a character whose rest is to come */
};

void keys_paste(struct keys *, bool on);

/* The key that a byte completes; K_NONE when there is none yet or it is
 * dropped, as is what is not UTF-8. */
tui_key keys_byte(struct keys *, unsigned char byte);

/* Did a pasted line end before the key just given?  Asking forgets it. */
bool keys_line_ended(struct keys *);

#endif
