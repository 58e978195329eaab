#ifndef API_OPS_H
#define API_OPS_H

/* What several operation tables share: closed and open lists of words, groups
 * of fields, and the answers that every operation has. */

#include "api/op.h"

extern const struct choice ops_lang[], ops_gender[];
extern const struct choice ops_card_kind[], ops_card_network[];
extern const struct choice ops_method_types[];		/* AvailablePaymentMethods */
extern const struct choice ops_lite_method_types[];	/* of the quote without people */
extern const struct choice ops_link_method_types[];	/* of the session link */
extern const struct choice ops_method_status[], ops_bank_account_kind[];
extern const struct choice ops_user_status[], ops_status_detail[];
extern const struct choice ops_operation_status[], ops_operation_type[];
extern const struct choice ops_transfer_status[];	/* of ACH and the wallets' histories */
extern const struct choice ops_quote_reason[], ops_quote_reason_detail[];
extern const struct choice ops_ignored_reason[];
extern const struct choice ops_paper[];			/* DocType */

extern const struct field ops_register_in[];		/* RegisterUserParams */
extern const struct field ops_user_token_out[];		/* UserTokenResponse */
extern const struct field ops_session_link_out[];	/* SessionLinkResponse */
extern const struct field ops_contact_info[];		/* ContactInfo */
extern const struct field ops_payment_method[];		/* RaaSPaymentMethod in a request */
extern const struct field ops_payment_method_told[];	/* the same in an answer */
extern const struct field ops_method_brief[];		/* PaymentMethodResponse */
extern const struct field ops_operation[];		/* what an ask or a transfer is told as */
extern const struct field ops_landing_operation[];	/* LPOperationUserDetail */
extern const struct field ops_operation_user[];		/* OperationUserDetail */
extern const struct field ops_send_to[];		/* PerformLevelOneParams of a beneficiary */

/* The customer a path names. */
#define FIELD_USER_TOKEN \
	{ .key = "userToken", .label = N_("Customer"), .type = &field_text, .in = IN_PATH, \
	  .required = true, .example = "OSZwErXgt1MGPHwkYJVqz3LTN0R2", \
	  .help = N_("The customer's id, from looking her up"), .source = "raas 1.3 [S]" }

/* The customer a path names by her phone. */
#define FIELD_PHONE_PATH \
	{ .key = "phoneNumber", .label = N_("Phone"), .type = &field_phone, .in = IN_PATH, \
	  .required = true, .example = "+5215521206703", \
	  .help = N_("The customer's own mobile number, beginning with + and the country"), \
	  .code_missing = "INVALID_PHONE_NUMBER", .code_bad = "INVALID_PHONE_NUMBER", \
	  .source = "raas 6.6 [P]" }

/* RegisterUserParams, raas 5.2: registering, the session link and, with other
 * codes, the whole ask take it. */
#define FIELDS_REGISTER \
	FIELDS_PERSON(NULL, field_phone, NULL, "ERROR_COUNTRY_NOT_SUPPORTED")

