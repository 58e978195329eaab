/* What it costs and what arrives: each fee on its own line, for as long as the
 * price holds.  A preview only: an ask's price is fixed when the payer pays. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/geo.h"
#include "screens/quote.h"
#include "screens/rates.h"

#define DRAFT "quote"

static struct quote_state *state_of(const struct screen *screen)
{
	return (struct quote_state *)screen;
}

static bool expired(const struct quote_state *st)
{
	return st->quote && now_ms() >= st->until;
}

static void on_tick(void *owner)
{
	struct quote_state *st = owner;

	st->ticking = st->screen.app->top == &st->screen && st->quote && !expired(st);
	st->screen.app->dirty = true;
	if (st->ticking)
		app_after(st->screen.app, 1000, on_tick, st);
}

static void tick(struct quote_state *st)
{
	if (!st->ticking)
		on_tick(st);
}

bool quote_part(const struct quote_state *st, const char *key, const char *currency,
		struct money *money)
{
	const json_t *value = json_object_get(st->quote, key);

	return value && money_from_json(value, currency, money, NULL);
}

/* The ask begins with what arrives by this quote. */
static void carry(struct quote_state *st)
{
	struct journey *journey = st->screen.app->journey;
	struct money arrives;
	char *text;

	/* Coming back here takes nothing away that was typed there since. */
	if (journey && st->by_itself && *word_of(journey_draft(journey, "ask"), "recipientAmount"))
		return;
	if (!journey || !quote_part(st, "destinationAmount", st->gets, &arrives))
		return;
	text = money_text(&arrives);
	journey_set_draft(journey, "ask", "recipientAmount", text);
	free(text);
	text = money_text_full(&arrives);
	journey_set(journey, "quoted", text);
	free(text);
}

/* This key may not quote: remember it for this run and go on without. */
static void give_up(struct screen *screen)
{
	struct app *app = screen->app;

	app->quote_off = state_of(screen)->err;
	flow_next(app);
	app_note(app, NOTE_INFO, _("Quotes are left out: this key may not ask for prices. "
		 "The ask itself does not need one."));
}

/* Is the answer in the currencies that it was asked for?  What the payer pays in
 * is a guess by her country until the service says it. */
static bool take_currencies(struct quote_state *st, const json_t *quote)
{
	const char *pays = word_of(quote, "sourceCurrency");
	const char *gets = word_of(quote, "destinationCurrency");
	const char *other = *gets && !str_eq(gets, st->gets) ? gets :
			    *pays && st->by_payer && !str_eq(pays, st->pays) ? pays : NULL;

	if (!other) {
		if (*pays)
			text_put(st->pays, sizeof(st->pays), pays);
		return true;
	}
	err_set(&st->err, ERR_PROTOCOL,
		_("The service quoted in %.8s, which was not asked for, so no price is shown."),
		other);
	return err_next(&st->err, _("F10 goes on: the ask itself needs no price."));
}

static void on_quote(void *owner, const struct op *op, const struct reply *reply)
{
	struct quote_state *st = owner;
	double minutes;

	(void)op;
	st->asking = false;
	st->err = reply->err;
	st->screen.app->dirty = true;
	if (reply->err.kind == ERR_AUTH) {
		app_when_top(&st->screen, give_up);
		return;
	}
	if (reply->err.kind || !take_currencies(st, reply->body))
		return;
	st->quote = json_deep_copy(reply->body);
	minutes = json_number_value(json_object_get(reply->body, "validTimeInMinutes"));
	st->valid = minutes > 0 && minutes < 10000 ? (long)(minutes * 60000) : 0;
	st->until = now_ms() + st->valid;
	carry(st);
	tick(st);
}

static void forget(struct quote_state *st)
{
	json_decref(st->quote);
	st->quote = NULL;
	st->err = (struct err){ 0 };
}

static json_t *request_of(const struct quote_state *st, const struct money *amount)
{
	struct app *app = st->screen.app;
	const char *type = fact_of(app, "method.type");
	json_t *args = json_pack("{ssssssssssss}",
		"operationType", "SendFunds", "sourceCountry", st->country,
		"sourcePaymentMethodType", "DebitCard",
		"destinationCountry", app->config->tenant_country,
		"destinationPaymentMethodType", *type ? type : "DebitCard",
		"destinationCurrency", st->gets);

	json_object_set_new(args, "amountCurrency",
			    json_string(st->by_payer ? st->pays : st->gets));
	json_object_set_new(args, "isSenderAmount", json_boolean(st->by_payer));
	json_object_set_new(args, "amount", money_to_json(amount));
	return args;
}

