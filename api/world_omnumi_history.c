/* What went over the wallets (omnumi 8.9).  One record serves both forms of the
 * history: {"trxId", "offChain", "units", "from", "to" (addresses in small letters, or
 * ""), "token", "status", "at" (ms), "memo", "method", "partner", "failed"}; and "due"
 * (of the world's clock) of what is still under way. */

#include "api/base_units.h"
#include "api/world_wallets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define HISTORY "om.history"
#define DAY_MS INT64_C(86400000)
#define NOWHERE "0x0000000000000000000000000000000000000000"

/* ---- what happened before the sandbox began ---- */

static const struct {
	const char *from, *to;		/* wallets by name; NULL: outside */
	const char *units, *memo;
	const char *failed;		/* why it was cancelled; NULL: it went through */
	int days;			/* ago */
	bool off_chain;
} seeds[] = {
	{ NULL, "usbc.ana.ul", "500000000000000000000", "Recarga", NULL, 61, true },
	{ "usbc.ana.ul", "usbc.luis.ul", "120000000000000000000", "Renta de mayo", NULL, 33,
	  false },
	{ "usbc.luis.ul", "usbc.ana.ul", "15500000000000000000", "Comida", NULL, 28, false },
	{ "usbc.ana.ul", "usbc.jorge.ul", "75250000000000000000", "Boda de Lupita", NULL, 20,
	  false },
	{ "usbc.ana.ul", "usbc.luis.ul", "9000000000000000000000", "Renta de junio",
	  "Stored value per month criteria not met", 3, false },
	{ "usbc.ana.ul", "usbc.luis.ul", "120000000000000000000", "Renta de junio", NULL, 2,
	  false },
	{ NULL, "usbc.ana.ul", "1250500000000000000000", NULL, NULL, 1, true },
	{ "usbc.ivan.ul", "usbc.elena.ul", "1000000000000000000", "Café", NULL, 5, false },
};

static void lower_address(const json_t *wallet, char buf[static 128])
{
	lower_email(arg_text(wallet, "accountAddress"), buf);
}

static void write_down(struct world *world, json_t *all, const struct om_move *move, int64_t at,
		       const char *failed)
{
	const json_t *token = json_object_get(move->to ? move->to : move->from, "tokenSymbol");
	char from[128], to[128], id[67];
	json_t *row;

	lower_address(move->from, from);
	lower_address(move->to, to);
	memcpy(id, "0x", 3);
	om_hex(world, id + 2, 64);
	row = json_pack("{s:s, s:b, s:s, s:s, s:s, s:s, s:s, s:I, s:s?, s:s?, s:s?, s:s?}",
			"trxId", id, "offChain", move->off_chain, "units", move->units, "from",
			from, "to", to, "token", "", "status",
			failed ? "CANCELLED" : "Completed", "at", (json_int_t)at, "memo",
			move->memo, "method", move->method, "partner", move->partner, "failed",
			failed);
	json_object_set(row, "token", (json_t *)token);
	if (move->settles_ms) {
		json_object_set_new(row, "status", json_string("PENDING"));
		json_object_set_new(row, "due", json_integer(world_clock(world) +
							     move->settles_ms));
	}
	json_object_set_new(all, id, row);
}

static void seed_history(struct world *world, json_t *all)
{
	for (size_t i = 0; i < ARRAY_LEN(seeds); i++) {
		struct om_move move = {
			.from = seeds[i].from ? om_wallet(world, seeds[i].from) : NULL,
			.to = seeds[i].to ? om_wallet(world, seeds[i].to) : NULL,
			.units = seeds[i].units, .memo = seeds[i].memo,
			.method = seeds[i].off_chain ? "ACH" : NULL,
			.off_chain = seeds[i].off_chain,
		};

		write_down(world, all, &move, om_now(world) - seeds[i].days * DAY_MS,
			   seeds[i].failed);
	}
}

/* Brought up to now. */
static json_t *history(struct world *world)
{
	json_t *all = om_kept(world, HISTORY, seed_history), *row;
	const char *id;

	json_object_foreach(all, id, row) {
		json_int_t due = json_integer_value(json_object_get(row, "due"));

		if (!due || due > world_clock(world))
			continue;
		json_object_set_new(row, "status", json_string("Completed"));
		json_object_del(row, "due");
	}
	return all;
}

/* ---- what happens ---- */

static void set_balance(json_t *wallet, char *units)
{
	if (wallet && units)
		json_object_set_new(wallet, "balance", json_string(units));
	free(units);
}

bool om_move(struct world *world, const struct om_move *move)
{
	json_t *from = om_wallet(world, arg_text(move->from, "accountAddress"));
	json_t *to = om_wallet(world, arg_text(move->to, "accountAddress"));
	char *left = from ? base_units_take(arg_text(from, "balance"), move->units) : NULL;

	if (from && !left)
		return false;
	set_balance(from, left);
	if (to)
		set_balance(to, base_units_add(arg_text(to, "balance"), move->units));
	/* By the clock of the answers' Date, however far the world's own was moved on. */
	write_down(world, history(world), move, wall_ms(), NULL);
	return true;
}

