/* The whole ask in one request: checked at once in the order of raas 6.1, then
 * carried out step by step on the world's clock; how it went is an event.  A job
 * is kept as JSON by its correlation id, so that it outlives the program. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/json_path.h"
#include "api/phone.h"
#include "api/world_own.h"

#define TO_METHOD "request.destinationPaymentMethod"
#define TO_PAYER "request.requestTo"

/* ---- what is checked at once ---- */

static const char *given(const struct request *req, const char *path)
{
	const char *text = text_at(req->args, path);

	return text ? text : "";
}

/* The catalogue's check of one field where it stands; its code or NULL. */
static const char *field_fault(const struct request *req, const char *path)
{
	const struct field *f = field_find(req->op->in, path);
	struct field one[2] = { *f, { .key = NULL } };
	const char *last, *code = NULL;
	json_t *record = json_holder((json_t *)req->args, path, &last, false);
	struct err err = { 0 };

	if (!record || record_check_code(one, record, &err, &code))
		return NULL;
	return code ? code : req->op->refuse_code;
}

static const char *wrong_country(const struct request *req)
{
	return str_eq(given(req, "requester.countryCode"), TENANT_COUNTRY)
		       ? NULL : "ERROR_INVALID_COUNTRY_CODE";
}

static const char *id_used(const struct request *req)
{
	const char *id = given(req, "request.correlationId");
	struct deal *before = deal_by(req->world, req->world->by_correlation, id);
	json_t *job = json_object_get(req->world->full, id);

	if (before)
		before->repeats++;
	else if (job)
		json_object_set_new(job, "repeats", json_integer(1 + json_integer_value(
					    json_object_get(job, "repeats"))));
	return before || job ? "ERROR_CORRELATION_ID_ALREADY_USED" : NULL;
}

static bool read_amount(const json_t *args, struct money *amount)
{
	return money_from_json(json_at(args, "request.recipientAmount"), TENANT_CURRENCY, amount,
			       NULL) && amount->minor > 0;
}

static const char *wrong_currency(const struct request *req)
{
	const char *of_method = given(req, TO_METHOD ".currency");
	struct money amount;

	if (!str_eq(given(req, "request.recipientCurrency"), TENANT_CURRENCY) ||
	    (*of_method && !str_eq(of_method, TENANT_CURRENCY)))
		return "ERROR_INVALID_CURRENCY_CODE";
	return read_amount(req->args, &amount) ? NULL : "ERROR_INVALID_AMOUNT_ERROR";
}

static const char *no_corridor(const struct request *req)
{
	const char *to = given(req, TO_METHOD ".country"), *from = given(req, TO_PAYER
		".countryCode");

	if (*to && !str_eq(to, TENANT_COUNTRY))
		return "ERROR_DESTINATION_COUNTRY_NOT_SUPPORTED";
	return !*from || payer_can_pay_from(from) ? NULL : "ERROR_COUNTRY_NOT_SUPPORTED";
}

static bool is_card(const json_t *method)
{
	return word_in("DebitCard,CreditCard", arg_text(method, "type"));
}

/* What its kind needs (raas 6.1); whether it is any good is seen later. */
static const char *method_lacks(const struct request *req)
{
	static const struct field token = { .key = "number", .type = &field_card_token };
	const json_t *method = json_at(req->args, TO_METHOD);
	const json_t *number = json_object_get(method, "number");

	if (str_eq(arg_text(method, "type"), "UBN") && !*arg_text(method, "number"))
		return "ERROR_UBN_NUMBER_REQUIRED";
	if (is_card(method) &&
	    (!number || !field_card_token.check(&token, number, NULL) ||
	     !*arg_text(method, "nameOnCard") || !*arg_text(method, "expirationDate")))
		return "ERROR_CARD_VERIFICATION";
	return NULL;
}

/* Raas 6.1 names this order; each is a field of the catalogue or a rule. */
static const struct {
	const char *field;
	const char *(*rule)(const struct request *);
} checks[] = {
	{ .rule = wrong_country },
	{ .field = "requester.phoneNumber" }, { .field = TO_PAYER ".phoneNumber" },
	{ .field = "requester.firstName" }, { .field = "requester.middleName" },
	{ .field = "requester.lastName" }, { .field = "requester.lastName2" },
	{ .field = TO_PAYER ".firstName" }, { .field = TO_PAYER ".lastName" },
	{ .field = "requester.dob" },
	{ .field = "request.correlationId" }, { .rule = id_used },
	{ .field = "request.recipientAmount" }, { .field = "request.recipientCurrency" },
	{ .rule = wrong_currency },
	{ .rule = no_corridor }, { .rule = method_lacks },
};

