#ifndef TUI_TEXT_H
#define TUI_TEXT_H

/* A longer text one can scroll and search. */

#include "tui/term.h"

struct text {
	char **lines;
	int n, top, rows;
	char find[64];
	int hit;		/* line of the last hit, -1 */
};

/* Lines of s, wrapped to w columns when w > 0; s is copied. */
void text_init(struct text *, const char *s, int w);
void text_release(struct text *);
bool text_key(struct text *, tui_key);	/* arrows, Page, Home, End, Space; n and N search on */
void text_draw(struct text *, struct canvas *);

/* The next line that has what, whatever its case, from the last hit or what is
 * shown on, around the end; the view follows.  False: not there. */
bool text_search(struct text *, const char *what, bool backwards);

#endif
