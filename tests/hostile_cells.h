#ifndef TESTS_HOSTILE_CELLS_H
#define TESTS_HOSTILE_CELLS_H

/* Two pictures of a screen, one with a hostile string in a field and one with its
 * harmless twin: only the field may differ. */

#include "screens/app.h"

struct cells_seen {
	long pictures, cells;
};

/* Window and letters of the n-th string: 80x24 or 120x40, some with ASCII alone. */
void cells_resize(struct app *, int n);

/* A copy of the picture; fails the test, naming where, when a cell holds what has no
 * width.  The caller frees. */
struct cell *cells_take(const struct grid *, const char *where, struct cells_seen *);

/* Compare it with the harmless picture, of which every letter of the field is an x. */
void cells_compare(const struct cell *hostile, const struct grid *, const char *where);

/* Nothing, or blanks. */
bool text_is_blank(const char *);

#endif
