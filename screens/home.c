/* The cursor waits in the one field that matters; below it, what needs a
 * person, what was begun and not finished, and today's asks. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/carriage.h"
#include "api/geo.h"
#include "screens/ask_parts.h"
#include "screens/home_rows.h"
#include "screens/matrix.h"
#include "screens/omni.h"
#include "screens/rates.h"
#include "screens/show.h"
#include "screens/when.h"
#include "tui/input.h"
#include "tui/list.h"

struct home_state {
	struct screen screen;
	struct input field;
	struct err err;			/* what is wrong with what was typed */
	struct home_row rows[HOME_ROWS];
	int n;
	struct list list;
	bool in_list;			/* the list has the focus, not the field */
	bool asking;			/* a look-up is under way */
	bool ticking;			/* something counts down */
};

static struct home_state *state_of(const struct screen *screen)
{
	return (struct home_state *)screen;
}

static struct home_row *add_row(struct home_state *st, enum row_kind kind)
{
	struct home_row *row = st->n < HOME_ROWS ? &st->rows[st->n++] : NULL;

	if (row)
		*row = (struct home_row){ .kind = kind };
	return row;
}

static void add_asks(struct home_state *st, enum row_kind kind, enum ask_list which, int max)
{
	const struct ask_query query = { .list = which, .since = today_start() };
	struct ask asks[12];
	int n = store_asks(st->screen.app->store, &query, asks, max < 12 ? max : 12);

	for (int i = 0; i < n; i++) {
		struct home_row *row;

		if (kind == ROW_TODAY && ask_needs_person(&asks[i]))
			continue;
		row = add_row(st, kind);
		if (row)
			row->ask = asks[i];
	}
}

static void add_journeys(struct home_state *st)
{
	struct journey_row journeys[8];
	int n = store_journeys_open(st->screen.app->store, journeys, 8);

	for (int i = 0; i < n; i++) {
		struct home_row *row = add_row(st, ROW_UNFINISHED);

		journey_row_release(&journeys[i]);
		if (row) {
			row->journey = journeys[i];
			phone_words(journeys[i].alias, row->phone);
		}
	}
}

/* Does the journey do no more than follow an ask, or wait for something to be
 * carried, that stands in the list above already? */
static bool is_above(const struct home_state *st, const struct journey_row *journey)
{
	for (int i = 0; i < st->n; i++) {
		const struct home_row *row = &st->rows[i];

		if ((row->kind == ROW_NEEDS || row->kind == ROW_TODAY) &&
		    row->ask.journey_id == journey->id &&
		    (ask_is_keyed(&row->ask) || journey->step == STEP_TRACK))
			return true;
	}
	return false;
}

static void drop_followed(struct home_state *st)
{
	int n = 0;

	for (int i = 0; i < st->n; i++) {
		const struct home_row *row = &st->rows[i];

		if (row->kind != ROW_UNFINISHED || !is_above(st, &row->journey))
			st->rows[n++] = *row;
	}
	st->n = n;
}

static void add_found(struct home_state *st, const char *text)
{
	struct customer found[10];
	int n = store_customers_find(st->screen.app->store, text, found, 10);

	for (int i = 0; i < n; i++) {
		struct home_row *row = add_row(st, ROW_FOUND);

		if (row) {
			row->customer = found[i];
			row->wallet = store_wallet_of(st->screen.app->store, found[i].id,
						      &(struct wallet_person){ 0 });
			phone_words(found[i].phone, row->phone);
		}
	}
}

/* What counts down does so while it is seen. */
static void on_tick(void *owner)
{
	struct home_state *st = owner;

	st->ticking = st->screen.app->top == &st->screen && home_rows_count_down(st->rows, st->n);
	st->screen.app->dirty = true;
	if (st->ticking)
		app_after(st->screen.app, 1000, on_tick, st);
}

/* Read the lists again: the customers that match what is typed, else the work. */
static void load(void *owner)
{
	struct home_state *st = owner;
	char *text = input_value(&st->field);

	st->n = 0;
	if (strlen(text) >= 2) {
		add_found(st, text);
	} else {
		add_asks(st, ROW_NEEDS, ASKS_NEED_PERSON, 8);
		add_journeys(st);
		add_asks(st, ROW_TODAY, ASKS_SINCE, 12);
		drop_followed(st);
	}
	home_rows_judge(st->rows, st->n, st->screen.app->look);
	list_set(&st->list, st->n);
	if (!st->n)
		st->in_list = false;
	st->screen.app->dirty = true;
	if (!st->ticking)
		on_tick(st);
	free(text);
}

static void home_open(struct screen *screen, const void *arg)
{
	struct home_state *st = state_of(screen);

	(void)arg;
	input_init(&st->field, "", false);
	st->field.max = 80;
	load(st);
}

static void home_close(struct screen *screen)
{
	input_release(&state_of(screen)->field);
}

static void home_shown(struct screen *screen)
{
	struct home_state *st = state_of(screen);

	st->asking = st->asking && screen->app->journey;
	outbox_recover(screen->app->outbox);	/* what other consoles left behind */
	load(st);
}

