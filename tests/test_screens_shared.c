/* Two consoles on one store, a store that another holds, and leaving while
 * something is being sent. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "tests/desk.h"

static int posts(const struct desk *d)
{
	int n = 0;

	for (int i = 0; i < journal_count(d->journal); i++)
		n += journal_nth(d->journal, i)->op == &op_requestMoneyV2;
	return n;
}

/* What another console writes to the same journey. */
static void elsewhere(struct desk *d)
{
	struct journey other = { 0 };
	struct err err;

	assert_true(journey_save(d->app.journey, d->store, &err));
	assert_true(journey_load(&other, d->store, d->app.journey->row.id));
	journey_set(&other, "link", "https://links-dev.nomas.cash/Q1nO3");
	assert_true(journey_save(&other, d->store, &err));
	journey_release(&other);
}

static void of_two_consoles_on_a_journey_one_sends(void **state)
{
	struct desk *d = *state;

	desk_read_back(d);
	elsewhere(d);
	desk_type(&d->app, "500<F10>");
	desk_settle(&d->app);
	assert_string_equal(d->app.top->ops->name, "confirm");
	assert_true(desk_shows(&d->app, "Another console works on this customer's journey"));
	assert_int_equal(posts(d), 0);
	/* What the other one wrote is there, and this one may leave. */
	desk_type(&d->app, "<F2>");
	assert_string_equal(d->app.top->ops->name, "home");
	desk_type(&d->app, "<Down><Enter>");
	assert_string_equal(journey_get(d->app.journey, "link"),
			    "https://links-dev.nomas.cash/Q1nO3");
}

static void the_end_of_an_ask_disturbs_nobody(void **state)
{
	struct desk *d = *state;
	struct err err;

	desk_read_back(d);
	assert_true(journey_save(d->app.journey, d->store, &err));
	store_journey_close(d->store, d->app.journey->row.id);	/* as the other console does */
	journey_set(d->app.journey, "link", "x");
	assert_true(journey_save(d->app.journey, d->store, &err));
}

/* An ask moved on by another console is seen here without a key. */
static void what_another_console_hears_is_seen_here(void **state)
{
	struct desk *d = *state;
	struct ask ask;

	desk_read_back(d);
	assert_true(faults_add(sandbox_faults(d->sandbox), "reset-before:requestMoneyV2:count=1",
			       NULL));
	desk_type(&d->app, "500<F10>");
	desk_await(&d->app, "Do NOT create it again");
	outbox_stop(d->outbox);			/* it is the other one who looks */
	assert_true(store_ask_get(d->store, journey_get(d->app.journey, "ask"), &ask));
	assert_true(ask_step(&ask, EV_LOOK_FOUND,
			     &(struct ask_answer){ .status = "Sent", .code = "Ze2i4o",
						   .amount_minor = -1 }, wall_ms()));
	assert_true(store_ask_move(d->store, ASK_UNKNOWN, &ask, NULL));
	desk_await(&d->app, "Ze2i4o");
}

static void leaving_waits_for_the_answer(void **state)
{
	struct desk *d = *state;

	desk_read_back(d);
	assert_true(faults_add(sandbox_faults(d->sandbox), "delay:requestMoneyV2:ms=300", NULL));
	desk_type(&d->app, "500<F10>");
	app_key(&d->app, K_CTRL('Q'));
	assert_false(d->app.quit);
	assert_true(desk_shows(&d->app, "remitty closes as soon as the answer is here"));
	for (long end = now_ms() + 5000; !d->app.quit && now_ms() < end;)
		loop_turn(d->loop, 100);
	assert_true(d->app.quit);
	assert_int_equal(posts(d), 1);
}

static void leaving_twice_leaves_at_once(void **state)
{
	struct desk *d = *state;

	desk_read_back(d);
	assert_true(faults_add(sandbox_faults(d->sandbox), "stall:requestMoneyV2", NULL));
	desk_type(&d->app, "500<F10>");
	app_key(&d->app, K_CTRL('Q'));
	app_key(&d->app, 'y');			/* changed her mind */
	app_key(&d->app, K_CTRL('Q'));
	assert_false(d->app.quit);
	app_key(&d->app, K_CTRL('Q'));
	assert_true(d->app.quit);
}

static void leaving_with_nothing_under_way_is_immediate(void **state)
{
	struct desk *d = *state;

	desk_read_back(d);
	app_key(&d->app, K_CTRL('Q'));
	assert_true(d->app.quit);
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, desk_begin, desk_end)
	const struct CMUnitTest tests[] = {
		CASE(of_two_consoles_on_a_journey_one_sends),
		CASE(the_end_of_an_ask_disturbs_nobody),
		CASE(what_another_console_hears_is_seen_here),
		CASE(leaving_waits_for_the_answer),
		CASE(leaving_twice_leaves_at_once),
		CASE(leaving_with_nothing_under_way_is_immediate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
