/* The tenant's badges, page by page, all or those that fit a word; one is looked at,
 * or taken for a form. */

#include <stdlib.h>
#include <string.h>

#include "screens/company.h"

enum { A_PAGE = 10 };

struct badges_state {
	struct screen screen;
	void (*run)(struct screen *below, const char *id, const char *name);
	const char *title;		/* N_() */
	struct input find;
	char *asked;			/* the word of what is shown */
	int page;			/* of what is shown, from 1 */
	json_t *badges;			/* of this page; NULL before the first answer */
	struct list list;
	struct err problem;
	bool waiting;
};

static struct badges_state *state_of(const struct screen *screen)
{
	return (struct badges_state *)screen;
}

static void on_badges(void *owner, const struct op *op, const struct reply *reply)
{
	struct badges_state *st = owner;

	(void)op;
	st->waiting = false;
	st->screen.app->dirty = true;
	st->problem = reply->err;
	if (reply->err.kind)
		return;
	json_decref(st->badges);
	st->badges = json_deep_copy(json_object_get(reply->body, "data"));
	st->list.at = 0;
	list_set(&st->list, (int)json_array_size(st->badges));
}

static void ask(struct badges_state *st, int page)
{
	json_t *args = json_pack("{s:i, s:i}", "page", page, "pagesize", A_PAGE);

	http_cancel(st->screen.app->http, st);
	free(st->asked);
	st->asked = input_value(&st->find);
	st->page = page;
	st->waiting = true;
	st->screen.app->dirty = true;
	if (*st->asked)
		json_object_set_new(args, "search", json_string(st->asked));
	http_send(st->screen.app->http, &op_listBadges, args, on_badges, st);
	json_decref(args);
}

static void badges_open(struct screen *screen, const void *arg)
{
	struct badges_state *st = state_of(screen);
	const struct badges_arg *badges = arg;

	st->run = badges ? badges->run : NULL;
	st->title = badges ? badges->title : N_("Badges");
	input_init(&st->find, badges ? badges->search : "", false);
	ask(st, 1);
}

static void badges_close(struct screen *screen)
{
	struct badges_state *st = state_of(screen);

	input_release(&st->find);
	free(st->asked);
	json_decref(st->badges);
}

static bool is_other_word(const struct badges_state *st)
{
	char *typed = input_value(&st->find);
	bool other = !str_eq(typed, st->asked);

	free(typed);
	return other;
}

static const json_t *badge_at(const struct badges_state *st)
{
	return json_array_get(st->badges, (size_t)st->list.at);
}

static void do_look(struct screen *screen)
{
	app_push(screen->app, &badge_screen, word_of(badge_at(state_of(screen)), "badgeId"));
}

static void do_enter(struct screen *screen)
{
	struct badges_state *st = state_of(screen);
	struct app *app = screen->app;
	void (*run)(struct screen *, const char *, const char *) = st->run;
	json_t *badge;

	if (is_other_word(st)) {
		ask(st, 1);
	} else if (!run) {
		do_look(screen);
	} else {
		badge = json_deep_copy(badge_at(st));
		app_pop(app);
		run(app->top, word_of(badge, "badgeId"), word_of(badge, "badgeName"));
		json_decref(badge);
	}
}

static const char *why_none(const struct screen *screen)
{
	return state_of(screen)->list.n ? NULL : _("There is no badge on this page.");
}

static const char *why_not_enter(const struct screen *screen)
{
	return is_other_word(state_of(screen)) ? NULL : why_none(screen);
}

static void do_again(struct screen *screen)
{
	ask(state_of(screen), state_of(screen)->page);
}

static const char *why_not_again(const struct screen *screen)
{
	return state_of(screen)->waiting ? _("The last answer is still awaited.") : NULL;
}

static void do_next(struct screen *screen)
{
	ask(state_of(screen), state_of(screen)->page + 1);
}

static const char *why_not_next(const struct screen *screen)
{
	return state_of(screen)->list.n < A_PAGE ? _("This is the last page.") : NULL;
}

static void do_before(struct screen *screen)
{
	ask(state_of(screen), state_of(screen)->page - 1);
}

