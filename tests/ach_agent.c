#include "tests/ach_agent.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "api/lang.h"
#include "api/util.h"
#include "screens/bank.h"

#define WALLET "usbc.ana.ul"

void ach_banks(struct tw *w)
{
	wallet_journey(w, &omni_banks);
	tw_wait_text(w, _("Her consent to deposits by ACH is in force"));
	tw_wait_text(w, " 0412");
}

static void keep(const struct ach_onlooker *by, const char *name)
{
	if (by)
		by->keep(by->ctx, name);
}

/* A digit misread, then right; nothing of the numbers is seen but their last four. */
void ach_link_by_numbers(struct tw *w, const struct ach_onlooker *by)
{
	tw_keys(w, "<F2>");
	tw_wait_text(w, _("Link a bank account"));
	tw_keys(w, "Sierra Bank<Tab><Ctrl-U>Ana Paz<Tab><Tab>021000022<Tab>4400110022<F10>");
	tw_wait_text(w, _("One digit of the routing number was misread"));
	keep(by, "bank-misread");
	tw_keys(w, "<Ctrl-U>021000021<F10>");
	tw_wait_text(w, _("The bank is linked."));
	tw_wait_text(w, "Sierra Bank");
	tw_wait_text(w, " 0022");
	assert_false(tw_has(w, "4400110022"));
	assert_false(tw_has(w, "021000021"));
}

void ach_link_by_plaid(struct tw *w, const struct ach_onlooker *by)
{
	tw_keys(w, "<F3>");
	tw_wait_text(w, _("Link a bank by Plaid"));
	tw_wait_text(w, _("Public token"));
	tw_wait_any(w, "✓", " + ");		/* the session is open */
	tw_paste(w, "expired-token");
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("The service refused this and did not say why."));
	keep(by, "bank-plaid");
	tw_keys(w, "<Ctrl-U>");
	tw_paste(w, "public-sandbox-abc123xyz456");
	assert_false(tw_has(w, "abc123"));
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("The banks that she chose with Plaid are linked."));
	tw_wait_text(w, "First Platypus Bank");
	keep(by, "banks");
}

void ach_fill(struct tw *w, const char *key, const char *amount)
{
	char *keys = xasprintf("%s<Tab><Tab><Tab><Ctrl-U>" WALLET "<F10>", amount);

	tw_wait_asleep(w);
	tw_keys(w, key);
	tw_wait_text(w, _("Wallet named by"));
	tw_keys(w, keys);
	tw_wait_text(w, _("What she agrees to, word for word"));
	free(keys);
}

/* In a low window its end is below: it is not sent before that was seen. */
static void read_to_end(struct tw *w)
{
	for (int i = 0; i < 9 && !tw_has(w, _("read to its end")); i++) {
		tw_keys(w, "<PgDn>");
		tw_wait_asleep(w);
	}
	tw_wait_text(w, _("read to its end"));
}

/* With a name above it the text may not show whole. */
static void read_what_is_below(struct tw *w)
{
	if (tw_has(w, _("more below: PgDn")))
		read_to_end(w);
}

void ach_not_unread(struct tw *w)
{
	tw_resize(w, 80, 20);
	tw_wait_text(w, _("What she agrees to, word for word"));
	tw_keys(w, "<Esc>");
	tw_wait_text(w, _("Wallet named by"));
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("more below: PgDn"));
	tw_keys(w, "88.20<F10>");
	tw_wait_text(w, _("The authorisation has not been read to its end yet: PgDn goes on."));
	read_to_end(w);
	tw_resize(w, 80, 24);
	tw_wait_asleep(w);
}

void ach_deposit(struct tw *w, const struct ach_onlooker *by)
{
	tw_wait_text(w, _("To send, type the amount again"));
	keep(by, "transfer-read-back");
	read_what_is_below(w);
	tw_keys(w, "<Ctrl-U>88.21<F10>");
	tw_wait_text(w, "88.20 USBC");
	tw_wait_text(w, _("To send, type the amount again"));
	tw_keys(w, "<Ctrl-U>88.20<F10>");
	tw_wait_text(w, _("The deposit has begun"));
	tw_wait_text(w, "[A00]");
	tw_keys(w, "<F5>");
	tw_wait_text(w, _("In the history"));
	keep(by, "transfer");
	tw_keys(w, "<Esc>");
	tw_wait_text(w, _("Linked banks and transfers"));
	tw_wait_text(w, "88.20 USBC");
}

void ach_withdraw_too_much(struct tw *w, const struct ach_onlooker *by)
{
	ach_fill(w, "w", "9000");
	tw_wait_text(w, _("To send, type the amount again"));
	read_what_is_below(w);
	tw_keys(w, "9000<F10>");
	tw_wait_text(w, _("The service refused this transfer"));
	tw_wait_text(w, "Insufficient balance");
	keep(by, "transfer-refused");
	tw_keys(w, "<Esc>");
	tw_wait_text(w, _("Linked banks and transfers"));
}

