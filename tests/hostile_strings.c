#include "tests/hostile_strings.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <jansson.h>

#include "api/util.h"
#include "tui/canvas.h"

static const char *const list[] = {
	/* what a terminal obeys */
	"\x1b[2J", "\x1b[H\x1b[31mred", "a\x1b]0;title\x07" "b", "\x1b]52;c;ZXZpbA==\x1b\\",
	"\x1b]8;;https://evil.com\x07link\x1b]8;;\x07", "\x1bP+q544e\x1b\\", "\x1b_G\x1b\\",
	"\x1b[?1049l", "\x1b[6n", "\x1b[21t", "\x1b" "c", "\x1b(0lqqk", "\x1b[8;200;200t",
	"\xc2\x9b" "2J", "\xc2\x9d" "0;t\xc2\x9c", "\xc2\x90q\xc2\x9c", "\xc2\x85next",
	"\x9b" "31m", "\x07\x07", "Ana\b\b\bEva", "Ana\rEva", "a\nb", "a\tb", "a\vb\fc",
	"\x0e\x0f", "\x7f\x7f", "\x11\x13", "\x05", "\x1a", "\x04",
	/* what an eye believes */
	"\u202eavE", "\u202dAna\u202c", "\u2066Ana\u2069", "\u2067\u2068x\u2069\u2069",
	"\u200fAna\u200e", "\u061cAna", "A\u200bn\u200ca\u200d", "\ufeffAna", "A\u2060na",
	"A\u00adna", "\u115f\u3164\uffa0", "\U000e0041\U000e006e\U000e0061", "Ana\ufe0f\ufe0e",
	"\U000e0100x", "\u180e", "\ufff9a\ufffab\ufffb", "\u2028line\u2029para",
	"a\u00a0b\u2003c", "\u05d0\u05d1\u05d2 Ana", "\u0645\u0631\u062d\u0628\u0627",
	"\u0410n\u0430", "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301", "\u0301Ana",
	"Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319a\u0321\u034e",
	"\u20dd\u20e3x",
	/* what takes more room than it seems */
	"\u6f22\u5b57\u6f22\u5b57", "\uff21\uff4e\uff41",
	"\U0001f468\u200d\U0001f469\u200d\U0001f467",
	"\U0001f1f2\U0001f1fd\U0001f1fa\U0001f1f8", "\U0001f44d\U0001f3fd",
	"\U0001f600\U0001f600", "\u1100\u1161", "\ua9c5\u0e33\u0e33", "\u0b95\u0bcd\u0bb7",
	"\ufdfd", "\u2e3b", "\U00012031",
	/* what is no text at all */
	"\xff\xfe", "\xc0\xaf", "\xe0\x80\xaf", "\xf0\x80\x80\xaf", "\xed\xa0\x80",
	"\xed\xb0\x80", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "A\xc3", "A\xe2\x82",
	"A\xf0\x9f\x98", "\x80\x80\x80", "\ufffe\uffff", "\ufdd0", "\U0010ffff", "\ue000\uf8ff",
	/* what a program runs */
	"%s%s%s%n", "%x%08x%1000000d", "=1+1", "+1", "-1+cmd|'/C calc'!A0", "@SUM(A1)",
	"=HYPERLINK(\"x\")", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
	"]]>", "<!--", "-->", "&amp;&#0;",
	"<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>", "&e;",
	"'; DROP TABLE asks;--", "$(id)", "`id`", "'\"\\", "a;b|c&d>e", "\\u0000",
	"../../etc/passwd", "/dev/null", "C:\\x", "~", "-rf", "NUL", ".", "", " ", "null",
	"{\"a\":1}", "a,b;c\"d", "\r\nX-Evil: 1", "{{REMITTY_KEY}}", "${x}",
};

struct kind {
	uint32_t first, last;
};

static const struct kind kinds[] = {
	{ 0x01, 0x1f }, { 0x1b, 0x1b }, { 0x7f, 0x9f }, { 0x20, 0x7e }, { 0x41, 0x5a },
	{ 0x61, 0x7a },
	{ 0xa0, 0xff }, { 0x300, 0x36f }, { 0x590, 0x5ff }, { 0x600, 0x6ff }, { 0xe00, 0xe7f },
	{ 0x1100, 0x11ff }, { 0x2000, 0x206f }, { 0x20d0, 0x20ff }, { 0x2e80, 0x2fff },
	{ 0x4e00, 0x4fff }, { 0xd7b0, 0xd7ff }, { 0xe000, 0xe0ff }, { 0xfe00, 0xfe2f },
	{ 0xff00, 0xffff }, { 0x1f1e6, 0x1f1ff }, { 0x1f300, 0x1f64f }, { 0xe0000, 0xe01ef },
	{ 0x10fff0, 0x10ffff },
};

