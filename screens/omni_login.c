/* The first part of the wallet journey: a token for this device, the challenge that
 * the wallet signs, and what cannot be done here, since the call that takes the
 * signature is documented nowhere. */

#include "screens/omni.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/when.h"

#define DEVICE_MS 900000
#define LOGIN_MS 3600000

struct login_state {
	struct screen screen;
	struct form form;
	json_t *challenge;		/* as it came; NULL: none yet */
	struct err err;
	bool waiting;
};

static struct login_state *state_of(const struct screen *screen)
{
	return (struct login_state *)screen;
}

static void login_open(struct screen *screen, const void *arg)
{
	struct login_state *st = state_of(screen);
	json_t *prefill = omni_prefill(screen->app, &op_getChallenge);

	(void)arg;
	form_init(&st->form, op_getChallenge.in, NULL, prefill);
	json_decref(prefill);
}

static void login_close(struct screen *screen)
{
	struct login_state *st = state_of(screen);

	form_release(&st->form);
	json_decref(st->challenge);
}

static bool took(struct login_state *st, const struct reply *reply)
{
	st->waiting = false;
	st->err = reply->err;
	st->screen.app->dirty = true;
	if (reply->err.kind)
		form_blame(&st->form, &reply->err);
	return !reply->err.kind;
}

/* The device is told apart by a word that says nothing of it. */
static char *device_word(struct app *app)
{
	char fresh[37];

	uuid_new(fresh);
	return store_value_once(app->store, "wallet_device", fresh);
}

static void on_token(void *owner, const struct op *op, const struct reply *reply)
{
	struct login_state *st = owner;

	if (!took(st, reply))
		return;
	tokens_set(st->screen.app->tokens, op == &op_createPreauthToken ? TOKEN_DEVICE :
		   TOKEN_CUSTOMER, word_of(reply->body, "access_token"),
		   op == &op_createPreauthToken ? DEVICE_MS : LOGIN_MS);
	app_note(st->screen.app, NOTE_GOOD, op == &op_createPreauthToken ?
		 _("This device has a token for fifteen minutes.") :
		 _("Signed in, as the sandbox does it."));
}

static void do_device(struct screen *screen)
{
	struct login_state *st = state_of(screen);
	struct app *app = screen->app;
	char *device = device_word(app);
	json_t *args = json_pack("{s:s, s:s, s:s*}", "device_fingerprint", device ? device : "-",
				 "app_version", "remitty", "tenant_id",
				 version_before(app->config->omnumi_version, "4.0.0") ? NULL :
				 app->config->omnumi_tenant_id);

	st->waiting = true;
	http_send(app->http, &op_createPreauthToken, args, on_token, st);
	json_decref(args);
	free(device);
}

static void on_challenge(void *owner, const struct op *op, const struct reply *reply)
{
	struct login_state *st = owner;

	(void)op;
	if (!took(st, reply))
		return;
	json_decref(st->challenge);
	st->challenge = json_deep_copy(reply->body);
	omni_met(st->screen.app, "accountAddress",
		 word_of(json_object_get(st->challenge, "message"), "address"));
}

static void do_challenge(struct screen *screen)
{
	struct login_state *st = state_of(screen);
	json_t *args = form_record(&st->form);

	if (!args)
		return;
	st->waiting = true;
	http_send(screen->app->http, &op_getChallenge, args, on_challenge, st);
	json_decref(args);
}

static void do_sign_in(struct screen *screen)
{
	struct login_state *st = state_of(screen);
	const json_t *message = json_object_get(st->challenge, "message");
	json_t *args = json_pack("{s:s, s:s, s:s}", "address", word_of(message, "address"),
				 "nonce", word_of(st->challenge, "nonce"), "signature",
				 "signed-by-the-sandbox");

	st->waiting = true;
	http_send(screen->app->http, &op_sandboxWalletLogin, args, on_token, st);
	json_decref(args);
}

static const char *why_not_ask(const struct screen *screen)
{
	return state_of(screen)->waiting ? _("The last answer is still awaited.") : NULL;
}

static const char *why_not_device(const struct screen *screen)
{
	const char *why = app_read_only(screen->app);

	return why ? why : why_not_ask(screen);
}

