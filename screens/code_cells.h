#ifndef SCREENS_CODE_CELLS_H
#define SCREENS_CODE_CELLS_H

/* A code of six digits, one cell each.  It is text from the first to the last
 * digit: leading zeros count. */

#include "screens/app.h"

#define CODE_DIGITS 6

struct code_cells {
	char digits[CODE_DIGITS];	/* 0: empty */
	int at;				/* cell with the cursor; CODE_DIGITS: behind the last */
	unsigned paste;			/* the last one that digits came from; 0: none */
};

/* First look at a key; false when it is not for the cells.  A digit fills its cell
 * and goes on, Backspace takes back.  paste is 0 or the number of the paste that the
 * key is of: each begins anew and only its digits count. */
bool code_cells_key(struct code_cells *, tui_key, unsigned paste);

void code_cells_wipe(struct code_cells *);
bool code_cells_full(const struct code_cells *);
bool code_cells_empty(const struct code_cells *);
void code_cells_text(const struct code_cells *, char buf[static CODE_DIGITS + 1]);

/* Three lines high, CODE_CELLS_W columns wide; each cell is hot with hot_base + i. */
#define CODE_CELLS_W 34
void code_cells_draw(const struct code_cells *, struct canvas *, bool focus, int hot_base);

#endif
