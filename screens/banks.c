/* The linked banks of the wallet customer in hand, and her latest transfers.  A
 * bank is linked only while her consent to Plaid's deposits by ACH is in force. */

#include "screens/bank.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/omni_mail.h"
#include "screens/when.h"
#include "tui/list.h"

enum { HOT_ROWS = 100, TRANSFERS = 8 };

enum consent { CONSENT_ASKED, CONSENT_GIVEN, CONSENT_MISSING, CONSENT_UNKNOWN };

struct banks_state {
	struct screen screen;
	json_t *banks;			/* as last read; NULL before */
	struct ask transfers[TRANSFERS];
	int n_transfers;
	struct list list;		/* banks first, then transfers */
	enum consent consent;
	bool loading;
	struct err err;
};

static struct banks_state *state_of(const struct screen *screen)
{
	return (struct banks_state *)screen;
}

static const char *account_of(const struct screen *screen)
{
	return omni_fact(screen->app, "customerAccountId");
}

static int n_banks(const struct banks_state *st)
{
	return (int)json_array_size(st->banks);
}

/* ---- reading ---- */

static void load_transfers(struct banks_state *st)
{
	struct ask_query query = { .list = ASKS_OF_CUSTOMER,
				   .user_token = account_of(&st->screen) };

	st->n_transfers = *query.user_token ?
		store_asks(st->screen.app->store, &query, st->transfers, TRANSFERS) : 0;
	list_set(&st->list, n_banks(st) + st->n_transfers);
}

/* That she has none yet is no failure. */
static void on_banks(void *owner, const struct op *op, const struct reply *reply)
{
	struct banks_state *st = owner;

	(void)op;
	st->loading = false;
	st->screen.app->dirty = true;
	st->err = (struct err){ 0 };
	json_decref(st->banks);
	st->banks = NULL;
	if (!reply->err.kind)
		st->banks = json_deep_copy(json_object_get(reply->body, "data"));
	else if (reply->status == 404)
		st->banks = json_array();
	else
		st->err = reply->err;
	load_transfers(st);
}

static void on_consent(void *owner, const struct op *op, const struct reply *reply)
{
	struct banks_state *st = owner;

	(void)op;
	st->screen.app->dirty = true;
	if (!reply->err.kind)
		st->consent = omni_consent_in_force(reply->body) ? CONSENT_GIVEN :
								   CONSENT_MISSING;
	else
		st->consent = reply->status == 404 ? CONSENT_MISSING : CONSENT_UNKNOWN;
}

static void ask_for_consent(struct banks_state *st)
{
	const struct op *op = op_find("getConsentStatus");
	struct app *app = st->screen.app;
	json_t *args = json_pack("{s:s, s:s, s:s, s:s}", "subCategory", "Deposits", "type", "ACH",
				 "paymentPartner", "PLAID", "customerAccountId",
				 account_of(&st->screen));

	st->consent = op ? CONSENT_ASKED : CONSENT_UNKNOWN;
	if (op)
		http_send(app->http, op, args, on_consent, st);
	json_decref(args);
}

static void ask_for_banks(struct banks_state *st)
{
	json_t *args = json_pack("{s:s}", "customerAccountId", account_of(&st->screen));

	st->loading = true;
	http_send(st->screen.app->http, &op_listLinkedBanks, args, on_banks, st);
	json_decref(args);
}

static void do_reload(struct screen *screen)
{
	struct banks_state *st = state_of(screen);

	if (!*account_of(screen) || st->loading)
		return;
	ask_for_consent(st);
	ask_for_banks(st);
}

static void banks_open(struct screen *screen, const void *arg)
{
	(void)arg;
	do_reload(screen);
	load_transfers(state_of(screen));
}

static void banks_close(struct screen *screen)
{
	json_decref(state_of(screen)->banks);
}

/* Something was linked or sent above. */
static void banks_shown(struct screen *screen)
{
	struct banks_state *st = state_of(screen);

	if (!st->loading && *account_of(screen)) {
		if (!st->banks)
			ask_for_consent(st);
		ask_for_banks(st);
	}
	load_transfers(st);
}

static void banks_asked(struct screen *screen, const struct ask *ask)
{
	(void)ask;
	load_transfers(state_of(screen));
	screen->app->dirty = true;
}

/* ---- the row with the focus ---- */

static const json_t *bank_at(const struct banks_state *st)
{
	return json_array_get(st->banks, (size_t)st->list.at);
}

static const struct ask *transfer_at(const struct banks_state *st)
{
	int i = st->list.at - n_banks(st);

	return i >= 0 && i < st->n_transfers ? &st->transfers[i] : NULL;
}

static char *number_of(const json_t *bank)
{
	return field_show(field_find(op_listLinkedBanks.out, "data.bankAccountNumber"),
			  json_object_get(bank, "bankAccountNumber"));
}

static void name_bank(const json_t *bank, struct bank_words *words)
{
	char *number = number_of(bank), *text = xasprintf("%s %s", word_of(bank, "bankLegalName"),
							  number);

	text_put(words->id, sizeof(words->id), word_of(bank, "linkedBankId"));
	text_put(words->words, sizeof(words->words), text);
	free(number);
	free(text);
}

