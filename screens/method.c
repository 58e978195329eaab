/* Where the money shall arrive: what the customer has, and what she may add. */

#include "screens/capture.h"
#include "screens/carry.h"
#include "screens/cash.h"
#include "screens/method.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/geo.h"
#include "tui/list.h"

enum { HOT_METHODS = 100, HOT_ADDS = 500 };

struct method_state {
	struct screen screen;
	json_t *methods;		/* as last read; NULL before */
	unsigned *hidden;		/* of each: NAME_HIDDEN or 0 */
	json_t *types;			/* words of what the corridor allows; NULL: not known */
	struct list list, adds;
	bool on_adds;			/* the focus is among the ways to add */
	bool loading;
	char chosen[64];		/* the journey's, when the list was last read */
	struct err err;			/* why the list could not be read */
};

static struct method_state *state_of(const struct screen *screen)
{
	return (struct method_state *)screen;
}

/* Stand where the focus was, unless another was chosen since (which adding one
 * does); else on the one chosen, else on the primary one. */
static void focus_method(struct method_state *st, const char *before)
{
	const char *chosen = fact_of(st->screen.app, "method.id");
	bool same = str_eq(st->chosen, chosen);
	const json_t *method;
	size_t i;

	text_put(st->chosen, sizeof(st->chosen), chosen);
	if (*before && same)
		chosen = before;

	json_array_foreach(st->methods, i, method)
		if (*chosen ? str_eq(chosen, word_of(method, "id")) :
		    json_is_true(json_object_get(method, "isPrimary")))
			st->list.at = (int)i;
	list_set(&st->list, (int)json_array_size(st->methods));
	if (!same || !st->list.n)
		st->on_adds = !st->list.n;
}

/* One that was found after its form went away is known by its id alone. */
static void complete_choice(const struct method_state *st)
{
	const struct app *app = st->screen.app;
	const json_t *method;
	size_t i;

	if (*fact_of(app, "method.type"))
		return;
	json_array_foreach(st->methods, i, method)
		if (str_eq(word_of(method, "id"), fact_of(app, "method.id")))
			method_take(st->screen.app, method, st->hidden[i]);
}

static void find_hidden(struct method_state *st, const struct reply *reply)
{
	size_t n = json_array_size(st->methods);

	st->hidden = xrealloc(st->hidden, (n + 1) * sizeof(*st->hidden));
	for (size_t i = 0; i < n; i++) {
		char path[24];

		snprintf(path, sizeof(path), "%zu", i);
		st->hidden[i] = odd_hidden(reply, path, "nameOnCard,cardNetwork,bankName,name");
	}
}

static void on_methods(void *owner, const struct op *op, const struct reply *reply)
{
	struct method_state *st = owner;
	char before[64];

	(void)op;
	st->loading = false;
	st->err = reply->err;
	st->screen.app->dirty = true;
	if (reply->err.kind)
		return;
	text_put(before, sizeof(before),
		 word_of(json_array_get(st->methods, (size_t)st->list.at), "id"));
	json_decref(st->methods);
	st->methods = json_deep_copy(reply->body);
	find_hidden(st, reply);
	focus_method(st, before);
	complete_choice(st);
}

static void on_types(void *owner, const struct op *op, const struct reply *reply)
{
	struct method_state *st = owner;

	(void)op;
	if (reply->err.kind)
		return;		/* not needed: the service itself refuses what is not allowed */
	json_decref(st->types);
	st->types = json_deep_copy(reply->body);
	st->screen.app->dirty = true;
}

static void do_reload(struct screen *screen)
{
	struct method_state *st = state_of(screen);
	json_t *args = json_pack("{ss}", "userToken", fact_of(screen->app, "userToken"));

	if (!why_no_customer(screen->app) && !st->loading) {
		st->loading = true;
		http_send(screen->app->http, &op_getReceivingMethods, args, on_methods, st);
	}
	json_decref(args);
}

/* Is the form for it still open above? */
static bool is_adding(const struct app *app)
{
	const struct screen *s = app->top;

	while (s && s->ops != &method_add_screen)
		s = s->below;
	return s;
}

