/* May this key quote?  The service tells only by refusing, so it is asked once,
 * for a price of nothing in particular, unless the profile says what the key has. */

#include "screens/scopes.h"

#include <string.h>

/* Operations that the console itself offers and a key may not reach. */
static const struct {
	const struct op *op;
	const char *why;
} offers[] = {
	{ &op_cancelOperaton,
	  N_("This key may not cancel asks; it needs the scope partner_full. Call support.") },
	{ &op_isPhoneAvailable,
	  N_("This key may not check phones; it needs the scope partner_full.") },
	{ &op_getCashOperators,
	  N_("This key may not list cash points; it needs the scope partner_send or more.") },
};

static bool is_denied(const struct app *app, size_t i)
{
	if (app->config->scopes)
		return !op_allowed(offers[i].op, app->config->scopes);
	return app->denied & 1u << i;
}

const char *scopes_why_not(const struct app *app, const struct op *op)
{
	for (size_t i = 0; i < ARRAY_LEN(offers); i++)
		if (offers[i].op == op && is_denied(app, i))
			return _(offers[i].why);
	return NULL;
}

void scopes_learn(struct app *app, const struct op *op, const struct reply *reply)
{
	for (size_t i = 0; i < ARRAY_LEN(offers); i++)
		if (offers[i].op == op && (reply->status == 401 || reply->status == 403))
			app->denied |= 1u << i;
}

static void switch_off(struct app *app, int status)
{
	err_set(&app->quote_off, ERR_AUTH, "%s",
		_("Prices cannot be shown: this key may ask for money, but not quote."));
	err_next(&app->quote_off, "%s",
		 _("The ask works without a quote. For prices, ask the provider for a key with the "
		   "scope partner_send or partner_full."));
	app->quote_off.status = status;
	app->dirty = true;
}

static void on_probe(void *owner, const struct op *op, const struct reply *reply)
{
	struct app *app = owner;

	(void)op;
	if (reply->status == 401 || reply->status == 403)
		switch_off(app, reply->status);
}

void scopes_find_out(struct app *app)
{
	json_t *args;

	if (app->scopes_asked)
		return;
	app->scopes_asked = true;
	if (app->config->scopes) {
		if (!op_allowed(&op_operationQuoteLite, app->config->scopes))
			switch_off(app, 0);
		return;
	}
	args = record_example(op_operationQuoteLite.in, true);
	http_send(app->http, &op_operationQuoteLite, args, on_probe, app);
	json_decref(args);
}
