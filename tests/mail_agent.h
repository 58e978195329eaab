#ifndef TESTS_MAIL_AGENT_H
#define TESTS_MAIL_AGENT_H

/* The agent with a wallet customer, by keys alone; each function ends when what
 * comes next is on the screen.  Texts are looked for in the language of lang_set(). */

#include "tests/agent.h"

/* Ana is looked up, and the wallet service's start screen opened by the palette. */
void agent_to_wallet(struct tw *);

/* From the start screen: a wrong code, which may be typed again, the right one by paste;
 * wrong NULL, else called when the wrong one was told.  Ends on the start screen. */
void agent_prove_email(struct tw *, void (*wrong)(void *), void *arg);

/* From the agreements: her data, with an address for which the service has none, then
 * with hers; refused as above. */
void agent_make_agreements(struct tw *, void (*refused)(void *), void *arg);

/* The agreement under the bar: not before its end, and then when she says yes. */
void agent_accept_agreement(struct tw *, void (*read)(void *), void *arg);

/* So many agreements are still to be accepted. */
void agent_wait_open(struct tw *, int n);

#endif
