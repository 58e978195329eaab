/* Wallets: adding them, and what is on them (omnumi 8.9, 11). */

#include "api/base_units.h"
#include "api/world_wallets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool om_is_broken(const char *selector)
{
	return strstr(selector, "500") && !om_is_address(selector);
}

bool om_is_own(const struct request *req, const json_t *wallet)
{
	return str_eq(arg_text(wallet, "tenantId"), om_tenant(req)->id);
}

/* ---- add a wallet ---- */

static const struct om_tenant *wanted_tenant(const struct request *req)
{
	const struct om_tenant *named = om_tenant_with(arg_text(req->args, "tenantId"));

	return named ? named : om_tenant(req);
}

/* Why this owner gets no wallet, or NULL. */
static const char *owner_fault(struct request *req, const char *customer, const char *business)
{
	const char *id = *customer ? customer : business;
	const json_t *known;

	if (!*customer == !*business)
		return "Something went wrong, please try again";
	if (!om_is_uuid(id))
		return "Not able to fetch basic details of wallet user";
	known = *customer ? om_customer(req->world, id) : om_company(req->world, id);
	return known ? NULL : "Wallet user details not found";
}

static const char *wallet_fault(struct request *req, const char *address, const char *own_name)
{
	if (!om_is_address(address))
		return "Something went wrong, please try again";
	if (om_wallet(req->world, address))
		return "Please use unique account address";
	if (om_wallet(req->world, own_name))
		return "Custom namespace is already taken";
	return NULL;
}

/* "usbc.ana.ul" becomes "usbc.ana2.ul", or what comes next that is free. */
static char *next_space(struct world *world, const struct om_tenant *tenant, const char *key,
			const char *owner)
{
	const json_t *first = om_wallet_of(world, key, owner);
	const char *name = arg_text(first, "namespace"), *dot = strchr(name, '.');
	int n = dot ? (int)strcspn(dot + 1, ".") : 0;
	char *stem = n ? xstrndup(dot + 1, (size_t)n) : xstrdup("user"), *space = NULL, lower[128];
	json_t *taken = om_spaces(world);

	for (int i = n ? 2 : 1; !space || json_object_get(taken, lower); i++) {
		free(space);
		space = xasprintf("%s.%s%d.ul", tenant->space, stem, i);
		lower_email(space, lower);
	}
	json_decref(taken);
	free(stem);
	return space;
}

void do_addWallet(struct request *req)
{
	const char *customer = arg_text(req->args, "customerAccountId");
	const char *business = om_before(req->world, "4.0.0") ? "" :
			       arg_text(req->args, "businessUserId");
	const char *key = *customer ? "customerAccountId" : "businessUserId";
	const char *owner = *customer ? customer : business;
	const char *address = arg_text(req->args, "accountAddress");
	const char *own_name = arg_text(req->args, "customNamespace");
	const struct om_tenant *tenant = wanted_tenant(req);
	const char *fault = owner_fault(req, customer, business);
	json_t *wallet;
	char *space;

	if (tenant->one_wallet)
		fault = "Multi wallet feature has been disabled by tenant name";
	if (!fault)
		fault = wallet_fault(req, address, own_name);
	if (fault) {
		refuse(req, 400, fault);
		return;
	}
	space = next_space(req->world, tenant, key, owner);
	wallet = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "accountAddress", address,
			   "namespace", space, "tenantId", tenant->id, key, owner, "tokenSymbol",
			   arg_text(req->args, "tokenSymbol"), "balance", "0");
	json_object_set(wallet, "financialBadgeId",
			json_object_get(req->args, "financialBadgeId"));
	if (*own_name)
		json_object_set_new(wallet, "customNamespace", json_string(own_name));
	om_wallet_add(req->world, wallet);
	answer_with(req, json_pack("{s:{s:s, s:s}, s:s}", "data", "customerAccountId", owner,
				   "namespace", space, "message", "wallet added successfully"));
	free(space);
}

/* ---- balance ---- */

void do_getBalance(struct request *req)
{
	const char *id = arg_text(req->args, "identifier");
	const json_t *wallet = om_wallet(req->world, id);
	char *text;

	if (!wallet) {
		text = xasprintf("Unable to fetch balance for address %s", id);
		refuse_because(req, 400, "Unable to fetch balance for address "
			       "0x439028fcbb2b9e04dbd6be8e3e6f1458b31f949cc", text);
		free(text);
	} else if (!om_is_own(req, wallet)) {
		refuse(req, 400, "Identifier does not belong to tenant_id");
	} else {
		answer_with(req, json_pack("{s:{s:O}}", "data", "accountBalance",
					   json_object_get(wallet, "balance")));
	}
}

/* ---- before a transfer on the chain ---- */

void do_createCorrelation(struct request *req)
{
	char id[37];

	world_uuid(req->world, id);
	world_keep(req->world, "om.correlations", id, json_deep_copy(req->args));
	answer_with(req, json_pack("{s:s, s:{s:s}}", "message",
				   "Correlation ID created successfully", "data",
				   "correlationId", id));
}
