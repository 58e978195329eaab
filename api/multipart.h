#ifndef API_MULTIPART_H
#define API_MULTIPART_H

/* A body as the parts of a form (multipart/form-data): files as they are,
 * all else as text. */

#include "api/op.h"

#define MULTIPART "multipart/form-data"
#define MULTIPART_BOUNDARY 40		/* bytes, the NUL included */

/* A line that no part contains: random. */
void multipart_boundary(char boundary[static MULTIPART_BOUNDARY]);

/* The whole body; the caller frees, and wipes *len bytes first. */
char *multipart_body(const struct op *, const json_t *body, const char *boundary, size_t *len);

#endif
