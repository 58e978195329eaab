/* A customer's consent for a vendor: its text with vendor and version, and whether
 * it is in force.  A 200 that says "not valid" is no consent, and no endpoint gives
 * one (omnumi 8.4). */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "screens/omni_mail.h"
#include "screens/omni.h"

#define ACCEPTED "Consent is accepted"

enum stand { NOT_ASKED, IN_FORCE, NOT_VALID, NONE_GIVEN, UNCLEAR };

struct consent_state {
	struct screen screen;
	struct form form;
	json_t *about;			/* data of getConsentMessage; NULL: not here */
	struct err about_err, stand_err;
	enum stand stand;
	char latest[40];
	bool reading, asking;
};

static struct consent_state *state_of(const struct screen *screen)
{
	return (struct consent_state *)screen;
}

static bool says_so(const json_t *message)
{
	const char *text = json_string_value(message);

	return text && !strncasecmp(text, ACCEPTED, strlen(ACCEPTED));
}

bool omni_consent_in_force(const json_t *body)
{
	const json_t *message = json_object_get(body, "message");

	if (json_is_array(message))
		return json_array_size(message) == 1 && says_so(json_array_get(message, 0));
	return says_so(message);
}

/* What both calls are about. */
static json_t *what(const struct app *app)
{
	json_t *args = json_pack("{s:s, s:s}", "subCategory", "Deposits", "type", "ACH");
	const struct field *partner = field_find(op_getConsentStatus.in, "paymentPartner");

	if (!version_before(app->config->omnumi_version, partner->since))
		json_object_set_new(args, "paymentPartner", json_string("PLAID"));
	return args;
}

static void on_about(void *owner, const struct op *op, const struct reply *reply)
{
	struct consent_state *st = owner;

	(void)op;
	st->reading = false;
	st->screen.app->dirty = true;
	st->about_err = reply->err;
	json_decref(st->about);
	st->about = reply->err.kind ? NULL :
		    json_deep_copy(json_object_get(reply->body, "data"));
}

static void read_about(struct consent_state *st)
{
	struct app *app = st->screen.app;
	json_t *args = what(app);
	const char *tenant = app->config->omnumi_tenant_id;

	json_object_set_new(args, "tenantId", json_string(tenant ? tenant : ""));
	st->reading = true;
	http_send(app->http, &op_getConsentMessage, args, on_about, st);
	json_decref(args);
}

static enum stand stand_of(const json_t *body)
{
	const json_t *message = json_object_get(body, "message");

	if (omni_consent_in_force(body))
		return IN_FORCE;
	return json_is_array(message) && json_array_size(message) != 1 ? UNCLEAR : NOT_VALID;
}

static void on_stand(void *owner, const struct op *op, const struct reply *reply)
{
	struct consent_state *st = owner;

	(void)op;
	st->asking = false;
	st->screen.app->dirty = true;
	st->stand_err = (struct err){ 0 };
	st->latest[0] = '\0';
	if (reply->err.kind && reply->err.status == 404) {
		st->stand = NONE_GIVEN;
	} else if (reply->err.kind) {
		st->stand = NOT_ASKED;
		st->stand_err = reply->err;
	} else {
		st->stand = stand_of(reply->body);
		text_put(st->latest, sizeof(st->latest),
			 word_of(json_object_get(reply->body, "data"), "latestConsentVersion"));
	}
}

static bool is_named(const struct form *form)
{
	char *id = form_get(form, "customerAccountId"), *address = form_get(form, "accountAddress");
	bool named = *id || *address;

	free(id);
	free(address);
	return named;
}

static void ask_stand(struct consent_state *st)
{
	json_t *record = form_record(&st->form), *args, *value;
	const char *key;

	if (!record)
		return;
	args = what(st->screen.app);
	json_object_foreach(record, key, value)
		if (!field_absent(value))
			json_object_set(args, key, value);
	st->asking = true;
	http_send(st->screen.app->http, &op_getConsentStatus, args, on_stand, st);
	json_decref(args);
	json_decref(record);
}

static void consent_open(struct screen *screen, const void *arg)
{
	static const char *const rows[] = { "customerAccountId", "accountAddress", NULL };
	static const char *const id[] = { "customerAccountId", NULL };
	static const char *const address[] = { "accountAddress", NULL };
	struct consent_state *st = state_of(screen);
	json_t *values = json_pack("{s:s, s:s}", "customerAccountId",
				   mail_known(screen->app, id), "accountAddress",
				   mail_known(screen->app, address));
	bool new_form = !version_before(screen->app->config->omnumi_version, "4.0.0");
	static const char *const old_rows[] = { "customerAccountId", NULL };

	(void)arg;
	mail_take(screen->app);
	form_init(&st->form, op_getConsentStatus.in, new_form ? rows : old_rows, values);
	json_decref(values);
	read_about(st);
	if (is_named(&st->form))
		ask_stand(st);
}

