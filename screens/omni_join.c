/* One person known to both services: when it is asked whether a wallet is hers, how
 * the two become one, and how they are parted again. */

#include "screens/omni_own.h"

#include <string.h>
#include <strings.h>

#include "screens/omni_mail.h"

/* Both known, and not the same. */
static bool is_other(const char *a, const char *b)
{
	return *a && *b && strcasecmp(a, b);
}

/* One account may have several wallets; without accounts the wallets tell. */
static bool are_two(const struct wallet_person *a, const struct wallet_person *b)
{
	if (*a->customer_account_id && *b->customer_account_id)
		return is_other(a->customer_account_id, b->customer_account_id);
	return is_other(a->business_user_id, b->business_user_id) ||
	       is_other(a->account_address, b->account_address) ||
	       is_other(a->namespace, b->namespace);
}

static void fill(char *place, size_t room, const char *value)
{
	if (!*place)
		text_put(place, room, value);
}

#define FILL(to, from, member) fill((to)->member, sizeof((to)->member), (from)->member)

/* Two rows of one person become one. */
static void merge_wallet(struct app *app, const struct wallet_person *w)
{
	struct wallet_person *to = &app->omni->wallet;

	FILL(to, w, customer_account_id);
	FILL(to, w, account_address);
	FILL(to, w, namespace);
	FILL(to, w, business_user_id);
	FILL(to, w, bank_id);
	FILL(to, w, bank);
	if (!to->id)
		to->id = w->id;
	else if (w->id && w->id != to->id)
		store_wallet_drop(app->store, w->id, NULL);
}

static void merge_customer(struct app *app, const struct customer *c)
{
	struct customer *to = &app->omni->customer;

	to->id = c->id;
	FILL(to, c, phone);
	FILL(to, c, email);
	FILL(to, c, user_token);
	FILL(to, c, status);
	FILL(to, c, detail);
	if (*c->name)			/* the name that is known at home stays */
		text_put(to->name, sizeof(to->name), c->name);
}

/* The cached row of a wallet's name; false, and blank, when there is none. */
static bool cached_wallet(const struct app *app, const char *text, struct wallet_person *w)
{
	if (store_wallet_find(app->store, text, w))
		return true;
	*w = (struct wallet_person){ 0 };
	return false;
}

/* The same of a phone or e-mail, with that customer's wallet. */
static bool cached_customer(const struct app *app, const char *alias, struct customer *c,
			    struct wallet_person *w)
{
	*w = (struct wallet_person){ 0 };
	if (!store_customer_get(app->store, alias, c)) {
		*c = (struct customer){ 0 };
		return false;
	}
	if (!store_wallet_of(app->store, c->id, w))
		*w = (struct wallet_person){ 0 };
	return true;
}

/* ---- asking ---- */

static bool wallet_may_be_hers(const struct app *app, const char *text, const char *key)
{
	const struct omni_person *p = omni_person(app);
	struct wallet_person w;

	if (*omni_fact(app, key))
		return false;
	if (!cached_wallet(app, text, &w))
		return true;
	if (p->wallet.id && w.id == p->wallet.id)
		return false;
	return (!w.customer_id || !p->customer.id || w.customer_id == p->customer.id) &&
	       !are_two(&p->wallet, &w);
}

static bool alias_may_be_hers(const struct app *app, const char *text)
{
	const struct omni_person *p = omni_person(app);
	char alias[OMNI_ALIAS];
	struct customer c;
	struct wallet_person w;

	if (*p->customer.phone || *p->customer.email || *p->wallet.business_user_id ||
	    !omni_alias(app, text, alias, NULL))
		return false;
	return !cached_customer(app, alias, &c, &w) || !are_two(&p->wallet, &w);
}

bool omni_may_be_hers(const struct app *app, const char *text)
{
	const char *key = omni_kind(text);

	if (!omni_has_person(app))
		return false;
	return key ? wallet_may_be_hers(app, text, key) : alias_may_be_hers(app, text);
}

const char *omni_called(const struct app *app)
{
	const struct omni_person *p = omni_person(app);
	const char *const names[] = {
		p->customer.name, p->customer.phone, p->customer.email, p->wallet.namespace,
		p->wallet.account_address, p->wallet.customer_account_id,
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (*names[i])
			return names[i];
	return "";
}

/* ---- joining and parting ---- */

bool omni_join_known(struct app *app, const char *alias)
{
	struct customer c;
	struct wallet_person w;

	if (!cached_customer(app, alias, &c, &w))
		return true;
	if (are_two(&app->omni->wallet, &w)) {
		app_note(app, NOTE_BAD, _("%s has another wallet here: the two were not joined."),
			 *c.name ? c.name : alias);
		return false;
	}
	merge_wallet(app, &w);
	merge_customer(app, &c);
	omni_keep(app);
	return true;
}

void omni_join(struct app *app, const char *text)
{
	const char *key = omni_kind(text);
	char alias[OMNI_ALIAS];
	struct wallet_person w;
	struct customer c;

	if (key) {
		if (cached_wallet(app, text, &w))
			merge_wallet(app, &w);
		if (!app->omni->customer.id && store_customer_by_id(app->store, w.customer_id, &c))
			merge_customer(app, &c);
		omni_learn(app, key, text);
		omni_keep(app);
	} else if (omni_alias(app, text, alias, NULL)) {
		omni_learn(app, strchr(alias, '@') ? "email" : "phone", alias);
	}
}

const char *omni_why_not_part(const struct app *app)
{
	return omni_has_wallet(&omni_person(app)->wallet) ? NULL :
	       _("No wallet is known of who is in hand.");
}

void omni_part(struct app *app)
{
	struct omni_person *p = app->omni;

	if (p->wallet.id)
		store_wallet_drop(app->store, p->wallet.id, NULL);
	mail_part(app);
	p->wallet = (struct wallet_person){ 0 };
	if (!*p->customer.phone && !*p->customer.email)
		omni_let_go(app);
	app->dirty = true;
}

/* ---- what pages come to know ---- */

void omni_met(struct app *app, const char *key, const char *value)
{
	if (!*value)
		return;
	if (!omni_has_person(app))
		omni_learn(app, key, value);
	else if (omni_may_be_hers(app, value))
		app_note(app, NOTE_INFO, _("%s is not kept with %s: F2 on the page before asks "
					   "whose it is."), value, omni_called(app));
}

void omni_linked(struct app *app, const char *account, const char *namespace,
		 const char *address)
{
	bool company = *account && !strcasecmp(account, omni_fact(app, "businessUserId"));
	bool hers = !omni_has_person(app) ||
		    !strcasecmp(account, omni_fact(app, "customerAccountId"));

	if (!*account || (!company && !hers))
		return;
	if (!company)
		omni_learn(app, "customerAccountId", account);
	omni_learn(app, "namespace", namespace);
	omni_learn(app, "accountAddress", address);
}

void omni_practise(struct app *app, const struct sandbox_person *person)
{
	omni_learn(app, "customerAccountId", person->wallet->account);
	omni_learn(app, "accountAddress", person->wallet->address);
	omni_learn(app, "namespace", person->wallet->space);
	if (!*omni_fact(app, "name"))
		omni_learn(app, "name", person->name);
}
