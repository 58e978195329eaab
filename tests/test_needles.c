/* The search for secrets finds each form of one, and no more. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/util.h"
#include "tests/needles.h"

#define CARD "4622943127013705"

static void each_form_is_found(void **state)
{
	struct needles *n = xcalloc(1, sizeof(*n));
	static const char cvv[] = "{\"Cvv\": \"838\"}", chance[] = "ms=838, Cvv: 1838";
	static const char token[] = "x tok_sandbox_Zz9PNgfqqpdpyQpnD1jYk_3705 y";
	static const char drawn[] = "46\033[3;4H2294\033[1m3127\033]52;c;0\a013705";
	static const char base64[] = "eyJuIjoiNDYyMjk0MzEyNzAxMzcwNSJ9";
	char *whole;

	(void)state;
	n->quiet = true;
	needles_add(n, "card", CARD);
	needles_add_cvv(n, "838");
	for (int i = 0; i < n->n; i++) {
		char *text = xasprintf("%*s", 300, "");

		memcpy(text + 17 + i, n->list[i].bytes, n->list[i].len);
		assert_true(needles_in(n, "a test of the search", text, 300) > 0);
		free(text);
	}
	assert_int_equal(needles_in(n, "a test", cvv, sizeof(cvv) - 1), 1);
	assert_int_equal(needles_in(n, "a test", chance, sizeof(chance) - 1), 0);
	assert_int_equal(needles_in(n, "a test", token, sizeof(token) - 1), 1);
	assert_int_equal(needles_in(n, "a test", base64, sizeof(base64) - 1), 1);
	whole = needles_squeeze(drawn, sizeof(drawn) - 1);
	assert_string_equal(whole, CARD);
	free(whole);
	free(n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_form_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
