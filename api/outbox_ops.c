/* The operations that may not be doubled.  What parts one from another stands
 * in these tables; the machine is the same for all. */

#include "api/bank.h"
#include "api/carriage.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/json_path.h"
#include "api/phone.h"

#define FACT(name, member) \
	{ .key = (name), .at = offsetof(struct ask, member), \
	  .size = sizeof(((struct ask *)NULL)->member) }

/* ---- what is known by a natural key ---- */

static void name_customer(const json_t *args, const unsigned char *salt, struct ask *ask)
{
	const char *phone = text_at(args, "phoneNumber");
	char same[20];

	(void)salt;
	phone_same(phone ? phone : "", same);
	text_put(ask->key, sizeof(ask->key), same);
}

/* Last four digits and expiry, MMYY: what one may know of a card. */
static void name_card(const json_t *args, const unsigned char *salt, struct ask *ask)
{
	const char *token = text_at(args, "number"), *expiry = text_at(args, "expirationDate");
	size_t n = token ? strlen(token) : 0;

	(void)salt;
	snprintf(ask->key, sizeof(ask->key), "%s %.4s", n > 4 ? token + n - 4 : n ? token : "",
		 expiry ? expiry : "");
	text_whole(ask->key);
}

static void card_expiry(const json_t *card, char mmyy[static 5])
{
	const char *both = text_at(card, "expirationDate");
	const char *month = text_at(card, "expirationMonth");
	const char *year = text_at(card, "expirationYear");
	size_t n = year ? strlen(year) : 0;

	mmyy[0] = '\0';
	if (both)
		snprintf(mmyy, 5, "%s", both);
	else if (month && n >= 2)
		snprintf(mmyy, 5, "%.2s%s", month, year + n - 2);
}

/* An entry without its expiry may be another card with the same digits. */
static bool is_card(const json_t *entry, const struct ask *ask, const unsigned char *salt)
{
	const char *token = text_at(entry, "number");
	const char *four = last_four(token ? token : "");
	char mmyy[5], known[sizeof(ask->key)];

	(void)salt;
	if (strlen(four) != 4)
		return false;
	card_expiry(entry, mmyy);
	snprintf(known, sizeof(known), "%s %s", four, mmyy);
	text_whole(known);
	return str_eq(known, ask->key);
}

/* An account number leaves no more than a keyed hash behind. */
static void hash_account(const char *number, const unsigned char *salt, char *hex, size_t size)
{
	unsigned char hash[16];
	char digits[40];
	size_t n = 0;

	for (; *number && n + 1 < sizeof(digits); number++)
		if (*number != ' ' && *number != '-')
			digits[n++] = *number;
	crypto_generichash(hash, sizeof(hash), (const unsigned char *)digits, n, salt,
			   SALT_BYTES);
	sodium_bin2hex(hex, size, hash, sizeof(hash));
	sodium_memzero(digits, sizeof(digits));
}

static void name_account(const json_t *args, const unsigned char *salt, struct ask *ask)
{
	const char *number = text_at(args, "number");

	hash_account(number ? number : "", salt, ask->key, sizeof(ask->key));
}

static bool is_account(const json_t *entry, const struct ask *ask, const unsigned char *salt)
{
	static const char *const keys[] = { "number", "accountNumber" };
	char hex[sizeof(ask->key)];

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		const char *number = text_at(entry, keys[i]);

		if (!number)
			continue;
		hash_account(number, salt, hex, sizeof(hex));
		if (str_eq(hex, ask->key))
			return true;
	}
	return false;
}

/* "UBN ···· 8815": as much of a method as a row may keep. */
static void method_brief(const json_t *method, char *buf, size_t size)
{
	const char *type = text_at(method, "type"), *number = text_at(method, "number");
	const char *four = last_four(number ? number : "");

	snprintf(buf, size, "%s ···· %s", type ? type : "", strlen(four) == 4 ? four : "");
	text_whole(buf);
}

/* Taking money names the operation that it belongs to, which pays out once. */
static void name_taking(const json_t *args, const unsigned char *salt, struct ask *ask)
{
	const char *id = text_at(args, "correlationId");

	(void)salt;
	text_put(ask->key, sizeof(ask->key), id ? id : "");
	method_brief(json_at(args, "destinationPaymentMethod"), ask->method, sizeof(ask->method));
}

/* It was taken when the operation says that it arrives there. */
static bool is_taken(const json_t *operation, const struct ask *ask, const unsigned char *salt)
{
	char brief[sizeof(ask->method)];

	(void)salt;
	method_brief(json_at(operation, "destinationPaymentMethod"), brief, sizeof(brief));
	return str_eq(brief, ask->method);
}