static void home_asked(struct screen *screen, const struct ask *ask)
{
	flow_ask_through(screen->app, ask);
	load(state_of(screen));
}

/* What was typed as the service knows it: "+52…" or an e-mail; NULL with err. */
static char *read_alias(struct home_state *st, const char *text)
{
	struct phone phone;
	json_t *value;

	if (strchr(text, '@')) {
		struct field email = { .key = "email", .label = N_("E-mail"), .type = &field_email,
				       .required = true };

		value = field_read(&email, text, &st->err);
		if (!value)
			return NULL;
		char *alias = xstrdup(json_string_value(value));

		json_decref(value);
		return alias;
	}
	if (!phone_parse(text, st->screen.app->config->tenant_country, &phone, &st->err))
		return NULL;
	return xstrdup(phone.e164);
}

static void begin(struct home_state *st, const char *alias)
{
	st->asking = true;
	st->in_list = false;
	input_set(&st->field, "");
	load(st);
	flow_begin(st->screen.app, alias);
}

void home_give_back(struct screen *home, const char *alias)
{
	struct home_state *st = state_of(home);

	st->asking = false;
	if (input_empty(&st->field))
		input_set(&st->field, alias);
	load(st);
}

static void look_up(struct home_state *st)
{
	char *text = input_value(&st->field), *alias;

	st->err.kind = ERR_NONE;
	if (*text) {
		alias = read_alias(st, text);
		if (alias)
			begin(st, alias);
		free(alias);
	}
	free(text);
}

/* The journey of an ask in hand; false when there is none. */
static bool take_journey_of(struct app *app, const struct ask *ask)
{
	struct journey j = { 0 };

	if (!ask->journey_id || !journey_load(&j, app->store, ask->journey_id))
		return false;
	flow_let_go(app);
	app->journey = xcalloc(1, sizeof(j));
	*app->journey = j;
	return true;
}

/* An ask has its page; a registration or a method goes on in its journey. */
static void open_ask(struct home_state *st, const struct ask *ask)
{
	struct app *app = st->screen.app;
	const struct carriage *c = carriage_of(ask->op);
	char id[sizeof(ask->correlation_id)];
	struct track_arg arg = { .correlation_id = id };
	bool money = !c || c->kind == CARRIES_MONEY, journey;

	text_put(id, sizeof(id), ask->correlation_id);
	journey = take_journey_of(app, ask);
	if (journey && !money) {
		flow_goto(app, c->kind == CARRIES_CUSTOMER ? STEP_REGISTER : STEP_METHOD);
		return;
	}
	if (journey)
		journey_goto(app->journey, STEP_TRACK);
	app_push(app, view_page(ask), &arg);
}

static void open_row(struct home_state *st)
{
	const struct home_row *row = &st->rows[st->list.at];
	char alias[sizeof(row->customer.email)];

	switch (row->kind) {
	case ROW_NEEDS: case ROW_TODAY:
		open_ask(st, &row->ask);
		break;
	case ROW_UNFINISHED:
		flow_resume(st->screen.app, row->journey.id);
		break;
	case ROW_FOUND:
		text_put(alias, sizeof(alias), home_row_alias(row));
		begin(st, alias);
	}
}

static void do_enter(struct screen *screen)
{
	struct home_state *st = state_of(screen);

	if (st->in_list && st->n)
		open_row(st);
	else
		look_up(st);
}

static const char *why_not_enter(const struct screen *screen)
{
	return state_of(screen)->asking && http_running(screen->app->http)
		? _("The customer is being looked up") : NULL;
}

static bool list_mode_key(struct home_state *st, tui_key key)
{
	if ((key == K_UP && st->list.at == 0) || key == K_TAB || key == K_BACKTAB || key == K_ESC) {
		st->in_list = false;
		return true;
	}
	if (list_key(&st->list, key))
		return true;
	if (key < KEYS_BASE && key > ' ' && key != ':' && key != '?') {
		st->in_list = false;		/* typing goes to the field */
		return false;
	}
	return false;
}

static bool home_key(struct screen *screen, tui_key key)
{
	struct home_state *st = state_of(screen);

	if (st->in_list && list_mode_key(st, key))
		return true;
	if (st->in_list)
		return false;
	if ((key == K_DOWN || key == K_TAB) && st->n) {
		st->in_list = true;
		return true;
	}
	if (key == ':' || (key == '?' && input_empty(&st->field)))
		return false;
	if (!input_key(&st->field, key))
		return false;
	st->err.kind = ERR_NONE;
	loop_cancel(screen->app->loop, load, st);
	app_after(screen->app, 0, load, st);	/* after the frame that shows the key */
	return true;
}

static void home_click(struct screen *screen, int hot, const struct mouse *m)
{
	struct home_state *st = state_of(screen);

	if (hot >= st->n)
		return;
	st->in_list = true;
	if (st->list.at == hot || m->what == MOUSE_DOUBLE)
		st->list.at = hot, open_row(st);
	else
		st->list.at = hot;
}

