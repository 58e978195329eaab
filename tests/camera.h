#ifndef TESTS_CAMERA_H
#define TESTS_CAMERA_H

/* What a camera sees of a code, and reads in it. */

#include "tui/canvas.h"

struct picture {
	unsigned char *grey;
	int w, h;		/* in modules */
};

/* All white; w by h modules. */
struct picture picture_blank(int w, int h);
void picture_dot(struct picture *, int x, int y);	/* blacken one module */

/* The cells of STYLE_QR as half blocks show them, a cell being one module wide
 * and two high; all others are white. */
struct picture picture_of_code(const struct grid *);

/* The text of the one code in the picture, which is let go; NULL when there is
 * none.  The caller frees. */
char *picture_scan(struct picture);

#endif
