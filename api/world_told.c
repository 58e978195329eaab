/* How an ask or a transfer is told: when it is made, and later. */

#include "api/world_own.h"

/* The contact as the service tells her; a registered one with her id. */
static json_t *payer_person(struct world *world, const struct deal *deal)
{
	const char *phone = arg_text(deal->payer, "phone");
	struct user *known = user_by_alias(world, phone, "");

	return json_pack("{s:s, s:s, s:s, s:s, s:s}",
			 "country", arg_text(deal->payer, "countryCode"), "phoneNumber", phone,
			 "firstName", arg_text(deal->payer, "firstName"),
			 "lastName", arg_text(deal->payer, "lastName"),
			 "userId", known ? known->id : "0");
}

static json_t *customer_person(const struct user *user)
{
	const json_t *r = user->record;

	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "country", arg_text(r, "countryCode"),
			 "phoneNumber", arg_text(r, "phoneNumber"), "firstName",
			 arg_text(r, "firstName"), "lastName", arg_text(r, "lastName"),
			 "email", arg_text(r, "email"), "userId", user->id);
}

static void put(json_t *body, const char *key, json_t *value)
{
	json_object_set_new(body, key, value);
}

static void put_text(json_t *body, const char *key, const char *text)
{
	json_object_set_new(body, key, json_string(text));
}

/* Only who is asked to pay has something to do there. */
static void put_link(json_t *body, const struct world *world, const struct deal *deal)
{
	if (!deal->sends)
		put(body, "attributionLink", json_sprintf("%s/l/%s", world->host, deal->link));
}

static void put_amounts(json_t *body, const struct deal *deal)
{
	put(body, "amount", money_to_json(&deal->amount));
	put_text(body, "currency", deal->amount.currency);
	put(body, "senderAmount", money_to_json(&deal->pays));
	put_text(body, "senderCurrency", deal->pays.currency);
	put(body, "recipientAmout", money_to_json(&deal->amount));	/* sic */
	put_text(body, "recipientCurrency", deal->amount.currency);
}

static const char *const brief_keys[] = { "id", "isPrimary", "number", "type", NULL };

/* The answer to the making: from is who pays, to who receives, and the date has
 * the old Microsoft form (raas 5.13, 13 nos. 6 and 7). */
json_t *deal_answer(struct world *world, struct deal *deal)
{
	json_t *other = payer_person(world, deal), *own = customer_person(deal->user);
	json_t *body = json_object();

	put_link(body, world, deal);
	put(body, "createdAt", json_sprintf("/Date(%lld)/", (long long)deal->created_at));
	put_text(body, "status", deal_leg(world, deal)->status);
	put_text(body, "statusDetails", deal_leg(world, deal)->details);
	put_text(body, "code", deal->code);
	put_text(body, "correlationId", deal->correlation_id);
	put(body, "fromUser", deal->sends ? own : other);
	put(body, "toUser", deal->sends ? other : own);
	put(body, "sourcePaymentMethod", picked(deal->source, brief_keys));
	put(body, "destinationPaymentMethod", picked(deal->method, brief_keys));
	put_amounts(body, deal);
	put(body, "estimatedExchangeRate", rate_json(deal->rate));
	put_text(body, "platId", deal->plat_id);
	return body;
}

static json_t *ignored_data(const struct deal *deal)
{
	char time[25];

	iso_time(deal->updated_at, time);
	return json_pack("{s:s, s:b, s:s, s:s}", "date", time, "notifySupport", false,
			 "reason", "I_DONT_HAVE_MONEY_RIGHT_NOW", "responsibleUserId", "0");
}

/* Detail and list rows: the union of what schema and samples show (raas
 * 5.17), with from and to of an ask the other way round than in deal_answer(). */
json_t *deal_detail(struct world *world, struct deal *deal)
{
	static const char *const method_keys[] = {
		"type", "country", "id", "number", "currency", "name", "isPrimary", NULL
	};
	const struct leg *leg = deal_leg(world, deal);
	json_t *body = json_pack("{s:s, s:s, s:s}", "id", deal->correlation_id, "correlationId",
				 deal->correlation_id, "type",
				 deal->sends ? "SendFunds" : "request");
	char created[25], updated[25];

	iso_time(deal->created_at, created);
	iso_time(deal->updated_at, updated);
	put_text(body, "createdAt", created);
	put_text(body, "updatedAt", updated);
	put_text(body, "status", leg->status);
	put_text(body, "statusDetails", leg->details);
	if (*deal->reason)
		put_text(body, "reason", deal->reason);
	put_text(body, "code", deal->code);
	put_amounts(body, deal);
	put(body, "fromUser", customer_person(deal->user));
	put(body, "toUser", payer_person(world, deal));
	put(body, "exchangeRate", rate_json(deal->rate));
	if (deal->source)
		put(body, "sourcePaymentMethod", picked(deal->source, method_keys));
	put(body, "destinationPaymentMethod", picked(deal->method, method_keys));
	put_link(body, world, deal);
	put(body, "isIgnored", json_boolean(deal->ignored));
	if (deal->ignored)
		put(body, "ignoredData", ignored_data(deal));
	put(body, "tenantfee", json_integer(0));
	put_text(body, "userId", deal->user->id);
	put(body, "cancelable", json_boolean(deal_can_cancel(world, deal)));
	put(body, "hasReferenceCode", json_boolean(json_object_get(
		world_kept(world, "cash operations"), deal->correlation_id)));
	put(body, "fromTo", json_pack("[s]", deal->user->id));
	put_text(body, "platId", deal->plat_id);
	return body;
}
