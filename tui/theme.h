#ifndef TUI_THEME_H
#define TUI_THEME_H

/* How each style looks: one table per theme. */

#include "tui/canvas.h"

enum theme { THEME_DARK, THEME_LIGHT, THEME_CONTRAST, THEME_MONO, THEME_COUNT };

enum { LOOK_BOLD = 1, LOOK_DIM = 2, LOOK_REVERSE = 4, LOOK_UNDERLINE = 8 };

struct look {
	short fg, bg;		/* of 256 colours; -1: the terminal's own */
	short fg8, bg8;		/* the same where only 8 are there */
	unsigned flags;
};

const struct look *theme_look(enum theme, enum style);

/* Ink and paper that the terminal must be given for a theme to be legible, as
 * OSC 10 and 11 want them; NULL when its own do as far as COLORFGBG says. */
struct ground {
	const char *ink, *paper;	/* "#202124" */
};
const struct ground *theme_ground(enum theme);
const char *theme_name(enum theme);			/* "dark" */
bool theme_from_name(const char *, enum theme *);	/* "auto" picks by COLORFGBG and NO_COLOR */

#endif
