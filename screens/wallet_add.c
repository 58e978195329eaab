/* A further wallet for a customer or a company.  Its badge is picked from the
 * service's list. */

#include "screens/wallet_own.h"

#include <stdlib.h>

#include "screens/company.h"
#include "screens/sheet.h"

struct add_state {
	struct screen screen;
	struct form form;
	char badge[96];			/* name of the one that was picked; "" */
	bool waiting;
	char added[96];			/* what the new wallet is called */
};

static struct add_state *state_of(const struct screen *screen)
{
	return (struct add_state *)screen;
}

/* The fields that this version of the service has. */
static void known_fields(const struct app *app, const char *only[static 16])
{
	int n = 0;

	field_each(f, op_addWallet.in)
		if (n < 15 && !version_before(app->config->omnumi_version, f->since))
			only[n++] = f->key;
	only[n] = NULL;
}

/* The address that is known is the one of a wallet that there is already. */
static void add_open(struct screen *screen, const void *arg)
{
	static const char *const keys[] = { "customerAccountId", "businessUserId" };
	json_t *prefill = json_pack("{s:s, s:s*}", "tokenSymbol", "USBC", "tenantId",
				    screen->app->config->omnumi_tenant_id);
	const char *only[16];
	bool found = false;

	(void)arg;
	known_fields(screen->app, only);
	for (size_t i = 0; i < ARRAY_LEN(keys) && !found; i++) {
		const char *known = omni_fact(screen->app, keys[i]);

		found = *known;
		if (found)
			json_object_set_new(prefill, keys[i], json_string(known));
	}
	form_init(&state_of(screen)->form, op_addWallet.in, only, prefill);
	json_decref(prefill);
}

static void add_close(struct screen *screen)
{
	form_release(&state_of(screen)->form);
}

static void finished(struct screen *screen)
{
	struct app *app = screen->app;
	struct screen *below = screen->below;
	char name[sizeof(state_of(screen)->added)];

	text_put(name, sizeof(name), state_of(screen)->added);
	app_pop(app);
	wallet_added(below, name);
	app_note(app, NOTE_GOOD, _("The wallet was added: %s"), name);
}

static void on_added(void *owner, const struct op *op, const struct reply *reply)
{
	struct add_state *st = owner;
	struct app *app = st->screen.app;
	const json_t *data = json_object_get(reply->body, "data");
	char *address;

	(void)op;
	st->waiting = false;
	app->dirty = true;
	if (reply->err.kind) {
		form_blame(&st->form, &reply->err);
		app_blame(app, &reply->err);
		return;
	}
	address = form_get(&st->form, "accountAddress");
	text_put(st->added, sizeof(st->added), word_of(data, "namespace"));
	omni_linked(app, word_of(data, "customerAccountId"), st->added, address);
	free(address);
	app_when_top(&st->screen, finished);
}

static void do_add(struct screen *screen)
{
	struct add_state *st = state_of(screen);
	json_t *record = form_record(&st->form), *given;

	if (!record)
		return;
	given = record_given(record);
	st->waiting = true;
	http_send(screen->app->http, &op_addWallet, given, on_added, st);
	json_decref(given);
	json_decref(record);
}

/* The service wants exactly one owner, which the catalogue cannot say. */
static const char *why_not_add(const struct screen *screen)
{
	const struct add_state *st = state_of(screen);
	char *customer = form_get(&st->form, "customerAccountId");
	char *business = form_get(&st->form, "businessUserId");
	bool one = !*customer != !*business;

	free(customer);
	free(business);
	if (!one)
		return _("Give either the customer or the company, not both.");
	return st->waiting ? _("The last answer is still awaited.") : app_read_only(screen->app);
}

static void take_badge(struct screen *below, const char *id, const char *name)
{
	struct add_state *st = state_of(below);

	form_set(&st->form, "financialBadgeId", id);
	text_put(st->badge, sizeof(st->badge), name);
}

static void do_badge(struct screen *screen)
{
	const struct badges_arg arg = { .title = N_("Choose the badge of the wallet"),
					  .search = "financial", .run = take_badge };

	app_push(screen->app, &badges_screen, &arg);
}

static const char *why_not_badge(const struct screen *screen)
{
	char why[OMNI_WHY];

	return omni_lacks(screen->app, &op_listBadges, why) ||
	       omni_retired(screen->app, &op_listBadges, why)
		? _("This version has no list of badges: type the badge's id.") : NULL;
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool add_key(struct screen *screen, tui_key key)
{
	return form_key(&state_of(screen)->form, key);
}

static void add_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	form_click(&state_of(screen)->form, hot);
}

static void add_draw(struct screen *screen, struct canvas *c)
{
	struct add_state *st = state_of(screen);
	struct canvas page = page_of(c, 84), form = canvas_part(&page, 0, 2, page.w, page.h - 4);

	canvas_text(&page, 0, 0, STYLE_TITLE, _("Add a wallet"));
	form_draw(&st->form, &form, false);
	if (*st->badge)
		canvas_textf(&page, 0, page.h - 2, STYLE_DIM, "%s: %s", _("Financial badge"),
			     st->badge);
	if (st->waiting)
		show_waiting(&page, 0, page.h - 1, _("Waiting for the answer…"));
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Add it"), .run = do_add,
	  .why_not = why_not_add, .help = N_("Adds the wallet as filled in.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Add it"), .run = do_add,
	  .why_not = why_not_add, .quiet = true },
	{ .key = K_F4, .name = "F4", .label = N_("Badge"), .run = do_badge,
	  .why_not = why_not_badge,
	  .help = N_("Picks the wallet's financial badge from the service's list.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops wallet_add_screen = {
	.name = "wallet-add", .title = N_("Add a wallet"), .size = sizeof(struct add_state),
	.typing = true, .bindings = bindings, .open = add_open, .close = add_close,
	.key = add_key, .click = add_click, .draw = add_draw,
};
