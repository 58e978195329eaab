#include "api/ops.h"

/* Where the money may arrive: raas 5.8 to 5.12. */

static const struct field available_in[] = { FIELD_USER_TOKEN, { .key = NULL } };

static const struct field available_out[] = {
	{ .key = "method", .label = N_("Method"), .type = &field_word,
	  .choices = ops_method_types, .example = "UBN", .source = "raas 5.8 [P]" },
	{ .key = NULL }
};

static const struct answer_doc available_answers[] = {
	{ .status = 200, .title = N_("kinds of method"), .provoke = "any registered customer" },
	{ .status = 404, .code = "ERROR_USER_NOT_FOUND", .title = N_("unknown customer"),
	  .provoke = "use a userToken that belongs to nobody, such as nobody",
	  .reason = "User not found for path userToken.",
	  .how = "userToken=nobody" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_send, partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getAvailablePaymentMethods = {
	.name = "getAvailablePaymentMethods",
	.group = N_("Methods"),
	.title = N_("Kinds of method"),
	.summary = N_("Tells which kinds of card or account the customer may receive on."),
	.method = "GET",
	.path = "/user/corridors/available-receiver-methodtypes/{userToken}",
	.scopes = "partner,partner_send,partner_full",
	.in = available_in,
	.out = available_out,
	.shape = REPLY_WORDS,
	.answers = available_answers,
	.source = "raas 5.8",
};

static const struct field receiving_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "sourceCountry", .label = N_("Payer's country"), .type = &field_country,
	  .in = IN_QUERY, .example = "US", .source = "raas 5.9 [P]" },
	{ .key = "destinationCountry", .label = N_("Customer's country"), .type = &field_country,
	  .in = IN_QUERY, .example = "MX", .source = "raas 5.9 [P]" },
	{ .key = NULL }
};

/* PartnerPayoutMethod (raas-schemas 5): everything is optional. */
static const struct field payout_method[] = { FIELDS_PAYOUT(false), { .key = NULL } };

