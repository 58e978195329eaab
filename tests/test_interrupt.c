/* Answers that come while something else stands on the screen, and keys that
 * come faster than frames. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "screens/show.h"
#include "screens/slip.h"
#include "tests/desk.h"

#define ANA "+525521206703"
#define EVA "+525512345678"

static void register_ana(struct desk *d)
{
	json_t *person = record_example(op_registerUserV2.in, true);

	json_object_set_new(person, "phoneNumber", json_string(ANA));
	json_decref(desk_call(d, &op_registerUserV2, person));
	json_decref(person);
}

/* Keys that arrive before the loop turns once. */
static void burst(struct app *app, const tui_key *keys)
{
	for (; *keys; keys++)
		app_key(app, *keys);
}

static void begin_look_up(struct app *app, const char *phone)
{
	for (; *phone; phone++)
		app_key(app, (tui_key)*phone);
	app_key(app, K_ENTER);
}

static void assert_top(const struct app *app, const char *name)
{
	assert_string_equal(app->top->ops->name, name);
}

static void one_customer_is_looked_up_at_a_time(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	register_ana(d);
	begin_look_up(app, ANA);
	burst(app, (tui_key[]){ K_F1, K_ESC, 0 });
	begin_look_up(app, EVA);
	desk_settle(app);
	assert_top(app, "link");
	assert_string_equal(app->journey->row.alias, ANA);
}

static void a_look_up_begun_in_place_of_another_stands_alone(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	register_ana(d);
	begin_look_up(app, ANA);
	flow_begin(app, EVA);
	desk_settle(app);
	assert_top(app, "register");
	assert_string_equal(journey_get(app->journey, "userToken"), "");
}

static void an_old_look_up_does_not_enter_a_resumed_journey(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	int64_t eva;

	register_ana(d);
	begin_look_up(app, EVA);
	desk_settle(app);
	eva = app->journey->row.id;
	if (!eva)
		assert_true(journey_save(app->journey, d->store, NULL));
	eva = app->journey->row.id;
	desk_type(app, "<F2>");
	begin_look_up(app, ANA);
	flow_resume(app, eva);
	desk_settle(app);
	assert_top(app, "register");
	assert_string_equal(journey_get(app->journey, "userToken"), "");
	assert_string_equal(app->journey->row.alias, EVA);
}

static void help_does_not_hide_that_a_look_up_is_under_way(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	begin_look_up(app, EVA);
	burst(app, (tui_key[]){ K_F1, K_ESC, 0 });
	app_draw(app);
	assert_true(desk_shows(app, "Looking the customer up"));
	desk_settle(app);
	assert_top(app, "register");
}

static void a_look_up_waits_until_home_is_seen_again(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	begin_look_up(app, EVA);
	app_push(app, &op_screen, &op_getUserTokenV2);
	desk_type(app, "1234");
	desk_settle(app);
	assert_top(app, "operation");
	desk_type(app, "<Esc>");
	desk_settle(app);
	assert_top(app, "register");
}

static void a_customer_whom_the_service_forgot_is_registered_again(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	struct journey j;

	journey_begin(&j, d->store, EVA);
	journey_set(&j, "phone", EVA);
	journey_set(&j, "userToken", "forgotten");
	journey_set(&j, "status", "Completed");
	journey_set(&j, "link", "https://example.com/old");
	journey_mark(&j, STEP_REGISTER, MARK_DONE);
	journey_mark(&j, STEP_LINK, MARK_DONE);
	assert_true(journey_save(&j, d->store, NULL));
	journey_release(&j);
	begin_look_up(app, EVA);
	desk_settle(app);
	assert_top(app, "register");
	assert_string_equal(journey_get(app->journey, "userToken"), "");
	assert_string_equal(journey_get(app->journey, "status"), "");
	assert_string_equal(journey_get(app->journey, "link"), "");
	assert_int_not_equal(journey_marked(app->journey, STEP_LINK), MARK_DONE);
}

