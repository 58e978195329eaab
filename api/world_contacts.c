/* The payers in a customer's book. */

#include <stdlib.h>
#include <string.h>

#include "api/geo.h"
#include "api/world_own.h"

json_t *contact_of(const struct user *user, const char *phone)
{
	char same[20];

	phone_same(phone, same);
	return json_object_get(user->contacts, same);
}

/* Take over what a request says of a contact; blank text clears nothing. */
static void write_contact(json_t *contact, const json_t *from)
{
	static const char *const keys[] = {
		"firstName", "lastName", "email", "countryCode", "alias",
	};

	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		if (*arg_text(from, keys[i]))
			json_object_set(contact, keys[i], json_object_get(from, keys[i]));
}

void contact_add(struct world *world, struct user *user, const json_t *from)
{
	char id[37], same[20];
	json_t *contact;

	world_uuid(world, id);
	contact = json_pack("{s:s, s:O}", "id", id, "phone", json_object_get(from, "phone"));
	write_contact(contact, from);
	phone_same(arg_text(from, "phone"), same);
	json_object_set_new(user->contacts, same, contact);
}

/* The values of an object as a list. */
static json_t *listed(json_t *object)
{
	json_t *list = json_array(), *value;
	const char *key;

	json_object_foreach(object, key, value)
		json_array_append(list, value);
	return list;
}

void do_listContacts(struct request *req)
{
	if (need_user(req, 404, "ERROR_USER_NOT_FOUND"))
		answer_with(req, listed(req->user->contacts));
}

void do_createContact(struct request *req)
{
	if (!need_user(req, 404, "ERROR_USER_NOT_FOUND"))
		return;
	if (contact_of(req->user, arg_text(req->args, "phone"))) {
		refuse(req, 400, "ERROR_DUPLICATED_PHONE");
		return;
	}
	contact_add(req->world, req->user, req->args);
	answer_with(req, json_pack("{s:s, s:s}", "reason", "Contact created", "code", "OK"));
}

static bool blanked(const json_t *args, const char *key)
{
	const char *text = json_string_value(json_object_get(args, key));

	return text && !text[strspn(text, " \t")];
}

void do_updateContact(struct request *req)
{
	json_t *contact;

	if (!need_user(req, 404, "ERROR_USER_NOT_FOUND"))
		return;
	contact = contact_of(req->user, arg_text(req->args, "phone"));
	if (blanked(req->args, "firstName") || blanked(req->args, "lastName")) {
		refuse(req, 400, "ERROR_NAME_NOT_PROVIDED");
	} else if (!contact) {
		refuse(req, 500, "ERROR_INTERNAL_SERVER_ERROR");	/* really (raas 5.7) */
	} else {
		write_contact(contact, req->args);
		answer_with(req, json_pack("{s:s, s:s}", "reason", "Contact updated",
					   "code", "OK"));
	}
}

struct tally {
	const char *same;
	int asks, first;
};

static int most_asked_first(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;

	return x->asks != y->asks ? y->asks - x->asks : x->first - y->first;
}

/* How often each payer was asked, keyed as the book is. */
static json_t *ask_counts(const struct user *user)
{
	json_t *counts = json_object();

	for (int i = 0; i < user->asks.n; i++) {
		char same[20];
		json_t *n;

		phone_same(arg_text(user->asks.deals[i]->payer, "phone"), same);
		n = json_object_get(counts, same);
		if (n)
			json_integer_set(n, json_integer_value(n) + 1);
		else
			json_object_set_new(counts, same, json_integer(1));
	}
	return counts;
}

static json_t *most_asked(const struct user *user, int limit)
{
	json_t *counts = ask_counts(user), *list = json_array(), *n;
	struct tally *tallies = xcalloc(json_object_size(counts), sizeof(*tallies));
	const char *same;
	int found = 0;

	json_object_foreach(counts, same, n) {
		tallies[found] = (struct tally){ .same = same, .first = found,
						 .asks = (int)json_integer_value(n) };
		found++;
	}
	qsort(tallies, (size_t)found, sizeof(*tallies), most_asked_first);
	for (int i = 0; i < found && i < limit; i++)
		if (json_object_get(user->contacts, tallies[i].same))
			json_array_append(list, json_object_get(user->contacts, tallies[i].same));
	free(tallies);
	json_decref(counts);
	return list;
}

void do_getFrequentContacts(struct request *req)
{
	int limit = (int)json_integer_value(json_object_get(req->args, "limit"));

	/* An unknown customer is not documented here; every other failure is 500. */
	if (need_user(req, 500, "ERROR_USER_NOT_FOUND"))
		answer_with(req, most_asked(req->user, limit));
}
