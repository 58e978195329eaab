#include "api/card_status.h"
#include "api/ops_wallets.h"

/* Debit cards of a wallet: omnumi 8.10.  There is no number of a card: the wallet is
 * the key, by one of three names. */

#define FIELDS_WALLET_BY(place) \
	{ .key = "walletAddress", .label = N_("Address of the wallet"), .type = &field_text, \
	  .in = place, .max = 120, .example = "0x3fD2aE74c5a1f45E9B6f23f7B9c18D52A8e6D8a9", \
	  .help = N_("One of the three is enough"), .source = "omnumi 8.10" }, \
	{ .key = "nameSpace", .label = N_("Name of the wallet"), .type = &field_text, \
	  .in = place, .max = 120, .example = "omnumi-core", \
	  .help = N_("One of the three is enough"), .source = "omnumi 8.10" }, \
	{ .key = "customNameSpace", .label = N_("Own name"), .type = &field_text, \
	  .in = place, .max = 120, .example = "partner-xyz", \
	  .help = N_("One of the three is enough"), .source = "omnumi 8.10" }

#define ONE_OF_THREE "walletAddress,nameSpace,customNameSpace"

#define NO_DETAILS "Details not found, Please make sure details are correct."
#define NO_CARD "Card Details Not Found"

/* By the answers that all six have alike; wallet: items that name one. */
#define ANSWERS_OF_CARDS \
	{ .status = 401, .code = "API Key", .title = N_("wrong key"), \
	  .provoke = "an api-key that is not known", .reason = "Invalid API Key", \
	  .how = "nameSpace=" OPS_OM_WALLET "; @key=wrong" }, \
	{ .status = 403, .code = "Access control", .title = N_("unknown tenant"), \
	  .provoke = "a tenant-id that is not known", \
	  .reason = "Access denied for this resource", \
	  .how = "nameSpace=" OPS_OM_WALLET "; @tenant=wrong" }, \
	{ .status = 500, .code = "Internal server error", \
	  .title = N_("the service could not do it"), \
	  .provoke = "a wallet whose name contains 500", \
	  .reason = "An unexpected error occurred. Please try again later", \
	  .how = "nameSpace=" OPS_OM_BROKEN_WALLET "; @sandbox" }, \
	ANSWERS_END

#define ANSWERS_NO_WALLET(text) \
	{ .status = 400, .code = "Not found", .title = N_("unknown wallet"), \
	  .provoke = "a wallet that nobody has, or none of the three names", \
	  .reason = text, .how = "nameSpace=usbc.nobody.ul | @sandbox" }

/* ---- which cards there are ---- */

static const struct field eligible_in[] = { FIELDS_WALLET_BY(IN_QUERY), { .key = NULL } };

static const struct field card_product[] = {
	{ .key = "cardProductId", .label = N_("Number of the product"), .type = &field_text,
	  .required = true, .example = "7d405976-87f5-47a1-aa23-76a4ee8e63d0" },
	{ .key = "productName", .label = N_("Card"), .type = &field_text,
	  .example = "ViaCarte Classic Debit Card" },
	{ .key = "productTypeName", .label = N_("Kind of card"), .type = &field_text,
	  .example = "DEBIT CARD" },
	{ .key = "productVendorName", .label = N_("Issued by"), .type = &field_text,
	  .example = "ViaCarte" },
	{ .key = "isActive", .label = N_("Offered now"), .type = &field_bool, .example = "true" },
	{ .key = "createdAt", .label = N_("Since"), .type = &field_time,
	  .example = "2025-06-02T06:01:50.9030000+00:00" },
	{ .key = "updatedAt", .label = N_("Changed"), .type = &field_time,
	  .example = "2025-06-02T06:01:50.9030000+00:00" },
	{ .key = "productVendorId", .label = N_("Number of the issuer"), .type = &field_text,
	  .example = "23d2c6c8-2458-4537-8c10-f4f64ff995bd" },
	{ .key = "productTypeId", .label = N_("Number of the kind"), .type = &field_text,
	  .example = "6d2fdf75-0acf-4d94-8ae6-910d6269b42d" },
	{ .key = "vendorDssTypeId", .label = N_("Number at the third party"),
	  .type = &field_text, .example = "fc902297-b48c-4e85-9530-623670af3fde" },
	{ .key = NULL }
};

static const struct field eligible_out[] = {
	FIELD_MESSAGE("Select available product options", "omnumi 8.10"),
	{ .key = "data", .label = N_("Cards"), .type = &field_list, .required = true,
	  .fields = card_product, .source = "omnumi 8.10" },
	{ .key = NULL }
};

static const struct answer_doc eligible_answers[] = {
	{ .status = 200, .title = N_("cards on offer"), .provoke = "a wallet of the tenant",
	  .how = "omnumi-card-wallet" },
	ANSWERS_NO_WALLET(NO_DETAILS),
	ANSWERS_OF_CARDS
};

