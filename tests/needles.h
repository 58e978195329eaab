#ifndef TESTS_NEEDLES_H
#define TESTS_NEEDLES_H

/* A search for what must not be found: secrets in every form in which they may
 * have been written down. */

#include <stdbool.h>
#include <stddef.h>

struct needle {
	char what[48];			/* "card number, base64" */
	unsigned char bytes[256];
	size_t len;
	bool alone;			/* not among other digits */
};

struct needles {
	struct needle list[128];
	int n;
	char cvv[8];			/* "": not looked for */
	long bytes, places, hits;	/* searched so far, and found */
	bool tokens_pass;		/* vault tokens are not looked for */
	bool quiet;			/* hits are counted, not printed */
};

/* A secret: as it is, as wide characters, in base64 at each alignment, in hex of
 * both cases; of digits also spaced and dashed by four, and all but the last four. */
void needles_add(struct needles *, const char *what, const char *secret);
/* Four digits that occur nowhere by chance: as they are but not in a longer number, wide,
 * in hex, and as a JSON text in base64. */
void needles_add_code(struct needles *, const char *what, const char *code);
/* Three digits occur by chance: only beside the name of such a code. */
void needles_add_cvv(struct needles *, const char *cvv);

/* Search bytes, a file, every file of a folder (but what it holds under the name
 * except, which may be NULL).  Beyond what was added, any vault token in full is a
 * hit that is not an example of the catalogue.  Each hit is printed, without
 * what was found; returns how many there were. */
int needles_in(struct needles *, const char *place, const char *bytes, size_t len);
int needles_in_tree(struct needles *, const char *path, const char *except);

/* What was sent to a terminal, without its control sequences and all that is
 * neither letter nor digit: there a number is whole that was drawn in pieces.  The
 * caller frees. */
char *needles_squeeze(const char *bytes, size_t len);

#endif
