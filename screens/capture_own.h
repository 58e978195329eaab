#ifndef SCREENS_CAPTURE_OWN_H
#define SCREENS_CAPTURE_OWN_H

/* What the two processes of a capture say to each other: one JSON object at a time.
 *
 * to the one that types: begin, read (true, false), send, hot, example, deaf, forget
 * begun plain, it asks by itself, line by line on the terminal, and ends.
 * from it: form and hint, key or mouse (it reads no more), paused, sending, answered */

#include <sys/types.h>

#include "api/config.h"
#include "api/sandbox.h"

/* The private argument of the program that makes it the other process, and its end
 * of the line. */
#define CAPTURE_ARG "--card-capture"
#define CAPTURE_NAME "remitty-card"	/* in a list of processes */
enum { CAPTURE_LINE = 3 };

/* The whole program, for the process that types; locked: its memory is. */
int capture_main(bool locked);

/* False when the other end is gone. */
bool capture_say(int line, json_t *taken);

/* The next that was said; NULL when there is none, *gone when there will be none.
 * http, which may be NULL: whose keys nobody repeats to us. */
json_t *capture_hear(int line, const struct http *http, bool *gone);

/* Start the other process, which reads this terminal: our end of the line, or -1 with
 * *err.  And end it; both are waited for. */
int capture_spawn(const char *program, int tty, pid_t *, struct err *err);
void capture_end(int line, pid_t);

/* What it is told first, but fields and form: where the vault is, how long to wait for it
 * and what is wrong with it.  inside: the sandbox of this program, or NULL.  New. */
json_t *capture_beginning(const struct config *, struct sandbox *inside,
			  const struct fault_list *faults);

#endif
