/* What the wallet service knows of a customer, and each change of it. */

#include "screens/pii.h"

#include <stdlib.h>
#include <string.h>

#include "api/store_disclosures.h"
#include "screens/when.h"
#include "tui/list.h"

enum { HOT_ROWS = 100, DIFFERENCES = 24, READERS = 3, LABEL_W = 27 };


enum view { VIEW_PERSON, VIEW_CHECKS, VIEW_ACCOUNTS, VIEW_CHANGES, VIEWS };

struct pii_state {
	struct screen screen;
	struct form form;
	json_t *data;			/* as it came; goes with the screen.  NULL: not here */
	enum view view;
	struct list list;		/* of changes, newest first */
	int first;			/* of its differences that shows */
	struct err err;
	bool waiting, typing;
};

static struct pii_state *state_of(const struct screen *screen)
{
	return (struct pii_state *)screen;
}

static const struct field *fields_of(const char *key)
{
	return field_find(op_getPiiCustomerDetails.out, key)->fields;
}

/* ---- reading ---- */

static const json_t *changes_of(const struct pii_state *st)
{
	return json_object_get(st->data, "historyData");
}

/* First it is written down that it was read, then it is shown. */
static void on_details(void *owner, const struct op *op, const struct reply *reply)
{
	struct pii_state *st = owner;
	const json_t *data = json_object_get(reply->body, "data");
	const char *id = word_of(data, "customerAccountId");

	st->waiting = false;
	st->err = reply->err;
	st->screen.app->dirty = true;
	if (reply->err.kind) {
		form_blame(&st->form, &reply->err);
		st->typing = true;
		return;
	}
	if (!store_disclosure_add(st->screen.app->store, op->discloses, id, &st->err))
		return;
	json_decref(st->data);
	st->data = json_deep_copy(data);
	st->typing = false;
	st->first = 0;
	st->list.at = 0;
	list_set(&st->list, (int)json_array_size(changes_of(st)));
	omni_met(st->screen.app, "customerAccountId", id);
}

static void do_read(struct screen *screen)
{
	struct pii_state *st = state_of(screen);
	json_t *args = form_record(&st->form);

	if (!args)
		return;
	st->err = (struct err){ 0 };
	st->waiting = true;
	http_send(screen->app->http, &op_getPiiCustomerDetails, args, on_details, st);
	json_decref(args);
}

static const char *why_not_read(const struct screen *screen)
{
	char why[OMNI_WHY];

	if (omni_lacks(screen->app, &op_getPiiCustomerDetails, why))
		return _("The wallet service's version here does not have it yet.");
	return state_of(screen)->waiting ? _("The last answer is still awaited.") : NULL;
}

static const char *why_not_enter(const struct screen *screen)
{
	return state_of(screen)->data ? _("It is here already; F10 reads it again.") :
	       why_not_read(screen);
}

static void pii_open(struct screen *screen, const void *arg)
{
	struct pii_state *st = state_of(screen);
	json_t *prefill = omni_prefill(screen->app, &op_getPiiCustomerDetails);

	(void)arg;
	form_init(&st->form, op_getPiiCustomerDetails.in, NULL, prefill);
	st->typing = !json_object_size(prefill);
	if (!st->typing)
		do_read(screen);
	json_decref(prefill);
}

static void pii_close(struct screen *screen)
{
	struct pii_state *st = state_of(screen);

	json_decref(st->data);
	form_release(&st->form);
}

/* ---- keys ---- */

static void turn(struct pii_state *st, int by)
{
	st->view = (enum view)(((int)st->view + by + VIEWS) % VIEWS);
	st->screen.app->dirty = true;
}

static void do_next_view(struct screen *screen)
{
	turn(state_of(screen), 1);
}

static void do_previous_view(struct screen *screen)
{
	turn(state_of(screen), -1);
}

static const char *why_not_turn(const struct screen *screen)
{
	return state_of(screen)->data ? NULL : _("Nothing is here yet.");
}

static void do_other(struct screen *screen)
{
	struct pii_state *st = state_of(screen);

	json_decref(st->data);
	st->data = NULL;
	st->typing = true;
	st->err = (struct err){ 0 };
}

