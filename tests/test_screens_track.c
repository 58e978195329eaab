/* An ask's page in each of its states, its slip, and the list of all asks. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "screens/slip.h"
#include "tests/desk.h"

static struct ask sample(enum ask_state state)
{
	int64_t now = wall_ms();
	struct ask ask = {
		.user_token = "usr-1", .customer = "María Núñez", .customer_phone = "+525521206703",
		.payer = "Hugo Tru", .payer_phone = "+19165550149", .payer_country = "US",
		.amount = { 173456, "MXN" }, .method_id = "m-1", .method = "Visa ···· 1111",
		.note = "Renta de mayo", .state = state, .created_at = now, .updated_at = now,
	};

	uuid_new(ask.correlation_id);
	return ask;
}

static void keep(struct desk *d, const struct ask *ask)
{
	struct err err = { 0 };

	store_ask_add(d->store, ask, &err);
	assert_string_equal(err.text, "");
}

static void open_ask(struct desk *d, const struct ask *ask)
{
	struct track_arg arg = { .correlation_id = ask->correlation_id };

	keep(d, ask);
	app_push(&d->app, &track_screen, &arg);
}

static struct ask sample_open(void)
{
	struct ask ask = sample(ASK_OPEN);

	snprintf(ask.status, sizeof(ask.status), "Sent");
	snprintf(ask.code, sizeof(ask.code), "Ze2i4o");
	snprintf(ask.link, sizeof(ask.link), "https://links-dev.nomas.cash/EFUb8");
	ask.checked_at = wall_ms() - 200000;
	return ask;
}

static void an_open_ask_shows_code_link_and_qr(void **state)
{
	struct desk *d = *state;
	struct ask ask = sample_open();

	open_ask(d, &ask);
	assert_screen(&d->app, "track-open");
	desk_type(&d->app, "<F4>");
	assert_true(desk_shows(&d->app, "There is no room for a larger code"));
	assert_true(desk_shows(&d->app, "links-dev.nomas.cash/EFUb8"));
}

/* Home was left before the answer came: the journey ends all the same. */
static void an_ask_that_comes_through_leaves_nothing_unfinished(void **state)
{
	struct desk *d = *state;
	struct ask ask = sample(ASK_HANDED);
	struct journey_row rows[4];
	struct journey j = { 0 };
	struct err err = { 0 };

	journey_begin(&j, d->store, ask.customer_phone);
	journey_set(&j, "ask", ask.correlation_id);
	journey_goto(&j, STEP_TRACK);
	assert_true(journey_save(&j, d->store, &err));
	ask.journey_id = j.row.id;
	journey_release(&j);
	keep(d, &ask);
	flow_ask_through(&d->app, &ask);
	assert_int_equal(store_journeys_open(d->store, rows, 4), 1);
	journey_row_release(&rows[0]);
	ask.state = ASK_ACCEPTED;
	flow_ask_through(&d->app, &ask);
	assert_int_equal(store_journeys_open(d->store, rows, 4), 0);
}

static void an_unknown_outcome_forbids_a_second_ask(void **state)
{
	struct desk *d = *state;
	struct ask ask = sample(ASK_UNKNOWN);
	struct err err = { 0 };

	ask.checked_at = wall_ms();
	ask.next_look_at = ask.checked_at + 500000;
	open_ask(d, &ask);
	assert_true(store_ask_event(d->store, ask.correlation_id, "looked: not there yet", &err));
	d->app.top->ops->asked(d->app.top, &ask);
	assert_true(desk_shows(&d->app, "next look in 8 min"));
	assert_screen(&d->app, "track-unknown");
	desk_type(&d->app, "<F3><F7><F8>");
	assert_string_equal(d->app.top->ops->name, "track");
}

static void a_refusal_says_what_to_correct(void **state)
{
	struct desk *d = *state;
	struct ask ask = sample(ASK_REJECTED);

	snprintf(ask.refusal, sizeof(ask.refusal), "ERROR_CONTACT_NOT_FOUND");
	open_ask(d, &ask);
	assert_screen(&d->app, "track-rejected");
	assert_true(store_ask_get(d->store, ask.correlation_id, &ask));
	assert_true(ask_needs_person(&ask));
	desk_type(&d->app, "<Esc>");
	assert_true(store_ask_get(d->store, ask.correlation_id, &ask));
	assert_false(ask_needs_person(&ask));
}

