#include "tests/wallet_agent.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/lang.h"
#include "screens/pii.h"
#include "screens/wallet.h"

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

/* ---- for pictures ---- */

struct tour {
	struct tw *w;
	wallet_keep_fn *keep;
	void *ctx;
};

/* Open something that lies on top, keep it, close it. */
static void keep_overlay(const struct tour *t, const char *key, const char *title,
			 const char *name)
{
	tw_keys(t->w, key);
	tw_wait_text(t->w, title);
	t->keep(t->ctx, name);
	tw_keys(t->w, "<Esc>");
	tw_wait_gone(t->w, title);
}

static void tour_history(const struct tour *t)
{
	wallet_journey(t->w, &omni_wallet);
	tw_wait_text(t->w, "9,000.00");
	tw_keys(t->w, "<Down>");
	t->keep(t->ctx, "wallet-history");
	keep_overlay(t, "<F4>", _("Which of them"), "wallet-filter");
	keep_overlay(t, "\n", _("From the address"), "wallet-detail");
	tw_keys(t->w, "a");
	tw_wait_text(t->w, _("Financial badge"));
	tw_keys(t->w, "<F4>");
	tw_wait_text(t->w, "GOLD-FINANCIAL-BADGE");
	t->keep(t->ctx, "wallet-badge");
	tw_keys(t->w, "<Down>\n");
	tw_wait_text(t->w, "SILVER-FINANCIAL-BADGE");
	t->keep(t->ctx, "wallet-add");
	tw_keys(t->w, "<Esc>");
	tw_wait_gone(t->w, "SILVER-FINANCIAL-BADGE");
	wallet_leave(t->w);
}

/* A wallet in hand, and an account that may be of the same person. */
static void join_account(const struct tour *t)
{
	tw_keys(t->w, "<F2>");
	tw_wait_text(t->w, _("Phone, e-mail, customer account, wallet address or namespace"));
	tw_keys(t->w, "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9\n");
	tw_wait_text(t->w, _("Whose is it?"));
	t->keep(t->ctx, "wallet-whose");
	tw_keys(t->w, "<F10>");
	tw_wait_gone(t->w, _("Whose is it?"));
}

static void tour_login(const struct tour *t)
{
	wallet_journey(t->w, &omni_login);
	t->keep(t->ctx, "wallet-login");
	wallet_leave(t->w);
}

static void tour_card(const struct tour *t)
{
	wallet_journey(t->w, &omni_cards);
	tw_wait_text(t->w, "ViaCarte Virtual Debit Card");
	t->keep(t->ctx, "card-offer");
	tw_keys(t->w, "<F10>");
	tw_wait_any(t->w, "“ViaCarte Classic Debit Card”",
		    "\"ViaCarte Classic Debit Card\"");
	t->keep(t->ctx, "card-request");
	tw_keys(t->w, "<F10>");
	tw_wait_text(t->w, _("The card was issued. Its number is masked here."));
	tw_keys(t->w, "<F4>");
	tw_wait_text(t->w, _("Show the whole number?"));
	tw_keys(t->w, "<F10>");
	tw_wait_text(t->w, "4219 22");
	t->keep(t->ctx, "card");
	keep_overlay(t, "l", _("Report the card lost"), "card-lost");
	tw_keys(t->w, "h");
	wallet_leave(t->w);
}

static void tour_person(const struct tour *t)
{
	wallet_journey(t->w, &omni_pii);
	tw_wait_text(t->w, _("Reading this is recorded:"));
	t->keep(t->ctx, "personal-data");
	tw_keys(t->w, "<F6><Tab><Tab><Tab>");
	tw_wait_text(t->w, "back.office@usbc.example");
	tw_keys(t->w, "<Down><Down>");
	t->keep(t->ctx, "personal-changes");
	wallet_leave(t->w);
}

void wallet_tour(struct tw *w, wallet_keep_fn *keep, void *ctx)
{
	const struct tour t = { w, keep, ctx };

	tw_keys(w, "<F7>");
	tw_wait_text(w, _("Login token"));
	tw_keys(w, "<F7>");
	tw_wait_text(w, _("Nobody is in hand. F2 takes somebody."));
	keep(ctx, "wallet-nobody");
	tw_keys(w, "<F2>");
	tw_wait_text(w, _("Phone, e-mail, customer account, wallet address or namespace"));
	keep(ctx, "wallet-who");
	tw_keys(w, "usbc.ana.ul\n");
	tw_wait_text(w, _("account id not known yet"));
	join_account(&t);
	tour_login(&t);
	tour_history(&t);
	tour_card(&t);
	tour_person(&t);
}