static const struct answer_doc receiving_answers[] = {
	{ .status = 200, .title = N_("list, perhaps empty"), .provoke = "any registered customer",
	  .how = "customer | card" },
	{ .status = 400, .code = "ERROR_INVALID_TENANT", .title = N_("the key's tenant is missing"),
	  .provoke = "use the key remitty-sandbox-notenant",
	  .reason = "Bad request from funding layer.",
	  .how = "@key=no-tenant" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner"),
	ANSWER_UNKNOWN_USER(500, "ERROR_USER_NOT_FOUND"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getReceivingMethods = {
	.name = "getReceivingMethods",
	.group = N_("Methods"),
	.title = N_("Methods of a customer"),
	.summary = N_("Lists the cards and accounts on which the customer can receive."),
	.method = "GET",
	.path = "/user/funding/source/get-receiving-methods/{userToken}",
	.scopes = "partner",
	.in = receiving_in,
	.out = payout_method,
	.shape = REPLY_LIST,
	.answers = receiving_answers,
	.source = "raas 5.9",
};

static const struct field card_in[] = {
	FIELD_USER_TOKEN,
	FIELDS_CARD,
	{ .key = "country", .label = N_("Country of the card"), .type = &field_country,
	  .required = true, .example = "MX", .source = "raas 5.10 [S]" },
	{ .key = "isPrimary", .label = N_("Primary"), .type = &field_bool, .example = "true",
	  .help = N_("Money arrives here unless another method is chosen"),
	  .source = "raas 5.10 [S]" },
	{ .key = "type", .label = N_("Kind of method"), .type = &field_choice,
	  .choices = ops_card_kind, .section = N_("More"), .example = "DebitCard",
	  .source = "raas 5.10 [S]" },
	{ .key = "expirationMonth", .label = N_("Month of expiry"), .type = &field_text,
	  .min = 2, .max = 2, .section = N_("More"), .example = "12",
	  .code_bad = "CARD_VERIFICATION_ERROR", .source = "raas 5.10 [S]" },
	{ .key = "expirationYear", .label = N_("Year of expiry"), .type = &field_text,
	  .min = 2, .max = 2, .section = N_("More"), .example = "28",
	  .code_bad = "CARD_VERIFICATION_ERROR", .source = "raas 5.10 [S]" },
	{ .key = "operationId", .label = N_("Operation it is for"), .type = &field_text,
	  .section = N_("More"), .example = "guid-1234567890", .source = "raas 5.10 [S]" },
	{ .key = NULL }
};

static const struct field payment_token[] = {
	{ .key = "data", .label = N_("Data of the token"), .type = &field_text, .required = true,
	  .secret = true, .example = "e30=", .source = "raas-schemas 5 [P]" },
	{ .key = "paymentType", .label = N_("Kind"), .type = &field_int, .max = 5, .example = "1",
	  .source = "raas-schemas 5 [P]" },
	{ .key = "displayName", .label = N_("Shown as"), .type = &field_text,
	  .example = "Visa 1111",
	  .source = "raas-schemas 5 [P]" },
	{ .key = "transactionIdentifier", .label = N_("Transaction"), .type = &field_text,
	  .example = "t-1", .source = "raas-schemas 5 [P]" },
	{ .key = "paymentNetwork", .label = N_("Card network"), .type = &field_text,
	  .example = "Visa", .source = "raas-schemas 5 [P]" },
	{ .key = NULL }
};

/* RaaSPaymentMethod (raas-schemas 5).  As an answer its words are open lists;
 * inside a request the type is one of the list. */
#define FIELDS_PAYMENT_METHOD(type_of_word) \
	{ .key = "type", .label = N_("Kind"), .type = &type_of_word, .required = true, \
	  .choices = ops_method_types, .example = "DebitCard" }, \
	{ .key = "id", .label = N_("Method"), .type = &field_text, \
	  .example = "b28cd13a-df67-46db-9f2d-c48e634789d6" }, \
	{ .key = "name", .label = N_("Name of the method"), .type = &field_text, \
	  .example = "VISA-1111" }, \
	{ .key = "number", .label = N_("Number"), .type = &field_text, .secret = true, \
	  .example = "tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111" }, \
	{ .key = "status", .label = N_("State"), .type = &field_word, \
	  .choices = ops_method_status, .example = "ValidatedPush" }, \
	{ .key = "isPrimary", .label = N_("Primary"), .type = &field_bool, .example = "true" }, \
	{ .key = "canOperate", .label = N_("May be used"), .type = &field_bool, \
	  .example = "true" }, \
	{ .key = "nameOnCard", .label = N_("Name on the card"), .type = &field_text, \
	  .example = "PEDRO ALFONSO MOCK ITSOK" }, \
	{ .key = "cardNetwork", .label = N_("Card network"), .type = &field_word, \
	  .choices = ops_card_network, .example = "Visa" }, \
	{ .key = "cardtype", .label = N_("Kind of card"), .type = &field_word, \
	  .choices = ops_card_kind, .example = "DebitCard" }, \
	{ .key = "cardType", .label = N_("Kind of card"), .type = &field_word, \
	  .choices = ops_card_kind, .example = "DebitCard" }, \
	{ .key = "expirationDate", .label = N_("Expires"), .type = &field_text, \
	  .example = "1228" }, \
	{ .key = "expirationMonth", .label = N_("Month of expiry"), .type = &field_text, \
	  .example = "12" }, \
	{ .key = "expirationYear", .label = N_("Year of expiry"), .type = &field_text, \
	  .example = "28" }, \
	{ .key = "securityCode", .label = N_("Security code token"), .type = &field_text, \
	  .secret = true, .example = "tok_sandbox_brucMoj9eTJR3xhqdmM4AQ" }, \
	{ .key = "bin", .label = N_("First digits"), .type = &field_text, .example = "411111" }, \
	{ .key = "accountPrefix", .label = N_("Prefix of the account"), .type = &field_text, \
	  .example = "4111" }, \
	{ .key = "tokenData", .label = N_("Data of the token"), .type = &field_text, \
	  .secret = true, .example = "{}" }, \
	{ .key = "accountNumber", .label = N_("Account number"), .type = &field_text, \
	  .secret = true, .example = "002320275621938815" }, \
	{ .key = "bankEntityNumber", .label = N_("Number of the bank"), .type = &field_text, \
	  .example = "002" }, \
	{ .key = "bankName", .label = N_("Bank"), .type = &field_text, .example = "Banamex" }, \
	{ .key = "bankAccountType", .label = N_("Kind of account"), .type = &field_word, \
	  .choices = ops_bank_account_kind, .example = "CheckingAccount" }, \
	{ .key = "currency", .label = N_("Currency"), .type = &field_text, .example = "MXN" }, \
	{ .key = "country", .label = N_("Country"), .type = &field_text, .example = "MX" }, \
	{ .key = "externalId", .label = N_("Outside number"), .type = &field_text, \
	  .example = "E1678D6DA1284CF39FD241E6509F4518000000" }, \
	{ .key = "accountId", .label = N_("Account"), .type = &field_text, .example = "a-1" }, \
	{ .key = "beneficiaryAccountId", .label = N_("Account of the customer"), \
	  .type = &field_text, .example = "b-1" }, \
	{ .key = "application", .label = N_("Application"), .type = &field_text, \
	  .example = "raas" }, \
	{ .key = "paymentMethodOwner", .label = N_("Owner of the account"), .type = &field_text, \
	  .example = "BCP" }, \
	FIELDS_ALLOW, \
	{ .key = "address1", .label = N_("Street, number"), .type = &field_text, \
	  .example = "Blvd. Kukulcan Km. 4.5" }, \
	{ .key = "address2", .label = N_("Address, second line"), .type = &field_text, \
	  .example = "Torre B, piso 4" }, \
	{ .key = "address3", .label = N_("Neighbourhood"), .type = &field_text, \
	  .example = "Zona Hotelera" }, \
	{ .key = "streetNumber", .label = N_("House number"), .type = &field_text, \
	  .example = "4" }, \
	{ .key = "city", .label = N_("City"), .type = &field_text, .example = "Cancún" }, \
	{ .key = "state", .label = N_("State"), .type = &field_text, .example = "Q.R." }, \
	{ .key = "zipCode", .label = N_("Postal code"), .type = &field_text, .example = "77500" }, \
	{ .key = "latitude", .label = N_("Latitude"), .type = &field_number, .example = "0" }, \
	{ .key = "longitude", .label = N_("Longitude"), .type = &field_number, .example = "0" }, \
	{ .key = "phoneNumber", .label = N_("Phone"), .type = &field_text, \
	  .example = "+5215521206703" }, \
	{ .key = "createdAt", .label = N_("Added on"), .type = &field_time, .nullable = true, \
	  .example = "2026-04-13T17:47:35.667Z" }, \
	{ .key = "updatedAt", .label = N_("Changed on"), .type = &field_time, .nullable = true, \
	  .example = "2026-04-13T17:47:35.667Z" }, \
	{ .key = "paymentToken", .label = N_("Wallet token"), .type = &field_group, \
	  .fields = payment_token }

const struct field ops_payment_method_told[] = {
	FIELDS_PAYMENT_METHOD(field_word), { .key = NULL }
};

const struct field ops_payment_method[] = {
	FIELDS_PAYMENT_METHOD(field_choice), { .key = NULL }
};

#define REASON_CARD "Card validation or processor decline."

static const struct answer_doc card_answers[] = {
	{ .status = 200, .title = N_("card added"), .provoke = "a token that tokenizeCard gave",
	  .how = "token; number=${cardToken}" },
	{ .status = 200, .title = N_("card known already"),
	  .provoke = "add the same token twice; the stored method comes back",
	  .how = "token; number=${cardToken}; @again" },
	{ .status = 400, .code = "USER_NOT_FOUND", .title = N_("unknown customer"),
	  .provoke = "use a userToken that belongs to nobody, such as nobody",
	  .reason = "User not found",
	  .how = "userToken=nobody" },
	{ .status = 400, .code = "CARD_VERIFICATION_ERROR", .title = N_("bad expiry"),
	  .provoke = "expirationDate 0120 (past) or 1328 (no month)", .reason = REASON_CARD,
	  .how = "expirationDate=0120 | expirationDate=1328" },
	{ .status = 400, .code = "CARD_VERIFICATION_ERROR", .title = N_("not a card token"),
	  .provoke = "number 4111", .reason = REASON_CARD,
	  .how = "number=4111" },
	{ .status = 400, .code = "TRANSACTION_FAILED", .title = N_("declined by the processor"),
	  .provoke = "a token that ends in _0002", .reason = REASON_CARD,
	  .how = "number=tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_0002; @sandbox" },
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("a required field is missing"),
	  .provoke = "leave nameOnCard out", .reason = REASON_CARD,
	  .how = "-nameOnCard" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_send"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_createFundingCard = {
	.name = "createFundingCard",
	.group = N_("Methods"),
	.title = N_("Add a card"),
	.summary = N_("Adds a card, known by its vault token, on which the customer receives."),
	.method = "POST",
	.path = "/user/funding/source/card/add/{userToken}",
	.scopes = "partner,partner_send",
	.in = card_in,
	.out = ops_payment_method_told,
	.answers = card_answers,
	.changes = true,
	.source = "raas 5.10",
};

static const struct field ubn_in[] = { FIELD_USER_TOKEN, FIELDS_UBN, { .key = NULL } };

/* AddPaymentMethodResponse (raas-schemas 5). */
static const struct field ubn_out[] = {
	{ .key = "id", .label = N_("Method"), .type = &field_text, .required = true,
	  .example = "6d41ada5-4ecd-4bc4-a561-9a0577a39da7", .source = "raas 5.11 [P]" },
	{ .key = "status", .label = N_("State"), .type = &field_word, .required = true,
	  .choices = ops_method_status, .example = "Created", .source = "raas 5.11 [P]" },
	{ .key = "name", .label = N_("Name of the method"), .type = &field_text,
	  .example = "UBN-8815", .source = "raas 5.11 [P]" },
	{ .key = "type", .label = N_("Kind"), .type = &field_word, .choices = ops_method_types,
	  .example = "UBN", .source = "raas 5.11 [P]" },
	{ .key = "number", .label = N_("Account number"), .type = &field_text,
	  .example = "002320275621938815", .source = "raas-schemas 5 [P]" },
	{ .key = "isPrimary", .label = N_("Primary"), .type = &field_bool, .example = "false",
	  .source = "raas 5.11 [P]" },
	{ .key = "country", .label = N_("Country"), .type = &field_text, .example = "MX",
	  .source = "raas 5.11 [P]" },
	{ .key = "currency", .label = N_("Currency"), .type = &field_text, .example = "MXN",
	  .source = "raas 5.11 [P]" },
	{ .key = "createdAt", .label = N_("Added on"), .type = &field_time, .nullable = true,
	  .example = "2026-04-13T17:47:35.667Z", .source = "raas 5.11 [P]" },
	{ .key = "updatedAt", .label = N_("Changed on"), .type = &field_time, .nullable = true,
	  .example = "2026-04-13T17:47:35.667Z", .source = "raas-schemas 5 [P]" },
	{ .key = "userId", .label = N_("Customer"), .type = &field_text,
	  .example = "OSZwErXgt1MGPHwkYJVqz3LTN0R2", .source = "raas-schemas 5 [P]" },
	{ .key = "latitude", .label = N_("Latitude"), .type = &field_number, .example = "0",
	  .source = "raas-schemas 5 [P]" },
	{ .key = "longitude", .label = N_("Longitude"), .type = &field_number, .example = "0",
	  .source = "raas-schemas 5 [P]" },
	{ .key = "cardType", .label = N_("Kind of card"), .type = &field_text,
	  .example = "Debit", .source = "raas-schemas 5 [P]" },
	{ .key = "nameOnCard", .label = N_("Name on the card"), .type = &field_text,
	  .example = "PEDRO ALFONSO MOCK ITSOK", .source = "raas-schemas 5 [P]" },
	{ .key = "expirationDate", .label = N_("Expires"), .type = &field_text,
	  .example = "1228", .source = "raas-schemas 5 [P]" },
	{ .key = "expirationYear", .label = N_("Year of expiry"), .type = &field_text,
	  .example = "28", .source = "raas-schemas 5 [P]" },
	{ .key = "expirationMonth", .label = N_("Month of expiry"), .type = &field_text,
	  .example = "12", .source = "raas-schemas 5 [P]" },
	{ .key = "securityCode", .label = N_("Security code token"), .type = &field_text,
	  .secret = true, .example = "tok_sandbox_brucMoj9eTJR3xhqdmM4AQ",
	  .source = "raas-schemas 5 [P]" },
	{ .key = "tokenData", .label = N_("Data of the token"), .type = &field_text,
	  .secret = true, .example = "{}", .source = "raas-schemas 5 [P]" },
	{ .key = "cardNetwork", .label = N_("Card network"), .type = &field_word,
	  .choices = ops_card_network, .example = "Visa", .source = "raas-schemas 5 [P]" },
	FIELDS_ALLOW,
	{ .key = "requiresBalanceValidation", .label = N_("Its balance is checked"),
	  .type = &field_bool, .example = "false", .source = "raas-schemas 5 [P]" },
	{ .key = "accountId", .label = N_("Account"), .type = &field_text, .example = "a-1",
	  .source = "raas-schemas 5 [P]" },
	{ .key = "bankEntityNumber", .label = N_("Number of the bank"), .type = &field_text,
	  .example = "002", .source = "raas-schemas 5 [P]" },
	{ .key = "externalId", .label = N_("Outside number"), .type = &field_text,
	  .example = "E1678D6DA1284CF39FD241E6509F4518000000", .source = "raas-schemas 5 [P]" },
	{ .key = "errorValidation", .label = N_("What is wrong with it"), .type = &field_text,
	  .example = "NONE", .source = "raas-schemas 5 [P]" },
	{ .key = NULL }
};

#define REASON_UBN "UBN validation failed or duplicate account."

static const struct answer_doc ubn_answers[] = {
	{ .status = 200, .title = N_("account added"), .provoke = "number 002320275621938815",
	  .how = "number=${new.clabe}" },
	{ .status = 400, .code = "UBN_VALIDATION_ERROR", .title = N_("bad account number"),
	  .provoke = "number 002320275621938816: wrong check digit", .reason = REASON_UBN,
	  .how = "number=002320275621938816" },
	{ .status = 400, .code = "UBN_ALREADY_ADDED", .title = N_("account known already"),
	  .provoke = "add the same number twice for one customer", .reason = REASON_UBN,
	  .how = "number=${new.clabe}; @again" },
	ANSWER_UNKNOWN_USER(403, "USER_NOT_FOUND"),
	ANSWER_NO_TENANT(403, "INVALID_TENANT"),
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_send, partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_addUBNAccount = {
	.name = "addUBNAccount",
	.group = N_("Methods"),
	.title = N_("Add a bank account"),
	.summary = N_("Adds a bank account by its one number (CLABE in Mexico) on "
		      "which the customer receives."),
	.method = "POST",
	.path = "/user/funding/source/ubn-account/add/{userToken}",
	.scopes = "partner,partner_send,partner_full",
	.in = ubn_in,
	.out = ubn_out,
	.answers = ubn_answers,
	.refuse_code = "UBN_VALIDATION_ERROR",
	.changes = true,
	.source = "raas 5.11",
};

static const struct field method_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "id", .label = N_("Method"), .type = &field_text, .in = IN_QUERY,
	  .required = true, .example = "6af8e158-be29-422a-8d69-703d6c343c3c",
	  .source = "raas 5.12 [P]" },
	{ .key = NULL }
};

#define REASON_METHOD "User, subscriber, or payment method not found."

static const struct answer_doc method_answers[] = {
	{ .status = 200, .title = N_("method found"),
	  .provoke = "the id of a method the customer has",
	  .how = "card; id=${methodId}" },
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("no method named"),
	  .provoke = "leave id out", .reason = "Bad request from funding layer.",
	  .how = "-id" },
	{ .status = 404, .code = "ERROR_USER_NOT_FOUND", .title = N_("unknown customer"),
	  .provoke = "use a userToken that belongs to nobody, such as nobody",
	  .reason = REASON_METHOD,
	  .how = "userToken=nobody" },
	{ .status = 404, .code = "ERROR_SUBSCRIBER_NOT_FOUND", .title = N_("no subscriber record"),
	  .provoke = "a customer whose e-mail's local part is nosubscriber",
	  .reason = REASON_METHOD,
	  .how = "no-subscriber; id=${new.uuid}" },
	{ .status = 404, .code = "ERROR_PAYMENT_METHOD_NOT_FOUND", .title = N_("unknown method"),
	  .provoke = "a fresh UUID, or the id of another customer's method",
	  .reason = REASON_METHOD,
	  .how = "id=${new.uuid} | card; customer!; id=${methodId}" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "Default, partner, partner_send"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getPaymentMethodV2 = {
	.name = "getPaymentMethodV2",
	.group = N_("Methods"),
	.title = N_("One method"),
	.summary = N_("Gives one card or account of the customer."),
	.method = "GET",
	.path = "/user/funding/source/get-payment-method-v2/{userToken}",
	.scopes = "Default,partner,partner_send",
	.in = method_in,
	.out = payout_method,
	.answers = method_answers,
	.source = "raas 5.12",
};
