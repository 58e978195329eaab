/* Her data for the agreements: pre-filled from what is known of her, typed once,
 * sent to make the agreements.  The tax number is not kept. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/phone.h"
#include "screens/omni_mail.h"
#include "screens/omni.h"

#define DRAFT "omni.data"
#define IP_VALUE "omni.ip"		/* of this counter, as typed the last time */

struct data_state {
	struct screen screen;
	struct form form;
	struct draft draft;
	json_t *record;			/* as sent */
	json_t *made;			/* list of {"id","ul","type","status"} */
	bool waiting;
	struct err err;
};

static struct data_state *state_of(const struct screen *screen)
{
	return (struct data_state *)screen;
}

/* ---- what the form begins with ---- */

static void put(json_t *values, const char *path, const char *value)
{
	if (value && *value && !json_object_get(values, path))
		json_object_set_new(values, path, json_string(value));
}

/* The national part of a number: what follows the country's in how it is shown. */
static void put_phone(json_t *values, const char *e164)
{
	struct phone phone;
	char digits[32];
	size_t n = 0;

	if (!*e164 || !phone_parse(e164, NULL, &phone, NULL))
		return;
	for (const char *s = phone.shown + strcspn(phone.shown, " "); *s; s++)
		if (*s >= '0' && *s <= '9' && n + 1 < sizeof(digits))
			digits[n++] = *s;
	digits[n] = '\0';
	put(values, "phoneNumber.country", phone.country);
	put(values, "phoneNumber.number", digits);
}

/* A day without its time, and a state without its country: "MX-CMX" is CMX. */
static void tidy(json_t *values)
{
	const char *born = word_of(values, "dateOfBirth");
	const char *state = word_of(values, "address.state");

	if (strlen(born) > 10 && born[10] == 'T')
		json_object_set_new(values, "dateOfBirth", json_stringn(born, 10));
	if (strlen(state) > 3 && state[2] == '-')
		json_object_set_new(values, "address.state", json_string(state + 3));
}

/* The field and the names under which a service may tell it. */
static const struct {
	const char *path, *names[4];
} known[] = {
	{ "firstName", { "firstName" } }, { "middleName", { "middleName" } },
	{ "lastName", { "lastName" } }, { "dateOfBirth", { "dateOfBirth", "dob" } },
	{ "email", { "email" } }, { "address.address1", { "address1" } },
	{ "address.address2", { "address2", "address3" } },
	{ "address.postalCode", { "postalCode", "zipCode" } }, { "address.city", { "city" } },
	{ "address.state", { "state" } },
	{ "address.country", { "country", "countryCode" } },
	{ "taxCountry", { "taxCountry", "countryCode" } },
	{ "accountAddress", { "accountAddress" } },
};

static json_t *first_values(const struct app *app)
{
	static const char *const phone[] = { "phoneNumber", "phone", NULL };
	const json_t *draft = mail_keeps(app) ? journey_draft(app->journey, DRAFT) : NULL;
	json_t *values = draft ? json_deep_copy(draft) : json_object();
	char *ip = store_value(app->store, IP_VALUE);

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		put(values, known[i].path, mail_known(app, known[i].names));
	tidy(values);
	put_phone(values, mail_known(app, phone));
	put(values, "phoneNumber.sms", "true");
	put(values, "ip", ip);
	free(ip);
	return values;
}

static void data_open(struct screen *screen, const void *arg)
{
	struct data_state *st = state_of(screen);
	json_t *values = first_values(screen->app);

	(void)arg;
	form_init(&st->form, op_previewAgreement.in, NULL, values);
	st->draft = (struct draft){ screen->app, DRAFT };
	st->form.changed = draft_changed;
	st->form.ctx = &st->draft;
	json_decref(values);
}

static void data_close(struct screen *screen)
{
	struct data_state *st = state_of(screen);

	form_release(&st->form);
	json_decref(st->record);
	json_decref(st->made);
}

/* ---- making the agreements ---- */

static void take_made(struct data_state *st, const json_t *body, bool ul)
{
	const json_t *agreement;
	size_t i;

	json_array_foreach(json_object_get(body, "data"), i, agreement)
		json_array_append_new(st->made, json_pack(
			"{s:s, s:b, s:s, s:s}", "id", word_of(agreement, "id"), "ul", ul, "type",
			word_of(agreement, "agreement_type"), "status",
			word_of(agreement, "status")));
}

static void done(struct screen *screen)
{
	struct app *app = screen->app;

	app_note(app, NOTE_GOOD, "%s",
		 _("The agreements are made. She reads and accepts each of them apart."));
	app_pop(app);
}

