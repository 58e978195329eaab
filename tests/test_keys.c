#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include "api/lang.h"
#include "tests/far_end.h"

static void keys_have_names(void **state)
{
	static const struct {
		const char *bytes;
		tui_key key;
	} keys[] = {
		{ "a", 'a' }, { "ñ", 0xf1 }, { "漢", 0x6f22 }, { "\r", K_ENTER },
		{ "\n", K_ENTER }, { "\t", K_TAB }, { "\033[Z", K_BACKTAB },
		{ "\177", K_BACK }, { "\b", K_BACK }, { "\033[3~", K_DELETE },
		{ "\033[2~", K_INSERT }, { "\033OA", K_UP }, { "\033[B", K_DOWN },
		{ "\033OD", K_LEFT }, { "\033[C", K_RIGHT }, { "\033OH", K_HOME },
		{ "\033[F", K_END }, { "\033[1~", K_HOME }, { "\033[5~", K_PAGE_UP },
		{ "\033[6~", K_PAGE_DOWN }, { "\033[1;5D", K_WORD_LEFT },
		{ "\033[1;5C", K_WORD_RIGHT }, { "\033OP", K_F1 }, { "\033[12~", K_F2 },
		{ "\033OS", K_F4 }, { "\033[15~", K_F5 }, { "\033[21~", K_F10 },
		{ "\033[23~", K_F11 }, { "\033[24~", K_F12 }, { "\033", K_ESC },
		{ "\020", K_CTRL('p') }, { "\023", K_CTRL('s') }, { "\026", K_CTRL('v') },
	};

	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		expect_key(*state, keys[i].bytes, keys[i].key);
}

static void esc_comes_before_the_letter_of_alt(void **state)
{
	tui_key got[8];

	assert_int_equal(type_keys(*state, "\033x", got, 8), 2);
	assert_int_equal(got[0], K_ESC);
	assert_int_equal(got[1], 'x');
	assert_int_equal(type_keys(*state, "\033\033", got, 8), 2);
	assert_int_equal(got[1], K_ESC);
}

static void what_nobody_knows_is_no_text(void **state)
{
	tui_key got[16];

	assert_int_equal(type_keys(*state, "\033[99;99X\033[?1;2ca", got, 16), 1);
	assert_int_equal(got[0], 'a');
	assert_int_equal(type_keys(*state, "\xff\xc3(\xe6\xbc\xc3\xb1\xc2\x9b", got, 16), 2);
	assert_int_equal(got[0], '(');
	assert_int_equal(got[1], 0xf1);
}

/* A character in two pieces, as a slow line delivers it. */
static void pieces_make_a_character(void **state)
{
	tui_key got[4];

	assert_int_equal(type_keys(*state, "\xc3", got, 4), 0);
	expect_key(*state, "\xb1", 0xf1);
}

static void a_paste_is_text(void **state)
{
	static const tui_key expected[] = { K_PASTE_BEGIN, 'a', '\n', 'b', ' ', 'c', K_PASTE_END,
		'x' };
	tui_key got[16];

	assert_int_equal(type_keys(*state, "\033[200~a\r\nb\tc\001\r\033[201~x", got, 16),
		(int)ARRAY_LEN(expected));
	for (size_t i = 0; i < ARRAY_LEN(expected); i++)
		assert_int_equal(got[i], expected[i]);
}

static void the_mouse_points(void **state)
{
	tui_key got[4];

	assert_int_equal(type_keys(*state, "\033[<0;11;6M\033[<0;11;6m", got, 4), 1);
	assert_int_equal(got[0], K_MOUSE);
	assert_int_equal(term_mouse().x, 10);
	assert_int_equal(term_mouse().y, 5);
	assert_int_equal(term_mouse().what, MOUSE_CLICK);
	type_keys(*state, "\033[<0;11;6M\033[<0;11;6m", got, 4);
	assert_int_equal(term_mouse().what, MOUSE_DOUBLE);
	type_keys(*state, "\033[<65;3;4M", got, 4);
	assert_int_equal(term_mouse().what, MOUSE_WHEEL_DOWN);
	type_keys(*state, "\033[<64;3;4M", got, 4);
	assert_int_equal(term_mouse().what, MOUSE_WHEEL_UP);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, far_end_set_up, far_end_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(keys_have_names),
		CASE(esc_comes_before_the_letter_of_alt),
		CASE(what_nobody_knows_is_no_text),
		CASE(pieces_make_a_character),
		CASE(a_paste_is_text),
		CASE(the_mouse_points),
	};

	lang_init();
	unsetenv("COLORFGBG");
	unsetenv("LINES");
	unsetenv("COLUMNS");
	return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
