/* Customers: looking up, registering, their profile and their session link. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/geo.h"
#include "api/world_own.h"

static const struct {
	const char *word;		/* in the part of the e-mail before the @ */
	enum quirk quirk;
} quirks[] = {
	{ "ofac", QUIRK_OFAC }, { "addr", QUIRK_ADDRESS }, { "nosubscriber", QUIRK_NO_SUBSCRIBER },
	{ "nocip", QUIRK_NO_CIP }, { "crash", QUIRK_CRASH }, { "nolink", QUIRK_NO_LINK },
	{ "silent", QUIRK_SILENT },
};

/* What a registration that stopped for this reason is called (raas 14 and
 * PlatLevelStatusDetail): what she can mend is a soft failure. */
static const struct {
	const char *detail, *status;
} failures[] = {
	{ "InvalidAddress", "UpgradeSoftFailed" }, { "InvalidEMail", "UpgradeSoftFailed" },
	{ "UnreadableDoc", "UpgradeSoftFailed" }, { "ProvideAdditionalInfo", "UpgradeSoftFailed" },
	{ "InvalidPersonalData", "UpgradeSoftFailed" },
	{ "OtpPrivacyMissing", "UpgradeSoftFailed" },
	{ "OtpContractMissing", "UpgradeSoftFailed" }, { "Compliance", "UpgradePending" },
	{ "ComplianceBlocked", "UpgradeFailed" }, { "OfacFailed", "UpgradeFailed" },
};

void lower_email(const char *email, char buf[static 128])
{
	size_t n = 0;

	for (; email[n] && n < 127; n++)
		buf[n] = (char)(email[n] >= 'A' && email[n] <= 'Z' ? email[n] + 32 : email[n]);
	buf[n] = '\0';
}

unsigned email_quirks(const char *email)
{
	char local[128];
	unsigned found = 0;

	lower_email(email, local);
	local[strcspn(local, "@")] = '\0';
	for (size_t i = 0; i < ARRAY_LEN(quirks); i++)
		if (strstr(local, quirks[i].word))
			found |= quirks[i].quirk;
	return found;
}

struct user *user_at(struct world *world, int index)
{
	return world->users[index];
}

struct user *user_by(struct world *world, json_t *index, const char *key)
{
	json_t *i = *key ? json_object_get(index, key) : NULL;

	return i ? user_at(world, (int)json_integer_value(i)) : NULL;
}

/* The e-mail counts when both are given (raas 5.1). */
struct user *user_by_alias(struct world *world, const char *phone, const char *email)
{
	char same[20], lower[128];

	if (*email) {
		lower_email(email, lower);
		return user_by(world, world->by_email, lower);
	}
	if (!*phone)
		return NULL;
	phone_same(phone, same);
	return user_by(world, world->by_phone, same);
}

struct user *user_called(struct world *world, const char *alias)
{
	bool is_email = strchr(alias, '@');

	return user_by_alias(world, is_email ? "" : alias, is_email ? alias : "");
}

static void file_email(struct world *world, const char *email, int index)
{
	char lower[128];

	if (!*email)
		return;
	lower_email(email, lower);
	json_object_set_new(world->by_email, lower, json_integer(index));
}

static void file_user(struct world *world, struct user *user, int index)
{
	json_object_set_new(world->by_id, user->id, json_integer(index));
	if (*user->same)
		json_object_set_new(world->by_phone, user->same, json_integer(index));
	file_email(world, arg_text(user->record, "email"), index);
}

void user_move(struct world *world, struct user *user, const char *email)
{
	char lower[128];

	lower_email(arg_text(user->record, "email"), lower);
	json_object_del(world->by_email, lower);
	json_object_set_new(user->record, "email", json_string(email));
	file_email(world, email, user_index(world, user));
}

struct user *user_add(struct world *world, const json_t *record)
{
	struct user *user = xcalloc(1, sizeof(*user));
	const char *phone = arg_text(record, "phoneNumber");

	if (world->n_users == world->room) {
		world->room = world->room ? world->room * 2 : 16;
		world->users = xrealloc(world->users, (size_t)world->room * sizeof(*world->users));
	}
	world_letters(world, user->id, 28);
	if (*phone)
		phone_same(phone, user->same);
	user->record = json_deep_copy(record);
	user->contacts = json_object();
	user->methods = json_object();
	user->cip = json_object();
	user->lock = json_object();
	user->quirks = email_quirks(arg_text(record, "email"));
	user->polls_left = world->conf.registration_polls;
	user->created_at = wall_ms();
	file_user(world, user, world->n_users);
	world->users[world->n_users++] = user;
	return user;
}

int user_index(struct world *world, const struct user *user)
{
	return (int)json_integer_value(json_object_get(world->by_id, user->id));
}

