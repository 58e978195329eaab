#ifndef SCREENS_QUOTE_H
#define SCREENS_QUOTE_H

/* The quote as it is kept (quote.c) and as it is drawn (quote_draw.c). */

#include "screens/show.h"

struct quote_state {
	struct screen screen;
	struct input amount;
	bool by_payer;			/* the amount typed is what the payer gives */
	bool asking, ticking;
	bool by_itself;			/* the quote was asked for on coming back here */
	json_t *quote;			/* as answered; NULL: none, or what was typed has changed */
	long until, valid; /* now_ms when the price ends, and how long it held in all */
	struct err err;
	char country[3];		/* where the payer pays */
	char pays[4], gets[4];		/* currencies of payer and customer */
};

/* The amount of a reply's key in a currency; false when it is missing. */
bool quote_part(const struct quote_state *, const char *key, const char *currency, struct money *);

void quote_draw(struct screen *, struct canvas *);

#endif
