#ifndef API_BASE_UNITS_H
#define API_BASE_UNITS_H

/* Amounts of a token as ledgers count them: whole numbers of base units, BASE_DECIMALS
 * of which make the decimals of one token (omnumi 5, 8.9).  They outgrow every
 * integer of the machine, so they are texts of digits and are reckoned with as one
 * does on paper.  Texts that are given must be digits; those returned are the
 * caller's to free and have no zeros before them. */

#include "api/field.h"

#define BASE_DECIMALS 18
#define BASE_DIGITS 78		/* of the largest: an EVM word has no more */

/* Digits alone, and not too many? */
bool base_units_ok(const char *units);

int base_units_compare(const char *a, const char *b);	/* as strcmp() tells */
char *base_units_add(const char *a, const char *b);
char *base_units_take(const char *from, const char *what);	/* NULL when that is more */

/* "1196999000000000000000" with 18 decimals is "1196.999"; and for a person
 * "1,196.999", with at least two decimals.  As it is when it is no such text. */
char *base_units_text(const char *units, int decimals);
char *base_units_show(const char *units, int decimals);

/* What is written so ("196.999", "1,000"), or a JSON number's text, as base units; NULL
 * when it is none or has more decimals. */
char *base_units_read(const char *text, int decimals);

/* Types of what a ledger tells. */
extern const struct field_type field_base_units,	/* text of digits, shown as tokens */
	field_tokens,			/* a number of tokens, or a text of one */
	field_epoch,			/* seconds since 1970, as a number or as text */
	field_flag,			/* 0 and 1, as a number or as text */
	field_or_na;			/* text; "NA" says that there is none */

/* Seconds since 1970 in either form; -1 when it is none. */
int64_t epoch_of(const json_t *);

#endif
