/* Registration: what the identity paper says, sent once.  The outbox carries it
 * under the journey's fact "registration"; while that row is on its way the form
 * waits, and a page over it tells what a person should know. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/phone.h"
#include "screens/carry.h"
#include "screens/scopes.h"

#define FACT "registration"	/* of the journey: the row that carries it */

struct register_state {
	struct screen screen;
	struct form form;
	bool waiting;
	bool checking;		/* the service says that she is registered: being looked up */
	char asked_phone[24];	/* of which is being asked whether it is free; "" none */
};

static struct register_state *state_of(const struct screen *screen)
{
	return (struct register_state *)screen;
}

/* The order in which an agent reads them from the paper. */
static const char *const rows[] = {
	"firstName", "middleName", "lastName", "lastName2", "dob", "gender", "birthState",
	"phoneNumber", "email", "lang",
	"address1", "address3", "city", "zipCode", "countryCode", "state", NULL
};

/* Kept as typed; the name names the journey from its first letter on. */
static void on_changed(void *ctx, const char *path, const char *text)
{
	struct screen *screen = ctx;
	struct register_state *st = state_of(screen);
	char *first, *last, *name;

	journey_set_draft(screen->app->journey, "register", path, text);
	if (!str_eq(path, "firstName") && !str_eq(path, "lastName"))
		return;
	first = form_get(&st->form, "firstName");
	last = form_get(&st->form, "lastName");
	name = xasprintf("%s%s%s", first, *first && *last ? " " : "", last);
	journey_set(screen->app->journey, "name", name);
	free(first);
	free(last);
	free(name);
}

static void prefill_default(json_t *prefill, const char *key, const char *value)
{
	if (value && *value && !json_object_get(prefill, key))
		json_object_set_new(prefill, key, json_string(value));
}

/* A draft first; what the service knows next; then the shop's own defaults. */
static json_t *first_values(const struct app *app)
{
	const struct journey *j = app->journey;
	json_t *draft = journey_draft(j, "register");
	json_t *values = draft ? json_deep_copy(draft) : json_object();
	json_t *profile = journey_json(j, "profile");

	if (profile) {
		const char *second = json_string_value(json_object_get(profile, "secondLastName"));

		json_object_update_missing(values, profile);
		prefill_default(values, "lastName2", second);
	}
	prefill_default(values, "phoneNumber", journey_get(j, "phone"));
	prefill_default(values, "email", journey_get(j, "email"));
	prefill_default(values, "countryCode", app->config->tenant_country);
	prefill_default(values, "lang", lang_get());
	return values;
}

static void take_row(struct register_state *st, const struct ask *ask);

static void register_open(struct screen *screen, const void *arg)
{
	struct register_state *st = state_of(screen);
	json_t *values = first_values(screen->app);
	struct ask ask;

	(void)arg;
	form_init(&st->form, op_registerUserV2.in, rows, values);
	st->form.changed = on_changed;
	st->form.ctx = screen;
	json_decref(values);
	if (!*fact_of(screen->app, "userToken") && carried_get(screen->app, FACT, &ask))
		take_row(st, &ask);
}

static void register_close(struct screen *screen)
{
	form_release(&state_of(screen)->form);
}

/* The names and the way to reach her, kept for the header and the next steps. */
static void keep_typed(struct app *app, const json_t *record)
{
	const char *first = json_string_value(json_object_get(record, "firstName"));
	const char *last = json_string_value(json_object_get(record, "lastName"));
	const char *phone = json_string_value(json_object_get(record, "phoneNumber"));
	const char *email = json_string_value(json_object_get(record, "email"));
	char *name = xasprintf("%s %s", first ? first : "", last ? last : "");

	journey_set(app->journey, "name", name);
	if (phone)
		journey_set(app->journey, "phone", phone);
	if (email)
		journey_set(app->journey, "email", email);
	free(name);
}

static void go_on(struct screen *screen)
{
	app_note(screen->app, NOTE_GOOD, "%s", _("Registered."));
	flow_next(screen->app);
}

