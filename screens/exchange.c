/* One call: request, answer and times as a tree that folds, is searched, and of
 * which any value can be copied; or as a text that other programs take. */

#include "screens/exchange.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/call_actions.h"
#include "screens/show.h"
#include "screens/when.h"
#include "tui/text.h"

enum { LIVE_MS = 500 };

struct exchange_state {
	struct screen screen;
	struct exchange_arg which;
	struct held_call past;		/* of an earlier run; of this one it is asked for anew */
	char title[160];
	struct json_tree view;
	int sections[SECTIONS];
	struct text paper;		/* the call as a text, in place of the tree */
	bool on_paper;
	enum call_form form;
	struct input find;
	bool finding;			/* the search line has the focus */
	bool whole;			/* the call had ended when the tree was made */
};

static struct exchange_state *state_of(const struct screen *screen)
{
	return (struct exchange_state *)screen;
}

/* The call, or NULL when it is no longer kept. */
static const struct exchange *call_of(const struct exchange_state *st)
{
	const struct exchange *x = journal_find(st->screen.app->journal, st->which.serial);

	return x ? x : st->past.x;
}

static void build(struct exchange_state *st)
{
	const struct exchange *call = call_of(st);
	int node = json_tree_node(&st->view);

	json_tree_release(&st->view);
	st->whole = !call || call->done;
	st->screen.app->dirty = true;
	if (!call)
		return;
	exchange_tree(&st->view.tree, st->screen.app->config, call, st->sections);
	json_tree_show(&st->view, node > 0 ? node : 0);
}

/* A call under way is looked at until it has ended. */
static void on_tick(void *owner)
{
	struct exchange_state *st = owner;
	const struct exchange *call = call_of(st);

	if (!call || call->done || !st->view.tree.n)
		build(st);
	if (!st->whole)
		app_after(st->screen.app, LIVE_MS, on_tick, st);
}

/* "7  getProfile", or "14 Apr  12:04:31  getProfile" of an earlier run. */
static void name_it(struct exchange_state *st)
{
	const struct exchange *call = call_of(st);
	const char *op = call && call->op ? call->op->name : "";
	char day[24], clock[12];

	if (call && st->which.serial) {
		snprintf(st->title, sizeof(st->title), "%u  %s", st->which.serial, op);
	} else if (call) {
		day_text(call->at, day);
		clock_seconds(call->at, clock);
		snprintf(st->title, sizeof(st->title), "%s%s%s  %s",
			 call->at < today_start() ? day : "", call->at < today_start() ? "  " : "",
			 clock, op);
	}
}

static void exchange_open(struct screen *screen, const void *arg)
{
	struct exchange_state *st = state_of(screen);
	const char *find = ((const struct exchange_arg *)arg)->find;

	st->which = *(const struct exchange_arg *)arg;
	st->which.find = NULL;
	if (call_hold(screen->app->journal, screen->app->store, &st->which, &st->past) &&
	    st->past.x != &st->past.past)
		call_let_go(&st->past);		/* the journal keeps it, and may let it go */
	name_it(st);
	input_init(&st->find, find ? find : "", false);
	on_tick(st);
	if (find)			/* it may stand in what is not shown: a name, a status */
		json_tree_seek(&st->view, find, false);
}

static void exchange_close(struct screen *screen)
{
	struct exchange_state *st = state_of(screen);

	json_tree_release(&st->view);
	text_release(&st->paper);
	call_let_go(&st->past);
	input_release(&st->find);
}

/* ---- searching ---- */

static void search(struct exchange_state *st, bool backwards)
{
	char *what = input_value(&st->find);
	bool found = st->on_paper ? text_search(&st->paper, what, backwards) :
				    json_tree_seek(&st->view, what, backwards);

	if (*what && !found)
		app_note(st->screen.app, NOTE_INFO, _("“%s” does not occur here."), what);
	free(what);
}

static void do_find(struct screen *screen)
{
	input_set(&state_of(screen)->find, "");
	state_of(screen)->finding = true;
}

static void do_next(struct screen *screen)
{
	search(state_of(screen), false);
}

