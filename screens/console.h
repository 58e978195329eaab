#ifndef SCREENS_CONSOLE_H
#define SCREENS_CONSOLE_H

/* The console itself: home and everything opened from it. */

#include "screens/session.h"

/* Run until the person leaves.  An exit code; CONSOLE_RESTART when settings
 * were changed that take a new session (the profile). */
#define CONSOLE_RESTART (-1)
int console_run(struct session *);

#endif
