/* What can be done with operations that exist (raas 6.11). */

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/geo.h"
#include "api/world_own.h"

/* Does the operation concern this user as the other side? */
static bool is_other_side(const struct deal *deal, const struct user *user)
{
	const char *phone = arg_text(user->record, "phoneNumber");

	return *phone && deal->user != user && deal_is_with(deal, phone, "");
}

/* Her own record answers to a phone or an e-mail; blank ones fit everybody. */
static bool is_called(const struct user *user, const char *phone, const char *email)
{
	char same[20] = "";

	if (*phone)
		phone_same(phone, same);
	return (!*phone || str_eq(same, user->same)) &&
	       (!*email || !strcasecmp(email, arg_text(user->record, "email")));
}

/* Newest first, both ways; status NULL: any. */
static void list_between(struct request *req, const char *status)
{
	const char *phone = arg_text(req->args, "toPhoneNumber");
	const char *email = arg_text(req->args, "toEmail");
	const struct ask_list *all = &req->world->deals;
	json_t *list;

	if (!need_user(req, 400, "ERROR_INVALID_TENANT"))
		return;
	list = json_array();
	for (int i = all->n - 1; i >= 0; i--) {
		struct deal *deal = all->deals[i];
		bool out = deal->user == req->user && deal_is_with(deal, phone, email);
		bool in = is_other_side(deal, req->user) && is_called(deal->user, phone, email);

		if ((out || in) && (!status || str_eq(deal_leg(req->world, deal)->status, status)))
			json_array_append_new(list, deal_detail(req->world, deal));
	}
	answer_with(req, list);
}

void do_getInAndOutOperations(struct request *req)
{
	list_between(req, NULL);
}

void do_getCompletedOperationsBetweenUsers(struct request *req)
{
	list_between(req, "Completed");
}

/* Hers by its own number; of a transfer the method is where it comes from. */
static void take_method(struct request *req)
{
	struct user *user = user_by(req->world, req->world->by_id, arg_text(req->args, "userId"));
	struct deal *deal = deal_by(req->world, req->world->by_plat_id,
				    arg_text(req->args, "opPlatId"));
	const char *id = arg_text(req->args, "paymentMethodId");
	json_t *method = user ? method_of(user, id) : NULL, **place;

	if (!user) {
		refuse(req, 400, "ERROR_USER_NOT_FOUND");
	} else if (!deal || deal->user != user) {
		refuse(req, 400, "ERROR_OPERATION_NOT_FOUND");
	} else if (!method) {
		refuse(req, 400, "ERROR_PAYMENT_METHOD_NOT_FOUND");
	} else if (deal_is_over(req->world, deal)) {
		refuse(req, 400, "ERROR_OPERATION_ALREADY_COMPLETED");
	} else {
		place = deal->sends ? &deal->source : &deal->method;
		if (str_eq(arg_text(*place, "id"), id)) {
			answer_nothing(req);
			return;
		}
		json_decref(*place);
		*place = json_copy(method);
		answer_with(req, NULL);
	}
}

void do_replacePaymentMethod(struct request *req)
{
	take_method(req);
}

void do_setPaymentMethod(struct request *req)
{
	take_method(req);
}

/* Is the side that pays (or receives) called so?  The user of an ask receives,
 * that of a transfer pays. */
static bool side_is(const struct deal *deal, bool pays, const char *phone, const char *email)
{
	if (!*phone && !*email)
		return true;
	return deal->sends == pays ? is_called(deal->user, phone, email) :
				     deal_is_with(deal, phone, email);
}

/* The newest between the two that still waits for a decision. */
static struct deal *waiting_between(struct request *req)
{
	const json_t *args = req->args;
	const struct ask_list *all = &req->world->deals;

	for (int i = all->n - 1; i >= 0; i--) {
		struct deal *deal = all->deals[i];

		if ((deal->user == req->user || is_other_side(deal, req->user)) &&
		    str_eq(deal_leg(req->world, deal)->status, "Sent") &&
		    side_is(deal, true, arg_text(args, "senderUserPhone"),
			    arg_text(args, "senderUserEmail")) &&
		    side_is(deal, false, arg_text(args, "recepientUserPhone"),
			    arg_text(args, "recepientUserEmail")))
			return deal;
	}
	return NULL;
}

