#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <unistd.h>

#include "api/http.h"
#include "api/loop.h"

/* What ran, in order, one letter each. */
struct log {
	struct loop *loop;
	char ran[64];
	int fd[2];
	int timeout;
	void *other;
};

static void add(struct log *log, char letter)
{
	size_t n = strlen(log->ran);

	assert_true(n < sizeof(log->ran) - 1);
	log->ran[n] = letter;
}

static void on_a(void *owner) { add(owner, 'a'); }
static void on_b(void *owner) { add(owner, 'b'); }
static void on_c(void *owner) { add(owner, 'c'); }

static void read_one(void *ctx)
{
	struct log *log = ctx;
	char byte;

	assert_int_equal(read(log->fd[0], &byte, 1), 1);
	add(log, byte);
}

static int own_timeout(void *ctx)
{
	return ((struct log *)ctx)->timeout;
}

static void on_timeout(void *ctx)
{
	struct log *log = ctx;

	log->timeout = -1;
	add(log, 't');
}

static void begin(struct log *log)
{
	*log = (struct log){ .loop = loop_new(), .timeout = -1 };
	assert_int_equal(pipe2(log->fd, O_CLOEXEC), 0);
}

static void end(struct log *log)
{
	loop_free(log->loop);
	close(log->fd[0]);
	close(log->fd[1]);
}

static void watch(struct log *log, void (*step)(void *))
{
	loop_add(log->loop, &(struct loop_source){ .fd = log->fd[0], .step = step, .ctx = log });
}

static void poke(const struct log *log, const char *bytes)
{
	assert_int_equal(write(log->fd[1], bytes, strlen(bytes)), (ssize_t)strlen(bytes));
}

static void deadlines_run_in_their_order(void **state)
{
	struct log log;

	(void)state;
	begin(&log);
	loop_after(log.loop, 8, on_c, &log);
	loop_after(log.loop, 0, on_a, &log);
	loop_after(log.loop, 4, on_b, &log);
	loop_after(log.loop, 0, on_b, &log);
	while (strlen(log.ran) < 4)
		loop_turn(log.loop, -1);
	assert_string_equal(log.ran, "abbc");
	end(&log);
}

static void a_turn_ends_when_its_time_is_over(void **state)
{
	struct log log;
	long before = now_ms();

	(void)state;
	begin(&log);
	loop_after(log.loop, 60000, on_a, &log);
	loop_turn(log.loop, 5);
	assert_true(now_ms() - before >= 5);
	assert_string_equal(log.ran, "");
	end(&log);
}

static void a_readable_descriptor_runs_its_step(void **state)
{
	struct log log;

	(void)state;
	begin(&log);
	watch(&log, read_one);
	poke(&log, "xy");
	loop_turn(log.loop, -1);
	loop_turn(log.loop, -1);
	loop_turn(log.loop, 0);
	assert_string_equal(log.ran, "xy");
	end(&log);
}

static void on_hang_up(void *ctx)
{
	struct log *log = ctx;

	add(log, 'h');
	loop_forget(log->loop, log);
}

static void a_hang_up_is_told(void **state)
{
	struct log log;

	(void)state;
	begin(&log);
	watch(&log, on_hang_up);
	close(log.fd[1]);
	loop_turn(log.loop, -1);
	loop_turn(log.loop, 0);
	assert_string_equal(log.ran, "h");
	loop_free(log.loop);
	close(log.fd[0]);
}

static void a_source_brings_its_own_timeout(void **state)
{
	struct log log;

	(void)state;
	begin(&log);
	loop_add(log.loop, &(struct loop_source){ .fd = -1, .timeout = own_timeout,
						  .step = on_timeout, .ctx = &log });
	loop_turn(log.loop, 0);
	assert_string_equal(log.ran, "");
	log.timeout = 3;
	while (!*log.ran)
		loop_turn(log.loop, -1);
	loop_turn(log.loop, 0);
	assert_string_equal(log.ran, "t");
	end(&log);
}

static void forget_other(void *ctx)
{
	struct log *log = ctx;

	add(log, 'f');
	loop_forget(log->loop, log->other);
}

