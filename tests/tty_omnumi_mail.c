/* The real program at 80 by 24: a wallet customer proves her e-mail by a code, reads
 * her agreements and accepts each of them; one refusal each, and a kill on the way. */

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/lang.h"
#include "api/util.h"
#include "tests/agent.h"

#define WALLET "0x9086F595C67a0aE52B859fD63CbB984b825B4587"

static void wait_open(struct tw *w, int n)
{
	char *words = xasprintf(ngettext("%d agreement is still to be accepted. Enter opens the "
					 "one under the bar.",
					 "%d agreements are still to be accepted. Enter opens the "
					 "one under the bar.", (unsigned long)n), n);

	tw_wait_text(w, words);
	free(words);
}

/* The start screen of the wallet service, by the palette from where she is served. */
static void to_wallet(struct tw *w)
{
	agent_look_up(w, "+525512045518");
	agent_wait_step(w, STEP_METHOD);
	tw_keys(w, "<Ctrl-P>");
	tw_wait_text(w, _("Palette"));
	tw_keys(w, _("Wallet customers"));
	tw_keys(w, "\n");
	tw_wait_text(w, _("a code by e-mail, which she reads aloud"));
}

/* A wrong code, which may be typed again; the right one by paste. */
static void prove_email(struct tw *w)
{
	tw_keys(w, "\n");
	tw_wait_text(w, _("Is the e-mail hers?"));
	tw_wait_text(w, "ana.paz@example.com");
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("The six digits that she reads from her e-mail"));
	tw_keys(w, "012345\n");
	tw_wait_text(w, _("This code is not right, or it is too old."));
	tw_paste(w, "123456");
	tw_wait_text(w, "│ 1 ││ 2 ││ 3 │");
	tw_keys(w, "\n");
	tw_wait_text(w, _("The e-mail is proved."));
	tw_keys(w, "<Esc>");
	tw_wait_text(w, _("terms, and agreements accepted one by one"));
}

static void type_into(struct tw *w, int tabs, const char *text)
{
	while (tabs-- > 0)
		tw_keys(w, "<Tab>");
	tw_keys(w, text);
}

/* Her data, with an address for which the service has no agreements; then with hers. */
static void make_agreements(struct tw *w)
{
	tw_keys(w, "<F4>");
	tw_wait_text(w, _("Names as on the identity paper"));
	type_into(w, 5, "122-22-2332");
	type_into(w, 1, "<Ctrl-U>nodata@example.com");
	type_into(w, 10, WALLET);
	type_into(w, 1, "10.1.2.3<F10>");
	tw_wait_text(w, "No data found");
	for (int i = 0; i < 11; i++)
		tw_keys(w, "<BackTab>");
	tw_keys(w, "<Ctrl-U>ana.paz@example.com<F10>");
	wait_open(w, 3);
}

/* Not before its end, and then when she says yes. */
static void accept(struct tw *w)
{
	const char *at_end = _("Read to its end. Does she accept it? F10 only when she says yes.");

	tw_wait_asleep(w);
	tw_keys(w, "\n");
	tw_wait_text(w, _("To be accepted apart"));
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("It can be accepted when it was read to its end: PgDn goes on."));
	for (int i = 0; i < 9 && !tw_has(w, at_end); i++) {
		tw_keys(w, "<PgDn>");
		tw_wait_asleep(w);
	}
	tw_wait_text(w, at_end);
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("What she reads and accepts"));
}

static void to_agreements(struct tw *w)
{
	tw_keys(w, "<Down>\n");
	tw_wait_text(w, _("What she reads and accepts"));
}

/* What was proved before the kill is there after it. */
static void killed(struct tw *w)
{
	tw_kill(w);
	tw_restart(w);
	to_wallet(w);
	tw_keys(w, "\n");
	tw_wait_text(w, _("Next come the agreements. F7 proves another address."));
	tw_keys(w, "<Esc>");
	tw_wait_text(w, _("terms, and agreements accepted one by one"));
	to_agreements(w);
	wait_open(w, 2);
	tw_wait_text(w, _("accepted, and proved"));
}

static void journeys(const char *lang)
{
	const char *const args[] = { "--lang", lang, NULL };
	struct tw w;

	lang_set(lang);
	tw_init(&w);
	tw_start(&w, 80, 24, args);
	to_wallet(&w);
	prove_email(&w);
	to_agreements(&w);
	make_agreements(&w);
	accept(&w);
	wait_open(&w, 2);
	killed(&w);
	tw_keys(&w, "<Down><Down><Down>");
	accept(&w);
	wait_open(&w, 1);
	tw_keys(&w, "<Down>");
	accept(&w);
	tw_wait_text(&w, _("All agreements are accepted, and the service shows them so. F8: her "
			   "consent for the bank's vendor."));
	tw_keys(&w, "<F8>");
	tw_wait_text(&w, "Plaid Inc.");
	tw_wait_text(&w, _("The consent is in force."));
	tw_keys(&w, "<Ctrl-Q>");
	tw_ended(&w, 0);
	tw_release(&w);
}

static void in_english(void **state)
{
	(void)state;
	journeys("en");
}

static void in_spanish(void **state)
{
	(void)state;
	journeys("es");
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
