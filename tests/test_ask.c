#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "api/lang.h"
#include "tests/ask_way.h"

#define ID WAY_ID

static const int64_t start = WAY_START;

/* A good answer of each kind. */
static struct ask_answer good(void)
{
	return (struct ask_answer){ .http = 200, .parsed = true, .echo = ID, .status = "InTransit",
				    .code = "Ze2i4o", .amount_minor = -1 };
}

/* Everything that has a meaning, and where it leads with a good answer. */
static const struct {
	enum ask_state in;
	enum ask_event_kind on;
	enum ask_state to;
} legal[] = {
	{ ASK_DRAFT, EV_CONFIRMED, ASK_READY },
	{ ASK_READY, EV_CLAIMED, ASK_CONNECTING },
	{ ASK_READY, EV_VOID, ASK_VOIDED },
	{ ASK_READY, EV_PROCESS_DIED, ASK_VOIDED },
	{ ASK_CONNECTING, EV_NOT_SENT, ASK_READY },
	{ ASK_CONNECTING, EV_HANDING, ASK_HANDED },
	{ ASK_CONNECTING, EV_ANSWER, ASK_READY },
	{ ASK_CONNECTING, EV_PROCESS_DIED, ASK_READY },
	{ ASK_HANDED, EV_ANSWER, ASK_ACCEPTED },
	{ ASK_HANDED, EV_CUT, ASK_UNKNOWN },
	{ ASK_HANDED, EV_PROCESS_DIED, ASK_UNKNOWN },
	{ ASK_UNKNOWN, EV_LOOK_FOUND, ASK_ACCEPTED },
	{ ASK_UNKNOWN, EV_LOOK_ABSENT, ASK_UNKNOWN },
	{ ASK_UNKNOWN, EV_LOOK_FAILED, ASK_UNKNOWN },
	{ ASK_ABSENT, EV_LOOK_FOUND, ASK_ACCEPTED },
	{ ASK_ABSENT, EV_LOOK_ABSENT, ASK_ABSENT },
	{ ASK_ABSENT, EV_LOOK_FAILED, ASK_ABSENT },
	{ ASK_ABSENT, EV_VOID, ASK_VOIDED },
	{ ASK_ABSENT, EV_SUPERSEDE, ASK_SUPERSEDED },
	{ ASK_ACCEPTED, EV_POLLED, ASK_OPEN },
	{ ASK_ACCEPTED, EV_LOOK_FAILED, ASK_ACCEPTED },
	{ ASK_OPEN, EV_POLLED, ASK_OPEN },
	{ ASK_OPEN, EV_LOOK_FAILED, ASK_OPEN },
	{ ASK_VOIDED, EV_LOOK_FOUND, ASK_MISMATCH },
	{ ASK_VOIDED, EV_LOOK_ABSENT, ASK_VOIDED },
	{ ASK_VOIDED, EV_LOOK_FAILED, ASK_VOIDED },
	{ ASK_SUPERSEDED, EV_LOOK_FOUND, ASK_MISMATCH },
	{ ASK_SUPERSEDED, EV_LOOK_ABSENT, ASK_SUPERSEDED },
	{ ASK_SUPERSEDED, EV_LOOK_FAILED, ASK_SUPERSEDED },
	{ ASK_REJECTED, EV_SEEN, ASK_REJECTED },
};

static int expected(enum ask_state in, enum ask_event_kind on)
{
	for (size_t i = 0; i < ARRAY_LEN(legal); i++)
		if (legal[i].in == in && legal[i].on == on)
			return legal[i].to;
	return -1;
}

static void each_event_in_each_state(void **state)
{
	struct ask_answer answer = good();

	(void)state;
	for (int in = 0; in < ASK_STATES; in++) {
		for (int on = 0; on < ASK_EVENTS; on++) {
			struct ask ask = ask_in((enum ask_state)in), before = ask;
			int to = expected((enum ask_state)in, (enum ask_event_kind)on);
			bool moved = ask_step(&ask, (enum ask_event_kind)on, &answer, start + 1);

			if (to < 0 && (moved || memcmp(&ask, &before, sizeof(ask)) != 0))
				fail_msg("%s: event %d should have no meaning",
					 ask_state_name((enum ask_state)in), on);
			if (to >= 0 && (!moved || (int)ask.state != to))
				fail_msg("%s: event %d led to %s", ask_state_name(in), on,
					 ask_state_name(ask.state));
			if (moved)
				assert_true(ask.updated_at == start + 1);
		}
	}
}

