/* The console as a guest of its terminal: any size at any moment, silent when
 * nothing happens, and everything given back however it ends. */

#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/lang.h"
#include "api/util.h"
#include "tests/agent.h"
#include "tests/side.h"

static void open_console(struct tw *w, int cols, int rows)
{
	tw_init(w);
	tw_start(w, cols, rows, NULL);
	tw_wait_here(w, "F1", -1);
}

static void quit(struct tw *w)
{
	tw_keys(w, "<Ctrl-Q>");
	tw_ended(w, 0);
	tw_release(w);
}

static bool is_whole(struct tw *w, const void *arg)
{
	char *first = tw_line(w, 0), *last = tw_line(w, w->rows - 1);
	bool yes = strstr(first, "remitty") && (strstr(last, "F1") || strstr(last, "Esc"));

	(void)arg;
	free(first);
	free(last);
	return yes;
}

/* Header on the first line, footer on the last, at this size. */
static void assert_whole(struct tw *w, int cols, int rows)
{
	tw_resize(w, cols, rows);
	tw_wait_state(w, is_whole, NULL, "header and footer");
}

static void any_size(struct tw *w)
{
	static const int sizes[][2] = {
		{ 60, 20 }, { 120, 40 }, { 200, 60 }, { 81, 25 }, { 80, 24 }
	};

	for (size_t i = 0; i < ARRAY_LEN(sizes); i++)
		assert_whole(w, sizes[i][0], sizes[i][1]);
}

static void every_screen_takes_any_size(void **state)
{
	static const char *const overlays[] = { "<F1>", "<Ctrl-P>", "<F9>", "<F12>", "<F11>" };
	struct tw w;

	(void)state;
	open_console(&w, 80, 24);
	any_size(&w);
	agent_look_up(&w, "+525512045518");
	agent_wait_step(&w, STEP_METHOD);
	any_size(&w);
	for (size_t i = 0; i < ARRAY_LEN(overlays); i++) {
		tw_keys(&w, overlays[i]);
		any_size(&w);
		tw_keys(&w, "<Esc>");
		agent_wait_step(&w, STEP_METHOD);
	}
	agent_choose_method(&w);
	agent_wait_step(&w, STEP_PAYER);
	any_size(&w);
	agent_choose_payer(&w);
	agent_wait_step(&w, STEP_QUOTE);
	any_size(&w);
	quit(&w);
}

static void sizes_may_follow_each_other_fast(void **state)
{
	struct tw w;

	(void)state;
	open_console(&w, 80, 24);
	for (int i = 0; i < 60; i++) {
		tw_resize(&w, 10 + i * 3, 3 + i);
		tw_keys(&w, "1");
	}
	assert_whole(&w, 80, 24);
	quit(&w);
}

static void a_small_window_says_what_it_needs(void **state)
{
	struct tw w;

	(void)state;
	open_console(&w, 80, 24);
	tw_keys(&w, "+5255");
	tw_wait_text(&w, "+5255");
	tw_resize(&w, 59, 19);
	tw_wait_text(&w, "60 by 20");
	tw_keys(&w, "123\n<F9>");
	tw_resize(&w, 60, 20);
	tw_wait_here(&w, "F1", 19);
	tw_wait_text(&w, "+5255");
	assert_false(tw_has(&w, "+52551"));
	tw_resize(&w, 5, 2);
	tw_drain(&w, 50);
	assert_whole(&w, 80, 24);
	quit(&w);
}

static long wake_ups(const struct tw *w)
{
	char path[64], line[256];
	long n = -1;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)w->pid);
	f = fopen(path, "r");
	assert_non_null(f);
	while (fgets(line, sizeof(line), f))
		if (has_prefix(line, "voluntary_ctxt_switches:"))
			n = strtol(strchr(line, ':') + 1, NULL, 10);
	fclose(f);
	return n;
}

static void nothing_ticks_while_nothing_waits(void **state)
{
	long bytes, wakes;
	struct tw w;

	(void)state;
	open_console(&w, 80, 24);
	tw_drain(&w, 1000);
	bytes = w.bytes;
	wakes = wake_ups(&w);
	tw_drain(&w, 5000);
	assert_int_equal(w.bytes, bytes);
	assert_int_equal(wake_ups(&w), wakes);
	quit(&w);
}

static bool is_asking_asleep(struct tw *w, const void *arg)
{
	(void)arg;
	return tw_has(w, _("asking")) && tw_sleeps(w);
}

