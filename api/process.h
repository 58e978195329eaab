#ifndef API_PROCESS_H
#define API_PROCESS_H

/* Which process is which, across ends, reboots and reused numbers. */

#include "api/util.h"

/* A mark of the process that has this number now, which a later one with the
 * same number does not share; 0 when it cannot be told. */
int64_t process_born(int pid);

/* Is the process that had this number and mark gone? */
bool process_is_gone(int pid, int64_t born);

#endif
