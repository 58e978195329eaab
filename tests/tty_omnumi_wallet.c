/* The real program at 80 by 24: the wallet of a customer, what is on it, what went over
 * it, a further one, and telling of a transfer before it is made. */

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/lang.h"
#include "screens/wallet.h"
#include "tests/wallet_agent.h"

#define ANA "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9"
#define ADDRESS "0x00000000000000000000000000000000000000Aa"

/* What is typed into the sheet of filters, from an empty one on. */
static void filter(struct tw *w, const char *keys)
{
	tw_keys(w, "<F4>");
	tw_wait_text(w, _("Which of them"));
	tw_keys(w, keys);
	tw_keys(w, "<F10>");
	tw_wait_gone(w, _("Which of them"));
}

static void name_wallet(struct tw *w)
{
	tw_wait_text(w, _("Its name (usbc.ana.ul), its own name or its address; Enter looks it "
			  "up."));
	tw_keys(w, "john.ul\n");
	tw_wait_text(w, "No address found for namespace john.ul");
	tw_keys(w, "<F2><Ctrl-U>usbc.ana.ul\n");
	tw_wait_text(w, "1,250.50");
	tw_wait_text(w, "usbc.jorge.ul");
}

static void look_through_history(struct tw *w)
{
	tw_keys(w, "<Down>");
	tw_wait_text(w, "[ULTT0010]");
	tw_wait_text(w, _("It could not be checked for fraud."));
	filter(w, "<Tab><Tab>LUPITA");
	tw_wait_gone(w, "usbc.luis.ul");
	tw_wait_text(w, "75.25");
	filter(w, "<Tab><Tab><Ctrl-U><Tab>usbc.luis.ul");
	tw_wait_gone(w, "usbc.jorge.ul");
	tw_wait_text(w, "15.50");
	filter(w, "2026-11-20<Tab>2025-01-01");
	tw_wait_text(w, "[FilterError]");
	filter(w, "<Ctrl-U>2020-01-01<Tab><Ctrl-U><Tab><Tab><Ctrl-U><Tab><Tab>2");
	tw_wait_text(w, "9,000.00");
	tw_wait_gone(w, "15.50");
	tw_keys(w, "<PgDn>");
	tw_wait_text(w, "15.50");
	tw_keys(w, "<PgDn>");
	tw_wait_gone(w, "15.50");
	tw_keys(w, "<PgUp>");
	tw_wait_text(w, "15.50");
	tw_keys(w, "o");
	tw_wait_text(w, _("Off the chain"));
	tw_wait_text(w, "500.00");
	tw_keys(w, "v");
	tw_wait_text(w, _("older form"));
	tw_wait_text(w, "500.00");
	tw_keys(w, "\n");
	tw_wait_text(w, _("Hash of the block"));
	tw_keys(w, "<Esc>");
	tw_wait_text(w, _("older form"));
}

/* Once with an address that a wallet has, then with one that none has. */
static void add_one(struct tw *w)
{
	tw_keys(w, "a");
	tw_wait_text(w, ANA);
	tw_keys(w, "<F4>");
	tw_wait_text(w, "GOLD-FINANCIAL-BADGE");
	tw_keys(w, "<Down>\n");
	tw_wait_text(w, "SILVER-FINANCIAL-BADGE");
	tw_keys(w, "<Tab><Tab><Tab>0x9086F595C67a0aE52B859fD63CbB984b825B4587<F10>");
	tw_wait_text(w, "Please use unique account address");
	tw_keys(w, "<Ctrl-U>" ADDRESS "<F10>");
	tw_wait_text(w, "usbc.ana2.ul");
	tw_wait_text(w, "0.00");
	tw_wait_text(w, _("Nothing went over this wallet yet."));
}

static void announce(struct tw *w)
{
	tw_keys(w, "t");
	tw_wait_text(w, _("Announce a transfer on the chain"));
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("Announce a transfer on the chain"));
	tw_keys(w, "Renta<F10>");
	tw_wait_text(w, _("The transfer is announced"));
	tw_keys(w, "<Esc>");
	tw_wait_gone(w, _("The transfer is announced"));
}

static void journey(const char *lang)
{
	struct tw w;

	wallet_begin(&w, lang, ANA);
	wallet_journey(&w, &omni_wallet);
	name_wallet(&w);
	look_through_history(&w);
	add_one(&w);
	announce(&w);
	wallet_leave(&w);
	wallet_end(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TW_BOTH(journey),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
