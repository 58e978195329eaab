/* The lock over the screens: nothing of them is in any cell, no key reaches them, and
 * what happens beneath goes on. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/desk.h"

#define PIN "48315"

static void set_pin(struct app *app)
{
	unsigned char key[SEAL_KEY];
	struct seal_recipe recipe;

	seal_recipe(&recipe, true);
	assert_true(seal_derive(&recipe, PIN, key));
	assert_true(pin_put(app->store, &recipe, key, NULL));
	lock_pin_changed(app);
}

/* Every cell, whatever is drawn over it later. */
static void assert_no_trace(struct app *app)
{
	char *text = grid_dump(&app->grid);

	assert_null(strstr(text, "María"));
	assert_null(strstr(text, "6703"));
	assert_null(strstr(text, "Núñez"));
	free(text);
}

static void type_pin(struct app *app, const char *digits)
{
	desk_type(app, digits);
	desk_type(app, "<Enter>");
	for (long until = now_ms() + 10000; app->lock.working && now_ms() < until;)
		loop_turn(app->loop, 100);
	assert_null(app->lock.working);
}

static void nothing_is_left_in_any_cell(void **state)
{
	struct desk *d = *state;
	struct screen *top;

	desk_customer(d, STEP_METHOD);
	set_pin(&d->app);
	assert_true(desk_shows(&d->app, "María Núñez"));
	top = d->app.top;
	lock_now(&d->app);
	assert_no_trace(&d->app);		/* at once, before the next frame */
	app_draw(&d->app);
	assert_no_trace(&d->app);
	assert_true(desk_shows(&d->app, "Locked"));
	app_note(&d->app, NOTE_BAD, "María Núñez has to come back");
	app_push(&d->app, &history_screen, NULL);
	app_draw(&d->app);
	assert_no_trace(&d->app);
	app_pop(&d->app);
	desk_type(&d->app, "<F2><F10>abc<Esc><Tab>");
	assert_ptr_equal(d->app.top, top);
	type_pin(&d->app, "0000");
	assert_true(d->app.lock.on);
	assert_true(desk_shows(&d->app, "This is not the PIN."));
	type_pin(&d->app, PIN);
	assert_false(d->app.lock.on);
	assert_true(desk_shows(&d->app, "María Núñez"));
}

static void who_waits_is_told_by_number_alone(void **state)
{
	struct desk *d = *state;
	struct ask ask = { .user_token = "usr_1", .customer = "María Núñez",
			   .amount = { .minor = 50000, .currency = "MXN" },
			   .state = ASK_UNKNOWN, .created_at = 5 };

	set_pin(&d->app);
	uuid_new(ask.correlation_id);
	assert_true(store_ask_add(d->store, &ask, NULL));
	lock_now(&d->app);
	app_draw(&d->app);
	assert_true(desk_shows(&d->app, "Asks that need you: 1"));
	assert_no_trace(&d->app);
}

static void it_locks_when_nobody_types(void **state)
{
	struct desk *d = *state;

	set_pin(&d->app);
	lock_touched(&d->app);
	lock_set_idle(&d->app, 60);
	desk_type(&d->app, "a");
	assert_false(d->app.lock.on);
	d->app.lock.key_at -= 60 * 1000;	/* as if a minute had passed */
	lock_set_idle(&d->app, 60);
	assert_true(d->app.lock.on);
	type_pin(&d->app, PIN);
	d->app.lock.key_at -= 60 * 1000;
	lock_set_idle(&d->app, 0);		/* off */
	assert_false(d->app.lock.on);
}

static void wrong_ones_wait(void **state)
{
	struct desk *d = *state;
	unsigned char key[SEAL_KEY] = { 1 };
	struct pin pin;
	int64_t now = 1000000;

	set_pin(&d->app);
	pin_load(d->store, &pin);
	for (int i = 0; i < 2; i++) {
		assert_false(pin_try(d->store, &pin, key, now));
		assert_int_equal(pin_wait(&pin, now), 0);
	}
	for (int64_t wait = 5000; wait <= 160000; wait *= 2) {
		assert_false(pin_try(d->store, &pin, key, now));
		assert_int_equal(pin_wait(&pin, now), wait);
		assert_int_equal(pin_wait(&pin, now + wait), 0);
		assert_int_equal(pin_wait(&pin, now - 999999), wait);	/* clock put back */
	}
	for (int i = 0; i < 9; i++)
		pin_try(d->store, &pin, key, now);
	assert_int_equal(pin_wait(&pin, now), 300000);
	pin_load(d->store, &pin);		/* the next start knows it as well */
	assert_int_equal(pin_wait(&pin, now), 300000);
}

static void only_digits_and_not_too_few(void **state)
{
	static const char *const wrong[] = { "", "123", "123456789", "12a4", "12 4", "١٢٣٤" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		assert_false(pin_fits(wrong[i], NULL));
	assert_true(pin_fits("0000", NULL) && pin_fits("12345678", NULL));
}

#define T(name) cmocka_unit_test_setup_teardown(name, desk_begin, desk_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(nothing_is_left_in_any_cell),
		T(who_waits_is_told_by_number_alone),
		T(it_locks_when_nobody_types),
		T(wrong_ones_wait),
		cmocka_unit_test(only_digits_and_not_too_few),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
