#include "tui/input.h"

#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "api/util.h"

/* A combining mark is a character of its own in text, but the cursor never
 * stands between it and its base. */

#define DEFAULT_MAX 512

static bool is_mark(wchar_t ch)
{
	return char_width(ch) == 0;
}

/* Memory that held what was typed is wiped, also when it moves. */
static void make_room(struct input *in, int n)
{
	int room = in->room ? in->room : 32;
	wchar_t *text;

	if (n < in->room)
		return;
	while (room <= n)
		room *= 2;
	text = xcalloc((size_t)room, sizeof(*text));
	if (in->text) {
		wmemcpy(text, in->text, (size_t)in->len);
		explicit_bzero(in->text, (size_t)in->room * sizeof(*in->text));
		free(in->text);
	}
	in->text = text;
	in->room = room;
}

void input_init(struct input *in, const char *text, bool masked)
{
	*in = (struct input){ .masked = masked };
	input_set(in, text);
}

void input_release(struct input *in)
{
	if (!in)
		return;
	if (in->text)
		explicit_bzero(in->text, (size_t)in->room * sizeof(*in->text));
	free(in->text);
	*in = (struct input){ .masked = in->masked, .max = in->max };
}

static void remove_range(struct input *in, int from, int to)
{
	wmemmove(in->text + from, in->text + to, (size_t)(in->len - to));
	explicit_bzero(in->text + in->len - (to - from), (size_t)(to - from) * sizeof(*in->text));
	in->len -= to - from;
	in->at = from;
}

static void insert(struct input *in, wchar_t ch)
{
	int w = char_width(ch);

	if (w < 0 || (w == 0 && in->at == 0) || in->len >= (in->max ? in->max : DEFAULT_MAX))
		return;
	make_room(in, in->len + 1);
	wmemmove(in->text + in->at + 1, in->text + in->at, (size_t)(in->len - in->at));
	in->text[in->at++] = ch;
	in->len++;
}

void input_set(struct input *in, const char *text)
{
	mbstate_t state = { 0 };
	wchar_t ch;
	size_t n;

	make_room(in, 1);
	remove_range(in, 0, in->len);
	for (text = text ? text : ""; *text; text += n) {
		n = mbrtowc(&ch, text, strnlen(text, 4), &state);
		if (n == (size_t)-1 || n == (size_t)-2) {
			memset(&state, 0, sizeof(state));
			n = 1;
			continue;
		}
		insert(in, ch);
	}
}

/* Where the character before or after at begins. */
static int before(const struct input *in, int at)
{
	for (at -= at > 0; at > 0 && is_mark(in->text[at]); at--)
		;
	return at;
}

static int after(const struct input *in, int at)
{
	for (at += at < in->len; at < in->len && is_mark(in->text[at]); at++)
		;
	return at;
}

static bool in_word(const struct input *in, int at)
{
	return iswalnum((wint_t)in->text[at]) || is_mark(in->text[at]);
}

/* A masked text has no words to see, so none to move by. */
static int word_before(const struct input *in, int at)
{
	if (in->masked)
		return 0;
	while (at > 0 && !in_word(in, at - 1))
		at--;
	while (at > 0 && in_word(in, at - 1))
		at--;
	return at;
}

static int word_after(const struct input *in, int at)
{
	if (in->masked)
		return in->len;
	while (at < in->len && !in_word(in, at))
		at++;
	while (at < in->len && in_word(in, at))
		at++;
	return at;
}

static bool move_key(struct input *in, tui_key key)
{
	switch (key) {
	case K_LEFT:
		in->at = before(in, in->at);
		return true;
	case K_RIGHT:
		in->at = after(in, in->at);
		return true;
	case K_HOME:
	case K_CTRL('a'):
		in->at = 0;
		return true;
	case K_END:
	case K_CTRL('e'):
		in->at = in->len;
		return true;
	case K_WORD_LEFT:
		in->at = word_before(in, in->at);
		return true;
	case K_WORD_RIGHT:
		in->at = word_after(in, in->at);
		return true;
	default:
		return false;
	}
}

static bool remove_key(struct input *in, tui_key key)
{
	switch (key) {
	case K_BACK:
		remove_range(in, before(in, in->at), in->at);
		return true;
	case K_DELETE:
		remove_range(in, in->at, after(in, in->at));
		return true;
	case K_CTRL('u'):
		remove_range(in, 0, in->at);
		return true;
	case K_CTRL('k'):
		remove_range(in, in->at, in->len);
		return true;
	case K_CTRL('w'):
		remove_range(in, word_before(in, in->at), in->at);
		return true;
	default:
		return false;
	}
}

bool input_key(struct input *in, tui_key key)
{
	if (move_key(in, key) || remove_key(in, key) || key == K_PASTE_BEGIN || key == K_PASTE_END)
		return true;
	if (key == '\n') {		/* pasted: one line is all there is */
		if (in->at > 0 && in->text[in->at - 1] != L' ')
			insert(in, L' ');
		return true;
	}
	if (key >= KEYS_BASE || char_width((wchar_t)key) < 0)
		return false;
	insert(in, (wchar_t)key);
	return true;
}

char *input_value(const struct input *in)
{
	char *value = xcalloc((size_t)in->len * MB_CUR_MAX + 1, 1), *to = value;
	mbstate_t state = { 0 };
	size_t n;

	for (int i = 0; i < in->len; i++) {
		if (in->text[i] < 0x80) {
			*to++ = (char)in->text[i];
			continue;
		}
		n = wcrtomb(to, in->text[i], &state);
		to += n == (size_t)-1 ? 0 : n;
	}
	return value;
}

bool input_empty(const struct input *in)
{
	return in->len == 0;
}

static int columns(const struct input *in, int n)
{
	int w = 0;

	for (int i = 0; i < n; i++)
		w += in->masked ? !is_mark(in->text[i]) : char_width(in->text[i]);
	return w;
}

/* Half a width at a time, so that typing at the edge does not redraw all. */
static int scrolled(int cursor, int w)
{
	int step = w > 1 ? w / 2 : 1;

	return cursor < w ? 0 : ((cursor - w) / step + 1) * step;
}

void input_draw(const struct input *in, struct canvas *c, bool focus)
{
	enum style style = focus ? STYLE_FIELD_FOCUS : STYLE_FIELD;
	int cursor = columns(in, in->at), start = focus ? scrolled(cursor, c->w) : 0;
	char *value;

	canvas_fill(c, 0, 0, c->w, 1, style, L' ');
	if (in->masked) {
		canvas_fill(c, 0, 0, columns(in, in->len) - start, 1, style, L'•');
	} else {
		value = input_value(in);
		if (focus)
			canvas_text(c, -start, 0, style, value);
		else
			canvas_cut(c, 0, 0, c->w, style, value);
		explicit_bzero(value, strlen(value));
		free(value);
	}
	if (focus)
		canvas_cursor(c, cursor - start, 0);
}