void user_free(struct user *user)
{
	json_decref(user->record);
	json_decref(user->contacts);
	json_decref(user->methods);
	json_decref(user->cip);
	json_decref(user->lock);
	free(user->asks.deals);
	free(user);
}

char *user_name(const struct user *user)
{
	return xasprintf("%s %s", arg_text(user->record, "firstName"),
			 arg_text(user->record, "lastName"));
}

bool user_detail_known(const char *detail)
{
	for (size_t i = 0; i < ARRAY_LEN(failures); i++)
		if (str_eq(failures[i].detail, detail))
			return true;
	return false;
}

void user_fail(struct user *user, const char *detail)
{
	for (size_t i = 0; i < ARRAY_LEN(failures); i++) {
		if (!str_eq(failures[i].detail, detail))
			continue;
		user->status = failures[i].status;
		user->detail = failures[i].detail;
	}
}

const char *user_status(const struct user *user, const char **detail)
{
	*detail = user->detail ? user->detail : "None";
	return user->status ? user->status : "UpgradeInProgress";
}

bool user_is_complete(const struct user *user)
{
	return str_eq(user->status, "Completed");
}

/* A look-up is what moves a registration on: no timer runs for it. */
void user_look_at(struct user *user)
{
	if (user->status || user->polls_left-- > 0)
		return;
	if (user->quirks & QUIRK_OFAC)
		user_fail(user, "OfacFailed");
	else if (user->quirks & QUIRK_ADDRESS)
		user_fail(user, "InvalidAddress");
	else
		user->status = "Completed";
}

void do_getUserTokenV2(struct request *req)
{
	const char *email = arg_text(req->args, "email"), *status, *detail;
	struct user *user = user_by_alias(req->world, arg_text(req->args, "phoneNumber"), email);

	if (email_quirks(email) & QUIRK_CRASH) {
		refuse(req, 500, "ERROR_INTERNAL_SERVER_ERROR");
		return;
	}
	if (!user) {
		refuse(req, 404, "ERROR_USER_NOT_FOUND");
		return;
	}
	user_look_at(user);
	status = user_status(user, &detail);
	answer_with(req, json_pack("{s:s, s:s, s:s}", "userId", user->id, "status", status,
				    "statusDetail", detail));
}

const char *registration_fault(struct request *req)
{
	const char *phone = arg_text(req->args, "phoneNumber");
	const char *email = arg_text(req->args, "email");

	if (!str_eq(arg_text(req->args, "countryCode"), TENANT_COUNTRY))
		return "ERROR_INVALID_COUNTRY_CODE";
	if (*email && user_by_alias(req->world, "", email))
		return "ERROR_USER_ALREADY_ENROLLED";
	if (user_by_alias(req->world, phone, ""))
		return "ERROR_USER_ALREADY_ENROLLED";
	return NULL;
}

/* The record of a registration: what the operation takes, without what else
 * came along. */
static json_t *registration(const json_t *args)
{
	json_t *record = json_object();

	field_each(f, op_registerUserV2.in)
		if (json_object_get(args, f->key))
			json_object_set(record, f->key, json_object_get(args, f->key));
	return record;
}

struct user *user_enrol(struct request *req)
{
	json_t *record = registration(req->args);
	struct user *user = user_add(req->world, record);

	json_decref(record);
	return user;
}

void do_registerUserV2(struct request *req)
{
	const char *fault = registration_fault(req);

	if (email_quirks(arg_text(req->args, "email")) & QUIRK_CRASH)
		refuse(req, 500, "ERROR_INTERNAL_SERVER_ERROR");
	else if (fault)
		refuse(req, 400, fault);
	else
		answer_with(req, json_pack("{s:s, s:s}", "userId", user_enrol(req)->id, "status",
					    "OnProcess"));
}

static void copy_key(json_t *to, const char *key, const json_t *from, const char *from_key)
{
	json_t *value = json_object_get(from, from_key);

	if (value && !json_is_null(value))
		json_object_set(to, key, value);
}

static json_t *profile_of(const struct user *user)
{
	static const char *const same[] = {
		"email", "firstName", "middleName", "lastName", "address1", "address2", "address3",
		"city", "state", "zipCode", "gender", "phoneNumber", "countryCode", "latitude",
		"longitude",
	};
	json_t *profile = json_pack("{s:s}", "id", user->id);
	int64_t born = parse_time(arg_text(user->record, "dob"));
	const char *detail;
	char time[25];

	for (size_t i = 0; i < ARRAY_LEN(same); i++)
		copy_key(profile, same[i], user->record, same[i]);
	copy_key(profile, "secondLastName", user->record, "lastName2");
	if (born != -1) {
		iso_time(born, time);
		json_object_set_new(profile, "dob", json_string(time));
	}
	iso_time(user->created_at, time);
	json_object_set_new(profile, "createdAt", json_string(time));
	/* The vendor's word for a finished registration here (raas 13 no. 20). */
	json_object_set_new(profile, "status",
		json_string(user_is_complete(user) ? "Approved" : user_status(user, &detail)));
	return profile;
}