/* While an answer is long in coming the program sleeps as well. */
static void waiting_for_an_answer_burns_nothing(void **state)
{
	const char *const slow[] = { "--fault", "delay:getUserTokenV2:ms=1500", NULL };
	struct side sandbox;
	struct tw w;

	(void)state;
	side_start(&sandbox, slow);
	tw_init(&w);
	tw_env(&w, "REMITTY_SANDBOX_URL", sandbox.url);
	tw_start(&w, 80, 24, NULL);
	agent_look_up(&w, maria.phone);
	tw_wait_state(&w, is_asking_asleep, NULL, "a sleep while the service is asked");
	quit(&w);
	side_stop(&sandbox);
}

static int threads(const struct tw *w)
{
	char *path = xasprintf("/proc/%d/status", (int)w->pid), line[256];
	FILE *f = fopen(path, "r");
	int n = 0;

	assert_non_null(f);
	while (fgets(line, sizeof(line), f))
		if (has_prefix(line, "Threads:"))
			n = (int)strtol(line + 8, NULL, 10);
	fclose(f);
	free(path);
	return n;
}

static void one_thread_serves_all(void **state)
{
	struct tw w;

	(void)state;
	open_console(&w, 80, 24);
	agent_look_up(&w, "+525512045518");
	agent_wait_step(&w, STEP_METHOD);
	assert_int_equal(threads(&w), 1);
	quit(&w);
}

static void every_end_gives_the_terminal_back(void **state)
{
	static const struct {
		int signal, status;
	} ends[] = {
		{ SIGTERM, 0 }, { SIGHUP, 0 }, { SIGABRT, -SIGABRT }, { SIGSEGV, -SIGSEGV },
	};
	static const char *const args[] = { "--theme", "light", NULL };
	struct tw w;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		tw_init(&w);
		/* The sanitizers would take these two signals for themselves. */
		tw_env(&w, "ASAN_OPTIONS", "handle_segv=0:handle_abort=0:detect_leaks=0");
		tw_start(&w, 80, 24, args);
		tw_wait_here(&w, "F1", -1);
		assert_true(w.alternate && w.ground);
		tw_signal(&w, ends[i].signal);
		tw_ended(&w, ends[i].status);
		tw_release(&w);
	}
}

static void without_colour_it_uses_none(void **state)
{
	VTermScreenCell cell;
	VTermColor fg, bg;
	struct tw w;

	(void)state;
	tw_init(&w);
	tw_env(&w, "NO_COLOR", "1");
	tw_start(&w, 80, 24, NULL);
	tw_wait_here(&w, "F1", -1);
	for (int y = 0; y < w.rows; y++) {
		for (int x = 0; x < w.cols; x++) {
			tw_cell(&w, x, y, &cell);
			tw_colours(&w, &cell, &fg, &bg);
			assert_true(abs(fg.rgb.red - fg.rgb.blue) < 16);
			assert_true(abs(bg.rgb.red - bg.rgb.blue) < 16);
		}
	}
	quit(&w);
}

static void ascii_means_ascii(void **state)
{
	static const char *const args[] = { "--ascii", NULL };
	char *text;
	struct tw w;

	(void)state;
	tw_init(&w);
	tw_start(&w, 80, 24, args);
	tw_wait_here(&w, "F1", -1);
	tw_keys(&w, "<Ctrl-P>");
	tw_drain(&w, 200);
	text = tw_text(&w);
	for (const char *s = text; *s; s++)
		if ((unsigned char)*s >= 0x80)
			tw_fail(&w, "not ASCII: %.8s", s);
	free(text);
	tw_keys(&w, "<Esc>");
	tw_drain(&w, 200);
	quit(&w);
}

static unsigned brightness(const VTermColor *c)
{
	return (unsigned)c->rgb.red + c->rgb.green + c->rgb.blue;
}

/* The terminal under test is dark. */
static void light_is_light_and_goes_again(void **state)
{
	static const char *const args[] = { "--theme", "light", NULL };
	VTermScreenCell cell;
	VTermColor fg, bg;
	struct tw w;

	(void)state;
	tw_init(&w);
	tw_start(&w, 80, 24, args);
	tw_wait_here(&w, "F1", -1);
	for (int x = 0; x < 80; x++) {
		tw_cell(&w, x, 2, &cell);
		tw_colours(&w, &cell, &fg, &bg);
		assert_true(brightness(&bg) > 600);
		assert_true(brightness(&fg) < 400);
	}
	quit(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_screen_takes_any_size),
		cmocka_unit_test(sizes_may_follow_each_other_fast),
		cmocka_unit_test(a_small_window_says_what_it_needs),
		cmocka_unit_test(nothing_ticks_while_nothing_waits),
		cmocka_unit_test(waiting_for_an_answer_burns_nothing),
		cmocka_unit_test(one_thread_serves_all),
		cmocka_unit_test(every_end_gives_the_terminal_back),
		cmocka_unit_test(without_colour_it_uses_none),
		cmocka_unit_test(ascii_means_ascii),
		cmocka_unit_test(light_is_light_and_goes_again),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
