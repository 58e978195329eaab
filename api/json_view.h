#ifndef API_JSON_VIEW_H
#define API_JSON_VIEW_H

/* JSON, and lines around it, as a tree that can be folded and searched: what is
 * shown of it and where one is, without a terminal. */

#include <jansson.h>

#include "api/util.h"

struct tree_node {
	char *key;			/* "phoneNumber", "[3]"; "" of a line without a name */
	char *text;			/* its value in one line, or NULL while not made */
	json_t *value;			/* ours; NULL of a line that is no JSON */
	int depth, parent, end;		/* parent -1: none; end: the first node not below it */
	bool folded;
	int tag, from, to;		/* the maker's own; 0 */
};

struct tree {
	struct tree_node *nodes;	/* each before what is below it */
	int n, room;
	int *rows, n_rows;		/* nodes that show, from the first to the last */
};

void tree_release(struct tree *);

/* A line below parent (-1: at the top), after all that was added there before; a
 * whole JSON value, with everything in it.  Texts are copied, value is borrowed.
 * Return the new node; tree_show() afterwards. */
int tree_add(struct tree *, int parent, const char *key, const char *text);
int tree_add_json(struct tree *, int parent, const char *key, json_t *value);

/* Rows anew, after nodes were added or folded. */
void tree_show(struct tree *);

bool tree_can_fold(const struct tree *, int node);
void tree_fold(struct tree *, int node, bool folded);

/* Everything below the top level. */
void tree_fold_all(struct tree *, bool folded);

/* The row of a node; of what folds it away when it does not show. */
int tree_row(const struct tree *, int node);

/* What stands in a node's line after its key: of an open object or list its
 * number of members, of a folded one its beginning.  Borrowed. */
const char *tree_text(struct tree *, int node);

/* "contacts[0].phoneNumber" within its JSON value, or the line's key.  The
 * caller frees. */
char *tree_path(const struct tree *, int node);

/* All of it: a string without its quotes, JSON with line breaks.  The caller frees. */
char *tree_value(const struct tree *, int node);

/* The next node from `from` on whose key or value has what, whatever its case,
 * around the end; -1: there is none.  It and what it is in are unfolded. */
int tree_seek(struct tree *, const char *what, int from, bool backwards);

#endif
