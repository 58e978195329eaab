#ifndef API_SANDBOX_H
#define API_SANDBOX_H

/* The service itself, on loopback: a real HTTP server with memory that checks
 * requests by the catalogue and answers as documented.  No timers of its own
 * while nothing is delayed: time passes by being asked for. */

#include "api/faults.h"
#include "api/loop.h"
#include "api/op.h"

struct sandbox;

struct sandbox_conf {
	int port;			/* 0: any */
	unsigned seed;			/* of ids, tokens and fault chances; 0: random */
	double clock;			/* 1: real time; 10: ten times faster; 0: stands still */
	int registration_polls;		/* look-ups until a registration completes; -1: default 2 */
	const char *const *faults;	/* fault specs (api/fault.h), NULL-terminated, or NULL */
	bool people;			/* begin with believable customers and asks */
	const char *letters;	/* folder of keys: the sealed channel is open; NULL: it is not */
	const char *omnumi_version;	/* that the wallet service plays (op_versions, borrowed);
					 * NULL: the newest */
	const char *vault;	/* secret of its card vault, as sandbox_vault() gives it; borrowed
				 * for good; NULL: new */
	const char *keep; /* file in which the world outlives the program; NULL: none.  Its
			   * port is taken again when it is free */
};

/* Headers of one request that only a sandbox knows: a fault that strikes it alone,
 * without its operation ("html:status=502"), and the milliseconds by which the
 * clock goes on before. */
#define SANDBOX_FAULT_HEADER "x-sandbox-fault"
#define SANDBOX_CLOCK_HEADER "x-sandbox-clock"

/* NULL with *err when the port is taken or a fault spec is wrong. */
struct sandbox *sandbox_new(const struct sandbox_conf *, struct err *);
void sandbox_free(struct sandbox *);
void sandbox_attach(struct sandbox *, struct loop *);
int sandbox_port(const struct sandbox *);

/* Who sends its events; borrowed until this is called with NULL, which also
 * forgets whom they go to.  Without, nothing is told. */
struct http;
void sandbox_use_http(struct sandbox *, struct http *);

/* From now on tell this address what happens to asks, signed with the secret
 * (raas 7); NULL: with the one given before.  False with *err. */
bool sandbox_hook(struct sandbox *, const char *url, const char *secret, struct err *err);

/* Its faults, to be looked at and switched at any time. */
struct fault_list *sandbox_faults(struct sandbox *);

/* The same of a sandbox in another program, and its clock, as operations of
 * service SVC_SANDBOX: not in op_list, for they are no part of the service. */
extern const struct op op_sandboxFaults,	/* what is on: faults_read() */
	op_sandboxAddFault,			/* spec */
	op_sandboxDropFault,			/* id */
	op_sandboxClearFaults,
	op_sandboxClock,			/* advance_ms, rate */
	op_sandboxWalletLogin;			/* address, nonce, signature: in place of the
						 * login that the wallet service does not
						 * document; told of in the inspector */

/* Write the world to its file now, as is done once for the requests of a turn of
 * the loop that may change it. */
void sandbox_keep(struct sandbox *);

/* While it is held that is left for its end: for many calls in a row that nobody
 * would want back after a crash. */
void sandbox_hold(struct sandbox *, bool held);

/* The secret of the card vault of a kept world: another sandbox that has it gives the
 * same tokens.  New, or NULL where that port is not of this world. */
char *sandbox_vault(const char *keep, int port);

/* The port at which another program serves this kept world just now; 0: none does. */
int sandbox_running(const char *keep);

/* Test keys, one per scope set; NULL name ends.  The tenant of one is missing. */
#define SANDBOX_NO_TENANT_KEY "remitty-sandbox-notenant"
struct sandbox_key {
	const char *key, *scopes;
};
const struct sandbox_key *sandbox_keys(void);
/* What opens its wallet service: tenant, key, and the token of a customer who is
 * always signed in. */
#define SANDBOX_TENANT_ID "1cd4bca0-e30b-449b-8117-cdd9963847df"
#define SANDBOX_OTHER_TENANT_ID "5f0c8a52-6d1b-4c1e-9a55-3b7f0e2d9c41"
#define SANDBOX_WALLET_KEY "remitty-sandbox-wallet-key"
#define SANDBOX_WALLET_TOKEN "remitty-sandbox-wallet-token"

/* Its wallet customers, in the order of assets/people.json; account NULL ends. */
struct sandbox_wallet {
	const char *account, *address, *space, *balance;
	const char *special;	/* N_(): how her practice begins */
};
const struct sandbox_wallet *sandbox_wallets(void);

/* The same with their names, for somebody who practises: at most max; returns how many. */
struct sandbox_person {
	char name[96];
	const struct sandbox_wallet *wallet;
};
int sandbox_people(struct sandbox_person *, int max);

const char *sandbox_key_for(const char *scopes);	/* the key with exactly these; NULL */

#endif