static void a_refused_ask_is_made_again_with_its_amount(void **state)
{
	struct desk *d = *state;
	struct ask ask = sample(ASK_REJECTED);

	desk_customer(d, STEP_PAYER);
	snprintf(ask.user_token, sizeof(ask.user_token), "%s",
		 journey_get(d->app.journey, "userToken"));
	open_ask(d, &ask);
	desk_type(&d->app, "<F7>");
	assert_string_equal(d->app.top->ops->name, "ask");
	assert_true(desk_shows(&d->app, "1,734.56"));
	assert_true(desk_shows(&d->app, "Renta de mayo"));
}

static struct ask row_of(struct desk *d, const struct ask *ask)
{
	struct ask now;

	assert_true(store_ask_get(d->store, ask->correlation_id, &now));
	return now;
}

/* A supervisor says who and why; nothing less closes it. */
static void an_absent_ask_is_closed_by_a_supervisor(void **state)
{
	struct desk *d = *state;
	struct ask ask = sample(ASK_ABSENT);

	ask.handed_at = ask.created_at;
	ask.next_look_at = wall_ms() + 330000;
	open_ask(d, &ask);
	assert_true(desk_shows(&d->app, "next look in 5 min"));
	assert_screen(&d->app, "track-absent");
	desk_type(&d->app, "<F8><Esc>");
	assert_int_equal(row_of(d, &ask).state, ASK_ABSENT);
	desk_type(&d->app, "<F8><F10><F10>");
	assert_int_equal(row_of(d, &ask).state, ASK_ABSENT);
	desk_type(&d->app, "Rosa Vega<Tab>Se fue");
	assert_screen(&d->app, "track-close");
	desk_type(&d->app, "<F10>");
	assert_int_equal(row_of(d, &ask).state, ASK_VOIDED);
	assert_string_equal(row_of(d, &ask).closed, "Rosa Vega: Se fue");
	assert_true(desk_shows(&d->app, "closed by Rosa Vega: Se fue"));
	assert_true(desk_shows(&d->app, "watched for seven days"));
}

static struct ask found_late(const struct ask *ask)
{
	struct ask now = *ask;
	struct ask_answer answer = { .status = "Sent", .amount_minor = -1 };

	assert_true(ask_step(&now, EV_LOOK_FOUND, &answer, wall_ms()));
	assert_int_equal(now.state, ASK_MISMATCH);
	return now;
}

static void what_appears_after_it_was_closed_raises_an_alarm(void **state)
{
	struct desk *d = *state;
	struct ask ask = sample(ASK_VOIDED), now;

	ask.handed_at = ask.created_at;
	snprintf(ask.closed, sizeof(ask.closed), "Rosa Vega: Se fue");
	keep(d, &ask);
	now = found_late(&ask);
	assert_true(store_ask_move(d->store, ASK_VOIDED, &now, NULL));
	app_tell(&d->app, &now);
	assert_true(desk_shows(&d->app, "has appeared at the service"));
	desk_type(&d->app, "<Down><Enter>");
	assert_screen(&d->app, "track-appeared");
}

static void another_in_its_place_knows_whose_it_is(void **state)
{
	struct desk *d = *state;
	struct ask ask = sample(ASK_ABSENT), now, other = sample(ASK_OPEN);

	desk_customer(d, STEP_PAYER);
	snprintf(ask.user_token, sizeof(ask.user_token), "%s",
		 journey_get(d->app.journey, "userToken"));
	ask.handed_at = ask.created_at;
	open_ask(d, &ask);
	desk_type(&d->app, "nRosa Vega<Tab>No llegó<F10>");
	assert_int_equal(row_of(d, &ask).state, ASK_SUPERSEDED);
	assert_string_equal(d->app.top->ops->name, "ask");
	assert_true(desk_shows(&d->app, "1,734.56"));
	assert_string_equal(journey_get(d->app.journey, "replaces"), ask.correlation_id);
	/* Both are there in the end. */
	snprintf(other.replaces, sizeof(other.replaces), "%s", ask.correlation_id);
	keep(d, &other);
	ask = row_of(d, &ask);
	now = found_late(&ask);
	assert_true(store_ask_move(d->store, ASK_SUPERSEDED, &now, NULL));
	app_push(&d->app, &track_screen, &(struct track_arg){ now.correlation_id });
	assert_true(desk_shows(&d->app, "may now pay both"));
	assert_true(desk_shows(&d->app, other.correlation_id));
}

static void an_answer_that_is_not_ours_says_stop(void **state)
{
	struct desk *d = *state;
	struct ask ask = sample(ASK_MISMATCH);

	open_ask(d, &ask);
	assert_screen(&d->app, "track-mismatch");
}

