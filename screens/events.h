#ifndef SCREENS_EVENTS_H
#define SCREENS_EVENTS_H

/* Events that the service sent: the list (events.c) and one of them (event.c). */

#include "screens/show.h"

enum style event_style(enum webhook_verdict);
const char *event_sign(const struct canvas *, enum webhook_verdict);

/* How the ask is, as the event says; "" when it does not.  Borrowed. */
const char *event_status_words(const struct webhook_event *);

/* "good", "duplicate, again" of one sent once more from here; the caller frees. */
char *event_verdict_text(const struct webhook_event *);

/* Once more through the inbox; a note tells the verdict. */
void event_replay(struct screen *, int64_t id);
const char *event_why_not_replay(const struct screen *);

/* Ask where to, and pass it on. */
void event_pass_on(struct screen *, int64_t id);

/* Open its ask, if it was made here. */
void event_open_ask(struct screen *, const struct webhook_event *);

#endif
