#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/journey.h"
#include "api/lang.h"

static int store_setup(void **state)
{
	*state = store_open(":memory:", NULL);
	return *state ? 0 : -1;
}

static int store_teardown(void **state)
{
	store_close(*state);
	return 0;
}

static void facts_by_dotted_key(void **state)
{
	struct journey j;

	journey_begin(&j, *state, "+525521206703");
	assert_string_equal(journey_get(&j, "payer.name"), "");
	journey_set(&j, "payer.name", "Hugo Tru");
	journey_set(&j, "payer.phone", "+19165550149");
	assert_string_equal(journey_get(&j, "payer.name"), "Hugo Tru");
	assert_true(json_is_object(journey_json(&j, "payer")));
	assert_string_equal(journey_get(&j, "payer"), "");	/* not a text */
	assert_string_equal(journey_get(&j, "payer.name.first"), "");
	journey_set(&j, "payer.name", NULL);
	assert_null(journey_json(&j, "payer.name"));
	journey_set(&j, "never.was", "");
	assert_null(journey_json(&j, "never"));
	journey_set_json(&j, "quote", json_pack("{s:i}", "rate", 17));
	assert_int_equal(json_integer_value(journey_json(&j, "quote.rate")), 17);
	journey_set_json(&j, "quote", NULL);
	assert_null(journey_json(&j, "quote"));
	journey_release(&j);
}

static void only_a_change_makes_it_dirty(void **state)
{
	struct journey j;

	journey_begin(&j, *state, "ana@example.com");
	assert_true(journey_save(&j, *state, NULL));
	assert_false(j.dirty);
	journey_set(&j, "name", "Ana");
	assert_true(j.dirty);
	assert_true(journey_save(&j, *state, NULL));
	journey_set(&j, "name", "Ana");
	journey_set(&j, "nothing", NULL);
	journey_set_draft(&j, "register", "city", "");
	journey_drop_draft(&j, "payer");
	journey_mark(&j, STEP_LINK, MARK_AHEAD);
	journey_goto(&j, STEP_CUSTOMER);
	assert_false(j.dirty);
	journey_release(&j);
}

static void it_is_found_again_by_its_alias(void **state)
{
	struct journey j, again;

	journey_begin(&j, *state, "+52 1 55 2120 6703");
	journey_set(&j, "name", "Ana Paz");
	journey_set(&j, "userToken", "usr_1");
	journey_goto(&j, STEP_PAYER);
	assert_true(journey_save(&j, *state, NULL));
	journey_begin(&again, *state, "+525521206703");
	assert_true(again.row.id == j.row.id);
	assert_string_equal(journey_get(&again, "name"), "Ana Paz");
	assert_int_equal(again.row.step, STEP_PAYER);
	assert_false(again.dirty);
	journey_release(&again);
	journey_begin(&again, *state, "+525521206704");
	assert_true(again.row.id == 0);
	assert_string_equal(journey_get(&again, "name"), "");
	journey_release(&again);
	j.row.closed = true;
	j.dirty = true;
	assert_true(journey_save(&j, *state, NULL));
	journey_begin(&again, *state, "+525521206703");
	assert_true(again.row.id == 0);
	journey_release(&again);
	journey_release(&j);
}

static void columns_follow_the_document(void **state)
{
	struct journey_row rows[1];
	struct journey j, again;

	journey_begin(&j, *state, "ana@example.com");
	journey_set(&j, "name", "Ana Paz");
	journey_set(&j, "userToken", "usr_1");
	journey_goto(&j, STEP_METHOD);
	assert_true(journey_save(&j, *state, NULL));
	assert_int_equal(store_journeys_open(*state, rows, 1), 1);
	assert_string_equal(rows[0].name, "Ana Paz");
	assert_string_equal(rows[0].user_token, "usr_1");
	assert_int_equal(rows[0].step, STEP_METHOD);
	assert_true(rows[0].updated_at > 0);
	assert_true(journey_load(&again, *state, rows[0].id));
	assert_string_equal(journey_get(&again, "name"), "Ana Paz");
	assert_false(journey_load(&j, *state, 4711));
	assert_string_equal(journey_get(&j, "name"), "Ana Paz");	/* untouched */
	journey_release(&again);
	journey_release(&j);
}

static void a_broken_document_is_an_empty_one(void **state)
{
	struct journey_row row = { .alias = "ana@example.com", .step = 99,
				   .doc = (char *)"{\"a\":" };
	struct journey j;

	assert_true(store_journey_put(*state, &row, NULL));
	assert_true(journey_load(&j, *state, row.id));
	assert_int_equal(j.row.step, STEP_CUSTOMER);
	assert_string_equal(journey_get(&j, "a"), "");
	journey_set(&j, "a", "b");
	assert_true(journey_save(&j, *state, NULL));
	journey_release(&j);
}

static const char *typed(const struct journey *j, const char *form, const char *field)
{
	return json_string_value(json_object_get(journey_draft(j, form), field));
}

