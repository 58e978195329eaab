#include "api/ops.h"

/* Identity by phone (omnumi 8.6): what the customer's telephone company knows.  All
 * that the answer tells is hers alone: none of it is recorded. */

#define SRC_PROVE "omnumi 8.6 [40]"

static const struct field auth_in[] = {
	{ .key = "mobileNumber", .label = N_("Mobile"), .type = &field_line, .required = true,
	  .secret = true, .example = "2001001686",
	  .help = N_("The customer's own, to which the link goes"), .source = SRC_PROVE },
	{ .key = "dob", .label = N_("Born"), .type = &field_date_dmy, .secret = true,
	  .example = "1994-01-01",
	  .help = N_("Year, month and day: 1987-06-24. This or the number below is needed"),
	  .code_bad = "Either dob or ssn required and should be valid.", .source = SRC_PROVE },
	{ .key = "ssn", .label = N_("Social security no."), .type = &field_ssn, .secret = true,
	  .example = "1232", .help = N_("Its last four digits, or all nine"),
	  .code_bad = "Either dob or ssn required and should be valid.", .source = SRC_PROVE },
	{ .key = "finalTargetUrl", .label = N_("Page at the end"), .type = &field_text,
	  .required = true, .max = 2000, .example = "https://google.com",
	  .help = N_("Where the customer's browser ends up; the fingerprint is seen in its "
		     "address"), .source = SRC_PROVE },
	{ .key = "sourceIp", .label = N_("Internet address"), .type = &field_text,
	  .required = true, .max = 45, .example = "127.0.0.1",
	  .help = N_("Of this counter, as four numbers with points between"),
	  .source = SRC_PROVE },
	{ .key = NULL }
};

static const struct field auth_data[] = {
	{ .key = "requestId", .label = N_("Reference"), .type = &field_text, .required = true,
	  .secret = true, .example = "7f83-b0c4-90e0-90b3-11e10800200c9a66",
	  .source = SRC_PROVE },
	{ .key = "status", .label = N_("Status"), .type = &field_any, .example = "\"0\"",
	  .source = "omnumi 6 [40]" },
	{ .key = "description", .label = N_("In words"), .type = &field_any,
	  .example = "\"Success\"", .source = SRC_PROVE },
	{ .key = NULL }
};

static const struct field auth_out[] = {
	{ .key = "data", .label = N_("Check"), .type = &field_group, .fields = auth_data,
	  .required = true, .source = SRC_PROVE },
	FIELD_MESSAGE_ANY("Success", SRC_PROVE),
	{ .key = NULL }
};

#define PROVE_FAILS(text, words, magic) \
	{ .status = 400, .code = "Prove", .title = words, .reason = text, \
	  .provoke = "a mobileNumber that ends in " magic, \
	  .how = "@sandbox; dob=1994-01-01; mobileNumber=20010016" magic }

static const struct answer_doc auth_answers[] = {
	{ .status = 202, .title = N_("the link is on its way"),
	  .provoke = "a mobile number and a day of birth or a social security number",
	  .how = "dob=1994-01-01 | ssn=1232" },
	{ .status = 400, .code = "Prove", .title = N_("neither day of birth nor number"),
	  .reason = "Either dob or ssn required and should be valid.",
	  .provoke = "give neither dob nor ssn, or one that is none",
	  .how = "-dob; -ssn | ssn=12" },
	PROVE_FAILS("SMS request got failed", N_("the message could not be sent"), "00"),
	PROVE_FAILS("Get auth URL request got failed", N_("no link could be made"), "01"),
	ANSWERS_END
};

const struct op op_getAuthUrl = {
	.name = "getAuthUrl",
	.group = N_("Companies"),
	.title = N_("Begin an identity check by phone"),
	.summary = N_("Sends the customer a link by which her telephone company vouches for her."),
	.service = SVC_OMNUMI,
	.method = "POST",
	.path = "/tenant/customer/get-auth-url",
	.in = auth_in,
	.one_of = "dob,ssn",
	.one_of_code = "Either dob or ssn required and should be valid.",
	.out = auth_out,
	.answers = auth_answers,
	.refuse_status = 400,
	.refuse_code = "Get auth URL request got failed",
	.changes = true,
	.source = "omnumi 8.6",
	.marks = "DR",
	.credentials = "access-token",
};

