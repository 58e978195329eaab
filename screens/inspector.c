/* What went over the wire, newest first: the calls of this run from the
 * journal, below them those of earlier runs from the store.  Both hold redacted
 * values alone.  Looking through many and saving many is done a little at a time, so
 * that no key waits for it. */

#include "screens/inspector.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/call_actions.h"
#include "screens/when.h"

enum { LIVE_MS = 1000, SHOW_MS = 100, REST_MS = 1 };

static struct inspector_state *state_of(const struct screen *screen)
{
	return (struct inspector_state *)screen;
}

/* ---- rows ---- */

static bool is_same(const struct exchange_arg *a, const struct exchange_arg *b)
{
	return a->serial == b->serial && a->id == b->id;
}

/* Calls come in above: the focus stays on its call. */
static void place(struct inspector_state *st)
{
	int row = st->follow ? 0 : rows_find(&st->rows, &st->focus);

	list_set(&st->list, rows_count(&st->rows));
	if (row >= 0)
		st->list.at = row;
	if (rows_is_heading(&st->rows, st->list.at))
		st->list.at += st->list.at ? -1 : 1;
	st->focus = rows_at(&st->rows, st->list.at);
}

static void sync_rows(struct inspector_state *st, bool again)
{
	rows_sync(&st->rows, again);
	place(st);
}

/* The rest is looked through between the keys. */
static void on_look(void *owner)
{
	struct inspector_state *st = owner;
	struct app *app = st->screen.app;

	st->looking = rows_step(&st->rows);
	if (!st->looking || now_ms() - st->drawn_at >= SHOW_MS) {
		place(st);
		st->drawn_at = now_ms();
		app->dirty = true;
	}
	if (st->looking)
		app_after(app, REST_MS, on_look, st);
}

static void look_on(struct inspector_state *st)
{
	if (st->looking || !rows_are_looking(&st->rows))
		return;
	st->looking = true;
	app_after(st->screen.app, REST_MS, on_look, st);
}

static void on_tick(void *owner)
{
	struct inspector_state *st = owner;

	st->ticking = st->screen.app->top == &st->screen;
	sync_rows(st, true);
	look_on(st);
	st->screen.app->dirty = true;
	if (st->ticking)
		app_after(st->screen.app, LIVE_MS, on_tick, st);
}

static void filter(struct inspector_state *st, const struct call_filter *now)
{
	rows_filter(&st->rows, now);
	if (rows_find(&st->rows, &st->focus) < 0)
		st->list.at = 0;
	place(st);
	look_on(st);
	st->screen.app->dirty = true;
}

static void inspector_open(struct screen *screen, const void *arg)
{
	struct inspector_state *st = state_of(screen);

	(void)arg;
	st->follow = true;
	st->rows.journal = screen->app->journal;
	st->rows.store = screen->app->store;
	st->rows.history = screen->app->config->history;
	input_init(&st->find, "", false);
	filter(st, &(struct call_filter){ 0 });
	on_tick(st);
}

static void inspector_shown(struct screen *screen)
{
	struct inspector_state *st = state_of(screen);

	st->rows.history = screen->app->config->history;
	if (!st->ticking)
		on_tick(st);
}

/* ---- keys ---- */

static void search_for(struct inspector_state *st, const char *text)
{
	struct call_filter now = st->rows.filter;

	snprintf(now.text, sizeof(now.text), "%s", text);
	filter(st, &now);
}

static bool find_key(struct inspector_state *st, tui_key key)
{
	char *text;

	if (key == K_ENTER || key == K_ESC)
		st->finding = false;
	if (key == K_ESC)
		input_set(&st->find, "");
	else if (key == K_ENTER)
		return true;
	else if (!input_key(&st->find, key))
		return false;
	text = input_value(&st->find);
	search_for(st, text);
	free(text);
	return true;
}

static bool move(struct inspector_state *st, tui_key key)
{
	int before = st->list.at;

	if (!list_key(&st->list, key))
		return false;
	if (rows_is_heading(&st->rows, st->list.at))
		st->list.at += st->list.at > before || !st->list.at ? 1 : -1;
	st->focus = rows_at(&st->rows, st->list.at);
	st->follow = st->list.at == rows_is_heading(&st->rows, 0);
	return true;
}

static bool inspector_key(struct screen *screen, tui_key key)
{
	struct inspector_state *st = state_of(screen);

	sync_rows(st, false);
	return (st->finding && find_key(st, key)) || move(st, key);
}

static bool inspector_typing(const struct screen *screen)
{
	return state_of(screen)->finding;
}

/* ---- what is looked for ---- */

static void do_find(struct screen *screen)
{
	state_of(screen)->finding = true;
}

