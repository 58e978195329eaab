/* The identification: what is refused, how the levels go on, what is kept. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "tests/world_stage.h"

#define EVA_PHONE "+525512045518"
#define YOUNG "{\"userToken\":\"$young\"}"
#define PHONE(number) "{\"phoneNumber\":\"" number "\"}"
#define NO_PLUS PHONE("525512045518")
#define STRANGER PHONE("+525520000011")
#define YOUNG_PHONE PHONE("+528181206934")
#define LEVEL_ONE(user, zip) \
	"{\"userToken\":\"" user "\",\"firstName\":\"Eva\",\"lastName\":\"Mora\"," \
	"\"address1\":\"Calle 2\",\"city\":\"Puebla\",\"state\":\"MX-PUE\",\"zipCode\":\"" zip "\"}"
#define SAMPLE_FILE(mime, bytes) \
	"{\"fileName\":\"a\",\"mimeType\":\"" mime "\",\"base64\":\"" bytes "\"}"
#define PICTURE SAMPLE_FILE("application/pdf", "JVBERi0xLjQKJSVFT0YK")
#define NO_PICTURE SAMPLE_FILE("text/plain", "bm8gcGljdHVyZQo=")
#define PAPER(user, file) \
	"{\"userToken\":\"" user "\",\"type\":\"id\"," \
	"\"id\":{\"documentType\":\"ine\",\"imageFront\":" file "}}"
#define LIFE(user, file) \
	"{\"userToken\":\"" user "\",\"type\":\"pol\",\"pol\":{\"selfies\":[" file "]}}"
#define SCAN(phone, file) \
	"{\"phoneNumber\":\"" phone "\",\"documentType\":\"ine\",\"imageFront\":" file "}"
#define SELFIE(phone, file) "{\"phoneNumber\":\"" phone "\",\"selfie\":" file "}"
#define AGAIN(email, level, detail) \
	"{\"email\":\"" email "\",\"level\":" level ",\"levelStatusDetail\":\"" detail "\"," \
	"\"address1\":\"Calle 5\"}"
#define SSN(phone, way) "{\"phoneNumber\":\"" phone "\",\"type\":\"" way "\"}"
#define SEND(amount) "{\"userToken\":\"$eva\",\"amountWantSend\":" amount "}"

#define BY_PHONE(name, args_of) \
	{ name, ALL, args_of("525512045518"), 400, "INVALID_PHONE_NUMBER" }, \
	{ name, ALL, args_of("+525520000011"), 400, "ERROR_USER_NOT_FOUND" }, \
	{ name, "partner", args_of(EVA_PHONE), 401, "" }

#define BY_TOKEN(name, args) \
	{ name, ALL, args, 400, "ERROR_USER_NOT_FOUND" }, \
	{ name, ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" }, \
	{ name, "partner", USER, 401, "" }

#define SCAN_OF(phone) SCAN(phone, PICTURE)
#define SELFIE_OF(phone) SELFIE(phone, PICTURE)
#define SSN_OF(phone) SSN(phone, "ssn")

static const struct refusal_case cases[] = {
	BY_PHONE("getCIPInfo", PHONE),
	{ "getCIPInfo", ALL, YOUNG_PHONE, 500, "ERROR_CIP_NOT_FOUND" },
	BY_TOKEN("getIdentityStatus", NOBODY),
	{ "getIdentityStatus", ALL, YOUNG, 500, "ERROR_CIP_NOT_FOUND" },
	BY_TOKEN("canOperate", NOBODY),
	{ "canOperate", ALL, "{\"userToken\":\"$eva\",\"phone\":\"525512045518\"}", 400,
	  "INVALID_PHONE_NUMBER" },
	{ "canOperate", ALL, "{\"userToken\":\"$eva\",\"email\":\"no-es-un-email\"}", 400,
	  "ERROR_INVALID_EMAIL_FORMAT" },
	{ "canOperate", ALL, SEND("-1"), 400, "ERROR_INVALID_AMOUNT_ERROR" },
	BY_TOKEN("performLevelOneV2", LEVEL_ONE("nobody", "72000")),
	{ "performLevelOneV2", ALL, LEVEL_ONE("$eva", ""), 400, "ERROR_INVALID_SCHEMA" },
	BY_PHONE("setLevelTwo", PHONE),
	{ "setLevelTwo", ALL, YOUNG_PHONE, 400, "ERROR_MUST_PERFORM_LEVEL_ONE_FIRST" },
	BY_TOKEN("startLevelTwo", NOBODY),
	{ "startLevelTwo", ALL, YOUNG, 400, "ERROR_MUST_PERFORM_LEVEL_ONE_FIRST" },
	BY_PHONE("setTrustedLevelTwo", PHONE),
	{ "setTrustedLevelTwo", ALL, YOUNG_PHONE, 400, "ERROR_MUST_PERFORM_LEVEL_ONE_FIRST" },
	BY_TOKEN("setTrustedLevelTwoV2", NOBODY),
	{ "setTrustedLevelTwoV2", ALL, YOUNG, 400, "ERROR_MUST_PERFORM_LEVEL_ONE_FIRST" },
	BY_PHONE("setAlternateCIP", SSN_OF),
	{ "setAlternateCIP", ALL, SSN(EVA_PHONE, "passport"), 400, "ERROR_INVALID_SCHEMA" },
	{ "performResubmitUpgradeLevel", ALL, AGAIN("who@example.com", "1", "InvalidAddress"), 400,
	  "ERROR_USER_NOT_FOUND" },
	{ "performResubmitUpgradeLevel", ALL, "{\"level\":1,\"levelStatusDetail\":\"None\"}", 400,
	  "ERROR_USER_NOT_FOUND" },
	{ "performResubmitUpgradeLevel", ALL, AGAIN("eva@example.com", "3", "InvalidAddress"), 400,
	  "ERROR_INVALID_SCHEMA" },
	{ "performResubmitUpgradeLevel", ALL, AGAIN("eva@example.com", "1", "Compliance"), 400,
	  "ERROR_INVALID_SCHEMA" },
	{ "performResubmitUpgradeLevel", ALL, AGAIN("eva@example.com", "1", "InvalidAddress"), 400,
	  "ERROR_INVALID_OPERATION" },
	{ "performResubmitUpgradeLevel", "partner", "{}", 401, "" },
	BY_PHONE("uploadIdentityDocuments", SCAN_OF),
	{ "uploadIdentityDocuments", ALL, SCAN(EVA_PHONE, NO_PICTURE), 400,
	  "ERROR_INVALID_SCHEMA" },
	{ "uploadIdentityDocuments", ALL, SCAN(EVA_PHONE, "null"), 400, "ERROR_INVALID_SCHEMA" },
	BY_PHONE("uploadProofOfLife", SELFIE_OF),
	{ "uploadProofOfLife", ALL, SELFIE(EVA_PHONE, NO_PICTURE), 400, "ERROR_INVALID_SCHEMA" },
	{ "uploadProofOfLife", ALL, PHONE(EVA_PHONE), 400, "ERROR_INVALID_SCHEMA" },
	BY_TOKEN("getDocsTypesByUser", NOBODY),
	BY_TOKEN("uploadFiles", PAPER("nobody", PICTURE)),
	{ "uploadFiles", ALL, "{\"userToken\":\"$eva\",\"type\":\"selfie\"}", 400,
	  "ERROR_INVALID_SCHEMA" },
	{ "uploadFiles", ALL, "{\"userToken\":\"$eva\",\"type\":\"id\"}", 400,
	  "ERROR_INVALID_SCHEMA" },
	{ "uploadFiles", ALL, "{\"userToken\":\"$eva\",\"type\":\"pol\",\"id\":{"
	  "\"documentType\":\"ine\",\"imageFront\":" PICTURE "}}", 400, "ERROR_INVALID_SCHEMA" },
	{ "uploadFiles", ALL, PAPER("$eva", NO_PICTURE), 400, "ERROR_INVALID_SCHEMA" },
	{ "uploadFiles", ALL, LIFE("$eva", NO_PICTURE), 400, "ERROR_INVALID_SCHEMA" },
	BY_TOKEN("getPolToken", NOBODY),
	BY_TOKEN("validatePolToken", NOBODY),
	BY_TOKEN("getLolaCIPLink", NOBODY),
	{ .op = NULL }
};

static void refusals_are_as_documented(void **state)
{
	static const struct op *const ops[] = {
#define THIS_OP(id) &op_##id,
		OPS_IDENTITY(THIS_OP) NULL
	};

	(void)state;
	refused_as_documented(cases);
	every_refusal_has_a_case(ops, cases);
}

/* The identification as it is now: "level1 detail1 level2 detail2". */
static void stands(struct stage *s, const char *user, const char *want)
{
	json_t *info = good(s, "getIdentityStatus", user);
	char *found = xasprintf("%d %s %s %s %s", (int)number(info, "cipLevel"),
				at(info, "level1status"), at(info, "level1statusDetail"),
				at(info, "level2status"), at(info, "level2statusDetail"));

	assert_string_equal(found, want);
	free(found);
	json_decref(info);
}

