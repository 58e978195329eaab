#include "api/ops.h"

/* Price previews: raas 5.14 to 5.16 and the quote without people, 6.10. */

#define CODE_BAD_QUOTE "ERROR_INVALID_QUOTATION_REQUEST_DATA"
#define REASON_QUOTE "Invalid quotation request data"

static const struct field quote_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "recipientUserId", .label = N_("Who receives"), .type = &field_text,
	  .required = true, .example = "d8491cd95cae4fa0ad45d765021adbbb",
	  .source = "raas 5.14 [P]" },
	{ .key = "amount", .label = N_("Amount"), .type = &field_amount,
	  .currency_key = "currency", .required = true, .example = "100.00",
	  .source = "raas 5.14 [P]" },
	{ .key = "currency", .label = N_("Currency"), .type = &field_currency, .required = true,
	  .example = "USD", .help = N_("Currency of the amount"), .source = "raas 5.14 [P]" },
	{ .key = "isSenderAmount", .label = N_("Amount is what is paid"), .type = &field_bool,
	  .required = true, .example = "true",
	  .help = N_("Yes: what the payer pays; no: what arrives"), .source = "raas 5.14 [P]" },
	{ .key = "sourcePaymentMethodId", .label = N_("Payer's method"), .type = &field_text,
	  .example = "6af8e158-be29-422a-8d69-703d6c343c3c", .source = "raas 5.14 [P]" },
	{ .key = "sourcePaymentMethod", .label = N_("Payer's method in full"), .type = &field_any,
	  .example = "{\"type\":\"DebitCard\",\"country\":\"US\"}", .source = "raas 5.14 [P]" },
	{ .key = "destinationPaymentMethodId", .label = N_("Customer's method"),
	  .type = &field_text, .example = "f9b8131f-404a-41e0-9312-927cf81f97fe",
	  .source = "raas 5.14 [P]" },
	{ .key = "destinationPaymentMethod", .label = N_("Customer's method in full"),
	  .type = &field_any, .example = "{\"type\":\"UBN\",\"country\":\"MX\"}",
	  .source = "raas 5.14 [P]" },
	{ .key = "correlationId", .label = N_("Reference"), .type = &field_uuid,
	  .example = "7011cefb-0c0b-48c1-a68a-7134d32e61e4", .source = "raas 5.14 [P]" },
	{ .key = NULL }
};

/* What every quote tells; `always` says whether id and total are always there. */
#define FIELDS_QUOTE(always) \
	{ .key = "id", .label = N_("Quote"), .type = &field_text, .required = always, \
	  .example = "3f0c6a52-6d6e-4f4e-9d0a-0d2f3a1b7c11" }, \
	{ .key = "isExecutable", .label = N_("Can be carried out"), .type = &field_bool, \
	  .required = true, .example = "true", .help = N_("No: the quote only informs") }, \
	{ .key = "reason", .label = N_("Why not"), .type = &field_word, .required = true, \
	  .choices = ops_quote_reason, .example = "None" }, \
	{ .key = "reasonDetail", .label = N_("Why not, in detail"), .type = &field_word, \
	  .required = true, .choices = ops_quote_reason_detail, .example = "None" }, \
	{ .key = "amount", .label = N_("Amount asked"), .type = &field_number, .required = true, \
	  .example = "100" }, \
	{ .key = "sourceAmount", .label = N_("Amount"), .type = &field_fee, .required = true, \
	  .currency_key = "sourceCurrency", .example = "100.00" }, \
	{ .key = "sourceCurrency", .label = N_("Payer's currency"), .type = &field_text, \
	  .required = true, .example = "USD" }, \
	{ .key = "transactionFee", .label = N_("Transfer fee"), .type = &field_fee, \
	  .currency_key = "sourceCurrency", .required = true, .example = "3.99" }, \
	{ .key = "sourceFee", .label = N_("Card fee"), .type = &field_fee, \
	  .currency_key = "sourceCurrency", .required = true, .example = "0.00" }, \
	{ .key = "partnerFee", .label = N_("Partner fee"), .type = &field_fee, \
	  .currency_key = "sourceCurrency", .required = true, .example = "0.00" }, \
	{ .key = "tax", .label = N_("Tax"), .type = &field_fee, \
	  .currency_key = "sourceCurrency", .required = true, .example = "0.00" }, \
	{ .key = "senderChargeBack", .label = N_("Back to the payer"), .type = &field_fee, \
	  .currency_key = "sourceCurrency", .required = true, .example = "0.00" }, \
	{ .key = "exchangeRate", .label = N_("Rate"), .type = &field_rate, .required = true, \
	  .example = "17.25" }, \
	{ .key = "destinationAmount", .label = N_("Customer receives"), .type = &field_fee, \
	  .currency_key = "destinationCurrency", .required = true, .example = "1725.00" }, \
	{ .key = "destinationCurrency", .label = N_("Customer's currency"), .type = &field_text, \
	  .required = true, .example = "MXN" }, \
	{ .key = "destinationFee", .label = N_("Fee there"), .type = &field_fee, \
	  .currency_key = "destinationCurrency", .required = true, .example = "0.00" }, \
	{ .key = "recipientChargeBack", .label = N_("Back to the customer"), .type = &field_fee, \
	  .currency_key = "destinationCurrency", .required = true, .example = "0.00" }, \
	{ .key = "validTimeInMinutes", .label = N_("Good for minutes"), .type = &field_number, \
	  .required = true, .example = "15" }, \
	{ .key = "operationType", .label = N_("Kind"), .type = &field_word, .required = true, \
	  .choices = ops_operation_type, .example = "SendFunds" }

