/* One event: its verdict, what that means and what to do; below, what came. */

#include "screens/events.h"

#include <stdio.h>
#include <stdlib.h>

#include "api/clean.h"
#include "screens/exchange.h"
#include "screens/when.h"

struct event_state {
	struct screen screen;
	int64_t id;
	struct webhook_event event;	/* id 0: it is no longer kept */
	struct json_tree view;
	char title[120];
};

static struct event_state *state_of(const struct screen *screen)
{
	return (struct event_state *)screen;
}

static void build_tree(struct event_state *st)
{
	struct tree *tree = &st->view.tree;
	json_t *body = json_loads(st->event.body, 0, NULL);
	int section = tree_add(tree, -1, _("Event"), "");

	tree->nodes[section].tag = TAG_SECTION;
	exchange_headers(tree, section, st->event.headers);
	if (body)
		tree_add_json(tree, section, _("body"), body);
	else if (*st->event.body)
		tree_add(tree, section, _("text"), st->event.body);
	json_decref(body);
	tree_show(tree);
	json_tree_show(&st->view, 0);
}

static void name_it(struct event_state *st)
{
	const struct webhook_event *event = &st->event;
	char day[24] = "", clock[12];

	if (event->at < today_start())
		day_text(event->at, day);
	clock_seconds(event->at, clock);
	snprintf(st->title, sizeof(st->title), "%s%s%s  %s  %s", day, *day ? "  " : "", clock,
		 webhook_kind_word(event->kind), event_status_words(event));
	text_whole(st->title);
}

static void load(struct event_state *st)
{
	webhook_event_release(&st->event);
	if (!store_event_get(st->screen.app->store, st->id, &st->event))
		return;
	name_it(st);
	if (!st->view.tree.n)
		build_tree(st);
}

static void event_open(struct screen *screen, const void *arg)
{
	struct event_state *st = state_of(screen);

	st->id = ((const struct event_arg *)arg)->id;
	load(st);
}

static void event_close(struct screen *screen)
{
	json_tree_release(&state_of(screen)->view);
	webhook_event_release(&state_of(screen)->event);
}

static void event_heard(struct screen *screen, const struct webhook_event *event)
{
	if (event->id == state_of(screen)->id)
		load(state_of(screen));
}

static bool event_key(struct screen *screen, tui_key key)
{
	return json_tree_key(&state_of(screen)->view, key);
}

static void event_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	json_tree_click(&state_of(screen)->view, hot);
}

static const char *why_gone(const struct screen *screen)
{
	return state_of(screen)->event.id ? NULL : _("This event is no longer kept.");
}

static const char *why_not_again(const struct screen *screen)
{
	const char *why = why_gone(screen);

	return why ? why : event_why_not_replay(screen);
}

static void do_replay(struct screen *screen)
{
	event_replay(screen, state_of(screen)->id);
}

static void do_pass_on(struct screen *screen)
{
	event_pass_on(screen, state_of(screen)->id);
}

static void do_ask(struct screen *screen)
{
	event_open_ask(screen, &state_of(screen)->event);
}

static void do_copy(struct screen *screen)
{
	struct json_tree *view = &state_of(screen)->view;
	char *text = tree_value(&view->tree, json_tree_node(view));

	term_copy(text);
	app_note(screen->app, NOTE_GOOD, "%s", _("Copied, if this terminal allows it."));
	free(text);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

/* Why a request that does all at once failed, in words; "" when it did not. */
static char *failure_words(const struct webhook_event *event)
{
	json_t *body = json_loads(event->body, 0, NULL);
	const char *code = word_of(body, "errorCode"), *reason = word_of(body, "reason");
	struct err err = { 0 };
	char *words;

	if (*code)
		codes_explain(&op_requestMoneyFull, 400, code, *reason ? reason : NULL, &err);
	words = *code ? xasprintf("%s%s%s [%s]", err.text, *err.next ? " " : "", err.next, code) :
			xstrdup("");
	json_decref(body);
	return words;
}

/* Returns the lines used. */
static int draw_verdict(const struct event_state *st, struct canvas *c)
{
	const struct webhook_event *event = &st->event;
	enum style style = event_style(event->verdict);
	char *verdict = event_verdict_text(event), *failure = failure_words(event);
	struct fact facts[] = {
		{ _("Meaning"), webhook_verdict_meaning(event->verdict), STYLE_TEXT },
		{ _("More"), *event->note ? _(event->note) : "", STYLE_TEXT },
		{ _("To do"), webhook_verdict_next(event->verdict), STYLE_TEXT },
		{ _("Ask"), event->correlation_id, STYLE_TEXT },
		{ _("Failure"), failure, STYLE_WARN },
		{ _("Passed on"), event->forwarded, STYLE_TEXT },
	};
	int x = canvas_text(c, 0, 2, style, event_sign(c, event->verdict));
	int y = 3 + show_facts(c, 2, 3, facts, ARRAY_LEN(facts));

	canvas_text(c, x + 1, 2, style, verdict);
	free(failure);
	free(verdict);
	return y;
}

static void event_draw(struct screen *screen, struct canvas *c)
{
	struct event_state *st = state_of(screen);
	struct canvas page = page_of(c, 110), rows;
	int y;

	if (!st->event.id) {
		canvas_text(&page, 0, 0, STYLE_HINT, _("This event is no longer kept."));
		return;
	}
	canvas_text(&page, 0, 0, STYLE_TITLE, st->title);
	y = draw_verdict(st, &page) + 1;
	rows = canvas_part(&page, 0, y, page.w, page.h - y);
	json_tree_draw(&st->view, &rows);
}

static const struct binding bindings[] = {
	{ .key = 'r', .name = "r", .label = N_("Send again"), .run = do_replay,
	  .why_not = why_not_again,
	  .help = N_("The same event once more, from here, to see that it is recognised.") },
	{ .key = 'w', .name = "w", .label = N_("Pass on"), .run = do_pass_on, .why_not = why_gone,
	  .help = N_("Sends the event, as it is kept, to another address.") },
	{ .key = 'o', .name = "o", .label = N_("The ask"), .run = do_ask, .why_not = why_gone,
	  .help = N_("Opens the ask that the event is about.") },
	{ .key = 'y', .name = "y", .label = N_("Copy value"), .run = do_copy, .why_not = why_gone,
	  .help = N_("Puts what has the focus on the clipboard.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops event_screen = {
	.name = "event",
	.title = N_("One event"),
	.size = sizeof(struct event_state),
	.bindings = bindings,
	.open = event_open,
	.close = event_close,
	.key = event_key,
	.click = event_click,
	.draw = event_draw,
	.heard = event_heard,
};
