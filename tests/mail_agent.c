#include "tests/mail_agent.h"

#include <stdlib.h>

#include "api/lang.h"
#include "api/util.h"

#define WALLET "0x9086F595C67a0aE52B859fD63CbB984b825B4587"

static void tell(void (*told)(void *), void *arg)
{
	if (told)
		told(arg);
}

void agent_wait_open(struct tw *w, int n)
{
	char *words = xasprintf(ngettext("%d agreement is still to be accepted. Enter opens the "
					 "one under the bar.",
					 "%d agreements are still to be accepted. Enter opens the "
					 "one under the bar.", (unsigned long)n), n);

	tw_wait_text(w, words);
	free(words);
}

void agent_to_wallet(struct tw *w)
{
	agent_look_up(w, "+525512045518");
	agent_wait_step(w, STEP_METHOD);
	tw_keys(w, "<Ctrl-P>");
	tw_wait_text(w, _("Palette"));
	tw_keys(w, _("Wallet customers"));
	tw_keys(w, "\n");
	tw_wait_text(w, _("The code that she reads aloud from her e-mail"));
}

void agent_prove_email(struct tw *w, void (*wrong)(void *), void *arg)
{
	tw_keys(w, "\n");
	tw_wait_text(w, _("Is the e-mail hers?"));
	tw_wait_text(w, "ana.paz@example.com");
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("The six digits that she reads from her e-mail"));
	tw_keys(w, "012345\n");
	tw_wait_text(w, _("This code is not right, or it is too old."));
	tell(wrong, arg);
	tw_paste(w, "123456");
	tw_wait_here(w, "F10", -1);
	tw_keys(w, "\n");
	tw_wait_text(w, _("The e-mail is proved."));
	tw_keys(w, "<Esc>");
	tw_wait_text(w, _("Terms, and agreements accepted one by one"));
}

static void type_into(struct tw *w, int tabs, const char *text)
{
	while (tabs-- > 0)
		tw_keys(w, "<Tab>");
	tw_keys(w, text);
}

void agent_make_agreements(struct tw *w, void (*refused)(void *), void *arg)
{
	tw_keys(w, "<F4>");
	tw_wait_text(w, _("Names as on the identity paper"));
	type_into(w, 5, "122-22-2332");
	type_into(w, 1, "<Ctrl-U>nodata@example.com");
	type_into(w, 10, WALLET);
	type_into(w, 1, "10.1.2.3<F10>");
	tw_wait_text(w, "No data found");
	tell(refused, arg);
	for (int i = 0; i < 11; i++)
		tw_keys(w, "<BackTab>");
	tw_keys(w, "<Ctrl-U>ana.paz@example.com<F10>");
	agent_wait_open(w, 3);
}

/* The line that says how much is left. */
static bool says_other(struct tw *w, const void *before)
{
	char *now = tw_line(w, w->rows - 3);
	bool other = !str_eq(now, before);

	free(now);
	return other;
}

static void turn_page(struct tw *w)
{
	char *before = tw_line(w, w->rows - 3);

	tw_keys(w, "<PgDn>");
	tw_wait_state(w, says_other, before, "less left to read");
	free(before);
}

void agent_accept_agreement(struct tw *w, void (*read)(void *), void *arg)
{
	const char *at_end = _("Read to its end. Does she accept it? F10 only when she says yes.");

	tw_wait_asleep(w);
	tw_keys(w, "\n");
	tw_wait_text(w, _("To be accepted apart"));
	tw_wait_asleep(w);
	if (!tw_has(w, at_end)) {
		tw_keys(w, "<F10>");
		tw_wait_text(w, _("It can be accepted when it was read to its end: PgDn goes on."));
	}
	while (!tw_has(w, at_end))
		turn_page(w);
	tw_wait_text(w, at_end);
	tell(read, arg);
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("What she reads and accepts"));
}
