#ifndef TESTS_TRACER_H
#define TESTS_TRACER_H

/* A process that looks into the memory of a program and of all that it starts, from
 * their first instruction on: later they let nobody look, not even their owner. */

#include "tests/term_world.h"

/* Run argv under it, writing what there is in memory to files of this folder; the
 * whole rest of a process.  A program that a test starts in its place:
 *   "PID.exec", empty, once a process is there, "PID.exit" with its memory when it is
 *   about to end and nobody can run in it any longer, "PID.N" for the Nth SIGUSR1, then
 *   "N.done".
 * Exit status of argv; TRACER_CANNOT where the system lets nobody trace. */
enum { TRACER_CANNOT = 77 };
int tracer_main(const char *folder, char **argv);

/* The process that was started last, whose number is not this one; 0: none is there. */
pid_t tracer_other(const char *folder, pid_t but);

/* The same once it is there, of the program that runs under one in a terminal; where
 * the system lets nobody trace the test is skipped. */
pid_t tracer_console(struct tw *, const char *folder);

#endif
