#include "tests/wallet_agent.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/lang.h"

void wallet_begin(struct tw *w, const char *lang, const char *who)
{
	const char *const args[] = { "--lang", lang, NULL };

	lang_set(lang);
	tw_init(w);
	tw_start(w, 80, 24, args);
	wallet_take(w, who);
}

void wallet_take(struct tw *w, const char *who)
{
	tw_wait_text(w, _("Phone or e-mail of the customer"));
	tw_keys(w, "<F7>");
	tw_wait_text(w, _("Nobody is in hand. F2 takes somebody."));
	tw_keys(w, "<F2>");
	tw_wait_text(w, _("Phone, e-mail, customer account, wallet address or namespace"));
	tw_keys(w, who);
	tw_keys(w, "\n");
	tw_wait_gone(w, _("Phone, e-mail, customer account, wallet address or namespace"));
}

void wallet_journey(struct tw *w, const struct omni_journey *journey)
{
	tw_keys(w, "<Home>");
	for (int i = 0; omni_journeys[i] && omni_journeys[i] != journey; i++)
		tw_keys(w, "<Down>");
	tw_keys(w, "\n");
	tw_wait_here(w, _(journey->screen->title), 2);
}

void wallet_leave(struct tw *w)
{
	tw_keys(w, "<Esc>");
	tw_wait_text(w, _("Login token"));
}

void wallet_end(struct tw *w)
{
	tw_keys(w, "<Ctrl-Q>");
	tw_ended(w, 0);
	tw_release(w);
}
