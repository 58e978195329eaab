/* Typing at a terminal under test. */

#include "tests/term_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <wchar.h>

#include "api/util.h"

static const struct {
	const char *name;
	int key;
	VTermModifier mod;
} names[] = {
	{ "Enter", VTERM_KEY_ENTER, 0 },
	{ "Tab", VTERM_KEY_TAB, 0 },
	{ "BackTab", VTERM_KEY_TAB, VTERM_MOD_SHIFT },
	{ "Back", VTERM_KEY_BACKSPACE, 0 },
	{ "Esc", VTERM_KEY_ESCAPE, 0 },
	{ "Up", VTERM_KEY_UP, 0 },
	{ "Down", VTERM_KEY_DOWN, 0 },
	{ "Left", VTERM_KEY_LEFT, 0 },
	{ "Right", VTERM_KEY_RIGHT, 0 },
	{ "Ins", VTERM_KEY_INS, 0 },
	{ "Del", VTERM_KEY_DEL, 0 },
	{ "Home", VTERM_KEY_HOME, 0 },
	{ "End", VTERM_KEY_END, 0 },
	{ "PgUp", VTERM_KEY_PAGEUP, 0 },
	{ "PgDn", VTERM_KEY_PAGEDOWN, 0 },
};

/* <Name>: how many bytes of keys it takes. */
static size_t type_named(struct tw *w, const char *keys)
{
	const char *end = strchr(keys, '>');
	int number = 0;
	char *name;

	if (!end)
		tw_fail(w, "a key without its end: %s", keys);
	name = xstrndup(keys + 1, (size_t)(end - keys - 1));
	if (sscanf(name, "F%d", &number) == 1) {
		vterm_keyboard_key(w->vt, VTERM_KEY_FUNCTION(number), 0);
	} else if (has_prefix(name, "Ctrl-")) {
		vterm_keyboard_unichar(w->vt, (uint32_t)(name[5] | 0x20), VTERM_MOD_CTRL);
	} else if (str_eq(name, "lt")) {
		vterm_keyboard_unichar(w->vt, '<', 0);
	} else {
		size_t i = 0;

		while (i < ARRAY_LEN(names) && !str_eq(names[i].name, name))
			i++;
		if (i == ARRAY_LEN(names))
			tw_fail(w, "there is no key <%s>", name);
		vterm_keyboard_key(w->vt, (VTermKey)names[i].key, names[i].mod);
	}
	free(name);
	return (size_t)(end + 1 - keys);
}

static void type_text(struct tw *w, const char *text, bool named)
{
	wchar_t c;
	int n;

	mbtowc(NULL, NULL, 0);
	while (*text) {
		if (named && *text == '<') {
			text += type_named(w, text);
			continue;
		}
		n = mbtowc(&c, text, 8);
		if (n <= 0)
			tw_fail(w, "not UTF-8, or lang_init() was not called: %s", text);
		if (c == '\n')
			vterm_keyboard_key(w->vt, VTERM_KEY_ENTER, 0);
		else if (c == '\t')
			vterm_keyboard_key(w->vt, VTERM_KEY_TAB, 0);
		else
			vterm_keyboard_unichar(w->vt, (uint32_t)c, 0);
		text += n;
	}
}

void tw_keys(struct tw *w, const char *keys)
{
	type_text(w, keys, true);
}

void tw_paste(struct tw *w, const char *text)
{
	vterm_keyboard_start_paste(w->vt);
	type_text(w, text, false);
	vterm_keyboard_end_paste(w->vt);
}

void tw_click(struct tw *w, int x, int y)
{
	vterm_mouse_move(w->vt, y, x, 0);
	vterm_mouse_button(w->vt, 1, true, 0);
	vterm_mouse_button(w->vt, 1, false, 0);
}

void tw_resize(struct tw *w, int cols, int rows)
{
	struct winsize size = { .ws_col = (unsigned short)cols, .ws_row = (unsigned short)rows };

	while (tw_read(w, 0))
		;
	w->cols = cols;
	w->rows = rows;
	vterm_set_size(w->vt, rows, cols);
	ioctl(w->master, TIOCSWINSZ, &size);
}
