/* The start screen of the wallet service: who is in hand, and what can be done. */

#include "screens/omni.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/pii.h"
#include "screens/when.h"
#include "tui/list.h"

enum { HOT_ROWS = 100, TITLE_W = 22, LABEL_W = 13 };

struct start_state {
	struct screen screen;
	struct list list;
};

static struct start_state *state_of(const struct screen *screen)
{
	return (struct start_state *)screen;
}

/* ---- what is offered ---- */

const char *omni_why_not(const struct app *app)
{
	if (!app->config->omnumi_url)
		return _("This profile has no wallet service: set omnumi_url and "
			 "omnumi_tenant_id in the configuration.");
	return NULL;
}

const char *omni_lacks(const struct app *app, const struct op *op, char buf[static OMNI_WHY])
{
	struct err err;

	if (op_offered(op, app->config->omnumi_version, &err))
		return NULL;
	text_put(buf, OMNI_WHY, err.text);
	return buf;
}

const char *omni_retired(const struct app *app, const struct op *op, char buf[static OMNI_WHY])
{
	const char *version = app->config->omnumi_version;

	if (!op_deprecated(op, version))
		return NULL;
	snprintf(buf, OMNI_WHY, _("Version %s of the wallet service has retired “%s”: it may "
				  "refuse."), version, _(op->title));
	text_whole(buf);
	return buf;
}

void omni_open(struct screen *screen)
{
	omni_open_with(screen, "");
}

void omni_open_with(struct screen *screen, const char *alias)
{
	if (*alias)
		omni_take(screen->app, alias, NULL);
	else
		omni_follow_journey(screen->app);
	app_push(screen->app, &omni_screen, NULL);
}

const char *omni_open_off(const struct screen *screen)
{
	return omni_why_not(screen->app);
}

static const struct omni_journey *journey_at(const struct start_state *st, int i)
{
	return i >= 0 && i < st->list.n ? omni_journeys[i] : NULL;
}

static const char *why_not_open(const struct screen *screen)
{
	const struct start_state *st = state_of(screen);
	char why[OMNI_WHY];

	return omni_journey_off(screen->app, journey_at(st, st->list.at), why)
		? _("This is not offered here: the line below says why.") : NULL;
}

/* What a retired one of the journey's operations makes it say; NULL: none is. */
static const char *retired_of(const struct app *app, const struct omni_journey *journey,
			      char buf[static OMNI_WHY])
{
	for (const struct op *const *op = journey->ops; op && *op; op++)
		if (omni_retired(app, *op, buf))
			return buf;
	return NULL;
}

/* ---- keys ---- */

static void do_open(struct screen *screen)
{
	struct start_state *st = state_of(screen);

	app_push(screen->app, journey_at(st, st->list.at)->screen, NULL);
}

static void do_who(struct screen *screen)
{
	app_push(screen->app, &omni_who_screen, NULL);
}

static void do_let_go(struct screen *screen)
{
	omni_let_go(screen->app);
}

static const char *why_not_let_go(const struct screen *screen)
{
	return omni_has_person(screen->app) ? NULL : _("Nobody is in hand.");
}

static void part(struct screen *below)
{
	omni_part(below->app);
}

static void do_part(struct screen *screen)
{
	char *text = xasprintf(_("“%s” and this wallet are parted here: who is in hand stays "
				 "without it, and it can be typed again. Nothing changes at the "
				 "services."), omni_called(screen->app));

	app_push(screen->app, &dialog_screen, &(struct dialog_arg){
		.title = _("The wallet is not hers"), .text = text, .yes = _("Part them"),
		.run = part });
	free(text);
}

static const char *why_not_part(const struct screen *screen)
{
	return omni_why_not_part(screen->app);
}

static void do_learn(struct screen *screen)
{
	app_push(screen->app, &pii_screen, NULL);
}

static const char *why_not_learn(const struct screen *screen)
{
	char why[OMNI_WHY];

	if (omni_journey_off(screen->app, &omni_pii, why))
		return _("The wallet service's version here does not have it yet.");
	return *omni_fact(screen->app, "customerAccountId") ? NULL : _(OMNI_NO_ACCOUNT);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static void start_open(struct screen *screen, const void *arg)
{
	int n = 0;

	(void)arg;
	while (omni_journeys[n])
		n++;
	list_set(&state_of(screen)->list, n);
}

static bool start_key(struct screen *screen, tui_key key)
{
	return list_key(&state_of(screen)->list, key);
}

static void start_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct start_state *st = state_of(screen);

	if (!journey_at(st, hot - HOT_ROWS))
		return;
	st->list.at = hot - HOT_ROWS;
	if (mouse->what == MOUSE_DOUBLE && !why_not_open(screen))
		do_open(screen);
}

/* ---- drawing ---- */

static int draw_line(struct canvas *c, int x, int y, const char *label, const char *text)
{
	canvas_cut(c, x, y, LABEL_W - 1, STYLE_LABEL, label);
	canvas_cut(c, x + LABEL_W, y, c->w - x - LABEL_W, STYLE_TEXT, text);
	return y + 1;
}

static void add_part(struct str *line, const char *text)
{
	if (*text)
		str_addf(line, "%s%s", line->len ? " · " : "", text);
}

/* "0x9086…4587": both ends of what nobody reads through. */
static void ends_of(const char *text, char buf[static 24])
{
	size_t n = strlen(text);

	if (n > 20)
		snprintf(buf, 24, "%.6s…%s", text, text + n - 4);
	else
		text_put(buf, 24, text);
	text_whole(buf);
}

