#ifndef API_DERIVE_H
#define API_DERIVE_H

/* A key from a passphrase or a PIN.  Deriving one takes long by intent, so a child
 * does it and hands the key over a pipe; the loop goes on meanwhile. */

#include "api/loop.h"
#include "api/seal.h"

struct derive;

/* key: in locked memory, borrowed and wiped when it returns; NULL: the computer
 * could not (memory, processes). */
typedef void derive_fn(void *owner, const unsigned char *key);

/* secret is copied into the child.  done runs from the loop, once; then the derive is
 * gone.  NULL when no child could be made. */
struct derive *derive_start(struct loop *, const struct seal_recipe *, const char *secret,
			    derive_fn *done, void *owner);

/* Give up: done does not run.  NULL is fine. */
void derive_cancel(struct derive *);

#endif
