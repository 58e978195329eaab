#include "api/memory.h"

#include <jansson.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "api/util.h"

/* An answer may hold a card number or somebody's papers, and nobody knows where in it. */
static void wiping_free(void *at)
{
	if (at)
		explicit_bzero(at, malloc_usable_size(at));
	free(at);
}

void memory_begin(void)
{
	json_set_alloc_funcs(xmalloc, wiping_free);
}
