#include "api/ops.h"

/* Codes by message, whether a phone is free, and PINs: raas 6.4.  Where the
 * vendor names no code, ours stand (marked [I] in the sources below). */

/* Whose phone or e-mail it is; the phone counts when both are given. */
#define FIELDS_ADDRESS(bad_phone, bad_email) \
	{ .key = "phone", .label = N_("Phone"), .type = &field_phone, .example = "+5215521206703", \
	  .code_bad = bad_phone, .source = "raas 6.4 [P]", \
	  .help = N_("Her own mobile number, beginning with + and the country") }, \
	{ .key = "email", .label = N_("E-mail"), .type = &field_email, \
	  .example = "maria.arenas@example.com", .code_bad = bad_email, \
	  .help = N_("Not looked at when the phone is given"), .source = "raas 6.4 [P]" }

#define ADDRESS "phone,email"
#define BAD_PHONE "INVALID_PHONE_NUMBER"
#define BAD_EMAIL "ERROR_INVALID_EMAIL_FORMAT"

#define ANSWER_NO_ADDRESS \
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("neither phone nor e-mail"), \
	  .provoke = "leave phone and email out", \
	  .reason = "Missing or invalid email/phone in request body.", .how = "-phone; -email" }

#define ANSWER_BAD_ADDRESS(code_of_phone, bad_row) \
	{ .status = 400, .code = code_of_phone, .title = N_("phone is not E.164"), \
	  .provoke = "phone without the leading +", .reason = "Invalid phone number", \
	  .how = bad_row }

#define ANSWER_NOBODY(row) \
	{ .status = 404, .code = "ERROR_USER_NOT_FOUND", .title = N_("unknown customer"), \
	  .provoke = "a well-formed phone that is not registered", .reason = "User not found", \
	  .how = row }

/* E5: how often it may still be tried. */
static const struct field attempts[] = {
	{ .key = "remainingAttempts", .label = N_("Attempts left"), .type = &field_int,
	  .example = "2", .source = "raas 1.5 [P]" },
	{ .key = NULL }
};

static const struct field request_in[] = {
	FIELDS_ADDRESS(BAD_PHONE, BAD_EMAIL),
	{ .key = "lang", .label = N_("Language"), .type = &field_choice, .choices = ops_lang,
	  .example = "es", .help = N_("Language of the message"), .source = "raas 6.4 [P]" },
	{ .key = NULL }
};

