/* The person in hand: one row of customers, found by phone or e-mail, and what the
 * wallet service knows beside it. */

#include "screens/omni_own.h"

#include <stdlib.h>
#include <string.h>

#include "api/phone.h"

static const struct omni_person nobody;

const struct omni_person *omni_person(const struct app *app)
{
	return app->omni ? app->omni : &nobody;
}

bool omni_has_person(const struct app *app)
{
	return app->omni;
}

bool omni_in_front(const struct app *app)
{
	for (const struct screen *s = app->omni ? app->top : NULL; s; s = s->below)
		if (s->ops == &omni_screen)
			return true;
	return false;
}

void omni_let_go(struct app *app)
{
	free(app->omni);
	app->omni = NULL;
	app->dirty = true;
}

/* ---- facts ---- */

/* Where a fact stands; its room. */
static char *place_of(struct omni_person *p, const char *key, size_t *room)
{
	const struct {
		const char *key;
		char *place;
		size_t room;
	} facts[] = {
		{ "name", p->customer.name, sizeof(p->customer.name) },
		{ "email", p->customer.email, sizeof(p->customer.email) },
		{ "phone", p->customer.phone, sizeof(p->customer.phone) },
		{ "customerAccountId", p->wallet.customer_account_id,
		  sizeof(p->wallet.customer_account_id) },
		{ "accountAddress", p->wallet.account_address,
		  sizeof(p->wallet.account_address) },
		{ "namespace", p->wallet.namespace, sizeof(p->wallet.namespace) },
		{ "businessUserId", p->wallet.business_user_id,
		  sizeof(p->wallet.business_user_id) },
		{ "linkedBankId", p->wallet.bank_id, sizeof(p->wallet.bank_id) },
		{ "bank", p->wallet.bank, sizeof(p->wallet.bank) },
	};

	for (size_t i = 0; i < ARRAY_LEN(facts); i++)
		if (str_eq(facts[i].key, key)) {
			*room = facts[i].room;
			return facts[i].place;
		}
	return NULL;
}

const char *omni_fact(const struct app *app, const char *key)
{
	size_t room;
	const char *place = app->omni ? place_of(app->omni, key, &room) : NULL;

	return place ? place : "";
}

bool omni_has_wallet(const struct wallet_person *w)
{
	return *w->customer_account_id || *w->account_address || *w->namespace ||
	       *w->business_user_id || *w->bank_id;
}

void omni_keep(struct app *app)
{
	struct omni_person *p = app->omni;

	if (*p->customer.phone || *p->customer.email) {
		p->customer.seen_at = 0;
		store_customer_put(app->store, &p->customer, NULL);
	}
	p->wallet.customer_id = p->customer.id;
	p->wallet.seen_at = 0;
	if (omni_has_wallet(&p->wallet))
		store_wallet_put(app->store, &p->wallet, NULL);
	app->dirty = true;
}

static struct omni_person *in_hand(struct app *app)
{
	if (!app->omni)
		app->omni = xcalloc(1, sizeof(*app->omni));
	return app->omni;
}

static bool is_alias(const char *key)
{
	return word_in("phone,email", key);
}

void omni_learn(struct app *app, const char *key, const char *value)
{
	struct omni_person *p = in_hand(app);
	size_t room;
	char *place = place_of(p, key, &room);

	if (!place || !value || !*value || str_eq(place, value))
		return;
	if (is_alias(key) && !p->customer.id && !omni_join_known(app, value))
		return;
	text_put(place, room, value);
	omni_keep(app);
}

/* ---- taking in hand ---- */

static void take_known(struct app *app, const struct customer *c, const struct wallet_person *w)
{
	struct omni_person *p = in_hand(app);

	*p = (struct omni_person){ .customer = *c, .wallet = *w };
	p->customer.seen_at = 0;
	app->dirty = true;
}

