/* What QA and tests may see of the world. */

#include "api/world_own.h"

static json_t *user_row(const struct user *user)
{
	const char *detail, *status = user_status(user, &detail);
	const json_t *r = user->record;

	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:i, s:i}", "userId", user->id,
			 "phoneNumber", arg_text(r, "phoneNumber"), "email", arg_text(r, "email"),
			 "firstName", arg_text(r, "firstName"), "lastName", arg_text(r, "lastName"),
			 "status", status, "statusDetail", detail,
			 "contacts", (int)json_object_size(user->contacts),
			 "methods", (int)json_object_size(user->methods), "asks", user->asks.n);
}

/* attempts: how many requests came with this correlation id; one of them made it. */
static json_t *ask_row(struct world *world, struct deal *deal)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:s, s:i}",
			 "correlationId", deal->correlation_id, "platId", deal->plat_id,
			 "code", deal->code, "link", deal->link, "userId", deal->user->id,
			 "status", deal_leg(world, deal)->status,
			 "amount", money_to_json(&deal->amount), "currency", deal->amount.currency,
			 "attempts", deal->repeats + 1);
}

/* Whole asks: how far each is, or how it went. */
static json_t *full_rows(const struct world *world)
{
	json_t *rows = json_array(), *job;
	const char *id;

	json_object_foreach(world->full, id, job)
		json_array_append_new(rows, json_pack("{s:s, s:s, s:s, s:s, s:s}",
			"correlationId", id, "userId", arg_text(job, "userId"),
			"state", arg_text(job, "state"), "errorCode", arg_text(job, "errorCode"),
			"phase", arg_text(job, "phase")));
	return rows;
}

json_t *world_summary(struct world *world)
{
	json_t *users = json_array(), *asks = json_array(), *links = json_array();
	const char *code;
	json_t *i;

	world_catch_up(world);
	for (int n = 0; n < world->n_users; n++)
		json_array_append_new(users, user_row(world->users[n]));
	for (int n = 0; n < world->deals.n; n++)
		json_array_append_new(asks, ask_row(world, world->deals.deals[n]));
	json_object_foreach(world->by_session_link, code, i)
		json_array_append_new(links, json_pack("{s:s, s:s}", "link", code, "userId",
			world->users[json_integer_value(i)]->id));
	return json_pack("{s:I, s:f, s:I, s:O, s:o, s:o, s:o, s:o, s:O}",
			 "clockMs", (json_int_t)world_clock(world), "rate", world->rate,
			 "quotes", (json_int_t)world->quotes, "calls", world->calls,
			 "users", users, "asks", asks, "links", links, "full", full_rows(world),
			 "ach", world_kept(world, "om.ach ledger"));
}
