#include "tui/keys.h"

#include <string.h>

#include "api/util.h"

const struct key_sequence key_sequences[] = {
	{ "\033[200~", K_PASTE_BEGIN }, { "\033[201~", K_PASTE_END },
	{ "\033[1;5D", K_WORD_LEFT }, { "\033[1;5C", K_WORD_RIGHT }, { "\033[1;3D", K_WORD_LEFT },
	{ "\033[1;3C", K_WORD_RIGHT }, { "\033Od", K_WORD_LEFT }, { "\033Oc", K_WORD_RIGHT },
	{ "\033[A", K_UP }, { "\033[B", K_DOWN }, { "\033[C", K_RIGHT }, { "\033[D", K_LEFT },
	{ "\033OA", K_UP }, { "\033OB", K_DOWN }, { "\033OC", K_RIGHT }, { "\033OD", K_LEFT },
	{ "\033[H", K_HOME }, { "\033[F", K_END }, { "\033OH", K_HOME }, { "\033OF", K_END },
	{ "\033[1~", K_HOME }, { "\033[4~", K_END }, { "\033[7~", K_HOME }, { "\033[8~", K_END },
	{ "\033[2~", K_INSERT }, { "\033[3~", K_DELETE }, { "\033[5~", K_PAGE_UP },
	{ "\033[6~", K_PAGE_DOWN }, { "\033[Z", K_BACKTAB }, { "\033OM", K_ENTER },
	{ "\033OP", K_F1 }, { "\033OQ", K_F2 }, { "\033OR", K_F3 }, { "\033OS", K_F4 },
	{ "\033[11~", K_F1 }, { "\033[12~", K_F2 }, { "\033[13~", K_F3 }, { "\033[14~", K_F4 },
	{ "\033[15~", K_F5 }, { "\033[17~", K_F6 }, { "\033[18~", K_F7 }, { "\033[19~", K_F8 },
	{ "\033[20~", K_F9 }, { "\033[21~", K_F10 }, { "\033[23~", K_F11 }, { "\033[24~", K_F12 },
	{ "\033[[A", K_F1 }, { "\033[[B", K_F2 }, { "\033[[C", K_F3 }, { "\033[[D", K_F4 },
	{ "\033[[E", K_F5 },
	{ .bytes = NULL },
};

void keys_paste(struct keys *k, bool on)
{
	k->pasting = on;
	k->line_ended = false;
}

bool keys_line_ended(struct keys *k)
{
	bool ended = k->pasting && k->line_ended;

	k->line_ended = false;
	return ended;
}

/* A line's end is told only when something follows it. */
static tui_key pasted(struct keys *k, tui_key ch)
{
	if (ch == '\r' || ch == '\n') {
		k->line_ended = true;
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
