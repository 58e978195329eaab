#ifndef SCREENS_WALLET_H
#define SCREENS_WALLET_H

/* The wallet of a customer and the card that belongs to it. */

#include "screens/omni.h"

/* A wallet being named: typed on one line until it is looked up. */
struct wallet_pick {
	struct input input;
	bool typing;
	char selector[120];		/* the one looked at; "" while there is none */
};

/* Begins with the wallet of the person in hand, when one is known. */
void wallet_pick_init(struct wallet_pick *, const struct app *);
void wallet_pick_release(struct wallet_pick *);

/* First look at a key while it is typed; true as well for Enter, which takes what was
 * typed: *taken then tells that there is something to look up. */
bool wallet_pick_key(struct wallet_pick *, tui_key, bool *taken);
void wallet_pick_again(struct wallet_pick *);	/* type another one */
void wallet_pick_learn(const struct wallet_pick *, struct app *);	/* there is such a one */
void wallet_pick_draw(const struct wallet_pick *, struct canvas *, int y);

/* {"walletAddress"}, {"nameSpace"} or {"customNameSpace"}, by its form; new. */
json_t *wallet_selector(const char *selector);

extern const struct screen_ops wallet_screen, cards_screen;
extern const struct omni_journey omni_wallet, omni_cards;

#endif
