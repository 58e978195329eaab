#ifndef API_HTTP_END_H
#define API_HTTP_END_H

/* The network library at its beginning, and what it tells of a call that ended.
 * Used by api/http.c alone. */

#include "api/answer.h"

/* Begin it.  When memory is out it ends the program as the rest does: a request
 * that lacks a part must not leave. */
void http_library(bool tls);

/* Why no whole answer came, from the library's code (CURLcode). */
enum cut http_cut(int code);

/* The same, looking also at what was wrong with a certificate. */
enum cut http_why(void *easy, int code);

/* Where its time went, from the library's handle. */
void http_times(void *easy, struct exchange *);

#endif
