/* The clock that counts, and what is known by a natural key. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "api/lang.h"
#include "tests/ask_way.h"

static const int64_t start = WAY_START;

/* The service's clock counts, and nobody here can set that one. */
static void a_quarter_of_an_hour_passes_by_the_services_clock(void **state)
{
	struct ask_answer answer = { .amount_minor = -1, .server_ms = start };
	struct ask ask = ask_in(ASK_HANDED);

	(void)state;
	ask.server_at = start;
	ask_step(&ask, EV_CUT, NULL, start);
	for (int i = 0; i < 10; i++) {		/* ours was set on by a day */
		answer.server_ms = start + S(60) * i;
		assert_true(ask_step(&ask, EV_LOOK_ABSENT, &answer, start + S(86400 + 60 * i)));
	}
	assert_int_equal(ask.state, ASK_UNKNOWN);
	answer.server_ms = start + S(900);	/* and back by a year */
	assert_true(ask_step(&ask, EV_LOOK_ABSENT, &answer, start - S(86400) * 365));
	assert_int_equal(ask.state, ASK_ABSENT);
}

/* Not told when it left: the clock begins with the first look. */
static void an_unknown_beginning_counts_from_the_first_look(void **state)
{
	struct ask_answer answer = { .amount_minor = -1, .server_ms = start + S(5000) };
	struct ask ask = ask_in(ASK_HANDED);

	(void)state;
	ask_step(&ask, EV_CUT, NULL, start);
	for (int i = 0; i < 6; i++)
		ask_step(&ask, EV_LOOK_ABSENT, &answer, start + S(900) + i);
	assert_int_equal(ask.state, ASK_UNKNOWN);
	assert_true(ask.server_at == start + S(5000));
	answer.server_ms += S(900);
	ask_step(&ask, EV_LOOK_ABSENT, &answer, start + S(901));
	assert_int_equal(ask.state, ASK_ABSENT);
}

/* ---- what is known by a natural key ---- */

static struct ask keyed_in(enum ask_state state)
{
	struct ask ask = ask_in(state);

	snprintf(ask.key, sizeof(ask.key), "+525521206703");
	return ask;
}

/* It cannot be there twice, so nobody waits long, and nothing is watched for. */
static void a_natural_key_needs_a_minute_and_no_watch(void **state)
{
	struct ask ask = keyed_in(ASK_HANDED);
	int64_t now = start, at[64];

	(void)state;
	ask_step(&ask, EV_CUT, NULL, now);
	assert_int_equal(drive(&ask, &now, "g", at, 64), 6);
	assert_int_equal(ask.state, ASK_ABSENT);
	assert_true(now == start + S(60));
	assert_true(ask_step(&ask, EV_VOID, NULL, now));
	assert_int_equal(ask_wait(&ask, now, 0), -1);
	assert_false(ask_is_live(&ask));
}

/* "It exists already": one good look settles whether it does. */
static void a_refusal_as_existing_is_looked_up_once(void **state)
{
	struct ask_answer answer = { .http = 400, .parsed = true, .already = true, .stands = true,
				     .code_word = "ERROR_USER_ALREADY_ENROLLED",
				     .field = "phoneNumber", .amount_minor = -1 };
	struct ask_answer there = { .http = 200, .echo = WAY_ID, .settled = true, .user_token = "u",
				    .amount_minor = -1 };
	struct ask ask = keyed_in(ASK_HANDED), found;

	(void)state;
	assert_true(ask_step(&ask, EV_ANSWER, &answer, start));
	assert_int_equal(ask.state, ASK_UNKNOWN);
	assert_int_equal(ask_wait(&ask, start, 0), 0);
	found = ask;
	assert_true(ask_step(&found, EV_LOOK_FOUND, &there, start + 1));
	assert_int_equal(found.state, ASK_DONE);
	assert_string_equal(found.user_token, "u");
	assert_string_equal(found.refusal, "");
	assert_true(ask_step(&ask, EV_LOOK_ABSENT, &answer, start + 1));
	assert_int_equal(ask.state, ASK_REJECTED);
	assert_string_equal(ask.refusal, "ERROR_USER_ALREADY_ENROLLED");
	assert_string_equal(ask.refusal_field, "phoneNumber");
}

/* What only its owner's memory holds is his while it waits, and gone with him. */
static void what_is_held_goes_with_its_owner(void **state)
{
	struct ask ask = keyed_in(ASK_CONNECTING);

	(void)state;
	ask.held = true;
	ask.owner_pid = 7;
	assert_true(ask_step(&ask, EV_NOT_SENT, NULL, start));
	assert_int_equal(ask.state, ASK_READY);
	assert_int_equal(ask.owner_pid, 7);
	assert_true(ask_step(&ask, EV_PROCESS_DIED, NULL, start));
	assert_int_equal(ask.state, ASK_VOIDED);
	assert_int_equal(ask.owner_pid, 0);
	ask = keyed_in(ASK_CONNECTING);
	ask.held = true;
	assert_true(ask_step(&ask, EV_PROCESS_DIED, NULL, start));
	assert_int_equal(ask.state, ASK_VOIDED);
	assert_false(ask_is_live(&ask));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_quarter_of_an_hour_passes_by_the_services_clock),
		cmocka_unit_test(an_unknown_beginning_counts_from_the_first_look),
		cmocka_unit_test(a_natural_key_needs_a_minute_and_no_watch),
		cmocka_unit_test(a_refusal_as_existing_is_looked_up_once),
		cmocka_unit_test(what_is_held_goes_with_its_owner),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
