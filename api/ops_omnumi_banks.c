#include "api/ops.h"

/* Linking a bank and moving money between it and a wallet: omnumi 8.7 and 8.8. */

/* Deduced, not documented: the page lost the line with it (omnumi 8.7).  It
 * stands here alone. */
#define LINKED_BANKS_PATH "/tenant/customer/link-bank/{customerAccountId}"

#define EX_CUSTOMER "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9"
#define UNKNOWN_ID "00000000-0000-4000-8000-000000000000"
#define BANKLESS "cbf2f17a-d0d1-42da-a6cc-cb28f99484ea"

#define FIELD_CUSTOMER(where, sheet) \
	{ .key = "customerAccountId", .label = N_("Customer"), .type = &field_text, .in = where, \
	  .required = true, .example = EX_CUSTOMER, .source = sheet, \
	  .help = N_("Her id at the wallet service") }

/* ---- Plaid ---- */

static const struct field plaid_link_in[] = {
	{ .key = "userId", .label = N_("Customer"), .type = &field_text, .required = true,
	  .example = EX_CUSTOMER, .help = N_("Her id at the wallet service"),
	  .source = "omnumi 8.7 [40]" },
	{ .key = NULL }
};

/* No body of these two is documented: Plaid's own names are read where they stand,
 * bare or under data (omnumi 8.7, inferred). */
#define UNDOCUMENTED N_("Not documented: read as Plaid itself writes it")

#define FIELDS_LINK_TOKEN \
	{ .key = "link_token", .label = N_("Link token"), .type = &field_text, .secret = true, \
	  .example = "link-sandbox-8f2ede54-1fc6-4484-b28c-0708a85d3928", .help = UNDOCUMENTED, \
	  .source = "omnumi 8.7 (inferred)" }, \
	{ .key = "expiration", .label = N_("Good until"), .type = &field_text, \
	  .example = "2026-11-21T22:00:00.0000000+00:00", .help = UNDOCUMENTED, \
	  .source = "omnumi 8.7 (inferred)" }, \
	{ .key = "request_id", .label = N_("Request"), .type = &field_text, .example = "Aim3b", \
	  .help = UNDOCUMENTED, .source = "omnumi 8.7 (inferred)" }

#define FIELDS_ACCESS_TOKEN \
	{ .key = "access_token", .label = N_("Access token"), .type = &field_text, \
	  .secret = true, .example = "access-sandbox-8f2ede54-1fc6-4484-b28c-0708a85d3928", \
	  .help = UNDOCUMENTED, .source = "omnumi 8.7 (inferred)" }, \
	{ .key = "item_id", .label = N_("Item"), .type = &field_text, .example = "M5eVJqLnv3t", \
	  .help = UNDOCUMENTED, .source = "omnumi 8.7 (inferred)" }, \
	{ .key = "request_id", .label = N_("Request"), .type = &field_text, .example = "Aim3f", \
	  .help = UNDOCUMENTED, .source = "omnumi 8.7 (inferred)" }

static const struct field link_token_data[] = { FIELDS_LINK_TOKEN, { .key = NULL } };
static const struct field link_token_out[] = {
	FIELD_MESSAGE("Plaid link token created successfully", "omnumi 8.7 (inferred)"),
	{ .key = "data", .label = N_("Link session"), .type = &field_group,
	  .fields = link_token_data },
	FIELDS_LINK_TOKEN,
	{ .key = NULL }
};

static const struct field access_token_data[] = { FIELDS_ACCESS_TOKEN, { .key = NULL } };
static const struct field access_token_out[] = {
	FIELD_MESSAGE("Plaid token exchanged successfully", "omnumi 8.7 (inferred)"),
	{ .key = "data", .label = N_("Access"), .type = &field_group,
	  .fields = access_token_data },
	FIELDS_ACCESS_TOKEN,
	{ .key = NULL }
};

static const struct answer_doc plaid_link_answers[] = {
	{ .status = 201, .title = N_("link token made (body not documented)"),
	  .provoke = "any customer" },
	{ .status = 400, .title = N_("customer or set-up missing (body not documented)"),
	  .shape = REFUSAL_EMPTY, .provoke = "leave userId out", .how = "-userId" },
	ANSWERS_END
};