static const struct field validate_in[] = {
	{ .key = "vfp", .label = N_("Fingerprint"), .type = &field_text, .required = true,
	  .secret = true, .max = 4000, .example = "string",
	  .help = N_("As it came after the customer followed the link"), .source = SRC_PROVE },
	{ .key = "requestId", .label = N_("Reference"), .type = &field_text, .required = true,
	  .secret = true, .max = 200, .example = "string",
	  .help = N_("As the beginning of the check answered it"), .source = SRC_PROVE },
	{ .key = NULL }
};

/* "addresses" is one of them. */
#define FIELD_KNOWN(name, text, sample) \
	{ .key = name, .label = text, .type = &field_any, .secret = true, .example = sample, \
	  .source = SRC_PROVE }

static const struct field known_address[] = {
	FIELD_KNOWN("address", N_("Street, number"), "\"39 South Trail\""),
	FIELD_KNOWN("extendedAddress", N_("Further line"), "\"string\""),
	FIELD_KNOWN("city", N_("City"), "\"San Antonio\""),
	FIELD_KNOWN("region", N_("State"), "\"TX\""),
	FIELD_KNOWN("postalCode", N_("Postal code"), "\"78285\""),
	{ .key = NULL }
};

static const struct field known[] = {
	FIELD_KNOWN("firstName", N_("First name(s)"), "\"Tod\""),
	FIELD_KNOWN("lastName", N_("Surname"), "\"Weedall\""),
	{ .key = "addresses", .label = N_("Address"), .type = &field_some,
	  .fields = known_address, .source = SRC_PROVE },
	FIELD_KNOWN("emailAddresses", N_("E-mail"), "[\"tweedalld@ehow.com\"]"),
	FIELD_KNOWN("ssn", N_("Social security no."), "\"565228370\""),
	FIELD_KNOWN("dob", N_("Born"), "\"1984-12-10\""),
	{ .key = "trustScore", .label = N_("Trust"), .type = &field_any, .example = "1000",
	  .source = SRC_PROVE },
	{ .key = NULL }
};

static const struct field validate_out[] = {
	{ .key = "data", .label = N_("Person"), .type = &field_group, .fields = known,
	  .required = true, .source = SRC_PROVE },
	{ .key = NULL }
};

#define NESTED(type, text, words, magic, row) \
	{ .status = 400, .code = type, .title = words, .shape = REFUSAL_NESTED, .reason = text, \
	  .provoke = magic, .how = row }

static const struct answer_doc validate_answers[] = {
	{ .status = 202, .title = N_("what is known of the person"),
	  .provoke = "the requestId of a check begun before, and any vfp but the words below",
	  .how = "prove; vfp=any-word" },
	NESTED("Prove", "Request Id not found", N_("no such check"), "a requestId of no check",
	       "requestId=${new.word}"),
	NESTED("catch", "Shows the unknown errors while the API execution",
	       N_("failure while it was carried out"), "the vfp unknown",
	       "@sandbox; prove; vfp=unknown"),
	NESTED(NULL, "tokenErrors", N_("the token is refused"), "the vfp token",
	       "@sandbox; prove; vfp=token"),
	NESTED("catch", "err.message", N_("the fingerprint is refused"), "the vfp wrong",
	       "@sandbox; prove; vfp=wrong"),
	ANSWERS_END
};

const struct op op_validateUser = {
	.name = "validateUser",
	.group = N_("Companies"),
	.title = N_("End an identity check by phone"),
	.summary = N_("Redeems the fingerprint for what the telephone company knows of the "
		      "person."),
	.service = SVC_OMNUMI,
	.method = "POST",
	.path = "/tenant/customer/validate-user",
	.in = validate_in,
	.out = validate_out,
	.answers = validate_answers,
	.refuse_status = 400,
	.refuse_code = "err.message",
	.changes = true,
	.source = "omnumi 8.6",
	.marks = "DR",
	.credentials = "access-token",
};
