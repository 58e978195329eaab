#include "api/ops.h"

/* Proving an e-mail address by a code: omnumi 8.2. */

#define NO_CODE_SENT "OTP generation got failed."
#define WRONG_CODE "Invalid OTP"
#define EXPIRED "OTP expired or incorrect"

static const struct field request_in[] = {
	{ .key = "email", .label = N_("E-mail"), .type = &field_email, .required = true,
	  .example = "test@email.com", .code_missing = NO_CODE_SENT, .code_bad = NO_CODE_SENT,
	  .help = N_("The customer's own address; she has to be able to read it now"),
	  .source = "omnumi 8.2" },
	{ .key = NULL }
};

static const struct field request_data[] = {
	{ .key = "verification_request_id", .label = N_("Number of the request"),
	  .type = &field_text, .required = true,
	  .example = "97673401-793e-4533-8b83-85bdf6c59409", .source = "omnumi 8.2" },
	{ .key = NULL }
};

static const struct field request_out[] = {
	{ .key = "data", .label = N_("Request"), .type = &field_group, .required = true,
	  .fields = request_data, .source = "omnumi 8.2" },
	FIELD_MESSAGE("OTP has been sent on provided email.", "omnumi 8.2"),
	{ .key = NULL }
};

static const struct answer_doc request_answers[] = {
	{ .status = 201, .title = N_("code sent"),
	  .provoke = "any e-mail; the sandbox's code is 123456", .how = "email=${new.email}" },
	{ .status = 400, .code = "Email Verification", .title = N_("no code could be sent"),
	  .provoke = "leave email out, or one whose local part contains nomail",
	  .reason = NO_CODE_SENT,
	  .how = "-email | email=no-es-un-email | email=nomail.${new.word}@example.com; @sandbox" },
	{ .status = 400, .code = "Invalid UUID", .title = N_("tenant id is ill-formed"),
	  .provoke = "a tenant-id header that is no UUID",
	  .reason = "Please provide valid tenant id", .how = "@tenant=bad" },
	{ .status = 400, .code = "Tenant", .title = N_("unknown tenant"),
	  .provoke = "a tenant-id header with a UUID that is no tenant's",
	  .reason = "Tenant not found", .how = "@tenant=wrong" },
	ANSWERS_END
};

const struct op op_requestEmailOtp = {
	.name = "requestEmailOtp",
	.group = N_("E-mail"),
	.title = N_("Send a code by e-mail"),
	.summary = N_("Sends a one-time code to an e-mail address, with which the customer proves "
		      "that the address is hers."),
	.service = SVC_OMNUMI,
	.method = "POST",
	.path = "/tenant/customer/api/otp/request",
	.in = request_in,
	.out = request_out,
	.answers = request_answers,
	.refuse_code = NO_CODE_SENT,
	.changes = true,
	.credentials = "tenant-id",
	.source = "omnumi 8.2",
	.marks = "N=",
	.earlier = "partner 2.6.0",
};

static const struct field verify_in[] = {
	{ .key = "otp", .label = N_("Code"), .type = &field_text, .required = true,
	  .secret = true, .min = 6, .max = 6, .example = "123456", .code_missing = WRONG_CODE,
	  .code_bad = WRONG_CODE,
	  .help = N_("The six digits of the e-mail; the customer reads them out"),
	  .source = "omnumi 8.2" },
	{ .key = "verificationRequestId", .label = N_("Number of the request"),
	  .type = &field_text, .required = true, .max = 100,
	  .example = "969a1166-8664-4820-9cf7-76a82f076544", .code_missing = EXPIRED,
	  .code_bad = EXPIRED, .help = N_("From the answer to the call that sent the code"),
	  .source = "omnumi 8.2" },
	{ .key = NULL }
};

/* Looks like a refusal and is a success: the status alone decides. */
static const struct field verify_out[] = {
	{ .key = "type", .label = N_("Kind"), .type = &field_text,
	  .example = "Email Verification", .source = "omnumi 8.2" },
	FIELD_MESSAGE("Email verified successfully.", "omnumi 8.2"),
	{ .key = NULL }
};

#define TYPE "Email Verification"

static const struct answer_doc verify_answers[] = {
	{ .status = 201, .title = N_("e-mail proved"),
	  .provoke = "requestEmailOtp, then otp 123456 within ten minutes",
	  .how = "mail-code!; @sandbox" },
	{ .status = 400, .code = TYPE, .title = N_("wrong code"),
	  .provoke = "requestEmailOtp, then otp 000000; or leave otp out", .reason = WRONG_CODE,
	  .how = "mail-code!; otp=000000; @sandbox | mail-code!; otp=12a456 | -otp" },
	{ .status = 400, .code = TYPE, .title = N_("code has expired"),
	  .provoke = "requestEmailOtp, then 123456 after more than ten minutes; or leave "
		     "verificationRequestId out",
	  .reason = EXPIRED, .how = "mail-code!; @clock=601000 | -verificationRequestId" },
	{ .status = 401, .code = TYPE, .title = N_("not authorised"),
	  .provoke = "a wrong api-key header", .reason = EXPIRED, .how = "@key=wrong" },
	{ .status = 404, .code = TYPE, .title = N_("no code was asked for"),
	  .provoke = "a verificationRequestId that requestEmailOtp did not give",
	  .reason = "No OTP request found", .how = "verificationRequestId=${new.uuid}" },
	{ .status = 409, .code = TYPE, .title = N_("proved already"),
	  .provoke = "the right code twice", .reason = "OTP already verified",
	  .how = "mail-code!; @again; @sandbox" },
	{ .status = 429, .code = TYPE, .title = N_("too many wrong codes"),
	  .provoke = "five wrong codes for one request", .reason = "Too many failed attempts",
	  .how = "mail-code!; otp=000000; @again; @again; @again; @again; @sandbox" },
	ANSWERS_END
};

const struct op op_verifyEmailOtp = {
	.name = "verifyEmailOtp",
	.group = N_("E-mail"),
	.title = N_("Check the code of an e-mail"),
	.summary = N_("Checks the one-time code that the customer got by e-mail."),
	.service = SVC_OMNUMI,
	.method = "POST",
	.path = "/tenant/customer/api/otp/verify",
	.in = verify_in,
	.out = verify_out,
	.answers = verify_answers,
	.refuse_code = WRONG_CODE,
	.changes = true,
	.credentials = "tenant-id",
	.source = "omnumi 8.2",
	.marks = "N=",
	.earlier = "partner 2.6.0",
};
