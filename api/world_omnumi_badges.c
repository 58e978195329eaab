/* The badges of the tenant: they are there from the beginning, and nothing of this
 * API changes them. */

#include <string.h>
#include <strings.h>

#include "api/world_omnumi.h"

#define DAY "2023-12-11T07:05:22.0000000+00:00"

/* What the search words mean: the vendor's own sample calls an identification badge
 * FIN, so the kind is searched for by name as well. */
static const struct {
	const char *id, *name, *type, *text, *group;
} badges[] = {
	{ "36d166e5-c9d9-445b-8458-281546dd8171", "BRONZE-IDENTIFICATION-BADGE",
	  "IDENTIFICATION", "For customers whose e-mail is proved", "WALLET-USER" },
	{ "2cbfdc48-072c-40e5-8976-7ade3586faf6", "SILVER-IDENTIFICATION-BADGE",
	  "IDENTIFICATION", "For customers whose identity paper was seen", "WALLET-USER" },
	{ "e51a77c2-5b1f-4b0a-9a52-d9b6d31c0b11", "GOLD-IDENTIFICATION-BADGE",
	  "IDENTIFICATION", "For customers whose address was seen as well", "WALLET-USER" },
	{ "2852ea54-b77d-4853-96bb-e9e484765b35", "BUSINESS-IDENTIFICATION-BADGE",
	  "IDENTIFICATION", "For companies with their papers", "BUSINESS-USER" },
	{ "7b1f0a3e-0f55-4f0c-8a3e-4a1f6c2d9e02", "BUSINESS-PLUS-IDENTIFICATION-BADGE",
	  "IDENTIFICATION", "For companies that were visited", "BUSINESS-USER" },
	{ "1f4c2b7a-93d8-4f39-8f0a-51c8e7a90d31", "BRONZE-FINANCIAL-BADGE", "FIN",
	  "Up to 1,000 a month", "WALLET-USER" },
	{ "9ad0c5de-2a6e-4f1b-b7a1-30c4b9de7f42", "SILVER-FINANCIAL-BADGE", "FIN",
	  "Up to 5,000 a month", "WALLET-USER" },
	{ "62a8de99-1934-4e38-805b-74fa31b7c1ab", "GOLD-FINANCIAL-BADGE", "FIN",
	  "Up to 20,000 a month", "WALLET-USER" },
	{ "c7e2b1f0-6d44-4a0e-9a77-0d5be2c41f53", "BUSINESS-FINANCIAL-BADGE", "FIN",
	  "Up to 100,000 a month", "BUSINESS-USER" },
	{ "e4d123c2-0c6e-45a4-bf8c-1a4cc87f2a63", "CUSTOM-FIN-BADGE", "FIN",
	  "Agreed with the tenant", "WALLET-USER" },
	{ "0b8d5a6c-7e21-4b93-8c6f-e2a4d1907b64", "NEWSLETTER-INFORMATION-BADGE",
	  "INFORMATION", "Wants to be told of news", "WALLET-USER" },
	{ "5d3e9f10-4c8a-4d57-a2b6-98f07c1e3a75", "VETERAN-INFORMATION-BADGE", "INFORMATION",
	  "Has been a customer for ten years", "WALLET-USER" },
};

enum { IDENTIFICATIONS = 5, FINANCIAL = 5, BUSINESS = 8, CUSTOM = 9, NEWS = 10 };
enum { PAGES = 1000000 };	/* more than there can be of anything */

static int badge_at(const char *id)
{
	for (int i = 0; i < (int)ARRAY_LEN(badges); i++)
		if (!strcasecmp(badges[i].id, id))
			return i;
	return -1;
}

bool om_badge_for_companies(const char *id)
{
	int i = badge_at(id);

	return i >= 0 && i < IDENTIFICATIONS && str_eq(badges[i].group, "BUSINESS-USER");
}

static json_t *badge_json(int i)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:n, s:n, s:s, s:s}", "badgeId", badges[i].id,
			 "badgeName", badges[i].name, "badgeType", badges[i].type,
			 "badgeDescription", badges[i].text, "userGroup", badges[i].group,
			 "badgeSymbolRef", "createdBy", "createdAt", DAY, "updatedAt", DAY);
}

