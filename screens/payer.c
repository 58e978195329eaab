/* Who is asked to pay: those asked most often first, found as one types. */

#include "screens/payer.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/geo.h"
#include "tui/list.h"

enum { HOT_ROWS = 100, FREQUENT = 20 };

struct payer_state {
	struct screen screen;
	json_t *contacts, *frequent;	/* as last read; NULL before */
	struct odd_name *odd;		/* of each contact */
	int *rows;			/* indices into contacts that fit the search, in order */
	struct list list;
	struct input search;
	char chosen[24];		/* the journey's, when the list was last read */
	int loading;			/* answers still awaited */
	bool again;			/* asked for while they were */
	struct err err;
};

static struct payer_state *state_of(const struct screen *screen)
{
	return (struct payer_state *)screen;
}

void payer_words(const json_t *contact, char *buf, size_t size)
{
	const char *first = word_of(contact, "firstName"), *last = word_of(contact, "lastName");

	snprintf(buf, size, "%s%s%s", first, *first && *last ? " " : "", last);
	text_whole(buf);
	if (!*buf)
		text_put(buf, size, *word_of(contact, "alias") ? word_of(contact, "alias") :
			 word_of(contact, "phone"));
}

static void country_of(const json_t *contact, char buf[static 3])
{
	struct phone phone;

	snprintf(buf, 3, "%s", word_of(contact, "countryCode"));
	text_whole(buf);
	if (!*buf && phone_parse(word_of(contact, "phone"), "", &phone, NULL))
		snprintf(buf, 3, "%s", phone.country);
}

void payer_take(struct app *app, const json_t *contact, const struct odd_name *odd)
{
	char name[128], country[3];

	if (!app->journey)
		return;
	payer_words(contact, name, sizeof(name));
	country_of(contact, country);
	journey_set(app->journey, "payer.phone", word_of(contact, "phone"));
	journey_set(app->journey, "payer.name", name);
	journey_set(app->journey, "payer.country", country);
	odd_keep(app->journey, "payer", odd);
	store_value_put(app->store, "payer_country", country);
}

static bool same_phone(const char *a, const char *b)
{
	char one[20], two[20];

	phone_same(a, one);
	phone_same(b, two);
	return *one && str_eq(one, two);
}

/* Does what was typed stand in the name, the alias, the e-mail or the number? */
static bool fits(const json_t *contact, const char *typed)
{
	char name[128], digits[24] = "";
	size_t n = 0;

	for (const char *p = typed; *p && n < sizeof(digits) - 1; p++)
		if (isdigit((unsigned char)*p))
			digits[n++] = *p;
	payer_words(contact, name, sizeof(name));
	return strcasestr(name, typed) || strcasestr(word_of(contact, "alias"), typed) ||
	       strcasestr(word_of(contact, "email"), typed) ||
	       (n > 2 && strstr(word_of(contact, "phone"), digits));
}

static bool is_frequent(const struct payer_state *st, const json_t *contact)
{
	const json_t *often;
	size_t i;

	json_array_foreach(st->frequent, i, often)
		if (same_phone(word_of(often, "phone"), word_of(contact, "phone")))
			return true;
	return false;
}

/* The names of all, and of one more where more is not NULL, beside each other; new.
 * The one that more has the phone of is not there twice. */
static struct name_look *judge(const struct payer_state *st, const json_t *more)
{
	size_t n = json_array_size(st->contacts);
	struct name_look *looks = xcalloc(n + 1, sizeof(*looks));
	char *names = xcalloc(n + 1, 128), *name = names;

	for (size_t i = 0; i < n + !!more; i++, name += 128) {
		const json_t *contact = i < n ? json_array_get(st->contacts, i) : more;

		payer_words(contact, name, 128);
		looks[i] = (struct name_look){ .name = name, .number = word_of(contact, "phone"),
					       .odd = i < n && st->odd ? st->odd[i].odd : 0 };
		if (i < n && more && same_phone(looks[i].number, word_of(more, "phone")))
			looks[i].name = "";
	}
	names_judge(st->screen.app->look, looks, (int)(n + !!more));
	for (size_t i = 0; i < n + !!more; i++)
		looks[i].name = NULL;
	free(names);
	return looks;
}

void payer_judge(const struct screen *payer, const json_t *contact, struct odd_name *odd)
{
	struct name_look *looks = judge(state_of(payer), contact);

	odd_take(looks, (int)json_array_size(state_of(payer)->contacts), odd);
	free(looks);
}

static void judge_all(struct payer_state *st, const struct reply *reply)
{
	size_t n = json_array_size(st->contacts);
	struct name_look *looks;

	st->odd = xrealloc(st->odd, (n + 1) * sizeof(*st->odd));
	for (size_t i = 0; i < n; i++) {
		char path[24];

		snprintf(path, sizeof(path), "%zu", i);
		st->odd[i].odd = odd_hidden(reply, path, "firstName,lastName,alias");
	}
	looks = judge(st, NULL);
	for (size_t i = 0; i < n; i++)
		odd_take(looks, (int)i, &st->odd[i]);
	free(looks);
}

