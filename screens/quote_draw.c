/* The quote on the screen: the payer's sum at the left, the customer's at the
 * right, and how long it holds. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/geo.h"
#include "screens/quote.h"

static const char *first_name(const char *name, const char *otherwise, char buf[static 40])
{
	snprintf(buf, 40, "%.*s", (int)strcspn(name, " "), name);
	text_whole(buf);
	return *buf ? buf : otherwise;
}

/* Why a quote cannot be carried out as it stands. */
static const struct {
	const char *word, *text;
} reasons[] = {
	{ "LimitsValidation", N_("the amount is outside the limits of this corridor") },
	{ "BalanceCheck", N_("the payer's balance does not cover it") },
	{ "UnusableCard", N_("a card cannot be used for it") },
	{ "SenderInvalidPhone", N_("the payer's phone number is not accepted") },
	{ "RecipientInvalidPhone", N_("the customer's phone number is not accepted") },
	{ "NeedUpgradeLevel1", N_("somebody must identify herself first (level 1)") },
	{ "NeedUpgradeLevel2", N_("somebody must show an identity paper first (level 2)") },
	{ "CorridorNotAvailable", N_("money does not travel between these two countries now") },
	{ "USPeerTransferNotAllowed",
	  N_("transfers between persons inside the USA are not allowed") },
	{ "AuthorizationFailed", N_("the payer's bank did not authorise it") },
	{ "NonMatchingCurrencyAccount", N_("the account is kept in another currency") },
	{ "Sender", N_("it concerns the payer") },
	{ "Recipient", N_("it concerns the customer") },
};

static const char *reason_words(const char *word)
{
	for (size_t i = 0; i < ARRAY_LEN(reasons); i++)
		if (str_eq(reasons[i].word, word))
			return _(reasons[i].text);
	return word;
}

static const char *label_of(const char *key)
{
	const struct field *f = field_find(op_operationQuoteLite.out, key);

	return f ? _(f->label) : key;
}

/* One line of the sum: label left, number right. */
static void draw_amount(struct canvas *c, int y, const char *label, const struct money *money,
			enum style style, bool full)
{
	char *text = full ? money_text_full(money) : money_text(money);
	int x = canvas_right(c, c->w - (full ? 0 : 4), y, style, text);

	canvas_cut(c, 0, y, x - 1, style == STYLE_STRONG ? STYLE_STRONG : STYLE_LABEL, label);
	free(text);
}

/* What the payer pays: the amount and each fee and tax, then their sum. */
static void draw_payer_sum(const struct quote_state *st, struct canvas *c)
{
	static const char *const fees[] = {
		"sourceFee", "transactionFee", "partnerFee", "tax", "senderChargeBack", NULL
	};
	char name[40], *label;
	struct money sum, fee;
	int y = 0;

	if (!quote_part(st, "sourceAmount", st->pays, &sum))
		return;
	draw_amount(c, y++, label_of("sourceAmount"), &sum, STYLE_TEXT, true);
	for (int i = 0; fees[i]; i++) {
		if (!quote_part(st, fees[i], st->pays, &fee))
			continue;
		if (!fee.minor && str_eq(fees[i], "senderChargeBack"))
			continue;
		draw_amount(c, y++, label_of(fees[i]), &fee, STYLE_TEXT, false);
		sum.minor += fee.minor;
	}
	canvas_rule(c, 0, y++, c->w, STYLE_DIM);
	label = xasprintf(_("%s pays"),
			  first_name(fact_of(st->screen.app, "payer.name"), _("The payer"), name));
	draw_amount(c, y, label, &sum, STYLE_STRONG, true);
	free(label);
}

/* What the customer gets: the rate, what is taken there, what arrives. */
static void draw_customer_sum(const struct quote_state *st, struct canvas *c, int y_sum)
{
	const struct app *app = st->screen.app;
	char *rate = rate_text(json_object_get(st->quote, "exchangeRate"));
	char *line = xasprintf("1 %s = %s %s", st->pays, rate, st->gets), name[40], *label;
	struct money fee, arrives;
	int x = canvas_right(c, c->w, 0, STYLE_TEXT, line);

	canvas_cut(c, 0, 0, x - 1, STYLE_LABEL, label_of("exchangeRate"));
	x = canvas_right(c, c->w, 1, STYLE_TEXT, fact_of(app, "method.name"));
	canvas_cut(c, 0, 1, x - 1, STYLE_LABEL, _("Arrives on"));
	if (quote_part(st, "destinationFee", st->gets, &fee))
		draw_amount(c, 2, label_of("destinationFee"), &fee, STYLE_TEXT, true);
	if (quote_part(st, "recipientChargeBack", st->gets, &fee) && fee.minor)
		draw_amount(c, 3, label_of("recipientChargeBack"), &fee, STYLE_TEXT, true);
	canvas_rule(c, 0, y_sum - 1, c->w, STYLE_DIM);
	label = xasprintf(_("%s receives"),
			  first_name(fact_of(app, "name"), _("The customer"), name));
	if (quote_part(st, "destinationAmount", st->gets, &arrives))
		draw_amount(c, y_sum, label, &arrives, STYLE_STRONG, true);
	free(label);
	free(line);
	free(rate);
}