static void do_quote(struct screen *screen)
{
	struct quote_state *st = state_of(screen);
	char *typed = input_value(&st->amount);
	struct money amount;
	json_t *args;

	forget(st);
	st->by_itself = false;
	if (money_parse(typed, st->by_payer ? st->pays : st->gets, &amount, &st->err)) {
		args = request_of(st, &amount);
		st->asking = true;
		http_send(screen->app->http, &op_operationQuoteLite, args, on_quote, st);
		json_decref(args);
	}
	free(typed);
}

static const char *why_not_quote(const struct screen *screen)
{
	const struct quote_state *st = state_of(screen);

	if (st->asking)
		return _("The price is being asked for. One moment.");
	if (!*st->pays)
		return _("The payer's country is not known. Go back and correct the payer's "
			 "details.");
	if (input_empty(&st->amount))
		return _("Type an amount first.");
	return NULL;
}

static void quote_open(struct screen *screen, const void *arg)
{
	struct quote_state *st = state_of(screen);
	struct app *app = screen->app;
	const json_t *draft = app->journey ? journey_draft(app->journey, DRAFT) : NULL;
	const char *currency;

	(void)arg;
	text_put(st->country, sizeof(st->country), fact_of(app, "payer.country"));
	text_put(st->gets, sizeof(st->gets), app->config->tenant_currency);
	currency = country_currency(st->country);
	text_put(st->pays, sizeof(st->pays), currency ? currency : "");
	st->by_payer = str_eq(word_of(draft, "by"), "payer");
	input_init(&st->amount, word_of(draft, "amount"), false);
	st->amount.max = 16;
	if (!why_not_quote(screen))
		do_quote(screen);
	st->by_itself = true;
}

static void quote_close(struct screen *screen)
{
	input_release(&state_of(screen)->amount);
	json_decref(state_of(screen)->quote);
}

static void keep_draft(struct quote_state *st)
{
	char *typed = input_value(&st->amount);

	if (st->screen.app->journey) {
		journey_set_draft(st->screen.app->journey, DRAFT, "amount", typed);
		journey_set_draft(st->screen.app->journey, DRAFT, "by",
				  st->by_payer ? "payer" : "customer");
	}
	free(typed);
}

static void do_turn(struct screen *screen)
{
	struct quote_state *st = state_of(screen);

	st->by_payer = !st->by_payer;
	forget(st);
	keep_draft(st);
	if (!why_not_quote(screen))
		do_quote(screen);
}

static void do_next(struct screen *screen)
{
	flow_next(screen->app);
}

static const char *why_not_next(const struct screen *screen)
{
	if (state_of(screen)->asking)
		return _("The price is being asked for. One moment.");
	return NULL;
}

/* Enter asks for the price, and once it is there goes on. */
static void do_enter(struct screen *screen)
{
	if (state_of(screen)->quote && !expired(state_of(screen)))
		do_next(screen);
	else
		do_quote(screen);
}

static const char *why_not_enter(const struct screen *screen)
{
	return state_of(screen)->quote ? NULL : why_not_quote(screen);
}

static void do_back(struct screen *screen)
{
	flow_back(screen->app);
}

static void quote_shown(struct screen *screen)
{
	tick(state_of(screen));
}

static bool quote_key(struct screen *screen, tui_key key)
{
	struct quote_state *st = state_of(screen);
	char *before = input_value(&st->amount), *after;
	bool taken = input_key(&st->amount, key);

	after = input_value(&st->amount);
	if (!str_eq(before, after)) {
		http_cancel(screen->app->http, st); /* the answer would be about another amount */
		st->asking = false;
		forget(st);
		keep_draft(st);
	}
	free(before);
	free(after);
	return taken;
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Quote"),
	  .help = N_("Asks for the price; once it is shown, goes on to the ask."),
	  .run = do_enter, .why_not = why_not_enter },
	{ .key = K_F10, .name = "F10", .label = N_("Ask for it"),
	  .help = N_("Goes on to the ask, with what arrives by this quote."),
	  .run = do_next, .why_not = why_not_next },
	{ .key = K_F2, .name = "F2", .label = N_("Other side"),
	  .help = N_("Changes between what the payer pays and what the customer receives."),
	  .run = do_turn },
	{ .key = K_F4, .name = "F4", .label = N_("Rates"), .run = rates_open,
	  .why_not = why_no_rates,
	  .help = N_("Today's exchange rates, and from where money can come.") },
	{ .key = K_F5, .name = "F5", .label = N_("Quote again"), .run = do_quote,
	  .why_not = why_not_quote, .quiet = true },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops quote_screen = {
	.name = "quote",
	.title = N_("Quote"),
	.size = sizeof(struct quote_state),
	.journey = true,
	.typing = true,
	.step = STEP_QUOTE,
	.bindings = bindings,
	.open = quote_open,
	.close = quote_close,
	.key = quote_key,
	.shown = quote_shown,
	.draw = quote_draw,
};
