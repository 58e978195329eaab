#ifndef API_LOOKALIKE_H
#define API_LOOKALIKE_H

/* Names that may be taken for what they are not: letters of several alphabets in
 * one name, letters of another alphabet that look like Latin ones, and two names
 * of a list that look the same.  ICU knows (Unicode TR 39); it is loaded when the
 * first name needs it, which one in plain Latin letters never does. */

#include <jansson.h>
#include <stdbool.h>

enum name_odd {
	NAME_MIXED = 1,			/* letters of several alphabets */
	NAME_DISGUISED = 2,		/* all of another alphabet, and it reads as Latin */
	NAME_MARKS = 4,			/* marks that cover a letter or cannot be seen */
	NAME_HIDDEN = 8,		/* hidden characters came with it and were left out */
};

struct lookalike;

/* Loads nothing yet. */
struct lookalike *lookalike_new(void);
void lookalike_free(struct lookalike *);

/* Is ICU there?  Loads it; without it only the plainest are recognised. */
bool lookalike_works(struct lookalike *);

/* What is odd about a cleaned name: NAME_MIXED, NAME_DISGUISED and NAME_MARKS or'ed. */
unsigned name_odd(struct lookalike *, const char *name);

/* One of a list that an agent chooses from. */
struct name_look {
	const char *name;		/* borrowed */
	const char *number;		/* phone or account: the same means the same one */
	unsigned odd;			/* from elsewhere: NAME_HIDDEN; the rest is added */
	int twin;			/* filled: the first other that looks the same, or -1 */
	bool same;			/* filled: it even is the same name */
};

/* Judges all names of a list. */
void names_judge(struct lookalike *, struct name_look *, int n);

/* What to say of it, translated: "looks like ···· 0149, mixed alphabets" where twin is
 * that one's number, or NULL.  NULL when nothing is odd; the caller frees. */
char *name_words(unsigned odd, const char *twin, bool same);

#endif
