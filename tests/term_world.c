#include "tests/term_world.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/util.h"

/* ---- the home ---- */

void tw_init(struct tw *w)
{
	const char *tmp = getenv("TMPDIR");

	memset(w, 0, sizeof(*w));
	w->master = w->slave = -1;
	snprintf(w->dir, sizeof(w->dir), "%.40s/remitty-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(w->dir));
}

static void close_terminal(struct tw *w)
{
	if (w->vt)
		vterm_free(w->vt);
	w->vt = NULL;
	if (w->master >= 0)
		close(w->master);
	if (w->slave >= 0)
		close(w->slave);
	w->master = w->slave = -1;
}

void tw_release(struct tw *w)
{
	pid_t pid;

	if (w->pid)
		tw_kill(w);
	close_terminal(w);
	for (size_t i = 0; i < ARRAY_LEN(w->argv); i++)
		free(w->argv[i]);
	for (size_t i = 0; i < ARRAY_LEN(w->env); i++)
		free(w->env[i]);
	pid = fork();
	if (pid == 0) {
		execlp("rm", "rm", "-rf", w->dir, (char *)NULL);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
}

void tw_env(struct tw *w, const char *name, const char *value)
{
	size_t i = 0;

	while (w->env[i])
		i++;
	assert_true(i + 1 < ARRAY_LEN(w->env));
	w->env[i] = xasprintf("%s=%s", name, value);
}

char *tw_path(const struct tw *w, const char *name)
{
	return xasprintf("%s/%s", w->dir, name);
}

void tw_file(struct tw *w, const char *name, const char *text)
{
	char *path = tw_path(w, name), *slash = path + strlen(w->dir) + 1;
	struct err err = { 0 };

	for (; (slash = strchr(slash, '/')); *slash++ = '/') {
		*slash = '\0';
		if (mkdir(path, 0700) && errno != EEXIST)
			fail_msg("%s: %s", path, strerror(errno));
	}
	if (!file_write(path, text, strlen(text), &err))
		fail_msg("%s", err.text);
	free(path);
}

char *tw_program(const char *name)
{
	char path[512];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);
	struct stat st;
	char *program;

	while (n > 0) {
		while (n > 0 && path[n - 1] != '/')
			n--;
		program = xasprintf("%.*s%s", (int)n, path, name);
		if (stat(program, &st) == 0 && S_ISREG(st.st_mode))
			return program;
		free(program);
		n--;
	}
	fail_msg("there is no %s beside this test", name);
	return NULL;
}

/* ---- the terminal ---- */

static int on_moved(VTermPos pos, VTermPos old, int visible, void *user)
{
	struct tw *w = user;

	(void)old;
	(void)visible;
	w->cursor = pos;
	return 1;
}

static int on_prop(VTermProp prop, VTermValue *val, void *user)
{
	struct tw *w = user;

	switch (prop) {
	case VTERM_PROP_CURSORVISIBLE:
		w->cursor_shown = val->boolean;
		break;
	case VTERM_PROP_ALTSCREEN:
		w->alternate = val->boolean;
		break;
	case VTERM_PROP_MOUSE:
		w->mouse = val->number != VTERM_PROP_MOUSE_NONE;
		break;
	default:
		break;
	}
	return 1;
}

static const VTermParserCallbacks unknown = {
	.osc = tw_osc,
};

static const VTermScreenCallbacks callbacks = {
	.movecursor = on_moved,
	.settermprop = on_prop,
};

/* What the terminal says: keys, and answers to the program's questions. */
static void on_output(const char *bytes, size_t len, void *user)
{
	struct tw *w = user;
	ssize_t n;

	while (len) {
		n = write(w->master, bytes, len);
		if (n < 0) {
			assert_int_equal(errno, EAGAIN);
			tw_read(w, 10);		/* it waits for its output to be read */
			continue;
		}
		bytes += n;
		len -= (size_t)n;
	}
}

static void open_terminal(struct tw *w)
{
	struct winsize size = {
		.ws_col = (unsigned short)w->cols,
		.ws_row = (unsigned short)w->rows,
	};
	VTermColor fg, bg;

	assert_int_equal(openpty(&w->master, &w->slave, NULL, NULL, &size), 0);
	fcntl(w->master, F_SETFL, O_NONBLOCK);
	fcntl(w->master, F_SETFD, FD_CLOEXEC);
	fcntl(w->slave, F_SETFD, FD_CLOEXEC);
	tcgetattr(w->slave, &w->before);
	w->vt = vterm_new(w->rows, w->cols);
	vterm_set_utf8(w->vt, 1);
	vterm_output_set_callback(w->vt, on_output, w);
	w->screen = vterm_obtain_screen(w->vt);
	vterm_screen_set_callbacks(w->screen, &callbacks, w);
	vterm_screen_set_unrecognised_fallbacks(w->screen, &unknown, w);
	vterm_screen_enable_altscreen(w->screen, 1);
	vterm_color_rgb(&fg, 0xe4, 0xe4, 0xe4);
	vterm_color_rgb(&bg, 0x12, 0x14, 0x18);
	vterm_state_set_default_colors(vterm_obtain_state(w->vt), &fg, &bg);
	vterm_screen_reset(w->screen, 1);
	w->cursor_shown = true;
	w->alternate = w->mouse = w->ground = false;
}

/* In the child: nothing of our own surroundings but where programs are. */
static _Noreturn void run_program(struct tw *w)
{
	static const char *const kept[] = {
		"PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TMPDIR"
	};
	static const char *const folders[][2] = {
		{ "XDG_CONFIG_HOME", "config" }, { "XDG_STATE_HOME", "state" },
		{ "XDG_CACHE_HOME", "cache" }, { "XDG_DATA_HOME", "data" },
	};
	/* What a shell ignores for those that run in its background. */
	static const int ignored[] = { SIGINT, SIGQUIT, SIGHUP };
	char *values[ARRAY_LEN(kept)];

	for (size_t i = 0; i < ARRAY_LEN(kept); i++)
		values[i] = getenv(kept[i]) ? xstrdup(getenv(kept[i])) : NULL;
	clearenv();
	for (size_t i = 0; i < ARRAY_LEN(kept); i++)
		if (values[i])
			setenv(kept[i], values[i], 1);
	for (size_t i = 0; i < ARRAY_LEN(folders); i++)
		setenv(folders[i][0], tw_path(w, folders[i][1]), 1);
	setenv("HOME", w->dir, 1);
	setenv("TERM", "xterm-256color", 1);
	setenv("LANG", "C.UTF-8", 1);
	setenv("TZ", "UTC", 1);
	for (size_t i = 0; w->env[i]; i++)
		putenv(w->env[i]);
	prctl(PR_SET_PDEATHSIG, SIGKILL);	/* a test that dies leaves nobody behind */
	login_tty(w->slave);
	for (size_t i = 0; i < ARRAY_LEN(ignored); i++)
		signal(ignored[i], SIG_DFL);
	execv(w->argv[0], w->argv);
	dprintf(2, "%s: %s\n", w->argv[0], strerror(errno));
	_exit(127);
}

void tw_restart(struct tw *w)
{
	assert_int_equal(w->pid, 0);
	close_terminal(w);
	open_terminal(w);
	w->bytes = w->reads = 0;
	w->pid = fork();
	assert_true(w->pid >= 0);
	if (w->pid == 0)
		run_program(w);
}

void tw_start(struct tw *w, int cols, int rows, const char *const *args)
{
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(w->argv); i++) {
		free(w->argv[i]);
		w->argv[i] = NULL;
	}
	if (!args || !args[0] || !strchr(args[0], '/'))
		w->argv[n++] = tw_program("remitty");
	for (; args && *args; args++) {
		assert_true(n + 1 < ARRAY_LEN(w->argv));
		w->argv[n++] = xstrdup(*args);
	}
	w->cols = cols;
	w->rows = rows;
	tw_restart(w);
}