static void begin(struct screen *screen, bool in)
{
	struct bank_words words;
	struct ach_arg arg = { .in = in, .bank = &words };

	name_bank(bank_at(state_of(screen)), &words);
	omni_learn(screen->app, "linkedBankId", words.id);
	omni_learn(screen->app, "bank", words.words);
	app_push(screen->app, &ach_screen, &arg);
}

static void do_deposit(struct screen *screen)
{
	begin(screen, true);
}

static void do_withdraw(struct screen *screen)
{
	begin(screen, false);
}

static const char *why_no_account(const struct screen *screen)
{
	if (!*account_of(screen))
		return _(OMNI_NO_ACCOUNT);
	return NULL;
}

static const char *why_not_move(const struct screen *screen)
{
	const char *why = why_no_account(screen);

	if (!why && !bank_at(state_of(screen)))
		why = _("Choose one of her linked banks first.");
	return why ? why : app_read_only(screen->app);
}

static const char *why_no_consent(const struct screen *screen)
{
	if (state_of(screen)->consent == CONSENT_ASKED)
		return _("One moment: her consent is being asked for.");
	if (state_of(screen)->consent == CONSENT_MISSING)
		return _("Her consent to deposits by ACH is not in force. She gives it in her own "
			 "app; F5 asks again.");
	return NULL;
}

/* The consent is one to deposits alone. */
static const char *why_not_deposit(const struct screen *screen)
{
	const char *why = why_not_move(screen);

	return why ? why : why_no_consent(screen);
}

static void do_open(struct screen *screen)
{
	const struct ask *ask = transfer_at(state_of(screen));
	struct track_arg arg = { .correlation_id = ask ? ask->correlation_id : "" };

	if (ask)
		app_push(screen->app, &ach_track_screen, &arg);
	else
		begin(screen, true);
}

static const char *why_not_open(const struct screen *screen)
{
	return transfer_at(state_of(screen)) ? NULL : why_not_deposit(screen);
}

static void do_link(struct screen *screen)
{
	app_push(screen->app, &bank_link_screen, NULL);
}

static void do_plaid(struct screen *screen)
{
	app_push(screen->app, &bank_plaid_screen, NULL);
}

static const char *why_not_link(const struct screen *screen)
{
	const char *why = why_no_account(screen);

	if (!why)
		why = why_no_consent(screen);
	return why ? why : app_read_only(screen->app);
}

/* By the key that takes customers elsewhere too, while the account is missing here. */
static void do_who(struct screen *screen)
{
	app_push(screen->app, &omni_who_screen, NULL);
}

static const char *why_not_who(const struct screen *screen)
{
	return *account_of(screen) ? _("Her account id is known.") : NULL;
}

static void do_consent(struct screen *screen)
{
	app_push(screen->app, &omni_consent_screen, NULL);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool banks_key(struct screen *screen, tui_key key)
{
	if (key == K_F2 && !*account_of(screen)) {
		do_who(screen);
		return true;
	}
	return list_key(&state_of(screen)->list, key);
}

static void banks_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct banks_state *st = state_of(screen);

	if (hot < HOT_ROWS || hot - HOT_ROWS >= st->list.n)
		return;
	st->list.at = hot - HOT_ROWS;
	if (mouse->what == MOUSE_DOUBLE && !why_not_open(screen))
		do_open(screen);
}

/* ---- drawing ---- */

static void draw_consent(const struct banks_state *st, struct canvas *c, int y)
{
	static const struct {
		const char *sign, *words;
		enum style style;
	} how[] = {
		[CONSENT_ASKED] = { "half", N_("Her consent to deposits by ACH is asked for…"),
				    STYLE_DIM },
		[CONSENT_GIVEN] = { "ok", N_("Her consent to deposits by ACH is in force"),
				    STYLE_OK },
		[CONSENT_MISSING] = { "warn", N_("Her consent to deposits by ACH is not in force: "
						 "no bank can be linked"), STYLE_WARN },
		[CONSENT_UNKNOWN] = { "warn", N_("Whether her consent is in force could not be "
						 "found out"), STYLE_WARN },
	};

	canvas_text(c, 0, y, how[st->consent].style, sign(c, how[st->consent].sign));
	canvas_cut(c, 2, y, c->w - 2, how[st->consent].style, _(how[st->consent].words));
}

static void draw_bank(const json_t *bank, struct canvas *row)
{
	char *number = number_of(bank);
	char *kind = field_show(field_find(op_listLinkedBanks.out, "data.bankAccountType"),
				json_object_get(bank, "bankAccountType"));

	canvas_cut(row, 1, 0, 26, STYLE_TEXT, word_of(bank, "bankLegalName"));
	canvas_cut(row, 28, 0, 10, STYLE_TEXT, number);
	canvas_cut(row, 40, 0, 12, STYLE_DIM, kind);
	canvas_cut(row, 53, 0, row->w - 54, STYLE_DIM, word_of(bank, "bankAccountHolderName"));
	free(number);
	free(kind);
}

