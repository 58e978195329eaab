/* The customer's way from the payout method to the followed ask, as pictures. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "tests/desk.h"

#define CARD "4111111111111111"

static int open_desk(void **state)
{
	struct desk *d = xcalloc(1, sizeof(*d));

	desk_open(d, "partner_full");
	*state = d;
	return 0;
}

static int close_desk(void **state)
{
	desk_close(*state);
	free(*state);
	return 0;
}

/* How often an operation went over the wire. */
static int calls_of(const struct desk *d, const struct op *op)
{
	int n = 0;

	for (int i = 0; i < journal_count(d->journal); i++)
		n += journal_nth(d->journal, i)->op == op;
	return n;
}

static void add_card(struct app *app)
{
	desk_type(app, "c" CARD "<Tab>1228<Tab>123");
	desk_type(app, "<F10>");
	desk_settle(app);
}

static void add_payer(struct app *app)
{
	desk_type(app, "<F2>Hugo<Tab>Tru<Tab>+19165550149");
	desk_type(app, "<F10>");
	desk_settle(app);
}

/* With method and payer chosen, at the step after them. */
static void choose_both(struct desk *d)
{
	desk_customer(d, STEP_METHOD);
	add_card(&d->app);
	desk_type(&d->app, "<Enter>");
	desk_settle(&d->app);
	add_payer(&d->app);
	desk_type(&d->app, "<Enter>");
	desk_settle(&d->app);
}

static void to_read_back(struct desk *d)
{
	choose_both(d);
	desk_type(&d->app, "<F10>");
	desk_settle(&d->app);
	desk_type(&d->app, "500<Tab>Renta de mayo<F10>");
	assert_true(desk_shows(&d->app, "Read this aloud"));
}

static void a_card_goes_to_the_vault_and_comes_back_as_a_method(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_customer(d, STEP_METHOD);
	assert_screen(app, "method-none");
	desk_type(app, "c" CARD "<Tab>1228<Tab>123");
	assert_true(desk_shows(app, "ends in 1111"));
	assert_false(desk_shows(app, CARD));
	assert_screen(app, "method-card");
	desk_type(app, "<F10>");
	desk_settle(app);
	assert_true(desk_shows(app, "Visa ···· 1111"));
	assert_screen(app, "method-one");
	desk_type(app, "<Enter>");
	assert_string_equal(app->top->ops->name, "payer");
	assert_string_equal(journey_get(app->journey, "method.name"), "Visa ···· 1111");
}

/* Pasted where a token belongs: wiped before it is whole, and the rest is not taken. */
static void a_number_in_place_of_a_token_is_refused_at_once(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	char *doc;

	desk_customer(d, STEP_METHOD);
	desk_type(app, "t411111");
	assert_false(desk_shows(app, "This is the number of a card"));
	desk_type(app, "1111 1111-11");
	assert_true(desk_shows(app, "This is the number of a card, not its token"));
	desk_type(app, "tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111<Tab>");
	assert_false(desk_shows(app, "This is the number of a card"));
	assert_false(desk_shows(app, "A card token begins"));
	doc = json_dumps(app->journey->doc, 0);
	assert_null(strstr(doc, "4111"));
	free(doc);
}

static void no_card_number_is_kept(void **state)
{
	struct desk *d = *state;
	char *doc;

	desk_customer(d, STEP_METHOD);
	add_card(&d->app);
	doc = json_dumps(d->app.journey->doc, 0);
	assert_null(strstr(doc, CARD));
	free(doc);
	for (int i = 0; i < journal_count(d->journal); i++) {
		doc = json_dumps(journal_nth(d->journal, i)->request, JSON_ENCODE_ANY);
		assert_true(!doc || !strstr(doc, CARD));
		free(doc);
	}
}

static void a_misread_account_number_is_named_under_its_field(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_customer(d, STEP_METHOD);
	desk_type(app, "b002320275621938816<Tab>");
	assert_screen(app, "method-clabe-wrong");
	desk_type(app, "<BackTab><Back>5<F10>");
	desk_settle(app);
	assert_true(desk_shows(app, "CLABE 002 ···· 8815"));
	assert_int_equal(calls_of(d, &op_addUBNAccount), 1);
}

