#include "screens/cards.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/card_status.h"
#include "api/store_disclosures.h"
#include "screens/when.h"

enum { LOOKS = 4 };

static enum style state_style(const json_t *status)
{
	switch (card_state(status)) {
	case CARD_ACTIVE:
		return STYLE_OK;
	case CARD_LOST:
	case CARD_STOLEN:
	case CARD_EXPIRED:
		return STYLE_ERROR;
	case CARD_BLOCKED:
	case CARD_LIMITED:
		return STYLE_WARN;
	default:
		return STYLE_TEXT;
	}
}

/* "4219 2212 3456 5986" straight into the picture. */
static int draw_digits(struct canvas *c, int x, int y, const char *digits)
{
	for (int i = 0; digits[i]; i++) {
		const char one[2] = { digits[i], '\0' };

		if (i && i % 4 == 0)
			x++;
		x = canvas_text(c, x, y, STYLE_STRONG, one);
	}
	return x;
}

/* What is shown for a while, and for how long still. */
static void draw_shown(const struct cards_state *st, struct canvas *c, int y)
{
	const char *text = tokens_text(st->shown);
	long left = st->hide_at - now_ms();
	int x;

	if (!text || left < 0)
		return;
	x = canvas_text(c, 2, y, STYLE_LABEL, st->code ? _("Security code") : _("Card number"));
	x = draw_digits(c, x + 2, y, text);
	canvas_textf(c, x + 3, y, STYLE_WARN, _("hidden again in %d s"),
		     (int)((left + 999) / 1000));
	canvas_gauge(c, 2, y + 1, 40, (int)(left * 1000 / CARDS_SHOWN_MS), STYLE_WARN);
}

static int draw_looks(const struct cards_state *st, struct canvas *c, int y)
{
	const char *masked = word_of(st->card, "cardNumber");
	struct disclosure rows[LOOKS];
	int n = store_disclosures(st->screen.app->store, masked, rows, LOOKS);

	if (!n || y + n >= c->h)
		return y;
	canvas_text(c, 2, y++, STYLE_LABEL, _("Was shown here"));
	for (int i = 0; i < n; i++, y++) {
		char when[24];
		int x;

		day_text(rows[i].at, when);
		x = canvas_textf(c, 2, y, STYLE_DIM, "%s  %s  ", when, _(rows[i].what));
		canvas_cut(c, x, y, c->w - x, STYLE_DIM, rows[i].who);
	}
	return y;
}

static void draw_card(const struct cards_state *st, struct canvas *c)
{
	const json_t *status = json_object_get(st->card, "status");
	char *state = card_state_words(status);
	char *kind = xasprintf("%s · %s", word_of(st->card, "type"), word_of(st->card, "vendor"));
	const struct fact facts[] = {
		{ _("Card"), word_of(st->card, "cardType"), STYLE_TEXT },
		{ _("Number"), word_of(st->card, "cardNumber"), STYLE_STRONG },
		{ _("Name on the card"), word_of(st->card, "cardHolderName"), STYLE_TEXT },
		{ _("Expires"), word_of(st->card, "expiryDate"), STYLE_TEXT },
		{ _("Kind"), kind, STYLE_TEXT },
		{ _("State"), state, state_style(status) },
	};
	int y = show_facts(c, 2, 0, facts, ARRAY_LEN(facts)) + 1;

	if (card_is_over(status))
		y += canvas_wrap(c, 2, y, c->w - 4, 3, STYLE_HINT,
				 _("This card never works again. A new card needs another wallet "
				   "of the customer.")) + 1;
	else if (tokens_text(st->shown)) {
		draw_shown(st, c, y);
		y += 3;
	}
	draw_looks(st, c, y);
	free(state);
	free(kind);
}

static void draw_product(const void *ctx, int i, struct canvas *row)
{
	const struct cards_state *st = ctx;
	const json_t *product = json_array_get(st->products, (size_t)i);
	bool active = !json_is_false(json_object_get(product, "isActive"));
	enum style style = active ? STYLE_TEXT : STYLE_DIM;

	canvas_cut(row, 1, 0, 38, style, word_of(product, "productName"));
	canvas_cut(row, 40, 0, 18, STYLE_DIM, word_of(product, "productTypeName"));
	canvas_cut(row, 59, 0, row->w - 60, STYLE_DIM,
		   active ? word_of(product, "productVendorName") : _("not offered now"));
}

static void draw_offer(struct cards_state *st, struct canvas *c)
{
	struct canvas rows = canvas_part(c, 0, 3, c->w, c->h - 4);

	canvas_wrap(c, 0, 0, c->w, 2, STYLE_TEXT,
		    _("This wallet has no card yet. F10 requests the one that has the focus."));
	canvas_text(c, 0, 2, STYLE_LABEL, _("Cards on offer"));
	if (st->list.n)
		list_draw(&st->list, &rows, true, CARDS_HOT, draw_product, st);
	else
		canvas_text(&rows, 1, 0, STYLE_HINT, _("The service offers none for this wallet."));
}

void cards_draw(struct screen *screen, struct canvas *c)
{
	struct cards_state *st = cards_state(screen);
	struct canvas page = page_of(c, 100), body = canvas_part(&page, 0, 4, page.w, page.h - 4);

	canvas_text(&page, 0, 0, STYLE_TITLE, _("Debit card"));
	wallet_pick_draw(&st->pick, &page, 2);
	if (st->pick.typing)
		return;
	if (st->waiting)
		show_waiting(&body, 0, 0, st->waiting);
	else if (st->err.kind)
		show_problem(&body, 0, 0, body.w, &st->err);
	else if (st->card)
		draw_card(st, &body);
	else if (st->products)
		draw_offer(st, &body);
}
