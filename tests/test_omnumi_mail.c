/* E-mail by a code, agreements and consents of the wallet service: what the vendor's
 * own examples come to, and how the sandbox remembers (omnumi 8.2 to 8.4, 11). */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/answer.h"
#include "api/html_text.h"
#include "api/lang.h"
#include "tests/world_stage.h"

/* ---- the vendor's examples ---- */

#define AGREEMENTS \
	"{\"message\":\"Agreements fetched successfully\",\"data\":[{" \
	"\"id\":\"4162f690-a5d7-43a5-ba54-82c6f3aa3e09\"," \
	"\"content\":\"US Patriot ACT: To help the government fight the funding of terrorism and " \
	"money laundering activities\",\"status\":\"PENDING\",\"first_name\":\"Jone\"," \
	"\"last_name\":\"Doe\",\"email\":\"test@test.com\"," \
	"\"account_address\":\"0x4162f690a5d743a5ba5482c6f3aa3e09\",\"ip\":\"0.0.0.0\"," \
	"\"agreement_type\":\"US_PATRIOTIC_ACT\"," \
	"\"created_at\":\"2023-06-27T13:05:26.8250000+00:00\"}]}"
#define UPDATED \
	"{\"data\":{\"customerAccountId\":\"c02d249a-e720-4df8-b1b6-f016e2d351de\"," \
	"\"id\":\"c02d249a-e720-4df8-b1b6-f016e2d351de\",\"status\":\"PENDING\"," \
	"\"createdAt\":\"2023-05-01T11:30:25.2590000+00:00\"," \
	"\"updatedAt\":\"2023-05-01T11:30:25.2590000+00:00\"}," \
	"\"message\":\"Agreement successfully updated\"}"
#define OTP_ERROR(message) \
	"{\"errors\":[{\"type\":\"Email Verification\",\"message\":\"" message "\"}]}"
#define FETCH_400 \
	"{\"errors\":[{\"type\":\"catch\",\"message\":\"Shows what kind of error occurred in the " \
	"execution of this API\"},{\"type\":\"fetch\",\"message\":\"Could't fetch token\"}," \
	"{\"type\":\"catch\",\"message\":\"err.message\"}," \
	"{\"type\":\"Agreement\",\"message\":\"Tenant Id is missing in Headers\"}," \
	"{\"type\":\"fetch\",\"message\":\"Could't fetch token\"}," \
	"{\"data\":{},\"message\":\"No data found\"}]}"
#define FETCH_404 "{\"errors\":[{\"type\":\"fetch\",\"message\":\"No data found\"}]}"
#define UPDATE_400 \
	"{\"errors\":[{\"type\":\"catch\",\"message\":\"Could't Update agreement\"}," \
	"{\"type\":\"Agreement\",\"message\":\"Tenant Id is missing in Headers\"}," \
	"{\"type\":\"Agreement\",\"message\":\"Could't Update agreement\"}," \
	"{\"type\":\"catch\",\"message\":\"err.message\"}]}"
#define WENT_WRONG \
	"{\"errors\":{\"type\":\"catch\",\"message\":\"Something went wrong, please try again\"}}"

/* member: dotted path and what a person is shown of it; "" for none. */
struct sample {
	const char *op;
	int status;
	const char *body;
	const char *member[6][2];	/* of a success; of a refusal text that the error has */
};

