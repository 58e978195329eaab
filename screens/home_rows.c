#include "screens/home_rows.h"

#include <stdlib.h>
#include <string.h>

#include "api/bank.h"
#include "api/carriage.h"
#include "screens/company.h"
#include "screens/show.h"
#include "screens/when.h"

const char *home_heading(enum row_kind kind)
{
	static const char *const headings[] = {
		[ROW_NEEDS] = N_("NEEDS YOU"), [ROW_UNFINISHED] = N_("UNFINISHED"),
		[ROW_TODAY] = N_("TODAY"), [ROW_FOUND] = N_("KNOWN CUSTOMERS"),
	};

	return _(headings[kind]);
}

/* "+100.50 USBC" into a wallet, "−100.50 USBC" out of it; the caller frees. */
static char *signed_amount(const struct ask *ask)
{
	char *amount = amount_words(ask);
	char *with = xasprintf("%s%s", str_eq(ask->op, op_achIn.name) ? "+" : "−", amount);

	free(amount);
	return with;
}

/* The amount of what moves money, else what it is; the caller frees. */
static char *what_of(const struct ask *ask)
{
	const struct carriage *c = carriage_of(ask->op);

	if (c && c->kind == CARRIES_CUSTOMER)
		return xstrdup(_("Registration"));
	if (c && c->kind == CARRIES_METHOD)
		return xstrdup(*ask->method ? ask->method : _("Payout method"));
	if (c && c->kind == CARRIES_ACH)
		return signed_amount(ask);
	return amount_words(ask);
}

static const char *word_of_ask(const struct ask *ask, enum stage stage)
{
	return ask->state == ASK_OPEN || stage != STAGE_OPEN ?
	       codes_operation_word(ask->status) : ask_state_word(ask->state);
}

/* Customers are chosen among each other; the other lines are judged alone. */
void home_rows_judge(struct home_row *rows, int n, struct lookalike *look)
{
	struct name_look looks[HOME_ROWS];
	int found = 0;

	for (int i = 0; i < n; i++) {
		struct home_row *row = &rows[i];

		if (row->kind == ROW_FOUND)
			looks[found++] = (struct name_look){ .name = row->customer.name,
							     .number = row->customer.phone };
		else
			row->odd.odd = name_odd(look, row->kind == ROW_UNFINISHED ?
						row->journey.name : row->ask.customer);
	}
	names_judge(look, looks, found);
	for (int i = 0; i < found; i++) {	/* these are all, or there are none */
		if (looks[i].same)
			looks[i].twin = -1;	/* many are called the same */
		odd_take(looks, i, &rows[i].odd);
	}
}

bool home_rows_count_down(const struct home_row *rows, int n)
{
	for (int i = 0; i < n; i++)
		if (rows[i].kind == ROW_NEEDS && rows[i].ask.state == ASK_UNKNOWN)
			return true;
	return false;
}

/* What a person is to do, and not to do, about what needs one; the caller frees. */
static char *todo_words(const struct ask *ask)
{
	int64_t left = ask->next_look_at - wall_ms();
	char span[24];

	if (ask->state == ASK_ABSENT)
		return xstrdup(ask_is_keyed(ask) ? _("Not found: open it") :
			       _("Not found: supervisor decides"));
	if (ask->state != ASK_UNKNOWN)
		return xstrdup(ask_state_word(ask->state));
	if (left <= 0)
		return xstrdup(_("Do NOT repeat; looking now"));
	span_text(left + 999, span);
	return xasprintf(_("Do NOT repeat; look in %s"), span);
}

static enum style style_of(bool needs, enum stage stage)
{
	return needs ? STYLE_WARN : stage == STAGE_GOOD ? STYLE_OK :
	       stage == STAGE_BAD ? STYLE_ERROR : STYLE_TEXT;
}

/* What the payer is told by phone; a bank's number has no room here. */
static const char *short_code(const struct ask *ask)
{
	return text_width(ask->code) < 8 ? ask->code : "";
}