/* False after a refusal. */
static bool is_good(struct request *req)
{
	if (!json_is_object(json_at(req->args, "requester")) ||
	    !json_is_object(json_at(req->args, "request")))
		return request_fits(req);
	for (size_t i = 0; i < ARRAY_LEN(checks); i++) {
		const char *code = checks[i].rule ? checks[i].rule(req)
						  : field_fault(req, checks[i].field);

		if (!code)
			continue;
		refuse(req, 400, code);
		return false;
	}
	return request_fits(req);
}

/* ---- who and what it is about ---- */

/* The phone in full, also when it was given as dialled in its country. */
static void full_phone(const json_t *person, char e164[static 20])
{
	struct phone phone;

	snprintf(e164, 20, "%s", arg_text(person, "phoneNumber"));
	if (phone_parse(e164, arg_text(person, "countryCode"), &phone, NULL))
		snprintf(e164, 20, "%s", phone.e164);
}

/* She who is known by her phone or e-mail, or a new customer. */
static struct user *trusted(struct world *world, const json_t *requester)
{
	struct user *user;
	json_t *record;
	char e164[20];

	full_phone(requester, e164);
	user = user_by_alias(world, e164, "");
	if (!user)
		user = user_by_alias(world, "", arg_text(requester, "email"));
	if (user)
		return user;
	record = json_copy((json_t *)requester);
	json_object_set_new(record, "phoneNumber", json_string(e164));
	user = user_add(world, record);
	json_decref(record);
	return user;
}

/* Does the part of the e-mail before the @ have the word? */
static bool asks_for(const json_t *person, const char *word)
{
	char local[128];

	lower_email(arg_text(person, "email"), local);
	local[strcspn(local, "@")] = '\0';
	return strstr(local, word);
}

void do_requestMoneyFull(struct request *req)
{
	const json_t *requester = json_at(req->args, "requester");
	const char *id = given(req, "request.correlationId");
	struct user *user;
	char link[6];
	json_t *job;

	if (email_quirks(arg_text(requester, "email")) & QUIRK_CRASH) {
		refuse(req, 500, "ERROR_INTERNAL_SERVER_ERROR");
		return;
	}
	if (!is_good(req))
		return;
	user = trusted(req->world, requester);
	world_letters(req->world, link, 5);
	job = json_pack("{s:o, s:s, s:s, s:I, s:i, s:i, s:s}", "args",
			json_deep_copy(req->args), "userId", user->id, "link", link, "since",
			(json_int_t)world_clock(req->world), "step", 0, "repeats", 0, "state",
			"Running");
	json_object_set_new(req->world->full, id, job);
	json_object_set(req->world->full_open, id, job);
	answer_with(req, json_pack("{s:s, s:s, s:s, s:o}", "userId", user->id, "operationId", id,
				   "status", "Accepted", "link",
				   json_sprintf("%s/l/%s", req->world->host, link)));
}

bool full_has(const struct world *world, const char *correlation_id)
{
	return json_object_get(world->full, correlation_id);
}

/* ---- what is done later ---- */

struct full_job {
	struct world *world;
	const char *id;
	json_t *job;
	struct user *user;
	const json_t *requester, *payer, *method;
	int64_t now;			/* when the step ends, by the world's clock */
};

/* Why it failed, as the outcome says it; the phase follows from the code (raas 7.3). */
struct full_fault {
	const char *word;		/* in the e-mail that asks for it; NULL: not by e-mail */
	const char *code, *reason, *phase;
};

static const struct full_fault of_customer[] = {
	{ "nocip", "ERROR_CIP_NOT_FOUND", "CIP not found", "cip" },
	{ "nosubscriber", "ERROR_SUBSCRIBER_NOT_FOUND", "Subscriber not found", "cip" },
	{ "levelone", "ERROR_MUST_PERFORM_LEVEL_ONE_FIRST", "Perform level one first", "cip" },
	{ "ofac", "ERROR_CIP_NOT_COMPLETED", "CIP not completed", "cip" },
	{ "addr", "ERROR_CIP_NOT_COMPLETED", "CIP not completed", "cip" },
	{ NULL, NULL, NULL, NULL }
};

