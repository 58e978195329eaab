#include "api/base_units.h"
#include "api/ops_wallets.h"

/* Wallets, what is on them and what went over them: omnumi 8.9. */

#define EXAMPLE_ADDRESS "0xdddd5eacf20148ac39e4c3ed540ab419da835bce"

static const struct choice wallet_providers[] = {
	{ .value = "ens", .label = N_("ENS") },
	{ .value = NULL }
};

/* ---- add a wallet ---- */

static const struct field wallet_in[] = {
	{ .key = "customerAccountId", .label = N_("Wallet customer"), .type = &field_text,
	  .section = N_("Owner"), .example = OPS_OM_CUSTOMER,
	  .help = N_("Either this or the business, not both"), .source = "omnumi 8.9" },
	{ .key = "businessUserId", .label = N_("Business"), .type = &field_text,
	  .section = N_("Owner"), .example = "d573926e-358f-482d-8375-6842477ce736",
	  .help = N_("Either this or the customer, not both"), .since = "4.0.0",
	  .source = "omnumi 8.9" },
	{ .key = "tenantId", .label = N_("Tenant"), .type = &field_text,
	  .section = N_("Owner"), .example = "1cd4bca0-e30b-449b-8117-cdd9963847df",
	  .source = "omnumi 8.9 (inferred: required)" },
	{ .key = "accountAddress", .label = N_("Wallet address"), .type = &field_wallet_address,
	  .required = true, .section = N_("Wallet"), .example = EXAMPLE_ADDRESS,
	  .help = N_("0x and 40 digits, as the wallet's app shows it"),
	  .source = "omnumi 8.9 (inferred: required)" },
	{ .key = "tokenSymbol", .label = N_("Token"), .type = &field_text, .required = true,
	  .section = N_("Wallet"), .max = 12, .example = "USBC",
	  .source = "omnumi 8.9 (inferred: required)" },
	{ .key = "financialBadgeId", .label = N_("Financial badge"), .type = &field_uuid,
	  .required = true, .section = N_("Wallet"),
	  .example = "d573926e-358f-482d-8375-6842477ce736",
	  .help = N_("What the wallet may do and up to which amounts"),
	  .source = "omnumi 8.9 (inferred: required)" },
	{ .key = "customNamespace", .label = N_("Own name"), .type = &field_text,
	  .section = N_("Wallet"), .max = 60, .example = "jonedoe",
	  .help = N_("A second name for the wallet that nobody else has"),
	  .source = "omnumi 8.9" },
	{ .key = "provider", .label = N_("Its provider"), .type = &field_word,
	  .choices = wallet_providers, .section = N_("Wallet"), .example = "ens",
	  .source = "omnumi 8.9" },
	{ .key = NULL }
};

static const struct field wallet_added[] = {
	{ .key = "customerAccountId", .label = N_("Wallet customer"), .type = &field_text,
	  .nullable = true, .example = "e1e9adb4-d3bd-4ba5-98b8-011c03a9d2b1" },
	{ .key = "namespace", .label = N_("Name of the wallet"), .type = &field_text,
	  .required = true, .example = "tenantDomain.sheetalku1.ul" },
	{ .key = NULL }
};

static const struct field wallet_out[] = {
	{ .key = "data", .label = N_("Wallet"), .type = &field_group, .required = true,
	  .fields = wallet_added, .source = "omnumi 8.9" },
	FIELD_MESSAGE("wallet added successfully", "omnumi 8.9"),
	{ .key = NULL }
};

