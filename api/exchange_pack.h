#ifndef API_EXCHANGE_PACK_H
#define API_EXCHANGE_PACK_H

/* A call that another process of ours made, for the journal of this one. */

#include "api/journal.h"

/* All of it that may be shown, which is all that an exchange holds; new. */
json_t *exchange_pack(const struct exchange *);

/* Into one that journal_begin() gave, of the same operation; it is done then. */
void exchange_unpack(struct exchange *, const json_t *packed);

/* The same of an error. */
json_t *err_pack(const struct err *);
void err_unpack(struct err *, const json_t *packed);

#endif
