#ifndef TUI_QR_H
#define TUI_QR_H

/* QR codes on a canvas, on paper, as SVG and PNG. */

#include "tui/canvas.h"

struct qr {
	int side;		/* modules without the quiet zone */
	unsigned char *dark;	/* side * side, 1 is dark */
};

/* Smallest version that holds text, error correction L.  False when too long. */
bool qr_make(struct qr *, const char *text);
void qr_release(struct qr *);

/* Ink is dark everywhere: block characters and "##" are dark modules.  STYLE_QR
 * is black on white; where a terminal has no colours it is reverse video, and
 * plain where COLORFGBG tells of a light ground, so that ink is the darker of
 * the terminal's two.
 *
 * Cells it takes, quiet zone of four modules included: half blocks, or two
 * columns a module when big or ascii. */
void qr_size(const struct qr *, bool big, bool ascii, int *w, int *h);
void qr_draw(const struct qr *, struct canvas *, int x, int y, bool big);
char *qr_svg(const struct qr *);	/* the caller frees */
char *qr_text(const struct qr *, bool ascii);	/* for paper; the caller frees */

/* PNG bytes, a module being scale pixels wide, fewer where the picture would
 * be wider than 700; the caller frees. */
char *qr_png(const struct qr *, int scale, size_t *len);

#endif
