/* Prices.  The vendor publishes no formula; this is the one of raas 3.3:
 * what arrives is the amount at the rate less the fee there, what is paid is
 * the amount and every other fee. */

#include <stdlib.h>
#include <string.h>

#include "api/geo.h"
#include "api/world_own.h"

#define VALID_MINUTES 15
#define LEAST_USD 100		/* limits of a corridor, in US cents */
#define MOST_USD 100000
#define TOO_MUCH 10000000000000	/* minor units beyond which nothing is worked out */

/* One US dollar in others; all of them have two digits after the point. */
static const struct {
	const char *currency;
	int64_t rate;
} per_dollar[] = {
	{ "USD", RATE_ONE }, { "MXN", 17345600 }, { "GTQ", 7732100 }, { "HNL", 24715000 },
	{ "DOP", 59130000 }, { "COP", 4012500000 }, { "CAD", 1370700 },
};

/* In US cents, by the kind of method. */
static const struct {
	const char *type;
	int source, destination;
} method_fees[] = {
	{ "DebitCard", 50, 0 }, { "CreditCard", 150, 0 }, { "UBN", 0, 30 }, { "CLABE", 0, 30 },
	{ "BankAccount", 0, 30 }, { "CashPayoutLocation", 0, 125 },
};

/* Countries where money can arrive. */
static const char *const served[] = { "MX", "US", "GT", "HN", "DO", "CO", "CA" };

#define TRANSACTION_FEE 399
#define PARTNER_FEE 75
#define TENANT_FEE 25
#define TAX 115			/* of 10,000 */

struct terms {
	const char *from, *to;		/* currencies */
	const char *source_type, *destination_type;
	const char *country;		/* where it arrives; NULL: not told */
	bool sender_amount;
	int64_t amount, more_tenant_fee;
};

struct quote {
	struct terms terms;
	int64_t rate, source, destination;
	int64_t source_fee, destination_fee, transaction_fee, partner_fee, tenant_fee, tax;
	int64_t lower, upper;		/* limits of source */
	const char *reason;		/* "None": it can be carried out */
};

const char *rate_currency(int i)
{
	return (size_t)i < ARRAY_LEN(per_dollar) ? per_dollar[i].currency : NULL;
}

const char *served_country(int i)
{
	return (size_t)i < ARRAY_LEN(served) ? served[i] : NULL;
}

bool world_serves(const char *country)
{
	for (size_t i = 0; i < ARRAY_LEN(served); i++)
		if (str_eq(served[i], country))
			return true;
	return false;
}

static int64_t per_usd(const char *currency)
{
	for (size_t i = 0; i < ARRAY_LEN(per_dollar); i++)
		if (str_eq(per_dollar[i].currency, currency))
			return per_dollar[i].rate;
	return 0;
}

/* n * by / of, half up.  Wide in the middle: an amount times a rate leaves 64 bits. */
static int64_t scaled(int64_t n, int64_t by, int64_t of)
{
	return of ? (int64_t)(((__int128)n * by + of / 2) / of) : 0;
}

int64_t convert(int64_t minor, int64_t rate)
{
	return scaled(minor, rate, RATE_ONE);
}

int64_t convert_back(int64_t minor, int64_t rate)
{
	return scaled(minor, RATE_ONE, rate);
}

int64_t world_rate(const char *from, const char *to)
{
	int64_t a = per_usd(from), b = per_usd(to);

	if (str_eq(from, to))
		return RATE_ONE;
	return a && b ? scaled(b, RATE_ONE, a) : 0;
}

/* A rate is no money: the nearest double prints as the digits meant. */
json_t *rate_json(int64_t rate)
{
	return json_real((double)rate / RATE_ONE);
}

const char *currency_of(const char *country)
{
	const char *currency = country && *country ? country_currency(country) : NULL;

	return currency ? currency : "USD";
}

static int64_t fee_in(const char *currency, int64_t cents)
{
	return convert(cents, world_rate("USD", currency));
}

