/* The real program at 80 by 24: a wallet customer's bank is linked by its numbers and
 * by Plaid, money goes in and out by ACH, with a refusal of each; and one whose
 * answer is lost is found in the history. */

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/lang.h"
#include "api/util.h"
#include "tests/ach_agent.h"
#include "tests/needles.h"

#define ACCOUNT "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9"

/* The answer was lost: told so, and found by itself. */
static void withdraw_unknown(struct tw *w)
{
	ach_fill(w, "w", "25");
	tw_keys(w, "25<F10>");
	tw_wait_text(w, _("We do not know yet whether this transfer was carried out"));
	tw_keys(w, "g");
	tw_wait_text(w, _("It is too early to say that it was not carried out. Wait a quarter of "
			  "an hour."));
	tw_keys(w, "<F5>");
	tw_wait_text(w, _("The withdrawal has begun"));
	tw_wait_text(w, _("found in the history of the wallet"));
	tw_keys(w, "<Esc>");
	tw_wait_text(w, _("Linked banks and transfers"));
}

static void journey(const char *lang)
{
	const char *const args[] = {
		"--lang", lang, "--fault", "reset-after:achOut:count=1", NULL
	};
	struct tw w;

	lang_set(lang);
	tw_init(&w);
	tw_start(&w, 80, 24, args);
	tw_wait_text(&w, _("Phone or e-mail of the customer"));
	wallet_take(&w, ACCOUNT);
	ach_banks(&w);
	ach_link_by_numbers(&w, NULL);
	ach_link_by_plaid(&w, NULL);
	ach_fill(&w, "d", "88.2");
	ach_not_unread(&w);
	ach_deposit(&w, NULL);
	withdraw_unknown(&w);
	ach_withdraw_too_much(&w, NULL);
	tw_keys(&w, "<Ctrl-Q>");
	tw_ended(&w, 0);
	tw_release(&w);
}

/* ---- what is left of the numbers ---- */

struct watched {
	struct tw w;			/* first */
	struct str shown;		/* what came, and the screen after each portion */
};

static void on_seen(struct tw *w, const char *bytes, size_t len)
{
	struct watched *r = (struct watched *)w;
	char *text = tw_text(w);

	str_addn(&r->shown, bytes, len);
	str_add(&r->shown, text);
	free(text);
}

/* The routing number is read while it is typed; it is no secret, and yet kept nowhere. */
static void no_number_and_no_token_is_left(void **state)
{
	const char *const args[] = { "--lang", "en", NULL };
	struct watched r = { 0 };
	struct needles seen = { .tokens_pass = true }, left;
	char *flat, *kept;

	(void)state;
	lang_set("en");
	tw_init(&r.w);
	kept = tw_path(&r.w, "state/remitty/sandbox");
	r.w.seen = on_seen;
	tw_start(&r.w, 80, 24, args);
	wallet_take(&r.w, ACCOUNT);
	ach_banks(&r.w);
	ach_link_by_numbers(&r.w, NULL);
	ach_link_by_plaid(&r.w, NULL);
	tw_keys(&r.w, "<F12>");
	tw_wait_text(&r.w, "linkBank");
	tw_keys(&r.w, "\n");
	tw_drain(&r.w, 200);
	tw_keys(&r.w, "<Ctrl-Q>");
	tw_ended(&r.w, 0);
	needles_add(&seen, "account number", "4400110022");
	needles_add(&seen, "public token", "sandbox-abc123xyz456");
	needles_add(&seen, "Plaid tokens", "access-sandbox-");
	needles_add(&seen, "link token", "link-sandbox-");
	left = seen;
	needles_add(&left, "routing number", "021000021");
	flat = needles_squeeze(r.shown.s, r.shown.len);
	needles_in(&seen, "screens", r.shown.s, r.shown.len);
	needles_in(&seen, "screens without frames", flat, strlen(flat));
	needles_in_tree(&left, kept, "sandbox.json");	/* which is the service's own */
	needles_in_tree(&seen, r.w.dir, NULL);
	print_message("# figure: bank numbers searched for | %ld hits in %ld places, %.1f MB\n",
		      seen.hits + left.hits, seen.places + left.places,
		      (double)(seen.bytes + left.bytes) / 1e6);
	assert_int_equal(seen.hits + left.hits, 0);
	assert_true(left.places > 0);
	free(flat);
	free(kept);
	str_release(&r.shown);
	tw_release(&r.w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TW_BOTH(journey),
		cmocka_unit_test(no_number_and_no_token_is_left),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
