/* How much is asked for, and with what words. */

#include "screens/ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/names.h"

#define DRAFT "ask"
#define AMOUNT "recipientAmount"
#define WORDS "reason"

struct ask_screen_state {
	struct screen screen;
	struct form form;
	struct draft draft;
};

static struct ask_screen_state *state_of(const struct screen *screen)
{
	return (struct ask_screen_state *)screen;
}

void ask_begin(const struct app *app, struct ask *ask)
{
	const char *phone = fact_of(app, "phone");

	*ask = (struct ask){ .state = ASK_DRAFT, .created_at = wall_ms() };
	ask->journey_id = app->journey->row.id;
	text_put(ask->user_token, sizeof(ask->user_token), fact_of(app, "userToken"));
	text_put(ask->customer, sizeof(ask->customer), fact_of(app, "name"));
	text_put(ask->customer_phone, sizeof(ask->customer_phone), phone);
	text_put(ask->payer, sizeof(ask->payer), fact_of(app, "payer.name"));
	text_put(ask->payer_phone, sizeof(ask->payer_phone), fact_of(app, "payer.phone"));
	text_put(ask->payer_country, sizeof(ask->payer_country), fact_of(app, "payer.country"));
	text_put(ask->method_id, sizeof(ask->method_id), fact_of(app, "method.id"));
	text_put(ask->method, sizeof(ask->method), fact_of(app, "method.name"));
	text_put(ask->replaces, sizeof(ask->replaces), fact_of(app, "replaces"));
}

void ask_again(struct app *app, const struct ask *ask)
{
	char *amount = money_text(&ask->amount);

	journey_set_draft(app->journey, DRAFT, AMOUNT, amount);
	journey_set_draft(app->journey, DRAFT, WORDS, ask->note);
	free(amount);
}

/* This journey's ask was confirmed already, by a run that ended too soon. */
static void go_to_track(void *owner)
{
	struct screen *screen = owner;

	flow_goto(screen->app, STEP_TRACK);
}

static void ask_open(struct screen *screen, const void *arg)
{
	static const char *const rows[] = { AMOUNT, WORDS, NULL };
	struct ask_screen_state *st = state_of(screen);
	struct app *app = screen->app;
	struct ask ask;

	(void)arg;
	if (*fact_of(app, "ask") && store_ask_get(app->store, fact_of(app, "ask"), &ask))
		app_after(app, 0, go_to_track, screen);
	form_init(&st->form, op_requestMoneyV2.in, rows,
		  app->journey ? journey_draft(app->journey, DRAFT) : NULL);
	st->draft = (struct draft){ app, DRAFT };
	st->form.changed = draft_changed;
	st->form.ctx = &st->draft;
}

static void ask_close(struct screen *screen)
{
	form_release(&state_of(screen)->form);
}

/* The amount in the customer's currency; the reason stands under its field. */
static bool read_amount(struct ask_screen_state *st, struct money *amount)
{
	char *typed = form_get(&st->form, AMOUNT);
	struct err err = { 0 };
	bool ok = money_parse(typed, st->screen.app->config->tenant_currency, amount, &err);

	if (ok && amount->minor <= 0)
		ok = err_set(&err, ERR_INPUT, "%s", _("The amount must be more than nothing."));
	if (!ok) {
		text_put(err.field, sizeof(err.field), AMOUNT);
		form_blame(&st->form, &err);
	}
	free(typed);
	return ok;
}

static void do_read_back(struct screen *screen)
{
	struct ask_screen_state *st = state_of(screen);
	json_t *record = form_record(&st->form);
	struct ask ask;
	char *words;

	ask_begin(screen->app, &ask);
	if (record && read_amount(st, &ask.amount)) {
		words = form_get(&st->form, WORDS);
		text_put(ask.note, sizeof(ask.note), words);
		free(words);
		app_push(screen->app, &confirm_screen, &ask);
	}
	json_decref(record);
}

static const char *why_not_read_back(const struct screen *screen)
{
	const struct app *app = screen->app;

	if (!*fact_of(app, "method.id"))
		return _("No payout method is chosen yet. Esc goes back to choose one.");
	if (!*fact_of(app, "payer.phone"))
		return _("No payer is chosen yet. Esc goes back to choose one.");
	return why_not_change(app);
}

static void do_method(struct screen *screen)
{
	flow_goto(screen->app, STEP_METHOD);
}

static void do_payer(struct screen *screen)
{
	flow_goto(screen->app, STEP_PAYER);
}

static void do_back(struct screen *screen)
{
	flow_back(screen->app);
}

static bool ask_key(struct screen *screen, tui_key key)
{
	return form_key(&state_of(screen)->form, key);
}

static void ask_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	form_click(&state_of(screen)->form, hot);
}

/* Who asks whom, and where it goes: what the steps before this one gave. */
static int draw_people(const struct app *app, struct canvas *c, int y)
{
	char *payer = person_words(fact_of(app, "payer.name"), fact_of(app, "payer.phone"),
				   fact_of(app, "payer.country"));
	struct fact facts[] = {
		{ _("Customer"), fact_of(app, "name"), STYLE_TEXT },
		{ _("asks"), payer, STYLE_TEXT },
		{ _("to"), fact_of(app, "method.name"), STYLE_TEXT },
		{ _("Quoted"), fact_of(app, "quoted"), STYLE_TEXT },
	};
	int lines = show_facts(c, 0, y, facts, ARRAY_LEN(facts));

	free(payer);
	return y + lines;
}

static void ask_draw(struct screen *screen, struct canvas *c)
{
	struct ask_screen_state *st = state_of(screen);
	struct app *app = screen->app;
	struct canvas page = page_of(c, 76), form;
	int y, lines;

	canvas_text(&page, 0, 0, STYLE_TITLE, _("How much shall be asked for?"));
	y = draw_people(app, &page, 2) + 1;
	form = canvas_part(&page, 0, y, page.w, 9);
	form_draw(&st->form, &form, false);
	y += 9;
	lines = odd_draw(app, &page, 0, y);
	y += lines ? lines + 1 : 0;
	canvas_textf(&page, 0, y, STYLE_DIM, _("The amount is what arrives, in %s."),
		     app->config->tenant_currency);
	if (app->quote_off.kind)
		canvas_wrap(&page, 0, y + 1, page.w, 3, STYLE_DIM, app->quote_off.text);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Read back"),
	  .help = N_("Shows the whole ask once more; nothing is sent yet."),
	  .run = do_read_back, .why_not = why_not_read_back },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Read back"), .run = do_read_back,
	  .why_not = why_not_read_back, .quiet = true },
	{ .key = K_F7, .name = "F7", .label = N_("Other method"), .run = do_method,
	  .help = N_("Back to the payout methods; what is typed here is kept.") },
	{ .key = K_F8, .name = "F8", .label = N_("Other payer"), .run = do_payer,
	  .help = N_("Back to the payers; what is typed here is kept.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops ask_screen = {
	.name = "ask",
	.title = N_("Ask"),
	.size = sizeof(struct ask_screen_state),
	.journey = true,
	.typing = true,
	.step = STEP_ASK,
	.bindings = bindings,
	.open = ask_open,
	.close = ask_close,
	.key = ask_key,
	.click = ask_click,
	.draw = ask_draw,
};
