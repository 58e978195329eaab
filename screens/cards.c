/* The debit card of a wallet: which there are, asking for one, and its life.  The full
 * number is never kept: what is shown of it for a while lies in locked memory that
 * forgets it. */

#include "screens/cards.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "api/card_status.h"
#include "api/store_disclosures.h"
#include "screens/sheet.h"

enum { TICK_MS = 1000 };

struct cards_state *cards_state(const struct screen *screen)
{
	return (struct cards_state *)screen;
}

/* ---- what is known ---- */

static void forget(struct cards_state *st)
{
	json_decref(st->card);
	json_decref(st->products);
	st->card = st->products = NULL;
	list_set(&st->list, 0);
	tokens_set(st->shown, TOKEN_NONE, NULL, 0);
}

bool cards_took(struct cards_state *st, const struct reply *reply)
{
	st->waiting = NULL;
	st->err = reply->err;
	st->screen.app->dirty = true;
	return !reply->err.kind;
}

/* What was refused leaves on the screen what is known. */
void cards_say(struct cards_state *st)
{
	app_blame(st->screen.app, &st->err);
	st->err = (struct err){ 0 };
}

void cards_send(struct cards_state *st, const struct op *op, const json_t *more, reply_fn *done,
		const char *waiting)
{
	json_t *args = wallet_selector(st->pick.selector);

	json_object_update(args, (json_t *)more);
	st->err = (struct err){ 0 };
	st->waiting = waiting;
	http_send(st->screen.app->http, op, args, done, st);
	json_decref(args);
}

/* Only what may be kept of it. */
static void keep_card(struct cards_state *st, const struct op *op, const struct reply *reply)
{
	json_t *safe = op_redact_out(op, reply->body);

	json_decref(st->card);
	st->card = json_incref(json_object_get(safe, "data"));
	json_decref(safe);
	wallet_pick_learn(&st->pick, st->screen.app);
}

static void on_products(void *owner, const struct op *op, const struct reply *reply)
{
	struct cards_state *st = owner;

	(void)op;
	if (!cards_took(st, reply))
		return;
	json_decref(st->products);
	st->products = json_deep_copy(json_object_get(reply->body, "data"));
	list_set(&st->list, (int)json_array_size(st->products));
}

/* Without a card the service says "not found", and so it does of an unknown wallet:
 * the cards on offer tell the two apart. */
static void on_details(void *owner, const struct op *op, const struct reply *reply)
{
	struct cards_state *st = owner;

	if (cards_took(st, reply))
		keep_card(st, op, reply);
	else if (reply->status == 400)
		cards_send(st, &op_getEligibleCards, NULL, on_products,
			   _("Reading the cards on offer…"));
}

static void do_read(struct screen *screen)
{
	struct cards_state *st = cards_state(screen);

	forget(st);
	cards_send(st, &op_getCardDetails, NULL, on_details, _("Reading the card…"));
}

static const char *why_not_read(const struct screen *screen)
{
	const struct cards_state *st = cards_state(screen);

	if (!*st->pick.selector)
		return _("Say which wallet first.");
	return st->waiting ? _("The last answer is still awaited.") : NULL;
}

/* ---- asking for one ---- */

static const json_t *product_at(const struct cards_state *st)
{
	return json_array_get(st->products, (size_t)st->list.at);
}

static void on_issued(void *owner, const struct op *op, const struct reply *reply)
{
	struct cards_state *st = owner;

	if (!cards_took(st, reply)) {
		cards_say(st);
		return;
	}
	forget(st);
	keep_card(st, op, reply);
	app_note(st->screen.app, NOTE_GOOD, _("The card was issued. Its number is masked here."));
}

static void request(struct screen *below, const json_t *record)
{
	struct cards_state *st = cards_state(below);
	json_t *more = json_copy((json_t *)record);

	json_object_set(more, "cardProductId", json_object_get(product_at(st), "cardProductId"));
	cards_send(st, &op_requestCard, more, on_issued, _("Asking for the card…"));
	json_decref(more);
}