static void draw_transfer(const struct ask *ask, struct canvas *row)
{
	bool in = str_eq(ask->op, op_achIn.name);
	char when[24], *amount = amount_words(ask);
	const char *word = ask->state == ASK_OPEN || ask->state == ASK_ACCEPTED ?
		codes_operation_word(ask->status) : ask_state_word(ask->state);

	day_text(ask->created_at, when);
	canvas_cut(row, 1, 0, 7, STYLE_DIM, when);
	canvas_cut(row, 9, 0, 11, STYLE_TEXT, in ? _("Deposit") : _("Withdrawal"));
	canvas_right(row, 36, 0, STYLE_TEXT, amount);
	canvas_cut(row, 38, 0, 20, STYLE_TEXT, ask->method);
	canvas_cut(row, 59, 0, row->w - 60, ask_needs_person(ask) ? STYLE_WARN : STYLE_TEXT,
		   word);
	free(amount);
}

static void draw_row(const void *ctx, int i, struct canvas *row)
{
	const struct banks_state *st = ctx;
	const json_t *bank = json_array_get(st->banks, (size_t)i);

	if (bank)
		draw_bank(bank, row);
	else
		draw_transfer(&st->transfers[i - n_banks(st)], row);
}

static int draw_none(const struct banks_state *st, struct canvas *c, int y)
{
	if (!*account_of(&st->screen))
		return canvas_wrap(c, 1, y, c->w - 2, 3, STYLE_HINT,
				   _(OMNI_NO_ACCOUNT));
	if (st->err.kind)
		return show_problem(c, 1, y, c->w - 2, &st->err);
	if (st->loading) {
		show_waiting(c, 1, y, _("Asking for her linked banks…"));
		return 1;
	}
	if (n_banks(st))
		return 0;
	return canvas_wrap(c, 1, y, c->w - 2, 2, STYLE_HINT, st->consent == CONSENT_MISSING ?
			   _("No bank is linked yet. c shows what she has to consent to first.") :
			   _("No bank is linked yet. F2 links one by its numbers, F3 by Plaid."));
}

static void banks_draw(struct screen *screen, struct canvas *c)
{
	struct banks_state *st = state_of(screen);
	struct canvas page = page_of(c, 84), rows;
	int y = 0, lines;

	canvas_text(&page, 0, y, STYLE_TITLE, _("Linked banks and transfers"));
	y = 2 + omni_draw_person(screen->app, &page, 0, 1);
	if (*account_of(screen))
		draw_consent(st, &page, y++);
	y++;
	lines = draw_none(st, &page, y);
	y += lines ? lines + 1 : 0;
	rows = canvas_part(&page, 0, y, page.w, page.h - y);
	list_draw(&st->list, &rows, true, HOT_ROWS, draw_row, st);
}

static const struct binding bindings[] = {
	{ .key = K_F2, .twin = 'l', .name = "F2", .label = N_("By numbers"), .run = do_link,
	  .why_not = why_not_link, .help = N_("Links a bank account by its numbers.") },
	{ .key = K_F2, .name = "F2", .label = N_("Customer"), .run = do_who,
	  .why_not = why_not_who,
	  .help = N_("While the account id is missing: types it.") },
	{ .key = K_F3, .twin = 'p', .name = "F3", .label = N_("Plaid"), .run = do_plaid,
	  .why_not = why_not_link,
	  .help = N_("The customer opens her bank with Plaid, which links it.") },
	{ .key = 'd', .name = "d", .label = N_("Deposit"), .run = do_deposit,
	  .why_not = why_not_deposit,
	  .help = N_("Takes money from the chosen bank into her wallet.") },
	{ .key = 'w', .name = "w", .label = N_("Withdraw"), .run = do_withdraw,
	  .why_not = why_not_move,
	  .help = N_("Sends money from her wallet to the chosen bank.") },
	{ .key = 'c', .name = "c", .label = N_("Consent"), .run = do_consent,
	  .why_not = why_no_account, .quiet = true,
	  .help = N_("The consent's own words and version.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Open"), .run = do_open,
	  .why_not = why_not_open,
	  .help = N_("A deposit from the bank, or what became of a transfer.") },
	{ .key = K_F5, .twin = 'r', .name = "F5", .label = N_("Read again"), .run = do_reload,
	  .why_not = why_no_account },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops banks_screen = {
	.name = "banks",
	.title = N_("Linked banks"),
	.size = sizeof(struct banks_state),
	.bindings = bindings,
	.open = banks_open,
	.close = banks_close,
	.key = banks_key,
	.click = banks_click,
	.shown = banks_shown,
	.asked = banks_asked,
	.draw = banks_draw,
};

static const struct op *const banks_ops[] = {
	&op_listLinkedBanks, &op_linkBank, &op_achIn, &op_achOut, NULL
};

const struct omni_journey omni_banks = {
	.title = N_("Banks and transfers"),
	.summary = N_("Link a bank; deposits and withdrawals by ACH"),
	.needs = N_("Needs her account id and her consent to ACH."),
	.by_account = true,
	.screen = &banks_screen,
	.ops = banks_ops,
};
