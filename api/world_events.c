/* The queue of what webhooks shall tell.  No timer fills it: what has happened
 * since the last look follows from the world's clock, as asks themselves do. */

#include "api/world_events.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "api/world_own.h"

#define DUMP_FLAGS (JSON_COMPACT | JSON_REAL_PRECISION(15))

/* Sorted by the time at which they happened, equal ones as they came. */
void event_add(struct world *world, int64_t due, json_t *body)
{
	size_t at = json_array_size(world->events);
	char *text;

	if (!world->conf.listened) {
		json_decref(body);
		return;
	}
	text = json_dumps(body, DUMP_FLAGS);
	while (at && json_integer_value(json_object_get(json_array_get(world->events, at - 1),
							"due")) > due)
		at--;
	json_array_insert_new(world->events, at, json_pack("{s:I, s:s}", "due", (json_int_t)due,
							   "body", text));
	free(text);
	json_decref(body);
}

static json_t *person(const char *id, const char *contact_id, const json_t *from,
		      const char *phone_key)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "id", id, "contactId",
			 contact_id, "countryCode", arg_text(from, "countryCode"), "mobilePhone",
			 arg_text(from, phone_key), "firstName", arg_text(from, "firstName"),
			 "middleName", arg_text(from, "middleName"), "lastName",
			 arg_text(from, "lastName"), "lastName2", arg_text(from, "lastName2"),
			 "relationship", "");
}

/* The vendor's own payload could not be had; raas 7.2 proposes this one. */
static json_t *status_update(struct world *world, const struct deal *deal, const char *status)
{
	struct user *known = user_by_alias(world, arg_text(deal->payer, "phone"), "");
	json_t *other = person(known ? known->id : "0", arg_text(deal->payer, "id"), deal->payer,
			       "phone");
	json_t *own = person(deal->user->id, "", deal->user->record, "phoneNumber");
	char created[25];

	iso_time(deal->created_at, created);
	return json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:s, s:o, s:s, s:o, s:s, s:o}",
		"id", deal->correlation_id, "correlationId", deal->correlation_id, "platId",
		deal->plat_id, "code", deal->code, "status", status, "createdAt", created,
		"sender", deal->sends ? own : other, "recipient", deal->sends ? other : own,
		"amount", money_to_json(&deal->amount), "currency", deal->amount.currency,
		"senderAmount", money_to_json(&deal->pays), "senderCurrency", deal->pays.currency,
		"recipientAmount", money_to_json(&deal->amount), "recipientCurrency",
		deal->amount.currency, "exchangeRate", rate_json(deal->rate));
}

static void tell(struct world *world, struct deal *deal, const char *status, int64_t due)
{
	event_add(world, due, status_update(world, deal, status));
	snprintf(deal->told, sizeof(deal->told), "%s", status);
}

/* Tell each status since the one last told; of an ask that somebody settled
 * only where it stands now. */
static void tell_changes(struct world *world, struct deal *deal)
{
	const struct leg *now = deal_leg(world, deal);
	int64_t began = deal->since;
	bool on_way = !*deal->told;

	if (str_eq(deal->told, now->status))
		return;
	for (const struct leg *leg = deal->legs; leg != now; began += leg->ms, leg++) {
		if (on_way)
			tell(world, deal, leg->status, began);
		on_way |= str_eq(leg->status, deal->told);
	}
	tell(world, deal, now->status, on_way ? began : world_clock(world));
}

void world_catch_up(struct world *world)
{
	full_advance(world);
	for (int i = 0; world->conf.listened && i < world->deals.n; i++)
		tell_changes(world, world->deals.deals[i]);
}

void world_listen(struct world *world, bool on)
{
	world->conf.listened = on;
	json_array_clear(world->events);
	for (int i = 0; on && i < world->deals.n; i++)
		deal_hush(world, world->deals.deals[i]);
}

void deal_hush(struct world *world, struct deal *deal)
{
	snprintf(deal->told, sizeof(deal->told), "%s", deal_stands(world, deal)->status);
}

bool world_events_next(struct world *world, struct world_event *event)
{
	json_t *first;

	if (!world->conf.listened)
		return false;
	world_catch_up(world);
	first = json_array_get(world->events, 0);
	if (!first)
		return false;
	*event = (struct world_event){
		.due = json_integer_value(json_object_get(first, "due")),
		.body = xstrdup(arg_text(first, "body")),
		.country = TENANT_COUNTRY,
	};
	json_array_remove(world->events, 0);
	return true;
}

/* When the ask changes next, by the world's clock; INT64_MAX: not by itself. */
static int64_t next_change(struct world *world, struct deal *deal)
{
	const struct leg *now = deal_leg(world, deal);
	int64_t at = deal->since;

	for (const struct leg *leg = deal->legs; leg != now; leg++)
		at += leg->ms;
	return now->ms ? at + now->ms : INT64_MAX;
}

long world_events_wait(struct world *world)
{
	int64_t next, left;

	if (!world->conf.listened)
		return -1;
	world_catch_up(world);
	if (json_array_size(world->events))
		return 0;
	next = full_next(world);
	for (int i = 0; i < world->deals.n; i++) {
		int64_t at = next_change(world, world->deals.deals[i]);

		next = at < next ? at : next;
	}
	left = next - world_clock(world);
	if (next == INT64_MAX || world->rate <= 0)
		return -1;
	return left > 0 ? (long)ceil((double)left / world->rate) : 0;
}

long world_real_ms(const struct world *world, long ms)
{
	return world->rate > 0 ? (long)ceil((double)ms / world->rate) : ms;
}
