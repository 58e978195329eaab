/* Asks: creating them, how they advance, and how they are told.  No timer
 * moves them: what an ask is at a moment follows from when it began. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/geo.h"
#include "api/world_own.h"

static const struct leg usual_way[] = {
	{ "Sent", "RequestSent", 6000 }, { "Funding", "FundingInProgress", 4000 },
	{ "Funded", "FundsReceived", 4000 }, { "InTransit", "PayoutInProgress", 6000 },
	{ "Completed", "PayoutCompleted", 0 },
};

/* Ends that the cents of the amount ask for (raas 14). */
static const struct leg held_way[] = {
	{ "Sent", "RequestSent", 6000 }, { "Funding", "FundingInProgress", 4000 },
	{ "OnHold", "ComplianceReview", 0 },
};
static const struct leg failing_way[] = {
	{ "Sent", "RequestSent", 6000 }, { "Funding", "FundingInProgress", 4000 },
	{ "Failed", "FundingDeclined", 0 },
};
static const struct leg cancelled_way[] = {
	{ "Sent", "RequestSent", 6000 }, { "Cancelled", "LinkExpired", 0 },
};
static const struct leg rejected_way[] = {
	{ "Sent", "RequestSent", 6000 }, { "Rejected", "RejectedByFunder", 0 },
};

/* Ways that somebody asks for by an operation. */
static const struct leg accepted_way[] = {
	{ "Accepted", "AcceptedByUser", 4000 }, { "Funding", "FundingInProgress", 4000 },
	{ "Funded", "FundsReceived", 4000 }, { "InTransit", "PayoutInProgress", 6000 },
	{ "Completed", "PayoutCompleted", 0 },
};
static const struct leg taken_back_way[] = { { "Cancelled", "CancelledByRequest", 0 } };

static const struct {
	const char *name;
	const struct leg *way;
} named_ways[] = {
	{ "usual", usual_way }, { "accepted", accepted_way }, { "taken back", taken_back_way },
};

static const struct {
	int cents;
	const struct leg *way;
} ways_by_cents[] = {
	{ 91, held_way }, { 92, failing_way }, { 93, cancelled_way }, { 94, rejected_way },
};

/* Where an ask stays once somebody decided. */
static const struct leg settled[] = {
	{ "Sent", "RequestSent", 0 }, { "Funding", "FundingInProgress", 0 },
	{ "Funded", "FundsReceived", 0 }, { "InTransit", "PayoutInProgress", 0 },
	{ "OnHold", "ComplianceReview", 0 }, { "Completed", "PayoutCompleted", 0 },
	{ "Failed", "FundingDeclined", 0 }, { "Cancelled", "LinkExpired", 0 },
	{ "Rejected", "RejectedByFunder", 0 },
};

/* Countries from which the sandbox's payers can pay. */
bool payer_can_pay_from(const char *country)
{
	return word_in("US,MX,CA", country);
}

static void push(struct ask_list *list, struct deal *deal)
{
	if (list->n == list->room) {
		list->room = list->room ? list->room * 2 : 8;
		list->deals = xrealloc(list->deals, (size_t)list->room * sizeof(*list->deals));
	}
	list->deals[list->n++] = deal;
}

static const struct leg *way_of(const struct deal *deal)
{
	const struct money *named = deal->sends ? &deal->pays : &deal->amount;

	for (size_t i = 0; i < ARRAY_LEN(ways_by_cents); i++)
		if (named->minor % 100 == ways_by_cents[i].cents)
			return ways_by_cents[i].way;
	return usual_way;
}

const struct leg *deal_stands(const struct world *world, const struct deal *deal)
{
	int64_t left = world_clock(world) - deal->since;
	const struct leg *leg = deal->legs;

	for (; leg->ms && left >= leg->ms; leg++)
		left -= leg->ms;
	return leg;
}

void deal_seen_at(struct deal *deal, const char *status)
{
	const struct leg *leg = deal->legs;

	while (leg->ms && !str_eq(leg->status, status))
		leg++;
	deal->seen = leg;
}

const struct leg *deal_leg(struct world *world, struct deal *deal)
{
	const struct leg *leg = deal_stands(world, deal);

	if (leg != deal->seen)
		deal->updated_at = wall_ms();
	deal->seen = leg;
	return leg;
}

bool deal_settle(struct deal *deal, const char *status)
{
	for (size_t i = 0; i < ARRAY_LEN(settled); i++) {
		if (!str_eq(settled[i].status, status))
			continue;
		deal->legs = &settled[i];
		return true;
	}
	return false;
}

