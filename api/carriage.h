#ifndef API_CARRIAGE_H
#define API_CARRIAGE_H

/* What the outbox must know of an operation that may not be doubled: one
 * descriptor each, in api/outbox_ops.c. */

#include "api/ask.h"
#include "api/op.h"

/* CARRIES_ACH: of ask, payer is the wallet and method the linked bank. */
enum carriage_kind { CARRIES_MONEY, CARRIES_CUSTOMER, CARRIES_METHOD, CARRIES_ACH };

/* Where a text member of struct ask stands in a request: a dotted key. */
struct ask_place {
	const char *key;
	size_t at, size;
};

/* Where an answer says what; dotted keys, NULL where it does not. */
struct told {
	const char *echo;		/* our reference; NULL: what came to be stands for it */
	const char *status, *status_detail, *code, *link, *plat_id;
	const char *user_token, *method_id;	/* what came into being */
	const char *amount, *currency;		/* what the customer receives */
};

#define SALT_BYTES 32

/* One way to see whether it exists. */
struct ask_look {
	const struct op *op;
	struct ask_place args[2];		/* of the request; not asked while one is empty */
	const char *with[8];		/* more of the request: key, text, key, text … */
	const char *absent;		/* codes that say: there is no such thing */
	int absent_status;		/* a status that says so by itself; 0: none does */
	/* Is this entry of the list it, or this object?  NULL: the answer is it. */
	bool (*is_it)(const json_t *entry, const struct ask *, const unsigned char *salt);
	const struct told *told;
	/* Of what nothing comes back: where the answer has the entries that are compared
	 * by their circumstances, and the words of such an entry. */
	const struct match_words *match;
};

/* The members of an entry by which what is blurred is recognised; dotted keys. */
struct match_words {
	const char *list, *id, *amount, *at, *status, *failed, *memo;
	const char *from[3], *to[3];	/* names of the two ends */
	bool incoming;			/* the wallet of ask->payer is the receiving end */
	int page;			/* entries of a whole page: there may be more */
};

struct carriage {
	const struct op *op;
	enum carriage_kind kind;
	struct ask_place facts[10];		/* what the row keeps of the request */
	const char *amount_at;		/* NULL: no amount; its currency is a fact */
	/* Fill ask->key from the request where no correlation id goes along; else NULL. */
	void (*name)(const json_t *args, const unsigned char *salt, struct ask *);
	bool keeps_body;	/* a request with more to it than the facts may lie on the disk */
	bool any_refusal;		/* it refuses with a body of any shape */
	bool silent;			/* its good answer names nothing that we know it by */
	bool blurred;			/* nothing of ours comes back: see ask_is_blurred() */
	int refuses;			/* a status besides 400, 401, 403 and 422 by which the
					 * service says that it did nothing; 0: none */
	bool pays;			/* the customer pays; else she receives */
	bool settled;			/* once it exists nothing is left to follow */
	const char *already;		/* refusals that mean that it exists */
	const struct told *told;	/* by the operation's own answer */
	struct ask_look looks[3];		/* in this order, until one finds it */
	const struct told *outcome;	/* where no look tells, a genuine event may; or NULL */
};

/* The descriptor of an operation's name, "" being requestMoneyV2; NULL when it
 * is not carried by the outbox. */
const struct carriage *carriage_of(const char *op_name);

/* Fill what the row keeps of a request, the frozen part of it: op, key, facts
 * and amount.  False with *err when the amount is none. */
bool carriage_fill(const struct carriage *, const json_t *args, const unsigned char *salt,
		   struct ask *, struct err *err);

/* The request again, from the row; new reference.  Only of a rebuilt one is it whole. */
json_t *carriage_args(const struct carriage *, const struct ask *);

#endif
