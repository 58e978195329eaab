#include "screens/json_tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/text.h"

enum { INDENT = 2, LABEL_W = 16, BAR_W = 40 };

void json_tree_release(struct json_tree *t)
{
	tree_release(&t->tree);
}

static void go_to(struct json_tree *t, int node)
{
	list_set(&t->list, t->tree.n_rows);
	if (node >= 0)
		t->list.at = tree_row(&t->tree, node);
}

void json_tree_show(struct json_tree *t, int node)
{
	tree_show(&t->tree);
	go_to(t, node);
}

int json_tree_node(const struct json_tree *t)
{
	return t->list.at < t->tree.n_rows ? t->tree.rows[t->list.at] : -1;
}

static void fold(struct json_tree *t, int node, bool folded)
{
	tree_fold(&t->tree, node, folded);
	go_to(t, node);
}

static void fold_all(struct json_tree *t, bool folded)
{
	int node = json_tree_node(t);

	tree_fold_all(&t->tree, folded);
	go_to(t, node);
}

/* Left closes or goes to what it is in, right opens or goes into it. */
static void sideways(struct json_tree *t, int node, bool left)
{
	const struct tree_node *at = &t->tree.nodes[node];
	bool can = tree_can_fold(&t->tree, node);

	if (left && (!can || at->folded))
		go_to(t, at->parent);
	else if (!left && can && !at->folded)
		go_to(t, node + 1);
	else if (can)
		fold(t, node, left);
}

bool json_tree_key(struct json_tree *t, tui_key key)
{
	int node = json_tree_node(t);

	if (node < 0)
		return false;
	switch (key) {
	case K_LEFT:
	case K_RIGHT:
		sideways(t, node, key == K_LEFT);
		return true;
	case '+':
	case '-':
		fold_all(t, key == '-');
		return true;
	case K_ENTER:
	case ' ':
		if (!tree_can_fold(&t->tree, node))
			return false;
		fold(t, node, !t->tree.nodes[node].folded);
		return true;
	default:
		return list_key(&t->list, key);
	}
}

void json_tree_click(struct json_tree *t, int hot)
{
	int row = hot - TREE_HOT;

	if (row < 0 || row >= t->tree.n_rows)
		return;
	if (row == t->list.at && tree_can_fold(&t->tree, t->tree.rows[row]))
		fold(t, t->tree.rows[row], !t->tree.nodes[t->tree.rows[row]].folded);
	else
		t->list.at = row;
}

bool json_tree_seek(struct json_tree *t, const char *what, bool backwards)
{
	int from = json_tree_node(t);

	snprintf(t->find, sizeof(t->find), "%s", what);
	t->hit = *what && from >= 0 ? tree_seek(&t->tree, t->find, from, backwards) : -1;
	if (t->hit >= 0)
		go_to(t, t->hit);
	return t->hit >= 0;
}

/* ---- drawing ---- */

static enum style value_style(const struct tree_node *node)
{
	static const enum style tags[] = {
		[TAG_VALUE] = STYLE_TEXT, [TAG_SECTION] = STYLE_TEXT, [TAG_GOOD] = STYLE_OK,
		[TAG_BAD] = STYLE_ERROR, [TAG_BAR] = STYLE_TEXT,
	};

	if (json_is_object(node->value) || json_is_array(node->value) || json_is_null(node->value))
		return STYLE_DIM;
	return tags[node->tag];
}

/* A bar that begins where the one above it ended. */
static void draw_bar(struct canvas *row, int x, const struct tree_node *node)
{
	int w = row->w - x - 12 < BAR_W ? row->w - x - 12 : BAR_W;
	int from = node->from * w / 1000, to = (node->to * w + 999) / 1000;

	canvas_gauge(row, x, 0, w, 0, STYLE_DIM);
	if (node->to > node->from)
		canvas_gauge(row, x + from, 0, to > from ? to - from : 1, 1000, STYLE_OK);
	canvas_right(row, x + w + 11, 0, STYLE_TEXT, node->text);
}

