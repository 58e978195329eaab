#ifndef API_MONEY_H
#define API_MONEY_H

/* Amounts are minor units of a currency (500.00 MXN is 50000).  Here, and
 * nowhere else, they become JSON numbers and back. */

#include <jansson.h>

#include "api/util.h"

/* The largest amount that is handled: with it a JSON double still shows every
 * digit and a doubtful one more. */
#define MONEY_MAX INT64_C(9999999999999)

/* Flags for writing JSON with amounts in it: 15 digits, so that 100.10 does
 * not leave as 100.09999999999999. */
#define MONEY_DUMP JSON_REAL_PRECISION(15)

struct money {
	int64_t minor;
	char currency[12];	/* ISO 4217, upper case, or a token's symbol: "USBC" */
};

/* Digits after the point in this currency: 2 for MXN, 0 for JPY, 3 for KWD. */
int money_digits(const char *currency);

/* What a person typed ("1,734.56", "1734.56", "$ 1 734.5", "1734 MXN"; in
 * Spanish "1.734,56" as well) to money.  False with *err when it is not a
 * number, can be read in two ways, is negative, has more digits than the
 * currency, or is too large. */
bool money_parse(const char *text, const char *currency, struct money *, struct err *);

/* The same where the currency is not known yet: a JSON number with at most
 * four decimals, which money_from_json judges later.  New reference; NULL
 * with *err. */
json_t *money_parse_json(const char *text, struct err *);

/* "1,734.56" (no currency); the caller frees. */
char *money_text(const struct money *);
/* "1,734.56 MXN"; the caller frees. */
char *money_text_full(const struct money *);

/* JSON number to money; refused, never rounded, when it does not fit: more
 * digits than the currency (beyond the noise of a double), negative, above
 * MONEY_MAX, not a number.  currency NULL or "": two digits. */
bool money_from_json(const json_t *, const char *currency, struct money *, struct err *);
/* The same where the wire has either a number or its plain text, "100.50". */
bool money_from_wire(const json_t *, const char *currency, struct money *, struct err *err);
/* A JSON number that prints as exactly this amount when it is written with
 * MONEY_DUMP: an integer where there is no fraction.  New reference. */
json_t *money_to_json(const struct money *);

/* An exchange rate or other plain JSON number as text without noise
 * ("17.3456"); the caller frees. */
char *rate_text(const json_t *);

#endif
