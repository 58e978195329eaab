#include "screens/bundle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/bundle.h"
#include "api/share.h"
#include "screens/call_actions.h"
#include "screens/cmd.h"
#include "screens/json_tree.h"
#include "screens/keep.h"
#include "screens/show.h"

enum { MOST = 200, BEFORE_MS = 60 * 1000, SHOW_MS = 100 };

struct bundle_state {
	struct screen screen;
	struct ask ask;
	bool found;
	struct call_rows rows;
	long drawn_at;
};

static struct bundle_state *state_of(const struct screen *screen)
{
	return (struct bundle_state *)screen;
}

void bundle_look(struct call_rows *rows, const struct ask *ask)
{
	struct call_filter filter = { .since = ask->created_at - BEFORE_MS };

	snprintf(filter.text, sizeof(filter.text), "%s", bundle_reference(ask));
	rows_filter(rows, &filter);
}

json_t *bundle_whole(const struct call_rows *rows, const struct ask *ask,
		     const struct config *config)
{
	json_t *bundle = bundle_new(rows->store, ask, config, REMITTY_VERSION);
	int n = rows_count(rows);

	for (int i = 0; i < n && i < MOST; i++) {
		struct exchange_arg which = rows_at(rows, i);
		struct held_call held;

		if (call_hold(rows->journal, rows->store, &which, &held) && held.x->done)
			bundle_add(bundle, ask, held.x);
		call_let_go(&held);
	}
	if (n > MOST)
		json_object_set_new(bundle, "exchangesLeftOut", json_integer(n - MOST));
	return bundle;
}

/* ---- the screen ---- */

static void on_look(void *owner)
{
	struct bundle_state *st = owner;
	bool more = rows_step(&st->rows);

	if (!more || now_ms() - st->drawn_at >= SHOW_MS) {
		st->drawn_at = now_ms();
		st->screen.app->dirty = true;
	}
	if (more)
		app_after(st->screen.app, 0, on_look, st);
}

static void bundle_open(struct screen *screen, const void *arg)
{
	struct bundle_state *st = state_of(screen);
	struct app *app = screen->app;
	const struct track_arg *which = arg;

	st->found = store_ask_get(app->store, which->correlation_id, &st->ask);
	st->rows = (struct call_rows){ .journal = app->journal, .store = app->store,
				       .history = app->config->history };
	if (!st->found)
		return;
	bundle_look(&st->rows, &st->ask);
	on_look(st);
}

static void bundle_close(struct screen *screen)
{
	rows_release(&state_of(screen)->rows);
}

static char *bundle_text(struct screen *screen)
{
	struct bundle_state *st = state_of(screen);
	json_t *bundle = bundle_whole(&st->rows, &st->ask, screen->app->config);
	char *text = json_text(bundle, true);

	json_decref(bundle);
	return text;
}

static const char *why_not_ready(const struct screen *screen)
{
	const struct bundle_state *st = state_of(screen);

	if (!st->found)
		return _("This ask is not stored here. Esc goes back.");
	return rows_are_looking(&st->rows) ? _("Wait until all calls were looked at.") : NULL;
}

static void do_save(struct screen *screen)
{
	struct bundle_state *st = state_of(screen);
	char *name = xasprintf("ask-%s", st->ask.correlation_id), *text = bundle_text(screen);
	struct err err = { 0 };
	char *base = keep_base(screen->app->config, "support", name, &err);
	char *path = base ? xasprintf("%s.json", base) : NULL;

	if (path && file_write(path, text, strlen(text), &err))
		app_note(screen->app, NOTE_GOOD, _("Saved for support: %s"), path);
	else
		app_blame(screen->app, &err);
	free(path);
	free(base);
	free(text);
	free(name);
}

static void do_copy(struct screen *screen)
{
	char *text = bundle_text(screen);

	term_copy(text);
	app_note(screen->app, NOTE_GOOD, "%s",
		 _("Copied to the clipboard, if this terminal allows it."));
	free(text);
}

static void do_show(struct screen *screen)
{
	char *text = bundle_text(screen);

	app_push(screen->app, &whole_screen,
		 &(struct whole_arg){ .title = _("Support bundle"), .text = text });
	free(text);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static void bundle_draw(struct screen *screen, struct canvas *c)
{
	struct bundle_state *st = state_of(screen);
	struct canvas page = page_of(c, 76);
	char *amount, *calls;
	int y = 2;

	canvas_text(&page, 0, 0, STYLE_TITLE, _("Support bundle"));
	if (!st->found) {
		canvas_text(&page, 2, y, STYLE_HINT,
			    _("This ask is not stored here. Esc goes back."));
		return;
	}
	amount = *st->ask.amount.currency ? money_text_full(&st->ask.amount) : xstrdup("");
	calls = rows_are_looking(&st->rows) ?
		xasprintf(_("%d found, looking at %d of %d"), rows_found(&st->rows),
			  st->rows.n_live + st->rows.looked, rows_all(&st->rows)) :
		xasprintf("%d", rows_found(&st->rows));
	y += show_facts(&page, 2, y, (struct fact[]){
		{ _("Amount"), amount, STYLE_TEXT },
		{ _("State"), ask_state_word(st->ask.state), STYLE_TEXT },
		{ _("Code"), st->ask.code, STYLE_TEXT },
		{ _("Reference"), st->ask.correlation_id, STYLE_TEXT },
		{ _("Platform's number"), st->ask.plat_id, STYLE_TEXT },
		{ _("Calls with it"), calls, STYLE_STRONG } }, 6);
	canvas_wrap(&page, 2, y + 1, page.w - 2, 8, STYLE_HINT,
		    _("One file with these names, every state with its time, and the calls that "
		      "carry the reference. Names, phones and addresses are masked to their last "
		      "four; keys, cards and tokens were never kept. Enter shows all of it."));
	free(amount);
	free(calls);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .twin = 's', .name = "F10", .label = N_("Save"), .run = do_save,
	  .why_not = why_not_ready,
	  .help = N_("Saves the bundle, for this person alone to read.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Show"), .run = do_show,
	  .why_not = why_not_ready, .help = N_("Shows what would be saved.") },
	{ .key = 'y', .name = "y", .label = N_("Copy"), .run = do_copy, .why_not = why_not_ready,
	  .help = N_("Puts the bundle on the clipboard.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops bundle_screen = {
	.name = "bundle",
	.title = N_("Support bundle"),
	.size = sizeof(struct bundle_state),
	.bindings = bindings,
	.open = bundle_open,
	.close = bundle_close,
	.draw = bundle_draw,
};