static void take_alias(struct app *app, const char *alias)
{
	struct customer c = { 0 };
	struct wallet_person w = { 0 };

	if (!store_customer_get(app->store, alias, &c)) {
		c = (struct customer){ 0 };
		text_put(strchr(alias, '@') ? c.email : c.phone,
			 strchr(alias, '@') ? sizeof(c.email) : sizeof(c.phone), alias);
	} else if (!store_wallet_of(app->store, c.id, &w)) {
		w = (struct wallet_person){ 0 };
	}
	take_known(app, &c, &w);
	omni_keep(app);
}

static bool take_wallet(struct app *app, const char *text, const char *key)
{
	struct wallet_person w = { 0 };
	struct customer c = { 0 };
	bool known = store_wallet_find(app->store, text, &w);

	if (!known)
		w = (struct wallet_person){ 0 };
	else if (w.customer_id)
		store_customer_by_id(app->store, w.customer_id, &c);
	take_known(app, &c, &w);
	if (!known)
		omni_learn(app, key, text);
	return true;
}

const char *omni_kind(const char *text)
{
	static const char ul[] = ".ul";
	size_t n = strlen(text), dash = 0;

	for (const char *p = text; *p; p++)
		dash += *p == '-';
	if (has_prefix(text, "0x") && n == 42)
		return "accountAddress";
	if (n > sizeof(ul) && !strcasecmp(text + n - sizeof(ul) + 1, ul))
		return "namespace";
	return n == 36 && dash == 4 && text[8] == '-' ? "customerAccountId" : NULL;
}

bool omni_alias(const struct app *app, const char *text, char alias[static OMNI_ALIAS],
		struct err *err)
{
	struct phone phone;
	struct field email = { .key = "email", .label = N_("E-mail"), .type = &field_email,
			       .required = true };
	json_t *value;

	if (strchr(text, '@')) {
		value = field_read(&email, text, err);
		if (!value)
			return false;
		text_put(alias, OMNI_ALIAS, json_string_value(value));
		json_decref(value);
		return true;
	}
	if (!phone_parse(text, app->config->tenant_country, &phone, err))
		return false;
	text_put(alias, OMNI_ALIAS, phone.e164);
	return true;
}

bool omni_take(struct app *app, const char *text, struct err *err)
{
	const char *key = omni_kind(text);
	char alias[OMNI_ALIAS];

	if (key)
		return take_wallet(app, text, key);
	if (!omni_alias(app, text, alias, err))
		return false;
	take_alias(app, alias);
	return true;
}

void omni_follow_journey(struct app *app)
{
	const char *phone = fact_of(app, "phone"), *email = fact_of(app, "email");
	const char *token = fact_of(app, "userToken");

	if (!app->journey || (!*phone && !*email))
		return;
	if (app->omni && *token && str_eq(app->omni->customer.user_token, token))
		return;
	take_alias(app, *phone ? phone : email);
	text_put(app->omni->customer.user_token, sizeof(app->omni->customer.user_token), token);
	text_put(app->omni->customer.status, sizeof(app->omni->customer.status),
		 fact_of(app, "status"));
	omni_learn(app, "name", fact_of(app, "name"));
	omni_learn(app, "email", email);
	omni_learn(app, "phone", phone);
}

/* ---- filling in ---- */

static const char *known_as(const struct app *app, const char *field)
{
	static const struct {
		const char *fields, *key;
	} names[] = {
		{ "customerAccountId,userId", "customerAccountId" },
		{ "accountAddress,walletAddress,address", "accountAddress" },
		{ "namespace,nameSpace", "namespace" },
		{ "email,emailAddress", "email" },
		{ "phoneNumber,mobileNumber,phone", "phone" },
		{ "businessUserId", "businessUserId" }, { "linkedBankId", "linkedBankId" },
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (word_in(names[i].fields, field))
			return omni_fact(app, names[i].key);
	if (!str_eq(field, "identifier"))
		return "";
	return *omni_fact(app, "namespace") ? omni_fact(app, "namespace") :
	       omni_fact(app, "accountAddress");
}

json_t *omni_prefill(const struct app *app, const struct op *op)
{
	json_t *prefill = json_object();

	field_each(f, op->in) {
		const char *known = f->fields ? "" : known_as(app, f->key);

		if (*known)
			json_object_set_new(prefill, f->key, json_string(known));
	}
	return prefill;
}
