#ifndef TESTS_SCARCE_H
#define TESTS_SCARCE_H

/* What a console needs and does not get: room, a disk that keeps what it was
 * given, a place to write, memory. */

#include "tests/kill/kill.h"

enum lack { NO_ROOM, NO_DISK, NO_SYNC, NO_WRITING, NO_READING, NO_MEMORY, LACKS };

/* What all processes of the test see. */
struct need {
	enum lack lack;
	long fuse;			/* the call that fails; 0: none */
	bool lasting;			/* and all that follow */
	long calls;			/* of this kind so far */
	bool failed;			/* one of them did */
	char dir[64];			/* where the records lie */
	int sentences, unsaid;		/* failures a person was told of; without text or advice */
	char first[480];		/* of them */
};

extern struct need *need;

/* From here on, in this process. */
void need_on(bool on);

/* Is the next call of this kind one that fails? */
bool lacks(enum lack lack);

#endif
