#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/diff.h"
#include "api/util.h"

/* Each line with its sign: " a|-b|+c|~d>e". */
static void is_told(const char *left, const char *right, const char *want)
{
	static const char signs[] = " -+~";
	struct str out = { 0 };
	struct diff d;

	diff_make(&d, left, right);
	for (int i = 0; i < d.n; i++) {
		const struct diff_line *line = &d.lines[i];

		str_addf(&out, "%s%c%s", i ? "|" : "", signs[line->kind],
			 line->left ? line->left : line->right);
		if (line->kind == DIFF_CHANGED)
			str_addf(&out, ">%s", line->right);
	}
	assert_string_equal(out.s ? out.s : "", want);
	str_release(&out);
	diff_release(&d);
}

static void lines_are_paired(void **state)
{
	(void)state;
	is_told("", "", "");
	is_told("a\nb\n", "a\nb\n", " a| b");
	is_told("a\nb\nc", "a\nx\nc\n", " a|~b>x| c");
	is_told("a\nb\nc\n", "a\nc\n", " a|-b| c");
	is_told("a\nc\n", "a\nb\nc\n", " a|+b| c");
	is_told("a\n", "", "-a");
	is_told("", "a\n", "+a");
	is_told("a\nb\nc\nd\ne\n", "a\nB\nc\nd\nE\nF\n", " a|~b>B| c| d|~e>E|+F");
	is_told("a\n\nb\n", "a\n\nc\n", " a| |~b>c");
}

static void what_moved_is_found_by_what_stayed(void **state)
{
	(void)state;
	is_told("1\n2\n3\n4\n5\n", "2\n3\n4\n5\n6\n", "-1| 2| 3| 4| 5|+6");
	is_told("x\na\nb\nc\ny\n", "a\nb\nc\n", "-x| a| b| c|-y");
}

static void differences_are_counted(void **state)
{
	struct diff d;

	(void)state;
	diff_make(&d, "a\nb\nc\n", "a\nx\nc\nd\n");
	assert_int_equal(d.differ, 2);
	assert_int_equal(d.n, 4);
	diff_release(&d);
}

/* Every line of both sides is told once, whatever their size. */
static void what_is_too_large_is_told_all_the_same(void **state)
{
	struct str left = { 0 }, right = { 0 };
	int told_left = 0, told_right = 0;
	struct diff d;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		str_addf(&left, "%s %d\n", i < 10 ? "same" : "left", i);
		str_addf(&right, "%s %d\n", i < 10 ? "same" : "right", i);
	}
	diff_make(&d, left.s, right.s);
	for (int i = 0; i < d.n; i++) {
		told_left += d.lines[i].left != NULL;
		told_right += d.lines[i].right != NULL;
	}
	assert_true(told_left == 3000 && told_right == 3000);
	assert_int_equal(d.differ, 2990);
	diff_release(&d);
	str_release(&left);
	str_release(&right);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_paired),
		cmocka_unit_test(what_moved_is_found_by_what_stayed),
		cmocka_unit_test(differences_are_counted),
		cmocka_unit_test(what_is_too_large_is_told_all_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