static void do_take(struct screen *screen)
{
	pii_take(screen->app, state_of(screen)->data);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool pii_key(struct screen *screen, tui_key key)
{
	struct pii_state *st = state_of(screen);

	if (st->typing)
		return form_key(&st->form, key);
	if (!st->data || st->view != VIEW_CHANGES)
		return false;
	if (key == K_PAGE_DOWN || key == K_PAGE_UP) {
		st->first += key == K_PAGE_DOWN ? 4 : -4;
		st->first = st->first < 0 ? 0 : st->first;
		return true;
	}
	if (!list_key(&st->list, key))
		return false;
	st->first = 0;
	return true;
}

static void pii_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct pii_state *st = state_of(screen);

	(void)mouse;
	if (st->typing) {
		form_click(&st->form, hot);
	} else if (hot >= HOT_ROWS && hot < HOT_ROWS + st->list.n) {
		st->list.at = hot - HOT_ROWS;
		st->first = 0;
	}
}

static bool is_typing(const struct screen *screen)
{
	return state_of(screen)->typing;
}

/* ---- drawing ---- */

static enum style value_style(const char *value)
{
	if (str_eq(value, _("verified")))
		return STYLE_OK;
	return str_eq(value, _("not verified")) ? STYLE_WARN : STYLE_TEXT;
}

/* The members of keys, with commas between; returns the line below. */
static int draw_members(const struct pii_state *st, struct canvas *c, int y, const char *keys)
{
	while (*keys && y < c->h) {
		size_t n = strcspn(keys, ",");
		char *key = xstrndup(keys, n), *path = xasprintf("data.%s", key);
		const struct field *f = field_find(op_getPiiCustomerDetails.out, path);
		char *value = pii_value(f, json_object_get(st->data, key));
		char phone[32] = "";

		if (str_eq(key, "phone"))
			phone_words(value, phone);
		if (*value) {
			canvas_cut(c, 0, y, LABEL_W - 1, STYLE_LABEL, _(f->label));
			canvas_cut(c, LABEL_W, y, c->w - LABEL_W, value_style(value),
				   *phone ? phone : value);
			y++;
		}
		free(key);
		free(path);
		free(value);
		keys += n + (keys[n] == ',');
	}
	return y;
}

/* Of a group: its own members on one line. */
static int draw_group(const struct pii_state *st, struct canvas *c, int y, const char *key)
{
	char *path = xasprintf("data.%s", key), *value;
	struct field plain = *field_find(op_getPiiCustomerDetails.out, path);
	json_t *group = json_copy(json_object_get(st->data, key));

	if (str_eq(word_of(group, "country"), word_of(group, "isoCountryCode")))
		json_object_del(group, "isoCountryCode");
	plain.secret = false;
	value = field_show(&plain, group);
	json_decref(group);
	if (*value) {
		canvas_cut(c, 0, y, LABEL_W - 1, STYLE_LABEL, _(plain.label));
		y += canvas_wrap(c, LABEL_W, y, c->w - LABEL_W, 2, STYLE_TEXT, value);
	}
	free(path);
	free(value);
	return y;
}

static void draw_person(const struct pii_state *st, struct canvas *c)
{
	int y = draw_members(st, c, 0, "firstName,middleName,lastName,dob,gender,phone,email");

	y = draw_group(st, c, y, "address");
	draw_members(st, c, y, "ssn,taxId,occupation,annualSalary,accountPurpose,"
		     "expectedMonthlyVolume");
}

static void draw_checks(const struct pii_state *st, struct canvas *c)
{
	int y = draw_members(st, c, 0, "govtIdVerification,poaVerificationStatus,"
			     "ssnVerificationStatus,bankVerificationStatus,denialCode,"
			     "denialReason,verifiedGender,gidName,gidDob,gidPhoto,gidCountry,"
			     "gidState,gidIssueDate,gidExpirationDate");

	y = draw_group(st, c, y, "gidAddress");
	draw_members(st, c, y, "ipAddress");
}

/* One of a list's groups: what is masked stands on a second line, with its label.
 * Returns the line below. */
