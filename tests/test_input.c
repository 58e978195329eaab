#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "tui/input.h"

static void expect(const struct input *in, const char *text, int at)
{
	char *value = input_value(in);

	assert_string_equal(value, text);
	assert_int_equal(in->at, at);
	free(value);
}

static void type(struct input *in, const char *ascii)
{
	for (; *ascii; ascii++)
		assert_true(input_key(in, (tui_key)*ascii));
}

static void keys(struct input *in, tui_key key, int times)
{
	while (times-- > 0)
		assert_true(input_key(in, key));
}

static void editing(void **state)
{
	struct input in;

	(void)state;
	input_init(&in, "María Núñez", false);
	expect(&in, "María Núñez", 11);
	keys(&in, K_LEFT, 3);
	keys(&in, K_BACK, 1);
	expect(&in, "María Nñez", 7);
	keys(&in, K_DELETE, 1);
	type(&in, "un");
	expect(&in, "María Nunez", 9);
	keys(&in, K_HOME, 1);
	type(&in, "x");
	keys(&in, K_CTRL('e'), 1);
	type(&in, "y");
	expect(&in, "xMaría Nunezy", 13);
	keys(&in, K_RIGHT, 3);
	keys(&in, K_CTRL('a'), 1);
	keys(&in, K_LEFT, 3);
	keys(&in, K_BACK, 1);
	expect(&in, "xMaría Nunezy", 0);
	input_release(&in);
}

static void by_words(void **state)
{
	struct input in;

	(void)state;
	input_init(&in, "Av. Insurgentes Sur 1602", false);
	keys(&in, K_WORD_LEFT, 2);
	expect(&in, "Av. Insurgentes Sur 1602", 16);
	keys(&in, K_CTRL('w'), 1);
	expect(&in, "Av. Sur 1602", 4);
	keys(&in, K_WORD_RIGHT, 1);
	expect(&in, "Av. Sur 1602", 7);
	keys(&in, K_CTRL('k'), 1);
	expect(&in, "Av. Sur", 7);
	keys(&in, K_WORD_LEFT, 1);
	keys(&in, K_CTRL('u'), 1);
	expect(&in, "Sur", 0);
	input_release(&in);
}

static void marks_stay_with_their_letter(void **state)
{
	struct input in;

	(void)state;
	input_init(&in, "ae\u0301z", false);
	keys(&in, K_LEFT, 2);
	expect(&in, "ae\u0301z", 1);
	keys(&in, K_RIGHT, 1);
	expect(&in, "ae\u0301z", 3);
	keys(&in, K_BACK, 1);
	expect(&in, "az", 1);
	keys(&in, K_HOME, 1);
	assert_true(input_key(&in, 0x301));	/* nothing to stand on */
	expect(&in, "az", 0);
	input_release(&in);
}

static void other_keys_are_for_others(void **state)
{
	static const tui_key others[] = { K_ENTER, K_ESC, K_TAB, K_UP, K_F1, K_CTRL('p'),
		K_MOUSE, 0x202e };
	struct input in;

	(void)state;
	input_init(&in, "a", false);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_false(input_key(&in, others[i]));
	expect(&in, "a", 1);
	input_release(&in);
}

static void no_longer_than_allowed(void **state)
{
	struct input in;

	(void)state;
	input_init(&in, "", false);
	in.max = 3;
	type(&in, "abcdef");
	expect(&in, "abc", 3);
	input_set(&in, "vwxyz");
	expect(&in, "vwx", 3);
	in.max = 0;
	for (int i = 0; i < 100; i++)
		type(&in, "0123456789");
	assert_int_equal(in.len, 512);
	input_set(&in, NULL);
	assert_true(input_empty(&in));
	input_release(&in);
	input_release(NULL);
}

static void a_paste_is_one_line(void **state)
{
	struct input in;

	(void)state;
	input_init(&in, "", false);
	keys(&in, K_PASTE_BEGIN, 1);
	type(&in, "\none\n\ntwo");
	keys(&in, K_PASTE_END, 1);
	expect(&in, "one two", 7);
	input_release(&in);
}

static void the_cursor_shows(void **state)
{
	struct input in;
	struct grid g;
	struct canvas all, part;
	char *text;

	(void)state;
	grid_init(&g, 14, 1);
	all = grid_canvas(&g);
	part = canvas_part(&all, 2, 0, 8, 1);
	input_init(&in, "abcdefgh", false);
	input_draw(&in, &part, true);			/* the cursor needs a column, too */
	text = grid_dump(&g);
	assert_string_equal(text, "  efgh\n");
	free(text);
	assert_int_equal(g.cursor_x, 6);
	assert_int_equal(g.cells[9].style, STYLE_FIELD_FOCUS);
	assert_int_equal(g.cells[10].style, STYLE_TEXT);
	keys(&in, K_HOME, 1);
	input_draw(&in, &part, true);
	text = grid_dump(&g);
	assert_string_equal(text, "  abcdefgh\n");
	free(text);
	assert_int_equal(g.cursor_x, 2);
	for (int i = 0; i < 30; i++) {
		type(&in, "x");
		input_draw(&in, &part, true);
		assert_in_range(g.cursor_x, 2, 9);
	}
	grid_clear(&g);
	input_set(&in, "漢字");
	input_draw(&in, &part, true);
	assert_int_equal(g.cursor_x, 6);
	grid_clear(&g);
	input_draw(&in, &part, false);
	assert_int_equal(g.cursor_x, -1);
	input_release(&in);
	grid_release(&g);
}

static void secrets_are_dots(void **state)
{
	struct input in;
	struct grid g;
	struct canvas all;
	char *text;

	(void)state;
	grid_init(&g, 10, 1);
	all = grid_canvas(&g);
	input_init(&in, "s3cret", true);
	input_draw(&in, &all, true);
	text = grid_dump(&g);
	assert_string_equal(text, "••••••\n");
	free(text);
	g.ascii = true;
	keys(&in, K_WORD_LEFT, 1);
	assert_int_equal(in.at, 0);
	input_draw(&in, &all, true);
	text = grid_dump(&g);
	assert_string_equal(text, "******\n");
	free(text);
	input_release(&in);
	assert_null(in.text);
	grid_release(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(editing),
		cmocka_unit_test(by_words),
		cmocka_unit_test(marks_stay_with_their_letter),
		cmocka_unit_test(other_keys_are_for_others),
		cmocka_unit_test(no_longer_than_allowed),
		cmocka_unit_test(a_paste_is_one_line),
		cmocka_unit_test(the_cursor_shows),
		cmocka_unit_test(secrets_are_dots),
	};

	lang_init();
	return cmocka_run_group_tests_name("input", tests, NULL, NULL);
}