static const struct answer_doc wallet_answers[] = {
	{ .status = 201, .title = N_("wallet added"),
	  .provoke = "a customer or a business, not both, and an address that no wallet has",
	  .how = OPS_OM_NEW_WALLET " | " OPS_OM_NEW_WALLET
		 "; customNamespace=${new.word}; provider=ens" },
	{ .status = 400, .code = "Add Wallet ", .title = N_("further wallets are switched off"),
	  .provoke = "tenantId of the tenant that allows one wallet: " OPS_OM_FOREIGN_TENANT,
	  .reason = "Multi wallet feature has been disabled by tenant name",
	  .how = OPS_OM_NEW_WALLET "; tenantId=" OPS_OM_FOREIGN_TENANT "; @sandbox" },
	{ .status = 400, .code = "Add Wallet", .title = N_("basics of the customer not found"),
	  .provoke = "a customerAccountId that is no UUID",
	  .reason = "Not able to fetch basic details of wallet user",
	  .how = OPS_OM_NEW_WALLET "; customerAccountId=somebody" },
	{ .status = 400, .code = "Add Wallet", .title = N_("unknown customer"),
	  .provoke = "a customerAccountId that nobody has",
	  .reason = "Wallet user details not found",
	  .how = OPS_OM_NEW_WALLET "; customerAccountId=${new.uuid}" },
	{ .status = 400, .code = "Add Wallet", .title = N_("address is taken"),
	  .provoke = "the same address twice",
	  .reason = "Please use unique account address", .how = OPS_OM_NEW_WALLET "; @again" },
	{ .status = 400, .code = "Add Wallet", .title = N_("own name is taken"),
	  .provoke = "a customNamespace that another wallet has",
	  .reason = "Custom namespace is already taken",
	  .how = "omnumi-named-wallet; " OPS_OM_NEW_WALLET "; customNamespace=${takenName}" },
	{ .status = 400, .code = "Add Wallet", .title = N_("both owners or none"),
	  .provoke = "customerAccountId and businessUserId together, or neither",
	  .reason = "Something went wrong, please try again",
	  .how = OPS_OM_NEW_WALLET "; businessUserId=${new.uuid} | "
		 OPS_OM_NEW_WALLET "; -customerAccountId" },
	ANSWERS_END
};

const struct op op_addWallet = {
	.name = "addWallet",
	.group = N_("Wallets"),
	.title = N_("Add a wallet"),
	.summary = N_("Gives a customer or a business a further wallet."),
	.service = SVC_OMNUMI,
	.method = "POST",
	.path = "/tenant/customer/add-wallet",
	.in = wallet_in,
	.out = wallet_out,
	.answers = wallet_answers,
	.refuse_code = "Something went wrong, please try again",
	.changes = true,
	.source = "omnumi 8.9",
	.marks = "=M",
	.credentials = "tenant-id",
};

/* ---- balance ---- */

#define FIELD_IDENTIFIER \
	{ .key = "identifier", .label = N_("Wallet"), .type = &field_text, .in = IN_PATH, \
	  .required = true, .max = 120, .example = "john.ul", \
	  .help = N_("Its name, its own name or its address"), .source = "omnumi 8.9" }

static const struct field balance_in[] = { FIELD_IDENTIFIER, { .key = NULL } };

static const struct field balance_told[] = {
	{ .key = "accountBalance", .label = N_("Balance"), .type = &field_base_units,
	  .required = true, .example = "196999000000000000000",
	  .source = "omnumi 8.9 (inferred: 18 decimals)" },
	{ .key = NULL }
};

static const struct field balance_out[] = {
	{ .key = "data", .label = N_("Balance"), .type = &field_group, .required = true,
	  .fields = balance_told, .source = "omnumi 8.9" },
	{ .key = NULL }
};

#define NO_BALANCE_OF "0x439028fcbb2b9e04dbd6be8e3e6f1458b31f949cc"

static const struct answer_doc balance_answers[] = {
	{ .status = 200, .title = N_("balance"), .provoke = "a wallet of the tenant",
	  .how = "omnumi-wallet" },
	{ .status = 400, .code = "Client error", .title = N_("no balance for this address"),
	  .provoke = "an address that no wallet has, or of a wrong length",
	  .reason = "Unable to fetch balance for address " NO_BALANCE_OF,
	  .how = "identifier=" NO_BALANCE_OF, .shape = REFUSAL_ERROR },
	{ .status = 400, .code = "Client error", .title = N_("wallet of another tenant"),
	  .provoke = "a wallet of the other tenant",
	  .reason = "Identifier does not belong to tenant_id",
	  .how = "identifier=" OPS_OM_FOREIGN_WALLET "; @sandbox", .shape = REFUSAL_ERROR },
	ANSWERS_END
};