const struct op op_createPlaidLinkToken = {
	.name = "createPlaidLinkToken",
	.group = N_("Banks"),
	.title = N_("Open a Plaid session"),
	.summary = N_("Gives the token with which the customer opens her bank in Plaid Link."),
	.service = SVC_OMNUMI,
	.method = "POST",
	.path = "/transaction/plaid-link-token",
	.in = plaid_link_in,
	.out = link_token_out,
	.answers = plaid_link_answers,
	.changes = true,
	.source = "omnumi 8.7",
	.marks = "DR",
	.credentials = "tenant-id,api-key",
};

static const struct field plaid_exchange_in[] = {
	{ .key = "publicToken", .label = N_("Public token"), .type = &field_text,
	  .required = true, .secret = true, .max = 200,
	  .example = "public-sandbox-abc123xyz456", .source = "omnumi 8.7 [40]",
	  .help = N_("What Plaid Link shows when the customer is through") },
	{ .key = NULL }
};

static const struct answer_doc plaid_exchange_answers[] = {
	{ .status = 201, .title = N_("token exchanged (body not documented)"),
	  .provoke = "a publicToken that begins with public-" },
	{ .status = 400, .title = N_("public token not good (body not documented)"),
	  .shape = REFUSAL_EMPTY, .provoke = "a publicToken that does not begin with public-",
	  .how = "publicToken=expired-token | -publicToken" },
	ANSWERS_END
};

const struct op op_exchangePlaidToken = {
	.name = "exchangePlaidToken",
	.group = N_("Banks"),
	.title = N_("Exchange a Plaid token"),
	.summary = N_("Swaps the public token of Plaid Link for a lasting one."),
	.service = SVC_OMNUMI,
	.method = "POST",
	.path = "/transaction/exchange-plaid-token",
	.in = plaid_exchange_in,
	.out = access_token_out,
	.answers = plaid_exchange_answers,
	.changes = true,
	.source = "omnumi 8.7",
	.marks = "DR",
	.credentials = "tenant-id,api-key",
};

/* ---- linking ---- */

static const struct choice account_types[] = {
	{ "Savings", N_("Savings") },
	{ "Checking", N_("Checking") },	/* plausible, not seen: omnumi 6 */
	{ NULL, NULL }
};

/* None of them is required by itself: without plaidToken the service says so. */
static const struct field bank_details[] = {
	{ .key = "bankLegalName", .label = N_("Bank"), .type = &field_text, .max = 100,
	  .example = "US Bank", .source = "omnumi 8.7 [40]" },
	{ .key = "bankAccountHolderName", .label = N_("Account holder"), .type = &field_text,
	  .max = 120, .example = "John Doe", .source = "omnumi 8.7 [40]" },
	{ .key = "bankAccountType", .label = N_("Kind of account"), .type = &field_word,
	  .choices = account_types, .example = "Savings", .source = "omnumi 8.7, 6 [40]" },
	{ .key = "bankAccountNumber", .label = N_("Account number"), .type = &field_account,
	  .secret = true, .example = "Ul22440412", .source = "omnumi 8.7 [40]",
	  .help = N_("On a cheque or in the bank's app; letters are allowed") },
	{ .key = "bankAbaRoutingNumber", .label = N_("Routing number"), .type = &field_text,
	  .secret = true, .max = 20, .example = "22440412",
	  .help = N_("The bank's 9 digits (ABA); the sample of the service has 8"),
	  .source = "omnumi 8.7 [40]" },
	{ .key = "bankAccountHolderPhoneNumber", .label = N_("Holder's phone"),
	  .type = &field_text, .max = 40, .example = "+917347634906",
	  .source = "omnumi 8.7 [40]" },
	{ .key = "bankAccountHolderEmail", .label = N_("Holder's e-mail"), .type = &field_text,
	  .max = 120, .example = "unknown@gmail.com", .source = "omnumi 8.7 [40]" },
	{ .key = "bankAccountHolderAddress", .label = N_("Holder's address"),
	  .type = &field_text, .max = 200, .example = "Connaught Place, New Delhi",
	  .help = N_("On one line"), .source = "omnumi 8.7 [40]" },
	{ .key = NULL }
};