static void consent_close(struct screen *screen)
{
	form_release(&state_of(screen)->form);
	json_decref(state_of(screen)->about);
}

static void do_ask(struct screen *screen)
{
	struct consent_state *st = state_of(screen);

	if (!st->about && !st->reading)
		read_about(st);
	ask_stand(st);
}

static const char *why_not_ask(const struct screen *screen)
{
	const struct consent_state *st = state_of(screen);

	if (st->asking)
		return _("The service is being asked; its answer comes here");
	return is_named(&st->form) ? NULL :
	       _("Type the customer's number or her wallet address first.");
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool consent_key(struct screen *screen, tui_key key)
{
	struct consent_state *st = state_of(screen);
	bool taken = !st->asking && key != K_ENTER && form_key(&st->form, key);

	/* What was said was said of another customer. */
	if (taken && key != K_TAB && key != K_BACKTAB && key != K_UP && key != K_DOWN &&
	    key != K_LEFT && key != K_RIGHT)
		st->stand = NOT_ASKED;
	return taken;
}

static void consent_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	form_click(&state_of(screen)->form, hot);
}

/* ---- drawing ---- */

static int draw_about(const struct consent_state *st, struct canvas *c, int y)
{
	const char *version = word_of(st->about, "currentActiveVersion");

	if (st->reading && !st->about) {
		show_waiting(c, 0, y, _("Fetching the text of the consent…"));
		return y + 1;
	}
	if (!st->about)
		return y + show_problem(c, 0, y, c->w, &st->about_err);
	y += show_facts(c, 0, y, (struct fact[]){
		{ _("Vendor"), word_of(st->about, "vendorName"), STYLE_STRONG },
		{ _("Version"), version, STYLE_TEXT },
	}, 2) + 1;
	return y + canvas_wrap(c, 2, y, c->w - 4, 6, STYLE_TEXT,
			       word_of(st->about, "consentMessage"));
}

static const struct {
	const char *sign, *word, *next;
	enum style style;
} stands[] = {
	[IN_FORCE] = { "ok", N_("The consent is in force."),
		       N_("A bank can be linked and money can be moved."), STYLE_OK },
	[NOT_VALID] = { "bad", N_("The consent is not valid: it does not count."),
			N_("The text was changed since, or she took it back. She gives it anew in "
			   "her own app, by linking a bank there; no call of this service does. "
			   "Then F5."), STYLE_ERROR },
	[NONE_GIVEN] = { "warn", N_("She has not given this consent."),
			 N_("She gives it in her own app, by linking a bank there; no call of this "
			    "service does. Then F5."), STYLE_WARN },
	[UNCLEAR] = { "bad", N_("The service says both yes and no: it does not count."),
		      N_("Ask again with F5; if it stays so, tell your supervisor."),
		      STYLE_ERROR },
};

static void draw_stand(const struct consent_state *st, struct canvas *c, int y)
{
	char *latest;

	if (st->asking) {
		show_waiting(c, 0, y, _("Asking whether it is in force…"));
		return;
	}
	if (st->stand_err.kind) {
		show_problem(c, 0, y, c->w, &st->stand_err);
		return;
	}
	if (st->stand == NOT_ASKED) {
		canvas_wrap(c, 0, y, c->w, 2, STYLE_HINT,
			    _("F5 asks whether she has given it."));
		return;
	}
	canvas_text(c, 0, y, stands[st->stand].style, sign(c, stands[st->stand].sign));
	canvas_text(c, 2, y++, stands[st->stand].style, _(stands[st->stand].word));
	y += canvas_wrap(c, 2, y, c->w - 2, 4, STYLE_TEXT, _(stands[st->stand].next));
	if (!*st->latest)
		return;
	latest = xasprintf(_("Latest version: %s"), st->latest);
	canvas_cut(c, 2, y, c->w - 2, STYLE_DIM, latest);
	free(latest);
}

static void consent_draw(struct screen *screen, struct canvas *c)
{
	struct consent_state *st = state_of(screen);
	struct canvas page = page_of(c, 78), form;
	int y;

	canvas_text(&page, 0, 0, STYLE_TITLE, _("Consent for the bank's vendor"));
	y = draw_about(st, &page, 2) + 1;
	form = canvas_part(&page, 0, y, page.w, 4);
	y += form_draw(&st->form, &form, false);
	draw_stand(st, &page, y + 1);
}

static const struct binding bindings[] = {
	{ .key = K_F5, .name = "F5", .label = N_("Ask the service"), .run = do_ask,
	  .why_not = why_not_ask,
	  .help = N_("Asks the service whether her consent is in force.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Ask the service"), .run = do_ask,
	  .why_not = why_not_ask, .quiet = true },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops omni_consent_screen = {
	.name = "omni-consent",
	.title = N_("Consent"),
	.size = sizeof(struct consent_state),
	.typing = true,
	.bindings = bindings,
	.open = consent_open,
	.close = consent_close,
	.key = consent_key,
	.click = consent_click,
	.draw = consent_draw,
};