const struct op op_getBalance = {
	.name = "getBalance",
	.group = N_("Wallets"),
	.title = N_("Balance of a wallet"),
	.summary = N_("Tells how many tokens a wallet holds."),
	.service = SVC_OMNUMI,
	.method = "GET",
	.path = "/transactions/{identifier}/balance",
	.in = balance_in,
	.out = balance_out,
	.answers = balance_answers,
	.source = "omnumi 8.9",
	.marks = "=M",
	.credentials = "tenant-id",
};

/* ---- history ---- */

static const struct choice history_kinds[] = {
	{ .value = "on-chain", .label = N_("On the chain") },
	{ .value = "off-chain", .label = N_("Off the chain") },
	{ .value = NULL }
};

static const struct choice history_orders[] = {
	{ .value = "desc", .label = N_("newest first") },
	{ .value = "asc", .label = N_("oldest first") },
	{ .value = NULL }
};

/* Seen in both spellings (omnumi 12.18). */
static const struct choice payment_types[] = {
	{ .value = "DEBIT", .label = N_("out") },
	{ .value = "CREDIT", .label = N_("in") },
	{ .value = "debit", .label = N_("out") },
	{ .value = "credit", .label = N_("in") },
	{ .value = NULL }
};

static const struct choice history_status[] = {
	{ .value = "Completed", .label = N_("Completed") },
	{ .value = "COMPLETED", .label = N_("Completed") },
	{ .value = "CANCELLED", .label = N_("Cancelled") },
	{ .value = "PENDING", .label = N_("Under way") },
	{ .value = NULL }
};

#define FIELDS_HISTORY_OF(kind_code) \
	FIELD_IDENTIFIER, \
	{ .key = "type", .label = N_("Where"), .type = &field_choice, .in = IN_PATH, \
	  .required = true, .choices = history_kinds, .example = "on-chain", \
	  .code_bad = kind_code, .code_missing = kind_code, .source = "omnumi 8.9" }

#define FIELDS_HISTORY_SPAN(how_known) \
	{ .key = "startdate", .label = N_("Since"), .type = &field_date_us, .in = IN_QUERY, \
	  .example = "2025-08-16", .help = N_("A day, such as 2025-08-16"), .source = how_known }, \
	{ .key = "enddate", .label = N_("Until"), .type = &field_date_us, .in = IN_QUERY, \
	  .example = "2025-08-16", .help = N_("The end of this day"), .source = how_known }, \
	{ .key = "sort", .label = N_("Order"), .type = &field_choice, .in = IN_QUERY, \
	  .choices = history_orders, .example = "desc", .source = how_known }, \
	{ .key = "page", .label = N_("Page"), .type = &field_int, .in = IN_QUERY, .min = 1, \
	  .example = "1", .source = how_known }, \
	{ .key = "pageSize", .label = N_("Rows on a page"), .type = &field_int, .in = IN_QUERY, \
	  .min = 1, .example = "25", .source = how_known }, \
	{ .key = "memo", .label = N_("Memo"), .type = &field_text, .in = IN_QUERY, .max = 120, \
	  .example = "payment", .help = N_("Part of what was written with it"), \
	  .source = "omnumi 8.9" }

#define TYPE_REFUSED "type can only be on-chain || off-chain"

static const struct field history_in[] = {
	FIELDS_HISTORY_OF(TYPE_REFUSED),
	FIELDS_HISTORY_SPAN("omnumi 8.9 (inferred from v2)"),
	{ .key = NULL }
};

