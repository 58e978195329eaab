/* Adding a payout method.  A typed card goes from a process of its own to the vault;
 * what comes here is a token, and that goes on to the service. */

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/geo.h"
#include "screens/capture.h"
#include "screens/carry.h"
#include "screens/method.h"

struct add_state {
	struct screen screen;
	enum method_kind kind;
	struct field fields[8];		/* taken from the operations' tables */
	struct form form;
	struct draft draft;
	json_t *card;			/* being added; without number until the vault answered */
	bool waiting;
};

static struct add_state *state_of(const struct screen *screen)
{
	return (struct add_state *)screen;
}

static const struct {
	const char *title, *draft;
	struct capture_field fields[8];		/* where each field stands */
} forms[METHOD_KINDS] = {
	[METHOD_CARD] = {
		.title = N_("Card"), .draft = "card",
		.fields = { { &op_tokenizeCard, "CardNumber" },
			    { &op_createFundingCard, "expirationDate" },
			    { &op_tokenizeCard, "Cvv" }, { &op_createFundingCard, "nameOnCard" },
			    { &op_createFundingCard, "cardtype" } },
	},
	[METHOD_TOKEN] = {
		.title = N_("Card token"), .draft = "token",
		.fields = { { &op_createFundingCard, "number" },
			    { &op_createFundingCard, "expirationDate" },
			    { &op_createFundingCard, "cardNetwork" },
			    { &op_createFundingCard, "nameOnCard" },
			    { &op_createFundingCard, "cardtype" } },
	},
	[METHOD_BANK] = {
		.title = N_("Bank account"), .draft = "bank",
		.fields = { { &op_addUBNAccount, "number" } },
	},
};

static void fill_fields(struct add_state *st)
{
	for (int i = 0; forms[st->kind].fields[i].op; i++) {
		const struct capture_field *at = &forms[st->kind].fields[i];
		const struct field *f = field_find(at->op->in, at->key);

		assert(f);
		st->fields[i] = *f;
		st->fields[i].section = NULL;	/* too short a form for headings */
	}
}

static void on_capture(struct screen *screen, const struct capture_told *told);

/* The form is to be filled in, from its beginning or once more. */
static void take_up(struct add_state *st)
{
	if (st->kind == METHOD_CARD && !capture_is_open(&st->screen))
		capture_open(&st->screen, forms[METHOD_CARD].fields, &st->form, on_capture);
}

static void add_open(struct screen *screen, const void *arg)
{
	struct add_state *st = state_of(screen);
	struct app *app = screen->app;
	json_t *prefill;

	st->kind = *(const enum method_kind *)arg;
	fill_fields(st);
	prefill = json_pack("{ssss}", "nameOnCard", fact_of(app, "name"), "cardtype", "DebitCard");
	if (app->journey)
		json_object_update(prefill, journey_draft(app->journey, forms[st->kind].draft));
	form_init(&st->form, st->fields, NULL, prefill);
	st->draft = (struct draft){ app, forms[st->kind].draft };
	st->form.changed = draft_changed;
	st->form.ctx = &st->draft;
	json_decref(prefill);
	take_up(st);
}

static void add_close(struct screen *screen)
{
	struct add_state *st = state_of(screen);

	capture_close(screen);
	form_release(&st->form);
	json_decref(st->card);
}

static void failed(struct add_state *st, const struct err *err)
{
	struct err mine = *err;

	if (st->kind == METHOD_CARD && str_eq(mine.field, "number"))
		snprintf(mine.field, sizeof(mine.field), "CardNumber");
	if (st->kind == METHOD_CARD && str_eq(mine.field, "securityCode"))
		snprintf(mine.field, sizeof(mine.field), "Cvv");
	if (!form_blame(&st->form, &mine))
		app_blame(st->screen.app, err);
	take_up(st);
}

static void do_close(struct screen *screen)
{
	app_pop(screen->app);
}

static void set_text(json_t *record, const char *key, const char *text)
{
	if (*text)
		json_object_set_new(record, key, json_string(text));
}

static void close_now(void *owner)
{
	app_when_top(owner, do_close);
}

