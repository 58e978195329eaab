/* Companies of the wallet service.  What is kept of one is what its reading tells,
 * without numbers and papers: a sandbox has no use for either. */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/document.h"
#include "api/world_omnumi.h"

#define KIND "om.business"

/* The vendor's own sample, in the place of whatever was handed in. */
static const char any_paper[] = "base64,iVBORw0KGgo=";

/* ---- what is kept ---- */

static json_t *keepable(const struct field *table, const json_t *record);

static json_t *keepable_value(const struct field *f, const json_t *value)
{
	json_t *list, *item;
	size_t i;

	if (f->type == &field_document)
		return json_string(any_paper);
	if (f->fields && json_is_object(value))
		return keepable(f->fields, value);
	if (!f->fields || !json_is_array(value))
		return json_deep_copy(value);
	list = json_array();
	json_array_foreach(value, i, item)
		json_array_append_new(list, keepable(f->fields, item));
	return list;
}

static json_t *keepable(const struct field *table, const json_t *record)
{
	json_t *copy = json_object();

	field_each(f, table) {
		const json_t *value = json_object_get(record, f->key);

		if (!f->secret && !field_absent(value))
			json_object_set_new(copy, f->key, keepable_value(f, value));
	}
	return copy;
}

/* The company that every sandbox begins with. */
static void seed(struct world *world, json_t *all)
{
	static const char id[] = "57b99458-f481-4822-b8b3-516d6bd611ca";
	json_t *luna = record_example(op_createBusinessUser.in, true), *kept;
	json_t *control = json_object_get(luna, "controlPersons");

	(void)world;
	json_object_set_new(luna, "domain", json_string("bodegaluna"));
	json_object_set_new(luna, "businessUserName", json_string("Bodega Luna"));
	json_object_set_new(luna, "businessUserLegalName", json_string("Bodega Luna Inc"));
	json_object_set_new(luna, "businessUserEmail",
			    json_string("hola@bodegaluna.example.com"));
	json_object_set_new(control, "emailAddress", json_string("luna@bodegaluna.example.com"));
	kept = keepable(op_createBusinessUser.in, luna);
	json_object_set_new(kept, "tenantId", json_string(OM_TENANT_ID));
	json_object_set_new(kept, "at", json_integer(1701429167000));
	json_object_set_new(all, id, kept);
	json_decref(luna);
}

static json_t *companies(struct world *world)
{
	return om_kept(world, KIND, seed);
}

const json_t *om_company(struct world *world, const char *business_user_id)
{
	return json_object_get(companies(world), business_user_id);
}

static bool is_taken(struct world *world, const char *group, const char *key, const json_t *args)
{
	const json_t *sent = group ? json_object_get(args, group) : args;
	const char *id;
	json_t *company;

	json_object_foreach(companies(world), id, company) {
		const json_t *has = group ? json_object_get(company, group) : company;

		if (!strcasecmp(arg_text(has, key), arg_text(sent, key)))
			return true;
	}
	return false;
}

/* ---- registering ---- */

static const char *company_fault(struct request *req)
{
	static const struct {
		const char *group, *key, *message;
	} unique[] = {
		{ NULL, "domain", "Business domain already exists" },
		{ NULL, "businessUserEmail",
		  "Business user is already registered with provided email id" },
		{ "controlPersons", "emailAddress",
		  "Business's control person is already registered with provided email id" },
		{ NULL, "businessUserName", "Business name already exists" },
	};
	static const struct {
		const char *domain, *message;
	} spoilt[] = {
		{ "no-reason", "error" }, { "no-account", "Not able to create account" },
		{ "no-identity", "publicMint.errors[0].message" },
	};

	for (size_t i = 0; i < ARRAY_LEN(unique); i++)
		if (is_taken(req->world, unique[i].group, unique[i].key, req->args))
			return unique[i].message;
	for (size_t i = 0; i < ARRAY_LEN(spoilt); i++)
		if (str_eq(arg_text(req->args, "domain"), spoilt[i].domain))
			return spoilt[i].message;
	if (!om_badge_for_companies(arg_text(req->args, "badgeId")))
		return "Not able to onboard business";
	return NULL;
}

