/* What one unit of the payers' currencies is worth today, and from where, by
 * which methods and within which limits money can come.  It only informs: the
 * price of an ask is fixed when the payer pays. */

#include "screens/rates.h"

#include <stdlib.h>
#include <string.h>

#include "api/geo.h"
#include "screens/show.h"
#include "screens/when.h"
#include "tui/list.h"

enum { HOT_ROWS = 100, RATE_W = 36, FROM_W = 15, PAYS_W = 19, ROW_W = 84 };

struct rates_state {
	struct screen screen;
	json_t *rates, *corridors;	/* as they came; NULL: not here */
	struct err rates_err, corridors_err;
	bool asking_rates, asking_corridors;
	bool all;			/* not only the payer's country */
	struct input find;
	struct list list;
	int *rows;			/* indices into corridors that fit what is typed */
};

static struct rates_state *state_of(const struct screen *screen)
{
	return (struct rates_state *)screen;
}

const char *why_no_rates(const struct screen *screen)
{
	const struct app *app = screen->app;

	if (app->quote_off.kind || (app->config->scopes &&
				    !op_allowed(&op_getExchangeRates, app->config->scopes)))
		return _("This key may not read rates. It takes one with the scope partner_send "
			 "or partner_full.");
	return NULL;
}

void rates_open(struct screen *screen)
{
	app_push(screen->app, &rates_screen, NULL);
}

/* ---- what is shown ---- */

static bool has_word(const char *words, const char *typed)
{
	return words && strcasestr(words, typed);
}

static bool fits(const json_t *corridor, const char *typed)
{
	const char *from = word_of(corridor, "SourceCountry");

	return has_word(country_name(from), typed) || has_word(from, typed) ||
	       has_word(codes_method_word(word_of(corridor, "SourcePaymentMethodType")), typed) ||
	       has_word(codes_method_word(word_of(corridor, "DestinationPaymentMethodType")),
			typed);
}

/* Those from abroad first: that is what a customer asks about. */
static void filter(struct rates_state *st)
{
	const char *home = st->screen.app->config->tenant_country;
	char *typed = input_value(&st->find);
	const json_t *corridor;
	size_t i;
	int n = 0;

	free(st->rows);
	st->rows = xcalloc(json_array_size(st->corridors) + 1, sizeof(*st->rows));
	for (int pass = 0; pass < 2; pass++)
		json_array_foreach(st->corridors, i, corridor)
			if (str_eq(word_of(corridor, "SourceCountry"), home) == pass &&
			    fits(corridor, typed))
				st->rows[n++] = (int)i;
	list_set(&st->list, n);
	st->screen.app->dirty = true;
	free(typed);
}

static void keep(json_t **place, const struct reply *reply, struct err *err)
{
	json_decref(*place);
	*place = reply->err.kind ? NULL : json_deep_copy(reply->body);
	*err = reply->err;
}

static void on_rates(void *owner, const struct op *op, const struct reply *reply)
{
	struct rates_state *st = owner;

	(void)op;
	st->asking_rates = false;
	keep(&st->rates, reply, &st->rates_err);
	st->screen.app->dirty = true;
}

static void on_corridors(void *owner, const struct op *op, const struct reply *reply)
{
	struct rates_state *st = owner;

	(void)op;
	st->asking_corridors = false;
	keep(&st->corridors, reply, &st->corridors_err);
	filter(st);
}

static const char *payer_country(const struct rates_state *st)
{
	return st->all ? "" : fact_of(st->screen.app, "payer.country");
}

static void put_given(json_t *args, const char *key, const char *text)
{
	if (text && *text)
		json_object_set_new(args, key, json_string(text));
}

static void do_read(struct screen *screen)
{
	struct rates_state *st = state_of(screen);
	const struct config *config = screen->app->config;
	const char *country = payer_country(st);
	json_t *rates = json_pack("{s:s}", "currencyCodeDest", config->tenant_currency);
	json_t *corridors = json_pack("{s:s}", "destinationCountry", config->tenant_country);

	put_given(rates, "currencyCodeSrc", *country ? country_currency(country) : NULL);
	put_given(corridors, "sourceCountry", country);
	st->asking_rates = st->asking_corridors = true;
	http_send(screen->app->http, &op_getExchangeRates, rates, on_rates, st);
	http_send(screen->app->http, &op_getCorridors, corridors, on_corridors, st);
	json_decref(rates);
	json_decref(corridors);
}

static const char *why_not_read(const struct screen *screen)
{
	const struct rates_state *st = state_of(screen);

	return st->asking_rates || st->asking_corridors
		? _("The last answer is still awaited.") : NULL;
}

