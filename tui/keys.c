#include "tui/keys.h"

#include <string.h>

#include "api/util.h"

void keys_paste(struct keys *k, bool on)
{
	k->pasting = on;
	k->newline = false;
}

bool keys_newline(struct keys *k)
{
	bool newline = k->pasting && k->newline;

	k->newline = false;
	return newline;
}

/* A line's end is told only when something follows it. */
static tui_key pasted(struct keys *k, tui_key ch)
{
	if (ch == '\r' || ch == '\n') {
		k->newline = true;
		return K_NONE;
	}
	if (ch == '\t')
		return ' ';
	return char_width((wchar_t)ch) < 0 ? K_NONE : ch;
}

static const struct {
	unsigned char from;
	tui_key to;
} controls[] = {
	{ '\r', K_ENTER }, { '\n', K_ENTER }, { 27, K_ESC }, { '\t', K_TAB }, { 127, K_BACK },
	{ 8, K_BACK }, { 0, K_NONE },
};

static tui_key typed(tui_key ch)
{
	for (size_t i = 0; i < ARRAY_LEN(controls); i++)
		if (controls[i].from == ch)
			return controls[i].to;
	return ch >= 0x80 && char_width((wchar_t)ch) < 0 ? K_NONE : ch;
}

tui_key keys_byte(struct keys *k, unsigned char byte)
{
	char c = (char)byte;
	wchar_t ch;
	size_t n = mbrtowc(&ch, &c, 1, &k->decode);

	if (n == (size_t)-1) {			/* it may still begin the next one */
		memset(&k->decode, 0, sizeof(k->decode));
		n = mbrtowc(&ch, &c, 1, &k->decode);
	}
	if (n == (size_t)-1)
		memset(&k->decode, 0, sizeof(k->decode));
	if (n > 1)
		return K_NONE;
	return k->pasting ? pasted(k, (tui_key)ch) : typed((tui_key)ch);
}
