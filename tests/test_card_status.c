/* The states of a card: the texts that come, and the thirteen codes of the processor. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/card_status.h"
#include "api/lang.h"
#include "tests/typed.h"

static const struct {
	int code;
	enum card_state state;
	const char *words;
} codes[] = {
	{ 1000, CARD_ACTIVE, "Works (1000)" },
	{ 1001, CARD_LIMITED, "The shop has to ask the issuer (1001)" },
	{ 1004, CARD_LIMITED, "Shops are told to keep the card (1004)" },
	{ 1005, CARD_BLOCKED, "Blocked: all payments are refused (1005)" },
	{ 1007, CARD_BLOCKED, "Blocked: all payments are refused (1007)" },
	{ 1008, CARD_LIMITED, "Works with an identity paper (1008)" },
	{ 1041, CARD_LOST, "Lost: shops keep it (1041)" },
	{ 1043, CARD_STOLEN, "Stolen: shops keep it (1043)" },
	{ 1054, CARD_EXPIRED, "Expired: it is reported (1054)" },
	{ 1062, CARD_BLOCKED, "Restricted (1062)" },
	{ 1140, CARD_LOST, "Lost: shops do not keep it (1140)" },
	{ 1143, CARD_STOLEN, "Stolen: shops do not keep it (1143)" },
	{ 1154, CARD_EXPIRED, "Expired: nobody is told (1154)" },
};

static void check(json_t *status, enum card_state state, const char *words)
{
	char *got = card_state_words(status);

	assert_int_equal(card_state(status), state);
	assert_int_equal(card_is_over(status), state >= CARD_EXPIRED);
	assert_string_equal(got, words);
	free(got);
	json_decref(status);
}

static void thirteen_codes_as_numbers_and_texts(void **state)
{
	(void)state;
	assert_int_equal(ARRAY_LEN(codes), 13);
	for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
		char text[8];

		snprintf(text, sizeof(text), "%d", codes[i].code);
		check(json_integer(codes[i].code), codes[i].state, codes[i].words);
		check(json_string(text), codes[i].state, codes[i].words);
	}
}

static void texts_as_they_come(void **state)
{
	(void)state;
	check(json_string("Active"), CARD_ACTIVE, "Works");
	check(json_string("Temporary block"), CARD_BLOCKED, "Blocked for a time");
	check(json_string("temporary BLOCK"), CARD_BLOCKED, "Blocked for a time");
	check(json_string("Lost"), CARD_LOST, "Lost");
	check(json_string("Stolen"), CARD_STOLEN, "Stolen");
	check(json_string("Being printed"), CARD_UNKNOWN, "Being printed");
	check(json_integer(1999), CARD_UNKNOWN, "1999");
	check(json_null(), CARD_UNKNOWN, "");
	assert_true(fits(&field_card_status, "1041", NULL));
	assert_true(fits(&field_card_status, "\"Lost\"", NULL));
	assert_false(fits(&field_card_status, "true", NULL));
	shows(&field_card_status, "1000", "Works (1000)");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(thirteen_codes_as_numbers_and_texts),
		cmocka_unit_test(texts_as_they_come),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