static bool says(struct stage *s, const char *op, const char *args, const char *key)
{
	json_t *body = good(s, op, args);
	bool yes = json_is_true(json_object_get(body, key));

	json_decref(body);
	return yes;
}

static void level_two_takes_paper_and_proof_of_life(void **state)
{
	struct stage s;
	json_t *info;

	(void)state;
	open_stage(&s);
	stands(&s, USER, "1 Completed None Pending None");
	do_well(&s, "startLevelTwo", USER);
	stands(&s, USER, "1 Completed None UpgradeSoftFailed ProvideAdditionalInfo");
	info = good(&s, "getCIPInfo", PHONE("+5215512045518"));
	assert_true(*at(json_object_get(info, "errorsProcess"), "ERROR_PHOTO_SCAN_ID_REQUIRED"));
	json_decref(info);
	do_well(&s, "uploadFiles", PAPER("$eva", PICTURE));
	assert_true(says(&s, "getIdentityStatus", USER, "hasScanIds"));
	do_well(&s, "startLevelTwo", USER);
	stands(&s, USER, "1 Completed None UpgradeSoftFailed ProvideAdditionalInfo");
	do_well(&s, "uploadFiles", LIFE("$eva", PICTURE ", " PICTURE));
	do_well(&s, "performResubmitUpgradeLevel",
		AGAIN("eva@example.com", "2", "ProvideAdditionalInfo"));
	stands(&s, USER, "2 Completed None Completed None");
	do_well(&s, "startLevelTwo", USER);
	stands(&s, USER, "2 Completed None Completed None");
	close_stage(&s);
}

