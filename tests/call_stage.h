#ifndef TESTS_CALL_STAGE_H
#define TESTS_CALL_STAGE_H

/* Calls whose every figure is known, for the inspector's screens. */

#include "tests/desk.h"

/* One that ended, in the journal; and what was answered (json taken). */
struct exchange *stage_call(struct journal *, const struct op *, int status);
void stage_answer(struct exchange *, const char *headers, json_t *taken);

/* A look-up that found María, one that found nobody, one without an answer, one of a
 * scenario that went wrong; before them two of another run. */
void stage_four(struct desk *);

/* Until the inspector, in English, has looked through all calls. */
void stage_look(struct app *);

#endif
