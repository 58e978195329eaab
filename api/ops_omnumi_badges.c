#include "api/ops.h"

/* Badges: the roles and limits of a wallet (omnumi 8.11). */

#define SRC_BADGES "omnumi 8.11 [40]"
#define BAD_PAGE "Page or pagesize should be positive value or atleast 1"

const struct choice ops_badge_type[] = {
	{ .value = "FIN", .label = N_("financial") },
	{ .value = "IDENTIFICATION", .label = N_("identification") },
	{ .value = "INFORMATION", .label = N_("information") },
	{ .value = NULL }
};

/* Of a badge in capitals, of its rules not. */
static const struct choice user_groups[] = {
	{ .value = "WALLET-USER", .label = N_("customers") },
	{ .value = "BUSINESS-USER", .label = N_("companies") },
	{ .value = "wallet-user", .label = N_("customers") },
	{ .value = "business-user", .label = N_("companies") },
	{ .value = NULL }
};

static const struct choice rule_states[] = {
	{ .value = "active", .label = N_("active") },
	{ .value = "inactive", .label = N_("not active") },
	{ .value = "pending", .label = N_("pending") },
	{ .value = NULL }
};

#define FIELD_BADGE(name, text, sample) \
	{ .key = name, .label = text, .type = &field_any, .nullable = true, .example = sample, \
	  .source = SRC_BADGES }

#define FIELD_BADGE_TIME(name, text) \
	{ .key = name, .label = text, .type = &field_time, .nullable = true, \
	  .example = "2023-12-11T07:05:22.0000000+00:00", .source = SRC_BADGES }

#define FIELDS_BADGE \
	{ .key = "badgeId", .label = N_("Id"), .type = &field_text, .required = true, \
	  .example = "36d166e5-c9d9-445b-8458-281546dd8171", .source = SRC_BADGES }, \
	{ .key = "badgeName", .label = N_("Badge"), .type = &field_text, .required = true, \
	  .nullable = true, .example = "BRONZE-IDENTIFICATION-BADGE", .source = SRC_BADGES }, \
	{ .key = "badgeType", .label = N_("Kind"), .type = &field_word, \
	  .choices = ops_badge_type, .nullable = true, .example = "FIN", \
	  .source = "omnumi 6 [40]" }, \
	FIELD_BADGE("badgeDescription", N_("What for"), "\"bronze identification badge\""), \
	{ .key = "userGroup", .label = N_("For"), .type = &field_word, .choices = user_groups, \
	  .nullable = true, .example = "WALLET-USER", .source = SRC_BADGES }, \
	FIELD_BADGE("badgeSymbolRef", N_("Picture"), "\"https://example.com/bronze.png\""), \
	FIELD_BADGE("createdBy", N_("Made by"), "\"dff33fea-b456-4cfa-b2a1-0cbf9071aefe\""), \
	FIELD_BADGE_TIME("createdAt", N_("Made")), \
	FIELD_BADGE_TIME("updatedAt", N_("Changed"))

static const struct field list_in[] = {
	{ .key = "page", .label = N_("Page"), .type = &field_int, .in = IN_QUERY,
	  .required = true, .min = 1, .example = "1", .code_missing = BAD_PAGE,
	  .code_bad = BAD_PAGE, .source = SRC_BADGES },
	{ .key = "pagesize", .label = N_("Badges a page"), .type = &field_int, .in = IN_QUERY,
	  .required = true, .min = 1, .example = "10", .code_missing = BAD_PAGE,
	  .code_bad = BAD_PAGE, .source = SRC_BADGES },
	{ .key = "search", .label = N_("Search"), .type = &field_text, .in = IN_QUERY,
	  .max = 100, .example = "identification",
	  .help = N_("A name such as gold, or a kind: identification, financial, information"),
	  .source = SRC_BADGES },
	{ .key = "filters", .label = N_("Filters"), .type = &field_text, .in = IN_QUERY,
	  .max = 200, .example = "none", .help = N_("Its form is not documented"),
	  .source = SRC_BADGES },
	{ .key = NULL }
};

static const struct field badge_item[] = { FIELDS_BADGE, { .key = NULL } };

static const struct field list_out[] = {
	{ .key = "data", .label = N_("Badges"), .type = &field_list, .fields = badge_item,
	  .required = true, .source = SRC_BADGES },
	FIELD_BADGE("pageNumber", N_("Page"), "1"),
	FIELD_BADGE("pagesize", N_("Badges a page"), "10"),
	{ .key = NULL }
};

