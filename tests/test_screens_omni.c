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
#include "screens/bank.h"
#include "screens/company.h"
#include "screens/pii.h"
#include "screens/wallet.h"
#include "tests/desk.h"

#define ACCOUNT "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9"
#define ANA_PHONE "+525512045518"
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

/* Ana as home knows her, by her phone. */
static void take_ana(struct app *app)
{
	omni_let_go(app);
	assert_true(omni_take(app, ANA_PHONE, NULL));
	omni_learn(app, "name", "Ana Paz");
	app_push(app, &omni_screen, NULL);
}

static void a_wallet_that_is_typed_is_not_hers_unasked(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	take_ana(app);
	desk_type(app, "<F2>usbc.ana.ul<Enter>");
	assert_true(desk_shows(app, "In hand: Ana Paz. Typed: usbc.ana.ul."));
	assert_string_equal(omni_fact(app, "namespace"), "");
	desk_type(app, "<Esc>");
	assert_string_equal(omni_fact(app, "namespace"), "");
	assert_string_equal(omni_fact(app, "name"), "Ana Paz");
	/* Somebody else's: taken instead. */
	desk_type(app, "<Enter><F2>");
	assert_string_equal(omni_fact(app, "namespace"), "usbc.ana.ul");
	assert_string_equal(omni_fact(app, "phone"), "");
	assert_true(omni_take(app, ANA_PHONE, NULL));
	assert_string_equal(omni_fact(app, "namespace"), "");
}

static void who_is_joined_is_one_until_she_is_parted(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	take_ana(app);
	desk_type(app, "<F2>usbc.ana.ul<Enter><F10>");
	assert_true(desk_shows(app, "usbc.ana.ul · account id not known yet"));
	assert_string_equal(omni_fact(app, "name"), "Ana Paz");
	desk_type(app, "<F2>" ACCOUNT "<Enter><F10>");
	omni_let_go(app);
	assert_true(omni_take(app, ANA_PHONE, NULL));
	assert_string_equal(omni_fact(app, "customerAccountId"), ACCOUNT);
	omni_let_go(app);
	assert_true(omni_take(app, "usbc.ana.ul", NULL));
	assert_string_equal(omni_fact(app, "phone"), ANA_PHONE);
	/* What the cache knows as hers is nobody's to ask about. */
	assert_true(omni_take(app, "+523312087741", NULL));
	desk_type(app, "<F2>usbc.ana.ul<Enter>");
	assert_string_equal(omni_fact(app, "phone"), ANA_PHONE);
	desk_type(app, "<F6>");
	assert_true(desk_shows(app, "The wallet is not hers"));
	desk_type(app, "<F10>");
	assert_string_equal(omni_fact(app, "name"), "Ana Paz");
	assert_string_equal(omni_fact(app, "customerAccountId"), "");
	assert_true(omni_take(app, ANA_PHONE, NULL));
	assert_string_equal(omni_fact(app, "namespace"), "");
	assert_true(omni_take(app, ACCOUNT, NULL));
	assert_string_equal(omni_fact(app, "phone"), "");
}

static void the_wallet_may_come_first(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	take_ana(app);
	omni_let_go(app);
	desk_type(app, "<F2>usbc.ana.ul<Enter><F2>" ANA_PHONE "<Enter>");
	assert_true(desk_shows(app, "In hand: usbc.ana.ul. Typed: " ANA_PHONE));
	desk_type(app, "<F10>");
	assert_string_equal(omni_fact(app, "name"), "Ana Paz");
	assert_string_equal(omni_fact(app, "namespace"), "usbc.ana.ul");
	omni_let_go(app);
	assert_true(omni_take(app, ANA_PHONE, NULL));
	assert_string_equal(omni_fact(app, "namespace"), "usbc.ana.ul");
}

static void a_wallet_in_hand_may_be_of_one_who_is_known(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	take_ana(app);
	omni_learn(app, "customerAccountId", ACCOUNT);
	omni_let_go(app);
	desk_type(app, "<F2>usbc.ana.ul<Enter><F2>" ACCOUNT "<Enter>");
	assert_true(desk_shows(app, "In hand: usbc.ana.ul."));
	desk_type(app, "<F10>");
	assert_string_equal(omni_fact(app, "name"), "Ana Paz");
	omni_let_go(app);
	assert_true(omni_take(app, ACCOUNT, NULL));
	assert_string_equal(omni_fact(app, "phone"), ANA_PHONE);
	assert_string_equal(omni_fact(app, "namespace"), "usbc.ana.ul");
}

static void a_page_that_met_a_wallet_does_not_join_it(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	take_ana(app);
	app_push(app, &wallet_screen, NULL);
	desk_type(app, "usbc.luis.ul<Enter>");
	desk_await(app, "382");
	assert_true(desk_shows(app, "usbc.luis.ul is not kept with Ana Paz"));
	assert_string_equal(omni_fact(app, "namespace"), "");
	omni_learn(app, "namespace", "usbc.ana.ul");
	omni_met(app, "namespace", "usbc.luis.ul");
	assert_string_equal(omni_fact(app, "namespace"), "usbc.ana.ul");
}

