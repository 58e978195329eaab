#ifndef TUI_WIRE_H
#define TUI_WIRE_H

/* What goes to the terminal, a frame in one write. */

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "tui/theme.h"

/* curses writes at nearly every cursor movement.  While a frame is made its
 * descriptor stands for a file in memory; what gathered there goes out at once. */
struct wire {
	int tty;		/* the terminal, opened once more: that writing to it does not
				   block is nobody else's affair */
	int plain;		/* the terminal as it was handed to us */
	int sink;		/* the file in memory */
	int curses;		/* the descriptor that curses writes to */
	bool ground;		/* the terminal has ink and paper of ours */
	volatile sig_atomic_t hurry;	/* set by a signal: nobody waits for the far end now */
};

/* Copies of the terminal at fd; false when that fails, with -1 in what is not open. */
bool wire_open(struct wire *, int fd);
void wire_close(struct wire *);

void wire_begin(struct wire *);
void wire_end(struct wire *);

/* All of it, waiting while the terminal is busy.  In a hurry what a far end did
 * not take is thrown away instead, so that this still goes out when it reads on.
 * Async-signal-safe. */
void wire_send(const struct wire *, const char *bytes, size_t n);

/* OSC 52: put text on the clipboard. */
void wire_copy(const struct wire *, const char *text);

/* OSC 10 and 11: the colours that text and screen have where nothing else is
 * said.  NULL gives the terminal its own again (OSC 110 and 111) if it has ours,
 * and is async-signal-safe. */
void wire_ground(struct wire *, const struct ground *);

#endif