static bool fits(int i, const char *search)
{
	static const char *const kinds[][2] = {
		{ "identification", "IDENTIFICATION" }, { "financial", "FIN" },
		{ "information", "INFORMATION" },
	};
	size_t len;

	for (size_t k = 0; k < ARRAY_LEN(kinds); k++)
		if (!strcasecmp(search, kinds[k][0]))
			return str_eq(badges[i].type, kinds[k][1]);
	return !*search || text_seek(badges[i].name, search, &len);
}

void do_listBadges(struct request *req)
{
	const char *search = arg_text(req->args, "search");
	json_int_t page = json_integer_value(json_object_get(req->args, "page"));
	json_int_t size = json_integer_value(json_object_get(req->args, "pagesize"));
	json_int_t from = page > PAGES ? PAGES : (page - 1) * (size > PAGES ? PAGES : size), n = 0;
	json_t *data;

	if (str_eq(search, "failure") || str_eq(search, "error")) {
		refuse(req, 400, str_eq(search, "error") ? "err.message" :
		       "shows the error message while API failed in execution");
		return;
	}
	data = json_array();
	for (int i = 0; i < (int)ARRAY_LEN(badges); i++) {
		if (!fits(i, search))
			continue;
		if (n >= from && n < from + size)
			json_array_append_new(data, badge_json(i));
		n++;
	}
	answer_with(req, json_pack("{s:o, s:I, s:I}", "data", data, "pageNumber", page,
				   "pagesize", size));
}

static json_t *rule_json(int i, bool ended)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:n, s:s, s:s?, s:s, s:s}",
			 "ruleId", badges[(i + 1) % (int)ARRAY_LEN(badges)].id, "badgeId",
			 badges[i].id, "tenantId", OM_TENANT_ID, "isActive",
			 ended ? "false" : "true", "startDate", DAY, "endDate",
			 "2033-12-18T06:30:00.0000000+00:00", "ruleGroup", "wallet-user",
			 "ruleVersion", ended ? "1" : "2", "isDefaultRule",
			 ended ? "false" : "true", "createdBy", "status",
			 ended ? "inactive" : "pending", "inactiveDate", ended ? DAY : NULL,
			 "createdAt", DAY, "updatedAt", DAY);
}

void do_getBadge(struct request *req)
{
	int i = badge_at(arg_text(req->args, "badgeId"));
	json_t *badge;

	if (i < 0) {
		refuse(req, 400, "CatchError");
		return;
	}
	badge = badge_json(i);
	json_object_set_new(badge, "storageProvider", json_string("abc"));
	json_object_set_new(badge, "financial_badge_token",
			    !str_eq(badges[i].type, "FIN") ? json_array() :
			    json_pack("[{s:s, s:s, s:s, s:s}, {s:s, s:s, s:s, s:s}]",
				      "financialBadgeId", badges[i].id, "tokenSymbol", "USBC",
				      "createdAt", DAY, "updatedAt", DAY, "financialBadgeId",
				      badges[i].id, "tokenSymbol", "USDC", "createdAt", DAY,
				      "updatedAt", DAY));
	json_object_set_new(badge, "badge_rules",
			    json_pack("[o, o]", rule_json(i, false), rule_json(i, true)));
	answer_with(req, json_pack("{s:[o], s:s}", "data", badge, "message",
				   "Badge details fetched successfully"));
}

static json_t *linked(const char *key, int i)
{
	return i < 0 ? json_object() :
	       json_pack("{s:s, s:s, s:s}", key, badges[i].id, "badgeName", badges[i].name,
			 "badgeType", badges[i].type);
}

void do_listBadgeAssignments(struct request *req)
{
	int i = badge_at(arg_text(req->args, "identificationBadgeId"));
	bool business;

	if (i < 0 || i >= IDENTIFICATIONS) {
		refuse(req, 400, "something went wrong, please try again");
		return;
	}
	business = str_eq(badges[i].group, "BUSINESS-USER");
	answer_with(req, json_pack(
		"{s:[{s:s, s:s, s:o, s:o, s:o, s:o}], s:s}", "data", "publicId",
		"8d776c9f-2038-45dc-87dd-0d995af7fdaf", "token", "TOK-123",
		"identificationBadgeDetails", linked("identificationBadgeId", i),
		"financialBadgeDetails",
		linked("financialBadgeId", business ? BUSINESS : FINANCIAL + i),
		"customFinanceBadgeDetails", linked("customFinancialBadgeId", CUSTOM),
		"informationBadgeDetails",
		linked("informationBadgeId", business ? -1 : NEWS), "message",
		"badges with token linked fetched successfully."));
}
