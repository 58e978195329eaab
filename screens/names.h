#ifndef SCREENS_NAMES_H
#define SCREENS_NAMES_H

/* Names that need a second look (api/lookalike.h), where an agent chooses by them:
 * a sign and a word beside the last four digits, which cannot be imitated. */

#include "api/lookalike.h"
#include "screens/show.h"

struct odd_name {			/* zeroed: nothing about it is odd */
	unsigned odd;			/* enum name_odd, or'ed */
	bool same;			/* the twin even has the same name */
	char twin[24];			/* number of another that looks the same; "" */
};

/* What names_judge() found of the i-th. */
void odd_take(const struct name_look *, int i, struct odd_name *);

/* In words, translated; NULL when nothing is odd.  The caller frees. */
char *odd_words(const struct odd_name *);

/* NAME_HIDDEN when characters that nobody sees were left out of one of these keys
 * ("firstName,lastName") of the answer's record at this path ("3", or "" for the
 * answer itself); else 0. */
unsigned odd_hidden(const struct reply *, const char *path, const char *keys);

/* A name in a list, in warning style behind its sign when words are given. */
void odd_cell(struct canvas *, int x, int w, const char *name, const char *words);

/* Keep with the journey what is odd about "customer", "payer" or "method". */
void odd_keep(struct journey *, const char *who, const struct odd_name *);

/* A line for each of the three whose name is odd, with its last four digits, and
 * what to do.  Returns the lines used, 0 as a rule. */
int odd_draw(struct app *, struct canvas *, int x, int y);

#endif
