#ifndef SCREENS_SHOW_H
#define SCREENS_SHOW_H

/* What several screens say and draw in the same way. */

#include "screens/app.h"
#include "screens/form.h"
#include "tui/qr.h"

/* Text of a record's key; borrowed, "" when it is missing or not a text. */
const char *word_of(const json_t *record, const char *key);

/* Fact of the customer in hand; borrowed, "" when there is none. */
const char *fact_of(const struct app *, const char *key);

/* Why nothing can be done for a customer here: none is in hand, or the program
 * only reads.  NULL when it can. */
const char *why_no_customer(const struct app *);
const char *why_not_change(const struct app *);

/* A number in groups, as one reads it aloud; as it is when it is none. */
void phone_words(const char *e164, char buf[static 32]);

/* "Hugo Tru   +1 916 555 0149   (United States)"; the caller frees. */
char *person_words(const char *name, const char *phone, const char *country);

/* "500.00 MXN", or the operation's title where the row names no amount; the
 * caller frees. */
char *amount_words(const struct ask *);

/* Where a form keeps what is typed: the journey's draft of this name.  To be
 * given to a form as changed and ctx; lives as long as the form. */
struct draft {
	struct app *app;
	const char *form;
};
void draft_changed(void *draft, const char *path, const char *text);

/* The middle part of a wide canvas, so that lines stay readable. */
struct canvas page_of(const struct canvas *, int max_w);

/* Where a form lies over a list: at the bottom, in a tall window close to what
 * it belongs to. */
struct canvas form_box(const struct canvas *, int h);

/* Labels in one column, values in the other, as wide as the labels need; an
 * empty value leaves its line out.  Returns the lines used. */
struct fact {
	const char *label, *value;	/* translated */
	enum style style;
};
int show_facts(struct canvas *, int x, int y, const struct fact *, int n);

/* What went wrong and what to do, in place.  Returns the lines used. */
int show_problem(struct canvas *, int x, int y, int w, const struct err *);

/* Does a code have room here?  And why it cannot be shown larger in this window,
 * NULL when it can. */
bool show_code_fits(const struct canvas *, const struct qr *, bool big);
const char *show_why_not_big(struct app *, const struct qr *);

/* "◐ what": something is being waited for. */
void show_waiting(struct canvas *, int x, int y, const char *what);

/* A page that shows one record by its description, all values redacted. */
struct record_arg {
	const char *title;		/* translated; copied */
	const struct field *fields;
	const json_t *record;		/* borrowed */
};
extern const struct screen_ops record_screen;

/* A copy in which links are drawn from their parts and, in place of one that is
 * refused, the reason stands; new. */
json_t *record_safe(const struct config *, const struct field *fields, const json_t *record);

/* The same as text, one line a value; the caller frees. */
char *record_words(const struct field *fields, const json_t *record);

#endif