static void add_method_fees(struct quote *q)
{
	for (size_t i = 0; i < ARRAY_LEN(method_fees); i++) {
		if (str_eq(method_fees[i].type, q->terms.source_type))
			q->source_fee = fee_in(q->terms.from, method_fees[i].source);
		if (str_eq(method_fees[i].type, q->terms.destination_type))
			q->destination_fee = fee_in(q->terms.to, method_fees[i].destination);
	}
}

static void work_out(const struct terms *terms, struct quote *q)
{
	*q = (struct quote){ .terms = *terms, .reason = "None" };
	q->rate = world_rate(terms->from, terms->to);
	add_method_fees(q);
	q->source = terms->amount;
	if (!terms->sender_amount) {
		q->source = convert_back(terms->amount + q->destination_fee, q->rate);
		q->destination = terms->amount;
	} else if (convert(terms->amount, q->rate) > q->destination_fee) {
		q->destination = convert(terms->amount, q->rate) - q->destination_fee;
	}
	q->transaction_fee = fee_in(terms->from, TRANSACTION_FEE);
	q->partner_fee = fee_in(terms->from, PARTNER_FEE);
	q->tenant_fee = fee_in(terms->from, TENANT_FEE) + terms->more_tenant_fee;
	q->tax = scaled(q->source, TAX, 10000);
	q->lower = fee_in(terms->from, LEAST_USD);
	q->upper = fee_in(terms->from, MOST_USD);
	if (!q->rate || !q->upper || (terms->country && !world_serves(terms->country)))
		q->reason = "CorridorNotAvailable";
	else if (q->source < q->lower || q->source > q->upper)
		q->reason = "LimitsValidation";
}

static void put(json_t *body, const char *key, int64_t minor, const char *currency)
{
	struct money money = { .minor = minor };

	memcpy(money.currency, currency, strnlen(currency, 3));
	json_object_set_new(body, key, money_to_json(&money));
}

static void put_text(json_t *body, const char *key, const char *text)
{
	json_object_set_new(body, key, json_string(text));
}

static int64_t all_fees(const struct quote *q)
{
	return q->source_fee + q->transaction_fee + q->partner_fee + q->tenant_fee + q->tax;
}

static bool can_run(const struct quote *q)
{
	return str_eq(q->reason, "None");
}

bool corridor_fill(struct corridor *c)
{
	const struct terms terms = {
		.from = currency_of(c->source), .to = currency_of(c->destination),
		.source_type = c->source_type, .destination_type = c->destination_type,
		.country = c->destination, .sender_amount = true,
		.amount = fee_in(currency_of(c->source), MOST_USD),
	};
	struct quote q;

	work_out(&terms, &q);
	c->from = terms.from;
	c->to = terms.to;
	c->lower = q.lower;
	c->upper = q.upper;
	c->source_fee = q.source_fee;
	c->destination_fee = q.destination_fee;
	c->transaction_fee = q.transaction_fee;
	c->partner_fee = q.partner_fee;
	c->tenant_fee = q.tenant_fee;
	return can_run(&q);
}

/* What the firm and the lite quote have in common. */
static json_t *quote_body(struct world *world, const struct quote *q, const char *operation_type)
{
	const char *from = q->terms.from, *to = q->terms.to;
	json_t *body = json_object();
	char id[37];

	world_uuid(world, id);
	if (can_run(q))
		put_text(body, "id", id);
	put_text(body, "sourceCurrency", from);
	put_text(body, "destinationCurrency", to);
	put_text(body, "reason", q->reason);
	put_text(body, "reasonDetail",
		 str_eq(q->reason, "LimitsValidation") ? "LimitsValidation" : "None");
	put(body, "sourceAmount", q->source, from);
	put(body, "amount", q->terms.amount, q->terms.sender_amount ? from : to);
	put(body, "destinationAmount", q->destination, to);
	json_object_set_new(body, "exchangeRate", rate_json(q->rate ? q->rate : RATE_ONE));
	put(body, "tax", q->tax, from);
	put(body, "sourceFee", q->source_fee, from);
	put(body, "destinationFee", q->destination_fee, to);
	put(body, "transactionFee", q->transaction_fee, from);
	put(body, "partnerFee", q->partner_fee, from);
	put(body, "tenantFee", q->tenant_fee, from);
	put(body, "senderChargeBack", 0, from);
	put(body, "recipientChargeBack", 0, to);
	json_object_set_new(body, "isExecutable", json_boolean(can_run(q)));
	json_object_set_new(body, "validTimeInMinutes", json_integer(VALID_MINUTES));
	put_text(body, "operationType", operation_type);
	put(body, "totalAmount", q->source + all_fees(q), from);
	world->quotes++;
	return body;
}