static const char *why_not_before(const struct screen *screen)
{
	return state_of(screen)->page > 1 ? NULL : _("This is the first page.");
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool badges_key(struct screen *screen, tui_key key)
{
	struct badges_state *st = state_of(screen);

	if (key == K_PAGE_UP || key == K_PAGE_DOWN || key == K_ENTER)
		return false;
	return list_key(&st->list, key) || input_key(&st->find, key);
}

static void badges_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	if (company_clicked(&state_of(screen)->list, hot))
		do_enter(screen);
}

/* A value of a badge as its description has it; the caller frees. */
static char *told(const json_t *badge, const char *key)
{
	return field_show(field_find(op_listBadges.out[0].fields, key),
			  json_object_get(badge, key));
}

static void draw_badge(const void *ctx, int i, struct canvas *row)
{
	const struct badges_state *st = ctx;
	const json_t *badge = json_array_get(st->badges, (size_t)i);
	char *kind = told(badge, "badgeType"), *whose = told(badge, "userGroup");

	canvas_cut(row, 0, 0, row->w - 36, STYLE_TEXT, word_of(badge, "badgeName"));
	canvas_cut(row, row->w - 34, 0, 18, STYLE_TEXT, kind);
	canvas_cut(row, row->w - 15, 0, 14, STYLE_DIM, whose);
	free(whose);
	free(kind);
}

static void draw_find(struct badges_state *st, struct canvas *c)
{
	struct canvas box;
	int x = canvas_text(c, 0, 2, STYLE_STRONG, _("Search")) + 2;
	char why[OMNI_WHY];
	const char *retired = omni_retired(st->screen.app, &op_listBadges, why);

	box = canvas_part(c, x, 2, 40, 1);
	input_draw(&st->find, &box, true);
	canvas_wrap(c, 0, 3, c->w, 2, retired ? STYLE_WARN : STYLE_HINT, retired ? retired :
		    _("A name such as gold, or identification, financial, information; then "
		      "Enter."));
}

static void badges_draw(struct screen *screen, struct canvas *c)
{
	struct badges_state *st = state_of(screen);
	struct canvas page = page_of(c, 100), rows = canvas_part(&page, 0, 6, page.w, A_PAGE);

	canvas_cut(&page, 0, 0, page.w, STYLE_TITLE, _(st->title));
	draw_find(st, &page);
	if (st->problem.kind) {
		show_problem(&page, 0, 6, page.w, &st->problem);
		return;
	}
	list_draw(&st->list, &rows, true, COMPANY_ROW, draw_badge, st);
	if (st->waiting)
		show_waiting(&page, 0, 7 + A_PAGE, _("Asking for the badges…"));
	else if (!st->list.n)
		canvas_wrap(&page, 0, 6, page.w, 2, STYLE_HINT,
			    _("No badge fits. Search for another word, or go back a page."));
	else
		canvas_textf(&page, 0, 7 + A_PAGE, STYLE_HINT, _("Page %d"), st->page);
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Search or choose"), .run = do_enter,
	  .why_not = why_not_enter,
	  .help = N_("Searches for a word just typed, else takes the focused badge.") },
	{ .key = K_F4, .name = "F4", .label = N_("Rules and tokens"), .run = do_look,
	  .why_not = why_none, .help = N_("Shows the badge with its rules and tokens.") },
	{ .key = K_PAGE_DOWN, .name = "PgDn", .label = N_("Next page"), .run = do_next,
	  .why_not = why_not_next, .help = N_("Asks for the next page.") },
	{ .key = K_PAGE_UP, .name = "PgUp", .label = N_("Page before"), .run = do_before,
	  .why_not = why_not_before, .help = N_("Asks for the page before."), .quiet = true },
	{ .key = K_F5, .name = "F5", .label = N_("Read again"), .run = do_again,
	  .why_not = why_not_again },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops badges_screen = {
	.name = "badges",
	.title = N_("Badges"),
	.size = sizeof(struct badges_state),
	.typing = true,
	.bindings = bindings,
	.open = badges_open,
	.close = badges_close,
	.key = badges_key,
	.click = badges_click,
	.draw = badges_draw,
};

static const struct op *const operations[] = {
	&op_listBadges, &op_getBadge, &op_listBadgeAssignments, NULL
};

const struct omni_journey badges_journey = {
	.title = N_("Badges"),
	.summary = N_("Roles and limits of wallets: rules, tokens"),
	.needs = N_("Needs nothing: badges are looked at here; the forms pick one of them."),
	.screen = &badges_screen, .ops = operations,
};
