#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/lang.h"
#include "tests/far_end.h"
#include "tui/input.h"
#include "tui/list.h"
#include "tui/wire.h"

static bool sent(const struct far_end *f, const char *bytes)
{
	return f->got.len && memmem(f->got.s, f->got.len, bytes, strlen(bytes));
}

static void the_terminal_is_given_back(void **state)
{
	struct far_end *f = *state;

	term_close();
	receive(f);
	assert_true(sent(f, "\033[?1049l"));
	assert_true(sent(f, "\033[?2004l"));
	assert_true(sent(f, "1000l"));
	assert_true(sent(f, "\033[?25h") || sent(f, "\033[?12l"));
	assert_true(as_before(f));
	term_close();			/* again: nothing */
	receive(f);
	assert_int_equal(f->got.len, 0);
	open_term();			/* and it can be had once more */
	term_rescue();
	assert_true(as_before(f));
	receive(f);
	assert_true(sent(f, "\033[?1049l"));
}

static void unfit_terminals_are_refused(void **state)
{
	static const char *const names[] = { "dumb", "no-such-terminal", "" };
	struct far_end *f = *state;
	const char *why;

	term_close();
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		setenv("TERM", names[i], 1);
		why = NULL;
		assert_false(term_open(&why));
		assert_non_null(strstr(why, "TERM"));
		assert_true(as_before(f));
	}
	setenv("TERM", "xterm-256color", 1);
	dup2(f->out, STDOUT_FILENO);
	if (!isatty(STDOUT_FILENO)) {
		why = NULL;
		assert_false(term_open(&why));
		assert_non_null(why);
	}
	dup2(f->slave, STDOUT_FILENO);
}

static void row(const void *ctx, int i, struct canvas *c)
{
	(void)ctx;
	canvas_textf(c, 2, 0, STYLE_TEXT, "12:%02d  Ana Paz Gómez    %d.00 MXN   Completed  Ze2i",
		i, 500 + i);
}

static void moves_are_small(struct far_end *f)
{
	struct list list = { .n = 60 };
	struct canvas body = canvas_part(&f->all, 2, 3, 76, 18);

	list_draw(&list, &body, true, 0, row, NULL);
	show(f);
	for (int i = 0; i < 10; i++) {
		list_key(&list, K_DOWN);
		grid_clear(&f->grid);
		list_draw(&list, &body, true, 0, row, NULL);
		assert_in_range(show(f), 1, 120);
	}
	assert_int_equal(show(f), 0);		/* nothing changed, nothing sent */
}

static void typing_is_small(struct far_end *f)
{
	struct canvas field = canvas_part(&f->all, 4, 1, 40, 1);
	struct input in;

	input_init(&in, "", false);
	input_draw(&in, &field, true);
	show(f);
	for (const char *p = "Maria Elena"; *p; p++) {
		input_key(&in, (tui_key)*p);
		input_draw(&in, &field, true);
		assert_in_range(show(f), 1, 20);
	}
	input_key(&in, K_LEFT);
	input_draw(&in, &field, true);
	assert_in_range(show(f), 1, 20);
	input_release(&in);
	grid_clear(&f->grid);
}

static void frames_are_small(void **state)
{
	for (int theme = THEME_DARK; theme < THEME_COUNT; theme++) {
		term_look((enum theme)theme, true);
		moves_are_small(*state);
		typing_is_small(*state);
	}
}

static void a_frame_is_one_write(void **state)
{
	struct wire w;
	int ends[2];
	char bytes[4096];

	(void)state;
	assert_int_equal(pipe2(ends, O_DIRECT), 0);	/* keeps writes apart */
	assert_true(wire_open(&w, ends[1]));
	wire_begin(&w);
	for (int i = 0; i < 100; i++)
		assert_int_equal(write(w.curses, "0123456789", 10), 10);
	wire_end(&w);
	wire_begin(&w);
	assert_int_equal(write(w.curses, "next", 4), 4);
	wire_end(&w);
	assert_int_equal(read(ends[0], bytes, sizeof(bytes)), 1000);
	assert_memory_equal(bytes + 990, "0123456789", 10);
	assert_int_equal(read(ends[0], bytes, sizeof(bytes)), 4);
	wire_copy(&w, "Ñ!x");
	assert_int_equal(read(ends[0], bytes, sizeof(bytes)), 16);
	assert_memory_equal(bytes, "\033]52;c;w5EheA==\a", 16);
	close(w.curses);
	wire_close(&w);
	close(ends[0]);
	close(ends[1]);
}

/* A line that takes a little at a time, or is interrupted, loses nothing. */
static void a_slow_line_gets_all(void **state)
{
	char *bytes = xcalloc(300000, 1);
	struct wire w;
	int ends[2], status;
	pid_t reader;

	(void)state;
	assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
	assert_true(wire_open(&w, ends[1]));
	reader = fork();
	if (reader == 0) {
		struct pollfd p = { .fd = ends[0], .events = POLLIN };
		size_t sum = 0;
		ssize_t n;

		while (sum < 300000 && poll(&p, 1, 2000) == 1) {
			n = read(ends[0], bytes, 7001);
			sum += n > 0 ? (size_t)n : 0;
		}
		_exit(sum != 300000);
	}
	wire_begin(&w);
	memset(bytes, 'x', 300000);
	assert_int_equal(write(w.curses, bytes, 300000), 300000);
	wire_end(&w);
	assert_int_equal(waitpid(reader, &status, 0), reader);
	assert_int_equal(status, 0);
	close(w.curses);
	wire_close(&w);
	close(ends[0]);
	close(ends[1]);
	free(bytes);
}

