#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/fault.h"
#include "api/lang.h"

static struct fault parsed(const char *spec)
{
	struct fault fault = { 0 };
	struct err err;

	if (!fault_parse(spec, &fault, &err))
		fail_msg("%s: %s", spec, err.text);
	return fault;
}

static void specs_are_read(void **state)
{
	struct fault f = parsed("delay:requestMoneyV2:ms=3000");

	(void)state;
	assert_int_equal(f.kind, FAULT_DELAY);
	assert_string_equal(f.operation, "requestMoneyV2");
	assert_int_equal(f.ms, 3000);
	assert_int_equal(f.count, -1);
	assert_int_equal(f.chance, 1000);
	f = parsed("500:*:chance=0.1");
	assert_int_equal(f.kind, FAULT_500);
	assert_int_equal(f.chance, 100);
	f = parsed("429:getUserTokenV2:retry=7:count=2");
	assert_int_equal(f.ms, 7);
	assert_int_equal(f.count, 2);
	f = parsed("html");
	assert_string_equal(f.operation, "*");
	assert_int_equal(f.status, 401);
	assert_int_equal(parsed("html:status=502").status, 502);
}

static void every_kind_has_a_name_that_reads_back(void **state)
{
	(void)state;
	for (int kind = FAULT_NONE + 1; kind < FAULT_KINDS; kind++)
		assert_int_equal(parsed(fault_kind_name((enum fault_kind)kind)).kind, kind);
}

static void text_reads_back_as_the_same_fault(void **state)
{
	static const char *const specs[] = {
		"delay:requestMoneyV2:ms=3000", "reset-after:requestMoneyV2:count=1",
		"429:*:retry=9",
		"500:*:chance=0.125", "html:getProfile:status=502:count=3", "stall", "drip:*:ms=1",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(specs); i++) {
		struct fault f = parsed(specs[i]);
		char *text = fault_text(&f);
		struct fault again = parsed(text);

		assert_int_equal(again.kind, f.kind);
		assert_string_equal(again.operation, f.operation);
		assert_int_equal(again.count, f.count);
		assert_int_equal(again.chance, f.chance);
		assert_int_equal(again.ms, f.ms);
		assert_int_equal(again.status, f.status);
		free(text);
	}
}

static void wrong_specs_are_refused_with_a_reason(void **state)
{
	static const char *const wrong[] = {
		"", "none", "delays", "delay:nosuchOperation", "delay:*:ms=", "delay:*:ms=x",
		"delay:*:ms=0", "500:*:ms=5", "500:*:chance=0", "500:*:chance=2", "500:*:count=0",
		"html:*:status=99", "delay:*:colour=red", "429:*:ms=5",
	};
	struct fault f = { .kind = FAULT_DRIP };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct err err = { 0 };

		if (fault_parse(wrong[i], &f, &err))
			fail_msg("%s was accepted", wrong[i]);
		assert_int_equal(err.kind, ERR_CONFIG);
		assert_true(strlen(err.text) > 10);
	}
	assert_int_equal(f.kind, FAULT_DRIP);	/* untouched on failure */
}

static void a_misspelt_operation_is_guessed(void **state)
{
	struct fault f;
	struct err err = { 0 };

	(void)state;
	assert_false(fault_parse("delay:requestMoneyV3", &f, &err));
	assert_non_null(strstr(err.next, "requestMoneyV2"));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(specs_are_read),
		cmocka_unit_test(every_kind_has_a_name_that_reads_back),
		cmocka_unit_test(text_reads_back_as_the_same_fault),
		cmocka_unit_test(wrong_specs_are_refused_with_a_reason),
		cmocka_unit_test(a_misspelt_operation_is_guessed),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
