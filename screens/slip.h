#ifndef SCREENS_SLIP_H
#define SCREENS_SLIP_H

/* The customer's paper: what was asked, of whom, its code, reference and link. */

#include "api/ask.h"

/* As plain text in a language, with the link as a code of blocks (or of ASCII
 * alone).  The caller frees. */
char *slip_text(const struct ask *, const char *lang, bool ascii);

#endif
