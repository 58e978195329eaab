#ifndef API_HAR_H
#define API_HAR_H

/* Calls as an HTTP archive, HAR 1.2 (the format that browsers save and load).  It
 * is written call by call, so that a hundred thousand need no memory. */

#include "api/journal.h"

struct har;

/* Into a file 0600, which has its name only once it is whole.  NULL with *err. */
struct har *har_open(const char *path, const char *version, struct err *err);

/* Onto an open stream (FILE *), borrowed. */
struct har *har_onto(void *stream, const char *version);

void har_add(struct har *, const struct exchange *);	/* one that has ended */

/* The end of it; keep: else nothing is left of the file.  False with *err when
 * the disk did not take it.  Frees it either way. */
bool har_close(struct har *, bool keep, struct err *err);

/* One entry of an archive; new. */
json_t *har_entry(const struct exchange *);

#endif
