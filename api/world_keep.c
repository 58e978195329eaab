/* The world as a document, so that the sandbox inside the console is the same
 * service when the console is opened again. */

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/world_own.h"

#define KEEP_VERSION 1

static json_t *pack_user(const struct user *u)
{
	return json_pack("{s:s, s:O, s:O, s:O, s:O, s:O, s:i, s:i, s:s?, s:s?, s:I}",
			 "id", u->id, "record", u->record, "contacts", u->contacts,
			 "methods", u->methods, "cip", u->cip, "lock", u->lock, "quirks",
			 (int)u->quirks,
			 "pollsLeft", u->polls_left, "status", u->status,
			 "statusDetail", u->detail ? u->detail : "None",
			 "createdAt", (json_int_t)u->created_at);
}

/* What was told matters only while somebody listens. */
static json_t *pack_deal(const struct deal *d, bool listened)
{
	json_t *row = json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:s, s:O, s:O, s:I, s:s, s:I, s:I, s:I, s:s, s:b, s:i, "
		"s:s, s:s}",
		"userId", d->user->id, "correlationId", d->correlation_id, "reason", d->reason,
		"code", d->code, "platId", d->plat_id, "link", d->link, "payer", d->payer,
		"method", d->method, "minor", (json_int_t)d->amount.minor, "currency",
		d->amount.currency, "createdAt", (json_int_t)d->created_at, "updatedAt",
		(json_int_t)d->updated_at, "since", (json_int_t)d->since, "way", deal_way_name(d),
		"ignored", d->ignored, "repeats", d->repeats, "told",
		listened ? d->told : "", "seen", d->seen->status);

	if (d->sends)
		json_object_set_new(row, "transfer", json_pack(
			"{s:I, s:s, s:I, s:O*}", "minor", (json_int_t)d->pays.minor, "currency",
			d->pays.currency, "rate", (json_int_t)d->rate, "source", d->source));
	return row;
}

json_t *world_pack(const struct world *world)
{
	json_t *users = json_array(), *deals = json_array();
	char vault[2 * sizeof(world->vault_key) + 1], random[17];

	sodium_bin2hex(vault, sizeof(vault), world->vault_key, sizeof(world->vault_key));
	snprintf(random, sizeof(random), "%016llx", (unsigned long long)world->random);
	for (int i = 0; i < world->n_users; i++)
		json_array_append_new(users, pack_user(world->users[i]));
	for (int i = 0; i < world->deals.n; i++)
		json_array_append_new(deals, pack_deal(world->deals.deals[i],
						       world->conf.listened));
	return json_pack("{s:i, s:s, s:s, s:I, s:I, s:I, s:o, s:o, s:O, s:O, s:O, s:O, s:O}",
			 "version", KEEP_VERSION, "random", random, "vault", vault, "clock",
			 (json_int_t)world_clock(world),
			 "at", (json_int_t)wall_ms(), "quotes", (json_int_t)world->quotes,
			 "users", users, "asks", deals, "links", world->by_session_link,
			 "codes", world->codes, "full", world->full, "events", world->events,
			 "kept", world->kept);
}

static void replace(json_t **place, const json_t *row, const char *key)
{
	json_t *value = json_object_get(row, key);

	if (!json_is_object(value))
		return;
	json_decref(*place);
	*place = json_deep_copy(value);
}

static void rename_key(json_t *index, const char *old, const char *key)
{
	json_object_set(index, key, json_object_get(index, old));
	if (strcmp(old, key))
		json_object_del(index, old);
}

