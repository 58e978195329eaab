#include "tests/ask_way.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

struct ask ask_in(enum ask_state state)
{
	struct ask ask = { .correlation_id = WAY_ID, .state = state, .state_at = WAY_START,
			   .amount = { .minor = 50000, .currency = "MXN" } };

	return ask;
}

int drive(struct ask *ask, int64_t *now, const char *results, int64_t *at, int max)
{
	int n = 0, last = (int)strlen(results) - 1;

	while (ask->state == ASK_UNKNOWN && n < max) {
		bool fails = results[n < last ? n : last] == 'f';

		*now += ask_wait(ask, *now, 0);
		at[n++] = *now;
		assert_true(ask_step(ask, fails ? EV_LOOK_FAILED : EV_LOOK_ABSENT, NULL, *now));
	}
	return n;
}
