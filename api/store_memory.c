/* SQLite's memory, from where all of it comes. */

#include "api/store_db.h"

#include <malloc.h>
#include <sqlite3.h>
#include <stdlib.h>

static void *get(int size)
{
	return xmalloc((size_t)size);
}

static void *resize(void *old, int size)
{
	return xrealloc(old, (size_t)size);
}

static int size_of(void *at)
{
	return (int)malloc_usable_size(at);
}

static int round_up(int size)
{
	return (size + 7) & ~7;
}

static int begin(void *ctx)
{
	(void)ctx;
	return SQLITE_OK;
}

static void end(void *ctx)
{
	(void)ctx;
}

void db_memory(void)
{
	static const sqlite3_mem_methods methods = {
		.xMalloc = get, .xFree = free, .xRealloc = resize, .xSize = size_of,
		.xRoundup = round_up, .xInit = begin, .xShutdown = end,
	};

	/* Refused, and not needed, once the library is in use. */
	sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}
