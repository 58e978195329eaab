#ifndef API_CARD_STATUS_H
#define API_CARD_STATUS_H

/* The state of a wallet's card: a text, or one of the thirteen codes of the
 * processor, as a number or as text (omnumi 6). */

#include "api/field.h"

enum card_state {
	CARD_UNKNOWN,			/* none of those below; its words are the service's */
	CARD_ACTIVE, CARD_BLOCKED,
	CARD_LIMITED,			/* works in some places, or after a look at a paper */
	CARD_EXPIRED,
	CARD_LOST, CARD_STOLEN,		/* final */
};

enum card_state card_state(const json_t *status);

/* Reported lost or stolen, or expired: it never works again. */
bool card_is_over(const json_t *status);

/* The state in words, with the code where one came: "Lost: shops keep it (1041)".
 * The caller frees. */
char *card_state_words(const json_t *status);

extern const struct field_type field_card_status;

#endif
