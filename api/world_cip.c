/* How far the service has made sure who a customer is.  Level one is her
 * registration; what is known of level two stands in user->cip:
 * {"level2", "detail2", "polls2", "trusted", "alternate", "ssn", "paper",
 * "life", "pol", "polTries", "polStatus", "lolaAt", "at"}.  Pictures and numbers
 * themselves are not kept: only that they came. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/world_own.h"

#define LEVEL_ONE_LIMIT 100000		/* what may be sent with level one alone: US cents */
#define POL_TRIES 3

#define CODE_NOBODY "ERROR_USER_NOT_FOUND"

struct user *cip_customer(struct request *req)
{
	struct user *user = req->user;

	if (!user && *arg_text(req->args, "phoneNumber"))
		user = user_by_alias(req->world, arg_text(req->args, "phoneNumber"), "");
	if (!user)
		refuse(req, 400, CODE_NOBODY);
	else if (user->quirks & QUIRK_CRASH)
		refuse(req, 500, "ERROR_INTERNAL_SERVER_ERROR");
	else
		return user;
	return NULL;
}

static void touch(struct user *user)
{
	json_object_set_new(user->cip, "at", json_integer(wall_ms()));
}

void cip_note(struct user *user, const char *key, json_t *value)
{
	json_object_set_new(user->cip, key, value);
	touch(user);
}

static bool noted(const struct user *user, const char *key)
{
	return json_is_true(json_object_get(user->cip, key));
}

static bool second_done(const struct user *user)
{
	return str_eq(arg_text(user->cip, "level2"), "Completed");
}

static const char *second_detail(const struct user *user)
{
	const char *detail = arg_text(user->cip, "detail2");

	return *detail ? detail : "None";
}

/* Enough to decide level two well? */
static bool second_fits(const struct user *user)
{
	bool alive = noted(user, "life") || str_eq(arg_text(user->cip, "polStatus"), "PASSED");

	return noted(user, "trusted") || (noted(user, "paper") && alive) ||
	       (noted(user, "alternate") && noted(user, "ssn"));
}

static void decide_second(struct user *user)
{
	const char *status = "Completed", *detail = "None";

	if (user->quirks & QUIRK_OFAC) {
		status = "UpgradeFailed";
		detail = "OfacFailed";
	} else if (!second_fits(user)) {
		status = "UpgradeSoftFailed";
		detail = "ProvideAdditionalInfo";
	}
	cip_note(user, "level2", json_string(status));
	cip_note(user, "detail2", json_string(detail));
}

/* A look is what moves level two on, as it does level one. */
static void look_at_second(struct user *user)
{
	json_int_t left = json_integer_value(json_object_get(user->cip, "polls2"));

	if (!str_eq(arg_text(user->cip, "level2"), "OnProcess"))
		return;
	json_object_set_new(user->cip, "polls2", json_integer(left - 1));
	if (left <= 0)
		decide_second(user);
}

static void begin_second(struct request *req, struct user *user)
{
	cip_note(user, "level2", json_string("OnProcess"));
	cip_note(user, "polls2", json_integer(req->world->conf.registration_polls));
}

static void answer_empty(struct request *req)
{
	answer_with(req, NULL);
}

/* ---- how far she is ---- */

static json_t *process_errors(const struct user *user)
{
	json_t *errors = json_object();

	if (user->quirks & QUIRK_OFAC && user->status)
		json_object_set_new(errors, "ERROR_OFAC_NOT_VALID",
				    json_string("Sanctions check not passed"));
	if (str_eq(second_detail(user), "ProvideAdditionalInfo") && !noted(user, "paper"))
		json_object_set_new(errors, "ERROR_PHOTO_SCAN_ID_REQUIRED",
				    json_string("Identity document required"));
	return errors;
}

static void put_time(json_t *body, const char *key, int64_t ms)
{
	char at[25];

	iso_time(ms, at);
	json_object_set_new(body, key, json_string(at));
}

/* What is there only once something was handed in. */
static void put_more(json_t *info, const struct user *user)
{
	json_t *lola_at = json_object_get(user->cip, "lolaAt"), *lola;

	if (*arg_text(user->cip, "polStatus")) {
		json_object_set(info, "polStatus", json_object_get(user->cip, "polStatus"));
		json_object_set(info, "polAttempsCount", json_object_get(user->cip, "polTries"));
	}
	if (noted(user, "paper"))
		json_object_set_new(info, "profileAndOCRSimilarity", json_real(0.98));
	if (lola_at) {
		lola = json_pack("{s:b}", "inProgress", !second_done(user));
		put_time(lola, "updateAt", json_integer_value(lola_at));
		json_object_set_new(info, "lolaCIP", lola);
	}
}

