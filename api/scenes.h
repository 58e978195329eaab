#ifndef API_SCENES_H
#define API_SCENES_H

/* How the scene of a scenario is set: the items of a row (grammar in
 * api/scenario.h) and the steps that they may name. */

#include "api/scenario.h"

/* A step is a call that leaves something behind, such as a registered customer.
 * Once a run, and shared by all rows that name it, unless a row asks for one of
 * its own ("customer!"); then what builds on it is the row's own as well. */
struct step {
	const char *name;		/* NULL ends the table */
	const char *needs;		/* steps before it, parted by blanks; NULL: none */
	const struct op *op;
	const char *set;		/* items of its request, as in a row; NULL: none */
	const char *keep;		/* values it keeps, parted by blanks: NAME=KEY of the
					 * reply ("cardToken=json.CardNumber", of a list
					 * "id=0.id"), NAME=^KEY of its request */
	const char *until;		/* KEY=VALUE: asked again until the reply says so */
	bool sandbox;			/* leans on what only the sandbox knows */
};

/* Their tables, one after the other: a group of operations has one of its own. */
#define SCENES(_) \
	_(scenes_raas) _(scenes_email) _(scenes_business) _(scenes_banks) _(scenes_wallet) \
	_(scenes_cards) _(scenes_badges)

#define SCENES_DECLARE(table) extern const struct step table[];
SCENES(SCENES_DECLARE)

extern const struct step *const scene_tables[];	/* ends with NULL */

#define step_each(s) \
	for (const struct step *const *s##_table = scene_tables; *s##_table; s##_table++) \
		for (const struct step *s = *s##_table; s->name; s++)

/* Its place among all of them. */
int step_index(const struct step *);

/* By its name, of which the first n characters count; NULL. */
const struct step *step_find(const char *name, size_t n);

/* The first step that keeps a value of this name, by an operation of this service
 * (SVC_COUNT: of any; the card vault belongs to the first); NULL. */
const struct step *step_giving(const char *value, enum service);

/* The next value that a step keeps; false at the end. */
struct kept {
	char name[48], key[64];
	bool sent;			/* key is one of its request */
};
bool kept_next(const char **keep, struct kept *);

bool step_keeps(const struct step *, const char *value);

/* Is this step one of those it needs, however far down? */
bool step_needs(const struct step *, const struct step *other);

enum item_kind {
	ITEM_STEP,		/* name; fresh with a "!" */
	ITEM_FIELD,		/* name, value */
	ITEM_WITHOUT,		/* name */
	ITEM_KEY, ITEM_TENANT, ITEM_BEARER, ITEM_TOKEN,	/* value: a credential */
	ITEM_FAULT, ITEM_BODY, ITEM_CLOCK,	/* value */
	ITEM_AGAIN, ITEM_SANDBOX,
	ITEM_EXPECT,		/* name, value */
	ITEM_BAD		/* name: what cannot be read */
};

struct item {
	enum item_kind kind;
	bool fresh;
	char *name, *value;	/* owned; item_release() */
};

/* Split the next item off a row; false at its end. */
bool item_next(const char **row, struct item *);
void item_release(struct item *);

/* Does a row need the sandbox: an item that only it understands, or a step? */
bool row_needs_sandbox(const char *row);

#endif