static const struct sample samples[] = {
	{ "requestEmailOtp", 201,
	  "{\"data\":{\"verification_request_id\":\"97673401-793e-4533-8b83-85bdf6c59409\"},"
	  "\"message\":\"OTP has been sent on provided email.\"}",
	  { { "data.verification_request_id", "97673401-793e-4533-8b83-85bdf6c59409" },
	    { "message", "OTP has been sent on provided email." } } },
	{ "requestEmailOtp", 400,
	  "{\"errors\":[{\"type\":\"Email Verification\",\"message\":\"OTP generation got "
	  "failed.\"},"
	  "{\"type\":\"Invalid UUID\",\"message\":\"Please provide valid tenant id\"},"
	  "{\"type\":\"Tenant\",\"message\":\"Tenant not found\"}]}",
	  { { "OTP generation got failed" } } },
	{ "verifyEmailOtp", 201,
	  "{\"type\":\"Email Verification\",\"message\":\"Email verified successfully.\"}",
	  { { "type", "Email Verification" }, { "message", "Email verified successfully." } } },
	{ "verifyEmailOtp", 400,
	  "{\"errors\":[{\"type\":\"Email Verification\",\"message\":\"Invalid OTP\"},"
	  "{\"type\":\"Email Verification\",\"message\":\"OTP expired or incorrect\"}]}",
	  { { "Invalid OTP" } } },
	{ "verifyEmailOtp", 401, OTP_ERROR("OTP expired or incorrect"),
	  { { "does not accept our key" } } },
	{ "verifyEmailOtp", 404, OTP_ERROR("No OTP request found"), { { "No OTP request "
	  "found" } } },
	{ "verifyEmailOtp", 409, OTP_ERROR("OTP already verified"), { { "OTP already "
	  "verified" } } },
	{ "verifyEmailOtp", 429, OTP_ERROR("Too many failed attempts"),
	  { { "asked too often" } } },
	{ "getAgreement", 200, AGREEMENTS,
	  { { "data.0.id", "4162f690-a5d7-43a5-ba54-82c6f3aa3e09" },
	    { "data.0.status", "not accepted yet" }, { "data.0.first_name", "Jone" },
	    { "data.0.agreement_type", "USA PATRIOT Act notice" },
	    { "data.0.account_address", "0x4162f690a5d743a5ba5482c6f3aa3e09" },
	    { "data.0.ip", "0.0.0.0" } } },
	{ "previewAgreement", 200, AGREEMENTS,
	  { { "data.0.content", "US Patriot ACT: To help the government fight the funding of "
	      "terrorism and money laundering activities" } } },
	{ "previewULAgreement", 200, AGREEMENTS,
	  { { "data.0.last_name", "Doe" }, { "data.0.email", "test@test.com" } } },
	{ "getAgreement", 400, FETCH_400, { { "Shows what kind of error" } } },
	{ "previewAgreement", 400, FETCH_400, { { "Could't fetch token" } } },
	{ "previewULAgreement", 400, FETCH_400, { { "err.message" } } },
	{ "getAgreement", 404, FETCH_404, { { "No data found" } } },
	{ "previewAgreement", 404, FETCH_404, { { "No data found" } } },
	{ "previewULAgreement", 404, FETCH_404, { { "No data found" } } },
	{ "getTermsAndPrivacyAgreement", 200,
	  "{\"message\":\"Fetched template successfully\",\"data\":{"
	  "\"templateId\":\"4b9c4c86-0701-40cf-9ebb-59bc0ddd4650\",\"html\":\"<Content>\","
	  "\"type\":\"UL_TEMPLATE\"}}",
	  { { "data.html", "<Content>" }, { "data.type", "UL_TEMPLATE" },
	    { "data.templateId", "4b9c4c86-0701-40cf-9ebb-59bc0ddd4650" } } },
	{ "getTermsAndPrivacyAgreement", 400,
	  "{\"errors\":[{\"type\":\"Catch\",\"message\":\"Shows what kind of error occurred in the "
	  "execution of this API\"},{\"type\":\"Agreement\",\"message\":\"No Template with "
	  "the type "
	  "{agreementType}\"}]}",
	  { { "Shows what kind of error" } } },
	{ "updatePreviewAgreement", 200, UPDATED,
	  { { "data.customerAccountId", "c02d249a-e720-4df8-b1b6-f016e2d351de" },
	    { "data.status", "not accepted yet" } } },
	{ "updateULPreviewAgreement", 200, UPDATED,
	  { { "data.id", "c02d249a-e720-4df8-b1b6-f016e2d351de" } } },
	{ "updatePreviewAgreement", 400, UPDATE_400, { { "Could't Update agreement" } } },
	{ "updateULPreviewAgreement", 400, UPDATE_400, { { "Could't Update agreement" } } },
	{ "getConsentMessage", 200,
	  "{\"data\":{\"vendorName\":\"Plaid Inc.\",\"currentActiveVersion\":\"v1.0.3\","
	  "\"consentMessage\":\"I authorize the platform to retrieve my banking data...\","
	  "\"dssId\":\"dss_4u8ddjeq\"},\"message\":\"Vendor consent details fetched "
	  "successfully\"}",
	  { { "data.vendorName", "Plaid Inc." }, { "data.currentActiveVersion", "v1.0.3" },
	    { "data.consentMessage", "I authorize the platform to retrieve my banking data..." },
	    { "data.dssId", "dss_4u8ddjeq" } } },
	{ "getConsentMessage", 400, WENT_WRONG, { { "Something went wrong" } } },
	{ "getConsentMessage", 404, "{\"type\":\"Consent\",\"message\":\"No data found\"}",
	  { { "No data found" } } },
	{ "getConsentStatus", 200,
	  "{\"data\":{\"latestConsentVersion\":\"string\"},\"message\":[\"Consent is accepted\","
	  "\"Consent is not valid. Please accept the consent\"]}",
	  { { "data.latestConsentVersion", "string" } } },
	{ "getConsentStatus", 200,
	  "{\"data\":{\"latestConsentVersion\":\"v1.0.3\"},\"message\":\"Consent is accepted\"}",
	  { { "data.latestConsentVersion", "v1.0.3" } } },
	{ "getConsentStatus", 400, WENT_WRONG, { { "Something went wrong" } } },
	{ "getConsentStatus", 404,
	  "{\"errors\":{\"type\":\"No data found\",\"message\":\"No consent is available, please "
	  "accept the consent\"}}",
	  { { "No consent is available" } } },
};

