/* One part of a company's form: a section of it, or an entry of one of its lists.
 * Every letter goes into the journey at once; what is secret stays in memory. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/document.h"
#include "api/json_path.h"
#include "screens/company.h"
#include "screens/person.h"

struct part_state {
	struct screen screen;
	struct company *company;
	char *title;
	struct field own[COMPANY_FIELDS];	/* of a section */
	const struct field *table;
	json_t *typed;				/* borrowed from the company */
	struct form form;
	struct err said;		/* what the service said of it, in full */
};

static struct part_state *state_of(const struct screen *screen)
{
	return (struct part_state *)screen;
}

static void put(struct part_state *st, const char *path, const char *text)
{
	json_wipe(json_at(st->typed, path));
	json_put_at(st->typed, path, json_string(text));
}

/* A paper is sent under the name that its file has, until another is typed. */
static void name_paper(struct part_state *st, const char *path, const char *file)
{
	const char *dot = strrchr(path, '.');
	char *sibling = xasprintf("%.*sfileName", dot ? (int)(dot - path + 1) : 0, path);
	char *name = document_name(file);

	form_set(&st->form, sibling, name);
	free(name);
	free(sibling);
}

static void on_changed(void *ctx, const char *path, const char *text)
{
	struct part_state *st = ctx;
	const struct field *f = field_find(st->table, path);

	put(st, path, text);
	if (f && f->type == &field_document)
		name_paper(st, path, text);
	company_changed(st->company);
}

static void count_lists(struct part_state *st)
{
	for (int i = 0; i < st->form.n; i++) {
		const struct form_row *row = &st->form.rows[i];

		if (row->field->type == &field_list && row->field->fields)
			form_count(&st->form, row->path,
				   (int)json_array_size(json_at(st->typed, row->path)));
	}
}

/* What is secret was typed in this run, if at all: a form does not begin with it. */
static void fill_secrets(struct part_state *st)
{
	for (int i = 0; i < st->form.n; i++)
		if (st->form.rows[i].field->secret)
			form_set(&st->form, st->form.rows[i].path,
				 typed_text(st->typed, st->form.rows[i].path));
}

/* The form tells nobody of what is secret: it is taken from there on leaving. */
static void take_secrets(struct part_state *st)
{
	for (int i = 0; i < st->form.n; i++) {
		const struct form_row *row = &st->form.rows[i];
		char *text;

		if (!row->field->secret)
			continue;
		text = form_get(&st->form, row->path);
		if (*text || json_is_string(json_at(st->typed, row->path)))
			put(st, row->path, text);
		explicit_bzero(text, strlen(text));
		free(text);
	}
	company_changed(st->company);
}

static void part_open(struct screen *screen, const void *arg)
{
	struct part_state *st = state_of(screen);
	const struct part_arg *part = arg;

	st->company = part->company;
	st->title = xstrdup(part->title);
	st->typed = json_incref(part->typed);
	st->table = part->table;
	if (part->keys) {
		company_fields(st->own, part->keys);
		st->table = st->own;
	}
	form_init(&st->form, st->table, NULL, st->typed);
	fill_secrets(st);
	count_lists(st);
	st->form.changed = on_changed;
	st->form.ctx = st;
	if (part->err) {
		st->said = *part->err;
		form_blame(&st->form, part->err);
	}
}

static void part_close(struct screen *screen)
{
	struct part_state *st = state_of(screen);

	take_secrets(st);
	form_release(&st->form);
	json_decref(st->typed);
	free(st->title);
}

static void part_shown(struct screen *screen)
{
	count_lists(state_of(screen));
}

static struct form_row *row_at(const struct part_state *st)
{
	return &st->form.rows[st->form.at];
}

/* ---- keys ---- */

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static void do_done(struct screen *screen)
{
	struct part_state *st = state_of(screen);
	struct tally t = { .light = true, .blame = &st->form };

	take_secrets(st);
	company_drop(company_record(&t, st->table, st->typed));
	screen->app->dirty = true;
	if (tally_faults(&t))
		form_focus(&st->form, t.first.field);
	else
		app_pop(screen->app);
}

