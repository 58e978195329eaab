/* Companies: a form that is begun or taken up again, and one registered looked at. */

#include <stdlib.h>
#include <string.h>

#include "screens/company.h"
#include "screens/when.h"

#define MOST 64

struct companies_state {
	struct screen screen;
	struct form form;		/* the id of one */
	struct journey_row *rows;	/* of companies alone */
	struct list list;
};

static struct companies_state *state_of(const struct screen *screen)
{
	return (struct companies_state *)screen;
}

static void load(struct companies_state *st)
{
	int n = store_journeys_open(st->screen.app->store, st->rows, MOST), kept = 0;

	for (int i = 0; i < n; i++) {
		if (company_is(&st->rows[i]))
			st->rows[kept++] = st->rows[i];
		else
			journey_row_release(&st->rows[i]);
	}
	list_set(&st->list, kept);
}

static void companies_open(struct screen *screen, const void *arg)
{
	struct companies_state *st = state_of(screen);

	(void)arg;
	st->rows = xcalloc(MOST, sizeof(*st->rows));
	form_init(&st->form, op_getBusinessUser.in, NULL, NULL);
	load(st);
}

static void companies_close(struct screen *screen)
{
	form_release(&state_of(screen)->form);
	free(state_of(screen)->rows);
}

/* What was in hand is a form that was just left. */
static void companies_shown(struct screen *screen)
{
	struct app *app = screen->app;

	if (app->journey && company_is(&app->journey->row))
		flow_let_go(app);
	load(state_of(screen));
}

void company_resume(struct app *app)
{
	const struct told_arg arg = { .id = fact_of(app, "businessUserId") };

	app_push(app, *arg.id ? &told_screen : &company_screen, &arg);
}

/* The pages of a customer in hand are closed: they cannot be without her. */
static void open_company(struct app *app, int64_t id)
{
	if (app->journey) {
		app_home(app);
		if (app->journey)
			return;
		app_push(app, &companies_screen, NULL);
	}
	if (company_take(app, id))
		company_resume(app);
}

static void do_new(struct screen *screen)
{
	open_company(screen->app, 0);
}

static void do_open(struct screen *screen)
{
	struct companies_state *st = state_of(screen);
	char *id = form_get(&st->form, op_getBusinessUser.in[0].key);
	const struct told_arg arg = { .id = id };

	if (*id)
		app_push(screen->app, &told_screen, &arg);
	else
		open_company(screen->app, st->rows[st->list.at].id);
	free(id);
}

static const char *why_not_open(const struct screen *screen)
{
	const struct companies_state *st = state_of(screen);
	char *id = form_get(&st->form, op_getBusinessUser.in[0].key);
	bool none = !*id && !st->list.n;

	free(id);
	return none ? _("Type a company's id, or begin a new form with F3.") : NULL;
}

static void drop(struct screen *screen)
{
	struct companies_state *st = state_of(screen);

	store_journey_close(screen->app->store, st->rows[st->list.at].id);
	load(st);
	app_note(screen->app, NOTE_INFO, "%s", _("Taken off the list."));
}

static void do_drop(struct screen *screen)
{
	struct companies_state *st = state_of(screen);
	const struct journey_row *row = &st->rows[st->list.at];
	char *text = xasprintf(company_is_sent(row) ?
		_("%s stays registered; it only leaves this list.") :
		_("What was typed for %s is given up. Nothing was sent."),
		*row->name ? row->name : _("the new company"));
	const struct dialog_arg arg = { .title = _("Companies"), .text = text,
					.yes = _("Take off"), .run = drop };

	app_push(screen->app, &dialog_screen, &arg);
	free(text);
}

static const char *why_not_drop(const struct screen *screen)
{
	return state_of(screen)->list.n ? NULL : _("There is nothing on the list.");
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool companies_key(struct screen *screen, tui_key key)
{
	struct companies_state *st = state_of(screen);

	if (list_key(&st->list, key))
		return true;
	return key != K_ENTER && form_key(&st->form, key);
}

static void companies_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	company_clicked(&state_of(screen)->list, hot);
}

static void draw_row(const void *ctx, int i, struct canvas *row)
{
	const struct companies_state *st = ctx;
	const struct journey_row *j = &st->rows[i];
	bool sent = company_is_sent(j);
	char when[24];

	day_text(j->updated_at, when);
	canvas_text(row, 0, 0, sent ? STYLE_OK : STYLE_WARN, sign(row, sent ? "ok" : "todo"));
	canvas_cut(row, 2, 0, 8, STYLE_TEXT, when);
	canvas_cut(row, 11, 0, row->w - 40, STYLE_TEXT, *j->name ? j->name : _("no name yet"));
	canvas_cut(row, row->w - 28, 0, 28, STYLE_TEXT,
		   sent ? _("registered") : _("form not sent yet"));
}

static void companies_draw(struct screen *screen, struct canvas *c)
{
	struct companies_state *st = state_of(screen);
	struct canvas page = page_of(c, 100), form = canvas_part(&page, 0, 2, page.w, 4), rows;

	canvas_cut(&page, 0, 0, page.w, STYLE_TITLE, _("Companies"));
	form_draw(&st->form, &form, false);
	canvas_text(&page, 0, 4, STYLE_TITLE, _("UNDER WAY"));
	rows = canvas_part(&page, 0, 5, page.w, page.h - 9);
	if (!st->list.n)
		canvas_wrap(&page, 0, 5, page.w, 3, STYLE_HINT,
			    _("No company is being taken on. F3 begins a form."));
	list_draw(&st->list, &rows, true, COMPANY_ROW, draw_row, st);
	canvas_wrap(&page, 0, page.h - 3, page.w, 3, STYLE_HINT,
		    _("With a company's id, Enter shows how far it is; without one, Enter takes up "
		      "what the bar is on."));
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Open"), .run = do_open,
	  .why_not = why_not_open,
	  .help = N_("Shows the company whose id is typed, else takes up the focused form.") },
	{ .key = K_F3, .name = "F3", .label = N_("New company"), .run = do_new,
	  .help = N_("Begins the form of a company that is not registered yet.") },
	{ .key = K_F8, .name = "F8", .label = N_("Take off"), .run = do_drop,
	  .why_not = why_not_drop,
	  .help = N_("Takes the focused one off this list, after asking.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops companies_screen = {
	.name = "companies",
	.title = N_("Companies"),
	.size = sizeof(struct companies_state),
	.typing = true,
	.bindings = bindings,
	.open = companies_open,
	.close = companies_close,
	.shown = companies_shown,
	.key = companies_key,
	.click = companies_click,
	.draw = companies_draw,
};

static const struct op *const operations[] = {
	&op_createBusinessUser, &op_getBusinessUser, &op_listBadges, NULL
};

const struct omni_journey company_journey = {
	.title = N_("Companies"),
	.summary = N_("Take one on: form, owners, papers, badge"),
	.needs = N_("Needs its papers as files, and its owners' numbers. It can be left and "
		    "gone on with another day."),
	.screen = &companies_screen, .ops = operations,
};
