/* More about methods: what can be charged, removing, checking (raas 6.8). */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/world_own.h"

/* Nobody lives there, says the sandbox's bank. */
#define BAD_POSTAL_CODE "00000"

/* A stored method as SourceOfFunding, a closed schema whose members must all be
 * there, blank where the kind of method has none. */
static json_t *source_of_funding(const json_t *method)
{
	static const char *const shown[] = {
		"id", "name", "isPrimary", "type", "expirationDate", "expirationMonth",
		"expirationYear", "number", "cardNetwork", "currency", "country", "status",
		"allowPushCrossBorder", "allowPushDomestic", "allowReviewAddress", "externalId",
		NULL
	};
	static const char *const blank[] = {
		"accountNumber", "bankEntityNumber", "expirationDate", "expirationMonth",
		"expirationYear", "cardType", "number", "tokenData",
	};
	json_t *copy = picked(method, shown);
	const char *number = arg_text(method, "number");
	bool card = method_is_card(method);

	if (card) {
		bool debit = str_eq(arg_text(method, "type"), "DebitCard");

		json_object_set_new(copy, "cardType", json_string(debit ? "Debit" : "Credit"));
	} else {
		json_object_set_new(copy, "accountNumber", json_string(number));
		json_object_set_new(copy, "bankEntityNumber", json_sprintf("%.3s", number));
	}
	for (size_t i = 0; i < ARRAY_LEN(blank); i++)
		if (!json_object_get(copy, blank[i]))
			json_object_set_new(copy, blank[i], json_string(""));
	json_object_set_new(copy, "allowPullDomestic", json_boolean(card));
	json_object_set_new(copy, "allowPullCrossBorder", json_boolean(card));
	json_object_set_new(copy, "canOperate", json_true());
	return copy;
}

/* She pays by card; an account only receives. */
void do_listFundingSourcesForSend(struct request *req)
{
	const char *from = arg_text(req->args, "sourceCountry"), *id;
	const char *to = arg_text(req->args, "destinationCountry");
	json_t *list, *method;

	if (!need_user(req, 500, "ERROR_USER_NOT_FOUND"))
		return;
	list = json_array();
	json_object_foreach(req->user->methods, id, method)
		if (method_is_card(method) && (!*to || world_serves(to)) &&
		    (!*from || str_eq(arg_text(method, "country"), from)))
			json_array_append_new(list, source_of_funding(method));
	answer_with(req, list);
}

void do_getDestinationSOFForContactUsers(struct request *req)
{
	const char *phone = arg_text(req->args, "destinationPhone"), *id;
	struct user *known = user_by_alias(req->world, phone, "");
	json_t *list, *method;

	if (!need_user(req, 500, "ERROR_USER_NOT_FOUND"))
		return;
	if (!contact_of(req->user, phone)) {
		refuse(req, 400, "ERROR_CONTACT_NOT_FOUND");
		return;
	}
	list = json_array();
	if (known)
		json_object_foreach(known->methods, id, method)
			json_array_append_new(list, source_of_funding(method));
	answer_with(req, list);
}

void do_deletePaymentMethod(struct request *req)
{
	const char *id = arg_text(req->args, "paymentMethodId");

	if (!need_user(req, 404, "ERROR_USER_NOT_FOUND"))
		return;
	if (str_eq(arg_text(world_kept(req->world, "removed methods"), id), req->user->id)) {
		answer_nothing(req);
	} else if (!method_of(req->user, id)) {
		refuse(req, 404, "ERROR_PAYMENT_METHOD_NOT_FOUND");
	} else {
		json_object_del(req->user->methods, id);
		world_keep(req->world, "removed methods", id, json_string(req->user->id));
		answer_with(req, NULL);
	}
}