static const struct full_fault of_payer[] = {
	{ "nocontact", "ERROR_CONTACT_NOT_FOUND", "Contact not found", "contact" },
	{ NULL, NULL, NULL, NULL }
};

static const struct full_fault of_ask[] = {
	{ "badoperation", "ERROR_INVALID_OPERATION", "Invalid operation", "request_money" },
	{ "lostoperation", "ERROR_OPERATION_NOT_FOUND", "Operation not found", "request_money" },
	{ "doneoperation", "ERROR_OPERATION_ALREADY_COMPLETED", "Operation already completed",
	  "request_money" },
	{ "failfull", "ERROR_REQUEST_MONEY_FULL", "The request could not be carried out",
	  "unknown" },
	{ "crash", "ERROR_INTERNAL_SERVER_ERROR", "An unhandled error has occurred", "unknown" },
	{ NULL, NULL, NULL, NULL }
};

static const struct full_fault not_completed = {
	NULL, "ERROR_CIP_NOT_COMPLETED", "CIP not completed", "cip"
};
static const struct full_fault card_declined = {
	NULL, "CARD_VERIFICATION_ERROR", "Card declined", "payment_method"
};
static const struct full_fault account_refused = {
	NULL, "ERROR_ERROR_ADD_SOURCE_UBN_ERROR", "Account could not be added", "payment_method"
};
static const struct full_fault no_such_kind = {
	NULL, "ERROR_PAYMENT_METHOD_NOT_FOUND", "Payment method not found", "payment_method"
};

static const struct full_fault *asked_for(const struct full_fault *table, const json_t *person)
{
	for (; table->word; table++)
		if (asks_for(person, table->word))
			return table;
	return NULL;
}

static const struct full_fault *identify(struct full_job *f)
{
	const struct full_fault *fault = asked_for(of_customer, f->requester);

	if (asks_for(f->requester, "ofac"))
		user_fail(f->user, "OfacFailed");
	else if (asks_for(f->requester, "addr"))
		user_fail(f->user, "InvalidAddress");
	if (fault)
		return fault;
	if (f->user->status && !user_is_complete(f->user))
		return &not_completed;
	f->user->status = "Completed";
	return NULL;
}

static const struct full_fault *store_payer(struct full_job *f)
{
	const struct full_fault *fault = asked_for(of_payer, f->payer);
	json_t *contact = json_copy((json_t *)f->payer);
	char e164[20];

	full_phone(f->payer, e164);
	json_object_set_new(contact, "phone", json_string(e164));
	if (!fault && !contact_of(f->user, e164))
		contact_add(f->world, f->user, contact);
	json_decref(contact);
	return fault;
}

static const struct full_fault *add_card(struct full_job *f, const json_t **added)
{
	json_t *card = json_copy((json_t *)f->method);
	const char *number = arg_text(card, "number"), *code = NULL;

	json_object_set(card, "cardtype", json_object_get(card, "type"));
	if (!*arg_text(card, "name"))
		json_object_set_new(card, "name",
				    json_sprintf("CARD-%s", number + strlen(number) - 4));
	*added = card_add(f->world, f->user, card, &code);
	json_decref(card);
	return *added ? NULL : &card_declined;
}

static const struct full_fault *add_account(struct full_job *f, const json_t **added)
{
	static const struct field clabe = { .key = "number", .type = &field_clabe };
	const json_t *number = json_object_get(f->method, "number");
	const char *code;

	if (!field_clabe.check(&clabe, number, NULL))
		return &account_refused;
	*added = ubn_held(f->user, json_string_value(number));
	if (!*added)
		*added = ubn_add(f->world, f->user, f->method, &code);
	return NULL;
}

static const struct full_fault *add_method(struct full_job *f)
{
	const struct full_fault *fault = &no_such_kind;
	const json_t *added = NULL;

	if (is_card(f->method))
		fault = add_card(f, &added);
	else if (str_eq(arg_text(f->method, "type"), "UBN"))
		fault = add_account(f, &added);
	if (added)
		json_object_set_new(f->job, "methodId", json_string(arg_text(added, "id")));
	return fault;
}

