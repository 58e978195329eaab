#ifndef API_VERDICT_H
#define API_VERDICT_H

/* Is an answer the one that was expected? */

#include "api/http.h"
#include "api/scenario.h"

/* expect: {KEY: VALUE} that the answer has to say, or NULL; lax: a key may be
 * refused by a gateway in front of the service, in whatever form.  False with
 * *err in words. */
bool verdict(const struct scenario *, const struct reply *, const json_t *expect, bool lax,
	     struct err *err);

/* The code by which an answer is compared: that of a refusal, or of a success
 * that documents one; "" without.  Borrowed from the reply. */
const char *verdict_code(const struct scenario *, const struct reply *);

/* The message by which a refusal of the wallet service is compared, too; as above. */
const char *verdict_message(const struct scenario *, const struct reply *);

#endif
