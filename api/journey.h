#ifndef API_JOURNEY_H
#define API_JOURNEY_H

/* A customer's way from look-up to a followed ask, with everything typed on
 * the way.  It is kept as one JSON document and saved after each change. */

#include "api/store.h"

enum step {
	STEP_CUSTOMER, STEP_REGISTER, STEP_LINK, STEP_METHOD, STEP_PAYER, STEP_QUOTE, STEP_ASK,
	STEP_TRACK, STEPS
};

enum mark { MARK_AHEAD, MARK_NOW, MARK_DONE, MARK_SKIPPED };

struct journey {
	struct journey_row row;
	json_t *doc;		/* owned; see the accessors */
	bool dirty;		/* not saved yet */
};

/* A new one for an alias as typed ("+52…" or an e-mail), or the open one of
 * this alias, or by id.  False when id is unknown. */
void journey_begin(struct journey *, struct store *, const char *alias);
bool journey_load(struct journey *, struct store *, int64_t id);
void journey_release(struct journey *);

/* Write it if dirty.  Called after the frame was shown, never before. */
bool journey_save(struct journey *, struct store *, struct err *);

/* Plain facts: "phone", "email", "userToken", "name", "status", "statusDetail",
 * "link", "payer.phone", "payer.name", "payer.country", "method.id",
 * "method.name", "ask" (correlation id) …  Dotted keys step into objects.
 * get: borrowed, "" when unset. */
const char *journey_get(const struct journey *, const char *key);
void journey_set(struct journey *, const char *key, const char *value);
json_t *journey_json(const struct journey *, const char *key);			/* borrowed, NULL */
void journey_set_json(struct journey *, const char *key, json_t *taken);

/* What was typed into the form called `form`, so far; borrowed or NULL.
 * Secret fields never come here. */
json_t *journey_draft(const struct journey *, const char *form);
void journey_set_draft(struct journey *, const char *form, const char *field, const char *text);
void journey_drop_draft(struct journey *, const char *form);

void journey_mark(struct journey *, enum step, enum mark);
enum mark journey_marked(const struct journey *, enum step);
void journey_goto(struct journey *, enum step);		/* sets row.step and MARK_NOW */

/* The first step that still has to be done. */
enum step journey_next(const struct journey *);
const char *step_word(enum step);			/* translated: "Register" */

#endif
