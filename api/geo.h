#ifndef API_GEO_H
#define API_GEO_H

/* Countries, their subdivisions and currencies: ISO 3166 and 4217 by way of
 * Debian's iso-codes, in English and Spanish; data under assets/. */

#include "api/bank.h"
#include "api/field.h"
#include "api/phone.h"

/* Names are in the language now set; borrowed, static. */
const char *country_name(const char *alpha2);		/* NULL when unknown */
const char *country_match(const char *text);		/* alpha-2 for a code or a name in either language; NULL */
const char *country_currency(const char *alpha2);	/* "MXN" for "MX"; NULL when unknown */
const struct choice *country_choices(void);		/* value alpha-2; sorted by name in the present language */

const char *subdivision_name(const char *code);		/* "MX-CMX" -> "Ciudad de México"; NULL */
const struct choice *subdivision_choices(const char *alpha2);	/* value "MX-CMX"; NULL when it has none */
const char *subdivision_match(const char *alpha2, const char *text);	/* code for a name or short form ("CDMX"); NULL */

bool currency_known(const char *alpha3);
const char *currency_name(const char *alpha3);

#endif
