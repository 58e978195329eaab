/* What the service tells of a company: how far it is, and its wallet. */

#include <stdlib.h>
#include <string.h>

#include "api/json_path.h"
#include "screens/company.h"
#include "screens/wallet.h"

struct told_state {
	struct screen screen;
	char *id;
	json_t *body;			/* of the last good answer; NULL before it */
	struct err problem;
	bool waiting;
};

static struct told_state *state_of(const struct screen *screen)
{
	return (struct told_state *)screen;
}

static void on_read(void *owner, const struct op *op, const struct reply *reply)
{
	struct told_state *st = owner;

	(void)op;
	st->waiting = false;
	st->screen.app->dirty = true;
	st->problem = reply->err;
	if (reply->err.kind)
		return;
	json_decref(st->body);
	st->body = json_deep_copy(reply->body);
}

static void do_read(struct screen *screen)
{
	struct told_state *st = state_of(screen);
	json_t *args = json_pack("{s:s}", op_getBusinessUser.in[0].key, st->id);

	st->waiting = true;
	http_send(screen->app->http, &op_getBusinessUser, args, on_read, st);
	json_decref(args);
}

static void told_open(struct screen *screen, const void *arg)
{
	state_of(screen)->id = xstrdup(((const struct told_arg *)arg)->id);
	do_read(screen);
}

static void told_close(struct screen *screen)
{
	json_decref(state_of(screen)->body);
	free(state_of(screen)->id);
}

static void do_whole(struct screen *screen)
{
	struct told_state *st = state_of(screen);
	const struct record_arg arg = { .title = _("All that the service tells"),
					.fields = op_getBusinessUser.out, .record = st->body };

	app_push(screen->app, &record_screen, &arg);
}

static const char *why_not_whole(const struct screen *screen)
{
	return state_of(screen)->body ? NULL : _("Nothing was told yet.");
}

static bool is_in_hand(const struct told_state *st)
{
	const struct app *app = st->screen.app;

	return app->journey && company_is(&app->journey->row) &&
	       str_eq(fact_of(app, "businessUserId"), st->id);
}

/* It leaves the list of what is under way. */
static void do_finish(struct screen *screen)
{
	struct app *app = screen->app;
	int64_t id = app->journey->row.id;

	flow_let_go(app);
	store_journey_close(app->store, id);
	app_pop(app);
}

