#ifndef SCREENS_CAPTURE_H
#define SCREENS_CAPTURE_H

/* Cards are typed into a process of their own.  It has the keyboard while a form with
 * a card number is on top, and this one the screen: what it is told of the number is
 * how many characters it has, its network and its last four.  The number and its code
 * go from there to the card vault, and the vault's tokens come back. */

#include "screens/app.h"
#include "screens/form.h"

/* Where the fields of the form stand; ends with op NULL. */
struct capture_field {
	const struct op *op;
	const char *key;
};

enum capture_news {
	CAPTURE_SENDING,	/* all fits, and the number is on its way */
	CAPTURE_ANSWERED,	/* the vault answered, or could not be reached */
	CAPTURE_OFF,		/* it cannot go on: err says why */
};

struct capture_told {
	enum capture_news news;
	json_t *record;		/* SENDING: the form's record without what is secret */
	const char *network;	/* SENDING: "Visa", or NULL */
	const struct reply *reply;	/* ANSWERED: of a success its tokens alone */
	struct err err;		/* OFF */
};

/* All of what is told is borrowed.  Once there are tokens the process is gone, and
 * the capture with it; after a failure it waits for another try. */
typedef void capture_fn(struct screen *, const struct capture_told *);

/* Start it for a form of this screen, of which there is one at a time; the form is
 * kept up to date.  What stands against it is told by CAPTURE_OFF, later. */
void capture_open(struct screen *, const struct capture_field *, struct form *, capture_fn *);

/* End it, whatever it is doing; what was typed is wiped.  Nothing to do for a screen
 * that has none. */
void capture_close(struct screen *);

/* Is one open for this screen, and is it sending? */
bool capture_is_open(const struct screen *);
bool capture_is_sending(const struct app *);

/* Check the form and send; a click in the form; every field's documented example. */
void capture_send(struct screen *);
void capture_click(struct screen *, int hot);
void capture_example(struct screen *);

/* What the number says by itself while it is typed: "" nothing yet. */
struct capture_hint {
	char network[24], last4[5];
	unsigned heard;			/* how often it told something */
};
struct capture_hint capture_hint(const struct screen *);

/* May a card be typed in this profile?  Why not, translated, or NULL. */
const char *capture_why_not(const struct app *);

/* For who runs the loop: lend the keyboard or take it back, as what is on top wants
 * it; whether it is lent just now; nobody reads it while it is held. */
void capture_watch(struct app *);
bool capture_reads(const struct app *);
void capture_hold(struct app *, bool held);

#endif