/* RaasQuoteTransactionResponse */
static const struct field quote_out[] = {
	FIELDS_QUOTE(false),
	{ .key = "tenantFee", .label = N_("Service fee"), .type = &field_fee, .required = true,
	  .currency_key = "sourceCurrency", .example = "0.00", .source = "raas 5.14 [P]" },
	{ .key = "totalAmount", .label = N_("Payer pays"), .type = &field_fee,
	  .currency_key = "sourceCurrency", .example = "103.99", .source = "raas 5.14 [P]" },
	{ .key = "senderUserId", .label = N_("Payer"), .type = &field_text,
	  .example = "OSZwErXgt1MGPHwkYJVqz3LTN0R2", .source = "raas 5.14 [P]" },
	{ .key = NULL }
};

static const struct answer_doc quote_answers[] = {
	{ .status = 200, .title = N_("quote"), .provoke = "100 USD, isSenderAmount true",
	  .how = "customer; recipientUserId=${userToken}" },
	{ .status = 200, .title = N_("quote that only informs"),
	  .provoke = "an amount above the route's upper limit; isExecutable false, "
	  	     "LimitsValidation",
	  .how = "customer; recipientUserId=${userToken}; amount=100000; "
		 "?isExecutable=false; ?reason=LimitsValidation" },
	{ .status = 400, .code = CODE_BAD_QUOTE, .title = N_("no recipient, amount or currency"),
	  .provoke = "amount 0, or a blank recipientUserId or currency", .reason = REASON_QUOTE,
	  .how = "amount=0 | recipientUserId= | currency=" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_send, partner_full"),
	ANSWER_UNKNOWN_USER(500, "INTERNAL_SERVER_ERROR"),
	{ .status = 500, .code = "INTERNAL_SERVER_ERROR", .title = N_("internal failure"),
	  .provoke = "use a person whose e-mail's local part is crash, or the fault 500:OPERATION",
	  .reason = REASON_INTERNAL,
	  .how = "userToken=crash; @sandbox" },
	ANSWERS_END
};

const struct op op_operationQuoteV2 = {
	.name = "operationQuoteV2",
	.group = N_("Quotes"),
	.title = N_("Firm quote"),
	.summary = N_("Prices a transfer between two known people and holds the rate "
		      "for some minutes."),
	.method = "POST",
	.path = "/user/operations/operation-quote-v2/{userToken}",
	.scopes = "partner_send,partner_full",
	.in = quote_in,
	.out = quote_out,
	.answers = quote_answers,
	.refuse_code = CODE_BAD_QUOTE,
	.source = "raas 5.14",
};

static const struct answer_doc quote_v1_answers[] = {
	{ .status = 200, .title = N_("quote"), .provoke = "100 USD, isSenderAmount true",
	  .how = "customer; recipientUserId=${userToken}" },
	{ .status = 200, .title = N_("quote that only informs"),
	  .provoke = "an amount above the route's upper limit; isExecutable false, "
		     "LimitsValidation",
	  .how = "customer; recipientUserId=${userToken}; amount=100000; "
		 "?isExecutable=false; ?reason=LimitsValidation" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_send, partner_full"),
	{ .status = 500, .code = "ERROR_INTERNAL_SERVER_ERROR",
	  .title = N_("no recipient, amount or currency"),
	  .provoke = "amount 0, or a blank recipientUserId or currency",
	  .reason = REASON_INTERNAL, .how = "amount=0 | recipientUserId= | currency=" },
	ANSWER_UNKNOWN_USER(500, "ERROR_USER_NOT_FOUND"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_operationQuote = {
	.name = "operationQuote",
	.group = N_("Quotes"),
	.title = N_("Firm quote, first version"),
	.summary = N_("Prices a transfer between two known people, as the firm quote does."),
	.method = "POST",
	.path = "/user/operations/operation-quote/{userToken}",
	.scopes = "partner_send,partner_full",
	.in = quote_in,
	.out = quote_out,
	.answers = quote_v1_answers,
	.refuse_status = 500,
	.refuse_code = "ERROR_INTERNAL_SERVER_ERROR",
	.source = "raas 6.10",
};

/* The beneficiary's profile. */
const struct field ops_send_to[] = { FIELDS_LEVEL_ONE, { .key = NULL } };

static const struct field quotation_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "operationType", .label = N_("Kind"), .type = &field_word, .required = true,
	  .choices = ops_operation_type, .example = "RequestFunds", .source = "raas 5.15 [P]" },
	{ .key = "senderUserId", .label = N_("Payer"), .type = &field_text,
	  .example = "OSZwErXgt1MGPHwkYJVqz3LTN0R2", .source = "raas 5.15 [P]" },
	{ .key = "senderCountryCode", .label = N_("Payer's country"), .type = &field_country,
	  .required = true, .example = "US", .source = "raas 5.15 [P]" },
	{ .key = "recipientUserId", .label = N_("Who receives"), .type = &field_text,
	  .example = "d8491cd95cae4fa0ad45d765021adbbb",
	  .help = N_("May be left empty when the recipient is not registered"),
	  .source = "raas 5.15 [P]" },
	{ .key = "recipientCountryCode", .label = N_("Customer's country"),
	  .type = &field_country, .required = true, .example = "MX", .source = "raas 5.15 [P]" },
	{ .key = "recipientAmount", .label = N_("Amount to receive"), .type = &field_fee,
	  .currency_key = "recipientCurrency", .required = true, .example = "0.00",
	  .source = "raas 5.15 [P]" },
	{ .key = "recipientCurrency", .label = N_("Customer's currency"), .type = &field_currency,
	  .required = true, .example = "MXN", .source = "raas 5.15 [P]" },
	{ .key = "amount", .label = N_("Amount"), .type = &field_amount,
	  .currency_key = "amountCurrency", .required = true, .example = "100.00",
	  .source = "raas 5.15 [P]" },
	{ .key = "amountCurrency", .label = N_("Currency"), .type = &field_currency,
	  .required = true, .example = "USD", .help = N_("Currency of the amount"),
	  .source = "raas 5.15 [P]" },
	{ .key = "isSenderAmount", .label = N_("Amount is what is paid"), .type = &field_bool,
	  .required = true, .example = "true",
	  .help = N_("Yes: what the payer pays; no: what arrives"), .source = "raas 5.15 [P]" },
	{ .key = "sourcePaymentMethod", .label = N_("Payer's method"), .type = &field_any,
	  .required = true, .example = "{\"type\":\"DebitCard\",\"country\":\"US\"}",
	  .help = N_("Its kind, such as DebitCard, or the method as JSON"),
	  .source = "raas 5.15 [P]" },
	{ .key = "destinationPaymentMethod", .label = N_("Customer's method"), .type = &field_any,
	  .example = "{\"type\":\"UBN\",\"country\":\"MX\"}",
	  .help = N_("Its kind, such as DebitCard, or the method as JSON"),
	  .source = "raas 5.15 [P]" },
	{ .key = "tennantFee", .label = N_("Service fee"), .type = &field_fee,
	  .currency_key = "amountCurrency", .example = "0.00", .source = "raas 5.15 [P]" },
	{ .key = "tenantCode", .label = N_("Tenant"), .type = &field_text, .example = "t-1",
	  .source = "raas 5.15 [P]" },
	{ .key = "boardId", .label = N_("Rate board"), .type = &field_text, .example = "b-1",
	  .source = "raas 5.15 [P]" },
	{ .key = "sendTo", .label = N_("Beneficiary"), .type = &field_group, .fields = ops_send_to,
	  .source = "raas 5.15 [P]" },
	{ .key = "correlationId", .label = N_("Reference"), .type = &field_uuid,
	  .example = "7011cefb-0c0b-48c1-a68a-7134d32e61e4", .source = "raas 5.15 [P]" },
	{ .key = NULL }
};

static const struct answer_doc quotation_answers[] = {
	{ .status = 200, .title = N_("quote"), .provoke = "100 USD from the US to MX" },
	{ .status = 400, .code = CODE_BAD_QUOTE, .title = N_("bad data for a quote"),
	  .provoke = "amount 0, or leave sourcePaymentMethod out", .reason = REASON_QUOTE,
	  .how = "amount=0 | -sourcePaymentMethod" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_send, partner_full"),
	ANSWER_UNKNOWN_USER(404, "ERROR_USER_NOT_FOUND"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getOperationQuote = {
	.name = "getOperationQuote",
	.group = N_("Quotes"),
	.title = N_("Quote in full"),
	.summary = N_("Prices any kind of transfer between two countries, with every "
		      "detail given."),
	.method = "POST",
	.path = "/user/operations/quotation/{userToken}",
	.scopes = "partner_full,partner_send",
	.in = quotation_in,
	.out = quote_out,
	.answers = quotation_answers,
	.refuse_code = CODE_BAD_QUOTE,
	.source = "raas 5.15",
};

static const struct field pre_quote_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "DestinationPaymentMethod", .label = N_("Customer's method"), .type = &field_any,
	  .required = true, .example = "{\"type\":\"DebitCard\",\"country\":\"MX\"}",
	  .help = N_("The method as JSON, with its type and country"), .source = "raas 5.16 [P]" },
	{ .key = "Amount", .label = N_("Amount"), .type = &field_amount,
	  .currency_key = "Currency", .required = true, .example = "10.00",
	  .source = "raas 5.16 [P]" },
	{ .key = "Currency", .label = N_("Currency"), .type = &field_currency, .example = "USD",
	  .help = N_("Currency of the amount"), .source = "raas 5.16 [P]" },
	{ .key = NULL }
};

static const struct field pre_quote_row[] = {
	{ .key = "Type", .label = N_("Payer's method"), .type = &field_word, .required = true,
	  .choices = ops_method_types, .example = "DebitCard", .source = "raas 5.16 [P]" },
	{ .key = "ExchangeRate", .label = N_("Rate"), .type = &field_rate, .required = true,
	  .example = "17.25", .source = "raas 5.16 [P]" },
	{ .key = "TransactionFee", .label = N_("Transfer fee"), .type = &field_fee,
	  .required = true, .example = "3.99", .source = "raas 5.16 [P]" },
	{ .key = "SourceFee", .label = N_("Card fee"), .type = &field_fee, .required = true,
	  .example = "0.00", .source = "raas 5.16 [P]" },
	{ .key = "DestinationFee", .label = N_("Fee there"), .type = &field_fee, .required = true,
	  .example = "0.00", .source = "raas 5.16 [P]" },
	{ .key = "TenantFee", .label = N_("Service fee"), .type = &field_fee, .required = true,
	  .example = "0.00", .source = "raas 5.16 [P]" },
	{ .key = "TotalAmount", .label = N_("Payer pays"), .type = &field_fee, .example = "13.99",
	  .source = "raas 5.16 [P]" },
	{ .key = NULL }
};

static const struct field pre_quote_out[] = {
	{ .key = "Quotes", .label = N_("Quotes"), .type = &field_list, .required = true,
	  .fields = pre_quote_row, .source = "raas 5.16 [P]" },
	{ .key = NULL }
};

static const struct answer_doc pre_quote_answers[] = {
	{ .status = 200, .title = N_("one row for each method of paying"), .provoke = "Amount 10" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_send, partner_full"),
	{ .status = 500, .code = "ERROR_INTERNAL_SERVER_ERROR", .title = N_("bad data for a quote"),
	  .provoke = "Amount 0, or leave DestinationPaymentMethod out: there is no 400 here",
	  .reason = REASON_INTERNAL,
	  .how = "Amount=0 | -DestinationPaymentMethod" },
	ANSWER_UNKNOWN_USER(500, "ERROR_INTERNAL_SERVER_ERROR"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_preQuote = {
	.name = "preQuote",
	.group = N_("Quotes"),
	.title = N_("Compare ways of paying"),
	.summary = N_("Prices one amount for each kind of method a payer may use."),
	.method = "POST",
	.path = "/user/operations/pre-quote/{userToken}",
	.scopes = "partner_full,partner_send",
	.in = pre_quote_in,
	.out = pre_quote_out,
	.answers = pre_quote_answers,
	.refuse_status = 500,
	.refuse_code = "ERROR_INTERNAL_SERVER_ERROR",
	.source = "raas 5.16",
};

static const struct field lite_in[] = {
	{ .key = "operationType", .label = N_("Kind"), .type = &field_choice, .required = true,
	  .choices = ops_operation_type, .example = "SendFunds", .source = "raas 6.10 [P]" },
	{ .key = "sourceCountry", .label = N_("Payer's country"), .type = &field_country,
	  .required = true, .example = "US", .source = "raas 6.10 [P]" },
	{ .key = "sourcePaymentMethodType", .label = N_("Payer's method"), .type = &field_choice,
	  .required = true, .choices = ops_lite_method_types, .example = "DebitCard",
	  .source = "raas 6.10 [P]" },
	{ .key = "destinationCountry", .label = N_("Customer's country"), .type = &field_country,
	  .required = true, .example = "MX", .source = "raas 6.10 [P]" },
	{ .key = "destinationPaymentMethodType", .label = N_("Customer's method"),
	  .type = &field_choice, .required = true, .choices = ops_lite_method_types,
	  .example = "UBN", .source = "raas 6.10 [P]" },
	{ .key = "amount", .label = N_("Amount"), .type = &field_amount,
	  .currency_key = "amountCurrency", .required = true, .example = "100.00",
	  .source = "raas 6.10 [P]" },
	{ .key = "amountCurrency", .label = N_("Currency"), .type = &field_currency,
	  .required = true, .example = "USD", .help = N_("Currency of the amount"),
	  .source = "raas 6.10 [P]" },
	{ .key = "isSenderAmount", .label = N_("Amount is what is paid"), .type = &field_bool,
	  .required = true, .example = "true",
	  .help = N_("Yes: what the payer pays; no: what arrives"), .source = "raas 6.10 [P]" },
	{ .key = "destinationCurrency", .label = N_("Customer's currency"),
	  .type = &field_currency, .required = true, .example = "MXN", .source = "raas 6.10 [P]" },
	{ .key = "correlationId", .label = N_("Reference"), .type = &field_uuid,
	  .example = "7011cefb-0c0b-48c1-a68a-7134d32e61e4", .source = "raas 6.10 [P]" },
	{ .key = NULL }
};

/* RaasQuoteLiteTransactionResponse; the last three are in the newest revision
 * only, so a reply without them is fine. */
static const struct field lite_out[] = {
	FIELDS_QUOTE(true),
	{ .key = "totalFee", .label = N_("All fees"), .type = &field_fee,
	  .currency_key = "sourceCurrency", .example = "3.99", .source = "raas 6.10 [P]" },
	{ .key = "lowerLimit", .label = N_("Least amount"), .type = &field_fee,
	  .example = "1.00", .source = "raas 6.10 [P]" },
	{ .key = "upperLimit", .label = N_("Greatest amount"), .type = &field_fee,
	  .example = "1000.00", .source = "raas 6.10 [P]" },
	{ .key = NULL }
};

static const struct answer_doc lite_answers[] = {
	{ .status = 200, .title = N_("quote"), .provoke = "100 USD from the US to MX" },
	{ .status = 200, .title = N_("quote that only informs"),
	  .provoke = "an amount above upperLimit; isExecutable false, LimitsValidation",
	  .how = "amount=100000; ?isExecutable=false; ?reason=LimitsValidation" },
	{ .status = 200, .title = N_("no route between these countries"),
	  .provoke = "destinationCountry FR; isExecutable false, CorridorNotAvailable",
	  .how = "destinationCountry=FR; ?isExecutable=false; ?reason=CorridorNotAvailable" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_send, partner_full"),
	{ .status = 500, .code = "ERROR_INTERNAL_SERVER_ERROR", .title = N_("bad data for a quote"),
	  .provoke = "amount 0, or leave amountCurrency out: there is no 400 here",
	  .reason = REASON_INTERNAL,
	  .how = "amount=0 | -amountCurrency" },
	{ .status = 500, .code = "ERROR_INTERNAL_SERVER_ERROR", .title = N_("internal failure"),
	  .provoke = "the fault 500:operationQuoteLite", .reason = REASON_INTERNAL,
	  .how = "@fault=500" },
	ANSWERS_END
};

const struct op op_operationQuoteLite = {
	.name = "operationQuoteLite",
	.group = N_("Quotes"),
	.title = N_("Quick quote"),
	.summary = N_("Prices an amount between two countries, without naming people or methods."),
	.method = "POST",
	.path = "/user/operations/operation-quote-lite",
	.scopes = "partner_send,partner_full",
	.in = lite_in,
	.out = lite_out,
	.answers = lite_answers,
	.refuse_status = 500,
	.refuse_code = "ERROR_INTERNAL_SERVER_ERROR",
	.source = "raas 6.10",
};