#define FIELDS_PERSON(bad_name, type_of_phone, no_phone, other_country) \
	{ .key = "firstName", .label = N_("First name(s)"), .type = &field_name, .required = true, \
	  .section = N_("Who"), .example = "Maria del Carmen", .source = "raas 5.2 [P]", \
	  .code_bad = bad_name, .code_missing = bad_name, \
	  .help = N_("Names as on the identity paper") }, \
	{ .key = "middleName", .label = N_("Middle name"), .type = &field_name, \
	  .section = N_("Who"), .example = "Elena", .source = "raas 5.2 [P]", \
	  .code_bad = bad_name, \
	  .help = N_("As on the identity paper; a full name avoids false alarms") }, \
	{ .key = "lastName", .label = N_("Surname"), .type = &field_name, .required = true, \
	  .section = N_("Who"), .example = "Arenas Mendoza", .source = "raas 5.2 [P]", \
	  .code_bad = bad_name, .code_missing = bad_name, \
	  .help = N_("The father's surname, as on the identity paper") }, \
	{ .key = "lastName2", .label = N_("2nd surname"), .type = &field_name, \
	  .section = N_("Who"), .example = "Ruiz", .source = "raas 5.2 [P]", \
	  .code_bad = bad_name, \
	  .help = N_("The mother's surname; it avoids false alarms in the sanctions check") }, \
	{ .key = "dob", .label = N_("Born"), .type = &field_birth_date, \
	  .section = N_("Who"), .example = "1987-06-24", .source = "raas 5.2, 10.3 [P]", \
	  .help = N_("Year-month-day; customers are 18 to 99 years old"), \
	  .code_bad = "ERROR_INVALID_DATE_OF_BIRTH" }, \
	{ .key = "gender", .label = N_("Gender"), .type = &field_choice, .choices = ops_gender, \
	  .section = N_("Who"), .example = "Female", .source = "raas 5.2 [P]" }, \
	{ .key = "birthState", .label = N_("Born in"), .type = &field_subdivision, \
	  .country_key = "countryCode", .section = N_("Who"), .example = "MX-CMX", \
	  .help = N_("State of birth, as on the identity paper"), .source = "raas 5.2 [P]" }, \
	{ .key = "phoneNumber", .label = N_("Phone"), .type = &type_of_phone, .required = true, \
	  .country_key = "countryCode", .section = N_("Contact"), .example = "+5215521206703", \
	  .help = N_("Her own mobile number, beginning with + and the country"), \
	  .code_bad = "INVALID_PHONE_NUMBER", .code_missing = no_phone, \
	  .code_in = other_country, .source = "raas 5.2, 10.1 [P]" }, \
	{ .key = "email", .label = N_("E-mail"), .type = &field_email, .section = N_("Contact"), \
	  .example = "maria.arenas@example.com", .source = "raas 5.2 [P]", \
	  .help = N_("Her own address; nobody else may be registered with it") }, \
	{ .key = "lang", .label = N_("Language"), .type = &field_choice, .choices = ops_lang, \
	  .section = N_("Contact"), .example = "es", .source = "raas 5.2 [P]", \
	  .help = N_("Language of the messages and pages she gets") }, \
	{ .key = "address1", .label = N_("Street, number"), .type = &field_text, .required = true, \
	  .section = N_("Address"), .example = "Blvd. Kukulcan Km. 4.5", \
	  .source = "raas 5.2 [P]" }, \
	{ .key = "address3", .label = N_("Neighbourhood"), .type = &field_text, \
	  .section = N_("Address"), .example = "Zona Hotelera", .source = "raas 5.2 [P]" }, \
	{ .key = "city", .label = N_("City"), .type = &field_text, .required = true, \
	  .section = N_("Address"), .example = "Cancún", .source = "raas 5.2 [P]" }, \
	{ .key = "zipCode", .label = N_("Postal code"), .type = &field_text, \
	  .section = N_("Address"), .example = "77500", .source = "raas 5.2 [P]" }, \
	{ .key = "countryCode", .label = N_("Country"), .type = &field_country, .required = true, \
	  .section = N_("Address"), .example = "MX", .source = "raas 5.2 [P]", \
	  .help = N_("The country where she lives and receives"), \
	  .code_bad = "ERROR_INVALID_COUNTRY_CODE" }, \
	{ .key = "state", .label = N_("State"), .type = &field_subdivision, .required = true, \
	  .country_key = "countryCode", .section = N_("Address"), .example = "Q.R.", \
	  .source = "raas 5.2, 10.6 [P]" }, \
	{ .key = "address2", .label = N_("Address, second line"), .type = &field_text, \
	  .section = N_("More"), .example = "Torre B, piso 4", .source = "raas 5.2 [P]" }, \
	{ .key = "streetNumber", .label = N_("House number"), .type = &field_text, \
	  .section = N_("More"), .example = "4", .source = "raas 5.2 [P]", \
	  .help = N_("Only when it is not part of the street already") }, \
	{ .key = "placeDetail", .label = N_("Place detail"), .type = &field_text, \
	  .section = N_("More"), .example = "{\"place_id\":\"ChIJ21P2rgUrTI8Ris1fYjy3Ms4\"}", \
	  .help = N_("What a map service knows about the address, as JSON text"), \
	  .source = "raas 5.2 [P]" }, \
	{ .key = "latitude", .label = N_("Latitude"), .type = &field_number, \
	  .section = N_("More"), .example = "21.0365", .source = "raas 5.2 [P]", \
	  .help = N_("Of the address, in degrees") }, \
	{ .key = "longitude", .label = N_("Longitude"), .type = &field_number, \
	  .section = N_("More"), .example = "-86.8515", .source = "raas 5.2 [P]", \
	  .help = N_("Of the address, in degrees") }, \
	{ .key = "callLocationLatitude", .label = N_("Latitude of the counter"), \
	  .type = &field_number, .section = N_("More"), .example = "21.03", \
	  .source = "raas 5.2 [P]" }, \
	{ .key = "callLocationLongitude", .label = N_("Longitude of the counter"), \
	  .type = &field_number, .section = N_("More"), .example = "-86.85", \
	  .source = "raas 5.2 [P]" }

