/* Cash points: those in the customer's own town first, then of her state, found
 * as one types. */

#include "screens/cash.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "screens/scopes.h"
#include "screens/show.h"
#include "tui/list.h"

enum { HOT_ROWS = 100, FOOT = 6 };

/* What counts most comes first; what is closed last among its like. */
enum { HERE, IN_STATE = 2, ELSEWHERE = 4, CLOSED = 1, RANKS = 6 };

struct point {
	const json_t *chain, *place;	/* in the answer */
	int rank;
};

struct cash_state {
	struct screen screen;
	char user_token[80];
	struct money amount;		/* zero: any */
	json_t *chains;			/* as last read; NULL before */
	struct point *points;
	int n_points;
	int *rows;			/* indices of points that fit the search, in order */
	struct list list;
	struct input search;
	bool loading;
	struct err err;
};

static struct cash_state *state_of(const struct screen *screen)
{
	return (struct cash_state *)screen;
}

const char *cash_why_not(const struct app *app, const char *user_token)
{
	if (!*user_token)
		return _("Look the customer up at home first.");
	return scopes_why_not(app, &op_getCashOperators);
}

/* What is known of where she lives; "" when nothing is. */
static const char *home_of(const struct app *app, const char *key)
{
	static const char *const records[] = { "register", "profile" };

	for (size_t i = 0; app->journey && i < ARRAY_LEN(records); i++) {
		const char *word = word_of(journey_json(app->journey, records[i]), key);

		if (*word)
			return word;
	}
	return "";
}

static bool is_open(const json_t *place)
{
	return strcasecmp(word_of(place, "Enable"), "false") != 0;
}

static int rank(const struct app *app, const json_t *place)
{
	const char *city = home_of(app, "city"), *state = home_of(app, "state");
	int closed = is_open(place) ? 0 : CLOSED;

	if (*city && !strcasecmp(city, word_of(place, "City")))
		return HERE + closed;
	if (*state && !strcasecmp(state, word_of(place, "State")))
		return IN_STATE + closed;
	return ELSEWHERE + closed;
}

static bool has(const json_t *record, const char *key, const char *typed)
{
	return strcasestr(word_of(record, key), typed);
}

static bool fits(const struct point *p, const char *typed)
{
	return has(p->place, "Name", typed) || has(p->place, "City", typed) ||
	       has(p->place, "AddressLine1", typed) || has(p->place, "AddressLine2", typed) ||
	       has(p->chain, "name", typed);
}

static void filter(struct cash_state *st)
{
	char *typed = input_value(&st->search);
	int n = 0;

	for (int r = HERE; r < RANKS; r++)
		for (int i = 0; i < st->n_points; i++)
			if (st->points[i].rank == r && fits(&st->points[i], typed))
				st->rows[n++] = i;
	list_set(&st->list, n);
	free(typed);
}

static void take(struct cash_state *st, const json_t *body)
{
	const json_t *chain, *place;
	size_t i, k;
	int n = 0;

	json_decref(st->chains);
	st->chains = json_deep_copy(body);
	json_array_foreach(st->chains, i, chain)
		n += (int)json_array_size(json_object_get(chain, "location"));
	st->points = xrealloc(st->points, (size_t)(n + 1) * sizeof(*st->points));
	st->rows = xrealloc(st->rows, (size_t)(n + 1) * sizeof(*st->rows));
	st->n_points = 0;
	json_array_foreach(st->chains, i, chain)
		json_array_foreach(json_object_get(chain, "location"), k, place)
			st->points[st->n_points++] = (struct point){
				chain, place, rank(st->screen.app, place)
			};
	filter(st);
}

static void on_chains(void *owner, const struct op *op, const struct reply *reply)
{
	struct cash_state *st = owner;

	st->loading = false;
	st->err = reply->err;
	st->screen.app->dirty = true;
	scopes_learn(st->screen.app, op, reply);
	if (!reply->err.kind)
		take(st, reply->body);
}

static void do_reload(struct screen *screen)
{
	struct cash_state *st = state_of(screen);
	json_t *args = json_pack("{ss}", "userToken", st->user_token);

	if (st->amount.minor > 0)
		json_object_set_new(args, "operationAmmount", money_to_json(&st->amount));
	if (!st->loading)
		http_send(screen->app->http, &op_getCashOperators, args, on_chains, st);
	st->loading = true;
	json_decref(args);
}

static void cash_open(struct screen *screen, const void *arg)
{
	struct cash_state *st = state_of(screen);
	const struct cash_arg *of = arg;

	text_put(st->user_token, sizeof(st->user_token), of->user_token);
	if (of->amount)
		st->amount = *of->amount;
	input_init(&st->search, "", false);
	do_reload(screen);
}

static void cash_close(struct screen *screen)
{
	struct cash_state *st = state_of(screen);

	input_release(&st->search);
	json_decref(st->chains);
	free(st->points);
	free(st->rows);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool cash_key(struct screen *screen, tui_key key)
{
	struct cash_state *st = state_of(screen);

	if (key == K_UP || key == K_DOWN || key == K_PAGE_UP || key == K_PAGE_DOWN)
		return list_key(&st->list, key);
	if (key == K_ESC && !input_empty(&st->search))
		input_set(&st->search, "");
	else if (key == K_ENTER || !input_key(&st->search, key))
		return false;
	st->list.at = 0;
	filter(st);
	return true;
}

static void cash_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct cash_state *st = state_of(screen);

	(void)mouse;
	if (hot >= HOT_ROWS && hot < HOT_ROWS + st->list.n)
		st->list.at = hot - HOT_ROWS;
}

