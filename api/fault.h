#ifndef API_FAULT_H
#define API_FAULT_H

/* Faults on demand.  A spec reads KIND[:OPERATION][:key=value…], for example
 * "delay:requestMoneyV2:ms=3000", "reset-after:requestMoneyV2:count=1",
 * "500:*:chance=0.1:seed=7", "429:getUserTokenV2:retry=5".  A status alone, such
 * as 404, is the documented answer with it: "answer:status=404". */

#include "api/util.h"

enum fault_kind {
	FAULT_NONE, FAULT_DELAY, FAULT_500, FAULT_429, FAULT_RESET_BEFORE, FAULT_RESET_AFTER,
	FAULT_HALF_BODY, FAULT_STALL, FAULT_MALFORMED, FAULT_WRONG_TYPE, FAULT_MISSING_FIELD,
	FAULT_OVERSIZED, FAULT_HTML, FAULT_DRIP, FAULT_EMPTY,
	FAULT_WRONG_CODE, FAULT_NO_CODE, FAULT_ANSWER, FAULT_KINDS
};

struct fault {
	enum fault_kind kind;
	char operation[48];	/* "*": all */
	int count;		/* how often still; -1: always, 0: used up */
	int chance;		/* in thousandths; 1000: always */
	int ms;			/* of delay and stall; 429: Retry-After in s */
	int status;		/* of html: 401 unless told otherwise; of answer: the first
				 * documented one with it */
	int n;			/* of answer: the n-th documented one, from 1; 0: by status */
	unsigned seed;		/* of its own dice; 0: the sandbox's */
	uint64_t dice;
	unsigned id;		/* of one that is switched on … */
	int fired;		/* … and how often it struck (api/faults.h) */
};

bool fault_parse(const char *spec, struct fault *, struct err *);
char *fault_text(const struct fault *);			/* the spec again; the caller frees */
const char *fault_kind_name(enum fault_kind);
const char *fault_kind_words(enum fault_kind);		/* translated: what it does */

/* What ms means for the kind where nothing is said; 0: the kind has no such time. */
int fault_kind_ms(enum fault_kind);

#endif
