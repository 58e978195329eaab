#include "api/ops.h"

/* More about the customer's methods: what she can pay from, her account, and
 * whether a card is any good (raas 6.8).  The reference names statuses; which
 * code comes with one is the sandbox's choice [I]. */

/* SourceOfFunding (raas-schemas 5).  The schema requires most of it, and of a
 * bank account half is blank; so only its kind is needed here. */
static const struct field source_out[] = {
	FIELDS_PAYOUT(true),
	{ .key = "accountId", .label = N_("Account"), .type = &field_text, .example = "a-1",
	  .source = "raas-schemas 5 [P]" },
	{ .key = "application", .label = N_("Application"), .type = &field_text,
	  .example = "raas", .source = "raas-schemas 5 [P]" },
	{ .key = NULL }
};

static const struct field sources_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "sourceCountry", .label = N_("Country it is paid from"), .type = &field_country,
	  .in = IN_QUERY, .example = "MX", .source = "raas 6.8 [P]" },
	{ .key = "destinationCountry", .label = N_("Country it arrives in"),
	  .type = &field_country, .in = IN_QUERY, .example = "MX", .source = "raas 6.8 [P]" },
	{ .key = NULL }
};

static const struct answer_doc sources_answers[] = {
	{ .status = 200, .title = N_("list, perhaps empty"), .provoke = "any registered customer",
	  .how = "customer | card | card; sourceCountry=MX; destinationCountry=US" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_send"),
	ANSWER_UNKNOWN_USER(500, "ERROR_USER_NOT_FOUND"),
	{ .status = 500, .code = "ERROR_INTERNAL_SERVER_ERROR", .title = N_("no such country"),
	  .provoke = "sourceCountry XX", .reason = REASON_INTERNAL, .how = "sourceCountry=XX" },
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_listFundingSourcesForSend = {
	.name = "listFundingSourcesForSend",
	.group = N_("Methods"),
	.title = N_("Methods to pay from"),
	.summary = N_("Lists the cards from which a customer can send money herself."),
	.method = "GET",
	.path = "/user/funding/source/send-money/{userToken}",
	.scopes = "partner_send",
	.in = sources_in,
	.out = source_out,
	.shape = REPLY_LIST,
	.answers = sources_answers,
	.refuse_status = 500,
	.refuse_code = "ERROR_INTERNAL_SERVER_ERROR",
	.source = "raas 6.8",
};

static const struct field contact_sources_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "destinationPhone", .label = N_("Payer's phone"), .type = &field_phone,
	  .in = IN_QUERY, .required = true, .example = "+19165550149",
	  .code_missing = "INVALID_PHONE_NUMBER", .code_bad = "INVALID_PHONE_NUMBER",
	  .help = N_("Somebody in the customer's book"), .source = "raas 6.8 [P]" },
	{ .key = NULL }
};

