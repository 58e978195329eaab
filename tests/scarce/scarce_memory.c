/* Memory that is out at one call, whoever asks: the program or a library.  Not
 * under a sanitizer, which has an allocator of its own. */

#include <errno.h>
#include <stdlib.h>

#include "tests/scarce/scarce.h"

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);

static bool is_out(void)
{
	if (!need || !lacks(NO_MEMORY))
		return false;
	errno = ENOMEM;
	return true;
}

void *malloc(size_t size)
{
	return is_out() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return is_out() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
	return is_out() ? NULL : __libc_realloc(old, size);
}