static const struct field plaid_details[] = {
	{ .key = "plaidToken", .label = N_("Plaid token"), .type = &field_text, .secret = true,
	  .example = "token", .source = "omnumi 8.7 [40]",
	  .help = N_("Which one is not said; most likely the exchanged access token") },
	{ .key = "plaidConsentTimestamp", .label = N_("Consent given"), .type = &field_text,
	  .example = "2024-09-25T10:51:39.0000000+00:00", .source = "omnumi 8.7 [40]" },
	{ .key = NULL }
};

static const struct field link_bank_in[] = {
	FIELD_CUSTOMER(IN_BODY, "omnumi 8.7 [40]"),
	{ .key = "bankAccountDetails", .label = N_("Account"), .type = &field_group,
	  .fields = bank_details, .source = "omnumi 8.7 [40]" },
	{ .key = "plaidDetails", .label = N_("Plaid"), .type = &field_group,
	  .fields = plaid_details, .source = "omnumi 8.7 [40]" },
	{ .key = NULL }
};

static const struct field link_bank_out[] = {
	{ .key = "message", .label = N_("Message"), .type = &field_text, .required = true,
	  .example = "1 Bank Account Linked Successfully", .source = "omnumi 8.7 [40]" },
	{ .key = NULL }
};

#define TYPED_BANK \
	"bankAccountDetails={\"bankLegalName\":\"US Bank\",\"bankAccountHolderName\":\"Jane " \
	"Roe\",\"bankAccountType\":\"Checking\",\"bankAccountNumber\":\"4400110022\"," \
	"\"bankAbaRoutingNumber\":\"021000021\"}"

static const struct answer_doc link_bank_answers[] = {
	{ .status = 201, .title = N_("bank linked"),
	  .provoke = "an account typed in whole; or a plaidToken, which links two",
	  .how = TYPED_BANK "; ?message=1 Bank Account Linked Successfully | "
		 "plaidDetails.plaidToken=access-sandbox-1; plaidDetails.plaidConsentTimestamp="
		 "2024-09-25T10:51:39.0000000+00:00; ?message=2 Bank Account Linked "
		 "Successfully" },
	{ .status = 400, .code = "link-bank", .title = N_("no bank, no Plaid token"),
	  .reason = "bankLegalName should not be empty when plaidToken is not provided",
	  .provoke = "neither bankAccountDetails nor plaidDetails, or no bankLegalName",
	  .how = "-bankAccountDetails | bankAccountDetails={\"bankAccountHolderName\":\"Jane\"}" },
	{ .status = 400, .code = "link-bank", .title = N_("no account holder"),
	  .reason = "bankAccountHolderName should not be empty when plaidToken is not provided",
	  .provoke = "an account without bankAccountHolderName",
	  .how = "bankAccountDetails={\"bankLegalName\":\"US Bank\",\"bankAccountType\":"
		 "\"Savings\",\"bankAccountNumber\":\"4400110022\",\"bankAbaRoutingNumber\":"
		 "\"021000021\"}" },
	ANSWERS_END
};

const struct op op_linkBank = {
	.name = "linkBank",
	.group = N_("Banks"),
	.title = N_("Link a bank"),
	.summary = N_("Ties a bank account to the customer, as typed or from Plaid."),
	.service = SVC_OMNUMI,
	.method = "POST",
	.path = "/tenant/customer/link-bank",
	.in = link_bank_in,
	.out = link_bank_out,
	.answers = link_bank_answers,
	.refuse_code = "bankLegalName should not be empty when plaidToken is not provided",
	.changes = true,
	.source = "omnumi 8.7",
	.marks = "-N",
	.credentials = "tenant-id",
};