static void do_request(struct screen *screen)
{
	static const char *const only[] = { "tokenSymbol", NULL };
	struct cards_state *st = cards_state(screen);
	json_t *prefill = json_pack("{s:s}", "tokenSymbol", "USBC");
	char *text = xasprintf(
		_("Read this aloud to the customer.\n\nA card “%s” of %s is issued for the wallet "
		  "%s. It pays out of the token below. A wallet has one card."),
		word_of(product_at(st), "productName"),
		word_of(product_at(st), "productVendorName"),
		st->pick.selector);
	struct sheet_arg arg = {
		.title = _("Request a card"), .text = text, .fields = op_requestCard.in,
		.only = only, .prefill = prefill, .run = request,
	};

	app_push(screen->app, &sheet_screen, &arg);
	json_decref(prefill);
	free(text);
}

static const char *why_not_request(const struct screen *screen)
{
	const struct cards_state *st = cards_state(screen);

	if (st->card)
		return _("This wallet has a card already: one belongs to each wallet.");
	if (!product_at(st))
		return _("No card is on offer here.");
	return app_read_only(screen->app);
}

/* ---- showing the number for a while ---- */

static void tick(void *owner)
{
	struct cards_state *st = owner;

	st->screen.app->dirty = true;
	if (tokens_text(st->shown) && now_ms() < st->hide_at)
		app_after(st->screen.app, TICK_MS, tick, st);
	else
		tokens_set(st->shown, TOKEN_NONE, NULL, 0);
}

/* First it is written down, then it is shown. */
static void on_reveal(void *owner, const struct op *op, const struct reply *reply)
{
	struct cards_state *st = owner;
	const json_t *data = json_object_get(reply->body, "data");
	const char *number = word_of(data, "cardNumber");
	char *masked;
	bool written;

	if (!cards_took(st, reply)) {
		cards_say(st);
		return;
	}
	keep_card(st, op, reply);
	masked = secret_mask(json_object_get(data, "cardNumber"));
	written = store_disclosure_add(st->screen.app->store,
				       st->code ? CARDS_CODE : CARDS_NUMBER, masked, &st->err);
	free(masked);
	if (!written) {
		cards_say(st);
		return;
	}
	tokens_set(st->shown, TOKEN_CUSTOMER, st->code ? word_of(data, "cvv") : number,
		   CARDS_SHOWN_MS);
	st->hide_at = now_ms() + CARDS_SHOWN_MS;
	tick(st);
}

static void reveal(struct screen *below)
{
	cards_send(cards_state(below), &op_getCardDetails, NULL, on_reveal, _("Reading the card…"));
}

static void ask_to_show(struct screen *screen, bool code)
{
	struct dialog_arg arg = {
		.title = code ? _("Show the security code?") : _("Show the whole number?"),
		.text = code ? _("Only when the customer asks for it: with it and the number "
				 "anybody can pay. It is shown for 20 seconds, and that you looked "
				 "at it is recorded.") :
			_("Only when the customer asks for it, and with nobody else before the "
			  "screen. It is shown for 20 seconds, and that you looked at it is "
			  "recorded with the last four digits."),
		.yes = _("Show it"), .run = reveal,
	};

	cards_state(screen)->code = code;
	app_push(screen->app, &dialog_screen, &arg);
}

static void do_show_number(struct screen *screen)
{
	ask_to_show(screen, false);
}

static void do_show_code(struct screen *screen)
{
	ask_to_show(screen, true);
}

static void do_hide(struct screen *screen)
{
	tokens_set(cards_state(screen)->shown, TOKEN_NONE, NULL, 0);
	screen->app->dirty = true;
}

static const char *why_not_show(const struct screen *screen)
{
	const struct cards_state *st = cards_state(screen);

	if (!st->card)
		return _("There is no card here.");
	if (card_is_over(json_object_get(st->card, "status")))
		return _("This card never works again: its number is of no use.");
	return st->waiting ? _("The last answer is still awaited.") : NULL;
}

