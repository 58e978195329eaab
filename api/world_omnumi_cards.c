/* Debit cards: one for a wallet, from its issue to the day it is reported lost or
 * stolen (omnumi 8.10, 11).  Number and security code are made of the wallet each time
 * they are told, and are kept nowhere. */

#include "api/card_status.h"
#include "api/world_wallets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CARDS "om.cards"
#define NO_DETAILS "Details not found, Please make sure details are correct."
#define NO_CARD "Card Details Not Found"
#define BROKEN "An unexpected error occurred. Please try again later"
#define YEAR_MS INT64_C(31536000000)

static const struct {
	const char *id, *name, *vendor, *kind;
} products[] = {
	{ "7d405976-87f5-47a1-aa23-76a4ee8e63d0", "ViaCarte Classic Debit Card", "ViaCarte",
	  "DEBIT CARD" },
	{ "0c9e4f7b-52a1-4d35-9a0e-5b2f6f1d8c34", "ViaCarte Virtual Debit Card", "ViaCarte",
	  "DEBIT CARD" },
};

/* ---- whose card ---- */

/* The first of the three names that is given. */
static const char *selector_of(const json_t *args)
{
	static const char *const keys[] = { "walletAddress", "nameSpace", "customNameSpace" };

	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		if (*arg_text(args, keys[i]))
			return arg_text(args, keys[i]);
	return "";
}

/* The tenant's wallet that the call names; NULL when it was refused with text. */
static json_t *named_wallet(struct request *req, const char *text)
{
	const char *selector = selector_of(req->args);
	json_t *wallet = om_wallet(req->world, selector);

	if (om_is_broken(selector)) {
		refuse(req, 500, BROKEN);
		return NULL;
	}
	if (wallet && om_is_own(req, wallet))
		return wallet;
	refuse(req, 400, text);
	return NULL;
}

static json_t *card_of(struct world *world, const json_t *wallet)
{
	return json_object_get(world_kept(world, CARDS), arg_text(wallet, "namespace"));
}

/* ---- what stands on it ---- */

/* Digits that belong to this text in this sandbox. */
static void digits_of(struct world *world, const char *what, const char *of, int n, char *out)
{
	char *text = xasprintf("%s:%s", what, of);

	vault_word(world, text, n, out);
	for (int i = 0; i < n; i++)
		out[i] = (char)('0' + (unsigned char)out[i] % 10);
	free(text);
}

/* The digit that makes a number of so many digits right (Luhn). */
static char check_digit(const char *digits, int n)
{
	int sum = 0;

	for (int i = n - 1, twice = 1; i >= 0; i--, twice = !twice) {
		int d = (digits[i] - '0') * (twice ? 2 : 1);

		sum += d > 9 ? d - 9 : d;
	}
	return (char)('0' + (10 - sum % 10) % 10);
}

static json_t *told(struct world *world, const json_t *wallet, const json_t *card)
{
	const json_t *owner = om_customer(world, arg_text(wallet, "customerAccountId"));
	char number[17] = "421922", code[4], *holder;
	json_t *body = json_copy((json_t *)card);

	digits_of(world, "card", arg_text(wallet, "accountAddress"), 9, number + 6);
	number[15] = check_digit(number, 15);
	digits_of(world, "cvv", arg_text(wallet, "accountAddress"), 3, code);
	holder = owner ? xasprintf("%s %s", arg_text(owner, "firstName"),
				   arg_text(owner, "lastName")) :
		xstrdup(arg_text(wallet, "namespace"));
	json_object_set_new(body, "cardNumber", json_string(number));
	json_object_set_new(body, "cvv", json_string(code));
	json_object_set_new(body, "cardHolderName", json_string(holder));
	free(holder);
	return body;
}

/* ---- which there are, and having one ---- */

void do_getEligibleCards(struct request *req)
{
	const char *since = "2025-06-02T06:01:50.9030000+00:00";
	json_t *list;

	if (!named_wallet(req, NO_DETAILS))
		return;
	list = json_array();
	for (size_t i = 0; i < ARRAY_LEN(products); i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:b, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "cardProductId",
			products[i].id, "isActive", true, "createdAt", since, "updatedAt", since,
			"productVendorId", "23d2c6c8-2458-4537-8c10-f4f64ff995bd",
			"productTypeId", "6d2fdf75-0acf-4d94-8ae6-910d6269b42d",
			"vendorDssTypeId", "fc902297-b48c-4e85-9530-623670af3fde", "productName",
			products[i].name, "productVendorName", products[i].vendor,
			"productTypeName", products[i].kind));
	answer_with(req, json_pack("{s:s, s:o}", "message", "Select available product options",
				   "data", list));
}

static bool is_product(const char *id)
{
	for (size_t i = 0; i < ARRAY_LEN(products); i++)
		if (str_eq(products[i].id, id))
			return true;
	return false;
}

void do_requestCard(struct request *req)
{
	json_t *wallet = named_wallet(req, NO_DETAILS), *card;
	char until[OM_TIME_SIZE];

	if (!wallet)
		return;
	if (card_of(req->world, wallet) || !is_product(arg_text(req->args, "cardProductId"))) {
		refuse(req, 400, NO_DETAILS);
		return;
	}
	om_time(om_now(req->world) + 4 * YEAR_MS, until);
	until[10] = '\0';
	card = json_pack("{s:s, s:s, s:s, s:s, s:s}", "expiryDate", until, "cardType", "VISA",
			 "status", "Active", "vendor", "RAIN", "type", "Virtual");
	world_keep(req->world, CARDS, arg_text(wallet, "namespace"), card);
	answer_with(req, json_pack("{s:s, s:o}", "message", "Debit card issued successfully",
				   "data", told(req->world, wallet, card)));
}

void do_getCardDetails(struct request *req)
{
	json_t *wallet = named_wallet(req, NO_DETAILS);
	json_t *card = wallet ? card_of(req->world, wallet) : NULL;

	if (card)
		answer_with(req, json_pack("{s:s, s:o}", "message",
					   "Card details fetched successfully", "data",
					   told(req->world, wallet, card)));
	else if (wallet)
		refuse(req, 400, NO_DETAILS);
}

/* ---- its life ---- */

static void change_card(struct request *req, const char *status)
{
	json_t *wallet = named_wallet(req, NO_CARD);
	json_t *card = wallet ? card_of(req->world, wallet) : NULL;

	if (!wallet)
		return;
	if (!card || card_is_over(json_object_get(card, "status"))) {
		refuse(req, 400, NO_CARD);
		return;
	}
	json_object_set_new(card, "status", json_string(status));
	answer_with(req, json_pack("{s:s, s:{s:s}}", "message", "Card status updated successfully",
				   "data", "status", status));
}

void do_blockUnblockCard(struct request *req)
{
	bool block = json_is_true(json_object_get(req->args, "block"));

	change_card(req, block ? "Temporary block" : "Active");
}

void do_reportCardLost(struct request *req)
{
	change_card(req, "Lost");
}

void do_reportCardStolen(struct request *req)
{
	change_card(req, "Stolen");
}