/* PerformLevelOneParams, raas-schemas 10: the identification and the one who is
 * sent money to. */
#define FIELDS_LEVEL_ONE \
	{ .key = "firstName", .label = N_("First name(s)"), .type = &field_name, \
	  .required = true, .section = N_("Who"), .example = "Maria", \
	  .source = "raas-schemas 10 [P]" }, \
	{ .key = "middleName", .label = N_("Middle name"), .type = &field_name, \
	  .section = N_("Who"), .example = "Elena", .source = "raas-schemas 10 [P]" }, \
	{ .key = "lastName", .label = N_("Surname"), .type = &field_name, .required = true, \
	  .section = N_("Who"), .example = "Garcia", .source = "raas-schemas 10 [P]" }, \
	{ .key = "secondLastName", .label = N_("2nd surname"), .type = &field_name, \
	  .section = N_("Who"), .example = "Ruiz", .source = "raas-schemas 10 [P]" }, \
	{ .key = "dateOfBirth", .label = N_("Born"), .type = &field_birth_date, \
	  .section = N_("Who"), .example = "1987-06-24", .source = "raas-schemas 10 [P]" }, \
	{ .key = "gender", .label = N_("Gender"), .type = &field_choice, .section = N_("Who"), \
	  .choices = ops_gender, .example = "Female", .source = "raas-schemas 10 [P]" }, \
	{ .key = "birthState", .label = N_("Born in"), .type = &field_subdivision, \
	  .section = N_("Who"), .country_key = "countryCode", .example = "MX-CMX", \
	  .source = "raas-schemas 10 [P]" }, \
	{ .key = "email", .label = N_("E-mail"), .type = &field_email, .section = N_("Contact"), \
	  .example = "maria.garcia@example.com", .source = "raas-schemas 10 [P]" }, \
	{ .key = "lang", .label = N_("Language"), .type = &field_choice, \
	  .section = N_("Contact"), .choices = ops_lang, .example = "es", \
	  .source = "raas-schemas 10 [P]" }, \
	{ .key = "address1", .label = N_("Street, number"), .type = &field_text, \
	  .required = true, .section = N_("Address"), .example = "Avenida Calle Dos 296", \
	  .source = "raas-schemas 10 [P]" }, \
	{ .key = "address3", .label = N_("Neighbourhood"), .type = &field_text, \
	  .section = N_("Address"), .example = "San Pedro de los Pinos", \
	  .source = "raas-schemas 10 [P]" }, \
	{ .key = "city", .label = N_("City"), .type = &field_text, .required = true, \
	  .section = N_("Address"), .example = "Ciudad de México", \
	  .source = "raas-schemas 10 [P]" }, \
	{ .key = "zipCode", .label = N_("Postal code"), .type = &field_text, .required = true, \
	  .section = N_("Address"), .example = "03800", .source = "raas-schemas 10 [P]" }, \
	{ .key = "countryCode", .label = N_("Country"), .type = &field_country, \
	  .section = N_("Address"), .example = "MX", .source = "raas-schemas 10 [P]" }, \
	{ .key = "state", .label = N_("State"), .type = &field_subdivision, .required = true, \
	  .section = N_("Address"), .country_key = "countryCode", .example = "CDMX", \
	  .source = "raas-schemas 10 [P]" }, \
	{ .key = "address2", .label = N_("Address, second line"), .type = &field_text, \
	  .section = N_("More"), .example = "Torre B, piso 4", .source = "raas-schemas 10 [P]" }, \
	{ .key = "streetNumber", .label = N_("House number"), .type = &field_text, \
	  .section = N_("More"), .example = "296", .source = "raas-schemas 10 [P]" }, \
	{ .key = "addressDescription", .label = N_("How to find it"), .type = &field_text, \
	  .section = N_("More"), .example = "Portón verde", .source = "raas-schemas 10 [P]" }, \
	{ .key = "partnerCountryCode", .label = N_("Country of the partner"), \
	  .type = &field_country, .section = N_("More"), .example = "MX", \
	  .source = "raas-schemas 10 [P]" }, \
	{ .key = "placeDetail", .label = N_("Place detail"), .type = &field_text, \
	  .section = N_("More"), .example = "{\"place_id\":\"ChIJ21P2rgUrTI8Ris1fYjy3Ms4\"}", \
	  .source = "raas-schemas 10 [P]" }, \
	{ .key = "latitude", .label = N_("Latitude"), .type = &field_number, \
	  .section = N_("More"), .example = "19.3953755", .source = "raas-schemas 10 [P]" }, \
	{ .key = "longitude", .label = N_("Longitude"), .type = &field_number, \
	  .section = N_("More"), .example = "-99.1384059", .source = "raas-schemas 10 [P]" }, \
	{ .key = "callLocationLatitude", .label = N_("Latitude of the counter"), \
	  .type = &field_number, .section = N_("More"), .example = "19.39", \
	  .source = "raas-schemas 10 [P]" }, \
	{ .key = "callLocationLongitude", .label = N_("Longitude of the counter"), \
	  .type = &field_number, .section = N_("More"), .example = "-99.13", \
	  .source = "raas-schemas 10 [P]" }

