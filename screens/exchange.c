/* One call: request and answer as text that can be searched and copied. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/show.h"
#include "screens/when.h"
#include "tui/text.h"

struct exchange_state {
	struct screen screen;
	unsigned serial;		/* 0: it is past */
	struct exchange past;		/* of an earlier run; url NULL: it is gone */
	char title[80];
	struct text text;
	struct input find;
	bool finding;			/* the search line has the focus */
	bool curl;			/* the text is the curl command */
	bool whole;			/* the call had ended when the text was made */
};

static struct exchange_state *state_of(const struct screen *screen)
{
	return (struct exchange_state *)screen;
}

/* The call, or NULL when it is no longer kept. */
static const struct exchange *call_of(const struct exchange_state *st)
{
	if (st->serial)
		return journal_find(st->screen.app->journal, st->serial);
	return st->past.url ? &st->past : NULL;
}

static void add_json(struct str *out, const json_t *value)
{
	char *text = json_dumps(value, JSON_INDENT(2) | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));

	if (text)
		str_addf(out, "\n%s\n", text);
	free(text);
}

static void add_answer(struct str *out, const struct config *config, const struct exchange *call)
{
	json_t *safe;

	if (!call->done) {
		str_addf(out, "\n%s\n", _("No answer yet."));
		return;
	}
	if (call->status)
		str_addf(out, "\nHTTP %d   %ld ms   %zu B\n", call->status, call->ms, call->bytes);
	if (*call->failure)
		str_addf(out, "\n%s %s\n", _("No usable answer:"), call->failure);
	if (call->response_headers)
		str_add(out, call->response_headers);
	if (call->response) {
		safe = record_safe(config, call->op ? call->op->out : NULL, call->response);
		add_json(out, safe);
		json_decref(safe);
	} else if (call->response_text) {
		str_addf(out, "\n%s\n", call->response_text);
	}
}

static char *call_words(const struct config *config, const struct exchange *call)
{
	struct str out = { 0 };

	str_addf(&out, "%s %s\n", call->method, call->url);
	if (call->request_headers)
		str_add(&out, call->request_headers);
	if (call->request)
		add_json(&out, call->request);
	add_answer(&out, config, call);
	return str_steal(&out);
}

static void build(struct exchange_state *st)
{
	const struct exchange *call = call_of(st);
	char *words;

	if (!call)
		words = xstrdup(_("This call is no longer kept: newer ones took its place."));
	else
		words = st->curl ? exchange_curl(call) :
				   call_words(st->screen.app->config, call);
	st->whole = !call || call->done;
	text_release(&st->text);
	text_init(&st->text, words, st->curl ? st->screen.app->grid.w - 6 : 0);
	free(words);
	st->screen.app->dirty = true;
}

/* A call under way is looked at until it has ended. */
static void on_tick(void *owner)
{
	struct exchange_state *st = owner;

	build(st);
	if (!st->whole)
		app_after(st->screen.app, 500, on_tick, st);
}

/* "7  getProfile", or "14 Apr  12:04:31  getProfile" of an earlier run. */
static void name_it(struct exchange_state *st)
{
	const struct exchange *call = call_of(st);
	const char *op = call && call->op ? call->op->name : "";
	char day[24], clock[12];

	if (call && st->serial) {
		snprintf(st->title, sizeof(st->title), "%u  %s", st->serial, op);
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
	const struct exchange_arg *which = arg;

	st->serial = which->serial;
	if (!st->serial)
		store_call_get(screen->app->store, which->id, &st->past);
	name_it(st);
	input_init(&st->find, "", false);
	on_tick(st);
}

static void exchange_close(struct screen *screen)
{
	exchange_release(&state_of(screen)->past);
	text_release(&state_of(screen)->text);
	input_release(&state_of(screen)->find);
}

static void search(struct exchange_state *st, bool backwards)
{
	char *what = input_value(&st->find);

	if (*what && !text_search(&st->text, what, backwards))
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

static void do_curl(struct screen *screen)
{
	struct exchange_state *st = state_of(screen);
	const struct exchange *call = call_of(st);
	char *curl;

	st->curl = !st->curl;
	build(st);
	if (!st->curl || !call)
		return;
	curl = exchange_curl(call);
	term_copy(curl);
	app_note(screen->app, NOTE_GOOD, "%s",
		 _("Copied as a curl command, if this terminal allows it; put the key into "
		   "$REMITTY_KEY."));
	free(curl);
}

static void do_back(struct screen *screen)
{
	struct exchange_state *st = state_of(screen);

	if (st->curl) {
		st->curl = false;
		build(st);
	} else {
		app_pop(screen->app);
	}
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

static bool exchange_key(struct screen *screen, tui_key key)
{
	struct exchange_state *st = state_of(screen);

	return st->finding ? find_key(st, key) : text_key(&st->text, key);
}

static bool exchange_typing(const struct screen *screen)
{
	return state_of(screen)->finding;
}

static void exchange_draw(struct screen *screen, struct canvas *c)
{
	struct exchange_state *st = state_of(screen);
	struct canvas body = canvas_part(c, 0, 2, c->w, c->h - 2 - st->finding), line;

	canvas_cut(c, 0, 0, c->w, STYLE_TITLE, st->title);
	text_draw(&st->text, &body);
	if (!st->finding)
		return;
	canvas_text(c, 0, c->h - 1, STYLE_LABEL, "/");
	line = canvas_part(c, 1, c->h - 1, c->w - 1, 1);
	input_draw(&st->find, &line, true);
}

static const struct binding bindings[] = {
	{ .key = '/', .name = "/", .label = N_("Search"), .run = do_find,
	  .help = N_("Looks for a text in this call.") },
	{ .key = 'n', .name = "n", .label = N_("Next"), .run = do_next, .why_not = why_not_next },
	{ .key = 'N', .name = "N", .label = N_("Previous"), .run = do_previous,
	  .why_not = why_not_next },
	{ .key = 'c', .name = "c", .label = N_("Copy as curl"), .run = do_curl,
	  .help = N_("Shows the call as a curl command and puts it on the clipboard.") },
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
	.draw = exchange_draw,
	.is_typing = exchange_typing,
};
