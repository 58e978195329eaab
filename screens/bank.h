#ifndef SCREENS_BANK_H
#define SCREENS_BANK_H

/* Wallet customers' banks: linking one, and money between it and a wallet by ACH. */

#include "screens/omni.h"

/* A linked bank as it is spoken of: "US Bank ···· 0412". */
struct bank_words {
	char id[64], words[64];
};

/* What a transfer's pages are opened with; borrowed while they open. */
struct ach_arg {
	bool in;			/* a deposit; else a withdrawal */
	const struct bank_words *bank;
};

/* A transfer that was filled in and is read back. */
struct ach_draft {
	bool in;
	struct bank_words bank;
	json_t *args;			/* of the operation, whole; whose it is says the function */
	struct ask ask;			/* names, words, the id that is in the authorisation */
};

const struct op *ach_op(bool in);

extern const struct screen_ops banks_screen,	/* her linked banks and transfers */
	bank_link_screen,		/* typed by hand */
	bank_plaid_screen,		/* by Plaid */
	ach_screen,			/* how much; a struct ach_arg */
	ach_confirm_screen,		/* read back; a struct ach_draft, whose args it takes */
	ach_track_screen;		/* what became of it; a struct track_arg */

extern const struct omni_journey omni_banks;

#endif
