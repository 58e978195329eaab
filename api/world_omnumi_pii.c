/* What is known of a customer, and how it came to be so (omnumi 8.12, 11).  Her
 * changes are the same for everybody; the last ones happen only after she was first
 * looked at, as the world's clock goes on. */

#include "api/world_wallets.h"
#include "api/ops_wallets.h"

#include <stdlib.h>
#include <string.h>

#define MINUTE_MS INT64_C(60000)

/* A dot steps into a group. */
static const struct {
	int minutes;			/* from when she was first looked at */
	const char *key, *before, *remarks, *by;
} changes[] = {
	{ -43200, "dateOfBirth", "1990-01-01", "Editing date of birth", "default.user@ul.com" },
	{ -20160, "address.address1", "Calle Hidalgo 4", "Moved house",
	  "counter.2@usbc.example" },
	{ -4320, "bankAccountDetails.bankAccountNumber", "Ul22440399",
	  "Changing bank account", "counter.2@usbc.example" },
	{ -2880, "ssn", "122-22-2331", "Typing error in the number",
	  "back.office@usbc.example" },
	{ 60, "occupation", "Teacher", "New job", "counter.1@usbc.example" },
	{ 1440, "annualSalary", "25000-50000", "New job", "counter.1@usbc.example" },
};

/* She as the history has her now. */
static json_t *details_of(const json_t *who)
{
	json_t *d = json_pack(
		"{s:O, s:O, s:O, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "customerAccountId",
		json_object_get(who, "customerAccountId"), "firstName",
		json_object_get(who, "firstName"), "lastName", json_object_get(who, "lastName"),
		"dateOfBirth", arg_text(who, "dob"), "email", arg_text(who, "email"), "ssn",
		"122-22-2332", "occupation", "Engineer", "annualSalary", "50000-75000",
		"accountPurpose", "Savings", "expectedMonthlyVolume", "1000-5000");
	json_t *address = json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:s}", "city", arg_text(who, "city"), "state",
		arg_text(who, "state"), "address1", arg_text(who, "address1"), "country",
		arg_text(who, "countryCode"), "postalCode", arg_text(who, "zipCode"),
		"isoCountryCode", arg_text(who, "countryCode"));
	json_t *bank = json_pack(
		"{s:s, s:s, s:s, s:s, s:s}", "bankAbaRoutingNumber", "091000022",
		"bankLegalName", "US Bank", "bankAccountHolderName",
		arg_text(who, "firstName"), "bankAccountType", "SAVINGS", "bankAccountNumber",
		"Ul22440412");

	json_object_set_new(d, "address", address);
	json_object_set_new(d, "bankAccountDetails", bank);
	json_object_set_new(d, "governmentDocuments", json_pack(
		"[{s:s, s:s, s:s, s:s, s:s, s:s, s:b}]", "description", "Driving licence",
		"fileName", "licence.png", "side", "front", "type", "DriversLicense", "content",
		"base64,iVBORw0KGgo=", "number", "S-4410-77", "expired", false));
	return d;
}

/* Where a dotted key ends, and in which object. */
static json_t *holder_of(json_t *details, const char *key, const char **last)
{
	const char *dot = strchr(key, '.');
	char *step;
	json_t *inner;

	*last = dot ? dot + 1 : key;
	if (!dot)
		return details;
	step = xstrndup(key, (size_t)(dot - key));
	inner = json_object_get(details, step);
	free(step);
	return inner;
}

/* A copy in which this change had not happened yet. */
static json_t *before(const json_t *details, size_t change)
{
	json_t *copy = json_deep_copy(details);
	const char *last;
	json_t *in = holder_of(copy, changes[change].key, &last);

	json_object_set_new(in, last, json_string(changes[change].before));
	return copy;
}

static bool has_happened(struct world *world, int64_t first, size_t change)
{
	return om_now(world) >= first + changes[change].minutes * MINUTE_MS;
}

/* What is to come is undone in details, which stay as they are now; newest first. */
static json_t *history_of(struct world *world, int64_t first, json_t **details)
{
	json_t *list = json_array(), *after, *old;

	for (size_t i = ARRAY_LEN(changes); i-- && !has_happened(world, first, i);) {
		old = before(*details, i);
		json_decref(*details);
		*details = old;
	}
	after = json_incref(*details);
	for (size_t i = ARRAY_LEN(changes); i--;) {
		char at[OM_TIME_SIZE];

		if (!has_happened(world, first, i))
			continue;
		om_time(first + changes[i].minutes * MINUTE_MS, at);
		old = before(after, i);
		json_array_append_new(list, json_pack(
			"{s:O, s:o, s:s, s:s, s:s}", "oldDetails", old, "newDetails", after,
			"remarks", changes[i].remarks, "updatedBy", changes[i].by, "createdAt",
			at));
		after = old;
	}
	json_decref(after);
	return list;
}

