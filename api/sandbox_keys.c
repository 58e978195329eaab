/* Whom the sandbox knows: the test keys of the first service, and the customers of the
 * wallet service. */

#include <string.h>

#include "api/sandbox_own.h"

static const struct sandbox_key keys[] = {
	{ "remitty-sandbox-partner", "partner" },
	{ "remitty-sandbox-send", "partner_send" },
	{ "remitty-sandbox-dual", "partner_dual" },
	{ "remitty-sandbox-full", "partner_full" },
	{ SANDBOX_NO_TENANT_KEY, "partner_full" },
	{ "remitty-sandbox-admin", "admin" },	/* too narrow for every operation */
	{ NULL, NULL }
};

const struct sandbox_key *sandbox_keys(void)
{
	return keys;
}

const char *sandbox_key_for(const char *scopes)
{
	for (const struct sandbox_key *k = keys; k->key; k++)
		if (str_eq(k->scopes, scopes))
			return k->key;
	return NULL;
}

bool key_caller(const char *key, struct caller *caller)
{
	for (const struct sandbox_key *k = keys; key && k->key; k++) {
		if (strcmp(k->key, key))
			continue;
		*caller = (struct caller){ .scopes = k->scopes,
					    .no_tenant = !strcmp(key, SANDBOX_NO_TENANT_KEY) };
		return true;
	}
	return false;
}

/* The people of assets/people.json, in its order; one more is the other tenant's. */
static const struct sandbox_wallet wallets[] = {
	{ "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9", "0x9086F595C67a0aE52B859fD63CbB984b825B4587",
	  "usbc.ana.ul", "1250500000000000000000",
	  N_("consent accepted, a bank linked") },
	{ "c02d249a-e720-4df8-b1b6-f016e2d351de", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
	  "usbc.luis.ul", "382000000000000000000",
	  N_("consent no longer valid, no bank") },
	{ "cbf2f17a-d0d1-42da-a6cc-cb28f99484ea", "0x874259c8e1d58ac53f6f22e3f3e5a5dc86773248",
	  "usbc.rosa.ul", "0",
	  N_("no consent, nothing in the wallet") },
	{ "c8abc8ff-8c56-4231-9e55-aaca9698a3d7", "0x740768f5ba3757c76452fae11fbff696af8300bd",
	  "usbc.jorge.ul", "75250000000000000000",
	  N_("no consent, no bank") },
	{ "4c3f3bbe-7190-4a49-8454-d240ba108d18", "0xd0112345678907da6383b7c4ec349e5ae85404d0",
	  "usbc.elena.ul", "19990000000000000000",
	  N_("consent accepted, no bank") },
	{ "53834add-8bf9-4982-a356-3cc420bd6be7", "0xdddd5eacf20148ac39e4c3ed540ab419da835bce",
	  "usbc.ivan.ul", "640100000000000000000",
	  N_("no consent, no bank") },
	{ .account = NULL }
};

const struct sandbox_wallet *sandbox_wallets(void)
{
	return wallets;
}