void do_getProfile(struct request *req)
{
	const char *alias = arg_text(req->args, "phoneOrEmail");
	struct user *user = user_called(req->world, alias);

	if (email_quirks(alias) & QUIRK_CRASH)
		refuse(req, 500, "ERROR_INTERNAL_SERVER_ERROR");
	else if (!user)
		refuse(req, 404, "ERROR_USER_NOT_FOUND");
	else if (user->quirks & QUIRK_NO_SUBSCRIBER)
		refuse(req, 404, "ERROR_SUBSCRIBER_NOT_FOUND");
	else if (user->quirks & QUIRK_NO_CIP)
		refuse(req, 500, "ERROR_CIP_NOT_FOUND");
	else
		answer_with(req, profile_of(user));
}

char *session_link_for(struct world *world, struct user *user)
{
	char code[6];

	world_letters(world, code, 5);
	json_object_set_new(world->by_session_link, code, json_integer(user_index(world, user)));
	return xasprintf("%s/l/%s", world->host, code);
}

/* The method that may come along with a session link: false with the code
 * that refuses it. */
static bool bring_method(struct request *req, struct user *user, bool *brought, const char **code)
{
	const char *type = arg_text(req->args, "paymentMethodType");
	const json_t *card = json_object_get(req->args, "addCardParams");
	const json_t *ubn = json_object_get(req->args, "ubnParams");

	*brought = true;
	if (card && (!*type || str_eq(type, "Card")))
		return card_add(req->world, user, card, code);
	if (ubn && (!*type || str_eq(type, "UBN")))
		return ubn_held(user, arg_text(ubn, "number")) ||
		       ubn_add(req->world, user, ubn, code);
	*brought = false;
	return true;
}

json_t *session_link_body(struct world *world, struct user *user, bool with_method)
{
	const char *detail, *status = user_status(user, &detail);
	char *link = session_link_for(world, user);
	json_t *body = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "link", link, "status", status,
				 "statusDetail", detail, "cipStatus", status,
				 "cipStatusDetail", detail, "userId", user->id);

	if (with_method)
		json_object_set_new(body, "paymentMethodStatus", json_string("ValidCard"));
	free(link);
	return body;
}

void do_getSessionLinkV2(struct request *req)
{
	const char *email = arg_text(req->args, "email"), *code = NULL;
	struct user *user = user_by_alias(req->world, arg_text(req->args, "phoneNumber"), "");
	bool with_method;

	if (email_quirks(email) & QUIRK_CRASH) {
		refuse(req, 500, "ERROR_INTERNAL_SERVER_ERROR");
		return;
	}
	if (!str_eq(arg_text(req->args, "countryCode"), TENANT_COUNTRY)) {
		refuse(req, 400, "ERROR_INVALID_COUNTRY_CODE");
		return;
	}
	if (!user && *email)
		user = user_by_alias(req->world, "", email);
	if (!user)
		user = user_enrol(req);
	if (!bring_method(req, user, &with_method, &code))
		refuse(req, 400, code);
	else if (user->quirks & QUIRK_NO_LINK)
		*req->answer = (struct answer){ 204, NULL };
	else
		answer_with(req, session_link_body(req->world, user, with_method));
}

bool world_set_user(struct world *world, const json_t *change, struct err *err)
{
	static const char *const statuses[] = {
		"Completed", "UpgradePending", "UpgradeInProgress", "UpgradeFailed",
		"UpgradeSoftFailed", "AccountUpgradeInProgress", "OnProcess",
	};
	struct user *user = user_by(world, world->by_id, arg_text(change, "userId"));
	const char *detail = arg_text(change, "statusDetail"), *status = NULL;

	if (!user)
		user = user_by_alias(world, arg_text(change, "phoneNumber"),
				     arg_text(change, "email"));
	if (!user)
		return err_set(err, ERR_INPUT, _("there is no such customer"));
	if (*detail && !str_eq(detail, "None") && !user_detail_known(detail))
		return err_set(err, ERR_INPUT, _("“%s” is no status detail"), detail);
	for (size_t i = 0; i < ARRAY_LEN(statuses); i++)
		if (str_eq(statuses[i], arg_text(change, "status")))
			status = statuses[i];
	if (!status)
		return err_set(err, ERR_INPUT, _("“%s” is no registration status"),
			       arg_text(change, "status"));
	user->detail = NULL;
	user_fail(user, detail);
	user->status = status;
	return true;
}
