#ifndef SCREENS_EXCHANGE_H
#define SCREENS_EXCHANGE_H

/* One call as a tree: what its two halves, its times and its scenario come to. */

#include "screens/json_tree.h"

enum { SECTION_SCENARIO, SECTION_REQUEST, SECTION_ANSWER, SECTION_TIMES, SECTIONS };

/* Fill an empty tree; sections gets the node of each, -1 of one that it has not. */
void exchange_tree(struct tree *, const struct config *, const struct exchange *,
		   int sections[static SECTIONS]);

/* A folded node of header lines below a section, unless there are none. */
void exchange_headers(struct tree *, int section, const char *lines);

#endif
