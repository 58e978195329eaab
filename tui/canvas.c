#include "tui/canvas.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/util.h"
#include "tui/width.h"

/* A cell never holds half a wide character: its right half has ch 0, and
 * whatever overwrites one half blanks the other, even across a part's edge. */

void grid_init(struct grid *g, int w, int h)
{
	*g = (struct grid){ .w = w > 0 ? w : 0, .h = h > 0 ? h : 0 };
	g->cells = xcalloc((size_t)g->w * (size_t)g->h, sizeof(*g->cells));
	grid_clear(g);
}

void grid_release(struct grid *g)
{
	if (!g)
		return;
	free(g->cells);
	*g = (struct grid){ .cursor_x = -1, .cursor_y = -1 };
}

void grid_clear(struct grid *g)
{
	size_t row = (size_t)g->w * sizeof(*g->cells);

	for (int i = 0; i < g->w && g->h; i++)
		g->cells[i] = (struct cell){ .ch = L' ', .style = STYLE_TEXT };
	for (int y = 1; y < g->h; y++)
		memcpy(g->cells + (size_t)y * (size_t)g->w, g->cells, row);
	g->n_hots = 0;
	g->cursor_x = g->cursor_y = -1;
}

struct canvas grid_canvas(struct grid *g)
{
	return (struct canvas){ .grid = g, .w = g->w, .h = g->h };
}

static struct cell *cell_at(const struct grid *g, int x, int y)
{
	return &g->cells[(size_t)y * (size_t)g->w + (size_t)x];
}

static int at_least(int a, int b)
{
	return a > b ? a : b;
}

static int at_most(int a, int b)
{
	return a < b ? a : b;
}

struct canvas canvas_part(const struct canvas *c, int x, int y, int w, int h)
{
	int x0 = at_most(at_least(x, 0), c->w), y0 = at_most(at_least(y, 0), c->h);

	return (struct canvas){
		.grid = c->grid,
		.x = c->x + x0,
		.y = c->y + y0,
		.w = at_least(0, at_most(x + w, c->w) - x0),
		.h = at_least(0, at_most(y + h, c->h) - y0),
	};
}

/* Decoration and punctuation for terminals and fonts that lack them; letters
 * with accents are text and stay.  Twins are one column, so layouts hold. */
static const struct {
	wchar_t ch;
	char twin;
} ascii_twins[] = {
	{ 0x00a0, ' ' }, { L'·', '.' }, { L'…', '.' }, { L'“', '"' }, { L'”', '"' }, { L'„', '"' },
	{ L'‘', '\'' }, { L'’', '\'' }, { L'—', '-' }, { L'–', '-' }, { L'−', '-' }, { L'→', '>' },
	{ L'←', '<' }, { L'↑', '^' }, { L'↓', 'v' }, { L'▸', '>' }, { L'◂', '<' }, { L'▴', '^' },
	{ L'▾', 'v' }, { L'✓', '+' }, { L'✗', 'x' }, { L'×', 'x' }, { L'●', '*' }, { L'○', 'o' },
	{ L'◐', 'o' }, { L'•', '*' }, { L'╰', '\\' }, { L'┃', '|' }, { L'│', '|' }, { L'▏', '|' },
	{ L'─', '-' }, { L'━', '-' }, { L'┌', '+' }, { L'┐', '+' }, { L'└', '+' }, { L'┘', '+' },
	{ L'├', '+' }, { L'┤', '+' }, { L'┬', '+' }, { L'┴', '+' }, { L'┼', '+' }, { L'▇', '#' },
	{ L'█', '#' }, { L'▁', '_' }, { L'≤', '<' }, { L'≥', '>' }, { L'≈', '~' }, { L'≠', '#' },
	{ 0x202f, ' ' }, { REPLACEMENT, '?' },
};

static wchar_t ascii_twin(wchar_t ch)
{
	if (ch >= 0x80)
		for (size_t i = 0; i < ARRAY_LEN(ascii_twins); i++)
			if (ascii_twins[i].ch == ch)
				return ascii_twins[i].twin;
	return ch;
}

/* Before n cells from x on are overwritten: no half of a wide one stays. */
static void mend(struct cell *row, int w, int x, int n)
{
	if (x > 0 && row[x].ch == 0) {
		row[x - 1].ch = L' ';
		row[x - 1].mark = 0;
	}
	if (x + n < w && row[x + n].ch == 0)
		row[x + n].ch = L' ';
}

/* One character of w columns; returns its cell, NULL when it is outside. */
static struct cell *put(struct canvas *c, int x, int y, int w, struct cell cell)
{
	struct grid *g = c->grid;
	struct cell *row;

