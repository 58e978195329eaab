#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/faults.h"
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

static void a_documented_answer_is_asked_for_by_number_or_status(void **state)
{
	struct fault f = parsed("answer:getChallenge:n=3");
	char *text = fault_text(&f);

	(void)state;
	assert_int_equal(f.kind, FAULT_ANSWER);
	assert_int_equal(f.n, 3);
	assert_string_equal(text, "answer:getChallenge:n=3");
	free(text);
	f = parsed("404");
	text = fault_text(&f);
	assert_int_equal(f.kind, FAULT_ANSWER);
	assert_int_equal(f.status, 404);
	assert_string_equal(text, "answer:*:status=404");
	free(text);
	assert_int_equal(parsed("answer").status, 400);
	assert_int_equal(parsed("500").kind, FAULT_500);
	assert_false(fault_parse("99", &f, NULL));
	assert_false(fault_parse("answer:n=0", &f, NULL));
	assert_false(fault_parse("delay:n=1", &f, NULL));
}

static void every_kind_has_a_name_that_reads_back(void **state)
{
	(void)state;
	for (int kind = FAULT_NONE + 1; kind < FAULT_KINDS; kind++)
		assert_int_equal(parsed(fault_kind_name((enum fault_kind)kind)).kind, kind);
}

static void every_kind_says_what_it_does(void **state)
{
	(void)state;
	for (int kind = FAULT_NONE + 1; kind < FAULT_KINDS; kind++)
		assert_true(strlen(fault_kind_words((enum fault_kind)kind)) > 10);
	assert_string_equal(fault_kind_words(FAULT_NONE), "");
	assert_int_equal(fault_kind_ms(FAULT_DELAY), parsed("delay").ms);
	assert_int_equal(fault_kind_ms(FAULT_500), 0);
}

static void text_reads_back_as_the_same_fault(void **state)
{
	static const char *const specs[] = {
		"delay:requestMoneyV2:ms=3000", "reset-after:requestMoneyV2:count=1",
		"429:*:retry=9",
		"500:*:chance=0.125", "html:getProfile:status=502:count=3", "stall", "drip:*:ms=1",
		"500:*:chance=0.25:seed=7",
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
		assert_int_equal(again.seed, f.seed);
		free(text);
	}
}

