#ifndef API_DIFF_H
#define API_DIFF_H

/* Two texts line by line: what they share, what only one has, what stands in
 * place of what. */

#include <stdbool.h>

enum diff_kind { DIFF_SAME, DIFF_LEFT, DIFF_RIGHT, DIFF_CHANGED };

struct diff_line {
	enum diff_kind kind;
	const char *left, *right;	/* NULL where that side has none; the diff's */
};

struct diff {
	char **left, **right;		/* NULL-terminated */
	struct diff_line *lines;
	int n;
	int differ;			/* lines that are not the same */
};

/* Texts are copied.  Of what is too large to compare (millions of pairs of lines)
 * the beginning and the end that both share are told, and the rest as changed. */
void diff_make(struct diff *, const char *left, const char *right);
void diff_release(struct diff *);

#endif