/* "bodegasol.biz.usbc.ul" */
static char *namespace_of(const struct request *req, const char *domain)
{
	char *name = xasprintf("%s.biz.%s.ul", domain, om_tenant(req)->space);

	for (char *p = name; *p; p++)
		*p = isalnum((unsigned char)*p) || *p == '.' || *p == '-' ?
		     (char)tolower((unsigned char)*p) : '-';
	return name;
}

static void give_wallet(struct request *req, const char *id)
{
	char *name = namespace_of(req, arg_text(req->args, "domain"));
	json_t *wallet = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "accountAddress",
				   arg_text(req->args, "accountAddress"), "namespace", name,
				   "tenantId", om_tenant(req)->id, "businessUserId", id,
				   "tokenSymbol", "USBC", "balance", "0");

	if (*arg_text(req->args, "customNamespace")) {
		json_object_set(wallet, "customNamespace",
				json_object_get(req->args, "customNamespace"));
		json_object_set(wallet, "provider", json_object_get(req->args, "provider"));
	}
	om_wallet_add(req->world, wallet);
	free(name);
}

static json_t *made_answer(const struct request *req, const char *id, int64_t at)
{
	const json_t *args = req->args;
	char when[OM_TIME_SIZE];
	json_t *metadata = json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:O}", "email",
		arg_text(args, "businessUserEmail"), "phone", arg_text(args, "phoneNumber"),
		"legal_name", arg_text(args, "businessUserLegalName"), "tax_id",
		arg_text(args, "taxIdNumber"), "businessUserId", id, "businessUserMetadataId", id,
		"business_entity_name", arg_text(args, "businessEntityName"), "company_address",
		json_object_get(args, "businessUserAddress"));

	om_time(at, when);
	return json_pack("{s:{s:s, s:s, s:o, s:b, s:s, s:s, s:s, s:s}, s:s}", "data", "domain",
			 arg_text(args, "domain"), "business_user_name",
			 arg_text(args, "businessUserName"), "business_user_metadata", metadata,
			 "is_active", true, "created_at", when, "start_date", when, "end_date",
			 when, "tenant_id", om_tenant(req)->id, "message",
			 "Tenant onboarded successfully");
}

void do_createBusinessUser(struct request *req)
{
	const char *fault = company_fault(req);
	int64_t at = wall_ms();
	json_t *company;
	char id[37];

	if (fault) {
		refuse(req, 400, fault);
		return;
	}
	world_uuid(req->world, id);
	company = keepable(req->op->in, req->args);
	json_object_set_new(company, "tenantId", json_string(om_tenant(req)->id));
	json_object_set_new(company, "at", json_integer(at));
	companies(req->world);
	world_keep(req->world, KIND, id, company);
	give_wallet(req, id);
	answer_with(req, made_answer(req, id, at));
}

/* ---- reading: single things where one was sent, as the vendor's sample has it ---- */

static json_t *alone(const json_t *value)
{
	if (json_is_array(value) && json_array_size(value) == 1)
		value = json_array_get(value, 0);
	return value ? json_incref((json_t *)value) : json_null();
}

static json_t *metadata_answer(const char *id, const json_t *company)
{
	static const char *const same[][2] = {
		{ "companyAddress", "businessUserAddress" }, { "email", "businessUserEmail" },
		{ "legalName", "businessUserLegalName" }, { "phone", "phoneNumber" },
		{ "businessEntityName", "businessEntityName" },
		{ "incorporationDocs", "incorporationDocs" },
		{ "jurisdictionDocs", "jurisdictionDocs" }, { "otherDocs", "otherDocs" },
		{ "entityBeneficialOwners", "entityBeneficialOwners" },
		{ "individualBeneficialOwners", "individualBeneficialOwners" },
		{ "controlPersons", "controlPersons" }, { "memoFields", "memoFields" },
		{ "registeredOfficeAddress", "registeredOfficeAddress" },
		{ "signatories", "signatories" },
	};
	json_t *metadata = json_pack("{s:s, s:s, s:i, s:i, s:s}", "businessUserMetadataId", id,
				     "businessUserId", id, "taxId", 0, "bankVerificationNumber",
				     0, "otherDetails", "");

	for (size_t i = 0; i < ARRAY_LEN(same); i++)
		json_object_set_new(metadata, same[i][0],
				    alone(json_object_get(company, same[i][1])));
	return metadata;
}

