#ifndef API_PHONE_H
#define API_PHONE_H

/* Telephone numbers, by the numbering rules that libphonenumber publishes
 * (assets/phones.tsv). */

#include "api/util.h"

struct phone {
	char e164[20];		/* "+525521206703" */
	char country[3];	/* "MX" */
	char shown[32];		/* "+52 55 2120 6703" */
};

/* Read a number as typed.  default_country (may be NULL) is used when it does
 * not begin with + or 00.  "+521" and "+52" numbers of Mexico are the same
 * number; the e164 keeps the digits that were typed.  False with *err, in
 * words that name the country and its length, when it is not a possible
 * mobile number.  The caller need not have cleaned the text. */
bool phone_parse(const char *text, const char *default_country, struct phone *, struct err *);

/* The form in which two spellings of the same number are equal
 * ("+525521206703" also for "+5215521206703").  buf of 20 bytes. */
void phone_same(const char *e164, char buf[static 20]);

/* A valid mobile number of the country, as an example ("+525512345678");
 * false when there is none. */
bool phone_example(const char *country, char buf[static 20]);

#endif
