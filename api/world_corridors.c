/* Where money may go and at which rate: all of it worked out by the same terms
 * that prices are made of, so that a corridor is listed exactly when a quote
 * for it can be carried out. */

#include <stdio.h>
#include <stdlib.h>

#include "api/geo.h"
#include "api/world_own.h"

#define HOUR_MS INT64_C(3600000)

static const char *const kinds[] = { "SendFunds", "RequestFunds" };
static const char *const payin[] = { "DebitCard", "CreditCard", "BankAccount" };
static const char *const payout[] = { "CreditCard", "DebitCard", "UBN" };

static bool is_kind(const char *kind)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (!*kind || str_eq(kind, kinds[i]))
			return true;
	return false;
}

static bool wanted(const json_t *args, const char *key, const char *value)
{
	return !*arg_text(args, key) || str_eq(arg_text(args, key), value);
}

static json_t *amount(int64_t minor, const char *currency)
{
	struct money money = { .minor = minor };

	snprintf(money.currency, sizeof(money.currency), "%s", currency);
	return money_to_json(&money);
}

static json_t *corridor_row(const struct corridor *c)
{
	char *id = xasprintf("%s-%s-%s-%s", c->source, c->destination, c->source_type,
			     c->destination_type);
	json_t *fees = json_pack("{s:o, s:o, s:o, s:o, s:o}",
				 "SourceFee", amount(c->source_fee, c->from),
				 "TransactionFee", amount(c->transaction_fee, c->from),
				 "PartnerFee", amount(c->partner_fee, c->from),
				 "TenantFee", amount(c->tenant_fee, c->from),
				 "DestinationFee", amount(c->destination_fee, c->to));
	json_t *row = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:o, s:o, s:o, s:{s:i}}",
				"Id", id, "SourceCountry", c->source,
				"DestinationCountry", c->destination,
				"SourcePaymentMethodType", c->source_type,
				"DestinationPaymentMethodType", c->destination_type,
				"SourceCurrency", c->from, "DestinationCurrency", c->to,
				"IsActive", 1, "LowerLimit", amount(c->lower, c->from),
				"UpperLimit", amount(c->upper, c->from), "Fees", fees,
				"CorridorRequirements", "Level", 1);

	free(id);
	return row;
}

/* Every pair of methods between two countries. */
static void add_corridors(json_t *rows, const char *source, const char *destination)
{
	struct corridor c = { .source = source, .destination = destination };

	for (size_t i = 0; i < ARRAY_LEN(payin) * ARRAY_LEN(payout); i++) {
		c.source_type = payin[i / ARRAY_LEN(payout)];
		c.destination_type = payout[i % ARRAY_LEN(payout)];
		if (corridor_fill(&c))
			json_array_append_new(rows, corridor_row(&c));
	}
}

void do_getCorridors(struct request *req)
{
	json_t *rows = json_array();

	for (int i = 0; is_kind(arg_text(req->args, "operationType")) && served_country(i); i++)
		for (int k = 0; served_country(k); k++)
			if (wanted(req->args, "sourceCountry", served_country(i)) &&
			    wanted(req->args, "destinationCountry", served_country(k)))
				add_corridors(rows, served_country(i), served_country(k));
	answer_with(req, rows);
}

/* The country asked about: by default the customer's own. */
static const char *destination(const struct request *req)
{
	const char *given = arg_text(req->args, "destinationCountry");

	return *given ? given : arg_text(req->user->record, "countryCode");
}

static json_t *words(const char *const *list, size_t n)
{
	json_t *all = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(all, json_string(list[i]));
	return all;
}

void do_getAvailableOperationType(struct request *req)
{
	if (need_user(req, 500, "ERROR_USER_NOT_FOUND"))
		answer_with(req, words(kinds, world_serves(destination(req)) ?
					      ARRAY_LEN(kinds) : 0));
}

void do_getAvailablePayoutMethods(struct request *req)
{
	bool open;

	if (!need_user(req, 404, "ERROR_USER_NOT_FOUND"))
		return;
	open = world_serves(destination(req)) && is_kind(arg_text(req->args, "operationType"));
	answer_with(req, words(payout, open ? ARRAY_LEN(payout) : 0));
}

void do_getAvailablePaymentMethods(struct request *req)
{
	if (need_user(req, 404, "ERROR_USER_NOT_FOUND"))
		answer_with(req, words(payout, ARRAY_LEN(payout)));
}

/* What can be paid for in dollars, country by country. */
void do_getAvailableOperationsNoUser(struct request *req)
{
	const char *phone = arg_text(req->args, "toPhoneNumber");
	struct phone to = { 0 };
	json_t *rows = json_array();

	if (*phone)
		phone_parse(phone, NULL, &to, NULL);
	for (int i = 0; served_country(i); i++) {
		const char *country = served_country(i);

		if (*phone && !str_eq(to.country, country))
			continue;
		for (size_t k = 0; k < ARRAY_LEN(kinds); k++)
			json_array_append_new(rows, json_pack("{s:s, s:s, s:s, s:s}",
				"operationType", kinds[k], "destinationCountry", country,
				"sourceCurrency", "USD",
				"destinationCurrency", currency_of(country)));
	}
	answer_with(req, rows);
}

/* The table is the same at any time; each hour it counts as looked at anew. */
void do_getExchangeRates(struct request *req)
{
	json_t *rows = json_array();
	char at[25], id[12];
	int n = 0;

	iso_time(wall_ms() / HOUR_MS * HOUR_MS, at);
	for (int i = 0; rate_currency(i); i++)
		for (int k = 0; rate_currency(k); k++) {
			const char *from = rate_currency(i), *to = rate_currency(k);

			if (i == k || !wanted(req->args, "currencyCodeSrc", from) ||
			    !wanted(req->args, "currencyCodeDest", to))
				continue;
			snprintf(id, sizeof(id), "%d", ++n);
			json_array_append_new(rows, json_pack("{s:s, s:s, s:s, s:o, s:s}",
				"id", id, "currencyCodeSrc", from, "currencyCodeDest", to,
				"exchangeRate", rate_json(world_rate(from, to)),
				"exchangeRateUpdatedAt", at));
		}
	answer_with(req, rows);
}
