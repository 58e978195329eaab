#ifndef API_MONEY_H
#define API_MONEY_H

/* Amounts are minor units of a currency (500.00 MXN is 50000).  Here, and
 * nowhere else, they become JSON numbers and back. */

#include <jansson.h>

#include "api/util.h"

struct money {
	int64_t minor;
	char currency[4];	/* ISO 4217, upper case */
};

/* Digits after the point in this currency: 2 for MXN, 0 for JPY, 3 for KWD. */
int money_digits(const char *currency);

/* What a person typed ("1,734.56", "1734.56", "1 734,56" where lang is "es"
 * takes either mark) to money.  False with *err when it is not a number, is
 * negative, has more digits than the currency, or is too large. */
bool money_parse(const char *text, const char *currency, struct money *, struct err *);

/* "1,734.56" (no currency); the caller frees. */
char *money_text(const struct money *);
/* "1,734.56 MXN"; the caller frees. */
char *money_text_full(const struct money *);

/* JSON number to money; refused, never rounded, when it does not fit. */
bool money_from_json(const json_t *, const char *currency, struct money *, struct err *);
/* A JSON number that prints as exactly this amount; new reference. */
json_t *money_to_json(const struct money *);

/* An exchange rate or other plain JSON number as text without noise
 * ("17.3456"); the caller frees. */
char *rate_text(const json_t *);

#endif
