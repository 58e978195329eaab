#include "tui/list.h"

/* A bar across a wide screen would redraw two whole rows at each step and
 * shout.  It ends at the first gap between columns; narrow lists have it whole. */
#define WHOLE_BAR 36
#define SHORTEST_BAR 12

static int within(int i, int n)
{
	if (i >= n)
		i = n - 1;
	return i < 0 ? 0 : i;
}

void list_set(struct list *l, int n)
{
	l->n = n < 0 ? 0 : n;
	l->at = within(l->at, l->n);
}

bool list_key(struct list *l, tui_key key)
{
	int page = l->rows > 1 ? l->rows - 1 : 1;

	switch (key) {
	case K_UP:
		l->at = within(l->at - 1, l->n);
		return true;
	case K_DOWN:
		l->at = within(l->at + 1, l->n);
		return true;
	case K_PAGE_UP:
		l->at = within(l->at - page, l->n);
		return true;
	case K_PAGE_DOWN:
		l->at = within(l->at + page, l->n);
		return true;
	case K_HOME:
		l->at = 0;
		return true;
	case K_END:
		l->at = within(l->n - 1, l->n);
		return true;
	default:
		return false;
	}
}

/* Move the view no further than needed, and never past the end. */
static void follow(struct list *l)
{
	if (l->at < l->top)
		l->top = l->at;
	if (l->at >= l->top + l->rows)
		l->top = l->at - l->rows + 1;
	if (l->top > l->n - l->rows)
		l->top = l->n - l->rows;
	if (l->top < 0)
		l->top = 0;
}

static int bar_width(const struct canvas *row)
{
	const struct cell *cells = row->grid->cells + row->y * row->grid->w + row->x;
	int w = SHORTEST_BAR;

	if (row->w <= WHOLE_BAR)
		return row->w;
	while (w + 1 < WHOLE_BAR && !(cells[w].ch == L' ' && cells[w + 1].ch == L' '))
		w++;
	return w + 1;
}

void list_bar(struct canvas *row)
{
	if (row->w > 0)
		canvas_restyle(row, 0, 0, bar_width(row), 1, STYLE_FOCUS);
}

void list_draw(struct list *l, struct canvas *c, bool focus, int hot_base, list_row_fn *draw,
		const void *ctx)
{
	struct canvas row;
	bool more;

	l->rows = c->h;
	list_set(l, l->n);
	follow(l);
	more = l->n > l->rows;
	for (int i = l->top; i < l->n && i < l->top + l->rows; i++) {
		bool here = focus && i == l->at;

		row = canvas_part(c, 0, i - l->top, c->w - more, 1);
		draw(ctx, i, &row);
		if (here)
			list_bar(&row);
		canvas_hot(&row, 0, 0, row.w, 1, hot_base + i);
	}
	if (l->top > 0)
		canvas_text(c, c->w - 1, 0, STYLE_DIM, sign(c, "up"));
	if (more && l->top + l->rows < l->n)
		canvas_text(c, c->w - 1, c->h - 1, STYLE_DIM, sign(c, "down"));
}
