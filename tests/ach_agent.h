#ifndef TESTS_ACH_AGENT_H
#define TESTS_ACH_AGENT_H

/* The agent with Ana's banks, by keys alone; each function ends on the list of them.
 * Texts are looked for in the language of lang_set(). */

#include "tests/wallet_agent.h"

/* Who keeps pictures on the way; NULL: nobody. */
struct ach_onlooker {
	wallet_keep_fn *keep;
	void *ctx;
};

/* From the start screen of the wallet service, with Ana in hand. */
void ach_banks(struct tw *);

/* A digit misread, then right; a public token that is none, then one. */
void ach_link_by_numbers(struct tw *, const struct ach_onlooker *);
void ach_link_by_plaid(struct tw *, const struct ach_onlooker *);

/* "d" or "w", filled in: ends where it is read back. */
void ach_fill(struct tw *, const char *key, const char *amount);

/* There, at 80 by 20: not sent before its end was seen; then at 80 by 24. */
void ach_not_unread(struct tw *);

/* There, after ach_fill(w, "d", "88.2"): another amount, then the right one. */
void ach_deposit(struct tw *, const struct ach_onlooker *);

/* Filled in, sent and refused. */
void ach_withdraw_too_much(struct tw *, const struct ach_onlooker *);

#endif
