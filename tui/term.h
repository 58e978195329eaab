#ifndef TUI_TERM_H
#define TUI_TERM_H

/* The terminal: the only part that includes curses. */

#include "tui/canvas.h"
#include "tui/theme.h"

enum key_code {
	KEYS_BASE = 0x110000,	/* above any character */
	K_UP, K_DOWN, K_LEFT, K_RIGHT, K_HOME, K_END, K_PAGE_UP, K_PAGE_DOWN, K_BACK, K_DELETE,
	K_INSERT, K_ENTER, K_ESC, K_TAB, K_BACKTAB, K_WORD_LEFT, K_WORD_RIGHT,
	K_F1, K_F2, K_F3, K_F4, K_F5, K_F6, K_F7, K_F8, K_F9, K_F10, K_F11, K_F12,
	K_MOUSE, K_PASTE_BEGIN, K_PASTE_END, K_NONE
};

#define K_CTRL(c) ((tui_key)(c) & 0x1f)

typedef unsigned int tui_key;	/* a character, or one of the above */

struct mouse {
	int x, y;
	enum { MOUSE_CLICK, MOUSE_DOUBLE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN } what;
};

/* There is one terminal, so its state lives in term.c.  Signals stay as they
 * are: whoever runs the loop handles SIGWINCH, SIGTSTP and those that end. */

/* False when the terminal cannot be driven; *why says what to do (static). */
bool term_open(const char **why);
void term_close(void);			/* gives the terminal back as it was; may be called twice */

/* The same for a signal handler after a crash: only write() and tcsetattr(). */
void term_rescue(void);
/* For a signal handler as well: the program is about to end, and waits no longer
 * for a far end that reads nothing. */
void term_hurry(void);
void term_look(enum theme, bool mouse);	/* may be called again while running */
void term_size(int *w, int *h);

/* Show a frame: what differs from the last one, in one write. */
void term_show(const struct grid *);
void term_redraw(void);			/* forget what the terminal shows (Ctrl-L) */

/* The next key already typed; false when there is none.  Call until false:
 * curses may hold keys that poll() no longer announces.  Alt and a letter is
 * K_ESC, then the letter.  Between K_PASTE_BEGIN and K_PASTE_END come only
 * characters, with '\n' for a line's end (never K_ENTER); a last one is
 * dropped.  Outside of a paste '\n' does not occur. */
bool term_key(tui_key *);
struct mouse term_mouse(void);		/* of the last K_MOUSE */

void term_resize(void);			/* take over the size the terminal has now */
int term_fd(void);			/* where keys come from */
void term_suspend(void);		/* Ctrl-Z: give the terminal back, stop, come back */

/* Put text on the person's clipboard (OSC 52), where the terminal lets us. */
void term_copy(const char *text);

#endif
