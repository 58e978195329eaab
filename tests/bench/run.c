#include "tests/bench/run.h"

#include <setjmp.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sys/wait.h>

#include "tests/term_world.h"

extern char **environ;

double run_ms(const char *const *argv)
{
	posix_spawn_file_actions_t quiet;
	int64_t begin = now_ns();
	int status = 0;
	pid_t pid;

	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", 1, 0);
	posix_spawn_file_actions_addopen(&quiet, 2, "/dev/null", 1, 0);
	assert_int_equal(posix_spawnp(&pid, argv[0], &quiet, NULL, (char *const *)(uintptr_t)argv,
				      environ), 0);
	waitpid(pid, &status, 0);
	posix_spawn_file_actions_destroy(&quiet);
	if (status)
		fail_msg("%s ended with status %d", argv[0], WEXITSTATUS(status));
	return (double)(now_ns() - begin) / 1e6;
}