static void a_step_may_forget_a_ready_source(void **state)
{
	struct log first, second;

	(void)state;
	begin(&first);
	begin(&second);
	first.other = &second;
	watch(&first, forget_other);
	loop_add(first.loop, &(struct loop_source){ .fd = second.fd[0], .step = read_one,
						    .ctx = &second });
	loop_after(first.loop, 0, on_a, &second);
	poke(&first, "x");
	poke(&second, "y");
	loop_turn(first.loop, -1);
	assert_string_equal(first.ran, "f");
	assert_string_equal(second.ran, "");
	end(&first);
	end(&second);
}

static void forget_itself(void *ctx)
{
	struct log *log = ctx;

	add(log, 'f');
	loop_forget(log->loop, log);
	loop_after(log->loop, 0, on_a, log);
	watch(log, read_one);
}

static void a_step_may_forget_itself_and_add(void **state)
{
	struct log log;

	(void)state;
	begin(&log);
	watch(&log, forget_itself);
	poke(&log, "x");
	loop_turn(log.loop, -1);
	loop_turn(log.loop, -1);
	assert_string_equal(log.ran, "fax");
	end(&log);
}

static void again(void *owner)
{
	struct log *log = owner;

	add(log, 'r');
	loop_after(log->loop, 0, again, log);
}

static void a_deadline_that_renews_itself_leaves_room(void **state)
{
	struct log log;

	(void)state;
	begin(&log);
	watch(&log, read_one);
	loop_after(log.loop, 0, again, &log);
	poke(&log, "x");
	loop_turn(log.loop, -1);
	loop_turn(log.loop, -1);
	assert_string_equal(log.ran, "xrr");
	end(&log);
}

static void cancel_takes_back_one_function_of_one_owner(void **state)
{
	struct log log, other;

	(void)state;
	begin(&log);
	begin(&other);
	loop_after(log.loop, 0, on_a, &log);
	loop_after(log.loop, 0, on_b, &log);
	loop_after(log.loop, 0, on_a, &other);
	loop_cancel(log.loop, on_a, &log);
	loop_turn(log.loop, -1);
	assert_string_equal(log.ran, "b");
	assert_string_equal(other.ran, "a");
	end(&log);
	end(&other);
}

static void turn_inside(void *owner)
{
	struct log *log = owner;

	add(log, '(');
	loop_after(log->loop, 0, on_a, log);
	loop_turn(log->loop, 0);
	add(log, ')');
}

static void a_step_may_turn_the_loop(void **state)
{
	struct log log;

	(void)state;
	begin(&log);
	watch(&log, read_one);
	loop_after(log.loop, 0, turn_inside, &log);
	loop_after(log.loop, 0, on_b, &log);
	loop_turn(log.loop, -1);
	assert_string_equal(log.ran, "(ba)");
	end(&log);
}

static void with_the_network_it_sleeps_there(void **state)
{
	struct log log;
	struct journal *journal = journal_new(4);
	struct http *http = http_new(&(struct http_conf){ 0 }, journal);

	(void)state;
	begin(&log);
	loop_use_http(log.loop, http);
	watch(&log, read_one);
	loop_after(log.loop, 2, on_a, &log);
	poke(&log, "x");
	while (strlen(log.ran) < 2)
		loop_turn(log.loop, -1);
	assert_string_equal(log.ran, "xa");
	end(&log);
	http_free(http);
	journal_free(journal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(deadlines_run_in_their_order),
		cmocka_unit_test(a_turn_ends_when_its_time_is_over),
		cmocka_unit_test(a_readable_descriptor_runs_its_step),
		cmocka_unit_test(a_hang_up_is_told),
		cmocka_unit_test(a_source_brings_its_own_timeout),
		cmocka_unit_test(a_step_may_forget_a_ready_source),
		cmocka_unit_test(a_step_may_forget_itself_and_add),
		cmocka_unit_test(a_deadline_that_renews_itself_leaves_room),
		cmocka_unit_test(cancel_takes_back_one_function_of_one_owner),
		cmocka_unit_test(a_step_may_turn_the_loop),
		cmocka_unit_test(with_the_network_it_sleeps_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
