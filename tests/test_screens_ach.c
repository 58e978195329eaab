/* Transfers by ACH whose outcome is not clear: what the agent sees and may say, and
 * that nothing is sent twice. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "screens/bank.h"
#include "tests/desk.h"

#define ANA "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9"
#define ID "7011cefb-0c0b-48c1-a68a-7134d32e61e4"
#define QUARTER (16 * 60 * 1000)

/* One that came to this state so long ago. */
static struct ask row_in(enum ask_state state, int64_t ago)
{
	int64_t then = wall_ms() - ago;

	return (struct ask){
		.correlation_id = ID, .op = "achIn", .user_token = ANA, .customer = "Ana Paz",
		.payer = "usbc.ana.ul", .amount = { 7725, "USBC" }, .method_id = "b-1",
		.method = "US Bank ···· 0412", .key = ASK_BLURRED, .state = state,
		.created_at = then, .handed_at = then, .state_at = then, .updated_at = then,
		.next_look_at = wall_ms() + 3600 * 1000,
	};
}

static void open_row(struct desk *d, enum ask_state state, int64_t ago)
{
	struct ask ask = row_in(state, ago);
	struct track_arg arg = { .correlation_id = ID };

	assert_true(store_ask_add(d->store, &ask, NULL));
	app_push(&d->app, &ach_track_screen, &arg);
	app_draw(&d->app);
}

static enum ask_state state_now(const struct desk *d)
{
	struct ask ask;

	assert_true(store_ask_get(d->store, ID, &ask));
	return ask.state;
}

static void supervisor_says(struct desk *d, const char *why)
{
	desk_type(&d->app, "Rosa Vega<Tab>");
	desk_type(&d->app, why);
	desk_type(&d->app, "<F10>");
	desk_settle(&d->app);
}

static void only_support_says_that_it_was_not_carried_out(void **state)
{
	struct desk *d = *state;
	struct ask ask;

	open_row(d, ASK_UNKNOWN, QUARTER);
	assert_true(desk_shows(&d->app, "We do not know yet whether this transfer"));
	desk_type(&d->app, "<F8>");
	assert_true(desk_shows(&d->app, "Only what was not carried out or not sent"));
	desk_type(&d->app, "g");
	assert_true(desk_shows(&d->app, "Was it not carried out?"));
	supervisor_says(d, "Support 4711");
	assert_int_equal(state_now(d), ASK_ABSENT);
	assert_true(desk_shows(&d->app, "not carried out: Rosa Vega: Support 4711"));
	desk_type(&d->app, "<F8>");
	supervisor_says(d, "She left");
	assert_int_equal(state_now(d), ASK_VOIDED);
	assert_true(desk_shows(&d->app, "This transfer was closed"));
	assert_true(store_ask_get(d->store, ID, &ask));
	assert_true(ask_is_live(&ask));		/* it is watched */
}

static void not_before_a_quarter_of_an_hour(void **state)
{
	struct desk *d = *state;

	open_row(d, ASK_UNKNOWN, 60 * 1000);
	desk_type(&d->app, "g");
	assert_true(desk_shows(&d->app, "It is too early"));
	assert_string_equal(d->app.top->ops->name, "ach-track");
}

static void who_saw_it_on_a_statement_vouches_for_it(void **state)
{
	struct desk *d = *state;
	struct ask ask;

	open_row(d, ASK_UNKNOWN, 60 * 1000);
	desk_type(&d->app, "v");
	desk_type(&d->app, "Rosa Vega<Tab>On her statement<Tab>0xabc<F10>");
	desk_settle(&d->app);
	assert_int_equal(state_now(d), ASK_ACCEPTED);
	assert_true(store_ask_get(d->store, ID, &ask));
	assert_string_equal(ask.plat_id, "0xabc");
	assert_true(desk_shows(&d->app, "The deposit has begun"));
	assert_true(desk_shows(&d->app, "it was carried out, says Rosa Vega: On her statement"));
}

static void what_shows_after_it_was_closed_is_an_alarm(void **state)
{
	struct desk *d = *state;

	open_row(d, ASK_MISMATCH, QUARTER);
	assert_true(desk_shows(&d->app, "Stop: it shows in the history after it was closed"));
	desk_type(&d->app, "<F8>");
	assert_int_equal(state_now(d), ASK_MISMATCH);
}

static void home_lists_it_and_opens_its_page(void **state)
{
	struct desk *d = *state;
	struct ask ask = row_in(ASK_UNKNOWN, 1000);

	assert_true(store_ask_add(d->store, &ask, NULL));
	app_tell(&d->app, &ask);
	desk_await(&d->app, "+77.25 USBC");
	assert_true(desk_shows(&d->app, "Ana Paz"));
	desk_type(&d->app, "<Down><Enter>");
	assert_string_equal(d->app.top->ops->name, "ach-track");
}

static void to_banks_of(struct desk *d, const char *account)
{
	struct err err = { 0 };

	assert_true(omni_take(&d->app, account, &err));
	app_push(&d->app, &banks_screen, NULL);
	desk_settle(&d->app);
}

static void no_bank_is_linked_without_her_consent(void **state)
{
	struct desk *d = *state;

	to_banks_of(d, "cbf2f17a-d0d1-42da-a6cc-cb28f99484ea");
	assert_true(desk_shows(&d->app, "No bank is linked yet."));
	assert_true(desk_shows(&d->app, "is not in force: no bank can be linked"));
	desk_type(&d->app, "<F2>");
	assert_string_equal(d->app.top->ops->name, "banks");
	assert_true(desk_shows(&d->app, "Her consent to deposits by ACH is not in force. She"));
}

/* The same once more, while nobody knows of the first: it does not leave. */
static void a_twin_does_not_leave(void **state)
{
	struct desk *d = *state;
	struct ask ask = row_in(ASK_UNKNOWN, 1000);

	text_put(ask.method_id, sizeof(ask.method_id), "a2e3c2c1-0f7e-4c1b-9e4d-9b75a4f7e1b3");
	assert_true(store_ask_add(d->store, &ask, NULL));
	to_banks_of(d, ANA);
	desk_type(&d->app, "d77.25<Tab><Tab><Tab>usbc.ana.ul<F10>");
	assert_string_equal(d->app.top->ops->name, "ach-confirm");
	desk_await(&d->app, "read to its end");
	desk_type(&d->app, "77.25<F10>");
	desk_settle(&d->app);
	assert_string_equal(d->app.top->ops->name, "ach-confirm");
	assert_true(desk_shows(&d->app, "The same amount between this bank"));
	for (int i = 0; i < journal_count(d->journal); i++)
		assert_ptr_not_equal(journal_nth(d->journal, i)->op, &op_achIn);
}

int main(void)
{
#define AT_DESK(test) cmocka_unit_test_setup_teardown(test, desk_begin, desk_end)
	const struct CMUnitTest tests[] = {
		AT_DESK(only_support_says_that_it_was_not_carried_out),
		AT_DESK(not_before_a_quarter_of_an_hour),
		AT_DESK(who_saw_it_on_a_statement_vouches_for_it),
		AT_DESK(what_shows_after_it_was_closed_is_an_alarm),
		AT_DESK(home_lists_it_and_opens_its_page),
		AT_DESK(no_bank_is_linked_without_her_consent),
		AT_DESK(a_twin_does_not_leave),
	};

	lang_init();
	lang_set("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