/* Only one way leads to a state in which a body may leave. */
static void nothing_leads_back_to_sending(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(legal); i++) {
		if (legal[i].to == ASK_HANDED)
			assert_int_equal(legal[i].in, ASK_CONNECTING);
		if (legal[i].to == ASK_READY)
			assert_true(legal[i].in == ASK_DRAFT || legal[i].in == ASK_CONNECTING);
	}
}

static void an_event_needs_its_answer(void **state)
{
	struct ask ask = ask_in(ASK_HANDED);

	(void)state;
	assert_false(ask_step(&ask, EV_ANSWER, NULL, start));
	assert_int_equal(ask.state, ASK_HANDED);
}

static void what_an_answer_makes_of_it(void **state)
{
	static const struct {
		const char *what;
		struct ask_answer answer;
		enum ask_state to;
	} cases[] = {
		{ "a good one", { .http = 200, .parsed = true, .echo = ID, .amount_minor = -1 },
		  ASK_ACCEPTED },
		{ "the right amount", { .http = 200, .parsed = true, .echo = ID,
					.amount_minor = 50000 }, ASK_ACCEPTED },
		{ "another amount", { .http = 200, .parsed = true, .echo = ID,
				      .amount_minor = 50001 }, ASK_MISMATCH },
		{ "another's id", { .http = 200, .parsed = true, .amount_minor = -1,
				    .echo = "b6bf4bcd-7751-426b-86c6-1b3d72ee5a02" },
		  ASK_MISMATCH },
		{ "no id", { .http = 200, .parsed = true, .amount_minor = -1 }, ASK_UNKNOWN },
		{ "not understood", { .http = 200, .echo = ID, .amount_minor = -1 }, ASK_UNKNOWN },
		{ "400", { .http = 400, .parsed = true, .code_word = "ERROR_CONTACT_NOT_FOUND",
			   .amount_minor = -1 }, ASK_REJECTED },
		{ "400 without shape", { .http = 400, .amount_minor = -1 }, ASK_UNKNOWN },
		{ "422", { .http = 422, .parsed = true, .amount_minor = -1 }, ASK_REJECTED },
		{ "422 without shape", { .http = 422, .amount_minor = -1 }, ASK_UNKNOWN },
		{ "401 page", { .http = 401, .amount_minor = -1 }, ASK_REJECTED },
		{ "403", { .http = 403, .parsed = true, .amount_minor = -1 }, ASK_REJECTED },
		{ "id used", { .http = 400, .parsed = true, .amount_minor = -1, .already = true,
			       .code_word = "ERROR_CORRELATION_ID_ALREADY_USED" }, ASK_UNKNOWN },
		{ "nothing to follow", { .http = 200, .parsed = true, .echo = ID, .settled = true,
					 .amount_minor = -1 }, ASK_DONE },
		{ "404", { .http = 404, .parsed = true, .code_word = "ERROR_USER_NOT_FOUND",
			   .amount_minor = -1 }, ASK_UNKNOWN },
		{ "429", { .http = 429, .parsed = true, .amount_minor = -1 }, ASK_UNKNOWN },
		{ "500", { .http = 500, .parsed = true, .amount_minor = -1 }, ASK_UNKNOWN },
		{ "302", { .http = 302, .amount_minor = -1 }, ASK_UNKNOWN },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct ask ask = ask_in(ASK_HANDED);

		assert_true(ask_step(&ask, EV_ANSWER, &cases[i].answer, start));
		if (ask.state != cases[i].to)
			fail_msg("%s: %s", cases[i].what, ask_state_name(ask.state));
		assert_int_equal(ask.owner_pid, 0);
	}
}