static json_t *namespaces_of(struct world *world, const char *customer)
{
	json_t *list = json_array(), *wallet;
	const char *address;

	om_wallet(world, customer);
	json_object_foreach(world_kept(world, "om.wallets"), address, wallet)
		if (str_eq(arg_text(wallet, "customerAccountId"), customer))
			json_array_append_new(list, json_pack(
				"{s:s, s:b, s:b, s:O?}", "namespace",
				arg_text(wallet, "namespace"), "isGlobal", true, "isPrimary",
				!json_array_size(list), "customNamespace",
				json_object_get(wallet, "customNamespace")));
	return list;
}

/* When she was first looked at. */
static int64_t first_look(struct world *world, const char *customer)
{
	json_t *at = json_object_get(world_kept(world, "om.looked"), customer);

	if (!at)
		world_keep(world, "om.looked", customer, at = json_integer(om_now(world)));
	return json_integer_value(at);
}

static json_t *masked_bank(const json_t *bank)
{
	const char *number = arg_text(bank, "bankAccountNumber");
	size_t n = strlen(number);
	char *masked = xasprintf("XXXXXX%s", n > 4 ? number + n - 4 : "");
	json_t *account = json_copy((json_t *)bank);

	json_object_set_new(account, "bankAccountNumber", json_string(masked));
	json_object_del(account, "customerAccountId");
	free(masked);
	return account;
}

/* Those that were linked; before any was, the one of her papers. */
static json_t *banks_of(struct world *world, const char *customer, const json_t *details)
{
	json_t *list = json_array(), *bank;
	const char *id;

	json_object_foreach(json_object_get(world->kept, "om.banks"), id, bank)
		if (str_eq(arg_text(bank, "customerAccountId"), customer))
			json_array_append_new(list, masked_bank(bank));
	if (!json_array_size(list))
		json_array_append_new(list, masked_bank(
			json_object_get(details, "bankAccountDetails")));
	return list;
}

static json_t *data_of(struct world *world, const json_t *who)
{
	const char *id = arg_text(who, "customerAccountId");
	json_t *details = details_of(who), *changed, *data;

	changed = history_of(world, first_look(world, id), &details);
	data = json_pack(
		"{s:s, s:O, s:O, s:O, s:s, s:s, s:O, s:s, s:O, s:O, s:O, s:O, s:s, s:s}",
		"customerAccountId", id, "tenantId", json_object_get(who, "tenantId"),
		"firstName", json_object_get(details, "firstName"), "lastName",
		json_object_get(details, "lastName"), "middleName", arg_text(who, "middleName"),
		"taxId", "122-22-2332", "ssn", json_object_get(details, "ssn"), "phone",
		arg_text(who, "phoneNumber"), "email", json_object_get(details, "email"), "dob",
		json_object_get(details, "dateOfBirth"), "address",
		json_object_get(details, "address"), "occupation",
		json_object_get(details, "occupation"), "ipAddress", "10.20.121.1", "latLong",
		"{}");
	json_object_update_new(data, json_pack(
		"{s:O, s:s, s:s, s:s, s:s, s:s, s:s, s:n, s:n}", "annualSalary",
		json_object_get(details, "annualSalary"), "accountPurpose", "Savings",
		"expectedMonthlyVolume", "1000-5000",
		"govtIdVerification", "Verified", "poaVerificationStatus", "Not Verified",
		"ssnVerificationStatus", "Verified", "bankVerificationStatus", "Not Verified",
		"denialCode", "denialReason"));
	json_object_update_new(data, json_pack("{s:o, s:o, s:o}", "bankAccounts",
					       banks_of(world, id, details), "namespaces",
					       namespaces_of(world, id), "historyData", changed));
	json_decref(details);
	return data;
}

void do_getPiiCustomerDetails(struct request *req)
{
	const char *id = arg_text(req->args, "customerAccountId");
	const json_t *who = om_customer(req->world, id);

	if (str_eq(id, OPS_OM_UNREADABLE))
		refuse(req, 400, "Error while fetching full customer pii history.");
	else if (!who)
		refuse(req, 404, "There is no such customer account in the given tenant id");
	else if (!om_is_own(req, who))
		refuse(req, 404, "Please provide valid tenant id");
	else
		answer_with(req, json_pack("{s:s, s:o}", "message",
					   "Customer full details fetched successfully", "data",
					   data_of(req->world, who)));
}
