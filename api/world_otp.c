/* Codes by message and PINs: how often they may be asked for and tried. */

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "api/phone.h"
#include "api/world_own.h"

#define SANDBOX_CODE "123456"
#define CODE_MS (5 * 60 * 1000)
#define WINDOW_MS (10 * 60 * 1000)
#define CODES_A_WINDOW 3
#define ATTEMPTS 3
#define PIN_DIGITS_MIN 3
#define PIN_DIGITS_MAX 8

/* Whose phone or e-mail it is, by the one that counts, and its key among the
 * codes; NULL after a refusal. */
static struct user *addressee(struct request *req, char key[static 128], bool *by_phone)
{
	const char *phone = arg_text(req->args, "phone"), *email = arg_text(req->args, "email");
	struct user *user = user_by_alias(req->world, phone, *phone ? "" : email);

	*by_phone = *phone;
	if (!*phone && email_quirks(email) & QUIRK_CRASH) {
		refuse(req, 500, "ERROR_INTERNAL_SERVER_ERROR");
		return NULL;
	}
	if (!user) {
		refuse(req, 404, "ERROR_USER_NOT_FOUND");
		return NULL;
	}
	if (*phone)
		phone_same(phone, key);
	else
		lower_email(email, key);
	return user;
}

/* ---- codes ---- */

static int64_t number_of(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

/* Forget when codes were asked for before the window; how many remain. */
static size_t asked_lately(json_t *asked, int64_t now)
{
	while (json_array_size(asked) &&
	       json_integer_value(json_array_get(asked, 0)) + WINDOW_MS <= now)
		json_array_remove(asked, 0);
	return json_array_size(asked);
}

void do_requestOtp(struct request *req)
{
	int64_t now = world_clock(req->world);
	char key[128];
	bool by_phone;
	json_t *code, *asked;

	if (!addressee(req, key, &by_phone))
		return;
	code = json_object_get(req->world->codes, key);
	if (!code) {
		code = json_pack("{s:[]}", "asked");
		json_object_set_new(req->world->codes, key, code);
	}
	asked = json_object_get(code, "asked");
	if (asked_lately(asked, now) >= CODES_A_WINDOW) {
		refuse(req, 429, "TOO_MANY_REQUESTS");
		return;
	}
	json_array_append_new(asked, json_integer(now));
	json_object_set_new(code, "since", json_integer(now));
	json_object_set_new(code, "left", json_integer(ATTEMPTS));
	answer_with(req, NULL);
}

/* A wrong one: what is left of the attempts goes along (raas 6.4). */
static void refuse_attempt(struct request *req, json_t *counter, const char *key, const char *code)
{
	json_int_t left = number_of(counter, key) - 1;

	json_object_set_new(counter, key, json_integer(left));
	refuse(req, 500, code);
	json_object_set_new(req->answer->body, "remainingAttempts", json_integer(left));
}

static void well_done(struct request *req, struct user *user)
{
	answer_with(req, NULL);
	if (user->quirks & QUIRK_SILENT)
		req->answer->status = 204;
}

void do_validateOtp(struct request *req)
{
	char key[128];
	bool by_phone;
	struct user *user = addressee(req, key, &by_phone);
	json_t *code = user ? json_object_get(req->world->codes, key) : NULL;

	if (!user)
		return;
	if (!json_object_get(code, "since")) {
		refuse(req, 404, "ERROR_OTP_NOT_FOUND");
	} else if (number_of(code, "left") <= 0) {
		refuse(req, 403, "ERROR_OTP_BLOCKED");
	} else if (number_of(code, "since") + CODE_MS < world_clock(req->world)) {
		refuse(req, 400, "ERROR_OTP_EXPIRED");
	} else if (!str_eq(arg_text(req->args, "otpCode"), SANDBOX_CODE)) {
		refuse_attempt(req, code, "left", "ERROR_INVALID_OTP");
	} else {
		json_object_del(code, "since");		/* each is good for once */
		json_object_set_new(user->lock, by_phone ? "phone" : "email", json_true());
		well_done(req, user);
	}
}

void do_isPhoneAvailable(struct request *req)
{
	struct user *user = user_by_alias(req->world, arg_text(req->args, "phone"), "");
	bool proved = user && json_is_true(json_object_get(user->lock, "phone"));
	bool has_pin = user && json_object_get(user->lock, "pin");

	answer_with(req, json_pack("{s:b, s:b, s:b}", "available", !user, "verified", proved,
				   "hasPincode", has_pin));
}

/* ---- PINs ---- */

/* What is kept of a PIN: it cannot be turned back. */
static void pin_mark(struct request *req, const struct user *user, char mark[static 23])
{
	char *salted = xasprintf("pin %s %s", user->id, arg_text(req->args, "pincode"));

	vault_word(req->world, salted, 22, mark);
	sodium_memzero(salted, strlen(salted));
	free(salted);
}

void do_createPin(struct request *req)
{
	const char *pin = arg_text(req->args, "pincode");
	size_t n = strlen(pin);
	char key[128], mark[23];
	bool by_phone;
	struct user *user = addressee(req, key, &by_phone);

	if (!user)
		return;
	if (n < PIN_DIGITS_MIN || n > PIN_DIGITS_MAX || strspn(pin, "0123456789") != n) {
		refuse(req, 400, "ERROR_INVALID_PINCODE");
	} else if (json_object_get(user->lock, "pin")) {
		refuse(req, 403, "ERROR_PINCODE_ALREADY_EXISTS");
	} else {
		pin_mark(req, user, mark);
		json_object_set_new(user->lock, "pin", json_string(mark));
		json_object_set_new(user->lock, "pinLeft", json_integer(ATTEMPTS));
		answer_with(req, NULL);
	}
}

void do_validatePINCode(struct request *req)
{
	char key[128], mark[23];
	bool by_phone;
	struct user *user = addressee(req, key, &by_phone);

	if (!user)
		return;
	pin_mark(req, user, mark);
	if (!json_object_get(user->lock, "pin")) {
		refuse(req, 404, "ERROR_PINCODE_NOT_FOUND");
	} else if (number_of(user->lock, "pinLeft") <= 0) {
		refuse(req, 403, "ERROR_PINCODE_BLOCKED");
	} else if (!str_eq(arg_text(user->lock, "pin"), mark)) {
		refuse_attempt(req, user->lock, "pinLeft", "ERROR_INVALID_PINCODE");
	} else {
		json_object_set_new(user->lock, "pinLeft", json_integer(ATTEMPTS));
		answer_with(req, json_pack("{s:s, s:s}", "code", "OK", "reason",
					   "Pincode is valid"));
	}
}
