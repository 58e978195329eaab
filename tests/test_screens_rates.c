/* Rates and corridors at the counter; files and groups in the generic form. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* A payer in the United States chosen, at the quote. */
static void to_quote(struct desk *d)
{
	desk_customer(d, STEP_METHOD);
	desk_type(&d->app, "c4111111111111111<Tab>1228<Tab>123<F10>");
	desk_settle(&d->app);
	desk_type(&d->app, "<Enter>");
	desk_settle(&d->app);
	desk_type(&d->app, "<F2>Hugo<Tab>Tru<Tab>+19165550149<F10>");
	desk_settle(&d->app);
	desk_type(&d->app, "<Enter>");
	desk_settle(&d->app);
	assert_string_equal(d->app.top->ops->name, "quote");
}

static void from_home_all_countries_show(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_type(app, "<F4>");
	assert_true(desk_shows(app, "Reading the rates"));
	desk_settle(app);
	assert_screen(app, "rates");
	desk_type(app, "hond");
	assert_true(desk_shows(app, "Honduras"));
	assert_false(desk_shows(app, "United States"));
	desk_type(app, "zz");
	assert_true(desk_shows(app, "No corridor is called that"));
	desk_type(app, "<Esc>");
	assert_true(desk_shows(app, "United States"));
	desk_type(app, "<Down><Enter>");
	assert_true(desk_shows(app, "TransactionFee              3.99"));
	assert_true(desk_shows(app, "US-MX-DebitCard-DebitCard"));
	desk_type(app, "<Esc><Esc>");
	assert_string_equal(app->top->ops->name, "home");
}

static void in_spanish_and_in_a_wide_window(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	lang_set("es");
	desk_type(app, "<F4>");
	desk_settle(app);
	assert_screen(app, "rates-es");
	app_resize(app, 120, 40);
	assert_screen(app, "rates-es-wide");
	app_resize(app, 60, 20);
	app_draw(app);
	assert_true(desk_shows(app, "1 USD = "));
}

static void from_the_quote_the_payers_country_shows(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	to_quote(d);
	desk_type(app, "<F4>");
	desk_settle(app);
	assert_screen(app, "rates-payer");
	desk_type(app, "<F2>");
	desk_settle(app);
	desk_type(app, "guat");
	assert_true(desk_shows(app, "Guatemala"));
	desk_type(app, "<Esc><Esc>");
	assert_string_equal(app->top->ops->name, "quote");
}

static void a_failure_is_told_in_its_place(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	assert_true(faults_add(sandbox_faults(d->sandbox), "500:getCorridors", NULL));
	assert_true(faults_add(sandbox_faults(d->sandbox), "500:getExchangeRates:count=1", NULL));
	desk_type(app, "<F4>");
	desk_settle(app);
	assert_screen(app, "rates-failed");
	desk_type(app, "<F5>");
	desk_settle(app);
	assert_true(desk_shows(app, "1 USD = 17.3456 MXN"));
	assert_true(desk_shows(app, "failure of its own"));
}

static void a_key_that_may_not_is_told_so(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	d->config.scopes = xstrdup("partner");
	desk_type(app, "<F4>");
	assert_string_equal(app->top->ops->name, "home");
	assert_true(desk_shows(app, "may not read rates"));
	assert_int_equal(journal_count(d->journal), 0);
}

/* ---- files and groups where any operation runs from its table ---- */

static void open_form(struct desk *d, const struct op *op)
{
	desk_customer(d, STEP_METHOD);
	app_push(&d->app, &op_screen, op);
}

static void an_example_of_files_can_be_sent_at_once(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	open_form(d, &op_uploadFiles);
	desk_type(app, "<F3>");
	assert_screen(app, "op-files");
	desk_type(app, "<F10>");
	desk_settle(app);
	assert_true(desk_shows(app, "HTTP 400"));	/* the example's customer is nobody */
	assert_true(desk_shows(app, "Go back and look the customer up"));
	desk_type(app, "<F4>");
	assert_true(desk_shows(app, "sample.png, 67 B, image/png"));
	assert_false(desk_shows(app, "iVBOR"));
}

static void a_wrong_path_is_told_under_its_field(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	open_form(d, &op_uploadProofOfLife);
	desk_type(app, "+525521206703<Tab>/no/such/file<F10>");
	assert_true(desk_shows(app, "There is no file “/no/such/file”"));
	assert_int_equal(journal_nth(d->journal, 0)->op == &op_uploadProofOfLife, false);
	assert_true(desk_shows(app, "completes the path."));
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, open_desk, close_desk)
	static const struct CMUnitTest tests[] = {
		CASE(from_home_all_countries_show),
		CASE(in_spanish_and_in_a_wide_window),
		CASE(from_the_quote_the_payers_country_shows),
		CASE(a_failure_is_told_in_its_place),
		CASE(a_key_that_may_not_is_told_so),
		CASE(an_example_of_files_can_be_sent_at_once),
		CASE(a_wrong_path_is_told_under_its_field),
	};

	return cmocka_run_group_tests_name("rates", tests, NULL, NULL);
}
