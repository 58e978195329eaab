#include "tui/typed.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "api/util.h"

#define ESC '\033'

enum { ESCAPE_MS = 25, DOUBLE_CLICK_MS = 400 };

/* One byte, at most wait_ms away. */
static bool more(struct typed *t, int wait_ms)
{
	struct pollfd p = { .fd = t->fd, .events = POLLIN };
	ssize_t n;

	if (t->n == (int)sizeof(t->bytes) || poll(&p, 1, wait_ms) <= 0)
		return false;
	n = read(t->fd, t->bytes + t->n, 1);
	t->gone |= n <= 0;
	t->n += n > 0;
	return n > 0;
}

static void use(struct typed *t, int n)
{
	memmove(t->bytes, t->bytes + n, (size_t)(t->n - n));
	explicit_bzero(t->bytes + t->n - n, (size_t)n);
	t->n -= n;
}

/* The sequence that the bytes are, K_NONE with *begins when they may become one. */
static tui_key sequence(const struct typed *t, bool *begins)
{
	*begins = false;
	for (const struct key_sequence *k = key_sequences; k->bytes; k++) {
		size_t len = strlen(k->bytes), n = (size_t)t->n;

		if (n <= len && !memcmp(k->bytes, t->bytes, n)) {
			if (n == len)
				return k->key;
			*begins = true;
		}
	}
	return K_NONE;
}

/* Presses alone count: of the first button, or the wheel. */
static tui_key mouse_key(struct typed *t, int button, int x, int y)
{
	struct mouse now = { .what = MOUSE_CLICK };
	long ms = now_ms();

	if (x < 1 || y < 1)
		return K_NONE;
	now.x = x - 1;
	now.y = y - 1;
	if (button == 64)
		now.what = MOUSE_WHEEL_UP;
	else if (button == 65)
		now.what = MOUSE_WHEEL_DOWN;
	else if (button != 0)
		return K_NONE;
	else if (t->mouse.what == MOUSE_CLICK && t->mouse.x == now.x && t->mouse.y == now.y &&
		 ms - t->click_ms < DOUBLE_CLICK_MS)
		now.what = MOUSE_DOUBLE;
	t->click_ms = ms;
	t->mouse = now;
	return K_MOUSE;
}

/* "\033[<0;12;5M", or the older "\033[M" and three bytes. */
static tui_key mouse(struct typed *t)
{
	const unsigned char *b = (const unsigned char *)t->bytes;
	char text[sizeof(t->bytes) + 1] = "";
	int button, x, y;

	if (b[2] == 'M') {
		while (t->n < 6 && more(t, ESCAPE_MS))
			;
		return t->n < 6 ? K_NONE : mouse_key(t, b[3] - 32, b[4] - 32, b[5] - 32);
	}
	memcpy(text, t->bytes, (size_t)t->n);
	if (t->bytes[t->n - 1] == 'M' && sscanf(text, "\033[<%d;%d;%d", &button, &x, &y) == 3)
		return mouse_key(t, button, x, y);
	return K_NONE;
}

/* A sequence that nobody knows must not end up as text: up to its final byte. */
static tui_key unknown(struct typed *t)
{
	tui_key key = K_NONE;

	while (t->bytes[t->n - 1] < 0x40 && more(t, ESCAPE_MS))
		;
	if (t->bytes[2] == '<' || t->bytes[2] == 'M')
		key = mouse(t);
	use(t, t->n);
	return t->keys.pasting ? K_NONE : key;
}

/* Esc alone, and Esc of an Alt-letter, is Esc. */
static tui_key escape(struct typed *t)
{
	bool begins;
	tui_key key;

	while ((key = sequence(t, &begins)) == K_NONE && begins && more(t, ESCAPE_MS))
		;
	if (key != K_NONE) {
		use(t, t->n);
		if (key == K_PASTE_BEGIN || key == K_PASTE_END)
			keys_paste(&t->keys, key == K_PASTE_BEGIN);
		else if (t->keys.pasting)
			key = K_NONE;
		return key;
	}
	if (t->n > 2 && t->bytes[1] == '[')
		return unknown(t);
	if (t->n > 2 && t->bytes[1] == 'O') {
		use(t, 3);
		return K_NONE;
	}
	use(t, 1);
	return t->keys.pasting ? K_NONE : K_ESC;
}

static tui_key next(struct typed *t)
{
	tui_key key;

	if (t->bytes[0] == ESC)
		return escape(t);
	key = keys_byte(&t->keys, (unsigned char)t->bytes[0]);
	use(t, 1);
	return key;
}

bool typed_key(struct typed *t, tui_key *key)
{
	if (t->held) {
		*key = t->held;
		t->held = 0;
		return true;
	}
	while (t->n || more(t, 0)) {
		*key = next(t);
		if (*key == K_NONE)
			continue;
		if (keys_line_ended(&t->keys)) {
			t->held = *key;
			*key = '\n';
		}
		return true;
	}
	return false;
}

bool typed_pasting(const struct typed *t)
{
	return t->keys.pasting;
}