void do_generateMicroTrx(struct request *req)
{
	json_t *method;

	if (!need_user(req, 400, "USER_NOT_FOUND"))
		return;
	method = method_of(req->user, arg_text(req->args, "id"));
	if (!method) {
		refuse(req, 400, "ERROR_PAYMENT_METHOD_NOT_FOUND");
	} else if (!method_is_card(method)) {
		refuse(req, 400, "CARD_VERIFICATION_ERROR");
	} else if (str_eq(arg_text(method, "status"), "Validating")) {
		answer_nothing(req);
	} else {
		json_object_set_new(method, "status", json_string("Validating"));
		answer_with(req, NULL);
	}
}

/* Whoever and whatever it names, it is noted and nothing is said. */
void do_notifyValidateCard(struct request *req)
{
	const char *id = arg_text(req->args, "paymentMethodId");
	json_t *method = req->user ? method_of(req->user, id) : NULL;

	if (str_eq(arg_text(method, "status"), "Validating"))
		json_object_set_new(method, "status", json_string("ValidatedPush"));
	answer_nothing(req);
}

void do_getUserAccount(struct request *req)
{
	struct user *user = user_by(req->world, req->world->by_id,
				    arg_text(req->args, "raasUserId"));
	char *id;

	if (!user) {
		refuse(req, 500, NULL);
		return;
	}
	id = xasprintf("a-%.12s", user->id);
	answer_with(req, json_pack("{s:s, s:s, s:s}", "Id", id, "UserId", user->id, "Status",
				   user_is_complete(user) ? "Completed" : "InProgress"));
	free(id);
}

/* The address in a method has numbers where the request has text, and another
 * word for the country. */
static void put_address(json_t *method, const json_t *address)
{
	static const char *const same[] = {
		"address1", "address2", "address3", "streetNumber", "city", "state", "zipCode",
	};
	static const char *const degrees[] = { "latitude", "longitude" };

	for (size_t i = 0; i < ARRAY_LEN(same); i++)
		json_object_set(method, same[i], json_object_get(address, same[i]));
	for (size_t i = 0; i < ARRAY_LEN(degrees); i++)
		json_object_set_new(method, degrees[i],
				    json_real(strtod(arg_text(address, degrees[i]), NULL)));
	json_object_set(method, "country", json_object_get(address, "countryCode"));
}

void do_updateAndValidateBillingAddress(struct request *req)
{
	const json_t *address = json_object_get(req->args, "Address");
	json_t *method;

	if (!need_user(req, 400, "USER_NOT_FOUND"))
		return;
	method = method_of(req->user, arg_text(req->args, "PaymentMethodId"));
	if (!method) {
		refuse(req, 400, "ERROR_PAYMENT_METHOD_NOT_FOUND");
	} else if (str_eq(arg_text(address, "zipCode"), BAD_POSTAL_CODE)) {
		refuse(req, 400, "ADDRESS_VERIFICATION");
	} else {
		put_address(method, address);
		answer_with(req, json_incref(method));
	}
}

static bool is_past(const json_t *card)
{
	char now[25], month[24];

	iso_time(wall_ms(), now);
	snprintf(month, sizeof(month), "%04d-%02d",
		 (int)json_integer_value(json_object_get(card, "expirationYear")),
		 (int)json_integer_value(json_object_get(card, "expirationMonth")));
	return strncmp(month, now, 7) < 0;
}

static void check_card(struct request *req)
{
	const char *fault = card_fault(arg_text(req->args, "accountNumber"));

	if (is_past(req->args))
		refuse(req, 400, "CARD_VERIFICATION_ERROR");
	else
		answer_with(req, json_pack("{s:s, s:s, s:s, s:s}", "RegisterMethodErrorMessage",
					   fault ? fault : "NONE", "StatusMessage",
					   fault ? "Card was declined" : "Card is valid", "Status",
					   fault ? "Failed" : "Succeeded", "CardStatus",
					   fault ? "InvalidCard" : "ValidCard"));
}

void do_checkCardValidityPush(struct request *req)
{
	check_card(req);
}

void do_checkCardValidityPull(struct request *req)
{
	check_card(req);
}