static const char *why_not_hide(const struct screen *screen)
{
	return tokens_text(cards_state(screen)->shown) ? NULL : _("Nothing is shown.");
}

/* ---- the screen ---- */

static void do_other(struct screen *screen)
{
	do_hide(screen);
	wallet_pick_again(&cards_state(screen)->pick);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static void cards_open(struct screen *screen, const void *arg)
{
	struct cards_state *st = cards_state(screen);

	(void)arg;
	st->shown = tokens_new();
	wallet_pick_init(&st->pick, screen->app);
	if (*st->pick.selector)
		do_read(screen);
}

static void cards_close(struct screen *screen)
{
	struct cards_state *st = cards_state(screen);

	forget(st);
	tokens_free(st->shown);
	wallet_pick_release(&st->pick);
}

static bool cards_key(struct screen *screen, tui_key key)
{
	struct cards_state *st = cards_state(screen);
	bool taken;

	if (wallet_pick_key(&st->pick, key, &taken)) {
		if (taken)
			do_read(screen);
		return true;
	}
	return !st->pick.typing && list_key(&st->list, key);
}

static void cards_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct cards_state *st = cards_state(screen);

	if (hot < CARDS_HOT || hot >= CARDS_HOT + st->list.n)
		return;
	st->list.at = hot - CARDS_HOT;
	if (mouse->what == MOUSE_DOUBLE && !why_not_request(screen))
		do_request(screen);
}

static bool is_typing(const struct screen *screen)
{
	return cards_state(screen)->pick.typing;
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Request it"), .run = do_request,
	  .why_not = why_not_request, .help = N_("Asks for the card that has the focus.") },
	{ .key = K_F4, .twin = 'n', .name = "F4", .label = N_("Number"), .run = do_show_number,
	  .why_not = why_not_show,
	  .help = N_("Shows the whole number for 20 seconds; that is recorded.") },
	{ .key = 'h', .name = "h", .label = N_("Hide"), .run = do_hide,
	  .why_not = why_not_hide, .help = N_("Hides the number or the code at once.") },
	{ .key = 'b', .name = "b", .label = N_("Block it"), .run = cards_do_block,
	  .why_not = cards_why_not_block, .help = N_("Stops the card for a time.") },
	{ .key = 'r', .name = "r", .label = N_("Release"), .run = cards_do_release,
	  .why_not = cards_why_not_release, .help = N_("Takes the block away again.") },
	{ .key = 'l', .name = "l", .label = N_("Lost"), .run = cards_do_lost,
	  .why_not = cards_why_not_change, .help = N_("Reports the card lost, for good.") },
	{ .key = 's', .name = "s", .label = N_("Stolen"), .run = cards_do_stolen,
	  .why_not = cards_why_not_change, .help = N_("Reports the card stolen, for good.") },
	{ .key = 'v', .name = "v", .label = N_("Security code"), .run = do_show_code,
	  .why_not = why_not_show, .quiet = true,
	  .help = N_("Shows the security code for 20 seconds; only when the customer asks.") },
	{ .key = K_F2, .twin = 'w', .name = "F2", .label = N_("Other wallet"), .run = do_other,
	  .help = N_("Names another wallet.") },
	{ .key = K_F5, .name = "F5", .label = N_("Read again"), .run = do_read,
	  .why_not = why_not_read },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops cards_screen = {
	.name = "cards", .title = N_("Debit card"), .size = sizeof(struct cards_state),
	.bindings = bindings, .open = cards_open, .close = cards_close, .key = cards_key,
	.click = cards_click, .draw = cards_draw, .is_typing = is_typing,
};

static const struct op *const card_ops[] = {
	&op_getEligibleCards, &op_getCardDetails, &op_requestCard, NULL
};

const struct omni_journey omni_cards = {
	.title = N_("Debit card"),
	.summary = N_("Request, show, block, release, lost, stolen"),
	.needs = N_("Needs a wallet, and a customer who is logged in."),
	.screen = &cards_screen, .ops = card_ops,
};