/* ---- asking for it ---- */

struct query {
	char one[128], other[128];	/* addresses in small letters; other "": anybody */
	bool off_chain, oldest_first;
	int64_t since, until;
	const char *memo;
	size_t skip, most;
};

/* Of mm/dd/yyyy the moment at which that day begins; -1 without. */
static int64_t day_of(const char *text)
{
	char iso[16];

	if (strlen(text) != 10)
		return -1;
	snprintf(iso, sizeof(iso), "%.4s-%.2s-%.2s", text + 6, text, text + 3);
	return parse_time(iso);
}

static size_t whole_number(const json_t *args, const char *key, size_t unless)
{
	json_int_t n = json_integer_value(json_object_get(args, key));

	return n > 0 ? (size_t)n : unless;
}

static bool concerns(const json_t *row, const struct query *q)
{
	const char *from = arg_text(row, "from"), *to = arg_text(row, "to");
	int64_t at = json_integer_value(json_object_get(row, "at"));
	size_t len;

	if (json_is_true(json_object_get(row, "offChain")) != q->off_chain ||
	    at < q->since || at >= q->until ||
	    (*q->memo && !text_seek(arg_text(row, "memo"), q->memo, &len)))
		return false;
	if (!*q->other)
		return str_eq(from, q->one) || str_eq(to, q->one);
	return (str_eq(from, q->one) && str_eq(to, q->other)) ||
	       (str_eq(from, q->other) && str_eq(to, q->one));
}

static int64_t moment(const json_t *row)
{
	return json_integer_value(json_object_get(row, "at"));
}

static int by_time(const void *a, const void *b)
{
	int64_t x = moment(*(const json_t *const *)a), y = moment(*(const json_t *const *)b);

	return (x > y) - (x < y);
}

typedef json_t *told_fn(struct world *, const json_t *row, const struct query *);

static json_t *page_of_rows(struct world *world, const struct query *q, told_fn *told)
{
	json_t *all = history(world), *row, *list = json_array();
	const json_t **rows = xcalloc(json_object_size(all) + 1, sizeof(*rows));
	const char *id;
	size_t n = 0;

	json_object_foreach(all, id, row)
		if (concerns(row, q))
			rows[n++] = row;
	qsort(rows, n, sizeof(*rows), by_time);
	for (size_t i = q->skip; i < n && i - q->skip < q->most; i++)
		json_array_append_new(list, told(world, rows[q->oldest_first ? i : n - 1 - i], q));
	free(rows);
	return list;
}

/* ---- telling of it ---- */

static void tell_side(struct world *world, json_t *item, const char *side, const char *address)
{
	const json_t *wallet = om_wallet(world, address);
	char *space = xasprintf("%sNamespace", side), *own = xasprintf("%sCustomNamespace", side);
	const char *own_name = arg_text(wallet, "customNamespace");

	json_object_set_new(item, side, json_string(*address ? address : NOWHERE));
	json_object_set_new(item, space, json_string(wallet ? arg_text(wallet, "namespace") :
						     "NA"));
	json_object_set_new(item, own, json_string(*own_name ? own_name : "NA"));
	free(space);
	free(own);
}

static json_t *told_of_both(struct world *world, const json_t *row)
{
	char *url = xasprintf("https://explorer.dev.omnumi.io/tx/%s/internal-transactions",
			      arg_text(row, "trxId"));
	json_t *item = json_pack("{s:O, s:O, s:O, s:s}", "trxId", json_object_get(row, "trxId"),
				 "status", json_object_get(row, "status"), "revertReason",
				 json_object_get(row, "failed"), "navigationURL", url);

	tell_side(world, item, "from", arg_text(row, "from"));
	tell_side(world, item, "to", arg_text(row, "to"));
	free(url);
	return item;
}

static bool goes_out(const json_t *row, const struct query *q)
{
	return str_eq(arg_text(row, "from"), q->one);
}

static bool has_failed(const json_t *row)
{
	return *arg_text(row, "failed");
}

static json_t *told_first_form(struct world *world, const json_t *row, const struct query *q)
{
	json_t *item = told_of_both(world, row);
	char seconds[24];

	snprintf(seconds, sizeof(seconds), "%lld", (long long)(moment(row) / 1000));
	json_object_set(item, "blockHash", json_object_get(row, "trxId"));
	json_object_set_new(item, "blockNumber", json_string("362839"));
	json_object_set(item, "amount", json_object_get(row, "units"));
	json_object_set_new(item, "paymentType",
			    json_string(goes_out(row, q) ? "debit" : "credit"));
	json_object_set(item, "tokenSymbol", json_object_get(row, "token"));
	json_object_set_new(item, "timestamp", json_string(seconds));
	json_object_set_new(item, "isError", json_string(has_failed(row) ? "1" : "0"));
	return item;
}