static void drafts_are_kept_by_form_and_field(void **state)
{
	struct journey j, again;

	journey_begin(&j, *state, "ana@example.com");
	assert_null(journey_draft(&j, "register"));
	journey_set_draft(&j, "register", "address.city", "Ciudad de M");
	journey_set_draft(&j, "register", "address.city", "Ciudad de México");
	journey_set_draft(&j, "payer", "name", "Hugo");
	assert_true(journey_save(&j, *state, NULL));
	assert_true(journey_load(&again, *state, j.row.id));
	assert_string_equal(typed(&again, "register", "address.city"), "Ciudad de México");
	journey_drop_draft(&again, "register");
	assert_null(journey_draft(&again, "register"));
	assert_non_null(journey_draft(&again, "payer"));
	assert_true(again.dirty);
	/* A field that was emptied stays empty; it does not become prefilled again. */
	journey_set_draft(&again, "payer", "name", "");
	assert_string_equal(typed(&again, "payer", "name"), "");
	journey_release(&again);
	journey_release(&j);
}

static void steps_are_marked_and_the_next_is_the_first_not_done(void **state)
{
	struct journey j;

	journey_begin(&j, *state, "ana@example.com");
	assert_int_equal(journey_marked(&j, STEP_CUSTOMER), MARK_NOW);
	assert_int_equal(journey_next(&j), STEP_CUSTOMER);
	journey_mark(&j, STEP_CUSTOMER, MARK_DONE);
	journey_mark(&j, STEP_REGISTER, MARK_SKIPPED);
	assert_int_equal(journey_next(&j), STEP_LINK);
	journey_goto(&j, STEP_LINK);
	assert_int_equal(j.row.step, STEP_LINK);
	assert_int_equal(journey_marked(&j, STEP_LINK), MARK_NOW);
	assert_int_equal(journey_marked(&j, STEP_CUSTOMER), MARK_DONE);
	for (int step = 0; step < STEPS; step++)
		journey_mark(&j, (enum step)step, MARK_DONE);
	assert_int_equal(journey_next(&j), STEP_TRACK);
	journey_release(&j);
}

static void a_visit_leaves_a_step_as_it_was(void **state)
{
	struct journey j;

	journey_begin(&j, *state, "ana@example.com");
	journey_mark(&j, STEP_CUSTOMER, MARK_DONE);
	journey_mark(&j, STEP_REGISTER, MARK_DONE);
	journey_goto(&j, STEP_LINK);
	journey_goto(&j, STEP_REGISTER);
	assert_int_equal(journey_marked(&j, STEP_LINK), MARK_AHEAD);
	assert_int_equal(journey_marked(&j, STEP_REGISTER), MARK_NOW);
	journey_goto(&j, STEP_LINK);
	assert_int_equal(journey_marked(&j, STEP_REGISTER), MARK_DONE);
	assert_int_equal(journey_next(&j), STEP_LINK);
	journey_release(&j);
}

static void each_step_has_a_word(void **state)
{
	(void)state;
	for (int step = 0; step < STEPS; step++)
		assert_true(*step_word((enum step)step) != '\0');
	assert_string_equal(step_word(STEPS), "");
}

/* The program is killed after each field; the next run has all of them. */
static void killed_after_each_field_nothing_is_lost(void **state)
{
	static const char *const fields[] = { "firstName", "lastName", "city" };
	char dir[] = "/tmp/remitty-journey-XXXXXX", path[64];
	struct store *store;
	struct journey j;
	int status;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/db", dir);
	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		pid_t pid = fork();

		if (pid == 0) {
			store = store_open(path, NULL);
			if (!store)
				_exit(1);
			journey_begin(&j, store, "ana@example.com");
			journey_goto(&j, STEP_REGISTER);
			journey_set_draft(&j, "register", fields[i], "typed");
			if (journey_save(&j, store, NULL))
				raise(SIGKILL);
			_exit(1);
		}
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	}
	store = store_open(path, NULL);
	assert_non_null(store);
	journey_begin(&j, store, "ana@example.com");
	assert_int_equal(j.row.step, STEP_REGISTER);
	assert_int_equal(json_object_size(journey_draft(&j, "register")), ARRAY_LEN(fields));
	journey_release(&j);
	store_close(store);
	unlink(path);
	rmdir(dir);
}

#define T(name) cmocka_unit_test_setup_teardown(name, store_setup, store_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(facts_by_dotted_key),
		T(only_a_change_makes_it_dirty),
		T(it_is_found_again_by_its_alias),
		T(columns_follow_the_document),
		T(a_broken_document_is_an_empty_one),
		T(drafts_are_kept_by_form_and_field),
		T(steps_are_marked_and_the_next_is_the_first_not_done),
		T(a_visit_leaves_a_step_as_it_was),
		cmocka_unit_test(each_step_has_a_word),
		cmocka_unit_test(killed_after_each_field_nothing_is_lost),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
