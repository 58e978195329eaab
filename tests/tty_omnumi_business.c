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
#include "tests/term_world.h"

#define PDF "%PDF-1.4\n%%EOF\n"

static void begin(struct tw *w, const char *lang)
{
	const char *const args[] = { "--lang", lang, NULL };
	char *dir;

	lang_set(lang);
	tw_init(w);
	dir = tw_path(w, "");
	tw_env(w, "HOME", dir);
	free(dir);
	tw_file(w, "papers/Acta 2020.pdf", PDF);
	tw_file(w, "papers/notes.exe", "no paper");
	tw_start(w, 80, 24, args);
	tw_wait_here(w, "F1", -1);
}

static void quit(struct tw *w)
{
	tw_keys(w, "<Ctrl-Q>");
	tw_ended(w, 0);
	tw_release(w);
}

static void open_journey(struct tw *w, const char *title, const char *needs)
{
	int x, y;

	tw_keys(w, "<F7>");
	tw_wait_text(w, title);
	assert_true(tw_find(w, title, &x, &y));
	tw_click(w, x, y);
	tw_wait_text(w, needs);
	tw_keys(w, "\n");
}

static void open_companies(struct tw *w)
{
	open_journey(w, _("Companies"),
		     _("Its papers as files, and its owners' numbers. It can be left and gone on "
		       "with another day."));
	tw_wait_text(w, _("UNDER WAY"));
}

/* ---- the company's form, section by section ---- */

/* The section that the bar is moved to, whatever it stood on. */
static void open_section(struct tw *w, int nth, const char *title)
{
	tw_keys(w, "<Home>");
	for (int i = 0; i < nth; i++)
		tw_keys(w, "<Down>");
	tw_keys(w, "\n");
	tw_wait_here(w, title, 2);
}

static void leave_section(struct tw *w)
{
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("Numbers and wallet"));
}

static void type_numbers(struct tw *w, bool all)
{
	open_section(w, 1, _("Numbers and wallet"));
	tw_keys(w, "12-3123123\tBN-77");
	if (all)
		tw_keys(w, "\tCLT\t0x5179ba651a8ab0d2da5dc3e54ee6c8aa73272f5e");
	leave_section(w);
}

/* A state that is not written with its two letters is told under its field. */
static void type_addresses(struct tw *w)
{
	char *text = xasprintf(_("Two letters: %s"), "CA");

	open_section(w, 2, _("Addresses"));
	tw_keys(w, "1 Main St\tSan Francisco\tus\tCalifornia\t90213\t");
	tw_keys(w, "2 Side St\tSuite 12\tSan Francisco\tus\tca\t90214<F10>");
	tw_wait_text(w, text);
	tw_keys(w, "<Back><Back><Back><Back><Back><Back><Back><Back><Back><Back>ca");
	leave_section(w);
	free(text);
}

/* From the folder: what is not taken is said, and nothing is taken by it. */
static void choose_paper(struct tw *w)
{


	tw_keys(w, "<F4>");
	tw_wait_text(w, "docx");

	tw_keys(w, "p");
	tw_wait_asleep(w);
	tw_keys(w, "\n");
	tw_wait_text(w, "Acta 2020.pdf");
	tw_wait_text(w, _("is not taken"));
	tw_keys(w, "n\n");
	tw_wait_text(w, ".exe");
	tw_keys(w, "a\n");
	tw_wait_text(w, "Acta-2020.pdf");
}

static void type_papers(struct tw *w)
{
	open_section(w, 3, _("Papers"));
	tw_keys(w, "6\t");
	tw_wait_text(w, _("Incorporation paper"));
	choose_paper(w);
	tw_keys(w, "\t\tus\t5\t~/papers/Acta 2020.pdf\t\tus\t8\t~/papers/Acta 2020.pdf\t\tus");
	leave_section(w);
}

/* Who she is comes from her telephone company; a fingerprint that is refused first. */
static void ask_by_phone(struct tw *w)
{
	tw_keys(w, "<F6>");
	tw_wait_text(w, _("Page at the end"));
	tw_keys(w, "2001001600\t1994-01-01<F10>");
	tw_wait_text(w, "SMS request got failed");
	tw_keys(w, "<Up><Back><Back>86<F10>");
	tw_wait_text(w, _("In the sandbox any word will do; “wrong” is refused."));
	tw_keys(w, "wrong<F10>");
	tw_wait_text(w, "err.message");
	tw_keys(w, "<Back><Back><Back><Back><Back>word<F10>");
	tw_wait_text(w, "Tod Weedall");
	tw_wait_text(w, "···· 8370");
	assert_false(tw_has(w, "565228370"));
	assert_false(tw_has(w, "565-22"));
}

static void type_person(struct tw *w)
{
	open_section(w, 4, _("Person in control"));
	ask_by_phone(w);
	tw_keys(w, "<F10>");
	tw_wait_text(w, "Weedall");
	tw_keys(w, "\t\tmanager\t\t\t+19165550149\t<Right>\t\tBVN-1\t\t\tus\t\t\t");
	tw_keys(w, "2\t~/papers/Acta 2020.pdf\t\tus\t8\t~/papers/Acta 2020.pdf\t\tus\t\t\t");
	tw_keys(w, "<Right>\t122-22-2332\tus\tNY");
	leave_section(w);
}

/* A list: an entry is added, and taken off again after asking. */
static void add_and_take_off(struct tw *w)
{
	open_section(w, 5, _("Owners: people"));
	tw_keys(w, "<F3>");
	tw_wait_text(w, _("Owns, percent"));
	tw_keys(w, "Elena\tOrtega");
	tw_wait_text(w, "Ortega");
	tw_keys(w, "<Esc>");
	tw_wait_text(w, "Elena Ortega");
	tw_keys(w, "<F8>");
	tw_wait_text(w, _("Take off"));
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("None yet. F3 adds the first; where there is none, leave it empty."));
	tw_keys(w, "<Esc>");
	tw_wait_text(w, _("Numbers and wallet"));
}

