#ifndef TESTS_COMPANY_AGENT_H
#define TESTS_COMPANY_AGENT_H

/* The agent who takes on a company, typed by keys alone: each function is one part of
 * its form and ends where it began.  Texts are looked for in the language of the run. */

#include "tests/term_world.h"

/* Who looks on while it is done: called where there is something to see. */
struct onlooker {
	void (*see)(void *ctx, const char *name);
	void *ctx;
};

/* The papers that are handed in, in the home of the run; before it is started. */
void company_papers(struct tw *);

/* From home to the list of companies, and from there to the sections of a new one. */
void company_list(struct tw *);
void company_new(struct tw *, const char *domain);

void company_open_section(struct tw *, int nth, const char *title);
void company_leave_section(struct tw *);

/* all: else only what is never kept on disk. */
void company_numbers(struct tw *, bool all);
/* These go wrong first: a state, a file that is not taken, a check that is refused. */
void company_addresses(struct tw *, const struct onlooker *);
void company_some_papers(struct tw *, const struct onlooker *);
void company_person(struct tw *, const struct onlooker *);
/* An owner is added and taken off again. */
void company_owner(struct tw *, const struct onlooker *);
void company_badge(struct tw *, const struct onlooker *);

/* Confirmed; what comes of it is waited for by whoever asks. */
void company_send(struct tw *);

#endif
