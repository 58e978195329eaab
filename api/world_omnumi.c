/* The wallet service's side of the world: whom it knows and how it tells of a
 * refusal.  Its people are those of assets/people.json, so that one person can be a
 * customer of both services. */

#include "api/world_omnumi.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

extern const char asset_people_json[];

static const struct om_tenant tenants[] = {
	{ .id = OM_TENANT_ID, .name = "USBC", .space = "usbc", .api_key = SANDBOX_WALLET_KEY },
	{ .id = OM_OTHER_TENANT_ID, .name = "Sunrise Market", .space = "sunrise",
	  .api_key = "remitty-sandbox-wallet-key-2", .one_wallet = true },
	{ .id = NULL }
};

static const char other_id[] = "2cbfdc48-072c-40e5-8976-7ade3586faf6";

const struct om_tenant *om_tenants(void)
{
	return tenants;
}

const struct om_tenant *om_tenant_with(const char *id)
{
	for (const struct om_tenant *t = tenants; id && t->id; t++)
		if (!strcasecmp(t->id, id))
			return t;
	return NULL;
}

const struct om_tenant *om_tenant(const struct request *req)
{
	const struct om_tenant *t =
		om_tenant_with(req->caller ? req->caller->tenant : NULL);

	return t ? t : tenants;
}

/* ---- what is kept ---- */

json_t *om_kept(struct world *world, const char *kind, void (*seed)(struct world *, json_t *all))
{
	bool there = json_object_get(world->kept, kind);
	json_t *all = world_kept(world, kind);

	if (!there && seed)
		seed(world, all);
	return all;
}

/* What the person's file has of her, under the same names. */
static json_t *customer_from(const json_t *record)
{
	static const char *const keys[] = {
		"firstName", "middleName", "lastName", "email", "phoneNumber", "dob", "address1",
		"city", "state", "zipCode", "countryCode", NULL
	};

	return picked(record, keys);
}

static void seed_customer(json_t *all, const char *id, const char *tenant, json_t *customer)
{
	json_object_set_new(customer, "customerAccountId", json_string(id));
	json_object_set_new(customer, "tenantId", json_string(tenant));
	json_object_set_new(all, id, customer);
}

static void seed_customers(struct world *world, json_t *all)
{
	const struct sandbox_wallet *seeds = sandbox_wallets();
	json_t *people = json_loads(asset_people_json, 0, NULL), *person;
	size_t i;

	(void)world;
	json_array_foreach(people, i, person)
		if (seeds[i].account)
			seed_customer(all, seeds[i].account, OM_TENANT_ID,
				      customer_from(json_object_get(person, "record")));
	json_decref(people);
	seed_customer(all, other_id, OM_OTHER_TENANT_ID, json_pack(
		"{s:s, s:s, s:s, s:s}", "firstName", "Nora", "lastName", "Vega",
		"email", "nora.vega@example.com", "phoneNumber", "+525512087700"));
}

int sandbox_people(struct sandbox_person *list, int max)
{
	static const char *const keys[] = { "firstName", "lastName", "lastName2" };
	const struct sandbox_wallet *w = sandbox_wallets();
	json_t *people = json_loads(asset_people_json, 0, NULL);
	int n = 0;

	for (; n < max && w[n].account; n++) {
		const json_t *record = json_object_get(json_array_get(people, (size_t)n), "record");
		struct str name = { 0 };

		for (size_t i = 0; i < ARRAY_LEN(keys); i++)
			str_addf(&name, "%s%s", i ? " " : "", arg_text(record, keys[i]));
		list[n].wallet = &w[n];
		text_put(list[n].name, sizeof(list[n].name), name.s);
		str_release(&name);
	}
	json_decref(people);
	return n;
}

json_t *om_customer(struct world *world, const char *customer_account_id)
{
	char lower[128];

	lower_email(customer_account_id, lower);
	return json_object_get(om_kept(world, "om.customers", seed_customers), lower);
}

json_t *om_customer_by(struct world *world, const char *key, const char *value)
{
	json_t *all = om_kept(world, "om.customers", seed_customers), *customer;
	const char *id;

	json_object_foreach(all, id, customer)
		if (*value && !strcasecmp(arg_text(customer, key), value))
			return customer;
	return NULL;
}

static void seed_wallet(json_t *all, const char *address, json_t *wallet)
{
	char lower[128];

	lower_email(address, lower);
	json_object_set_new(wallet, "accountAddress", json_string(address));
	json_object_set_new(all, lower, wallet);
}

static void seed_wallets(struct world *world, json_t *all)
{
	(void)world;
	for (const struct sandbox_wallet *w = sandbox_wallets(); w->account; w++)
		seed_wallet(all, w->address, json_pack(
			"{s:s, s:s, s:s, s:s, s:s}", "namespace", w->space, "tenantId",
			OM_TENANT_ID, "customerAccountId", w->account, "tokenSymbol", "USBC",
			"balance", w->balance));
	seed_wallet(all, "0x5B38Da6a701c568545dCfcB03FcB875f56beddC4", json_pack(
		"{s:s, s:s, s:s, s:s, s:s}", "namespace", "sunrise.nora.ul", "tenantId",
		OM_OTHER_TENANT_ID, "customerAccountId", other_id, "tokenSymbol", "USBC",
		"balance", "5000000000000000000"));
}

