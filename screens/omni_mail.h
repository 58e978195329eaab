#ifndef SCREENS_OMNI_MAIL_H
#define SCREENS_OMNI_MAIL_H

/* The wallet customer's e-mail, agreements and consent (omnumi 9 a, b). */

#include "screens/app.h"

extern const struct screen_ops omni_email_screen, omni_data_screen, omni_papers_screen,
	omni_reader_screen, omni_consent_screen;

/* For the start screen. */
extern const struct omni_journey omni_email, omni_papers, omni_consent;

/* What is typed and done is kept, sealed, in the journey of the customer in hand, so
 * that it can be resumed: hers is taken, or a new one begun.  With nobody in hand, and
 * while pages of another customer's journey are open beneath, nothing is kept. */
void mail_take(struct app *);
bool mail_keeps(const struct app *);

/* Was the journey in hand begun here, and nothing done for the first service yet? */
bool mail_began(const struct app *);
const json_t *mail_left(const struct app *, const char *key);	/* borrowed, NULL */
void mail_leave(struct app *, const char *key, json_t *taken);

/* What stands in the person's records under the first of these names (NULL ends),
 * whichever service told it; borrowed, "". */
const char *mail_known(const struct app *, const char *const *names);

/* What became known of her, for both. */
void mail_learn(struct app *, const char *key, const char *value);

/* The wallet was not hers after all: her journey does not keep it either. */
void mail_part(struct app *);

/* Does the message of getConsentStatus say that the consent is in force?  One text
 * or a list of them; a list with both answers is no yes. */
bool omni_consent_in_force(const json_t *body);

/* A text to be read to its end before it can be accepted. */
struct reader_arg {
	const char *title, *html;		/* copied */
	const char *above;			/* translated: what it is; "" */
	bool read;				/* it was, before */
	bool accepts;				/* F10 accepts it; else it is only read */
	void (*done)(struct screen *below);	/* it was read to its end; may be NULL */
	void (*accept)(struct screen *below);	/* she accepts it */
};

#endif