static const struct answer_doc request_answers[] = {
	{ .status = 200, .title = N_("code sent"),
	  .provoke = "the phone or e-mail of a registered customer; the sandbox's code is 123456",
	  .how = "customer!; phone=${phoneNumber} | customer!; -phone; email=${email}; lang=en" },
	ANSWER_NO_ADDRESS,
	ANSWER_BAD_ADDRESS("INVALID_PHONE_NUMBER", "phone=5215521206703"),
	{ .status = 400, .code = "ERROR_INVALID_EMAIL_FORMAT", .title = N_("bad e-mail"),
	  .provoke = "email no-es-un-email and no phone", .reason = "Invalid email format",
	  .how = "-phone; email=no-es-un-email" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_full"),
	ANSWER_NOBODY("phone=${new.phone}"),
	{ .status = 429, .code = "TOO_MANY_REQUESTS", .title = N_("too many codes asked for"),
	  .provoke = "a fourth code for one customer within ten minutes",
	  .reason = "Too many requests",
	  .how = "customer!; phone=${phoneNumber}; @again; @again; @again" },
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_requestOtp = {
	.name = "requestOtp",
	.group = N_("Codes and PINs"),
	.title = N_("Send a code"),
	.summary = N_("Sends the customer a one-time code by text message or e-mail, with which "
		      "she proves that the phone or address is hers."),
	.method = "POST",
	.path = "/auth/request-otp",
	.scopes = "partner_full",
	.in = request_in,
	.one_of = ADDRESS,
	.one_of_code = "ERROR_INVALID_SCHEMA",
	.shape = REPLY_NONE,
	.answers = request_answers,
	.changes = true,
	.source = "raas 6.4",
};

static const struct field validate_in[] = {
	{ .key = "otpCode", .label = N_("Code"), .type = &field_text, .required = true,
	  .secret = true, .min = 4, .max = 10, .example = "123456", .source = "raas 6.4 [P]",
	  .help = N_("The code that came with the message; the customer reads it out") },
	FIELDS_ADDRESS(BAD_PHONE, BAD_EMAIL),
	{ .key = NULL }
};

static const struct answer_doc validate_answers[] = {
	{ .status = 200, .title = N_("code is right"),
	  .provoke = "requestOtp, then otpCode 123456 with the same phone or e-mail",
	  .how = "customer!; otp; phone=${phoneNumber}; @sandbox" },
	{ .status = 204, .title = N_("code is right, and nothing more is said"),
	  .provoke = "the same for a customer whose e-mail's local part contains silent",
	  .how = "silent-customer!; silent-otp; phone=${phoneNumber}" },
	ANSWER_NO_ADDRESS,
	ANSWER_BAD_ADDRESS("INVALID_PHONE_NUMBER", "phone=5215521206703"),
	{ .status = 400, .code = "ERROR_INVALID_EMAIL_FORMAT", .title = N_("bad e-mail"),
	  .provoke = "email no-es-un-email and no phone", .reason = "Invalid email format",
	  .how = "-phone; email=no-es-un-email" },
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("no code"),
	  .provoke = "leave otpCode out", .reason = "Missing code", .how = "-otpCode; "
	  "phone=${new.phone}" },
	{ .status = 400, .code = "ERROR_OTP_EXPIRED", .title = N_("code has expired"),
	  .provoke = "requestOtp, then 123456 after more than five minutes",
	  .reason = "The code has expired",
	  .how = "customer!; otp; phone=${phoneNumber}; @clock=301000" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_full"),
	{ .status = 403, .code = "ERROR_OTP_BLOCKED", .title = N_("no attempts left"),
	  .provoke = "a fourth attempt after three wrong codes",
	  .reason = "No attempts left. Request a new code.",
	  .how = "customer!; otp; phone=${phoneNumber}; otpCode=000000; @again; @again; @again; "
		 "@sandbox" },
	ANSWER_NOBODY("phone=${new.phone}"),
	{ .status = 404, .code = "ERROR_OTP_NOT_FOUND", .title = N_("no code was asked for"),
	  .provoke = "a registered customer for whom requestOtp was not called",
	  .reason = "No code was requested", .how = "customer!; phone=${phoneNumber}" },
	{ .status = 500, .code = "ERROR_INVALID_OTP", .title = N_("wrong code"),
	  .provoke = "requestOtp, then otpCode 000000", .reason = "Invalid code",
	  .more = attempts,
	  .how = "customer!; otp; phone=${phoneNumber}; otpCode=000000; ?remainingAttempts=2; "
		 "@sandbox" },
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_validateOtp = {
	.name = "validateOtp",
	.group = N_("Codes and PINs"),
	.title = N_("Check a code"),
	.summary = N_("Checks the one-time code that the customer got; each wrong one uses up an "
		      "attempt."),
	.method = "POST",
	.path = "/auth/validate-otp",
	.scopes = "partner_full",
	.in = validate_in,
	.one_of = ADDRESS,
	.one_of_code = "ERROR_INVALID_SCHEMA",
	.shape = REPLY_NONE,
	.answers = validate_answers,
	.changes = true,
	.source = "raas 6.4",
};

static const struct field available_in[] = {
	{ .key = "phone", .label = N_("Phone"), .type = &field_phone, .required = true,
	  .example = "+5215521206703", .code_missing = BAD_PHONE, .code_bad = BAD_PHONE,
	  .help = N_("Beginning with + and the country"), .source = "raas 6.4 [P]" },
	{ .key = NULL }
};

static const struct field available_out[] = {
	{ .key = "available", .label = N_("Free"), .type = &field_bool, .required = true,
	  .example = "true", .help = N_("Nobody is registered with it yet"),
	  .source = "raas 6.4 [P]" },
	{ .key = "verified", .label = N_("Proved by a code"), .type = &field_bool,
	  .required = true, .example = "false", .source = "raas 6.4 [P]" },
	{ .key = "hasPincode", .label = N_("Has a PIN"), .type = &field_bool, .required = true,
	  .example = "false", .source = "raas 6.4 [P]" },
	{ .key = NULL }
};

static const struct answer_doc available_answers[] = {
	{ .status = 200, .title = N_("phone is free"), .provoke = "a phone that is not registered",
	  .how = "phone=${new.phone}; ?available=true; ?verified=false; ?hasPincode=false" },
	{ .status = 200, .title = N_("phone is taken"), .provoke = "the phone of a customer",
	  .how = "customer; phone=${phoneNumber}; ?available=false" },
	{ .status = 200, .title = N_("phone was proved"),
	  .provoke = "requestOtp and validateOtp first",
	  .how = "customer!; proved; phone=${phoneNumber}; ?verified=true" },
	{ .status = 200, .title = N_("its owner has a PIN"), .provoke = "createPin first",
	  .how = "customer!; pin; phone=${phoneNumber}; ?hasPincode=true" },
	{ .status = 400, .code = "INVALID_PHONE_NUMBER", .title = N_("phone missing or not E.164"),
	  .provoke = "leave phone out, or leave its + out", .reason = "Invalid phone number",
	  .how = "-phone | phone=5215521206703" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_isPhoneAvailable = {
	.name = "isPhoneAvailable",
	.group = N_("Customers"),
	.title = N_("Is a phone free?"),
	.summary = N_("Tells whether somebody is registered with a phone, has proved it by a code, "
		      "and has a PIN."),
	.method = "POST",
	.path = "/auth/is-phone-available",
	.scopes = "partner_full",
	.in = available_in,
	.out = available_out,
	.answers = available_answers,
	.source = "raas 6.4",
};

/* The rule of its length is the server's and not documented. */
#define FIELD_PIN(what, bad) \
	{ .key = "pincode", .label = N_("PIN"), .type = &field_text, .required = true, \
	  .secret = true, .max = 12, .example = "482913", .code_bad = bad, \
	  .code_missing = bad, .help = what, .source = "raas 6.4 [P]" }

static const struct field pin_in[] = {
	FIELD_PIN(N_("Let the customer type it herself; only digits"), "ERROR_INVALID_PINCODE"),
	FIELDS_ADDRESS(BAD_PHONE, BAD_EMAIL),
	{ .key = NULL }
};

static const struct answer_doc pin_answers[] = {
	{ .status = 201, .title = N_("PIN stored"),
	  .provoke = "pincode of 3 to 8 digits, the phone of a customer without a PIN",
	  .how = "customer!; phone=${phoneNumber} | customer!; -phone; email=${email}" },
	ANSWER_NO_ADDRESS,
	ANSWER_BAD_ADDRESS("INVALID_PHONE_NUMBER", "phone=5215521206703"),
	{ .status = 400, .code = "ERROR_INVALID_EMAIL_FORMAT", .title = N_("bad e-mail"),
	  .provoke = "email no-es-un-email and no phone", .reason = "Invalid email format",
	  .how = "-phone; email=no-es-un-email" },
	{ .status = 400, .code = "ERROR_INVALID_PINCODE",
	  .title = N_("PIN missing or of a wrong kind"),
	  .provoke = "leave pincode out, or send 12 or 12a4", .reason = "Invalid pincode",
	  .how = "customer; phone=${phoneNumber}; -pincode | "
		 "customer; phone=${phoneNumber}; pincode=12 | "
		 "customer; phone=${phoneNumber}; pincode=12a4" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_full"),
	{ .status = 403, .code = "ERROR_PINCODE_ALREADY_EXISTS",
	  .title = N_("there is a PIN already"), .provoke = "createPin twice for one customer",
	  .reason = "The user has a pincode already",
	  .how = "customer!; pin; phone=${phoneNumber}" },
	ANSWER_NOBODY("phone=${new.phone}"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_createPin = {
	.name = "createPin",
	.group = N_("Codes and PINs"),
	.title = N_("Set a PIN"),
	.summary = N_("Stores the customer's first PIN; it cannot be read back."),
	.method = "POST",
	.path = "/user/pin",
	.scopes = "partner,partner_full",
	.in = pin_in,
	.one_of = ADDRESS,
	.one_of_code = "ERROR_INVALID_SCHEMA",
	.shape = REPLY_NONE,
	.answers = pin_answers,
	.changes = true,
	.source = "raas 6.4",
};

static const struct field check_pin_in[] = {
	FIELD_PIN(N_("Let the customer type it herself"), NULL),
	FIELDS_ADDRESS(NULL, NULL),
	{ .key = NULL }
};

static const struct field check_pin_out[] = {
	{ .key = "code", .label = N_("Code"), .type = &field_text, .required = true,
	  .example = "OK", .source = "raas 6.4 [P]" },
	{ .key = "reason", .label = N_("Message"), .type = &field_text, .required = true,
	  .example = "Pincode is valid", .source = "raas 6.4 [P]" },
	{ .key = NULL }
};

static const struct answer_doc check_pin_answers[] = {
	{ .status = 200, .code = "OK", .title = N_("PIN is right"),
	  .provoke = "the pincode that createPin stored", .reason = "Pincode is valid",
	  .how = "customer!; pin; phone=${phoneNumber}" },
	{ .status = 400, .code = "ValidateError", .title = N_("a field is missing or ill-formed"),
	  .provoke = "leave pincode out, leave phone and email out, or phone without its +",
	  .reason = "Validation failed",
	  .how = "-pincode; phone=${new.phone} | -phone; -email | phone=5215521206703 | "
		 "-phone; email=no-es-un-email" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_full"),
	{ .status = 403, .code = "ERROR_PINCODE_BLOCKED", .title = N_("no attempts left"),
	  .provoke = "a fourth attempt after three wrong PINs", .reason = "The pincode is blocked",
	  .how = "customer!; pin; phone=${phoneNumber}; pincode=000000; @again; @again; @again; "
		 "@sandbox" },
	ANSWER_NOBODY("phone=${new.phone}"),
	{ .status = 404, .code = "ERROR_PINCODE_NOT_FOUND", .title = N_("customer without a PIN"),
	  .provoke = "a customer for whom createPin was not called",
	  .reason = "The user has no pincode", .how = "customer!; phone=${phoneNumber}" },
	{ .status = 500, .code = "ERROR_INVALID_PINCODE", .title = N_("wrong PIN"),
	  .provoke = "createPin, then another pincode", .reason = "Invalid pincode",
	  .more = attempts,
	  .how = "customer!; pin; phone=${phoneNumber}; pincode=000000; ?remainingAttempts=2; "
		 "@sandbox" },
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_validatePINCode = {
	.name = "validatePINCode",
	.group = N_("Codes and PINs"),
	.title = N_("Check a PIN"),
	.summary = N_("Checks the customer's PIN; each wrong one uses up an attempt."),
	.method = "POST",
	.path = "/user/validate-pincode",
	.scopes = "partner,partner_full",
	.in = check_pin_in,
	.one_of = ADDRESS,
	.one_of_code = "ValidateError",
	.out = check_pin_out,
	.answers = check_pin_answers,
	.refuse_code = "ValidateError",
	.changes = true,
	.source = "raas 6.4",
};
