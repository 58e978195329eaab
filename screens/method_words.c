/* How an agent tells one payout method from another. */

#include "screens/method.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

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

/* Digits at the end of a number, a token or a name; at most four. */
static const char *last_four(const char *s)
{
	size_t n = strlen(s), k = 0;

	while (k < 4 && k < n && isdigit((unsigned char)s[n - 1 - k]))
		k++;
	return s + n - k;
}

void method_words(const json_t *method, char *buf, size_t size)
{
	const char *number = method_number(method), *type = word_of(method, "type");
	const char *network = word_of(method, "cardNetwork");

	if (!method_is_bank(type)) {
		snprintf(buf, size, "%s ···· %s", *network && !str_eq(network, "NotApplicable") ?
			 network : codes_method_word(type), last_four(number));
		str_whole(buf);
		return;
	}
	if (strspn(number, "0123456789") == 18)
		snprintf(buf, size, "CLABE %.3s ···· %s", number, last_four(number));
	else
		snprintf(buf, size, "%s ···· %s", codes_method_word(type), last_four(number));
}

void method_take(struct app *app, const json_t *method)
{
	char words[64];

	if (!app->journey)
		return;
	method_words(method, words, sizeof(words));
	journey_set(app->journey, "method.id", word_of(method, "id"));
	journey_set(app->journey, "method.name", words);
	journey_set(app->journey, "method.type", word_of(method, "type"));
}