static void added(struct add_state *st, const struct ask *ask)
{
	struct app *app = st->screen.app;
	json_t *method = json_deep_copy(st->card);

	set_text(method, "id", ask->method_id);
	method_take(app, method, 0);
	json_decref(method);
	journey_set(app->journey, METHOD_FACT, "");
	journey_drop_draft(app->journey, forms[st->kind].draft);
	app_note(app, NOTE_GOOD, _("Added. Enter takes it for this ask."));
	app_after(app, 0, close_now, st);
}

static void add_asked(struct screen *screen, const struct ask *ask)
{
	struct add_state *st = state_of(screen);
	enum carried is = carried_is(screen->app, ask);
	struct err err;

	if (!st->card || !str_eq(ask->correlation_id, fact_of(screen->app, METHOD_FACT)))
		return;
	st->waiting = is != CARRIED_REFUSED && is != CARRIED_GONE;
	if (!st->waiting)
		journey_set(screen->app->journey, METHOD_FACT, "");
	if (is == CARRIED_THERE) {
		added(st, ask);
	} else if (is == CARRIED_ASK) {
		carried_show(screen, ask);
	} else if (is == CARRIED_REFUSED) {
		carried_refusal(screen->app, ask, &err);
		failed(st, &err);
	} else if (is == CARRIED_GONE) {
		take_up(st);
	}
}

/* Carried by the outbox from here on, sent once the frame says so. */
static void begin(struct add_state *st, const struct op *op)
{
	struct app *app = st->screen.app;
	struct ask ask = { 0 };
	struct err err = { 0 };

	set_text(st->card, "userToken", fact_of(app, "userToken"));
	text_put(ask.customer, sizeof(ask.customer), fact_of(app, "name"));
	text_put(ask.customer_phone, sizeof(ask.customer_phone), fact_of(app, "phone"));
	method_words(st->card, ask.method, sizeof(ask.method));
	st->waiting = carried_begin(app, METHOD_FACT, op, st->card, &ask, &err);
	if (!st->waiting)
		failed(st, &err);
}

/* "VISA-1111": the label that the service's own samples give a card. */
static void name_card(json_t *card)
{
	const char *token = word_of(card, "number"), *network = word_of(card, "cardNetwork");
	size_t n = strlen(token);
	char name[40] = "CARD", *p;

	if (*network && !str_eq(network, "NotApplicable"))
		text_put(name, 30, network);
	for (p = name; *p; p++)
		*p = (char)toupper((unsigned char)*p);
	snprintf(p, 6, "-%s", n > 4 ? token + n - 4 : token);
	text_whole(name);
	set_text(card, "name", name);
}

static void send_card(struct add_state *st)
{
	struct app *app = st->screen.app;
	const char *mmyy = word_of(st->card, "expirationDate");
	char month[3] = { 0 }, year[3] = { 0 };

	snprintf(month, sizeof(month), "%.2s", mmyy);
	snprintf(year, sizeof(year), "%.2s", strlen(mmyy) == 4 ? mmyy + 2 : "");
	name_card(st->card);
	set_text(st->card, "expirationMonth", month);
	set_text(st->card, "expirationYear", year);
	set_text(st->card, "type", word_of(st->card, "cardtype"));
	set_text(st->card, "country", app->config->tenant_country);
	set_text(st->card, "currency", app->config->tenant_currency);
	begin(st, &op_createFundingCard);
}

static void take_tokens(struct add_state *st, const struct reply *reply)
{
	const json_t *tokens = json_object_get(reply->body, "json");

	json_object_set(st->card, "number", json_object_get(tokens, "CardNumber"));
	if (*word_of(tokens, "Cvv"))
		json_object_set(st->card, "securityCode", json_object_get(tokens, "Cvv"));
	send_card(st);
}

/* The number and its code are on their way to the vault, the rest waits for the token. */
static void on_capture(struct screen *screen, const struct capture_told *told)
{
	struct add_state *st = state_of(screen);
	const char *network = told->network && *told->network ? told->network : "NotApplicable";

	if (told->news == CAPTURE_SENDING) {
		json_decref(st->card);
		st->card = json_deep_copy(told->record);
		set_text(st->card, "cardNetwork", network);
		st->waiting = true;
	} else if (told->news == CAPTURE_OFF) {
		app_blame(screen->app, &told->err);
		app_after(screen->app, 0, close_now, st);
	} else if (told->reply->err.kind) {
		st->waiting = false;
		failed(st, &told->reply->err);
	} else {
		st->waiting = false;
		take_tokens(st, told->reply);
	}
}

