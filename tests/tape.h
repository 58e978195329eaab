#ifndef TESTS_TAPE_H
#define TESTS_TAPE_H

/* What a program sent to its terminal, byte by byte. */

#include <stddef.h>

/* The first thing in it that is neither text nor a control sequence with which this
 * program draws (and of texts: what no screen may hold), in words; NULL when all is
 * well.  A clipboard sequence counts as wrong.  The caller frees. */
char *tape_found(const char *bytes, size_t len);

#endif
