#ifndef API_BANK_H
#define API_BANK_H

/* Numbers of cards and of Mexican bank accounts. */

#include "api/util.h"

/* Check digit of a card number (ISO/IEC 7812), blanks and dashes left out. */
bool luhn_ok(const char *digits);

/* Network by the first digits, spelled as the service does ("Visa",
 * "MasterCard", "AmericanExpress", …; raas-schemas "cardNetwork"); NULL when
 * unknown.  The first few digits are enough. */
const char *card_network(const char *digits);

/* How many digits a network's numbers have ("Visa": 13 to 19); 12 to 19 for
 * NULL and unknown networks. */
void card_lengths(const char *network, int *least, int *most);

/* The check digit that belongs behind 17 digits of a CLABE ('5'); '\0' when
 * they are not 17 digits. */
char clabe_check_digit(const char *digits17);

/* The digits at the end of a number, a token or a name, at most four: what may be
 * shown of it.  Borrowed, "" when it ends in none. */
const char *last_four(const char *number);

/* Bank of a CLABE by its first three digits; static, NULL when unknown. */
const char *bank_name(const char *clabe);

#endif