static void an_ask_that_did_not_leave_is_sent_after_a_question(void **state)
{
	struct desk *d = *state;
	struct ask ask = sample(ASK_READY);

	ask.created_at -= 10000;
	open_ask(d, &ask);
	assert_screen(&d->app, "track-not-sent");
	desk_type(&d->app, "<F6>");
	assert_string_equal(d->app.top->ops->name, "dialog");
	desk_type(&d->app, "<Esc>");
	assert_int_equal(http_running(d->http), 0);
	desk_type(&d->app, "<F8><F10>");
	assert_true(store_ask_get(d->store, ask.correlation_id, &ask));
	assert_int_equal(ask.state, ASK_VOIDED);
}

static void the_slip_is_saved_with_its_code_as_a_picture(void **state)
{
	struct desk *d = *state;
	struct ask ask = sample_open();
	char *text, *path = xasprintf("%s/slips/slip-Ze2i4o.txt", d->config.state_dir);
	struct err err = { 0 };

	open_ask(d, &ask);
	desk_type(&d->app, "p");
	assert_screen(&d->app, "slip");
	desk_type(&d->app, "<F10>");
	text = file_read(path, 100000, NULL, &err);
	assert_non_null(text);
	assert_non_null(strstr(text, "https://links-dev.nomas.cash/EFUb8"));
	assert_non_null(strstr(text, "1,734.56 MXN"));
	memcpy(path + strlen(path) - 3, "svg", 3);
	assert_int_equal(access(path, R_OK), 0);
	memcpy(path + strlen(path) - 3, "png", 3);
	assert_int_equal(access(path, R_OK), 0);
	free(text);
	free(path);
}

static void a_slip_of_ascii_has_no_other_character(void **state)
{
	struct ask ask = sample_open();
	char *text;

	(void)state;
	ask.customer[0] = '\0';
	snprintf(ask.method, sizeof(ask.method), "Visa");
	text = slip_text(&ask, "en", true);
	for (const char *p = text; *p; p++)
		assert_true((unsigned char)*p < 0x80);
	free(text);
}

static void history_goes_back_page_by_page(void **state)
{
	struct desk *d = *state;
	struct ask ask;

	for (int i = 0; i < 120; i++) {
		ask = sample(ASK_DONE);
		ask.created_at -= 1000 * (int64_t)i;
		snprintf(ask.status, sizeof(ask.status), "Completed");
		snprintf(ask.payer, sizeof(ask.payer), "Payer %03d", i);
		keep(d, &ask);
	}
	desk_type(&d->app, "<F3>");
	assert_string_equal(d->app.top->ops->name, "history");
	assert_screen(&d->app, "history");
	for (int i = 0; i < 10 && !desk_shows(&d->app, "Payer 119"); i++)
		desk_type(&d->app, "<PgDn>");
	assert_true(desk_shows(&d->app, "Payer 119"));
	desk_type(&d->app, "<End><Enter>");
	assert_string_equal(d->app.top->ops->name, "track");
	assert_true(desk_shows(&d->app, "Payer 119"));
	desk_type(&d->app, "<Esc>");
	assert_string_equal(d->app.top->ops->name, "history");
}

static void history_of_a_customer_holds_what_the_service_knows(void **state)
{
	struct desk *d = *state;

	desk_customer(d, STEP_PAYER);
	app_push(&d->app, &history_screen, journey_get(d->app.journey, "userToken"));
	desk_settle(&d->app);
	assert_true(desk_shows(&d->app, "No ask was made yet"));
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, desk_begin, desk_end)
	const struct CMUnitTest tests[] = {
		CASE(an_open_ask_shows_code_link_and_qr),
		CASE(an_ask_that_comes_through_leaves_nothing_unfinished),
		CASE(an_unknown_outcome_forbids_a_second_ask),
		CASE(a_refusal_says_what_to_correct),
		CASE(a_refused_ask_is_made_again_with_its_amount),
		CASE(an_absent_ask_is_closed_by_a_supervisor),
		CASE(what_appears_after_it_was_closed_raises_an_alarm),
		CASE(another_in_its_place_knows_whose_it_is),
		CASE(an_answer_that_is_not_ours_says_stop),
		CASE(an_ask_that_did_not_leave_is_sent_after_a_question),
		CASE(the_slip_is_saved_with_its_code_as_a_picture),
		CASE(a_slip_of_ascii_has_no_other_character),
		CASE(history_goes_back_page_by_page),
		CASE(history_of_a_customer_holds_what_the_service_knows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