static const struct field linked_bank[] = {
	{ .key = "linkedBankId", .label = N_("Linked bank"), .type = &field_text,
	  .required = true, .example = "8f2ede54-1fc6-4484-b28c-0708a85d3928",
	  .source = "omnumi 8.7 [40]" },
	{ .key = "bankLegalName", .label = N_("Bank"), .type = &field_text,
	  .example = "US Bank", .source = "omnumi 8.7 [40]" },
	{ .key = "bankAccountHolderName", .label = N_("Account holder"), .type = &field_text,
	  .example = "fantalon binil", .source = "omnumi 8.7 [40]" },
	{ .key = "bankAccountNumber", .label = N_("Account number"), .type = &field_account,
	  .example = "XXXXXX0412", .source = "omnumi 8.7 [40]" },
	{ .key = "bankAbaRoutingNumber", .label = N_("Routing number"), .type = &field_text,
	  .secret = true, .example = "22440412", .source = "omnumi 8.7 [40]" },
	{ .key = "bankAccountType", .label = N_("Kind of account"), .type = &field_word,
	  .choices = account_types, .example = "Savings", .source = "omnumi 8.7 [40]" },
	{ .key = NULL }
};

static const struct field linked_banks_out[] = {
	FIELD_MESSAGE("Successfully fetched linked bank accounts", "omnumi 8.7 [40]"),
	{ .key = "data", .label = N_("Linked banks"), .type = &field_list, .required = true,
	  .fields = linked_bank, .source = "omnumi 8.7 [40]" },
	{ .key = NULL }
};

static const struct field linked_banks_in[] = {
	FIELD_CUSTOMER(IN_PATH, "omnumi 8.7 [40]"),
	{ .key = NULL }
};

static const struct answer_doc linked_banks_answers[] = {
	{ .status = 200, .title = N_("her linked banks"),
	  .provoke = "a customer with a linked bank", .how = "linked-bank" },
	{ .status = 400, .code = "No data found", .title = N_("unknown customer"),
	  .reason = "Customer id not found", .provoke = "a customerAccountId of nobody",
	  .how = "customerAccountId=" UNKNOWN_ID },
	{ .status = 404, .code = "No data found", .title = N_("no bank linked"),
	  .reason = "Customer has no linked bank accounts",
	  .provoke = "a customer without a bank", .how = "customerAccountId=" BANKLESS },
	ANSWERS_END
};

const struct op op_listLinkedBanks = {
	.name = "listLinkedBanks",
	.group = N_("Banks"),
	.title = N_("Linked banks"),
	.summary = N_("Lists the customer's linked bank accounts (path deduced, not documented)."),
	.service = SVC_OMNUMI,
	.method = "GET",
	.path = LINKED_BANKS_PATH,
	.in = linked_banks_in,
	.out = linked_banks_out,
	.answers = linked_banks_answers,
	.refuse_code = "Customer id not found",
	.source = "omnumi 8.7",
	.marks = "-N",
	.credentials = "tenant-id",
};

/* ---- ACH ---- */

static const struct choice identifier_types[] = {
	{ "namespace", N_("Namespace") },
	{ "customNamespace", N_("Custom namespace") },
	{ "walletAddress", N_("Wallet address") },
	{ NULL, NULL }
};

static const struct choice authorization_methods[] = {
	{ "MPIN", N_("PIN") },
	{ "DIGITAL_FINGER_PRINT", N_("Fingerprint") },
	{ NULL, NULL }
};

static const struct choice debit_types[] = {
	{ "ONE_TIME", N_("Once") },
	{ "RECURRING", N_("Recurring") },
	{ NULL, NULL }
};

/* WEB is all that was seen; the others are the clearing house's (omnumi 6). */
static const struct choice sec_codes[] = {
	{ "WEB", N_("Agreed on the web") },
	{ "PPD", N_("Agreed on paper") },
	{ "TEL", N_("Agreed by phone") },
	{ "CCD", N_("Company") },
	{ NULL, NULL }
};

static const struct choice risks[] = {
	{ "LOW", N_("Low") },
	{ "MEDIUM", N_("Medium") },
	{ "HIGH", N_("High") },
	{ NULL, NULL }
};

static const struct choice ach_reasons[] = {
	{ "A00", N_("processed, no error") },
	{ NULL, NULL }
};

const struct choice ops_transfer_status[] = {
	{ "INITIATED", N_("Begun") },
	{ "PENDING", N_("Under way") },
	{ "COMPLETED", N_("Completed") },
	{ "CANCELLED", N_("Cancelled") },
	{ "FAILED", N_("Failed") },
	{ "REJECTED", N_("Not accepted") },
	{ NULL, NULL }
};