static void failed(struct data_state *st, const struct err *err)
{
	st->waiting = false;
	st->err = *err;
	if (err->kind == ERR_UNKNOWN)
		err_next(&st->err, "%s", _("Nothing was accepted yet: it can be sent again."));
	if (form_blame(&st->form, err))
		st->err.kind = ERR_NONE;
}

/* What was made before the platform's own is kept even when that one is refused. */
static void on_platform(void *owner, const struct op *op, const struct reply *reply)
{
	struct data_state *st = owner;

	(void)op;
	st->screen.app->dirty = true;
	if (reply->err.kind) {
		failed(st, &reply->err);
		return;
	}
	take_made(st, reply->body, true);
	mail_leave(st->screen.app, "omni.papers", json_incref(st->made));
	app_when_top(&st->screen, done);
}

static void make_platform(struct data_state *st)
{
	json_t *args = json_object();

	field_each(f, op_previewULAgreement.in)
		if (json_object_get(st->record, f->key))
			json_object_set(args, f->key, json_object_get(st->record, f->key));
	http_send(st->screen.app->http, &op_previewULAgreement, args, on_platform, st);
	json_decref(args);
}

static void on_made(void *owner, const struct op *op, const struct reply *reply)
{
	struct data_state *st = owner;

	(void)op;
	st->screen.app->dirty = true;
	if (reply->err.kind) {
		failed(st, &reply->err);
		return;
	}
	json_decref(st->made);
	st->made = json_array();
	take_made(st, reply->body, false);
	make_platform(st);
}

/* Who began with an e-mail alone has a name from here on. */
static void learn(struct app *app, const json_t *record)
{
	static const char *const names[] = { "name", NULL };
	char *name = xasprintf("%s %s", word_of(record, "firstName"),
			       word_of(record, "lastName"));

	store_value_put(app->store, IP_VALUE, word_of(record, "ip"));
	mail_learn(app, "accountAddress", word_of(record, "accountAddress"));
	if (!*mail_known(app, names))
		mail_learn(app, "name", name);
	free(name);
}

static void do_make(struct screen *screen)
{
	struct data_state *st = state_of(screen);
	json_t *record = form_record(&st->form);

	if (!record)
		return;
	json_decref(st->record);
	st->record = record;
	st->err = (struct err){ 0 };
	st->waiting = true;
	learn(screen->app, record);
	http_send(screen->app->http, &op_previewAgreement, record, on_made, st);
}

static const char *why_not_make(const struct screen *screen)
{
	if (state_of(screen)->waiting)
		return _("The service is being asked; its answer comes here");
	return app_read_only(screen->app);
}

/* ---- the screen ---- */

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool data_key(struct screen *screen, tui_key key)
{
	struct data_state *st = state_of(screen);

	return !st->waiting && form_key(&st->form, key);
}

static void data_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	form_click(&state_of(screen)->form, hot);
}

static void data_draw(struct screen *screen, struct canvas *c)
{
	struct data_state *st = state_of(screen);
	int foot = st->err.kind ? 4 : 1, errors = form_errors(&st->form);
	struct canvas page = page_of(c, 100), form = canvas_part(&page, 0, 0, page.w,
								 page.h - foot);
	struct canvas below;

	form_draw(&st->form, &form, true);
	below = canvas_part(&page, 0, page.h - foot, page.w, foot);
	if (st->form.open)
		return;
	if (st->waiting)
		show_waiting(&below, 0, foot - 1, _("Making the agreements…"));
	else if (st->err.kind)
		show_problem(&below, 0, 0, below.w, &st->err);
	else if (errors)
		canvas_textf(&below, 0, 0, STYLE_ERROR,
			     ngettext("%d field needs a look before this can be sent",
				      "%d fields need a look before this can be sent",
				      (unsigned long)errors), errors);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Make the agreements"), .run = do_make,
	  .why_not = why_not_make,
	  .help = N_("Sends her data; the service makes the agreements that she has to read.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Make the agreements"), .run = do_make,
	  .why_not = why_not_make, .quiet = true },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back, all is kept"), .run = do_back },
	{ 0 }
};

const struct screen_ops omni_data_screen = {
	.name = "omni-data",
	.title = N_("Her data for the agreements"),
	.size = sizeof(struct data_state),
	.typing = true,
	.bindings = bindings,
	.open = data_open,
	.close = data_close,
	.key = data_key,
	.click = data_click,
	.draw = data_draw,
};
