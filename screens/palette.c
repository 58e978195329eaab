/* The palette finds and runs any action, and shows the key that would have. */

#include <stdlib.h>
#include <string.h>

#include "screens/cash.h"
#include "screens/company.h"
#include "screens/frame.h"
#include "screens/omni.h"
#include "screens/purge.h"
#include "screens/show.h"
#include "tui/input.h"
#include "tui/list.h"

#define MAX_ITEMS 320

struct item {
	const char *label;		/* translated; borrowed */
	const char *key;		/* "F10", or the group it belongs to */
	const struct binding *binding;	/* one of these three */
	const struct op *op;
	int step;			/* 0: none */
};

struct palette_state {
	struct screen screen;
	struct input find;
	struct item all[MAX_ITEMS];
	int n_all;
	int hits[MAX_ITEMS];
	struct list list;
};

static struct palette_state *state_of(const struct screen *screen)
{
	return (struct palette_state *)screen;
}

static void add(struct palette_state *st, struct item item)
{
	if (st->n_all < MAX_ITEMS)
		st->all[st->n_all++] = item;
}

static bool is_off(const struct palette_state *st, const struct binding *b)
{
	return b->why_not && b->why_not(st->screen.below);
}

/* The same action, named in the footer here and a key everywhere. */
static bool is_there(const struct palette_state *st, const struct binding *b)
{
	for (int i = 0; i < st->n_all; i++)
		if (st->all[i].binding && st->all[i].binding->key == b->key &&
		    str_eq(st->all[i].binding->label, b->label))
			return true;
	return false;
}

static void add_bindings(struct palette_state *st, const struct binding *b, bool off)
{
	for (; b && b->run; b++)
		if (is_off(st, b) == off && !is_there(st, b))
			add(st, (struct item){
					.label = _(b->label), .key = b->name, .binding = b });
}

static void add_steps(struct palette_state *st)
{
	const struct journey *j = st->screen.app->journey;

	if (!j || company_is(&j->row))
		return;
	for (int i = STEP_REGISTER; i < STEP_TRACK; i++)
		add(st, (struct item){
				.label = step_word((enum step)i), .key = _("step"), .step = i });
}

static void do_delete_old(struct screen *screen)
{
	app_push(screen->app, &purge_screen, &(struct purge_arg){ .customer = NULL });
}

static const char *why_not_delete(const struct screen *screen)
{
	return app_read_only(screen->app);
}

static bool in_hand(struct app *app, struct customer *c)
{
	static const char *const keys[] = {
		"phone", "email", "customerAccountId", "accountAddress", "namespace",
	};
	bool wallet = omni_has_person(app) && (!app->journey || omni_in_front(app));

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		const char *text = wallet ? omni_fact(app, keys[i]) : fact_of(app, keys[i]);

		if (*text)
			return purge_find(app->store, text, c);
	}
	return false;
}

static void do_delete_her(struct screen *screen)
{
	struct customer c;

	if (in_hand(screen->app, &c))
		app_push(screen->app, &purge_screen, &(struct purge_arg){ .customer = &c });
	else
		app_note(screen->app, NOTE_INFO, "%s", _("Nothing of her is kept yet."));
}

static void do_cash(struct screen *screen)
{
	struct cash_arg arg = { .user_token = fact_of(screen->app, "userToken") };

	app_push(screen->app, &cash_screen, &arg);
}

static const char *why_not_cash(const struct screen *screen)
{
	return cash_why_not(screen->app, fact_of(screen->app, "userToken"));
}

/* For the customer in hand, wherever one is; some screens have a key for it. */
static void add_for_customer(struct palette_state *st)
{
	static const struct binding cash = {
		.name = "", .label = N_("Cash points"), .run = do_cash, .why_not = why_not_cash,
	};
	static const struct binding delete = {
		.name = "", .label = N_("Delete this customer's data"), .run = do_delete_her,
		.why_not = why_not_delete,
	};
	bool there = st->screen.below->ops == &cash_screen;

	for (const struct binding *b = st->screen.below->ops->bindings; b && b->run; b++)
		there |= str_eq(b->label, cash.label);
	if (!there && st->screen.app->journey)
		add(st, (struct item){
				.label = _(cash.label), .key = _("customer"), .binding = &cash });
	if (st->screen.app->journey || omni_has_person(st->screen.app))
		add(st, (struct item){
				.label = _(delete.label), .key = _("customer"),
				.binding = &delete });
}

static void add_deletion(struct palette_state *st)
{
	static const struct binding delete = {
		.name = "", .label = N_("Delete old records"), .run = do_delete_old,
		.why_not = why_not_delete,
	};

	add(st, (struct item){
			.label = _(delete.label), .key = _("records"), .binding = &delete });
}

