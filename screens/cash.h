#ifndef SCREENS_CASH_H
#define SCREENS_CASH_H

/* Where cash is paid in and handed out, near the customer first. */

#include "screens/app.h"

struct cash_arg {
	const char *user_token;
	const struct money *amount;	/* only who handles so much; NULL: any */
};

extern const struct screen_ops cash_screen;

/* Why it cannot be shown for this customer, translated; NULL when it can. */
const char *cash_why_not(const struct app *, const char *user_token);

#endif