static void a_card_is_not_typed_where_that_is_off(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_customer(d, STEP_METHOD);
	d->config.environment = ENV_TEST;
	d->config.typed_cards = false;
	desk_type(app, "c");
	assert_string_equal(app->top->ops->name, "method");
	assert_true(desk_shows(app, "typed_cards"));
	d->config.environment = ENV_SANDBOX;
}

static void a_payer_is_added_found_and_changed(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_customer(d, STEP_PAYER);
	desk_type(app, "<F2>Hugo<Tab>Tru<Tab>+19165550149");
	assert_true(desk_shows(app, "United States"));
	assert_screen(app, "payer-new");
	desk_type(app, "<F10>");
	desk_settle(app);
	assert_screen(app, "payer-list");
	desk_type(app, "nobody");
	assert_false(desk_shows(app, "Hugo Tru"));
	desk_type(app, "<Esc>555 0149");
	assert_true(desk_shows(app, "Hugo Tru"));
	desk_type(app, "<F4><End>o<F10>");
	desk_settle(app);
	assert_true(desk_shows(app, "Hugoo Tru"));
	desk_type(app, "<Enter>");
	assert_string_equal(journey_get(app->journey, "payer.country"), "US");
}

/* The frequent ones are still awaited when the list has to be read again. */
static void a_new_payer_is_listed_while_an_answer_is_late(void **state)
{
	struct desk *d = *state;

	desk_customer(d, STEP_PAYER);
	assert_true(faults_add(sandbox_faults(d->sandbox),
			       "delay:getFrequentContacts:ms=600:count=1", NULL));
	desk_type(&d->app, "<F5>");
	add_payer(&d->app);
	desk_await(&d->app, "Hugo Tru");
}

static void what_was_typed_of_a_payer_waits_for_the_next_time(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_customer(d, STEP_PAYER);
	desk_type(app, "<F2>Hugo<Tab>Tru<Esc>");
	assert_string_equal(app->top->ops->name, "payer");
	desk_type(app, "<F2>");
	assert_true(desk_shows(app, "Tru"));
}

static void a_quote_shows_each_fee_and_carries_its_amount(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	choose_both(d);
	assert_string_equal(app->top->ops->name, "quote");
	desk_type(app, "<F2>100<Enter>");
	desk_settle(app);
	assert_true(desk_shows(app, "Hugo pays"));
	assert_screen(app, "quote");
	desk_type(app, "1");
	assert_false(desk_shows(app, "Good for"));
	desk_type(app, "<Back><Enter>");
	desk_settle(app);
	desk_type(app, "<Enter>");
	assert_string_equal(app->top->ops->name, "ask");
	assert_true(desk_shows(app, "1,734.56"));
}

static void a_key_without_prices_skips_the_quote_and_says_why(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	err_set(&app->quote_off, ERR_AUTH, "this key may not quote");
	choose_both(d);
	assert_string_equal(app->top->ops->name, "ask");
	assert_true(desk_shows(app, "this key may not quote"));
	assert_int_equal(calls_of(d, &op_operationQuoteLite), 0);
}

static int open_narrow_desk(void **state)
{
	struct desk *d = xcalloc(1, sizeof(*d));

	desk_open(d, "partner");
	*state = d;
	return 0;
}

static void a_refused_quote_lets_the_journey_go_on_without(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	choose_both(d);
	desk_type(app, "500<Enter>");
	desk_settle(app);
	assert_int_equal(calls_of(d, &op_operationQuoteLite), 1);
	assert_int_equal(app->quote_off.kind, ERR_AUTH);
	assert_string_equal(app->top->ops->name, "ask");
	assert_true(desk_shows(app, "may not ask for prices"));
	desk_type(app, "<Esc>");
	assert_string_equal(app->top->ops->name, "payer");
}

