#ifndef SCREENS_ASK_H
#define SCREENS_ASK_H

/* The ask: what is asked for (ask_screen), and the same read back before it
 * is sent (confirm_screen, whose argument is a const struct ask *). */

#include "screens/show.h"

extern const struct screen_ops confirm_screen;

/* An ask of the customer in hand, without amount and words. */
void ask_begin(const struct app *, struct ask *);

/* Put amount and words of an earlier ask into the form of the next one. */
void ask_again(struct app *, const struct ask *);

#endif