/* ---- what is known by its correlation id ---- */

static bool is_operation(const json_t *entry, const struct ask *ask, const unsigned char *salt)
{
	(void)salt;
	return str_eq(text_at(entry, "correlationId"), ask->correlation_id) ||
	       str_eq(text_at(entry, "id"), ask->correlation_id);
}

/* OperationResponsePartner.  The key of what the customer will receive is
 * misspelt by the service (raas 5.13); other amounts may be the payer's, in any
 * currency. */
static const struct told operation_told = {
	.echo = "correlationId", .status = "status", .status_detail = "statusDetails",
	.code = "code", .link = "attributionLink", .plat_id = "platId",
	.amount = "recipientAmout", .currency = "recipientCurrency",
};

/* Taken, and made a little later: its status is not one of the ask (raas 6.1). */
static const struct told full_told = {
	.echo = "operationId", .link = "link", .user_token = "userId",
};

/* The same of a transfer, where what is paid is what was said. */
static const struct told transfer_told = {
	.echo = "correlationId", .status = "status", .status_detail = "statusDetails",
	.code = "code", .link = "attributionLink", .plat_id = "platId",
	.amount = "senderAmount", .currency = "senderCurrency",
};

/* How it went when nothing came of it: there is no operation to look up then (raas 7.3). */
static const struct told outcome_told = {
	.echo = "correlationId", .status = "status", .status_detail = "errorCode",
};

/* A 500 by documentation (raas 5.17), where prose and table differ in the word. */
#define NO_OPERATION "ERROR_OPERATION_NOT_FOUND,OPERATION_NOT_FOUND"

#define LOOKS_FOR(says) \
	{ .op = &op_getOperation, .args = { FACT("id", correlation_id) }, \
	  .absent = NO_OPERATION, .told = &(says) }, \
	{ .op = &op_getOperations, .args = { FACT("userToken", user_token) }, \
	  .is_it = is_operation, .told = &(says) }

static const struct told taken_told = { .status = "status" };

static const struct told user_told = {
	.status = "status", .status_detail = "statusDetail", .user_token = "userId",
};

static const struct told method_told = { .status = "status", .method_id = "id" };

#define LOOK_AT_METHODS(which) \
	{ .op = &op_getReceivingMethods, .args = { FACT("userToken", user_token) }, \
	  .is_it = (which), .told = &method_told }

/* ---- what nothing of ours comes back of ---- */

static const struct told ach_told = {
	.status = "data.status", .status_detail = "data.reasonCode", .code = "data.referenceId",
};

static const struct told entry_told = { .status = "status", .plat_id = "trxId" };

#define ENTRY_WORDS \
	.list = "data", .id = "trxId", .amount = "amount", .at = "timestamp", \
	.status = "status", .failed = "isError", .memo = "memo", .page = 100, \
	.from = { "from", "fromNamespace", "fromCustomNamespace" }, \
	.to = { "to", "toNamespace", "toCustomNamespace" }

static const struct match_words deposit_words = { ENTRY_WORDS, .incoming = true };
static const struct match_words withdrawal_words = { ENTRY_WORDS };

/* A 404 is told before anything is done (omnumi 8.8: wallet, bank and customer are
 * checked first).  A 500 speaks of storing the authorisation and a 502 of the bank;
 * neither says whether the debit had been initiated by then, so both are UNKNOWN. */
#define ACH(entry) \
	.kind = CARRIES_ACH, .blurred = true, .silent = true, .keeps_body = true, \
	.refuses = 404, .amount_at = "amount", .told = &ach_told, \
	.facts = { FACT("customerAccountId", user_token), FACT("linkedBankId", method_id), \
		   FACT("tokenSymbol", amount.currency), FACT("identifier.value", payer) }, \
	.looks = { { .op = &op_getHistoryV2, .args = { FACT("identifier", payer) }, \
		     .with = { "type", "off-chain", "sort", "desc", "pageSize", "100" }, \
		     .match = &(entry), .told = &entry_told } }

/* A quote says what a transfer is; of that only what is repeated is kept. */
#define TRANSFER \
	.kind = CARRIES_MONEY, .pays = true, \
	.facts = { FACT("userToken", user_token), FACT("sendTo", payer_phone), \
		   FACT("correlationId", correlation_id), FACT("currency", amount.currency), \
		   FACT("destinationPaymentMethodId", method_id), FACT("reason", note) }, \
	.amount_at = "amount", .already = "ERROR_CORRELATION_ID_ALREADY_USED", \
	.told = &transfer_told, .looks = { LOOKS_FOR(transfer_told) }

/* ---- the descriptors ---- */

