#ifndef TESTS_HOSTILE_STRINGS_H
#define TESTS_HOSTILE_STRINGS_H

/* Texts that mean harm to a terminal, an eye, a spreadsheet, a shell or a parser. */

#include <stdbool.h>
#include <stdint.h>

/* The n-th of this seed; first those of a list, then made ones.  The caller frees. */
char *hostile_string(int n, uint32_t seed);

/* Can a JSON text hold it: is it UTF-8 throughout? */
bool hostile_is_json(const char *);

/* The first character of a text that no screen, file or log may hold, but for line
 * ends and tabs where lines is true; 0: there is none; 0xfffd where it is no UTF-8. */
uint32_t hostile_found(const char *text, bool lines);

/* The same as it should be shown, with an x in place of everything that takes a
 * column, 漢 for what takes two and an accent for what takes none; the caller frees. */
char *harmless_twin(const char *cleaned);

#endif