static void do_clear(struct screen *screen)
{
	struct home_state *st = state_of(screen);

	input_set(&st->field, "");
	st->err.kind = ERR_NONE;
	flow_let_go(screen->app);
	http_cancel(screen->app->http, screen);
	st->asking = false;
	load(st);
}

static void do_history(struct screen *screen)
{
	app_push(screen->app, &history_screen, NULL);
}

static void do_matrix(struct screen *screen)
{
	app_push(screen->app, &matrix_screen, NULL);
}

static void draw_row(const struct home_state *st, int i, struct canvas *c)
{
	home_row_draw(&st->rows[i], c);
	if (st->in_list && i == st->list.at)
		list_bar(c);
	canvas_hot(c, 0, 0, c->w, 1, i);
}

/* Lines that rows from..at take, headings and the blanks between included. */
static int lines_between(const struct home_state *st, int from, int at)
{
	int lines = 0;

	for (int i = from; i <= at; i++)
		lines +=
			1 + (i == from || st->rows[i].kind != st->rows[i - 1].kind ? 1 + (i > from)
										   : 0);
	return lines;
}

static void draw_lists(struct home_state *st, struct canvas *c)
{
	int y = 0, top = 0;

	while (st->in_list && top < st->list.at && lines_between(st, top, st->list.at) > c->h)
		top++;
	for (int i = top; i < st->n && y < c->h; i++) {
		struct canvas line;

		if (i == top || st->rows[i].kind != st->rows[i - 1].kind) {
			y += i > top;
			if (y + 1 >= c->h)
				break;
			canvas_text(c, 0, y++, STYLE_TITLE, home_heading(st->rows[i].kind));
		}
		line = canvas_part(c, 0, y++, c->w, 1);
		draw_row(st, i, &line);
	}
}

static void draw_empty(struct home_state *st, struct canvas *c)
{
	bool typed = !input_empty(&st->field);

	canvas_wrap(c, 0, 0, c->w < 70 ? c->w : 70, 3, STYLE_DIM, typed
		? _("No customer seen here before begins like this. Enter asks the service.")
		: _("Nothing is waiting. Type the phone number or the e-mail of the customer "
		    "and press Enter."));
}

static void home_draw(struct screen *screen, struct canvas *c)
{
	struct home_state *st = state_of(screen);
	struct canvas field, rest;
	int w = c->w < 76 ? c->w : 76;

	canvas_text(c, 0, 0, STYLE_LABEL, _("Phone or e-mail of the customer"));
	field = canvas_part(c, 0, 1, w, 1);
	input_draw(&st->field, &field, !st->in_list);
	if (st->err.kind) {
		canvas_text(c, 0, 2, STYLE_ERROR, sign(c, "hook"));
		canvas_wrap(c, 2, 2, w - 2, 2, STYLE_ERROR, st->err.text);
	} else if (st->asking && http_running(screen->app->http)) {
		canvas_text(c, 0, 2, STYLE_HINT, _("Looking the customer up…"));
	}
	rest = canvas_part(c, 0, 4, c->w < 110 ? c->w : 110, c->h - 4);
	if (st->n)
		draw_lists(st, &rest);
	else
		draw_empty(st, &rest);
}

static bool home_typing(const struct screen *screen)
{
	return !state_of(screen)->in_list;
}

/* With the one who is pointed at, or whom alone the typing tells. */
static void do_wallets(struct screen *screen)
{
	const struct home_state *st = state_of(screen);
	bool one = st->in_list || (st->n == 1 && st->rows->kind == ROW_FOUND);

	omni_open_with(screen, one ? home_row_alias(&st->rows[st->in_list ? st->list.at : 0]) : "");
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Look up"), .run = do_enter,
	  .why_not = why_not_enter,
	  .help = N_("Looks the customer up, or opens the line that has the focus. Behind ! stands "
		     "a name that needs a second look: ask for the last four digits.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Clear"), .run = do_clear, .quiet = true,
	  .help = N_("Empties the field and stops a look-up.") },
	{ .key = K_F3, .twin = 'h', .name = "F3", .label = N_("History"), .run = do_history,
	  .help = N_("All asks made here, newest first.") },
	{ .key = K_F4, .name = "F4", .label = N_("Rates"), .run = rates_open,
	  .why_not = why_no_rates,
	  .help = N_("Today's exchange rates, and from where money can come.") },
	{ .key = K_F6, .name = "F6", .label = N_("Matrix"), .run = do_matrix },
	{ .key = K_F7, .name = "F7", .label = N_("Wallets"), .run = do_wallets,
	  .why_not = omni_open_off,
	  .help = N_("What is done for customers of the wallet service.") },
	{ 0 }
};

const struct screen_ops home_screen = {
	.name = "home", .title = N_("Home"), .size = sizeof(struct home_state),
	.bindings = bindings, .open = home_open, .close = home_close, .key = home_key,
	.click = home_click, .shown = home_shown, .draw = home_draw, .is_typing = home_typing,
	.asked = home_asked,
};
