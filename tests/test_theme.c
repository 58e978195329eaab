#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tui/theme.h"

static void expect_auto(const char *colorfgbg, const char *no_color, enum theme expected)
{
	enum theme theme;

	unsetenv("COLORFGBG");
	unsetenv("NO_COLOR");
	if (colorfgbg)
		setenv("COLORFGBG", colorfgbg, 1);
	if (no_color)
		setenv("NO_COLOR", no_color, 1);
	assert_true(theme_from_name("auto", &theme));
	assert_int_equal(theme, expected);
	unsetenv("COLORFGBG");
	unsetenv("NO_COLOR");
}

static void the_terminal_tells_its_ground(void **state)
{
	(void)state;
	expect_auto(NULL, NULL, THEME_DARK);
	expect_auto("15;0", NULL, THEME_DARK);
	expect_auto("0;15", NULL, THEME_LIGHT);
	expect_auto("0;default;7", NULL, THEME_LIGHT);
	expect_auto("7;8", NULL, THEME_DARK);
	expect_auto("0;default", NULL, THEME_DARK);
	expect_auto("nonsense", NULL, THEME_DARK);
	expect_auto("0;15", "1", THEME_MONO);
	expect_auto("0;15", "", THEME_LIGHT);		/* empty is not set */
}

static void names_lead_back(void **state)
{
	enum theme theme = THEME_LIGHT;

	(void)state;
	for (int i = 0; i < THEME_COUNT; i++) {
		assert_true(theme_from_name(theme_name((enum theme)i), &theme));
		assert_int_equal(theme, i);
	}
	assert_false(theme_from_name("pink", &theme));
	assert_false(theme_from_name(NULL, &theme));
}

static void mono_has_no_colour(void **state)
{
	(void)state;
	for (int i = 0; i < STYLE_COUNT; i++) {
		const struct look *look = theme_look(THEME_MONO, (enum style)i);

		assert_int_equal(look->fg, -1);
		assert_int_equal(look->bg, -1);
		assert_int_equal(look->fg8, -1);
		assert_int_equal(look->bg8, -1);
		assert_int_equal(look->flags & LOOK_DIM, 0);
	}
}

/* An entry left out of a table would be black on black. */
static void every_style_can_be_read(void **state)
{
	(void)state;
	for (int theme = 0; theme < THEME_COUNT; theme++) {
		for (int i = 0; i < STYLE_COUNT; i++) {
			const struct look *look = theme_look((enum theme)theme, (enum style)i);

			assert_true(look->fg != look->bg || look->fg == -1);
			assert_true(look->fg8 != look->bg8 || look->fg8 == -1);
			assert_in_range(look->fg + 1, 0, 256);
			assert_in_range(look->bg8 + 1, 0, 8);
		}
	}
}

static void codes_have_dark_ink(void **state)
{
	(void)state;
	for (int theme = THEME_DARK; theme < THEME_MONO; theme++) {
		const struct look *look = theme_look((enum theme)theme, STYLE_QR);

		assert_int_equal(look->fg, 16);
		assert_int_equal(look->bg, 231);
		assert_int_equal(look->fg8, 0);
		assert_int_equal(look->bg8, 7);
		assert_int_equal(look->flags, 0);
	}
	unsetenv("COLORFGBG");
	assert_int_equal(theme_look(THEME_MONO, STYLE_QR)->flags, LOOK_REVERSE);
	setenv("COLORFGBG", "0;15", 1);
	assert_int_equal(theme_look(THEME_MONO, STYLE_QR)->flags, 0);
	unsetenv("COLORFGBG");
}

/* Only what the terminal has not by itself is set: who chose a paper keeps it. */
static void a_theme_brings_its_paper(void **state)
{
	(void)state;
	unsetenv("COLORFGBG");
	assert_non_null(theme_ground(THEME_LIGHT));
	assert_null(theme_ground(THEME_DARK));
	setenv("COLORFGBG", "0;15", 1);
	assert_null(theme_ground(THEME_LIGHT));
	assert_non_null(theme_ground(THEME_DARK));
	assert_null(theme_ground(THEME_MONO));
	assert_null(theme_ground(THEME_CONTRAST));
	unsetenv("COLORFGBG");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_terminal_tells_its_ground),
		cmocka_unit_test(names_lead_back),
		cmocka_unit_test(mono_has_no_colour),
		cmocka_unit_test(every_style_can_be_read),
		cmocka_unit_test(codes_have_dark_ink),
		cmocka_unit_test(a_theme_brings_its_paper),
	};

	return cmocka_run_group_tests_name("theme", tests, NULL, NULL);
}