static int draw_item(struct canvas *c, int y, const struct field *fields, const json_t *item)
{
	int x = 2, first = y;

	field_each(f, fields) {
		char *value = pii_value(f, json_object_get(item, f->key));

		if (*value && f->secret) {
			x = y == first ? 4 : x;
			y = first + 1;
			x = canvas_cut(c, x, y, c->w - x, STYLE_LABEL, _(f->label)) + 1;
		}
		if (*value && f->type != &field_bool)
			x = canvas_cut(c, x, y, c->w - x, STYLE_TEXT, value) + 2;
		free(value);
	}
	if (json_is_true(json_object_get(item, "isPrimary")))
		canvas_text(c, x, y, STYLE_DIM, _("primary"));
	return y + 1;
}

/* Returns the line below. */
static int draw_list(const struct pii_state *st, struct canvas *c, int y, const char *key)
{
	char *path = xasprintf("data.%s", key);
	const struct field *f = field_find(op_getPiiCustomerDetails.out, path);
	const json_t *list = json_object_get(st->data, key), *item;
	size_t i;

	canvas_text(c, 0, y++, STYLE_LABEL, _(f->label));
	json_array_foreach(list, i, item)
		y = draw_item(c, y, f->fields, item);
	if (!json_array_size(list))
		canvas_text(c, 2, y++, STYLE_DIM, _("none"));
	free(path);
	return y + 1;
}

static void draw_change_row(const void *ctx, int i, struct canvas *row)
{
	const struct pii_state *st = ctx;
	const json_t *change = json_array_get(changes_of(st), (size_t)i);
	int64_t at = parse_time(word_of(change, "createdAt"));
	char when[24] = "";

	if (at != -1)
		day_text(at, when);
	canvas_cut(row, 0, 0, 12, STYLE_TEXT, when);
	canvas_cut(row, 13, 0, 34, STYLE_TEXT, word_of(change, "remarks"));
	canvas_cut(row, 48, 0, row->w - 49, STYLE_DIM, word_of(change, "updatedBy"));
}

static void draw_differences(const struct pii_state *st, struct canvas *c)
{
	const json_t *change = json_array_get(changes_of(st), (size_t)st->list.at);
	struct pii_difference list[DIFFERENCES];
	int n = pii_differences(fields_of("data.historyData.oldDetails"),
				json_object_get(change, "oldDetails"),
				json_object_get(change, "newDetails"), list, DIFFERENCES);
	int half = (c->w - LABEL_W) / 2, y = 1;

	canvas_text(c, LABEL_W, 0, STYLE_LABEL, _("Before"));
	canvas_text(c, LABEL_W + half, 0, STYLE_LABEL, _("After"));
	if (!n)
		canvas_text(c, 0, y, STYLE_HINT, _("Nothing that is told of differs."));
	for (int i = st->first < n ? st->first : n - 1; i >= 0 && i < n && y < c->h; i++, y++) {
		bool same = str_eq(list[i].before, list[i].after);

		canvas_cut(c, 0, y, LABEL_W - 1, STYLE_LABEL, list[i].label);
		canvas_cut(c, LABEL_W, y, half - 1, STYLE_DIM,
			   *list[i].before ? list[i].before : "–");
		canvas_cut(c, LABEL_W + half, y, c->w - LABEL_W - half, STYLE_STRONG,
			   same ? _("another one, masked alike") :
			   *list[i].after ? list[i].after : "–");
	}
	pii_differences_release(list, n);
}

static void draw_changes(struct pii_state *st, struct canvas *c)
{
	int most = c->h / 2 - 1, h = st->list.n < most ? st->list.n : most;
	struct canvas rows = canvas_part(c, 0, 0, c->w, h);
	struct canvas foot = canvas_part(c, 0, h + 1, c->w, c->h - h - 1);

	if (!st->list.n) {
		canvas_text(c, 0, 0, STYLE_HINT, _("Nothing was ever changed."));
		return;
	}
	list_draw(&st->list, &rows, true, HOT_ROWS, draw_change_row, st);
	draw_differences(st, &foot);
}

static void draw_view(struct pii_state *st, struct canvas *c)
{
	switch (st->view) {
	case VIEW_PERSON:
		draw_person(st, c);
		break;
	case VIEW_CHECKS:
		draw_checks(st, c);
		break;
	case VIEW_ACCOUNTS:
		draw_list(st, c, draw_list(st, c, 0, "bankAccounts"), "namespaces");
		break;
	case VIEW_CHANGES:
	case VIEWS:
		draw_changes(st, c);
	}
}

