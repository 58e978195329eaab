/* At the desk of the wallet service: an e-mail is proved by a code. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "screens/code_cells.h"
#include "screens/omni.h"
#include "screens/omni_mail.h"
#include "tests/wallet_desk.h"

/* ---- the cells ---- */

static void cells_keep_a_code_as_it_is_typed(void **state)
{
	struct code_cells c = { 0 };
	char text[CODE_DIGITS + 1];

	(void)state;
	for (const char *s = "0012x3"; *s; s++)
		assert_int_equal(code_cells_key(&c, (tui_key)*s, 0), *s != 'x');
	code_cells_text(&c, text);
	assert_string_equal(text, "00123");
	assert_false(code_cells_full(&c));
	code_cells_key(&c, '4', 0);
	assert_true(code_cells_full(&c));
	code_cells_key(&c, '9', 0);
	code_cells_text(&c, text);
	assert_string_equal(text, "001234");
	code_cells_key(&c, K_BACK, 0);
	code_cells_key(&c, K_BACK, 0);
	code_cells_text(&c, text);
	assert_string_equal(text, "0012");
	assert_int_equal(c.at, 4);
	code_cells_key(&c, K_HOME, 0);
	code_cells_key(&c, '7', 0);
	code_cells_text(&c, text);
	assert_string_equal(text, "7012");
	for (const char *s = "Code: 098 765."; *s; s++)
		assert_true(code_cells_key(&c, (tui_key)*s, 1));
	code_cells_text(&c, text);
	assert_string_equal(text, "098765");
	for (const char *s = "111"; *s; s++)
		code_cells_key(&c, (tui_key)*s, 2);
	code_cells_text(&c, text);
	assert_string_equal(text, "111");
	code_cells_wipe(&c);
	assert_true(code_cells_empty(&c));
}

/* ---- (a) an e-mail by a code ---- */

static void to_code(struct desk *d)
{
	wallet_customer(d);
	app_push(&d->app, &omni_email_screen, NULL);
	has(&d->app, "maria@example.com");
	type(&d->app, "<F10>");
	has(&d->app, "The six digits");
}

static void an_email_is_proved(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	char *record;

	to_code(d);
	type(app, "12345<F10>");
	assert_null(last_of(d, &op_verifyEmailOtp));
	type(app, "<Back><Back>456<F10>");
	has(app, "proved");
	record = json_dumps(last_of(d, &op_verifyEmailOtp)->request, 0);
	assert_null(strstr(record, "123456"));
	free(record);
	has_not(app, "123456");
	/* It stays proved when she comes back. */
	type(app, "<Esc>");
	app_push(app, &omni_email_screen, NULL);
	has(app, "proved");
	has_not(app, "The six digits");
}

static void a_wrong_code_may_be_typed_again(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	to_code(d);
	type(app, "000000<Enter>");
	has(app, "This code is not right");
	has(app, "1 wrong code, 4 tries left");
	has_not(app, "0 │");		/* the cells are empty again */
	paste(app, "Your code: 123 456");
	type(app, "<Enter>");
	has(app, "The e-mail is proved");
}

static void a_code_is_left_and_resumed(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	to_code(d);
	type(app, "000000<Enter>");
	type(app, "<Esc>");
	app_push(app, &omni_email_screen, NULL);
	has(app, "1 wrong code");
	type(app, "123456<Enter>");
	has(app, "The e-mail is proved");
}

static void too_many_wrong_codes_make_a_pause(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	to_code(d);
	for (int i = 0; i < 5; i++)
		type(app, "000000<Enter>");
	has(app, "Too many wrong codes");
	has(app, "A new code can be sent in");
	has_not(app, "The six digits");
	type(app, "<F10>");
	has(app, "when the time is over");
	has_not(app, "The six digits");
	/* The pause also holds for who leaves and comes back. */
	type(app, "<Esc>");
	app_push(app, &omni_email_screen, NULL);
	has(app, "A new code can be sent in");
}

static void each_status_has_its_consequence(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	to_code(d);
	fault(d, "answer:verifyEmailOtp:status=401:count=1");
	type(app, "123456<Enter>");
	has(app, "did not let this counter");
	has(app, "The six digits");
	fault(d, "answer:verifyEmailOtp:status=409:count=1");
	type(app, "123456<Enter>");
	has(app, "had been proved before");
	type(app, "<F7><F10>");
	has(app, "The six digits");
	fault(d, "answer:verifyEmailOtp:status=404:count=1");
	type(app, "123456<Enter>");
	has(app, "knows nothing of this code");
	has_not(app, "The six digits");
	type(app, "<F10>");
	has(app, "The six digits");
	fault(d, "reset-after:verifyEmailOtp:count=1");
	type(app, "123456<Enter>");
	has(app, "Type the code again");
	type(app, "123456<Enter>");
	has(app, "proved before");
}

/* With nobody in hand it is the first thing known of somebody new. */
static void an_email_alone_begins_a_customer(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	app_push(app, &omni_email_screen, NULL);
	type(app, "nueva@example.com<F10>");
	has(app, "The six digits");
	assert_string_equal(omni_fact(app, "email"), "nueva@example.com");
	app_home(app);
	omni_let_go(app);
	assert_null(app->journey);
	flow_begin(app, "nueva@example.com");
	desk_settle(app);
	app_push(app, &omni_email_screen, NULL);
	has(app, "The six digits");
	type(app, "123456<F10>");
	has(app, "The e-mail is proved");
}

static void a_second_code_waits_a_moment(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	to_code(d);
	has(app, "seconds, with F2");
	type(app, "<F2>");
	has(app, "Give the e-mail a moment");
	type(app, "<Esc>");
	json_object_set_new(journey_json(app->journey, "omni.email"), "sentAt", json_integer(1));
	app_push(app, &omni_email_screen, NULL);
	has(app, "F2 sends one");
	type(app, "<F2>");
	has(app, "seconds, with F2");
}

/* ---- pictures ---- */

static void it_looks_as_it_should(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	to_code(d);
	json_object_set_new(journey_json(app->journey, "omni.email"), "sentAt", json_integer(1));
	type(app, "<Esc>");
	app_push(app, &omni_email_screen, NULL);
	type(app, "000000<Enter>");
	type(app, "12");
	assert_pictures(app, "omni-email-wrong");
}

#define AT_DESK(test) cmocka_unit_test_setup_teardown(test, desk_begin, desk_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_keep_a_code_as_it_is_typed),
		AT_DESK(an_email_is_proved),
		AT_DESK(a_wrong_code_may_be_typed_again),
		AT_DESK(a_code_is_left_and_resumed),
		AT_DESK(too_many_wrong_codes_make_a_pause),
		AT_DESK(each_status_has_its_consequence),
		AT_DESK(an_email_alone_begins_a_customer),
		AT_DESK(a_second_code_waits_a_moment),
		AT_DESK(it_looks_as_it_should),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
