/* Linked banks and ACH on the sandbox: omnumi 8.7, 8.8 and 11. */

#include "api/world_wallets.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	SETTLE_MS = 60000,		/* of the world's clock, until an ACH is through */
	LINK_TOKEN_MS = 4 * 3600 * 1000,
};

/* ---- banks ---- */

static void seed_banks(struct world *world, json_t *all)
{
	(void)world;
	json_object_set_new(all, "a2e3c2c1-0f7e-4c1b-9e4d-9b75a4f7e1b3", json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:s}", "customerAccountId",
		"5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9", "bankLegalName", "US Bank",
		"bankAccountHolderName", "Ana Paz", "bankAccountNumber", "XXXXXX0412",
		"bankAbaRoutingNumber", "091000022", "bankAccountType", "Savings"));
}

static json_t *banks(struct world *world)
{
	return om_kept(world, "om.banks", seed_banks);
}

/* All but the last four as X: no more of a number is kept, nor told. */
static json_t *masked(const char *number)
{
	size_t n = strlen(number);
	char *text = xstrdup(number);
	json_t *json;

	for (size_t i = 0; i + 4 < n; i++)
		text[i] = 'X';
	json = json_string(text);
	free(text);
	return json;
}

static void keep_bank(struct request *req, const json_t *details)
{
	static const char *const keys[] = {
		"bankLegalName", "bankAccountHolderName", "bankAccountType", "bankAccountNumber",
		"bankAbaRoutingNumber", NULL
	};
	json_t *bank = picked(details, keys);
	char id[37];

	json_object_set_new(bank, "bankAccountNumber",
			    masked(arg_text(details, "bankAccountNumber")));

	banks(req->world);
	world_uuid(req->world, id);
	json_object_set_new(bank, "customerAccountId",
			    json_string(arg_text(req->args, "customerAccountId")));
	world_keep(req->world, "om.banks", id, bank);
}

/* What Plaid would tell of: always the same two. */
static void keep_plaid_banks(struct request *req)
{
	static const struct {
		const char *type, *number;
	} accounts[] = { { "Checking", "1111222233330000" }, { "Savings", "1111222233331111" } };
	const json_t *customer = om_customer(req->world, arg_text(req->args, "customerAccountId"));
	char *holder = xasprintf("%s %s", arg_text(customer, "firstName"),
				 arg_text(customer, "lastName"));

	for (size_t i = 0; i < ARRAY_LEN(accounts); i++) {
		json_t *details = json_pack(
			"{s:s, s:s, s:s, s:s, s:s}", "bankLegalName", "First Platypus Bank",
			"bankAccountHolderName", holder, "bankAccountType", accounts[i].type,
			"bankAccountNumber", accounts[i].number, "bankAbaRoutingNumber",
			"011401533");

		keep_bank(req, details);
		json_decref(details);
	}
	free(holder);
}

static void say_missing(json_t *errors, const char *key)
{
	char *text = xasprintf("%s should not be empty when plaidToken is not provided", key);

	json_array_append_new(errors, json_pack("{s:s, s:s}", "type", "link-bank", "message",
						text));
	free(text);
}

/* All that is missing of a typed account, in one answer. */
static bool has_details(struct request *req, const json_t *details)
{
	static const char *const keys[] = {
		"bankLegalName", "bankAccountHolderName", "bankAccountType", "bankAccountNumber",
		"bankAbaRoutingNumber",
	};
	/* With neither of the two ways it says no more than is documented. */
	size_t n = details ? ARRAY_LEN(keys) : 2;
	json_t *errors = json_array();

	for (size_t i = 0; i < n; i++)
		if (!*arg_text(details, keys[i]))
			say_missing(errors, keys[i]);
	if (!json_array_size(errors)) {
		json_decref(errors);
		return true;
	}
	*req->answer = (struct answer){ 400, json_pack("{s:o}", "errors", errors) };
	return false;
}

void do_linkBank(struct request *req)
{
	const json_t *details = json_object_get(req->args, "bankAccountDetails");
	const json_t *plaid = json_object_get(req->args, "plaidDetails");

	if (!om_customer(req->world, arg_text(req->args, "customerAccountId"))) {
		refuse_plain(req, 400, "link-bank", "Customer id not found");
	} else if (*arg_text(plaid, "plaidToken")) {
		keep_plaid_banks(req);
		answer_with(req, json_pack("{s:s}", "message",
					   "2 Bank Account Linked Successfully"));
	} else if (has_details(req, details)) {
		keep_bank(req, details);
		answer_with(req, json_pack("{s:s}", "message",
					   "1 Bank Account Linked Successfully"));
	}
}

static json_t *told_bank(const char *id, const json_t *bank)
{
	json_t *told = json_copy((json_t *)bank);

	json_object_del(told, "customerAccountId");
	json_object_set_new(told, "linkedBankId", json_string(id));
	return told;
}

