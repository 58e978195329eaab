/* Where the money arrives: the card vault, cards and bank accounts. */

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/world_own.h"

#define DECLINED_ENDING "_0002"

/* Last four digits of the cards of raas 12.1, and of the vendor's samples. */
static const char *const good_endings[] = {
	"1111", "3705", "3713", "3721", "3739", "3747", "1113", "1125", "4444", "1234",
};

void vault_word(struct world *world, const char *text, int n, char *out)
{
	unsigned char hash[32];

	crypto_generichash(hash, sizeof(hash), (const unsigned char *)text, strlen(text),
			   world->vault_key, sizeof(world->vault_key));
	for (int i = 0; i < n; i++)
		out[i] = WORLD_LETTERS[hash[i] % 62];
	out[n] = '\0';
}

void card_token(struct world *world, const char *pan, char buf[static 48])
{
	size_t len = strlen(pan);
	char word[23];

	vault_word(world, pan, 22, word);
	snprintf(buf, 48, "tok_sandbox_%s_%.4s", word, len > 4 ? pan + len - 4 : pan);
}

static void cvv_token(struct world *world, const char *cvv, char buf[static 48])
{
	char *salted = xasprintf("cvv %s", cvv), word[23];

	vault_word(world, salted, 22, word);
	snprintf(buf, 48, "tok_sandbox_%s", word);
	sodium_memzero(salted, strlen(salted));
	free(salted);
}

/* The vault answers as an echo service that saw the tokens (raas 5.21). */
void do_tokenizeCard(struct request *req)
{
	const char *pan = arg_text(req->args, "CardNumber"), *cvv = arg_text(req->args, "Cvv");
	json_t *tokens = json_object();
	char token[48];
	char *echo;

	if (*pan) {
		card_token(req->world, pan, token);
		json_object_set_new(tokens, "CardNumber", json_string(token));
	}
	if (*cvv) {
		cvv_token(req->world, cvv, token);
		json_object_set_new(tokens, "Cvv", json_string(token));
	}
	echo = json_dumps(tokens, JSON_COMPACT);
	answer_with(req, json_pack("{s:s, s:o}", "data", echo, "json", tokens));
	free(echo);
}

json_t *method_of(const struct user *user, const char *id)
{
	return *id ? json_object_get(user->methods, id) : NULL;
}

static json_t *method_by_number(const struct user *user, const char *number)
{
	const char *id;
	json_t *method;

	json_object_foreach(user->methods, id, method)
		if (!strcasecmp(arg_text(method, "number"), number))
			return method;
	return NULL;
}

json_t *ubn_held(const struct user *user, const char *number)
{
	return method_by_number(user, number);
}

/* What the processor says of a card that is well-formed. */
const char *card_fault(const char *token)
{
	size_t len = strlen(token), end = strlen(DECLINED_ENDING);

	if (len > end && !strcmp(token + len - end, DECLINED_ENDING))
		return "TRANSACTION_FAILED";
	return NULL;
}

static const char *card_status(const char *token)
{
	const char *ending = strrchr(token, '_');

	for (size_t i = 0; ending && i < ARRAY_LEN(good_endings); i++)
		if (!strcmp(ending + 1, good_endings[i]))
			return "ValidatedPush";
	return "Created";
}

/* Store a method; a new primary one takes the place of the old. */
static json_t *keep_method(struct user *user, json_t *method)
{
	bool primary = json_is_true(json_object_get(method, "isPrimary"));
	const char *id;
	json_t *other;

	json_object_foreach(user->methods, id, other)
		if (primary)
			json_object_set_new(other, "isPrimary", json_false());
	json_object_set_new(user->methods, arg_text(method, "id"), method);
	return method;
}

static const char *or_else(const char *text, const char *otherwise)
{
	return *text ? text : otherwise;
}

/* The method's wire form is the vendor's sample (raas 5.10). */
static json_t *card_made(struct world *world, const struct user *user, const json_t *card)
{
	const char *date = arg_text(card, "expirationDate"), *country = arg_text(card, "country");
	const json_t *primary = json_object_get(card, "isPrimary");
	char id[37], external[39] = "E";

	world_uuid(world, id);
	for (int i = 1; i < 33; i++)
		external[i] = "0123456789ABCDEF"[world_random(world) & 15];
	memcpy(external + 33, "00000", 6);
	country = or_else(country, "MX");
	return json_pack(
		"{s:s, s:s, s:b, s:i, s:i, s:s, s:s, s:s, s:s#, s:s#, s:s, s:s, s:b, s:b, s:b, s:s,"
		" s:s, s:s, s:s, s:s, s:s, s:n, s:n}",
		"id", id, "name", arg_text(card, "name"),
		"isPrimary", primary ? json_is_true(primary) : !json_object_size(user->methods),
		"latitude", 0, "longitude", 0, "number", arg_text(card, "number"),
		"nameOnCard", arg_text(card, "nameOnCard"), "expirationDate", date,
		"expirationYear", date + 2, 2, "expirationMonth", date, 2, "securityCode", "",
		"cardNetwork", arg_text(card, "cardNetwork"), "allowPushCrossBorder", true,
		"allowPushDomestic", true, "allowReviewAddress", false, "accountId", "",
		"externalId", external, "type", or_else(arg_text(card, "cardtype"), "DebitCard"),
		"status", card_status(arg_text(card, "number")), "country", country,
		"currency", or_else(arg_text(card, "currency"), currency_of(country)),
		"createdAt", "updatedAt");
}