void tw_signal(struct tw *w, int signal)
{
	assert_int_equal(kill(w->pid, signal), 0);
}

void tw_kill(struct tw *w)
{
	kill(w->pid, SIGKILL);
	waitpid(w->pid, NULL, 0);
	w->pid = 0;
}

void tw_ended(struct tw *w, int status)
{
	long deadline = now_ms() + TW_PATIENCE;
	struct termios after;
	int got = 0;
	pid_t pid;

	while ((pid = waitpid(w->pid, &got, WNOHANG)) == 0) {
		if (now_ms() > deadline)
			tw_fail(w, "it should have ended by now");
		tw_read(w, 20);
	}
	w->pid = 0;
	while (tw_read(w, 0))
		;
	got = WIFSIGNALED(got) ? -WTERMSIG(got) : WEXITSTATUS(got);
	if (got != status)
		tw_fail(w, "it ended with %d, not with %d", got, status);
	tcgetattr(w->slave, &after);
	if (after.c_lflag != w->before.c_lflag || after.c_iflag != w->before.c_iflag ||
	    after.c_oflag != w->before.c_oflag)
		tw_fail(w, "the terminal's modes are not as they were");
	if (w->alternate || !w->cursor_shown || w->mouse || w->ground)
		tw_fail(w, "the terminal was left with alternate screen %d, cursor %d, mouse %d, "
			"colours %d", w->alternate, w->cursor_shown, w->mouse, w->ground);
}

/* ---- reading ---- */

int64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

bool tw_read(struct tw *w, long ms)
{
	struct pollfd p = { .fd = w->master, .events = POLLIN };
	char buf[65536];
	ssize_t n;

	if (poll(&p, 1, (int)ms) <= 0)
		return false;
	n = read(w->master, buf, sizeof(buf));
	if (n <= 0)
		return false;
	w->last_ns = now_ns();
	w->bytes += n;
	w->reads++;
	vterm_input_write(w->vt, buf, (size_t)n);
	if (w->seen)
		w->seen(w, buf, (size_t)n);
	return true;
}

void tw_drain(struct tw *w, long ms)
{
	while (tw_read(w, ms))
		;
}

bool tw_try(struct tw *w, tw_question *question, const void *arg, long ms)
{
	long deadline = now_ms() + ms, left;

	for (;;) {
		while (tw_read(w, 0))
			;
		if (question(w, arg))
			return true;
		left = deadline - now_ms();
		if (left <= 0)
			return false;
		/* A program that ended writes no more: look, then look again soon. */
		tw_read(w, left < 100 ? left : 100);
	}
}

void tw_wait_state(struct tw *w, tw_question *question, const void *arg, const char *what)
{
	if (!tw_try(w, question, arg, TW_PATIENCE))
		tw_fail(w, "waited in vain for %s", what);
}

void tw_fail(struct tw *w, const char *fmt, ...)
{
	char *text = w->vt ? tw_text(w) : xstrdup("(no terminal)\n");
	char why[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(why, sizeof(why), fmt, args);
	va_end(args);
	fprintf(stderr, "---- %dx%d, cursor %d,%d ----\n%s----\n", w->cols, w->rows, w->cursor.col,
		w->cursor.row, text);
	free(text);
	fail_msg("%s", why);
	abort();
}

void tw_walks(void **state)
{
	const struct tw_walk *w = *state;

	w->walk(w->lang);
}
