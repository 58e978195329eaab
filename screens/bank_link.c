/* A bank account typed by hand.  Its numbers are checked here more strictly than
 * the service does, whose own sample has a routing number of eight digits. */

#include "screens/bank.h"

#include <stdio.h>
#include <stdlib.h>

struct link_state {
	struct screen screen;
	struct form form;
	bool sending;
	struct err err;
};

static struct link_state *state_of(const struct screen *screen)
{
	return (struct link_state *)screen;
}

static const struct choice kinds[] = {
	{ "Savings", N_("Savings") },
	{ "Checking", N_("Checking") },
	{ NULL, NULL }
};

static const struct field fields[] = {
	{ .key = "bankLegalName", .label = N_("Bank"), .type = &field_text, .required = true,
	  .max = 100, .example = "US Bank", .help = N_("Its full name") },
	{ .key = "bankAccountHolderName", .label = N_("Account holder"), .type = &field_name,
	  .required = true, .max = 120, .example = "Ana Paz",
	  .help = N_("As the bank has it") },
	{ .key = "bankAccountType", .label = N_("Kind of account"), .type = &field_choice,
	  .choices = kinds, .required = true, .example = "Savings" },
	{ .key = "bankAbaRoutingNumber", .label = N_("Routing number"), .type = &field_aba,
	  .required = true, .example = "021000021",
	  .help = N_("9 digits (ABA), at the lower left of a cheque") },
	{ .key = "bankAccountNumber", .label = N_("Account number"), .type = &field_account,
	  .required = true, .secret = true, .example = "4400110022",
	  .help = N_("On a cheque or in the bank's app; letters are allowed") },
	{ .key = "bankAccountHolderPhoneNumber", .label = N_("Holder's phone"),
	  .type = &field_text, .max = 40, .example = "+12025550123" },
	{ .key = "bankAccountHolderEmail", .label = N_("Holder's e-mail"), .type = &field_email,
	  .max = 120, .example = "ana.paz@example.com" },
	{ .key = "bankAccountHolderAddress", .label = N_("Holder's address"),
	  .type = &field_text, .max = 200, .example = "1 Main Street, Reno",
	  .help = N_("On one line") },
	{ .key = NULL }
};

static void link_open(struct screen *screen, const void *arg)
{
	const struct customer *customer = &omni_person(screen->app)->customer;
	json_t *prefill = json_pack("{s:s, s:s, s:s, s:s}",
				    "bankAccountHolderName", customer->name,
				    "bankAccountHolderPhoneNumber", customer->phone,
				    "bankAccountHolderEmail", customer->email,
				    "bankAccountType", "Checking");

	(void)arg;
	form_init(&state_of(screen)->form, fields, NULL, prefill);
	json_decref(prefill);
}

static void link_close(struct screen *screen)
{
	form_release(&state_of(screen)->form);
}

static void leave(struct screen *screen)
{
	app_pop(screen->app);
}

static void on_linked(void *owner, const struct op *op, const struct reply *reply)
{
	struct link_state *st = owner;

	(void)op;
	st->sending = false;
	st->screen.app->dirty = true;
	st->err = reply->err;
	if (reply->err.kind)
		return;
	form_hide(&st->form);
	app_note(st->screen.app, NOTE_GOOD, "%s", _("The bank is linked."));
	app_when_top(&st->screen, leave);
}

static void do_link(struct screen *screen)
{
	struct link_state *st = state_of(screen);
	json_t *details = form_record(&st->form), *args;

	if (!details)
		return;
	args = json_pack("{s:s, s:o}", "customerAccountId",
			 omni_fact(screen->app, "customerAccountId"), "bankAccountDetails",
			 details);
	st->sending = true;
	st->err.kind = ERR_NONE;
	http_send(screen->app->http, &op_linkBank, args, on_linked, st);
	json_decref(args);
}

static const char *why_not_link(const struct screen *screen)
{
	if (state_of(screen)->sending)
		return _("The last answer is still awaited.");
	return app_read_only(screen->app);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool link_key(struct screen *screen, tui_key key)
{
	return form_key(&state_of(screen)->form, key);
}

static void link_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	form_click(&state_of(screen)->form, hot);
}

static void link_draw(struct screen *screen, struct canvas *c)
{
	struct link_state *st = state_of(screen);
	struct canvas wide = page_of(c, 76), form;
	struct canvas page = canvas_part(&wide, 0, 0, wide.w, wide.h < 21 ? wide.h : 21);
	int y;

	canvas_text(&page, 0, 0, STYLE_TITLE, _("Link a bank account"));
	form = canvas_part(&page, 0, 2, page.w, page.h - 6);
	form_draw(&st->form, &form, false);
	y = page.h - 3;
	if (st->err.kind)
		show_problem(&page, 0, y, page.w, &st->err);
	else if (st->sending)
		show_waiting(&page, 0, y, _("Linking the bank…"));
	else
		canvas_wrap(&page, 0, y, page.w, 2, STYLE_DIM,
			    _("Only the last four characters are shown anywhere afterwards. "
			      "Nothing of the numbers is kept here."));
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Link it"), .run = do_link,
	  .why_not = why_not_link, .help = N_("Ties this account to the customer.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Link it"), .run = do_link,
	  .why_not = why_not_link, .quiet = true },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back, not linked"), .run = do_back },
	{ 0 }
};

const struct screen_ops bank_link_screen = {
	.name = "bank-link",
	.title = N_("Link a bank account"),
	.size = sizeof(struct link_state),
	.typing = true,
	.bindings = bindings,
	.open = link_open,
	.close = link_close,
	.key = link_key,
	.click = link_click,
	.draw = link_draw,
};