static void do_outcome(struct screen *screen)
{
	struct call_filter now = state_of(screen)->rows.filter;

	now.outcome = (now.outcome + 1) % OUTCOMES;
	filter(state_of(screen), &now);
}

static const char *op_in_focus(const struct inspector_state *st)
{
	const struct exchange *x = journal_find(st->rows.journal, st->focus.serial);
	const struct call_head *head = rows_head((struct call_rows *)&st->rows, st->list.at);

	return x ? x->op->name : head ? head->op : "";
}

static void do_operation(struct screen *screen)
{
	struct inspector_state *st = state_of(screen);
	struct call_filter now = st->rows.filter;

	snprintf(now.op, sizeof(now.op), "%s", *now.op ? "" : op_in_focus(st));
	filter(st, &now);
}

/* 15 minutes, an hour, today, a week, and from the beginning again. */
static void do_since(struct screen *screen)
{
	static const int64_t minutes[] = { 0, 15, 60, -1, 7 * 24 * 60 };
	struct inspector_state *st = state_of(screen);
	struct call_filter now = st->rows.filter;
	int64_t span;

	st->since = (st->since + 1) % (int)ARRAY_LEN(minutes);
	span = minutes[st->since];
	now.since = span < 0 ? today_start() : span ? wall_ms() - span * 60000 : 0;
	filter(st, &now);
}

static void do_next(struct screen *screen)
{
	move(state_of(screen), K_DOWN);
}

static void do_previous(struct screen *screen)
{
	move(state_of(screen), K_UP);
}

static const char *why_not_next(const struct screen *screen)
{
	return *state_of(screen)->rows.filter.text ? NULL :
						     _("Type what to look for first, with /");
}

/* ---- with a call ---- */

static const char *why_not_open(const struct screen *screen)
{
	return state_of(screen)->list.n ? NULL : _("There is no call to do that with.");
}

static void do_open(struct screen *screen)
{
	struct inspector_state *st = state_of(screen);
	struct exchange_arg which;

	sync_rows(st, false);
	which = st->focus;
	which.find = *st->rows.filter.text ? st->rows.filter.text : NULL;
	app_push(screen->app, &exchange_screen, &which);
}

static void inspector_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct inspector_state *st = state_of(screen);
	struct exchange_arg which = rows_at(&st->rows, hot - INSPECTOR_ROWS);

	if (!which.serial && !which.id)
		return;
	st->focus = which;
	st->follow = false;
	sync_rows(st, false);
	if (mouse->what == MOUSE_DOUBLE)
		do_open(screen);
}

/* Do something with the call that has the focus. */
static void with_call(struct screen *screen, void (*fn)(struct app *, const struct exchange *))
{
	struct app *app = screen->app;
	struct held_call held;

	if (call_hold(app->journal, app->store, &state_of(screen)->focus, &held))
		fn(app, held.x);
	else
		app_note(app, NOTE_INFO, "%s", _("This call is no longer kept."));
	call_let_go(&held);
}

static void copy_curl(struct app *app, const struct exchange *x)
{
	call_copy(app, x, FORM_CURL);
}

static void copy_http(struct app *app, const struct exchange *x)
{
	call_copy(app, x, FORM_HTTP);
}

static void copy_json(struct app *app, const struct exchange *x)
{
	call_copy(app, x, FORM_JSON);
}

static void do_curl(struct screen *screen)
{
	with_call(screen, copy_curl);
}

static void do_http(struct screen *screen)
{
	with_call(screen, copy_http);
}

static void do_json(struct screen *screen)
{
	with_call(screen, copy_json);
}

static void do_save(struct screen *screen)
{
	with_call(screen, call_save);
}

static void do_resend(struct screen *screen)
{
	with_call(screen, call_resend);
}

static void do_bundle(struct screen *screen)
{
	with_call(screen, call_bundle);
}

static void do_mark(struct screen *screen)
{
	struct inspector_state *st = state_of(screen);
	bool here = is_same(&st->marked, &st->focus);

	st->marked = here ? (struct exchange_arg){ 0 } : st->focus;
	if (!here)
		app_note(screen->app, NOTE_INFO, "%s",
			 _("Marked. Go to another call and press d to compare the two."));
}

static void do_diff(struct screen *screen)
{
	struct inspector_state *st = state_of(screen);

	app_push(screen->app, &diff_screen,
		 &(struct diff_arg){ .left = st->marked, .right = st->focus });
}

static const char *why_not_diff(const struct screen *screen)
{
	const struct inspector_state *st = state_of(screen);

	if (!st->marked.serial && !st->marked.id)
		return _("Mark a call first, with m.");
	if (is_same(&st->marked, &st->focus))
		return _("This is the marked one. Go to another call.");
	return why_not_open(screen);
}

/* ---- all of them into one archive ---- */

