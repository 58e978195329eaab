/* SIGKILL at each point of an ask's way, and what the next start makes of it. */

#include "tests/outbox_world.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/lang.h"

/* A console of its own process that confirms, sends and dies where told.
 * Its id comes back; our own store is closed meanwhile, as no connection may
 * be carried into a child. */
static void killed_console(struct world *w, enum ask_state die_at, char id[37])
{
	int pipes[2], status;
	pid_t pid;

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
		side.die_at = die_at;
		outbox_send(side.box, ask.correlation_id, NULL);
		for (;;)
			loop_turn(side.loop, 1000);
	}
	close(pipes[1]);
	assert_int_equal(read(pipes[0], id, 37), 37);
	close(pipes[0]);
	if (!die_at)
		w->server.kill_at_post = pid;
	while (waitpid(pid, &status, WNOHANG) == 0)
		loop_turn(w->loop, 5);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	w->server.kill_at_post = 0;
	inside_open(&w->side, w, w->loop);
}

static void killed_before_anything_left(void **state)
{
	struct world *w = *state;
	struct ask ask;
	char id[37];

	killed_console(w, ASK_CONNECTING, id);
	assert_int_equal(row(&w->side, id).state, ASK_CONNECTING);
	assert_int_equal(w->server.posts, 0);
	outbox_recover(w->side.box);
	ask = row(&w->side, id);
	assert_int_equal(ask.state, ASK_READY);
	assert_int_equal(ask.owner_pid, 0);
	assert_true(ask_needs_person(&ask));
	logged(&w->side, id, "remitty ended before it was sent");
	/* Nobody sends it but a person. */
	assert_int_equal(http_running(w->side.http), 0);
	assert_true(outbox_send(w->side.box, id, NULL));
	reaches(&w->side, id, ASK_ACCEPTED);
}

static void killed_while_the_body_left(void **state)
{
	struct world *w = *state;
	char id[37];

	w->server.manner = M_SILENT;
	killed_console(w, ASK_HANDED, id);
	assert_int_equal(row(&w->side, id).state, ASK_HANDED);
	outbox_recover(w->side.box);
	assert_int_equal(row(&w->side, id).state, ASK_UNKNOWN);
	looked(&w->side, id);
	assert_int_equal(row(&w->side, id).good_looks, 1);
	assert_true(w->server.posts <= 1);
}

static void killed_after_the_body_arrived(void **state)
{
	struct world *w = *state;
	char id[37];

	killed_console(w, ASK_DRAFT, id);
	assert_int_equal(w->server.posts, 1);
	assert_int_equal(row(&w->side, id).state, ASK_HANDED);
	outbox_recover(w->side.box);
	logged(&w->side, id, "remitty ended before an answer came");
	looked(&w->side, id);
	snprintf(w->server.status, sizeof(w->server.status), "Completed");
	looked(&w->side, id);
	reaches(&w->side, id, ASK_DONE);
	assert_int_equal(w->server.posts, 1);
}

static void killed_after_the_answer(void **state)
{
	struct world *w = *state;
	struct ask ask;
	char id[37];

	killed_console(w, ASK_ACCEPTED, id);
	outbox_recover(w->side.box);
	ask = row(&w->side, id);
	assert_int_equal(ask.state, ASK_ACCEPTED);
	assert_string_equal(ask.link, "https://links-dev.nomas.cash/EFUb8");
	looked(&w->side, id);
	assert_int_equal(row(&w->side, id).state, ASK_OPEN);
}

/* What a living process holds is its own business. */
static void the_living_are_left_alone(void **state)
{
	struct world *w = *state;
	struct ask ask = draft();

	uuid_new(ask.correlation_id);
	ask.state = ASK_HANDED;
	ask.created_at = 1;
	ask.owner_pid = (int)getppid();
	assert_true(store_ask_add(w->side.store, &ask, NULL));
	outbox_recover(w->side.box);
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_HANDED);
	/* Its number, but begun at another time: another process. */
	uuid_new(ask.correlation_id);
	ask.created_at = 2;
	ask.owner_born = 1;
	assert_true(store_ask_add(w->side.store, &ask, NULL));
	outbox_recover(w->side.box);
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_UNKNOWN);
}

#define T(name) cmocka_unit_test_setup_teardown(name, world_open, world_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(killed_before_anything_left),
		T(killed_while_the_body_left),
		T(killed_after_the_body_arrived),
		T(killed_after_the_answer),
		T(the_living_are_left_alone),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
