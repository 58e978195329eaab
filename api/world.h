#ifndef API_WORLD_H
#define API_WORLD_H

/* What the sandbox remembers and how it answers: customers, payers, methods,
 * quotes, asks and their time.  No HTTP here; the sandbox carries requests in
 * and answers out.  Where the vendor is silent: raas 14. */

#include "api/op.h"

struct world;

struct world_conf {
	unsigned seed;			/* of ids, tokens and codes; 0: random */
	double clock;			/* how fast asks advance: 1 real time, 0 not at all */
	int registration_polls;		/* look-ups that still show a registration under way */
	const char *host;		/* "http://127.0.0.1:8080": what links begin with */
	bool people;			/* begin with the customers of assets/people.json */
	const char *vault;		/* secret of the card vault, 64 hex digits; NULL: new */
	bool listened;			/* somebody takes the events out: api/world_events.h */
	const char *omnumi_version;	/* of the wallet service; NULL: the newest */
};

/* Who calls: what the key resolves to; of the wallet service what its headers
 * say, NULL where they were not sent. */
struct caller {
	const char *scopes;		/* comma-separated */
	bool no_tenant;			/* the key's tenant row is missing */
	const char *tenant, *api_key, *access_token, *bearer;
};

struct answer {
	int status;
	json_t *body;			/* new reference; NULL: no body */
};

struct world *world_new(const struct world_conf *);
void world_free(struct world *);

/* May this caller (NULL: no or a wrong key) use the operation?  False with
 * the 401 or 403 to give. */
bool world_admits(const struct op *, const struct caller *, struct answer *);

/* Carry out a request whose caller was admitted.  args: body, path and query
 * in one object. */
struct answer world_call(struct world *, const struct op *, const struct caller *,
			 const json_t *args);

/* A refusal in the service's shape, both reason and code; reason NULL: the
 * one that the operation documents for it. */
struct answer world_refusal(const struct op *, int status, const char *code, const char *reason);

/* The answer that a row of the operation's documents, with its examples. */
struct answer world_documented(const struct op *, const struct answer_doc *);

/* The page of a link ("Q1nO3"): whole HTML, the caller frees; NULL when the
 * link is not known. */
char *world_page(struct world *, const char *code);

/* What was pressed on it: "finish", "fail" with the status detail as reason;
 * "pay", "refuse", "expire".  False when there is no such link or button. */
bool world_press(struct world *, const char *code, const char *button, const char *reason);

/* The page for a link that is not known; borrowed. */
const char *world_no_page(void);

/* For QA and tests: everything countable.  New reference. */
json_t *world_summary(struct world *);

/* The whole world as one document (new reference), and a new, empty world made
 * from such a one: false when it is not ours, the world is as it was then.
 * Time goes on between the two. */
json_t *world_pack(const struct world *);
bool world_unpack(struct world *, const json_t *);

/* Move the clock of the asks; rate below 0: leave it. */
void world_advance(struct world *, int64_t ms, double rate);

/* Set a customer's registration as {"userId"|"phoneNumber"|"email", "status",
 * "statusDetail"} says.  False with *err. */
bool world_set_user(struct world *, const json_t *change, struct err *);

#endif
