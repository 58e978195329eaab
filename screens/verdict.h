#ifndef SCREENS_VERDICT_H
#define SCREENS_VERDICT_H

/* One row of the matrix as a page of lines, made for a width. */

#include "screens/matrix.h"

enum { PAGE_GUTTER = 2, PAGE_BETWEEN = 3 };	/* before a line, between its sides */

/* A line of the page; left alone (right NULL) takes the whole width. */
struct pair {
	char *left, *right;
	enum style style;
	bool differs, first;		/* first: of a value that takes several lines */
};

struct verdict_page {
	struct pair *lines;
	int n, width;
	const struct config *config;	/* the rest is borrowed while it is made */
	const struct run_row *row;
	const struct exchange *call;	/* its call; NULL: there was none, or it is gone */
	const json_t *body;		/* of its answer, as it may be shown */
};

/* What was expected beside what came, how it is provoked, the call. */
void page_make(struct verdict_page *, int width);
void page_release(struct verdict_page *);
int page_half(const struct verdict_page *);		/* width of a side */

#endif
