/* The real program at 80 by 24: a wallet customer's personal data, masked where it
 * could serve somebody else, each change of it, and nothing of it in any file. */

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/lang.h"
#include "screens/pii.h"
#include "tests/needles.h"
#include "tests/wallet_agent.h"

#define ANA "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9"
#define NOBODY "7011cefb-0c0b-48c1-a68a-7134d32e61ff"

/* What a shop screen never shows whole. */
static const char *const secrets[] = {
	"122-22-2332", "122-22-2331", "Ul22440412", "Ul22440399", "22440412",
};

static void nothing_secret(struct tw *w)
{
	for (size_t i = 0; i < ARRAY_LEN(secrets); i++)
		if (tw_has(w, secrets[i]))
			tw_fail(w, "%s is on the screen", secrets[i]);
}

/* Of an unknown customer, then of her. */
static void read_her(struct tw *w)
{
	tw_wait_text(w, "[No data available]");
	tw_keys(w, "<Ctrl-U>" ANA "\n");
	tw_wait_text(w, "1991-03-08");
	tw_wait_text(w, "···· 2332");
	tw_wait_text(w, "Calle Durango 214");
	tw_wait_text(w, _("Reading this is recorded:"));
	nothing_secret(w);
}

static void look_at_each_part(struct tw *w)
{
	tw_keys(w, "<Tab>");
	tw_wait_text(w, _("not verified"));
	tw_keys(w, "<Tab>");
	tw_wait_text(w, "···· 0412");
	tw_wait_text(w, "usbc.ana.ul");
	nothing_secret(w);
	tw_keys(w, "<Tab>");
	tw_wait_text(w, "back.office@usbc.example");
	tw_wait_text(w, "···· 2331");
	nothing_secret(w);
}

/* Old beside new, and nothing that stayed as it was. */
static void look_at_changes(struct tw *w)
{
	tw_keys(w, "<Down>");
	tw_wait_text(w, "···· 0399");
	tw_wait_text(w, "···· 0412");
	nothing_secret(w);
	tw_keys(w, "<Down>");
	tw_wait_text(w, "Calle Hidalgo 4");
	tw_wait_text(w, "Calle Durango 214");
	assert_false(tw_has(w, "Savings"));
	tw_keys(w, "<Down>");
	tw_wait_text(w, "1990-01-01");
	tw_wait_text(w, "1991-03-08");
}

static void nothing_is_kept(struct tw *w)
{
	struct needles needles = { .tokens_pass = true };

	for (size_t i = 0; i < ARRAY_LEN(secrets); i++)
		needles_add(&needles, "secret", secrets[i]);
	needles_add(&needles, "old address", "Calle Hidalgo 4");
	assert_int_equal(needles_in_tree(&needles, w->dir, NULL), 0);
	assert_true(needles.places > 0);
}

static void journey(const char *lang)
{
	struct tw w;

	wallet_begin(&w, lang, NOBODY);
	wallet_journey(&w, &omni_pii);
	read_her(&w);
	look_at_each_part(&w);
	look_at_changes(&w);
	wallet_leave(&w);
	nothing_secret(&w);
	nothing_is_kept(&w);
	wallet_end(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TW_BOTH(journey),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