/* Between whom, which both versions tell in the same members. */
#define FIELDS_BOTH_SIDES \
	{ .key = "trxId", .label = N_("Transaction"), .type = &field_text, .nullable = true, \
	  .example = "0xbc4d82e9d54f2a9bc7e4ef3eb075217078de5616ce756842c91a854680e7c055" }, \
	{ .key = "paymentType", .label = N_("Direction"), .type = &field_word, \
	  .choices = payment_types, .nullable = true, .example = "DEBIT" }, \
	{ .key = "from", .label = N_("From the address"), .type = &field_text, \
	  .nullable = true, .example = EXAMPLE_ADDRESS }, \
	{ .key = "to", .label = N_("To the address"), .type = &field_text, .nullable = true, \
	  .example = "0x740768f5ba3757c76452fae11fbff696af8300bd" }, \
	{ .key = "fromNamespace", .label = N_("Who sends"), .type = &field_or_na, \
	  .nullable = true, .example = "tenant.kaias.ul" }, \
	{ .key = "toNamespace", .label = N_("Who receives"), .type = &field_or_na, \
	  .nullable = true, .example = "bank.automationu.ul" }, \
	{ .key = "fromCustomNamespace", .label = N_("Own name of who sends"), \
	  .type = &field_or_na, .nullable = true, .example = "NA" }, \
	{ .key = "toCustomNamespace", .label = N_("Own name of who receives"), \
	  .type = &field_or_na, .nullable = true, .example = "NA" }, \
	{ .key = "status", .label = N_("State"), .type = &field_word, \
	  .choices = history_status, .nullable = true, .example = "Completed" }, \
	{ .key = "timestamp", .label = N_("When"), .type = &field_epoch, .nullable = true, \
	  .example = "1755372999" }, \
	{ .key = "isError", .label = N_("Failed"), .type = &field_flag, .nullable = true, \
	  .example = "0" }, \
	{ .key = "revertReason", .label = N_("Why it failed"), .type = &field_text, \
	  .nullable = true, .example = "Stored value per month criteria not met" }, \
	{ .key = "navigationURL", .label = N_("In the explorer"), .type = &field_text, \
	  .nullable = true, .example = "https://explorer.dev.omnumi.io/tx/0xbc4d82e9" }

static const struct field history_item[] = {
	FIELDS_BOTH_SIDES,
	{ .key = "amount", .label = N_("Amount"), .type = &field_base_units,
	  .example = "2000000000000000000" },
	{ .key = "tokenSymbol", .label = N_("Token"), .type = &field_text, .nullable = true,
	  .example = "TOKEN" },
	{ .key = "blockHash", .label = N_("Hash of the block"), .type = &field_text,
	  .nullable = true,
	  .example = "0xc24cf427119c9d125490782468368e6c06c47eec842f904b2fa0baaf27c754c5" },
	{ .key = "blockNumber", .label = N_("Block"), .type = &field_text, .nullable = true,
	  .example = "362839" },
	{ .key = NULL }
};

static const struct field history_out[] = {
	{ .key = "data", .label = N_("Transactions"), .type = &field_list, .required = true,
	  .fields = history_item, .source = "omnumi 8.9" },
	{ .key = NULL }
};

#define ANSWERS_HISTORY_FILTERS(filter, dates, on_chain, off_chain) \
	{ .status = 400, .code = filter, .title = N_("dates in the wrong order"), \
	  .provoke = "a startdate after the enddate", .reason = dates, \
	  .how = "omnumi-wallet; startdate=08/17/2025; enddate=08/16/2025" }, \
	{ .status = 400, .code = filter, .title = N_("no such kind of history"), \
	  .provoke = "a type other than on-chain and off-chain", .reason = TYPE_REFUSED, \
	  .how = "omnumi-wallet; type=sideways" }, \
	{ .status = 400, .code = filter, .title = N_("the chain cannot be read"), \
	  .provoke = "the identifier " OPS_OM_BROKEN_WALLET, .reason = on_chain, \
	  .how = "identifier=" OPS_OM_BROKEN_WALLET "; @sandbox" }, \
	{ .status = 400, .code = filter, .title = N_("the ledger cannot be read"), \
	  .provoke = "the identifier " OPS_OM_BROKEN_WALLET " with off-chain", \
	  .reason = off_chain, \
	  .how = "identifier=" OPS_OM_BROKEN_WALLET "; type=off-chain; @sandbox" }

#define HISTORY_READS \
	"omnumi-wallet | omnumi-wallet; type=off-chain | omnumi-wallet; memo=renta | " \
	"omnumi-wallet; startdate=01/01/2025; enddate=12/31/2099; sort=asc; page=1; pageSize=2"