static void what_lies_on_a_form_stays_when_its_answer_comes(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_customer(d, STEP_METHOD);
	desk_type(app, "c4111111111111111<Tab>1228<Tab>123");
	burst(app, (tui_key[]){ K_F10, K_F12, 0 });
	desk_settle(app);
	assert_top(app, "inspector");
	desk_type(app, "<Esc>");
	desk_settle(app);
	assert_top(app, "method");
	assert_true(desk_shows(app, "Visa ···· 1111"));
}

static void a_payer_is_added_below_what_lies_on_top(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_customer(d, STEP_PAYER);
	desk_type(app, "<F2>Hugo<Tab>Tru<Tab>+19165550149");
	burst(app, (tui_key[]){ K_F10, K_F12, 0 });
	desk_settle(app);
	assert_top(app, "inspector");
	desk_type(app, "<Esc>");
	desk_settle(app);
	assert_top(app, "payer");
	assert_true(desk_shows(app, "Hugo Tru"));
}

static void fill_registration(struct app *app)
{
	desk_type(app, "Eva<Tab><Tab>Paz<Tab>Ruiz<Tab>1987-02-28<Tab><Right><Tab><Right><Tab><Tab>"
		  "eva@example.com<Tab><Tab>Av. Uno 1<Tab>Centro<Tab>CDMX<Tab>03940<Tab><Tab>"
		  "<Right>");
}

static void a_registration_goes_on_when_it_is_seen_again(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	begin_look_up(app, EVA);
	desk_settle(app);
	fill_registration(app);
	burst(app, (tui_key[]){ K_F10, K_F12, 0 });
	desk_settle(app);
	assert_top(app, "inspector");
	desk_type(app, "<Esc>");
	desk_settle(app);
	assert_top(app, "link");
}

static void a_confirmed_ask_leaves_though_the_agent_goes_home_at_once(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	struct ask ask;

	desk_read_back(d);
	burst(app, (tui_key[]){ '5', '0', '0', K_ENTER, K_ESC, 0 });
	assert_top(app, "home");
	desk_settle(app);
	assert_int_equal(store_asks(d->store, &(struct ask_query){ .list = ASKS_ALL }, &ask, 1), 1);
	assert_int_not_equal(ask.state, ASK_READY);
	assert_string_equal(app->note, "");
}

static void cards_are_typed_nowhere_where_that_is_off(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	d->config.environment = ENV_TEST;
	d->config.typed_cards = false;
	app_push(app, &op_screen, &op_tokenizeCard);
	desk_type(app, "<F3><F10>");
	desk_settle(app);
	assert_int_equal(journal_count(d->journal), 0);
	assert_true(desk_shows(app, "typed_cards"));
	d->config.environment = ENV_SANDBOX;
}

static void a_foreign_link_is_text_nowhere(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	json_t *person = record_example(op_registerUserV2.in, true), *answer, *safe;
	const char *link;
	struct exchange_arg which = { 0 };

	json_decref(desk_call(d, &op_registerUserV2, person));
	answer = desk_call(d, &op_getSessionLinkV2, person);
	which.serial = journal_nth(d->journal, 0)->serial;
	d->config.environment = ENV_TEST;	/* a link to this machine is foreign there */
	safe = record_safe(&d->config, op_getSessionLinkV2.out, answer);
	link = json_string_value(json_object_get(safe, "link"));
	assert_non_null(strstr(link, " is refused: it is not encrypted (http)."));
	app_push(app, &exchange_screen, &which);
	desk_type(app, "<End>");
	assert_true(desk_shows(app, "The link to 127.0.0.1"));
	assert_false(desk_shows(app, "/l/"));
	desk_type(app, "j");
	assert_true(desk_shows(app, "The link to 127.0.0.1"));
	assert_false(desk_shows(app, "/l/"));
	d->config.environment = ENV_SANDBOX;
	json_decref(safe);
	json_decref(answer);
	json_decref(person);
}

