/* The real program at 80 by 24: a wallet customer's bank is linked by its numbers and
 * by Plaid, money goes in and out by ACH, with a refusal of each; and one whose
 * answer is lost is found in the history. */

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/lang.h"
#include "api/util.h"
#include "tests/ach_agent.h"

#define ACCOUNT "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9"

/* The answer was lost: told so, and found by itself. */
static void withdraw_unknown(struct tw *w)
{
	ach_fill(w, "w", "25");
	tw_keys(w, "25<F10>");
	tw_wait_text(w, _("We do not know yet whether this transfer was carried out"));
	tw_keys(w, "g");
	tw_wait_text(w, _("It is too early to say that it was not carried out. Wait a quarter of "
			  "an hour."));
	tw_keys(w, "<F5>");
	tw_wait_text(w, _("The withdrawal has begun"));
	tw_wait_text(w, _("found in the history of the wallet"));
	tw_keys(w, "<Esc>");
	tw_wait_text(w, _("Linked banks and transfers"));
}

static void journey(const char *lang)
{
	const char *const args[] = {
		"--lang", lang, "--fault", "reset-after:achOut:count=1", NULL
	};
	struct tw w;

	lang_set(lang);
	tw_init(&w);
	tw_start(&w, 80, 24, args);
	tw_wait_text(&w, _("Phone or e-mail of the customer"));
	wallet_take(&w, ACCOUNT);
	ach_banks(&w);
	ach_link_by_numbers(&w, NULL);
	ach_link_by_plaid(&w, NULL);
	ach_fill(&w, "d", "88.2");
	ach_not_unread(&w);
	ach_deposit(&w, NULL);
	withdraw_unknown(&w);
	ach_withdraw_too_much(&w, NULL);
	tw_keys(&w, "<Ctrl-Q>");
	tw_ended(&w, 0);
	tw_release(&w);
}

static void in_english(void **state)
{
	(void)state;
	journey("en");
}

static void in_spanish(void **state)
{
	(void)state;
	journey("es");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_english),
		cmocka_unit_test(in_spanish),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
