#ifndef TESTS_OUTPOST_H
#define TESTS_OUTPOST_H

/* The outbox with a store in memory against a sandbox, in one loop. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "api/outbox.h"
#include "api/sandbox.h"

struct outpost {
	struct loop *loop;
	struct sandbox *sandbox;
	struct journal *journal;
	struct http *http;
	struct store *store;
	struct outbox *box;
	char user_token[80], method_id[64], payer_phone[24];
	bool heard;
	json_t *body;			/* of outpost_call() */
};

/* Ana Paz, registered, with a method and a payer; fault: as --fault has it, or NULL. */
void outpost_open(struct outpost *, const char *fault);
/* The same where time passes so fast; 0: it stands still. */
void outpost_open_at(struct outpost *, const char *fault, double clock);
void outpost_close(struct outpost *);

/* Run one operation to its end, and fail on a refusal; a text of its answer, new. */
char *outpost_call(struct outpost *, const struct op *, json_t *args_taken, const char *key);

struct ask outpost_row(struct outpost *, const char *id);

/* Run until no call is open. */
void outpost_settle(struct outpost *);

/* Look again and again, as an impatient agent does, until a state is reached
 * or two looks have found nothing. */
struct ask outpost_impatient(struct outpost *, const char *id, enum ask_state);

/* How often the operation's body left. */
int outpost_posts(const struct outpost *, const struct op *);

#endif
