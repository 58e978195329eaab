/* The switchboard of faults: each kind has its row, with what is switched on and
 * how often it struck.  What is used up stays until it is cleared. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/show.h"
#include "tui/list.h"

enum { HOT_ROWS = 100, LOOK_MS = 1000, HEAD = 1, FOOT = 3, WIDE = 112 };

struct faults_state {
	struct screen screen;
	struct list list;
	enum fault_kind kind;		/* of the row with the focus … */
	unsigned id;			/* … and its fault; 0: none of this kind */
};

static struct faults_state *state_of(const struct screen *screen)
{
	return (struct faults_state *)screen;
}

/* ---- rows: the faults of each kind, or the kind alone ---- */

struct row {
	enum fault_kind kind;
	const struct fault *fault;	/* NULL: off */
};

static int kind_rows(const struct fault_list *list, enum fault_kind kind)
{
	int n = 0;

	for (int i = 0; i < list->n; i++)
		n += list->faults[i].kind == kind;
	return n ? n : 1;
}

static const struct fault *nth_of_kind(const struct fault_list *list, enum fault_kind kind, int n)
{
	for (int i = 0; i < list->n; i++)
		if (list->faults[i].kind == kind && n-- == 0)
			return &list->faults[i];
	return NULL;
}

static struct row row_at(const struct fault_list *list, int i)
{
	enum fault_kind kind = FAULT_NONE + 1;

	for (int n; kind < FAULT_KINDS - 1 && i >= (n = kind_rows(list, kind)); kind++)
		i -= n;
	return (struct row){ kind, nth_of_kind(list, kind, i) };
}

static int count_rows(const struct fault_list *list)
{
	int n = 0;

	for (int kind = FAULT_NONE + 1; kind < FAULT_KINDS; kind++)
		n += kind_rows(list, (enum fault_kind)kind);
	return n;
}

static struct row row_here(const struct faults_state *st)
{
	return row_at(faults_of(st->screen.app), st->list.at);
}

static void keep_focus(struct faults_state *st)
{
	struct row row = row_here(st);

	st->kind = row.kind;
	st->id = row.fault ? row.fault->id : 0;
}

/* Faults come and go: the focus stays on its fault, or on its kind. */
static void sync_rows(struct faults_state *st)
{
	const struct fault_list *list = faults_of(st->screen.app);
	int kind_at = -1, id_at = -1;

	list_set(&st->list, count_rows(list));
	for (int i = 0; i < st->list.n; i++) {
		struct row row = row_at(list, i);

		if (row.kind == st->kind && kind_at < 0)
			kind_at = i;
		if (st->id && row.fault && row.fault->id == st->id)
			id_at = i;
	}
	st->list.at = id_at >= 0 ? id_at : kind_at >= 0 ? kind_at : st->list.at;
	keep_focus(st);
}

/* What happens in another program is only seen by asking. */
static void on_tick(void *owner)
{
	struct faults_state *st = owner;
	struct app *app = st->screen.app;

	switchboard_look(app);
	if (!app->sandbox && !app->faults.err.kind)
		app_after(app, LOOK_MS, on_tick, st);
}

static void faults_open(struct screen *screen, const void *arg)
{
	(void)arg;
	screen->app->faults.err.kind = ERR_NONE;	/* it may be there by now */
	state_of(screen)->kind = FAULT_NONE + 1;
	on_tick(screen);
}

/* What was just set in the form is the newest of its kind. */
static void faults_shown(struct screen *screen)
{
	struct faults_state *st = state_of(screen);
	const struct fault_list *list = faults_of(screen->app);

	for (int i = 0; i < list->n; i++)
		if (list->faults[i].kind == st->kind && list->faults[i].id > st->id)
			st->id = list->faults[i].id;
}

/* ---- keys ---- */

static const char *why_not_switch(const struct screen *screen)
{
	return switchboard_why_not(screen->app);
}

static const char *why_not_clear(const struct screen *screen)
{
	const char *why = switchboard_why_not(screen->app);

	return why || faults_of(screen->app)->n ? why : _("No fault is switched on.");
}

static const struct fault *again(struct fault *fault)
{
	fault->count = fault->fired ? fault->fired : 1;
	return fault;
}

/* Off becomes on for all operations and always; what is used up begins anew. */
static void do_switch(struct screen *screen)
{
	struct faults_state *st = state_of(screen);
	struct fault fault;
	struct row row;

	sync_rows(st);
	row = row_here(st);
	if (row.fault) {
		fault = *row.fault;
		switchboard_off(screen->app, fault.id);
		if (fault_used_up(&fault))
			switchboard_on(screen->app, again(&fault));
	} else if (fault_parse(fault_kind_name(row.kind), &fault, NULL)) {
		switchboard_on(screen->app, &fault);
	}
	sync_rows(st);
}

static void open_form(struct faults_state *st, bool another)
{
	struct fault_arg arg;
	struct row row;

	sync_rows(st);
	row = row_here(st);
	if (!fault_parse(fault_kind_name(row.kind), &arg.fault, NULL))
		return;
	arg.fault.id = 0;
	if (row.fault && !another)
		arg.fault = *row.fault;
	if (fault_used_up(&arg.fault))
		again(&arg.fault);
	app_push(st->screen.app, &fault_screen, &arg);
}

static void do_set(struct screen *screen)
{
	open_form(state_of(screen), false);
}

static void do_another(struct screen *screen)
{
	open_form(state_of(screen), true);
}

