/* The screen of a terminal under test as an SVG picture. */

#include "tests/term_world.h"

#include <stdlib.h>
#include <string.h>

#include "api/util.h"

/* Hundredths of a pixel, so that no locale and no rounding gets in between. */
enum { CELL_W = 843, CELL_H = 1700, BASE = 1300, MARGIN = 1000 };

struct look {
	unsigned fg, bg;	/* 0xrrggbb */
	bool bold, italic, underline, strike;
};

static void add_px(struct str *out, const char *name, int hundredths)
{
	str_addf(out, " %s=\"%d.%02d\"", name, hundredths / 100, hundredths % 100);
}

static unsigned rgb(const VTermColor *c)
{
	return (unsigned)c->rgb.red << 16 | (unsigned)c->rgb.green << 8 | c->rgb.blue;
}

static struct look look_at(struct tw *w, int x, int y, VTermScreenCell *cell)
{
	VTermColor fg, bg;

	tw_cell(w, x, y, cell);
	tw_colours(w, cell, &fg, &bg);
	return (struct look){
		.fg = rgb(&fg), .bg = rgb(&bg),
		.bold = cell->attrs.bold, .italic = cell->attrs.italic,
		.underline = cell->attrs.underline != 0, .strike = cell->attrs.strike,
	};
}

static bool same_ink(const struct look *a, const struct look *b)
{
	return a->fg == b->fg && a->bold == b->bold && a->italic == b->italic &&
	       a->underline == b->underline && a->strike == b->strike;
}

static void add_rect(struct str *out, int x, int y, int w, int h, unsigned colour)
{
	str_add(out, "<rect");
	add_px(out, "x", x);
	add_px(out, "y", y);
	add_px(out, "width", w);
	add_px(out, "height", h);
	str_addf(out, " fill=\"#%06x\"/>\n", colour);
}

/* Characters that must meet their neighbours are drawn, not set: blocks by the
 * part of the cell they fill, frames by the sides they reach. */
struct part {
	uint32_t ch;
	int x, y, w, h;		/* eighths of the cell */
};

static const struct part blocks[] = {
	{ 0x2588, 0, 0, 8, 8 }, { 0x2580, 0, 0, 8, 4 }, { 0x2584, 0, 4, 8, 4 },
	{ 0x258c, 0, 0, 4, 8 }, { 0x2590, 4, 0, 4, 8 }, { 0x258f, 0, 0, 1, 8 },
	{ 0x2581, 0, 7, 8, 1 }, { 0x2582, 0, 6, 8, 2 }, { 0x2583, 0, 5, 8, 3 },
	{ 0x2585, 0, 3, 8, 5 }, { 0x2586, 0, 2, 8, 6 }, { 0x2587, 0, 1, 8, 7 },
	{ 0, 0, 0, 0, 0 }
};

enum { LEFT = 1, RIGHT = 2, UP = 4, DOWN = 8 };

static const struct {
	uint32_t ch;
	int sides;
} frames[] = {
	{ 0x2500, LEFT | RIGHT }, { 0x2502, UP | DOWN }, { 0x250c, RIGHT | DOWN },
	{ 0x2510, LEFT | DOWN }, { 0x2514, RIGHT | UP }, { 0x2518, LEFT | UP },
	{ 0x251c, UP | DOWN | RIGHT }, { 0x2524, UP | DOWN | LEFT },
	{ 0x252c, LEFT | RIGHT | DOWN }, { 0x2534, LEFT | RIGHT | UP },
	{ 0x253c, LEFT | RIGHT | UP | DOWN },
};

static bool draw_frame(struct str *out, int x, int y, uint32_t ch, unsigned colour)
{
	int mid_x = x + CELL_W / 2 - 50, mid_y = y + CELL_H / 2 - 50;

	for (size_t i = 0; i < ARRAY_LEN(frames); i++) {
		if (frames[i].ch != ch)
			continue;
		if (frames[i].sides & LEFT)
			add_rect(out, x, mid_y, CELL_W / 2 + 50, 100, colour);
		if (frames[i].sides & RIGHT)
			add_rect(out, mid_x, mid_y, x + CELL_W - mid_x, 100, colour);
		if (frames[i].sides & UP)
			add_rect(out, mid_x, y, 100, CELL_H / 2 + 50, colour);
		if (frames[i].sides & DOWN)
			add_rect(out, mid_x, mid_y, 100, y + CELL_H - mid_y, colour);
		return true;
	}
	return false;
}

static const struct part *block_of(uint32_t ch)
{
	for (const struct part *p = blocks; p->ch; p++)
		if (p->ch == ch)
			return p;
	return NULL;
}

/* Draw a run of the same block at once, so that no seam shows.  Returns
 * its length, 0 when the character is not of those that are drawn. */
static int draw_blocks(struct tw *w, struct str *out, int x, int y)
{
	VTermScreenCell cell;
	struct look first = look_at(w, x, y, &cell), next = first;
	uint32_t ch = cell.chars[0];
	const struct part *p = block_of(ch);
	int n = 1, left = MARGIN + x * CELL_W, top = MARGIN + y * CELL_H;

	if (!p)
		return draw_frame(out, left, top, ch, first.fg);
	while (p->w == 8 && x + n < w->cols) {
		next = look_at(w, x + n, y, &cell);
		if (cell.chars[0] != ch || next.fg != first.fg)
			break;
		n++;
	}
	add_rect(out, left + p->x * CELL_W / 8, top + p->y * CELL_H / 8,
		 p->w * CELL_W / 8 + (n - 1) * CELL_W, p->h * CELL_H / 8, first.fg);
	return n;
}