const struct op op_getEligibleCards = {
	.name = "getEligibleCards",
	.group = N_("Debit cards"),
	.title = N_("Cards on offer"),
	.summary = N_("Lists the cards that can be requested for a wallet."),
	.service = SVC_OMNUMI,
	.method = "GET",
	.path = "/cards/eligible-cards",
	.in = eligible_in,
	.one_of = ONE_OF_THREE,
	.out = eligible_out,
	.answers = eligible_answers,
	.source = "omnumi 8.10",
	.marks = "MM",
	.credentials = "tenant-id,api-key,bearer",
};

/* ---- the card itself ---- */

static const struct field card_details[] = {
	{ .key = "cardNumber", .label = N_("Card number"), .type = &field_text, .secret = true,
	  .example = "4219220000005986" },
	{ .key = "cardHolderName", .label = N_("Name on the card"), .type = &field_text,
	  .example = "John Doe" },
	{ .key = "expiryDate", .label = N_("Expires"), .type = &field_text,
	  .example = "2026-04-29" },
	{ .key = "cardType", .label = N_("Card network"), .type = &field_text,
	  .example = "VISA" },
	{ .key = "status", .label = N_("State"), .type = &field_card_status, .required = true,
	  .example = "Temporary block" },
	{ .key = "vendor", .label = N_("Issued by"), .type = &field_text, .example = "RAIN" },
	{ .key = "type", .label = N_("Kind of card"), .type = &field_text,
	  .example = "Virtual" },
	{ .key = "cvv", .label = N_("Security code"), .type = &field_text, .secret = true,
	  .example = "694" },
	{ .key = NULL }
};

static const struct field card_out[] = {
	FIELD_MESSAGE("Card details fetched successfully", "omnumi 8.10"),
	{ .key = "data", .label = N_("Card"), .type = &field_group, .required = true,
	  .fields = card_details, .source = "omnumi 8.10" },
	{ .key = NULL }
};

static const struct field request_in[] = {
	{ .key = "cardProductId", .label = N_("Number of the product"), .type = &field_uuid,
	  .required = true, .example = "7d405976-87f5-47a1-aa23-76a4ee8e63d0",
	  .source = "omnumi 8.10 (inferred: required)" },
	{ .key = "tokenSymbol", .label = N_("Token"), .type = &field_text, .required = true,
	  .max = 12, .example = "USDC", .help = N_("Out of which the card pays"),
	  .source = "omnumi 8.10 (inferred: required)" },
	FIELDS_WALLET_BY(IN_BODY),
	{ .key = NULL }
};

static const struct answer_doc request_answers[] = {
	{ .status = 201, .title = N_("card issued"),
	  .provoke = "a wallet without a card, a product of the list",
	  .how = "omnumi-card-wallet!; cardProductId=" OPS_OM_PRODUCT },
	{ .status = 400, .code = "Not found", .title = N_("no such wallet or product"),
	  .provoke = "an unknown wallet, an unknown product, or a wallet that has a card",
	  .reason = NO_DETAILS,
	  .how = "nameSpace=usbc.nobody.ul; cardProductId=" OPS_OM_PRODUCT
		 " | omnumi-card-wallet; cardProductId=${new.uuid}"
		 " | omnumi-card; cardProductId=" OPS_OM_PRODUCT },
	ANSWERS_OF_CARDS
};

const struct op op_requestCard = {
	.name = "requestCard",
	.group = N_("Debit cards"),
	.title = N_("Request a card"),
	.summary = N_("Issues a debit card for a wallet."),
	.service = SVC_OMNUMI,
	.method = "POST",
	.path = "/cards/request-card",
	.in = request_in,
	.one_of = ONE_OF_THREE,
	.out = card_out,
	.answers = request_answers,
	.refuse_code = NO_DETAILS,
	.changes = true,
	.source = "omnumi 8.10",
	.marks = "M=",
	.credentials = "tenant-id,api-key,bearer",
};

static const struct answer_doc details_answers[] = {
	{ .status = 200, .title = N_("card told"), .provoke = "a wallet that has a card",
	  .how = "omnumi-card" },
	{ .status = 400, .code = "Not found", .title = N_("no card, or unknown wallet"),
	  .provoke = "a wallet without a card, or one that nobody has",
	  .reason = NO_DETAILS, .how = "omnumi-card-wallet! | nameSpace=usbc.nobody.ul" },
	ANSWERS_OF_CARDS
};

const struct op op_getCardDetails = {
	.name = "getCardDetails",
	.group = N_("Debit cards"),
	.title = N_("Card of a wallet"),
	.summary = N_("Tells the number, the holder and the state of a wallet's card."),
	.service = SVC_OMNUMI,
	.method = "GET",
	.path = "/cards/details",
	.in = eligible_in,
	.one_of = ONE_OF_THREE,
	.out = card_out,
	.answers = details_answers,
	.source = "omnumi 8.10",
	.marks = "MM",
	.earlier = "partner 2.8.0",
	.credentials = "tenant-id,api-key,bearer",
};

/* ---- its life ---- */

static const struct field card_changed[] = {
	{ .key = "status", .label = N_("State"), .type = &field_card_status, .required = true,
	  .example = "Temporary block" },
	{ .key = NULL }
};

