#include "api/ops.h"

/* Looking a customer up, registering her, her profile, the session link:
 * raas 5.1 to 5.4. */

static const struct field get_user_token_in[] = {
	{ .key = "email", .label = N_("E-mail"), .type = &field_email,
	  .example = "maria.arenas@example.com", .code_bad = "ERROR_INVALID_EMAIL_FORMAT",
	  .help = N_("When it is given the phone is not looked at"), .source = "raas 5.1 [P]" },
	{ .key = "phoneNumber", .label = N_("Phone"), .type = &field_phone,
	  .country_key = "countryCode", .example = "+5215521206703",
	  .code_bad = "INVALID_PHONE_NUMBER", .code_in = "ERROR_COUNTRY_NOT_SUPPORTED",
	  .help = N_("Her own mobile number, beginning with + and the country"),
	  .source = "raas 5.1, 10.1 [P]" },
	{ .key = "countryCode", .label = N_("Country"), .type = &field_country, .example = "MX",
	  .code_bad = "ERROR_COUNTRY_NOT_SUPPORTED",
	  .help = N_("Must be the country of the phone"), .source = "raas 5.1 [P]" },
	{ .key = NULL }
};

const struct field ops_user_token_out[] = {
	{ .key = "userId", .label = N_("Customer"), .type = &field_text, .required = true,
	  .example = "OSZwErXgt1MGPHwkYJVqz3LTN0R2", .source = "raas 5.1 [P]" },
	{ .key = "status", .label = N_("Registration"), .type = &field_word,
	  .choices = ops_user_status, .example = "Completed", .source = "raas 5.1 [P]" },
	{ .key = "statusDetail", .label = N_("What it waits for"), .type = &field_word,
	  .choices = ops_status_detail, .example = "None", .source = "raas 5.1 [P]" },
	{ .key = NULL }
};