static void a_refusal_keeps_its_reason(void **state)
{
	struct ask ask = ask_in(ASK_HANDED);
	struct ask_answer answer = { .http = 400, .parsed = true, .amount_minor = -1,
				     .code_word = "ERROR_CONTACT_NOT_FOUND",
				     .reason = "Add the payer." };

	(void)state;
	assert_true(ask_step(&ask, EV_ANSWER, &answer, start));
	assert_string_equal(ask.refusal, "ERROR_CONTACT_NOT_FOUND");
	assert_string_equal(ask.refusal_text, "Add the payer.");
	assert_true(ask_needs_person(&ask));
	assert_true(ask_step(&ask, EV_SEEN, NULL, start + 1));
	assert_false(ask_needs_person(&ask));
	ask = ask_in(ASK_HANDED);
	answer = (struct ask_answer){ .http = 401, .amount_minor = -1 };
	assert_true(ask_step(&ask, EV_ANSWER, &answer, start));
	assert_string_equal(ask.refusal, "HTTP 401");
}

static void a_look_with_another_id_or_amount_is_a_mismatch(void **state)
{
	struct ask ask = ask_in(ASK_UNKNOWN);
	struct ask_answer answer = good();

	(void)state;
	answer.echo = "b6bf4bcd-7751-426b-86c6-1b3d72ee5a02";
	assert_true(ask_step(&ask, EV_LOOK_FOUND, &answer, start));
	assert_int_equal(ask.state, ASK_MISMATCH);
	ask = ask_in(ASK_ABSENT);
	answer = good();
	answer.amount_minor = 1;
	assert_true(ask_step(&ask, EV_LOOK_FOUND, &answer, start));
	assert_int_equal(ask.state, ASK_MISMATCH);
	/* Looked up by our id, an answer that does not repeat it is ours. */
	ask = ask_in(ASK_UNKNOWN);
	answer = good();
	answer.echo = NULL;
	assert_true(ask_step(&ask, EV_LOOK_FOUND, &answer, start));
	assert_int_equal(ask.state, ASK_ACCEPTED);
	assert_int_equal(ask_wait(&ask, start, 0), 0);
}

static void unknown_is_looked_up_on_schedule(void **state)
{
	static const int first[] = { 2, 5, 10, 20, 40, 60, 120, 180, 240 };
	struct ask ask = ask_in(ASK_HANDED);
	int64_t now = start, at[64];
	int n;

	(void)state;
	assert_true(ask_step(&ask, EV_CUT, NULL, now));
	assert_int_equal(ask_wait(&ask, now, 0), 2000);
	n = drive(&ask, &now, "g", at, 64);
	for (size_t i = 0; i < ARRAY_LEN(first); i++)
		assert_true(at[i] == start + S(first[i]));
	assert_int_equal(ask.state, ASK_ABSENT);
	assert_true(at[n - 1] == start + S(15 * 60));
	assert_int_equal(n, 20);
}

static void absent_needs_five_good_looks(void **state)
{
	struct ask ask = ask_in(ASK_HANDED);
	int64_t now = start, at[64];
	int n;

	(void)state;
	ask_step(&ask, EV_CUT, NULL, now);
	/* Three good ones, then the line is down until after 15 minutes. */
	n = drive(&ask, &now, "gggfffffffffffffffffffff", at, 24);
	assert_int_equal(n, 24);
	assert_int_equal(ask.state, ASK_UNKNOWN);
	assert_true(now > start + S(15 * 60));
	n = drive(&ask, &now, "g", at, 4);
	assert_int_equal(n, 2);
	assert_int_equal(ask.state, ASK_ABSENT);
}

/* A person's word that it is not there holds until one more may be it. */
static void absent_is_asked_again_when_one_more_may_be_it(void **state)
{
	struct ask ask = ask_in(ASK_ABSENT);
	struct ask_answer seen = { .amount_minor = -1, .alike = 1 };

	(void)state;
	ask.alike = 1;
	snprintf(ask.closed, sizeof(ask.closed), "support, no trace");
	assert_true(ask_step(&ask, EV_LOOK_FAILED, &seen, start));
	assert_int_equal(ask.state, ASK_ABSENT);
	assert_true(ask_step(&ask, EV_LOOK_FAILED, NULL, start));
	assert_int_equal(ask.state, ASK_ABSENT);
	seen.alike = 2;
	assert_true(ask_step(&ask, EV_LOOK_FAILED, &seen, start + 1));
	assert_int_equal(ask.state, ASK_UNKNOWN);
	assert_int_equal(ask.alike, 2);
	assert_string_equal(ask.closed, "");
	assert_true(ask.next_look_at > start);
}