static void refuse_data(struct request *req)
{
	const char *code = req->op->refuse_code;
	int status = req->op->refuse_status;

	refuse(req, status ? status : 400, code ? code : "ERROR_INVALID_QUOTATION_REQUEST_DATA");
}

static bool read_amount(struct request *req, const char *key, const char *currency, int64_t *minor)
{
	struct money money;

	if (!money_from_json(json_object_get(req->args, key), currency, &money, NULL) ||
	    money.minor <= 0 || money.minor > TOO_MUCH) {
		refuse_data(req);
		return false;
	}
	*minor = money.minor;
	return true;
}

/* The kind of a method given as an id, an object or a bare word. */
static const char *type_given(const struct user *owner, const json_t *args, const char *id_key,
			      const char *key)
{
	const json_t *given = json_object_get(args, key);
	const json_t *held = owner ? method_of(owner, arg_text(args, id_key)) : NULL;
	const char *type;

	if (held)
		return arg_text(held, "type");
	type = json_is_string(given) ? json_string_value(given) : arg_text(given, "type");
	return *type ? type : "DebitCard";
}

static bool is_sender_amount(const json_t *args)
{
	return json_is_true(json_object_get(args, "isSenderAmount"));
}

/* What a transfer by this quote needs to know of it (world_send.c). */
static void remember(struct request *req, const struct quote *q, const json_t *body,
		     const char *recipient)
{
	int64_t due = world_clock(req->world) + VALID_MINUTES * INT64_C(60000);

	if (can_run(q))
		world_keep(req->world, "quotes", arg_text(body, "id"), json_pack(
			"{s:s, s:s, s:s, s:I, s:s, s:I, s:I, s:I}", "sender", req->user->id,
			"recipient", recipient, "from", q->terms.from, "source",
			(json_int_t)q->source, "to", q->terms.to, "destination",
			(json_int_t)q->destination, "rate", (json_int_t)q->rate, "due",
			(json_int_t)due));
}

static void firm_quote(struct request *req, const char *unknown_user)
{
	const json_t *args = req->args;
	const char *currency = arg_text(args, "currency"), *home = "MXN";
	struct user *recipient = user_by(req->world, req->world->by_id,
					 arg_text(args, "recipientUserId"));
	struct terms terms = { .sender_amount = is_sender_amount(args) };
	struct quote q;
	json_t *body;

	if (!need_user(req, 500, unknown_user) ||
	    !read_amount(req, "amount", currency, &terms.amount))
		return;
	if (recipient)
		home = currency_of(arg_text(recipient->record, "countryCode"));
	terms.from = terms.sender_amount ? currency : "USD";
	terms.to = terms.sender_amount ? home : currency;
	terms.source_type = type_given(req->user, args, "sourcePaymentMethodId",
				       "sourcePaymentMethod");
	terms.destination_type = type_given(recipient ? recipient : req->user, args,
					    "destinationPaymentMethodId",
					    "destinationPaymentMethod");
	work_out(&terms, &q);
	body = quote_body(req->world, &q, "SendFunds");
	put_text(body, "senderUserId", req->user->id);
	remember(req, &q, body, arg_text(args, "recipientUserId"));
	answer_with(req, body);
}

void do_operationQuoteV2(struct request *req)
{
	firm_quote(req, "INTERNAL_SERVER_ERROR");
}

void do_operationQuote(struct request *req)
{
	firm_quote(req, "ERROR_USER_NOT_FOUND");
}