static const char *why_not_sign_in(const struct screen *screen)
{
	if (screen->app->config->environment != ENV_SANDBOX)
		return _("The call that takes the signature is not documented: the wallet's own "
			 "app logs in. Set omnumi_access_token_file to use its token here.");
	if (!state_of(screen)->challenge)
		return _("Ask for a challenge first.");
	return why_not_device(screen);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool login_key(struct screen *screen, tui_key key)
{
	return form_key(&state_of(screen)->form, key);
}

static void login_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	form_click(&state_of(screen)->form, hot);
}

/* ---- drawing ---- */

static int draw_challenge(const struct login_state *st, struct canvas *c, int y)
{
	const json_t *message = json_object_get(st->challenge, "message");
	int64_t until = json_integer_value(json_object_get(st->challenge, "expiresAt"));
	char when[24] = "";
	const struct fact facts[] = {
		{ _("Who asks"), word_of(message, "domain"), STYLE_TEXT },
		{ _("What for"), word_of(message, "action"), STYLE_STRONG },
		{ _("Wallet address"), word_of(message, "address"), STYLE_TEXT },
		{ _("One-time number"), word_of(message, "nonce"), STYLE_TEXT },
		{ _("Good until"), when, STYLE_TEXT },
	};

	if (until)
		day_text(until, when);
	canvas_text(c, 0, y, STYLE_TITLE, _("The wallet is asked to sign this"));
	return y + 2 + show_facts(c, 0, y + 1, facts, ARRAY_LEN(facts));
}

static const char *what_now(const struct login_state *st)
{
	if (st->screen.app->config->environment == ENV_SANDBOX)
		return _("The call that takes the signature is not part of the documented API. "
			 "The sandbox has a stand-in for it: F4 signs in there as this wallet.");
	return _("The call that takes the signature is not documented, so remitty cannot make it: "
		 "the customer signs in the wallet's own app. A token from there can be given as "
		 "omnumi_access_token_file.");
}

static void login_draw(struct screen *screen, struct canvas *c)
{
	struct login_state *st = state_of(screen);
	struct canvas page = page_of(c, 84), form = canvas_part(&page, 0, 2, page.w, 3);
	int y = 6;

	canvas_text(&page, 0, 0, STYLE_TITLE, _("Wallet login"));
	form_draw(&st->form, &form, false);
	if (st->waiting)
		show_waiting(&page, 0, y, _("Waiting for the answer…"));
	else if (st->err.kind)
		y += show_problem(&page, 0, y, page.w, &st->err) + 1;
	if (st->challenge && !st->waiting && !st->err.kind)
		y = draw_challenge(st, &page, y);
	canvas_wrap(&page, 0, page.h - 3, page.w, 3, STYLE_HINT, what_now(st));
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Challenge"), .run = do_challenge,
	  .why_not = why_not_ask,
	  .help = N_("Asks for the message that the wallet signs to log in.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Challenge"), .run = do_challenge,
	  .why_not = why_not_ask, .quiet = true },
	{ .key = K_F3, .name = "F3", .label = N_("Device token"), .run = do_device,
	  .why_not = why_not_device,
	  .help = N_("Gets a token for this device, good for fifteen minutes, without anybody "
		     "logging in.") },
	{ .key = K_F4, .name = "F4", .label = N_("Sign in (sandbox)"), .run = do_sign_in,
	  .why_not = why_not_sign_in,
	  .help = N_("Signs in as this wallet on the sandbox; no part of the documented API.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops omni_login_screen = {
	.name = "wallet-login", .title = N_("Wallet login"), .size = sizeof(struct login_state),
	.typing = true, .bindings = bindings, .open = login_open, .close = login_close,
	.key = login_key, .click = login_click, .draw = login_draw,
};

static const struct op *const login_ops[] = { &op_createPreauthToken, &op_getChallenge, NULL };

const struct omni_journey omni_login = {
	.title = N_("Wallet login"),
	.summary = N_("A token of this device; what her wallet signs"),
	.needs = N_("Needs the wallet's address for the challenge; the device's token needs "
		    "nothing."),
	.screen = &omni_login_screen, .ops = login_ops,
};