static const struct answer_doc history_answers[] = {
	{ .status = 200, .title = N_("history, first form"), .provoke = "a wallet of the tenant",
	  .how = HISTORY_READS },
	{ .status = 400, .code = "Transaction error", .title = N_("unknown name"),
	  .provoke = "an identifier that no wallet has",
	  .reason = "No address found for namespace john.ul", .how = "identifier=john.ul",
	  .shape = REFUSAL_ERROR },
	{ .status = 400, .code = "Transaction error", .title = N_("wallet of another tenant"),
	  .provoke = "a wallet of the other tenant",
	  .reason = "Identifier does not belong to tenant_id",
	  .how = "identifier=" OPS_OM_FOREIGN_WALLET "; @sandbox", .shape = REFUSAL_ERROR },
	ANSWERS_HISTORY_FILTERS("filterError", "Start date can not be greater than the End date",
				"Error in fetchOnChainTransactionHistory: ${error.message}",
				"Error in fetchOffChainTransactionHistory: ${error.message}"),
	ANSWERS_END
};

const struct op op_getHistory = {
	.name = "getHistory",
	.group = N_("Wallets"),
	.title = N_("History, first form"),
	.summary = N_("Lists what came to a wallet and went from it, as older systems read it."),
	.service = SVC_OMNUMI,
	.method = "GET",
	.path = "/transactions/identifier/{identifier}/type/{type}/history",
	.in = history_in,
	.out = history_out,
	.answers = history_answers,
	.refuse_code = "Error in fetchOnChainTransactionHistory: ${error.message}",
	.source = "omnumi 8.9",
	.marks = "=M",
	.credentials = "tenant-id",
};

static const struct field history2_in[] = {
	FIELDS_HISTORY_OF(TYPE_REFUSED),
	{ .key = "secondaryIdentifier", .label = N_("Only with"), .type = &field_text,
	  .in = IN_QUERY, .max = 120, .example = "bank.automationu.ul",
	  .help = N_("Another wallet: only what went between the two"),
	  .source = "omnumi 8.9" },
	FIELDS_HISTORY_SPAN("omnumi 8.9"),
	{ .key = NULL }
};

static const struct field history_error[] = {
	{ .key = "type", .label = N_("Kind"), .type = &field_text, .example = "transfer-failed" },
	FIELD_MESSAGE("Stored value per month criteria not met", "omnumi 8.9"),
	{ .key = "error_code", .label = N_("Code"), .type = &field_text, .example = "ULTT0010" },
	{ .key = NULL }
};

static const struct field fraud_error[] = {
	{ .key = "type", .label = N_("Kind"), .type = &field_text, .example = "execution" },
	FIELD_MESSAGE("Execution error", "omnumi 8.9"),
	{ .key = NULL }
};

static const struct field fraud_rule = {
	.key = "rule", .label = N_("Rule"), .type = &field_any, .example = "velocity",
};

static const struct field fraud_details[] = {
	{ .key = "status", .label = N_("Fraud check"), .type = &field_text, .nullable = true,
	  .example = "Error" },
	{ .key = "appliedRules", .label = N_("Rules that were applied"), .type = &field_list,
	  .of = &fraud_rule, .nullable = true },
	{ .key = "oscilarErrors", .label = N_("What kept it from being checked"),
	  .type = &field_list, .fields = fraud_error, .nullable = true },
	{ .key = NULL }
};

static const struct field history2_item[] = {
	FIELDS_BOTH_SIDES,
	{ .key = "amount", .label = N_("Amount"), .type = &field_tokens, .example = "1",
	  .source = "omnumi 8.9 (inferred: in tokens)" },
	{ .key = "createdAt", .label = N_("Written down"), .type = &field_time, .nullable = true,
	  .example = "2025-08-16T19:36:39.5650000+00:00" },
	{ .key = "errors", .label = N_("What went wrong"), .type = &field_list,
	  .fields = history_error, .nullable = true },
	{ .key = "memo", .label = N_("Memo"), .type = &field_or_na, .nullable = true,
	  .example = "NA" },
	{ .key = "partnerName", .label = N_("Partner"), .type = &field_text, .nullable = true,
	  .example = "Plaid" },
	{ .key = "method", .label = N_("How"), .type = &field_text, .nullable = true,
	  .example = "ACH" },
	{ .key = "fraudDetails", .label = N_("Fraud check"), .type = &field_group,
	  .fields = fraud_details, .nullable = true, .since = "4.0.0" },
	{ .key = NULL }
};

