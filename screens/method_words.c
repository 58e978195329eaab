/* How an agent tells one payout method from another. */

#include "screens/method.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/bank.h"

bool method_is_bank(const char *type)
{
	return word_in("UBN,CLABE,BankAccount,VirtualNetworkAccount", type);
}

const char *method_number(const json_t *method)
{
	static const char *const keys[] = { "number", "accountNumber", "accountPrefix", "name" };

	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		if (*word_of(method, keys[i]))
			return word_of(method, keys[i]);
	return "";
}

/* The digits have their room, however long the word is. */
static void network_words(const char *word, const char *number, char *buf, size_t size)
{
	enum { DIGITS = 16 };		/* of " ···· 1111" */
	char cut[64];

	assert(size > DIGITS);
	text_put(cut, size - DIGITS < sizeof(cut) ? size - DIGITS : sizeof(cut), word);
	snprintf(buf, size, "%s ···· %s", cut, last_four(number));
}

void method_words(const json_t *method, char *buf, size_t size)
{
	const char *number = method_number(method), *type = word_of(method, "type");
	const char *network = word_of(method, "cardNetwork");

	if (!method_is_bank(type)) {
		network_words(*network && !str_eq(network, "NotApplicable") ?
			      network : codes_method_word(type), number, buf, size);
		return;
	}
	if (strspn(number, "0123456789") == 18)
		snprintf(buf, size, "CLABE %.3s ···· %s", number, last_four(number));
	else
		network_words(codes_method_word(type), number, buf, size);
}

char *method_odd_words(struct app *app, const json_t *method, unsigned hidden,
		       struct odd_name *odd)
{
	static const char *const keys[] = { "nameOnCard", "cardNetwork", "bankName", "name" };

	*odd = (struct odd_name){ .odd = hidden };
	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		odd->odd |= name_odd(app->look, word_of(method, keys[i]));
	return odd_words(odd);
}

void method_take(struct app *app, const json_t *method, unsigned hidden)
{
	char words[64];
	struct odd_name odd;

	if (!app->journey)
		return;
	method_words(method, words, sizeof(words));
	journey_set(app->journey, "method.id", word_of(method, "id"));
	journey_set(app->journey, "method.name", words);
	journey_set(app->journey, "method.type", word_of(method, "type"));
	free(method_odd_words(app, method, hidden, &odd));
	odd_keep(app->journey, "method", &odd);
}