/* The wallet service's start screen, from wherever it is not open already. */
static void add_wallet(struct palette_state *st, bool off)
{
	static const struct binding wallet = {
		.name = "", .label = N_("Wallet customers"), .run = omni_open,
		.why_not = omni_open_off,
	};
	bool there = false;

	for (const struct screen *s = st->screen.below; s; s = s->below)
		there |= s->ops == &omni_screen;
	if (!there && is_off(st, &wallet) == off)
		add(st, (struct item){ .label = _(wallet.label), .key = "", .binding = &wallet });
}

static void add_operations(struct palette_state *st)
{
	for (const struct op *const *op = op_list; *op; op++)
		add(st, (struct item){ .label = _((*op)->title), .key = (*op)->name, .op = *op });
}

/* Every word typed must occur in the label or the key, whatever the case. */
static bool matches(const struct item *item, const char *text)
{
	char *copy = xstrdup(text), *rest = copy, *word;
	bool all = true;

	while (all && (word = strsep(&rest, " ")))
		all = !*word || strcasestr(item->label, word) || strcasestr(item->key, word);
	free(copy);
	return all;
}

static void filter(struct palette_state *st)
{
	char *text = input_value(&st->find);
	int n = 0;

	for (int i = 0; i < st->n_all; i++)
		if (matches(&st->all[i], text))
			st->hits[n++] = i;
	list_set(&st->list, n);
	free(text);
}

static void palette_open(struct screen *screen, const void *arg)
{
	struct palette_state *st = state_of(screen);

	(void)arg;
	input_init(&st->find, "", false);
	add_bindings(st, screen->below->ops->bindings, false);
	add_steps(st);
	add_for_customer(st);
	add_wallet(st, false);
	add_bindings(st, app_bindings, false);
	add_bindings(st, screen->below->ops->bindings, true);
	add_bindings(st, app_bindings, true);
	add_wallet(st, true);
	add_deletion(st);
	add_operations(st);
	filter(st);
}

static void palette_close(struct screen *screen)
{
	input_release(&state_of(screen)->find);
}

static bool palette_key(struct screen *screen, tui_key key)
{
	struct palette_state *st = state_of(screen);

	if (key == K_UP || key == K_DOWN || key == K_PAGE_UP || key == K_PAGE_DOWN)
		return list_key(&st->list, key);
	if (!input_key(&st->find, key))
		return false;
	st->list.at = 0;
	filter(st);
	return true;
}

static void run_item(struct app *app, const struct item *item)
{
	if (item->binding)
		app_do(app, item->binding);
	else if (item->step && app->journey)
		flow_goto(app, (enum step)item->step);
	else if (item->op)
		app_push(app, &op_screen, item->op);
}

static void do_run(struct screen *screen)
{
	struct palette_state *st = state_of(screen);
	struct app *app = screen->app;
	struct item item;

	if (!st->list.n)
		return;
	item = st->all[st->hits[st->list.at]];
	app_pop(app);
	run_item(app, &item);
}

static void do_close(struct screen *screen)
{
	app_pop(screen->app);
}

static void palette_click(struct screen *screen, int hot, const struct mouse *m)
{
	struct palette_state *st = state_of(screen);

	(void)m;
	if (hot < st->list.n) {
		st->list.at = hot;
		do_run(screen);
	}
}

static void draw_item(const void *ctx, int i, struct canvas *row)
{
	const struct palette_state *st = ctx;
	const struct item *item = &st->all[st->hits[i]];
	bool off = item->binding && is_off(st, item->binding);

	canvas_cut(row, 1, 0, row->w - 24, off ? STYLE_DIM : STYLE_TEXT, item->label);
	canvas_cut(row, row->w - 22, 0, 21, STYLE_DIM, item->key);
}

static void palette_draw(struct screen *screen, struct canvas *c)
{
	struct palette_state *st = state_of(screen);
	int w = c->w < 70 ? c->w : 70, x = (c->w - w) / 2, h = c->h < 18 ? c->h : 18;
	struct canvas field, rows;

	canvas_box(c, x, 0, w, h, _("Palette"));
	field = canvas_part(c, x + 2, 1, w - 4, 1);
	input_draw(&st->find, &field, true);
	rows = canvas_part(c, x + 1, 3, w - 2, h - 4);
	if (st->list.n)
		list_draw(&st->list, &rows, true, 0, draw_item, st);
	else
		canvas_wrap(&rows, 1, 0, rows.w - 2, 2, STYLE_DIM,
			    _("No action is called like this. Type fewer letters."));
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Run"), .run = do_run,
	  .help = N_("Runs the action that has the focus.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Close"), .run = do_close,
	  .help = N_("Closes the palette; nothing is run.") },
	{ 0 }
};

const struct screen_ops palette_screen = {
	.name = "palette", .title = N_("Palette"), .size = sizeof(struct palette_state),
	.overlay = true, .typing = true, .bindings = bindings, .open = palette_open,
	.close = palette_close, .key = palette_key, .click = palette_click, .draw = palette_draw,
};
