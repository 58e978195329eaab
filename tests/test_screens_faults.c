/* The switchboard of faults, on the sandbox inside and on one outside. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
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

static struct fault_list *inside(struct desk *d)
{
	return sandbox_faults(d->sandbox);
}

/* From here on the console knows the sandbox only by its address. */
static void go_far(struct desk *d)
{
	d->app.sandbox = NULL;
}

/* How the service answers a harmless question. */
static int status_of_a_call(struct desk *d)
{
	app_push(&d->app, &op_screen, &op_getUserTokenV2);
	desk_type(&d->app, "<F3><F10>");
	desk_settle(&d->app);
	app_pop(&d->app);
	return journal_nth(d->journal, 0)->status;
}

static void each_kind_has_its_row(void **state)
{
	struct desk *d = *state;

	desk_type(&d->app, "<F8>");
	assert_string_equal(d->app.top->ops->name, "faults");
	assert_screen(&d->app, "faults-none");
	desk_type(&d->app, "<Down> <Down><Down><Down> ");
	assert_screen(&d->app, "faults-two");
	assert_int_equal(faults_on(inside(d)), 2);
}

static void wide_and_in_spanish(void **state)
{
	struct desk *d = *state;

	faults_add(inside(d), "500:getUserTokenV2:count=3", NULL);
	faults_add(inside(d), "429:*:chance=0.25:retry=9", NULL);
	faults_add(inside(d), "html:requestMoneyV2:status=502", NULL);
	faults_add(inside(d), "delay:*:count=1", NULL);
	status_of_a_call(d);
	lang_set("es");
	app_resize(&d->app, 120, 40);
	desk_type(&d->app, "<F8>");
	assert_screen(&d->app, "faults-es-wide");
	app_resize(&d->app, 80, 24);
	assert_screen(&d->app, "faults-es");
}

static void a_fault_counts_down_in_view_and_is_then_used_up(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_type(app, "<F8><Down><Enter>");
	assert_string_equal(app->top->ops->name, "fault");
	desk_type(app, "getUserTokenV2<Tab>2");
	assert_screen(app, "faults-form");
	desk_type(app, "<F10>");
	assert_true(desk_shows(app, "2 more"));
	assert_int_equal(status_of_a_call(d), 500);
	assert_true(desk_shows(app, "1 more"));
	assert_true(desk_shows(app, "faults: 1"));
	assert_int_equal(status_of_a_call(d), 500);
	assert_true(desk_shows(app, "used up"));
	assert_false(desk_shows(app, "faults:"));
	assert_int_not_equal(status_of_a_call(d), 500);
	desk_type(app, " ");
	assert_true(desk_shows(app, "2 more"));
	assert_int_equal(status_of_a_call(d), 500);
}

static void a_number_that_does_not_fit_stays_in_the_form(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_type(app, "<F8><Enter><Tab><Tab>0<F10>");
	assert_string_equal(app->top->ops->name, "fault");
	assert_true(desk_shows(app, "at least 1"));
	assert_int_equal(inside(d)->n, 0);
	desk_type(app, "<Back>40<F10>");
	assert_string_equal(app->top->ops->name, "faults");
	assert_true(desk_shows(app, "always · 40 % · 2000 ms"));
	assert_int_equal(inside(d)->faults[0].chance, 400);
}

static void setting_one_again_replaces_it_and_another_joins_it(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_type(app, "<F8> <Enter><Tab>7<F10>");
	assert_int_equal(inside(d)->n, 1);
	assert_int_equal(inside(d)->faults[0].count, 7);
	desk_type(app, "a<F10>");
	assert_int_equal(inside(d)->n, 2);
	assert_true(desk_shows(app, "7 more"));
	assert_true(desk_shows(app, "always"));
	desk_type(app, " ");
	assert_int_equal(inside(d)->n, 1);
	assert_int_equal(inside(d)->faults[0].count, 7);
	desk_type(app, "c");
	assert_int_equal(inside(d)->n, 0);
	desk_type(app, "c");
	assert_true(desk_shows(app, "No fault is switched on."));
}

static void the_header_tells_of_faults_on_every_screen(void **state)
{
	static const struct screen_ops *const screens[] = {
		&inspector_screen, &settings_screen, &history_screen, &ops_screen, &faults_screen,
	};
	struct desk *d = *state;
	struct app *app = &d->app;

	faults_add(inside(d), "500:getProfile", NULL);
	faults_add(inside(d), "stall:getProfile", NULL);
	desk_customer(d, STEP_METHOD);
	assert_true(desk_shows(app, "! faults: 2"));
	assert_true(desk_shows(app, "María"));
	assert_true(desk_shows(app, "2120 6703"));	/* the number tells who she is */
	for (size_t i = 0; i < ARRAY_LEN(screens); i++) {
		app_push(app, screens[i], NULL);
		assert_true(desk_shows(app, "! faults: 2"));
		app->grid.ascii = true;
		assert_true(desk_shows(app, "! faults: 2"));
		app->grid.ascii = false;
		app_pop(app);
	}
	lang_set("es");
	assert_true(desk_shows(app, "! fallas: 2"));
	faults_clear(inside(d));
	assert_false(desk_shows(app, "fallas"));
}

