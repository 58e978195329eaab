#ifndef SCREENS_FORM_H
#define SCREENS_FORM_H

/* A form is a table of fields being filled in.  Groups become sections,
 * closed lists become pickers, errors stand under their field. */

#include "api/field.h"
#include "tui/input.h"

struct form_row {
	const struct field *field;
	char path[64];			/* dotted key */
	int group;			/* so much of it names the group that may be left out as a
					 * whole; 0: none */
	struct input input;		/* text fields */
	int choice;			/* index into choices; -1 none */
	const struct choice *choices;	/* of the field, or of its country; NULL for text */
	bool elsewhere;			/* its entries have a page of their own: form_count() */
	int entries;
	bool refused;			/* what was being typed is wiped; its rest is not taken */
	struct err err;
};

struct form {
	struct form_row *rows;
	int n, at, top;
	bool open;			/* the focused row's list of choices is open */
	char seek[32];			/* letters typed to find a choice */
	void (*changed)(void *ctx, const char *path,
			const char *text); /* never for secrets; may be NULL */
	void *ctx;
};

/* Rows for the fields of table, or only for those of `only` (paths in the
 * order wanted, NULL-terminated; NULL: all), filled from prefill: an object of
 * texts or JSON values, by dotted path or nested. */
void form_init(struct form *, const struct field *table, const char *const *only,
	       const json_t *prefill);
void form_release(struct form *);

/* First look at a key; false when it is not for the form.  Leaving a field
 * checks it.  Enter goes to the next field, and is not taken on the last. */
bool form_key(struct form *, tui_key);
bool form_click(struct form *, int hot);	/* id of a hot place form_draw made */

void form_set(struct form *, const char *path, const char *text);
char *form_get(const struct form *, const char *path);	/* text; the caller frees; "" */
void form_focus(struct form *, const char *path);

/* The row is a list of so many entries, which are not typed here: the screen opens
 * them when Enter is not taken. */
void form_count(struct form *, const char *path, int entries);

/* What was typed, as one record (new reference); NULL when a row does not
 * fit, with the reason under that row and the focus on the first such. */
json_t *form_record(struct form *);

/* Show an error under the field it names; false when no row is that field. */
bool form_blame(struct form *, const struct err *);
int form_errors(const struct form *);

/* May this row not stay empty? */
bool form_needs(const struct form *, const struct form_row *);

/* Has the focused row a text that an arrow at its end completes? */
bool form_completes(const struct form *);

/* Draw in one column or, from 72 columns on when two is set, in two.  Returns the
 * line below all of it. */
int form_draw(struct form *, struct canvas *, bool two);

/* What can be seen of it: of secret fields how many characters were typed, no more.
 * New; and another form of the same fields made to look like it, which tells what
 * changed of the others. */
json_t *form_seen(const struct form *);
void form_take_seen(struct form *, const json_t *seen);

/* Empty its secret fields, whose memory is wiped; the first of them has the focus. */
void form_hide(struct form *);

#define FORM_HOT 1000			/* hot ids of rows are FORM_HOT + i */

#endif