static const struct field changed_out[] = {
	FIELD_MESSAGE("Card status updated successfully", "omnumi 8.10"),
	{ .key = "data", .label = N_("Card"), .type = &field_group, .required = true,
	  .fields = card_changed, .source = "omnumi 8.10" },
	{ .key = NULL }
};

#define FIELD_REASON(text) \
	{ .key = "reason", .label = N_("Why"), .type = &field_text, .required = true, \
	  .max = 200, .example = text, .source = "omnumi 8.10 (inferred: required)" }

static const struct field block_in[] = {
	{ .key = "block", .label = N_("Block it"), .type = &field_bool, .required = true,
	  .example = "true", .help = N_("No takes the block away again"),
	  .source = "omnumi 8.10 (inferred: required)" },
	FIELD_REASON("User requested temporary block."),
	FIELDS_WALLET_BY(IN_BODY),
	{ .key = NULL }
};

/* Lost or stolen is for good. */
#define ANSWERS_NO_CARD \
	{ .status = 400, .code = "Not found", .title = N_("no card, or no longer"), \
	  .provoke = "a wallet without a card, or whose card was reported lost or stolen", \
	  .reason = NO_CARD, \
	  .how = "omnumi-card-wallet! | omnumi-card-wallet!; omnumi-card; omnumi-lost-card | " \
		 "nameSpace=usbc.nobody.ul | @sandbox" }

static const struct answer_doc block_answers[] = {
	{ .status = 200, .title = N_("blocked, or released"), .provoke = "a wallet with a card",
	  .how = "omnumi-card-wallet!; omnumi-card; block=true; ?data.status=Temporary block | "
		 "omnumi-card-wallet!; omnumi-card; block=false; ?data.status=Active" },
	ANSWERS_NO_CARD,
	ANSWERS_OF_CARDS
};

const struct op op_blockUnblockCard = {
	.name = "blockUnblockCard",
	.group = N_("Debit cards"),
	.title = N_("Block a card, or release it"),
	.summary = N_("Stops a card for a time, or lets it work again."),
	.service = SVC_OMNUMI,
	.method = "PATCH",
	.path = "/cards/block-unblock",
	.in = block_in,
	.one_of = ONE_OF_THREE,
	.one_of_code = NO_CARD,
	.out = changed_out,
	.answers = block_answers,
	.refuse_code = NO_CARD,
	.changes = true,
	.source = "omnumi 8.10",
	.marks = "M=",
	.credentials = "tenant-id,api-key,bearer",
};

#define FIELDS_REPORT(text) \
	FIELD_REASON(text), \
	{ .key = "reportDate", .label = N_("Reported on"), .type = &field_date, \
	  .required = true, .example = "2025-06-13", \
	  .source = "omnumi 8.10 (inferred: required)" }, \
	FIELDS_WALLET_BY(IN_BODY)

static const struct field lost_in[] = {
	FIELDS_REPORT("User reported card lost."),
	{ .key = NULL }
};

static const struct answer_doc lost_answers[] = {
	{ .status = 200, .title = N_("reported lost"), .provoke = "a wallet with a card",
	  .how = "omnumi-card-wallet!; omnumi-card; ?data.status=Lost" },
	ANSWERS_NO_CARD,
	ANSWERS_OF_CARDS
};

const struct op op_reportCardLost = {
	.name = "reportCardLost",
	.group = N_("Debit cards"),
	.title = N_("Report a card lost"),
	.summary = N_("Ends a card that was lost; it never works again."),
	.service = SVC_OMNUMI,
	.method = "POST",
	.path = "/cards/report/lost",
	.in = lost_in,
	.one_of = ONE_OF_THREE,
	.one_of_code = NO_CARD,
	.out = changed_out,
	.answers = lost_answers,
	.refuse_code = NO_CARD,
	.changes = true,
	.source = "omnumi 8.10",
	.marks = "M=",
	.credentials = "tenant-id,api-key,bearer",
};

static const struct field stolen_in[] = {
	FIELDS_REPORT("User reported card stolen."),
	{ .key = NULL }
};

static const struct answer_doc stolen_answers[] = {
	{ .status = 200, .title = N_("reported stolen"), .provoke = "a wallet with a card",
	  .how = "omnumi-card-wallet!; omnumi-card; ?data.status=Stolen" },
	ANSWERS_NO_CARD,
	ANSWERS_OF_CARDS
};

const struct op op_reportCardStolen = {
	.name = "reportCardStolen",
	.group = N_("Debit cards"),
	.title = N_("Report a card stolen"),
	.summary = N_("Ends a card that was stolen; it never works again."),
	.service = SVC_OMNUMI,
	.method = "POST",
	.path = "/cards/report/stolen",
	.in = stolen_in,
	.one_of = ONE_OF_THREE,
	.one_of_code = NO_CARD,
	.out = changed_out,
	.answers = stolen_answers,
	.refuse_code = NO_CARD,
	.changes = true,
	.source = "omnumi 8.10",
	.marks = "M=",
	.credentials = "tenant-id,api-key,bearer",
};
