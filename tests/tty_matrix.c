/* The scenario matrix in the real program: every key is answered while all rows
 * run, and what failed can be read in the smallest window. */

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/lang.h"
#include "api/util.h"
#include "tests/agent.h"

enum { KEYS = 20000, MOVES = 6, ENOUGH = 600, OPS_X = 4, ROWS_X = 42, FIRST_Y = 3 };

static void open_matrix(struct tw *w, const char *const *args)
{
	tw_init(w);
	tw_start(w, 80, 24, args);
	tw_wait_here(w, "F1", -1);
	tw_keys(w, "<F6>");
	tw_wait_text(w, _("all operations"));
}

static void quit(struct tw *w)
{
	tw_keys(w, "<Ctrl-Q>");
	tw_ended(w, 0);
	tw_release(w);
}

struct focus {
	int x, line;
};

/* The line that has the focus in the list at x: the one on another ground. */
static int focus_line(struct tw *w, int x)
{
	for (int y = FIRST_Y; y < w->rows - 4; y++) {
		VTermScreenCell cell;

		tw_cell(w, x, y, &cell);
		if (!VTERM_COLOR_IS_DEFAULT_BG(&cell.bg))
			return y;
	}
	return -1;
}

static bool focus_is_elsewhere(struct tw *w, const void *arg)
{
	const struct focus *before = arg;
	int now = focus_line(w, before->x);

	return now >= 0 && now != before->line;
}

static int compare(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a, two = *(const int64_t *)b;

	return (one > two) - (one < two);
}

/* One step of the selection; how long until it was on the screen, in ns. */
static int64_t step(struct tw *w, int x, const char *key)
{
	const struct focus before = { x, focus_line(w, x) };
	int64_t began = now_ns();

	tw_keys(w, key);
	tw_wait_state(w, focus_is_elsewhere, &before, "the focus on another line");
	return now_ns() - began;
}

/* The sandbox takes its time, so that the run lasts longer than the typing. */
static void every_key_is_answered_while_all_rows_run(void **state)
{
	const char *const args[] = { "--fault", "delay:*:ms=2", NULL };
	int64_t *took = xcalloc(KEYS, sizeof(*took));
	struct tw w;
	int n = 0;

	(void)state;
	open_matrix(&w, args);
	tw_keys(&w, "a");
	tw_wait_text(&w, "running");
	while (n < KEYS && tw_has(&w, "running"))
		took[n] = step(&w, OPS_X, n % 20 < 10 ? "<Down>" : "<Up>"), n++;
	assert_true(n >= 100);
	qsort(took, (size_t)n, sizeof(*took), compare);
	printf("# %d keys during the run: median %.2f ms, longest %.2f ms\n", n,
	       (double)took[n / 2] / 1e6, (double)took[n - 1] / 1e6);
	tw_wait_gone(&w, "running");
	assert_true(tw_has(&w, "passed"));
	assert_false(tw_has(&w, "not run"));
	free(took);
	quit(&w);
}

/* A step moves the bar and tells of another row: not the whole screen, which is
 * some two thousand cells. */
static void a_step_redraws_no_more_than_it_must(void **state)
{
	struct tw w;
	long before;

	(void)state;
	open_matrix(&w, NULL);
	tw_keys(&w, "/getProfile\na");
	tw_wait_text(&w, "passed");
	tw_wait_asleep(&w);
	step(&w, ROWS_X, "<Right>");
	before = w.bytes;
	for (int i = 0; i < MOVES; i++)
		step(&w, ROWS_X, "<Down>");
	tw_wait_asleep(&w);
	printf("# %ld bytes a step\n", (w.bytes - before) / MOVES);
	assert_in_range((w.bytes - before) / MOVES, 20, ENOUGH);
	quit(&w);
}

static void a_run_ends_at_once(void **state)
{
	const char *const args[] = { "--fault", "stall:getProfile", NULL };
	struct tw w;

	(void)state;
	open_matrix(&w, args);
	tw_keys(&w, "a");
	tw_wait_text(&w, "running");
	tw_keys(&w, "x");
	tw_wait_gone(&w, "running");
	assert_true(tw_has(&w, "not run"));
	quit(&w);
}

static bool on_one_line(struct tw *w, const char *one, const char *two)
{
	int x, y;
	char *line;
	bool both;

	if (!tw_find(w, one, &x, &y))
		return false;
	line = tw_line(w, y);
	both = strstr(line, two) != NULL;
	free(line);
	return both;
}

static void a_failed_row_is_legible_at_80_by_24(void **state)
{
	const char *const args[] = { "--fault", "wrong-code:createContact", NULL };
	struct tw w;

	(void)state;
	open_matrix(&w, args);
	assert_true(tw_has(&w, "! faults: 1"));
	tw_keys(&w, "/createContact ERROR_INVALID_NAME\nr");
	tw_wait_text(&w, "failed");
	tw_keys(&w, "<Right>\n");
	tw_wait_text(&w, "THE CALL");		/* it stands below the comparison */
	assert_true(on_one_line(&w, "▸ code  ERROR_INVALID_NAME", "│ code  "));
	assert_true(on_one_line(&w, "HTTP 400", "│ HTTP 400"));
	assert_false(tw_has(&w, "▸ HTTP"));
	assert_true(tw_has(&w, "The code is"));
	tw_keys(&w, "<End>");
	tw_wait_text(&w, "THE ANSWER");
	quit(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_key_is_answered_while_all_rows_run),
		cmocka_unit_test(a_step_redraws_no_more_than_it_must),
		cmocka_unit_test(a_run_ends_at_once),
		cmocka_unit_test(a_failed_row_is_legible_at_80_by_24),
	};

	lang_init();
	lang_set("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