void do_getOperationQuote(struct request *req)
{
	const json_t *args = req->args, *fee = json_object_get(args, "tennantFee");
	const char *currency = arg_text(args, "amountCurrency");
	struct terms terms = { .sender_amount = is_sender_amount(args) };
	struct money more;
	struct quote q;
	json_t *body;

	if (!need_user(req, 404, "ERROR_USER_NOT_FOUND") ||
	    !read_amount(req, "amount", currency, &terms.amount))
		return;
	terms.from = terms.sender_amount ? currency :
					   currency_of(arg_text(args, "senderCountryCode"));
	terms.to = terms.sender_amount ? arg_text(args, "recipientCurrency") : currency;
	terms.country = arg_text(args, "recipientCountryCode");
	terms.source_type = type_given(req->user, args, "", "sourcePaymentMethod");
	terms.destination_type = type_given(req->user, args, "", "destinationPaymentMethod");
	if (fee && money_from_json(fee, terms.from, &more, NULL) && more.minor < TOO_MUCH)
		terms.more_tenant_fee = more.minor;
	work_out(&terms, &q);
	body = quote_body(req->world, &q, arg_text(args, "operationType"));
	if (*arg_text(args, "senderUserId"))
		put_text(body, "senderUserId", arg_text(args, "senderUserId"));
	remember(req, &q, body, arg_text(args, "recipientUserId"));
	answer_with(req, body);
}

void do_operationQuoteLite(struct request *req)
{
	const json_t *args = req->args;
	const char *currency = arg_text(args, "amountCurrency");
	struct terms terms = { .sender_amount = is_sender_amount(args) };
	struct quote q;
	json_t *body;
	char id[37];

	if (!read_amount(req, "amount", currency, &terms.amount))
		return;
	terms.from = terms.sender_amount ? currency : currency_of(arg_text(args, "sourceCountry"));
	terms.to = terms.sender_amount ? arg_text(args, "destinationCurrency") : currency;
	terms.country = arg_text(args, "destinationCountry");
	terms.source_type = arg_text(args, "sourcePaymentMethodType");
	terms.destination_type = arg_text(args, "destinationPaymentMethodType");
	work_out(&terms, &q);
	body = quote_body(req->world, &q, arg_text(args, "operationType"));
	json_object_del(body, "totalAmount");
	put(body, "totalFee", all_fees(&q), terms.from);
	put(body, "lowerLimit", q.lower, terms.from);
	put(body, "upperLimit", q.upper, terms.from);
	/* The lite answer always has an id and a shorter list of details. */
	world_uuid(req->world, id);
	if (!can_run(&q))
		put_text(body, "id", id);
	if (str_eq(q.reason, "LimitsValidation"))
		put_text(body, "reasonDetail", "Sender");
	answer_with(req, body);
}

static json_t *pre_quote_row(const struct terms *terms)
{
	json_t *row = json_object();
	struct quote q;

	work_out(terms, &q);
	json_object_set_new(row, "ExchangeRate", rate_json(q.rate ? q.rate : RATE_ONE));
	put(row, "SourceFee", q.source_fee, terms->from);
	put(row, "TransactionFee", q.transaction_fee, terms->from);
	put(row, "DestinationFee", q.destination_fee, terms->to);
	put(row, "TenantFee", q.tenant_fee, terms->from);
	put_text(row, "Type", terms->source_type);
	put(row, "TotalAmount", q.source + all_fees(&q), terms->from);
	return row;
}

void do_preQuote(struct request *req)
{
	static const char *const sources[] = { "DebitCard", "CreditCard", "BankAccount" };
	const json_t *method = json_object_get(req->args, "DestinationPaymentMethod");
	const char *currency = arg_text(req->args, "Currency");
	const char *country = arg_text(method, "country");
	struct terms terms = { .sender_amount = true, .from = *currency ? currency : "USD" };
	json_t *rows;

	if (!need_user(req, 500, "ERROR_INTERNAL_SERVER_ERROR") ||
	    !read_amount(req, "Amount", terms.from, &terms.amount))
		return;
	terms.to = currency_of(*country ? country : "MX");
	terms.destination_type = type_given(req->user, req->args, "", "DestinationPaymentMethod");
	rows = json_array();
	for (size_t i = 0; i < ARRAY_LEN(sources); i++) {
		terms.source_type = sources[i];
		json_array_append_new(rows, pre_quote_row(&terms));
	}
	req->world->quotes++;
	answer_with(req, json_pack("{s:o}", "Quotes", rows));
}
