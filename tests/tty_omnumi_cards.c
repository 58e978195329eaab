/* The real program at 80 by 24: a card is requested, blocked, released and reported
 * lost; its number is shown for a while, which is written down, and then it is gone. */

#include <ctype.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/lang.h"
#include "screens/wallet.h"
#include "tests/wallet_agent.h"

#define SHOWN_MS 20000
#define GROUPS 4

/* The digits of a card as they stand on the screen: four groups of four. */
static void read_number(struct tw *w, char groups[GROUPS][5])
{
	char *text = tw_text(w), *at = strstr(text, "4219 22");

	assert_non_null(at);
	for (int i = 0; i < GROUPS; i++) {
		snprintf(groups[i], 5, "%.4s", at + 5 * i);
		for (int k = 0; k < 4; k++)
			assert_true(isdigit((unsigned char)groups[i][k]));
	}
	free(text);
}

/* The last four may be seen, and nothing before them. */
static void nothing_but_the_last_four(struct tw *w, char groups[GROUPS][5])
{
	char *text = tw_text(w), bare[81] = "";
	char *joined = xasprintf("%s%s%s", groups[0], groups[1], groups[2]);
	size_t n = 0;

	assert_non_null(strstr(text, groups[3]));
	assert_null(strstr(text, groups[0]));
	for (const char *p = text; *p; p++) {
		if (!isdigit((unsigned char)*p))
			continue;
		memmove(bare, bare + (n == sizeof(bare) - 1), n);
		n -= n == sizeof(bare) - 1;
		bare[n++] = *p;
		bare[n] = '\0';
		assert_null(strstr(bare, joined));
	}
	free(joined);
	free(text);
}

static bool is_hidden(struct tw *w, const void *arg)
{
	return !tw_has(w, arg);
}

/* Of an unknown wallet; then one is asked for, read aloud first. */
static void request(struct tw *w)
{
	tw_wait_text(w, _("This wallet has no card yet. F10 requests the one that has the focus."));
	tw_keys(w, "<F2><Ctrl-U>usbc.nobody.ul\n");
	tw_wait_text(w, _("unknown wallet"));
	tw_keys(w, "<F2><Ctrl-U>usbc.ana.ul\n");
	tw_wait_text(w, "ViaCarte Virtual Debit Card");
	tw_keys(w, "<Down><F10>");
	tw_wait_text(w, "“ViaCarte Virtual Debit Card”");
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("The card was issued. Its number is masked here."));
	tw_wait_text(w, "···· ");
	assert_false(tw_has(w, "4219"));
}

/* Not before it is confirmed, and no longer than its time; hide: not so long. */
static void show_number(struct tw *w, bool hide)
{
	char groups[GROUPS][5];

	tw_keys(w, "<F4>");
	tw_wait_text(w, _("Show the whole number?"));
	assert_false(tw_has(w, "4219"));
	tw_keys(w, "<Esc>");
	tw_wait_gone(w, _("Show the whole number?"));
	assert_false(tw_has(w, "4219"));
	tw_keys(w, "<F4>");
	tw_wait_text(w, _("Show the whole number?"));
	tw_keys(w, "<F10>");
	tw_wait_text(w, "4219 22");
	tw_wait_text(w, _("Was shown here"));
	tw_wait_text(w, _("card number"));
	read_number(w, groups);
	if (hide)
		tw_keys(w, "h");
	if (!tw_try(w, is_hidden, "4219 22", SHOWN_MS + 5000))
		tw_fail(w, "the number is still there");
	nothing_but_the_last_four(w, groups);
}

static void show_code(struct tw *w)
{
	tw_keys(w, "v");
	tw_wait_text(w, _("Show the security code?"));
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("security code of a card"));
	tw_wait_text(w, _("Security code"));
	tw_keys(w, "h");
	tw_wait_gone(w, _("Security code"));
}

static void wait_state(struct tw *w, const char *state)
{
	char *words = xasprintf(_("The card's state is now: %s"), state);

	tw_wait_text(w, words);
	free(words);
}

static void block_and_release(struct tw *w)
{
	tw_keys(w, "b");
	tw_wait_text(w, _("Block the card"));
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("Block the card"));		/* a reason is needed */
	tw_keys(w, "asked for<F10>");
	wait_state(w, _("Blocked for a time"));
	tw_wait_text(w, _("Release"));
	tw_keys(w, "r");
	tw_wait_text(w, _("Release the card"));
	tw_keys(w, "found<F10>");
	wait_state(w, _("Works"));
}

/* What is final is said before; afterwards nothing is offered any more. */
static void lose(struct tw *w)
{
	char final[13];		/* so much of it stands on the first line of the box */

	snprintf(final, sizeof(final), "%.12s",
		 _("This is FINAL. The card never works again, also when it is found, and this "
		   "wallet gets no other one. If it may only be mislaid, block it instead."));
	tw_keys(w, "l");
	tw_wait_text(w, _("Report the card lost"));
	tw_wait_text(w, final);
	tw_keys(w, "on the bus<F10>");
	tw_wait_text(w, _("This card never works again. A new card needs another wallet of the "
			  "customer."));
	assert_false(tw_has(w, _("Stolen")));
	assert_false(tw_has(w, "F4"));
	tw_keys(w, "r");
	tw_wait_text(w, _("This card never works again: nothing of it can be changed."));
}

static void journey(const char *lang, bool hide)
{
	struct tw w;

	wallet_begin(&w, lang, "usbc.ana.ul");
	wallet_journey(&w, &omni_cards);
	request(&w);
	show_number(&w, hide);
	show_code(&w);
	block_and_release(&w);
	lose(&w);
	wallet_leave(&w);
	wallet_end(&w);
}

static void in_english(void **state)
{
	(void)state;
	journey("en", false);
}

static void in_spanish(void **state)
{
	(void)state;
	journey("es", true);
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
