/* The runner on a real sandbox: every row of the matrix passes, and what the
 * sandbox does wrong is noticed. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "tests/matrix_stage.h"

static void tell_unless_passed(const struct run_row *row)
{
	if (row->state != ROW_PASSED)
		print_message("%s: %d %s: %s (%s)\n", row->scenario->id, row->status, row->code,
			      row->why, row->scenario->how);
}

static void all_rows_pass(void **state)
{
	struct matrix_stage m;

	(void)state;
	matrix_open(&m, NULL);
	matrix_run(&m, NULL);
	for (int i = 0; i < runner_rows(m.runner); i++)
		tell_unless_passed(runner_row(m.runner, i));
	assert_int_equal(m.failed + m.skipped, 0);
	assert_int_equal(m.passed, runner_rows(m.runner));
	matrix_close(&m);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_rows_pass),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