static void a_proof_of_life_alone_is_not_enough(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	do_well(&s, "uploadFiles", LIFE("$eva", PICTURE));
	do_well(&s, "startLevelTwo", USER);
	stands(&s, USER, "1 Completed None UpgradeSoftFailed ProvideAdditionalInfo");
	close_stage(&s);
}

static void a_number_does_instead_of_a_paper(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	do_well(&s, "setAlternateCIP", SSN(EVA_PHONE, "ssn"));
	do_well(&s, "setLevelTwo", "{\"phoneNumber\":\"" EVA_PHONE "\",\"ssn\":\"123-45-6789\"}");
	stands(&s, USER, "2 Completed None Completed None");
	assert_true(says(&s, "getIdentityStatus", USER, "isAlternateFlow"));
	close_stage(&s);
}

static void the_partners_word_is_enough(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	assert_true(says(&s, "canOperate", SEND("1000"), "canOperate"));
	assert_false(says(&s, "canOperate", SEND("1000.01"), "canOperate"));
	do_well(&s, "setTrustedLevelTwo", PHONE(EVA_PHONE));
	stands(&s, USER, "2 Completed None Completed None");
	assert_true(says(&s, "canOperate", SEND("1000.01"), "canOperate"));
	do_well(&s, "setTrustedLevelTwoV2", USER);
	close_stage(&s);
}

static void a_corrected_address_goes_through(void **state)
{
	struct stage s;
	json_t *body;

	(void)state;
	open_stage(&s);
	body = good(&s, "registerUserV2", PERSON(NEW, "addr@example.com"));
	call_it(&s, "lost", body, "userId");
	json_decref(body);
	stands(&s, "{\"userToken\":\"$lost\"}", "0 UpgradeSoftFailed InvalidAddress Pending None");
	refused(&s, "performResubmitUpgradeLevel", AGAIN("addr@example.com", "1", "UnreadableDoc"),
		400, "ERROR_INVALID_OPERATION");
	do_well(&s, "performResubmitUpgradeLevel",
		AGAIN("addr@example.com", "1", "InvalidAddress"));
	stands(&s, "{\"userToken\":\"$lost\"}", "1 Completed None Pending None");
	body = good(&s, "getProfile", "{\"phoneOrEmail\":\"addr@example.com\"}");
	assert_string_equal(at(body, "address1"), "Calle 5");
	json_decref(body);
	close_stage(&s);
}

