#include "screens/wallet_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/base_units.h"
#include "screens/wallet_words.h"
#include "screens/when.h"

enum { WHEN_W = 12, WAY_W = 7, OTHER_W = 20, AMOUNT_END = 50, STATE_W = 12, FOOT = 6 };

/* ---- what is on it ---- */

static void draw_balance(const struct wallet_state *st, struct canvas *c, int y)
{
	const char *label = _("Balance");
	int x = text_width(label) + 2;
	char *tokens;

	canvas_text(c, 0, y, STYLE_LABEL, label);
	if (st->asking_balance) {
		show_waiting(c, x, y, _("Reading the balance…"));
	} else if (st->balance_err.kind) {
		canvas_cut(c, x, y, c->w - x, STYLE_ERROR, st->balance_err.text);
	} else if (st->balance) {
		tokens = base_units_show(json_string_value(st->balance), BASE_DECIMALS);
		x = canvas_text(c, x, y, STYLE_STRONG, tokens) + 2;
		canvas_cut(c, x, y, c->w - x, STYLE_DIM,
			   _("tokens of 18 decimals; the service does not say which"));
		free(tokens);
	}
}

/* ---- what went over it ---- */

/* "On the chain · page 2 · memo “renta”": what is looked at. */
static void draw_what(const struct wallet_state *st, struct canvas *c, int y)
{
	const struct op *op = wallet_history_op(st);
	struct str text = { 0 };

	str_addf(&text, "%s · ", st->off_chain ? _("Off the chain") : _("On the chain"));
	str_addf(&text, _("page %d"), st->page);
	if (st->first_form)
		str_addf(&text, " · %s", _("older form"));
	field_each(f, op->in) {
		const json_t *value = json_object_get(st->filter, f->key);
		char *shown = value && !str_eq(f->key, "pageSize") ? field_show(f, value) : NULL;

		if (shown)
			str_addf(&text, " · %s: %s", _(f->label), shown);
		free(shown);
	}
	canvas_cut(c, 0, y, c->w, STYLE_TITLE, text.s);
	str_release(&text);
}

static void draw_movement(const void *ctx, int i, struct canvas *row)
{
	const struct wallet_state *st = ctx;
	const struct movement m = movement_of(wallet_history_op(st),
					      json_array_get(st->items, (size_t)i));
	bool out = movement_goes_out(&m), failed = movement_failed(&m);
	char *other = movement_other(&m), *amount = movement_value(&m, "amount");
	char *state = movement_value(&m, "status"), *memo = movement_value(&m, "memo");
	int64_t at = epoch_of(json_object_get(m.item, "timestamp"));
	char when[24] = "";
	int x = AMOUNT_END + 1;

	if (at != -1)
		day_text(at * 1000, when);
	canvas_cut(row, 0, 0, WHEN_W - 1, STYLE_TEXT, when);
	canvas_cut(row, WHEN_W, 0, WAY_W - 1, STYLE_DIM, out ? _("out") : _("in"));
	canvas_cut(row, WHEN_W + WAY_W, 0, OTHER_W - 1, STYLE_TEXT, other);
	canvas_right(row, AMOUNT_END, 0, failed ? STYLE_DIM : STYLE_TEXT, amount);
	canvas_cut(row, x + 1, 0, STATE_W - 1, failed ? STYLE_ERROR : STYLE_TEXT, state);
	canvas_cut(row, x + 1 + STATE_W, 0, row->w - x - STATE_W - 2, STYLE_DIM, memo);
	free(other);
	free(amount);
	free(state);
	free(memo);
}

static void draw_focus(const struct wallet_state *st, struct canvas *c)
{
	const struct movement m = movement_of(wallet_history_op(st),
		json_array_get(st->items, (size_t)st->list.at));
	char *memo = movement_value(&m, "memo"), *failure = movement_failure(&m);
	char *fraud = movement_fraud(&m);
	const struct fact facts[] = {
		{ _("Memo"), memo, STYLE_TEXT },
		{ _("Why it failed"), failure, STYLE_ERROR },
		{ _("Fraud check"), fraud, STYLE_TEXT },
	};

	show_facts(c, 0, 0, facts, ARRAY_LEN(facts));
	free(memo);
	free(failure);
	free(fraud);
}

static const char *nothing_words(const struct wallet_state *st)
{
	if (json_object_size(st->filter))
		return _("None is like this. F4 asks for others.");
	return st->page > 1 ? _("There are no further ones.") :
	       _("Nothing went over this wallet yet.");
}

static void draw_history(struct wallet_state *st, struct canvas *c)
{
	int most = c->h - FOOT, h = st->list.n < most ? st->list.n : most;
	struct canvas rows = canvas_part(c, 0, 1, c->w, h);
	struct canvas foot = canvas_part(c, 0, h + 2, c->w, c->h - h - 2);

	draw_what(st, c, 0);
	if (st->asking && !st->list.n)
		show_waiting(c, 0, 2, _("Reading the history…"));
	else if (st->err.kind)
		show_problem(c, 0, 2, c->w, &st->err);
	else if (!st->list.n)
		canvas_text(c, 0, 2, STYLE_HINT, nothing_words(st));
	else {
		list_draw(&st->list, &rows, true, WALLET_HOT, draw_movement, st);
		draw_focus(st, &foot);
	}
}

void wallet_draw(struct screen *screen, struct canvas *c)
{
	struct wallet_state *st = wallet_state(screen);
	struct canvas page = page_of(c, 110), body = canvas_part(&page, 0, 5, page.w, page.h - 5);

	canvas_text(&page, 0, 0, STYLE_TITLE, _("Wallet"));
	wallet_pick_draw(&st->pick, &page, 2);
	if (st->pick.typing)
		return;
	draw_balance(st, &page, 3);
	draw_history(st, &body);
}