static void send_bank(struct add_state *st, json_t *record)
{
	struct app *app = st->screen.app;
	const char *bank = bank_name(word_of(record, "number"));

	set_text(record, "country", app->config->tenant_country);
	set_text(record, "currency", app->config->tenant_currency);
	set_text(record, "bankName", bank ? bank : "");
	set_text(record, "type", "UBN");
	st->card = json_incref(record);
	begin(st, &op_addUBNAccount);
}

/* Fields left empty are null in the record: they are not sent. */
static void drop_nulls(json_t *record)
{
	const char *key;
	json_t *value;
	void *next;

	json_object_foreach_safe(record, next, key, value)
		if (json_is_null(value))
			json_object_del(record, key);
}

static void do_add(struct screen *screen)
{
	struct add_state *st = state_of(screen);
	json_t *record;

	if (st->kind == METHOD_CARD) {
		capture_send(screen);
		return;
	}
	record = form_record(&st->form);
	if (!record)
		return;
	drop_nulls(record);
	json_decref(st->card);
	st->card = NULL;
	if (st->kind == METHOD_BANK) {
		send_bank(st, record);
	} else {
		st->card = json_incref(record);
		send_card(st);
	}
	json_decref(record);
}

static const char *why_not_add(const struct screen *screen)
{
	if (state_of(screen)->waiting)
		return _("It is being added. One moment.");
	return why_not_change(screen->app);
}

static bool add_key(struct screen *screen, tui_key key)
{
	struct add_state *st = state_of(screen);

	return st->kind != METHOD_CARD && !st->waiting && form_key(&st->form, key);
}

static void add_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	if (state_of(screen)->kind == METHOD_CARD)
		capture_click(screen, hot);
	else
		form_click(&state_of(screen)->form, hot);
}

/* What the number says by itself, while it is typed. */
static void draw_hint(const struct add_state *st, struct canvas *c, int y)
{
	struct capture_hint card = capture_hint(&st->screen);
	char *number = st->kind == METHOD_BANK ? form_get(&st->form, "number") : NULL;
	const char *bank = number && strlen(number) >= 3 ? bank_name(number) : NULL;

	if (*card.last4)
		canvas_textf(c, 0, y, STYLE_OK, _("%s, ends in %s"), card.network, card.last4);
	else if (*card.network)
		canvas_text(c, 0, y, STYLE_HINT, card.network);
	else if (bank)
		canvas_textf(c, 0, y, STYLE_OK, _("Bank: %s"), bank);
	else if (number && strlen(number) >= 3)
		canvas_text(c, 0, y, STYLE_WARN,
			    _("No bank is known by these first three digits."));
	free(number);
}

static void add_draw(struct screen *screen, struct canvas *c)
{
	struct add_state *st = state_of(screen);
	/* One field needs two lines for what is wrong with it, several more for help. */
	struct canvas box = form_box(c, st->form.n + (st->form.n > 1 ? 9 : 6)), form;
	int w = box.w, h = box.h;

	canvas_box(&box, 0, 0, w, h, _(forms[st->kind].title));
	form = canvas_part(&box, 2, 1, w - 4, h - 3);
	form_draw(&st->form, &form, false);
	box = canvas_part(&box, 2, h - 2, w - 4, 1);
	if (st->waiting)
		show_waiting(&box, 0, 0, _("Adding it. The number is not kept here."));
	else
		draw_hint(st, &box, 0);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Add"),
	  .help = N_("Adds this method for the customer."), .run = do_add, .why_not = why_not_add },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Add"), .run = do_add,
	  .why_not = why_not_add,
	  .quiet = true },
	{ .key = K_ESC, .name = "Esc", .label = N_("Close"),
	  .help = N_("Closes the form; card numbers are forgotten at once."), .run = do_close },
	{ 0 }
};

const struct screen_ops method_add_screen = {
	.name = "method-add",
	.title = N_("Add a payout method"),
	.size = sizeof(struct add_state),
	.overlay = true,
	.journey = true,
	.typing = true,
	.step = STEP_METHOD,
	.bindings = bindings,
	.open = add_open,
	.close = add_close,
	.key = add_key,
	.click = add_click,
	.draw = add_draw,
	.asked = add_asked,
};
