#ifndef API_OPS_BUSINESS_H
#define API_OPS_BUSINESS_H

/* A company of the wallet service: what is handed in of it, and the words that what is
 * told of it shares with that. */

#include "api/ops.h"

#define SRC_OBJECTS "omnumi 7 [40]"
#define SRC_MAKE "omnumi 8.5 [40]"

extern const struct choice ops_document_kind[];	/* documentType */
extern const struct choice ops_phone_kind[];		/* phoneNumberType, phoneType */

extern const struct field ops_business_in[];		/* of POST /tenant/business-user */

#endif
