/* Amounts of tokens: more digits than any integer of the machine has. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/base_units.h"
#include "api/lang.h"
#include "tests/typed.h"

static void is(char *got, const char *want)
{
	if (want)
		assert_string_equal(got, want);
	else
		assert_null(got);
	free(got);
}

static void sums_are_exact(void **state)
{
	(void)state;
	is(base_units_add("0", "0"), "0");
	is(base_units_add("999999999999999999999", "1"), "1000000000000000000000");
	is(base_units_add("196999000000000000000", "1000000000000000"), "197000000000000000000");
	is(base_units_add("0007", "5"), "12");
	is(base_units_take("1000000000000000000000", "1"), "999999999999999999999");
	is(base_units_take("500", "500"), "0");
	is(base_units_take("499", "500"), NULL);
	is(base_units_take("100000000000000000000000000000000000000", "99"),
	   "99999999999999999999999999999999999901");
}

static void lengths_and_digits_order_them(void **state)
{
	(void)state;
	assert_true(base_units_compare("9", "10") < 0);
	assert_true(base_units_compare("0010", "9") > 0);
	assert_int_equal(base_units_compare("000", "0"), 0);
	assert_true(base_units_compare("20000000000000000001", "20000000000000000000") > 0);
	assert_true(base_units_ok("0"));
	assert_false(base_units_ok(""));
	assert_false(base_units_ok("-1"));
	assert_false(base_units_ok("1.5"));
	assert_false(base_units_ok("1e18"));
}

static void people_read_tokens(void **state)
{
	(void)state;
	is(base_units_show("196999000000000000000", 18), "196.999");
	is(base_units_show("2000000000000000000", 18), "2.00");
	is(base_units_show("1250500000000000000000", 18), "1,250.50");
	is(base_units_show("1", 18), "0.000000000000000001");
	is(base_units_show("0", 18), "0.00");
	is(base_units_show("1234567", 0), "1,234,567");
	is(base_units_show("382000000", 6), "382.00");
	is(base_units_show("a lot", 18), "a lot");
	is(base_units_show("123456789012345678901234567890123456789000000000000000000", 18),
	   "123,456,789,012,345,678,901,234,567,890,123,456,789.00");
	is(base_units_text("1250500000000000000000", 18), "1250.5");
	is(base_units_text("1000000000000000000", 18), "1");
	is(base_units_text("5", 1), "0.5");
}

static void and_write_them(void **state)
{
	(void)state;
	is(base_units_read("196.999", 18), "196999000000000000000");
	is(base_units_read(" 1,250.5 ", 18), "1250500000000000000000");
	is(base_units_read("0.000000000000000001", 18), "1");
	is(base_units_read("0", 18), "0");
	is(base_units_read("0.0000000000000000001", 18), NULL);
	is(base_units_read("1.", 18), "1000000000000000000");
	is(base_units_read("-1", 18), NULL);
	is(base_units_read("", 18), NULL);
	is(base_units_read(".", 18), NULL);
	is(base_units_read("1e3", 18), NULL);
}

static void types_take_numbers_and_texts(void **state)
{
	(void)state;
	shows(&field_base_units, "\"196999000000000000000\"", "196.999");
	assert_false(fits(&field_base_units, "\"19.5\"", NULL));
	assert_false(fits(&field_base_units, "19", NULL));
	shows(&field_tokens, "1", "1.00");
	shows(&field_tokens, "15.5", "15.50");
	shows(&field_tokens, "\"1250.5\"", "1,250.50");
	shows(&field_epoch, "1755372999", "2025-08-16 19:36");
	shows(&field_epoch, "\"1672925586\"", "2023-01-05 13:33");
	assert_true(fits(&field_epoch, "\"1672925586\"", NULL));
	assert_false(fits(&field_epoch, "true", NULL));
	shows(&field_flag, "\"0\"", "no");
	shows(&field_flag, "1", "yes");
	assert_false(fits(&field_flag, "2", NULL));
	shows(&field_or_na, "\"NA\"", "");
	shows(&field_or_na, "\"Renta\"", "Renta");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_are_exact),
		cmocka_unit_test(lengths_and_digits_order_them),
		cmocka_unit_test(people_read_tokens),
		cmocka_unit_test(and_write_them),
		cmocka_unit_test(types_take_numbers_and_texts),
	};

	setenv("TZ", "UTC", 1);
	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