static const struct answer_doc get_user_token_answers[] = {
	{ .status = 200, .title = N_("known customer"),
	  .provoke = "look up a phone or e-mail that is registered",
	  .how = "customer; -email | customer; -phoneNumber" },
	{ .status = 200, .title = N_("identification refused by the sanctions check"),
	  .provoke = "a customer whose e-mail's local part contains ofac",
	  .how = "refused-customer; -email; ?statusDetail=OfacFailed" },
	{ .status = 200, .title = N_("identification stops at the address"),
	  .provoke = "a customer whose e-mail's local part contains addr",
	  .how = "stopped-customer; -email; ?statusDetail=InvalidAddress" },
	ANSWER_NO_TENANT(400, "ERROR_INVALID_TENANT"),
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("neither phone nor e-mail"),
	  .provoke = "send {}", .reason = "Missing or invalid email/phone in request body.",
	  .how = "-phoneNumber; -email" },
	{ .status = 400, .code = "ERROR_INVALID_EMAIL_FORMAT", .title = N_("bad e-mail"),
	  .provoke = "email no-es-un-email", .reason = "Invalid email format",
	  .how = "email=no-es-un-email | @body={\"email\":\"eva@example.com\\u0000\"}" },
	{ .status = 400, .code = "INVALID_PHONE_NUMBER", .title = N_("phone is not E.164"),
	  .provoke = "phoneNumber without the leading +", .reason = "Invalid phone number",
	  .how = "phoneNumber=525521206703" },
	{ .status = 400, .code = "ERROR_COUNTRY_NOT_SUPPORTED",
	  .title = N_("phone of another country"),
	  .provoke = "a Mexican phoneNumber with countryCode US",
	  .reason = "Country not supported",
	  .how = "phoneNumber=+525521206703; countryCode=US" },
	{ .status = 404, .code = "ERROR_USER_NOT_FOUND", .title = N_("unknown customer"),
	  .provoke = "a well-formed phoneNumber that is not registered",
	  .reason = "User not found for the given alias.",
	  .how = "phoneNumber=${new.phone}" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getUserTokenV2 = {
	.name = "getUserTokenV2",
	.group = N_("Customers"),
	.title = N_("Look a customer up"),
	.summary = N_("Finds a registered customer by phone or e-mail and tells how "
		      "far her registration is."),
	.method = "POST",
	.path = "/auth/get-user-token-v2",
	.scopes = "partner",
	.in = get_user_token_in,
	.one_of = "email,phoneNumber",
	.one_of_code = "ERROR_INVALID_SCHEMA",
	.out = ops_user_token_out,
	.answers = get_user_token_answers,
	.source = "raas 5.1",
};

const struct field ops_register_in[] = { FIELDS_REGISTER, { .key = NULL } };

#define REASON_REGISTER \
	"Invalid tenant, country mismatch, invalid schema, or invalid date of birth."

static const struct answer_doc register_answers[] = {
	{ .status = 200, .title = N_("registration accepted"),
	  .provoke = "a valid person whose phone and e-mail are free; then look her up "
	  	     "until Completed",
	  .how = "phoneNumber=${new.phone}; email=${new.email}" },
	{ .status = 200, .title = N_("identification refused by the sanctions check"),
	  .provoke = "an e-mail whose local part contains ofac; looking up gives "
	  	     "UpgradeFailed, OfacFailed",
	  .how = "phoneNumber=${new.phone}; email=ofac.${new.word}@example.com; @sandbox" },
	{ .status = 200, .title = N_("identification stops at the address"),
	  .provoke = "an e-mail whose local part contains addr; looking up gives "
	  	     "UpgradeSoftFailed, InvalidAddress",
	  .how = "phoneNumber=${new.phone}; email=addr.${new.word}@example.com; @sandbox" },
	ANSWER_NO_TENANT(400, "ERROR_INVALID_TENANT"),
	{ .status = 400, .code = "ERROR_INVALID_COUNTRY_CODE",
	  .title = N_("country is not the tenant's"),
	  .provoke = "countryCode US and a US phoneNumber (the sandbox's tenant is MX)",
	  .reason = REASON_REGISTER,
	  .how = "phoneNumber=+19165550118; countryCode=US; state=CA" },
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("a required field is missing"),
	  .provoke = "leave lastName out", .reason = REASON_REGISTER,
	  .how = "-lastName | address1=" },
	{ .status = 400, .code = "ERROR_INVALID_DATE_OF_BIRTH", .title = N_("bad date of birth"),
	  .provoke = "dob 1987-02-30, or an age under 18 or of 100 and more",
	  .reason = REASON_REGISTER,
	  .how = "dob=1987-02-30 | dob=2020-01-01 | dob=1900-01-01" },
	{ .status = 400, .code = "ERROR_USER_ALREADY_ENROLLED",
	  .title = N_("phone or e-mail already registered"),
	  .provoke = "register the same person twice", .reason = "User already enrolled",
	  .how = "registered; email=${new.email} | registered; phoneNumber=${new.phone}" },
	{ .status = 400, .code = "INVALID_PHONE_NUMBER", .title = N_("phone is not E.164"),
	  .provoke = "phoneNumber without the leading +", .reason = "Invalid phone number",
	  .how = "phoneNumber=525521206703" },
	{ .status = 400, .code = "ERROR_COUNTRY_NOT_SUPPORTED",
	  .title = N_("phone of another country"),
	  .provoke = "countryCode MX with a US phoneNumber", .reason = "Country not supported",
	  .how = "phoneNumber=+19165550118" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_registerUserV2 = {
	.name = "registerUserV2",
	.group = N_("Customers"),
	.title = N_("Register a customer"),
	.summary = N_("Hands a customer's data in; the registration completes a "
		      "little later and is followed by looking her up."),
	.method = "POST",
	.path = "/auth/register-user-v2",
	.scopes = "partner",
	.in = ops_register_in,
	.out = ops_user_token_out,
	.answers = register_answers,
	.changes = true,
	.source = "raas 5.2",
};

static const struct field profile_in[] = {
	{ .key = "phoneOrEmail", .label = N_("Phone or e-mail"), .type = &field_phone_or_email,
	  .in = IN_PATH, .required = true, .example = "+5215521206703", .source = "raas 5.3 [S]" },
	{ .key = NULL }
};

static const struct field profile_out[] = {
	{ .key = "id", .label = N_("Customer"), .type = &field_text, .required = true,
	  .example = "OSZwErXgt1MGPHwkYJVqz3LTN0R2", .source = "raas 5.3 [L]" },
	{ .key = "firstName", .label = N_("First name(s)"), .type = &field_text,
	  .example = "Maria del Carmen", .source = "raas 5.3 [L]" },
	{ .key = "middleName", .label = N_("Middle name"), .type = &field_text,
	  .example = "Elena", .source = "raas 5.3 [L]" },
	{ .key = "lastName", .label = N_("Surname"), .type = &field_text,
	  .example = "Arenas Mendoza", .source = "raas 5.3 [L]" },
	{ .key = "secondLastName", .label = N_("2nd surname"), .type = &field_text,
	  .example = "Ruiz", .source = "raas 5.3 [L]" },
	{ .key = "status", .label = N_("Registration"), .type = &field_word,
	  .choices = ops_user_status, .example = "Approved", .source = "raas 5.3 [L]" },
	{ .key = "phoneNumber", .label = N_("Phone"), .type = &field_text,
	  .example = "+5215521206703", .source = "raas 5.3 [L]" },
	{ .key = "email", .label = N_("E-mail"), .type = &field_text,
	  .example = "maria.arenas@example.com", .source = "raas 5.3 [L]" },
	{ .key = "dob", .label = N_("Born"), .type = &field_time,
	  .example = "1987-06-24T07:00:00.000Z", .source = "raas 5.3 [L]" },
	{ .key = "gender", .label = N_("Gender"), .type = &field_word, .choices = ops_gender,
	  .example = "Female", .source = "raas 5.3 [L]" },
	{ .key = "address1", .label = N_("Street, number"), .type = &field_text,
	  .example = "Blvd. Kukulcan Km. 4.5", .source = "raas 5.3 [L]" },
	{ .key = "address2", .label = N_("Address, second line"), .type = &field_text,
	  .example = "Torre B, piso 4", .source = "raas 5.3 [L]" },
	{ .key = "address3", .label = N_("Neighbourhood"), .type = &field_text,
	  .example = "Zona Hotelera", .source = "raas 5.3 [L]" },
	{ .key = "city", .label = N_("City"), .type = &field_text, .example = "Cancún",
	  .source = "raas 5.3 [L]" },
	{ .key = "state", .label = N_("State"), .type = &field_text, .example = "Q.R.",
	  .source = "raas 5.3 [L]" },
	{ .key = "zipCode", .label = N_("Postal code"), .type = &field_text, .example = "77500",
	  .source = "raas 5.3 [L]" },
	{ .key = "countryCode", .label = N_("Country"), .type = &field_text, .example = "MX",
	  .source = "raas 5.3 [L]" },
	{ .key = "createdAt", .label = N_("Registered on"), .type = &field_time,
	  .example = "2024-01-15T18:30:00.000Z", .source = "raas 5.3 [L]" },
	{ .key = "latitude", .label = N_("Latitude"), .type = &field_number, .example = "21.0365",
	  .source = "raas 5.3 [L]" },
	{ .key = "longitude", .label = N_("Longitude"), .type = &field_number,
	  .example = "-86.8515",
	  .source = "raas 5.3 [L]" },
	{ .key = NULL }
};

static const struct answer_doc profile_answers[] = {
	{ .status = 200, .title = N_("profile"),
	  .provoke = "the phone or e-mail of a registered customer",
	  .how = "customer | customer; phoneOrEmail=${email}" },
	{ .status = 404, .code = "ERROR_USER_NOT_FOUND", .title = N_("unknown customer"),
	  .provoke = "a phone that is not registered", .reason = "User not found",
	  .how = "phoneOrEmail=${new.phone}" },
	{ .status = 404, .code = "ERROR_SUBSCRIBER_NOT_FOUND", .title = N_("no subscriber record"),
	  .provoke = "a customer whose e-mail's local part is nosubscriber",
	  .reason = "Subscriber not found",
	  .how = "no-subscriber" },
	{ .status = 422, .code = "ValidateError", .title = N_("path is neither phone nor e-mail"),
	  .provoke = "the path value not-an-alias", .reason = "Validation failed",
	  .how = "phoneOrEmail=not-an-alias" },
	{ .status = 500, .code = "ERROR_CIP_NOT_FOUND", .title = N_("no identification record"),
	  .provoke = "a customer whose e-mail's local part is nocip", .reason = "CIP not found",
	  .how = "no-cip" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getProfile = {
	.name = "getProfile",
	.group = N_("Customers"),
	.title = N_("Profile of a customer"),
	.summary = N_("Gives what is stored about a registered customer."),
	.method = "GET",
	.path = "/user/profile/{phoneOrEmail}",
	.scopes = "partner,partner_full",
	.in = profile_in,
	.out = profile_out,
	.answers = profile_answers,
	.refuse_status = 422,
	.refuse_code = "ValidateError",
	.source = "raas 5.3",
};

static const struct field link_ubn[] = { FIELDS_UBN, { .key = NULL } };

static const struct field link_card[] = {
	FIELDS_CARD,
	{ .key = "country", .label = N_("Country of the card"), .type = &field_country,
	  .example = "MX", .source = "raas 5.4 [P]" },
	{ .key = NULL }
};

static const struct field session_link_in[] = {
	FIELDS_REGISTER,
	{ .key = "paymentMethodType", .label = N_("Method to add"), .type = &field_choice,
	  .choices = ops_link_method_types, .section = N_("Method"), .example = "Card",
	  .help = N_("A method can be added on the way; it may also be added later"),
	  .source = "raas 5.4 [P]" },
	{ .key = "ubnParams", .label = N_("Bank account"), .type = &field_group, .fields = link_ubn,
	  .section = N_("Method"), .source = "raas 5.4 [P]" },
	{ .key = "addCardParams", .label = N_("Card"), .type = &field_group, .fields = link_card,
	  .section = N_("Method"), .source = "raas 5.4 [P]" },
	{ .key = NULL }
};

const struct field ops_session_link_out[] = {
	{ .key = "link", .label = N_("Session link"), .type = &field_link, .required = true,
	  .example = "https://links-dev.nomas.cash/Q1nO3", .source = "raas 5.4 [S]" },
	{ .key = "status", .label = N_("Registration"), .type = &field_word,
	  .choices = ops_user_status, .example = "Completed", .source = "raas 5.4 [S]" },
	{ .key = "statusDetail", .label = N_("What it waits for"), .type = &field_word,
	  .choices = ops_status_detail, .example = "None", .source = "raas 5.4 [S]" },
	{ .key = "cipStatus", .label = N_("Identification"), .type = &field_word,
	  .choices = ops_user_status, .example = "Completed", .source = "raas 5.4 [P]" },
	{ .key = "cipStatusDetail", .label = N_("What the identification waits for"),
	  .type = &field_word, .choices = ops_status_detail, .example = "None",
	  .source = "raas 5.4 [P]" },
	{ .key = "accountStatus", .label = N_("Account"), .type = &field_text,
	  .example = "Completed", .source = "raas 5.4 [P]" },
	{ .key = "paymentMethodStatus", .label = N_("Method"), .type = &field_text,
	  .example = "ValidCard", .source = "raas 5.4 [S]" },
	{ .key = "userId", .label = N_("Customer"), .type = &field_text,
	  .example = "OSZwErXgt1MGPHwkYJVqz3LTN0R2", .source = "raas 5.4 [P]" },
	{ .key = NULL }
};

#define REASON_LINK "Validation failed on session link payload."

static const struct answer_doc session_link_answers[] = {
	{ .status = 200, .title = N_("link made"), .provoke = "a valid person, registered or new",
	  .how = "phoneNumber=${new.phone}; email=${new.email} | customer" },
	{ .status = 204, .title = N_("no link and no content"),
	  .provoke = "a person whose e-mail's local part is nolink",
	  .how = "phoneNumber=${new.phone}; email=nolink@${new.word}.example.com; @sandbox" },
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("a required field is missing"),
	  .provoke = "leave lastName out", .reason = REASON_LINK,
	  .how = "-lastName" },
	{ .status = 400, .code = "ERROR_INVALID_DATE_OF_BIRTH", .title = N_("bad date of birth"),
	  .provoke = "dob 1987-02-30", .reason = REASON_LINK,
	  .how = "dob=1987-02-30" },
	{ .status = 400, .code = "ERROR_INVALID_COUNTRY_CODE",
	  .title = N_("country is not the tenant's"),
	  .provoke = "countryCode US and a US phoneNumber", .reason = REASON_LINK,
	  .how = "phoneNumber=+19165550118; countryCode=US; state=CA" },
	{ .status = 400, .code = "INVALID_PHONE_NUMBER", .title = N_("phone is not E.164"),
	  .provoke = "phoneNumber without the leading +", .reason = REASON_LINK,
	  .how = "phoneNumber=525521206703" },
	{ .status = 400, .code = "UBN_VALIDATION_ERROR", .title = N_("bad account number"),
	  .provoke = "ubnParams.number 002320275621938816", .reason = REASON_LINK,
	  .how = "phoneNumber=${new.phone}; paymentMethodType=UBN; "
		 "ubnParams.number=002320275621938816" },
	{ .status = 400, .code = "CARD_VERIFICATION_ERROR", .title = N_("bad card token or expiry"),
	  .provoke = "addCardParams.expirationDate 0120", .reason = REASON_LINK,
	  .how = "phoneNumber=${new.phone}; paymentMethodType=Card; "
		 "addCardParams.name=VISA-1111; addCardParams.cardtype=DebitCard; "
		 "addCardParams.number=tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111; "
		 "addCardParams.nameOnCard=PEDRO ALFONSO MOCK ITSOK; "
		 "addCardParams.expirationDate=0120; addCardParams.cardNetwork=Visa" },
	ANSWER_NO_TENANT(400, "ERROR_INVALID_TENANT"),
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_send, partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getSessionLinkV2 = {
	.name = "getSessionLinkV2",
	.group = N_("Customers"),
	.title = N_("Session link"),
	.summary = N_("Makes a link under which the customer finishes her "
		      "registration on her own phone."),
	.method = "POST",
	.path = "/auth/sessionlink-v2",
	.scopes = "partner,partner_full,partner_send",
	.in = session_link_in,
	.out = ops_session_link_out,
	.may_be_empty = true,
	.answers = session_link_answers,
	.changes = true,
	.source = "raas 5.4",
};
