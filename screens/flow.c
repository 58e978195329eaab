/* The customer's way: which step is open, which comes next, and what happens
 * between typing a phone number and the first step that is needed. */

#include "screens/app.h"

#include <stdlib.h>
#include <string.h>

#include "screens/company.h"
#include "screens/names.h"
#include "screens/omni.h"
#include "screens/omni_mail.h"

static const struct screen_ops *const step_screens[STEPS] = {
	[STEP_REGISTER] = &register_screen, [STEP_LINK] = &link_screen,
	[STEP_METHOD] = &method_screen, [STEP_PAYER] = &payer_screen,
	[STEP_QUOTE] = &quote_screen, [STEP_ASK] = &ask_screen, [STEP_TRACK] = &track_screen,
};

/* A look-up belongs to the journey in hand: its answer must not reach another. */
static void stop_look_up(struct app *app)
{
	struct screen *home = app->top;

	while (home && home->below)
		home = home->below;
	if (!home)
		return;
	http_cancel(app->http, home);
	home->awaits = NULL;
}

void flow_let_go(struct app *app)
{
	struct err err;

	stop_look_up(app);
	if (!app->journey)
		return;
	if (!app->journey->row.elsewhere && !journey_save(app->journey, app->store, &err))
		app_blame(app, &err);
	journey_release(app->journey);
	free(app->journey);
	app->journey = NULL;
}

static void take_journey(struct app *app, struct journey *journey)
{
	flow_let_go(app);
	app->journey = xcalloc(1, sizeof(*journey));
	*app->journey = *journey;
	app->dirty = true;
}

void flow_goto(struct app *app, enum step step)
{
	char ask[37];
	struct track_arg arg = { .correlation_id = ask };

	text_put(ask, sizeof(ask), journey_get(app->journey, "ask"));
	if (!step_screens[step]) {
		app_home(app);
		return;
	}
	if (step == STEP_QUOTE && app->quote_off.kind) {
		journey_mark(app->journey, STEP_QUOTE, MARK_SKIPPED);
		step = STEP_ASK;
	}
	journey_goto(app->journey, step);
	app_clear(app);			/* a step always stands on home */
	app_push(app, step_screens[step], step == STEP_TRACK ? &arg : NULL);
}

void flow_next(struct app *app)
{
	journey_mark(app->journey, (enum step)app->journey->row.step, MARK_DONE);
	flow_goto(app, journey_next(app->journey));
}

/* The step before this one that was not skipped. */
void flow_back(struct app *app)
{
	int step = app->journey->row.step - 1;

	while (step > STEP_CUSTOMER &&
	       (journey_marked(app->journey, step) == MARK_SKIPPED ||
		(step == STEP_QUOTE && app->quote_off.kind)))
		step--;
	if (step <= STEP_CUSTOMER || app->journey->row.step == STEP_TRACK)
		app_home(app);
	else
		flow_goto(app, (enum step)step);
}

/* What the service knows of a person becomes part of the journey. */
static void keep_profile(struct journey *j, const json_t *profile)
{
	const char *first = json_string_value(json_object_get(profile, "firstName"));
	const char *last = json_string_value(json_object_get(profile, "lastName"));
	const char *phone = json_string_value(json_object_get(profile, "phoneNumber"));
	const char *email = json_string_value(json_object_get(profile, "email"));
	char *name = xasprintf("%s%s%s", first ? first : "", first && last ? " " : "",
			       last ? last : "");

	journey_set_json(j, "profile", json_deep_copy(profile));
	if (*name)
		journey_set(j, "name", name);
	if (phone && *phone)
		journey_set(j, "phone", phone);
	if (email && *email)
		journey_set(j, "email", email);
	free(name);
}

static void remember_customer(struct app *app)
{
	const struct journey *j = app->journey;
	struct customer c = { .seen_at = wall_ms() };

	text_put(c.phone, sizeof(c.phone), journey_get(j, "phone"));
	text_put(c.email, sizeof(c.email), journey_get(j, "email"));
	text_put(c.user_token, sizeof(c.user_token), journey_get(j, "userToken"));
	text_put(c.name, sizeof(c.name), journey_get(j, "name"));
	text_put(c.status, sizeof(c.status), journey_get(j, "status"));
	text_put(c.detail, sizeof(c.detail), journey_get(j, "statusDetail"));
	store_customer_put(app->store, &c, NULL);	/* a cache: the service knows it all */
}