static void do_open_list(struct screen *screen)
{
	struct part_state *st = state_of(screen);
	const struct form_row *row = row_at(st);
	const struct entries_arg arg = { .company = st->company, .field = row->field,
					 .list = typed_list(st->typed, row->path) };

	app_push(screen->app, &entries_screen, &arg);
}

static const char *why_no_list(const struct screen *screen)
{
	return row_at(state_of(screen))->elsewhere ? NULL :
		_("This is filled in here; Enter goes to the next field.");
}

static void on_file(struct screen *screen, const char *path)
{
	struct part_state *st = state_of(screen);

	form_set(&st->form, row_at(st)->path, path);
}

static void do_choose(struct screen *screen)
{
	struct part_state *st = state_of(screen);
	char *path = form_get(&st->form, row_at(st)->path);
	const struct files_arg arg = { .title = st->title, .path = path, .run = on_file };

	app_push(screen->app, &files_screen, &arg);
	free(path);
}

static const char *why_no_choosing(const struct screen *screen)
{
	return row_at(state_of(screen))->field->type == &field_document ? NULL :
		_("Go to the field File of a paper first.");
}

static void on_known(struct screen *screen, const json_t *known)
{
	person_fill(&state_of(screen)->form, known);
	take_secrets(state_of(screen));
	app_note(screen->app, NOTE_GOOD, "%s",
		 _("Filled in as the telephone company has it. Compare it with the paper."));
}

static void do_prove(struct screen *screen)
{
	struct part_state *st = state_of(screen);
	char *phone = person_phone(&st->form);
	const struct prove_arg arg = { .phone = phone, .run = on_known };

	app_push(screen->app, &prove_screen, &arg);
	free(phone);
}

static const char *why_no_proof(const struct screen *screen)
{
	return person_is(&state_of(screen)->form) ? NULL :
		_("Nobody is described here whose telephone company could be asked.");
}

static bool part_key(struct screen *screen, tui_key key)
{
	return form_key(&state_of(screen)->form, key);
}

static void part_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	form_click(&state_of(screen)->form, hot);
}

static void part_draw(struct screen *screen, struct canvas *c)
{
	struct part_state *st = state_of(screen);
	struct canvas page = page_of(c, 100), form;
	int errors = form_errors(&st->form), foot = st->said.kind ? 3 : 1;

	form = canvas_part(&page, 0, 2, page.w, page.h - 2 - foot);
	canvas_cut(&page, 0, 0, page.w, STYLE_TITLE, st->title);
	form_draw(&st->form, &form, true);
	if (errors && st->said.kind && !st->form.open)
		canvas_wrap(&page, 0, page.h - foot, page.w, foot, STYLE_ERROR, st->said.text);
	else if (errors && !st->form.open)
		canvas_textf(&page, 0, page.h - 1, STYLE_ERROR,
			     ngettext("%d field needs a look", "%d fields need a look",
				      (unsigned long)errors), errors);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Done"), .run = do_done,
	  .help = N_("Looks whether all is there and fits, then goes back.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Open the list"), .run = do_open_list,
	  .why_not = why_no_list, .quiet = true,
	  .help = N_("Opens the list in the focused field.") },
	{ .key = K_F4, .name = "F4", .label = N_("Choose a file"), .run = do_choose,
	  .why_not = why_no_choosing,
	  .help = N_("Chooses a paper from a folder; what is taken is said there.") },
	{ .key = K_F6, .name = "F6", .label = N_("Identity by phone"), .run = do_prove,
	  .why_not = why_no_proof,
	  .help = N_("Asks the person's telephone company who she is, and fills this in.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back, all is kept"), .run = do_back,
	  .help = N_("Back to the sections. What was typed is kept, but for tax and bank "
		     "numbers.") },
	{ 0 }
};

const struct screen_ops part_screen = {
	.name = "company-part",
	.title = N_("Part of a company's form"),
	.size = sizeof(struct part_state),
	.typing = true,
	.bindings = bindings,
	.open = part_open,
	.close = part_close,
	.shown = part_shown,
	.key = part_key,
	.click = part_click,
	.draw = part_draw,
};