static void unpack_user(struct world *world, const json_t *row)
{
	struct user *u = user_add(world, json_object_get(row, "record"));
	const char *id = arg_text(row, "id");

	rename_key(world->by_id, u->id, id);
	snprintf(u->id, sizeof(u->id), "%s", id);
	replace(&u->contacts, row, "contacts");
	replace(&u->methods, row, "methods");
	replace(&u->cip, row, "cip");
	replace(&u->lock, row, "lock");
	u->quirks = (unsigned)json_integer_value(json_object_get(row, "quirks"));
	u->created_at = json_integer_value(json_object_get(row, "createdAt"));
	if (json_is_string(json_object_get(row, "status"))) {
		json_t *change = json_pack("{s:s, s:O, s:O?}", "userId", u->id, "status",
					   json_object_get(row, "status"), "statusDetail",
					   json_object_get(row, "statusDetail"));

		world_set_user(world, change, NULL);
		json_decref(change);
	}
	u->polls_left = (int)json_integer_value(json_object_get(row, "pollsLeft"));
}

static void unpack_money(const json_t *row, struct money *money)
{
	money->minor = json_integer_value(json_object_get(row, "minor"));
	snprintf(money->currency, sizeof(money->currency), "%s", arg_text(row, "currency"));
}

static void unpack_deal(struct world *world, const json_t *row)
{
	struct user *user = user_by(world, world->by_id, arg_text(row, "userId"));
	const json_t *transfer = json_object_get(row, "transfer");
	struct deal_request request = {
		.correlation_id = arg_text(row, "correlationId"), .reason = arg_text(row, "reason"),
		.payer = json_object_get(row, "payer"), .method = json_object_get(row, "method"),
		.sends = transfer, .source = json_object_get(transfer, "source"),
		.rate = json_integer_value(json_object_get(transfer, "rate")),
	};
	struct deal *d;

	if (!user || !request.payer || !request.method)
		return;
	unpack_money(row, &request.amount);
	unpack_money(transfer, &request.pays);
	d = deal_add(world, user, &request);
	rename_key(world->by_plat_id, d->plat_id, arg_text(row, "platId"));
	deal_relink(world, d, arg_text(row, "link"));
	snprintf(d->plat_id, sizeof(d->plat_id), "%s", arg_text(row, "platId"));
	snprintf(d->code, sizeof(d->code), "%s", arg_text(row, "code"));
	d->created_at = json_integer_value(json_object_get(row, "createdAt"));
	d->updated_at = json_integer_value(json_object_get(row, "updatedAt"));
	d->since = json_integer_value(json_object_get(row, "since"));
	d->ignored = json_is_true(json_object_get(row, "ignored"));
	d->repeats = (int)json_integer_value(json_object_get(row, "repeats"));
	deal_take_way(d, arg_text(row, "way"));
	deal_seen_at(d, arg_text(row, "seen"));
	snprintf(d->told, sizeof(d->told), "%s", arg_text(row, "told"));
	if (!*d->told)
		deal_hush(world, d);
}

/* Time went on while nobody was there. */
static void take_clock(struct world *world, const json_t *doc)
{
	int64_t away = wall_ms() - json_integer_value(json_object_get(doc, "at"));

	world->clock_ms = json_integer_value(json_object_get(doc, "clock")) +
			  (int64_t)((double)(away > 0 ? away : 0) * world->rate);
	world->clock_from = now_ms();
}

bool world_unpack(struct world *world, const json_t *doc)
{
	size_t i;
	json_t *row;

	if (json_integer_value(json_object_get(doc, "version")) != KEEP_VERSION || world->n_users)
		return false;
	json_array_foreach(json_object_get(doc, "users"), i, row)
		unpack_user(world, row);
	take_clock(world, doc);
	json_array_foreach(json_object_get(doc, "asks"), i, row)
		unpack_deal(world, row);
	replace(&world->by_session_link, doc, "links");
	replace(&world->codes, doc, "codes");
	replace(&world->full, doc, "full");
	replace(&world->kept, doc, "kept");
	full_reopen(world);
	json_array_extend(world->events, json_object_get(doc, "events"));
	world->quotes = json_integer_value(json_object_get(doc, "quotes"));
	world->random = strtoull(arg_text(doc, "random"), NULL, 16);
	sodium_hex2bin(world->vault_key, sizeof(world->vault_key), arg_text(doc, "vault"),
		       strlen(arg_text(doc, "vault")), NULL, NULL, NULL);
	return true;
}
