/* Inspector, settings and operations; and every screen at every size. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "screens/rates.h"
#include "tests/desk.h"

static int open_desk(void **state)
{
	struct desk *d = xcalloc(1, sizeof(*d));

	desk_open(d, "partner_full");
	*state = d;
	return 0;
}

static int close_desk(void **state)
{
	lang_set("en");
	desk_close(*state);
	free(*state);
	return 0;
}

static void the_inspector_shows_calls_and_finds_words_in_them(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_customer(d, STEP_METHOD);
	desk_type(app, "<F12>");
	assert_true(desk_shows(app, "getReceivingMethods"));
	assert_true(desk_shows(app, "registerUserV2"));
	desk_type(app, "<End><Enter>");
	assert_true(desk_shows(app, "POST http"));
	desk_type(app, "<Down><Enter>");
	assert_true(desk_shows(app, "[redacted]"));
	assert_false(desk_shows(app, sandbox_key_for("partner_full")));
	desk_type(app, "/userId<Enter>");
	assert_true(desk_shows(app, "userId"));
	desk_type(app, "/no such word<Enter>");
	assert_true(desk_shows(app, "does not occur"));
	desk_type(app, "c");
	assert_true(desk_shows(app, "curl -"));
	assert_true(desk_shows(app, "$REMITTY_KEY"));
	desk_type(app, "<Esc><Esc><Esc>");
	assert_string_equal(app->top->ops->name, "method");
}

static void the_focus_stays_on_its_call_when_others_come(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	json_t *args;

	desk_customer(d, STEP_METHOD);
	desk_type(app, "<F12><End>");
	args = json_pack("{ss}", "userToken", journey_get(app->journey, "userToken"));
	json_decref(desk_call(d, &op_listContacts, args));
	json_decref(args);
	desk_type(app, "<Enter>");
	assert_true(desk_shows(app, "registerUserV2"));
}

/* What other runs left: n calls, the newest of them two days ago. */
static void earlier_runs(struct desk *d, int n)
{
	struct journal *journal = journal_new(n);

	for (int i = 1; i <= n; i++) {
		struct exchange *x = journal_begin(journal, &op_getProfile);

		x->at = wall_ms() - 2 * 24 * 3600 * 1000LL;
		x->method = xstrdup("GET");
		x->url = xasprintf("https://host/v1/nth/%d", i);
		x->status = 200;
		x->ms = i;
		x->done = true;
	}
	store_calls_keep(d->store, journal, d->config.history);
	journal_free(journal);
}

static void calls_of_earlier_runs_stand_below(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	earlier_runs(d, 250);
	desk_type(app, "<F12>");
	assert_true(desk_shows(app, "Earlier"));
	desk_type(app, "<Enter>");
	assert_true(desk_shows(app, "https://host/v1/nth/250"));
	desk_type(app, "c");
	assert_true(desk_shows(app, "curl -sS -X GET 'https://host/v1/nth/250'"));
	desk_type(app, "<Esc><Esc><End><Enter>");
	assert_true(desk_shows(app, "HTTP 200   1 ms"));
	desk_type(app, "<Esc><Home><Down><Enter>");
	assert_true(desk_shows(app, "https://host/v1/nth/249"));
	desk_type(app, "<Esc><Esc>");
	desk_customer(d, STEP_METHOD);
	desk_type(app, "<F12>");
	for (int i = journal_count(d->journal); i > 0; i--)
		desk_type(app, "<Down>");		/* the heading is passed over */
	desk_type(app, "<Enter>");
	assert_true(desk_shows(app, "https://host/v1/nth/250"));
	desk_type(app, "<Esc><Up><Enter>");
	assert_true(desk_shows(app, "POST http://127.0.0.1") || desk_shows(app, "GET http://127"));
}

static void without_history_only_this_run_is_shown(void **state)
{
	struct desk *d = *state;

	earlier_runs(d, 3);
	d->config.history = 0;
	desk_type(&d->app, "<F12>");
	assert_true(desk_shows(&d->app, "Nothing went over the wire yet."));
}

static void language_and_theme_change_at_once_and_are_remembered(void **state)
{
	struct desk *d = *state;
	struct options none = { 0 };
	struct config again;
	struct err err = { 0 };

	desk_type(&d->app, "<F9><Down><Right><Down><Right>");
	assert_string_equal(lang_get(), "es");
	assert_string_not_equal(d->config.theme, "mono");
	assert_true(config_load(&again, &none, &err));
	assert_string_equal(again.lang, "es");
	assert_string_equal(again.theme, d->config.theme);
	config_release(&again);
}

static void the_profile_in_use_is_not_changed_to(void **state)
{
	struct desk *d = *state;

	desk_type(&d->app, "<F9><Enter>");
	assert_string_equal(d->app.top->ops->name, "settings");
	assert_false(d->app.quit);
	assert_true(desk_shows(&d->app, "This profile is in use"));
}

