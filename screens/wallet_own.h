#ifndef SCREENS_WALLET_OWN_H
#define SCREENS_WALLET_OWN_H

/* Shared by the files of the wallet's screen and by nobody else: wallet.c asks,
 * wallet_draw.c shows. */

#include "screens/wallet.h"
#include "tui/list.h"

enum { WALLET_HOT = 100, WALLET_PAGE = 10 };

struct wallet_state {
	struct screen screen;
	struct wallet_pick pick;
	json_t *balance;		/* text of base units; NULL: not known */
	struct err balance_err;
	json_t *filter;			/* what a sheet gave, by the names of the wire */
	bool first_form, off_chain;
	int page;
	json_t *items;			/* of this page; NULL: not here */
	struct list list;
	struct err err;
	bool asking_balance, asking;
};

struct wallet_state *wallet_state(const struct screen *);
const struct op *wallet_history_op(const struct wallet_state *);
int wallet_page_size(const struct wallet_state *);
void wallet_draw(struct screen *, struct canvas *);

/* Its further screens: a wallet for a customer, and telling of a transfer before it. */
extern const struct screen_ops wallet_add_screen;
void wallet_announce(struct screen *);

/* The wallet's screen, on top again, turns to one that was just added. */
void wallet_added(struct screen *below, const char *namespace);

#endif
