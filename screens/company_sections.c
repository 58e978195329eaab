/* A company's form: its sections, what each still lacks, and the sending of all. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/company.h"

struct company_state {
	struct screen screen;
	struct company company;
	struct list list;
	struct err refusal;		/* what the service said last; kind ERR_NONE: nothing */
	bool waiting;
};

static struct company_state *state_of(const struct screen *screen)
{
	return (struct company_state *)screen;
}

/* A section whose only key is a list is that list; the badge is picked. */
static const struct section {
	const char *title;
	const char *const keys[COMPANY_FIELDS];
} sections[] = {
	{ N_("Company"), { "businessUserLegalName", "businessUserName", "domain",
			   "businessEntityName", "businessUserEmail", "phoneNumber",
			   "memoFields" } },
	{ N_("Numbers and wallet"), { "taxIdNumber", "bankVerificationNumber", "clientToken",
				      "accountAddress", "customNamespace", "provider" } },
	{ N_("Addresses"), { "businessUserAddress", "registeredOfficeAddress" } },
	{ N_("Papers"), { "incorporationDocs", "jurisdictionDocs", "proofOfAddress", "otherDocs",
			  "governingDocuments" } },
	{ N_("Person in control"), { "controlPersons" } },
	{ N_("Owners: people"), { "individualBeneficialOwners" } },
	{ N_("Owners: companies"), { "entityBeneficialOwners" } },
	{ N_("Who signs"), { "signatories" } },
	{ N_("Badge"), { "badgeId" } },
};

enum { SECTIONS = ARRAY_LEN(sections) };

static void section_tally(const struct company_state *st, int i, struct tally *t)
{
	struct field fields[COMPANY_FIELDS];

	*t = (struct tally){ .light = true };
	company_fields(fields, sections[i].keys);
	company_drop(company_record(t, fields, st->company.typed));
}

/* The section of a request's member, by its dotted path; -1. */
static int section_of(const char *path)
{
	size_t n = strcspn(path, ".");

	for (int i = 0; i < SECTIONS; i++)
		for (int k = 0; sections[i].keys[k]; k++)
			if (strlen(sections[i].keys[k]) == n &&
			    !strncmp(sections[i].keys[k], path, n))
				return i;
	return -1;
}

static void company_open(struct screen *screen, const void *arg)
{
	struct company_state *st = state_of(screen);

	(void)arg;
	company_init(&st->company, screen->app);
	list_set(&st->list, SECTIONS);
}

static void company_close(struct screen *screen)
{
	company_release(&state_of(screen)->company);
}

/* ---- opening a section ---- */

static void on_badge(struct screen *screen, const char *id, const char *name)
{
	struct company_state *st = state_of(screen);

	json_object_set_new(st->company.typed, "badgeId", json_string(id));
	company_changed(&st->company);
	app_note(screen->app, NOTE_GOOD, _("Its badge is %s."), name);
}

static void open_section(struct company_state *st, int i, const struct err *err)
{
	const struct section *section = &sections[i];
	const struct field *first = field_find(op_createBusinessUser.in, section->keys[0]);
	struct app *app = st->screen.app;

	st->list.at = i;
	if (!section->keys[1] && first->type == &field_list) {
		const struct entries_arg arg = {
			.company = &st->company, .field = first,
			.list = typed_list(st->company.typed, first->key) };

		app_push(app, &entries_screen, &arg);
	} else if (first->type == &field_uuid) {
		const struct badges_arg arg = {
			.title = N_("Choose the badge of the company"),
			.search = "business", .run = on_badge };

		app_push(app, &badges_screen, &arg);
	} else {
		const struct part_arg arg = {
			.company = &st->company, .title = _(section->title),
			.keys = section->keys, .typed = st->company.typed, .err = err };

		app_push(app, &part_screen, &arg);
	}
}

static void do_open(struct screen *screen)
{
	struct company_state *st = state_of(screen);
	const struct err *err = st->refusal.kind && section_of(st->refusal.field) == st->list.at ?
				&st->refusal : NULL;

	open_section(st, st->list.at, err);
}

/* ---- sending ---- */

static void go_told(struct screen *screen)
{
	struct app *app = screen->app;
	char *id = xstrdup(fact_of(app, "businessUserId"));
	const struct told_arg arg = { .id = id };

	app_pop(app);
	app_push(app, &told_screen, &arg);
	app_note(app, NOTE_GOOD, "%s", _("The company is registered."));
	free(id);
}

/* What was typed has done its work: only where to look is kept. */
static void registered(struct company_state *st, const json_t *body)
{
	struct app *app = st->screen.app;
	const json_t *data = json_object_get(body, "data");
	const char *id = word_of(json_object_get(data, "business_user_metadata"),
				 "businessUserId");

	journey_set(app->journey, "businessUserId", id);
	journey_goto(app->journey, STEP_TRACK);
	journey_set_json(app->journey, "company", json_object());
	app_when_top(&st->screen, go_told);
}

static void show_refusal(struct screen *screen)
{
	struct company_state *st = state_of(screen);
	int i = section_of(st->refusal.field);

	if (i >= 0)
		open_section(st, i, &st->refusal);
}

static void on_made(void *owner, const struct op *op, const struct reply *reply)
{
	struct company_state *st = owner;

	(void)op;
	st->waiting = false;
	st->screen.app->dirty = true;
	st->refusal = reply->err;
	if (!reply->err.kind && st->screen.app->journey)
		registered(st, reply->body);
	else if (reply->err.kind == ERR_REFUSED && *reply->err.field)
		app_when_top(&st->screen, show_refusal);
}