static void failed_looks_never_make_it_absent(void **state)
{
	struct ask ask = ask_in(ASK_HANDED);
	int64_t now = start, at[64];

	(void)state;
	ask_step(&ask, EV_CUT, NULL, now);
	assert_int_equal(drive(&ask, &now, "f", at, 64), 64);
	assert_int_equal(ask.state, ASK_UNKNOWN);
	assert_true(ask.checked_at == 0);
}

static void absent_is_watched_for_a_day_and_may_still_come(void **state)
{
	struct ask ask = ask_in(ASK_ABSENT);
	struct ask_answer answer = good();
	int64_t now = start;
	int looks = 0;

	(void)state;
	assert_true(ask_step(&ask, EV_LOOK_ABSENT, NULL, now));
	while (ask_wait(&ask, now, 0) >= 0 && looks < 1000) {
		assert_int_equal(ask_wait(&ask, now, 0), S(300));
		now += S(300);
		ask_step(&ask, EV_LOOK_ABSENT, NULL, now);
		looks++;
	}
	assert_int_equal(looks, 24 * 12);
	assert_true(ask_is_live(&ask));
	assert_true(ask_step(&ask, EV_LOOK_FOUND, &answer, now));
	assert_int_equal(ask.state, ASK_ACCEPTED);
	assert_string_equal(ask.code, "Ze2i4o");
}

static void polls_grow_rarer_until_something_changes(void **state)
{
	struct ask ask = ask_in(ASK_ACCEPTED);
	struct ask_answer answer = good();
	int64_t now = start;
	long last = 0;

	(void)state;
	assert_true(ask_step(&ask, EV_POLLED, &answer, now));
	assert_int_equal(ask.state, ASK_OPEN);
	assert_int_equal(ask_wait(&ask, now, 0), 5000);
	for (int i = 0; i < 30; i++) {
		long wait = ask_wait(&ask, now, 0);

		assert_true(wait >= last && wait <= 60000);
		last = wait;
		now += wait;
		assert_true(ask_step(&ask, EV_POLLED, &answer, now));
	}
	assert_int_equal(last, 60000);
	assert_true(ask.checked_at == now);
	answer.status = "Funded";
	ask_step(&ask, EV_POLLED, &answer, now);
	assert_int_equal(ask_wait(&ask, now, 0), 5000);
}

static void the_end_is_told_by_the_status(void **state)
{
	static const struct {
		const char *status;
		enum ask_state to;
	} ends[] = {
		{ "Completed", ASK_DONE }, { "Failed", ASK_FAILED }, { "Rejected", ASK_FAILED },
		{ "Cancelled", ASK_CANCELLED }, { "OnHold", ASK_OPEN },
		{ "NobodyKnowsThis", ASK_OPEN },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		struct ask ask = ask_in(ASK_OPEN);
		struct ask_answer answer = good();

		answer.status = ends[i].status;
		assert_true(ask_step(&ask, EV_POLLED, &answer, start));
		if (ask.state != ends[i].to)
			fail_msg("%s: %s", ends[i].status, ask_state_name(ask.state));
		assert_string_equal(ask.status, ends[i].status);
		assert_int_equal(ask_is_final(ask.state), ask_wait(&ask, start, 0) < 0);
	}
}

static void what_did_not_leave_is_tried_again_with_growing_pauses(void **state)
{
	static const int pauses[] = { 1, 2, 4, 8, 16, 30, 30 };
	struct ask ask = ask_in(ASK_DRAFT);

	(void)state;
	assert_true(ask_step(&ask, EV_CONFIRMED, NULL, start));
	assert_int_equal(ask_wait(&ask, start, 0), -1);
	for (size_t i = 0; i < ARRAY_LEN(pauses); i++) {
		assert_true(ask_step(&ask, EV_CLAIMED, NULL, start));
		assert_true(ask_step(&ask, EV_NOT_SENT, NULL, start));
		assert_int_equal(ask_wait(&ask, start, 0), pauses[i] * 1000);
	}
}

static void jitter_spreads_by_up_to_a_tenth(void **state)
{
	struct ask ask = ask_in(ASK_OPEN);

	(void)state;
	ask.next_look_at = start + 5000;
	assert_int_equal(ask_wait(&ask, start, 0), 5000);
	assert_int_equal(ask_wait(&ask, start, 500), 5250);
	assert_in_range(ask_wait(&ask, start, 999), 5490, 5500);
	assert_int_equal(ask_wait(&ask, start + 9000, 999), 0);
}