static void do_previous(struct screen *screen)
{
	search(state_of(screen), true);
}

static const char *why_not_next(const struct screen *screen)
{
	return input_empty(&state_of(screen)->find) ? _("Type what to look for first, with /") :
						      NULL;
}

static bool find_key(struct exchange_state *st, tui_key key)
{
	if (key == K_ESC || key == K_ENTER) {
		st->finding = false;
		if (key == K_ENTER)
			search(st, false);
		return true;
	}
	return input_key(&st->find, key);
}

/* ---- in the tree ---- */

static const char *why_no_call(const struct screen *screen)
{
	return call_of(state_of(screen)) ? NULL : _("This call is no longer kept.");
}

static const char *why_not_tree(const struct screen *screen)
{
	if (state_of(screen)->on_paper)
		return _("Esc goes back to the call first.");
	return why_no_call(screen);
}

static void do_whole(struct screen *screen)
{
	struct exchange_state *st = state_of(screen);
	int node = json_tree_node(&st->view);
	char *title = tree_path(&st->view.tree, node), *text = tree_value(&st->view.tree, node);

	app_push(screen->app, &whole_screen, &(struct whole_arg){ .title = title, .text = text });
	free(title);
	free(text);
}

static void do_copy(struct screen *screen)
{
	struct exchange_state *st = state_of(screen);
	int node = json_tree_node(&st->view);
	char *path = tree_path(&st->view.tree, node), *text = tree_value(&st->view.tree, node);

	term_copy(text);
	app_note(screen->app, NOTE_GOOD, _("Copied, if this terminal allows it: %s"), path);
	free(path);
	free(text);
}

/* The next of the call's parts, round the end. */
static void do_section(struct screen *screen)
{
	struct exchange_state *st = state_of(screen);
	int node = json_tree_node(&st->view), first = -1, next = -1;

	for (int i = SECTIONS - 1; i >= 0; i--) {
		if (st->sections[i] >= 0)
			first = st->sections[i];
		if (st->sections[i] > node)
			next = st->sections[i];
	}
	json_tree_show(&st->view, next >= 0 ? next : first);
	st->view.list.top = st->view.list.at;
}

/* ---- with the call ---- */

static void make_paper(struct exchange_state *st)
{
	char *words = call_text(st->screen.app, call_of(st), st->form);

	text_release(&st->paper);
	text_init(&st->paper, words, st->screen.app->grid.w - 6);
	free(words);
	st->screen.app->dirty = true;
}

static void show_paper(struct screen *screen, enum call_form form)
{
	struct exchange_state *st = state_of(screen);

	st->on_paper = true;
	st->form = form;
	make_paper(st);
	call_copy(screen->app, call_of(st), form);
}

static void do_curl(struct screen *screen)
{
	show_paper(screen, FORM_CURL);
}

static void do_http(struct screen *screen)
{
	show_paper(screen, FORM_HTTP);
}

static void do_json(struct screen *screen)
{
	show_paper(screen, FORM_JSON);
}

static void do_save(struct screen *screen)
{
	call_save(screen->app, call_of(state_of(screen)));
}

static void do_resend(struct screen *screen)
{
	call_resend(screen->app, call_of(state_of(screen)));
}

static void do_bundle(struct screen *screen)
{
	call_bundle(screen->app, call_of(state_of(screen)));
}

static const char *why_not_ended(const struct screen *screen)
{
	const struct exchange *call = call_of(state_of(screen));

	return call && !call->done ? _("No answer yet.") : why_no_call(screen);
}

/* ---- the screen ---- */

static void do_back(struct screen *screen)
{
	struct exchange_state *st = state_of(screen);

	if (st->on_paper)
		st->on_paper = false;
	else
		app_pop(screen->app);
}

static bool exchange_key(struct screen *screen, tui_key key)
{
	struct exchange_state *st = state_of(screen);

	if (st->finding)
		return find_key(st, key);
	if (key == 'n' || key == 'N')
		return false;		/* searched for from here, for both */
	return st->on_paper ? text_key(&st->paper, key) : json_tree_key(&st->view, key);
}