static void send_it(struct screen *screen)
{
	struct company_state *st = state_of(screen);
	struct tally t = { 0 };
	json_t *record = company_record(&t, op_createBusinessUser.in, st->company.typed);
	struct err err = { 0 };

	st->refusal = t.first;
	if (!tally_faults(&t) &&
	    op_check_request(&op_createBusinessUser, record, NULL, NULL, &err)) {
		st->waiting = true;
		http_send(screen->app->http, &op_createBusinessUser, record, on_made, st);
	} else if (err.kind) {
		st->refusal = err;
	}
	company_drop(record);
}

static void do_send(struct screen *screen)
{
	struct company_state *st = state_of(screen);
	const json_t *typed = st->company.typed;
	struct tally t = { .light = true };
	struct dialog_arg arg = { .title = _("Register a company"), .yes = _("Register"),
				  .run = send_it };
	char why[OMNI_WHY], *text;
	const char *retired = omni_retired(screen->app, &op_createBusinessUser, why);

	company_drop(company_record(&t, op_createBusinessUser.in, typed));
	if (tally_faults(&t)) {
		int i = section_of(t.first.field);

		st->list.at = i < 0 ? st->list.at : i;
		app_note(screen->app, NOTE_BAD, "%s",
			 _("Not all is there yet. The first section that needs a look is marked."));
		return;
	}
	text = xasprintf(_("%s (%s) is registered with %d papers. It cannot be changed from here "
			   "afterwards.%s%s"), typed_text(typed, "businessUserLegalName"),
			 typed_text(typed, "domain"), t.papers, retired ? " " : "",
			 retired ? retired : "");
	arg.text = text;
	app_push(screen->app, &dialog_screen, &arg);
	free(text);
}

static const char *why_not_send(const struct screen *screen)
{
	if (state_of(screen)->waiting)
		return _("The service is being asked; its answer comes here");
	return app_read_only(screen->app);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

/* ---- seeing it ---- */

/* Of a list without entries nothing is missing. */
static char *section_words(const struct company_state *st, int i, const struct tally *t)
{
	const struct section *section = &sections[i];
	const json_t *value = json_object_get(st->company.typed, section->keys[0]);
	const struct field *first = field_find(op_createBusinessUser.in, section->keys[0]);

	if (!section->keys[1] && first->type == &field_list && !json_array_size(value))
		return xstrdup(_("none"));
	return tally_words(t);
}

static void draw_section(const void *ctx, int i, struct canvas *row)
{
	const struct company_state *st = ctx;
	bool refused = st->refusal.kind && section_of(st->refusal.field) == i;
	struct tally t;
	char *words;
	enum style style;

	section_tally(st, i, &t);
	words = refused ? xstrdup(st->refusal.text) : section_words(st, i, &t);
	style = refused ? STYLE_ERROR : tally_faults(&t) ? STYLE_WARN : STYLE_OK;
	canvas_text(row, 0, 0, style, sign(row, refused ? "bad" : tally_faults(&t) ? "todo"
									     : "ok"));
	canvas_cut(row, 2, 0, 22, STYLE_TEXT, _(sections[i].title));
	canvas_cut(row, 26, 0, row->w - 27, style, words);
	free(words);
}

/* What is kept, and what of it is not there any more. */
static int draw_kept(const struct company_state *st, struct canvas *c, int y)
{
	struct tally t = { .light = true };

	company_drop(company_record(&t, op_createBusinessUser.in, st->company.typed));
	if (t.again)
		y += canvas_wrap(c, 0, y, c->w, 3, STYLE_WARN,
				 _("Taken up again. Tax and bank numbers are never kept on disk: "
				   "please type them again where it says so."));
	return y + canvas_wrap(c, 0, y, c->w, 3, STYLE_HINT,
			       _("Every letter is kept as it is typed, papers as the path of "
				 "their file. You can leave and go on another day."));
}

static void company_draw(struct screen *screen, struct canvas *c)
{
	struct company_state *st = state_of(screen);
	struct canvas page = page_of(c, 100), rows = canvas_part(&page, 0, 2, page.w, SECTIONS);
	const char *name = typed_text(st->company.typed, "businessUserLegalName");
	int y = SECTIONS + 3;

	canvas_cut(&page, 0, 0, page.w, STYLE_TITLE, *name ? name : _("A new company"));
	list_draw(&st->list, &rows, true, COMPANY_ROW, draw_section, st);
	if (st->waiting)
		show_waiting(&page, 0, y, _("Registering…"));
	else if (st->refusal.kind)
		show_problem(&page, 0, y, page.w, &st->refusal);
	else
		draw_kept(st, &page, y);
}

static bool company_key(struct screen *screen, tui_key key)
{
	return list_key(&state_of(screen)->list, key);
}

static void company_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	if (company_clicked(&state_of(screen)->list, hot))
		do_open(screen);
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Open"), .run = do_open,
	  .help = N_("Opens the focused section.") },
	{ .key = K_F10, .name = "F10", .label = N_("Register"), .run = do_send,
	  .why_not = why_not_send,
	  .help = N_("Registers the company once all sections are complete, after asking.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back, all is kept"), .run = do_back,
	  .help = N_("Leaves the form; it is taken up again from the list of companies.") },
	{ 0 }
};

const struct screen_ops company_screen = {
	.name = "company",
	.title = N_("A company's form"),
	.size = sizeof(struct company_state),
	.bindings = bindings,
	.step = STEP_REGISTER,
	.open = company_open,
	.close = company_close,
	.key = company_key,
	.click = company_click,
	.draw = company_draw,
};
