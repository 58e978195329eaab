#include "tests/tape.h"

#include <stdlib.h>
#include <string.h>

#include "api/util.h"
#include "tests/hostile_strings.h"

/* Bytes of a sequence with which ncurses or tui/term.c draw, at s behind Esc; 0: it is
 * another.  Reports, resizing, and what writes elsewhere are others. */
static size_t drawing(const char *s)
{
	static const char *const whole[] = {
		"(B", "7", "8", "=", ">", "M", "[22;0;0t", "[23;0;0t", "[!p", "[0 q", "[2 q",
	};
	size_t n;

	for (size_t i = 0; i < ARRAY_LEN(whole); i++)
		if (has_prefix(s, whole[i]))
			return strlen(whole[i]);
	if (*s == ']') {			/* the colours of the ground, and back */
		n = 1 + strspn(s + 1, "0123456789");
		return has_prefix(s, "]10;") || has_prefix(s, "]11;") || has_prefix(s, "]110") ||
		       has_prefix(s, "]111") ? n + strspn(s + n, ";#rgb:/0123456789abcdef") : 0;
	}
	if (*s != '[')
		return 0;
	n = 1 + strspn(s + 1, "?0123456789;");
	return s[n] && strchr("@ABCDEFGHIJKLMPSTXZ`abdefghlmr", s[n]) ? n + 1 : 0;
}

static char *wrong(const char *bytes, size_t at)
{
	char *near = xstrndup(bytes + at, 24), *text;

	for (char *p = near; *p; p++)
		if ((unsigned char)*p < ' ' || (unsigned char)*p == 0x7f)
			*p = '^';
	text = xasprintf("byte 0x%02x at %zu: %s", (unsigned char)bytes[at], at, near);
	free(near);
	return text;
}

char *tape_found(const char *bytes, size_t len)
{
	struct str text = { 0 };
	size_t at = 0, n;
	char *found = NULL;

	while (at < len && !found) {
		unsigned char c = (unsigned char)bytes[at];

		if (c == 0x1b) {
			n = drawing(bytes + at + 1);
			/* What ends such a colour. */
			if (n && bytes[at + 1] == ']')
				n += bytes[at + n + 1] == '\a' ? 1 :
				     has_prefix(bytes + at + n + 1, "\x1b\\") ? 2 : 0;
			found = n ? NULL : wrong(bytes, at);
			at += n + 1;
		} else if (c < ' ' && !strchr("\r\n\b", c)) {
			found = wrong(bytes, at);
		} else {
			str_addn(&text, bytes + at++, 1);
		}
	}
	if (!found && text.s && hostile_found(text.s, true) && hostile_found(text.s, true) != '\b')
		found = xasprintf("U+%04X", (unsigned)hostile_found(text.s, true));
	str_release(&text);
	return found;
}