static uint32_t dice(uint64_t *seed, uint32_t sides)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33) % sides;
}

static void add_char(struct str *out, uint32_t c)
{
	char b[5] = "";

	if (c < 0x80) {
		b[0] = (char)c;
	} else if (c < 0x800) {
		b[0] = (char)(0xc0 | c >> 6);
		b[1] = (char)(0x80 | (c & 63));
	} else if (c < 0x10000) {
		b[0] = (char)(0xe0 | c >> 12);
		b[1] = (char)(0x80 | (c >> 6 & 63));
		b[2] = (char)(0x80 | (c & 63));
	} else {
		b[0] = (char)(0xf0 | c >> 18);
		b[1] = (char)(0x80 | (c >> 12 & 63));
		b[2] = (char)(0x80 | (c >> 6 & 63));
		b[3] = (char)(0x80 | (c & 63));
	}
	str_add(out, b);
}

/* Runs of one kind of character; one in eight with a byte that is none. */
static char *made(uint64_t seed)
{
	static const uint32_t lengths[] = { 4, 12, 40, 300, 5000 };
	struct str out = { 0 };
	uint32_t left;

	left = 1 + dice(&seed, lengths[dice(&seed, ARRAY_LEN(lengths))]);
	while (left) {
		const struct kind *k = &kinds[dice(&seed, ARRAY_LEN(kinds))];

		for (uint32_t run = 1 + dice(&seed, 9); run && left; run--, left--)
			add_char(&out, k->first + dice(&seed, k->last - k->first + 1));
		if (dice(&seed, 8) == 0)
			str_add(&out, " ");
	}
	if (dice(&seed, 8) == 0)
		str_addn(&out, (char[]){ (char)(0x80 + dice(&seed, 128)) }, 1);
	return str_steal(&out);
}

char *hostile_string(int n, uint32_t seed)
{
	if (n < (int)ARRAY_LEN(list))
		return xstrdup(list[n]);
	return made((uint64_t)seed << 20 | (uint64_t)n);
}

bool hostile_is_json(const char *s)
{
	json_t *json = json_string(s);
	bool can = json != NULL;

	json_decref(json);
	return can;
}

static bool is_bad(uint32_t c, bool lines)
{
	static const struct kind bad[] = {
		{ 0x00, 0x1f }, { 0x7f, 0x9f }, { 0xad, 0xad }, { 0x61c, 0x61c },
		{ 0x200b, 0x200f }, { 0x2028, 0x202e }, { 0x2060, 0x206f }, { 0xfeff, 0xfeff },
		{ 0xe0000, 0xe0fff },
	};

	if (lines && (c == '\n' || c == '\r' || c == '\t'))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		if (c >= bad[i].first && c <= bad[i].last)
			return true;
	return false;
}

uint32_t hostile_found(const char *text, bool lines)
{
	mbstate_t state = { 0 };
	size_t left = strlen(text), n;
	wchar_t c;

	for (; left; text += n, left -= n) {
		n = mbrtowc(&c, text, left, &state);
		if (n == 0 || n > left)
			return 0xfffd;
		if (is_bad((uint32_t)c, lines))
			return (uint32_t)c;
	}
	return 0;
}

/* One accent does for several: twice the same would be odd in itself. */
static const char *twin_of(wchar_t c, bool accented)
{
	switch (char_width(c)) {
	case 2: return "漢";
	case 1: return c == L' ' ? " " : "x";
	default: return accented ? "" : "\u0301";
	}
}

char *harmless_twin(const char *cleaned)
{
	mbstate_t state = { 0 };
	size_t left = strlen(cleaned), n;
	struct str out = { 0 };
	bool accented = false;
	wchar_t c;

	for (; left && (n = mbrtowc(&c, cleaned, left, &state)) && n <= left;
	     cleaned += n, left -= n) {
		str_add(&out, twin_of(c, accented));
		accented = char_width(c) < 1;
	}
	return str_steal(&out);
}
