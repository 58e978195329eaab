/* The pages behind the links: the customer's, where she identifies herself,
 * and the payer's.  Templates of assets/, filled in; no script. */

#include <stdlib.h>
#include <string.h>

#include "api/world_own.h"

extern const char asset_link_en_html[], asset_link_es_html[];
extern const char asset_payer_en_html[], asset_payer_es_html[];
extern const char asset_nolink_html[];

struct slot {
	const char *key, *value;	/* key NULL ends */
};

static void add_escaped(struct str *out, const char *text)
{
	static const char *const entities[] = {
		['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
	};

	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c < ARRAY_LEN(entities) && entities[c])
			str_add(out, entities[c]);
		else
			str_addn(out, text, 1);
	}
}

static const char *slot_value(const struct slot *slots, const char *key, size_t n)
{
	for (; slots->key; slots++)
		if (strlen(slots->key) == n && !strncmp(slots->key, key, n))
			return slots->value;
	return "";
}

/* The template with each {{key}} replaced by its value, escaped. */
static char *filled(const char *template, const struct slot *slots)
{
	struct str out = { 0 };
	const char *open;

	while ((open = strstr(template, "{{"))) {
		size_t n = strcspn(open + 2, "}");

		str_addn(&out, template, (size_t)(open - template));
		add_escaped(&out, slot_value(slots, open + 2, n));
		template = open + 2 + n + 2;
	}
	str_add(&out, template);
	return str_steal(&out);
}

static bool reads_english(const struct user *user)
{
	return str_eq(arg_text(user->record, "lang"), "en");
}

static char *session_page(const struct user *user, const char *code)
{
	const char *detail, *status = user_status(user, &detail);
	char *name = user_name(user), *page;
	const struct slot slots[] = {
		{ "name", name }, { "phone", arg_text(user->record, "phoneNumber") },
		{ "status", status }, { "detail", str_eq(detail, "None") ? "" : detail },
		{ "code", code }, { NULL, NULL },
	};

	page = filled(reads_english(user) ? asset_link_en_html : asset_link_es_html, slots);
	free(name);
	return page;
}

/* The payer reads English unless she lives where Spanish is spoken at home. */
static char *payer_page(struct world *world, struct deal *deal)
{
	bool spanish = str_eq(arg_text(deal->payer, "countryCode"), "MX");
	char *customer = user_name(deal->user), *amount = money_text_full(&deal->amount);
	char *pays = money_text_full(&deal->pays), *page;
	const struct slot slots[] = {
		{ "customer", customer }, { "payer", arg_text(deal->payer, "firstName") },
		{ "amount", amount }, { "pays", pays }, { "reason", deal->reason },
		{ "operation", deal->code }, { "status", deal_leg(world, deal)->status },
		{ "code", deal->link }, { NULL, NULL },
	};

	page = filled(spanish ? asset_payer_es_html : asset_payer_en_html, slots);
	free(customer);
	free(amount);
	free(pays);
	return page;
}

char *world_page(struct world *world, const char *code)
{
	struct user *user = user_by(world, world->by_session_link, code);
	struct deal *deal;

	world_catch_up(world);
	deal = deal_by(world, world->by_payer_link, code);
	if (user)
		return session_page(user, code);
	return deal ? payer_page(world, deal) : NULL;
}

const char *world_no_page(void)
{
	return asset_nolink_html;
}

static bool session_press(struct user *user, const char *button, const char *reason)
{
	if (str_eq(button, "finish")) {
		user->status = "Completed";
		user->detail = NULL;
		return true;
	}
	if (!str_eq(button, "fail") || !user_detail_known(reason))
		return false;
	user_fail(user, reason);
	return true;
}

bool world_press(struct world *world, const char *code, const char *button, const char *reason)
{
	struct user *user = user_by(world, world->by_session_link, code);
	struct deal *deal;

	world_catch_up(world);
	deal = deal_by(world, world->by_payer_link, code);
	if (user)
		return session_press(user, button, reason);
	return deal && deal_press(world, deal, button);
}