static json_t *info_of(const struct user *user)
{
	const char *detail, *one = user_status(user, &detail);
	const char *two = arg_text(user->cip, "level2");
	json_t *at = json_object_get(user->cip, "at");
	bool first = user_is_complete(user);
	json_t *info = json_pack(
		"{s:i, s:b, s:b, s:b, s:b, s:b, s:o, s:s, s:s, s:s, s:s, s:s, s:b, s:s, s:s}",
		"cipLevel", first ? 1 + second_done(user) : 0, "hasPersonalInfo", 1,
		"hasProofOfLIfe", noted(user, "life"), "hasScanIds", noted(user, "paper"),
		"isPerformLevel1", 1, "isPerformLevel2", *two != '\0',
		"errorsProcess", process_errors(user), "level1status", one,
		"level1statusDetail", detail, "level2status", *two ? two : "Pending",
		"level2statusDetail", second_detail(user),
		"docType", noted(user, "paper") ? "Id" : "None",
		"isAlternateFlow", noted(user, "alternate"), "status", one,
		"accountStatus", first ? "Completed" : "InProgress");

	put_time(info, "createdAt", user->created_at);
	put_time(info, "updatedAt", at ? json_integer_value(at) : user->created_at);
	put_more(info, user);
	return info;
}

void do_getCIPInfo(struct request *req)
{
	struct user *user = cip_customer(req);

	if (!user)
		return;
	if (user->quirks & QUIRK_NO_CIP) {
		refuse(req, 500, "ERROR_CIP_NOT_FOUND");
		return;
	}
	user_look_at(user);
	look_at_second(user);
	answer_with(req, info_of(user));
}

void do_getIdentityStatus(struct request *req)
{
	do_getCIPInfo(req);
}

static json_t *limit_of(int64_t cents)
{
	const struct money money = { .minor = cents, .currency = "USD" };

	return money_to_json(&money);
}

/* Sums are in US dollars: the reference does not say (raas-schemas 10). */
static bool within_limit(const struct user *user, const json_t *args)
{
	const json_t *wanted = json_object_get(args, "amountWantSend");
	struct money money = { 0 };

	return second_done(user) || field_absent(wanted) ||
	       (money_from_json(wanted, "USD", &money, NULL) && money.minor <= LEVEL_ONE_LIMIT);
}

void do_canOperate(struct request *req)
{
	struct user *user = cip_customer(req);
	const char *detail, *one, *two;
	bool first;

	if (!user)
		return;
	user_look_at(user);
	look_at_second(user);
	one = user_status(user, &detail);
	two = arg_text(user->cip, "level2");
	first = user_is_complete(user);
	answer_with(req, json_pack(
		"{s:i, s:b, s:b, s:b, s:b, s:b, s:b, s:b, s:b, s:b, s:b, s:b, s:b, s:b, s:s, s:s, "
		"s:s, s:s, s:o, s:o, s:o}",
		"level", first ? 1 + second_done(user) : 0, "levelOne", first,
		"levelTwo", second_done(user), "levelTwoFailed", str_eq(two, "UpgradeFailed"),
		"levelOneFailed", str_eq(one, "UpgradeFailed"),
		"isProcessData", !user->status || str_eq(two, "OnProcess"),
		"canDoLevelTwo", first && !second_done(user),
		"makeCompleteCip", str_eq(one, "UpgradeSoftFailed"),
		"hasProofOfLife", noted(user, "life"), "hasScanIds", noted(user, "paper"),
		"accountCompleted", first, "accountFailed", 0,
		"canOperate", first && within_limit(user, req->args),
		"ofacFailed", str_eq(detail, "OfacFailed"),
		"level1status", one, "level1statusDetail", detail,
		"level2status", *two ? two : "Pending", "level2statusDetail", second_detail(user),
		"sendLevel1LimitAmount", limit_of(LEVEL_ONE_LIMIT), "accumulated", limit_of(0),
		"rest", limit_of(LEVEL_ONE_LIMIT)));
}

/* ---- levels ---- */

/* What was handed in stands in the record from now on, under the names that
 * registering gives it. */
static void take_over(struct user *user, const json_t *args)
{
	static const struct {
		const char *from, *to;
	} names[] = {
		{ "firstName", "firstName" }, { "middleName", "middleName" },
		{ "lastName", "lastName" }, { "secondLastName", "lastName2" },
		{ "lastName2", "lastName2" }, { "dateOfBirth", "dob" }, { "gender", "gender" },
		{ "address1", "address1" }, { "address2", "address2" },
		{ "address3", "address3" }, { "streetNumber", "streetNumber" },
		{ "city", "city" }, { "state", "state" }, { "zipCode", "zipCode" },
		{ "birthState", "birthState" }, { "lang", "lang" },
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		json_t *value = json_object_get(args, names[i].from);

		if (!field_absent(value))
			json_object_set(user->record, names[i].to, value);
	}
}