json_t *card_add(struct world *world, struct user *user, const json_t *card, const char **code)
{
	json_t *held = method_by_number(user, arg_text(card, "number"));

	if (held)
		return held;	/* the same card again is no error (raas 5.10) */
	*code = card_fault(arg_text(card, "number"));
	return *code ? NULL : keep_method(user, card_made(world, user, card));
}

json_t *ubn_add(struct world *world, struct user *user, const json_t *ubn, const char **code)
{
	const char *number = arg_text(ubn, "number"), *country = arg_text(ubn, "country");
	const char *bank = arg_text(ubn, "bankName");
	char id[37], time[25], name[9];
	json_t *method;

	country = or_else(country, "MX");
	*code = method_by_number(user, number) ? "UBN_ALREADY_ADDED" : NULL;
	if (*code)
		return NULL;
	world_uuid(world, id);
	iso_time(wall_ms(), time);
	snprintf(name, sizeof(name), "UBN-%.4s", number + strlen(number) - 4);
	method = json_pack("{s:s, s:s, s:s, s:b, s:s, s:s, s:s, s:s, s:s, s:b, s:b}",
			   "id", id, "status", "Created", "name", name,
			   "isPrimary", json_is_true(json_object_get(ubn, "isPrimary")),
			   "createdAt", time, "type", "UBN", "country", country,
			   "currency", or_else(arg_text(ubn, "currency"), currency_of(country)),
			   "number", number, "allowPushCrossBorder", true,
			   "allowPushDomestic", true);
	if (*bank)
		json_object_set_new(method, "bankName", json_string(bank));
	return keep_method(user, method);
}

void do_createFundingCard(struct request *req)
{
	const char *code = NULL;
	json_t *method;

	if (!need_user(req, 400, "USER_NOT_FOUND"))
		return;
	method = card_add(req->world, req->user, req->args, &code);
	if (method)
		answer_with(req, json_incref(method));
	else
		refuse(req, 400, code);
}

json_t *picked(const json_t *from, const char *const *keys)
{
	json_t *copy = json_object();

	for (; *keys; keys++)
		if (json_object_get(from, *keys))
			json_object_set(copy, *keys, json_object_get(from, *keys));
	return copy;
}

void do_addUBNAccount(struct request *req)
{
	static const char *const shown[] = {
		"id", "status", "name", "isPrimary", "createdAt", "type", "country", "currency",
		NULL
	};
	const char *code = NULL;
	json_t *method;

	if (!need_user(req, 403, "USER_NOT_FOUND"))
		return;
	if (req->user->quirks & QUIRK_NO_SUBSCRIBER) {
		refuse(req, 500, "ERROR_INTERNAL_SERVER_ERROR");
		return;
	}
	method = ubn_add(req->world, req->user, req->args, &code);
	if (method)
		answer_with(req, picked(method, shown));
	else
		refuse(req, 400, code);
}

bool method_is_card(const json_t *method)
{
	return word_in("DebitCard,CreditCard", arg_text(method, "type"));
}

/* A stored method as PartnerPayoutMethod, which is a closed schema. */
static json_t *payout_method(const json_t *method)
{
	static const char *const shown[] = {
		"id", "name", "isPrimary", "type", "expirationDate", "expirationMonth",
		"expirationYear", "number", "cardNetwork", "currency", "country", "status",
		"allowPushCrossBorder", "allowPushDomestic", "allowReviewAddress", "externalId",
		NULL
	};
	json_t *copy = picked(method, shown);
	bool debit = str_eq(arg_text(method, "type"), "DebitCard");

	if (method_is_card(method))
		json_object_set_new(copy, "cardType", json_string(debit ? "Debit" : "Credit"));
	json_object_set_new(copy, "canOperate", json_true());
	return copy;
}

void do_getReceivingMethods(struct request *req)
{
	json_t *list, *method;
	const char *id;

	if (!need_user(req, 500, "ERROR_USER_NOT_FOUND"))
		return;
	list = json_array();
	json_object_foreach(req->user->methods, id, method)
		json_array_append_new(list, payout_method(method));
	answer_with(req, list);
}

void do_getPaymentMethodV2(struct request *req)
{
	json_t *method;

	if (!need_user(req, 404, "ERROR_USER_NOT_FOUND"))
		return;
	method = method_of(req->user, arg_text(req->args, "id"));
	if (req->user->quirks & QUIRK_NO_SUBSCRIBER)
		refuse(req, 404, "ERROR_SUBSCRIBER_NOT_FOUND");
	else if (!method)
		refuse(req, 404, "ERROR_PAYMENT_METHOD_NOT_FOUND");
	else
		answer_with(req, payout_method(method));
}