static void the_sanctions_check_stops_both_levels(void **state)
{
	struct stage s;
	json_t *body;

	(void)state;
	open_stage(&s);
	body = good(&s, "registerUserV2", PERSON(NEW, "ofac@example.com"));
	call_it(&s, "bad", body, "userId");
	json_decref(body);
	stands(&s, "{\"userToken\":\"$bad\"}", "0 UpgradeFailed OfacFailed Pending None");
	do_well(&s, "performLevelOneV2", LEVEL_ONE("$bad", "72000"));
	stands(&s, "{\"userToken\":\"$bad\"}", "0 UpgradeFailed OfacFailed Pending None");
	assert_true(says(&s, "canOperate", "{\"userToken\":\"$bad\"}", "ofacFailed"));
	refused(&s, "startLevelTwo", "{\"userToken\":\"$bad\"}", 400,
		"ERROR_MUST_PERFORM_LEVEL_ONE_FIRST");
	close_stage(&s);
}

static void verdict(struct stage *s, const char *token, const char *want)
{
	char *args = xasprintf("{\"userToken\":\"$eva\",\"token\":\"%s\"}", token);
	json_t *body = good(s, "validatePolToken", args);

	assert_string_equal(at(body, "status"), want);
	json_decref(body);
	free(args);
}

static void a_proof_of_life_passes_by_its_token(void **state)
{
	struct stage s;
	json_t *body;

	(void)state;
	open_stage(&s);
	verdict(&s, "", "RETRY");
	verdict(&s, "any", "RETRY");
	body = good(&s, "getPolToken", USER);
	verdict(&s, "other", "NOT_PASSED");
	verdict(&s, at(body, "token"), "PASSED");
	verdict(&s, "other", "FAILED");
	verdict(&s, at(body, "token"), "FAILED");
	json_decref(body);
	body = good(&s, "getPolToken", USER);
	verdict(&s, at(body, "token"), "PASSED");
	json_decref(body);
	body = good(&s, "getIdentityStatus", USER);
	assert_string_equal(at(body, "polStatus"), "PASSED");
	json_decref(body);
	close_stage(&s);
}

static void papers_and_links_are_hers(void **state)
{
	struct stage s;
	json_t *body;
	char *page;

	(void)state;
	open_stage(&s);
	body = good(&s, "getDocsTypesByUser", USER);
	assert_string_equal(at(json_array_get(body, 0), "type"), "ine");
	assert_true(json_array_size(body) > 3);
	json_decref(body);
	body = good(&s, "getLolaCIPLink", USER);
	page = world_page(s.world, link_code(body, "url"));
	assert_non_null(page);
	free(page);
	json_decref(body);
	assert_true(says(&s, "getLolaCIPLink", USER, "existingCompletedCIP"));
	body = good(&s, "uploadIdentityDocuments", SCAN(EVA_PHONE, PICTURE));
	assert_string_equal(at(json_object_get(body, "data"), "names"), "Eva");
	json_decref(body);
	do_well(&s, "uploadProofOfLife", SELFIE(EVA_PHONE, PICTURE));
	assert_true(says(&s, "canOperate", USER, "hasProofOfLife"));
	close_stage(&s);
}

/* The level is kept with the world; pictures and numbers are in no part of it. */
static void what_is_kept_is_only_that_it_came(void **state)
{
	struct stage s, again = { .world = world_of(0, 9, false) };
	json_t *doc;
	char *text;

	(void)state;
	open_stage(&s);
	again.names = json_incref(s.names);
	do_well(&s, "uploadFiles", PAPER("$eva", PICTURE));
	do_well(&s, "uploadFiles", LIFE("$eva", PICTURE));
	do_well(&s, "setLevelTwo", "{\"phoneNumber\":\"" EVA_PHONE "\",\"ssn\":\"123-45-6789\"}");
	doc = world_pack(s.world);
	text = json_dumps(doc, 0);
	assert_null(strstr(text, "JVBER"));
	assert_null(strstr(text, "123-45"));
	assert_true(world_unpack(again.world, doc));
	stands(&again, USER, "2 Completed None Completed None");
	free(text);
	json_decref(doc);
	close_stage(&again);
	close_stage(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusals_are_as_documented),
		cmocka_unit_test(level_two_takes_paper_and_proof_of_life),
		cmocka_unit_test(a_proof_of_life_alone_is_not_enough),
		cmocka_unit_test(a_number_does_instead_of_a_paper),
		cmocka_unit_test(the_partners_word_is_enough),
		cmocka_unit_test(a_corrected_address_goes_through),
		cmocka_unit_test(the_sanctions_check_stops_both_levels),
		cmocka_unit_test(a_proof_of_life_passes_by_its_token),
		cmocka_unit_test(papers_and_links_are_hers),
		cmocka_unit_test(what_is_kept_is_only_that_it_came),
	};

	lang_init();
	return cmocka_run_group_tests_name("cip", tests, NULL, NULL);
}
