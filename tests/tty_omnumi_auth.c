/* The real program at 80 by 24: the start screen of wallet customers, somebody in
 * hand, the login as far as it is documented, and what each version offers. */

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/lang.h"
#include "api/util.h"
#include "tests/agent.h"

#define PHONE "5512045518"
#define WALLET "0x9086F595C67a0aE52B859fD63CbB984b825B4587"
#define NOBODYS "0x00000000000000000000000000000000000000ff"

static void to_start(struct tw *w, const char *version)
{
	char *title = xasprintf(_("Wallet customers · version %s"), version);

	tw_wait_here(w, "F1", -1);
	tw_keys(w, "<F7>");
	tw_wait_text(w, title);
	free(title);
}

static void take(struct tw *w)
{
	tw_keys(w, "<F2>");
	tw_wait_text(w, _("Phone, e-mail, customer account, wallet address or namespace"));
	tw_keys(w, PHONE "\n");
	tw_wait_text(w, "+52 55 1204 5518");
	tw_wait_text(w, _("Login token"));
}

/* Lay the bar on the line with this text. */
static void point_at(struct tw *w, const char *text)
{
	int x, y;

	tw_wait_text(w, text);
	assert_true(tw_find(w, text, &x, &y));
	tw_click(w, x, y);
}

static void to_login(struct tw *w)
{
	point_at(w, _("A token of this device; what her wallet signs"));
	tw_wait_text(w, _("Needs the wallet's address for the challenge; the device's token needs "
			  "nothing."));
	tw_keys(w, "\n");
	tw_wait_text(w, _("Device token"));
}

/* That a wallet was challenged does not make it hers: somebody says so. */
static void is_hers(struct tw *w)
{
	assert_false(tw_has(w, "0x9086"));
	tw_keys(w, "<F2>");
	tw_wait_text(w, _("Phone, e-mail, customer account, wallet address or namespace"));
	tw_keys(w, WALLET "\n");
	tw_wait_text(w, _("Whose is it?"));
	tw_keys(w, "<F10>");
	tw_wait_text(w, "0x9086…4587");
}

static void journey(const char *lang)
{
	const char *const args[] = { "--lang", lang, NULL };
	struct tw w;

	lang_set(lang);
	tw_init(&w);
	tw_start(&w, 80, 24, args);
	to_start(&w, "4.0.0");
	tw_wait_text(&w, _("Nobody is in hand. F2 takes somebody."));
	take(&w);
	to_login(&w);
	tw_keys(&w, "<F4>");
	tw_wait_text(&w, _("Ask for a challenge first."));
	tw_keys(&w, NOBODYS "<F10>");
	tw_wait_text(&w, "Wallet user not found");
	tw_keys(&w, "<Ctrl-U>" WALLET "<F10>");
	tw_wait_text(&w, "Login to USBC");
	tw_wait_text(&w, _("The wallet is asked to sign this"));
	tw_keys(&w, "<F4>");
	tw_wait_text(&w, _("Signed in, as the sandbox does it."));
	tw_keys(&w, "<F3>");
	tw_wait_text(&w, _("This device has a token for fifteen minutes."));
	tw_keys(&w, "<Esc>");
	tw_wait_text(&w, _("not known: take her by account or wallet"));
	is_hers(&w);
	tw_kill(&w);
	tw_restart(&w);
	to_start(&w, "4.0.0");
	take(&w);				/* she is known with her wallet */
	tw_wait_text(&w, "0x9086…4587");
	tw_keys(&w, "<F7>");
	tw_wait_text(&w, _("Nobody is in hand. F2 takes somebody."));
	tw_keys(&w, "<Ctrl-Q>");
	tw_ended(&w, 0);
	tw_release(&w);
}

static void versions_offer_different_things(void **state)
{
	static const char old[] = "profile \"sandbox\" {\n\tomnumi_version = \"3.1.0\"\n}\n";
	struct tw w;

	(void)state;
	lang_set("en");
	tw_init(&w);
	tw_start(&w, 80, 24, NULL);
	to_start(&w, "4.0.0");
	assert_false(tw_has(&w, "not offered here"));
	tw_keys(&w, "<Ctrl-Q>");
	tw_ended(&w, 0);
	tw_file(&w, "config/remitty/remitty.conf", old);
	tw_restart(&w);
	to_start(&w, "3.1.0");
	tw_wait_text(&w, "not offered here");
	point_at(&w, "Personal data");
	tw_wait_text(&w, "The wallet service is at version 3.1.0 here, which does not have");
	tw_keys(&w, "\n");
	tw_wait_text(&w, "This is not offered here: the line below says why.");
	point_at(&w, "Badges");
	tw_wait_text(&w, "Version 3.1.0 of the wallet service has retired");
	tw_keys(&w, "<Ctrl-Q>");
	tw_ended(&w, 0);
	tw_release(&w);
}

static void a_profile_without_it_says_what_to_set(void **state)
{
	static const char conf[] =
		"profile \"plain\" {\n\tenvironment = \"test\"\n"
		"\tbase_url = \"http://127.0.0.1:1/v1\"\n"
		"\tapi_key_command = {\"echo\", \"sk_test\"}\n}\n";
	struct tw w;

	(void)state;
	lang_set("en");
	tw_init(&w);
	tw_file(&w, "config/remitty/remitty.conf", conf);
	tw_start(&w, 80, 24, (const char *const[]){ "--profile", "plain", NULL });
	tw_wait_here(&w, "F1", -1);
	tw_keys(&w, "<F7>");
	tw_wait_text(&w, "This profile has no wallet service: set omnumi_url");
	tw_keys(&w, "<Ctrl-Q>");
	tw_ended(&w, 0);
	tw_release(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TW_BOTH(journey),
		cmocka_unit_test(versions_offer_different_things),
		cmocka_unit_test(a_profile_without_it_says_what_to_set),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
