#ifndef TESTS_WALLET_AGENT_H
#define TESTS_WALLET_AGENT_H

/* The agent with a customer of the wallet service, typed by keys alone.  Texts are
 * looked for in the language of the run. */

#include "screens/omni.h"
#include "tests/term_world.h"

/* The console at 80 by 24, with this customer (phone, e-mail, account, address or
 * namespace) in hand, on the start screen of the wallet service. */
void wallet_begin(struct tw *, const char *lang, const char *who);
void wallet_take(struct tw *, const char *who);		/* the same once it runs */

/* Open a journey of that screen, whose first line is title; and back. */
void wallet_journey(struct tw *, const struct omni_journey *);
void wallet_leave(struct tw *);

void wallet_end(struct tw *);

/* From home through a wallet, its card and its owner's data; keep is told of each
 * picture worth keeping, by its name. */
typedef void wallet_keep_fn(void *ctx, const char *name);
void wallet_tour(struct tw *, wallet_keep_fn *keep, void *ctx);

#endif
