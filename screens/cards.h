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
	long hide_at;			/* now_ms() of then: setting the clock changes nothing */
	bool code;			/* what was asked for last is the security code */
};

struct cards_state *cards_state(const struct screen *);

/* A call for the wallet, with more fields; waiting is what for, translated.  An answer
 * to one: false, and st->err, when it is none that can be used; said below what is
 * known instead of in its place. */
void cards_send(struct cards_state *, const struct op *, const json_t *more, reply_fn *done,
		const char *waiting);
bool cards_took(struct cards_state *, const struct reply *);
void cards_say(struct cards_state *);

/* cards_life.c: each opens a sheet that says what it does. */
void cards_do_block(struct screen *);
void cards_do_release(struct screen *);
void cards_do_lost(struct screen *);
void cards_do_stolen(struct screen *);
const char *cards_why_not_block(const struct screen *);
const char *cards_why_not_release(const struct screen *);
const char *cards_why_not_change(const struct screen *);

void cards_draw(struct screen *, struct canvas *);

#endif
