/* Cash points and the codes that money is paid in under (raas 6.9).  The chains
 * are those of assets/cash.json; `most` there is what one of them handles. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/world_own.h"

#define CODE_HOURS 72

extern const char asset_cash_json[];

static json_t *all_operators(void)
{
	json_error_t error;
	json_t *all = json_loads(asset_cash_json, JSON_REJECT_DUPLICATES, &error);

	if (!all)
		die("cash.json:%d: %s", error.line, error.text);
	return all;
}

static bool handles(const json_t *operator, const struct money *amount)
{
	struct money most;

	return money_from_json(json_object_get(operator, "most"), TENANT_CURRENCY, &most, NULL) &&
	       amount->minor <= most.minor;
}

void do_getCashOperators(struct request *req)
{
	const json_t *given = json_object_get(req->args, "operationAmmount");
	struct money amount = { 0 };
	json_t *all, *one, *list;
	size_t i;

	if (!need_user(req, 404, "ERROR_USER_NOT_FOUND"))
		return;
	if (given && !json_is_null(given) &&
	    (!money_from_json(given, TENANT_CURRENCY, &amount, NULL) || amount.minor <= 0)) {
		refuse(req, 500, "ERROR_INTERNAL_SERVER_ERROR");
		return;
	}
	all = all_operators();
	list = json_array();
	json_array_foreach(all, i, one) {
		if (!handles(one, &amount))
			continue;
		json_object_del(one, "most");
		json_array_append(list, one);
	}
	json_decref(all);
	answer_with(req, list);
}

/* The network of this number, and whose it is; both borrowed from all. */
static const json_t *find_network(const json_t *all, const char *id, const json_t **operator)
{
	const json_t *one, *network;
	size_t i, k;

	json_array_foreach(all, i, one)
		json_array_foreach(json_object_get(one, "network"), k, network)
			if (str_eq(arg_text(network, "id"), id)) {
				*operator = one;
				return network;
			}
	return NULL;
}

/* A ReferenceCode; whose it is stands in subscriberId. */
static json_t *code_made(struct request *req, const struct deal *deal, const json_t *network,
			 const json_t *operator)
{
	static const char *const asked[] = {
		"senderName", "receiverName", "networkId", "operationType", "cashProvider", NULL
	};
	json_t *code = picked(req->args, asked);
	char id[37], digits[11], expires[25];

	world_uuid(req->world, id);
	for (int i = 0; i < 10; i++)
		digits[i] = (char)('0' + world_random(req->world) % 10);
	digits[10] = '\0';
	iso_time(wall_ms() + CODE_HOURS * INT64_C(3600000), expires);
	json_object_update_missing_new(code, json_pack(
		"{s:s, s:s, s:s, s:o, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}",
		"id", id, "operationId", deal->correlation_id, "operationCode", deal->code,
		"amount", money_to_json(&deal->amount), "currency", deal->amount.currency,
		"code", digits, "expirationDate", expires, "subscriberId", req->user->id,
		"operatorName", arg_text(operator, "name"), "networkName",
		arg_text(network, "name"), "imageUrl", arg_text(operator, "imageUrl"),
		"imageCircleUrl", arg_text(operator, "imageCircleUrl"), "countryCode",
		arg_text(operator, "country")));
	world_keep(req->world, "cash operations", deal->correlation_id, json_string(id));
	world_keep(req->world, "cash codes", id, code);
	return code;
}

static json_t *code_of_deal(struct world *world, const struct deal *deal)
{
	return json_object_get(world_kept(world, "cash codes"),
			       arg_text(world_kept(world, "cash operations"),
					deal->correlation_id));
}

void do_setReferenceCode(struct request *req)
{
	struct deal *deal = deal_named(req->world, arg_text(req->args, "operationId"));
	const json_t *operator, *network, *code;
	json_t *all;

	if (!need_user(req, 404, "ERROR_USER_NOT_FOUND"))
		return;
	all = all_operators();
	network = find_network(all, arg_text(req->args, "networkId"), &operator);
	if (!deal || deal->user != req->user) {
		refuse(req, 404, "ERROR_OPERATION_NOT_FOUND");
	} else if (!network) {
		refuse(req, 404, "ERROR_NETWORK_NOT_FOUND");
	} else {
		code = code_of_deal(req->world, deal);
		if (!code)
			code = code_made(req, deal, network, operator);
		answer_with(req, json_pack(
			"{s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "Code", arg_text(code, "code"),
			"ExpirationDate", arg_text(code, "expirationDate"), "CodeType", "Barcode",
			"ResponseCode", "00", "ResponseMessage", "Approved", "Id",
			arg_text(code, "id"), "TrackingNumber",
			json_sprintf("T-%s", deal->code)));
	}
	json_decref(all);
}

void do_getReferenceCodeById(struct request *req)
{
	json_t *code = json_object_get(world_kept(req->world, "cash codes"),
				       arg_text(req->args, "referenceCodeId"));

	if (!need_user(req, 404, "ERROR_USER_NOT_FOUND"))
		return;
	if (code && str_eq(arg_text(code, "subscriberId"), req->user->id))
		answer_with(req, json_incref(code));
	else
		refuse(req, 404, "ERROR_REFERENCE_CODE_NOT_FOUND");
}

/* Whatever it names, it is noted and nothing is said. */
void do_notifyCashOperation(struct request *req)
{
	struct deal *deal = deal_named(req->world, arg_text(req->args, "operationId"));

	if (deal && deal->user == req->user && code_of_deal(req->world, deal))
		deal_press(req->world, deal, "pay");
	answer_nothing(req);
}
