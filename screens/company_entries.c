/* The entries of a list in a company's form: owners, people who sign, papers. */

#include <stdlib.h>
#include <string.h>

#include "screens/company.h"

struct entries_state {
	struct screen screen;
	struct company *company;
	const struct field *field;
	json_t *entries;		/* borrowed from the company */
	struct list list;
};

static struct entries_state *state_of(const struct screen *screen)
{
	return (struct entries_state *)screen;
}

static void entries_open(struct screen *screen, const void *arg)
{
	struct entries_state *st = state_of(screen);
	const struct entries_arg *list = arg;

	st->company = list->company;
	st->field = list->field;
	st->entries = json_incref(list->list);
	list_set(&st->list, (int)json_array_size(st->entries));
}

static void entries_close(struct screen *screen)
{
	json_decref(state_of(screen)->entries);
}

static void entries_shown(struct screen *screen)
{
	struct entries_state *st = state_of(screen);

	list_set(&st->list, (int)json_array_size(st->entries));
}

/* What tells an entry from the others: the first texts of it that are typed. */
static char *entry_name(const struct field *table, const json_t *entry)
{
	struct str name = { 0 };
	int n = 0;

	field_each(f, table) {
		const char *text = word_of(entry, f->key);

		if (!*text || f->secret || n == 2)
			continue;
		for (const struct choice *c = f->choices; c && c->value; c++)
			if (str_eq(c->value, text))
				text = _(c->label);
		str_addf(&name, "%s%s", n ? " " : "", text);
		n++;
	}
	return name.len ? str_steal(&name) : xstrdup(_("nothing typed yet"));
}

static void edit(struct screen *screen, size_t i)
{
	struct entries_state *st = state_of(screen);
	char *title = xasprintf("%s · %zu", _(st->field->label), i + 1);
	const struct part_arg arg = { .company = st->company, .title = title,
				      .table = st->field->fields,
				      .typed = json_array_get(st->entries, i) };

	app_push(screen->app, &part_screen, &arg);
	free(title);
}

static void do_add(struct screen *screen)
{
	struct entries_state *st = state_of(screen);

	json_array_append_new(st->entries, json_object());
	list_set(&st->list, (int)json_array_size(st->entries));
	st->list.at = st->list.n - 1;
	company_changed(st->company);
	edit(screen, (size_t)st->list.at);
}

static void do_edit(struct screen *screen)
{
	edit(screen, (size_t)state_of(screen)->list.at);
}

static const char *why_none(const struct screen *screen)
{
	return state_of(screen)->list.n ? NULL : _("The list has no entry yet; F3 adds one.");
}

static void remove_entry(struct screen *screen)
{
	struct entries_state *st = state_of(screen);

	json_array_remove(st->entries, (size_t)st->list.at);
	list_set(&st->list, (int)json_array_size(st->entries));
	company_changed(st->company);
	app_note(screen->app, NOTE_INFO, "%s", _("Taken off the list."));
}

static void do_remove(struct screen *screen)
{
	struct entries_state *st = state_of(screen);
	char *name = entry_name(st->field->fields,
				json_array_get(st->entries, (size_t)st->list.at));
	char *text = xasprintf(_("%s and all that was typed for this entry are taken off the list. "
				 "This cannot be undone."), name);
	const struct dialog_arg arg = { .title = _(st->field->label), .text = text,
					.yes = _("Take off"), .run = remove_entry };

	app_push(screen->app, &dialog_screen, &arg);
	free(text);
	free(name);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool entries_key(struct screen *screen, tui_key key)
{
	return list_key(&state_of(screen)->list, key);
}

static void entries_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	if (company_clicked(&state_of(screen)->list, hot))
		do_edit(screen);
}

static void draw_entry(const void *ctx, int i, struct canvas *row)
{
	const struct entries_state *st = ctx;
	const json_t *entry = json_array_get(st->entries, (size_t)i);
	struct tally t = { .light = true };
	char *name = entry_name(st->field->fields, entry), *words;
	bool good;

	company_drop(company_record(&t, st->field->fields, entry));
	words = tally_words(&t);
	good = !tally_faults(&t);
	canvas_text(row, 0, 0, good ? STYLE_OK : STYLE_WARN, sign(row, good ? "ok" : "warn"));
	canvas_cut(row, 2, 0, row->w / 2 - 2, STYLE_TEXT, name);
	canvas_cut(row, row->w / 2 + 1, 0, row->w / 2 - 1, good ? STYLE_OK : STYLE_WARN, words);
	free(words);
	free(name);
}

static void entries_draw(struct screen *screen, struct canvas *c)
{
	struct entries_state *st = state_of(screen);
	struct canvas page = page_of(c, 100), rows = canvas_part(&page, 0, 2, page.w, page.h - 4);

	canvas_cut(&page, 0, 0, page.w, STYLE_TITLE, _(st->field->label));
	if (!st->list.n)
		canvas_wrap(&page, 0, 2, page.w, 3, STYLE_HINT,
			    _("None yet. F3 adds the first; where there is none, leave it empty."));
	list_draw(&st->list, &rows, true, COMPANY_ROW, draw_entry, st);
	if (st->list.n)
		canvas_wrap(&page, 0, st->list.n + 3 < page.h - 2 ? st->list.n + 3 : page.h - 2,
			    page.w, 2, STYLE_HINT,
			    _("Enter opens the one under the bar; what is missing there is told "
			      "field by field."));
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Change"), .run = do_edit,
	  .why_not = why_none, .help = N_("Opens the focused entry.") },
	{ .key = K_F3, .twin = 'a', .name = "F3", .label = N_("Add"), .run = do_add,
	  .help = N_("Puts a further entry at the end and opens it.") },
	{ .key = K_F8, .twin = 'x', .name = "F8", .label = N_("Take off"), .run = do_remove,
	  .why_not = why_none, .help = N_("Takes the focused entry off the list, after asking.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back, all is kept"), .run = do_back },
	{ 0 }
};

const struct screen_ops entries_screen = {
	.name = "company-entries",
	.title = N_("Entries of a list"),
	.size = sizeof(struct entries_state),
	.bindings = bindings,
	.open = entries_open,
	.close = entries_close,
	.shown = entries_shown,
	.key = entries_key,
	.click = entries_click,
	.draw = entries_draw,
};
