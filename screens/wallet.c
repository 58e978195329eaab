/* A wallet: what is on it and what went over it.  Both forms of the history are read,
 * the newer one unless the older is asked for. */

#include "screens/wallet_own.h"

#include <stdlib.h>
#include <string.h>

#include "screens/sheet.h"

struct wallet_state *wallet_state(const struct screen *screen)
{
	return (struct wallet_state *)screen;
}

const struct op *wallet_history_op(const struct wallet_state *st)
{
	return st->first_form ? &op_getHistory : &op_getHistoryV2;
}

int wallet_page_size(const struct wallet_state *st)
{
	int n = (int)json_integer_value(json_object_get(st->filter, "pageSize"));

	return n > 0 ? n : WALLET_PAGE;
}

/* ---- reading ---- */

static void on_balance(void *owner, const struct op *op, const struct reply *reply)
{
	struct wallet_state *st = owner;
	const json_t *data = json_object_get(reply->body, "data");

	(void)op;
	st->asking_balance = false;
	st->balance_err = reply->err;
	st->screen.app->dirty = true;
	json_decref(st->balance);
	st->balance = NULL;
	if (reply->err.kind)
		return;
	st->balance = json_incref(json_object_get(data, "accountBalance"));
	wallet_pick_learn(&st->pick, st->screen.app);
}

static void on_history(void *owner, const struct op *op, const struct reply *reply)
{
	struct wallet_state *st = owner;

	(void)op;
	st->asking = false;
	st->err = reply->err;
	st->screen.app->dirty = true;
	json_decref(st->items);
	st->items = reply->err.kind ? NULL : json_deep_copy(json_object_get(reply->body, "data"));
	st->list.at = 0;
	list_set(&st->list, (int)json_array_size(st->items));
}

static void read_history(struct wallet_state *st)
{
	const struct op *op = wallet_history_op(st);
	json_t *args = json_pack("{s:s, s:s, s:i, s:i}", "identifier", st->pick.selector, "type",
				 st->off_chain ? "off-chain" : "on-chain", "page", st->page,
				 "pageSize", wallet_page_size(st));

	json_object_update_missing(args, st->filter);
	if (st->first_form)
		json_object_del(args, "secondaryIdentifier");
	st->asking = true;
	http_send(st->screen.app->http, op, args, on_history, st);
	json_decref(args);
}

static void read_again_from(struct wallet_state *st, int page)
{
	st->page = page;
	read_history(st);
}

static void do_read(struct screen *screen)
{
	struct wallet_state *st = wallet_state(screen);
	json_t *args = json_pack("{s:s}", "identifier", st->pick.selector);

	st->asking_balance = true;
	http_send(screen->app->http, &op_getBalance, args, on_balance, st);
	json_decref(args);
	read_history(st);
}

static const char *why_not_read(const struct screen *screen)
{
	const struct wallet_state *st = wallet_state(screen);

	if (!*st->pick.selector)
		return _("Say which wallet first.");
	return st->asking || st->asking_balance ? _("The last answer is still awaited.") : NULL;
}

/* ---- pages, places and filters ---- */

static void do_next(struct screen *screen)
{
	read_again_from(wallet_state(screen), wallet_state(screen)->page + 1);
}

static const char *why_not_next(const struct screen *screen)
{
	const struct wallet_state *st = wallet_state(screen);

	return st->list.n < wallet_page_size(st) ? _("There are no further ones.") :
	       why_not_read(screen);
}

static void do_previous(struct screen *screen)
{
	read_again_from(wallet_state(screen), wallet_state(screen)->page - 1);
}

static const char *why_not_previous(const struct screen *screen)
{
	return wallet_state(screen)->page < 2 ? _("This is the first page.") :
	       why_not_read(screen);
}

static void do_place(struct screen *screen)
{
	wallet_state(screen)->off_chain = !wallet_state(screen)->off_chain;
	read_again_from(wallet_state(screen), 1);
}

static void do_form(struct screen *screen)
{
	wallet_state(screen)->first_form = !wallet_state(screen)->first_form;
	read_again_from(wallet_state(screen), 1);
}

static void filtered(struct screen *below, const json_t *record)
{
	struct wallet_state *st = wallet_state(below);

	json_decref(st->filter);
	st->filter = json_copy((json_t *)record);
	read_again_from(st, 1);
}

static void do_filter(struct screen *screen)
{
	static const char *const both[] = {
		"startdate", "enddate", "memo", "secondaryIdentifier", "sort", "pageSize", NULL
	};
	static const char *const first[] = {
		"startdate", "enddate", "memo", "sort", "pageSize", NULL
	};
	struct wallet_state *st = wallet_state(screen);
	struct sheet_arg arg = {
		.title = _("Which of them"), .text = "", .fields = wallet_history_op(st)->in,
		.only = st->first_form ? first : both, .prefill = st->filter, .run = filtered,
	};

	app_push(screen->app, &sheet_screen, &arg);
}

