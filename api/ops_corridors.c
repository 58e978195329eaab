#include "api/ops.h"

/* Where money may go, how, and at which rate: raas 6.7. */

#define CODE_INTERNAL "ERROR_INTERNAL_SERVER_ERROR"

#define FIELD_FROM \
	{ .key = "sourceCountry", .label = N_("Payer's country"), .type = &field_country, \
	  .in = IN_QUERY, .example = "US", .help = N_("Only corridors that begin there"), \
	  .source = "raas 6.7 [P]" }

#define FIELD_TO \
	{ .key = "destinationCountry", .label = N_("Customer's country"), \
	  .type = &field_country, .in = IN_QUERY, .example = "MX", \
	  .help = N_("Where the money arrives"), .source = "raas 6.7 [P]" }

#define FIELD_KIND \
	{ .key = "operationType", .label = N_("Kind"), .type = &field_word, \
	  .choices = ops_operation_type, .in = IN_QUERY, .example = "SendFunds", \
	  .help = N_("Sending, where nothing is said"), .source = "raas 6.7 [P]" }

/* Not documented, and answered like everything else that goes wrong here. */
#define ANSWER_NOBODY \
	{ .status = 500, .code = "ERROR_USER_NOT_FOUND", .title = N_("unknown customer"), \
	  .provoke = "use a userToken that belongs to nobody, such as nobody", \
	  .reason = "User not found", .how = "userToken=nobody; @sandbox" }

static const struct field corridors_in[] = {
	FIELD_FROM, FIELD_TO, FIELD_KIND,
	{ .key = NULL }
};

/* CorridorDTO (raas-schemas 6) */
static const struct field corridor[] = {
	{ .key = "SourceCountry", .label = N_("Payer's country"), .type = &field_text,
	  .required = true, .example = "US", .source = "raas-schemas 6 [P]" },
	{ .key = "DestinationCountry", .label = N_("Customer's country"), .type = &field_text,
	  .required = true, .example = "MX", .source = "raas-schemas 6 [P]" },
	{ .key = "SourcePaymentMethodType", .label = N_("Payer's method"), .type = &field_word,
	  .choices = ops_method_types, .required = true, .example = "DebitCard",
	  .source = "raas-schemas 6 [P]" },
	{ .key = "DestinationPaymentMethodType", .label = N_("Customer's method"),
	  .type = &field_word, .choices = ops_method_types, .required = true, .example = "UBN",
	  .source = "raas-schemas 6 [P]" },
	{ .key = "SourceCurrency", .label = N_("Payer's currency"), .type = &field_text,
	  .example = "USD", .source = "raas-schemas 6 [P]" },
	{ .key = "DestinationCurrency", .label = N_("Customer's currency"), .type = &field_text,
	  .example = "MXN", .source = "raas-schemas 6 [P]" },
	{ .key = "LowerLimit", .label = N_("At least"), .type = &field_fee, .required = true,
	  .currency_key = "SourceCurrency", .example = "1.00", .source = "raas-schemas 6 [P]" },
	{ .key = "UpperLimit", .label = N_("At most"), .type = &field_fee, .required = true,
	  .currency_key = "SourceCurrency", .example = "1000.00",
	  .source = "raas-schemas 6 [P]" },
	{ .key = "IsActive", .label = N_("Open"), .type = &field_bool, .required = true,
	  .example = "true", .source = "raas-schemas 6 [P]" },
	{ .key = "Fees", .label = N_("Fees"), .type = &field_any, .required = true,
	  .example = "{\"TransactionFee\":3.99}", .source = "raas-schemas 6 [P]" },
	{ .key = "CorridorRequirements", .label = N_("What it takes"), .type = &field_any,
	  .required = true, .example = "{\"Level\":1}", .source = "raas-schemas 6 [P]" },
	{ .key = "Id", .label = N_("Corridor"), .type = &field_text, .required = true,
	  .example = "US-MX-DebitCard-UBN", .source = "raas-schemas 6 [P]" },
	{ .key = NULL }
};