/* Personal data that were read tell who she is, by her own choice of key. */
static void who_has_an_account_alone_is_learnt_by_a_key(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	struct disclosure rows[2];

	take_ana(app);
	omni_let_go(app);
	assert_true(omni_take(app, ACCOUNT, NULL));
	assert_int_equal(store_disclosures(d->store, NULL, rows, 2), 0);
	desk_type(app, "<F4>");
	desk_await(app, "1991-03-08");
	assert_int_equal(store_disclosures(d->store, NULL, rows, 2), 1);
	assert_string_equal(omni_fact(app, "phone"), "");
	desk_type(app, "<F6>");
	assert_string_equal(omni_fact(app, "phone"), ANA_PHONE);
	assert_string_equal(omni_fact(app, "namespace"), "usbc.ana.ul");
	assert_string_equal(omni_fact(app, "name"), "Ana Paz");
	omni_let_go(app);
	assert_true(omni_take(app, "ana.paz@example.com", NULL));
	assert_string_equal(omni_fact(app, "customerAccountId"), ACCOUNT);
	/* Data of somebody else take her in hand, they do not change who is. */
	assert_true(omni_take(app, "+523312087741", NULL));
	desk_type(app, "<Esc>");
	app_push(app, &pii_screen, NULL);
	desk_type(app, ACCOUNT "<Enter>");
	desk_await(app, "1991-03-08");
	assert_string_equal(omni_fact(app, "customerAccountId"), "");
	desk_type(app, "<F6>");
	assert_string_equal(omni_fact(app, "phone"), ANA_PHONE);
}

static void two_wallets_of_one_customer_are_not_joined(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	take_ana(app);
	omni_learn(app, "customerAccountId", ACCOUNT);
	assert_true(omni_take(app, SANDBOX_TENANT_ID, NULL));	/* of the form of an account */
	omni_learn(app, "phone", ANA_PHONE);
	assert_string_equal(omni_fact(app, "phone"), "");
	assert_int_equal(app->note_kind, NOTE_BAD);
	assert_true(omni_take(app, ANA_PHONE, NULL));
	assert_string_equal(omni_fact(app, "customerAccountId"), ACCOUNT);
}

static void the_sandbox_lists_whom_it_practises_with(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	app_push(app, &omni_screen, NULL);
	desk_type(app, "<F2>");
	assert_true(desk_shows(app, "Luis Ortega Salas"));
	assert_true(desk_shows(app, "consent no longer valid, no bank"));
	desk_type(app, "<Tab><Down><Enter>");
	assert_string_equal(omni_fact(app, "namespace"), "usbc.luis.ul");
	assert_string_equal(omni_fact(app, "customerAccountId"), sandbox_wallets()[1].account);
	assert_string_equal(omni_fact(app, "accountAddress"), sandbox_wallets()[1].address);
	assert_string_equal(omni_fact(app, "name"), "Luis Ortega Salas");
	for (int env = ENV_TEST; env <= ENV_LIVE; env++) {
		d->config.environment = (enum environment)env;
		desk_type(app, "<F2>");
		assert_true(desk_shows(app, "Phone, e-mail, customer account"));
		assert_false(desk_shows(app, "Rosa"));
		assert_false(desk_shows(app, "PRACTISE"));
		desk_type(app, "<Tab><Down><Esc>");
	}
}

static void what_is_missing_is_said_with_its_key(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	app_push(app, &omni_screen, NULL);
	assert_true(omni_take(app, "usbc.ana.ul", NULL));
	app_push(app, &banks_screen, NULL);
	assert_true(desk_shows(app, "The account id is missing. F2: type it"));
	desk_type(app, "<F2>" ACCOUNT "<Enter><F10>");
	desk_await(app, "US Bank");
	assert_string_equal(omni_fact(app, "namespace"), "usbc.ana.ul");
}

static void home_opens_it_with_the_one_it_shows(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	char first[32];

	take_ana(app);
	desk_type(app, "<F2>usbc.ana.ul<Enter><F10><F7><Esc>");
	assert_false(omni_has_person(app));
	desk_type(app, "5512045518<F7>");	/* nobody begins like this */
	assert_true(desk_shows(app, "Nobody is in hand."));
	desk_type(app, "<Esc><Esc>ana");
	desk_await(app, "Ana Paz");
	desk_type(app, "<F7>");
	assert_true(desk_shows(app, "usbc.ana.ul"));
	assert_string_equal(omni_fact(app, "phone"), ANA_PHONE);
	/* Of several it is the one with the focus. */
	assert_true(omni_take(app, "anabel@example.com", NULL));
	omni_learn(app, "name", "Anabel Ruiz");
	desk_type(app, "<F7><Esc> <Back>");
	desk_await(app, "Anabel");
	desk_type(app, "<F7>");
	assert_true(desk_shows(app, "Nobody is in hand."));
	desk_type(app, "<Esc><Down><F7>");
	text_put(first, sizeof(first), omni_fact(app, "name"));
	desk_type(app, "<Esc><Down><F7>");
	assert_true(*first && *omni_fact(app, "name"));
	assert_string_not_equal(omni_fact(app, "name"), first);
}

static void an_added_wallet_is_hers_by_the_answer(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	take_ana(app);
	omni_linked(app, ACCOUNT, "usbc.ana.ul", ADDRESS);
	assert_string_equal(omni_fact(app, "namespace"), "");
	omni_learn(app, "customerAccountId", ACCOUNT);
	omni_linked(app, ACCOUNT, "usbc.ana2.ul", ADDRESS);
	assert_string_equal(omni_fact(app, "namespace"), "usbc.ana2.ul");
	assert_string_equal(omni_fact(app, "accountAddress"), ADDRESS);
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
		CASE(a_wallet_that_is_typed_is_not_hers_unasked),
		CASE(who_is_joined_is_one_until_she_is_parted),
		CASE(the_wallet_may_come_first),
		CASE(a_wallet_in_hand_may_be_of_one_who_is_known),
		CASE(a_page_that_met_a_wallet_does_not_join_it),
		CASE(who_has_an_account_alone_is_learnt_by_a_key),
		CASE(two_wallets_of_one_customer_are_not_joined),
		CASE(the_sandbox_lists_whom_it_practises_with),
		CASE(what_is_missing_is_said_with_its_key),
		CASE(home_opens_it_with_the_one_it_shows),
		CASE(an_added_wallet_is_hers_by_the_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
