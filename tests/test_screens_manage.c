/* Cancelling an ask, cash points, and whether a phone is free. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/desk.h"

#define PAYER "+19165550149"

static int open_with(void **state, const char *scopes)
{
	struct desk *d = xcalloc(1, sizeof(*d));

	desk_open(d, scopes);
	d->config.scopes = xstrdup(scopes);
	*state = d;
	return 0;
}

static int open_full(void **state)
{
	return open_with(state, "partner_full");
}

static int open_narrow(void **state)
{
	return open_with(state, "partner");
}

static int close_desk(void **state)
{
	desk_close(*state);
	free(*state);
	return 0;
}

static void call(struct desk *d, const struct op *op, const char *changes)
{
	json_t *args = record_example(op->in, true), *more = json_loads(changes, 0, NULL);

	assert_non_null(more);
	json_object_update(args, more);
	json_object_set_new(args, "userToken",
			    json_string(journey_get(d->app.journey, "userToken")));
	json_decref(desk_call(d, op, args));
	json_decref(args);
	json_decref(more);
}

/* The sandbox's asks go on by so much, and then stand. */
static void clock_on(struct desk *d, int ms)
{
	json_t *args = json_pack("{si, si}", "advance_ms", ms, "rate", 0);

	json_decref(desk_call(d, &op_sandboxClock, args));
	json_decref(args);
}

/* An ask that the service has, in the store and on the screen. */
static struct ask open_ask(struct desk *d)
{
	struct ask ask = {
		.customer = "María Núñez", .payer = "Hugo Tru", .payer_phone = PAYER,
		.amount = { 50000, "MXN" }, .method = "CLABE 002 ···· 8815", .state = ASK_OPEN,
		.status = "Sent",
	};
	struct track_arg track = { .correlation_id = ask.correlation_id };
	json_t *args, *made;
	struct err err = { 0 };

	clock_on(d, 0);
	desk_customer(d, STEP_PAYER);
	call(d, &op_createContact, "{\"phone\":\"" PAYER "\"}");
	snprintf(ask.user_token, sizeof(ask.user_token), "%s",
		 journey_get(d->app.journey, "userToken"));
	uuid_new(ask.correlation_id);
	args = json_pack("{ss, ss, ss, si, ss, s{ss, ss, ss, ss}}", "userToken", ask.user_token,
			 "requestTo", PAYER, "correlationId", ask.correlation_id,
			 "recipientAmount", 500, "recipientCurrency", "MXN",
			 "destinationPaymentMethod", "type", "UBN", "number",
			 "002320275621938815", "country", "MX", "currency", "MXN");
	made = desk_call(d, &op_requestMoneyV2, args);
	snprintf(ask.code, sizeof(ask.code), "%s",
		 json_string_value(json_object_get(made, "code")));
	ask.created_at = ask.updated_at = ask.checked_at = wall_ms();
	store_ask_add(d->store, &ask, &err);
	assert_string_equal(err.text, "");
	app_push(&d->app, &track_screen, &track);
	json_decref(args);
	json_decref(made);
	return ask;
}

static struct ask now(struct desk *d, const struct ask *ask)
{
	struct ask found;

	assert_true(store_ask_get(d->store, ask->correlation_id, &found));
	return found;
}

static const struct exchange *last_call(struct desk *d, const struct op *op)
{
	const struct exchange *x = journal_nth(d->journal, 0);

	for (int i = 0; x && x->op != op; i++)
		x = journal_nth(d->journal, i);
	return x;
}

/* The question can be left; the service decides; the poll changes the state. */
static void an_ask_is_cancelled_after_a_question(void **state)
{
	struct desk *d = *state;
	struct ask ask = open_ask(d);

	desk_type(&d->app, "x");
	assert_string_equal(d->app.top->ops->name, "dialog");
	assert_true(desk_shows(&d->app, ask.code));
	assert_true(desk_shows(&d->app, "María Núñez asks Hugo Tru"));
	desk_type(&d->app, "<Enter><Esc>");
	assert_null(last_call(d, &op_cancelOperaton));
	desk_type(&d->app, "x<F10>");
	assert_int_equal(now(d, &ask).state, ASK_OPEN);
	desk_await(&d->app, "Cancelled");
	assert_int_equal(now(d, &ask).state, ASK_CANCELLED);
	assert_true(desk_shows(&d->app, "the service takes it back"));
	desk_type(&d->app, "x");
	assert_string_equal(d->app.top->ops->name, "track");
}

static void too_late_is_said_with_what_to_do(void **state)
{
	struct desk *d = *state;
	struct ask ask = open_ask(d);

	clock_on(d, 12000);	/* it is paid by now */
	desk_type(&d->app, "x<F10>");
	desk_await(&d->app, "the ask goes on");
	assert_true(desk_shows(&d->app, "[ERROR_INVALID_OPERATION]"));
	assert_true(desk_shows(&d->app, ask.code));
	desk_await(&d->app, "Paid");
	assert_int_equal(now(d, &ask).state, ASK_OPEN);
	assert_string_equal(now(d, &ask).status, "Funded");
	desk_type(&d->app, "x");
	assert_true(desk_shows(&d->app, "too late to cancel"));
}

static void a_narrow_key_says_that_it_may_not_cancel(void **state)
{
	struct desk *d = *state;

	open_ask(d);
	desk_type(&d->app, "x");
	assert_string_equal(d->app.top->ops->name, "track");
	assert_null(last_call(d, &op_cancelOperaton));
	assert_true(desk_shows(&d->app, "needs the scope partner_full"));
}