/* AddUBNParams, raas 5.11: adding an account and the session link take it. */
#define FIELDS_UBN \
	{ .key = "number", .label = N_("CLABE"), .type = &field_clabe, .required = true, \
	  .country_key = "country", .example = "002320275621938815", \
	  .help = N_("18 digits, on a bank statement or in the bank's app"), \
	  .code_bad = "UBN_VALIDATION_ERROR", .source = "raas 5.11, 10.5 [P]" }, \
	{ .key = "bankName", .label = N_("Bank"), .type = &field_text, .example = "Banamex", \
	  .source = "raas 5.11 [P]" }, \
	{ .key = "currency", .label = N_("Currency"), .type = &field_currency, .example = "MXN", \
	  .source = "raas 5.11 [P]" }, \
	{ .key = "country", .label = N_("Country"), .type = &field_country, .example = "MX", \
	  .source = "raas 5.11 [P]" }, \
	{ .key = "isPrimary", .label = N_("Primary"), .type = &field_bool, .example = "false", \
	  .help = N_("Money arrives here unless another method is chosen"), \
	  .source = "raas 5.11 [P]" }

/* The card itself, raas 5.10: adding a card and the session link take it. */
#define FIELDS_CARD \
	{ .key = "number", .label = N_("Card token"), .type = &field_card_token, .required = true, \
	  .secret = true, .example = "tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111", \
	  .help = N_("The card vault's token, ending in the last four digits of the card"), \
	  .code_bad = "CARD_VERIFICATION_ERROR", .source = "raas 5.10 [S]" }, \
	{ .key = "nameOnCard", .label = N_("Name on the card"), .type = &field_text, \
	  .required = true, .example = "PEDRO ALFONSO MOCK ITSOK", .source = "raas 5.10 [S]", \
	  .help = N_("Exactly as embossed") }, \
	{ .key = "expirationDate", .label = N_("Expires"), .type = &field_expiry, \
	  .required = true, .example = "1228", .help = N_("Month and year: MMYY"), \
	  .code_bad = "CARD_VERIFICATION_ERROR", .source = "raas 5.10, 10.4 [S]" }, \
	{ .key = "cardtype", .label = N_("Kind of card"), .type = &field_choice, \
	  .choices = ops_card_kind, .required = true, .example = "DebitCard", \
	  .source = "raas 5.10 [S]" }, \
	{ .key = "cardNetwork", .label = N_("Card network"), .type = &field_choice, \
	  .choices = ops_card_network, .required = true, .example = "Visa", \
	  .source = "raas 5.10 [S]" }, \
	{ .key = "name", .label = N_("Name of the method"), .type = &field_text, .required = true, \
	  .example = "VISA-1111", .help = N_("How it is listed, for example VISA-1111"), \
	  .source = "raas 5.10 [S]" }, \
	{ .key = "securityCode", .label = N_("Security code token"), .type = &field_cvv_token, \
	  .secret = true, .example = "tok_sandbox_brucMoj9eTJR3xhqdmM4AQ", \
	  .source = "raas 5.10 [S]" }, \
	{ .key = "currency", .label = N_("Currency"), .type = &field_currency, .example = "MXN", \
	  .source = "raas 5.10 [S]" }

