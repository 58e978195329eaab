/* Deletion, confirmed: of one customer by typing the end of her phone, of what is
 * old by its age and once more. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/omni.h"
#include "screens/purge.h"

enum { WORD = 5 };

struct purge_state {
	struct screen screen;
	bool by_age;
	struct customer who;
	char word[WORD];		/* to be typed */
	struct input typed;
	struct purged would;
	struct err err;
};

static struct purge_state *state_of(const struct screen *screen)
{
	return (struct purge_state *)screen;
}

/* Phone, e-mail, or what her wallet is known by. */
static const char *name_of(const struct customer *who)
{
	return *who->phone ? who->phone : *who->email ? who->email : who->user_token;
}

/* The last four digits of her phone, else how her e-mail begins. */
static void choose_word(struct purge_state *st)
{
	size_t n = strlen(st->who.phone);

	text_put(st->word, sizeof(st->word), n > 4 ? st->who.phone + n - 4 :
							     name_of(&st->who));
}

static void purge_open(struct screen *screen, const void *arg)
{
	struct purge_state *st = state_of(screen);
	const struct customer *who = ((const struct purge_arg *)arg)->customer;
	struct app *app = screen->app;
	char days[16];

	st->by_age = !who;
	snprintf(days, sizeof(days), "%d", PURGE_DAYS);
	input_init(&st->typed, st->by_age ? days : "", false);
	st->typed.max = 24;
	if (!who)
		return;
	st->who = *who;
	choose_word(st);
	purge_customer(app->store, app->config, &st->who, true, &st->would, &st->err);
}

static void purge_close(struct screen *screen)
{
	input_release(&state_of(screen)->typed);
}

static void tell(struct app *app, const struct purged *done)
{
	char *words = purge_words(done), *stays = purge_stays(done);

	app_note(app, NOTE_GOOD, _("Gone: %s."), words);
	text_put(app->note_next, sizeof(app->note_next), stays);
	free(stays);
	free(words);
}

static void delete_her(struct screen *screen)
{
	struct purge_state *st = state_of(screen);
	struct app *app = screen->app;
	int64_t id = st->who.id;
	struct traces traces;
	struct purged done;

	traces_of(app->store, &st->who, &traces);
	if (!purge_customer(app->store, app->config, &st->who, false, &done, &st->err))
		return;
	if (app->journey)		/* what of her is in hand is not kept again */
		app->journey->row.elsewhere = true;
	if (omni_person(app)->customer.id == id)
		omni_let_go(app);
	app_home(app);
	journal_forget(app->journal, traces_in, &traces);
	tell(app, &done);
}

/* ---- by age ---- */

struct aged {
	int64_t before;
	struct purged would;
};

static bool look_back(struct purge_state *st, bool count_only, struct aged *a)
{
	struct app *app = st->screen.app;
	char *typed = input_value(&st->typed);
	bool ok = purge_age(typed, &a->before, &st->err) &&
		  purge_old(app->store, app->config, a->before, count_only, &a->would,
			    &st->err);

	free(typed);
	return ok;
}

static void delete_old(struct screen *screen)
{
	struct app *app = screen->app;
	struct aged a;

	if (screen->ops != &purge_screen || !look_back(state_of(screen), false, &a))
		return;
	app_pop(app);
	if (app->top->ops->shown)
		app->top->ops->shown(app->top);
	tell(app, &a.would);
}

static void ask_once_more(struct screen *screen)
{
	struct aged a;
	char *words, *stays, *text;

	if (!look_back(state_of(screen), true, &a))
		return;
	words = purge_words(&a.would);
	stays = purge_stays(&a.would);
	text = xasprintf(_("This would go: %s.\n%s\n"), words, stays);
	app_push(screen->app, &dialog_screen,
		 &(struct dialog_arg){ .title = _("Delete old records?"), .text = text,
				       .yes = _("Delete"), .run = delete_old });
	free(text);
	free(stays);
	free(words);
}

/* ---- keys ---- */

static void do_delete(struct screen *screen)
{
	struct purge_state *st = state_of(screen);
	char *typed = input_value(&st->typed);
	bool right = str_eq(typed, st->word);

	free(typed);
	st->err = (struct err){ 0 };
	if (st->by_age)
		ask_once_more(screen);
	else if (right)
		delete_her(screen);
	else
		err_set(&st->err, ERR_INPUT, _("Type %s to say that she is meant."), st->word);
}

static const char *why_not_delete(const struct screen *screen)
{
	return app_read_only(screen->app);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool purge_key(struct screen *screen, tui_key key)
{
	return input_key(&state_of(screen)->typed, key);
}

static char *said(const struct purge_state *st)
{
	char *who, *words, *stays, *text, phone[32];

	if (st->by_age)
		return xstrdup(_("What was last touched so long ago goes: customers, journeys, "
				 "calls, events, runs, saved papers, and the persons in closed "
				 "asks. A number of days, or 12w, 6m, 2y."));
	words = purge_words(&st->would);
	stays = purge_stays(&st->would);
	phone_words(st->who.phone, phone);
	who = xasprintf("%s%s%s", st->who.name, *st->who.name ? ", " : "",
			*phone ? phone : name_of(&st->who));
	text = xasprintf(_("%s: this would go: %s.\n%s"), who, words, stays);
	free(who);
	free(stays);
	free(words);
	return text;
}

static void purge_draw(struct screen *screen, struct canvas *c)
{
	struct purge_state *st = state_of(screen);
	int w = c->w < 72 ? c->w : 72, y;
	char *text = said(st), *label;
	int lines = text_wrap_lines(text, w - 6), h = lines + 9;
	struct canvas in, field;

	label = st->by_age ? xstrdup(_("Older than")) : xasprintf(_("Type %s"), st->word);
	canvas_box(c, (c->w - w) / 2, c->h > h ? (c->h - h) / 2 : 0, w, h,
		   st->by_age ? _("Delete old records") : _("Delete this customer's data"));
	in = canvas_part(c, (c->w - w) / 2 + 3, (c->h > h ? (c->h - h) / 2 : 0) + 2, w - 6, h - 3);
	y = canvas_wrap(&in, 0, 0, in.w, lines, STYLE_TEXT, text) + 1;
	canvas_text(&in, 0, y, STYLE_LABEL, label);
	field = canvas_part(&in, text_width(label) + 2, y, 26, 1);
	input_draw(&st->typed, &field, true);
	canvas_wrap(&in, 0, y + 2, in.w, 2, STYLE_ERROR, st->err.text);
	free(label);
	free(text);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Delete"), .run = do_delete,
	  .why_not = why_not_delete,
	  .help = N_("Deletes for good, after what is asked for here.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back,
	  .help = N_("Closes the box; nothing is done.") },
	{ 0 }
};

const struct screen_ops purge_screen = {
	.name = "purge",
	.title = N_("Delete data"),
	.size = sizeof(struct purge_state),
	.overlay = true,
	.typing = true,
	.bindings = bindings,
	.open = purge_open,
	.close = purge_close,
	.key = purge_key,
	.draw = purge_draw,
};