static void wrong_specs_are_refused_with_a_reason(void **state)
{
	static const char *const wrong[] = {
		"", "none", "delays", "delay:nosuchOperation", "delay:*:ms=", "delay:*:ms=x",
		"delay:*:ms=0", "500:*:ms=5", "500:*:chance=0", "500:*:chance=2", "500:*:count=0",
		"html:*:status=99", "delay:*:colour=red", "429:*:ms=5", "500:*:seed=0",
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

static void a_misspelt_kind_is_guessed(void **state)
{
	struct fault f;
	struct err err = { 0 };

	(void)state;
	assert_false(fault_parse("malformd:getProfile", &f, &err));
	assert_non_null(strstr(err.next, "malformed"));
	assert_false(fault_parse("catastrophe", &f, &err));
	assert_non_null(strstr(err.next, "reset-before"));
}

/* ---- those that are switched on ---- */

static void a_counted_fault_strikes_so_often_and_is_remembered(void **state)
{
	struct fault_list list = { 0 };

	(void)state;
	assert_true(faults_add(&list, "500:getProfile:count=2", NULL));
	assert_int_equal(faults_strike(&list, "getOperation").kind, FAULT_NONE);
	assert_int_equal(faults_strike(&list, "getProfile").kind, FAULT_500);
	assert_int_equal(list.faults[0].count, 1);
	assert_int_equal(faults_on(&list), 1);
	assert_int_equal(faults_strike(&list, "getProfile").kind, FAULT_500);
	assert_int_equal(faults_strike(&list, "getProfile").kind, FAULT_NONE);
	assert_int_equal(faults_on(&list), 0);
	assert_int_equal(list.n, 1);
	assert_int_equal(list.faults[0].fired, 2);
	assert_true(fault_used_up(&list.faults[0]));
	faults_clear(&list);
}

static void the_first_that_fits_strikes_and_any_can_be_taken_back(void **state)
{
	struct fault_list list = { 0 };

	(void)state;
	assert_true(faults_add(&list, "stall:getProfile:count=1", NULL));
	assert_true(faults_add(&list, "500", NULL));
	assert_int_equal(faults_strike(&list, "getProfile").kind, FAULT_STALL);
	assert_int_equal(faults_strike(&list, "getProfile").kind, FAULT_500);
	assert_false(faults_drop(&list, 77));
	assert_true(faults_drop(&list, list.faults[1].id));
	assert_int_equal(faults_strike(&list, "getProfile").kind, FAULT_NONE);
	assert_int_equal(list.n, 1);
	faults_clear(&list);
	assert_int_equal(list.n, 0);
}

/* What 60 throws of a fault come to, as 0 and 1. */
static void throws(const char *spec, uint64_t dice, char out[static 61])
{
	struct fault_list list = { .chance = dice };

	assert_true(faults_add(&list, spec, NULL));
	for (int i = 0; i < 60; i++)
		out[i] = faults_strike(&list, "getProfile").kind ? '1' : '0';
	out[60] = '\0';
	faults_clear(&list);
}

static void its_own_seed_makes_a_chance_the_same_everywhere(void **state)
{
	char a[61], b[61], c[61];

	(void)state;
	throws("500:*:chance=0.3:seed=7", 1, a);
	throws("500:*:chance=0.3:seed=7", 99, b);
	throws("500:*:chance=0.3:seed=8", 1, c);
	assert_string_equal(a, b);
	assert_string_not_equal(a, c);
	assert_non_null(strchr(a, '1'));
	assert_non_null(strchr(a, '0'));
}

static void what_is_told_reads_back(void **state)
{
	struct fault_list list = { 0 }, again = { 0 };
	json_t *told, *wrong = json_pack("{s:[{s:s}]}", "struck", "spec", "explode");

	(void)state;
	faults_add(&list, "500:getProfile:count=1", NULL);
	faults_add(&list, "429:*:retry=3:chance=0.5", NULL);
	faults_strike(&list, "getProfile");
	told = faults_tell(&list);
	assert_int_equal(json_array_size(json_object_get(told, "faults")), 1);
	assert_true(faults_read(&again, told));
	assert_int_equal(again.n, 2);
	assert_true(fault_used_up(&again.faults[0]));
	assert_int_equal(again.faults[0].fired, 1);
	assert_int_equal(again.faults[1].id, list.faults[1].id);
	assert_int_equal(again.faults[1].ms, 3);
	assert_false(faults_read(&again, wrong));
	assert_false(faults_read(&again, NULL));
	assert_int_equal(again.n, 2);
	json_decref(told);
	json_decref(wrong);
	faults_clear(&list);
	faults_clear(&again);
}

static void a_list_nobody_clears_stays_bounded(void **state)
{
	struct fault_list list = { 0 };

	(void)state;
	faults_add(&list, "stall", NULL);
	for (int i = 0; i < 500; i++) {
		faults_add(&list, "500:getProfile:count=1", NULL);
		list.faults[list.n - 1].count = 0;
	}
	assert_in_range(list.n, 100, 200);
	assert_int_equal(list.faults[0].kind, FAULT_STALL);
	assert_int_equal(faults_on(&list), 1);
	faults_clear(&list);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(specs_are_read),
		cmocka_unit_test(a_documented_answer_is_asked_for_by_number_or_status),
		cmocka_unit_test(every_kind_has_a_name_that_reads_back),
		cmocka_unit_test(every_kind_says_what_it_does),
		cmocka_unit_test(text_reads_back_as_the_same_fault),
		cmocka_unit_test(wrong_specs_are_refused_with_a_reason),
		cmocka_unit_test(a_misspelt_operation_is_guessed),
		cmocka_unit_test(a_misspelt_kind_is_guessed),
		cmocka_unit_test(a_counted_fault_strikes_so_often_and_is_remembered),
		cmocka_unit_test(the_first_that_fits_strikes_and_any_can_be_taken_back),
		cmocka_unit_test(its_own_seed_makes_a_chance_the_same_everywhere),
		cmocka_unit_test(what_is_told_reads_back),
		cmocka_unit_test(a_list_nobody_clears_stays_bounded),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