void flow_keep_user(struct app *app, const json_t *answer)
{
	static const char *const keys[][2] = {
		{ "userId", "userToken" },
		{ "status", "status" },
		{ "statusDetail", "statusDetail" },
	};

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		const char *value = json_string_value(json_object_get(answer, keys[i][0]));

		if (value)
			journey_set(app->journey, keys[i][1], value);
	}
	remember_customer(app);
}

static void go_next(struct screen *home)
{
	flow_goto(home->app, journey_next(home->app->journey));
}

static void on_profile(void *owner, const struct op *op, const struct reply *reply)
{
	struct screen *home = owner;
	struct app *app = home->app;

	(void)op;
	if (!app->journey)
		return;
	if (!reply->err.kind && json_is_object(reply->body)) {
		struct odd_name name = { .odd = odd_hidden(reply, "", "firstName,lastName") };

		keep_profile(app->journey, reply->body);
		odd_keep(app->journey, "customer", &name);
	}
	remember_customer(app);
	app_when_top(home, go_next);
}

static const char *alias_of(const struct journey *j)
{
	return journey_get(j, *journey_get(j, "phone") ? "phone" : "email");
}

/* The customer is registered: what she has already needs no doing again. */
static void go_on_registered(struct screen *home, const json_t *answer)
{
	struct app *app = home->app;
	struct journey *j = app->journey;
	json_t *args = json_pack("{s:s}", "phoneOrEmail", alias_of(j));

	flow_keep_user(app, answer);
	journey_set(j, "registration", "");	/* whatever became of it, she is there */
	journey_mark(j, STEP_REGISTER, MARK_DONE);
	if (codes_user_stage(journey_get(j, "status")) == STAGE_GOOD)
		journey_mark(j, STEP_LINK, MARK_DONE);
	http_send(app->http, &op_getProfile, args, on_profile, home);
	json_decref(args);
}

/* Whatever this journey knew of her at the service is gone there. */
static void forget_user(struct journey *j)
{
	static const char *const facts[] = {
		"userToken", "status", "statusDetail", "link", "registration", "adding",
	};

	if (!*journey_get(j, "userToken"))
		return;
	for (size_t i = 0; i < ARRAY_LEN(facts); i++)
		journey_set(j, facts[i], "");
	journey_set_json(j, "method", NULL);
	for (int step = STEP_REGISTER; step <= STEP_QUOTE; step++)
		journey_mark(j, (enum step)step, MARK_AHEAD);
}

static void go_register(struct screen *home)
{
	app_note(home->app, NOTE_INFO, "%s",
		 _("Not registered yet: a few details are needed."));
	flow_goto(home->app, STEP_REGISTER);
}

static void on_user(void *owner, const struct op *op, const struct reply *reply)
{
	struct screen *home = owner;
	struct app *app = home->app;

	(void)op;
	if (!app->journey)
		return;
	if (reply->err.kind == ERR_NONE || reply->status == 404)
		scopes_find_out(app);		/* the key is good: what else may it do */
	if (!reply->err.kind) {
		go_on_registered(home, reply->body);
	} else if (reply->status == 404) {
		forget_user(app->journey);
		app_when_top(home, go_register);
	} else {
		struct err err = reply->err;

		home_give_back(home, alias_of(app->journey));
		flow_let_go(app);
		app_blame(app, &err);
	}
}

void flow_begin(struct app *app, const char *alias)
{
	bool email = strchr(alias, '@') != NULL;
	json_t *args = json_pack("{s:s}", email ? "email" : "phoneNumber", alias);
	struct journey j = { 0 };

	journey_begin(&j, app->store, alias);
	take_journey(app, &j);
	journey_set(app->journey, email ? "email" : "phone", alias);
	journey_mark(app->journey, STEP_CUSTOMER, MARK_DONE);
	app_clear(app);
	http_send(app->http, &op_getUserTokenV2, args, on_user, app->top);
	json_decref(args);
}