/* One that was being added when its form went away. */
static void take_row(struct screen *screen, const struct ask *ask)
{
	struct app *app = screen->app;
	enum carried is = carried_is(app, ask);
	struct err err;

	if (is == CARRIED_ASK)
		carried_show(screen, ask);
	if (is == CARRIED_ASK || is == CARRIED_WAIT)
		return;
	journey_set(app->journey, METHOD_FACT, "");
	if (is == CARRIED_THERE) {
		journey_set(app->journey, "method.id", ask->method_id);
		journey_set(app->journey, "method.name", ask->method);
		journey_set(app->journey, "method.type", "");	/* the list tells */
		app_note(app, NOTE_GOOD, _("Added. Enter takes it for this ask."));
		do_reload(screen);
	} else if (is == CARRIED_REFUSED) {
		carried_refusal(app, ask, &err);
		app_blame(app, &err);
	} else {
		app_note(app, NOTE_BAD, _("The method was not sent. Please add it again."));
	}
}

static void method_asked(struct screen *screen, const struct ask *ask)
{
	if (str_eq(ask->correlation_id, fact_of(screen->app, METHOD_FACT)) &&
	    !is_adding(screen->app))
		take_row(screen, ask);
}

static void method_open(struct screen *screen, const void *arg)
{
	json_t *args = json_pack("{ss}", "userToken", fact_of(screen->app, "userToken"));
	struct ask ask;

	(void)arg;
	list_set(&state_of(screen)->adds, METHOD_KINDS);
	do_reload(screen);
	if (!why_no_customer(screen->app))
		http_send(screen->app->http, &op_getAvailablePaymentMethods, args, on_types,
			  screen);
	json_decref(args);
	if (carried_get(screen->app, METHOD_FACT, &ask))
		take_row(screen, &ask);
}

static void method_close(struct screen *screen)
{
	json_decref(state_of(screen)->methods);
	json_decref(state_of(screen)->types);
	free(state_of(screen)->hidden);
}

static bool allows(const struct method_state *st, const char *types)
{
	const json_t *type;
	size_t i;

	json_array_foreach(st->types, i, type)
		if (word_in(types, json_string_value(type)))
			return true;
	return !json_array_size(st->types);
}

static const char *why_not_card(const struct screen *screen)
{
	if (!allows(state_of(screen), "DebitCard,CreditCard"))
		return _("This corridor does not pay out to cards. Add a bank account instead.");
	return why_not_change(screen->app);
}

static const char *why_not_typed(const struct screen *screen)
{
	if (capture_why_not(screen->app))
		return _("Card numbers are not typed at this counter (typed_cards is off). "
			 "Use a card token or a bank account.");
	return why_not_card(screen);
}

static const char *why_not_bank(const struct screen *screen)
{
	if (!allows(state_of(screen), "UBN,CLABE,BankAccount"))
		return _("This corridor does not pay out to bank accounts. Add a card instead.");
	return why_not_change(screen->app);
}

static const struct way {
	const char *name, *label, *hint;
	const char *(*why_not)(const struct screen *);
} ways[METHOD_KINDS] = {
	[METHOD_CARD] = { "c", N_("Card number typed here"),
			  N_("goes to the card vault only, never kept"), why_not_typed },
	[METHOD_TOKEN] = { "t", N_("Card token"), N_("begins with tok_, from another system"),
			   why_not_card },
	[METHOD_BANK] = { "b", N_("Bank account (CLABE)"), N_("18 digits, checked as you type"),
			  why_not_bank },
};

static void add(struct screen *screen, enum method_kind kind)
{
	const char *why = ways[kind].why_not(screen);

	if (why)
		app_note(screen->app, NOTE_BAD, "%s", why);
	else
		app_push(screen->app, &method_add_screen, &kind);
}

static void do_card(struct screen *screen)
{
	add(screen, METHOD_CARD);
}

static void do_token(struct screen *screen)
{
	add(screen, METHOD_TOKEN);
}

static void do_bank(struct screen *screen)
{
	add(screen, METHOD_BANK);
}