static void only_the_amount_typed_again_sends_and_only_once(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	to_read_back(d);
	assert_screen(app, "confirm");
	desk_type(app, "<Enter><Enter><F10>");
	assert_string_equal(app->top->ops->name, "confirm");
	desk_type(app, "50<Enter>");
	assert_true(desk_shows(app, "not the amount above"));
	desk_type(app, "0<Enter><Enter><Enter><F10><F10><Enter>");
	desk_settle(app);
	assert_string_equal(app->top->ops->name, "track");
	assert_int_equal(calls_of(d, &op_requestMoneyV2), 1);
	assert_true(desk_shows(app, "Code"));
}

static void nothing_leaves_before_the_frame_that_says_so(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	struct journey kept = { 0 };
	struct ask ask;

	to_read_back(d);
	for (const char *p = "500"; *p; p++)
		app_key(app, (tui_key)*p);
	app_key(app, K_ENTER);
	assert_string_equal(app->top->ops->name, "track");
	assert_int_equal(calls_of(d, &op_requestMoneyV2), 0);
	assert_true(store_ask_get(d->store, journey_get(app->journey, "ask"), &ask));
	assert_int_equal(ask.state, ASK_READY);
	assert_true(journey_load(&kept, d->store, app->journey->row.id));
	assert_string_equal(journey_get(&kept, "ask"), ask.correlation_id);
	journey_release(&kept);
	assert_true(desk_shows(app, "Connecting"));
	desk_await(app, "Waiting for the payer");
}

static void a_confirmed_ask_is_found_again_and_not_asked_twice(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	to_read_back(d);
	for (const char *p = "500"; *p; p++)
		app_key(app, (tui_key)*p);
	app_key(app, K_ENTER);
	loop_forget(d->loop, app);		/* the program ended before it could send */
	flow_goto(app, STEP_ASK);
	desk_settle(app);
	assert_string_equal(app->top->ops->name, "track");
	assert_int_equal(calls_of(d, &op_requestMoneyV2), 0);
}

static void an_ask_is_followed_to_its_end(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	long end = now_ms() + 10000;

	to_read_back(d);
	desk_type(app, "500<Enter>");
	desk_await(app, "Waiting for the payer");
	while (!desk_shows(app, "Completed") && now_ms() < end) {
		desk_type(app, "<F5>");
		desk_settle(app);
	}
	assert_true(desk_shows(app, "The money has arrived"));
	assert_int_equal(journey_marked(app->journey, STEP_TRACK), MARK_DONE);
	desk_type(app, "<F3>");
	assert_string_equal(app->top->ops->name, "payer");
}

static void words_typed_for_an_ask_wait_for_the_next_time(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	to_read_back(d);
	desk_type(app, "<Esc>");
	assert_string_equal(app->top->ops->name, "ask");
	assert_screen(app, "ask");
	flow_goto(app, STEP_PAYER);
	flow_goto(app, STEP_ASK);
	assert_true(desk_shows(app, "Renta de mayo"));
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, open_desk, close_desk)
	const struct CMUnitTest tests[] = {
		CASE(a_card_goes_to_the_vault_and_comes_back_as_a_method),
		CASE(a_number_in_place_of_a_token_is_refused_at_once),
		CASE(no_card_number_is_kept),
		CASE(a_misread_account_number_is_named_under_its_field),
		CASE(a_card_is_not_typed_where_that_is_off),
		CASE(a_payer_is_added_found_and_changed),
		CASE(a_new_payer_is_listed_while_an_answer_is_late),
		CASE(what_was_typed_of_a_payer_waits_for_the_next_time),
		CASE(a_quote_shows_each_fee_and_carries_its_amount),
		CASE(a_key_without_prices_skips_the_quote_and_says_why),
		cmocka_unit_test_setup_teardown(a_refused_quote_lets_the_journey_go_on_without,
						open_narrow_desk, close_desk),
		CASE(only_the_amount_typed_again_sends_and_only_once),
		CASE(nothing_leaves_before_the_frame_that_says_so),
		CASE(a_confirmed_ask_is_found_again_and_not_asked_twice),
		CASE(an_ask_is_followed_to_its_end),
		CASE(words_typed_for_an_ask_wait_for_the_next_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