/* What a fraud check said of it; of what went through, nothing is known. */
static json_t *fraud_of(const json_t *row)
{
	if (has_failed(row))
		return json_pack("{s:s, s:[s], s:[{s:s, s:s}]}", "status", "Error",
				 "appliedRules", "stored-value-per-month", "oscilarErrors", "type",
				 "execution", "message", "Execution error");
	return json_pack("{s:s, s:[], s:[]}", "status", "Approved", "appliedRules",
			 "oscilarErrors");
}

static json_t *errors_of(const json_t *row)
{
	if (!has_failed(row))
		return json_array();
	return json_pack("[{s:s, s:O, s:s}]", "type", "transfer-failed", "message",
			 json_object_get(row, "failed"), "error_code", "ULTT0010");
}

static json_t *told_second_form(struct world *world, const json_t *row, const struct query *q)
{
	json_t *item = told_of_both(world, row);
	char *amount = base_units_text(arg_text(row, "units"), BASE_DECIMALS);
	const char *memo = arg_text(row, "memo");
	char at[OM_TIME_SIZE];

	om_time(moment(row), at);
	json_object_set_new(item, "amount", json_loads(amount, JSON_DECODE_ANY, NULL));
	json_object_set_new(item, "paymentType",
			    json_string(goes_out(row, q) ? "DEBIT" : "CREDIT"));
	json_object_set_new(item, "timestamp", json_integer(moment(row) / 1000));
	json_object_set_new(item, "createdAt", json_string(at));
	json_object_set_new(item, "errors", errors_of(row));
	json_object_set_new(item, "isError", json_integer(has_failed(row)));
	json_object_set_new(item, "memo", json_string(*memo ? memo : "NA"));
	json_object_set(item, "partnerName", json_object_get(row, "partner"));
	json_object_set(item, "method", json_object_get(row, "method"));
	json_object_set_new(item, "fraudDetails", fraud_of(row));
	free(amount);
	return item;
}

/* ---- the two operations ---- */

/* What the two forms say differently. */
struct wording {
	const char *foreign, *order, *on_chain, *off_chain;
	told_fn *told;
};

static bool take_wallet(struct request *req, const struct wording *form, const char *id,
			bool own, char address[static 128])
{
	const json_t *wallet = om_wallet(req->world, id);
	char *text;

	if (wallet && (!own || om_is_own(req, wallet))) {
		lower_address(wallet, address);
		return true;
	}
	text = xasprintf("No address found for namespace %s", id);
	if (wallet)
		refuse(req, 400, form->foreign);
	else
		refuse_because(req, 400, "No address found for namespace john.ul", text);
	free(text);
	return false;
}

static void refuse_broken(struct request *req, const char *message)
{
	char *text = xasprintf("%.*s the ledger does not answer",
			       (int)strcspn(message, ":") + 1, message);

	refuse_because(req, 400, message, text);
	free(text);
}

static void tell_history(struct request *req, const struct wording *form)
{
	const json_t *args = req->args;
	const char *id = arg_text(args, "identifier");
	const char *other = arg_text(args, "secondaryIdentifier");
	int64_t until = day_of(arg_text(args, "enddate"));
	struct query q = {
		.off_chain = str_eq(arg_text(args, "type"), "off-chain"),
		.oldest_first = str_eq(arg_text(args, "sort"), "asc"),
		.since = day_of(arg_text(args, "startdate")),
		.until = until == -1 ? INT64_MAX : until + DAY_MS, .memo = arg_text(args, "memo"),
		.most = whole_number(args, "pageSize", 25),
	};

	q.skip = (whole_number(args, "page", 1) - 1) * q.most;
	if (q.since > -1 && until > -1 && q.since > until)
		refuse(req, 400, form->order);
	else if (om_is_broken(id))
		refuse_broken(req, q.off_chain ? form->off_chain : form->on_chain);
	else if (take_wallet(req, form, id, true, q.one) &&
		 (!*other || take_wallet(req, form, other, false, q.other)))
		answer_with(req, json_pack("{s:o}", "data",
					   page_of_rows(req->world, &q, form->told)));
}

void do_getHistory(struct request *req)
{
	static const struct wording form = {
		.foreign = "Identifier does not belong to tenant_id",
		.order = "Start date can not be greater than the End date",
		.on_chain = "Error in fetchOnChainTransactionHistory: ${error.message}",
		.off_chain = "Error in fetchOffChainTransactionHistory: ${error.message}",
		.told = told_first_form,
	};

	tell_history(req, &form);
}

void do_getHistoryV2(struct request *req)
{
	static const struct wording form = {
		.foreign = "Identifier doesn't belong to tenant_id",
		.order = "Start date cannot be greater than the End date",
		.on_chain = "Error in fetchOnChainTransactionHistory: <reason>",
		.off_chain = "Error in fetchOffChainTransactionHistory: <reason>",
		.told = told_second_form,
	};

	tell_history(req, &form);
}