static void do_clear(struct screen *screen)
{
	switchboard_clear(screen->app);
	sync_rows(state_of(screen));
	app_note(screen->app, NOTE_GOOD, "%s", _("All faults are off."));
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool faults_key(struct screen *screen, tui_key key)
{
	struct faults_state *st = state_of(screen);

	sync_rows(st);
	if (!list_key(&st->list, key))
		return false;
	keep_focus(st);
	return true;
}

static void faults_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct faults_state *st = state_of(screen);

	(void)mouse;
	sync_rows(st);
	if (hot < HOT_ROWS || hot >= HOT_ROWS + st->list.n)
		return;
	if (st->list.at == hot - HOT_ROWS && !switchboard_why_not(screen->app))
		do_switch(screen);
	st->list.at = hot - HOT_ROWS;
	keep_focus(st);
}

/* ---- drawing ---- */

enum { X_KIND = 3, X_OPERATION = 18, X_HOW = 42, X_WORDS = 74 };

static bool is_wide(const struct canvas *c)
{
	return c->w >= WIDE;
}

/* Where the count of strikes ends. */
static int struck_end(const struct canvas *c)
{
	return is_wide(c) ? X_WORDS - 2 : c->w - 2;
}

static void draw_fault(struct canvas *row, const struct fault *f)
{
	bool used = fault_used_up(f);
	enum style style = used ? STYLE_DIM : STYLE_TEXT;
	int end = struck_end(row);
	char *how = fault_how(f), *fired = xasprintf("%d", f->fired);

	canvas_text(row, 1, 0, used ? STYLE_DIM : STYLE_WARN, sign(row, used ? "skip" : "live"));
	canvas_cut(row, X_OPERATION, 0, X_HOW - X_OPERATION - 1, style,
		   str_eq(f->operation, "*") ? _("all operations") : f->operation);
	canvas_cut(row, X_HOW, 0, end - X_HOW - 7, style, how);
	canvas_right(row, end, 0, style, fired);
	free(how);
	free(fired);
}

static void draw_row(const void *ctx, int i, struct canvas *line)
{
	const struct faults_state *st = ctx;
	struct row row = row_at(faults_of(st->screen.app), i);

	canvas_cut(line, X_KIND, 0, X_OPERATION - X_KIND - 1,
		   row.fault ? STYLE_STRONG : STYLE_TEXT, fault_kind_name(row.kind));
	if (is_wide(line))
		canvas_cut(line, X_WORDS, 0, line->w - X_WORDS - 1, STYLE_DIM,
			   fault_kind_words(row.kind));
	if (row.fault)
		draw_fault(line, row.fault);
	else
		canvas_text(line, 1, 0, STYLE_DIM, sign(line, "todo"));
}

/* What the focused kind does, and how the command line says the same. */
static void draw_foot(const struct faults_state *st, struct canvas *c)
{
	struct row row = row_here(st);
	char *spec = row.fault ? fault_text(row.fault) :
				 xstrdup(fault_kind_name(row.kind));

	canvas_cut(c, 1, 1, c->w - 2, STYLE_HINT, fault_kind_words(row.kind));
	canvas_textf(c, 1, 2, STYLE_DIM, "--fault %s", spec);
	free(spec);
}

static void faults_draw(struct screen *screen, struct canvas *c)
{
	struct faults_state *st = state_of(screen);
	const char *why = switchboard_why_not(screen->app);
	struct canvas page = page_of(c, c->w >= WIDE ? WIDE + 8 : 76);
	struct canvas rows, foot;
	int h, end = struck_end(&page);

	sync_rows(st);
	if (why && !faults_of(screen->app)->n) {
		canvas_text(&page, 0, 0, STYLE_TITLE, _("Faults"));
		canvas_wrap(&page, 0, 2, page.w < 76 ? page.w : 76, 4, STYLE_TEXT, why);
		return;
	}
	h = st->list.n < page.h - HEAD - FOOT ? st->list.n : page.h - HEAD - FOOT;
	rows = canvas_part(&page, 0, HEAD, page.w, h);
	foot = canvas_part(&page, 0, HEAD + h, page.w, FOOT);
	canvas_text(&page, X_KIND, 0, STYLE_LABEL, _("FAULT"));
	canvas_text(&page, X_OPERATION, 0, STYLE_LABEL, _("OPERATION"));
	canvas_cut(&page, X_HOW, 0, end - X_HOW - 7, STYLE_LABEL, _("HOW OFTEN"));
	canvas_right(&page, end, 0, STYLE_LABEL, _("STRUCK"));
	list_draw(&st->list, &rows, true, HOT_ROWS, draw_row, st);
	draw_foot(st, &foot);
}

static const struct binding bindings[] = {
	{ .key = ' ', .name = "Space", .label = N_("Switch"), .run = do_switch,
	  .why_not = why_not_switch,
	  .help = N_("Switches the fault off, or on for all operations and always.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Set"), .run = do_set,
	  .why_not = why_not_switch,
	  .help = N_("Which operation, how often, by which chance, how long.") },
	{ .key = 'a', .name = "a", .label = N_("Another"), .run = do_another,
	  .why_not = why_not_switch, .help = N_("One more fault of the same kind.") },
	{ .key = 'c', .name = "c", .label = N_("Clear all"), .run = do_clear,
	  .why_not = why_not_clear, .help = N_("Switches every fault off.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops faults_screen = {
	.name = "faults",
	.title = N_("Faults"),
	.size = sizeof(struct faults_state),
	.bindings = bindings,
	.open = faults_open,
	.key = faults_key,
	.click = faults_click,
	.shown = faults_shown,
	.draw = faults_draw,
};
