/* Identity by phone: the link goes to the customer, the fingerprint comes back, and
 * what her telephone company knows of her is shown and put into a form.  Nothing of
 * it is kept: it is wiped when this is left. */

#include <stdlib.h>
#include <string.h>

#include "api/json_path.h"
#include "screens/company.h"
#include "screens/person.h"

#define PAGE_KEPT "prove_page"		/* where the browser ended up the last time */

enum stage_of_check { BEGINS, WAITS, KNOWN };

struct prove_state {
	struct screen screen;
	void (*run)(struct screen *below, const json_t *known);
	struct field fields[8];		/* of the operation; a day and a number one sees */
	struct form form;
	enum stage_of_check stage;
	char *reference;		/* of the check; wiped */
	json_t *known;			/* what came of it; wiped */
	struct err problem;
	bool waiting;
};

static struct prove_state *state_of(const struct screen *screen)
{
	return (struct prove_state *)screen;
}

/* What the agent types at the counter she may see, but for the social security number. */
static void show_fields(struct prove_state *st)
{
	static const char *const seen[] = { "mobileNumber", "dob" };
	int n = 0;

	field_each(f, op_getAuthUrl.in)
		st->fields[n++] = *f;
	for (int i = 0; i < n; i++)
		for (size_t k = 0; k < ARRAY_LEN(seen); k++)
			if (str_eq(st->fields[i].key, seen[k]))
				st->fields[i].secret = false;
}

static void prove_open(struct screen *screen, const void *arg)
{
	struct prove_state *st = state_of(screen);
	const struct prove_arg *prove = arg;
	char *page = store_value(screen->app->store, PAGE_KEPT);
	json_t *prefill = json_pack("{s:s, s:s, s:s}", "mobileNumber",
				    prove ? prove->phone : omni_fact(screen->app, "phone"),
				    "finalTargetUrl", page ? page : "https://google.com",
				    "sourceIp", "127.0.0.1");

	st->run = prove ? prove->run : NULL;
	show_fields(st);
	form_init(&st->form, st->fields, NULL, prefill);
	json_decref(prefill);
	free(page);
}

static void forget(struct prove_state *st)
{
	if (st->reference)
		explicit_bzero(st->reference, strlen(st->reference));
	free(st->reference);
	st->reference = NULL;
	company_drop(st->known);
	st->known = NULL;
}

static void prove_close(struct screen *screen)
{
	struct prove_state *st = state_of(screen);

	form_release(&st->form);
	forget(st);
}

/* ---- calls ---- */

static bool failed(struct prove_state *st, const struct reply *reply)
{
	st->waiting = false;
	st->screen.app->dirty = true;
	st->problem = reply->err;
	if (reply->err.kind && form_blame(&st->form, &reply->err))
		st->problem.kind = ERR_NONE;
	return reply->err.kind;
}

static void on_begun(void *owner, const struct op *op, const struct reply *reply)
{
	static const char *const fingerprint[] = { "vfp", NULL };
	struct prove_state *st = owner;

	(void)op;
	if (failed(st, reply))
		return;
	forget(st);
	st->reference = xstrdup(word_of(json_object_get(reply->body, "data"), "requestId"));
	st->stage = WAITS;
	form_release(&st->form);
	form_init(&st->form, op_validateUser.in, fingerprint, NULL);
}

static void on_known(void *owner, const struct op *op, const struct reply *reply)
{
	struct prove_state *st = owner;

	(void)op;
	if (failed(st, reply))
		return;
	st->known = json_deep_copy(json_object_get(reply->body, "data"));
	st->stage = KNOWN;
	form_release(&st->form);
}

static void begin(struct prove_state *st)
{
	struct app *app = st->screen.app;
	json_t *record = form_record(&st->form);
	struct err err = { 0 };

	if (!record)
		return;
	if (!op_check_request(&op_getAuthUrl, record, NULL, NULL, &err)) {
		if (!form_blame(&st->form, &err))
			app_blame(app, &err);
	} else {
		store_value_put(app->store, PAGE_KEPT, word_of(record, "finalTargetUrl"));
		st->waiting = true;
		http_send(app->http, &op_getAuthUrl, record, on_begun, st);
	}
	company_drop(record);
}

static void redeem(struct prove_state *st)
{
	json_t *record = form_record(&st->form);

	if (!record)
		return;
	json_object_set_new(record, "requestId", json_string(st->reference));
	st->waiting = true;
	http_send(st->screen.app->http, &op_validateUser, record, on_known, st);
	company_drop(record);
}

static void use(struct prove_state *st)
{
	struct app *app = st->screen.app;
	void (*run)(struct screen *, const json_t *) = st->run;
	json_t *known = st->known;

	st->known = NULL;
	app_pop(app);
	if (run)
		run(app->top, known);
	company_drop(known);
}

static void do_go_on(struct screen *screen)
{
	struct prove_state *st = state_of(screen);

	st->problem.kind = ERR_NONE;
	if (st->stage == BEGINS)
		begin(st);
	else if (st->stage == WAITS)
		redeem(st);
	else
		use(st);
}

