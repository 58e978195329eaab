#ifndef API_FAULTS_H
#define API_FAULTS_H

/* The faults that are switched on in a sandbox, in the order in which they
 * strike, and how often each of them did. */

#include <jansson.h>

#include "api/fault.h"

struct fault_list {
	struct fault *faults;
	int n;				/* used up ones too, until they are cleared */
	unsigned serial;		/* id of the newest */
	unsigned changes;		/* grows whenever anything here changes */
	uint64_t chance;		/* state of the dice of those without a seed */
};

/* Switch one on; its id is new and it has not struck yet.  Returns the id. */
unsigned faults_put(struct fault_list *, const struct fault *);
bool faults_add(struct fault_list *, const char *spec, struct err *);
bool faults_drop(struct fault_list *, unsigned id);	/* false: there is none */
void faults_clear(struct fault_list *);

/* The fault that strikes a request of this operation; kind FAULT_NONE when none
 * does. */
struct fault faults_strike(struct fault_list *, const char *operation);

/* How many may still strike. */
int faults_on(const struct fault_list *);
bool fault_used_up(const struct fault *);

/* As the sandbox tells it, and that read again: {"faults": [SPEC…], "struck":
 * [{"id", "spec", "fired", "used"}…]}.  Reading replaces the list; false, and it
 * stays as it was, when the answer is none of these. */
json_t *faults_tell(const struct fault_list *);
bool faults_read(struct fault_list *, const json_t *told);

#endif