static bool is_blank(const VTermScreenCell *cell)
{
	return !cell->chars[0] || cell->chars[0] == ' ' || cell->chars[0] == UINT32_MAX;
}

static void add_escaped(struct str *out, const VTermScreenCell *cell)
{
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++) {
		if (cell->chars[i] < 0x80 && !strchr("&<>\"", (int)cell->chars[i]))
			str_addf(out, "%c", (int)cell->chars[i]);
		else
			str_addf(out, "&#%u;", (unsigned)cell->chars[i]);
	}
}

static bool is_drawn(uint32_t ch)
{
	for (size_t i = 0; i < ARRAY_LEN(frames); i++)
		if (frames[i].ch == ch)
			return true;
	return block_of(ch) != NULL;
}

/* Set one word: cells of one look up to a blank or a drawn character.  Returns its length. */
static int set_word(struct tw *w, struct str *out, int x, int y)
{
	VTermScreenCell cell;
	struct look first = look_at(w, x, y, &cell), next;
	struct str text = { 0 };
	int n = 0;

	while (x + n < w->cols) {
		next = look_at(w, x + n, y, &cell);
		if (is_blank(&cell) || is_drawn(cell.chars[0]) || !same_ink(&first, &next))
			break;
		add_escaped(&text, &cell);
		n += cell.width > 1 ? cell.width : 1;
	}
	if (!n) {
		str_release(&text);
		return 1;
	}
	str_add(out, "<text");
	add_px(out, "x", MARGIN + x * CELL_W);
	add_px(out, "y", MARGIN + y * CELL_H + BASE);
	add_px(out, "textLength", n * CELL_W);
	str_addf(out, " fill=\"#%06x\"%s%s%s>%s</text>\n", first.fg,
		 first.bold ? " font-weight=\"bold\"" : "",
		 first.italic ? " font-style=\"italic\"" : "",
		 first.underline ? " text-decoration=\"underline\"" :
		 first.strike ? " text-decoration=\"line-through\"" : "", text.s);
	str_release(&text);
	return n;
}

static void draw_grounds(struct tw *w, struct str *out, int y, unsigned ground)
{
	VTermScreenCell cell;
	struct look look;
	unsigned colour;

	for (int x = 0, n; x < w->cols; x += n) {
		colour = look_at(w, x, y, &cell).bg;
		for (n = 1; x + n < w->cols; n++) {
			look = look_at(w, x + n, y, &cell);
			if (look.bg != colour)
				break;
		}
		if (colour != ground)
			add_rect(out, MARGIN + x * CELL_W, MARGIN + y * CELL_H, n * CELL_W, CELL_H,
				 colour);
	}
}

/* Blanks are not set, but an empty field is seen by its line. */
static void draw_underlines(struct tw *w, struct str *out, int y)
{
	VTermScreenCell cell;
	struct look look;
	unsigned colour = 0;

	for (int x = 0, n; x < w->cols; x += n ? n : 1) {
		for (n = 0; x + n < w->cols; n++) {
			look = look_at(w, x + n, y, &cell);
			if (!look.underline || !is_blank(&cell))
				break;
			colour = look.fg;
		}
		if (n)
			add_rect(out, MARGIN + x * CELL_W, MARGIN + y * CELL_H + BASE + 150,
				 n * CELL_W, 100, colour);
	}
}

static void draw_cursor(struct tw *w, struct str *out)
{
	VTermScreenCell cell;
	struct look look;

	if (!w->cursor_shown)
		return;
	look = look_at(w, w->cursor.col, w->cursor.row, &cell);
	add_rect(out, MARGIN + w->cursor.col * CELL_W, MARGIN + w->cursor.row * CELL_H, 150, CELL_H,
		 look.fg);
}

char *tw_svg(struct tw *w)
{
	int width = 2 * MARGIN + w->cols * CELL_W, height = 2 * MARGIN + w->rows * CELL_H;
	struct str out = { 0 };
	VTermColor fg, bg;
	unsigned ground;

	vterm_state_get_default_colors(vterm_obtain_state(w->vt), &fg, &bg);
	ground = w->ground ? w->paper : rgb(&bg);
	str_addf(&out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
		 " width=\"%d\" height=\"%d\" font-size=\"14\" xml:space=\"preserve\""
		 " font-family=\"'DejaVu Sans Mono','Menlo','Consolas',monospace\">\n",
		 width / 100, height / 100, width / 100, height / 100);
	str_addf(&out, "<rect width=\"100%%\" height=\"100%%\" rx=\"6\" fill=\"#%06x\"/>\n",
		 ground);
	str_add(&out, "<g shape-rendering=\"crispEdges\">\n");
	for (int y = 0; y < w->rows; y++) {
		draw_grounds(w, &out, y, ground);
		draw_underlines(w, &out, y);
	}
	for (int y = 0; y < w->rows; y++)
		for (int x = 0, n; x < w->cols; x += n ? n : 1)
			n = draw_blocks(w, &out, x, y);
	draw_cursor(w, &out);
	str_add(&out, "</g>\n");
	for (int y = 0; y < w->rows; y++)
		for (int x = 0; x < w->cols;)
			x += set_word(w, &out, x, y);
	str_add(&out, "</svg>\n");
	return str_steal(&out);
}
