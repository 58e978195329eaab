#ifndef SCREENS_OMNI_PAPERS_H
#define SCREENS_OMNI_PAPERS_H

/* The texts and agreements of the customer in hand: what is kept of them, and how
 * they are fetched, accepted and proved, one call after another. */

#include "screens/omni_mail.h"

#define PAPERS_MOST 16

enum paper_doing { PAPER_RESTS, PAPER_LOADS, PAPER_ACCEPTS, PAPER_PROVES };

struct paper {
	const char *text_type;		/* of a text for everybody; NULL: an agreement of hers */
	bool ul;			/* the platform's own */
	char id[64], type[64], status[32];
	char *html;			/* NULL: not here yet */
	bool read, put;			/* put: the service took her yes in this run */
	enum paper_doing doing;
	struct err err;
};

struct papers {
	struct app *app;
	struct paper list[PAPERS_MOST];
	int n;
	int busy;			/* index of the one being asked about; -1 none */
};

/* What is kept of the customer in hand; papers is what their calls belong to. */
void papers_take(struct papers *, struct app *);
void papers_release(struct papers *);

/* Have new ones been made for her since? */
bool papers_changed(const struct papers *);

/* Fetch what is not here yet; again: ask anew how each agreement stands. */
void papers_fetch(struct papers *);
void papers_again(struct papers *);

/* She read it to its end; she accepts it: recorded, then read again as the proof. */
void papers_read(struct papers *, int i);
void papers_accept(struct papers *, int i);

bool paper_is_accepted(const struct paper *);

/* Is a yes of hers on its way, or being proved?  Then nothing else is accepted. */
bool papers_is_accepting(const struct papers *);

/* Agreements that she has still to accept, and where hers begin in the list. */
int papers_open_ones(const struct papers *);
int papers_first_own(const struct papers *);

#endif