static void filter(struct payer_state *st)
{
	char *typed = input_value(&st->search);
	const json_t *contact;
	int n = 0;
	size_t i;

	st->rows = xrealloc(st->rows, (json_array_size(st->contacts) + 1) * sizeof(*st->rows));
	for (int often = 1; often >= 0; often--)
		json_array_foreach(st->contacts, i, contact)
			if (is_frequent(st, contact) == often && fits(contact, typed))
				st->rows[n++] = (int)i;
	list_set(&st->list, n);
	free(typed);
}

static const json_t *contact_at(const struct payer_state *st, int i)
{
	return i < st->list.n ? json_array_get(st->contacts, (size_t)st->rows[i]) : NULL;
}

static const struct odd_name *odd_at(const struct payer_state *st, int i)
{
	return &st->odd[st->rows[i]];
}

/* Stand where the focus was, unless another was chosen since (which adding one
 * does); else on the one chosen. */
static void focus_payer(struct payer_state *st, const char *before)
{
	const char *phone = fact_of(st->screen.app, "payer.phone");
	bool same = str_eq(st->chosen, phone);

	text_put(st->chosen, sizeof(st->chosen), phone);
	if (*before && same)
		phone = before;
	for (int i = 0; *phone && i < st->list.n; i++)
		if (same_phone(phone, word_of(contact_at(st, i), "phone")))
			st->list.at = i;
}

static void do_reload(struct screen *);

static void on_contacts(void *owner, const struct op *op, const struct reply *reply)
{
	struct payer_state *st = owner;
	json_t **into = op == &op_listContacts ? &st->contacts : &st->frequent;
	char before[24];

	st->loading--;
	st->screen.app->dirty = true;
	if (!st->loading && st->again)
		do_reload(&st->screen);
	if (op == &op_listContacts)
		st->err = reply->err;
	if (reply->err.kind)
		return;		/* without the frequent ones the order is plain, nothing else */
	text_put(before, sizeof(before), word_of(contact_at(st, st->list.at), "phone"));
	json_decref(*into);
	*into = json_deep_copy(reply->body);
	if (into == &st->contacts)
		judge_all(st, reply);
	filter(st);
	focus_payer(st, before);
}

static void do_reload(struct screen *screen)
{
	struct payer_state *st = state_of(screen);
	json_t *args = json_pack("{sssi}", "userToken", fact_of(screen->app, "userToken"),
				 "limit", FREQUENT);

	if (!why_no_customer(screen->app) && !st->loading) {
		st->loading = 2;
		st->again = false;
		http_send(screen->app->http, &op_listContacts, args, on_contacts, st);
		http_send(screen->app->http, &op_getFrequentContacts, args, on_contacts, st);
	} else {
		st->again = st->loading > 0;
	}
	json_decref(args);
}

static void payer_open(struct screen *screen, const void *arg)
{
	struct payer_state *st = state_of(screen);

	(void)arg;
	text_put(st->chosen, sizeof(st->chosen), fact_of(screen->app, "payer.phone"));
	input_init(&st->search, "", false);
	do_reload(screen);
}

static void payer_close(struct screen *screen)
{
	struct payer_state *st = state_of(screen);

	input_release(&st->search);
	json_decref(st->contacts);
	json_decref(st->frequent);
	free(st->odd);
	free(st->rows);
}

static void do_choose(struct screen *screen)
{
	const json_t *contact = contact_at(state_of(screen), state_of(screen)->list.at);

	if (same_phone(word_of(contact, "phone"), fact_of(screen->app, "phone"))) {
		app_note(screen->app, NOTE_BAD,
			 _("That is the customer's own number. The payer must be "
			   "somebody else: choose or add another person."));
		return;
	}
	payer_take(screen->app, contact, odd_at(state_of(screen), state_of(screen)->list.at));
	flow_next(screen->app);
}

static const char *why_not_choose(const struct screen *screen)
{
	const struct payer_state *st = state_of(screen);

	if (st->loading && !contact_at(st, st->list.at))
		return _("The list is still being read.");
	if (!contact_at(st, st->list.at))
		return _("Nobody is chosen. Clear the search, or add a new payer with F2.");
	return why_no_customer(screen->app);
}

static void do_add(struct screen *screen)
{
	char *typed = input_value(&state_of(screen)->search);
	struct contact_arg arg = { .typed = typed };

	app_push(screen->app, &contact_screen, &arg);
	free(typed);
}

static const char *why_not_add(const struct screen *screen)
{
	return why_not_change(screen->app);
}

static void do_edit(struct screen *screen)
{
	struct contact_arg arg = {
		.contact = contact_at(state_of(screen), state_of(screen)->list.at)
	};

	app_push(screen->app, &contact_screen, &arg);
}

static const char *why_not_edit(const struct screen *screen)
{
	const struct payer_state *st = state_of(screen);

	if (!contact_at(st, st->list.at))
		return _("Nobody is chosen whose details could be changed.");
	return why_not_change(screen->app);
}

