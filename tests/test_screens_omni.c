/* The wallet customer in hand: one person with the first service's customer, found by
 * phone or e-mail, and shown with what each service knows. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/store_disclosures.h"
#include "screens/company.h"
#include "tests/desk.h"

#define ACCOUNT "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9"
#define ADDRESS "0x9086F595C67a0aE52B859fD63CbB984b825B4587"

static void the_customer_in_hand_is_the_wallets_too(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	const char *phone;

	desk_customer(d, STEP_METHOD);
	phone = fact_of(app, "phone");
	omni_follow_journey(app);
	assert_string_equal(omni_fact(app, "phone"), phone);
	assert_string_equal(omni_person(app)->customer.user_token, fact_of(app, "userToken"));
	omni_learn(app, "customerAccountId", ACCOUNT);
	omni_learn(app, "namespace", "usbc.eva.ul");
	app_push(app, &omni_screen, NULL);
	assert_true(desk_shows(app, "usbc.eva.ul · account 5f84a0…b1f9"));
	assert_true(desk_shows(app, "Remittances"));
	assert_false(desk_shows(app, "not known: "));
	/* What was learnt is found again by any of her names. */
	desk_type(app, "<F7>");
	assert_true(desk_shows(app, "Nobody is in hand."));
	assert_true(omni_take(app, ACCOUNT, NULL));
	assert_string_equal(omni_fact(app, "phone"), phone);
	omni_let_go(app);
	assert_true(omni_take(app, "USBC.EVA.UL", NULL));
	assert_string_equal(omni_fact(app, "customerAccountId"), ACCOUNT);
	omni_let_go(app);
	assert_true(omni_take(app, phone, NULL));
	assert_string_equal(omni_fact(app, "namespace"), "usbc.eva.ul");
}

static void another_person_may_be_in_hand_there(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_customer(d, STEP_METHOD);
	assert_true(omni_take(app, "nora.vega@example.com", NULL));
	omni_learn(app, "name", "Nora Vega");
	assert_false(omni_in_front(app));
	app_push(app, &omni_screen, NULL);
	assert_true(omni_in_front(app));
	assert_true(desk_shows(app, "Nora Vega · nora.vega@example.com"));
	assert_true(desk_shows(app, "not known: "));
}

static void what_is_no_name_of_anybody_is_refused(void **state)
{
	struct desk *d = *state;
	struct err err = { 0 };

	assert_false(omni_take(&d->app, "nobody@", &err));
	assert_true(*err.text);
	assert_false(omni_take(&d->app, "12", &err));
	assert_false(omni_has_person(&d->app));
}

static void what_is_known_fills_a_form(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	json_t *prefill;

	omni_take(app, ADDRESS, NULL);
	omni_learn(app, "customerAccountId", ACCOUNT);
	prefill = omni_prefill(app, &op_getChallenge);
	assert_string_equal(word_of(prefill, "address"), ADDRESS);
	json_decref(prefill);
	prefill = omni_prefill(app, &op_getBalance);
	assert_string_equal(word_of(prefill, "identifier"), ADDRESS);
	json_decref(prefill);
	prefill = omni_prefill(app, &op_getPiiCustomerDetails);
	assert_string_equal(word_of(prefill, "customerAccountId"), ACCOUNT);
	json_decref(prefill);
	app_push(app, &op_screen, &op_getPiiCustomerDetails);
	assert_true(desk_shows(app, ACCOUNT));
}

static void what_a_page_of_an_operation_discloses_is_on_record(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	struct disclosure rows[2];

	app_push(app, &op_screen, &op_getBalance);
	assert_false(desk_shows(app, "is recorded"));
	app_pop(app);
	app_push(app, &op_screen, &op_getPiiCustomerDetails);
	assert_true(desk_shows(app, "Reading it is recorded"));
	desk_type(app, SANDBOX_TENANT_ID "<F10>");
	desk_await(app, "HTTP 404");
	assert_int_equal(store_disclosures(d->store, NULL, rows, 2), 0);
	app_pop(app);
	omni_learn(app, "customerAccountId", ACCOUNT);
	app_push(app, &op_screen, &op_getPiiCustomerDetails);
	desk_type(app, "<F10>");
	desk_await(app, "HTTP 200");
	assert_int_equal(store_disclosures(d->store, NULL, rows, 2), 1);
	assert_string_equal(rows[0].what, "personal data");
	assert_string_equal(rows[0].whose, ACCOUNT);
}

static void home_tells_whom_both_know(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	omni_take(app, "+525512045518", NULL);
	omni_learn(app, "name", "Ana Paz");
	desk_type(app, "ana");
	desk_await(app, "Ana Paz");
	assert_false(desk_shows(app, "wallet"));
	omni_learn(app, "accountAddress", ADDRESS);
	desk_type(app, " p");
	desk_await(app, "wallet");
}

static void a_version_says_what_it_lacks_and_what_it_retired(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	free(d->config.omnumi_version);
	d->config.omnumi_version = xstrdup("3.1.0");
	app_push(app, &op_screen, &op_getPiiCustomerDetails);
	assert_true(desk_shows(app, "The wallet service is at version 3.1.0 here"));
	desk_type(app, "<F10>");
	assert_true(desk_shows(app, "does not have this operation"));
	assert_int_equal(journal_count(d->journal), 0);
	app_pop(app);
	app_push(app, &op_screen, &op_getBusinessUser);
	assert_true(desk_shows(app, "Version 3.1.0 of the wallet service has retired"));
	app_pop(app);
	app_push(app, &badges_screen, NULL);
	assert_true(desk_shows(app, "Version 3.1.0 of the wallet service has retired"));
	app_pop(app);
	app_push(app, &op_screen, &op_createPreauthToken);
	assert_true(desk_shows(app, "Device"));
	assert_false(desk_shows(app, "Tenant"));	/* came with 4.0.0 */
}

int main(void)
{
#define CASE(fn) cmocka_unit_test_setup_teardown(fn, desk_begin, desk_end)
	const struct CMUnitTest tests[] = {
		CASE(the_customer_in_hand_is_the_wallets_too),
		CASE(another_person_may_be_in_hand_there),
		CASE(what_is_no_name_of_anybody_is_refused),
		CASE(what_is_known_fills_a_form),
		CASE(what_a_page_of_an_operation_discloses_is_on_record),
		CASE(home_tells_whom_both_know),
		CASE(a_version_says_what_it_lacks_and_what_it_retired),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
