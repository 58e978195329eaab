#ifndef TESTS_STORE_PLACE_H
#define TESTS_STORE_PLACE_H

/* A folder of its own for a test's store. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "api/store.h"

struct place {
	char dir[64], path[96];
};

int place_open(void **state);
int place_close(void **state);

struct store *opened(const struct place *);	/* fails the test when it cannot be */

/* What another program does to the file. */
void sql(const struct place *, const char *text);
int version_of(const struct place *);		/* of its schema */

#endif