/* What a kind of instrument may do, in every reply that shows one. */
#define FIELDS_ALLOW \
	{ .key = "allowPullCrossBorder", .label = N_("May be charged from abroad"), \
	  .type = &field_bool, .example = "false" }, \
	{ .key = "allowPullDomestic", .label = N_("May be charged in the country"), \
	  .type = &field_bool, .example = "false" }, \
	{ .key = "allowPushCrossBorder", .label = N_("May receive from abroad"), \
	  .type = &field_bool, .example = "true" }, \
	{ .key = "allowPushDomestic", .label = N_("May receive in the country"), \
	  .type = &field_bool, .example = "true" }, \
	{ .key = "allowReviewAddress", .label = N_("Its address may be reviewed"), \
	  .type = &field_bool, .example = "false" }

/* A stored method as lists tell of it, raas-schemas 5.  number is a token for cards
 * and an account number otherwise; its last four are shown. */
#define FIELDS_PAYOUT(needs_type) \
	{ .key = "id", .label = N_("Method"), .type = &field_text, \
	  .example = "6af8e158-be29-422a-8d69-703d6c343c3c", .source = "raas-schemas 5 [P]" }, \
	{ .key = "name", .label = N_("Name of the method"), .type = &field_text, \
	  .example = "VISA-1234", .source = "raas-schemas 5 [P]" }, \
	{ .key = "type", .label = N_("Kind"), .type = &field_word, .required = needs_type, \
	  .choices = ops_method_types, .example = "CreditCard", .source = "raas-schemas 5 [P]" }, \
	{ .key = "number", .label = N_("Number"), .type = &field_text, .secret = true, \
	  .example = "tok_sandbox_9PNaaaqpqwertnD1jYkdw1_1234", .source = "raas-schemas 5 [P]" }, \
	{ .key = "status", .label = N_("State"), .type = &field_word, \
	  .choices = ops_method_status, .example = "ValidatedPush", \
	  .source = "raas-schemas 5 [P]" }, \
	{ .key = "isPrimary", .label = N_("Primary"), .type = &field_bool, .example = "true", \
	  .source = "raas-schemas 5 [P]" }, \
	{ .key = "cardNetwork", .label = N_("Card network"), .type = &field_word, \
	  .choices = ops_card_network, .example = "Visa", .source = "raas-schemas 5 [P]" }, \
	{ .key = "cardType", .label = N_("Kind of card"), .type = &field_text, \
	  .example = "Credit", .source = "raas-schemas 5 [P]" }, \
	{ .key = "expirationDate", .label = N_("Expires"), .type = &field_text, \
	  .example = "1225", .source = "raas-schemas 5 [P]" }, \
	{ .key = "expirationMonth", .label = N_("Month of expiry"), .type = &field_text, \
	  .example = "12", .source = "raas-schemas 5 [P]" }, \
	{ .key = "expirationYear", .label = N_("Year of expiry"), .type = &field_text, \
	  .example = "25", .source = "raas-schemas 5 [P]" }, \
	{ .key = "accountNumber", .label = N_("Account number"), .type = &field_text, \
	  .secret = true, .example = "002320275621938815", .source = "raas-schemas 5 [P]" }, \
	{ .key = "bankEntityNumber", .label = N_("Number of the bank"), .type = &field_text, \
	  .example = "002", .source = "raas-schemas 5 [P]" }, \
	{ .key = "tokenData", .label = N_("Data of the token"), .type = &field_text, \
	  .secret = true, .example = "{}", .source = "raas-schemas 5 [P]" }, \
	{ .key = "currency", .label = N_("Currency"), .type = &field_text, .example = "USD", \
	  .source = "raas-schemas 5 [P]" }, \
	{ .key = "country", .label = N_("Country"), .type = &field_text, .example = "US", \
	  .source = "raas-schemas 5 [P]" }, \
	{ .key = "paymentMethodOwner", .label = N_("Owner of the account"), .type = &field_text, \
	  .example = "BCP", .source = "raas-schemas 5 [P]" }, \
	{ .key = "externalId", .label = N_("Outside number"), .type = &field_text, \
	  .example = "E1678D6DA1284CF39FD241E6509F4518000000", .source = "raas-schemas 5 [P]" }, \
	{ .key = "canOperate", .label = N_("May be used"), .type = &field_bool, .example = "true", \
	  .source = "raas-schemas 5 [P]" }, \
	FIELDS_ALLOW

