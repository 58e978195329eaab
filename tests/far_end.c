#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/far_end.h"

#define END_MARK '\001'

/* A pseudo-terminal holds a few kilobytes; a process of its own empties it
 * into a pipe that holds a frame of any size. */
static int pump(const struct far_end *f)
{
	char bytes[4096];
	int ends[2];
	ssize_t n;

	assert_int_equal(pipe(ends), 0);
	assert_true(fcntl(ends[1], F_SETPIPE_SZ, 1 << 20) > 0);
	if (fork() == 0) {
		close(f->slave);
		while ((n = read(f->master, bytes, sizeof(bytes))) > 0)
			n = write(ends[1], bytes, (size_t)n);
		_exit(0);
	}
	close(ends[1]);
	return ends[0];
}

void plug_in(struct far_end *f, const char *term)
{
	struct winsize size = { .ws_row = FAR_H, .ws_col = FAR_W };

	*f = (struct far_end){ 0 };
	setenv("TERM", term, 1);
	assert_int_equal(openpty(&f->master, &f->slave, NULL, NULL, &size), 0);
	assert_int_equal(tcgetattr(f->slave, &f->before), 0);
	fflush(stdout);
	f->screen = pump(f);
	f->in = dup(STDIN_FILENO);
	f->out = dup(STDOUT_FILENO);
	dup2(f->slave, STDIN_FILENO);
	dup2(f->slave, STDOUT_FILENO);
	grid_init(&f->grid, FAR_W, FAR_H);
	f->all = grid_canvas(&f->grid);
	f->vt = vterm_new(FAR_H, FAR_W);
	vterm_set_utf8(f->vt, 1);
	vterm_screen_enable_altscreen(vterm_obtain_screen(f->vt), 1);
	vterm_screen_reset(vterm_obtain_screen(f->vt), 1);
}

void unplug(struct far_end *f)
{
	fflush(stdout);
	dup2(f->in, STDIN_FILENO);
	dup2(f->out, STDOUT_FILENO);
	close(f->in);
	close(f->out);
	close(f->master);
	close(f->slave);
	close(f->screen);
	while (waitpid(-1, NULL, 0) > 0)	/* the pump, which ends with the terminal */
		;
	vterm_free(f->vt);
	grid_release(&f->grid);
	str_release(&f->got);
}

/* Read what was sent up to now: up to a mark that is sent after it. */
void receive(struct far_end *f)
{
	char bytes[4096], mark = END_MARK;
	bool end = false;
	ssize_t n;

	str_release(&f->got);
	assert_int_equal(write(f->slave, &mark, 1), 1);
	while (!end) {
		n = read(f->screen, bytes, sizeof(bytes));
		assert_true(n > 0);
		end = bytes[n - 1] == END_MARK;
		str_addn(&f->got, bytes, (size_t)n - end);
	}
	vterm_input_write(f->vt, f->got.s ? f->got.s : "", f->got.len);
}

size_t show(struct far_end *f)
{
	term_show(&f->grid);
	receive(f);
	return f->got.len;
}

void open_term(void)
{
	const char *why = NULL;

	assert_true(term_open(&why));
	assert_null(why);
	term_look(THEME_DARK, true);
}

/* Are the terminal's modes as they were before it was opened? */
bool as_before(const struct far_end *f)
{
	struct termios now;

	if (tcgetattr(f->slave, &now) != 0)
		return false;
	return now.c_iflag == f->before.c_iflag && now.c_oflag == f->before.c_oflag &&
		now.c_cflag == f->before.c_cflag && now.c_lflag == f->before.c_lflag &&
		memcmp(now.c_cc, f->before.c_cc, sizeof(now.c_cc)) == 0;
}

int far_end_set_up(void **state)
{
	static struct far_end far_end;

	*state = &far_end;
	plug_in(&far_end, "xterm-256color");
	open_term();
	show(&far_end);
	return 0;
}

int far_end_tear_down(void **state)
{
	bool good;

	term_close();
	receive(*state);
	good = as_before(*state);
	unplug(*state);
	return good ? 0 : -1;
}

int type_keys(struct far_end *f, const char *bytes, tui_key *got, int max)
{
	struct pollfd p = { .fd = term_fd(), .events = POLLIN };
	size_t len = strlen(bytes);
	int n = 0;

	assert_int_equal(write(f->master, bytes, len), (ssize_t)len);
	assert_int_equal(poll(&p, 1, 2000), 1);
	while (n < max && term_key(&got[n]))
		n++;
	return n;
}

void expect_key(struct far_end *f, const char *bytes, tui_key key)
{
	tui_key got[8] = { 0 };

	assert_int_equal(type_keys(f, bytes, got, 8), 1);
	assert_int_equal(got[0], key);
}