static void draw_point(const void *ctx, int i, struct canvas *row)
{
	const struct cash_state *st = ctx;
	const struct point *p = &st->points[st->rows[i]];
	bool open = is_open(p->place);
	enum style style = open ? STYLE_TEXT : STYLE_DIM;
	int x = row->w - 9 < 72 ? row->w - 9 : 72;

	canvas_cut(row, 1, 0, 22, style, word_of(p->place, "Name"));
	canvas_cut(row, 24, 0, 23, style, word_of(p->place, "AddressLine1"));
	canvas_cut(row, 48, 0, x - 49, STYLE_DIM, word_of(p->place, "City"));
	if (!open)
		canvas_cut(row, x, 0, 8, STYLE_WARN, _("shut"));
	else if (p->rank == HERE)
		canvas_cut(row, x, 0, 8, STYLE_OK, _("here"));
}

/* Names of a chain's networks, one after another; the caller frees. */
static char *network_words(const json_t *chain)
{
	struct str out = { 0 };
	const json_t *network;
	size_t i;

	json_array_foreach(json_object_get(chain, "network"), i, network)
		str_addf(&out, "%s%s", i ? ", " : "", word_of(network, "name"));
	return str_steal(&out);
}

static void draw_focus(const struct cash_state *st, struct canvas *c)
{
	const struct point *p = &st->points[st->rows[st->list.at]];
	const char *more = word_of(p->place, "AddressLine2");
	char *networks = network_words(p->chain), phone[32];
	char *address = xasprintf("%s%s%s, %s", word_of(p->place, "AddressLine1"),
				  *more ? ", " : "", more, word_of(p->place, "City"));
	struct fact facts[] = {
		{ _("Chain"), word_of(p->chain, "name"), STYLE_STRONG },
		{ _("Network"), networks ? networks : "", STYLE_TEXT },
		{ _("Address"), address, STYLE_TEXT },
		{ _("Phone"), phone, STYLE_TEXT },
	};

	phone_words(word_of(p->place, "Phone"), phone);
	show_facts(c, 1, 1, facts, ARRAY_LEN(facts));
	free(address);
	free(networks);
}

static void draw_none(const struct cash_state *st, struct canvas *c)
{
	if (st->err.kind)
		show_problem(c, 1, 0, c->w - 2, &st->err);
	else if (st->loading)
		show_waiting(c, 1, 0, _("Asking for cash points…"));
	else if (st->n_points)
		canvas_wrap(c, 1, 0, c->w - 2, 2, STYLE_HINT,
			    _("No cash point is called like this. Type fewer letters."));
	else if (st->amount.minor > 0)
		canvas_wrap(c, 1, 0, c->w - 2, 2, STYLE_HINT,
			    _("No cash point handles this amount. A card or a bank account "
			      "does."));
	else
		canvas_wrap(c, 1, 0, c->w - 2, 2, STYLE_HINT,
			    _("The service has no cash points for this customer. A card or a bank "
			      "account works everywhere."));
}

static void draw_head(const struct cash_state *st, struct canvas *c)
{
	const char *label = _("Find");
	int x = text_width(label) + 2;
	struct canvas field = canvas_part(c, x, 2, c->w - x < 40 ? c->w - x : 40, 1);
	char *amount;

	canvas_text(c, 0, 0, STYLE_TITLE, _("Where is cash paid in and handed out?"));
	canvas_text(c, 0, 2, STYLE_LABEL, label);
	input_draw(&st->search, &field, true);
	if (st->amount.minor <= 0)
		return;
	amount = money_text_full(&st->amount);
	canvas_textf(c, 0, 1, STYLE_DIM, _("Only who handles %s"), amount);
	free(amount);
}

static void cash_draw(struct screen *screen, struct canvas *c)
{
	struct cash_state *st = state_of(screen);
	struct canvas page = page_of(c, 100), rows, foot;
	int most = page.h - 4 - FOOT, h = st->list.n < most ? st->list.n : most;

	draw_head(st, &page);
	rows = canvas_part(&page, 0, 4, page.w, h > 4 ? h : 4);
	if (!st->list.n) {
		draw_none(st, &rows);
		return;
	}
	list_draw(&st->list, &rows, true, HOT_ROWS, draw_point, st);
	foot = canvas_part(&page, 0, 4 + h, page.w, FOOT);
	draw_focus(st, &foot);
}

static const struct binding bindings[] = {
	{ .key = K_F5, .name = "F5", .label = N_("Read again"), .run = do_reload },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops cash_screen = {
	.name = "cash",
	.title = N_("Cash points"),
	.size = sizeof(struct cash_state),
	.typing = true,
	.bindings = bindings,
	.open = cash_open,
	.close = cash_close,
	.key = cash_key,
	.click = cash_click,
	.draw = cash_draw,
};
