/* A registration and a payout method whose outcome is not clear at once: what
 * the agent sees, and that nothing is sent twice. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "screens/method.h"
#include "tests/desk.h"

static void fault(struct desk *d, const char *spec)
{
	assert_true(faults_add(sandbox_faults(d->sandbox), spec, NULL));
}

static int calls_of(const struct desk *d, const struct op *op)
{
	int n = 0;

	for (int i = 0; i < journal_count(d->journal); i++)
		n += journal_nth(d->journal, i)->op == op;
	return n;
}

static void assert_top(const struct desk *d, const char *name)
{
	assert_string_equal(d->app.top->ops->name, name);
}

/* A new customer's form, filled in, by way of her draft. */
static void to_registration(struct desk *d)
{
	struct app *app = &d->app;
	json_t *person = record_example(op_registerUserV2.in, true);
	const char *key;
	json_t *value;

	desk_type(app, "+525512345678<Enter>");
	desk_settle(app);
	assert_top(d, "register");
	json_object_set_new(person, "phoneNumber", json_string("+525512345678"));
	json_object_set_new(person, "firstName", json_string("Eva"));
	json_object_set_new(person, "lastName", json_string("Luna"));
	json_object_foreach(person, key, value)
		if (json_is_string(value))
			journey_set_draft(app->journey, "register", key,
					  json_string_value(value));
	json_decref(person);
	flow_goto(app, STEP_REGISTER);
}

static struct ask only_row(struct desk *d)
{
	struct ask rows[2];

	assert_int_equal(store_asks(d->store, &(struct ask_query){ .list = ASKS_ALL }, rows, 2),
			 1);
	return rows[0];
}

/* The picture, in both languages, with a countdown that stands still. */
static void assert_pictures(struct desk *d, const char *name)
{
	struct ask ask = only_row(d);
	char *es = xasprintf("%s-es", name);

	ask.checked_at = wall_ms();
	ask.next_look_at = ask.checked_at + 500000;
	app_tell(&d->app, &ask);
	assert_screen(&d->app, name);
	lang_set("es");
	app_tell(&d->app, &ask);	/* the lines of its log are read in the language now set */
	assert_screen(&d->app, es);
	lang_set("en");
	free(es);
}

/* Time passes: looked for again and again, it was not there. */
static void make_absent(struct desk *d)
{
	struct ask ask = only_row(d);

	for (int i = 0; i < 5; i++)
		ask_step(&ask, EV_LOOK_ABSENT, NULL, ask.state_at + 20000 * (i + 1));
	assert_int_equal(ask.state, ASK_ABSENT);
	assert_true(store_ask_move(d->store, ASK_UNKNOWN, &ask, NULL));
	app_tell(&d->app, &ask);
}

static void a_cut_registration_is_looked_up_and_goes_on(void **state)
{
	struct desk *d = *state;

	to_registration(d);
	fault(d, "reset-after:registerUserV2:count=1");
	desk_type(&d->app, "<F10>");
	desk_await(&d->app, "We do not know yet whether the customer is registered");
	assert_top(d, "carry");
	desk_type(&d->app, "<F10><F8><Enter>");
	desk_type(&d->app, "<F5>");
	desk_settle(&d->app);
	assert_top(d, "link");
	assert_int_equal(calls_of(d, &op_registerUserV2), 1);
	assert_string_equal(journey_get(d->app.journey, "registration"), "");
	assert_true(*journey_get(d->app.journey, "userToken"));
}

static void pictures_of_a_registration_that_is_unknown(void **state)
{
	struct desk *d = *state;

	to_registration(d);
	fault(d, "reset-before:registerUserV2:count=1");
	desk_type(&d->app, "<F10>");
	desk_await(&d->app, "next look");
	assert_pictures(d, "carry-unknown");
	make_absent(d);
	assert_pictures(d, "carry-absent");
}

static void what_did_not_arrive_is_sent_anew_by_the_agent_alone(void **state)
{
	struct desk *d = *state;

	to_registration(d);
	fault(d, "reset-before:registerUserV2:count=1");
	desk_type(&d->app, "<F10>");
	desk_await(&d->app, "next look");
	make_absent(d);
	desk_type(&d->app, "<F8>");
	desk_settle(&d->app);
	assert_top(d, "register");
	assert_true(desk_shows(&d->app, "Luna"));
	assert_int_equal(calls_of(d, &op_registerUserV2), 1);
	desk_type(&d->app, "<F10>");
	desk_settle(&d->app);
	assert_top(d, "link");
	assert_int_equal(calls_of(d, &op_registerUserV2), 2);
}

static void home_lists_it_and_leads_back(void **state)
{
	struct desk *d = *state;

	to_registration(d);
	fault(d, "reset-before:registerUserV2:count=1");
	desk_type(&d->app, "<F10>");
	desk_await(&d->app, "next look");
	desk_type(&d->app, "<Esc>");
	assert_top(d, "home");
	assert_true(desk_shows(&d->app, "NEEDS YOU"));
	assert_screen(&d->app, "carry-home");
	assert_false(desk_shows(&d->app, "UNFINISHED"));
	assert_false(desk_shows(&d->app, "TODAY"));
	desk_type(&d->app, "<Down><Enter>");
	assert_top(d, "carry");
	assert_int_equal(d->app.journey->row.step, STEP_REGISTER);
}