const char *deal_way_name(const struct deal *deal)
{
	for (size_t i = 0; i < ARRAY_LEN(settled); i++)
		if (deal->legs == &settled[i])
			return settled[i].status;
	for (size_t i = 0; deal->legs != way_of(deal) && i < ARRAY_LEN(named_ways); i++)
		if (deal->legs == named_ways[i].way)
			return named_ways[i].name;
	return "";
}

void deal_take_way(struct deal *deal, const char *name)
{
	if (!*name || deal_settle(deal, name))
		return;
	deal->legs = usual_way;
	for (size_t i = 0; i < ARRAY_LEN(named_ways); i++)
		if (str_eq(named_ways[i].name, name))
			deal->legs = named_ways[i].way;
}

static void begin_way(struct world *world, struct deal *deal, const struct leg *way)
{
	deal->legs = way;
	deal->since = world_clock(world);
}

bool deal_can_cancel(struct world *world, struct deal *deal)
{
	return word_in("Sent,Accepted,Funding", deal_leg(world, deal)->status);
}

bool deal_cancel(struct world *world, struct deal *deal)
{
	if (!deal_can_cancel(world, deal))
		return false;
	begin_way(world, deal, taken_back_way);
	return true;
}

bool deal_accept(struct world *world, struct deal *deal, bool accept)
{
	if (!accept)
		return deal_press(world, deal, "refuse");
	if (!str_eq(deal_leg(world, deal)->status, "Sent"))
		return false;
	begin_way(world, deal, accepted_way);
	return true;
}

bool deal_is_over(struct world *world, struct deal *deal)
{
	return word_in("Completed,Failed,Cancelled,Rejected", deal_leg(world, deal)->status);
}

/* The payer decides, as long as the link still waits for it. */
bool deal_press(struct world *world, struct deal *deal, const char *button)
{
	if (!str_eq(deal_leg(world, deal)->status, "Sent"))
		return false;
	if (str_eq(button, "refuse")) {
		deal->ignored = true;
		return deal_settle(deal, "Rejected");
	}
	if (str_eq(button, "expire"))
		return deal_settle(deal, "Cancelled");
	if (!str_eq(button, "pay"))
		return false;
	/* Paid: on with what follows Sent; an ask that only waited goes the usual way. */
	if (!deal->legs->ms)
		deal->legs = usual_way;
	deal->since = world_clock(world) - deal->legs->ms;
	return true;
}

struct deal *deal_by(struct world *world, json_t *index, const char *key)
{
	json_t *i = *key ? json_object_get(index, key) : NULL;

	return i ? world->deals.deals[json_integer_value(i)] : NULL;
}

struct deal *deal_named(struct world *world, const char *id)
{
	struct deal *deal = deal_by(world, world->by_correlation, id);

	return deal ? deal : deal_by(world, world->by_plat_id, id);
}

static void price(struct deal *deal)
{
	const char *currency = currency_of(arg_text(deal->payer, "countryCode"));

	memcpy(deal->pays.currency, currency, 4);
	deal->rate = world_rate(currency, deal->amount.currency);
	if (!deal->rate)
		deal->rate = RATE_ONE;
	deal->pays.minor = convert_back(deal->amount.minor, deal->rate);
}

struct deal *deal_add(struct world *world, struct user *user, const struct deal_request *request)
{
	struct deal *deal = xcalloc(1, sizeof(*deal));
	int index = world->deals.n;

	deal->user = user;
	deal->correlation_id = xstrdup(request->correlation_id);
	deal->reason = xstrdup(request->reason);
	deal->payer = json_copy((json_t *)request->payer);
	deal->method = json_copy((json_t *)request->method);
	deal->amount = request->amount;
	deal->sends = request->sends;
	deal->source = json_copy((json_t *)request->source);
	deal->pays = request->pays;
	deal->rate = request->rate;
	world_letters(world, deal->code, 6);
	world_letters(world, deal->link, 5);
	world_uuid(world, deal->plat_id);
	if (!deal->sends)
		price(deal);
	deal->created_at = deal->updated_at = wall_ms();
	deal->since = world_clock(world);
	deal->legs = deal->seen = way_of(deal);
	json_object_set_new(world->by_correlation, deal->correlation_id, json_integer(index));
	json_object_set_new(world->by_plat_id, deal->plat_id, json_integer(index));
	json_object_set_new(world->by_payer_link, deal->link, json_integer(index));
	push(&world->deals, deal);
	push(&user->asks, deal);
	return deal;
}

void deal_relink(struct world *world, struct deal *deal, const char *link)
{
	json_t *index = json_incref(json_object_get(world->by_payer_link, deal->link));

	json_object_del(world->by_payer_link, deal->link);
	snprintf(deal->link, sizeof(deal->link), "%s", link);
	json_object_set_new(world->by_payer_link, deal->link, index);
}