static void a_history_that_is_not_whole_says_what_to_do(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	app_push(app, &history_screen, "nobody");
	desk_settle(app);
	assert_true(desk_shows(app, "Only what was made here"));
	assert_true(desk_shows(app, "Go back and look the customer up again"));
}

static void a_slip_hands_out_no_link_that_must_not_be(void **state)
{
	static const enum ask_state quiet[] = { ASK_MISMATCH, ASK_UNKNOWN, ASK_ABSENT, ASK_VOIDED,
						ASK_FAILED, ASK_DONE };
	struct desk *d = *state;
	struct app *app = &d->app;
	struct ask ask = { .created_at = wall_ms(), .code = "4711", .user_token = "u",
			   .link = "http://127.0.0.1:1/a/4711",
			   .amount = { 100, "MXN" }, .correlation_id = "one" };
	struct track_arg arg = { .correlation_id = ask.correlation_id };

	for (size_t i = 0; i < ARRAY_LEN(quiet); i++) {
		char *text;

		ask.state = quiet[i];
		text = slip_text(&ask, "en", true);
		assert_null(strstr(text, ask.link));
		assert_null(strstr(text, "pays with the link"));
		free(text);
	}
	ask.state = ASK_OPEN;
	assert_true(store_ask_add(d->store, &ask, NULL));
	app_push(app, &slip_screen, &arg);
	assert_true(desk_shows(app, "pass this link on"));
	ask.state = ASK_MISMATCH;		/* it turned out while the slip was open */
	app->top->ops->asked(app->top, &ask);
	assert_false(desk_shows(app, "pass this link on"));
}

static void reading_the_methods_again_leaves_the_focus(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_customer(d, STEP_METHOD);
	desk_type(app, "c4111111111111111<Tab>1228<Tab>123<F10>");
	desk_settle(app);
	desk_type(app, "b002320275621938815<F10>");
	desk_settle(app);
	desk_type(app, "<Up><F1><Esc>");
	desk_settle(app);
	desk_type(app, "<Enter>");
	assert_string_equal(journey_get(app->journey, "method.name"), "Visa ···· 1111");
}

static void nothing_is_made_where_looking_is_all(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	d->config.read_only = true;
	desk_customer(d, STEP_LINK);
	d->config.read_only = true;
	desk_type(app, "<F5>");
	desk_settle(app);
	for (int i = 0; i < journal_count(d->journal); i++)
		assert_ptr_not_equal(journal_nth(d->journal, i)->op, &op_getSessionLinkV2);
	journey_set(app->journey, "link", "https://foreign.example/x");
	journey_set_json(app->journey, "register", record_example(op_registerUserV2.in, true));
	flow_goto(app, STEP_LINK);
	desk_type(app, "<F5>");
	desk_settle(app);
	for (int i = 0; i < journal_count(d->journal); i++)
		assert_ptr_not_equal(journal_nth(d->journal, i)->op, &op_getSessionLinkV2);
}

static void add_payer(struct app *app, const char *keys)
{
	desk_type(app, "<F2>");
	desk_type(app, keys);
	desk_type(app, "<F10>");
	desk_settle(app);
}

static void help_takes_neither_the_search_nor_the_focus_away(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_customer(d, STEP_PAYER);
	add_payer(app, "Hugo<Tab>Tru<Tab>+19165550149");
	add_payer(app, "Rosa<Tab>Tru<Tab>+19165550150");
	add_payer(app, "Luz<Tab>Mar<Tab>+19165550151");
	desk_type(app, "Tru");
	assert_false(desk_shows(app, "Luz"));
	desk_type(app, "<Down><F1><Esc>");
	desk_settle(app);
	assert_false(desk_shows(app, "Luz"));
	desk_type(app, "<Enter>");
	assert_string_equal(journey_get(app->journey, "payer.name"), "Rosa Tru");
}

/* The mouse may hit what was drawn there a moment ago. */
static void a_click_on_an_older_picture_does_nothing(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_customer(d, STEP_METHOD);
	app->top->ops->click(app->top, 100000, &(struct mouse){ .what = MOUSE_DOUBLE });
	assert_top(app, "method");
	desk_type(app, "<Down>");
	app_draw(app);
}

