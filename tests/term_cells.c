/* The screen of a terminal under test: its cells as text and as a picture. */

#include "tests/term_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>
#include <zbar.h>

#include "api/util.h"

/* "10;#rrggbb": the colour of text, 11: of the screen; 110, 111: as before.
 * libvterm does not know them. */
static int on_ground(struct tw *w, const char *command)
{
	if (sscanf(command, "10;#%6x", &w->ink) == 1 || sscanf(command, "11;#%6x", &w->paper) == 1)
		w->ground = true;
	else
		w->ground = false;
	return 1;
}

int tw_osc(const char *command, size_t len, void *user)
{
	struct tw *w = user;
	char text[16];
	size_t n = 0;

	snprintf(text, sizeof(text), "%.*s", (int)len, command);
	if (has_prefix(text, "10;") || has_prefix(text, "11;") || str_eq(text, "110") ||
	    str_eq(text, "111"))
		return on_ground(w, text);
	/* "52;c;BASE64": to the clipboard. */
	if (len < 5 || memcmp(command, "52;c;", 5))
		return 0;
	if (sodium_base642bin((unsigned char *)w->clipboard, sizeof(w->clipboard) - 1, command + 5,
			      len - 5, NULL, &n, NULL, sodium_base64_VARIANT_ORIGINAL) == 0)
		w->clipboard[n] = '\0';
	return 1;
}

void tw_cell(struct tw *w, int x, int y, VTermScreenCell *cell)
{
	memset(cell, 0, sizeof(*cell));
	vterm_screen_get_cell(w->screen, (VTermPos){ .row = y, .col = x }, cell);
	if (cell->chars[0] == UINT32_MAX && x > 0) {
		vterm_screen_get_cell(w->screen, (VTermPos){ .row = y, .col = x - 1 }, cell);
		cell->chars[0] = UINT32_MAX;
		cell->chars[1] = 0;
	}
}

static void as_seen(struct tw *w, VTermColor *c)
{
	unsigned rgb = VTERM_COLOR_IS_DEFAULT_FG(c) ? w->ink : w->paper;

	if (w->ground && (VTERM_COLOR_IS_DEFAULT_FG(c) || VTERM_COLOR_IS_DEFAULT_BG(c)))
		vterm_color_rgb(c, (uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8), (uint8_t)rgb);
	else
		vterm_screen_convert_color_to_rgb(w->screen, c);
}

void tw_colours(struct tw *w, const VTermScreenCell *cell, VTermColor *fg, VTermColor *bg)
{
	*fg = cell->attrs.reverse ? cell->bg : cell->fg;
	*bg = cell->attrs.reverse ? cell->fg : cell->bg;
	as_seen(w, fg);
	as_seen(w, bg);
}

static void add_utf8(struct str *out, uint32_t c)
{
	char buf[5] = "";

	if (c < 0x80) {
		buf[0] = (char)c;
	} else if (c < 0x800) {
		buf[0] = (char)(0xc0 | c >> 6);
		buf[1] = (char)(0x80 | (c & 63));
	} else if (c < 0x10000) {
		buf[0] = (char)(0xe0 | c >> 12);
		buf[1] = (char)(0x80 | (c >> 6 & 63));
		buf[2] = (char)(0x80 | (c & 63));
	} else {
		buf[0] = (char)(0xf0 | c >> 18);
		buf[1] = (char)(0x80 | (c >> 12 & 63));
		buf[2] = (char)(0x80 | (c >> 6 & 63));
		buf[3] = (char)(0x80 | (c & 63));
	}
	str_add(out, buf);
}

/* A line from column x on. */
static char *rest_of_line(struct tw *w, int x, int y)
{
	struct str out = { 0 };
	VTermScreenCell cell;

	for (; x < w->cols; x++) {
		tw_cell(w, x, y, &cell);
		if (cell.chars[0] == UINT32_MAX)
			continue;	/* right half of a wide character */
		if (!cell.chars[0])
			str_add(&out, " ");
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			add_utf8(&out, cell.chars[i]);
	}
	while (out.len && out.s[out.len - 1] == ' ')
		out.s[--out.len] = '\0';
	return str_steal(&out);
}

