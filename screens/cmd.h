#ifndef SCREENS_CMD_H
#define SCREENS_CMD_H

/* The commands of the command line. */

#include "screens/args.h"
#include "screens/session.h"

/* Exit codes. */
enum {
	CODE_FINE, CODE_CHECK, CODE_USAGE, CODE_CONFIG, CODE_NETWORK, CODE_REFUSED, CODE_AUTH,
	CODE_UNKNOWN, CODE_INTERRUPTED = 130
};

#define REMITTY_VERSION "0.2"

/* Read the command line and do it; returns the program's exit code. */
int cmd_main(int argc, char **argv);

int cmd_call(const struct args *);
int cmd_operations(const struct args *);
int cmd_asks(const struct args *);
int cmd_scenarios(const struct args *);
int cmd_calls(const struct args *);
int cmd_events(const struct args *);
int cmd_doctor(const struct args *);
int cmd_config(const struct args *);
int cmd_seal(const struct args *);
int cmd_purge(const struct args *);
int cmd_docs(const struct args *);

/* Gets what stands after its own word. */
int cmd_sandbox(int argc, char **argv);

/* Turn the loop until somebody ends the program by a signal.  ready runs once no
 * such signal can be missed any longer. */
void cmd_serve(struct loop *, void (*ready)(void *ctx), void *ctx);

/* What may not be doubled goes through the outbox, like an ask made in the console. */
int cmd_call_carried(const struct args *, const struct op *, const json_t *fields);

/* A card is typed into a process of its own, which sends it. */
int cmd_call_card(const struct args *, struct session *);

/* Tell a failure, on stderr or as JSON; returns the exit code of its kind. */
int cmd_fail(const struct args *, const struct err *);

/* May this operation run, or is everything that changes something refused, or has the
 * service's version not got it? */
bool cmd_may_change(const struct session *, const struct op *, struct err *err);

/* An error as JSON; new. */
json_t *cmd_error_json(const struct err *);
int cmd_code(const struct err *);

/* A JSON value on stdout; taken.  NULL prints nothing. */
void cmd_print(json_t *taken);

/* A time (wall ms) as ISO 8601 text; null when there is none (0, -1). */
json_t *cmd_time_json(int64_t at);

/* The answer of a service: fields of the result that --json prints; taken. */
void cmd_print_answer(const struct args *, const struct exchange *, json_t *body_taken,
		      const struct err *);

#endif
