#include "tui/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/util.h"

static void add_line(struct text *t, int *room, const char *bytes, size_t n)
{
	char *line;

	if (t->n == *room) {
		*room = *room ? *room * 2 : 64;
		t->lines = xrealloc(t->lines, (size_t)*room * sizeof(*t->lines));
	}
	line = xstrndup(bytes, n);
	for (char *tab = line; (tab = strchr(tab, '\t')); )
		*tab = ' ';
	t->lines[t->n++] = line;
}

void text_init(struct text *t, const char *s, int w)
{
	const char *line;
	size_t n;
	int room = 0;

	*t = (struct text){ .hit = -1 };
	for (s = s ? s : ""; w > 0 && text_wrap_next(&s, w, &line, &n); )
		add_line(t, &room, line, n);
	for (; *s; s += n + (s[n] == '\n')) {
		n = strcspn(s, "\n");
		add_line(t, &room, s, n);
	}
}

void text_release(struct text *t)
{
	if (!t)
		return;
	for (int i = 0; i < t->n; i++)
		free(t->lines[i]);
	free(t->lines);
	*t = (struct text){ .hit = -1 };
}

static void scroll_to(struct text *t, int top)
{
	if (top > t->n - t->rows)
		top = t->n - t->rows;
	t->top = top < 0 ? 0 : top;
}

bool text_search(struct text *t, const char *what, bool backwards)
{
	int step = backwards ? t->n - 1 : 1;
	int from = t->hit >= 0 ? t->hit : t->top + (backwards ? 0 : t->n - 1);
	size_t len;

	if (!*what)
		return false;
	if (what != t->find)
		snprintf(t->find, sizeof(t->find), "%s", what);
	for (int i = 1; i <= t->n; i++) {
		int at = (int)((from + (long)i * step) % t->n);

		if (!text_seek(t->lines[at], t->find, &len))
			continue;
		t->hit = at;
		if (at < t->top || at >= t->top + t->rows)
			scroll_to(t, at - t->rows / 3);
		return true;
	}
	t->hit = -1;
	return false;
}

bool text_key(struct text *t, tui_key key)
{
	int page = t->rows > 1 ? t->rows - 1 : 1;

	switch (key) {
	case K_UP:
		scroll_to(t, t->top - 1);
		return true;
	case K_DOWN:
		scroll_to(t, t->top + 1);
		return true;
	case K_PAGE_UP:
		scroll_to(t, t->top - page);
		return true;
	case K_PAGE_DOWN:
	case ' ':
		scroll_to(t, t->top + page);
		return true;
	case K_HOME:
		scroll_to(t, 0);
		return true;
	case K_END:
		scroll_to(t, t->n);
		return true;
	case 'n':
	case 'N':
		text_search(t, t->find, key == 'N');
		return *t->find;
	default:
		return false;
	}
}

/* Every match in a line stands out; the one searched for most. */
static void mark_matches(const struct text *t, int i, struct canvas *c, int y)
{
	const char *line = t->lines[i], *at = line;
	size_t len;
	char *before, *match;

	while ((at = text_seek(at, t->find, &len))) {
		before = xstrndup(line, (size_t)(at - line));
		match = xstrndup(at, len);
		canvas_restyle(c, text_width(before), y, text_width(match), 1,
			i == t->hit ? STYLE_FOCUS : STYLE_STRONG);
		free(before);
		free(match);
		at += len;
	}
}

void text_draw(struct text *t, struct canvas *c)
{
	bool more = t->n > c->h;
	struct canvas body = canvas_part(c, 0, 0, c->w - more, c->h);

	t->rows = c->h;
	scroll_to(t, t->top);
	for (int y = 0; y < c->h && t->top + y < t->n; y++) {
		canvas_text(&body, 0, y, STYLE_TEXT, t->lines[t->top + y]);
		mark_matches(t, t->top + y, &body, y);
	}
	if (t->top > 0)
		canvas_text(c, c->w - 1, 0, STYLE_DIM, sign(c, "up"));
	if (more && t->top + t->rows < t->n)
		canvas_text(c, c->w - 1, c->h - 1, STYLE_DIM, sign(c, "down"));
}
