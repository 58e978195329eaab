/* What customers have to read and accept, and their consents (omnumi 8.3, 8.4,
 * 11).  The texts are of our own wording. */

#include <stdlib.h>
#include <string.h>

#include "api/world_omnumi.h"

#define AGREEMENTS "om.agreements"

extern const char asset_omnumi_terms_html[], asset_omnumi_privacy_html[];
extern const char asset_omnumi_patriot_html[], asset_omnumi_papers_html[];
extern const char asset_omnumi_platform_html[];

struct paper {
	const char *type, *html;
};

static const struct paper papers[] = {
	{ "US_PATRIOTIC_ACT", asset_omnumi_patriot_html },
	{ "ELECTRONIC_COMMUNICATIONS", asset_omnumi_papers_html },
};
static const struct paper platform_papers[] = {
	{ "UL_AGREEMENT", asset_omnumi_platform_html },
};

/* What cannot be had otherwise, by a word of the e-mail or a number. */
static const struct {
	const char *mail, *id;
	int status;
	const char *message;
} odd[] = {
	{ "notoken", "00000000-0000-4000-8000-000000000401", 400, "Could't fetch token" },
	{ "crash", "00000000-0000-4000-8000-000000000402", 400, "err.message" },
	{ "nodata", "00000000-0000-4000-8000-000000000403", 400, "No data found" },
	{ "nopaper", "", 404, "No data found" },
};

static bool is_odd(struct request *req, const char *email, const char *id)
{
	for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
		if (om_mail_says(email, odd[i].mail) || (*id && str_eq(id, odd[i].id))) {
			refuse(req, odd[i].status, odd[i].message);
			return true;
		}
	}
	return false;
}

/* ---- templates ---- */

void do_getTermsAndPrivacyAgreement(struct request *req)
{
	bool terms = str_eq(arg_text(req->args, "type"), "TERMS_CONDITIONS");

	answer_with(req, json_pack(
		"{s:s, s:{s:s, s:s, s:s}}", "message", "Fetched template successfully", "data",
		"templateId", terms ? "4b9c4c86-0701-40cf-9ebb-59bc0ddd4650" :
				      "b31c1a52-7f0e-4f0a-8d53-0e6c2a9d7b14",
		"html", terms ? asset_omnumi_terms_html : asset_omnumi_privacy_html, "type",
		"UL_TEMPLATE"));
}

/* ---- agreements of a customer ---- */

static json_t *made(struct request *req, const struct paper *paper)
{
	const json_t *args = req->args;
	char id[37], now[OM_TIME_SIZE];
	json_t *agreement;

	world_uuid(req->world, id);
	om_time(wall_ms(), now);
	agreement = json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "id", id, "content",
		paper->html, "status", "PENDING", "first_name", arg_text(args, "firstName"),
		"last_name", arg_text(args, "lastName"), "email", arg_text(args, "email"),
		"account_address", arg_text(args, "accountAddress"), "ip", arg_text(args, "ip"),
		"agreement_type", paper->type, "created_at", now);
	world_keep(req->world, AGREEMENTS, id, json_pack("{s:O, s:s}", "told", agreement,
							 "tenantId", om_tenant(req)->id));
	return agreement;
}

static void preview(struct request *req, const struct paper *list, size_t n)
{
	json_t *data;

	if (is_odd(req, arg_text(req->args, "email"), ""))
		return;
	data = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(data, made(req, &list[i]));
	answer_with(req, json_pack("{s:s, s:o}", "message", "Agreements fetched successfully",
				   "data", data));
}

void do_previewAgreement(struct request *req)
{
	preview(req, papers, ARRAY_LEN(papers));
}

void do_previewULAgreement(struct request *req)
{
	preview(req, platform_papers, ARRAY_LEN(platform_papers));
}

/* Of this tenant, by its number; NULL. */
static json_t *agreement_of(struct request *req, const char *id)
{
	json_t *kept = json_object_get(world_kept(req->world, AGREEMENTS), id);

	return kept && str_eq(arg_text(kept, "tenantId"), om_tenant(req)->id) ? kept : NULL;
}

void do_getAgreement(struct request *req)
{
	const char *wanted = arg_text(req->args, "agreementId"), *id;
	json_t *data, *kept;

	if (is_odd(req, "", wanted))
		return;
	data = json_array();
	json_object_foreach(world_kept(req->world, AGREEMENTS), id, kept)
		if ((!*wanted || !strcasecmp(id, wanted)) && agreement_of(req, id))
			json_array_append(data, json_object_get(kept, "told"));
	if (*wanted && !json_array_size(data)) {
		json_decref(data);
		refuse(req, 404, "No data found");
		return;
	}
	answer_with(req, json_pack("{s:s, s:o}", "message", "Agreements fetched successfully",
				   "data", data));
}

/* Its two refusals of one text differ by their type. */
static void refuse_update(struct request *req, const char *type)
{
	for (const struct answer_doc *a = req->op->answers; a->status; a++)
		if (str_eq(a->code, type) && str_eq(a->reason, "Could't Update agreement"))
			*req->answer = world_documented(req->op, a);
}

/* Whose account it is, by the e-mail in it, else by its wallet; a number of its own
 * for somebody who is no customer yet. */
