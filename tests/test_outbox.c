#include "tests/outbox_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/carriage.h"
#include "api/lang.h"

/* ---- the straight way ---- */

static void confirming_freezes_it(void **state)
{
	struct world *w = *state;
	struct ask ask = confirmed(&w->side), again = ask;
	json_t *args = carriage_args(carriage_of(ask.op), &ask);
	json_t *body = op_body(&op_requestMoneyV2, args);
	char *text = json_dumps(body, JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(15));
	char *want = xasprintf("{\"correlationId\":\"%s\",\"destinationPaymentMethodId\":"
			       "\"6af8e158-be29-422a-8d69-703d6c343c3c\","
			       "\"reason\":\"Renta de mayo\",\"recipientAmount\":1734.56,"
			       "\"recipientCurrency\":\"MXN\",\"requestTo\":\"+19165550149\"}",
			       ask.correlation_id);
	struct err err = { 0 };

	assert_int_equal(ask.state, ASK_READY);
	assert_int_equal(strlen(ask.correlation_id), 36);
	assert_true(ask.created_at > 0);
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_READY);
	assert_string_equal(text, want);
	assert_false(outbox_confirm(w->side.box, &again, &err));
	assert_int_equal(w->server.posts, 0);
	free(text);
	free(want);
	json_decref(body);
	json_decref(args);
}

static void what_does_not_fit_is_not_confirmed(void **state)
{
	struct world *w = *state;
	struct ask ask = draft(), found[1];
	struct err err = { 0 };

	ask.payer_phone[0] = '\0';
	assert_false(outbox_confirm(w->side.box, &ask, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_string_equal(err.field, "requestTo");
	ask = draft();
	ask.amount.minor = 0;
	assert_false(outbox_confirm(w->side.box, &ask, &err));
	assert_int_equal(ask.state, ASK_DRAFT);
	assert_int_equal(store_asks(w->side.store, &(struct ask_query){ .list = ASKS_ALL },
			found, 1), 0);
}

static void sent_accepted_followed_to_its_end(void **state)
{
	static const enum ask_state way[] = { ASK_READY, ASK_CONNECTING, ASK_HANDED, ASK_ACCEPTED,
					      ASK_OPEN, ASK_OPEN, ASK_DONE };
	struct world *w = *state;
	struct ask ask = sent(w, ASK_ACCEPTED);

	assert_string_equal(ask.code, "Ze2i4o");
	assert_string_equal(ask.link, "https://links-dev.nomas.cash/EFUb8");
	assert_string_equal(ask.plat_id, "22038600-846a-47fd-8733-3b0fa886d894");
	assert_string_equal(ask.status, "Sent");
	assert_true(ask.handed_at > 0 && ask.checked_at >= ask.handed_at);
	assert_int_equal(ask.owner_pid, 0);
	looked(&w->side, ask.correlation_id);
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_OPEN);
	snprintf(w->server.status, sizeof(w->server.status), "InTransit");
	looked(&w->side, ask.correlation_id);
	assert_string_equal(row(&w->side, ask.correlation_id).status, "InTransit");
	snprintf(w->server.status, sizeof(w->server.status), "Completed");
	looked(&w->side, ask.correlation_id);
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_DONE);
	assert_int_equal(w->side.n_told, (int)ARRAY_LEN(way));
	assert_memory_equal(w->side.told, way, sizeof(way));
	assert_int_equal(w->server.posts, 1);
	logged(&w->side, ask.correlation_id, "accepted, code Ze2i4o");
	logged(&w->side, ask.correlation_id, "the service says: In transit");
	/* It is over: nobody looks any longer. */
	looked(&w->side, ask.correlation_id);
	assert_int_equal(w->side.n_told, (int)ARRAY_LEN(way));
}

static void a_key_without_the_status_reads_the_details(void **state)
{
	struct world *w = *state;
	struct ask ask = sent(w, ASK_ACCEPTED);

	w->server.no_status = true;
	snprintf(w->server.status, sizeof(w->server.status), "Cancelled");
	looked(&w->side, ask.correlation_id);
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_CANCELLED);
}

static void a_failed_poll_changes_nothing(void **state)
{
	struct world *w = *state;
	struct ask ask = sent(w, ASK_ACCEPTED), after;

	looked(&w->side, ask.correlation_id);
	ask = row(&w->side, ask.correlation_id);
	w->server.broken_looks = true;
	looked(&w->side, ask.correlation_id);
	after = row(&w->side, ask.correlation_id);
	assert_int_equal(after.state, ASK_OPEN);
	assert_true(after.checked_at == ask.checked_at);
	assert_true(after.next_look_at > 0);
}

/* ---- refusals and strange answers ---- */

