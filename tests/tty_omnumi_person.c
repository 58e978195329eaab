/* The real program at 80 by 24: a customer whom home knows and a wallet are one person
 * once somebody says so, and two again when that was wrong. */

#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/lang.h"
#include "tests/wallet_agent.h"

#define ANA_PHONE "+525512045518"

static void ask_whose(struct tw *w)
{
	tw_keys(w, "<F2>");
	tw_wait_text(w, _("Phone, e-mail, customer account, wallet address or namespace"));
	tw_keys(w, "usbc.ana.ul\n");
	tw_wait_text(w, _("Whose is it?"));
	tw_wait_text(w, _("F10  The same person: keep both together"));
}

static void part(struct tw *w)
{
	tw_keys(w, "<F6>");
	tw_wait_text(w, _("The wallet is not hers"));
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("not known: take her by account or wallet"));
}

/* Home, with the program started again: the cache alone knows. */
static void is_one_at_home(struct tw *w)
{
	tw_keys(w, "<Ctrl-Q>");
	tw_ended(w, 0);
	tw_restart(w);
	wallet_take(w, ANA_PHONE);
	tw_wait_text(w, "usbc.ana.ul");
}

static void practise(struct tw *w)
{
	tw_keys(w, "<F2>");
	tw_wait_text(w, _("TO PRACTISE WITH, IN THE SANDBOX ALONE"));
	tw_wait_text(w, _("consent no longer valid, no bank"));
	tw_keys(w, "<Up><Up>");
	tw_keys(w, "usbc.luis.ul<Ctrl-U><Tab><Tab><Home>\n");
	tw_wait_text(w, _("Whose is it?"));
	tw_keys(w, "<F10>");
	tw_wait_text(w, "0x9086…4587");
	tw_wait_text(w, "5f84a0…b1f9");
}

static void journey(const char *lang)
{
	struct tw w;

	wallet_begin(&w, lang, ANA_PHONE);
	ask_whose(&w);
	tw_keys(&w, "<F10>");
	tw_wait_text(&w, _("account id not known yet"));
	tw_wait_text(&w, "+52 55 1204 5518");
	is_one_at_home(&w);
	part(&w);
	practise(&w);
	wallet_end(&w);
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

static void a_test_profile_has_nobody_to_practise_with(void **state)
{
	static const char conf[] =
		"profile \"plain\" {\n\tenvironment = \"test\"\n"
		"\tbase_url = \"http://127.0.0.1:1/v1\"\n"
		"\tomnumi_url = \"http://127.0.0.1:1/omnumi\"\n"
		"\tomnumi_tenant_id = \"1cd4bca0-e30b-449b-8117-cdd9963847df\"\n"
		"\tapi_key_command = {\"echo\", \"sk_test\"}\n}\n";
	static const char *const args[] = { "--lang", "en", "--profile", "plain", NULL };
	struct tw w;

	(void)state;
	lang_set("en");
	tw_init(&w);
	tw_file(&w, "config/remitty/remitty.conf", conf);
	tw_start(&w, 80, 24, args);
	tw_wait_here(&w, "F1", -1);
	tw_keys(&w, "<F7>");
	tw_wait_text(&w, "Nobody is in hand. F2 takes somebody.");
	tw_keys(&w, "<F2>");
	tw_wait_text(&w, "Phone, e-mail, customer account, wallet address or namespace");
	assert_false(tw_has(&w, "PRACTISE"));
	assert_false(tw_has(&w, "usbc."));
	wallet_end(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_english),
		cmocka_unit_test(in_spanish),
		cmocka_unit_test(a_test_profile_has_nobody_to_practise_with),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
