#ifndef TUI_LIST_H
#define TUI_LIST_H

/* Where one stands in a list of n rows, and which of them show. */

#include "tui/term.h"

struct list {
	int n, at, top;
	int rows;		/* rows that fit; set by drawing */
};

void list_set(struct list *, int n);		/* keeps at within bounds */
bool list_key(struct list *, tui_key);		/* arrows, Page, Home, End; false when not for it */

typedef void list_row_fn(const void *ctx, int i, struct canvas *row);

/* Lay the focus on a row that was drawn. */
void list_bar(struct canvas *row);

/* Draw the rows that fit, the focused one on STYLE_FOCUS ground when focus: all
 * of a narrow row, of a wide one its first columns up to a gap (it starts with
 * what names the row).  Each row is hot with id hot_base + i; a mark at the
 * right edge tells that there is more. */
void list_draw(struct list *, struct canvas *, bool focus, int hot_base, list_row_fn *,
		const void *ctx);

#endif
