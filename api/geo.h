#ifndef API_GEO_H
#define API_GEO_H

/* Countries, subdivisions, currencies (ISO, from iso-codes) and telephone
 * numbering rules (the metadata libphonenumber publishes): data under assets/. */

#include "api/field.h"

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

struct phone {
	char e164[20];		/* "+525521206703" */
	char country[3];	/* "MX" */
	char shown[32];		/* "+52 55 2120 6703" */
};

/* Read a number as typed.  default_country is used when it does not begin
 * with + or 00.  "+521" and "+52" numbers of Mexico are the same number; the
 * e164 keeps the digits that were typed.  False with *err, in words that
 * name the country and its length, when it is not a possible mobile number. */
bool phone_parse(const char *text, const char *default_country, struct phone *, struct err *);

/* The form in which two spellings of the same number are equal
 * ("+525521206703" also for "+5215521206703").  buf of 20 bytes. */
void phone_same(const char *e164, char buf[static 20]);

const char *bank_name(const char *clabe);		/* bank of a CLABE's first three digits; NULL */
const char *card_network(const char *digits);		/* "Visa" … by the number's prefix; NULL when unknown */
bool luhn_ok(const char *digits);
char clabe_check_digit(const char *digits17);

#endif