static const char *why_not_finish(const struct screen *screen)
{
	return is_in_hand(state_of(screen)) ? NULL :
		_("This company is not on the list of what is under way.");
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

/* A value of the answer as its description has it; the caller frees.  What stands in
 * a list is taken from its first entry. */
static char *told(const struct told_state *st, const char *group, const char *key)
{
	const json_t *data = json_object_get(st->body, "data"), *in = data;
	const struct field *f;
	char *path;

	if (group) {
		in = json_object_get(data, group);
		if (json_is_array(in))
			in = json_array_get(in, 0);
	}
	path = xasprintf("data.%s%s%s", group ? group : "", group ? "." : "", key);
	f = field_find(op_getBusinessUser.out, path);
	free(path);
	return field_show(f, json_object_get(in, key));
}

/* The company is in hand from here on, as its wallet's journeys know it. */
static void do_wallet(struct screen *screen)
{
	static const struct {
		const char *fact, *group, *key;
	} facts[] = {
		{ "name", NULL, "businessUserName" },
		{ "namespace", "business_user_namespaces", "businessUserNamespace" },
		{ "accountAddress", "business_user_namespaces", "accountAddress" },
	};
	struct told_state *st = state_of(screen);
	struct app *app = screen->app;

	omni_let_go(app);
	omni_learn(app, "businessUserId", st->id);
	for (size_t i = 0; i < ARRAY_LEN(facts); i++) {
		char *value = told(st, facts[i].group, facts[i].key);

		omni_learn(app, facts[i].fact, value);
		free(value);
	}
	app_push(app, &wallet_screen, NULL);
}

static const char *why_not_wallet(const struct screen *screen)
{
	char *name = told(state_of(screen), "business_user_namespaces", "businessUserNamespace");
	bool none = !*name;

	free(name);
	return none ? _("No wallet of this company was told yet.") : NULL;
}

/* Has the service nothing to look at any more? */
static bool is_accepted(const struct told_state *st)
{
	static const char *const keys[] = {
		"complianceStatus", "accountStatus", "onboardingStatus", "identityProviderStatus",
	};
	const json_t *data = json_object_get(st->body, "data");
	bool all = true;

	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		all = all && (str_eq(word_of(data, keys[i]), "ACCEPTED") ||
			      str_eq(word_of(data, keys[i]), "ACTIVE"));
	return all;
}

static int draw_facts(const struct told_state *st, struct canvas *c, int y)
{
	static const struct {
		const char *label, *group, *key;
		bool state;
	} rows[] = {
		{ N_("Compliance"), NULL, "complianceStatus", true },
		{ N_("Account"), NULL, "accountStatus", true },
		{ N_("Onboarding"), NULL, "onboardingStatus", true },
		{ N_("Identity check"), NULL, "identityProviderStatus", true },
		{ N_("Wallet's name"), "business_user_namespaces", "businessUserNamespace", false },
		{ N_("Wallet address"), "business_user_namespaces", "accountAddress", false },
		{ N_("Domain"), NULL, "domain", false },
		{ N_("E-mail"), "business_user_metadata", "email", false },
		{ N_("Made"), NULL, "createdAt", false },
	};
	struct fact facts[ARRAY_LEN(rows) + 1];
	char *values[ARRAY_LEN(rows)];

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		values[i] = told(st, rows[i].group, rows[i].key);
		facts[i] = (struct fact){ _(rows[i].label), values[i],
					  rows[i].state ? STYLE_STRONG : STYLE_TEXT };
	}
	facts[ARRAY_LEN(rows)] = (struct fact){ _("Company's id"), st->id, STYLE_TEXT };
	y += show_facts(c, 0, y, facts, (int)ARRAY_LEN(facts));
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		free(values[i]);
	return y;
}

static void told_draw(struct screen *screen, struct canvas *c)
{
	struct told_state *st = state_of(screen);
	struct canvas page = page_of(c, 100);
	char *name = told(st, NULL, "businessUserName");
	int y = 2;

	canvas_cut(&page, 0, 0, page.w, STYLE_TITLE, *name ? name : _("Company"));
	if (st->body)
		y = draw_facts(st, &page, y) + 1;
	if (st->waiting)
		show_waiting(&page, 0, y, _("Asking how far it is…"));
	else if (st->problem.kind)
		show_problem(&page, 0, y, page.w, &st->problem);
	else
		canvas_wrap(&page, 0, y, page.w, 3, STYLE_HINT, is_accepted(st) ?
			    _("The service has accepted the company: it can use its wallet.") :
			    _("The company can use its wallet once the service has accepted it. "
			      "F5 asks again; the list of companies keeps it until then."));
	free(name);
}

static const struct binding bindings[] = {
	{ .key = K_F5, .twin = 'r', .name = "F5", .label = N_("Ask again"), .run = do_read,
	  .help = N_("Asks the service how far the company is now.") },
	{ .key = K_F4, .twin = 'w', .name = "F4", .label = N_("All of it"), .run = do_whole,
	  .why_not = why_not_whole,
	  .help = N_("Shows all that the service tells of it; numbers and papers stay hidden.") },
	{ .key = K_F6, .twin = 'g', .name = "F6", .label = N_("Its wallet"), .run = do_wallet,
	  .why_not = why_not_wallet,
	  .help = N_("Takes the company in hand and opens its wallet, to which others are "
		     "added there.") },
	{ .key = K_F8, .twin = 'x', .name = "F8", .label = N_("Finish"), .run = do_finish,
	  .why_not = why_not_finish,
	  .help = N_("Takes the company off the list of what is under way.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops told_screen = {
	.name = "company-told",
	.title = N_("How far a company is"),
	.size = sizeof(struct told_state),
	.bindings = bindings,
	.open = told_open,
	.close = told_close,
	.draw = told_draw,
};
