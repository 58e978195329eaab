#ifndef SCREENS_HOME_ROWS_H
#define SCREENS_HOME_ROWS_H

/* The lines of home: asks, unfinished journeys and known customers. */

#include "screens/names.h"

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

void home_row_draw(const struct home_row *, struct canvas *);
const char *home_heading(enum row_kind);	/* translated; borrowed */

#endif
