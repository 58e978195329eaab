/* The customers with whom a presenter's world begins: assets/people.json. */

#include <stdlib.h>
#include <string.h>

#include "api/world_own.h"

extern const char asset_people_json[];

static void add_contacts(struct world *world, struct user *user, const json_t *contacts)
{
	json_t *contact;
	size_t i;

	json_array_foreach(contacts, i, contact)
		contact_add(world, user, contact);
}

/* A card stands there by its test number and is kept by the vault's token. */
static void add_card(struct world *world, struct user *user, json_t *card)
{
	const char *code;
	char token[48];

	card_token(world, arg_text(card, "pan"), token);
	json_object_set_new(card, "number", json_string(token));
	if (!card_add(world, user, card, &code))
		die("seed card %s: %s", arg_text(card, "name"), code);
}

static void add_methods(struct world *world, struct user *user, const json_t *methods)
{
	json_t *method;
	const char *code;
	size_t i;

	json_array_foreach(methods, i, method) {
		if (*arg_text(method, "pan"))
			add_card(world, user, method);
		else if (!ubn_add(world, user, method, &code))
			die("seed account %s: %s", arg_text(method, "number"), code);
	}
}

static const json_t *method_called(const struct user *user, const char *name)
{
	const char *id;
	json_t *method;

	json_object_foreach(user->methods, id, method)
		if (str_eq(arg_text(method, "name"), name))
			return method;
	return NULL;
}

/* Asks of the past keep the state that the file gives them. */
static void add_ask(struct world *world, struct user *user, const json_t *ask)
{
	struct deal_request request = { .reason = arg_text(ask, "reason") };
	int64_t age = json_integer_value(json_object_get(ask, "minutesAgo")) * 60000;
	char correlation_id[37];
	struct deal *deal;

	world_uuid(world, correlation_id);
	request.correlation_id = correlation_id;
	request.payer = contact_of(user, arg_text(ask, "to"));
	request.method = method_called(user, arg_text(ask, "method"));
	if (!request.payer || !request.method ||
	    !money_from_json(json_object_get(ask, "amount"), "MXN", &request.amount, NULL))
		die("seed ask to %s is not whole", arg_text(ask, "to"));
	deal = deal_add(world, user, &request);
	if (!deal_settle(deal, arg_text(ask, "status")))
		die("seed ask to %s has no such status", arg_text(ask, "to"));
	deal->seen = deal->legs;
	deal->ignored = str_eq(arg_text(ask, "status"), "Rejected");
	deal->created_at -= age;
	deal->updated_at -= age * 9 / 10;
}

void people_load(struct world *world)
{
	json_error_t error;
	json_t *people = json_loads(asset_people_json, JSON_REJECT_DUPLICATES, &error);
	json_t *person, *ask;
	size_t i, k;

	if (!people)
		die("people.json:%d: %s", error.line, error.text);
	json_array_foreach(people, i, person) {
		struct user *user = user_add(world, json_object_get(person, "record"));

		user->status = "Completed";
		user->created_at -= (int64_t)(30 + 11 * i) * 86400000;
		add_contacts(world, user, json_object_get(person, "contacts"));
		add_methods(world, user, json_object_get(person, "methods"));
		json_array_foreach(json_object_get(person, "asks"), k, ask)
			add_ask(world, user, ask);
	}
	json_decref(people);
}
