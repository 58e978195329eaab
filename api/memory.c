#include "api/memory.h"

#include <jansson.h>
#include <stdlib.h>

#include "api/util.h"

void memory_begin(void)
{
	json_set_alloc_funcs(xmalloc, free);
}
