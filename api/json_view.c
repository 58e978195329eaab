#include "api/json_view.h"

#include <stdlib.h>
#include <string.h>

#include "api/share.h"

enum {
	BEGINNING = 200,		/* bytes of a folded value that are shown */
	MANY = 3,			/* members of a longer list begin folded */
};

void tree_release(struct tree *tree)
{
	for (int i = 0; i < tree->n; i++) {
		free(tree->nodes[i].key);
		free(tree->nodes[i].text);
		json_decref(tree->nodes[i].value);
	}
	free(tree->nodes);
	free(tree->rows);
	*tree = (struct tree){ 0 };
}

/* ---- making ---- */

static int add(struct tree *tree, int parent, const char *key)
{
	struct tree_node *node;

	if (tree->n == tree->room) {
		tree->room = tree->room ? tree->room * 2 : 32;
		tree->nodes = xrealloc(tree->nodes, (size_t)tree->room * sizeof(*tree->nodes));
	}
	node = &tree->nodes[tree->n++];
	*node = (struct tree_node){ .key = xstrdup(key), .parent = parent, .end = tree->n,
				    .depth = parent < 0 ? 0 : tree->nodes[parent].depth + 1 };
	for (int above = parent; above >= 0; above = tree->nodes[above].parent)
		tree->nodes[above].end = tree->n;
	return tree->n - 1;
}

int tree_add(struct tree *tree, int parent, const char *key, const char *text)
{
	int node = add(tree, parent, key);

	tree->nodes[node].text = xstrdup(text);
	return node;
}

static void add_members(struct tree *tree, int node, json_t *value)
{
	bool many = json_array_size(value) > MANY;
	json_t *member;
	const char *key;
	size_t i;

	json_object_foreach(value, key, member)
		tree_add_json(tree, node, key, member);
	json_array_foreach(value, i, member) {
		char *nth = xasprintf("[%zu]", i);
		int at = tree_add_json(tree, node, nth, member);

		tree->nodes[at].folded = many && tree_can_fold(tree, at);
		free(nth);
	}
}

int tree_add_json(struct tree *tree, int parent, const char *key, json_t *value)
{
	int node = add(tree, parent, key);

	tree->nodes[node].value = json_incref(value);
	add_members(tree, node, value);
	return node;
}

/* ---- folding ---- */

void tree_show(struct tree *tree)
{
	tree->rows = xrealloc(tree->rows, (size_t)tree->n * sizeof(*tree->rows));
	tree->n_rows = 0;
	for (int i = 0; i < tree->n; i = tree->nodes[i].folded ? tree->nodes[i].end : i + 1)
		tree->rows[tree->n_rows++] = i;
}

bool tree_can_fold(const struct tree *tree, int node)
{
	return node >= 0 && node < tree->n && tree->nodes[node].end > node + 1;
}

static void set_folded(struct tree *tree, int node, bool folded)
{
	struct tree_node *at = &tree->nodes[node];

	at->folded = folded && tree_can_fold(tree, node);
	if (at->value) {		/* open and folded it is told in other words */
		free(at->text);
		at->text = NULL;
	}
}

void tree_fold(struct tree *tree, int node, bool folded)
{
	set_folded(tree, node, folded);
	tree_show(tree);
}

void tree_fold_all(struct tree *tree, bool folded)
{
	for (int i = 0; i < tree->n; i++)
		set_folded(tree, i, folded && tree->nodes[i].depth > 0);
	tree_show(tree);
}

int tree_row(const struct tree *tree, int node)
{
	int low = 0, high = tree->n_rows;

	while (high - low > 1) {	/* the last row that is not after it */
		int mid = low + (high - low) / 2;

		if (tree->rows[mid] <= node)
			low = mid;
		else
			high = mid;
	}
	return low;
}

/* ---- texts ---- */

static char *line_of(const struct tree_node *node)
{
	char *whole, *line;

	if (json_is_object(node->value) && !node->folded)
		return xasprintf("{%zu}", json_object_size(node->value));
	if (json_is_array(node->value) && !node->folded)
		return xasprintf("[%zu]", json_array_size(node->value));
	whole = json_text(node->value, false);
	if (!node->folded || strlen(whole) <= BEGINNING)
		return whole;
	line = xstrndup(whole, BEGINNING);	/* half a character is not drawn */
	free(whole);
	return line;
}

const char *tree_text(struct tree *tree, int node)
{
	struct tree_node *at = &tree->nodes[node];

	if (!at->text)
		at->text = line_of(at);
	return at->text;
}

static void add_path(const struct tree *tree, int node, struct str *out)
{
	const struct tree_node *at = &tree->nodes[node];

	if (at->parent < 0 || !tree->nodes[at->parent].value)
		return;			/* the whole of it has no path */
	add_path(tree, at->parent, out);
	if (out->len && *at->key != '[')
		str_add(out, ".");
	str_add(out, at->key);
}

char *tree_path(const struct tree *tree, int node)
{
	struct str out = { 0 };

	add_path(tree, node, &out);
	if (!out.len)
		str_add(&out, tree->nodes[node].key);
	return str_steal(&out);
}

char *tree_value(const struct tree *tree, int node)
{
	const struct tree_node *at = &tree->nodes[node];

	if (!at->value)
		return xstrdup(at->text);
	if (json_is_string(at->value))
		return xstrdup(json_string_value(at->value));
	return json_text(at->value, true);
}

/* ---- searching ---- */

/* What is below an object or a list is found there. */
static bool has(const struct tree_node *node, const char *what)
{
	bool within = json_is_object(node->value) || json_is_array(node->value), found;
	char *text = NULL;
	size_t len;

	if (!within)
		text = node->value ? json_text(node->value, false) : xstrdup(node->text);
	found = text_seek(node->key, what, &len) || (text && text_seek(text, what, &len));
	free(text);
	return found;
}

int tree_seek(struct tree *tree, const char *what, int from, bool backwards)
{
	for (int i = 1; i <= tree->n; i++) {
		int node = (from + (backwards ? tree->n - i : i)) % tree->n;

		if (!has(&tree->nodes[node], what))
			continue;
		for (int up = tree->nodes[node].parent; up >= 0; up = tree->nodes[up].parent)
			set_folded(tree, up, false);
		tree_show(tree);
		return node;
	}
	return -1;
}