	if (y < 0 || y >= c->h || x + w <= 0 || x >= c->w)
		return NULL;
	if (x < 0 || x + w > c->w) {		/* half of a wide one is cut off */
		x = at_least(x, 0);
		w = 1;
		cell.ch = L' ';
	}
	row = cell_at(g, 0, c->y + y);
	x += c->x;
	mend(row, g->w, x, w);
	row[x] = cell;
	if (w == 2)
		row[x + 1] = (struct cell){ .style = cell.style };
	return &row[x];
}

/* The plain characters at the front of text, as far as they fit before end;
 * returns how many.  What begins outside the part is left to put(). */
static int put_plain(struct canvas *c, int x, int y, int end, struct cell cell, const char *text)
{
	struct cell *row;
	int n;

	if (x < 0 || x >= end || y < 0 || y >= c->h)
		return 0;
	n = text_plain(text, end - x);
	if (!n)
		return 0;
	row = cell_at(c->grid, 0, c->y + y);
	mend(row, c->grid->w, c->x + x, n);
	for (int i = 0; i < n; i++) {
		cell.ch = text[i];
		row[c->x + x + i] = cell;
	}
	return n;
}

/* Text up to column end, exclusive; returns the column after it. */
static int draw(struct canvas *c, int x, int y, int end, enum style style, const char *text)
{
	struct cell *last = NULL;
	wchar_t ch;
	int w;

	for (;;) {
		w = put_plain(c, x, y, end, (struct cell){ .style = style }, text);
		text += w;
		x += w;
		if (w)
			last = cell_at(c->grid, c->x + x - 1, c->y + y);
		if (!text_next(&text, &ch))
			break;
		if (c->grid->ascii)
			ch = ascii_twin(ch);
		w = char_width(ch);
		if (w == 0 && last && !last->mark)
			last->mark = ch;
		if (w <= 0)
			continue;
		if (x + w > end)
			break;
		last = put(c, x, y, w, (struct cell){ .ch = ch, .style = style });
		x += w;
	}
	return x;
}

int canvas_text(struct canvas *c, int x, int y, enum style style, const char *text)
{
	return draw(c, x, y, c->w, style, text);
}

int canvas_textf(struct canvas *c, int x, int y, enum style style, const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		die("out of memory");
	va_end(ap);
	x = canvas_text(c, x, y, style, text);
	free(text);
	return x;
}

int canvas_right(struct canvas *c, int x_end, int y, enum style style, const char *text)
{
	int x = at_least(0, x_end - text_width(text));

	draw(c, x, y, at_most(x_end, c->w), style, text);
	return x;
}

int canvas_cut(struct canvas *c, int x, int y, int w, enum style style, const char *text)
{
	int end = at_most(x + w, c->w);

	if (end <= x)
		return x;
	if (text_width(text) <= end - x)
		return draw(c, x, y, end, style, text);
	x = draw(c, x, y, end - 1, style, text);
	return draw(c, x, y, end, style, "…");
}

int canvas_wrap_in(struct canvas *c, struct box b, enum style style, const char *text)
{
	const char *line;
	size_t bytes;
	int n = 0;

	while (b.w > 0 && n < b.h && text_wrap_next(&text, b.w, &line, &bytes)) {
		bool more = n + 1 == b.h && *text;
		char *s = xasprintf("%.*s%s", (int)bytes, line, more ? "…" : "");

		canvas_cut(c, b.x, b.y + n++, b.w, style, s);
		free(s);
	}
	return n;
}

/* Cut a rectangle to the part and turn it into grid coordinates; false when
 * nothing is left. */
static bool clip(const struct canvas *c, struct box *r)
{
	int x0 = at_least(r->x, 0), y0 = at_least(r->y, 0);

	r->w = at_most(r->x + r->w, c->w) - x0;
	r->h = at_most(r->y + r->h, c->h) - y0;
	r->x = c->x + x0;
	r->y = c->y + y0;
	return r->w > 0 && r->h > 0;
}

void canvas_fill_in(struct canvas *c, struct box b, enum style style, wchar_t ch)
{
	struct cell *row;

	if (!clip(c, &b))
		return;
	if (c->grid->ascii)
		ch = ascii_twin(ch);
	for (int y = b.y; y < b.y + b.h; y++) {
		row = cell_at(c->grid, 0, y);
		mend(row, c->grid->w, b.x, b.w);
		for (int x = b.x; x < b.x + b.w; x++)
			row[x] = (struct cell){ .ch = ch, .style = style };
	}
}

void canvas_restyle(struct canvas *c, int x, int y, int w, int h, enum style style)
{
	struct box b = { .x = x, .y = y, .w = w, .h = h };

	if (!clip(c, &b))
		return;
	for (y = b.y; y < b.y + b.h; y++)
		for (x = b.x; x < b.x + b.w; x++)
			cell_at(c->grid, x, y)->style = style;
}