static void screen_open(struct screen *screen, const void *arg)
{
	struct rates_state *st = state_of(screen);

	(void)arg;
	input_init(&st->find, "", false);
	filter(st);
	do_read(screen);
}

static void screen_close(struct screen *screen)
{
	struct rates_state *st = state_of(screen);

	input_release(&st->find);
	json_decref(st->rates);
	json_decref(st->corridors);
	free(st->rows);
}

/* ---- keys ---- */

static const json_t *corridor_at(const struct rates_state *st, int i)
{
	return i >= 0 && i < st->list.n ? json_array_get(st->corridors, (size_t)st->rows[i]) : NULL;
}

static void do_detail(struct screen *screen)
{
	const struct rates_state *st = state_of(screen);
	struct record_arg arg = {
		.title = _("Corridor"), .fields = op_getCorridors.out,
		.record = corridor_at(st, st->list.at),
	};

	app_push(screen->app, &record_screen, &arg);
}

static const char *why_not_detail(const struct screen *screen)
{
	const struct rates_state *st = state_of(screen);

	return corridor_at(st, st->list.at) ? NULL : _("No corridor has the focus.");
}

static void do_turn(struct screen *screen)
{
	state_of(screen)->all = !state_of(screen)->all;
	do_read(screen);
}

static const char *why_not_turn(const struct screen *screen)
{
	if (!*fact_of(screen->app, "payer.country"))
		return _("No payer is chosen: all countries are shown.");
	return why_not_read(screen);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool on_key(struct screen *screen, tui_key key)
{
	struct rates_state *st = state_of(screen);

	if (key == K_UP || key == K_DOWN || key == K_PAGE_UP || key == K_PAGE_DOWN)
		return list_key(&st->list, key);
	if (key == K_ESC && !input_empty(&st->find))
		input_set(&st->find, "");
	else if (key == K_ENTER || !input_key(&st->find, key))
		return false;
	st->list.at = 0;
	filter(st);
	return true;
}

static void on_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct rates_state *st = state_of(screen);

	if (!corridor_at(st, hot - HOT_ROWS))
		return;
	st->list.at = hot - HOT_ROWS;
	if (mouse->what == MOUSE_DOUBLE)
		do_detail(screen);
}

/* ---- drawing ---- */

/* "1 USD = 17.3456 MXN   15:00" */
static void draw_rate(const json_t *rate, struct canvas *c, int x, int y)
{
	char *worth = rate_text(json_object_get(rate, "exchangeRate")), when[24];
	int64_t at = parse_time(word_of(rate, "exchangeRateUpdatedAt"));

	x = canvas_textf(c, x, y, STYLE_LABEL, "1 %s = ", word_of(rate, "currencyCodeSrc"));
	x = canvas_textf(c, x, y, STYLE_STRONG, "%s %s", worth, word_of(rate, "currencyCodeDest"));
	if (at != -1) {
		day_text(at, when);
		canvas_text(c, x + 2, y, STYLE_DIM, when);
	}
	free(worth);
}

/* The dollar first, in which most payers pay; then as they came. */
static int draw_rate_list(const struct rates_state *st, struct canvas *c, int y, int lines)
{
	int columns = c->w >= 2 * RATE_W ? 2 : 1, n = 0;

	for (int pass = 0; pass < 2; pass++) {
		const json_t *rate;
		size_t i;

		json_array_foreach(st->rates, i, rate) {
			bool dollar = str_eq(word_of(rate, "currencyCodeSrc"), "USD");

			if (dollar != !pass || n >= lines * columns)
				continue;
			draw_rate(rate, c, n % columns * (RATE_W + 2), y + n / columns);
			n++;
		}
	}
	return y + (n + columns - 1) / columns;
}

static int draw_rates(const struct rates_state *st, struct canvas *c)
{
	canvas_text(c, 0, 0, STYLE_TITLE, _("Exchange rates, and when they were updated"));
	if (st->asking_rates) {
		show_waiting(c, 0, 1, _("Reading the rates…"));
		return 2;
	}
	if (st->rates_err.kind)
		return 1 + show_problem(c, 0, 1, c->w, &st->rates_err);
	if (!json_array_size(st->rates)) {
		canvas_text(c, 0, 1, STYLE_DIM, _("The service names no rate for this currency."));
		return 2;
	}
	return draw_rate_list(st, c, 1, c->h >= 30 ? 8 : 3);
}

/* "1.00 – 1,000.00 USD"; the caller frees. */
static char *limits_words(const json_t *corridor)
{
	const char *currency = word_of(corridor, "SourceCurrency");
	struct money least, most;
	char *from, *to, *words;

	if (!json_is_true(json_object_get(corridor, "IsActive")))
		return xstrdup(_("closed"));
	if (!money_from_json(json_object_get(corridor, "LowerLimit"), currency, &least, NULL) ||
	    !money_from_json(json_object_get(corridor, "UpperLimit"), currency, &most, NULL))
		return xstrdup("");
	from = money_text(&least);
	to = money_text(&most);
	words = xasprintf("%s – %s %s", from, to, currency);
	free(from);
	free(to);
	return words;
}