static const struct answer_doc contact_sources_answers[] = {
	{ .status = 200, .title = N_("list, perhaps empty"),
	  .provoke = "somebody in the customer's book; registered people have methods",
	  .how = "payer; destinationPhone=${requestTo} | friend" },
	{ .status = 400, .code = "INVALID_PHONE_NUMBER", .title = N_("phone missing or not E.164"),
	  .provoke = "leave destinationPhone out, or leave its + out",
	  .reason = "Invalid phone number",
	  .how = "-destinationPhone | destinationPhone=19165550149" },
	{ .status = 400, .code = "ERROR_CONTACT_NOT_FOUND", .title = N_("payer is not in the book"),
	  .provoke = "destinationPhone +19165550118, never stored",
	  .reason = "Contact not found", .how = "destinationPhone=${new.payer}" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_send, partner_full"),
	ANSWER_UNKNOWN_USER(500, "ERROR_USER_NOT_FOUND"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getDestinationSOFForContactUsers = {
	.name = "getDestinationSOFForContactUsers",
	.group = N_("Methods"),
	.title = N_("Methods of a contact"),
	.summary = N_("Lists where somebody in the customer's book can receive money."),
	.method = "GET",
	.path = "/user/funding/contact/source/{userToken}",
	.scopes = "partner_send,partner_full",
	.in = contact_sources_in,
	.out = source_out,
	.shape = REPLY_LIST,
	.answers = contact_sources_answers,
	.source = "raas 6.8",
};

static const struct field delete_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "paymentMethodId", .label = N_("Method"), .type = &field_text, .in = IN_QUERY,
	  .required = true, .example = "6af8e158-be29-422a-8d69-703d6c343c3c",
	  .code_missing = "ERROR_PAYMENT_METHOD_NOT_FOUND",
	  .code_bad = "ERROR_PAYMENT_METHOD_NOT_FOUND", .source = "raas 6.8 [P]" },
	{ .key = NULL }
};

static const struct answer_doc delete_answers[] = {
	{ .status = 200, .title = N_("method removed"),
	  .provoke = "a method of the customer; asks on their way keep it",
	  .how = "account! | customer!; card" },
	{ .status = 204, .title = N_("method was removed before"),
	  .provoke = "remove the same method twice", .how = "account!; @again" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_full"),
	{ .status = 404, .code = "ERROR_PAYMENT_METHOD_NOT_FOUND", .title = N_("unknown method"),
	  .provoke = "a fresh UUID, or leave paymentMethodId out",
	  .reason = "Payment method not found",
	  .how = "paymentMethodId=${new.uuid} | -paymentMethodId" },
	ANSWER_UNKNOWN_USER(404, "ERROR_USER_NOT_FOUND"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_deletePaymentMethod = {
	.name = "deletePaymentMethod",
	.group = N_("Methods"),
	.title = N_("Remove a method"),
	.summary = N_("Removes a card or account of the customer; asks on their way keep it."),
	.method = "POST",
	.path = "/user/funding/source/delete/{userToken}",
	.scopes = "partner_full",
	.in = delete_in,
	.shape = REPLY_NONE,
	.answers = delete_answers,
	.refuse_status = 404,
	.refuse_code = "ERROR_PAYMENT_METHOD_NOT_FOUND",
	.changes = true,
	.source = "raas 6.8",
};

static const struct field micro_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "id", .label = N_("Method"), .type = &field_text, .required = true,
	  .example = "6af8e158-be29-422a-8d69-703d6c343c3c",
	  .help = N_("A card of the customer"), .source = "raas 6.8 [P]" },
	{ .key = NULL }
};

static const struct answer_doc micro_answers[] = {
	{ .status = 200, .title = N_("small charge made"), .provoke = "a card of the customer",
	  .how = "customer!; card; id=${methodId}" },
	{ .status = 204, .title = N_("small charge under way already"),
	  .provoke = "the same card twice", .how = "customer!; card; id=${methodId}; @again" },
	{ .status = 400, .code = "ERROR_PAYMENT_METHOD_NOT_FOUND", .title = N_("unknown method"),
	  .provoke = "a fresh UUID", .reason = "Payment method not found",
	  .how = "id=${new.uuid}" },
	{ .status = 400, .code = "CARD_VERIFICATION_ERROR", .title = N_("not a card"),
	  .provoke = "the id of a bank account", .reason = "Card verification error",
	  .how = "account; id=${methodId}" },
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("no method named"),
	  .provoke = "leave id out", .reason = "Invalid request", .how = "-id" },
	ANSWER_UNKNOWN_USER(400, "USER_NOT_FOUND"),
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_generateMicroTrx = {
	.name = "generateMicroTrx",
	.group = N_("Methods"),
	.title = N_("Test a card with a small charge"),
	.summary = N_("Charges a few cents to a card so that its holder can confirm it."),
	.method = "POST",
	.path = "/user/funding/source/card/generate-micro-trx/{userToken}",
	.scopes = "partner_full",
	.in = micro_in,
	.shape = REPLY_NONE,
	.answers = micro_answers,
	.changes = true,
	.source = "raas 6.8",
};

static const struct field account_in[] = {
	{ .key = "raasUserId", .label = N_("Customer"), .type = &field_text, .in = IN_PATH,
	  .required = true, .example = "OSZwErXgt1MGPHwkYJVqz3LTN0R2",
	  .help = N_("The customer's id, from looking her up"), .source = "raas 6.8 [P]" },
	{ .key = NULL }
};

static const struct field account_out[] = {
	{ .key = "Id", .label = N_("Account"), .type = &field_text, .required = true,
	  .example = "a-1", .source = "raas-schemas 5 [P]" },
	{ .key = "UserId", .label = N_("Customer"), .type = &field_text, .required = true,
	  .example = "OSZwErXgt1MGPHwkYJVqz3LTN0R2", .source = "raas-schemas 5 [P]" },
	{ .key = "Status", .label = N_("State"), .type = &field_text, .required = true,
	  .example = "Completed", .source = "raas-schemas 5 [P]" },
	{ .key = NULL }
};

/* Its 500 is a bare JSON string (raas 6.8). */
static const struct answer_doc account_answers[] = {
	{ .status = 200, .title = N_("account of a customer"),
	  .provoke = "any registered customer", .how = "customer" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_full"),
	{ .status = 500, .title = N_("unknown customer, or a failure"), .bare = true,
	  .provoke = "use a raasUserId that belongs to nobody, or the fault 500:getUserAccount; "
		     "the body is one JSON string",
	  .reason = REASON_INTERNAL, .how = "raasUserId=nobody | @fault=500" },
	ANSWERS_END
};

const struct op op_getUserAccount = {
	.name = "getUserAccount",
	.group = N_("Customers"),
	.title = N_("Account of a customer"),
	.summary = N_("Tells whether the customer's account at the platform is open."),
	.method = "GET",
	.path = "/user/funding/source/account/{raasUserId}",
	.scopes = "partner_full",
	.in = account_in,
	.out = account_out,
	.answers = account_answers,
	.source = "raas 6.8",
};

/* RaasBillingAddress (raas-schemas 5): every member is required text. */
static const struct field billing_address[] = {
	{ .key = "address1", .label = N_("Street, number"), .type = &field_text,
	  .required = true, .example = "Blvd. Kukulcan Km. 4.5" },
	{ .key = "address2", .label = N_("Address, second line"), .type = &field_text,
	  .required = true, .example = "Torre B, piso 4" },
	{ .key = "address3", .label = N_("Neighbourhood"), .type = &field_text,
	  .required = true, .example = "Zona Hotelera" },
	{ .key = "streetNumber", .label = N_("House number"), .type = &field_text,
	  .required = true, .example = "4" },
	{ .key = "city", .label = N_("City"), .type = &field_text, .required = true,
	  .example = "Cancún" },
	{ .key = "zipCode", .label = N_("Postal code"), .type = &field_text, .required = true,
	  .example = "77500" },
	{ .key = "countryCode", .label = N_("Country"), .type = &field_country, .required = true,
	  .example = "MX" },
	{ .key = "state", .label = N_("State"), .type = &field_subdivision, .required = true,
	  .country_key = "countryCode", .example = "Q.R." },
	{ .key = "latitude", .label = N_("Latitude"), .type = &field_text, .required = true,
	  .example = "21.0365", .help = N_("Of the address, in degrees") },
	{ .key = "longitude", .label = N_("Longitude"), .type = &field_text, .required = true,
	  .example = "-86.8515", .help = N_("Of the address, in degrees") },
	{ .key = "placeDetail", .label = N_("Place detail"), .type = &field_text,
	  .required = true, .example = "{\"place_id\":\"ChIJ21P2rgUrTI8Ris1fYjy3Ms4\"}",
	  .help = N_("What a map service knows about the address, as JSON text") },
	{ .key = NULL }
};

static const struct field billing_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "PaymentMethodId", .label = N_("Method"), .type = &field_uuid, .required = true,
	  .example = "6af8e158-be29-422a-8d69-703d6c343c3c",
	  .help = N_("A card of the customer"), .source = "raas 6.8 [P]" },
	{ .key = "Address", .label = N_("Address of its holder"), .type = &field_group,
	  .required = true, .fields = billing_address, .source = "raas 6.8 [P]" },
	{ .key = NULL }
};

#define BILLED "card; PaymentMethodId=${methodId}"

static const struct answer_doc billing_answers[] = {
	{ .status = 200, .title = N_("address stored"), .provoke = "a card of the customer",
	  .how = BILLED },
	{ .status = 400, .code = "ADDRESS_VERIFICATION", .title = N_("address not accepted"),
	  .provoke = "zipCode 00000", .reason = "Address verification failed",
	  .how = BILLED "; Address.zipCode=00000; @sandbox" },
	{ .status = 400, .code = "ERROR_PAYMENT_METHOD_NOT_FOUND", .title = N_("unknown method"),
	  .provoke = "a fresh UUID", .reason = "Payment method not found",
	  .how = "PaymentMethodId=${new.uuid}" },
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("a required field is missing"),
	  .provoke = "leave Address or a part of it out", .reason = "Invalid request",
	  .how = BILLED "; -Address | " BILLED "; -Address.city" },
	ANSWER_UNKNOWN_USER(400, "USER_NOT_FOUND"),
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_updateAndValidateBillingAddress = {
	.name = "updateAndValidateBillingAddress",
	.group = N_("Methods"),
	.title = N_("Billing address of a card"),
	.summary = N_("Stores the address of a card's holder and has the bank confirm it."),
	.method = "POST",
	.path = "/user/funding/source/card/update-billing-address/{userToken}",
	.scopes = "partner_full",
	.in = billing_in,
	.out = ops_payment_method_told,
	.answers = billing_answers,
	.changes = true,
	.source = "raas 6.8",
};

/* CheckCardValidityPushParams and PullParams (raas-schemas 5).  As everywhere,
 * the number is a vault token (raas 10.4). */
static const struct field validity_in[] = {
	{ .key = "accountNumber", .label = N_("Card token"), .type = &field_card_token,
	  .required = true, .secret = true, .example = "tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111",
	  .help = N_("The card vault's token, ending in the last four digits of the card"),
	  .code_bad = "CARD_VERIFICATION_ERROR", .source = "raas 6.8 [P]" },
	{ .key = "holderName", .label = N_("Name on the card"), .type = &field_text,
	  .required = true, .example = "PEDRO ALFONSO MOCK ITSOK",
	  .help = N_("Exactly as embossed"), .source = "raas 6.8 [P]" },
	{ .key = "expirationMonth", .label = N_("Month of expiry"), .type = &field_int,
	  .required = true, .min = 1, .max = 12, .example = "12",
	  .code_bad = "CARD_VERIFICATION_ERROR", .source = "raas-schemas 5 [P]" },
	{ .key = "expirationYear", .label = N_("Year of expiry"), .type = &field_int,
	  .required = true, .min = 2000, .max = 2099, .example = "2031",
	  .help = N_("Four digits"), .code_bad = "CARD_VERIFICATION_ERROR",
	  .source = "raas-schemas 5 [P]" },
	{ .key = "country", .label = N_("Country"), .type = &field_country, .required = true,
	  .example = "MX", .source = "raas 6.8 [P]" },
	{ .key = "state", .label = N_("State"), .type = &field_subdivision, .required = true,
	  .country_key = "country", .example = "MX-PUE", .source = "raas 6.8 [P]" },
	{ .key = NULL }
};

static const struct choice validity_messages[] = {
	{ .value = "NONE", .label = N_("Nothing is wrong with it") },
	{ .value = "TRANSACTION_FAILED", .label = N_("Declined by the bank") },
	{ .value = "PAYMENTMETHOD_ALREADY_EXISTS", .label = N_("Known already") },
	{ .value = "BAD_REQUEST", .label = N_("Not understood") },
	{ .value = "NAME_VALIDATION_FAILED", .label = N_("The name does not match") },
	{ .value = "OCTTYPE_NOT_ENABLED", .label = N_("Cannot receive money") },
	{ .value = "EXCEEDS_RULE_LIMIT_WEEK", .label = N_("Too many this week") },
	{ .value = "EXCEEDS_RULE_LIMIT_MONTH", .label = N_("Too many this month") },
	{ .value = "ADDRESS_VERIFICATION", .label = N_("The address does not match") },
	{ .value = "MISSING_CONFIGURATION", .label = N_("The service is not set up for it") },
	{ .value = "MISSING_PARAMETERS", .label = N_("Something is missing") },
	{ .value = NULL }
};

static const struct choice validity_status[] = {
	{ .value = "Succeeded", .label = N_("checked") },
	{ .value = "Failed", .label = N_("failed") },
	{ .value = "Queued", .label = N_("being checked") },
	{ .value = NULL }
};

static const struct choice card_status[] = {
	{ .value = "ValidCard", .label = N_("good") },
	{ .value = "InvalidCard", .label = N_("no good") },
	{ .value = NULL }
};

static const struct field validity_out[] = {
	{ .key = "CardStatus", .label = N_("The card is"), .type = &field_word, .required = true,
	  .choices = card_status, .example = "ValidCard", .source = "raas 6.8 [P]" },
	{ .key = "Status", .label = N_("The check"), .type = &field_word, .required = true,
	  .choices = validity_status, .example = "Succeeded", .source = "raas 6.8 [P]" },
	{ .key = "StatusMessage", .label = N_("Message"), .type = &field_text, .required = true,
	  .example = "Card is valid", .source = "raas 6.8 [P]" },
	{ .key = "RegisterMethodErrorMessage", .label = N_("What is wrong with it"),
	  .type = &field_word, .required = true, .choices = validity_messages,
	  .example = "NONE", .source = "raas 6.8 [P]" },
	{ .key = NULL }
};

#define A_TOKEN "token; accountNumber=${cardToken}"

static const struct answer_doc validity_answers[] = {
	{ .status = 200, .title = N_("card is good"), .provoke = "a token that tokenizeCard gave",
	  .how = A_TOKEN "; ?CardStatus=ValidCard" },
	{ .status = 200, .title = N_("card is no good"),
	  .provoke = "a token that ends in _0002; CardStatus InvalidCard",
	  .how = "accountNumber=tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_0002; @sandbox; "
		 "?CardStatus=InvalidCard" },
	{ .status = 400, .code = "CARD_VERIFICATION_ERROR", .title = N_("not a card token"),
	  .provoke = "accountNumber 4111", .reason = "Card verification error",
	  .how = "accountNumber=4111" },
	{ .status = 400, .code = "CARD_VERIFICATION_ERROR", .title = N_("bad expiry"),
	  .provoke = "expirationYear 2020 (past) or expirationMonth 13",
	  .reason = "Card verification error",
	  .how = A_TOKEN "; expirationYear=2020 | " A_TOKEN "; expirationMonth=13" },
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("a required field is missing"),
	  .provoke = "leave holderName out", .reason = "Invalid request",
	  .how = A_TOKEN "; -holderName" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_checkCardValidityPush = {
	.name = "checkCardValidityPush",
	.group = N_("Methods"),
	.title = N_("Can a card receive?"),
	.summary = N_("Asks the bank whether money can be paid out to a card."),
	.method = "POST",
	.path = "/user/funding/card/check-validity-push",
	.scopes = "partner_full",
	.in = validity_in,
	.out = validity_out,
	.answers = validity_answers,
	.source = "raas 6.8",
};

const struct op op_checkCardValidityPull = {
	.name = "checkCardValidityPull",
	.group = N_("Methods"),
	.title = N_("Can a card be charged?"),
	.summary = N_("Asks the bank whether money can be taken from a card."),
	.method = "POST",
	.path = "/user/funding/card/check-validity-pull",
	.scopes = "partner_full",
	.in = validity_in,
	.out = validity_out,
	.answers = validity_answers,
	.source = "raas 6.8",
};