static void draw_tabs(const struct pii_state *st, struct canvas *c, int y)
{
	static const char *const names[] = {
		[VIEW_PERSON] = N_("Person"), [VIEW_CHECKS] = N_("Verification"),
		[VIEW_ACCOUNTS] = N_("Accounts"), [VIEW_CHANGES] = N_("Changes"),
	};
	int x = 0;

	for (int i = 0; i < VIEWS; i++) {
		bool here = i == (int)st->view;

		x = canvas_textf(c, x, y, here ? STYLE_FOCUS : STYLE_DIM, " %s ", _(names[i])) + 1;
	}
}

/* Who read it before, this time as well. */
static void draw_readers(const struct pii_state *st, struct canvas *c, int y)
{
	struct disclosure rows[READERS];
	int n = store_disclosures(st->screen.app->store, word_of(st->data, "customerAccountId"),
				  rows, READERS);
	int x = canvas_text(c, 0, y, STYLE_HINT, _("Reading this is recorded:"));

	for (int i = 0; i < n && x < c->w - 10; i++) {
		char when[24];

		day_text(rows[i].at, when);
		x = canvas_textf(c, x, y, STYLE_HINT, " %s %s%s", when, rows[i].who,
				 i + 1 < n ? "," : "");
	}
}

static void draw_asking(struct pii_state *st, struct canvas *c)
{
	struct canvas form = canvas_part(c, 0, 2, c->w, 3);

	form_draw(&st->form, &form, false);
	if (st->waiting)
		show_waiting(c, 0, 6, _("Reading the personal data…"));
	else if (st->err.kind)
		show_problem(c, 0, 6, c->w, &st->err);
	else
		canvas_wrap(c, 0, 6, c->w, 3, STYLE_HINT,
			    _("All that the service knows of a customer. It stays on this screen, "
			      "and who read it is recorded."));
}

static void pii_draw(struct screen *screen, struct canvas *c)
{
	struct pii_state *st = state_of(screen);
	struct canvas page = page_of(c, 110), body = canvas_part(&page, 0, 4, page.w, page.h - 6);

	canvas_text(&page, 0, 0, STYLE_TITLE, _("Personal data"));
	if (!st->data) {
		draw_asking(st, &page);
		return;
	}
	draw_tabs(st, &page, 2);
	draw_view(st, &body);
	draw_readers(st, &page, page.h - 1);
}

static const struct binding bindings[] = {
	{ .key = K_TAB, .name = "Tab", .label = N_("Next part"), .run = do_next_view,
	  .why_not = why_not_turn, .help = N_("Person, verification, accounts, changes.") },
	{ .key = K_RIGHT, .name = "→", .label = N_("Next part"), .run = do_next_view,
	  .why_not = why_not_turn, .quiet = true },
	{ .key = K_LEFT, .name = "←", .label = N_("Part before"), .run = do_previous_view,
	  .why_not = why_not_turn, .quiet = true },
	{ .key = K_F10, .name = "F10", .label = N_("Read"), .run = do_read,
	  .why_not = why_not_read,
	  .help = N_("Reads all that is known of her; that is recorded.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Read"), .run = do_read,
	  .why_not = why_not_enter, .quiet = true },
	{ .key = K_F2, .twin = 'c', .name = "F2", .label = N_("Other customer"),
	  .run = do_other, .why_not = why_not_turn },
	{ .key = K_F6, .twin = 't', .name = "F6", .label = N_("Take in hand"), .run = do_take,
	  .why_not = why_not_turn,
	  .help = N_("Keeps name, phone, e-mail and wallet with the customer: who is known at "
		     "home by the phone or the e-mail is one person with her.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back,
	  .help = N_("Leaves the screen; what was not taken in hand does not stay.") },
	{ 0 }
};

const struct screen_ops pii_screen = {
	.name = "personal-data", .title = N_("Personal data"), .size = sizeof(struct pii_state),
	.bindings = bindings, .open = pii_open, .close = pii_close, .key = pii_key,
	.click = pii_click, .draw = pii_draw, .is_typing = is_typing,
};

static const struct op *const pii_ops[] = { &op_getPiiCustomerDetails, NULL };

const struct omni_journey omni_pii = {
	.title = N_("Personal data"),
	.summary = N_("What is known of a customer, and each change"),
	.needs = N_("Needs the customer's account id. Reading it is recorded."),
	.screen = &pii_screen, .ops = pii_ops,
};
