#ifndef API_HTTP_END_H
#define API_HTTP_END_H

/* What the network library tells of a call that ended.  Used by api/http.c alone. */

#include "api/answer.h"

/* Why no whole answer came, from the library's code (CURLcode). */
enum cut http_cut(int code);

/* Where its time went, from the library's handle. */
void http_times(void *easy, struct exchange *);

#endif
