/* The pseudo-terminal itself, on programs that are not ours: a harness that
 * sees nothing would let everything pass. */

#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <signal.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/lang.h"
#include "tests/term_world.h"

static void sees_what_is_typed(void **state)
{
	static const char *const args[] = { "/bin/cat", NULL };
	struct tw w;
	int x, y;

	(void)state;
	tw_init(&w);
	tw_start(&w, 40, 5, args);
	tw_keys(&w, "Nuñez 日本\n");
	tw_wait_text(&w, "Nuñez 日本 Nuñez 日本");
	tw_keys(&w, "bye");
	tw_wait_text(&w, "Nuñez 日本 Nuñez 日本 bye");
	assert_false(tw_has(&w, "byebye"));
	assert_true(tw_find(&w, "bye", &x, &y));
	assert_int_equal(x, 0);
	assert_int_equal(y, 2);
	tw_keys(&w, "\n<Ctrl-D>");
	tw_ended(&w, 0);
	tw_release(&w);
}

static void resize_and_signals_arrive(void **state)
{
	static const char *const args[] = { "/bin/sh", "-c",
					    "trap 'stty size; x=1' WINCH; echo here; while [ -z "
					    "\"$x\" ]; do read y; done; exit 3",
					    NULL };
	struct tw w;

	(void)state;
	tw_init(&w);
	tw_start(&w, 40, 5, args);
	tw_wait_text(&w, "here");
	tw_resize(&w, 61, 7);
	tw_keys(&w, "\n");
	tw_wait_text(&w, "7 61");
	tw_keys(&w, "\n");
	tw_ended(&w, 3);
	tw_restart(&w);
	tw_wait_text(&w, "here");
	tw_kill(&w);
	assert_int_equal(w.pid, 0);
	tw_release(&w);
}

static void colours_are_cells(void **state)
{
	static const char *const args[] = {
		"/bin/sh", "-c", "printf '\\033[31;7mred\\033[0m\\n'; read x", NULL
	};
	VTermScreenCell cell;
	VTermColor fg, bg;
	struct tw w;

	(void)state;
	tw_init(&w);
	tw_start(&w, 40, 5, args);
	tw_wait_text(&w, "red");
	tw_cell(&w, 0, 0, &cell);
	tw_colours(&w, &cell, &fg, &bg);
	assert_true(bg.rgb.red > 150 && bg.rgb.green < 80);
	tw_keys(&w, "\n");
	tw_ended(&w, 0);
	tw_release(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sees_what_is_typed),
		cmocka_unit_test(resize_and_signals_arrive),
		cmocka_unit_test(colours_are_cells),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