static const struct carriage carriages[] = {
	{
		.op = &op_requestMoneyV2, .kind = CARRIES_MONEY,
		.facts = { FACT("userToken", user_token), FACT("requestTo", payer_phone),
			   FACT("correlationId", correlation_id),
			   FACT("recipientCurrency", amount.currency),
			   FACT("destinationPaymentMethodId", method_id), FACT("reason", note) },
		.amount_at = "recipientAmount",
		.already = "ERROR_CORRELATION_ID_ALREADY_USED",
		.told = &operation_told, .looks = { LOOKS_FOR(operation_told) },
	},
	{ .op = &op_sendFunds, TRANSFER },
	{ .op = &op_sendFundsV2, TRANSFER },
	{
		.op = &op_receive, .kind = CARRIES_MONEY, .settled = true, .silent = true,
		.facts = { FACT("userToken", user_token) }, .name = name_taking,
		.told = &taken_told,
		.looks = { { .op = &op_getOperation, .args = { FACT("id", key) },
			     .absent = NO_OPERATION, .is_it = is_taken,
			     .told = &taken_told } },
	},
	{
		.op = &op_requestMoneyFull, .kind = CARRIES_MONEY,
		.facts = { FACT("requester.phoneNumber", customer_phone),
			   FACT("request.requestTo.phoneNumber", payer_phone),
			   FACT("request.requestTo.countryCode", payer_country),
			   FACT("request.correlationId", correlation_id),
			   FACT("request.recipientCurrency", amount.currency),
			   FACT("request.reason", note) },
		.amount_at = "request.recipientAmount",
		.already = "ERROR_CORRELATION_ID_ALREADY_USED",
		.told = &full_told, .looks = { LOOKS_FOR(operation_told) },
		.outcome = &outcome_told,
	},
	{
		.op = &op_registerUserV2, .kind = CARRIES_CUSTOMER, .settled = true,
		.facts = { FACT("phoneNumber", customer_phone) }, .name = name_customer,
		.already = "ERROR_USER_ALREADY_ENROLLED", .told = &user_told,
		.looks = { { .op = &op_getUserTokenV2,
			     .args = { FACT("phoneNumber", customer_phone) },
			     .absent_status = 404, .told = &user_told } },
	},
	{
		.op = &op_createFundingCard, .kind = CARRIES_METHOD, .settled = true,
		.facts = { FACT("userToken", user_token) }, .name = name_card,
		.any_refusal = true, .told = &method_told,
		.looks = { LOOK_AT_METHODS(is_card) },
	},
	{
		.op = &op_addUBNAccount, .kind = CARRIES_METHOD, .settled = true,
		.facts = { FACT("userToken", user_token) }, .name = name_account,
		.already = "UBN_ALREADY_ADDED", .told = &method_told,
		.looks = { LOOK_AT_METHODS(is_account) },
	},
	{ .op = &op_achIn, ACH(deposit_words) },
	{ .op = &op_achOut, ACH(withdrawal_words) },
};

const struct carriage *carriage_of(const char *op_name)
{
	if (!*op_name)
		return &carriages[0];
	for (size_t i = 0; i < ARRAY_LEN(carriages); i++)
		if (str_eq(carriages[i].op->name, op_name))
			return &carriages[i];
	return NULL;
}

/* ---- between request and row ---- */

#define each_place(p, places) \
	for (const struct ask_place *p = (places); \
	     p < (places) + ARRAY_LEN(places) && p->key; p++)

bool carriage_fill(const struct carriage *c, const json_t *args, const unsigned char *salt,
		   struct ask *ask, struct err *err)
{
	const json_t *amount = c->amount_at ? json_at(args, c->amount_at) : NULL;
	struct money money = ask->amount;

	text_put(ask->op, sizeof(ask->op), c->op->name);
	each_place(fact, c->facts) {
		const char *text = text_at(args, fact->key);

		text_put((char *)ask + fact->at, fact->size, text ? text : "");
	}
	if (c->name)
		c->name(args, salt, ask);
	if (c->blurred)
		snprintf(ask->key, sizeof(ask->key), "%s", ASK_BLURRED);
	if (!amount)
		return true;
	if (!money_from_wire(amount, ask->amount.currency, &money, err))
		return false;
	ask->amount = money;
	return true;
}

json_t *carriage_args(const struct carriage *c, const struct ask *ask)
{
	json_t *args = json_object();

	each_place(fact, c->facts) {
		const char *text = (const char *)ask + fact->at;

		if (*text)
			json_put_at(args, fact->key, json_string(text));
	}
	if (c->amount_at)
		json_put_at(args, c->amount_at, money_to_json(&ask->amount));
	return args;
}
