/* Takes a wallet customer in hand: one field, and those seen here before who begin
 * like what is typed. */

#include "screens/omni_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/list.h"

enum { MOST = 12, PRACTICE = 6, HOT_ROWS = 100, HOT_PRACTICE = 200 };
enum place { IN_FIELD, IN_FOUND, IN_PRACTICE };

struct who_state {
	struct screen screen;
	struct input field;
	struct err err;
	struct customer found[MOST];
	struct list list;
	struct sandbox_person people[PRACTICE];	/* whom the sandbox practises with */
	struct list practice;
	enum place at;
};

static struct who_state *state_of(const struct screen *screen)
{
	return (struct who_state *)screen;
}

static void load(struct who_state *st)
{
	char *text = input_value(&st->field);

	list_set(&st->list, store_customers_find(st->screen.app->store, text, st->found, MOST));
	if (!st->list.n && st->at == IN_FOUND)
		st->at = IN_FIELD;
	free(text);
}

static void who_open(struct screen *screen, const void *arg)
{
	struct who_state *st = state_of(screen);

	(void)arg;
	input_init(&st->field, "", false);
	st->field.max = 120;
	if (screen->app->config->environment == ENV_SANDBOX)
		list_set(&st->practice, sandbox_people(st->people, PRACTICE));
	load(st);
}

static void who_close(struct screen *screen)
{
	input_release(&state_of(screen)->field);
}

static void take_text(struct who_state *st, const char *text)
{
	struct app *app = st->screen.app;

	if (omni_may_be_hers(app, text))
		app_push(app, &omni_whose_screen, &(struct whose_arg){ .text = text });
	else if (omni_take(app, text, &st->err))
		app_pop(app);
}

static void take_practice(struct who_state *st)
{
	struct app *app = st->screen.app;
	const struct sandbox_person *person = &st->people[st->practice.at];
	const char *account = person->wallet->account;

	if (omni_may_be_hers(app, account)) {
		app_push(app, &omni_whose_screen,
			 &(struct whose_arg){ .text = account, .practice = person });
		return;
	}
	omni_take(app, account, NULL);
	omni_practise(app, person);
	app_pop(app);
}

static void do_take(struct screen *screen)
{
	struct who_state *st = state_of(screen);
	const struct customer *c = &st->found[st->list.at];
	char *text;

	if (st->at == IN_PRACTICE) {
		take_practice(st);
		return;
	}
	if (st->at == IN_FOUND) {
		take_text(st, *c->phone ? c->phone : c->email);
		return;
	}
	text = input_value(&st->field);
	take_text(st, text);
	free(text);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

/* The next part that has rows, around; by is 1 or -1. */
static void move(struct who_state *st, int by)
{
	do
		st->at = (enum place)(((int)st->at + by + 3) % 3);
	while ((st->at == IN_FOUND && !st->list.n) || (st->at == IN_PRACTICE && !st->practice.n));
}

/* Arrows go from one part into the next. */
static bool list_part_key(struct who_state *st, tui_key key)
{
	struct list *list = st->at == IN_FOUND ? &st->list : &st->practice;

	if (key == K_UP && !list->at)
		move(st, -1);
	else if (key == K_DOWN && st->at == IN_FOUND && list->at == list->n - 1 && st->practice.n)
		move(st, 1);
	else
		return list_key(list, key);
	return true;
}

static bool who_key(struct screen *screen, tui_key key)
{
	struct who_state *st = state_of(screen);

	if (key == K_TAB || (st->at == IN_FIELD && key == K_DOWN)) {
		move(st, 1);
		return true;
	}
	if (st->at != IN_FIELD && list_part_key(st, key))
		return true;
	if (key == K_ENTER || key == K_ESC || !input_key(&st->field, key))
		return false;
	st->at = IN_FIELD;
	st->err.kind = ERR_NONE;
	load(st);
	return true;
}

static void who_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct who_state *st = state_of(screen);
	bool practice = hot >= HOT_PRACTICE;
	struct list *list = practice ? &st->practice : &st->list;
	int i = hot - (practice ? HOT_PRACTICE : HOT_ROWS);

	if (i < 0 || i >= list->n)
		return;
	st->at = practice ? IN_PRACTICE : IN_FOUND;
	list->at = i;
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

static void draw_person(const void *ctx, int i, struct canvas *row)
{
	const struct sandbox_person *p = &((const struct who_state *)ctx)->people[i];

	canvas_cut(row, 2, 0, 19, STYLE_TEXT, p->name);
	canvas_cut(row, 22, 0, 14, STYLE_TEXT, p->wallet->space);
	canvas_cut(row, 37, 0, row->w - 38, STYLE_DIM, _(p->wallet->special));
}

/* Returns the line below. */
static int draw_known(struct who_state *st, struct canvas *c, int y, int most)
{
	struct canvas rows = canvas_part(c, 0, y + 1, c->w < 110 ? c->w : 110,
					 st->list.n < most ? st->list.n : most);

	if (!st->list.n)
		return y;
	canvas_text(c, 0, y, STYLE_TITLE, _("KNOWN CUSTOMERS"));
	list_draw(&st->list, &rows, st->at == IN_FOUND, HOT_ROWS, draw_row, st);
	return y + rows.h + 2;
}

static void draw_practice(struct who_state *st, struct canvas *c, int y)
{
	struct canvas rows = canvas_part(c, 0, y + 1, c->w < 110 ? c->w : 110, c->h - y - 1);

	canvas_text(c, 0, y, STYLE_TITLE, _("TO PRACTISE WITH, IN THE SANDBOX ALONE"));
	list_draw(&st->practice, &rows, st->at == IN_PRACTICE, HOT_PRACTICE, draw_person, st);
}

static void who_draw(struct screen *screen, struct canvas *c)
{
	struct who_state *st = state_of(screen);
	int w = c->w < 76 ? c->w : 76, y = 3;
	int practice = st->practice.n ? st->practice.n + 1 : 0;
	struct canvas field = canvas_part(c, 0, 1, w, 1);

	canvas_text(c, 0, 0, STYLE_LABEL,
		    _("Phone, e-mail, customer account, wallet address or namespace"));
	input_draw(&st->field, &field, st->at == IN_FIELD);
	if (st->err.kind) {
		canvas_wrap(c, 2, 2, w - 2, 2, STYLE_ERROR, st->err.text);
		y = 5;
	}
	y = draw_known(st, c, y, c->h - y - practice - (practice ? 2 : 1));
	if (practice)
		draw_practice(st, c, y);
}

static bool who_typing(const struct screen *screen)
{
	return state_of(screen)->at == IN_FIELD;
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