void canvas_box(struct canvas *c, int x, int y, int w, int h, const char *title)
{
	canvas_fill(c, x, y, w, h, STYLE_TEXT, L' ');
	canvas_hot(c, x, y, w, h, -1);
	c->grid->cursor_x = c->grid->cursor_y = -1;
	canvas_rule(c, x, y, w, STYLE_BOX);
	canvas_rule(c, x, y + h - 1, w, STYLE_BOX);
	canvas_fill(c, x, y + 1, 1, h - 2, STYLE_BOX, L'│');
	canvas_fill(c, x + w - 1, y + 1, 1, h - 2, STYLE_BOX, L'│');
	canvas_text(c, x, y, STYLE_BOX, "┌");
	canvas_text(c, x + w - 1, y, STYLE_BOX, "┐");
	canvas_text(c, x, y + h - 1, STYLE_BOX, "└");
	canvas_text(c, x + w - 1, y + h - 1, STYLE_BOX, "┘");
	if (title && *title && w > 6) {
		x = canvas_text(c, x + 1, y, STYLE_BOX, " ");
		x = canvas_cut(c, x, y, w - 4, STYLE_TITLE, title);
		canvas_text(c, x, y, STYLE_BOX, " ");
	}
}

void canvas_rule(struct canvas *c, int x, int y, int w, enum style style)
{
	canvas_fill(c, x, y, w, 1, style, L'─');
}

void canvas_gauge(struct canvas *c, int x, int y, int w, int thousandths, enum style style)
{
	int full = (int)(((long)w * at_most(at_least(thousandths, 0), 1000) + 500) / 1000);

	canvas_fill(c, x, y, full, 1, style, L'▇');
	canvas_fill(c, x + full, y, w - full, 1, STYLE_DIM, L'▁');
}

void canvas_cursor(struct canvas *c, int x, int y)
{
	bool inside = x >= 0 && x < c->w && y >= 0 && y < c->h;

	c->grid->cursor_x = inside ? c->x + x : -1;
	c->grid->cursor_y = inside ? c->y + y : -1;
}

void canvas_hot(struct canvas *c, int x, int y, int w, int h, int id)
{
	struct box b = { .x = x, .y = y, .w = w, .h = h };
	struct grid *g = c->grid;

	if (!clip(c, &b) || g->n_hots == (int)ARRAY_LEN(g->hots))
		return;
	g->hots[g->n_hots++] = (struct hot){
		.x = b.x, .y = b.y, .w = b.w, .h = b.h, .id = id,
	};
}

int grid_hit(const struct grid *g, int x, int y)
{
	for (int i = g->n_hots - 1; i >= 0; i--) {
		const struct hot *r = &g->hots[i];

		if (x >= r->x && x < r->x + r->w && y >= r->y && y < r->y + r->h)
			return r->id;
	}
	return -1;
}

static const struct {
	const char *name, *text, *twin;
} signs[] = {
	{ "ok", "✓", "+" }, { "bad", "✗", "x" }, { "now", "▸", ">" }, { "todo", "·", "." },
	{ "warn", "!", "!" }, { "live", "●", "*" }, { "half", "◐", "o" }, { "down", "▾", "v" },
	{ "up", "▴", "^" }, { "hook", "╰", "\\" }, { "skip", "–", "-" }, { "more", "…", "." },
};

const char *sign(const struct canvas *c, const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(signs); i++)
		if (str_eq(signs[i].name, name))
			return c->grid->ascii ? signs[i].twin : signs[i].text;
	return "?";
}

static size_t add_char(char *to, wchar_t ch)
{
	mbstate_t state = { 0 };
	size_t n;

	if (ch < 0x80) {
		*to = (char)ch;
		return 1;
	}
	n = wcrtomb(to, ch, &state);
	if (n != (size_t)-1)
		return n;
	*to = '?';
	return 1;
}

char *grid_dump(const struct grid *g)
{
	size_t worst = (size_t)g->h * ((size_t)g->w * 2 * MB_CUR_MAX + 1) + 1;
	char *text = xcalloc(worst, 1), *to = text, *end;

	for (int y = 0; y < g->h; y++) {
		end = to;			/* after the last that is not blank */
		for (int x = 0; x < g->w; x++) {
			const struct cell *cell = cell_at(g, x, y);

			if (!cell->ch)
				continue;
			to += add_char(to, cell->ch);
			if (cell->mark)
				to += add_char(to, cell->mark);
			if (cell->ch != L' ' || cell->mark)
				end = to;
		}
		to = end;
		*to++ = '\n';
	}
	*to = '\0';
	return xrealloc(text, (size_t)(to - text) + 1);
}
