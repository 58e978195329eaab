#ifndef API_TOKENS_H
#define API_TOKENS_H

/* The token that the wallet service gave this run: of the device before anybody
 * logs in, or of the customer who did.  It lies in memory that is not swapped out,
 * and nowhere else. */

#include "api/util.h"

struct tokens;

enum token_kind { TOKEN_NONE, TOKEN_DEVICE, TOKEN_CUSTOMER };

struct tokens *tokens_new(void);
void tokens_free(struct tokens *);

/* Hold this one from now on, in place of the one before; text NULL: none.  life_ms:
 * how long it is good for, 0: that is not known. */
void tokens_set(struct tokens *, enum token_kind, const char *text, int64_t life_ms);

/* The one that is held and not over; borrowed until the next tokens_set(), NULL
 * without.  tokens may be NULL. */
const char *tokens_text(const struct tokens *);
enum token_kind tokens_kind(const struct tokens *);

/* Wall ms at which it ends; 0: not known, or none is held. */
int64_t tokens_until(const struct tokens *);

#endif
