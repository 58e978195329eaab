/* What the service told by itself, newest first; above it, where it can. */

#include "screens/events.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/when.h"
#include "tui/list.h"

enum { HOT_ROWS = 100, MOST = 600, WIDE = 110 };

struct events_state {
	struct screen screen;
	struct list list;
	struct webhook_event *rows;	/* without what they point to */
	int n;
	int64_t focus;			/* id of the event that has it; 0: the newest */
	int64_t passing;		/* id of the one passed on from here */
};

static struct events_state *state_of(const struct screen *screen)
{
	return (struct events_state *)screen;
}

/* ---- words and signs ---- */

enum style event_style(enum webhook_verdict v)
{
	if (v == WEBHOOK_GOOD)
		return STYLE_OK;
	return webhook_is_genuine(v) ? STYLE_WARN : STYLE_ERROR;
}

const char *event_sign(const struct canvas *c, enum webhook_verdict v)
{
	if (v == WEBHOOK_GOOD)
		return sign(c, "ok");
	return sign(c, webhook_is_genuine(v) ? "warn" : "bad");
}

/* That a request which does all at once was carried out is no state of the ask. */
const char *event_status_words(const struct webhook_event *event)
{
	if (event->kind == WEBHOOK_OUTCOME && str_eq(event->status, "Accepted"))
		return _("Went through");
	return *event->status ? codes_operation_word(event->status) : "";
}

char *event_verdict_text(const struct webhook_event *event)
{
	const char *word = webhook_verdict_word(event->verdict);

	return event->replay ? xasprintf(_("%s, again"), word) : xstrdup(word);
}

/* ---- rows ---- */

static void load(struct events_state *st)
{
	struct app *app = st->screen.app;

	st->n = store_events(app->store, 0, st->rows, MOST);
	list_set(&st->list, st->n);
	for (int i = 0; st->focus && i < st->n; i++)
		if (st->rows[i].id == st->focus)
			st->list.at = i;
	if (!st->focus)
		st->list.at = 0;
	app->dirty = true;
}

static const struct webhook_event *row_here(const struct events_state *st)
{
	return st->list.at < st->n ? &st->rows[st->list.at] : NULL;
}

static void keep_focus(struct events_state *st)
{
	const struct webhook_event *row = row_here(st);

	st->focus = row && st->list.at ? row->id : 0;	/* the newest stays the newest */
}

static void events_open(struct screen *screen, const void *arg)
{
	struct events_state *st = state_of(screen);

	(void)arg;
	st->rows = xcalloc(MOST, sizeof(*st->rows));
	load(st);
}

static void events_close(struct screen *screen)
{
	free(state_of(screen)->rows);
}

static void events_shown(struct screen *screen)
{
	load(state_of(screen));
}

static void events_heard(struct screen *screen, const struct webhook_event *event)
{
	struct events_state *st = state_of(screen);

	load(st);
	if (event->id != st->passing || !*event->forwarded)
		return;
	app_note(screen->app, NOTE_INFO, "%s", event->forwarded);
	st->passing = 0;
}

static bool events_key(struct screen *screen, tui_key key)
{
	struct events_state *st = state_of(screen);

	if (!list_key(&st->list, key))
		return false;
	keep_focus(st);
	return true;
}

/* ---- what can be done ---- */

void event_replay(struct screen *screen, int64_t id)
{
	struct app *app = screen->app;
	struct webhook_event event;
	struct err err = { 0 };
	bool expected;

	if (!inbox_replay(app->inbox, id, &event, &err)) {
		app_blame(app, &err);
		return;
	}
	expected = event.verdict == WEBHOOK_DUPLICATE || event.verdict == WEBHOOK_REPLAYED;
	app_note(app, expected ? NOTE_GOOD : NOTE_INFO, _("Sent again from here. Its verdict: %s."),
		 webhook_verdict_word(event.verdict));
	webhook_event_release(&event);
}

const char *event_why_not_replay(const struct screen *screen)
{
	return app_read_only(screen->app);
}

void event_pass_on(struct screen *screen, int64_t id)
{
	app_push(screen->app, &forward_screen, &(struct event_arg){ .id = id });
}

void event_open_ask(struct screen *screen, const struct webhook_event *event)
{
	struct track_arg arg = { .correlation_id = event->correlation_id };
	struct ask ask;

	if (store_ask_get(screen->app->store, event->correlation_id, &ask))
		app_push(screen->app, &track_screen, &arg);
	else
		app_note(screen->app, NOTE_INFO, "%s", _("This computer did not make that ask."));
}

static const char *why_no_row(const struct screen *screen)
{
	return row_here(state_of(screen)) ? NULL : _("No event came yet.");
}

