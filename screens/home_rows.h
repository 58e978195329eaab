#ifndef SCREENS_HOME_ROWS_H
#define SCREENS_HOME_ROWS_H

/* The lines of home: asks, unfinished journeys and known customers. */

#include "screens/names.h"

enum { HOME_ROWS = 40 };			/* at most */

enum row_kind { ROW_NEEDS, ROW_UNFINISHED, ROW_TODAY, ROW_FOUND };

struct home_row {
	enum row_kind kind;
	union {
		struct ask ask;
		struct journey_row journey;
		struct customer customer;
	};
	char phone[32];			/* as it is shown */
	bool wallet;			/* of a customer: the wallet service knows her, too */
	struct odd_name odd;		/* what is odd about the name */
};

/* What is odd about the names in them. */
void home_rows_judge(struct home_row *, int n, struct lookalike *);

/* Does a line show how long it is until something happens? */
bool home_rows_count_down(const struct home_row *, int n);

/* The phone or e-mail of a customer or a journey; borrowed, "" of an ask. */
const char *home_row_alias(const struct home_row *);

void home_row_draw(const struct home_row *, struct canvas *);
const char *home_heading(enum row_kind);	/* translated; borrowed */

#endif
