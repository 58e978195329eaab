#include "api/words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static int lower(char c)
{
	return tolower((unsigned char)c);
}

static int least(int a, int b, int c)
{
	int ab = a < b ? a : b;

	return ab < c ? ab : c;
}

int word_distance(const char *a, const char *b)
{
	int row[64];
	int n = (int)strlen(b);

	if (n >= (int)ARRAY_LEN(row))
		return n;
	for (int j = 0; j <= n; j++)
		row[j] = j;
	for (int i = 1; a[i - 1]; i++) {
		int corner = row[0];

		row[0] = i;
		for (int j = 1; j <= n; j++) {
			int above = row[j];

			row[j] = least(above + 1, row[j - 1] + 1,
				       corner + (lower(a[i - 1]) != lower(b[j - 1])));
			corner = above;
		}
	}
	return row[n];
}

static int hex(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, lower(c)) : NULL;

	return at ? (int)(at - digits) : -1;
}

char *percent_decode(const char *s, size_t n, bool form)
{
	struct str out = { 0 };

	for (size_t i = 0; i < n; i++) {
		char c = s[i];

		if (c == '%' && i + 2 < n && hex(s[i + 1]) >= 0 && hex(s[i + 2]) >= 0) {
			c = (char)(hex(s[i + 1]) * 16 + hex(s[i + 2]));
			i += 2;
		} else if (c == '+' && form) {
			c = ' ';
		}
		if (c)
			str_addn(&out, &c, 1);
	}
	return str_steal(&out);
}

bool query_next(const char **at, char **name, char **value)
{
	size_t n, split;

	*at += strspn(*at, "&");
	n = strcspn(*at, "&#");
	split = strcspn(*at, "=&#");
	if (!n)
		return false;
	*name = percent_decode(*at, split, true);
	*value = split < n ? percent_decode(*at + split + 1, n - split - 1, true) : xstrdup("");
	*at += n;
	return true;
}
