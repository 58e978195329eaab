#include "tests/camera.h"

#include <stdlib.h>
#include <string.h>

#include <zbar.h>

#include "api/util.h"

#define SCALE 4

struct picture picture_blank(int w, int h)
{
	size_t n = (size_t)w * (size_t)h * SCALE * SCALE;
	struct picture p = { .w = w, .h = h, .grey = xcalloc(n, 1) };

	memset(p.grey, 255, n);
	return p;
}

void picture_dot(struct picture *p, int x, int y)
{
	for (int i = 0; i < SCALE; i++)
		memset(p->grey + ((y * SCALE + i) * p->w + x) * SCALE, 0, SCALE);
}

struct picture picture_of_code(const struct grid *g)
{
	struct picture p = picture_blank(g->w, 2 * g->h);

	for (int i = 0; i < g->w * g->h; i++) {
		wchar_t ch = g->cells[i].style == STYLE_QR ? g->cells[i].ch : L' ';

		if (ch == L'▀' || ch == L'█' || ch == L'#')
			picture_dot(&p, i % g->w, i / g->w * 2);
		if (ch == L'▄' || ch == L'█' || ch == L'#')
			picture_dot(&p, i % g->w, i / g->w * 2 + 1);
	}
	return p;
}

char *picture_scan(struct picture p)
{
	zbar_image_scanner_t *scanner = zbar_image_scanner_create();
	zbar_image_t *image = zbar_image_create();
	unsigned w = (unsigned)(p.w * SCALE), h = (unsigned)(p.h * SCALE);
	const zbar_symbol_t *symbol;
	char *text;

	zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
	zbar_image_set_size(image, w, h);
	zbar_image_set_data(image, p.grey, (unsigned long)w * h, NULL);
	zbar_scan_image(scanner, image);
	symbol = zbar_image_first_symbol(image);
	text = symbol ? xstrdup(zbar_symbol_get_data(symbol)) : NULL;
	zbar_image_destroy(image);
	zbar_image_scanner_destroy(scanner);
	free(p.grey);
	return text;
}
