/* All operations of the catalogue, found as one types. */

#include <stdlib.h>
#include <string.h>

#include "screens/show.h"
#include "tui/list.h"

enum { HOT_ROWS = 100, MAX_OPS = 256 };

struct ops_state {
	struct screen screen;
	struct input search;
	struct list list;
	int rows[MAX_OPS];		/* indices into op_list that fit */
};

static struct ops_state *state_of(const struct screen *screen)
{
	return (struct ops_state *)screen;
}

static void filter(struct ops_state *st)
{
	char *typed = input_value(&st->search);
	int n = 0;

	for (int i = 0; op_list[i] && n < MAX_OPS; i++) {
		const struct op *op = op_list[i];

		if (strcasestr(op->name, typed) || strcasestr(_(op->title), typed) ||
		    strcasestr(_(op->group), typed) || strcasestr(op->path, typed))
			st->rows[n++] = i;
	}
	list_set(&st->list, n);
	free(typed);
}

static const struct op *op_at(const struct ops_state *st, int i)
{
	return i >= 0 && i < st->list.n ? op_list[st->rows[i]] : NULL;
}

static void ops_open(struct screen *screen, const void *arg)
{
	(void)arg;
	input_init(&state_of(screen)->search, "", false);
	filter(state_of(screen));
}

static void ops_close(struct screen *screen)
{
	input_release(&state_of(screen)->search);
}

static void do_open(struct screen *screen)
{
	app_push(screen->app, &op_screen, op_at(state_of(screen), state_of(screen)->list.at));
}

static const char *why_not_open(const struct screen *screen)
{
	return state_of(screen)->list.n ? NULL :
					  _("No operation is called that. Esc clears the search.");
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool ops_key(struct screen *screen, tui_key key)
{
	struct ops_state *st = state_of(screen);

	if (key == K_UP || key == K_DOWN || key == K_PAGE_UP || key == K_PAGE_DOWN)
		return list_key(&st->list, key);
	if (key == K_ESC && !input_empty(&st->search))
		input_set(&st->search, "");
	else if (key == K_ENTER || !input_key(&st->search, key))
		return false;
	st->list.at = 0;
	filter(st);
	return true;
}

static void ops_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct ops_state *st = state_of(screen);

	if (!op_at(st, hot - HOT_ROWS))
		return;
	st->list.at = hot - HOT_ROWS;
	if (mouse->what == MOUSE_DOUBLE)
		do_open(screen);
}

static void draw_row(const void *ctx, int i, struct canvas *row)
{
	const struct op *op = op_at(ctx, i);
	enum style style = STYLE_TEXT,
		   quiet = STYLE_DIM;

	canvas_cut(row, 0, 0, 15, quiet, _(op->group));
	canvas_cut(row, 16, 0, 28, style, op->name);
	canvas_cut(row, 45, 0, row->w > 110 ? 40 : row->w - 46, style, _(op->title));
	if (row->w > 110) {
		canvas_cut(row, 87, 0, 6, quiet, op->method);
		canvas_cut(row, 94, 0, row->w - 95, quiet, op->path);
	}
}

static void ops_draw(struct screen *screen, struct canvas *c)
{
	struct ops_state *st = state_of(screen);
	const char *label = _("Find");
	int x = text_width(label) + 2;
	struct canvas field = canvas_part(c, x, 0, c->w - x < 40 ? c->w - x : 40, 1);
	struct canvas rows = canvas_part(c, 0, 2, c->w, c->h - 5);
	const struct op *op = op_at(st, st->list.at);

	canvas_text(c, 0, 0, STYLE_LABEL, label);
	input_draw(&st->search, &field, true);
	list_draw(&st->list, &rows, true, HOT_ROWS, draw_row, st);
	if (op)
		canvas_wrap(c, 0, c->h - 2, c->w, 2, STYLE_HINT, _(op->summary));
	else
		canvas_text(c, 0, 2, STYLE_HINT,
			    _("No operation is called that. Esc clears the search."));
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Open"), .run = do_open,
	  .why_not = why_not_open,
	  .help = N_("Opens the operation's form.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops ops_screen = {
	.name = "operations",
	.title = N_("Operations"),
	.size = sizeof(struct ops_state),
	.typing = true,
	.bindings = bindings,
	.open = ops_open,
	.close = ops_close,
	.key = ops_key,
	.click = ops_click,
	.draw = ops_draw,
};
