#ifndef API_RUNNER_OWN_H
#define API_RUNNER_OWN_H

/* Shared by the files of the runner: runner.c makes the calls, runner_plan.c
 * knows which, and which not. */

#include "api/draft.h"
#include "api/runner.h"
#include "api/scenes.h"

/* The steps of a row in their order. */
struct plan {
	const json_t *given;		/* {name: value} that needs no step; borrowed */
	struct {
		const struct step *step;
		bool fresh;		/* of this row alone */
	} list[32];
	int n;
};

void plan_make(struct plan *, const struct scenario *);

/* Add what is given in place of a step to values, under all names it has there. */
void plan_given(const json_t *given, json_t *values);

/* May the row run with this profile?  False with the reason, translated. */
bool plan_may(const struct plan *, const struct scenario *, const struct runner_conf *,
	      char why[static 256]);

/* The key with which it is sent: "" for none, NULL for the profile's own. */
const char *plan_key(const struct op *, const char *wanted, const struct config *);

/* The wallet service's other credentials: NULL for the profile's own. */
const char *plan_tenant(const char *wanted);
const char *plan_token(const char *wanted);

/* The fault of a row's call: "answer" is the one it documents.  New, or NULL. */
char *plan_fault(const struct scenario *, const char *wanted);

/* Add what a step keeps to values: from what was sent and what came back. */
void step_keep(const struct step *, const json_t *sent, const json_t *reply, json_t *values);

/* Does the reply say what the step waits for? */
bool step_is_done(const struct step *, const json_t *reply);

#endif
