#ifndef API_SCENARIO_H
#define API_SCENARIO_H

/* The scenario matrix: every documented answer of every operation as something
 * that can be run.  A row comes from an answer_doc of the catalogue; what it
 * needs beyond the examples that the catalogue gives stands in its `how`:
 *
 *	how    = row { " | " row }		each row is a scenario of its own
 *	row    = item { "; " item }
 *	item   = STEP				set the scene: a name of api/scenes.c
 *	       | STEP "!"			the same, made afresh for this row alone
 *	       | KEY "=" VALUE			a field of the request, by its dotted key
 *	       | "-" KEY			leave this field out
 *	       | "@key=" none|wrong|narrow|no-tenant|KEYNAME
 *	       | "@tenant=" none|wrong|bad	wallet service: no tenant-id, an unknown one,
 *					one that is no UUID; other: the sandbox's second
 *	       | "@bearer=" none|wrong		its Authorization
 *	       | "@token=" none|wrong		its access-token
 *	       | "@fault=" answer		the documented answer of this row
 *	       | "@fault=" SPEC			a fault of this one call, without its operation
 *	       | "@body=" TEXT			this text as the body, whatever it is
 *	       | "@clock=" MS			move the sandbox's clock on before the call
 *	       | "@again"			make the same call once before; each one more
 *	       | "@sandbox"			its values mean something to the sandbox alone
 *	       | "?" KEY "=" VALUE		the answer has to say so; without KEY: as a whole
 *
 * A request begins with the catalogue's required fields at their examples, but
 * a fresh one where they are UUIDs; a field whose key (its last part) is the
 * name of a value kept by a step of this row gets that value; then come the
 * row's own items.  ${name} in a VALUE is a kept value, and ${new.phone},
 * ${new.email}, ${new.uuid}, ${new.word}, ${new.clabe} (a bank account),
 * ${new.payer} (a phone in the USA) and ${new.address} (of a wallet) are fresh ones,
 * of the country of the tenant.  What a path or a query needs and the row does not give is asked of
 * the first step that keeps a value of that name, so that {userToken} is a
 * customer without being told, unless the row has a "@key=".  NULL: no item. */

#include "api/op.h"

struct scenario {
	char *id;		/* "createContact.400.ERROR_INVALID_NAME"; a further row of
				 * the same answer ends in ".2" */
	const struct op *op;
	const struct answer_doc *doc;	/* title and how to provoke it */
	char *how;		/* this row's part of doc->how; "" */
	char *tags;		/* "raas customers refusal auth": service, group, then
				 * happy, refusal, auth, fault, changes, money, slow, sandbox */
	int status;		/* expected */
	const char *code;	/* expected; NULL: not looked at.  Borrowed from doc */
	json_t *fields, *given;	/* of a row with data of its own (api/data_rows.h): {KEY: text}
				 * of the request, and {name: text} for the row's ${name} in
				 * place of the steps that keep it; NULL */
	char *own_code;		/* what code points to when the data expects another */
};

struct scenarios {
	struct scenario *list;
	int n;
};

/* All of them, in the catalogue's order. */
void scenarios_make(struct scenarios *);
void scenarios_release(struct scenarios *);
const struct scenario *scenario_find(const struct scenarios *, const char *id);

/* {KEY: VALUE as text} of its "?" items, as they stand there; new. */
json_t *scenario_expect(const struct scenario *);

/* Add a copy whose id ends in the number of a row of data. */
struct scenario *scenarios_add(struct scenarios *, const struct scenario *, int nth);

/* Does a word select it?  An id or its beginning up to a dot, an operation, a
 * tag, a status or its class ("4xx"). */
bool scenario_fits(const struct scenario *, const char *word);

#endif