static void do_back(struct screen *screen)
{
	flow_back(screen->app);
}

static void payer_shown(struct screen *screen)
{
	struct payer_state *st = state_of(screen);

	if (!str_eq(st->chosen, fact_of(screen->app, "payer.phone"))) {
		input_set(&st->search, "");	/* it found, or became, the new payer */
		filter(st);
	}
	do_reload(screen);
}

static bool payer_key(struct screen *screen, tui_key key)
{
	struct payer_state *st = state_of(screen);

	if (key == K_UP || key == K_DOWN || key == K_PAGE_UP || key == K_PAGE_DOWN)
		return list_key(&st->list, key);
	if (key == K_ESC && !input_empty(&st->search))
		input_set(&st->search, "");
	else if (key == K_ENTER || !input_key(&st->search, key))
		return false;
	st->list.at = 0;
	filter(st);
	return true;
}

static void payer_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct payer_state *st = state_of(screen);

	if (hot >= HOT_ROWS)
		st->list.at = hot - HOT_ROWS;
	if (mouse->what == MOUSE_DOUBLE && !why_not_choose(screen))
		do_choose(screen);
}

static void draw_contact(const void *ctx, int i, struct canvas *row)
{
	const struct payer_state *st = ctx;
	const json_t *contact = contact_at(st, i);
	enum style quiet = STYLE_DIM;
	bool chosen = same_phone(word_of(contact, "phone"), fact_of(st->screen.app, "payer.phone"));
	char name[128], phone[32], country[3], *odd = odd_words(odd_at(st, i));
	const char *where;

	payer_words(contact, name, sizeof(name));
	phone_words(word_of(contact, "phone"), phone);
	country_of(contact, country);
	where = country_name(country);
	if (chosen)
		canvas_text(row, 0, 0, STYLE_OK, sign(row, "ok"));
	odd_cell(row, 2, 26, name, odd);
	canvas_cut(row, 29, 0, 19, STYLE_TEXT, phone);
	canvas_cut(row, 49, 0, odd ? row->w - 50 : 18, odd ? STYLE_WARN : quiet,
		   odd ? odd : where ? where : country);
	if (row->w > 69 && !odd)
		canvas_cut(row, 68, 0, row->w - 69, quiet, is_frequent(st, contact) ? _("often") :
			   word_of(contact, "alias"));
	free(odd);
}

static void draw_rows(struct payer_state *st, struct canvas *c)
{
	char *typed = input_value(&st->search);

	if (st->err.kind)
		show_problem(c, 2, 0, c->w - 4, &st->err);
	else if (!st->contacts && st->loading)
		show_waiting(c, 2, 0, _("Reading the contacts…"));
	else if (st->list.n)
		list_draw(&st->list, c, true, HOT_ROWS, draw_contact, st);
	else if (*typed)
		canvas_wrap(c, 2, 0, c->w - 4, 2, STYLE_HINT,
			    _("Nobody like that among the contacts. F2 adds a new payer with what "
			      "you typed."));
	else
		canvas_wrap(c, 2, 0, c->w - 4, 2, STYLE_HINT,
			    _("The customer has no contacts yet. F2 adds the person who will be "
			      "asked to "
			      "pay."));
	free(typed);
}

static void payer_draw(struct screen *screen, struct canvas *c)
{
	struct payer_state *st = state_of(screen);
	struct canvas page = page_of(c, 100), field, rows;
	const char *label = _("Find");
	int x = text_width(label) + 2;

	canvas_text(&page, 0, 0, STYLE_TITLE, _("Who is asked to pay?"));
	canvas_text(&page, 0, 2, STYLE_LABEL, label);
	field = canvas_part(&page, x, 2, page.w - x < 40 ? page.w - x : 40, 1);
	input_draw(&st->search, &field, true);
	rows = canvas_part(&page, 0, 4, page.w, page.h - 4);
	draw_rows(st, &rows);
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Choose"),
	  .help = N_("Takes this person as the payer and goes on. Behind ! stands why a name needs "
		     "a second look: it may be imitated, its number not. Ask the customer for the "
		     "last four digits, and take nobody whose digits differ."),
	  .run = do_choose, .why_not = why_not_choose },
	{ .key = K_F2, .name = "F2", .label = N_("New payer"),
	  .help = N_("Adds a person to the customer's contacts."), .run = do_add,
	  .why_not = why_not_add },
	{ .key = K_F4, .name = "F4", .label = N_("Change details"),
	  .help = N_("Corrects the name, country or e-mail; the number stays."),
	  .run = do_edit, .why_not = why_not_edit },
	{ .key = K_F5, .name = "F5", .label = N_("Read again"), .run = do_reload,
	  .quiet = true },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops payer_screen = {
	.name = "payer",
	.title = N_("Payer"),
	.size = sizeof(struct payer_state),
	.journey = true,
	.typing = true,
	.step = STEP_PAYER,
	.bindings = bindings,
	.open = payer_open,
	.close = payer_close,
	.key = payer_key,
	.click = payer_click,
	.shown = payer_shown,
	.draw = payer_draw,
};
