/* However the console ends, the terminal is as it was. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <sys/wait.h>

#include "tests/term_world.h"

/* A crash cannot be waited for with tw_ended(), which wants a good ending. */
static void crash(struct tw *w, int sig)
{
	struct termios after;
	int status = 0;

	tw_signal(w, sig);
	while (waitpid(w->pid, &status, WNOHANG) == 0)
		tw_read(w, 20);
	w->pid = 0;
	while (tw_read(w, 0))
		;
	/* Under a sanitizer its own report ends the program. */
	assert_true((WIFSIGNALED(status) && WTERMSIG(status) == sig) ||
		    (WIFEXITED(status) && WEXITSTATUS(status)));
	assert_int_equal(tcgetattr(w->slave, &after), 0);
	assert_int_equal(after.c_lflag, w->before.c_lflag);
	assert_int_equal(after.c_iflag, w->before.c_iflag);
	assert_false(w->alternate);
	assert_true(w->cursor_shown);
	assert_false(w->mouse);
}

static void a_crash_gives_the_terminal_back(void **state)
{
	static const int sigs[] = { SIGSEGV, SIGABRT, SIGBUS, SIGQUIT };

	(void)state;
	for (size_t i = 0; i < sizeof(sigs) / sizeof(sigs[0]); i++) {
		struct tw w;

		tw_init(&w);
		tw_start(&w, 80, 24, NULL);
		tw_wait_text(&w, "SANDBOX");
		crash(&w, sigs[i]);
		tw_release(&w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_crash_gives_the_terminal_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