static const struct answer_doc list_answers[] = {
	{ .status = 200, .title = N_("a page of badges"), .provoke = "any page and size",
	  .how = "page=1; pagesize=10 | page=1; pagesize=5; search=identification | "
		 "page=99; pagesize=10" },
	{ .status = 400, .code = "catch", .title = N_("failure while it was carried out"),
	  .reason = "shows the error message while API failed in execution",
	  .provoke = "search for failure", .how = "@sandbox; search=failure" },
	{ .status = 400, .code = "page", .title = N_("no page or no size"), .reason = BAD_PAGE,
	  .provoke = "leave page or pagesize out, or give 0",
	  .how = "-page | -pagesize | page=0 | pagesize=0" },
	{ .status = 400, .code = "catch", .title = N_("a failure in the service's words"),
	  .reason = "err.message", .provoke = "search for error",
	  .how = "@sandbox; search=error" },
	ANSWERS_END
};

const struct op op_listBadges = {
	.name = "listBadges",
	.group = N_("Badges"),
	.title = N_("List the badges"),
	.summary = N_("Tells the badges of the tenant in pages, all or those that fit a word."),
	.service = SVC_OMNUMI,
	.method = "GET",
	.path = "/tenant/badge",
	.in = list_in,
	.out = list_out,
	.answers = list_answers,
	.source = "omnumi 8.11",
	.marks = "DR",
	.earlier = "partner 2.5.0",
	.credentials = "tenant-id",
};

static const struct field badge_token[] = {
	FIELD_BADGE("tokenSymbol", N_("Token"), "\"USBC\""),
	FIELD_BADGE("financialBadgeId", N_("Id"), "\"2cbfdc48-072c-40e5-8976-7ade3586faf6\""),
	FIELD_BADGE_TIME("createdAt", N_("Made")),
	FIELD_BADGE_TIME("updatedAt", N_("Changed")),
	{ .key = NULL }
};

static const struct field badge_rule[] = {
	FIELD_BADGE("ruleId", N_("Id"), "\"2cbfdc48-072c-40e5-8976-7ade3586faf6\""),
	FIELD_BADGE("isActive", N_("In force"), "\"true\""),
	FIELD_BADGE("isDefaultRule", N_("Holds for all others"), "\"false\""),
	{ .key = "status", .label = N_("Status"), .type = &field_word, .choices = rule_states,
	  .nullable = true, .example = "pending", .source = SRC_BADGES },
	FIELD_BADGE_TIME("startDate", N_("Since")),
	FIELD_BADGE_TIME("endDate", N_("Until")),
	FIELD_BADGE_TIME("inactiveDate", N_("Ended")),
	{ .key = "ruleGroup", .label = N_("For"), .type = &field_word, .choices = user_groups,
	  .nullable = true, .example = "wallet-user", .source = SRC_BADGES },
	FIELD_BADGE("ruleVersion", N_("Version"), "\"1\""),
	FIELD_BADGE("createdBy", N_("Made by"), "\"dff33fea-b456-4cfa-b2a1-0cbf9071aefe\""),
	FIELD_BADGE("badgeId", N_("Badge"), "\"2cbfdc48-072c-40e5-8976-7ade3586faf6\""),
	FIELD_BADGE("tenantId", N_("Tenant"), "\"2cbfdc48-072c-40e5-8976-7ade3586faf6\""),
	FIELD_BADGE_TIME("createdAt", N_("Made")),
	FIELD_BADGE_TIME("updatedAt", N_("Changed")),
	{ .key = NULL }
};

static const struct field badge_whole[] = {
	FIELDS_BADGE,
	FIELD_BADGE("storageProvider", N_("Kept by"), "\"abc\""),
	{ .key = "financial_badge_token", .label = N_("Tokens"), .type = &field_some,
	  .fields = badge_token, .nullable = true, .source = SRC_BADGES },
	{ .key = "badge_rules", .label = N_("Rules"), .type = &field_some, .fields = badge_rule,
	  .nullable = true, .source = SRC_BADGES },
	{ .key = NULL }
};

static const struct field one_in[] = {
	{ .key = "badgeId", .label = N_("Badge"), .type = &field_text, .in = IN_PATH,
	  .required = true, .example = "36d166e5-c9d9-445b-8458-281546dd8171",
	  .source = SRC_BADGES },
	{ .key = NULL }
};

