#ifndef TUI_QR_H
#define TUI_QR_H

/* QR codes on a canvas, as SVG and as PNG-ready modules. */

#include "tui/canvas.h"

struct qr {
	int side;		/* modules without the quiet zone */
	unsigned char *dark;	/* side * side, 1 is dark */
};

/* Smallest version that holds text, error correction L.  False when too long. */
bool qr_make(struct qr *, const char *text);
void qr_release(struct qr *);

/* Cells it takes, quiet zone of four modules included: half blocks, or two
 * columns a module when big or ascii. */
void qr_size(const struct qr *, bool big, bool ascii, int *w, int *h);
void qr_draw(const struct qr *, struct canvas *, int x, int y, bool big);
char *qr_svg(const struct qr *);	/* the caller frees */
char *qr_text(const struct qr *, bool ascii);	/* for paper; the caller frees */

#endif