static json_t *wallets(struct world *world)
{
	return om_kept(world, "om.wallets", seed_wallets);
}

static bool is_space_of(const json_t *wallet, const char *selector)
{
	return !strcasecmp(arg_text(wallet, "namespace"), selector) ||
	       !strcasecmp(arg_text(wallet, "customNamespace"), selector);
}

json_t *om_wallet(struct world *world, const char *selector)
{
	char lower[128];
	const char *address;
	json_t *wallet;

	lower_email(selector, lower);
	wallet = json_object_get(wallets(world), lower);
	if (wallet || !*selector || om_is_address(selector))
		return wallet;
	json_object_foreach(wallets(world), address, wallet)
		if (is_space_of(wallet, selector))
			return wallet;
	return NULL;
}

json_t *om_spaces(struct world *world)
{
	static const char *const keys[] = { "namespace", "customNamespace" };
	json_t *taken = json_object(), *wallet;
	const char *address;
	char lower[128];

	json_object_foreach(wallets(world), address, wallet)
		for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
			lower_email(arg_text(wallet, keys[i]), lower);
			json_object_set_new(taken, lower, json_true());
		}
	return taken;
}

json_t *om_wallet_of(struct world *world, const char *key, const char *owner)
{
	const char *address;
	json_t *wallet;

	json_object_foreach(wallets(world), address, wallet)
		if (*owner && !strcasecmp(arg_text(wallet, key), owner))
			return wallet;
	return NULL;
}

json_t *om_wallet_add(struct world *world, json_t *wallet)
{
	char *address = xstrdup(arg_text(wallet, "accountAddress"));

	seed_wallet(wallets(world), address, wallet);
	free(address);
	return wallet;
}

/* ---- tokens ---- */

static void seed_tokens(struct world *world, json_t *all)
{
	(void)world;
	json_object_set_new(all, SANDBOX_WALLET_TOKEN, json_pack(
		"{s:s, s:i}", "holder", sandbox_wallets()->account, "until", 0));
}

void om_token_add(struct world *world, const char *token, const char *holder, int64_t ms)
{
	om_kept(world, "om.tokens", seed_tokens);
	world_keep(world, "om.tokens", token, json_pack(
		"{s:s, s:I}", "holder", holder, "until",
		(json_int_t)(ms ? world_clock(world) + ms : 0)));
}

const char *om_token_holder(struct world *world, const char *token)
{
	const json_t *all = om_kept(world, "om.tokens", seed_tokens);
	const json_t *known = token ? json_object_get(all, token) : NULL;
	json_int_t until = json_integer_value(json_object_get(known, "until"));

	if (!known || (until && until <= world_clock(world)))
		return NULL;
	return arg_text(known, "holder");
}

static void trim_texts(json_t *value)
{
	const char *key, *text = json_string_value(value);
	json_t *item;
	size_t i;

	if (text) {
		size_t from = strspn(text, " "), n = strlen(text);

		while (n > from && text[n - 1] == ' ')
			n--;
		if (from || text[n]) {
			char *inner = xstrndup(text + from, n - from);

			json_string_set(value, inner);
			free(inner);
		}
	}
	json_object_foreach(value, key, item)
		trim_texts(item);
	json_array_foreach(value, i, item)
		trim_texts(item);
}

json_t *om_args(const struct world *world, const struct op *op, const json_t *given)
{
	json_t *known = version_trim(op->in, given, om_version(world));
	json_t *args = json_deep_copy(known);

	json_decref(known);
	trim_texts(args);
	return args;
}

/* ---- writing and reading ---- */

const char *om_version(const struct world *world)
{
	return world->conf.omnumi_version ? world->conf.omnumi_version : OP_VERSION_USUAL;
}

bool om_before(const struct world *world, const char *version)
{
	return version_before(om_version(world), version);
}

/* The clock counts from the world's making: when that was is noted when somebody asks. */
int64_t om_now(struct world *world)
{
	json_t *first = world_kept(world, "om.epoch");

	if (!json_object_size(first)) {
		json_object_set_new(first, "wall", json_integer((json_int_t)wall_ms()));
		json_object_set_new(first, "clock", json_integer((json_int_t)world_clock(world)));
	}
	return json_integer_value(json_object_get(first, "wall")) + world_clock(world) -
	       json_integer_value(json_object_get(first, "clock"));
}

void om_time(int64_t wall, char buf[static OM_TIME_SIZE])
{
	time_t seconds = (time_t)(wall / 1000);
	struct tm tm;

	gmtime_r(&seconds, &tm);
	strftime(buf, OM_TIME_SIZE, "%Y-%m-%dT%H:%M:%S.0000000+00:00", &tm);
}

bool om_is_uuid(const char *text)
{
	static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

	for (size_t i = 0; i < sizeof(shape); i++) {
		bool digit = text[i] && strchr("0123456789abcdefABCDEF", text[i]);

		if (shape[i] == 'x' ? !digit : text[i] != shape[i])
			return false;
	}
	return true;
}

bool om_is_address(const char *text)
{
	return has_prefix(text, "0x") && strlen(text) == 42 &&
	       strspn(text + 2, "0123456789abcdefABCDEF") == 40;
}

void om_hex(struct world *world, char *buf, int n)
{
	for (int i = 0; i < n; i++)
		buf[i] = "0123456789abcdef"[world_random(world) & 15];
	buf[n] = '\0';
}
