#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "tui/canvas.h"

static struct grid grid;
static struct canvas all;

static int set_up(void **state)
{
	(void)state;
	grid_init(&grid, 12, 3);
	all = grid_canvas(&grid);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	grid_release(&grid);
	return 0;
}

static void expect(const char *text)
{
	char *got = grid_dump(&grid);

	assert_string_equal(got, text);
	free(got);
}

static void text_is_cut_at_the_edges(void **state)
{
	(void)state;
	assert_int_equal(canvas_text(&all, 9, 0, STYLE_TEXT, "abcdef"), 12);
	assert_int_equal(canvas_text(&all, -2, 1, STYLE_TEXT, "abcdef"), 4);
	canvas_text(&all, 0, -1, STYLE_TEXT, "above");
	canvas_text(&all, 0, 3, STYLE_TEXT, "below");
	expect("         abc\ncdef\n\n");
}

static void a_part_keeps_to_itself(void **state)
{
	struct canvas part = canvas_part(&all, 3, 1, 4, 1), lost = canvas_part(&all, 20, 9, 4, 4);
	struct canvas corner = canvas_part(&all, -2, -1, 4, 2);

	(void)state;
	canvas_fill(&all, 0, 0, 12, 3, STYLE_TEXT, L'.');
	canvas_text(&part, -1, 0, STYLE_TEXT, "0123456789");
	canvas_text(&part, 0, 1, STYLE_TEXT, "no");
	canvas_fill(&part, 2, -5, 99, 99, STYLE_DIM, L'#');
	canvas_box(&lost, 0, 0, 9, 9, "lost");
	canvas_text(&lost, 0, 0, STYLE_TEXT, "lost");
	expect("............\n...12##.....\n............\n");
	assert_int_equal(grid.cells[12 + 5].style, STYLE_DIM);
	assert_int_equal(corner.w, 2);
	assert_int_equal(corner.h, 1);
}

static void wide_characters_are_whole_or_blank(void **state)
{
	struct canvas part = canvas_part(&all, 0, 0, 4, 1);

	(void)state;
	assert_int_equal(text_width("漢字a"), 5);
	assert_int_equal(canvas_text(&part, 1, 0, STYLE_TEXT, "漢字"), 3);
	expect(" 漢\n\n\n");
	canvas_text(&all, 2, 0, STYLE_TEXT, "x");	/* over a right half */
	expect("  x\n\n\n");
	canvas_text(&all, 0, 1, STYLE_TEXT, "字");
	canvas_text(&all, 0, 1, STYLE_TEXT, "y");	/* over a left half */
	expect("  x\ny\n\n");
	canvas_text(&all, -1, 2, STYLE_TEXT, "字z");
	expect("  x\ny\n z\n");
	canvas_text(&all, 4, 2, STYLE_TEXT, "漢");
	canvas_fill(&all, 5, 2, 1, 1, STYLE_TEXT, L'f');
	expect("  x\ny\n z   f\n");
}

static void what_is_hidden_is_not_drawn(void **state)
{
	(void)state;
	canvas_text(&all, 0, 0, STYLE_TEXT, "a\033[31m\tb\xc2\xad\u202e\u200b\ufeffc\xc2\x9b" "d");
	expect("a[31mbcd\n\n\n");
	canvas_text(&all, 0, 1, STYLE_TEXT, "e\u0301\u0302x\u0303");	/* one mark a cell */
	canvas_text(&all, 0, 2, STYLE_TEXT, "\u0301q\xff\xc3");
	expect("a[31mbcd\ne\u0301x\u0303\nq\ufffd\ufffd\n");
	assert_int_equal(text_width("e\u0301\u202e\n"), 1);
}

static void aligned_and_shortened(void **state)
{
	(void)state;
	assert_int_equal(canvas_right(&all, 12, 0, STYLE_TEXT, "1,00 €"), 6);
	assert_int_equal(canvas_cut(&all, 0, 1, 5, STYLE_TEXT, "María"), 5);
	assert_int_equal(canvas_cut(&all, 6, 1, 5, STYLE_TEXT, "Mariana"), 11);
	assert_int_equal(canvas_cut(&all, 0, 2, 4, STYLE_TEXT, "a漢字"), 4);
	canvas_cut(&all, 9, 2, 9, STYLE_TEXT, "Mariana");
	expect("      1,00 €\nMaría Mari…\na漢…     Ma…\n");
	assert_int_equal(canvas_cut(&all, 5, 0, 0, STYLE_TEXT, "x"), 5);
}