static const char *why_not_again(const struct screen *screen)
{
	const char *why = why_no_row(screen);

	return why ? why : event_why_not_replay(screen);
}

static void do_open(struct screen *screen)
{
	struct event_arg arg = { .id = row_here(state_of(screen))->id };

	app_push(screen->app, &event_screen, &arg);
}

static void do_replay(struct screen *screen)
{
	event_replay(screen, row_here(state_of(screen))->id);
}

static void do_pass_on(struct screen *screen)
{
	state_of(screen)->passing = row_here(state_of(screen))->id;
	event_pass_on(screen, state_of(screen)->passing);
}

static void do_ask(struct screen *screen)
{
	event_open_ask(screen, row_here(state_of(screen)));
}

static void do_copy(struct screen *screen)
{
	term_copy(inbox_url(screen->app->inbox));
	app_note(screen->app, NOTE_GOOD, "%s",
		 _("The listener's address is on the clipboard, if this terminal allows it."));
}

static const char *why_not_copy(const struct screen *screen)
{
	return inbox_url(screen->app->inbox) ? NULL : _("Nobody listens, so there is no address.");
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static void events_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct events_state *st = state_of(screen);

	if (hot < HOT_ROWS || hot >= HOT_ROWS + st->n)
		return;
	st->list.at = hot - HOT_ROWS;
	keep_focus(st);
	if (mouse->what == MOUSE_DOUBLE)
		do_open(screen);
}

/* ---- drawing ---- */

enum { X_KIND = 10, X_ASK = 24, X_STATUS = 33, X_VERDICT = 55, LONG_ID = 36 };

/* A wide window has room for the whole reference. */
static int ask_width(const struct canvas *c)
{
	return c->w >= WIDE ? LONG_ID + 1 : 9;
}

static int after_ask(const struct canvas *c, int x)
{
	return x + ask_width(c) - 9;
}

static void draw_row(const void *ctx, int i, struct canvas *row)
{
	const struct webhook_event *event = &((const struct events_state *)ctx)->rows[i];
	int status = after_ask(row, X_STATUS), verdict = after_ask(row, X_VERDICT), x;
	enum style style = event_style(event->verdict);
	char *text = event_verdict_text(event), at[24];
	struct canvas first = canvas_part(row, X_ASK, 0, 8, 1);

	if (event->at < today_start())
		day_text(event->at, at);
	else
		clock_seconds(event->at, at);
	canvas_cut(row, 1, 0, X_KIND - 2, STYLE_DIM, at);
	canvas_cut(row, X_KIND, 0, X_ASK - X_KIND - 1, STYLE_TEXT,
		   webhook_kind_word(event->kind));
	if (ask_width(row) > LONG_ID)
		canvas_cut(row, X_ASK, 0, LONG_ID, STYLE_DIM, event->correlation_id);
	else
		canvas_text(&first, 0, 0, STYLE_DIM, event->correlation_id);
	canvas_cut(row, status, 0, X_VERDICT - X_STATUS - 1, STYLE_TEXT,
		   *event->status ? event_status_words(event) : sign(row, "skip"));
	x = canvas_text(row, verdict, 0, style, event_sign(row, event->verdict));
	canvas_cut(row, x + 1, 0, row->w - x - 1, style, text);
	free(text);
}

static const char *where_words(const struct app *app, enum style *style)
{
	*style = STYLE_DIM;
	if (!inbox_is_open(app->inbox))
		return _("this computer alone reaches it");
	*style = STYLE_WARN;
	return _("others can reach it");
}

static const char *secret_words(const struct app *app, enum style *style)
{
	bool configured = config_has_webhook_secret(app->config);

	*style = STYLE_TEXT;
	if (!inbox_secret(app->inbox)) {
		*style = STYLE_WARN;
		return _("none: no event can be checked, so every one is refused");
	}
	return configured ? _("set; never shown") :
			    _("made for this run, with the sandbox inside");
}

/* Two consoles share one sandbox, and it tells the first. */
static bool is_second(const struct app *app)
{
	return app->config->environment == ENV_SANDBOX && !app->sandbox &&
	       str_eq(app->config->webhook_port, "auto");
}

/* Why nobody listens; trouble itself is told in full. */
static int draw_deaf(const struct app *app, struct canvas *c, int y)
{
	const struct err *trouble = inbox_trouble(app->inbox);

	if (trouble->kind)
		return show_problem(c, 0, y, c->w, trouble);
	canvas_text(c, 0, y, STYLE_LABEL, _("Listening at"));
	canvas_cut(c, 15, y, c->w - 15, STYLE_TEXT, is_second(app) ?
		   _("nowhere: the console beside the sandbox takes them") :
		   _("nowhere: this profile's webhook_port is off"));
	return 1;
}

