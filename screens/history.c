/* Asks of the past, newest first: those made here page by page from the disk,
 * and, of one customer, those that the service knows besides. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/ask_parts.h"
#include "screens/show.h"
#include "screens/when.h"
#include "tui/list.h"

enum { HOT_ROWS = 100, PAGE = 50, TROUBLE = 5 };	/* TROUBLE: lines of why it is not all */

struct past {
	struct ask ask;
	json_t *record;			/* of the service alone; NULL: it was made here */
};

struct history_state {
	struct screen screen;
	char user_token[80];		/* "": of everybody */
	struct past *rows;
	int n;
	int64_t oldest;			/* created_at of the last row read from the disk */
	bool all_read;
	struct list list;
	bool loading;
	struct err err;
};

static struct history_state *state_of(const struct screen *screen)
{
	return (struct history_state *)screen;
}

static struct past *find_row(const struct history_state *st, const char *id)
{
	for (int i = 0; i < st->n; i++)
		if (str_eq(st->rows[i].ask.correlation_id, id))
			return &st->rows[i];
	return NULL;
}

static int newest_first(const void *a, const void *b)
{
	int64_t one = ((const struct past *)a)->ask.created_at;
	int64_t two = ((const struct past *)b)->ask.created_at;

	return (one < two) - (one > two);
}

static void add_row(struct history_state *st, const struct ask *ask, json_t *record)
{
	st->rows = xrealloc(st->rows, (size_t)(st->n + 1) * sizeof(*st->rows));
	st->rows[st->n++] = (struct past){ .ask = *ask, .record = record };
}

/* Put the rows in order again; the focus stays on its ask. */
static void settle(struct history_state *st)
{
	char focus[37] = "";

	if (st->list.at < st->list.n)
		text_put(focus, sizeof(focus), st->rows[st->list.at].ask.correlation_id);
	if (st->n)
		qsort(st->rows, (size_t)st->n, sizeof(*st->rows), newest_first);
	for (int i = 0; *focus && st->list.at && i < st->n; i++)
		if (str_eq(st->rows[i].ask.correlation_id, focus))
			st->list.at = i;
	list_set(&st->list, st->n);
	st->screen.app->dirty = true;
}

static void read_page(struct history_state *st)
{
	struct ask *page = xcalloc(PAGE, sizeof(*page));
	const struct ask_query query = {
		.list = *st->user_token ? ASKS_OF_CUSTOMER : ASKS_MONEY,
		.user_token = st->user_token, .before = st->oldest,
	};
	int n = store_asks(st->screen.app->store, &query, page, PAGE);

	for (int i = 0; i < n; i++) {
		struct past *known = find_row(st, page[i].correlation_id);

		if (known) {
			known->ask = page[i];
			json_decref(known->record);
			known->record = NULL;
		} else {
			add_row(st, &page[i], NULL);
		}
		st->oldest = page[i].created_at;
	}
	st->all_read = n < PAGE;
	free(page);
	settle(st);
}

/* An operation of the service in the shape of our own asks, for the list. */
static bool ask_of(const json_t *op, const char *currency, struct ask *ask)
{
	const json_t *to = json_object_get(op, "toUser");
	const char *id = word_of(op, "correlationId");

	*ask = (struct ask){ .state = ASK_OPEN };
	text_put(ask->correlation_id, sizeof(ask->correlation_id), *id ? id : word_of(op, "id"));
	snprintf(ask->payer, sizeof(ask->payer), "%s%s%s", word_of(to, "firstName"),
		 *word_of(to, "firstName") ? " " : "", word_of(to, "lastName"));
	text_whole(ask->payer);
	if (!*ask->payer)
		text_put(ask->payer, sizeof(ask->payer), word_of(to, "phoneNumber"));
	text_put(ask->status, sizeof(ask->status), word_of(op, "status"));
	text_put(ask->code, sizeof(ask->code), word_of(op, "code"));
	ask->created_at = parse_time(word_of(op, "createdAt"));
	if (*word_of(op, "currency"))
		currency = word_of(op, "currency");
	text_put(ask->amount.currency, sizeof(ask->amount.currency), currency);
	money_from_json(json_object_get(op, "amount"), currency, &ask->amount, NULL);
	return *ask->correlation_id != '\0';
}

