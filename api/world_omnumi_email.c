/* Codes by e-mail: how long they live and how often they may be tried
 * (omnumi 8.2, 11). */

#include <string.h>

#include "api/world_omnumi.h"

#define SANDBOX_CODE "123456"
#define CODE_MS (10 * 60 * 1000)
#define ATTEMPTS 5

static json_int_t number_of(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

bool om_mail_says(const char *email, const char *word)
{
	const char *at = strcasestr(email, word);

	return at && at < strchrnul(email, '@');
}

void do_requestEmailOtp(struct request *req)
{
	const char *email = arg_text(req->args, "email");
	char id[37];

	if (om_mail_says(email, "nomail")) {
		refuse(req, 400, "OTP generation got failed.");
		return;
	}
	world_uuid(req->world, id);
	world_keep(req->world, "om.codes", id, json_pack(
		"{s:s, s:s, s:I, s:i}", "email", email, "tenantId", om_tenant(req)->id, "since",
		(json_int_t)world_clock(req->world), "wrong", 0));
	answer_with(req, json_pack("{s:{s:s}, s:s}", "data", "verification_request_id", id,
				   "message", "OTP has been sent on provided email."));
}

static void wrong(struct request *req, json_t *code)
{
	json_int_t n = number_of(code, "wrong") + 1;

	json_object_set_new(code, "wrong", json_integer(n));
	if (n >= ATTEMPTS)
		refuse(req, 429, "Too many failed attempts");
	else
		refuse(req, 400, "Invalid OTP");
}

/* The address is hers from now on, where a customer has it. */
static void proved(struct request *req, json_t *code)
{
	json_t *customer = om_customer_by(req->world, "email", arg_text(code, "email"));

	json_object_set_new(code, "proved", json_true());
	if (customer)
		json_object_set_new(customer, "emailVerified", json_true());
	answer_with(req, json_pack("{s:s, s:s}", "type", "Email Verification", "message",
				   "Email verified successfully."));
}

void do_verifyEmailOtp(struct request *req)
{
	json_t *code = json_object_get(world_kept(req->world, "om.codes"),
				       arg_text(req->args, "verificationRequestId"));

	if (!code)
		refuse(req, 404, "No OTP request found");
	else if (json_is_true(json_object_get(code, "proved")))
		refuse(req, 409, "OTP already verified");
	else if (number_of(code, "wrong") >= ATTEMPTS)
		refuse(req, 429, "Too many failed attempts");
	else if (number_of(code, "since") + CODE_MS < world_clock(req->world))
		refuse(req, 400, "OTP expired or incorrect");
	else if (!str_eq(arg_text(req->args, "otp"), SANDBOX_CODE))
		wrong(req, code);
	else
		proved(req, code);
}