static void mark_find(const struct json_tree *t, struct canvas *row, int x, const char *text)
{
	const char *at = text;
	size_t len;

	while ((at = text_seek(at, t->find, &len))) {
		char *before = xstrndup(text, (size_t)(at - text)), *match = xstrndup(at, len);

		canvas_restyle(row, x + text_width(before), 0, text_width(match), 1, STYLE_STRONG);
		free(before);
		free(match);
		at += len;
	}
}

static void draw_row(const void *ctx, int i, struct canvas *row)
{
	/* A line's text is made when it is first drawn. */
	struct json_tree *t = (struct json_tree *)ctx;
	int n = t->tree.rows[i], x;
	const struct tree_node *node = &t->tree.nodes[n];
	const char *text = tree_text(&t->tree, n);
	bool section = node->depth == 0;

	x = node->depth * INDENT;
	if (tree_can_fold(&t->tree, n))
		canvas_text(row, x, 0, STYLE_DIM, sign(row, node->folded ? "now" : "down"));
	else if (node->tag == TAG_GOOD || node->tag == TAG_BAD)
		canvas_text(row, x, 0, value_style(node),
			    sign(row, node->tag == TAG_GOOD ? "ok" : "bad"));
	x += 2;
	canvas_cut(row, x, 0, row->w - x, section ? STYLE_TITLE : STYLE_LABEL, node->key);
	mark_find(t, row, x, node->key);
	if (node->tag == TAG_BAR) {
		draw_bar(row, x + LABEL_W + 2, node);
		return;
	}
	if (*node->key)
		x += section ? 12 : text_width(node->key) + 2;
	canvas_cut(row, x, 0, row->w - x, value_style(node), text);
	mark_find(t, row, x, text);
}

void json_tree_draw(struct json_tree *t, struct canvas *c)
{
	list_draw(&t->list, c, true, TREE_HOT, draw_row, t);
}

/* ---- a whole value ---- */

struct whole_state {
	struct screen screen;
	char *title, *whole;
	struct text text;
	int w;				/* columns it is wrapped to */
};

static struct whole_state *state_of(const struct screen *screen)
{
	return (struct whole_state *)screen;
}

static void whole_open(struct screen *screen, const void *arg)
{
	struct whole_state *st = state_of(screen);
	const struct whole_arg *whole = arg;

	st->title = xstrdup(whole->title);
	st->whole = xstrdup(whole->text);
	st->w = screen->app->grid.w - 10;
	text_init(&st->text, st->whole, st->w);
}

static void whole_close(struct screen *screen)
{
	struct whole_state *st = state_of(screen);

	text_release(&st->text);
	free(st->title);
	free(st->whole);
}

static bool whole_key(struct screen *screen, tui_key key)
{
	return text_key(&state_of(screen)->text, key);
}

static void do_copy(struct screen *screen)
{
	term_copy(state_of(screen)->whole);
	app_note(screen->app, NOTE_GOOD, "%s",
		 _("Copied to the clipboard, if this terminal allows it."));
}

static void do_close(struct screen *screen)
{
	app_pop(screen->app);
}

static void whole_draw(struct screen *screen, struct canvas *c)
{
	struct whole_state *st = state_of(screen);
	int h = st->text.n + 2 < c->h ? st->text.n + 2 : c->h;
	struct canvas in;

	canvas_box(c, 0, (c->h - h) / 2, c->w, h, st->title);
	in = canvas_part(c, 3, (c->h - h) / 2 + 1, c->w - 6, h - 2);
	text_draw(&st->text, &in);
}

static const struct binding bindings[] = {
	{ .key = 'y', .name = "y", .label = N_("Copy"), .run = do_copy,
	  .help = N_("Puts the whole value on the clipboard.") },
	{ .key = K_ESC, .twin = 'q', .name = "Esc", .label = N_("Close"), .run = do_close },
	{ 0 }
};

const struct screen_ops whole_screen = {
	.name = "whole",
	.title = N_("Whole value"),
	.size = sizeof(struct whole_state),
	.overlay = true,
	.bindings = bindings,
	.open = whole_open,
	.close = whole_close,
	.key = whole_key,
	.draw = whole_draw,
};