static const struct answer_doc corridors_answers[] = {
	{ .status = 200, .title = N_("corridors, perhaps none"),
	  .provoke = "from US to MX; to FR there is none",
	  .how = "sourceCountry=US; destinationCountry=MX; ?0.DestinationCountry=MX | "
		 "sourceCountry=US; destinationCountry=FR; @sandbox; ?=[]" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_send, partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getCorridors = {
	.name = "getCorridors",
	.group = N_("Corridors"),
	.title = N_("Corridors and limits"),
	.summary = N_("Lists from which countries money may go where, by which methods and "
		      "within which limits."),
	.method = "GET",
	.path = "/user/corridors",
	.scopes = "partner_send,partner_full",
	.in = corridors_in,
	.out = corridor,
	.shape = REPLY_LIST,
	.answers = corridors_answers,
	.refuse_status = 500,
	.refuse_code = CODE_INTERNAL,
	.source = "raas 6.7",
};

static const struct field kinds_in[] = {
	FIELD_USER_TOKEN, FIELD_TO,
	{ .key = NULL }
};

static const struct field kinds_out[] = {
	{ .key = "operationType", .label = N_("Kind"), .type = &field_word,
	  .choices = ops_operation_type, .required = true, .example = "RequestFunds",
	  .source = "raas 6.7 [P]" },
	{ .key = NULL }
};

static const struct answer_doc kinds_answers[] = {
	{ .status = 200, .title = N_("kinds, perhaps none"),
	  .provoke = "a customer and MX; for FR there is none",
	  .how = "customer; destinationCountry=MX | "
		 "customer; destinationCountry=FR; @sandbox; ?=[]" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_send, partner_full"),
	ANSWER_NOBODY,
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getAvailableOperationType = {
	.name = "getAvailableOperationType",
	.group = N_("Corridors"),
	.title = N_("What a customer may do"),
	.summary = N_("Tells whether the customer may send, ask, or both, towards a country."),
	.method = "GET",
	.path = "/user/corridors/available-operations/{userToken}",
	.scopes = "partner,partner_send,partner_full",
	.in = kinds_in,
	.out = kinds_out,
	.shape = REPLY_WORDS,
	.answers = kinds_answers,
	.refuse_status = 500,
	.refuse_code = CODE_INTERNAL,
	.source = "raas 6.7",
};

static const struct field free_in[] = {
	{ .key = "toPhoneNumber", .label = N_("Phone of the other person"), .type = &field_phone,
	  .in = IN_QUERY, .example = "+525512345678",
	  .help = N_("Only what can be done with the country of this phone"),
	  .source = "raas 6.7 [P]" },
	{ .key = NULL }
};

/* AvailableOperationsData (raas-schemas 6) */
static const struct field free_out[] = {
	{ .key = "operationType", .label = N_("Kind"), .type = &field_word,
	  .choices = ops_operation_type, .required = true, .example = "RequestFunds",
	  .source = "raas-schemas 6 [P]" },
	{ .key = "destinationCountry", .label = N_("Customer's country"), .type = &field_text,
	  .required = true, .example = "MX", .source = "raas-schemas 6 [P]" },
	{ .key = "sourceCurrency", .label = N_("Payer's currency"), .type = &field_text,
	  .required = true, .example = "USD", .source = "raas-schemas 6 [P]" },
	{ .key = "destinationCurrency", .label = N_("Customer's currency"), .type = &field_text,
	  .required = true, .example = "MXN", .source = "raas-schemas 6 [P]" },
	{ .key = NULL }
};

static const struct answer_doc free_answers[] = {
	{ .status = 200, .title = N_("what can be done, perhaps nothing"),
	  .provoke = "no phone; a phone of Mexico; a phone of France, where nothing can be done",
	  .how = " | toPhoneNumber=+525512345678; @sandbox; ?0.destinationCountry=MX | "
		 "toPhoneNumber=+33612345678; @sandbox; ?=[]" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_send, partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getAvailableOperationsNoUser = {
	.name = "getAvailableOperationsNoUser",
	.group = N_("Corridors"),
	.title = N_("What can be done, without a customer"),
	.summary = N_("Lists what can be done with which country and currencies, before anybody "
		      "is registered."),
	.method = "GET",
	.path = "/user/corridors/available-operations-data-free",
	.scopes = "partner,partner_send,partner_full",
	.in = free_in,
	.out = free_out,
	.shape = REPLY_LIST,
	.answers = free_answers,
	.refuse_status = 500,
	.refuse_code = CODE_INTERNAL,
	.source = "raas 6.7",
};

static const struct field payout_in[] = {
	FIELD_USER_TOKEN, FIELD_TO, FIELD_KIND,
	{ .key = NULL }
};

static const struct field payout_out[] = {
	{ .key = "type", .label = N_("Kind of method"), .type = &field_word,
	  .choices = ops_method_types, .required = true, .example = "UBN",
	  .source = "raas 6.7 [P]" },
	{ .key = NULL }
};

static const struct answer_doc payout_answers[] = {
	{ .status = 200, .title = N_("kinds of method, perhaps none"),
	  .provoke = "a customer and MX; for FR there is none",
	  .how = "customer; destinationCountry=MX | "
		 "customer; destinationCountry=FR; @sandbox; ?=[]" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_send, partner_full"),
	ANSWER_UNKNOWN_USER(404, "ERROR_USER_NOT_FOUND"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getAvailablePayoutMethods = {
	.name = "getAvailablePayoutMethods",
	.group = N_("Corridors"),
	.title = N_("Ways to receive in a country"),
	.summary = N_("Tells on which kinds of card or account money can arrive in a country."),
	.method = "GET",
	.path = "/user/corridors/available-payout-methods/{userToken}",
	.scopes = "partner,partner_send,partner_full",
	.in = payout_in,
	.out = payout_out,
	.shape = REPLY_WORDS,
	.answers = payout_answers,
	.refuse_status = 500,
	.refuse_code = CODE_INTERNAL,
	.source = "raas 6.7",
};

static const struct field rates_in[] = {
	{ .key = "currencyCodeSrc", .label = N_("Payer's currency"), .type = &field_currency,
	  .in = IN_QUERY, .example = "USD", .source = "raas 6.7 [P]" },
	{ .key = "currencyCodeDest", .label = N_("Customer's currency"), .type = &field_currency,
	  .in = IN_QUERY, .example = "MXN", .source = "raas 6.7 [P]" },
	{ .key = NULL }
};

/* ExchangeRate (raas-schemas 6) */
static const struct field rate[] = {
	{ .key = "currencyCodeSrc", .label = N_("Payer's currency"), .type = &field_text,
	  .required = true, .example = "USD", .source = "raas-schemas 6 [P]" },
	{ .key = "currencyCodeDest", .label = N_("Customer's currency"), .type = &field_text,
	  .required = true, .example = "MXN", .source = "raas-schemas 6 [P]" },
	{ .key = "exchangeRate", .label = N_("Rate"), .type = &field_rate, .required = true,
	  .example = "17.25", .source = "raas-schemas 6 [P]" },
	{ .key = "exchangeRateUpdatedAt", .label = N_("As of"), .type = &field_time,
	  .required = true, .example = "2026-04-13T17:00:00.000Z",
	  .source = "raas-schemas 6 [P]" },
	{ .key = "exchangeRateRaw", .label = N_("Rate before the margin"), .type = &field_rate,
	  .example = "17.25", .source = "raas-schemas 6 [P]" },
	{ .key = "boardId", .label = N_("Board"), .type = &field_text, .example = "1",
	  .source = "raas-schemas 6 [P]" },
	{ .key = "id", .label = N_("Number of the rate"), .type = &field_text, .required = true,
	  .example = "1", .source = "raas-schemas 6 [P]" },
	{ .key = NULL }
};

static const struct answer_doc rates_answers[] = {
	{ .status = 200, .title = N_("rates, perhaps none"),
	  .provoke = "USD to MXN; all of them; to EUR there is none",
	  .how = "currencyCodeSrc=USD; currencyCodeDest=MXN; ?0.currencyCodeDest=MXN | "
		 "@sandbox; ?0.currencyCodeSrc=USD | "
		 "currencyCodeSrc=USD; currencyCodeDest=EUR; @sandbox; ?=[]" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_send"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getExchangeRates = {
	.name = "getExchangeRates",
	.group = N_("Corridors"),
	.title = N_("Exchange rates"),
	.summary = N_("Tells what one unit of a currency is worth in another, and since when."),
	.method = "GET",
	.path = "/user/exchange-rates/exchange-rates",
	.scopes = "partner_send",
	.in = rates_in,
	.out = rate,
	.shape = REPLY_LIST,
	.answers = rates_answers,
	.refuse_status = 500,
	.refuse_code = CODE_INTERNAL,
	.source = "raas 6.7",
};