static void on_operations(void *owner, const struct op *op, const struct reply *reply)
{
	struct history_state *st = owner;
	json_t *item;
	size_t i;

	(void)op;
	st->loading = false;
	st->err = reply->err;
	st->screen.app->dirty = true;
	json_array_foreach((json_t *)reply->body, i, item) {
		struct ask ask;
		struct past *known;

		if (reply->err.kind || !ask_of(item, st->screen.app->config->tenant_currency, &ask))
			continue;
		known = find_row(st, ask.correlation_id);
		if (known)
			snprintf(known->ask.status, sizeof(ask.status), "%s", ask.status);
		else
			add_row(st, &ask, json_deep_copy(item));
	}
	settle(st);
}

static void clear(struct history_state *st)
{
	for (int i = 0; i < st->n; i++)
		json_decref(st->rows[i].record);
	free(st->rows);
	st->rows = NULL;
	st->n = 0;
	st->oldest = 0;
	list_set(&st->list, 0);
}

static void do_reload(struct screen *screen)
{
	struct history_state *st = state_of(screen);
	json_t *args = json_pack("{ss}", "userToken", st->user_token);

	clear(st);
	read_page(st);
	if (*st->user_token && !st->loading) {
		st->loading = true;
		http_send(screen->app->http, &op_getOperations, args, on_operations, st);
	}
	json_decref(args);
}

static void history_open(struct screen *screen, const void *arg)
{
	struct history_state *st = state_of(screen);

	if (arg)
		text_put(st->user_token, sizeof(st->user_token), (const char *)arg);
	do_reload(screen);
}

static void history_close(struct screen *screen)
{
	clear(state_of(screen));
}

static void history_asked(struct screen *screen, const struct ask *ask)
{
	struct past *row = find_row(state_of(screen), ask->correlation_id);

	if (row && !row->record)
		row->ask = *ask;
}

static void do_open(struct screen *screen)
{
	struct history_state *st = state_of(screen);
	const struct past *row = &st->rows[st->list.at];
	struct track_arg track = { .correlation_id = row->ask.correlation_id };
	struct record_arg record = {
		.title = row->ask.code, .fields = op_getOperations.out, .record = row->record
	};

	if (row->record)
		app_push(screen->app, &record_screen, &record);
	else
		app_push(screen->app, view_page(&row->ask), &track);
}

static const char *why_not_open(const struct screen *screen)
{
	return state_of(screen)->list.n ? NULL : _("There is no ask to open yet.");
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool history_key(struct screen *screen, tui_key key)
{
	struct history_state *st = state_of(screen);
	int step = key == K_PAGE_DOWN ? st->list.rows : 1;

	if ((key == K_DOWN || key == K_PAGE_DOWN || key == K_END) && !st->all_read &&
	    st->list.at + step >= st->list.n)
		read_page(st);
	return list_key(&st->list, key);
}

static void history_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct history_state *st = state_of(screen);

	if (hot < HOT_ROWS || hot >= HOT_ROWS + st->list.n)
		return;
	st->list.at = hot - HOT_ROWS;
	if (mouse->what == MOUSE_DOUBLE)
		do_open(screen);
}

static enum style state_style(const struct ask *ask)
{
	enum stage stage = codes_operation_stage(ask->status);

	if (ask_needs_person(ask))
		return STYLE_WARN;
	return stage == STAGE_GOOD ? STYLE_OK : stage == STAGE_BAD ? STYLE_ERROR : STYLE_TEXT;
}

/* Where each column begins; a narrow list of everybody has no room for codes. */
struct columns {
	int who, customer, payer, amount_end, state, code, w;	/* -1: not shown */
};

static struct columns columns_of(const struct history_state *st, int w)
{
	bool wide = w > 90, everybody = !*st->user_token;
	struct columns at = {
		.who = wide ? 26 : 13, .customer = -1, .payer = 12, .code = -1, .w = w
	};

