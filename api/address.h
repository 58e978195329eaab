#ifndef API_ADDRESS_H
#define API_ADDRESS_H

/* Which addresses of services may be called at all. */

#include "api/util.h"

/* https to any host, http to this computer's loopback alone; no user part, a
 * plain host.  False with *err saying why not. */
bool address_check(const char *url, struct err *);

/* The host of an address that address_check() lets pass, with its port when
 * it names one; the caller frees. */
char *address_host(const char *url);

#endif
