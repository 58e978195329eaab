#ifndef TESTS_KILL_H
#define TESTS_KILL_H

/* An ask on its real way (store, network library, disk) in a process that is
 * killed at one point of it, and what the next start makes of that. */

#include "api/outbox.h"

/* How the service takes the request. */
enum outcome {
	CARRIED_ANSWERED, CARRIED_UNANSWERED, NOT_CARRIED, CARRIED_LATE, FAILED_NOT_CARRIED,
	FAILED_CARRIED, SERVICE_WAYS
};

enum { POINTS = 400, NAME = 48 };

/* What all processes of the test see. */
struct board {
	enum outcome outcome;
	int port;
	int looks_until_made;		/* of CARRIED_LATE: it comes to be after so many looks */
	char id[37];			/* of the ask that arrived */
	int posts;			/* bodies that arrived whole */
	bool made;
	int n_points;			/* passed in the present run */
	int fuse;			/* the point at which to be killed; 0: none */
	bool calls;			/* system calls are the points, else the named steps */
	char names[POINTS][NAME];
};

extern struct board *board;

/* A point of the way, in a console's process: here it may be killed. */
void point(const char *name, const char *of);
void points_on(bool on);

/* Virtual time of this process: idle hours pass at once. */
void skip_time(long ms);

/* Serve until killed; never returns. */
_Noreturn void serve(int listener);

#endif
