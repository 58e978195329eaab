#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "tui/list.h"

static void row(const void *ctx, int i, struct canvas *c)
{
	const char *text = ctx;

	canvas_textf(c, 0, 0, STYLE_TEXT, " %d%s", i, text);
}

static char *drawn(struct list *l, struct grid *g, int w, int h, const char *text)
{
	struct canvas all;

	grid_release(g);
	grid_init(g, w, h);
	all = grid_canvas(g);
	list_draw(l, &all, true, 100, row, text);
	for (int y = 0; y < h; y++)		/* make the bar visible in plain text */
		if (g->cells[y * w].style == STYLE_FOCUS && g->cells[y * w].ch == L' ')
			g->cells[y * w].ch = L'>';
	return grid_dump(g);
}

static void expect(struct list *l, const char *text)
{
	struct grid g = { 0 };
	char *got = drawn(l, &g, 6, 3, "");

	assert_string_equal(got, text);
	free(got);
	grid_release(&g);
}

static void the_focus_stays_visible(void **state)
{
	struct list l = { 0 };

	(void)state;
	list_set(&l, 5);
	expect(&l, ">0\n 1\n 2   ▾\n");
	assert_true(list_key(&l, K_UP));
	expect(&l, ">0\n 1\n 2   ▾\n");
	list_key(&l, K_PAGE_DOWN);
	list_key(&l, K_DOWN);
	expect(&l, " 1   ▴\n 2\n>3   ▾\n");
	list_key(&l, K_END);
	list_key(&l, K_DOWN);
	expect(&l, " 2   ▴\n 3\n>4\n");
	list_key(&l, K_PAGE_UP);
	expect(&l, ">2   ▴\n 3\n 4\n");
	list_key(&l, K_HOME);
	expect(&l, ">0\n 1\n 2   ▾\n");
	assert_false(list_key(&l, K_ENTER));
	assert_false(list_key(&l, 'j'));
}

static void a_shorter_list_has_no_hole(void **state)
{
	struct list l = { 0 };

	(void)state;
	list_set(&l, 9);
	list_key(&l, K_END);
	expect(&l, " 6   ▴\n 7\n>8\n");
	list_set(&l, 3);
	expect(&l, " 0\n 1\n>2\n");
	list_set(&l, 0);
	expect(&l, "\n\n\n");
	assert_int_equal(l.at, 0);
	assert_true(list_key(&l, K_DOWN));
	assert_true(list_key(&l, K_END));
	assert_int_equal(l.at, 0);
}

static int bar(const struct grid *g)
{
	int n = 0;

	while (n < g->w && g->cells[n].style == STYLE_FOCUS)
		n++;
	return n;
}

static void the_bar_ends_at_a_gap(void **state)
{
	struct list l = { 0 };
	struct grid g = { 0 };

	(void)state;
	list_set(&l, 2);
	free(drawn(&l, &g, 30, 2, " Ana Paz"));
	assert_int_equal(bar(&g), 30);
	free(drawn(&l, &g, 80, 2, " 12:04  Ana Paz Gómez    500.00 MXN   not known yet"));
	assert_int_equal(bar(&g), 24);
	free(drawn(&l, &g, 80, 2, " one sentence that has no gap in it whatever one does"));
	assert_int_equal(bar(&g), 36);
	grid_release(&g);
}

static void rows_can_be_clicked(void **state)
{
	struct list l = { 0 };
	struct grid g = { 0 };

	(void)state;
	list_set(&l, 9);
	list_key(&l, K_END);
	free(drawn(&l, &g, 10, 3, ""));
	assert_int_equal(grid_hit(&g, 1, 0), 106);
	assert_int_equal(grid_hit(&g, 1, 2), 108);
	grid_release(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_focus_stays_visible),
		cmocka_unit_test(a_shorter_list_has_no_hole),
		cmocka_unit_test(the_bar_ends_at_a_gap),
		cmocka_unit_test(rows_can_be_clicked),
	};

	lang_init();
	return cmocka_run_group_tests_name("list", tests, NULL, NULL);
}
