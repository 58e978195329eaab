#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "api/lang.h"
#include "tui/text.h"

static void draw(struct text *t, struct grid *g)
{
	struct canvas all;

	grid_release(g);
	grid_init(g, 12, 3);
	all = grid_canvas(g);
	text_draw(t, &all);
}

static void expect(struct text *t, const char *text)
{
	struct grid g = { 0 };
	char *got;

	draw(t, &g);
	got = grid_dump(&g);
	assert_string_equal(got, text);
	free(got);
	grid_release(&g);
}

static void scrolling(void **state)
{
	struct text t;

	(void)state;
	text_init(&t, "one\ntwo\n\nfour\n\tfive\nsix", 0);
	assert_int_equal(t.n, 6);
	expect(&t, "one\ntwo\n           ▾\n");
	text_key(&t, K_UP);
	text_key(&t, K_DOWN);
	expect(&t, "two        ▴\n\nfour       ▾\n");
	text_key(&t, K_PAGE_DOWN);
	expect(&t, "four       ▴\n five\nsix\n");
	text_key(&t, K_DOWN);
	expect(&t, "four       ▴\n five\nsix\n");
	text_key(&t, K_HOME);
	expect(&t, "one\ntwo\n           ▾\n");
	text_key(&t, K_END);
	text_key(&t, K_PAGE_UP);
	expect(&t, "two        ▴\n\nfour       ▾\n");
	assert_false(text_key(&t, K_ENTER));
	assert_false(text_key(&t, 'n'));	/* nothing was searched for */
	text_release(&t);
	text_release(NULL);
}

static void wrapped(void **state)
{
	struct text t;

	(void)state;
	text_init(&t, "uno dos tres cuatro\ncinco", 8);
	expect(&t, "uno dos\ntres\ncuatro     ▾\n");
	text_release(&t);
	text_init(&t, NULL, 8);
	expect(&t, "\n\n\n");
	assert_false(text_search(&t, "x", false));
	text_release(&t);
}

static void searching(void **state)
{
	struct text t;

	(void)state;
	text_init(&t, "Ñandú a\nb\nc\nd\ne\nxx ÑANDÚ\ng", 0);
	expect(&t, "Ñandú a\nb\nc          ▾\n");
	assert_true(text_search(&t, "ñandú", false));
	assert_int_equal(t.hit, 0);
	assert_true(text_key(&t, 'n'));
	assert_int_equal(t.hit, 5);
	expect(&t, "e          ▴\nxx ÑANDÚ\ng\n");
	text_key(&t, 'n');			/* around the end */
	assert_int_equal(t.hit, 0);
	text_key(&t, 'N');
	assert_int_equal(t.hit, 5);
	assert_false(text_search(&t, "nowhere", false));
	assert_int_equal(t.hit, -1);
	assert_false(text_search(&t, "", false));
	text_release(&t);
}

static void matches_stand_out(void **state)
{
	struct grid g = { 0 };
	struct text t;

	(void)state;
	text_init(&t, "漢 key Key\nkey", 0);
	text_search(&t, "key", false);
	draw(&t, &g);
	assert_int_equal(g.cells[2].style, STYLE_TEXT);
	assert_int_equal(g.cells[3].style, STYLE_FOCUS);
	assert_int_equal(g.cells[6].style, STYLE_TEXT);
	assert_int_equal(g.cells[9].style, STYLE_FOCUS);
	assert_int_equal(g.cells[12].style, STYLE_STRONG);
	grid_release(&g);
	text_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scrolling),
		cmocka_unit_test(wrapped),
		cmocka_unit_test(searching),
		cmocka_unit_test(matches_stand_out),
	};

	lang_init();
	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