static const char *account_of(struct request *req, json_t *kept)
{
	const json_t *told = json_object_get(kept, "told");
	const json_t *customer = om_customer_by(req->world, "email", arg_text(told, "email"));
	const json_t *wallet = om_wallet(req->world, arg_text(told, "account_address"));
	char id[37];

	if (customer)
		return arg_text(customer, "customerAccountId");
	if (wallet)
		return arg_text(wallet, "customerAccountId");
	if (!*arg_text(kept, "account")) {
		world_uuid(req->world, id);
		json_object_set_new(kept, "account", json_string(id));
	}
	return arg_text(kept, "account");
}

static void update(struct request *req)
{
	const char *id = arg_text(req->args, "agreementId");
	json_t *kept = agreement_of(req, id), *told = json_object_get(kept, "told");
	char now[OM_TIME_SIZE];

	if (is_odd(req, "", id))
		return;
	if (!kept) {
		refuse_update(req, "Agreement");
	} else if (!str_eq(arg_text(req->args, "status"), "ACCEPTED")) {
		refuse_update(req, "catch");
	} else {
		om_time(wall_ms(), now);
		json_object_set_new(told, "status", json_string("ACCEPTED"));
		answer_with(req, json_pack(
			"{s:{s:s, s:s, s:s, s:s, s:s}, s:s}", "data", "customerAccountId",
			account_of(req, kept), "id", id, "status", "ACCEPTED", "createdAt",
			arg_text(told, "created_at"), "updatedAt", now, "message",
			"Agreement successfully updated"));
	}
}

void do_updatePreviewAgreement(struct request *req)
{
	update(req);
}

void do_updateULPreviewAgreement(struct request *req)
{
	update(req);
}

/* ---- consents ---- */

#define CONSENT_VERSION "v1.0.3"
#define ELENA "4c3f3bbe-7190-4a49-8454-d240ba108d18"	/* hers is told in a list */

static bool is_plaid(const json_t *args)
{
	const char *partner = arg_text(args, "paymentPartner");

	return !strcasecmp(arg_text(args, "subCategory"), "Deposits") &&
	       !strcasecmp(arg_text(args, "type"), "ACH") &&
	       (!*partner || !strcasecmp(partner, "PLAID"));
}

void do_getConsentMessage(struct request *req)
{
	const char *tenant = arg_text(req->args, "tenantId");

	if (!om_is_uuid(tenant)) {
		refuse(req, 400, "Something went wrong, please try again");
	} else if (!om_tenant_with(tenant) || !is_plaid(req->args)) {
		refuse(req, 404, "No data found");
	} else {
		answer_with(req, json_pack(
			"{s:{s:s, s:s, s:s, s:s}, s:s}", "data", "vendorName", "Plaid Inc.",
			"currentActiveVersion", CONSENT_VERSION, "consentMessage",
			"I authorize the platform to retrieve my banking data from my bank "
			"through Plaid Inc., to check that the account is mine and what it "
			"holds, and to draw on it for the deposits that I order. I can take "
			"this back at any time; what I ordered before stays.",
			"dssId", "dss_4u8ddjeq", "message",
			"Vendor consent details fetched successfully"));
	}
}

/* Ana's is in force, Luis's was for an older text, others have none. */
static void seed_consents(struct world *world, json_t *all)
{
	static const struct {
		const char *email, *version;
	} seeds[] = {
		{ "ana.paz@example.com", CONSENT_VERSION },
		{ "luis.ortega@example.com", "v1.0.2" },
		{ "elena.rios@example.com", CONSENT_VERSION },
	};

	for (size_t i = 0; i < ARRAY_LEN(seeds); i++) {
		const json_t *customer = om_customer_by(world, "email", seeds[i].email);

		if (customer)
			json_object_set_new(all, arg_text(customer, "customerAccountId"),
					    json_string(seeds[i].version));
	}
}

/* What the call names the customer by: her number, her wallet, or, as in the
 * vendor's example, her number in the wallet's place. */
static const char *customer_named(struct request *req)
{
	const char *id = arg_text(req->args, "customerAccountId");
	const char *address = arg_text(req->args, "accountAddress");
	const json_t *wallet = om_wallet(req->world, address);

	if (*id)
		return id;
	return wallet ? arg_text(wallet, "customerAccountId") : address;
}

void do_getConsentStatus(struct request *req)
{
	const json_t *consents = om_kept(req->world, "om.consents", seed_consents);
	const char *version = arg_text(consents, customer_named(req));
	bool in_force = str_eq(version, CONSENT_VERSION);
	json_t *message;

	if (req->caller && req->caller->tenant && !om_tenant_with(req->caller->tenant)) {
		refuse(req, 400, "Something went wrong, please try again");
		return;
	}
	if (!*version || !is_plaid(req->args)) {
		refuse(req, 404, "No consent is available, please accept the consent");
		return;
	}
	message = json_string(in_force ? "Consent is accepted" :
			      "Consent is not valid. Please accept the consent");
	if (str_eq(customer_named(req), ELENA))
		message = json_pack("[o]", message);
	answer_with(req, json_pack("{s:{s:s}, s:o}", "data", "latestConsentVersion",
				   CONSENT_VERSION, "message", message));
}
