#ifndef TUI_STOP_H
#define TUI_STOP_H

/* Stop as Ctrl-Z asks for, until somebody continues us.  Where no shell could, the
 * system ignores it and this returns at once. */
void stop_here(void);

#endif