void do_listLinkedBanks(struct request *req)
{
	const char *customer = arg_text(req->args, "customerAccountId"), *id;
	json_t *bank, *list = json_array();

	json_object_foreach(banks(req->world), id, bank)
		if (str_eq(arg_text(bank, "customerAccountId"), customer))
			json_array_append_new(list, told_bank(id, bank));
	if (json_array_size(list)) {
		answer_with(req, json_pack("{s:s, s:O}", "message",
					   "Successfully fetched linked bank accounts", "data",
					   list));
	} else if (om_customer(req->world, customer)) {
		refuse(req, 404, "Customer has no linked bank accounts");
	} else {
		refuse(req, 400, "Customer id not found");
	}
	json_decref(list);
}

/* ---- Plaid: bodies of our own choice (omnumi 8.7) ---- */

void do_createPlaidLinkToken(struct request *req)
{
	char id[37], request[15], until[OM_TIME_SIZE];

	world_uuid(req->world, id);
	world_letters(req->world, request, 14);
	om_time(om_now(req->world) + LINK_TOKEN_MS, until);
	answer_with(req, json_pack("{s:s, s:{s:o, s:s, s:s}}", "message",
				   "Plaid link token created successfully", "data", "link_token",
				   json_sprintf("link-sandbox-%s", id), "expiration", until,
				   "request_id", request));
}

void do_exchangePlaidToken(struct request *req)
{
	char id[37], item[15], request[15];

	if (!has_prefix(arg_text(req->args, "publicToken"), "public-")) {
		refuse(req, 400, NULL);
		return;
	}
	world_uuid(req->world, id);
	world_letters(req->world, item, 14);
	world_letters(req->world, request, 14);
	answer_with(req, json_pack("{s:s, s:{s:o, s:s, s:s}}", "message",
				   "Plaid token exchanged successfully", "data", "access_token",
				   json_sprintf("access-sandbox-%s", id), "item_id", item,
				   "request_id", request));
}

/* ---- ACH ---- */

/* The checks in the order of the reference (omnumi 8.8); NULL when one of them
 * refused.  Who is not there is told in one and the same way. */
static const json_t *wallet_for(struct request *req)
{
	const json_t *identifier = json_object_get(req->args, "identifier");
	const json_t *wallet = om_wallet(req->world, arg_text(identifier, "value"));
	const char *customer = arg_text(req->args, "customerAccountId");
	const json_t *bank = json_object_get(banks(req->world),
					     arg_text(req->args, "linkedBankId"));

	if (wallet && bank && om_customer(req->world, customer) &&
	    str_eq(arg_text(wallet, "customerAccountId"), customer) &&
	    str_eq(arg_text(bank, "customerAccountId"), customer))
		return wallet;
	refuse(req, 404, "Record not found in Database");
	return NULL;
}

/* How many were carried out, for whoever asks whether one was twice. */
static void count_transfer(struct world *world, const char *name)
{
	json_t *ledger = om_kept(world, "om.ach ledger", NULL);
	json_int_t n = json_integer_value(json_object_get(ledger, name));

	json_object_set_new(ledger, name, json_integer(n + 1));
}

static void say_done(struct request *req, bool in)
{
	char reference[12];

	for (int i = 0; i < 11; i++)
		reference[i] = (char)('1' + world_random(req->world) % 9);
	reference[11] = '\0';
	count_transfer(req->world, req->op->name);
	answer_with(req, json_pack(
		"{s:s, s:{s:s, s:s, s:s, s:s}}", "message",
		in ? "ACH Debit In triggered successfully" : "ACH Out ODFI triggered successfully",
		"data", "status", "INITIATED", "referenceId", reference, "message",
		in ? "Successfully processed; no error" : "Successfully processed no error",
		"reasonCode", "A00"));
}

/* Into the history of the wallet and its balance; false: there is not so much in it. */
static bool carry_out(struct request *req, const json_t *wallet, const struct money *amount,
		      bool in)
{
	char *units = xasprintf("%" PRId64 "0000000000000000", amount->minor);
	struct om_move move = {
		.from = in ? NULL : wallet, .to = in ? wallet : NULL, .units = units,
		.method = "ACH", .partner = "CLIQ", .off_chain = true, .settles_ms = SETTLE_MS,
	};
	bool ok = om_move(req->world, &move);

	free(units);
	return ok;
}

static void do_ach(struct request *req, bool in)
{
	const char *token = arg_text(req->args, "tokenSymbol");
	struct money amount = { 0 };
	const json_t *wallet = wallet_for(req);

	if (!wallet)
		return;
	money_from_wire(json_object_get(req->args, "amount"), token, &amount, NULL);
	if (amount.minor == 50000)
		refuse(req, 500, "An error occured while storing authorization record");
	else if (amount.minor == 50200)
		refuse(req, 502, "Failed to fetch bank account details");
	else if (carry_out(req, wallet, &amount, in))
		say_done(req, in);
	else
		refuse_plain(req, 400, "validationError", "Insufficient balance");
}

void do_achIn(struct request *req)
{
	do_ach(req, true);
}

void do_achOut(struct request *req)
{
	do_ach(req, false);
}
