#ifndef SCREENS_FRAME_H
#define SCREENS_FRAME_H

/* What stands around every screen: header, rail, note and footer. */

#include "screens/app.h"

#define FRAME_HOT 9000		/* hot ids of the footer's keys are FRAME_HOT + i */

/* Below 60x20 nothing fits and no key may change anything. */
bool frame_too_small(const struct grid *);
void frame_draw_too_small(struct grid *);

/* The part of the grid that belongs to the screen on top. */
struct canvas frame_body(struct app *);
void frame_draw(struct app *);
enum style frame_environment_style(const struct app *);	/* of its word */

/* The i-th key of the footer as drawn, or NULL. */
const struct binding *frame_binding(struct app *, int i);

/* app.c: is a field taking letters; run a binding, or say why it is off. */
bool app_typing(const struct app *);
void app_do(struct app *, const struct binding *);

#endif