static void corrected_details_make_another_link(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	const json_t *sent = NULL;

	begin_look_up(app, EVA);
	desk_settle(app);
	fill_registration(app);
	desk_type(app, "<F10>");
	desk_settle(app);
	assert_top(app, "link");
	assert_string_not_equal(journey_get(app->journey, "link"), "");
	desk_type(app, "<F7>lina<F10>");
	desk_settle(app);
	assert_top(app, "link");
	for (int i = 0; i < journal_count(d->journal) && !sent; i++)
		if (journal_nth(d->journal, i)->op == &op_getSessionLinkV2)
			sent = journal_nth(d->journal, i)->request;
	assert_string_equal(json_string_value(json_object_get(sent, "firstName")), "Evalina");
}

static void going_back_to_the_quote_keeps_the_amount_typed(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	desk_customer(d, STEP_PAYER);
	add_payer(app, "Hugo<Tab>Tru<Tab>+19165550149");
	desk_type(app, "<Enter>");
	desk_settle(app);
	desk_type(app, "500<Enter>");
	desk_settle(app);
	desk_type(app, "<F10>");
	assert_top(app, "ask");
	desk_type(app, "<Back><Back><Back><Back><Back><Back>700");
	desk_type(app, "<Esc>");
	desk_settle(app);
	assert_top(app, "quote");
	desk_type(app, "<F10>");
	assert_top(app, "ask");
	assert_true(desk_shows(app, "700"));
}

/* Whoever may list the folder must not read a link from its names. */
static void a_saved_code_has_no_link_in_its_name(void **state)
{
	struct desk *d = *state;
	char *folder = xasprintf("%s/links", d->config.state_dir);
	struct dirent *entry;
	int pictures = 0;
	DIR *dir;

	desk_customer(d, STEP_METHOD);
	journey_set(d->app.journey, "link", "http://127.0.0.1:8080/l/Q1nO3");
	flow_goto(&d->app, STEP_LINK);
	desk_type(&d->app, "p");
	assert_true(desk_shows(&d->app, "saved for printing"));
	dir = opendir(folder);
	assert_non_null(dir);
	while ((entry = readdir(dir))) {
		assert_null(strstr(entry->d_name, "Q1nO3"));
		pictures += strstr(entry->d_name, ".svg") || strstr(entry->d_name, ".png");
	}
	closedir(dir);
	free(folder);
	assert_int_equal(pictures, 2);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, desk_begin, desk_end)
	const struct CMUnitTest tests[] = {
		TEST(one_customer_is_looked_up_at_a_time),
		TEST(a_look_up_begun_in_place_of_another_stands_alone),
		TEST(an_old_look_up_does_not_enter_a_resumed_journey),
		TEST(help_does_not_hide_that_a_look_up_is_under_way),
		TEST(a_look_up_waits_until_home_is_seen_again),
		TEST(a_customer_whom_the_service_forgot_is_registered_again),
		TEST(what_lies_on_a_form_stays_when_its_answer_comes),
		TEST(a_payer_is_added_below_what_lies_on_top),
		TEST(a_registration_goes_on_when_it_is_seen_again),
		TEST(cards_are_typed_nowhere_where_that_is_off),
		TEST(a_foreign_link_is_text_nowhere),
		TEST(a_history_that_is_not_whole_says_what_to_do),
		TEST(a_slip_hands_out_no_link_that_must_not_be),
		TEST(reading_the_methods_again_leaves_the_focus),
		TEST(nothing_is_made_where_looking_is_all),
		TEST(help_takes_neither_the_search_nor_the_focus_away),
		TEST(a_click_on_an_older_picture_does_nothing),
		TEST(corrected_details_make_another_link),
		TEST(going_back_to_the_quote_keeps_the_amount_typed),
		TEST(a_saved_code_has_no_link_in_its_name),
		TEST(a_confirmed_ask_leaves_though_the_agent_goes_home_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