void flow_resume(struct app *app, int64_t journey_id)
{
	struct journey j = { 0 };

	if (!journey_load(&j, app->store, journey_id)) {
		app_note(app, NOTE_BAD, "%s",
			 _("This journey is no longer stored. Look the customer up again."));
		return;
	}
	take_journey(app, &j);
	if (company_is(&app->journey->row)) {
		company_resume(app);
		return;
	}
	if (mail_began(app)) {
		omni_open(app->top);
		return;
	}
	flow_goto(app, (enum step)app->journey->row.step > STEP_CUSTOMER
		       ? (enum step)app->journey->row.step : journey_next(app->journey));
}

void flow_ask_through(struct app *app, const struct ask *ask)
{
	struct journey j = { 0 };
	bool in_hand = app->journey && app->journey->row.id == ask->journey_id;

	if (!ask_is_through(ask->state) || in_hand || !ask->journey_id ||
	    !journey_load(&j, app->store, ask->journey_id))
		return;
	if (str_eq(journey_get(&j, "ask"), ask->correlation_id) && !j.row.closed)
		store_journey_close(app->store, j.row.id);
	journey_release(&j);
}

struct rail_sign {
	const char *sign;
	enum style style;
};

static struct rail_sign rail_sign(const struct app *app, enum step step)
{
	if ((int)step == app->journey->row.step)
		return (struct rail_sign){ "now", STYLE_TITLE };
	if (step == STEP_QUOTE && app->quote_off.kind)
		return (struct rail_sign){ "skip", STYLE_DIM };
	switch (journey_marked(app->journey, step)) {
	case MARK_DONE:
		return (struct rail_sign){ "ok", STYLE_OK };
	case MARK_SKIPPED:
		return (struct rail_sign){ "skip", STYLE_DIM };
	default:
		return (struct rail_sign){ "todo", STYLE_DIM };
	}
}

void flow_rail(struct app *app, struct canvas *c)
{
	int x = 0, total = 0, gap, now = app->journey->row.step;
	bool narrow;

	for (int i = 0; i < STEPS; i++)
		total += text_width(step_word((enum step)i)) + 3;
	gap = total - 1 <= c->w;	/* where words are long, signs stand close to them */
	narrow = total - 1 - STEPS > c->w;	/* no room: what is behind is signs alone */
	for (int i = 0; i < STEPS; i++) {
		struct rail_sign s = rail_sign(app, (enum step)i);

		x = canvas_text(c, x, 0, s.style, sign(c, s.sign)) + gap;
		if (!narrow || i >= now)
			x = canvas_text(c, x, 0, s.style, step_word((enum step)i)) + 1;
		x += total + STEPS <= c->w;
	}
}

/* What each step gave so far, for the rail at the left; phone is room for a number. */
static const char *step_fact(const struct app *app, enum step step, char phone[static 32])
{
	const struct journey *j = app->journey;

	switch (step) {
	case STEP_CUSTOMER:
		phone_words(journey_get(j, "phone"), phone);
		return *phone ? phone : journey_get(j, "email");
	case STEP_REGISTER:
		return journey_get(j, "name");
	case STEP_LINK:
		return *journey_get(j, "status") ? codes_user_word(journey_get(j, "status")) : "";
	case STEP_METHOD:
		return journey_get(j, "method.name");
	case STEP_PAYER:
		return journey_get(j, "payer.name");
	case STEP_QUOTE:
		return app->quote_off.kind ? _("not with this key") : "";
	case STEP_ASK:
		return journey_get(j, "amount");
	default:
		return "";
	}
}

void flow_rail_tall(struct app *app, struct canvas *c)
{
	char phone[32];

	for (int i = 0; i < STEPS; i++) {
		struct rail_sign s = rail_sign(app, (enum step)i);
		int x = canvas_text(c, 0, i * 3, s.style, sign(c, s.sign)) + 1;

		canvas_text(c, x, i * 3, s.style, step_word((enum step)i));
		canvas_cut(c, x, i * 3 + 1, c->w - x, STYLE_DIM,
			   step_fact(app, (enum step)i, phone));
	}
}