static json_t *paper_answer(const char *id, const json_t *company, const char *when)
{
	json_t *paper = json_deep_copy(json_object_get(company, "incorporationDocs"));

	if (!paper)
		return json_null();
	json_object_update_new(paper, json_pack(
		"{s:s, s:s, s:s, s:s, s:s}", "businessUserDocumentId", id, "businessUserId", id,
		"type", "incorporationDocs", "createdAt", when, "updatedAt", when));
	return paper;
}

static void add_wallet(struct request *req, const char *id, json_t *data)
{
	const json_t *wallet = om_wallet_of(req->world, "businessUserId", id);
	const char *custom = arg_text(wallet, "customNamespace");

	if (!wallet)
		return;
	json_object_set_new(data, "business_user_namespaces", json_pack(
		"{s:s, s:s, s:s, s:s}", "businessUserNamespaceId", id, "businessUserId", id,
		"businessUserNamespace", arg_text(wallet, "namespace"), "accountAddress",
		arg_text(wallet, "accountAddress")));
	json_object_set_new(data, "walletBalanceDetails", json_pack(
		"{s:s, s:s, s:i, s:s, s:s, s:s, s:s, s:s, s:s, s:{s:s, s:s, s:s}}",
		"accountAddress", arg_text(wallet, "accountAddress"), "namespaceId", id, "isGlobal",
		0, "isPrimary", "true", "domainNamespace", arg_text(wallet, "namespace"),
		"tenantId", arg_text(wallet, "tenantId"), "tenantName", om_tenant(req)->name,
		"customNamespace", *custom ? custom : arg_text(wallet, "namespace"),
		"namespaceProvider", arg_text(wallet, "provider"), "balance", "balance",
		arg_text(wallet, "balance"), "name", "USBC", "symbol", "USBC"));
}

static json_t *read_answer(struct request *req, const char *id, const json_t *company)
{
	char when[OM_TIME_SIZE];
	json_t *data;

	om_time((int64_t)json_integer_value(json_object_get(company, "at")), when);
	data = json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o}",
		"businessUserId", id, "businessUserName", arg_text(company, "businessUserName"),
		"domain", arg_text(company, "domain"), "startDate", when, "endDate", when,
		"complianceStatus", "PENDING", "accountStatus", "PENDING", "onboardingStatus",
		"PENDING", "identityProviderStatus", "PENDING", "createdAt", when, "updatedAt",
		when, "tenantId", arg_text(company, "tenantId"), "business_user_metadata",
		metadata_answer(id, company), "business_user_documents",
		paper_answer(id, company, when));
	json_object_set_new(data, "dss_business_users", json_pack(
		"{s:s, s:s, s:s, s:s, s:s}", "dssTypeId", "70b7e287-37bf-4422-934c-27f7d451f274",
		"businessUserId", id, "dssId", "140638535", "createdAt", when, "updatedAt", when));
	add_wallet(req, id, data);
	return json_pack("{s:s, s:o}", "message", "Business user details fetched successfully",
			 "data", data);
}

void do_getBusinessUser(struct request *req)
{
	const char *id = arg_text(req->args, "businessUserId");
	const json_t *company = om_company(req->world, id);

	if (company)
		answer_with(req, read_answer(req, id, company));
	else if (str_eq(id, "err"))
		refuse(req, 400, "err[1]");
	else if (str_eq(id, "error"))
		refuse(req, 400, "error.message");
	else
		refuse(req, 400, "Please provide valid business user id");
}