static void on_save(void *owner)
{
	struct inspector_state *st = owner;

	if (saving_step(&st->saving, st->screen.app))
		app_after(st->screen.app, 0, on_save, st);
}

static void do_save_all(struct screen *screen)
{
	struct inspector_state *st = state_of(screen);

	if (saving_begin(&st->saving, screen->app, &st->rows))
		on_save(st);
}

static const char *why_not_save_all(const struct screen *screen)
{
	const struct inspector_state *st = state_of(screen);

	if (st->saving.har)
		return _("They are just being saved.");
	if (rows_are_looking(&st->rows))
		return _("Wait until all calls were looked at.");
	return why_not_open(screen);
}

/* ---- the screen ---- */

static void do_back(struct screen *screen)
{
	struct inspector_state *st = state_of(screen);

	if (!filter_is_set(&st->rows.filter)) {
		app_pop(screen->app);
		return;
	}
	input_set(&st->find, "");
	st->since = 0;
	filter(st, &(struct call_filter){ 0 });
}

static void inspector_close(struct screen *screen)
{
	saving_stop(&state_of(screen)->saving);
	rows_release(&state_of(screen)->rows);
	input_release(&state_of(screen)->find);
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Open"), .run = do_open,
	  .why_not = why_not_open,
	  .help = N_("Shows the request and its answer.") },
	{ .key = '/', .name = "/", .label = N_("Search"), .run = do_find,
	  .help = N_("Shows only calls in which a text occurs: operation, address, status, "
		     "scenario, headers, bodies.") },
	{ .key = 'n', .name = "n", .label = N_("Next"), .run = do_next, .why_not = why_not_next,
	  .quiet = true, .help = N_("The next call that was found.") },
	{ .key = 'N', .name = "N", .label = N_("Previous"), .run = do_previous,
	  .why_not = why_not_next, .quiet = true, .help = N_("The one found before it.") },
	{ .key = 'f', .name = "f", .label = N_("Failed"), .run = do_outcome,
	  .help = N_("Only those that failed; again: 4xx, 5xx, without an answer, successful, "
		     "all.") },
	{ .key = 'o', .name = "o", .label = N_("Operation"), .run = do_operation,
	  .why_not = why_not_open,
	  .help = N_("Only calls of the same operation; again: of all.") },
	{ .key = 't', .name = "t", .label = N_("Since"), .run = do_since,
	  .help = N_("Only the last 15 minutes; again: an hour, today, a week, all.") },
	{ .key = 'm', .name = "m", .label = N_("Mark"), .run = do_mark, .why_not = why_not_open,
	  .help = N_("Marks the call to compare another with it.") },
	{ .key = 'd', .name = "d", .label = N_("Compare"), .run = do_diff,
	  .why_not = why_not_diff,
	  .help = N_("Shows the marked call and this one beside each other.") },
	{ .key = 'e', .name = "e", .label = N_("Edit and resend"), .run = do_resend,
	  .why_not = why_not_open,
	  .help = N_("Opens the operation's form, filled as this call was sent.") },
	{ .key = 'c', .name = "c", .label = N_("Copy as curl"), .run = do_curl,
	  .why_not = why_not_open,
	  .help = N_("Puts the call on the clipboard as a curl command without the key.") },
	{ .key = 'h', .name = "h", .label = N_("Copy as HTTP file"), .run = do_http,
	  .why_not = why_not_open, .quiet = true,
	  .help = N_("The same for a REST client's .http file.") },
	{ .key = 'j', .name = "j", .label = N_("Copy as JSON"), .run = do_json,
	  .why_not = why_not_open, .quiet = true,
	  .help = N_("Request and answer as “remitty call --json” prints them.") },
	{ .key = 's', .name = "s", .label = N_("Save as HAR"), .run = do_save,
	  .why_not = why_not_open, .quiet = true,
	  .help = N_("Saves the call as an HTTP archive, without secrets.") },
	{ .key = 'S', .name = "S", .label = N_("Save all as HAR"), .run = do_save_all,
	  .why_not = why_not_save_all, .quiet = true,
	  .help = N_("Saves every call that is listed as one HTTP archive.") },
	{ .key = 'b', .name = "b", .label = N_("Support bundle"), .run = do_bundle,
	  .why_not = why_not_open, .quiet = true,
	  .help = N_("One file for support about the ask that the call speaks of.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back,
	  .help = N_("First shows all calls again, then closes the list.") },
	{ 0 }
};

const struct screen_ops inspector_screen = {
	.name = "inspector",
	.title = N_("Inspector"),
	.size = sizeof(struct inspector_state),
	.bindings = bindings,
	.open = inspector_open,
	.close = inspector_close,
	.shown = inspector_shown,
	.key = inspector_key,
	.click = inspector_click,
	.draw = inspector_draw,
	.is_typing = inspector_typing,
};