/* Returns the lines used. */
static int draw_head(const struct app *app, struct canvas *c)
{
	const char *url = inbox_url(app->inbox), *words;
	enum style style;
	int y = 0;

	if (!url)
		return draw_deaf(app, c, y);
	canvas_text(c, 0, y, STYLE_LABEL, _("Listening at"));
	words = where_words(app, &style);
	canvas_cut(c, canvas_text(c, 15, y, STYLE_STRONG, url) + 3, y, 40, style, words);
	words = secret_words(app, &style);
	canvas_text(c, 0, ++y, STYLE_LABEL, _("Secret"));
	canvas_cut(c, 15, y, c->w - 15, style, words);
	if (app->config->webhook_forward) {
		canvas_text(c, 0, ++y, STYLE_LABEL, _("Passed on to"));
		canvas_cut(c, 15, y, c->w - 15, STYLE_TEXT, app->config->webhook_forward);
	}
	return y + 1;
}

static void draw_empty(const struct app *app, struct canvas *c)
{
	int y = 1;

	canvas_text(c, 0, 0, STYLE_HINT, _("No event came yet."));
	if (inbox_url(app->inbox) && app->sandbox)
		y += canvas_wrap(c, 0, y + 1, c->w, 3, STYLE_HINT,
				 _("Make an ask: the sandbox tells each step of it here."));
	else if (inbox_url(app->inbox))
		y += canvas_wrap(c, 0, y + 1, c->w, 4, STYLE_HINT,
				 _("Let the provider send to this address, by a tunnel or a proxy "
				   "that speaks https, with the secret that this profile names."));
	else
		y += canvas_wrap(c, 0, y + 1, c->w, 4, STYLE_HINT,
				 _("To get events, set webhook_port and webhook_secret_file in the "
				   "profile. “remitty config example” shows how."));
	canvas_wrap(c, 0, y + 2, c->w, 3, STYLE_DIM,
		    _("An event never changes an ask: it makes this console ask the service at "
		      "once. Without events it asks from time to time."));
}

static void events_draw(struct screen *screen, struct canvas *c)
{
	struct events_state *st = state_of(screen);
	struct canvas page = page_of(c, c->w >= WIDE ? WIDE + 10 : 80), rows;
	int y = draw_head(screen->app, &page) + 1;
	int x_status = after_ask(&page, X_STATUS), x_verdict = after_ask(&page, X_VERDICT);

	rows = canvas_part(&page, 0, y + 1, page.w, page.h - y - 1);
	if (!st->n) {
		struct canvas text = canvas_part(&page, 0, y, 76, page.h - y);

		draw_empty(screen->app, &text);
		return;
	}
	canvas_text(&page, 1, y, STYLE_LABEL, _("TIME"));
	canvas_text(&page, X_KIND, y, STYLE_LABEL, _("KIND"));
	canvas_text(&page, X_ASK, y, STYLE_LABEL, _("ASK"));
	canvas_text(&page, x_status, y, STYLE_LABEL, _("STATUS"));
	canvas_text(&page, x_verdict, y, STYLE_LABEL, _("VERDICT"));
	list_draw(&st->list, &rows, true, HOT_ROWS, draw_row, st);
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Open"), .run = do_open,
	  .why_not = why_no_row, .help = N_("Shows the event, its verdict and what it means.") },
	{ .key = 'r', .name = "r", .label = N_("Send again"), .run = do_replay,
	  .why_not = why_not_again,
	  .help = N_("The same event once more, from here, to see that it is recognised.") },
	{ .key = 'w', .name = "w", .label = N_("Pass on"), .run = do_pass_on,
	  .why_not = why_no_row,
	  .help = N_("Sends the event, as it is kept, to another address.") },
	{ .key = 'o', .name = "o", .label = N_("The ask"), .run = do_ask, .why_not = why_no_row,
	  .help = N_("Opens the ask that the event is about.") },
	{ .key = 'y', .name = "y", .label = N_("Copy address"), .run = do_copy,
	  .why_not = why_not_copy, .quiet = true,
	  .help = N_("Puts the listener's address on the clipboard.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops events_screen = {
	.name = "events",
	.title = N_("Events"),
	.size = sizeof(struct events_state),
	.bindings = bindings,
	.open = events_open,
	.close = events_close,
	.shown = events_shown,
	.key = events_key,
	.click = events_click,
	.draw = events_draw,
	.heard = events_heard,
};