void do_acceptoOrRejectFunds(struct request *req)
{
	struct deal *deal;

	if (!need_user(req, 400, "ERROR_USER_NOT_FOUND"))
		return;
	deal = waiting_between(req);
	if (deal && deal_accept(req->world, deal,
				json_is_true(json_object_get(req->args, "accept"))))
		answer_nothing(req);
	else
		refuse(req, 400, "ERROR_OPERATION_NOT_FOUND");
}

static json_t *ticket_for(struct world *world, const struct deal *deal)
{
	json_t *ticket = json_object_get(world_kept(world, "tickets"), deal->correlation_id);
	char letters[7];

	if (!ticket) {
		world_letters(world, letters, 6);
		ticket = json_sprintf("T-%s", letters);
		world_keep(world, "tickets", deal->correlation_id, ticket);
	}
	return json_incref(ticket);
}

/* Too late is no refusal: the answer says so itself (raas 6.11). */
void do_cancelOperaton(struct request *req)
{
	struct deal *deal = deal_named(req->world, arg_text(req->args, "OperationId"));

	if (!need_user(req, 400, "ERROR_USER_NOT_FOUND"))
		return;
	if (!deal || deal->user != req->user)
		refuse(req, 400, "ERROR_OPERATION_NOT_FOUND");
	else if (!str_eq(arg_text(req->args, "ReferenceCode"), deal->code))
		refuse(req, 400, "ERROR_INVALID_OPERATION");
	else if (deal_cancel(req->world, deal))
		answer_with(req, json_pack("{s:b, s:o, s:n, s:n}", "status", true, "ticketId",
					   ticket_for(req->world, deal), "errorDescription",
					   "errorCode"));
	else
		answer_with(req, json_pack("{s:b, s:n, s:s, s:s}", "status", false, "ticketId",
					   "errorDescription",
					   "Operation can no longer be cancelled", "errorCode",
					   "ERROR_INVALID_OPERATION"));
}

void do_createSupportTicket(struct request *req)
{
	struct deal *deal = deal_named(req->world, arg_text(req->args, "id"));

	if (deal)
		answer_with(req, ticket_for(req->world, deal));
	else
		refuse(req, 400, "ERROR_OPERATION_NOT_FOUND");
}

void do_draftRequest(struct request *req)
{
	char id[37];

	world_uuid(req->world, id);
	world_keep(req->world, "drafts", id, json_deep_copy(req->args));
	answer_with(req, NULL);
}

/* The letters of a link, the whole of it, or an id. */
void do_validateDeepLinkOperation(struct request *req)
{
	const char *id = arg_text(req->args, "id"), *slash = strrchr(id, '/');
	struct deal *deal = deal_by(req->world, req->world->by_payer_link, slash ? slash + 1 : id);

	if (!deal)
		deal = deal_named(req->world, id);
	if (deal)
		answer_with(req, deal_detail(req->world, deal));
	else
		refuse(req, 500, "ERROR_OPERATION_NOT_FOUND");
}

/* What the payer's page asks for: who is not registered has to say who he is. */
void do_getLandingPortStatusEvent(struct request *req)
{
	struct deal *deal = deal_named(req->world, arg_text(req->args, "operationId"));
	const struct leg *leg;
	json_t *detail, *event;

	if (!deal) {
		refuse(req, 400, "ERROR_OPERATION_NOT_FOUND");
		return;
	}
	leg = deal_leg(req->world, deal);
	detail = deal_detail(req->world, deal);
	json_object_set(detail, "recipientAmount", json_object_get(detail, "recipientAmout"));
	json_object_del(detail, "recipientAmout");
	event = json_pack("{s:s, s:O, s:O}", "eventCase", leg->details, "userFrom",
			  json_object_get(detail, "fromUser"), "userTo",
			  json_object_get(detail, "toUser"));
	json_object_set_new(event, "operation", detail);
	if (str_eq(leg->status, "Sent")) {
		json_object_set_new(event, "pendingPaymentMethod", json_string("DebitCard"));
		if (!user_by_alias(req->world, arg_text(deal->payer, "phone"), ""))
			json_object_set_new(event, "pendingUserData",
					    json_pack("[s, s]", "dob", "address1"));
	}
	answer_with(req, event);
}
