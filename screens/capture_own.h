#ifndef SCREENS_CAPTURE_OWN_H
#define SCREENS_CAPTURE_OWN_H

/* What the two processes of a capture say to each other: one JSON object at a time.
 *
 * to the one that types: begin, read (true, false), send, hot, example, deaf
 * from it: form and hint, key or mouse (it reads no more), paused, sending, answered */

#include <jansson.h>
#include <stdbool.h>

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
struct http;
json_t *capture_hear(int line, const struct http *http, bool *gone);

#endif
