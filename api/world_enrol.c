/* The other registrations, the link of a registered customer, what is known of
 * a payer, and changing a profile. */

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wctype.h>

#include "api/phone.h"
#include "api/world_own.h"

void do_getSessionLinkV4(struct request *req)
{
	if (!need_user(req, 400, "ERROR_USER_NOT_FOUND"))
		return;
	if (req->user->quirks & QUIRK_NO_LINK)
		*req->answer = (struct answer){ 204, NULL };
	else
		answer_with(req, session_link_body(req->world, req->user, false));
}

static bool crashes(struct request *req)
{
	if (!(email_quirks(arg_text(req->args, "email")) & QUIRK_CRASH))
		return false;
	refuse(req, 500, "ERROR_INTERNAL_SERVER_ERROR");
	return true;
}

/* Who was registered by the request; NULL after a refusal. */
static struct user *newcomer(struct request *req)
{
	const char *fault = registration_fault(req);

	if (crashes(req))
		return NULL;
	if (!fault)
		return user_enrol(req);
	refuse(req, 400, fault);
	return NULL;
}

void do_registerSender(struct request *req)
{
	struct user *user = newcomer(req);

	if (user)
		answer_with(req, json_pack("{s:s, s:s}", "userId", user->id, "status",
					   "OnProcess"));
}

void do_registerTrustedUser(struct request *req)
{
	struct user *user = newcomer(req);

	if (!user)
		return;
	user->status = "Completed";
	if (user->quirks & QUIRK_SILENT)
		*req->answer = (struct answer){ 204, NULL };
	else
		answer_with(req, json_pack("{s:s}", "userId", user->id));
}

/* The book knows a phone under another name. */
static void put_in_book(struct request *req)
{
	json_t *contact = json_copy((json_t *)req->args);

	json_object_set(contact, "phone", json_object_get(req->args, "phoneNumber"));
	if (!contact_of(req->user, arg_text(contact, "phone")))
		contact_add(req->world, req->user, contact);
	json_decref(contact);
}

void do_registerReceiver(struct request *req)
{
	struct user *receiver;
	const char *status, *detail;

	if (crashes(req) || !need_user(req, 400, "ERROR_USER_NOT_FOUND"))
		return;
	receiver = user_by_alias(req->world, arg_text(req->args, "phoneNumber"), "");
	if (!receiver)
		receiver = user_by_alias(req->world, "", arg_text(req->args, "email"));
	if (!receiver)
		receiver = user_enrol(req);
	put_in_book(req);
	status = user_status(receiver, &detail);
	answer_with(req, json_pack("{s:s, s:s, s:s}", "userId", receiver->id, "status", status,
				   "statusDetail", detail));
}

/* ---- what is known of a payer ---- */

static bool is_payer(struct world *world, const struct deal *deal, const char *alias)
{
	struct user *known = user_called(world, alias);
	char theirs[20], given[20];

	if (known)
		memcpy(given, known->same, sizeof(given));
	else if (strchr(alias, '@'))
		return !strcasecmp(alias, arg_text(deal->payer, "email"));
	else
		phone_same(alias, given);
	phone_same(arg_text(deal->payer, "phone"), theirs);
	return str_eq(theirs, given);
}

void do_getContactUserDetail(struct request *req)
{
	const char *alias = arg_text(req->args, "phoneOrEmail");
	bool any = false, completed = false;

	if (!need_user(req, 400, "ERROR_USER_NOT_FOUND"))
		return;
	for (int i = 0; i < req->user->asks.n; i++) {
		struct deal *deal = req->user->asks.deals[i];

		if (!is_payer(req->world, deal, alias))
			continue;
		any = true;
		completed |= str_eq(deal_leg(req->world, deal)->status, "Completed");
	}
	answer_with(req, json_pack("{s:b, s:b, s:b}", "userExists",
		user_called(req->world, alias) != NULL,
		"hasOperations", any, "hasCompletedOperations", completed));
}

/* ---- the profile ---- */

/* "MARÍA DEL carmen" is stored as "María Del Carmen" (raas 6.5). */
static json_t *cased(const char *name)
{
	size_t n = mbstowcs(NULL, name, 0), room = MB_CUR_MAX * (n + 1);
	wchar_t *wide;
	bool inside = false;
	char *text;
	json_t *value;

	if (n == (size_t)-1)
		return json_string(name);
	wide = xcalloc(n + 1, sizeof(*wide));
	text = xcalloc(room, 1);
	mbstowcs(wide, name, n + 1);
	for (wchar_t *at = wide; *at; at++) {
		*at = (wchar_t)(inside ? towlower((wint_t)*at) : towupper((wint_t)*at));
		inside = iswalpha((wint_t)*at);
	}
	value = json_string(wcstombs(text, wide, room) == (size_t)-1 ? name : text);
	free(wide);
	free(text);
	return value;
}

static void change(struct request *req, struct user *user, const struct field *f)
{
	json_t *value = json_object_get(req->args, f->key);

	if (field_absent(value))
		return;
	if (str_eq(f->key, "email"))
		user_move(req->world, user, json_string_value(value));
	else if (str_eq(f->key, "secondLastName"))
		json_object_set_new(user->record, "lastName2", cased(json_string_value(value)));
	else if (f->type == &field_name)
		json_object_set_new(user->record, f->key, cased(json_string_value(value)));
	else
		json_object_set(user->record, f->key, value);
}

void do_updateProfile(struct request *req)
{
	const char *alias = arg_text(req->args, "phoneOrEmail"), *email;
	struct user *user = user_called(req->world, alias), *other;

	if (email_quirks(alias) & QUIRK_CRASH) {
		refuse(req, 500, "ERROR_INTERNAL_SERVER_ERROR");
		return;
	}
	if (!user) {
		refuse(req, 404, "ERROR_USER_NOT_FOUND");
		return;
	}
	email = arg_text(req->args, "email");
	other = user_by_alias(req->world, "", email);
	if (other && other != user) {
		refuse_fields(req, 422, "ValidateError", "email");
		return;
	}
	field_each(f, req->op->in)
		if (f->in == IN_BODY)
			change(req, user, f);
	answer_with(req, NULL);
}