static void do_detail(struct screen *screen)
{
	const struct wallet_state *st = wallet_state(screen);
	struct record_arg arg = {
		.title = _("Transaction"),
		.fields = field_find(wallet_history_op(st)->out, "data")->fields,
		.record = json_array_get(st->items, (size_t)st->list.at),
	};

	app_push(screen->app, &record_screen, &arg);
}

static const char *why_not_detail(const struct screen *screen)
{
	return wallet_state(screen)->list.n ? NULL : _("No transaction has the focus.");
}

/* All of another wallet, from the first page. */
static void begin(struct wallet_state *st)
{
	json_object_clear(st->filter);
	st->off_chain = st->first_form = false;
	st->page = 1;
	do_read(&st->screen);
}

/* ---- what else can be done ---- */

static void do_add(struct screen *screen)
{
	app_push(screen->app, &wallet_add_screen, NULL);
}

static const char *why_not_change_here(const struct screen *screen)
{
	return app_read_only(screen->app);
}

void wallet_added(struct screen *below, const char *namespace)
{
	struct wallet_state *st = wallet_state(below);

	text_put(st->pick.selector, sizeof(st->pick.selector), namespace);
	st->pick.typing = false;
	begin(st);
}

/* ---- the screen ---- */

static void do_other(struct screen *screen)
{
	wallet_pick_again(&wallet_state(screen)->pick);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static void wallet_open(struct screen *screen, const void *arg)
{
	struct wallet_state *st = wallet_state(screen);

	(void)arg;
	st->filter = json_object();
	wallet_pick_init(&st->pick, screen->app);
	if (*st->pick.selector)
		begin(st);
}

static void wallet_close(struct screen *screen)
{
	struct wallet_state *st = wallet_state(screen);

	json_decref(st->balance);
	json_decref(st->filter);
	json_decref(st->items);
	wallet_pick_release(&st->pick);
}

static bool wallet_key(struct screen *screen, tui_key key)
{
	struct wallet_state *st = wallet_state(screen);
	bool taken;

	if (wallet_pick_key(&st->pick, key, &taken)) {
		if (taken)
			begin(st);
		return true;
	}
	return !st->pick.typing && (key == K_UP || key == K_DOWN || key == K_HOME ||
				    key == K_END) && list_key(&st->list, key);
}

static void wallet_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct wallet_state *st = wallet_state(screen);

	if (hot < WALLET_HOT || hot >= WALLET_HOT + st->list.n)
		return;
	st->list.at = hot - WALLET_HOT;
	if (mouse->what == MOUSE_DOUBLE)
		do_detail(screen);
}

static bool is_typing(const struct screen *screen)
{
	return wallet_state(screen)->pick.typing;
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Details"), .run = do_detail,
	  .why_not = why_not_detail, .help = N_("Shows all that is told of a transaction.") },
	{ .key = K_F4, .twin = 'f', .name = "F4", .label = N_("Which"), .run = do_filter,
	  .why_not = why_not_read,
	  .help = N_("Only some of them: by days, memo or who is on the other side.") },
	{ .key = K_F5, .name = "F5", .label = N_("Read again"), .run = do_read,
	  .why_not = why_not_read },
	{ .key = K_PAGE_DOWN, .name = "PgDn", .label = N_("Further"), .run = do_next,
	  .why_not = why_not_next, .help = N_("The next page of the history.") },
	{ .key = K_PAGE_UP, .name = "PgUp", .label = N_("Back a page"), .run = do_previous,
	  .why_not = why_not_previous, .help = N_("The page of the history before this one.") },
	{ .key = 'o', .name = "o", .label = N_("On or off chain"), .run = do_place,
	  .why_not = why_not_read,
	  .help = N_("Changes between what happened on the chain and off it.") },
	{ .key = 'a', .name = "a", .label = N_("Add a wallet"), .run = do_add,
	  .why_not = why_not_change_here, .help = N_("Gives somebody a further wallet.") },
	{ .key = 't', .name = "t", .label = N_("Announce a transfer"), .run = wallet_announce,
	  .why_not = why_not_change_here, .quiet = true,
	  .help = N_("Tells of a transfer on the chain before it is made, for the fraud check.") },
	{ .key = 'v', .name = "v", .label = N_("Older form"), .run = do_form,
	  .why_not = why_not_read, .quiet = true,
	  .help = N_("Changes between the newer and the older form of the history.") },
	{ .key = K_F2, .twin = 'w', .name = "F2", .label = N_("Other wallet"), .run = do_other,
	  .quiet = true, .help = N_("Names another wallet.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops wallet_screen = {
	.name = "wallet", .title = N_("Wallet"), .size = sizeof(struct wallet_state),
	.bindings = bindings, .open = wallet_open, .close = wallet_close, .key = wallet_key,
	.click = wallet_click, .draw = wallet_draw, .is_typing = is_typing,
};

static const struct op *const wallet_ops[] = { &op_getBalance, &op_getHistoryV2, NULL };

const struct omni_journey omni_wallet = {
	.title = N_("Wallet"),
	.summary = N_("Balance, history, a further wallet"),
	.needs = N_("Needs a wallet: its name, its own name or its address."),
	.screen = &wallet_screen, .ops = wallet_ops,
};