static bool can_receive(const json_t *method)
{
	return !json_is_false(json_object_get(method, "canOperate")) &&
	       !word_in("Blocked,Removed,Disconnected,ValidationNotApproved",
			word_of(method, "status"));
}

static void do_choose(struct screen *screen)
{
	struct method_state *st = state_of(screen);
	const json_t *method = json_array_get(st->methods, (size_t)st->list.at);

	if (st->on_adds) {
		add(screen, (enum method_kind)st->adds.at);
		return;
	}
	if (!method)
		return;
	if (!can_receive(method)) {
		app_note(screen->app, NOTE_BAD,
			 _("Money cannot arrive there: %s. Choose or add another one."),
			 codes_method_status_word(word_of(method, "status")));
		return;
	}
	method_take(screen->app, method, st->hidden[st->list.at]);
	flow_next(screen->app);
}

static const char *why_not_choose(const struct screen *screen)
{
	const struct method_state *st = state_of(screen);

	if (!st->on_adds && !st->methods && st->loading)
		return _("The list is still being read.");
	return why_no_customer(screen->app);
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

static void do_back(struct screen *screen)
{
	flow_back(screen->app);
}

static bool method_key(struct screen *screen, tui_key key)
{
	struct method_state *st = state_of(screen);

	if (key == K_TAB || key == K_BACKTAB) {
		st->on_adds = !st->on_adds || !st->list.n;
		return true;
	}
	if (!st->on_adds && key == K_DOWN && st->list.at == st->list.n - 1) {
		st->on_adds = true;
		st->adds.at = 0;
		return true;
	}
	if (st->on_adds && key == K_UP && !st->adds.at && st->list.n) {
		st->on_adds = false;
		return true;
	}
	return list_key(st->on_adds ? &st->adds : &st->list, key);
}

static void method_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct method_state *st = state_of(screen);

	bool add = hot >= HOT_ADDS && hot < HOT_ADDS + METHOD_KINDS;

	/* It may have hit what was drawn there a moment ago. */
	if (!add && (hot < HOT_METHODS || hot >= HOT_METHODS + st->list.n))
		return;
	st->on_adds = add;
	if (add)
		st->adds.at = hot - HOT_ADDS;
	else
		st->list.at = hot - HOT_METHODS;
	if (mouse->what == MOUSE_DOUBLE)
		do_choose(screen);
}

static void expiry_words(const json_t *method, char buf[static 32])
{
	const char *both = word_of(method, "expirationDate");
	const char *month = word_of(method, "expirationMonth"),
		   *year = word_of(method, "expirationYear");

	buf[0] = '\0';
	if (strspn(both, "0123456789") == 4)
		snprintf(buf, 32, _("expires %.2s/%.2s"), both, both + 2);
	else if (*month && *year)
		snprintf(buf, 32, _("expires %.2s/%.2s"), month,
			 year + (strlen(year) == 4 ? 2 : 0));
	text_whole(buf);
}

static const char *second_word(const json_t *method)
{
	const char *bank = NULL;

	if (!method_is_bank(word_of(method, "type")))
		return codes_method_word(word_of(method, "type"));
	if (strspn(method_number(method), "0123456789") == 18)
		bank = bank_name(method_number(method));
	return bank ? bank : word_of(method, "bankName");
}

static void draw_method(const void *ctx, int i, struct canvas *row)
{
	const struct method_state *st = ctx;
	const json_t *method = json_array_get(st->methods, (size_t)i);
	const char *status = word_of(method, "status");
	bool chosen = str_eq(word_of(method, "id"), fact_of(st->screen.app, "method.id"));
	enum style style = STYLE_TEXT,
		   quiet = STYLE_DIM;
	char words[64], expiry[32];
	struct odd_name look;
	char *odd = method_odd_words(st->screen.app, method, st->hidden[i], &look);

	if (chosen)
		canvas_text(row, 0, 0, STYLE_OK, sign(row, "ok"));
	method_words(method, words, sizeof(words));
	expiry_words(method, expiry);
	canvas_cut(row, 2, 0, 20, style, words);
	if (odd)
		odd_cell(row, 23, 17, odd, odd);
	else
		canvas_cut(row, 23, 0, 17, style, second_word(method));
	canvas_cut(row, 41, 0, 13, quiet, expiry);
	canvas_cut(row, 56, 0, row->w - 56,
		   can_receive(method) ? STYLE_OK :
					 STYLE_ERROR,
		   *status ? codes_method_status_word(status) : "");
	if (json_is_true(json_object_get(method, "isPrimary")) && row->w > 92)
		canvas_right(row, row->w - 1, 0, quiet, _("primary"));
	free(odd);
}

