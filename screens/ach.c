/* A deposit or a withdrawal by ACH is filled in. */

#include "screens/bank.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ach_state {
	struct screen screen;
	struct form form;
	struct bank_words bank;
	bool in;
};

/* The computer's address is asked for once and kept. */
#define KEPT_ADDRESS "ach_address"

static const char *const rows[] = {
	"amount", "tokenSymbol", "identifier.type", "identifier.value", "effectiveDate",
	"authorizationMethod", "ipAddress", NULL
};

const struct op *ach_op(bool in)
{
	return in ? &op_achIn : &op_achOut;
}

static struct ach_state *state_of(const struct screen *screen)
{
	return (struct ach_state *)screen;
}

static json_t *known(const struct app *app)
{
	const char *space = omni_fact(app, "namespace"), *address;
	char *ip = store_value(app->store, KEPT_ADDRESS);
	json_t *prefill;

	address = omni_fact(app, "accountAddress");
	prefill = json_pack("{s:s, s:s, s:s, s:s}", "tokenSymbol", "USBC", "identifier.type",
			    *space || !*address ? "namespace" : "walletAddress",
			    "identifier.value", *space ? space : address, "ipAddress",
			    ip ? ip : "127.0.0.1");
	free(ip);
	return prefill;
}

static void ach_open(struct screen *screen, const void *arg)
{
	struct ach_state *st = state_of(screen);
	const struct ach_arg *which = arg;
	json_t *prefill = known(screen->app);

	st->in = which->in;
	st->bank = *which->bank;
	form_init(&st->form, ach_op(st->in)->in, rows, prefill);
	json_decref(prefill);
}

static void ach_close(struct screen *screen)
{
	form_release(&state_of(screen)->form);
}

/* "US Bank, account ending in 0412": words that say the same in every terminal. */
static char *account_words(const char *bank)
{
	static const char dots[] = " ···· ";
	const char *at = strstr(bank, dots);

	return at ? xasprintf(_("%.*s, account ending in %s"), (int)(at - bank), bank,
			      at + strlen(dots)) : xstrdup(bank);
}

/* What she agrees to; its reference is how the service's support finds it again,
 * since no other field of a transfer is ours to choose. */
static char *authorization(const struct ach_draft *draft, const char *amount, const char *bank,
			   const char *day)
{
	const char *wallet = draft->ask.payer, *reference = draft->ask.correlation_id;

	if (draft->in)
		return xasprintf(
			_("I authorise one electronic (ACH) debit of %s from my bank (%s), to be "
			  "put into my wallet %s, %s. The account is mine, or I may dispose of it, "
			  "and the money is there on that day. I was shown the amount, the account "
			  "and the day before I agreed. I can withdraw this authorisation until "
			  "the debit has begun; after that my bank tells me what I may do. "
			  "Reference %s."), amount, bank, wallet, day, reference);
	return xasprintf(
		_("I authorise one electronic (ACH) credit of %s from my wallet %s to my bank "
		  "(%s), %s. The account is mine, or I may dispose of it. I was shown the amount, "
		  "the account and the day before I agreed. I know that what was paid to a wrong "
		  "account may be lost. I can withdraw this authorisation until the credit has "
		  "begun. Reference %s."), amount, wallet, bank, day, reference);
}

static void fill_names(const struct app *app, struct ach_draft *draft)
{
	const struct customer *customer = &omni_person(app)->customer;
	struct ask *ask = &draft->ask;

	uuid_new(ask->correlation_id);
	text_put(ask->customer, sizeof(ask->customer), customer->name);
	text_put(ask->customer_phone, sizeof(ask->customer_phone), customer->phone);
	text_put(ask->method, sizeof(ask->method), draft->bank.words);
}

static void complete(const struct app *app, struct ach_draft *draft)
{
	const char *date = word_of(draft->args, "effectiveDate");
	char *day = *date ? xasprintf(_("on %s"), date) : xstrdup(_("at once"));
	char *amount, *text, *bank = account_words(draft->bank.words);

	text_put(draft->ask.payer, sizeof(draft->ask.payer),
		 word_of(json_object_get(draft->args, "identifier"), "value"));
	money_from_wire(json_object_get(draft->args, "amount"),
			word_of(draft->args, "tokenSymbol"), &draft->ask.amount, NULL);
	if (!*draft->ask.customer)
		text_put(draft->ask.customer, sizeof(draft->ask.customer), draft->ask.payer);
	amount = money_text_full(&draft->ask.amount);
	text = authorization(draft, amount, bank, day);
	json_object_update_missing_new(draft->args, json_pack(
		"{s:s, s:s, s:s, s:s, s:s}", "customerAccountId",
		omni_fact(app, "customerAccountId"), "linkedBankId", draft->bank.id,
		"authorizationText", text, "secCode", "WEB", "debitType", "ONE_TIME"));
	free(text);
	free(amount);
	free(bank);
	free(day);
}

static void do_read_back(struct screen *screen)
{
	struct ach_state *st = state_of(screen);
	struct ach_draft draft = { .in = st->in, .bank = st->bank,
				   .args = form_record(&st->form) };

	if (!draft.args)
		return;
	store_value_put(screen->app->store, KEPT_ADDRESS, word_of(draft.args, "ipAddress"));
	fill_names(screen->app, &draft);
	complete(screen->app, &draft);
	app_push(screen->app, &ach_confirm_screen, &draft);
}

static const char *why_not_read_back(const struct screen *screen)
{
	return app_read_only(screen->app);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool ach_key(struct screen *screen, tui_key key)
{
	return form_key(&state_of(screen)->form, key);
}

static void ach_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	form_click(&state_of(screen)->form, hot);
}

static void ach_draw(struct screen *screen, struct canvas *c)
{
	struct ach_state *st = state_of(screen);
	struct canvas wide = page_of(c, 76), form;
	struct canvas page = canvas_part(&wide, 0, 0, wide.w, wide.h < 21 ? wide.h : 21);
	struct fact facts[] = {
		{ _("Customer"), omni_person(screen->app)->customer.name, STYLE_TEXT },
		{ st->in ? _("From the bank") : _("To the bank"), st->bank.words, STYLE_STRONG },
	};
	int y = 2;

	canvas_text(&page, 0, 0, STYLE_TITLE, st->in ? _("Deposit: from her bank into her wallet") :
		    _("Withdrawal: from her wallet to her bank"));
	y += show_facts(&page, 0, y, facts, ARRAY_LEN(facts)) + 1;
	form = canvas_part(&page, 0, y, page.w, page.h - y - 4);
	form_draw(&st->form, &form, false);
	canvas_wrap(&page, 0, page.h - 3, page.w, 3, STYLE_DIM,
		    _("Nothing is sent yet: what she agrees to is shown next, in full. It is sent "
		      "once and never repeated by itself."));
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Read back"), .run = do_read_back,
	  .why_not = why_not_read_back,
	  .help = N_("Shows the transfer and its authorisation; nothing is sent yet.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Read back"), .run = do_read_back,
	  .why_not = why_not_read_back, .quiet = true },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops ach_screen = {
	.name = "ach",
	.title = N_("Deposit or withdrawal"),
	.size = sizeof(struct ach_state),
	.typing = true,
	.bindings = bindings,
	.open = ach_open,
	.close = ach_close,
	.key = ach_key,
	.click = ach_click,
	.draw = ach_draw,
};
