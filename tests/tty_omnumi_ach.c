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
#include "tests/term_world.h"

#define ACCOUNT "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9"
#define WALLET "usbc.ana.ul"

/* Does the line that tells of the row under the bar say something else now? */
static bool has_moved(struct tw *w, const void *before)
{
	char *line = tw_line(w, 20);
	bool moved = !str_eq(line, before);

	free(line);
	return moved;
}

static void go_down(struct tw *w)
{
	char *before = tw_line(w, 20);

	tw_keys(w, "<Down>");
	tw_try(w, has_moved, before, 1000);
	free(before);
}

static void to_banks(struct tw *w)
{
	const char *needs = _("Needs her account id and her consent to ACH.");

	tw_wait_text(w, _("Phone or e-mail of the customer"));
	tw_keys(w, "<F7>");
	tw_wait_text(w, _("Nobody is in hand. F2 takes somebody."));
	tw_keys(w, "<F2>");
	tw_wait_text(w, _("Phone, e-mail, customer account, wallet address or namespace"));
	tw_keys(w, ACCOUNT "\n");
	tw_wait_text(w, "5f84a0…b1f9");
	for (int i = 0; i < 14 && !tw_has(w, needs); i++)
		go_down(w);
	tw_keys(w, "\n");
	tw_wait_text(w, _("Linked banks and transfers"));
	tw_wait_text(w, _("Her consent to deposits by ACH is in force"));
	tw_wait_text(w, "···· 0412");
}

/* A digit misread, then right; nothing of the numbers is seen but their last four. */
static void link_by_numbers(struct tw *w)
{
	tw_keys(w, "<F2>");
	tw_wait_text(w, _("Link a bank account"));
	tw_keys(w, "Sierra Bank<Tab>Ana Paz<Tab><Tab>021000022<Tab>4400110022<F10>");
	tw_wait_text(w, _("One digit of the routing number was misread"));
	tw_keys(w, "<Ctrl-U>021000021<F10>");
	tw_wait_text(w, _("The bank is linked."));
	tw_wait_text(w, "Sierra Bank");
	tw_wait_text(w, "···· 0022");
	assert_false(tw_has(w, "4400110022"));
	assert_false(tw_has(w, "021000021"));
}

static void link_by_plaid(struct tw *w)
{
	tw_keys(w, "<F3>");
	tw_wait_text(w, _("Link a bank by Plaid"));
	tw_wait_text(w, _("Plaid ends with a public token, public-…: typed or pasted below"));
	tw_wait_text(w, "✓");			/* the session is open */
	tw_paste(w, "expired-token");
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("The service refused this and did not say why."));
	tw_keys(w, "<Ctrl-U>");
	tw_paste(w, "public-sandbox-abc123xyz456");
	assert_false(tw_has(w, "abc123"));
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("The banks that she chose with Plaid are linked."));
	tw_wait_text(w, "First Platypus Bank");
}

static void fill(struct tw *w, const char *key, const char *amount)
{
	char *keys = xasprintf("%s<Tab><Tab><Tab>" WALLET "<F10>", amount);

	tw_wait_asleep(w);
	tw_keys(w, key);
	tw_wait_text(w, _("Wallet named by"));
	tw_keys(w, keys);
	tw_wait_text(w, _("What she agrees to, word for word"));
	free(keys);
}

/* In a low window its end is below: it is not sent before that was seen. */
static void not_unread(struct tw *w)
{
	tw_resize(w, 80, 20);
	tw_wait_text(w, _("What she agrees to, word for word"));
	tw_keys(w, "<Esc>");
	tw_wait_text(w, _("Wallet named by"));
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("more below: PgDn"));
	tw_keys(w, "100.50<F10>");
	tw_wait_text(w, _("The authorisation has not been read to its end yet: PgDn goes on."));
	for (int i = 0; i < 9 && !tw_has(w, _("read to its end")); i++) {
		tw_keys(w, "<PgDn>");
		tw_wait_asleep(w);
	}
	tw_wait_text(w, _("read to its end"));
	tw_resize(w, 80, 24);
	tw_wait_asleep(w);
}

static void deposit(struct tw *w)
{
	fill(w, "d", "100.5");
	not_unread(w);
	tw_keys(w, "<Ctrl-U>100.51<F10>");
	tw_wait_text(w, "100.50 USBC");
	tw_wait_text(w, _("To send, type the amount again"));
	tw_keys(w, "<Ctrl-U>100.50<F10>");
	tw_wait_text(w, _("The deposit has begun"));
	tw_wait_text(w, "[A00]");
	tw_keys(w, "<F5>");
	tw_wait_text(w, _("In the history"));
	tw_keys(w, "<Esc>");
	tw_wait_text(w, _("Linked banks and transfers"));
	tw_wait_text(w, "100.50 USBC");
}

/* The answer was lost: told so, and found by itself. */
static void withdraw_unknown(struct tw *w)
{
	fill(w, "w", "25");
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

static void withdraw_too_much(struct tw *w)
{
	fill(w, "w", "9000");
	tw_keys(w, "9000<F10>");
	tw_wait_text(w, _("The service refused this transfer"));
	tw_wait_text(w, "Insufficient balance");
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
	to_banks(&w);
	link_by_numbers(&w);
	link_by_plaid(&w);
	deposit(&w);
	withdraw_unknown(&w);
	withdraw_too_much(&w);
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
