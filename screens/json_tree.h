#ifndef SCREENS_JSON_TREE_H
#define SCREENS_JSON_TREE_H

/* A tree on the screen: moving in it, folding, searching, where one is. */

#include "api/json_view.h"
#include "screens/app.h"
#include "tui/list.h"

/* How a node is drawn, in its .tag. */
enum tree_tag {
	TAG_VALUE,			/* key and value */
	TAG_SECTION, TAG_GOOD, TAG_BAD,	/* a heading; a line that tells how it went */
	TAG_BAR,			/* from and to, thousandths of the whole, before its text */
};

struct json_tree {
	struct tree tree;
	struct list list;		/* over tree.rows */
	char find[64];
	int hit;			/* node found last; -1 */
};

void json_tree_release(struct json_tree *);

/* After the tree was made or changed: the focus goes to this node. */
void json_tree_show(struct json_tree *, int node);

int json_tree_node(const struct json_tree *);	/* that has the focus; -1: there is none */

/* Arrows, pages, + and -, Space; Enter where there is something to fold. */
bool json_tree_key(struct json_tree *, tui_key);
void json_tree_click(struct json_tree *, int hot);

/* The next place that has what, which is searched for from now on; false: none has. */
bool json_tree_seek(struct json_tree *, const char *what, bool backwards);

void json_tree_draw(struct json_tree *, struct canvas *);

enum { TREE_HOT = 100 };		/* hot ids of rows are TREE_HOT + i */

/* A page on top that shows a whole text, wrapped, and copies it. */
extern const struct screen_ops whole_screen;
struct whole_arg {
	const char *title, *text;	/* copied */
};

#endif