static void words_wrap(void **state)
{
	(void)state;
	assert_int_equal(text_wrap_lines("", 5), 0);
	assert_int_equal(text_wrap_lines("one two\nthree", 7), 2);
	assert_int_equal(text_wrap_lines("one  two", 5), 2);
	assert_int_equal(text_wrap_lines("a\n\nb\n", 5), 3);
	assert_int_equal(text_wrap_lines("abcdefgh", 3), 3);
	assert_int_equal(text_wrap_lines("漢字", 1), 2);
	assert_int_equal(text_wrap_lines("  ab  ", 4), 1);
	assert_int_equal(canvas_wrap(&all, 1, 0, 6, 9, STYLE_TEXT, "uno dos tres"), 3);
	expect(" uno\n dos\n tres\n");
	grid_clear(&grid);
	assert_int_equal(canvas_wrap(&all, 0, 0, 7, 2, STYLE_TEXT, "uno dos tres cuatro"), 2);
	expect("uno dos\ntres…\n\n");
	grid_clear(&grid);
	assert_int_equal(canvas_wrap(&all, 0, 0, 7, 1, STYLE_TEXT, "uno dos tres"), 1);
	expect("uno do…\n\n\n");
}

static void frames_and_gauges(void **state)
{
	(void)state;
	canvas_fill(&all, 0, 0, 12, 3, STYLE_TEXT, L'x');
	canvas_box(&all, 0, 0, 10, 3, "Añadir");
	expect("┌ Añadir ┐xx\n│        │xx\n└────────┘xx\n");
	canvas_gauge(&all, 1, 1, 8, 500, STYLE_OK);
	canvas_rule(&all, 10, 1, 2, STYLE_DIM);
	expect("┌ Añadir ┐xx\n│▇▇▇▇▁▁▁▁│──\n└────────┘xx\n");
	canvas_gauge(&all, 1, 1, 8, 99999, STYLE_OK);
	expect("┌ Añadir ┐xx\n│▇▇▇▇▇▇▇▇│──\n└────────┘xx\n");
}

static void ascii_alone_but_for_letters(void **state)
{
	(void)state;
	grid.ascii = true;
	canvas_box(&all, 0, 0, 12, 3, "Año");
	canvas_gauge(&all, 1, 1, 4, 500, STYLE_OK);
	canvas_text(&all, 6, 1, STYLE_TEXT, "“é…”▸");
	expect("+ Año -----+\n|##__ \"é.\">|\n+----------+\n");
	assert_string_equal(sign(&all, "ok"), "+");
	assert_string_equal(sign(&all, "hook"), "\\");
	grid.ascii = false;
	assert_string_equal(sign(&all, "ok"), "✓");
}

static void the_topmost_place_is_hit(void **state)
{
	struct canvas part = canvas_part(&all, 2, 1, 5, 2);

	(void)state;
	canvas_hot(&all, 0, 0, 12, 3, 1);
	canvas_hot(&part, 0, 0, 99, 1, 2);
	assert_int_equal(grid_hit(&grid, 0, 0), 1);
	assert_int_equal(grid_hit(&grid, 6, 1), 2);
	assert_int_equal(grid_hit(&grid, 7, 1), 1);
	assert_int_equal(grid_hit(&grid, 12, 0), -1);
	canvas_cursor(&part, 1, 1);
	assert_int_equal(grid.cursor_x, 3);
	canvas_box(&part, 0, 0, 5, 2, NULL);		/* what lies on top hides both */
	assert_int_equal(grid_hit(&grid, 3, 1), -1);
	assert_int_equal(grid.cursor_x, -1);
	canvas_cursor(&part, 5, 0);
	assert_int_equal(grid.cursor_x, -1);
	for (int i = 0; i < 500; i++)
		canvas_hot(&all, 0, 0, 1, 1, 7);
	assert_int_equal(grid_hit(&grid, 0, 0), 7);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(text_is_cut_at_the_edges),
		CASE(a_part_keeps_to_itself),
		CASE(wide_characters_are_whole_or_blank),
		CASE(what_is_hidden_is_not_drawn),
		CASE(aligned_and_shortened),
		CASE(words_wrap),
		CASE(frames_and_gauges),
		CASE(ascii_alone_but_for_letters),
		CASE(the_topmost_place_is_hit),
	};

	lang_init();
	return cmocka_run_group_tests_name("canvas", tests, NULL, NULL);
}
