#ifndef SCREENS_RESCUE_H
#define SCREENS_RESCUE_H

/* Give the terminal back when a signal ends the program, crashes included.  Who
 * handles a signal later takes it over. */
void rescue_terminal(void);

/* The first thing of all: no core file, no other process looking in, nothing
 * readable by others, no going on without memory, and of the environment only what is needed. */
void harden(void);

#endif
