#ifndef TESTS_AGENT_H
#define TESTS_AGENT_H

/* The agent at the console: each function is one step of the journey, typed
 * by keys alone, and ends when the next step is on the screen.  Texts are
 * looked for in the language of lang_set(). */

#include "api/journey.h"
#include "tests/term_world.h"

struct person {
	const char *phone, *email, *first, *middle, *last, *last2, *born;
};

extern const struct person maria;	/* unknown to the sandbox */

/* The rail or the title says that this step is open. */
void agent_wait_step(struct tw *, enum step);

void agent_look_up(struct tw *, const char *phone_or_email);
void agent_type_registration(struct tw *, const struct person *);
/* Empty the fields that were typed into, and stand on the first again. */
void agent_clear_registration(struct tw *);
void agent_register(struct tw *, const struct person *);
/* Until there is a code, or a word that the window is too small for it. */
void agent_wait_link(struct tw *);
/* Scans the code, checks it against what Copy gives, finishes on the
 * customer's page and waits until the console has seen it.  Stays on the screen. */
void agent_scan_link(struct tw *);
void agent_add_card(struct tw *);		/* typed; ends with the card on the list */
void agent_add_clabe(struct tw *);
void agent_choose_method(struct tw *);		/* takes the one the list stands on */
void agent_choose_payer(struct tw *);
void agent_add_payer(struct tw *);
/* An amount that was typed before is quoted by itself: then "". */
void agent_quote(struct tw *, const char *amount);
void agent_read_back(struct tw *, const char *amount);
void agent_send(struct tw *, const char *amount);
/* The payer scans the code of the ask and pays; ends when it is Completed here. */
void agent_payer_pays(struct tw *);
void agent_home(struct tw *);

#endif