static void registered(void *owner)
{
	app_when_top(owner, go_on);
}

/* The service's answer to it, as the row has it. */
static void keep_user(struct app *app, const struct ask *ask)
{
	const char *detail = *ask->status_detail ? ask->status_detail : NULL;
	json_t *user = json_pack("{s:s, s:s, s:s*}", "userId", ask->user_token, "status",
				 ask->status, "statusDetail", detail);

	journey_set(app->journey, FACT, "");
	flow_keep_user(app, user);
	json_decref(user);
}

static void refused(struct register_state *st, const struct ask *ask)
{
	struct app *app = st->screen.app;
	struct err err;

	journey_set(app->journey, FACT, "");
	carried_refusal(app, ask, &err);
	if (!form_blame(&st->form, &err))
		app_blame(app, &err);
}

static void take_row(struct register_state *st, const struct ask *ask)
{
	struct app *app = st->screen.app;
	enum carried is = carried_is(app, ask);

	st->checking = ask->state == ASK_UNKNOWN;
	st->waiting = is != CARRIED_REFUSED && is != CARRIED_GONE;
	app->dirty = true;
	if (is == CARRIED_THERE) {
		keep_user(app, ask);
		app_after(app, 0, registered, st);
	} else if (is == CARRIED_ASK) {
		carried_show(&st->screen, ask);
	} else if (is == CARRIED_REFUSED) {
		refused(st, ask);
	} else if (is == CARRIED_GONE) {
		journey_set(app->journey, FACT, "");
	}
}

static void register_asked(struct screen *screen, const struct ask *ask)
{
	if (str_eq(ask->correlation_id, fact_of(screen->app, FACT)))
		take_row(state_of(screen), ask);
}

/* Carried by the outbox from here on, sent once the frame says so. */
static bool begin(struct register_state *st, const json_t *record, struct err *err)
{
	struct app *app = st->screen.app;
	struct ask ask = { 0 };

	text_put(ask.customer, sizeof(ask.customer), journey_get(app->journey, "name"));
	st->waiting = carried_begin(app, FACT, &op_registerUserV2, record, &ask, err);
	return st->waiting;
}

static void do_send(struct screen *screen)
{
	struct register_state *st = state_of(screen);
	struct app *app = screen->app;
	json_t *record = form_record(&st->form);
	struct err err = { 0 };
	const char *code;
	int status;

	if (!record)
		return;
	if (!op_check_request(&op_registerUserV2, record, &status, &code, &err)) {
		if (!form_blame(&st->form, &err))
			app_blame(app, &err);
		json_decref(record);
		return;
	}
	keep_typed(app, record);
	journey_set_json(app->journey, "register", json_incref(record));
	if (*journey_get(app->journey, "userToken")) {
		/* Known already: the details are for a link, and an older one has others. */
		journey_set(app->journey, "link", "");
		flow_next(app);
	} else if (!begin(st, record, &err)) {
		app_blame(app, &err);
	}
	json_decref(record);
}

static const char *why_not_send(const struct screen *screen)
{
	if (state_of(screen)->waiting)
		return _("The service is being asked; its answer comes here");
	return app_read_only(screen->app);
}

/* Whether it is free was asked of the phone as it stood then. */
static void on_available(void *owner, const struct op *op, const struct reply *reply)
{
	struct register_state *st = owner;
	struct app *app = st->screen.app;
	char phone[32];

	phone_words(st->asked_phone, phone);
	st->asked_phone[0] = '\0';
	scopes_learn(app, op, reply);
	if (reply->err.kind) {
		app_blame(app, &reply->err);
	} else if (json_is_true(json_object_get(reply->body, "available"))) {
		app_note(app, NOTE_GOOD, _("%s is free."), phone);
	} else {
		app_note(app, NOTE_BAD, _("%s is in use already."), phone);
		text_put(app->note_next, sizeof(app->note_next),
			 _("If it is hers, go back and look her up by it; else correct it."));
	}
}