static const json_t *member(const json_t *body, const char *path)
{
	char step[64];

	for (size_t n; *path && body; path += n + (path[n] == '.')) {
		n = strcspn(path, ".");
		snprintf(step, sizeof(step), "%.*s", (int)n, path);
		body = json_is_array(body) ? json_array_get(body, strtoul(step, NULL, 10)) :
					     json_object_get(body, step);
	}
	return body;
}

static void shows(const struct op *op, const json_t *body, const char *path, const char *text)
{
	const struct field *f = field_find(op->out, path);
	char *shown;

	assert_non_null(f);
	shown = field_show(f, member(body, path));
	assert_string_equal(shown, text);
	free(shown);
}

static void is_refused(const struct sample *s, const struct err *err)
{
	const char *said = s->member[0][0];

	assert_int_not_equal(err->kind, ERR_NONE);
	if (!strstr(err->text, said) && !strstr(err->next, said))
		fail_msg("%s %d: %s says nothing of %s", s->op, s->status, err->text, said);
}

static void comes_through(const struct sample *s, const json_t *body, const struct err *err)
{
	if (err->kind)
		fail_msg("%s %d: %s", s->op, s->status, err->text);
	for (int k = 0; k < 6 && s->member[k][0]; k++)
		shows(op_find(s->op), body, s->member[k][0], s->member[k][1]);
}

static void the_vendors_answers_come_through(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
		const struct sample *s = &samples[i];
		struct err err = { 0 };
		json_t *body;

		assert_non_null(op_find(s->op));
		body = answer_read(op_find(s->op), s->status, s->body, strlen(s->body), &err);
		assert_non_null(body);
		if (s->status >= 400)
			is_refused(s, &err);
		else
			comes_through(s, body, &err);
		json_decref(body);
	}
}

static const struct {
	const char *op, *args;
} requests[] = {
	{ "requestEmailOtp", "{\"email\":\"test@email.com\"}" },
	{ "verifyEmailOtp", "{\"otp\":\"123456\",\"verificationRequestId\":"
	  "\"969a1166-8664-4820-9cf7-76a82f076544\"}" },
	{ "previewAgreement", "{\"firstName\":\"Jone\",\"middleName\":\"string\",\"lastName\":"
	  "\"Doe\",\"ip\":\"0.0.0.0\",\"accountAddress\":"
	  "\"0x874259c8e1d58ac53f6f22e3f3e5a5dc86773248\",\"dateOfBirth\":\"1997-02-02\","
	  "\"email\":\"lorem@mygmail.com\",\"taxCountry\":\"BO\",\"taxIdNumber\":\"122-22-2332\","
	  "\"phoneNumber\":{\"country\":\"IN\",\"number\":\"7027779322\",\"sms\":true},"
	  "\"address\":{\"address1\":\"address1\",\"address2\":\"address2\",\"postalCode\":"
	  "\"Lorem\",\"city\":\"Lorem\",\"state\":\"KY\",\"country\":\"BO\"}}" },
	{ "previewULAgreement", "{\"firstName\":\"Jone\",\"lastName\":\"Doe\",\"email\":"
	  "\"lorem@mygmail.com\",\"ip\":\"0.0.0.0\",\"accountAddress\":"
	  "\"0x874259c8e1d58ac53f6f22e3f3e5a5dc86773248\"}" },
	{ "updatePreviewAgreement", "{\"agreementId\":\"x\",\"status\":\"ACCEPTED\"}" },
	{ "updateULPreviewAgreement", "{\"agreementId\":\"x\",\"status\":\"ACCEPTED\"}" },
};

