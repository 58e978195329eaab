#ifndef SCREENS_CMD_H
#define SCREENS_CMD_H

/* The commands of the command line.  Each gets what stands after its own word
 * and returns the program's exit code. */

int cmd_sandbox(int argc, char **argv);

#endif
