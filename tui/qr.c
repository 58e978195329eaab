#include "tui/qr.h"

#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#include "api/util.h"

/* Ink is dark everywhere: a block character or "##" is a dark module, and
 * STYLE_QR sees to it that the ink is black and the ground white. */

#define QUIET 4			/* modules of ground around a code, by its standard */

bool qr_make(struct qr *qr, const char *text)
{
	QRcode *code = QRcode_encodeData((int)strlen(text), (const unsigned char *)text, 0,
		QR_ECLEVEL_L);
	size_t n;

	*qr = (struct qr){ 0 };
	if (!code)
		return false;
	n = (size_t)code->width * (size_t)code->width;
	qr->side = code->width;
	qr->dark = xcalloc(n, 1);
	for (size_t i = 0; i < n; i++)
		qr->dark[i] = code->data[i] & 1;
	QRcode_free(code);
	return true;
}

void qr_release(struct qr *qr)
{
	if (!qr)
		return;
	free(qr->dark);
	*qr = (struct qr){ 0 };
}

/* Coordinates count from the quiet zone's corner. */
static bool is_dark(const struct qr *qr, int x, int y)
{
	x -= QUIET;
	y -= QUIET;
	return x >= 0 && y >= 0 && x < qr->side && y < qr->side && qr->dark[y * qr->side + x];
}

static int outer(const struct qr *qr)
{
	return qr->side + 2 * QUIET;
}

void qr_size(const struct qr *qr, bool big, bool ascii, int *w, int *h)
{
	bool whole = big || ascii;

	*w = outer(qr) * (whole ? 2 : 1);
	*h = whole ? outer(qr) : (outer(qr) + 1) / 2;
}

static const char *half_block(const struct qr *qr, int x, int y)
{
	static const char *const blocks[] = { " ", "▀", "▄", "█" };

	return blocks[is_dark(qr, x, 2 * y) + 2 * is_dark(qr, x, 2 * y + 1)];
}

/* One row of cells, as text with no blank left out. */
static void add_row(struct str *s, const struct qr *qr, int y, bool big, bool ascii)
{
	for (int x = 0; x < outer(qr); x++) {
		if (ascii || big)
			str_add(s, !is_dark(qr, x, y) ? "  " : ascii ? "##" : "██");
		else
			str_add(s, half_block(qr, x, y));
	}
}

void qr_draw(const struct qr *qr, struct canvas *c, int x, int y, bool big)
{
	struct str s = { 0 };
	int w, h;

	qr_size(qr, big, c->grid->ascii, &w, &h);
	for (int i = 0; i < h; i++) {
		add_row(&s, qr, i, big, c->grid->ascii);
		canvas_text(c, x, y + i, STYLE_QR, s.s);
		str_release(&s);
	}
}

char *qr_text(const struct qr *qr, bool ascii)
{
	struct str s = { 0 };
	int w, h;

	qr_size(qr, false, ascii, &w, &h);
	for (int i = 0; i < h; i++) {
		add_row(&s, qr, i, false, ascii);
		str_add(&s, "\n");
	}
	return str_steal(&s);
}

char *qr_svg(const struct qr *qr)
{
	struct str s = { 0 };
	int n = outer(qr), run;

	str_addf(&s, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
		"width=\"%d\" height=\"%d\" shape-rendering=\"crispEdges\">\n"
		"<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n<path fill=\"#000\" d=\"",
		n, n, n * 8, n * 8, n, n);
	for (int y = 0; y < n; y++) {
		for (int x = 0; x < n; x += run + 1) {
			for (run = 0; is_dark(qr, x + run, y); run++)
				;
			if (run)
				str_addf(&s, "M%d %dh%dv1h-%dz", x, y, run, run);
		}
	}
	str_add(&s, "\"/>\n</svg>\n");
	return str_steal(&s);
}

static void add_number(struct str *s, uint32_t n)
{
	char bytes[4] = { (char)(n >> 24), (char)(n >> 16), (char)(n >> 8), (char)n };

	str_addn(s, bytes, 4);
}

static uint32_t crc(const char *bytes, size_t n)
{
	uint32_t sum = 0xffffffff;

	for (size_t i = 0; i < n; i++) {
		sum ^= (unsigned char)bytes[i];
		for (int bit = 0; bit < 8; bit++)
			sum = sum >> 1 ^ (sum & 1 ? 0xedb88320 : 0);
	}
	return ~sum;
}

/* A chunk: length, name and data, and the check of these two. */
static void add_chunk(struct str *s, const char *name, struct str *data)
{
	size_t from = s->len + 4;

	add_number(s, (uint32_t)data->len);
	str_add(s, name);
	if (data->len)
		str_addn(s, data->s, data->len);
	add_number(s, crc(s->s + from, s->len - from));
	str_release(data);
}

/* One bit a pixel, 1 is white, each row after a byte that says it is not
 * filtered. */
static void add_pixels(struct str *s, const struct qr *qr, int scale)
{
	int side = outer(qr) * scale;
	bool dark;
	char byte;

	for (int y = 0; y < side; y++) {
		str_addn(s, "", 1);
		for (int x = 0; x < side; x += 8) {
			byte = 0;
			for (int bit = 0; bit < 8; bit++) {
				dark = is_dark(qr, (x + bit) / scale, y / scale);
				byte = (char)(byte << 1 | !dark);
			}
			str_addn(s, &byte, 1);
		}
	}
}

/* What zlib would make of it with one block that is not compressed. */
static void add_stored(struct str *s, struct str *pixels)
{
	unsigned n = (unsigned)pixels->len;
	char head[] = { 0x78, 0x01, 1, (char)n, (char)(n >> 8), (char)~n, (char)(~n >> 8) };
	uint32_t a = 1, b = 0;

	for (size_t i = 0; i < pixels->len; i++) {
		a = (a + (unsigned char)pixels->s[i]) % 65521;
		b = (b + a) % 65521;
	}
	str_addn(s, head, sizeof(head));
	str_addn(s, pixels->s, pixels->len);
	add_number(s, b << 16 | a);
	str_release(pixels);
}

char *qr_png(const struct qr *qr, int scale, size_t *len)
{
	static const char signature[] = "\x89PNG\r\n\x1a\n";
	static const char grey_1_bit[] = { 1, 0, 0, 0, 0 };
	struct str png = { 0 }, data = { 0 }, pixels = { 0 };

	while (scale > 1 && outer(qr) * scale > 700)
		scale--;
	scale = scale < 1 ? 1 : scale;
	str_addn(&png, signature, sizeof(signature) - 1);
	add_number(&data, (uint32_t)(outer(qr) * scale));
	add_number(&data, (uint32_t)(outer(qr) * scale));
	str_addn(&data, grey_1_bit, sizeof(grey_1_bit));
	add_chunk(&png, "IHDR", &data);
	add_pixels(&pixels, qr, scale);
	add_stored(&data, &pixels);
	add_chunk(&png, "IDAT", &data);
	add_chunk(&png, "IEND", &data);
	*len = png.len;
	return str_steal(&png);
}
