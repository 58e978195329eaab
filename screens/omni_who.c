/* Takes a wallet customer in hand: one field, and those seen here before who begin
 * like what is typed. */

#include "screens/omni.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/list.h"

enum { MOST = 12, HOT_ROWS = 100 };

struct who_state {
	struct screen screen;
	struct input field;
	struct err err;
	struct customer found[MOST];
	struct list list;
	bool in_list;
};

static struct who_state *state_of(const struct screen *screen)
{
	return (struct who_state *)screen;
}

static void load(struct who_state *st)
{
	char *text = input_value(&st->field);

	list_set(&st->list, store_customers_find(st->screen.app->store, text, st->found, MOST));
	if (!st->list.n)
		st->in_list = false;
	free(text);
}

static void who_open(struct screen *screen, const void *arg)
{
	struct who_state *st = state_of(screen);

	(void)arg;
	input_init(&st->field, "", false);
	st->field.max = 120;
	load(st);
}

static void who_close(struct screen *screen)
{
	input_release(&state_of(screen)->field);
}

static void do_take(struct screen *screen)
{
	struct who_state *st = state_of(screen);
	const struct customer *c = &st->found[st->list.at];
	char *text = st->in_list ? xstrdup(*c->phone ? c->phone : c->email) :
		     input_value(&st->field);

	if (omni_take(screen->app, text, &st->err))
		app_pop(screen->app);
	free(text);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool who_key(struct screen *screen, tui_key key)
{
	struct who_state *st = state_of(screen);

	if (!st->in_list && (key == K_DOWN || key == K_TAB) && st->list.n) {
		st->in_list = true;
		return true;
	}
	if (st->in_list && ((key == K_UP && !st->list.at) || key == K_TAB)) {
		st->in_list = false;
		return true;
	}
	if (st->in_list && list_key(&st->list, key))
		return true;
	if (key == K_ENTER || key == K_ESC || !input_key(&st->field, key))
		return false;
	st->in_list = false;
	st->err.kind = ERR_NONE;
	load(st);
	return true;
}

static void who_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct who_state *st = state_of(screen);

	if (hot < HOT_ROWS || hot - HOT_ROWS >= st->list.n)
		return;
	st->in_list = true;
	st->list.at = hot - HOT_ROWS;
	if (mouse->what == MOUSE_DOUBLE)
		do_take(screen);
}

static void draw_row(const void *ctx, int i, struct canvas *row)
{
	const struct customer *k = &((const struct who_state *)ctx)->found[i];
	char phone[32];

	phone_words(k->phone, phone);
	canvas_cut(row, 2, 0, 26, STYLE_TEXT, *k->name ? k->name : _("no name yet"));
	canvas_cut(row, 29, 0, 18, STYLE_TEXT, phone);
	canvas_cut(row, 48, 0, row->w - 49, STYLE_TEXT, k->email);
}

static void who_draw(struct screen *screen, struct canvas *c)
{
	struct who_state *st = state_of(screen);
	int w = c->w < 76 ? c->w : 76;
	struct canvas field = canvas_part(c, 0, 1, w, 1);
	struct canvas rows = canvas_part(c, 0, 6, c->w < 110 ? c->w : 110, c->h - 6);

	canvas_text(c, 0, 0, STYLE_LABEL,
		    _("Phone, e-mail, customer account, wallet address or namespace"));
	input_draw(&st->field, &field, !st->in_list);
	if (st->err.kind)
		canvas_wrap(c, 2, 2, w - 2, 2, STYLE_ERROR, st->err.text);
	if (!st->list.n)
		return;
	canvas_text(c, 0, 5, STYLE_TITLE, _("KNOWN CUSTOMERS"));
	list_draw(&st->list, &rows, st->in_list, HOT_ROWS, draw_row, st);
}

static bool who_typing(const struct screen *screen)
{
	return !state_of(screen)->in_list;
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Take in hand"), .run = do_take,
	  .help = N_("Takes who is typed, or the line that has the focus.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops omni_who_screen = {
	.name = "wallet-who", .title = N_("Whom to take in hand"),
	.size = sizeof(struct who_state), .bindings = bindings, .open = who_open,
	.close = who_close, .key = who_key, .click = who_click, .draw = who_draw,
	.is_typing = who_typing,
};
