#ifndef TESTS_HOSTILE_PLACES_H
#define TESTS_HOSTILE_PLACES_H

/* The screens that show what the program keeps, each with a text in one of its fields. */

#include "tests/desk.h"

#define HOSTILE_SECRET "known-to-both"

struct kept {
	struct desk d;
	struct inbox *inbox;		/* checks events with HOSTILE_SECRET */
};

/* A field that shows text; size 0: as much as there is. */
struct slot {
	const char *name;
	size_t at, size;
};

struct place {
	const char *name;
	const struct slot *slots;	/* ends with name NULL */
	void (*show)(struct kept *, const struct slot *, const char *text);
	bool json;			/* shown as JSON, in which texts have another width */
};

extern const struct place hostile_places[];	/* ends with name NULL */

/* Can the picture be compared with that of the harmless text?  What begins with
 * nothing is left out in places, and there is no telling where. */
bool hostile_has_twin(const struct place *, const struct slot *, const char *clean,
		      const char *twin);

#endif
