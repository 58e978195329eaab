#ifndef API_MEMORY_H
#define API_MEMORY_H

/* Before the first JSON value: its library, too, ends the program when memory
 * is out.  A value that silently lacks a member must not become a request. */
void memory_begin(void);

#endif
