/* Companies, identity by phone and badges in the real program at 80x24: a form left
 * by SIGKILL and taken up again, a refusal under its field, a check refused and
 * passed, a search that finds nothing. */

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/lang.h"
#include "api/util.h"
#include "screens/company.h"
#include "tests/company_agent.h"
#include "tests/wallet_agent.h"

static void begin(struct tw *w, const char *lang)
{
	const char *const args[] = { "--lang", lang, NULL };

	lang_set(lang);
	tw_init(w);
	company_papers(w);
	tw_start(w, 80, 24, args);
	tw_wait_here(w, "F1", -1);
}

static void begin_journey(struct tw *w, const char *lang, const struct omni_journey *journey)
{
	begin(w, lang);
	tw_keys(w, "<F7>");
	tw_wait_text(w, _("Login token"));
	wallet_journey(w, journey);
}

/* What was typed is there again, what is secret is asked for again. */
static void die_and_take_up(struct tw *w)
{
	char *again = xasprintf(_("%d to be typed again"), 2);

	tw_wait_asleep(w);
	tw_kill(w);
	tw_restart(w);
	tw_wait_text(w, _("UNFINISHED"));
	tw_wait_text(w, "Bodega Sol Inc");
	tw_keys(w, "<Down>\n");
	tw_wait_text(w, _("Numbers and wallet"));
	tw_wait_text(w, again);
	free(again);
}

static void look_at_the_wallet(struct tw *w)
{
	tw_wait_text(w, "bodegasol.biz.usbc.ul");
	tw_wait_text(w, _("being looked at"));
	tw_keys(w, "<F6>");
	tw_wait_gone(w, _("being looked at"));
	tw_wait_text(w, "bodegasol.biz.usbc.ul");
	tw_keys(w, "<Esc>");
	tw_wait_text(w, _("being looked at"));
}

static void take_on_a_company(const char *lang)
{
	struct tw w;

	begin(&w, lang);
	company_list(&w);
	company_new(&w, "bodegaluna");
	company_numbers(&w, true);
	company_addresses(&w, NULL);
	company_some_papers(&w, NULL);
	die_and_take_up(&w);
	company_numbers(&w, false);
	company_person(&w, NULL);
	company_owner(&w, NULL);
	company_badge(&w, NULL);
	company_send(&w);
	tw_wait_text(&w, "Business domain already exists");
	tw_wait_text(&w, _("Trading name"));
	tw_keys(&w, "<Back><Back><Back><Back>sol");
	company_leave_section(&w);
	company_send(&w);
	look_at_the_wallet(&w);
	tw_keys(&w, "<F8>");
	tw_wait_gone(&w, "bodegasol.biz.usbc.ul");
	wallet_end(&w);
}

/* A company that owns: its own owners are a list inside its entry. */
static void nest_an_owner(struct tw *w)
{
	char *one = xasprintf(ngettext("%d entry", "%d entries", 1), 1);

	company_open_section(w, 6, _("Owners: companies"));
	tw_keys(w, "<F3>");
	tw_wait_text(w, _("Legal name"));
	tw_keys(w, "Vega Holding<BackTab>\n");
	tw_wait_here(w, _("Owners: companies"), 2);
	tw_keys(w, "<F3>");
	tw_wait_text(w, _("Legal name"));
	tw_keys(w, "Vega Mother<Esc>");
	tw_wait_gone(w, _("Owns, percent"));
	tw_wait_text(w, "Vega Mother");
	tw_keys(w, "<Esc>");
	tw_wait_text(w, one);
	tw_keys(w, "<Esc>");
	tw_wait_text(w, "Vega Holding");
	free(one);
}

static void owners_own_owners(void **state)
{
	struct tw w;

	(void)state;
	begin(&w, "en");
	company_list(&w);
	company_new(&w, "vega");
	nest_an_owner(&w);
	tw_keys(&w, "<Esc>");
	tw_wait_text(&w, _("Numbers and wallet"));
	tw_keys(&w, "<Esc>");
	tw_wait_text(&w, _("form not sent yet"));
	tw_keys(&w, "\n");
	tw_wait_text(&w, _("Numbers and wallet"));
	company_open_section(&w, 6, _("Owners: companies"));
	tw_wait_text(&w, "Vega Holding");
	wallet_end(&w);
}

/* Looked at only: nothing stays when it is left. */
static void identity_by_phone(const char *lang)
{
	struct tw w;

	begin_journey(&w, lang, &prove_journey);
	tw_wait_text(&w, _("Page at the end"));
	tw_keys(&w, "2001001686<F10>");
	tw_wait_text(&w, "╰");
	tw_keys(&w, "\t1232<F10>");
	tw_wait_text(&w, _("In the sandbox any word will do; “wrong” is refused."));
	tw_keys(&w, "any<F10>");
	tw_wait_text(&w, "Tod Weedall");
	tw_wait_text(&w, "···· 8370");
	tw_keys(&w, "<Esc>");
	tw_wait_gone(&w, "Weedall");
	tw_keys(&w, "<F12>");
	tw_wait_text(&w, "validateUser");
	tw_keys(&w, "\n");
	tw_wait_text(&w, "region");
	assert_false(tw_has(&w, "Weedall"));
	assert_false(tw_has(&w, "565228370"));
	wallet_end(&w);
}

static void badges(const char *lang)
{
	struct tw w;

	begin_journey(&w, lang, &badges_journey);
	tw_wait_text(&w, "BRONZE-IDENTIFICATION-BADGE");
	tw_keys(&w, "<PgDn>");
	tw_wait_text(&w, "VETERAN-INFORMATION-BADGE");
	tw_keys(&w, "error\n");
	tw_wait_text(&w, "[catch]");
	tw_keys(&w, "<Back><Back><Back><Back><Back>nothing\n");
	tw_wait_text(&w, _("No badge fits. Search for another word, or go back a page."));
	tw_keys(&w, "<Back><Back><Back><Back><Back><Back><Back>gold\n");
	tw_wait_text(&w, "GOLD-IDENTIFICATION-BADGE");
	tw_keys(&w, "\n");
	tw_wait_text(&w, _("None: this badge is not about money."));
	tw_wait_text(&w, "GOLD-FINANCIAL-BADGE");
	tw_keys(&w, "<PgDn>");
	tw_wait_text(&w, _("holds where no other rule does"));
	wallet_end(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TW_BOTH(take_on_a_company),
		cmocka_unit_test(owners_own_owners),
		TW_BOTH(identity_by_phone),
		TW_BOTH(badges),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