/* Which operation is meant, by the reference under which it was made. */
#define FIELD_REFERENCE(named, where, sheet) \
	{ .key = named, .label = N_("Reference"), .type = &field_text, .in = where, \
	  .required = true, .example = "b6bf4bcd-7751-426b-86c6-1b3d72ee5a02", \
	  .help = N_("The reference under which the ask was made"), .source = sheet }

/* What an answer of the wallet service says of itself. */
#define FIELD_MESSAGE(sample, sheet) \
	{ .key = "message", .label = N_("Message"), .type = &field_text, .example = sample, \
	  .source = sheet }

/* The same where the vendor's own samples are not of one form. */
#define FIELD_MESSAGE_ANY(sample, sheet) \
	{ .key = "message", .label = N_("The service says"), .type = &field_any, \
	  .example = "\"" sample "\"", .source = sheet }

/* An error's reason, for the answers below. */
#define REASON_INTERNAL "An unhandled error has occurred"

#define ANSWER_NO_KEY \
	{ .status = 401, .title = N_("missing or wrong key"), \
	  .provoke = "send no api_key header, or a key the sandbox does not know", \
	  .reason = "Missing or invalid API key", .how = "@key=none | @key=wrong" }

#define ANSWER_NARROW_KEY(http, needs) \
	{ .status = http, .title = N_("key without the scope"), \
	  .provoke = "use a sandbox key without any of: " needs, \
	  .reason = "Partner does not have the required scope", .how = "@key=narrow" }

#define ANSWER_INTERNAL \
	{ .status = 500, .code = "ERROR_INTERNAL_SERVER_ERROR", .title = N_("internal failure"), \
	  .provoke = "a person whose e-mail's local part is crash, or the fault 500:OPERATION", \
	  .reason = REASON_INTERNAL, .how = "@fault=500" }

#define ANSWER_UNKNOWN_USER(http, word) \
	{ .status = http, .code = word, .title = N_("unknown customer"), \
	  .provoke = "use a userToken that belongs to nobody, such as nobody", \
	  .reason = "User not found", .how = "userToken=nobody" }

#define ANSWER_NO_TENANT(http, word) \
	{ .status = http, .code = word, .title = N_("the key's tenant is missing"), \
	  .provoke = "use the key remitty-sandbox-notenant", .reason = "Invalid tenant", \
	  .how = "@key=no-tenant" }

/* What the identification refuses, wherever it names the customer so: the
 * reference gives no codes, and these are those of the same faults elsewhere. */
#define ANSWERS_BY_TOKEN \
	ANSWER_UNKNOWN_USER(400, "ERROR_USER_NOT_FOUND"), \
	ANSWER_NO_KEY, \
	ANSWER_NARROW_KEY(401, "partner_full"), \
	ANSWER_INTERNAL

#define ANSWERS_BY_PHONE(narrow) \
	{ .status = 400, .code = "INVALID_PHONE_NUMBER", .title = N_("phone not E.164"), \
	  .provoke = "leave the + out", .reason = "Invalid phone number", \
	  .how = "phoneNumber=5215521206703" }, \
	{ .status = 400, .code = "ERROR_USER_NOT_FOUND", .title = N_("unknown customer"), \
	  .provoke = "a phone that nobody is registered with", .reason = "User not found", \
	  .how = "phoneNumber=${new.phone}" }, \
	ANSWER_NO_KEY, \
	ANSWER_NARROW_KEY(401, narrow), \
	ANSWER_INTERNAL

#define ANSWERS_END { .status = 0 }

#endif
