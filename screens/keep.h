#ifndef SCREENS_KEEP_H
#define SCREENS_KEEP_H

/* Papers and pictures that a person keeps, in folders beside the records. */

#include "api/config.h"

/* Where to keep it: STATE/FOLDER/NAME without an ending.  The folder is made; of
 * name only letters, digits and - are taken, since a server may have had a say
 * in it.  New; NULL with *err. */
char *keep_base(const struct config *, const char *folder, const char *name, struct err *);

/* The code of a link as BASE.svg and BASE.png. */
bool keep_code(const char *link, const char *base, struct err *);

#endif