static void refused_with_its_reason(void **state)
{
	struct world *w = *state;
	struct ask ask;

	w->server.manner = M_REFUSED;
	ask = sent(w, ASK_REJECTED);
	assert_string_equal(ask.refusal, "ERROR_CONTACT_NOT_FOUND");
	assert_true(*ask.refusal_text != '\0');
	assert_string_equal(ask.code, "");
	logged(&w->side, ask.correlation_id, "not accepted: ERROR_CONTACT_NOT_FOUND");
	assert_true(ask_needs_person(&ask));
	outbox_seen(w->side.box, ask.correlation_id);
	ask = row(&w->side, ask.correlation_id);
	assert_false(ask_needs_person(&ask));
	/* A corrected copy is a new ask. */
	w->server.manner = M_GOOD;
	sent(w, ASK_ACCEPTED);
}

static void a_page_instead_of_an_answer(void **state)
{
	struct world *w = *state;

	w->server.manner = M_PAGE_401;
	assert_string_equal(sent(w, ASK_REJECTED).refusal, "HTTP 401");
}

static void anothers_answer_stops_everything(void **state)
{
	struct world *w = *state;
	struct ask ask;
	char *kept;

	w->server.manner = M_OTHER_ID;
	ask = sent(w, ASK_MISMATCH);
	kept = store_ask_answer(w->side.store, ask.correlation_id);
	assert_non_null(strstr(kept, "b6bf4bcd-7751-426b-86c6-1b3d72ee5a02"));
	free(kept);
	assert_string_equal(ask.link, "");
	w->server.manner = M_OTHER_AMOUNT;
	sent(w, ASK_MISMATCH);
}

static void a_link_to_a_foreign_host_is_not_taken(void **state)
{
	struct world *w = *state;
	struct ask ask;

	w->server.manner = M_FOREIGN_LINK;
	ask = sent(w, ASK_ACCEPTED);
	assert_string_equal(ask.link, "");
	assert_true(*ask.refusal_text != '\0');
	assert_string_equal(ask.code, "Ze2i4o");
	logged(&w->side, ask.correlation_id, "its link was refused");
}

/* ---- the outcome is unknown ---- */

static void unknown_then_found(void **state)
{
	static const enum manner manners[] = { M_CUT_AFTER, M_NO_ID, M_USED };
	struct world *w = *state;

	for (size_t i = 0; i < ARRAY_LEN(manners); i++) {
		struct ask ask;

		w->server.manner = manners[i];
		snprintf(w->server.status, sizeof(w->server.status), "Sent");
		ask = sent(w, ASK_UNKNOWN);
		assert_int_equal(w->server.posts, (int)i + 1);
		assert_true(ask_needs_person(&ask));
		looked(&w->side, ask.correlation_id);
		ask = reaches(&w->side, ask.correlation_id, ASK_OPEN);
		assert_string_equal(ask.code, "Ze2i4o");
		assert_string_equal(ask.link, "https://links-dev.nomas.cash/EFUb8");
		snprintf(w->server.status, sizeof(w->server.status), "Completed");
		looked(&w->side, ask.correlation_id);
		assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_DONE);
		assert_int_equal(w->server.posts, (int)i + 1);
	}
}

static void found_in_the_list_when_the_detail_is_late(void **state)
{
	struct world *w = *state;
	struct ask ask;

	w->server.manner = M_CUT_AFTER;
	w->server.only_listed = true;
	ask = sent(w, ASK_UNKNOWN);
	looked(&w->side, ask.correlation_id);
	reaches(&w->side, ask.correlation_id, ASK_OPEN);
	assert_int_equal(w->server.posts, 1);
}

static void what_never_arrived_is_looked_for_and_not_sent_again(void **state)
{
	static const enum manner manners[] = { M_CUT_BEFORE, M_500, M_NO_CODE };
	struct world *w = *state;

	for (size_t i = 0; i < ARRAY_LEN(manners); i++) {
		struct ask ask = draft();
		struct err err = { 0 };

		w->server.manner = manners[i];
		ask.amount.minor += (int64_t)i;
		assert_true(outbox_confirm(w->side.box, &ask, &err));
		assert_true(outbox_send(w->side.box, ask.correlation_id, &err));
		ask = reaches(&w->side, ask.correlation_id, ASK_UNKNOWN);
		looked(&w->side, ask.correlation_id);
		looked(&w->side, ask.correlation_id);
		ask = row(&w->side, ask.correlation_id);
		assert_int_equal(ask.state, ASK_UNKNOWN);
		assert_int_equal(ask.good_looks, 2);
		assert_true(ask.next_look_at > 0);
		assert_int_equal(w->server.posts, (int)i + 1);
		logged(&w->side, ask.correlation_id, "looked: not there yet");
	}
}

static void a_look_that_failed_proves_nothing(void **state)
{
	struct world *w = *state;
	struct ask ask;

	w->server.manner = M_CUT_BEFORE;
	ask = sent(w, ASK_UNKNOWN);
	w->server.broken_looks = true;
	looked(&w->side, ask.correlation_id);
	ask = row(&w->side, ask.correlation_id);
	assert_int_equal(ask.state, ASK_UNKNOWN);
	assert_int_equal(ask.looks, 1);
	assert_int_equal(ask.good_looks, 0);
}