static const struct field one_out[] = {
	{ .key = "data", .label = N_("Badge"), .type = &field_some, .fields = badge_whole,
	  .required = true, .source = SRC_BADGES },
	FIELD_MESSAGE_ANY("Badge details fetched successfully", SRC_BADGES),
	{ .key = NULL }
};

static const struct answer_doc one_answers[] = {
	{ .status = 200, .title = N_("the badge with its rules"), .provoke = "a badge of the list",
	  .how = "badge" },
	{ .status = 400, .code = "CatchError", .title = N_("no such badge"),
	  .shape = REFUSAL_CATCH, .provoke = "an id that no badge has",
	  .how = "badgeId=${new.uuid}" },
	ANSWERS_END
};

const struct op op_getBadge = {
	.name = "getBadge",
	.group = N_("Badges"),
	.title = N_("Look at a badge"),
	.summary = N_("Tells one badge with its tokens and its rules."),
	.service = SVC_OMNUMI,
	.method = "GET",
	.path = "/tenant/badge/{badgeId}",
	.in = one_in,
	.out = one_out,
	.answers = one_answers,
	.source = "omnumi 8.11",
	.marks = "DR",
	.credentials = "tenant-id",
};

/* Which badge: their ids have names of their own. */
#define FIELDS_LINKED(id) \
	FIELD_BADGE(id, N_("Id"), "\"62a8de99-1934-4e38-805b-74fa31b7c1ab\""), \
	FIELD_BADGE("badgeName", N_("Badge"), "\"GOLD-FINANCIAL-BADGE\""), \
	{ .key = "badgeType", .label = N_("Kind"), .type = &field_word, \
	  .choices = ops_badge_type, .nullable = true, .example = "FIN", .source = SRC_BADGES }, \
	{ .key = NULL }

static const struct field identification_link[] = { FIELDS_LINKED("identificationBadgeId") };
static const struct field financial_link[] = { FIELDS_LINKED("financialBadgeId") };
static const struct field custom_link[] = { FIELDS_LINKED("customFinancialBadgeId") };
static const struct field information_link[] = { FIELDS_LINKED("informationBadgeId") };

#define GROUP_LINK(name, text, table) \
	{ .key = name, .label = text, .type = &field_group, .fields = table, .nullable = true, \
	  .source = SRC_BADGES }

static const struct field assignment[] = {
	FIELD_BADGE("publicId", N_("Assignment"), "\"8d776c9f-2038-45dc-87dd-0d995af7fdaf\""),
	FIELD_BADGE("token", N_("Token"), "\"TOK-123\""),
	GROUP_LINK("identificationBadgeDetails", N_("Identification badge"), identification_link),
	GROUP_LINK("financialBadgeDetails", N_("Financial badge"), financial_link),
	GROUP_LINK("customFinanceBadgeDetails", N_("Financial badge of its own"), custom_link),
	GROUP_LINK("informationBadgeDetails", N_("Information badge"), information_link),
	{ .key = NULL }
};

static const struct field assign_in[] = {
	{ .key = "identificationBadgeId", .label = N_("Identification badge"),
	  .type = &field_text, .in = IN_PATH, .required = true,
	  .example = "36d166e5-c9d9-445b-8458-281546dd8171", .source = SRC_BADGES },
	{ .key = NULL }
};

static const struct field assign_out[] = {
	{ .key = "data", .label = N_("Assignments"), .type = &field_list, .fields = assignment,
	  .required = true, .source = SRC_BADGES },
	FIELD_MESSAGE_ANY("badges with token linked fetched successfully.", SRC_BADGES),
	{ .key = NULL }
};

static const struct answer_doc assign_answers[] = {
	{ .status = 200, .title = N_("what the badge brings"),
	  .provoke = "an identification badge of the list", .how = "badge" },
	{ .status = 400, .code = "list-assign-badges", .title = N_("no such badge"),
	  .reason = "something went wrong, please try again",
	  .provoke = "an id that no identification badge has",
	  .how = "identificationBadgeId=${new.uuid}" },
	ANSWERS_END
};

const struct op op_listBadgeAssignments = {
	.name = "listBadgeAssignments",
	.group = N_("Badges"),
	.title = N_("What a badge brings"),
	.summary = N_("Tells the financial and information badges attached to an identification "
		      "badge."),
	.service = SVC_OMNUMI,
	.method = "GET",
	.path = "/tenant/badge/assign/fetch-all/{identificationBadgeId}",
	.in = assign_in,
	.out = assign_out,
	.answers = assign_answers,
	.source = "omnumi 8.11",
	.marks = "DR",
	.credentials = "tenant-id",
};
