#ifndef API_WORLD_OMNUMI_H
#define API_WORLD_OMNUMI_H

/* The wallet service of the world: tenants, customers, wallets and tokens, for
 * the handlers of its operations.  What they remember is in world_kept() under
 * kinds of their own ("om.banks"), and outlives the program by that.  Where the
 * vendor is silent: omnumi 11. */

#include "api/sandbox.h"
#include "api/world_own.h"

struct om_tenant {
	const char *id, *name;		/* id NULL ends the list */
	const char *space;		/* of its namespaces: "usbc" of "usbc.ana.ul" */
	const char *api_key;
	bool one_wallet;		/* further wallets are switched off */
};
const struct om_tenant *om_tenants(void);

/* The one of this id, whatever its case; NULL: there is none, or no id. */
const struct om_tenant *om_tenant_with(const char *id);

/* The tenant of the call; the first where the call names none. */
const struct om_tenant *om_tenant(const struct request *);

/* The first of its tenants is reached with what api/sandbox.h names; the token is
 * one of a customer who signed in for ever. */
#define OM_TENANT_ID SANDBOX_TENANT_ID
#define OM_OTHER_TENANT_ID SANDBOX_OTHER_TENANT_ID

/* A customer's record, borrowed, NULL when there is none: customerAccountId,
 * tenantId, firstName, lastName, email, phoneNumber, dob (ISO), address1, city,
 * state, zipCode, countryCode.  They belong to the first tenant and are
 * the people of assets/people.json, whose phone and e-mail they have; one more is the
 * other tenant's. */
json_t *om_customer(struct world *, const char *customer_account_id);

/* The first customer whose member is this text, whatever its case. */
json_t *om_customer_by(struct world *, const char *key, const char *value);

/* A company's record by its businessUserId, borrowed; NULL when there is none. */
const json_t *om_company(struct world *, const char *business_user_id);

/* A wallet's record, borrowed, by its address, namespace or custom namespace,
 * whatever the case: accountAddress, namespace, customNamespace (or absent),
 * provider, tenantId, customerAccountId or businessUserId (the owner),
 * tokenSymbol, balance (text, base units of 18 decimals). */
json_t *om_wallet(struct world *, const char *selector);

/* The namespaces that wallets have, theirs and the custom ones, in lower case: an
 * object with those keys, new. */
json_t *om_spaces(struct world *);

/* The first wallet of this owner; key is "customerAccountId" or "businessUserId". */
json_t *om_wallet_of(struct world *, const char *key, const char *owner);

/* Add one; takes the record, which has at least accountAddress.  Borrowed. */
json_t *om_wallet_add(struct world *, json_t *wallet);

/* What is kept of a kind, borrowed; seed (may be NULL) fills it when it is asked for
 * the first time in the life of this world. */
json_t *om_kept(struct world *, const char *kind, void (*seed)(struct world *, json_t *all));

/* Tokens: a new one of this holder (customerAccountId, or "" of a device), good for
 * ms of the world's clock; 0: for ever.  And whose a sent one is: NULL when it is
 * unknown or over. */
void om_token_add(struct world *, const char *token, const char *holder, int64_t ms);
const char *om_token_holder(struct world *, const char *token);

/* The version that is played, and whether it is older than this one. */
const char *om_version(const struct world *);
bool om_before(const struct world *, const char *version);

/* A request's args as a handler gets them: without the fields that the version does
 * not know, and without blanks around texts, which the vendor's examples have; new
 * reference. */
json_t *om_args(const struct world *, const struct op *, const json_t *given);

/* Has an e-mail's local part this word, with which it asks for a refusal? */
bool om_mail_says(const char *email, const char *word);

/* Writing and reading.  om_time: "2025-07-07T12:36:33.0000000+00:00" of wall ms. */
#define OM_TIME_SIZE 34
void om_time(int64_t wall, char buf[static OM_TIME_SIZE]);
int64_t om_now(struct world *);		/* wall ms as the world's clock has it */
bool om_is_uuid(const char *);
bool om_is_address(const char *);		/* 0x and 40 hex digits; no checksum asked */
void om_hex(struct world *, char *buf, int n);	/* n hex digits and a NUL */

/* A refusal that the operation does not document, as E1. */
void refuse_plain(struct request *, int status, const char *type, const char *message);
struct answer om_plain(int status, const char *type, const char *message);

/* A refusal as the operation documents it.  message picks the row; text is what is
 * written in its place, NULL: the row's own. */
struct answer om_refusal(const struct op *, int status, const char *message, const char *text);

/* Has this version the operation, and may this caller use it?  False with the
 * answer to give, in the order of omnumi 3.3. */
bool om_admits(struct world *, const struct op *, const struct caller *, struct answer *);

/* POST /auth/login, which is not part of the API: what stands in for the call that
 * turns a signed challenge into an access token. */
struct answer om_login(struct world *, const json_t *body);

/* Is this the id of an identification badge for companies? */
bool om_badge_for_companies(const char *id);

#endif