/* Level one is looked at anew, unless it is done. */
static void begin_first(struct request *req, struct user *user)
{
	if (user_is_complete(user))
		return;
	user->status = user->detail = NULL;
	user->polls_left = req->world->conf.registration_polls;
}

void do_performLevelOneV2(struct request *req)
{
	struct user *user = cip_customer(req);

	if (!user)
		return;
	take_over(user, req->args);
	begin_first(req, user);
	touch(user);
	answer_empty(req);
}

/* The customer whose level one is completed; NULL when refused. */
static struct user *of_level_one(struct request *req)
{
	struct user *user = cip_customer(req);

	if (!user || user_is_complete(user))
		return user;
	refuse(req, 400, "ERROR_MUST_PERFORM_LEVEL_ONE_FIRST");
	return NULL;
}

void do_startLevelTwo(struct request *req)
{
	struct user *user = of_level_one(req);

	if (!user)
		return;
	if (*arg_text(req->args, "ssn"))
		cip_note(user, "ssn", json_true());
	if (!second_done(user))
		begin_second(req, user);
	answer_empty(req);
}

void do_setLevelTwo(struct request *req)
{
	do_startLevelTwo(req);
}

void do_setTrustedLevelTwoV2(struct request *req)
{
	struct user *user = of_level_one(req);

	if (!user)
		return;
	cip_note(user, "trusted", json_true());
	decide_second(user);
	answer_empty(req);
}

void do_setTrustedLevelTwo(struct request *req)
{
	do_setTrustedLevelTwoV2(req);
}

void do_setAlternateCIP(struct request *req)
{
	struct user *user = cip_customer(req);

	if (!user)
		return;
	cip_note(user, "alternate", json_true());
	answer_empty(req);
}

/* ---- handing in again ---- */

/* Does this level wait for just this? */
static bool waits_for(const struct user *user, int level, const char *detail)
{
	const char *found, *status = user_status(user, &found);

	if (level == 2) {
		status = arg_text(user->cip, "level2");
		found = second_detail(user);
	}
	return str_eq(status, "UpgradeSoftFailed") && str_eq(found, detail);
}

void do_performResubmitUpgradeLevel(struct request *req)
{
	int level = (int)json_integer_value(json_object_get(req->args, "level"));
	const char *email = arg_text(req->args, "email");
	const char *detail = arg_text(req->args, "levelStatusDetail");
	struct user *user = *email ? user_by_alias(req->world, "", email) : NULL;

	if (!user) {
		refuse(req, 400, CODE_NOBODY);
		return;
	}
	if (!waits_for(user, level, detail)) {
		refuse(req, 400, "ERROR_INVALID_OPERATION");
		return;
	}
	take_over(user, req->args);
	if (level == 1) {
		user->quirks &= ~(unsigned)QUIRK_ADDRESS;	/* it is right this time */
		begin_first(req, user);
	} else {
		if (!field_absent(json_object_get(req->args, "documents")))
			cip_note(user, "paper", json_true());
		begin_second(req, user);
	}
	answer_empty(req);
}

/* ---- proof of life ---- */

void do_getPolToken(struct request *req)
{
	struct user *user = cip_customer(req);
	char letters[17], *token;

	if (!user)
		return;
	world_letters(req->world, letters, 16);
	token = xasprintf("pol_%s", letters);
	cip_note(user, "pol", json_string(token));
	cip_note(user, "polTries", json_integer(0));
	answer_with(req, json_pack("{s:s}", "token", token));
	free(token);
}

/* Nothing was taken yet: again.  A token that was not given fails for good
 * after some tries. */
static const char *verdict(const struct user *user, const char *token, json_int_t tries)
{
	if (!*token || !*arg_text(user->cip, "pol"))
		return "RETRY";
	if (str_eq(token, arg_text(user->cip, "pol")) && tries <= POL_TRIES)
		return "PASSED";
	return tries < POL_TRIES ? "NOT_PASSED" : "FAILED";
}

void do_validatePolToken(struct request *req)
{
	struct user *user = cip_customer(req);
	json_int_t tries;

	if (!user)
		return;
	tries = json_integer_value(json_object_get(user->cip, "polTries")) + 1;
	cip_note(user, "polTries", json_integer(tries));
	cip_note(user, "polStatus",
	     json_string(verdict(user, arg_text(req->args, "token"), tries)));
	answer_with(req, json_pack("{s:s}", "status", arg_text(user->cip, "polStatus")));
}

void do_getLolaCIPLink(struct request *req)
{
	struct user *user = cip_customer(req);
	char *link;

	if (!user)
		return;
	link = session_link_for(req->world, user);
	cip_note(user, "lolaAt", json_integer(wall_ms()));
	answer_with(req, json_pack("{s:b, s:s}", "existingCompletedCIP",
				   user_is_complete(user), "url", link));
	free(link);
}