static void any_operation_runs_from_its_table(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_type(app, "<F11>lite<Enter><F10>");
	assert_int_equal(journal_count(d->journal), 0);
	desk_type(app, "<F3><F10>");
	desk_settle(app);
	assert_true(desk_shows(app, "HTTP 200"));
	desk_type(app, "<F4>");
	assert_string_equal(app->top->ops->name, "exchange");
}

/* It is asked about first, goes the way of every ask, and in live not at all. */
static void what_moves_money_goes_through_the_outbox(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	struct ask rows[2];

	app_push(app, &op_screen, &op_requestMoneyFull);
	desk_type(app, "<F3><F10>");
	assert_string_equal(app->top->ops->name, "dialog");
	assert_true(desk_shows(app, "500.00 MXN"));
	desk_type(app, "<Esc>");
	assert_int_equal(journal_count(d->journal), 0);
	desk_type(app, "<F10><F10>");
	desk_settle(app);
	assert_string_equal(app->top->ops->name, "track");
	assert_int_equal(store_asks(d->store, &(struct ask_query){ .list = ASKS_ALL }, rows, 2),
			 1);
	assert_string_equal(rows[0].op, "requestMoneyFull");
	assert_true(rows[0].handed_at > 0);
	d->config.environment = ENV_LIVE;
	app_push(app, &op_screen, &op_requestMoneyFull);
	desk_type(app, "<F3><F10>");
	assert_string_equal(app->top->ops->name, "operation");
	assert_true(desk_shows(app, "With a live service"));
	d->config.environment = ENV_SANDBOX;
}

/* Every operation's form opens and draws with its examples. */
static void every_operation_has_a_form(void **state)
{
	struct desk *d = *state;

	for (int i = 0; op_list[i]; i++) {
		app_push(&d->app, &op_screen, op_list[i]);
		desk_type(&d->app, "<F3>");
		assert_true(desk_shows(&d->app, op_list[i]->name));
		app_pop(&d->app);
	}
}

static const struct size {
	int w, h;
} sizes[] = { { 60, 20 }, { 80, 24 }, { 110, 30 }, { 120, 40 }, { 200, 60 } };

/* The footer's last key but one says Esc, or the screen is one that has none:
 * a screen whose way back is not on the screen is a trap. */
static void fits_every_size(struct app *app)
{
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		app_resize(app, sizes[i].w, sizes[i].h);
		app_draw(app);
		if (sizes[i].w >= 80 && !desk_shows(app, "Esc"))
			fail_msg("%s at %d: no way back is named", app->top->ops->name, sizes[i].w);
		assert_true(app->grid.cursor_x < sizes[i].w && app->grid.cursor_y < sizes[i].h);
	}
	app_resize(app, 80, 24);
}

static void every_screen_fits_every_size_in_both_languages(void **state)
{
	static const enum step steps[] = { STEP_METHOD, STEP_PAYER, STEP_QUOTE, STEP_ASK };
	static const struct screen_ops *const tools[] = {
		&inspector_screen, &settings_screen, &history_screen, &ops_screen, &rates_screen
	};
	static const char *const langs[] = { "en", "es" };
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_customer(d, STEP_METHOD);
	for (size_t l = 0; l < ARRAY_LEN(langs); l++) {
		lang_set(langs[l]);
		app->grid.ascii = l;
		for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
			flow_goto(app, steps[i]);
			desk_settle(app);
			fits_every_size(app);
		}
		for (size_t i = 0; i < ARRAY_LEN(tools); i++) {
			app_push(app, tools[i], NULL);
			fits_every_size(app);
			app_pop(app);
		}
		app_push(app, &op_screen, &op_registerUserV2);
		fits_every_size(app);
		app_pop(app);
	}
}

static void reading_only_changes_nothing(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	int before;

	desk_customer(d, STEP_METHOD);
	d->config.read_only = true;
	before = journal_count(d->journal);
	desk_type(app, "c");
	assert_string_equal(app->top->ops->name, "method");
	flow_goto(app, STEP_PAYER);
	desk_settle(app);
	desk_type(app, "<F2>");
	assert_string_equal(app->top->ops->name, "payer");
	app_push(app, &op_screen, &op_createContact);
	desk_type(app, "<F3><F10>");
	desk_settle(app);
	/* Nothing but the two lists of payers was read. */
	assert_int_equal(journal_count(d->journal), before + 2);
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, open_desk, close_desk)
	const struct CMUnitTest tests[] = {
		CASE(the_inspector_shows_calls_and_finds_words_in_them),
		CASE(the_focus_stays_on_its_call_when_others_come),
		CASE(calls_of_earlier_runs_stand_below),
		CASE(without_history_only_this_run_is_shown),
		CASE(language_and_theme_change_at_once_and_are_remembered),
		CASE(the_profile_in_use_is_not_changed_to),
		CASE(any_operation_runs_from_its_table),
		CASE(what_moves_money_goes_through_the_outbox),
		CASE(every_operation_has_a_form),
		CASE(every_screen_fits_every_size_in_both_languages),
		CASE(reading_only_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
