#ifndef SCREENS_METHOD_H
#define SCREENS_METHOD_H

/* Payout methods in words, and the three ways to add one. */

#include "screens/names.h"

enum method_kind { METHOD_CARD, METHOD_TOKEN, METHOD_BANK, METHOD_KINDS };

/* "Visa ···· 1111", "CLABE 002 ···· 8815": how an agent tells one from another. */
void method_words(const json_t *method, char *buf, size_t size);

bool method_is_bank(const char *type);

/* Its number, token or, where those are missing, name; borrowed, "" without. */
const char *method_number(const json_t *method);

/* Take a method into the journey: method.id, method.name, method.type, and what is
 * odd about its names; hidden is NAME_HIDDEN or 0. */
void method_take(struct app *, const json_t *method, unsigned hidden);

/* The same in words, NULL when nothing is; the caller frees. */
char *method_odd_words(struct app *, const json_t *method, unsigned hidden, struct odd_name *);

/* Fact of the journey: the row that carries a method being added. */
#define METHOD_FACT "adding"

/* Form on top of the list; its argument is a const enum method_kind *. */
extern const struct screen_ops method_add_screen;

#endif