static void a_sandbox_outside_is_switched_by_its_address(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	go_far(d);
	faults_add(inside(d), "500:getProfile:count=9", NULL);
	desk_type(app, "<F8>");
	desk_await(app, "9 more");
	assert_true(desk_shows(app, "faults: 1"));
	d->app.sandbox = d->sandbox;
	assert_true(desk_shows(app, "9 more"));
}

static void outside_too_faults_come_and_go(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	go_far(d);
	desk_type(app, "<F8><Down> ");
	desk_await(app, "faults: 1");
	assert_int_equal(inside(d)->n, 1);
	assert_int_equal(inside(d)->faults[0].kind, FAULT_500);
	assert_int_equal(status_of_a_call(d), 500);
	switchboard_follow(app);
	desk_await(app, "always                        1");
	desk_type(app, "<Down><Enter><Tab>3<F10>");
	desk_await(app, "3 more · 5 s");
	desk_type(app, " ");
	desk_await(app, "faults: 1");
	desk_type(app, "c");
	while (inside(d)->n)
		loop_turn(d->loop, 100);
	/* Neither the inspector nor the state of the line tells of all that. */
	assert_int_equal(journal_count(d->journal), 1);
	desk_settle(app);
	assert_int_equal(http_running(d->http), 0);
}

static void a_service_that_is_no_sandbox_says_so(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	go_far(d);
	sandbox_free(d->sandbox);
	d->sandbox = NULL;
	desk_type(app, "<F8>");
	desk_await(app, "does not answer as a sandbox");
	desk_type(app, " ");
	assert_int_equal(faults_of(app)->n, 0);
}

static void a_real_service_is_left_in_peace(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	go_far(d);
	d->config.environment = ENV_TEST;
	desk_type(app, "<F8>");
	assert_screen(app, "faults-real");
	desk_type(app, " <Enter>c");
	assert_string_equal(app->top->ops->name, "faults");
	desk_settle(app);
	assert_int_equal(inside(d)->n, 0);
	d->config.environment = ENV_SANDBOX;
	d->app.sandbox = d->sandbox;
}

static void reading_only_switches_nothing(void **state)
{
	struct desk *d = *state;

	d->config.read_only = true;
	faults_add(inside(d), "500:getProfile", NULL);
	desk_type(&d->app, "<F8> <Enter>c");
	assert_int_equal(inside(d)->n, 1);
	assert_true(desk_shows(&d->app, "look only"));
}

static void it_fits_every_size_in_both_languages(void **state)
{
	static const struct {
		int w, h;
	} sizes[] = { { 60, 20 }, { 80, 24 }, { 110, 30 }, { 120, 40 }, { 200, 60 } };
	struct desk *d = *state;
	struct app *app = &d->app;

	for (int i = 0; i < 30; i++)
		faults_add(inside(d), "429:getAvailablePaymentMethods:chance=0.125:retry=86400",
			   NULL);
	for (int es = 0; es < 2; es++) {
		lang_set(es ? "es" : "en");
		app_push(app, &faults_screen, NULL);
		desk_type(app, "<Down><Down><Down>");
		for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
			app_resize(app, sizes[i].w, sizes[i].h);
			assert_true(desk_shows(app, "Esc"));
			assert_true(desk_shows(app, "--fault 429"));
			desk_type(app, "<Enter>");
			assert_true(desk_shows(app, "Esc"));
			desk_type(app, "<Esc>");
		}
		app_pop(app);
	}
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, open_desk, close_desk)
	const struct CMUnitTest tests[] = {
		CASE(each_kind_has_its_row),
		CASE(wide_and_in_spanish),
		CASE(a_fault_counts_down_in_view_and_is_then_used_up),
		CASE(a_number_that_does_not_fit_stays_in_the_form),
		CASE(setting_one_again_replaces_it_and_another_joins_it),
		CASE(the_header_tells_of_faults_on_every_screen),
		CASE(a_sandbox_outside_is_switched_by_its_address),
		CASE(outside_too_faults_come_and_go),
		CASE(a_service_that_is_no_sandbox_says_so),
		CASE(a_real_service_is_left_in_peace),
		CASE(reading_only_switches_nothing),
		CASE(it_fits_every_size_in_both_languages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
