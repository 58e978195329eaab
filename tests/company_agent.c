#include "tests/company_agent.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/lang.h"
#include "api/util.h"
#include "screens/company.h"
#include "tests/wallet_agent.h"

#define PDF "%PDF-1.4\n%%EOF\n"
#define PAPER "~/papers/Acta 2020.pdf"

static void see(const struct onlooker *by, const char *name)
{
	if (by)
		by->see(by->ctx, name);
}

void company_papers(struct tw *w)
{
	tw_file(w, "papers/Acta 2020.pdf", PDF);
	tw_file(w, "papers/notes.exe", "no paper");
}

void company_list(struct tw *w)
{
	tw_keys(w, "<F7>");
	tw_wait_text(w, _("Login token"));
	wallet_journey(w, &company_journey);
	tw_wait_text(w, _("UNDER WAY"));
}

void company_new(struct tw *w, const char *domain)
{
	tw_keys(w, "<F3>");
	tw_wait_text(w, _("A new company"));
	company_open_section(w, 0, _("Company"));
	tw_keys(w, "Bodega Sol Inc\tBodega Sol\t");
	tw_keys(w, domain);
	tw_keys(w, "\tNot Applicable\thola@bodegasol.example.com\t+19165550146\t"
		   "note\tin the market");
	company_leave_section(w);
}

void company_open_section(struct tw *w, int nth, const char *title)
{
	tw_keys(w, "<Home>");
	for (int i = 0; i < nth; i++)
		tw_keys(w, "<Down>");
	tw_keys(w, "\n");
	tw_wait_here(w, title, 2);
}

void company_leave_section(struct tw *w)
{
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("Numbers and wallet"));
}

void company_numbers(struct tw *w, bool all)
{
	company_open_section(w, 1, _("Numbers and wallet"));
	tw_keys(w, "12-3123123\tBN-77");
	if (all)
		tw_keys(w, "\tCLT\t0x5179ba651a8ab0d2da5dc3e54ee6c8aa73272f5e");
	company_leave_section(w);
}

void company_addresses(struct tw *w, const struct onlooker *by)
{
	char *text = xasprintf(_("Two letters: %s"), "CA");

	company_open_section(w, 2, _("Addresses"));
	tw_keys(w, "1 Main St\tSan Francisco\tus\tCalifornia\t90213\t");
	tw_keys(w, "2 Side St\tSuite 12\tSan Francisco\tus\tca\t90214<F10>");
	tw_wait_text(w, text);
	see(by, "company-part");
	tw_keys(w, "<Back><Back><Back><Back><Back><Back><Back><Back><Back><Back>ca");
	company_leave_section(w);
	free(text);
}

static void choose_paper(struct tw *w, const struct onlooker *by)
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
	see(by, "company-file");
	tw_keys(w, "a\n");
	tw_wait_text(w, "Acta-2020.pdf");
}

void company_some_papers(struct tw *w, const struct onlooker *by)
{
	company_open_section(w, 3, _("Papers"));
	tw_keys(w, "6\t");
	tw_wait_text(w, _("Incorporation paper"));
	choose_paper(w, by);
	tw_keys(w, "\t\tus\t5\t" PAPER "\t\tus\t8\t" PAPER "\t\tus");
	company_leave_section(w);
}

/* Who she is comes from her telephone company. */
static void ask_by_phone(struct tw *w, const struct onlooker *by)
{
	tw_keys(w, "<F6>");
	tw_wait_text(w, _("Page at the end"));
	tw_keys(w, "2001001600\t1994-01-01<F10>");
	tw_wait_text(w, "SMS request got failed");
	tw_keys(w, "<Up><Back><Back>86<F10>");
	tw_wait_text(w, _("Fingerprint"));
	tw_keys(w, "wrong<F10>");
	tw_wait_text(w, "[catch]");
	see(by, "prove-waits");
	tw_keys(w, "<Back><Back><Back><Back><Back>word<F10>");
	tw_wait_text(w, "Tod Weedall");
	tw_wait_text(w, " 8370");
	see(by, "prove-known");
	assert_false(tw_has(w, "565228370"));
	assert_false(tw_has(w, "565-22"));
}

void company_person(struct tw *w, const struct onlooker *by)
{
	company_open_section(w, 4, _("Person in control"));
	ask_by_phone(w, by);
	tw_keys(w, "<F10>");
	tw_wait_text(w, "Weedall");
	tw_keys(w, "\t\tmanager\t\t\t+19165550149\t<Right>\t\tBVN-1\t\t\tus\t\t\t");
	tw_keys(w, "2\t" PAPER "\t\tus\t8\t" PAPER "\t\tus\t\t\t<Right>\t122-22-2332\tus\tNY");
	company_leave_section(w);
}

void company_owner(struct tw *w, const struct onlooker *by)
{
	company_open_section(w, 5, _("Owners: people"));
	tw_keys(w, "<F3>");
	tw_wait_text(w, _("Owns, percent"));
	tw_keys(w, "Elena\tOrtega");
	tw_wait_text(w, "Ortega");
	tw_keys(w, "<Esc>");
	tw_wait_text(w, "Elena Ortega");
	see(by, "company-owners");
	tw_keys(w, "<F8>");
	tw_wait_text(w, _("Take off"));
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("None yet. F3 adds the first; where there is none, leave it empty."));
	tw_keys(w, "<Esc>");
	tw_wait_text(w, _("Numbers and wallet"));
}

void company_badge(struct tw *w, const struct onlooker *by)
{
	tw_keys(w, "<Home><Down><Down><Down><Down><Down><Down><Down><Down>\n");
	tw_wait_text(w, _("Choose the badge of the company"));
	tw_wait_text(w, "BUSINESS-PLUS-IDENTIFICATION-BADGE");
	see(by, "company-badge");
	tw_keys(w, "\n");
	tw_wait_text(w, _("Numbers and wallet"));
}

void company_send(struct tw *w)
{
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("Register a company"));
	tw_keys(w, "<F10>");
}