/* Where the profile does not say what the key may do, its refusal does. */
static void a_refused_cancel_is_not_offered_again(void **state)
{
	struct desk *d = *state;

	open_ask(d);
	free(d->config.scopes);
	d->config.scopes = NULL;
	desk_type(&d->app, "x<F10>");
	desk_settle(&d->app);
	assert_non_null(last_call(d, &op_cancelOperaton));
	assert_true(desk_shows(&d->app, "does not allow"));
	desk_type(&d->app, "x");
	assert_string_equal(d->app.top->ops->name, "track");
	assert_true(desk_shows(&d->app, "needs the scope partner_full"));
}

static void cash_points_are_listed_near_first(void **state)
{
	struct desk *d = *state;

	desk_customer(d, STEP_METHOD);
	journey_set_json(d->app.journey, "register",
			 json_pack("{ss, ss}", "city", "cancún", "state", "MX-ROO"));
	desk_type(&d->app, "k");
	desk_await(&d->app, "Sucursal Nichupté");
	assert_screen(&d->app, "cash");
	desk_type(&d->app, "tlaq");
	assert_true(desk_shows(&d->app, "La Ceiba Tlaquepaque"));
	assert_false(desk_shows(&d->app, "Del Sol Centro"));
	desk_type(&d->app, "qq");
	assert_true(desk_shows(&d->app, "No cash point is called like this"));
	desk_type(&d->app, "<Esc>");
	assert_true(desk_shows(&d->app, "Del Sol Centro"));
	desk_type(&d->app, "<Esc>");
	assert_string_equal(d->app.top->ops->name, "method");
}

static void cash_points_of_an_ask_handle_its_amount(void **state)
{
	struct desk *d = *state;
	struct ask ask = open_ask(d), large;
	struct err err = { 0 };
	struct track_arg track = { .correlation_id = large.correlation_id };

	desk_type(&d->app, "k");
	desk_await(&d->app, "Only who handles 500.00 MXN");
	desk_await(&d->app, "Del Sol Centro");
	desk_type(&d->app, "<Esc>");
	large = ask;
	uuid_new(large.correlation_id);
	large.amount.minor = 6000000;
	store_ask_add(d->store, &large, &err);
	app_push(&d->app, &track_screen, &track);
	desk_type(&d->app, "k");
	desk_await(&d->app, "No cash point handles this amount");
}

static void the_palette_leads_to_cash_points(void **state)
{
	struct desk *d = *state;

	desk_customer(d, STEP_PAYER);
	app_key(&d->app, K_CTRL('P'));
	desk_type(&d->app, "cash points<Enter>");
	assert_string_equal(d->app.top->ops->name, "cash");
	desk_await(&d->app, "Del Sol Centro");
}

static void a_narrow_key_says_that_it_lists_no_cash_points(void **state)
{
	struct desk *d = *state;

	desk_customer(d, STEP_METHOD);
	desk_type(&d->app, "k");
	assert_string_equal(d->app.top->ops->name, "method");
	assert_true(desk_shows(&d->app, "needs the scope partner_send"));
}

/* A new customer's form, with this phone. */
static void open_form(struct desk *d, const char *phone)
{
	struct journey *journey = xcalloc(1, sizeof(*journey));

	journey_begin(journey, d->store, phone);
	journey_set(journey, "phone", phone);
	d->app.journey = journey;
	flow_goto(&d->app, STEP_REGISTER);
}

static void a_phone_is_checked_before_registering(void **state)
{
	struct desk *d = *state;

	desk_customer(d, STEP_PAYER);	/* has +525521206703 */
	app_home(&d->app);
	open_form(d, "+525521206703");
	desk_type(&d->app, "<F4>");
	desk_await(&d->app, "+52 55 2120 6703 is in use already");
	assert_true(desk_shows(&d->app, "look her up by it"));
	app_home(&d->app);
	open_form(d, "+525521206799");
	desk_type(&d->app, "<F4>");
	desk_await(&d->app, "+52 55 2120 6799 is free");
	assert_string_equal(d->app.top->ops->name, "register");
}

static void a_narrow_key_says_that_it_checks_no_phones(void **state)
{
	struct desk *d = *state;

	open_form(d, "+525521206799");
	desk_type(&d->app, "<F4>");
	assert_true(desk_shows(&d->app, "may not check phones"));
	assert_null(last_call(d, &op_isPhoneAvailable));
}

int main(void)
{
#define FULL(f) cmocka_unit_test_setup_teardown(f, open_full, close_desk)
#define NARROW(f) cmocka_unit_test_setup_teardown(f, open_narrow, close_desk)
	const struct CMUnitTest tests[] = {
		FULL(an_ask_is_cancelled_after_a_question),
		FULL(too_late_is_said_with_what_to_do),
		NARROW(a_narrow_key_says_that_it_may_not_cancel),
		NARROW(a_refused_cancel_is_not_offered_again),
		FULL(cash_points_are_listed_near_first),
		FULL(cash_points_of_an_ask_handle_its_amount),
		FULL(the_palette_leads_to_cash_points),
		NARROW(a_narrow_key_says_that_it_lists_no_cash_points),
		FULL(a_phone_is_checked_before_registering),
		NARROW(a_narrow_key_says_that_it_checks_no_phones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
