/* Whom the sandbox knows: the test keys of the first service. */

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
