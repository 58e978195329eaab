#include "screens/code_cells.h"

#include <sodium.h>

void code_cells_wipe(struct code_cells *c)
{
	sodium_memzero(c, sizeof(*c));
}

bool code_cells_full(const struct code_cells *c)
{
	for (int i = 0; i < CODE_DIGITS; i++)
		if (!c->digits[i])
			return false;
	return true;
}

bool code_cells_empty(const struct code_cells *c)
{
	for (int i = 0; i < CODE_DIGITS; i++)
		if (c->digits[i])
			return false;
	return true;
}

void code_cells_text(const struct code_cells *c, char buf[static CODE_DIGITS + 1])
{
	int n = 0;

	for (int i = 0; i < CODE_DIGITS; i++)
		if (c->digits[i])
			buf[n++] = c->digits[i];
	buf[n] = '\0';
}

static void take_back(struct code_cells *c)
{
	if (c->at > 0 && (c->at == CODE_DIGITS || !c->digits[c->at]))
		c->at--;
	c->digits[c->at] = '\0';
}

static bool move(struct code_cells *c, tui_key key)
{
	if (key == K_LEFT)
		c->at -= c->at > 0;
	else if (key == K_RIGHT)
		c->at += c->at < CODE_DIGITS;
	else if (key == K_HOME)
		c->at = 0;
	else if (key == K_END)
		c->at = CODE_DIGITS;
	else
		return false;
	return true;
}

bool code_cells_key(struct code_cells *c, tui_key key, unsigned paste)
{
	if (paste && paste != c->paste) {
		code_cells_wipe(c);
		c->paste = paste;
	}
	if (key >= '0' && key <= '9') {
		if (c->at < CODE_DIGITS)
			c->digits[c->at++] = (char)key;
		return true;
	}
	if (paste)
		return true;
	if (key == K_BACK) {
		take_back(c);
		return true;
	}
	if (key == K_DELETE && c->at < CODE_DIGITS) {
		c->digits[c->at] = '\0';
		return true;
	}
	return move(c, key);
}

/* Three and three, as one reads it aloud. */
static int cell_x(int i)
{
	return i * 5 + (i >= CODE_DIGITS / 2) * 4;
}

void code_cells_draw(const struct code_cells *c, struct canvas *canvas, bool focus, int hot_base)
{
	for (int i = 0; i < CODE_DIGITS; i++) {
		bool here = focus && (i == c->at || (i == CODE_DIGITS - 1 && c->at > i));
		struct canvas box = canvas_part(canvas, cell_x(i), 0, 5, 3);

		canvas_box(&box, 0, 0, 5, 3, "");
		canvas_textf(&box, 1, 1, here ? STYLE_FIELD_FOCUS : STYLE_FIELD, " %c ",
			     c->digits[i] ? c->digits[i] : ' ');
		canvas_hot(&box, 0, 0, 5, 3, hot_base + i);
	}
	for (int i = 0; focus && i < CODE_DIGITS; i++)
		if (i == c->at || (i == CODE_DIGITS - 1 && c->at > i))
			canvas_cursor(canvas, cell_x(i) + 2, 1);
}
