#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "api/util.h"
#include "tests/camera.h"
#include "tui/qr.h"

#define LINK "https://links-dev.nomas.cash/Q1nO3?customer=usr_1"
static void expect(struct picture p, const char *expected)
{
	char *text = picture_scan(p);

	assert_non_null(text);
	assert_string_equal(text, expected);
	free(text);
}

/* All of the grid is the code. */
static struct picture seen(const struct grid *g)
{
	for (int i = 0; i < g->w * g->h; i++)
		assert_int_equal(g->cells[i].style, STYLE_QR);
	return picture_of_code(g);
}

static void draw(const struct qr *qr, bool big, bool ascii, struct grid *g)
{
	struct canvas all;
	int w, h;

	qr_size(qr, big, ascii, &w, &h);
	grid_init(g, w, h);
	g->ascii = ascii;
	all = grid_canvas(g);
	qr_draw(qr, &all, 0, 0, big);
}

static void cells_can_be_scanned(void **state)
{
	static const struct {
		bool big, ascii;
	} ways[] = { { false, false }, { true, false }, { false, true } };
	struct grid g;
	struct qr qr;

	(void)state;
	assert_true(qr_make(&qr, LINK));
	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		draw(&qr, ways[i].big, ways[i].ascii, &g);
		expect(seen(&g), LINK);
		grid_release(&g);
	}
	qr_release(&qr);
	qr_release(NULL);
}

static void the_quiet_zone_is_four_modules(void **state)
{
	struct grid g;
	struct qr qr;

	(void)state;
	assert_true(qr_make(&qr, "x"));
	assert_int_equal(qr.side, 21);			/* the smallest version */
	draw(&qr, true, false, &g);
	assert_int_equal(g.w, 58);
	assert_int_equal(g.h, 29);
	for (int x = 0; x < g.w; x++)
		for (int y = 0; y < 4; y++)
			assert_int_equal(g.cells[y * g.w + x].ch, L' ');
	assert_int_equal(g.cells[4 * g.w + 8].ch, L'█');
	grid_release(&g);
	qr_release(&qr);
	draw(&qr, false, false, &g);			/* what is released is empty */
	grid_release(&g);
}

static void a_window_may_be_too_small(void **state)
{
	struct canvas all;
	struct grid g;
	struct qr qr;

	(void)state;
	assert_true(qr_make(&qr, LINK));
	grid_init(&g, 10, 5);
	all = grid_canvas(&g);
	qr_draw(&qr, &all, 3, 2, false);
	grid_release(&g);
	qr_release(&qr);
}

static void too_long_is_told(void **state)
{
	char *text = xcalloc(4001, 1);
	struct qr qr;

	(void)state;
	memset(text, 'x', 4000);
	assert_false(qr_make(&qr, text));
	assert_null(qr.dark);
	qr_release(&qr);
	free(text);
}

static void paper_has_the_same_code(void **state)
{
	struct picture p;
	struct qr qr;
	char *text, *at;
	int side;

	(void)state;
	assert_true(qr_make(&qr, LINK));
	side = qr.side + 8;
	text = qr_text(&qr, true);
	p = picture_blank(side, side);
	at = text;
	for (int y = 0; y < side; y++, at += 2 * side + 1) {
		assert_int_equal(at[2 * side], '\n');
		for (int x = 0; x < side; x++)
			if (at[2 * x] == '#')
				picture_dot(&p, x, y);
	}
	assert_int_equal(*at, '\0');
	expect(p, LINK);
	free(text);
	text = qr_text(&qr, false);
	assert_non_null(strstr(text, "▀"));
	free(text);
	qr_release(&qr);
}

/* Fill what the paths of the SVG fill: M x y h n v1 h-n z. */
static void svg_has_the_same_code(void **state)
{
	struct picture p;
	struct qr qr;
	char *svg, *at, *end;
	long x, y, n;

	(void)state;
	assert_true(qr_make(&qr, LINK));
	svg = qr_svg(&qr);
	p = picture_blank(qr.side + 8, qr.side + 8);
	for (at = strstr(svg, " d=\"") + 4; *at == 'M'; at = strchr(end, 'z') + 1) {
		x = strtol(at + 1, &end, 10);
		y = strtol(end, &end, 10);
		n = strtol(end + 1, &end, 10);
		while (n-- > 0)
			picture_dot(&p, (int)(x + n), (int)y);
	}
	expect(p, LINK);
	free(svg);
	qr_release(&qr);
}

static unsigned number(const char *at)
{
	const unsigned char *p = (const unsigned char *)at;

	return (unsigned)p[0] << 24 | (unsigned)p[1] << 16 | (unsigned)p[2] << 8 | p[3];
}

/* The pixels stand as they are behind the signature, IHDR and three heads. */
static void png_has_the_same_code(void **state)
{
	struct picture p;
	struct qr qr;
	size_t len;
	char *png;
	unsigned side, stride;

	(void)state;
	assert_true(qr_make(&qr, LINK));
	png = qr_png(&qr, 1, &len);
	side = number(png + 16);
	stride = (side + 7) / 8 + 1;
	assert_int_equal(side, qr.side + 8);
	assert_int_equal(number(png + 20), side);
	assert_int_equal(number(png + 33), 7 + side * stride + 4);
	assert_int_equal(len, 8 + 25 + 12 + 7 + side * stride + 4 + 12);
	p = picture_blank((int)side, (int)side);
	for (unsigned i = 0; i < side * side; i++)
		if (!(png[48 + i / side * stride + 1 + i % side / 8] >> (7 - i % side % 8) & 1))
			picture_dot(&p, (int)(i % side), (int)(i / side));
	expect(p, LINK);
	free(png);
	free(qr_png(&qr, 1000, &len));
	assert_in_range(len, 1000, 70000);
	qr_release(&qr);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_can_be_scanned),
		cmocka_unit_test(the_quiet_zone_is_four_modules),
		cmocka_unit_test(a_window_may_be_too_small),
		cmocka_unit_test(too_long_is_told),
		cmocka_unit_test(paper_has_the_same_code),
		cmocka_unit_test(svg_has_the_same_code),
		cmocka_unit_test(png_has_the_same_code),
	};

	lang_init();
	return cmocka_run_group_tests_name("qr", tests, NULL, NULL);
}