static const struct field history2_out[] = {
	{ .key = "data", .label = N_("Transactions"), .type = &field_list, .required = true,
	  .fields = history2_item, .source = "omnumi 8.9" },
	{ .key = NULL }
};

static const struct answer_doc history2_answers[] = {
	{ .status = 200, .title = N_("history"), .provoke = "a wallet of the tenant",
	  .how = HISTORY_READS " | omnumi-wallet; secondaryIdentifier=" OPS_OM_SECOND_WALLET },
	{ .status = 400, .code = "TransactionError", .title = N_("unknown name"),
	  .provoke = "an identifier that no wallet has",
	  .reason = "No address found for namespace john.ul", .how = "identifier=john.ul" },
	{ .status = 400, .code = "TransactionError", .title = N_("wallet of another tenant"),
	  .provoke = "a wallet of the other tenant",
	  .reason = "Identifier doesn't belong to tenant_id",
	  .how = "identifier=" OPS_OM_FOREIGN_WALLET "; @sandbox" },
	ANSWERS_HISTORY_FILTERS("FilterError", "Start date cannot be greater than the End date",
				"Error in fetchOnChainTransactionHistory: <reason>",
				"Error in fetchOffChainTransactionHistory: <reason>"),
	ANSWERS_END
};

const struct op op_getHistoryV2 = {
	.name = "getHistoryV2",
	.group = N_("Wallets"),
	.title = N_("History of a wallet"),
	.summary = N_("Lists what came to a wallet and went from it, also with one other alone."),
	.service = SVC_OMNUMI,
	.method = "GET",
	.path = "/transactions/v2/identifier/{identifier}/type/{type}/history",
	.in = history2_in,
	.out = history2_out,
	.answers = history2_answers,
	.refuse_code = "Error in fetchOnChainTransactionHistory: <reason>",
	.source = "omnumi 8.9",
	.marks = "NM",
	.earlier = "public 3.0.0, partner 3.0.0",
	.credentials = "tenant-id",
};

/* ---- before a transfer on the chain ---- */

static const struct field place_in[] = {
	{ .key = "latitude", .label = N_("Latitude"), .type = &field_text, .max = 20,
	  .example = "28.6139", .source = "omnumi 8.9" },
	{ .key = "longitude", .label = N_("Longitude"), .type = &field_text, .max = 20,
	  .example = "77.2090", .source = "omnumi 8.9" },
	{ .key = NULL }
};

static const struct field correlation_in[] = {
	{ .key = "memo", .label = N_("Memo"), .type = &field_text, .required = true, .max = 200,
	  .example = "memo123", .help = N_("The same words as in the transfer that follows"),
	  .source = "omnumi 8.9" },
	{ .key = "ip", .label = N_("Internet address"), .type = &field_text, .required = true,
	  .max = 45, .example = "192.168.0.1",
	  .help = N_("Of the device from which the transfer will go"), .source = "omnumi 8.9" },
	{ .key = "deviceId", .label = N_("Device"), .type = &field_text, .required = true,
	  .max = 120, .example = "device123", .source = "omnumi 8.9" },
	{ .key = "location", .label = N_("Place"), .type = &field_group, .fields = place_in,
	  .source = "omnumi 8.9" },
	{ .key = NULL }
};

static const struct answer_doc correlation_answers[] = {
	{ .status = 200, .title = N_("noted for the fraud check"),
	  .provoke = "memo, ip and deviceId; the body of the answer is not documented",
	  .how = "" },
	{ .status = 400, .title = N_("something is missing"),
	  .provoke = "no memo, no ip or no deviceId; the body of the answer is not documented",
	  .how = "-memo | -ip | -deviceId", .shape = REFUSAL_EMPTY },
	ANSWERS_END
};

const struct op op_createCorrelation = {
	.name = "createCorrelation",
	.group = N_("Wallets"),
	.title = N_("Announce a transfer on the chain"),
	.summary = N_("Notes from where a transfer will go, so that it can be checked for fraud."),
	.service = SVC_OMNUMI,
	.method = "POST",
	.path = "/onchain/correlation",
	.in = correlation_in,
	.shape = REPLY_NONE,
	.answers = correlation_answers,
	.changes = true,
	.source = "omnumi 8.9",
	.marks = "N=",
	.credentials = "tenant-id",
};