static void a_service_out_of_reach_is_tried_again(void **state)
{
	struct desk *d = *state;

	to_registration(d);
	sandbox_free(d->sandbox);
	d->sandbox = d->app.sandbox = NULL;
	desk_type(&d->app, "<F10>");
	desk_await(&d->app, "The registration has not been sent yet");
	assert_pictures(d, "carry-not-sent");
	desk_type(&d->app, "<F8>");
	desk_settle(&d->app);
	assert_top(d, "register");
	assert_int_equal(only_row(d).state, ASK_VOIDED);
	assert_true(desk_shows(&d->app, "Luna"));
}

/* Her e-mail belongs to somebody else. */
static void a_refusal_brings_the_form_back(void **state)
{
	struct desk *d = *state;
	json_t *other = record_example(op_registerUserV2.in, true);

	json_object_set_new(other, "email", json_string("eva@example.com"));
	json_decref(desk_call(d, &op_registerUserV2, other));
	json_decref(other);
	to_registration(d);
	journey_set_draft(d->app.journey, "register", "email", "eva@example.com");
	flow_goto(&d->app, STEP_REGISTER);
	desk_type(&d->app, "<F10>");
	desk_settle(&d->app);
	assert_top(d, "register");
	desk_await(&d->app, "registered with");
	assert_true(desk_shows(&d->app, "Luna"));
	assert_int_equal(only_row(d).state, ASK_REJECTED);
	assert_true(only_row(d).seen_at > 0);
	assert_string_equal(journey_get(d->app.journey, "registration"), "");
}

static void to_account(struct desk *d, const char *spec)
{
	desk_customer(d, STEP_METHOD);
	fault(d, spec);
	desk_type(&d->app, "b002320275621938815<F10>");
}

static void an_account_is_found_among_the_methods(void **state)
{
	struct desk *d = *state;

	to_account(d, "reset-after:addUBNAccount:count=1");
	desk_await(&d->app, "We do not know yet whether the method was added");
	assert_pictures(d, "carry-method");
	desk_type(&d->app, "<F5>");
	desk_settle(&d->app);
	assert_top(d, "method");
	assert_true(*journey_get(d->app.journey, "method.id"));
	assert_string_equal(journey_get(d->app.journey, "method.type"), "UBN");
	assert_true(desk_shows(&d->app, "Added. Enter takes it for this ask."));
	assert_int_equal(calls_of(d, &op_addUBNAccount), 1);
}

/* Left for home, and found when she is taken up again. */
static void a_method_is_taken_when_its_form_is_gone(void **state)
{
	struct desk *d = *state;

	to_account(d, "reset-after:addUBNAccount:count=1");
	desk_await(&d->app, "We do not know yet");
	desk_type(&d->app, "<Esc>");
	assert_true(desk_shows(&d->app, "NEEDS YOU"));
	desk_type(&d->app, "<Down><Enter>");
	assert_top(d, "carry");
	desk_type(&d->app, "<F5>");
	desk_settle(&d->app);
	assert_top(d, "method");
	assert_string_equal(journey_get(d->app.journey, "method.type"), "UBN");
	assert_string_equal(journey_get(d->app.journey, METHOD_FACT), "");
}

static void an_account_that_she_has_is_taken(void **state)
{
	struct desk *d = *state;

	to_account(d, "delay:addUBNAccount:ms=1:count=1");
	desk_settle(&d->app);
	assert_top(d, "method");
	journey_set(d->app.journey, "method.id", "");
	desk_type(&d->app, "b002320275621938815<F10>");
	desk_settle(&d->app);
	assert_top(d, "method");
	assert_true(*journey_get(d->app.journey, "method.id"));
	assert_int_equal(calls_of(d, &op_addUBNAccount), 2);
}

/* The page of the operation, for QA: the same machine, and its answer all the same. */
static void on_the_operations_page(struct desk *d, const char *number, const char *spec)
{
	json_t *args = json_pack("{s:s, s:s}", "userToken",
				 journey_get(d->app.journey, "userToken"), "number", number);

	if (spec)
		fault(d, spec);
	op_screen_fill(&d->app, &op_addUBNAccount, args);
	json_decref(args);
	desk_type(&d->app, "<F10>");
	desk_settle(&d->app);
}

static void the_operations_page_goes_the_same_way(void **state)
{
	struct desk *d = *state;

	desk_customer(d, STEP_METHOD);
	on_the_operations_page(d, "002320275621938815", NULL);
	assert_top(d, "operation");
	assert_true(desk_shows(&d->app, "HTTP 200"));
	assert_string_equal(only_row(d).op, "addUBNAccount");
	on_the_operations_page(d, "002320275621938815", NULL);
	assert_true(desk_shows(&d->app, "HTTP 400"));
	assert_int_equal(calls_of(d, &op_addUBNAccount), 2);
	on_the_operations_page(d, "012180001234567899", "reset-after:addUBNAccount:count=1");
	desk_await(&d->app, "We do not know yet whether the method was added");
	assert_top(d, "carry");
	desk_type(&d->app, "<F5>");
	desk_settle(&d->app);
	assert_top(d, "operation");
	assert_int_equal(calls_of(d, &op_addUBNAccount), 3);
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, desk_begin, desk_end)
	const struct CMUnitTest tests[] = {
		CASE(a_cut_registration_is_looked_up_and_goes_on),
		CASE(pictures_of_a_registration_that_is_unknown),
		CASE(what_did_not_arrive_is_sent_anew_by_the_agent_alone),
		CASE(home_lists_it_and_leads_back),
		CASE(a_service_out_of_reach_is_tried_again),
		CASE(a_refusal_brings_the_form_back),
		CASE(an_account_is_found_among_the_methods),
		CASE(a_method_is_taken_when_its_form_is_gone),
		CASE(an_account_that_she_has_is_taken),
		CASE(the_operations_page_goes_the_same_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