char *tw_line(struct tw *w, int y)
{
	return rest_of_line(w, 0, y);
}

char *tw_text(struct tw *w)
{
	struct str out = { 0 };
	char *line;

	for (int y = 0; y < w->rows; y++) {
		line = tw_line(w, y);
		str_add(&out, line);
		str_add(&out, "\n");
		free(line);
	}
	return str_steal(&out);
}

/* Every run of blanks and line breaks becomes one blank. */
static char *squeeze(const char *text)
{
	char *out = xstrdup(text), *to = out;

	for (const char *s = text; *s; s++) {
		if (*s != ' ' && *s != '\n')
			*to++ = *s;
		else if (to == out || to[-1] != ' ')
			*to++ = ' ';
	}
	*to = '\0';
	return out;
}

bool tw_has(struct tw *w, const char *text)
{
	char *all = tw_text(w), *a = squeeze(all), *b = squeeze(text);
	bool found = strstr(a, b) != NULL;

	free(all);
	free(a);
	free(b);
	return found;
}

bool tw_find(struct tw *w, const char *text, int *x, int *y)
{
	bool found;
	char *rest;

	for (*y = 0; *y < w->rows; (*y)++) {
		for (*x = 0; *x < w->cols; (*x)++) {
			rest = rest_of_line(w, *x, *y);
			found = has_prefix(rest, text);
			free(rest);
			if (found)
				return true;
		}
	}
	return false;
}

/* ---- QR ---- */

enum { CELL_W = 4, CELL_H = 8 };	/* a half block is a square */

static unsigned char luma(const VTermColor *c)
{
	return (unsigned char)((c->rgb.red * 3 + c->rgb.green * 6 + c->rgb.blue) / 10);
}

/* Is the upper or lower half of this character inked? */
static bool inked(uint32_t ch, bool upper)
{
	switch (ch) {
	case 0x2588:	/* full block */
	case '#':
		return true;
	case 0x2580:	/* upper half */
		return upper;
	case 0x2584:	/* lower half */
		return !upper;
	default:
		return false;
	}
}

static unsigned char *picture(struct tw *w)
{
	size_t width = (size_t)w->cols * CELL_W;
	unsigned char *pixels = xcalloc((size_t)w->rows * CELL_H, width);
	VTermScreenCell cell;
	VTermColor fg, bg;
	unsigned char grey;

	for (int y = 0; y < w->rows * 2; y++) {
		for (int x = 0; x < w->cols; x++) {
			tw_cell(w, x, y / 2, &cell);
			tw_colours(w, &cell, &fg, &bg);
			grey = luma(inked(cell.chars[0], y % 2 == 0) ? &fg : &bg);
			for (int row = 0; row < CELL_H / 2; row++)
				memset(pixels + (size_t)(y * CELL_H / 2 + row) * width +
				       (size_t)x * CELL_W, grey, CELL_W);
		}
	}
	return pixels;
}

char *tw_qr(struct tw *w)
{
	unsigned wide = (unsigned)w->cols * CELL_W, high = (unsigned)w->rows * CELL_H;
	zbar_image_scanner_t *scanner = zbar_image_scanner_create();
	zbar_image_t *image = zbar_image_create();
	unsigned char *pixels = picture(w);
	const zbar_symbol_t *symbol;
	char *text = NULL;

	zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
	zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
	zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
	zbar_image_set_size(image, wide, high);
	zbar_image_set_data(image, pixels, (unsigned long)wide * high, NULL);
	if (zbar_scan_image(scanner, image) > 0) {
		symbol = zbar_image_first_symbol(image);
		text = xstrndup(zbar_symbol_get_data(symbol), zbar_symbol_get_data_length(symbol));
	}
	zbar_image_destroy(image);
	zbar_image_scanner_destroy(scanner);
	free(pixels);
	return text;
}
