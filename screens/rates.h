#ifndef SCREENS_RATES_H
#define SCREENS_RATES_H

/* Today's rates and the corridors, for whoever asks at the counter; what a
 * binding of another screen runs. */

#include "screens/app.h"

extern const struct screen_ops rates_screen;

void rates_open(struct screen *);
const char *why_no_rates(const struct screen *);	/* the key's scopes, or NULL */

#endif