static const char *why_not_go_on(const struct screen *screen)
{
	const struct prove_state *st = state_of(screen);

	if (st->waiting)
		return _("The service is being asked; its answer comes here");
	return st->stage == KNOWN ? NULL : app_read_only(screen->app);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool prove_key(struct screen *screen, tui_key key)
{
	struct prove_state *st = state_of(screen);

	return st->stage != KNOWN && !st->waiting && form_key(&st->form, key);
}

static void prove_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	if (state_of(screen)->stage != KNOWN)
		form_click(&state_of(screen)->form, hot);
}

static bool prove_typing(const struct screen *screen)
{
	return state_of(screen)->stage != KNOWN;
}

/* ---- seeing it ---- */

/* Of the number only its last four digits. */
static char *masked(const char *number)
{
	size_t n = strlen(number);

	return n ? xasprintf("···· %s", n > 4 ? number + n - 4 : "") : xstrdup("");
}

static int draw_known(const struct prove_state *st, struct canvas *c, int y)
{
	const json_t *k = st->known, *at = json_object_get(k, "addresses");
	char *name = xasprintf("%s %s", word_of(k, "firstName"), word_of(k, "lastName"));
	char *street = xasprintf("%s %s", word_of(at, "address"), word_of(at, "extendedAddress"));
	char *city = xasprintf("%s, %s %s", word_of(at, "city"), word_of(at, "region"),
			       word_of(at, "postalCode"));
	char *number = masked(word_of(k, "ssn")), *trust = person_trust(k);
	const char *email = text_at(k, "emailAddresses.0");
	const struct fact facts[] = {
		{ _("Name"), name, STYLE_STRONG }, { _("Born"), word_of(k, "dob"), STYLE_TEXT },
		{ _("Address"), street, STYLE_TEXT }, { _("City"), city, STYLE_TEXT },
		{ _("E-mail"), email ? email : "", STYLE_TEXT },
		{ _("Social security no."), number, STYLE_TEXT },
		{ _("Trust"), trust, STYLE_STRONG },
	};

	y += show_facts(c, 0, y, facts, (int)ARRAY_LEN(facts)) + 1;
	for (size_t i = 0; i < 5; i++) {
		char *const texts[] = { name, street, city, number, trust };

		explicit_bzero(texts[i], strlen(texts[i]));
		free(texts[i]);
	}
	return y + canvas_wrap(c, 0, y, c->w, 3, STYLE_HINT, st->run ?
		_("F10 puts this into the form. It is kept nowhere else: leaving this page wipes "
		  "it.") :
		_("This is kept nowhere: leaving this page wipes it. From a person in a company's "
		  "form, F6 comes here and F10 fills the form."));
}

static void draw_form(struct prove_state *st, struct canvas *c)
{
	const char *text = st->stage == BEGINS ?
		_("A link goes to the customer's phone; her telephone company vouches for her. "
		  "Her day of birth or her social security number is needed.") :
		_("Waiting for the customer to follow the link on her phone. How its fingerprint "
		  "comes back is not documented; look in the address of the page at the end, "
		  "and paste it here.");
	int y = 2 + canvas_wrap(c, 0, 2, c->w, 4, STYLE_TEXT, text);
	struct canvas form;

	if (st->stage == WAITS && st->screen.app->config->environment == ENV_SANDBOX)
		y += canvas_wrap(c, 0, y, c->w, 2, STYLE_HINT,
				 _("In the sandbox any word will do; “wrong” is refused."));
	form = canvas_part(c, 0, y + 1, c->w, c->h - y - 6);
	form_draw(&st->form, &form, false);
}

static void prove_draw(struct screen *screen, struct canvas *c)
{
	struct prove_state *st = state_of(screen);
	struct canvas page = page_of(c, 100);

	canvas_cut(&page, 0, 0, page.w, STYLE_TITLE, _("Identity by phone"));
	if (st->stage == KNOWN)
		draw_known(st, &page, 2);
	else
		draw_form(st, &page);
	if (st->waiting)
		show_waiting(&page, 0, page.h - 4, _("Asking the telephone company…"));
	else if (st->problem.kind)
		show_problem(&page, 0, page.h - 4, page.w, &st->problem);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Go on"), .run = do_go_on,
	  .why_not = why_not_go_on,
	  .help = N_("Sends the link, then redeems the fingerprint, then fills the form.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Go on"), .run = do_go_on,
	  .why_not = why_not_go_on, .quiet = true },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back, nothing is kept"), .run = do_back,
	  .help = N_("Leaves; what was told of the customer is wiped.") },
	{ 0 }
};

const struct screen_ops prove_screen = {
	.name = "prove",
	.title = N_("Identity by phone"),
	.size = sizeof(struct prove_state),
	.typing = true,
	.is_typing = prove_typing,
	.bindings = bindings,
	.open = prove_open,
	.close = prove_close,
	.key = prove_key,
	.click = prove_click,
	.draw = prove_draw,
};

static const struct op *const operations[] = { &op_getAuthUrl, &op_validateUser, NULL };

const struct omni_journey prove_journey = {
	.title = N_("Identity by phone"),
	.summary = N_("What her telephone company knows of a person"),
	.needs = N_("Needs her phone at hand, and the login token of the customer. Nothing of it "
		    "is kept."),
	.screen = &prove_screen, .ops = operations,
};