static void the_vendors_requests_fit(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(requests); i++) {
		json_t *args = json_loads(requests[i].args, 0, NULL);
		struct err err = { 0 };

		assert_non_null(args);
		if (!op_check_request(op_find(requests[i].op), args, NULL, NULL, &err))
			fail_msg("%s: %s: %s", requests[i].op, err.field, err.text);
		json_decref(args);
	}
}

/* ---- what the sandbox remembers ---- */

/* A success whose member is kept as $name. */
static void well(struct stage *s, const char *op, const char *args, const char *path,
		 const char *name)
{
	json_t *body = good(s, op, args);

	if (name) {
		assert_true(json_is_string(member(body, path)));
		json_object_set(s->names, name, (json_t *)member(body, path));
	}
	json_decref(body);
}

static void refused_saying(struct stage *s, const char *op, const char *args, int status,
			   const char *message)
{
	struct answer answer = call(s, op, ALL, args);
	char *text = json_dumps(answer.body, JSON_ENCODE_ANY);

	assert_int_equal(answer.status, status);
	if (!strstr(text, message))
		fail_msg("%s: “%s” is not in %s", op, message, text);
	free(text);
	json_decref(answer.body);
}

#define CODE(code) "{\"otp\":\"" code "\",\"verificationRequestId\":\"$code\"}"

static void a_code_lives_ten_minutes_and_five_tries(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	well(&s, "requestEmailOtp", "{\"email\":\"ana@example.com\"}",
	     "data.verification_request_id", "code");
	refused_saying(&s, "verifyEmailOtp", CODE("000000"), 400, "Invalid OTP");
	well(&s, "verifyEmailOtp", CODE("123456"), NULL, NULL);
	refused_saying(&s, "verifyEmailOtp", CODE("123456"), 409, "OTP already verified");
	well(&s, "requestEmailOtp", "{\"email\":\"ana@example.com\"}",
	     "data.verification_request_id", "code");
	for (int i = 0; i < 4; i++)
		refused_saying(&s, "verifyEmailOtp", CODE("023456"), 400, "Invalid OTP");
	refused_saying(&s, "verifyEmailOtp", CODE("023456"), 429, "Too many failed attempts");
	refused_saying(&s, "verifyEmailOtp", CODE("123456"), 429, "Too many failed attempts");
	well(&s, "requestEmailOtp", "{\"email\":\"ana@example.com\"}",
	     "data.verification_request_id", "code");
	world_advance(s.world, 601000, -1);
	refused_saying(&s, "verifyEmailOtp", CODE("123456"), 400, "OTP expired or incorrect");
	refused_saying(&s, "verifyEmailOtp",
		       "{\"otp\":\"123456\",\"verificationRequestId\":\"nobody\"}", 404,
		       "No OTP request found");
	close_stage(&s);
}

#define PERSON_ARGS(email) \
	"{\"firstName\":\"Ana\",\"lastName\":\"Paz\",\"ip\":\"127.0.0.1\",\"accountAddress\":" \
	"\"0x9086F595C67a0aE52B859fD63CbB984b825B4587\",\"dateOfBirth\":\"08-03-1991\"," \
	"\"email\":\"" email "\",\"taxCountry\":\"MX\",\"taxIdNumber\":\"122-22-2332\"," \
	"\"phoneNumber\":{\"country\":\"MX\",\"number\":\"5512045518\",\"sms\":true}," \
	"\"address\":{\"address1\":\"Calle 1\",\"address2\":\"-\",\"postalCode\":\"06700\"," \
	"\"city\":\"CDMX\",\"state\":\"CMX\",\"country\":\"MX\"}}"
#define UL_ARGS \
	"{\"firstName\":\"Ana\",\"lastName\":\"Paz\",\"ip\":\"127.0.0.1\",\"accountAddress\":" \
	"\"0x9086F595C67a0aE52B859fD63CbB984b825B4587\",\"email\":\"ana.paz@example.com\"}"

static void assert_status(struct stage *s, const char *name, const char *status)
{
	char *args = xasprintf("{\"agreementId\":\"%s\"}", name);
	json_t *body = good(s, "getAgreement", args);

	assert_string_equal(json_string_value(member(body, "data.0.status")), status);
	json_decref(body);
	free(args);
}

