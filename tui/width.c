/* How wide text is, character by character, and where its lines end. */

#include "tui/width.h"

#include <limits.h>
#include <string.h>

#include "api/util.h"
#include "tui/canvas.h"

/* Neither a shape nor a mark: they change how their neighbours are read. */
static const struct {
	wchar_t first, last;
} hidden[] = {
	{ 0x034f, 0x034f }, { 0x061c, 0x061c }, { 0x115f, 0x1160 }, { 0x17b4, 0x17b5 },
	{ 0x180b, 0x180f }, { 0x200b, 0x200f }, { 0x2028, 0x202e }, { 0x2060, 0x206f },
	{ 0x3164, 0x3164 }, { 0xd800, 0xdfff }, { 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff },
	{ 0xffa0, 0xffa0 }, { 0xfff0, 0xfffb }, { 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff },
};

int char_width(wchar_t ch)
{
	if (ch >= 0x20 && ch < 0x7f)
		return 1;
	if (ch < 0x20 || (ch >= 0x7f && ch < 0xa0) || ch == 0xad)
		return -1;
	if (ch < 0x300)
		return 1;
	for (size_t i = 0; i < ARRAY_LEN(hidden); i++)
		if (ch >= hidden[i].first && ch <= hidden[i].last)
			return -1;
	return wcwidth(ch);
}

bool text_next(const char **at, wchar_t *ch)
{
	mbstate_t state = { 0 };
	size_t n;

	if ((unsigned char)**at < 0x80) {
		*ch = **at;
		*at += **at != '\0';
		return *ch != 0;
	}
	n = mbrtowc(ch, *at, strnlen(*at, 4), &state);
	if (n == (size_t)-1 || n == (size_t)-2) {
		*ch = REPLACEMENT;
		n = 1;
	}
	*at += n;
	return true;
}

int text_plain(const char *text, int most)
{
	int n = 0;

	while (n < most && text[n] >= 0x20 && text[n] < 0x7f)
		n++;
	return n;
}

static int drawn_width(wchar_t ch)
{
	int w = char_width(ch);

	return w > 0 ? w : 0;
}

int text_width(const char *text)
{
	wchar_t ch;
	int w = 0, n;

	do {
		n = text_plain(text, INT_MAX);
		text += n;
		w += n;
		if (!text_next(&text, &ch))
			return w;
		w += drawn_width(ch);
	} while (true);
}

/* How far a line of w columns reaches: *fits bytes of text, of which the last
 * blank that it can be broken at is at *blank, 0 when there is none.  True when
 * that is all there is, up to a newline or the end. */
static bool measure(const char *text, int w, size_t *fits, size_t *blank)
{
	const char *p = text, *here = p;
	int used = 0;
	wchar_t ch;

	*blank = 0;
	for (; text_next(&p, &ch) && ch != L'\n'; here = p) {
		used += drawn_width(ch);
		if (ch == L' ' && here > text && here[-1] != ' ')
			*blank = (size_t)(here - text);
		if (ch != L' ' && used > w) {
			*fits = here > text ? (size_t)(here - text) : (size_t)(p - text);
			return false;
		}
	}
	*fits = (size_t)(here - text);
	return true;
}

bool text_wrap_next(const char **at, int w, const char **line, size_t *bytes)
{
	const char *text = *at;
	size_t fits, blank;

	if (!*text)
		return false;
	if (measure(text, w, &fits, &blank)) {
		*at = text + fits + (text[fits] == '\n');
	} else if (blank) {
		fits = blank;
		*at = text + blank + strspn(text + blank, " ");
	} else {
		*at = text + fits;		/* a long word: at least one character of it */
	}
	while (fits > 0 && text[fits - 1] == ' ')
		fits--;
	*line = text;
	*bytes = fits;
	return true;
}

int text_wrap_lines(const char *text, int w)
{
	const char *line;
	size_t bytes;
	int n = 0;

	while (w > 0 && text_wrap_next(&text, w, &line, &bytes))
		n++;
	return n;
}