/* ---- nothing left ---- */

static void not_sent_is_tried_again_by_itself(void **state)
{
	struct world *w = *state;
	struct ask ask = confirmed(&w->side);

	service_close(&w->server);
	assert_true(outbox_send(w->side.box, ask.correlation_id, NULL));
	ask = reaches(&w->side, ask.correlation_id, ASK_READY);
	assert_int_equal(ask.looks, 1);
	assert_true(ask.next_look_at > 0 && !ask.handed_at);
	logged(&w->side, ask.correlation_id, "not sent");
	service_open(&w->server, w->loop);
	reaches(&w->side, ask.correlation_id, ASK_ACCEPTED);
	assert_int_equal(w->server.posts, 1);
}

static void it_is_sent_once_however_often_it_is_said(void **state)
{
	struct world *w = *state;
	struct ask ask = confirmed(&w->side);
	struct err err = { 0 };

	assert_true(outbox_send(w->side.box, ask.correlation_id, &err));
	assert_false(outbox_send(w->side.box, ask.correlation_id, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	reaches(&w->side, ask.correlation_id, ASK_ACCEPTED);
	assert_false(outbox_send(w->side.box, ask.correlation_id, &err));
	assert_int_equal(w->server.posts, 1);
}

static void two_consoles_send_one_ask_once(void **state)
{
	struct world *w = *state;
	struct ask ask = confirmed(&w->side);
	struct store *other = store_open(w->path, NULL);
	struct outbox *second = outbox_new(other, w->side.http, w->loop, "links.example", false);
	struct err err = { 0 };

	assert_true(outbox_send(second, ask.correlation_id, &err));
	assert_false(outbox_send(w->side.box, ask.correlation_id, &err));
	reaches(&w->side, ask.correlation_id, ASK_ACCEPTED);
	assert_int_equal(w->server.posts, 1);
	outbox_free(second);
	store_close(other);
}

/* Somebody closed it while the connection was being made. */
static void the_last_word_is_on_disk_before_the_first_byte(void **state)
{
	struct world *w = *state;
	struct ask ask = confirmed(&w->side), moved;

	assert_true(outbox_send(w->side.box, ask.correlation_id, NULL));
	moved = row(&w->side, ask.correlation_id);
	assert_int_equal(moved.state, ASK_CONNECTING);
	moved.state = ASK_VOIDED;
	moved.owner_pid = 0;
	assert_true(store_ask_move(w->side.store, ASK_CONNECTING, &moved, NULL));
	while (http_running(w->side.http))
		loop_turn(w->side.loop, 100);
	assert_int_equal(w->server.posts, 0);
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_VOIDED);
}

static void an_unsent_one_can_be_closed(void **state)
{
	struct world *w = *state;
	struct ask ask = confirmed(&w->side);
	struct err err = { 0 };

	assert_true(outbox_void(w->side.box, ask.correlation_id, NULL, &err));
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_VOIDED);
	assert_false(outbox_send(w->side.box, ask.correlation_id, &err));
	ask = sent(w, ASK_ACCEPTED);
	assert_false(outbox_void(w->side.box, ask.correlation_id, NULL, &err));
	assert_int_equal(err.kind, ERR_INPUT);
}

/* Whoever listens may end the outbox from within. */
static void stop_at_once(void *ctx, const struct ask *ask)
{
	struct inside *side = ctx;

	if (ask->state == ASK_ACCEPTED || ask->state == ASK_UNKNOWN)
		outbox_stop(side->box);
}

static void the_listener_may_stop_it(void **state)
{
	struct world *w = *state;

	outbox_on_change(w->side.box, stop_at_once, &w->side);
	sent(w, ASK_ACCEPTED);
	w->server.manner = M_CUT_AFTER;
	sent(w, ASK_UNKNOWN);
	assert_int_equal(http_running(w->side.http), 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, world_open, world_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(confirming_freezes_it),
		T(what_does_not_fit_is_not_confirmed),
		T(sent_accepted_followed_to_its_end),
		T(a_key_without_the_status_reads_the_details),
		T(a_failed_poll_changes_nothing),
		T(refused_with_its_reason),
		T(a_page_instead_of_an_answer),
		T(anothers_answer_stops_everything),
		T(a_link_to_a_foreign_host_is_not_taken),
		T(unknown_then_found),
		T(found_in_the_list_when_the_detail_is_late),
		T(what_never_arrived_is_looked_for_and_not_sent_again),
		T(a_look_that_failed_proves_nothing),
		T(not_sent_is_tried_again_by_itself),
		T(it_is_sent_once_however_often_it_is_said),
		T(two_consoles_send_one_ask_once),
		T(the_last_word_is_on_disk_before_the_first_byte),
		T(an_unsent_one_can_be_closed),
		T(the_listener_may_stop_it),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