static int row_end(const struct canvas *row)
{
	return row->w - 1 < ROW_W ? row->w - 1 : ROW_W;
}

/* A country is named once, at its first row that shows. */
static void draw_row(const void *ctx, int i, struct canvas *row)
{
	const struct rates_state *st = ctx;
	const json_t *corridor = corridor_at(st, i), *before = corridor_at(st, i - 1);
	const char *from = word_of(corridor, "SourceCountry"), *name = country_name(from);
	bool open = json_is_true(json_object_get(corridor, "IsActive"));
	enum style style = open ? STYLE_TEXT : STYLE_DIM;
	char *limits = limits_words(corridor);
	int x = FROM_W + PAYS_W, end = row_end(row);

	if (i == st->list.top || i == st->list.at || !before ||
	    !str_eq(from, word_of(before, "SourceCountry")))
		canvas_cut(row, 0, 0, FROM_W - 1, style, name ? name : from);
	canvas_cut(row, FROM_W, 0, PAYS_W - 1, style,
		   codes_method_word(word_of(corridor, "SourcePaymentMethodType")));
	canvas_cut(row, x, 0, end - text_width(limits) - 1 - x, style,
		   codes_method_word(word_of(corridor, "DestinationPaymentMethodType")));
	canvas_right(row, end, 0, style, limits);
	free(limits);
}

static void draw_heads(struct canvas *c, int y)
{
	const char *limits = _("at least – at most");
	int x = FROM_W + PAYS_W, end = row_end(c);

	canvas_cut(c, 0, y, FROM_W - 1, STYLE_DIM, _("From"));
	canvas_cut(c, FROM_W, y, PAYS_W - 1, STYLE_DIM, _("paid with"));
	canvas_cut(c, x, y, end - text_width(limits) - 1 - x, STYLE_DIM, _("arrives on"));
	canvas_right(c, end, y, STYLE_DIM, limits);
}

static void draw_corridors(struct rates_state *st, struct canvas *c)
{
	const char *code = st->screen.app->config->tenant_country, *name = country_name(code);
	const char *label = _("Find");
	int x = text_width(label) + 2;
	struct canvas field = canvas_part(c, x, 1, c->w - x < 40 ? c->w - x : 40, 1);
	struct canvas rows = canvas_part(c, 0, 4, c->w, c->h - 4);

	canvas_textf(c, 0, 0, STYLE_TITLE, _("Corridors to %s"), name ? name : code);
	if (st->corridors_err.kind) {
		show_problem(c, 0, 1, c->w, &st->corridors_err);
		return;
	}
	canvas_text(c, 0, 1, STYLE_LABEL, label);
	input_draw(&st->find, &field, true);
	if (st->asking_corridors) {
		show_waiting(c, 0, 3, _("Reading the corridors…"));
	} else if (st->list.n) {
		draw_heads(c, 3);
		list_draw(&st->list, &rows, true, HOT_ROWS, draw_row, st);
	} else {
		canvas_text(c, 0, 3, STYLE_HINT, json_array_size(st->corridors) ?
			    _("No corridor is called that. Esc clears the search.") :
			    _("No money can come from there."));
	}
}

static void on_draw(struct screen *screen, struct canvas *c)
{
	struct rates_state *st = state_of(screen);
	int y = draw_rates(st, c) + 1;
	struct canvas rest = canvas_part(c, 0, y, c->w, c->h - y - 2);

	draw_corridors(st, &rest);
	canvas_cut(c, 0, c->h - 1, c->w, STYLE_HINT,
		   _("Only to inform: the price of an ask is fixed when the payer pays."));
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Details"), .run = do_detail,
	  .why_not = why_not_detail, .help = N_("Shows a corridor with its fees.") },
	{ .key = K_F2, .name = "F2", .label = N_("All countries"), .run = do_turn,
	  .why_not = why_not_turn,
	  .help = N_("Changes between the payer's country and all countries.") },
	{ .key = K_F5, .name = "F5", .label = N_("Read again"), .run = do_read,
	  .why_not = why_not_read },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops rates_screen = {
	.name = "rates",
	.title = N_("Rates and corridors"),
	.size = sizeof(struct rates_state),
	.typing = true,
	.bindings = bindings,
	.open = screen_open,
	.close = screen_close,
	.key = on_key,
	.click = on_click,
	.draw = on_draw,
};
