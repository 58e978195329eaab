#include "api/ops.h"

/* The other ways to register somebody, the link of a registered customer, and
 * changing a profile: raas 6.2, 6.3, 6.5.  The codes of the registrations are
 * those of raas 5.2. */

static const struct field link_in[] = { FIELD_USER_TOKEN, { .key = NULL } };

static const struct answer_doc link_answers[] = {
	{ .status = 200, .title = N_("link made"), .provoke = "any registered customer",
	  .how = "customer | registered!" },
	{ .status = 204, .title = N_("no link and no content"),
	  .provoke = "a customer whose e-mail's local part contains nolink",
	  .how = "linkless-customer" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_send, partner_full"),
	{ .status = 400, .code = "ERROR_USER_NOT_FOUND", .title = N_("unknown customer"),
	  .provoke = "use a userToken that belongs to nobody, such as nobody",
	  .reason = "Invalid userToken or request body.", .how = "userToken=nobody" },
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getSessionLinkV4 = {
	.name = "getSessionLinkV4",
	.group = N_("Customers"),
	.title = N_("Session link of a registered customer"),
	.summary = N_("Makes a link under which a registered customer goes on, without handing "
		      "her data in again."),
	.method = "GET",
	.path = "/auth/sessionlink-v4/{userToken}",
	.scopes = "partner,partner_send,partner_full",
	.in = link_in,
	.out = ops_session_link_out,
	.may_be_empty = true,
	.answers = link_answers,
	.source = "raas 6.2",
};

#define REASON_REGISTER \
	"Invalid tenant, country mismatch, invalid schema, or invalid date of birth."

#define FRESH_PERSON "phoneNumber=${new.phone}; email=${new.email}"

/* What a registration refuses whoever it is. */
#define ANSWERS_PERSON \
	ANSWER_NO_TENANT(400, "ERROR_INVALID_TENANT"), \
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", \
	  .title = N_("a required field is missing"), \
	  .provoke = "leave lastName out", .reason = REASON_REGISTER, .how = "-lastName" }, \
	{ .status = 400, .code = "ERROR_INVALID_DATE_OF_BIRTH", .title = N_("bad date of birth"), \
	  .provoke = "dob 1987-02-30, or an age under 18 or of 100 and more", \
	  .reason = REASON_REGISTER, .how = FRESH_PERSON "; dob=1987-02-30" }, \
	{ .status = 400, .code = "INVALID_PHONE_NUMBER", .title = N_("phone is not E.164"), \
	  .provoke = "phoneNumber without the leading +", .reason = "Invalid phone number", \
	  .how = "phoneNumber=5215521206703" }, \
	{ .status = 400, .code = "ERROR_COUNTRY_NOT_SUPPORTED", \
	  .title = N_("phone of another country"), \
	  .provoke = "countryCode MX with a US phoneNumber", .reason = "Country not supported", \
	  .how = "phoneNumber=${new.payer}" }

#define ANSWER_ABROAD \
	{ .status = 400, .code = "ERROR_INVALID_COUNTRY_CODE", \
	  .title = N_("country is not the tenant's"), \
	  .provoke = "countryCode US and a US phoneNumber (the sandbox's tenant is MX)", \
	  .reason = REASON_REGISTER, \
	  .how = "phoneNumber=${new.payer}; countryCode=US; state=FL" }

#define ANSWER_TWICE \
	{ .status = 400, .code = "ERROR_USER_ALREADY_ENROLLED", \
	  .title = N_("phone or e-mail already registered"), \
	  .provoke = "register the same person twice", .reason = "User already enrolled", \
	  .how = FRESH_PERSON "; @again" }

static const struct answer_doc sender_answers[] = {
	{ .status = 200, .title = N_("registration accepted"),
	  .provoke = "a valid person whose phone and e-mail are free", .how = FRESH_PERSON },
	ANSWERS_PERSON,
	ANSWER_ABROAD,
	ANSWER_TWICE,
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_send"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_registerSender = {
	.name = "registerSender",
	.group = N_("Customers"),
	.title = N_("Register a sender"),
	.summary = N_("Hands in the data of a customer who will send money."),
	.method = "POST",
	.path = "/auth/register-sender",
	.scopes = "partner_send",
	.in = ops_register_in,
	.out = ops_user_token_out,
	.answers = sender_answers,
	.changes = true,
	.source = "raas 6.3",
};

static const struct field receiver_in[] = {
	{ .key = "userToken", .label = N_("Sender"), .type = &field_text, .in = IN_PATH,
	  .required = true, .example = "OSZwErXgt1MGPHwkYJVqz3LTN0R2",
	  .help = N_("The customer into whose book the receiver is put"),
	  .source = "raas 6.3 [P]" },
	FIELDS_REGISTER,
	{ .key = NULL }
};

static const struct answer_doc receiver_answers[] = {
	{ .status = 200, .title = N_("receiver registered and in the book"),
	  .provoke = "a sender and a valid person; listContacts of the sender shows the person",
	  .how = "customer; " FRESH_PERSON },
	{ .status = 200, .title = N_("receiver lives abroad"),
	  .provoke = "countryCode US and a US phoneNumber",
	  .how = "customer; phoneNumber=${new.payer}; countryCode=US; state=FL" },
	{ .status = 200, .title = N_("receiver known already"),
	  .provoke = "register the same receiver twice: the same userId comes back",
	  .how = "customer; " FRESH_PERSON "; @again" },
	ANSWERS_PERSON,
	{ .status = 400, .code = "ERROR_INVALID_COUNTRY_CODE", .title = N_("no such country"),
	  .provoke = "countryCode XQ", .reason = REASON_REGISTER, .how = "countryCode=XQ" },
	{ .status = 400, .code = "ERROR_USER_NOT_FOUND", .title = N_("unknown sender"),
	  .provoke = "use a userToken that belongs to nobody, such as nobody",
	  .reason = "User not found", .how = "userToken=nobody; " FRESH_PERSON },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_send"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_registerReceiver = {
	.name = "registerReceiver",
	.group = N_("Customers"),
	.title = N_("Register a receiver"),
	.summary = N_("Registers a person to whom a customer will send, and puts that person into "
		      "the customer's book."),
	.method = "POST",
	.path = "/auth/register-receiver/{userToken}",
	.scopes = "partner_send",
	.in = receiver_in,
	.out = ops_user_token_out,
	.answers = receiver_answers,
	.changes = true,
	.source = "raas 6.3",
};

static const struct field trusted_out[] = {
	{ .key = "userId", .label = N_("Customer"), .type = &field_text,
	  .example = "OSZwErXgt1MGPHwkYJVqz3LTN0R2", .source = "raas 6.3 [P]" },
	{ .key = NULL }
};

static const struct answer_doc trusted_answers[] = {
	{ .status = 200, .title = N_("registered, with nothing left to wait for"),
	  .provoke = "a valid person whose phone and e-mail are free; looking up gives Completed",
	  .how = FRESH_PERSON },
	{ .status = 204, .title = N_("registered, and nothing is said"),
	  .provoke = "an e-mail whose local part contains silent",
	  .how = "phoneNumber=${new.phone}; email=silent.${new.word}@example.com; @sandbox" },
	ANSWERS_PERSON,
	ANSWER_ABROAD,
	ANSWER_TWICE,
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_registerTrustedUser = {
	.name = "registerTrustedUser",
	.group = N_("Customers"),
	.title = N_("Register a trusted customer"),
	.summary = N_("Registers a customer for whom the store vouches; the service does not "
		      "identify her once more."),
	.method = "POST",
	.path = "/auth/register-trusted-user",
	.scopes = "partner_full",
	.in = ops_register_in,
	.out = trusted_out,
	.may_be_empty = true,
	.answers = trusted_answers,
	.changes = true,
	.source = "raas 6.3",
};

/* ---- 6.5 ---- */

static const struct field detail_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "phoneOrEmail", .label = N_("Payer's phone or e-mail"),
	  .type = &field_phone_or_email, .in = IN_PATH, .required = true,
	  .example = "+19165550149", .source = "raas 6.5 [K]" },
	{ .key = NULL }
};

static const struct field detail_out[] = {
	{ .key = "userExists", .label = N_("Is registered"), .type = &field_bool,
	  .required = true, .example = "false", .source = "raas 6.5 [K]" },
	{ .key = "hasOperations", .label = N_("Was asked before"), .type = &field_bool,
	  .required = true, .example = "true", .source = "raas 6.5 [K]",
	  .help = N_("There are asks between the two") },
	{ .key = "hasCompletedOperations", .label = N_("Has paid before"), .type = &field_bool,
	  .required = true, .example = "false", .source = "raas 6.5 [K]" },
	{ .key = NULL }
};

static const struct answer_doc detail_answers[] = {
	{ .status = 200, .title = N_("nothing known of this person"),
	  .provoke = "a phone that nobody is registered with and nobody was asked under",
	  .how = "customer; phoneOrEmail=${new.payer}; ?userExists=false; ?hasOperations=false" },
	{ .status = 200, .title = N_("a payer who was asked"),
	  .provoke = "the phone of a payer whom the customer asked",
	  .how = "customer!; ask; phoneOrEmail=${requestTo}; ?hasOperations=true" },
	{ .status = 200, .title = N_("a payer who has paid"),
	  .provoke = "the same once the ask is Completed",
	  .how = "customer!; ask; phoneOrEmail=${requestTo}; @clock=60000; "
		 "?hasCompletedOperations=true" },
	{ .status = 200, .title = N_("somebody registered"),
	  .provoke = "the phone of a registered customer",
	  .how = "customer; phoneOrEmail=${phoneNumber}; ?userExists=true" },
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA",
	  .title = N_("path is neither phone nor e-mail"),
	  .provoke = "the path value not-an-alias", .reason = "Invalid phone or email",
	  .how = "phoneOrEmail=not-an-alias" },
	{ .status = 400, .code = "ERROR_USER_NOT_FOUND", .title = N_("unknown customer"),
	  .provoke = "use a userToken that belongs to nobody, such as nobody",
	  .reason = "User not found", .how = "userToken=nobody" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_send"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getContactUserDetail = {
	.name = "getContactUserDetail",
	.group = N_("Payers"),
	.title = N_("What is known of a payer"),
	.summary = N_("Tells whether a person is registered, and whether the customer has asked "
		      "that person before."),
	.method = "GET",
	.path = "/user/contacts/user/{userToken}/{phoneOrEmail}",
	.scopes = "partner,partner_send",
	.in = detail_in,
	.out = detail_out,
	.answers = detail_answers,
	.source = "raas 6.5",
};

static const struct choice profile_status[] = {
	{ .value = "new", .label = N_("new") },
	{ .value = "ready", .label = N_("ready") },
	{ .value = NULL }
};

/* UserUpdateParams (raas-schemas 3): all optional; only what is sent changes. */
static const struct field update_in[] = {
	{ .key = "phoneOrEmail", .label = N_("Phone or e-mail"), .type = &field_phone_or_email,
	  .in = IN_PATH, .required = true, .example = "+5215521206703", .source = "raas 6.5 [P]",
	  .help = N_("Says whose profile is changed") },
	{ .key = "firstName", .label = N_("First name(s)"), .type = &field_name,
	  .section = N_("Who"), .example = "Maria del Carmen",
	  .help = N_("Names as on the identity paper") },
	{ .key = "middleName", .label = N_("Middle name"), .type = &field_name,
	  .section = N_("Who"), .example = "Elena" },
	{ .key = "lastName", .label = N_("Surname"), .type = &field_name, .section = N_("Who"),
	  .example = "Arenas Mendoza" },
	{ .key = "secondLastName", .label = N_("2nd surname"), .type = &field_name,
	  .section = N_("Who"), .example = "Ruiz" },
	{ .key = "dob", .label = N_("Born"), .type = &field_birth_date, .section = N_("Who"),
	  .example = "1987-06-24",
	  .help = N_("Year-month-day; customers are 18 to 99 years old") },
	{ .key = "gender", .label = N_("Gender"), .type = &field_text, .section = N_("Who"),
	  .example = "Female" },
	{ .key = "birthState", .label = N_("Born in"), .type = &field_text, .section = N_("Who"),
	  .example = "MX-CMX" },
	{ .key = "documentNumber", .label = N_("Number of the identity paper"),
	  .type = &field_text, .section = N_("Who"), .example = "IDMEX1234567890" },
	{ .key = "email", .label = N_("E-mail"), .type = &field_email, .section = N_("Contact"),
	  .example = "maria.arenas@example.com",
	  .help = N_("Her own address; nobody else may be registered with it") },
	{ .key = "lang", .label = N_("Language"), .type = &field_choice, .choices = ops_lang,
	  .section = N_("Contact"), .example = "es",
	  .help = N_("Language of the messages and pages she gets") },
	{ .key = "address1", .label = N_("Street, number"), .type = &field_text,
	  .section = N_("Address"), .example = "Blvd. Kukulcan Km. 4.5" },
	{ .key = "address2", .label = N_("Address, second line"), .type = &field_text,
	  .section = N_("Address"), .example = "Torre B, piso 4" },
	{ .key = "address3", .label = N_("Neighbourhood"), .type = &field_text,
	  .section = N_("Address"), .example = "Zona Hotelera" },
	{ .key = "streetNumber", .label = N_("House number"), .type = &field_text,
	  .section = N_("Address"), .example = "4" },
	{ .key = "city", .label = N_("City"), .type = &field_text, .section = N_("Address"),
	  .example = "Cancún" },
	{ .key = "zipCode", .label = N_("Postal code"), .type = &field_text,
	  .section = N_("Address"), .example = "77500" },
	{ .key = "state", .label = N_("State"), .type = &field_text, .section = N_("Address"),
	  .example = "Q.R." },
	{ .key = "country", .label = N_("Name of the country"), .type = &field_text,
	  .section = N_("Address"), .example = "México", .help = N_("As words, not as a code") },
	{ .key = "addressDescription", .label = N_("How to find it"), .type = &field_text,
	  .section = N_("Address"), .example = "Frente a la iglesia" },
	{ .key = "placeId", .label = N_("Place on a map service"), .type = &field_text,
	  .section = N_("More"), .example = "ChIJ21P2rgUrTI8Ris1fYjy3Ms4" },
	{ .key = "placeDetail", .label = N_("Place detail"), .type = &field_text,
	  .section = N_("More"), .example = "{\"place_id\":\"ChIJ21P2rgUrTI8Ris1fYjy3Ms4\"}",
	  .help = N_("What a map service knows about the address, as JSON text") },
	{ .key = "country_id", .label = N_("Number of the country"), .type = &field_text,
	  .section = N_("More"), .example = "484" },
	{ .key = "customCountryCode", .label = N_("Country as the partner calls it"),
	  .type = &field_text, .section = N_("More"), .example = "MX" },
	{ .key = "status", .label = N_("State of the profile"), .type = &field_choice,
	  .choices = profile_status, .section = N_("More"), .example = "ready" },
	{ .key = "firstTime", .label = N_("First visit"), .type = &field_bool,
	  .section = N_("More"), .example = "false" },
	{ .key = "tAndCAccepted", .label = N_("Terms accepted"), .type = &field_bool,
	  .section = N_("More"), .example = "true" },
	{ .key = "accountCode", .label = N_("Code of the account"), .type = &field_text,
	  .section = N_("More"), .example = "a-1" },
	{ .key = "subscriberType", .label = N_("Kind of record"), .type = &field_text,
	  .section = N_("More"), .example = "person" },
	{ .key = "subscriberId", .label = N_("Number of the record"), .type = &field_text,
	  .section = N_("More"), .example = "s-1" },
	{ .key = "facebookPublicUserName", .label = N_("Name on Facebook"), .type = &field_text,
	  .section = N_("More"), .example = "maria.arenas" },
	{ .key = "instagramPublicUserName", .label = N_("Name on Instagram"), .type = &field_text,
	  .section = N_("More"), .example = "maria.arenas" },
	{ .key = "latitude", .label = N_("Latitude"), .type = &field_number,
	  .section = N_("More"), .example = "21.0365", .help = N_("Of the address, in degrees") },
	{ .key = "longitude", .label = N_("Longitude"), .type = &field_number,
	  .section = N_("More"), .example = "-86.8515", .help = N_("Of the address, in degrees") },
	{ .key = "callLocationLatitude", .label = N_("Latitude of the counter"),
	  .type = &field_number, .section = N_("More"), .example = "21.03" },
	{ .key = "callLocationLongitude", .label = N_("Longitude of the counter"),
	  .type = &field_number, .section = N_("More"), .example = "-86.85" },
	{ .key = NULL }
};

static const struct answer_doc update_answers[] = {
	{ .status = 200, .title = N_("profile changed"),
	  .provoke = "the phone of a registered customer and a new address; getProfile shows it",
	  .how = "customer; phoneOrEmail=${phoneNumber}; city=Puebla; zipCode=72000 | "
		 "customer; phoneOrEmail=${email}; gender=Female" },
	{ .status = 404, .code = "ERROR_USER_NOT_FOUND", .title = N_("unknown customer"),
	  .provoke = "a phone that is not registered", .reason = "User not found",
	  .how = "phoneOrEmail=${new.phone}; city=Puebla" },
	{ .status = 422, .code = "ValidateError", .title = N_("a value is not legal"),
	  .provoke = "dob 1987-02-30, email no-es-un-email, lang fr, or the path not-an-alias",
	  .reason = "Validation failed",
	  .how = "customer; phoneOrEmail=${phoneNumber}; dob=1987-02-30 | "
		 "customer; phoneOrEmail=${phoneNumber}; email=no-es-un-email | "
		 "customer; phoneOrEmail=${phoneNumber}; lang=fr | phoneOrEmail=not-an-alias" },
	{ .status = 422, .code = "ValidateError", .title = N_("e-mail of somebody else"),
	  .provoke = "the email with which another customer is registered",
	  .reason = "Validation failed",
	  .how = "other-customer; customer; phoneOrEmail=${phoneNumber}; email=${otherEmail}" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_updateProfile = {
	.name = "updateProfile",
	.group = N_("Customers"),
	.title = N_("Change a profile"),
	.summary = N_("Changes what is stored about a registered customer; what is left empty "
		      "stays as it is."),
	.method = "PUT",
	.path = "/user/profile/{phoneOrEmail}",
	.scopes = "partner,partner_full",
	.in = update_in,
	.shape = REPLY_NONE,
	.answers = update_answers,
	.refuse_status = 422,
	.refuse_code = "ValidateError",
	.changes = true,
	.source = "raas 6.5",
};