/* A company that owns: its own owners are a list inside its entry. */
static void nest_an_owner(struct tw *w)
{
	char *one = xasprintf(ngettext("%d entry", "%d entries", 1), 1);

	open_section(w, 6, _("Owners: companies"));
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

static void pick_badge(struct tw *w)
{
	tw_keys(w, "<Home><Down><Down><Down><Down><Down><Down><Down><Down>\n");
	tw_wait_text(w, _("Choose the badge of the company"));
	tw_wait_text(w, "BUSINESS-PLUS-IDENTIFICATION-BADGE");
	tw_keys(w, "\n");
	tw_wait_text(w, _("Numbers and wallet"));
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

static void send(struct tw *w)
{
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("Register a company"));
	tw_keys(w, "<F10>");
}

static void take_on_a_company(const char *lang)
{
	struct tw w;

	begin(&w, lang);
	open_companies(&w);
	tw_keys(&w, "<F3>");
	tw_wait_text(&w, _("A new company"));
	open_section(&w, 0, _("Company"));
	tw_keys(&w, "Bodega Sol Inc\tBodega Sol\tbodegaluna\tNot Applicable\t"
		"hola@bodegasol.example.com\t+19165550146\tnote\tin the market");
	leave_section(&w);
	type_numbers(&w, true);
	type_addresses(&w);
	type_papers(&w);
	die_and_take_up(&w);
	type_numbers(&w, false);
	type_person(&w);
	add_and_take_off(&w);
	pick_badge(&w);
	send(&w);
	tw_wait_text(&w, "Business domain already exists");
	tw_wait_text(&w, _("Trading name"));
	tw_keys(&w, "<Back><Back><Back><Back>sol");
	leave_section(&w);
	send(&w);
	tw_wait_text(&w, "bodegasol.biz.usbc.ul");
	tw_wait_text(&w, _("being looked at"));
	tw_keys(&w, "<F6>");
	tw_wait_gone(&w, _("being looked at"));
	tw_wait_text(&w, "bodegasol.biz.usbc.ul");
	tw_keys(&w, "<Esc>");
	tw_wait_text(&w, _("being looked at"));
	tw_keys(&w, "<F8>");
	tw_wait_gone(&w, "bodegasol.biz.usbc.ul");
	quit(&w);
}

static void a_company_in_english(void **state)
{
	(void)state;
	take_on_a_company("en");
}

static void a_company_in_spanish(void **state)
{
	(void)state;
	take_on_a_company("es");
}

static void owners_own_owners(void **state)
{
	struct tw w;

	(void)state;
	begin(&w, "en");
	open_companies(&w);
	tw_keys(&w, "<F3>");
	tw_wait_text(&w, _("A new company"));
	nest_an_owner(&w);
	tw_keys(&w, "<Esc>");
	tw_wait_text(&w, _("A new company"));
	tw_keys(&w, "<Esc>");
	tw_wait_text(&w, _("form not sent yet"));
	tw_keys(&w, "\n");
	tw_wait_text(&w, _("A new company"));
	open_section(&w, 6, _("Owners: companies"));
	tw_wait_text(&w, "Vega Holding");
	quit(&w);
}

/* Looked at only: nothing stays when it is left. */
static void identity_by_phone(const char *lang)
{
	struct tw w;

	begin(&w, lang);
	open_journey(&w, _("Identity by phone"),
		     _("Her phone at hand, and the login token of the customer. Nothing of it is "
		       "kept."));
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
	quit(&w);
}

static void identity_in_english(void **state)
{
	(void)state;
	identity_by_phone("en");
}

static void identity_in_spanish(void **state)
{
	(void)state;
	identity_by_phone("es");
}

static void badges(const char *lang)
{
	struct tw w;

	begin(&w, lang);
	open_journey(&w, _("Badges"),
		     _("Nothing: badges are looked at here, and a company's form picks one of "
		       "them."));
	tw_wait_text(&w, "BRONZE-IDENTIFICATION-BADGE");
	tw_keys(&w, "<PgDn>");
	tw_wait_text(&w, "VETERAN-INFORMATION-BADGE");
	tw_keys(&w, "error\n");
	tw_wait_text(&w, "err.message");
	tw_keys(&w, "<Back><Back><Back><Back><Back>nothing\n");
	tw_wait_text(&w, _("No badge fits. Search for another word, or go back a page."));
	tw_keys(&w, "<Back><Back><Back><Back><Back><Back><Back>gold\n");
	tw_wait_text(&w, "GOLD-IDENTIFICATION-BADGE");
	tw_keys(&w, "\n");
	tw_wait_text(&w, _("None: this badge is not about money."));
	tw_wait_text(&w, "GOLD-FINANCIAL-BADGE");
	tw_keys(&w, "<PgDn>");
	tw_wait_text(&w, _("holds where no other rule does"));
	quit(&w);
}

static void badges_in_english(void **state)
{
	(void)state;
	badges("en");
}

static void badges_in_spanish(void **state)
{
	(void)state;
	badges("es");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_company_in_english),
		cmocka_unit_test(a_company_in_spanish),
		cmocka_unit_test(owners_own_owners),
		cmocka_unit_test(identity_in_english),
		cmocka_unit_test(identity_in_spanish),
		cmocka_unit_test(badges_in_english),
		cmocka_unit_test(badges_in_spanish),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
