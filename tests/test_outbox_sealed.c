/* The records are locked when the program starts: what is under way is looked after
 * all the same, and nothing leaves that nobody could read. */

#include "tests/outbox_world.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/lang.h"

static void open_again(struct world *w, bool locked)
{
	inside_close(&w->side);
	w->locked = locked;
	inside_open(&w->side, w, w->loop);
	assert_int_equal(store_is_locked(w->side.store), locked);
}

/* A console that is killed while it sends; the next one starts locked. */
static void killed_then_locked(struct world *w, enum manner manner, char id[37])
{
	int pipes[2], status;
	pid_t pid;

	w->server.manner = manner;
	inside_close(&w->side);
	assert_int_equal(pipe(pipes), 0);
	pid = fork();
	if (pid == 0) {
		struct inside side = { 0 };
		struct ask ask;

		inside_open(&side, w, loop_new());
		ask = confirmed(&side);
		if (write(pipes[1], ask.correlation_id, 37) != 37)
			_exit(1);
		outbox_send(side.box, ask.correlation_id, NULL);
		for (;;)
			loop_turn(side.loop, 1000);
	}
	close(pipes[1]);
	assert_int_equal(read(pipes[0], id, 37), 37);
	close(pipes[0]);
	w->server.kill_at_post = pid;
	while (waitpid(pid, &status, WNOHANG) == 0)
		loop_turn(w->loop, 5);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	w->server.kill_at_post = 0;
	w->locked = true;
	inside_open(&w->side, w, w->loop);
	assert_true(store_is_locked(w->side.store));
}

static void an_ask_that_left_is_found_while_locked(void **state)
{
	struct world *w = *state;
	struct ask ask;
	char id[37];

	killed_then_locked(w, M_GOOD, id);
	assert_int_equal(row(&w->side, id).state, ASK_HANDED);
	outbox_recover(w->side.box);
	assert_int_equal(row(&w->side, id).state, ASK_UNKNOWN);
	outbox_look(w->side.box, id);
	ask = reaches(&w->side, id, ASK_OPEN);
	assert_string_equal(ask.customer, "");
	assert_int_equal(w->server.posts, 1);
	open_again(w, false);
	ask = row(&w->side, id);
	assert_int_equal(ask.state, ASK_OPEN);
	assert_string_equal(ask.customer, "Ana Paz");
	assert_non_null(strstr(ask.link, "https://"));		/* learned while it was locked */
}

static void one_that_did_not_arrive_is_looked_for_while_locked(void **state)
{
	struct world *w = *state;
	struct ask ask;
	char id[37];

	killed_then_locked(w, M_CUT_BEFORE, id);
	outbox_recover(w->side.box);
	looked(&w->side, id);
	ask = row(&w->side, id);
	assert_int_equal(ask.state, ASK_UNKNOWN);
	assert_int_equal(ask.good_looks, 1);
	assert_true(ask.next_look_at > 0);
}

/* By phone alone a registration is known: who cannot read that must not conclude
 * that there is none. */
static void what_is_known_by_a_natural_key_waits_for_the_passphrase(void **state)
{
	struct world *w = *state;
	char *key_path = store_key_path(w->path), *word;
	unsigned char key[SEAL_KEY];
	struct ask ask = {
		.op = "registerUserV2", .correlation_id = "7011cefb-0c0b-48c1-a68a-7134d32e61e4",
		.customer_phone = "+525521206703", .key = "+525521206703", .state = ASK_UNKNOWN,
		.created_at = wall_ms() - 5000, .handed_at = wall_ms() - 5000, .state_at =
		wall_ms() - 5000, .next_look_at = wall_ms() - 1,
	};

	assert_true(store_ask_add(w->side.store, &ask, NULL));
	open_again(w, true);
	outbox_recover(w->side.box);
	outbox_look(w->side.box, ask.correlation_id);
	loop_turn(w->loop, 300);
	assert_int_equal(http_running(w->side.http), 0);
	assert_int_equal(row(&w->side, ask.correlation_id).looks, 0);
	word = store_key_word(w->side.store, key_path, NULL);
	seal_word(word, key);
	assert_true(store_unlock(w->side.store, SEAL_FILE, key, NULL));
	outbox_recover(w->side.box);
	outbox_look(w->side.box, ask.correlation_id);
	assert_int_equal(http_running(w->side.http), 1);
	free(word);
	free(key_path);
}

static void nothing_leaves_while_it_is_locked(void **state)
{
	struct world *w = *state;
	struct ask ask = confirmed(&w->side), other = draft();
	struct err err = { 0 };

	open_again(w, true);
	assert_false(outbox_send(w->side.box, ask.correlation_id, &err));
	assert_int_equal(err.kind, ERR_STORE);
	assert_non_null(strstr(err.text, "locked"));
	assert_false(outbox_confirm(w->side.box, &other, &err));
	loop_turn(w->loop, 100);
	assert_int_equal(w->server.posts, 0);
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_READY);
	open_again(w, false);
	assert_true(outbox_send(w->side.box, ask.correlation_id, &err));
	reaches(&w->side, ask.correlation_id, ASK_ACCEPTED);
}

#define T(name) cmocka_unit_test_setup_teardown(name, world_open, world_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(an_ask_that_left_is_found_while_locked),
		T(one_that_did_not_arrive_is_looked_for_while_locked),
		T(what_is_known_by_a_natural_key_waits_for_the_passphrase),
		T(nothing_leaves_while_it_is_locked),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