static void same_cells(struct far_end *f)
{
	VTermScreen *screen = vterm_obtain_screen(f->vt);
	VTermScreenCell cell;

	for (int i = 0; i < FAR_W * FAR_H; i++) {
		wchar_t ch = f->grid.cells[i].ch;
		VTermPos at = { .row = i / FAR_W, .col = i % FAR_W };

		vterm_screen_get_cell(screen, at, &cell);
		if (ch == L' ')
			assert_true(cell.chars[0] == 0 || cell.chars[0] == ' ');
		else if (ch != 0)
			assert_int_equal(cell.chars[0], ch);
	}
}

/* Whatever is drawn over whatever: the terminal shows the grid. */
static void the_terminal_shows_the_grid(void **state)
{
	static const char *const texts[] = { "abc", "漢字", "ñandú", " ", "x漢x", "▀▄█", "e\u0301z" };
	struct far_end *f = *state;
	unsigned dice = 7;

	for (int frame = 0; frame < 150; frame++) {
		for (int i = 0; i < 12; i++) {
			dice = dice * 1103515245u + 12345u;
			canvas_text(&f->all, (int)(dice >> 8) % FAR_W, (int)(dice >> 16) % FAR_H,
				(enum style)(dice >> 20) % STYLE_COUNT,
				texts[(dice >> 4) % ARRAY_LEN(texts)]);
		}
		if (frame % 40 == 39)
			term_redraw();
		if (frame % 50 == 49)
			term_look((enum theme)(frame % THEME_COUNT), frame % 2);
		show(f);
		same_cells(f);
	}
}

static void a_new_size_is_taken_over(void **state)
{
	struct winsize size = { .ws_row = 10, .ws_col = 40 };
	struct far_end *f = *state;
	int w, h;

	ioctl(f->master, TIOCSWINSZ, &size);
	term_resize();
	term_size(&w, &h);
	assert_int_equal(w, 40);
	assert_int_equal(h, 10);
	canvas_text(&f->all, 38, 9, STYLE_TEXT, "corner");	/* the old grid is larger: cut */
	show(f);
	size = (struct winsize){ .ws_row = FAR_H, .ws_col = FAR_W };
	ioctl(f->master, TIOCSWINSZ, &size);
	term_resize();
	show(f);
	same_cells(f);
}

static bool is_white(VTermScreen *screen, VTermColor c)
{
	vterm_screen_convert_color_to_rgb(screen, &c);
	return c.rgb.red == 255 && c.rgb.green == 255 && c.rgb.blue == 255;
}

static void codes_are_black_on_white(void **state)
{
	struct far_end *f = *state;
	VTermScreen *screen = vterm_obtain_screen(f->vt);
	VTermScreenCell cell;

	for (int theme = THEME_DARK; theme < THEME_MONO; theme++) {
		term_look((enum theme)theme, false);
		canvas_text(&f->all, 5, 5, STYLE_QR, "▀");
		show(f);
		vterm_screen_get_cell(screen, (VTermPos){ .row = 5, .col = 5 }, &cell);
		assert_true(is_white(screen, cell.bg));
		assert_false(is_white(screen, cell.fg));
		assert_false(cell.attrs.reverse);
	}
	term_look(THEME_MONO, false);
	show(f);
	vterm_screen_get_cell(screen, (VTermPos){ .row = 5, .col = 5 }, &cell);
	assert_true(cell.attrs.reverse);
}

static void other_terminals_work_as_well(void **state)
{
	static const char *const names[] = { "xterm", "screen-256color", "tmux-256color", "linux",
		"vt100" };
	struct far_end *f = *state;

	term_close();
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		unplug(f);
		plug_in(f, names[i]);
		if (!term_open(NULL))
			continue;		/* not described on this machine */
		term_look(THEME_DARK, true);
		canvas_text(&f->all, 1, 1, STYLE_FOCUS, "focus");
		canvas_text(&f->all, 1, 2, STYLE_ERROR, "error");
		show(f);
		same_cells(f);
		expect_key(f, "\033[A", K_UP);
		expect_key(f, "\033[12~", K_F2);
		term_close();
	}
}

/* Ctrl-Z: the terminal is its own while we are stopped, and ours afterwards. */
static void stopping_gives_the_terminal_back(void **state)
{
	struct far_end *f = *state;
	struct termios seen;
	int status;
	pid_t child;

	term_close();
	receive(f);
	child = fork();
	if (child == 0) {
		if (!term_open(NULL))
			_exit(2);
		term_suspend();
		tcgetattr(f->slave, &seen);
		term_close();
		_exit(seen.c_lflag & ICANON ? 3 : 0);
	}
	assert_int_equal(waitpid(child, &status, WUNTRACED), child);
	if (WIFSTOPPED(status)) {
		assert_true(as_before(f));
		kill(child, SIGCONT);
		assert_int_equal(waitpid(child, &status, 0), child);
	}
	assert_int_equal(status, 0);
	receive(f);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, far_end_set_up, far_end_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(the_terminal_is_given_back),
		CASE(unfit_terminals_are_refused),
		CASE(frames_are_small),
		CASE(a_frame_is_one_write),
		CASE(a_slow_line_gets_all),
		CASE(the_terminal_shows_the_grid),
		CASE(a_new_size_is_taken_over),
		CASE(codes_are_black_on_white),
		CASE(other_terminals_work_as_well),
		CASE(stopping_gives_the_terminal_back),
	};

	lang_init();
	unsetenv("COLORFGBG");
	unsetenv("LINES");
	unsetenv("COLUMNS");
	return cmocka_run_group_tests_name("term", tests, NULL, NULL);
}