void deal_free(struct deal *deal)
{
	json_decref(deal->payer);
	json_decref(deal->method);
	json_decref(deal->source);
	free(deal->correlation_id);
	free(deal->reason);
	free(deal);
}

/* Where the money shall arrive; NULL with the code that refuses it. */
static const json_t *destination(struct request *req, const char **code)
{
	const char *id = arg_text(req->args, "destinationPaymentMethodId");
	const json_t *given = json_object_get(req->args, "destinationPaymentMethod");
	const json_t *method = *id ? method_of(req->user, id) : given;

	*code = "ERROR_PAYMENT_METHOD_NOT_FOUND";
	if (!json_is_object(method) || !*arg_text(method, "type") || !*arg_text(method, "number"))
		return NULL;
	*code = "ERROR_DESTINATION_COUNTRY_NOT_SUPPORTED";
	if (*arg_text(method, "country") && !str_eq(arg_text(method, "country"), "MX"))
		return NULL;
	*code = NULL;
	return method;
}

/* The rules behind the form of the request (raas 5.13 [I]); a code or NULL.
 * That an id is used up is told before what else may have changed since. */
static const char *ask_fault(struct request *req, struct deal_request *request)
{
	const char *currency = arg_text(req->args, "recipientCurrency"), *code;
	struct deal *before = deal_by(req->world, req->world->by_correlation,
				      request->correlation_id);

	if (before)
		before->repeats++;
	if (before || full_has(req->world, request->correlation_id))
		return "ERROR_CORRELATION_ID_ALREADY_USED";
	if (!user_is_complete(req->user))
		return "ERROR_CIP_NOT_COMPLETED";
	request->payer = contact_of(req->user, arg_text(req->args, "requestTo"));
	if (!request->payer)
		return "ERROR_CONTACT_NOT_FOUND";
	if (!payer_can_pay_from(arg_text(request->payer, "countryCode")))
		return "ERROR_COUNTRY_NOT_SUPPORTED";
	if (!str_eq(currency, TENANT_CURRENCY))
		return "ERROR_INVALID_CURRENCY_CODE";
	if (!money_from_json(json_object_get(req->args, "recipientAmount"), currency,
			     &request->amount, NULL) || request->amount.minor <= 0)
		return "ERROR_INVALID_AMOUNT_ERROR";
	request->method = destination(req, &code);
	return code;
}

void do_requestMoneyV2(struct request *req)
{
	struct deal_request request = {
		.correlation_id = arg_text(req->args, "correlationId"),
		.reason = arg_text(req->args, "reason"),
	};
	const char *fault;

	if (!need_user(req, 404, "ERROR_USER_NOT_FOUND"))
		return;
	fault = ask_fault(req, &request);
	if (fault)
		refuse(req, 400, fault);
	else
		answer_with(req, deal_answer(req->world,
					     deal_add(req->world, req->user, &request)));
}

void do_getOperation(struct request *req)
{
	struct deal *deal = deal_named(req->world, arg_text(req->args, "id"));

	if (deal)
		answer_with(req, deal_detail(req->world, deal));
	else
		refuse(req, 500, "ERROR_OPERATION_NOT_FOUND");	/* really (raas 5.17) */
}

bool deal_is_with(const struct deal *deal, const char *phone, const char *email)
{
	char a[20], b[20];

	phone_same(phone, a);
	phone_same(arg_text(deal->payer, "phone"), b);
	return (!*phone || (*a && str_eq(a, b))) &&
	       (!*email || !strcasecmp(email, arg_text(deal->payer, "email")));
}

void do_getOperations(struct request *req)
{
	const char *to = arg_text(req->args, "toPhoneNumber");
	json_t *list;

	if (!need_user(req, 400, "ERROR_INVALID_TENANT"))
		return;
	list = json_array();
	for (int i = req->user->asks.n - 1; i >= 0; i--)
		if (deal_is_with(req->user->asks.deals[i], to, ""))
			json_array_append_new(list, deal_detail(req->world,
								req->user->asks.deals[i]));
	answer_with(req, list);
}

void do_getOperationStatus(struct request *req)
{
	struct deal *deal = deal_by(req->world, req->world->by_correlation,
				    arg_text(req->args, "operationId"));
	const char *status;

	if (!need_user(req, 404, "ERROR_USER_NOT_FOUND"))
		return;
	if (!deal || deal->user != req->user) {
		refuse(req, 400, "ERROR_OPERATION_NOT_FOUND");
		return;
	}
	status = deal_leg(req->world, deal)->status;
	/* This list has no word for a refusal by the payer, nor for his consent (raas 3.2). */
	if (str_eq(status, "Rejected"))
		status = "Failed";
	answer_with(req, json_string(str_eq(status, "Accepted") ? "Sent" : status));
}