static const struct field ach_identifier[] = {
	{ .key = "type", .label = N_("Wallet named by"), .type = &field_choice,
	  .choices = identifier_types, .required = true, .example = "namespace",
	  .source = "omnumi 8.8, 6 [40]" },
	{ .key = "value", .label = N_("Wallet"), .type = &field_text, .required = true,
	  .max = 100, .example = "usbc.ana.ul", .source = "omnumi 8.8 [40]" },
	{ .key = NULL }
};

#define MISSING "Missing required fields"

static const struct field ach_in[] = {
	FIELD_CUSTOMER(IN_BODY, "omnumi 8.8 [40]"),
	{ .key = "linkedBankId", .label = N_("Linked bank"), .type = &field_text,
	  .required = true, .example = "a2e3c2c1-0f7e-4c1b-9e4d-9b75a4f7e1b3",
	  .help = N_("From the list of linked banks"), .source = "omnumi 8.8 [40]" },
	{ .key = "identifier", .label = N_("Wallet"), .type = &field_group, .required = true,
	  .fields = ach_identifier, .source = "omnumi 8.8 [40]" },
	/* The table says number, the sample has text (omnumi 12.7): either is read. */
	{ .key = "amount", .label = N_("Amount"), .type = &field_amount_either,
	  .required = true, .currency_key = "tokenSymbol", .example = "100.50",
	  .source = "omnumi 8.8 [40]" },
	{ .key = "tokenSymbol", .label = N_("Token"), .type = &field_text, .required = true,
	  .max = 11, .example = "USBC", .source = "omnumi 8.8 [40]" },
	{ .key = "authorizationText", .label = N_("Authorisation"), .type = &field_text,
	  .required = true, .max = 4000, .example = "I authorize this ACH transaction..",
	  .help = N_("The sentences that the customer agreed to, exactly as she saw them"),
	  .source = "omnumi 8.8, 10 [40]" },
	{ .key = "secCode", .label = N_("Way of agreeing"), .type = &field_word,
	  .choices = sec_codes, .required = true, .max = 10, .example = "WEB",
	  .source = "omnumi 8.8, 6 [40]" },
	{ .key = "ipAddress", .label = N_("IP address"), .type = &field_text,
	  .required = true, .max = 45, .example = "172.168.1.1",
	  .help = N_("Of the computer at which it was authorised"), .source = "omnumi 8.8 [40]" },
	{ .key = "effectiveDate", .label = N_("Day"), .type = &field_date,
	  .example = "2023-12-31", .help = N_("When it takes effect; empty: at once"),
	  .source = "omnumi 8.8, 5 [40]" },
	{ .key = "debitType", .label = N_("How often"), .type = &field_choice,
	  .choices = debit_types, .example = "ONE_TIME", .source = "omnumi 8.8, 6 [40]" },
	{ .key = "authorizationMethod", .label = N_("Authorised by"), .type = &field_choice,
	  .choices = authorization_methods, .example = "MPIN", .source = "omnumi 8.8, 6 [40]" },
	{ .key = "processor", .label = N_("Processor"), .type = &field_text, .max = 40,
	  .example = "CLIQ", .source = "omnumi 8.8 [40]" },
	{ .key = "userRisk", .label = N_("Risk of the customer"), .type = &field_word,
	  .choices = risks, .example = "LOW", .source = "omnumi 8.8, 6 [40]" },
	{ .key = "transactionRisk", .label = N_("Risk of the transfer"), .type = &field_word,
	  .choices = risks, .example = "LOW", .source = "omnumi 8.8, 6 [40]" },
	{ .key = NULL }
};

static const struct field ach_data[] = {
	{ .key = "status", .label = N_("State"), .type = &field_word, .required = true,
	  .choices = ops_transfer_status, .example = "INITIATED", .source = "omnumi 8.8, 6 [40]" },
	{ .key = "referenceId", .label = N_("Reference of the service"), .type = &field_text,
	  .required = true, .example = "12361886992", .source = "omnumi 8.8 [40]" },
	FIELD_MESSAGE("Successfully processed; no error", "omnumi 8.8 [40]"),
	{ .key = "reasonCode", .label = N_("Reason"), .type = &field_word,
	  .choices = ach_reasons, .example = "A00", .source = "omnumi 8.8, 6 [40]" },
	{ .key = NULL }
};

