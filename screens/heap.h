#ifndef SCREENS_HEAP_H
#define SCREENS_HEAP_H

/* Memory of a process that handles a card.  Linked into the program alone, in place
 * of the C library's: malloc() is the same as ever until heap_lock().  A program that
 * is linked with another allocator, as sanitizers need, has none of these (NULL). */

#include <stdbool.h>

/* From here on whatever anybody allocates (this program, the libraries of JSON,
 * network and TLS, streams) lies in memory that is not swapped, not dumped and not
 * inherited, and is overwritten when it is freed; so does the stack.  False where
 * the system does not let so much be locked: then it is all of this but locked. */
bool heap_lock(void) __attribute__((weak));

/* Rather no memory than some that is not locked. */
void heap_insist(void) __attribute__((weak));

/* Overwrite all that was ever handed out.  For the very end, also from a signal
 * handler: nothing may be used afterwards. */
void heap_wipe(void) __attribute__((weak));

#endif
