#ifndef SCREENS_ASK_PARTS_H
#define SCREENS_ASK_PARTS_H

/* What the pages of carried things have in common: a row as last read, and the
 * pieces of its picture. */

#include "screens/show.h"

struct ask_view {
	struct ask ask;
	struct ask_event events[40];	/* oldest first */
	int n_events;
	bool looking;			/* F5: the answer is still to come */
	char other[37];			/* made in its place; "" none */
};

/* Take a row as it is now, with its log. */
void view_take(struct ask_view *, struct app *, const struct ask *);

/* Look whether another console moved it on; if so every screen is told. */
void view_poll(struct ask_view *, struct app *);

/* The page of a row: an ask's, a transfer's by ACH, or of what is carried besides. */
const struct screen_ops *view_page(const struct ask *);

/* Confirmed, and still here after the moment that sending takes. */
bool view_waits(const struct ask *);

/* Title and, set in, one line below it; returns the line after both. */
int parts_head(struct canvas *, enum style, const char *title, const char *line);

/* A paragraph and a blank line; returns the line after them. */
int parts_words(struct canvas *, int y, const char *text);

/* That the disk does not take what became of it, and what to do meanwhile; nothing
 * where it does. */
int parts_stuck(const struct ask_view *, const struct app *, struct canvas *, int y);
int parts_reference(const struct ask *, struct canvas *, int y);

/* What happened, line by line; the last ones when not all fit in room. */
int parts_events(const struct ask_view *, struct canvas *, int x, int y, int room);

/* That it leaves once, and what not to do meanwhile; translated. */
const char *parts_wait_words(void);

/* How long an answer is waited for at most, counting down. */
void parts_patience(const struct ask_view *, const struct app *, struct canvas *, int x, int y);

/* When it is looked at again, counting down. */
void parts_next_look(const struct ask_view *, struct canvas *, int x, int y);

/* Send what was just confirmed, after the frame that says so was shown. */
void parts_send(struct app *, const char *correlation_id);

/* Give up what never left, once run was confirmed in a dialog of this title; close what
 * was not found, with a supervisor's word: it is watched on, and that is told. */
void parts_give_up(struct app *, const char *title, void (*run)(struct screen *below));
void parts_close(struct app *, const struct ask *, const char *closed);

/* What was confirmed and has not left yet, at once; why not is told. */
void parts_send_now(struct app *, const struct ask *);

#endif