static int draw_wallet(const struct omni_person *p, struct canvas *c, int x, int y)
{
	struct str line = { 0 };
	char address[24], account[24];

	ends_of(p->wallet.account_address, address);
	ends_of(p->wallet.customer_account_id, account);
	add_part(&line, p->wallet.namespace);
	add_part(&line, address);
	if (*account) {
		char *words = xasprintf(_("account %s"), account);

		add_part(&line, words);
		free(words);
	}
	else if (line.len) {
		add_part(&line, _("account id not known yet"));
	}
	y = draw_line(c, x, y, _("Wallet"), line.len ? line.s :
		      _("not known: take her by account or wallet"));
	if (*p->wallet.bank)
		y = draw_line(c, x, y, _("Linked bank"), p->wallet.bank);
	str_release(&line);
	return y;
}

int omni_draw_person(const struct app *app, struct canvas *c, int x, int y)
{
	const struct omni_person *p = omni_person(app);
	struct str line = { 0 };
	char phone[32];
	int top = y;

	if (!omni_has_person(app)) {
		draw_line(c, x, y, _("Customer"), _("Nobody is in hand. F2 takes somebody."));
		return 1;
	}
	phone_words(p->customer.phone, phone);
	add_part(&line, p->customer.name);
	add_part(&line, phone);
	add_part(&line, p->customer.email);
	y = draw_line(c, x, y, _("Customer"), line.len ? line.s : _("no name yet"));
	y = draw_line(c, x, y, _("Remittances"), *p->customer.user_token
		? codes_user_word(p->customer.status) :
		      _("not known: home looks her up"));
	y = draw_wallet(p, c, x, y);
	str_release(&line);
	return y - top;
}

static void token_words(const struct app *app, char *buf, size_t size)
{
	int64_t until = tokens_until(app->tokens);
	char clock[8] = "";

	if (until)
		clock_text(until, clock);
	if (tokens_kind(app->tokens) == TOKEN_NONE)
		text_put(buf, size, _("none: log in first where one is needed"));
	else if (tokens_kind(app->tokens) == TOKEN_DEVICE)
		snprintf(buf, size, _("of this device, until %s"), clock);
	else if (until)
		snprintf(buf, size, _("of the customer, until %s"), clock);
	else
		text_put(buf, size, _("of the customer"));
}

static void draw_row(const void *ctx, int i, struct canvas *row)
{
	const struct start_state *st = ctx;
	const struct omni_journey *j = omni_journeys[i];
	char why[OMNI_WHY];
	bool off = omni_journey_off(st->screen.app, j, why);
	bool retired = !off && retired_of(st->screen.app, j, why);

	canvas_text(row, 0, 0, STYLE_WARN, retired ? sign(row, "warn") : " ");
	canvas_cut(row, 2, 0, TITLE_W, off ? STYLE_DIM : STYLE_TEXT, _(j->title));
	canvas_cut(row, TITLE_W + 3, 0, row->w - TITLE_W - 4, STYLE_DIM,
		   off ? _("not offered here") : _(j->summary));
}

/* Of the line that has the focus: why not, what to look out for, or what it needs. */
static void draw_hint(const struct start_state *st, struct canvas *c, int y)
{
	const struct app *app = st->screen.app;
	const struct omni_journey *j = journey_at(st, st->list.at);
	char buf[OMNI_WHY];
	const char *text = omni_journey_off(app, j, buf);
	enum style style = STYLE_WARN;

	if (!text)
		text = retired_of(app, j, buf);
	if (!text && j->by_account && !*omni_fact(app, "customerAccountId"))
		text = _(OMNI_NO_ACCOUNT);
	if (!text) {
		style = STYLE_HINT;
		text = j->needs ? _(j->needs) : "";
	}
	canvas_wrap(c, 0, y, c->w < 110 ? c->w : 110, 2, style, text);
}

static void start_draw(struct screen *screen, struct canvas *c)
{
	struct start_state *st = state_of(screen);
	char token[64];
	struct canvas rows;
	int y;

	canvas_textf(c, 0, 0, STYLE_TITLE, _("Wallet customers · version %s"),
		     screen->app->config->omnumi_version);
	y = c->h < 24 ? 1 : 2;		/* in a small window the journeys need each line */
	y += omni_draw_person(screen->app, c, 0, y);
	token_words(screen->app, token, sizeof(token));
	y = draw_line(c, 0, y, _("Login token"), token) + 1;
	rows = canvas_part(c, 0, y, c->w < 110 ? c->w : 110, c->h - y - 3);
	list_draw(&st->list, &rows, true, HOT_ROWS, draw_row, st);
	y += st->list.n + 1;
	draw_hint(st, c, y < c->h - 2 ? y : c->h - 2);
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Open"), .run = do_open,
	  .why_not = why_not_open, .help = N_("Opens the journey that has the focus.") },
	{ .key = K_F2, .twin = 'c', .name = "F2", .label = N_("Customer"), .run = do_who,
	  .help = N_("Takes somebody in hand: by phone, e-mail, account or wallet.") },
	{ .key = K_F4, .twin = 'w', .name = "F4", .label = N_("Who is it"), .run = do_learn,
	  .why_not = why_not_learn,
	  .help = N_("Asks the wallet service for name, phone and e-mail of who is in hand; "
		     "that it was read is recorded.") },
	{ .key = K_F6, .twin = 'n', .name = "F6", .label = N_("Not hers"), .run = do_part,
	  .why_not = why_not_part,
	  .help = N_("Parts the customer in hand from a wallet that is not hers.") },
	{ .key = K_F7, .name = "F7", .label = N_("Let go"), .run = do_let_go,
	  .why_not = why_not_let_go, .help = N_("Puts the customer in hand away.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops omni_screen = {
	.name = "wallet-customers", .title = N_("Wallet customers"),
	.size = sizeof(struct start_state), .bindings = bindings, .open = start_open,
	.key = start_key, .click = start_click, .draw = start_draw,
};
