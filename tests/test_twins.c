/* Two asks of the same customer, amount and method: one of them waits. */

#include "tests/outbox_world.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "api/lang.h"

/* One that was confirmed a minute ago and is in this state. */
static struct ask sample(const char *id, enum ask_state state)
{
	struct ask ask = draft();

	snprintf(ask.correlation_id, sizeof(ask.correlation_id), "%s", id);
	ask.created_at = wall_ms() - 60000;
	ask.state = state;
	return ask;
}

static void a_twin_is_the_same_customer_amount_and_method(void **state)
{
	static const char twins[] = "HANDED,UNKNOWN,ABSENT";
	char id[37];

	(void)state;
	for (int s = ASK_READY; s < ASK_STATES; s++) {
		struct store *store = store_open(":memory:", NULL);
		struct ask ask = sample("new", ASK_READY), old;

		old = sample("old", (enum ask_state)s);
		assert_true(store_ask_add(store, &old, NULL));
		assert_int_equal(store_ask_twin(store, &ask, id),
				 word_in(twins, ask_state_name((enum ask_state)s)));
		ask.amount.minor++;
		assert_false(store_ask_twin(store, &ask, id));
		ask = sample("new", ASK_READY);
		snprintf(ask.method_id, sizeof(ask.method_id), "m-2");
		assert_false(store_ask_twin(store, &ask, id));
		ask = sample("new", ASK_READY);
		snprintf(ask.user_token, sizeof(ask.user_token), "usr_2");
		assert_false(store_ask_twin(store, &ask, id));
		ask = sample("old", ASK_READY);
		assert_false(store_ask_twin(store, &ask, id));	/* itself */
		store_close(store);
	}
}

/* One that was confirmed a minute ago and never sent. */
static struct ask waiting_for_long(struct inside *side, int nth)
{
	struct ask ask = draft();

	uuid_new(ask.correlation_id);
	assert_true(ask_step(&ask, EV_CONFIRMED, NULL, wall_ms() - 60000 - nth));
	assert_true(store_ask_add(side->store, &ask, NULL));
	return ask;
}

static void a_twin_is_refused_until_the_outcome_is_known(void **state)
{
	struct world *w = *state;
	struct ask ask, twin = draft(), waiting;
	struct err err = { 0 };
	char when[8];
	time_t at;

	w->server.manner = M_CUT_AFTER;
	ask = sent(w, ASK_UNKNOWN);
	waiting = waiting_for_long(&w->side, 1);
	at = (time_t)(ask.handed_at / 1000);
	strftime(when, sizeof(when), "%H:%M", localtime(&at));
	assert_false(outbox_confirm(w->side.box, &twin, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_non_null(strstr(err.text, when));
	assert_non_null(strstr(err.next, "Wait"));
	/* Nor does one leave that was confirmed before. */
	assert_false(outbox_send(w->side.box, waiting.correlation_id, &err));
	assert_int_equal(row(&w->side, waiting.correlation_id).state, ASK_READY);
	assert_int_equal(w->server.posts, 1);
	twin.amount.minor++;
	assert_true(outbox_confirm(w->side.box, &twin, &err));
	looked(&w->side, ask.correlation_id);
	w->server.manner = M_GOOD;
	assert_true(outbox_send(w->side.box, waiting.correlation_id, &err));
	reaches(&w->side, waiting.correlation_id, ASK_ACCEPTED);
}

static void a_twin_about_to_leave_is_in_the_way_as_well(void **state)
{
	struct world *w = *state;
	struct ask twin = draft();
	struct err err = { 0 };

	confirmed(&w->side);
	assert_false(outbox_confirm(w->side.box, &twin, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_non_null(strstr(err.text, "just being sent"));
	assert_int_equal(twin.state, ASK_DRAFT);
}

/* A service out of reach: what waits to be tried again, or for a person, would
 * leave later, beside the one that was made in its place. */
static void one_that_waits_is_in_the_way_as_well(void **state)
{
	struct world *w = *state;
	struct ask twin = draft(), old = waiting_for_long(&w->side, 1);
	struct err err = { 0 };

	assert_false(outbox_confirm(w->side.box, &twin, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_non_null(strstr(err.text, "not been sent yet"));
	assert_non_null(strstr(err.next, "close that one"));
	assert_true(outbox_void(w->side.box, old.correlation_id, NULL, &err));
	assert_true(outbox_confirm(w->side.box, &twin, &err));
}

/* Two that waited are sent in the same moment: the first to leave keeps the other back. */
static void of_two_that_waited_one_leaves(void **state)
{
	struct world *w = *state;
	struct ask one = waiting_for_long(&w->side, 1), two = waiting_for_long(&w->side, 2);

	w->server.manner = M_SILENT;
	assert_true(outbox_send(w->side.box, one.correlation_id, NULL));
	assert_true(outbox_send(w->side.box, two.correlation_id, NULL));
	reaches(&w->side, one.correlation_id, ASK_HANDED);
	two = reaches(&w->side, two.correlation_id, ASK_READY);
	assert_true(!two.handed_at && two.looks == 1);
	for (long until = now_ms() + 4000; !w->server.posts && now_ms() < until;)
		loop_turn(w->loop, 100);
	assert_int_equal(w->server.posts, 1);
}

/* Consoles that confirm the same in the same instant: one of them may. */
static void of_many_processes_one_confirms(void **state)
{
	enum { RACERS = 4 };
	struct world *w = *state;
	int go[2], won = 0, status;
	pid_t pids[RACERS];
	char byte;

	inside_close(&w->side);		/* no connection is carried into a child */
	assert_int_equal(pipe(go), 0);
	for (int i = 0; i < RACERS; i++) {
		pids[i] = fork();
		if (pids[i] == 0) {
			struct ask ask = draft();

			inside_open(&w->side, w, w->loop);
			close(go[1]);
			if (read(go[0], &byte, 1) != 0)
				_exit(2);
			_exit(outbox_confirm(w->side.box, &ask, NULL) ? 0 : 1);
		}
	}
	close(go[0]);
	close(go[1]);			/* off they go */
	for (int i = 0; i < RACERS; i++) {
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
		won += !WEXITSTATUS(status);
	}
	assert_int_equal(won, 1);
}

#define T(name) cmocka_unit_test_setup_teardown(name, world_open, world_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_twin_is_the_same_customer_amount_and_method),
		T(a_twin_is_refused_until_the_outcome_is_known),
		T(a_twin_about_to_leave_is_in_the_way_as_well),
		T(one_that_waits_is_in_the_way_as_well),
		T(of_two_that_waited_one_leaves),
		T(of_many_processes_one_confirms),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