/* Read as the form reads it: with the country and without what is only for eyes. */
static void do_check_phone(struct screen *screen)
{
	struct register_state *st = state_of(screen);
	char *typed = form_get(&st->form, "phoneNumber");
	char *country = form_get(&st->form, "countryCode");
	struct phone phone;
	struct err err = { 0 };

	if (phone_parse(typed, country, &phone, &err)) {
		json_t *args = json_pack("{ss}", "phone", phone.e164);

		text_put(st->asked_phone, sizeof(st->asked_phone), phone.e164);
		http_send(screen->app->http, &op_isPhoneAvailable, args, on_available, st);
		json_decref(args);
	} else {
		snprintf(err.field, sizeof(err.field), "phoneNumber");
		form_blame(&st->form, &err);
	}
	free(typed);
	free(country);
}

static const char *why_not_check_phone(const struct screen *screen)
{
	const struct register_state *st = state_of(screen);
	char *typed = form_get(&st->form, "phoneNumber");
	bool none = !*typed;

	free(typed);
	if (none)
		return _("There is no phone to ask about yet.");
	if (*st->asked_phone || st->waiting)
		return _("The service is being asked; its answer comes here");
	return scopes_why_not(screen->app, &op_isPhoneAvailable);
}

static bool register_key(struct screen *screen, tui_key key)
{
	return form_key(&state_of(screen)->form, key);
}

static void register_click(struct screen *screen, int hot, const struct mouse *m)
{
	(void)m;
	form_click(&state_of(screen)->form, hot);
}

static void do_next_field(struct screen *screen)
{
	register_key(screen, K_TAB);
}

static void do_back(struct screen *screen)
{
	flow_back(screen->app);
}

static void draw_status(const struct register_state *st, struct canvas *c)
{
	int errors = form_errors(&st->form);

	if (st->waiting) {
		canvas_text(c, 0, 0, STYLE_HINT, st->checking
			? _("Looking whether the customer is registered already…")
			: _("Registering…"));
	} else if (errors) {
		canvas_textf(c, 0, 0, STYLE_ERROR,
			     ngettext("%d field needs a look before this can be sent",
				      "%d fields need a look before this can be sent",
				      (unsigned long)errors), errors);
	}
}

static void register_draw(struct screen *screen, struct canvas *c)
{
	struct register_state *st = state_of(screen);
	struct canvas form = canvas_part(c, 0, 0, c->w < 100 ? c->w : 100, c->h - 1);
	int y = form_draw(&st->form, &form, true) + 1;
	struct canvas status = canvas_part(c, 0, y < c->h - 1 ? y : c->h - 1, c->w, 1);

	if (!st->form.open)
		draw_status(st, &status);
}

static const struct binding bindings[] = {
	{ .key = K_F10,
	  .name = "F10",
	  .label = N_("Register"),
	  .run = do_send,
	  .why_not = why_not_send,
	  .help = N_("Sends the registration. What does not fit is shown under its field.") },
	{ .key = K_F4,
	  .name = "F4",
	  .label = N_("Is the phone free?"),
	  .run = do_check_phone,
	  .why_not = why_not_check_phone,
	  .quiet = true,
	  .help = N_("Asks the service whether somebody is registered with the phone typed.") },
	{ .key = K_TAB,
	  .name = "Tab",
	  .label = N_("Next"),
	  .run = do_next_field,
	  .help = N_("Goes to the next field; Shift-Tab goes back. Space opens a list.") },
	{ .key = K_ESC,
	  .name = "Esc",
	  .label = N_("Back, all is kept"),
	  .run = do_back,
	  .help = N_("Back to the start; everything typed is kept.") },
	{ 0 }
};

const struct screen_ops register_screen = {
	.name = "register", .title = N_("Registration"), .size = sizeof(struct register_state),
	.journey = true, .typing = true, .step = STEP_REGISTER, .bindings = bindings,
	.open = register_open, .close = register_close, .key = register_key,
	.click = register_click, .draw = register_draw, .asked = register_asked,
};
