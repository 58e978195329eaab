#ifndef TUI_INPUT_H
#define TUI_INPUT_H

/* One line of text being edited, by characters as a person sees them. */

#include "tui/term.h"

struct input {
	wchar_t *text;
	int len, at, room;
	int max;		/* characters; 0: 512 */
	bool masked;
};

void input_init(struct input *, const char *text, bool masked);
void input_release(struct input *);		/* wipes the text first */
void input_set(struct input *, const char *text);	/* cursor at the end */
bool input_key(struct input *, tui_key);	/* false when the key is not for it */
char *input_value(const struct input *);	/* UTF-8; the caller frees */
bool input_empty(const struct input *);

/* Draw within the canvas's width, scrolled so that the cursor shows; sets the
 * cursor when focused. */
void input_draw(const struct input *, struct canvas *, bool focus);

#endif
