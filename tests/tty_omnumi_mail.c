/* The real program at 80 by 24: a wallet customer proves her e-mail by a code, reads
 * her agreements and accepts each of them; one refusal each, and a kill on the way. */

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/lang.h"
#include "tests/mail_agent.h"

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
	agent_to_wallet(w);
	tw_keys(w, "\n");
	tw_wait_text(w, _("Next come the agreements. F7 proves another address."));
	tw_keys(w, "<Esc>");
	tw_wait_text(w, _("Terms, and agreements accepted one by one"));
	to_agreements(w);
	agent_wait_open(w, 2);
	tw_wait_text(w, _("accepted, and proved"));
}

static void journeys(const char *lang)
{
	const char *const args[] = { "--lang", lang, NULL };
	struct tw w;

	lang_set(lang);
	tw_init(&w);
	tw_start(&w, 80, 24, args);
	agent_to_wallet(&w);
	agent_prove_email(&w, NULL, NULL);
	to_agreements(&w);
	agent_make_agreements(&w, NULL, NULL);
	agent_accept_agreement(&w, NULL, NULL);
	agent_wait_open(&w, 2);
	killed(&w);
	tw_keys(&w, "<Down><Down><Down>");
	agent_accept_agreement(&w, NULL, NULL);
	agent_wait_open(&w, 1);
	tw_keys(&w, "<Down>");
	agent_accept_agreement(&w, NULL, NULL);
	tw_wait_text(&w, _("All agreements are accepted, and the service shows them so. F8: her "
			   "consent for the bank's vendor."));
	tw_keys(&w, "<F8>");
	tw_wait_text(&w, "Plaid Inc.");
	tw_wait_text(&w, _("The consent is in force."));
	tw_keys(&w, "<Ctrl-Q>");
	tw_ended(&w, 0);
	tw_release(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TW_BOTH(journeys),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
