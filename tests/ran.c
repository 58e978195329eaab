#include "tests/ran.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "api/util.h"
#include "tests/term_world.h"

char *ran_home(void)
{
	const char *tmp = getenv("TMPDIR");
	char *home = xasprintf("%s/remitty-ran-XXXXXX", tmp && *tmp ? tmp : "/tmp");

	assert_non_null(mkdtemp(home));
	return home;
}

void ran_file(const char *home, const char *name, const char *text)
{
	char *path = xasprintf("%s/%s", home, name);
	struct err err;

	if (!file_write(path, text, strlen(text), &err))
		fail_msg("%s", err.text);
	free(path);
}

void ran_remove(char *home)
{
	pid_t pid = fork();

	if (pid == 0) {
		execlp("rm", "rm", "-rf", home, (char *)NULL);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
	free(home);
}

static void set_environment(const char *home, const char *extra)
{
	static const char *const kept[] = { "PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TMPDIR" };
	char *values[ARRAY_LEN(kept)];

	for (size_t i = 0; i < ARRAY_LEN(kept); i++)
		values[i] = getenv(kept[i]) ? xstrdup(getenv(kept[i])) : NULL;
	clearenv();
	for (size_t i = 0; i < ARRAY_LEN(kept); i++)
		if (values[i])
			setenv(kept[i], values[i], 1);
	setenv("HOME", home, 1);
	setenv("XDG_STATE_HOME", xasprintf("%s/state", home), 1);
	setenv("XDG_CONFIG_HOME", xasprintf("%s/config", home), 1);
	setenv("LANG", "en_US.UTF-8", 1);
	setenv("TERM", "xterm-256color", 1);
	if (extra && strchr(extra, '='))
		putenv((char *)extra);
	else if (extra)
		unsetenv(extra);
}

/* The end of a file that stands for one of its outputs. */
static char *taken(int fd)
{
	struct str text = { 0 };
	char part[4096];
	ssize_t n;

	lseek(fd, 0, SEEK_SET);
	while ((n = read(fd, part, sizeof(part))) > 0)
		str_addn(&text, part, (size_t)n);
	close(fd);
	return text.s ? text.s : xstrdup("");
}

static int nameless(const char *home)
{
	int fd = open(home, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	return fd;
}

struct ran ran_remitty(const char *home, const char *extra, const char *const *args)
{
	int out = nameless(home), err = nameless(home), status;
	char *argv[24] = { tw_program("remitty") };
	pid_t pid;

	for (size_t i = 0; args[i]; i++) {
		assert_true(i + 2 < ARRAY_LEN(argv));
		argv[i + 1] = (char *)args[i];
	}
	pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		set_environment(home, extra);
		dup2(open("/dev/null", O_RDONLY), 0);
		dup2(out, 1);
		dup2(err, 2);
		execv(argv[0], argv);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	free(argv[0]);
	return (struct ran){ .code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status),
			     .out = taken(out), .err = taken(err) };
}

void ran_release(struct ran *ran)
{
	free(ran->out);
	free(ran->err);
}