	if (everybody || wide) {
		at.customer = at.payer;
		at.payer += at.who + 1;
	}
	at.amount_end = at.payer + at.who + 15;
	at.state = at.amount_end + 2;
	if (wide || !everybody)
		at.code = w - 8;
	return at;
}

static void draw_row(const void *ctx, int i, struct canvas *row)
{
	const struct history_state *st = ctx;
	const struct ask *ask = &st->rows[i].ask;
	const struct columns at = columns_of(st, row->w - 1);
	enum style style = STYLE_TEXT;
	bool by_service = ask->state == ASK_OPEN || ask->state == ASK_DONE;
	char when[24], *amount = amount_words(ask);

	day_text(ask->created_at, when);
	canvas_cut(row, 0, 0, 11, STYLE_DIM, ask->created_at > 0 ? when : "");
	if (at.customer >= 0)
		canvas_cut(row, at.customer, 0, at.who, style, ask->customer);
	canvas_cut(row, at.payer, 0, at.who, style, ask->payer);
	canvas_right(row, at.amount_end, 0, style, amount);
	canvas_cut(row, at.state, 0, (at.code >= 0 ? at.code : at.w) - at.state - 1,
		   state_style(ask),
		   by_service ? codes_operation_word(ask->status) : ask_state_word(ask->state));
	if (at.code >= 0)
		canvas_cut(row, at.code, 0, 8, STYLE_DIM, ask->code);
	free(amount);
}

static void draw_headings(const struct history_state *st, struct canvas *c)
{
	const struct columns at = columns_of(st, c->w - 1);

	canvas_text(c, 0, 0, STYLE_LABEL, _("WHEN"));
	if (at.customer >= 0)
		canvas_cut(c, at.customer, 0, at.who, STYLE_LABEL, _("CUSTOMER"));
	canvas_cut(c, at.payer, 0, at.who, STYLE_LABEL, _("PAYER"));
	canvas_right(c, at.amount_end, 0, STYLE_LABEL, _("AMOUNT"));
	canvas_text(c, at.state, 0, STYLE_LABEL, _("STATE"));
	if (at.code >= 0)
		canvas_text(c, at.code, 0, STYLE_LABEL, _("CODE"));
}

/* The service could not be asked: why, and what to do. */
static void draw_trouble(const struct err *err, struct canvas *c)
{
	char *text = xasprintf(_("Only what was made here: %s"), err->text);
	int y = 1 + canvas_wrap(c, 0, 1, c->w, 2, STYLE_WARN, text);

	canvas_wrap(c, 0, y, c->w, 2, STYLE_TEXT,
		    *err->next ? err->next : _("F5 asks the service again."));
	free(text);
}

static void history_draw(struct screen *screen, struct canvas *c)
{
	struct history_state *st = state_of(screen);
	struct canvas page = page_of(c, 140), rows, foot;
	int foot_h = st->err.kind && !st->loading ? TROUBLE : 1;

	rows = canvas_part(&page, 0, 2, page.w, page.h - 2 - foot_h);
	foot = canvas_part(&page, 0, page.h - foot_h, page.w, foot_h);

	draw_headings(st, &page);
	if (st->list.n)
		list_draw(&st->list, &rows, true, HOT_ROWS, draw_row, st);
	else if (!st->loading)
		canvas_wrap(&rows, 0, 0, rows.w, 2, STYLE_HINT,
			    _("No ask was made yet. Look a customer up at home."));
	if (st->loading)
		show_waiting(&foot, 0, 0, _("Asking the service for what it knows besides…"));
	else if (st->err.kind)
		draw_trouble(&st->err, &foot);
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Open"), .run = do_open,
	  .why_not = why_not_open,
	  .help = N_("Shows the ask and what became of it.") },
	{ .key = K_F5, .twin = 'r', .name = "F5", .label = N_("Read again"), .run = do_reload },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops history_screen = {
	.name = "history",
	.title = N_("History"),
	.size = sizeof(struct history_state),
	.bindings = bindings,
	.open = history_open,
	.close = history_close,
	.key = history_key,
	.click = history_click,
	.draw = history_draw,
	.asked = history_asked,
};
