/* What webhooks shall tell: the queue of the world. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "api/world_events.h"
#include "tests/world_stage.h"

static json_t *next(struct world *world)
{
	struct world_event event = { 0 };
	json_t *body;

	if (!world_events_next(world, &event))
		return NULL;
	body = json_loads(event.body, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(body);
	assert_string_equal(event.country, "MX");
	free(event.body);
	return body;
}

/* The next event is a change of this ask to this status. */
static void next_is(struct world *world, const char *id, const char *status)
{
	json_t *body = next(world);

	if (!body)
		fail_msg("no event where %s was expected", status);
	assert_string_equal(at(body, "correlationId"), id);
	assert_string_equal(at(body, "status"), status);
	assert_null(json_object_get(body, "eventType"));
	json_decref(body);
}

static void nothing_is_queued_for_nobody(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	world_advance(s.world, 60000, -1);
	assert_null(next(s.world));
	assert_int_equal(world_events_wait(s.world), -1);
	world_listen(s.world, true);
	assert_null(next(s.world));
	do_well(&s, "requestMoneyV2", ASK(ID2, "500"));
	world_listen(s.world, false);
	assert_null(next(s.world));
	close_stage(&s);
}

static void each_change_is_told_once_in_order(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	world_listen(s.world, true);
	do_well(&s, "requestMoneyV2", ASK(ID2, "500.92"));
	next_is(s.world, ID2, "Sent");
	assert_null(next(s.world));
	world_advance(s.world, 8000, -1);
	next_is(s.world, ID1, "Funding");
	next_is(s.world, ID2, "Funding");
	assert_null(next(s.world));
	world_advance(s.world, 60000, -1);
	next_is(s.world, ID1, "Funded");
	next_is(s.world, ID2, "Failed");
	next_is(s.world, ID1, "InTransit");
	next_is(s.world, ID1, "Completed");
	assert_null(next(s.world));
	assert_int_equal(world_events_wait(s.world), -1);
	close_stage(&s);
}

static void what_a_payer_pressed_is_told(void **state)
{
	struct stage s;
	json_t *ask;

	(void)state;
	open_stage(&s);
	world_listen(s.world, true);
	ask = good(&s, "requestMoneyV2", ASK(ID2, "500"));
	assert_true(world_press(s.world, link_code(ask, "attributionLink"), "refuse", ""));
	next_is(s.world, ID2, "Sent");
	next_is(s.world, ID2, "Rejected");
	assert_null(next(s.world));
	json_decref(ask);
	close_stage(&s);
}

static void an_event_says_who_and_how_much(void **state)
{
	struct stage s;
	json_t *body, *sender, *recipient;

	(void)state;
	open_stage(&s);
	world_listen(s.world, true);
	do_well(&s, "requestMoneyV2", ASK(ID2, "500"));
	body = next(s.world);
	sender = json_object_get(body, "sender");
	recipient = json_object_get(body, "recipient");
	assert_string_equal(at(body, "id"), ID2);
	assert_int_equal(strlen(at(body, "code")), 6);
	assert_string_equal(at(sender, "id"), "0");
	assert_string_equal(at(sender, "mobilePhone"), "+19165550149");
	assert_int_equal(strlen(at(sender, "contactId")), 36);
	assert_string_equal(at(recipient, "id"), at(s.names, "eva"));
	assert_string_equal(at(recipient, "mobilePhone"), "+525512045518");
	assert_true(number(body, "amount") == 500 && number(body, "recipientAmount") == 500);
	assert_string_equal(at(body, "senderCurrency"), "USD");
	json_decref(body);
	close_stage(&s);
}

static void the_wait_follows_the_clock(void **state)
{
	struct stage s;
	long wait;

	(void)state;
	open_stage(&s);
	world_listen(s.world, true);
	assert_int_equal(world_events_wait(s.world), -1);	/* it stands */
	world_advance(s.world, 0, 10);
	wait = world_events_wait(s.world);
	assert_in_range(wait, 1, 600);				/* of the six seconds it is Sent */
	do_well(&s, "requestMoneyV2", ASK(ID2, "500"));
	assert_int_equal(world_events_wait(s.world), 0);
	close_stage(&s);
}

static void the_queue_outlives_the_program(void **state)
{
	const struct world_conf conf = { .seed = 9, .host = "http://h", .listened = true };
	struct stage s;
	struct world *again = world_new(&conf);
	json_t *doc;

	(void)state;
	open_stage(&s);
	world_listen(s.world, true);
	do_well(&s, "requestMoneyV2", ASK(ID2, "500"));
	assert_int_equal(world_events_wait(s.world), 0);
	doc = world_pack(s.world);
	assert_true(world_unpack(again, doc));
	json_decref(doc);
	next_is(again, ID2, "Sent");
	assert_null(next(again));
	world_advance(again, 7000, -1);
	next_is(again, ID1, "Funding");
	next_is(again, ID2, "Funding");
	world_free(again);
	close_stage(&s);
}

/* Somebody who begins to listen is not told what was before. */
static void an_older_world_is_silent(void **state)
{
	const struct world_conf conf = {
		.seed = 9, .host = "http://h", .listened = true, .people = true,
	};
	struct world *world = world_new(&conf);
	const struct world_conf empty = { .seed = 9, .host = "http://h", .listened = true };
	struct world *again = world_new(&empty);
	struct stage s;
	json_t *doc;

	(void)state;
	assert_null(next(world));
	open_stage(&s);
	world_advance(s.world, 7000, -1);
	doc = world_pack(s.world);
	assert_true(world_unpack(again, doc));
	assert_null(next(again));
	json_decref(doc);
	close_stage(&s);
	world_free(world);
	world_free(again);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_queued_for_nobody),
		cmocka_unit_test(each_change_is_told_once_in_order),
		cmocka_unit_test(what_a_payer_pressed_is_told),
		cmocka_unit_test(an_event_says_who_and_how_much),
		cmocka_unit_test(the_wait_follows_the_clock),
		cmocka_unit_test(the_queue_outlives_the_program),
		cmocka_unit_test(an_older_world_is_silent),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