static void an_agreement_is_accepted_apart(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	well(&s, "previewAgreement", PERSON_ARGS("ana.paz@example.com"), "data.0.id", "first");
	well(&s, "previewULAgreement", UL_ARGS, "data.0.id", "platform");
	assert_status(&s, "$first", "PENDING");
	well(&s, "updatePreviewAgreement", "{\"agreementId\":\"$first\",\"status\":\"ACCEPTED\"}",
	     "data.customerAccountId", "account");
	assert_status(&s, "$first", "ACCEPTED");
	assert_status(&s, "$platform", "PENDING");
	refused_saying(&s, "updateULPreviewAgreement",
		       "{\"agreementId\":\"$platform\",\"status\":\"PERHAPS\"}", 400, "\"catch\"");
	assert_status(&s, "$platform", "PENDING");
	well(&s, "updateULPreviewAgreement",
	     "{\"agreementId\":\"$platform\",\"status\":\"ACCEPTED\"}", NULL, NULL);
	assert_status(&s, "$platform", "ACCEPTED");
	refused_saying(&s, "updatePreviewAgreement",
		       "{\"agreementId\":\"nobody\",\"status\":"
		       "\"ACCEPTED\"}", 400, "\"Agreement\"");
	refused_saying(&s, "getAgreement",
		       "{\"agreementId\":\"11111111-2222-4333-8444-555555555555\"}", 404,
		       "No data found");
	close_stage(&s);
}

/* The vendor's own request has blanks around its values. */
static void blanks_around_values_do_no_harm(void **state)
{
	static const char args[] =
		"{\"firstName\":\"Jone\",\"middleName\":\"string\",\"lastName\":\"Doe \",\"ip\":"
		"\"0.0.0.0\",\"accountAddress\":\"0x874259c8e1d58ac53f6f22e3f3e5a5dc86773248\","
		"\"dateOfBirth\":\"1997-02-02\",\"email\":\"lorem@mygmail.com\",\"taxCountry\":"
		"\"BO\",\"taxIdNumber\":\"122-22-2332\",\"phoneNumber\":{\"country\":\"IN \","
		"\"number\":\"7027779322 \",\"sms\":true},\"address\":{\"address1\":\"address1 \","
		"\"address2\":\"address2 \",\"postalCode\":\"Lorem\",\"city\":\"Lorem\","
		"\"state\":\"KY\",\"country\":\"BO\"}}";
	struct stage s;
	json_t *body;

	(void)state;
	open_stage(&s);
	body = good(&s, "previewAgreement", args);
	assert_string_equal(json_string_value(member(body, "data.0.last_name")), "Doe");
	json_decref(body);
	close_stage(&s);
}

#define STATUS_OF(id) \
	"{\"subCategory\":\"Deposits\",\"type\":\"ACH\",\"customerAccountId\":\"" id "\"}"

/* One text, or a list of them: both come. */
static void a_consent_is_told_in_both_ways(void **state)
{
	struct stage s;
	json_t *body;

	(void)state;
	open_stage(&s);
	body = good(&s, "getConsentStatus", STATUS_OF("5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9"));
	assert_string_equal(json_string_value(member(body, "message")), "Consent is accepted");
	json_decref(body);
	body = good(&s, "getConsentStatus", STATUS_OF("4c3f3bbe-7190-4a49-8454-d240ba108d18"));
	assert_string_equal(json_string_value(member(body, "message.0")), "Consent is accepted");
	json_decref(body);
	close_stage(&s);
}

/* Each text has something to read, and nothing of it is markup. */
static void the_texts_can_be_read(void **state)
{
	static const char *const texts[] = { "TERMS_CONDITIONS", "PRIVACY_POLICY" };
	struct stage s;

	(void)state;
	open_stage(&s);
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		char *args = xasprintf("{\"type\":\"%s\"}", texts[i]);
		json_t *body = good(&s, "getTermsAndPrivacyAgreement", args);
		char *text = html_plain(json_string_value(member(body, "data.html")));

		assert_true(strlen(text) > 1000);
		assert_null(strchr(text, '<'));
		free(text);
		json_decref(body);
		free(args);
	}
	close_stage(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_vendors_answers_come_through),
		cmocka_unit_test(the_vendors_requests_fit),
		cmocka_unit_test(a_code_lives_ten_minutes_and_five_tries),
		cmocka_unit_test(an_agreement_is_accepted_apart),
		cmocka_unit_test(blanks_around_values_do_no_harm),
		cmocka_unit_test(a_consent_is_told_in_both_ways),
		cmocka_unit_test(the_texts_can_be_read),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
