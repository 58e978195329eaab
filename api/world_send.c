/* Transfers: a quote becomes one, once, and somebody takes the money (raas
 * 6.10).  They advance as asks do. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/world_own.h"

#define CODE_BAD_QUOTE "ERROR_INVALID_QUOTATION_REQUEST_DATA"

static struct money money_of(const json_t *quote, const char *minor, const char *currency)
{
	struct money money = { .minor = json_integer_value(json_object_get(quote, minor)) };

	snprintf(money.currency, sizeof(money.currency), "%s", arg_text(quote, currency));
	return money;
}

/* The quote named, when it is hers, unused and still good. */
static json_t *good_quote(struct request *req)
{
	json_t *quote = json_object_get(world_kept(req->world, "quotes"),
					arg_text(req->args, "quotationId"));

	if (!quote || !str_eq(arg_text(quote, "sender"), req->user->id) ||
	    json_object_get(quote, "used") ||
	    json_integer_value(json_object_get(quote, "due")) <= world_clock(req->world))
		return NULL;
	return quote;
}

/* A registered person in the shape of a contact. */
static json_t *as_contact(const struct user *user)
{
	static const char *const same[] = {
		"firstName", "lastName", "email", "countryCode", NULL
	};
	json_t *contact = picked(user->record, same);

	json_object_set(contact, "phone", json_object_get(user->record, "phoneNumber"));
	return contact;
}

/* Who receives, as a contact (new reference), and as a registered person when
 * it is one; NULL: nobody is named. */
static json_t *recipient(struct request *req, const json_t *quote, struct user **known)
{
	static const char *const same[] = {
		"firstName", "lastName", "email", "countryCode", NULL
	};
	const json_t *to = json_object_get(req->args, "sendTo");
	const char *phone = to && json_is_string(to) ? json_string_value(to) : "";

	*known = NULL;
	if (json_is_object(to))
		return picked(to, same);
	if (*phone) {
		*known = user_by_alias(req->world, phone, "");
		return json_copy(contact_of(req->user, phone));
	}
	*known = user_by(req->world, req->world->by_id, arg_text(quote, "recipient"));
	return *known ? as_contact(*known) : NULL;
}

/* Where it arrives (new reference); NULL: the method named is not there. */
static json_t *destination(struct request *req, const struct user *known)
{
	const char *id = arg_text(req->args, "destinationPaymentMethodId"), *any;
	const json_t *given = json_object_get(req->args, "destinationPaymentMethod");
	json_t *method;

	if (*id)
		return known ? json_copy(method_of(known, id)) : NULL;
	if (json_is_object(given))
		return json_copy((json_t *)given);
	if (known)
		json_object_foreach(known->methods, any, method)
			return json_copy(method);
	return json_object();
}

/* What does not agree with the quote; a code or NULL. */
static const char *amount_fault(const json_t *args, const json_t *quote)
{
	const json_t *given = json_object_get(args, "amount");
	const char *currency = arg_text(args, "currency");
	struct money quoted = money_of(quote, "source", "from"), amount;

	if (*currency && !str_eq(currency, quoted.currency))
		return "ERROR_INVALID_CURRENCY_CODE";
	if (given && !json_is_null(given) &&
	    (!money_from_json(given, quoted.currency, &amount, NULL) ||
	     amount.minor != quoted.minor))
		return "ERROR_INVALID_AMOUNT_ERROR";
	return NULL;
}

/* Fill the request; a code or NULL.  payer and method are new references. */
static const char *send_fault(struct request *req, json_t *quote, struct deal_request *request)
{
	const char *source = arg_text(req->args, "sourcePaymentMethodId");
	const char *fault = amount_fault(req->args, quote);
	struct user *known;

	if (fault)
		return fault;
	request->source = method_of(req->user, source);
	if (*source && !request->source)
		return "ERROR_PAYMENT_METHOD_NOT_FOUND";
	request->payer = recipient(req, quote, &known);
	if (!request->payer)
		return "ERROR_CONTACT_NOT_FOUND";
	request->method = destination(req, known);
	if (!request->method)
		return "ERROR_PAYMENT_METHOD_NOT_FOUND";
	request->amount = money_of(quote, "destination", "to");
	request->pays = money_of(quote, "source", "from");
	request->rate = json_integer_value(json_object_get(quote, "rate"));
	return NULL;
}

static void carry_out(struct request *req, json_t *quote, const char *correlation_id)
{
	struct deal_request request = {
		.correlation_id = correlation_id, .reason = arg_text(req->args, "reason"),
		.sends = true,
	};
	const char *fault = send_fault(req, quote, &request);

	if (fault) {
		refuse(req, 400, fault);
	} else {
		json_object_set_new(quote, "used", json_true());
		answer_with(req, deal_answer(req->world,
					     deal_add(req->world, req->user, &request)));
	}
	json_decref((json_t *)request.payer);
	json_decref((json_t *)request.method);
}

/* That an id is used up is told before what else may have changed since. */
static void send_money(struct request *req)
{
	const char *id = arg_text(req->args, "correlationId");
	struct deal *before = deal_by(req->world, req->world->by_correlation, id);
	json_t *quote;
	char own[37];

	if (!need_user(req, 404, "ERROR_USER_NOT_FOUND"))
		return;
	if (before) {
		before->repeats++;
		refuse(req, 400, "ERROR_CORRELATION_ID_ALREADY_USED");
		return;
	}
	world_uuid(req->world, own);
	quote = good_quote(req);
	if (quote)
		carry_out(req, quote, *id ? id : own);
	else
		refuse(req, 400, CODE_BAD_QUOTE);
}

void do_sendFunds(struct request *req)
{
	send_money(req);
}

void do_sendFundsV2(struct request *req)
{
	send_money(req);
}

/* Is the money of this operation hers? */
static bool is_for(const struct deal *deal, const struct user *user)
{
	if (!deal->sends)
		return deal->user == user;
	return deal_is_with(deal, arg_text(user->record, "phoneNumber"), "");
}

void do_receive(struct request *req)
{
	struct deal *deal = deal_named(req->world, arg_text(req->args, "correlationId"));
	const json_t *method = json_object_get(req->args, "destinationPaymentMethod");

	if (!need_user(req, 400, "ERROR_USER_NOT_FOUND"))
		return;
	if (!deal || !is_for(deal, req->user)) {
		refuse(req, 400, "ERROR_OPERATION_NOT_FOUND");
	} else if (deal_is_over(req->world, deal)) {
		refuse(req, 400, "ERROR_OPERATION_ALREADY_COMPLETED");
	} else if (json_object_get(world_kept(req->world, "taken"), deal->correlation_id)) {
		answer_nothing(req);
	} else {
		if (json_is_object(method)) {
			json_decref(deal->method);
			deal->method = json_deep_copy(method);
		}
		world_keep(req->world, "taken", deal->correlation_id, json_true());
		answer_with(req, NULL);
	}
}