static void draw_add(const void *ctx, int i, struct canvas *row)
{
	const struct method_state *st = ctx;
	const char *why = ways[i].why_not(&st->screen);
	enum style style = why ? STYLE_DIM : STYLE_TEXT;

	canvas_text(row, 2, 0, STYLE_KEY, ways[i].name);
	canvas_cut(row, 5, 0, 24, style, _(ways[i].label));
	canvas_cut(row, 30, 0, row->w - 31, STYLE_DIM,
		   why ? why : _(ways[i].hint));
}

/* What stands where the list goes; returns its height. */
static int draw_list(struct method_state *st, struct canvas *c, int y)
{
	int room = c->h - y - METHOD_KINDS - 3, n = st->list.n < room ? st->list.n : room;
	struct canvas part = canvas_part(c, 0, y, c->w, n > 0 ? n : 1);

	if (st->err.kind)
		return show_problem(c, 2, y, c->w - 4, &st->err);
	if (!st->methods && st->loading) {
		show_waiting(c, 2, y, _("Reading what the customer has…"));
		return 1;
	}
	if (!st->list.n) {
		canvas_wrap(c, 2, y, c->w - 4, 2, STYLE_HINT,
			    _("The customer has no payout method yet. Add the first one below."));
		return 1;
	}
	list_draw(&st->list, &part, !st->on_adds, HOT_METHODS, draw_method, st);
	return part.h;
}

static void method_draw(struct screen *screen, struct canvas *c)
{
	struct method_state *st = state_of(screen);
	struct canvas page = page_of(c, 112), adds;
	int y = 2;

	canvas_text(&page, 0, 0, STYLE_TITLE, _("Where should the money arrive?"));
	y += draw_list(st, &page, y) + 1;
	canvas_text(&page, 0, y, STYLE_LABEL, _("ADD"));
	adds = canvas_part(&page, 0, y + 1, page.w, METHOD_KINDS);
	list_draw(&st->adds, &adds, st->on_adds, HOT_ADDS, draw_add, st);
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Choose"),
	  .help = N_("Takes this method for the ask and goes on to the payer. Behind ! stands why "
		     "its names need a second look: ask the customer for the last four digits."),
	  .run = do_choose, .why_not = why_not_choose },
	{ .key = 'c', .name = "c", .label = N_("Add a card"),
	  .help = N_("Type a card number; it goes to the card vault and is not kept here."),
	  .run = do_card, .quiet = true },
	{ .key = 't', .name = "t", .label = N_("Add a token"),
	  .help = N_("Add a card by the token that another system gave."), .run = do_token,
	  .quiet = true },
	{ .key = 'b', .name = "b", .label = N_("Add an account"),
	  .help = N_("Add a bank account by its CLABE; its check digit is verified as you type."),
	  .run = do_bank, .quiet = true },
	{ .key = 'k', .name = "k", .label = N_("Cash points"),
	  .help = N_("Where cash is paid in and handed out."), .run = do_cash,
	  .why_not = why_not_cash },
	{ .key = K_F5, .twin = 'r', .name = "F5", .label = N_("Read again"),
	  .help = N_("Asks the service for the customer's methods again."), .run = do_reload,
	  .quiet = true },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops method_screen = {
	.name = "method",
	.title = N_("Payout method"),
	.size = sizeof(struct method_state),
	.journey = true,
	.step = STEP_METHOD,
	.bindings = bindings,
	.open = method_open,
	.close = method_close,
	.key = method_key,
	.click = method_click,
	.shown = do_reload,
	.draw = method_draw,
	.asked = method_asked,
};
