#ifndef SCREENS_CARDS_H
#define SCREENS_CARDS_H

/* Shared by the files of the card's screen and by nobody else: cards.c does,
 * cards_draw.c shows. */

#include "api/tokens.h"
#include "screens/wallet.h"
#include "tui/list.h"

#define CARDS_HOT 100
#define CARDS_SHOWN_MS 20000
#define CARDS_NUMBER N_("card number")
#define CARDS_CODE N_("security code of a card")

struct cards_state {
	struct screen screen;
	struct wallet_pick pick;
	json_t *card;			/* without its secrets; NULL: there is none, or not yet */
	json_t *products;		/* on offer; NULL: not asked for */
	struct list list;		/* of them */
	struct err err;
	const char *waiting;		/* for what, translated; NULL: for nothing */
	struct tokens *shown;		/* number or code in locked memory, until its time is
					 * over */
	bool code;			/* what was asked for last is the security code */
};

struct cards_state *cards_state(const struct screen *);
void cards_draw(struct screen *, struct canvas *);

#endif