static const struct field ach_out[] = {
	FIELD_MESSAGE("ACH Debit In triggered successfully", "omnumi 8.8 [40]"),
	{ .key = "data", .label = N_("Transfer"), .type = &field_group, .required = true,
	  .fields = ach_data, .source = "omnumi 8.8 [40]" },
	{ .key = NULL }
};

/* As the sample writes it: the amount is a text. */
#define SAMPLE \
	"{\"customerAccountId\":\"5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9\"," \
	"\"linkedBankId\":\"${linkedBankId}\"," \
	"\"identifier\":{\"type\":\"namespace\",\"value\":\"usbc.ana.ul\"}," \
	"\"amount\":\"100.50\",\"tokenSymbol\":\"USBC\"," \
	"\"authorizationText\":\"I authorize this ACH transaction..\",\"secCode\":\"WEB\"," \
	"\"ipAddress\":\"172.168.1.1\"}"

/* In the order in which the service checks: what is there, then the vendor. */
#define ANSWERS_ACH(done, good) \
	{ .status = 201, .title = done, .provoke = "a linked bank and the customer's wallet", \
	  .how = "linked-bank; ?message=" good " | linked-bank; @body=" SAMPLE }, \
	{ .status = 400, .code = "validationError", .title = N_("a field is missing"), \
	  .reason = MISSING, .provoke = "leave authorizationText, secCode or amount out", \
	  .how = "linked-bank; -authorizationText | linked-bank; -secCode | linked-bank; " \
		 "-amount | linked-bank; identifier.value=" }, \
	{ .status = 404, .code = "recordNotFound", \
	  .title = N_("no such wallet, bank or customer"), \
	  .reason = "Record not found in Database", \
	  .provoke = "a linkedBankId, customerAccountId or identifier.value of nobody", \
	  .how = "linked-bank; linkedBankId=" UNKNOWN_ID " | linked-bank; customerAccountId=" \
		 UNKNOWN_ID " | linked-bank; identifier.value=nobody" }, \
	{ .status = 500, .code = "internalServerError", \
	  .title = N_("authorisation not stored"), \
	  .reason = "An error occured while storing authorization record", \
	  .provoke = "amount 500", .how = "linked-bank; amount=500; @sandbox" }, \
	{ .status = 502, .code = "apiError", .title = N_("bank not reached"), \
	  .reason = "Failed to fetch bank account details", .provoke = "amount 502", \
	  .how = "linked-bank; amount=502; @sandbox" }, \
	ANSWERS_END

static const struct answer_doc ach_in_answers[] = {
	ANSWERS_ACH(N_("deposit begun"), "ACH Debit In triggered successfully")
};

static const struct answer_doc ach_out_answers[] = {
	ANSWERS_ACH(N_("withdrawal begun"), "ACH Out ODFI triggered successfully")
};

const struct op op_achIn = {
	.name = "achIn",
	.group = N_("ACH"),
	.title = N_("Deposit from a bank"),
	.summary = N_("Takes money from a linked bank into the customer's wallet."),
	.service = SVC_OMNUMI,
	.method = "POST",
	.path = "/ach/in",
	.in = ach_in,
	.out = ach_out,
	.answers = ach_in_answers,
	.refuse_code = MISSING,
	.moves_money = true,
	.changes = true,
	.source = "omnumi 8.8",
	.marks = "-N",
	.credentials = "tenant-id",
};

const struct op op_achOut = {
	.name = "achOut",
	.group = N_("ACH"),
	.title = N_("Withdraw to a bank"),
	.summary = N_("Sends money from the customer's wallet to a linked bank."),
	.service = SVC_OMNUMI,
	.method = "POST",
	.path = "/ach/out",
	.in = ach_in,
	.out = ach_out,
	.answers = ach_out_answers,
	.refuse_code = MISSING,
	.moves_money = true,
	.changes = true,
	.source = "omnumi 8.8",
	.marks = "-N",
	.credentials = "tenant-id",
};