static void draw_validity(const struct quote_state *st, struct canvas *c, int y)
{
	long left = st->until - now_ms();
	int x;

	if (left <= 0) {
		x = canvas_text(c, 0, y, STYLE_WARN, sign(c, "warn"));
		canvas_wrap(c, x + 1, y, c->w - x - 1, 2, STYLE_WARN,
			    _("This price is no longer good. F5 asks for a new one."));
		return;
	}
	x = canvas_textf(c, 0, y, STYLE_TEXT, _("Good for %ld:%02ld more"), left / 60000,
			 left / 1000 % 60);
	if (c->w - x > 14)
		canvas_gauge(c, x + 2, y, c->w - x - 2 < 40 ? c->w - x - 2 : 40,
			     st->valid ? (int)(left * 1000 / st->valid) : 0, STYLE_OK);
}

static void draw_standing(const struct quote_state *st, struct canvas *c, int y)
{
	const char *reason = word_of(st->quote, "reason"),
		   *detail = word_of(st->quote, "reasonDetail");
	char *text;

	if (!json_is_false(json_object_get(st->quote, "isExecutable"))) {
		canvas_wrap(c, 0, y, c->w, 2, STYLE_DIM,
			    _("A preview: the price is fixed when the payer pays."));
		return;
	}
	text = xasprintf(
		_("Informative only: %s%s%s. It cannot be carried out as it stands."),
		reason_words(reason), str_eq(detail, "None") || str_eq(detail, reason) ? "" : "; ",
		str_eq(detail, "None") || str_eq(detail, reason) ? "" : reason_words(detail));
	canvas_text(c, 0, y, STYLE_WARN, sign(c, "warn"));
	y += canvas_wrap(c, 2, y, c->w - 2, 3, STYLE_WARN, text);
	canvas_textf(c, 2, y, STYLE_DIM, "[%s]", reason);
	free(text);
}

/* One side's amount: typed there, or what the quote says. */
static void draw_side(const struct quote_state *st, struct canvas *c, bool payer, const char *title)
{
	const char *currency = payer ? st->pays : st->gets;
	int x;
	struct money money;
	char *text;

	canvas_cut(c, 0, 0, c->w - 1, STYLE_TEXT, title);
	x = canvas_text(c, 0, 1, STYLE_LABEL, currency) + 1;
	if (payer == st->by_payer) {
		struct canvas field = canvas_part(c, x, 1, 18, 1);

		input_draw(&st->amount, &field, true);
	} else if (quote_part(st, payer ? "sourceAmount" : "destinationAmount", currency, &money)) {
		text = money_text(&money);
		canvas_text(c, x, 1, STYLE_TEXT, text);
		free(text);
	}
}

static char *side_title(const struct quote_state *st, bool payer)
{
	const struct app *app = st->screen.app;
	const char *code = payer ? st->country : app->config->tenant_country;
	const char *country = country_name(code);
	char name[40];

	if (payer)
		return xasprintf(_("%s pays, %s"),
				 first_name(fact_of(app, "payer.name"), _("The payer"), name),
				 country ? country : code);
	return xasprintf(_("%s receives, %s"),
			 first_name(fact_of(app, "name"), _("The customer"), name),
			 country ? country : code);
}

static void draw_sums(const struct quote_state *st, struct canvas *c)
{
	int half = (c->w - 4) / 2;
	struct canvas left = canvas_part(c, 0, 0, half, 8);
	struct canvas right = canvas_part(c, half + 4, 0, c->w - half - 4, 8);

	draw_payer_sum(st, &left);
	draw_customer_sum(st, &right, 6);
}

void quote_draw(struct screen *screen, struct canvas *c)
{
	const struct quote_state *st = (const struct quote_state *)screen;
	struct canvas page = page_of(c, 92), left, right, sums;
	char *payer = side_title(st, true), *customer = side_title(st, false);
	int half = (page.w - 4) / 2;

	left = canvas_part(&page, 0, 0, half + 3, 2);
	right = canvas_part(&page, half + 4, 0, page.w - half - 4, 2);
	draw_side(st, &left, true, payer);
	draw_side(st, &right, false, customer);
	if (st->err.kind) {
		show_problem(&page, 0, 4, page.w, &st->err);
	} else if (st->asking) {
		show_waiting(&page, 0, 4, _("Asking for the price…"));
	} else if (st->quote) {
		sums = canvas_part(&page, 0, 4, page.w, 8);
		draw_sums(st, &sums);
		draw_validity(st, &page, 13);
		draw_standing(st, &page, 15);
	} else {
		canvas_wrap(&page, 0, 4, page.w, 3, STYLE_HINT,
			    _("Type an amount and press Enter. F2 changes which of the two is "
			      "typed."));
	}
	free(payer);
	free(customer);
}
