#ifndef API_LINK_H
#define API_LINK_H

/* Which links may be drawn, copied or printed. */

#include "api/util.h"

/* Rebuild a link from its parts if it is https, has no user part and its host
 * is one of hosts (comma-separated); http on a loopback address only when
 * sandbox.  The caller frees.  NULL with *err saying why it is refused. */
char *link_accept(const char *text, const char *hosts, bool sandbox, struct err *);

/* Does it have the shape of a link that link_accept could take from some
 * host: https, or http on a loopback address?  False with *err. */
bool link_shape(const char *text, struct err *);

/* False with *err saying that text is refused, where it leads (what does not
 * belong in a link as %XX) and why: translated, without a stop. */
bool link_refuse(struct err *, const char *text, const char *why);

/* "links-dev.nomas.cash/Q1nO3", for the line beside the code; the caller frees. */
char *link_shown(const char *accepted);

#endif
