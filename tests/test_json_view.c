#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/json_view.h"
#include "api/lang.h"

/* {"name": …, "contacts": [4 of {"phone"}], "empty": {}} below a heading and a line. */
static void make(struct tree *tree)
{
	json_t *json = json_pack("{s:s, s:[{s:s}, {s:s}, {s:s}, {s:s}], s:{}, s:n}", "name",
				 "María \"Mari\" Núñez", "contacts", "phone", "+1", "phone", "+2",
				 "phone", "+3", "phone", "+4", "empty", "note");
	int head = tree_add(tree, -1, "Answer", "HTTP 200");

	tree_add(tree, head, "Date", "today");
	tree_add_json(tree, head, "body", json);
	tree_show(tree);
	json_decref(json);
}

static int node_of(const struct tree *tree, const char *key)
{
	for (int i = 0; i < tree->n; i++)
		if (str_eq(tree->nodes[i].key, key))
			return i;
	fail_msg("no node is called %s", key);
	return -1;
}

/* The keys that show, joined by blanks. */
static void shows_keys(const struct tree *tree, const char *keys)
{
	struct str out = { 0 };

	for (int i = 0; i < tree->n_rows; i++)
		str_addf(&out, i ? " %s" : "%s", tree->nodes[tree->rows[i]].key);
	assert_string_equal(out.s, keys);
	str_release(&out);
}

static void members_of_a_long_list_begin_folded(void **state)
{
	struct tree tree = { 0 };

	(void)state;
	make(&tree);
	shows_keys(&tree, "Answer Date body name contacts [0] [1] [2] [3] empty note");
	tree_fold(&tree, node_of(&tree, "[1]"), false);
	shows_keys(&tree, "Answer Date body name contacts [0] [1] phone [2] [3] empty note");
	tree_fold(&tree, node_of(&tree, "contacts"), true);
	shows_keys(&tree, "Answer Date body name contacts empty note");
	tree_release(&tree);
}

static void all_folds_but_the_headings(void **state)
{
	struct tree tree = { 0 };

	(void)state;
	make(&tree);
	tree_fold_all(&tree, true);
	shows_keys(&tree, "Answer Date body");
	assert_int_equal(tree_row(&tree, node_of(&tree, "[2]")), 2);
	tree_fold_all(&tree, false);
	assert_int_equal(tree.n_rows, tree.n);
	assert_false(tree_can_fold(&tree, node_of(&tree, "empty")));
	assert_false(tree_can_fold(&tree, node_of(&tree, "name")));
	assert_false(tree_can_fold(&tree, tree.n));
	tree_release(&tree);
}

static void a_line_says_what_is_in_it(void **state)
{
	struct tree tree = { 0 };

	(void)state;
	make(&tree);
	assert_string_equal(tree_text(&tree, node_of(&tree, "name")),
			    "\"María \\\"Mari\\\" Núñez\"");
	assert_string_equal(tree_text(&tree, node_of(&tree, "note")), "null");
	assert_string_equal(tree_text(&tree, node_of(&tree, "contacts")), "[4]");
	assert_string_equal(tree_text(&tree, node_of(&tree, "body")), "{4}");
	assert_string_equal(tree_text(&tree, node_of(&tree, "[0]")), "{\"phone\":\"+1\"}");
	tree_fold(&tree, node_of(&tree, "[0]"), false);
	assert_string_equal(tree_text(&tree, node_of(&tree, "[0]")), "{1}");
	assert_string_equal(tree_text(&tree, node_of(&tree, "Date")), "today");
	tree_release(&tree);
}

static void path_is(const struct tree *tree, int node, const char *path)
{
	char *found = tree_path(tree, node);

	assert_string_equal(found, path);
	free(found);
}

static void paths_and_values_are_those_of_the_json(void **state)
{
	struct tree tree = { 0 };
	char *value;

	(void)state;
	make(&tree);
	path_is(&tree, node_of(&tree, "[2]"), "contacts[2]");
	path_is(&tree, node_of(&tree, "[2]") + 1, "contacts[2].phone");
	path_is(&tree, node_of(&tree, "body"), "body");
	path_is(&tree, node_of(&tree, "Date"), "Date");
	value = tree_value(&tree, node_of(&tree, "name"));
	assert_string_equal(value, "María \"Mari\" Núñez");
	free(value);
	value = tree_value(&tree, node_of(&tree, "[3]"));
	assert_string_equal(value, "{\n  \"phone\": \"+4\"\n}");
	free(value);
	tree_release(&tree);
}

static void searching_unfolds_what_it_finds(void **state)
{
	struct tree tree = { 0 };
	int hit;

	(void)state;
	make(&tree);
	tree_fold_all(&tree, true);
	hit = tree_seek(&tree, "+3", 0, false);
	assert_int_equal(hit, node_of(&tree, "[2]") + 1);
	shows_keys(&tree, "Answer Date body name contacts [0] [1] [2] phone [3] empty note");
	assert_int_equal(tree_seek(&tree, "NÚÑEZ", hit, false), node_of(&tree, "name"));
	assert_int_equal(tree_seek(&tree, "contacts", hit, true), node_of(&tree, "contacts"));
	assert_int_equal(tree_seek(&tree, "nobody", 0, false), -1);
	/* The only one is found again from itself. */
	assert_int_equal(tree_seek(&tree, "+3", hit, false), hit);
	tree_release(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_of_a_long_list_begin_folded),
		cmocka_unit_test(all_folds_but_the_headings),
		cmocka_unit_test(a_line_says_what_is_in_it),
		cmocka_unit_test(paths_and_values_are_those_of_the_json),
		cmocka_unit_test(searching_unfolds_what_it_finds),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
