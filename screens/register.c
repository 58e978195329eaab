/* Registration: what the identity paper says, sent once. */

#include <stdlib.h>
#include <string.h>

#include "screens/app.h"
#include "screens/form.h"

struct register_state {
	struct screen screen;
	struct form form;
	bool waiting;
	bool checking;		/* no answer came: looking whether she is registered now */
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

static void register_open(struct screen *screen, const void *arg)
{
	struct register_state *st = state_of(screen);
	json_t *values = first_values(screen->app);

	(void)arg;
	form_init(&st->form, op_registerUserV2.in, rows, values);
	st->form.changed = on_changed;
	st->form.ctx = screen;
	json_decref(values);
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

static void registered(struct screen *screen, const json_t *body)
{
	flow_keep_user(screen->app, body);
	state_of(screen)->waiting = true;	/* nothing is sent from here any more */
	app_when_top(screen, go_on);
}

static void on_checked(void *owner, const struct op *op, const struct reply *reply)
{
	struct register_state *st = owner;
	struct app *app = st->screen.app;

	(void)op;
	st->waiting = st->checking = false;
	if (!reply->err.kind) {
		registered(&st->screen, reply->body);
		return;
	}
	if (reply->status == 404) {
		app_note(app, NOTE_BAD, "%s",
			 _("The registration did not arrive: the customer is not "
			   "known to the service."));
		snprintf(app->note_next, sizeof(app->note_next), "%s",
			 _("Everything is kept: press F10 to send it again."));
		return;
	}
	app_blame(app, &reply->err);
}

/* Ask by phone whether she is registered: after a cut line, or because the
 * service says that she already is. */
static void check_registered(struct register_state *st)
{
	struct app *app = st->screen.app;
	const char *phone = journey_get(app->journey, "phone");
	json_t *args = json_pack("{s:s}", *phone ? "phoneNumber" : "email",
				 *phone ? phone : journey_get(app->journey, "email"));

	st->waiting = st->checking = true;
	http_send(app->http, &op_getUserTokenV2, args, on_checked, st);
	json_decref(args);
}

static void on_registered(void *owner, const struct op *op, const struct reply *reply)
{
	struct register_state *st = owner;
	struct app *app = st->screen.app;

	(void)op;
	st->waiting = false;
	if (!reply->err.kind)
		registered(&st->screen, reply->body);
	else if (reply->err.kind == ERR_UNKNOWN ||
		 str_eq(reply->err.code, "ERROR_USER_ALREADY_ENROLLED"))
		check_registered(st);
	else if (!form_blame(&st->form, &reply->err))
		app_blame(app, &reply->err);
	app->dirty = true;
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
	} else {
		st->waiting = true;
		http_send(app->http, &op_registerUserV2, record, on_registered, st);
	}
	json_decref(record);
}

static const char *why_not_send(const struct screen *screen)
{
	if (state_of(screen)->waiting)
		return _("The service is being asked; its answer comes here");
	return app_read_only(screen->app);
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
			? _("No clear answer. Looking whether the customer is registered now…")
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
	.click = register_click, .draw = register_draw,
};