/* An ask in columns: time, customer, amount, what became of it. */
static void draw_ask(const struct home_row *row, struct canvas *c)
{
	const struct ask *ask = &row->ask;
	char when[24], *what = what_of(ask);
	int x = c->w > 90 ? 57 : 45;
	bool needs = row->kind == ROW_NEEDS;
	const char *code = needs ? "" : short_code(ask);
	enum stage stage = *ask->status ? codes_operation_stage(ask->status) : STAGE_OPEN;
	enum style state = style_of(needs, stage);
	char *word = needs ? todo_words(ask) : xstrdup(word_of_ask(ask, stage));

	day_text(needs ? ask->updated_at : ask->created_at, when);
	canvas_text(c, 0, 0, state, needs ? sign(c, "warn") : " ");
	canvas_cut(c, 2, 0, 7, STYLE_TEXT, when);
	odd_cell(c, 9, c->w > 90 ? 28 : 18, ask->customer, row->odd.odd ? "" : NULL);
	canvas_right(c, c->w > 90 ? 54 : 43, 0, STYLE_TEXT, what);
	canvas_cut(c, x, 0, c->w - x - (*code ? 8 : 0), state, word);
	canvas_cut(c, c->w - 7, 0, 7, STYLE_TEXT, code);
	free(word);
	free(what);
}

static void draw_company(const struct journey_row *j, struct canvas *c)
{
	char when[24];

	day_text(j->updated_at, when);
	canvas_cut(c, 2, 0, 7, STYLE_TEXT, when);
	canvas_cut(c, 9, 0, c->w > 90 ? 28 : 18, STYLE_TEXT, *j->name ? j->name : _("no name yet"));
	canvas_cut(c, c->w > 90 ? 39 : 28, 0, 24, STYLE_TEXT, _("Company"));
	canvas_cut(c, c->w - 14, 0, 14, STYLE_TEXT,
		   company_is_sent(j) ? _("registered") : _("form"));
}

static void draw_unfinished(const struct home_row *row, struct canvas *c)
{
	const struct journey_row *j = &row->journey;
	char when[24], *step = xasprintf(_("%d of %d"), j->step + 1, STEPS);
	char *odd = odd_words(&row->odd), *reach;

	reach = odd ? xasprintf("···· %s %s", last_four(j->alias), odd) :
		      xstrdup(strchr(j->alias, '@') ? j->alias : row->phone);
	day_text(j->updated_at, when);
	canvas_cut(c, 2, 0, 7, STYLE_TEXT, when);
	odd_cell(c, 9, c->w > 90 ? 28 : 18, *j->name ? j->name : _("no name yet"), odd);
	canvas_cut(c, c->w > 90 ? 39 : 28, 0, odd ? 26 : 24, odd ? STYLE_WARN : STYLE_TEXT, reach);
	canvas_cut(c, c->w - 23, 0, 8, STYLE_TEXT, step);
	canvas_cut(c, c->w - 14, 0, 14, STYLE_TEXT, step_word((enum step)j->step));
	free(step);
	free(reach);
	free(odd);
}

static void draw_journey(const struct home_row *row, struct canvas *c)
{
	if (company_is(&row->journey))
		draw_company(&row->journey, c);
	else
		draw_unfinished(row, c);
}

static void draw_found(const struct home_row *row, struct canvas *c)
{
	const struct customer *k = &row->customer;

	char *odd = odd_words(&row->odd);
	int wallet = row->wallet ? text_width(_("wallet")) + 2 : 0;

	odd_cell(c, 2, 26, *k->name ? k->name : _("no name yet"), odd);
	canvas_cut(c, 29, 0, 18, STYLE_TEXT, row->phone);
	canvas_cut(c, 48, 0, c->w - 48 - wallet, odd ? STYLE_WARN : STYLE_TEXT,
		   odd ? odd : k->email);
	if (wallet)
		canvas_right(c, c->w - 1, 0, STYLE_DIM, _("wallet"));
	free(odd);
}

void home_row_draw(const struct home_row *row, struct canvas *c)
{
	static void (*const draws[])(const struct home_row *, struct canvas *) = {
		[ROW_NEEDS] = draw_ask, [ROW_UNFINISHED] = draw_journey,
		[ROW_TODAY] = draw_ask, [ROW_FOUND] = draw_found,
	};

	draws[row->kind](row, c);
}

const char *home_row_alias(const struct home_row *row)
{
	if (row->kind == ROW_FOUND)
		return *row->customer.phone ? row->customer.phone : row->customer.email;
	return row->kind == ROW_UNFINISHED ? row->journey.alias : "";
}