static void a_clock_set_back_delays_nothing(void **state)
{
	struct ask ask = ask_in(ASK_HANDED);

	(void)state;
	ask_step(&ask, EV_CUT, NULL, start);
	assert_int_equal(ask_wait(&ask, start - S(86400), 0), 2000);
}

static void closing_is_watched_for_a_week(void **state)
{
	struct ask ask = ask_in(ASK_ABSENT);
	int64_t now = start;
	int looks = 0;

	(void)state;
	assert_true(ask_step(&ask, EV_VOID, NULL, now));
	while (ask_wait(&ask, now, 0) >= 0 && looks < 1000) {
		assert_true(ask_is_live(&ask));
		now += ask_wait(&ask, now, 0);
		ask_step(&ask, EV_LOOK_ABSENT, NULL, now);
		looks++;
	}
	assert_true(now == start + S(7 * 86400));
	assert_false(ask_is_live(&ask));
	/* Nothing of a ready one ever left: there is nothing to watch. */
	ask = ask_in(ASK_READY);
	assert_true(ask_step(&ask, EV_VOID, NULL, start));
	assert_false(ask_is_live(&ask));
}

static void long_words_are_cut_between_characters(void **state)
{
	struct ask ask = ask_in(ASK_OPEN);
	struct ask_answer answer = good();

	(void)state;
	answer.status = "ééééééééééééééééééé";
	assert_true(ask_step(&ask, EV_POLLED, &answer, start));
	assert_int_equal(strlen(ask.status), 30);
	assert_true(has_prefix(answer.status, ask.status));
}

static void each_state_has_a_name_and_a_word(void **state)
{
	enum ask_state back;

	(void)state;
	for (int s = 0; s < ASK_STATES; s++) {
		assert_true(ask_state_from_name(ask_state_name((enum ask_state)s), &back));
		assert_int_equal(back, s);
		assert_true(*ask_state_word((enum ask_state)s) != '\0');
	}
	assert_false(ask_state_from_name("SOMETHING", &back));
}

static void whom_it_needs(void **state)
{
	static const char needs[] = "READY,UNKNOWN,ABSENT,MISMATCH,REJECTED";
	static const char live[] = "READY,CONNECTING,HANDED,ACCEPTED,UNKNOWN,ABSENT,OPEN";

	(void)state;
	for (int s = 0; s < ASK_STATES; s++) {
		struct ask ask = ask_in((enum ask_state)s);

		assert_int_equal(ask_needs_person(&ask), word_in(needs, ask_state_name(ask.state)));
		assert_int_equal(ask_is_live(&ask), word_in(live, ask_state_name(ask.state)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_event_in_each_state),
		cmocka_unit_test(nothing_leads_back_to_sending),
		cmocka_unit_test(an_event_needs_its_answer),
		cmocka_unit_test(what_an_answer_makes_of_it),
		cmocka_unit_test(a_refusal_keeps_its_reason),
		cmocka_unit_test(a_look_with_another_id_or_amount_is_a_mismatch),
		cmocka_unit_test(unknown_is_looked_up_on_schedule),
		cmocka_unit_test(absent_needs_five_good_looks),
		cmocka_unit_test(absent_is_asked_again_when_one_more_may_be_it),
		cmocka_unit_test(failed_looks_never_make_it_absent),
		cmocka_unit_test(absent_is_watched_for_a_day_and_may_still_come),
		cmocka_unit_test(polls_grow_rarer_until_something_changes),
		cmocka_unit_test(the_end_is_told_by_the_status),
		cmocka_unit_test(what_did_not_leave_is_tried_again_with_growing_pauses),
		cmocka_unit_test(jitter_spreads_by_up_to_a_tenth),
		cmocka_unit_test(a_clock_set_back_delays_nothing),
		cmocka_unit_test(closing_is_watched_for_a_week),
		cmocka_unit_test(long_words_are_cut_between_characters),
		cmocka_unit_test(each_state_has_a_name_and_a_word),
		cmocka_unit_test(whom_it_needs),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
