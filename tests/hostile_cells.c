#include "tests/hostile_cells.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

void cells_resize(struct app *app, int n)
{
	app->grid.ascii = n % 3 == 2;
	app_resize(app, n % 2 ? 120 : 80, n % 2 ? 40 : 24);
	app->grid.ascii = n % 3 == 2;
}

struct cell *cells_take(const struct grid *g, const char *where, struct cells_seen *seen)
{
	size_t size = (size_t)(g->w * g->h) * sizeof(*g->cells);
	struct cell *copy = xcalloc(1, size);

	memcpy(copy, g->cells, size);
	for (int i = 0; i < g->w * g->h; i++)
		if (copy[i].ch && char_width(copy[i].ch) < 1)
			fail_msg("%s: U+%04X on the screen", where, (unsigned)copy[i].ch);
	seen->pictures++;
	seen->cells += g->w * g->h;
	return copy;
}

/* Of a time or of a reference. */
static bool is_figure(wchar_t c)
{
	return c && wcschr(L"0123456789abcdef- ", c);
}

/* A letter of the harmless field, or the right half of one. */
static bool is_field(const struct grid *g, int i)
{
	wchar_t ch = g->cells[i].ch;

	return ch == L'x' || ch == L'漢' || (!ch && i && g->cells[i - 1].ch == L'漢');
}

/* The sign that a text was cut, behind the letter of the field. */
static bool is_cut(const struct grid *g, int i)
{
	wchar_t sign = g->ascii ? L'.' : L'…';

	return g->cells[i].ch == sign && i && is_field(g, i - 1);
}

/* A line that says by a word of ours that its name needs a second look. */
static bool is_marked(const struct cell *line, const struct cell *harmless, int w)
{
	for (int x = 0; x + 1 < w; x++)
		if (line[x].ch == L'!' && line[x + 1].ch == L' ' && harmless[x].ch != L'!')
			return true;
	return false;
}

/* Such a line of its own, with the last four digits: what is below it moved. */
static bool is_told(const struct cell *line, const struct cell *harmless, int w)
{
	int dots = 0;

	for (int x = 0; x < w && dots < 4; x++)
		dots = line[x].ch == L'·' || line[x].ch == L'.' ? dots + 1 : 0;
	return dots == 4 && is_marked(line, harmless, w);
}

/* Where the pictures differ the harmless one shows the letter of the field, or a
 * time and the room it takes. */
void cells_compare(const struct cell *hostile, const struct grid *g, const char *where)
{
	for (int i = 0; i < g->w * g->h; i++) {
		wchar_t a = hostile[i].ch, b = g->cells[i].ch;
		int line = i / g->w * g->w;

		if (i == line && is_told(hostile + line, g->cells + line, g->w))
			break;
		if (a == b || is_field(g, i) || (is_figure(a) && is_figure(b)) || is_cut(g, i) ||
		    is_marked(hostile + line, g->cells + line, g->w))
			continue;
		print_message("%s", grid_dump(g));
		fail_msg("%s: U+%04X in place of U+%04X at %d,%d", where, (unsigned)a,
			 (unsigned)b, i % g->w, i / g->w);
	}
}

bool text_is_blank(const char *s)
{
	return !s[strspn(s, " ")];
}
