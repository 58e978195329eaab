#ifndef API_GEO_H
#define API_GEO_H

/* Countries, their subdivisions and currencies: ISO 3166 and 4217 by way of
 * Debian's iso-codes, in English and Spanish; data under assets/. */

#include "api/bank.h"
#include "api/field.h"
#include "api/phone.h"

/* Names are in the language now set; borrowed, static. */
const char *country_name(const char *alpha2);		/* NULL when unknown */
const char *country_currency(const char *alpha2);	/* "MXN" for "MX"; NULL when unknown */

/* Alpha-2 for a code or a name in either language, whatever its case and
 * accents; NULL when it is none. */
const char *country_match(const char *text);

/* All of them; value is alpha-2, sorted by name in the present language. */
const struct choice *country_choices(void);

const char *subdivision_name(const char *code);		/* "MX-CMX" -> "Ciudad de México"; NULL */

/* Those of a country, sorted by name; value is "MX-CMX".  NULL when it has none. */
const struct choice *subdivision_choices(const char *alpha2);

/* Code for a code, name or short form ("CDMX"); NULL when it is none. */
const char *subdivision_match(const char *alpha2, const char *text);

bool currency_known(const char *alpha3);

#endif