static void exchange_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	if (!state_of(screen)->on_paper)
		json_tree_click(&state_of(screen)->view, hot);
}

static bool exchange_typing(const struct screen *screen)
{
	return state_of(screen)->finding;
}

/* Where one is, or what is searched for. */
static void draw_foot(struct exchange_state *st, struct canvas *c)
{
	struct canvas line = canvas_part(c, 1, c->h - 1, c->w - 1, 1);
	int node = json_tree_node(&st->view);
	char *path;

	if (st->finding) {
		canvas_text(c, 0, c->h - 1, STYLE_LABEL, "/");
		input_draw(&st->find, &line, true);
	} else if (!st->on_paper && node >= 0) {
		path = tree_path(&st->view.tree, node);
		canvas_cut(c, 0, c->h - 1, c->w, STYLE_DIM, path);
		free(path);
	}
}

static void exchange_draw(struct screen *screen, struct canvas *c)
{
	struct exchange_state *st = state_of(screen);
	struct canvas body = canvas_part(c, 0, 2, c->w, c->h - 4);

	canvas_cut(c, 0, 0, c->w, STYLE_TITLE, st->title);
	if (!st->view.tree.n)
		canvas_wrap(c, 0, 2, c->w, 2, STYLE_HINT,
			    _("This call is no longer kept: newer ones took its place."));
	else if (st->on_paper)
		text_draw(&st->paper, &body);
	else
		json_tree_draw(&st->view, &body);
	draw_foot(st, c);
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Whole value"), .run = do_whole,
	  .why_not = why_not_tree,
	  .help = N_("Folds and unfolds, as Space does; of a single value it shows all. Left and "
		     "right fold, too, + and - everything.") },
	{ .key = K_TAB, .name = "Tab", .label = N_("Next part"), .run = do_section,
	  .why_not = why_not_tree,
	  .help = N_("Goes to the request, the answer, the times.") },
	{ .key = '/', .name = "/", .label = N_("Search"), .run = do_find,
	  .help = N_("Looks for a text in this call.") },
	{ .key = 'n', .name = "n", .label = N_("Next"), .run = do_next, .why_not = why_not_next },
	{ .key = 'N', .name = "N", .label = N_("Previous"), .run = do_previous,
	  .why_not = why_not_next },
	{ .key = 'y', .name = "y", .label = N_("Copy value"), .run = do_copy,
	  .why_not = why_not_tree,
	  .help = N_("Puts what has the focus on the clipboard.") },
	{ .key = 'e', .name = "e", .label = N_("Edit and resend"), .run = do_resend,
	  .why_not = why_no_call,
	  .help = N_("Opens the operation's form, filled as this call was sent.") },
	{ .key = 'c', .name = "c", .label = N_("Copy as curl"), .run = do_curl,
	  .why_not = why_no_call,
	  .help = N_("Shows the call as a curl command and puts it on the clipboard.") },
	{ .key = 'h', .name = "h", .label = N_("Copy as HTTP file"), .run = do_http,
	  .why_not = why_no_call, .quiet = true,
	  .help = N_("The same for a REST client's .http file.") },
	{ .key = 'j', .name = "j", .label = N_("Copy as JSON"), .run = do_json,
	  .why_not = why_no_call, .quiet = true,
	  .help = N_("Request and answer as “remitty call --json” prints them.") },
	{ .key = 's', .name = "s", .label = N_("Save as HAR"), .run = do_save,
	  .why_not = why_not_ended, .quiet = true,
	  .help = N_("Saves the call as an HTTP archive, without secrets.") },
	{ .key = 'b', .name = "b", .label = N_("Support bundle"), .run = do_bundle,
	  .why_not = why_no_call, .quiet = true,
	  .help = N_("One file for support about the ask that the call speaks of.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops exchange_screen = {
	.name = "exchange",
	.title = N_("One call"),
	.size = sizeof(struct exchange_state),
	.bindings = bindings,
	.open = exchange_open,
	.close = exchange_close,
	.key = exchange_key,
	.click = exchange_click,
	.draw = exchange_draw,
	.is_typing = exchange_typing,
};
