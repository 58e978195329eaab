#ifndef API_CODES_H
#define API_CODES_H

/* The service's codes and states in words for a person: what happened, what
 * to do.  One table for all operations. */

#include "api/op.h"

/* Fill err for a refusal: op, HTTP status, code and reason (either may be
 * NULL).  Known codes get their own sentence; unknown ones the service's
 * cleaned reason.  err->field is set where the code speaks of one input. */
void codes_explain(const struct op *, int status, const char *code, const char *reason,
		   struct err *err);

/* Identity (CIP) status detail: what it means, what to do.  Both translated,
 * borrowed; next is "" when nothing needs doing.  Unknown words are explained
 * as such. */
struct words {
	const char *what, *next;
};
struct words codes_status_detail(const char *detail);

enum stage { STAGE_OPEN, STAGE_GOOD, STAGE_BAD };

/* State of an operation ("Sent", "InTransit", …): word for a person and
 * whether it is final.  Unknown states are shown as they are, and open. */
const char *codes_operation_word(const char *status);	/* translated; borrowed */
enum stage codes_operation_stage(const char *status);

/* State of a registration ("OnProcess", "Completed", …). */
const char *codes_user_word(const char *status);
enum stage codes_user_stage(const char *status);

/* Payment method type and status ("DebitCard", "ValidatedPush"). */
const char *codes_method_word(const char *type);
const char *codes_method_status_word(const char *status);

#endif