static const struct full_fault *ask(struct full_job *f)
{
	const struct full_fault *fault = asked_for(of_ask, f->payer);
	const char *reason = text_at(f->job, "args.request.reason");
	struct deal_request request = { .correlation_id = f->id, .reason = reason ? reason : "" };
	struct deal *deal;
	char e164[20];

	if (fault)
		return fault;
	full_phone(f->payer, e164);
	request.payer = contact_of(f->user, e164);
	request.method = method_of(f->user, arg_text(f->job, "methodId"));
	if (!request.payer || !request.method)
		return request.payer ? &no_such_kind : &of_payer[0];
	read_amount(json_object_get(f->job, "args"), &request.amount);
	deal = deal_add(f->world, f->user, &request);
	deal_relink(f->world, deal, arg_text(f->job, "link"));
	deal->since = f->now;
	deal->repeats = (int)json_integer_value(json_object_get(f->job, "repeats"));
	return NULL;
}

static const struct full_step {
	int ms;
	const struct full_fault *(*run)(struct full_job *);
} steps[] = {
	{ 1500, identify }, { 500, store_payer }, { 1000, add_method }, { 500, ask },
};

/* The event of raas 7.3, and what is kept of it. */
static void settle(struct full_job *f, const struct full_fault *fault)
{
	json_t *event = json_pack("{s:s, s:s, s:s}", "eventType", "request_money_full_outcome",
				  "correlationId", f->id, "status", fault ? "Failed" : "Accepted");
	char date[25];

	iso_time(wall_ms(), date);
	json_object_set_new(event, "date", json_string(date));
	if (fault) {
		json_object_set_new(event, "errorCode", json_string(fault->code));
		json_object_set_new(event, "reason", json_string(fault->reason));
		json_object_set_new(event, "phase", json_string(fault->phase));
	}
	json_object_set_new(f->job, "state", json_string(fault ? "Failed" : "Accepted"));
	json_object_set_new(f->job, "errorCode", json_string(fault ? fault->code : ""));
	json_object_set_new(f->job, "phase", json_string(fault ? fault->phase : ""));
	json_object_del(f->job, "args");
	event_add(f->world, f->now, event);
}

static size_t step_of(const json_t *job)
{
	return (size_t)json_integer_value(json_object_get(job, "step"));
}

/* When the job's step ends. */
static int64_t step_end(const json_t *job)
{
	size_t at = step_of(job);

	return json_integer_value(json_object_get(job, "since")) +
	       (at < ARRAY_LEN(steps) ? steps[at].ms : 0);
}

/* One step; false when it was the last. */
static bool go_on(struct full_job *f)
{
	size_t at = step_of(f->job);
	const struct full_fault *fault = f->user ? steps[at].run(f) : &not_completed;

	if (fault || at + 1 == ARRAY_LEN(steps)) {
		settle(f, fault);
		return false;
	}
	json_object_set_new(f->job, "step", json_integer((json_int_t)at + 1));
	json_object_set_new(f->job, "since", json_integer(f->now));
	return true;
}

void full_advance(struct world *world)
{
	int64_t now = world_clock(world);
	const char *id;
	json_t *job;
	void *next;

	json_object_foreach_safe(world->full_open, next, id, job) {
		const json_t *args = json_object_get(job, "args");
		struct full_job f = {
			.world = world, .id = id, .job = job,
			.user = user_by(world, world->by_id, arg_text(job, "userId")),
			.requester = json_at(args, "requester"), .payer = json_at(args, TO_PAYER),
			.method = json_at(args, TO_METHOD),
		};
		bool more = true;

		while (more && (f.now = step_end(job)) <= now)
			more = go_on(&f);
		if (!more)
			json_object_del(world->full_open, id);
	}
}

int64_t full_next(const struct world *world)
{
	int64_t next = INT64_MAX;
	const char *id;
	json_t *job;

	json_object_foreach(world->full_open, id, job)
		next = step_end(job) < next ? step_end(job) : next;
	return next;
}

void full_reopen(struct world *world)
{
	const char *id;
	json_t *job;

	json_object_clear(world->full_open);
	json_object_foreach(world->full, id, job)
		if (str_eq(arg_text(job, "state"), "Running"))
			json_object_set(world->full_open, id, job);
}
