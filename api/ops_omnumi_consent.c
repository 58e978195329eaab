#include "api/ops.h"

/* Leave for a vendor to do something with a customer's data: omnumi 8.4.  No
 * endpoint gives it. */

#define WENT_WRONG "Something went wrong, please try again"

static const struct choice partners[] = { { "PLAID", "Plaid" }, { NULL, NULL } };
static const struct choice categories[] = { { "Deposits", N_("Deposits") }, { NULL, NULL } };
static const struct choice kinds[] = { { "ACH", "ACH" }, { NULL, NULL } };

#define FIELDS_WHAT \
	{ .key = "subCategory", .label = N_("What for"), .type = &field_word, \
	  .in = IN_QUERY, .required = true, .choices = categories, .example = "Deposits", \
	  .code_missing = WENT_WRONG, .code_bad = WENT_WRONG, .source = "omnumi 6, 8.4" }, \
	{ .key = "type", .label = N_("By way of"), .type = &field_word, .in = IN_QUERY, \
	  .required = true, .choices = kinds, .example = "ACH", .code_missing = WENT_WRONG, \
	  .code_bad = WENT_WRONG, .source = "omnumi 6, 8.4" }, \
	{ .key = "paymentPartner", .label = N_("Vendor"), .type = &field_word, \
	  .in = IN_QUERY, .choices = partners, .example = "PLAID", .since = "4.0.0", \
	  .source = "omnumi 6, 8.4" }

#define ANSWER_WRONG(what, row) \
	{ .status = 400, .code = "catch", .title = N_("not carried out"), .provoke = what, \
	  .reason = WENT_WRONG, .shape = REFUSAL_OBJECT, .how = row }

static const struct field message_in[] = {
	{ .key = "tenantId", .label = N_("Tenant"), .type = &field_text, .in = IN_PATH,
	  .required = true, .example = "1cd4bca0-e30b-449b-8117-cdd9963847df",
	  .source = "omnumi 8.4" },
	FIELDS_WHAT,
	{ .key = NULL }
};

static const struct field message_data[] = {
	{ .key = "vendorName", .label = N_("Vendor"), .type = &field_text,
	  .example = "Plaid Inc.", .source = "omnumi 8.4" },
	{ .key = "currentActiveVersion", .label = N_("Version"), .type = &field_text,
	  .example = "v1.0.3", .source = "omnumi 8.4" },
	{ .key = "consentMessage", .label = N_("Text"), .type = &field_text, .required = true,
	  .example = "I authorize the platform to retrieve my banking data...",
	  .source = "omnumi 8.4" },
	{ .key = "dssId", .label = N_("Number of the vendor"), .type = &field_text,
	  .example = "dss_4u8ddjeq", .source = "omnumi 8.4" },
	{ .key = NULL }
};

static const struct field message_out[] = {
	{ .key = "data", .label = N_("Consent"), .type = &field_group, .required = true,
	  .fields = message_data, .source = "omnumi 8.4" },
	FIELD_MESSAGE("Vendor consent details fetched successfully", "omnumi 8.4"),
	{ .key = NULL }
};

static const struct answer_doc message_answers[] = {
	{ .status = 200, .title = N_("text of the consent"),
	  .provoke = "the tenant's own id; Deposits, ACH and PLAID (or no paymentPartner)",
	  .how = "?data.vendorName=Plaid Inc. | -paymentPartner" },
	ANSWER_WRONG("leave subCategory or type out, or a tenantId that is no UUID",
		     "-subCategory | -type | tenantId=not-an-id"),
	{ .status = 404, .code = "Consent", .title = N_("no such consent"),
	  .provoke = "any other subCategory, type, paymentPartner or tenant",
	  .reason = "No data found", .shape = REFUSAL_BARE,
	  .how = "subCategory=Loans | type=WIRE | paymentPartner=MX | tenantId=${new.uuid}" },
	ANSWERS_END
};

const struct op op_getConsentMessage = {
	.name = "getConsentMessage",
	.group = N_("Consent"),
	.title = N_("Text of a consent"),
	.summary = N_("Tells the text of the consent that a customer gives to a vendor, and its "
		      "version."),
	.service = SVC_OMNUMI,
	.method = "GET",
	.path = "/consent/consent-message/{tenantId}",
	.in = message_in,
	.out = message_out,
	.answers = message_answers,
	.refuse_code = WENT_WRONG,
	.source = "omnumi 8.4",
	.marks = "=M",
	.earlier = "public 2.9.0, partner 2.0.0",
};

static const struct field status_in[] = {
	FIELDS_WHAT,
	{ .key = "customerAccountId", .label = N_("Customer"), .type = &field_text,
	  .in = IN_QUERY, .example = "e8500cf6-d66a-4bd1-a116-791be30eff85",
	  .source = "omnumi 8.4" },
	{ .key = "accountAddress", .label = N_("Wallet address"), .type = &field_text,
	  .in = IN_QUERY, .example = "ef2002d4-cece-47c4-ae77-288adec201bc", .since = "4.0.0",
	  .help = N_("In place of the customer's number"), .source = "omnumi 8.4" },
	{ .key = NULL }
};

static const struct field status_data[] = {
	{ .key = "latestConsentVersion", .label = N_("Latest version"), .type = &field_text,
	  .nullable = true, .example = "v1.0.3", .source = "omnumi 8.4" },
	{ .key = NULL }
};

static const struct field status_out[] = {
	{ .key = "data", .label = N_("Consent"), .type = &field_group, .fields = status_data,
	  .nullable = true, .source = "omnumi 8.4" },
	{ .key = "message", .label = N_("State"), .type = &field_any, .required = true,
	  .example = "\"Consent is accepted\"",
	  .help = N_("One text, or a list of them; it and not the status tells the consent"),
	  .source = "omnumi 8.4" },
	{ .key = NULL }
};

#define LUIS "c02d249a-e720-4df8-b1b6-f016e2d351de"
#define ANA "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9"
#define ELENA "4c3f3bbe-7190-4a49-8454-d240ba108d18"
#define ROSA "cbf2f17a-d0d1-42da-a6cc-cb28f99484ea"

static const struct answer_doc status_answers[] = {
	{ .status = 200, .title = N_("consent in force"),
	  .provoke = "customerAccountId of Ana (" ANA "), or her wallet as accountAddress",
	  .how = "customerAccountId=" ANA "; -accountAddress; ?message=Consent is accepted; "
		 "@sandbox | accountAddress=0x9086F595C67a0aE52B859fD63CbB984b825B4587; "
		 "-customerAccountId; ?message=Consent is accepted; @sandbox" },
	{ .status = 200, .title = N_("consent in force, told in a list"),
	  .provoke = "customerAccountId of Elena (" ELENA ")",
	  .how = "customerAccountId=" ELENA "; -accountAddress; "
		 "?data.latestConsentVersion=v1.0.3; @sandbox" },
	{ .status = 200, .title = N_("consent not valid"),
	  .provoke = "customerAccountId of Luis (" LUIS ")",
	  .how = "customerAccountId=" LUIS "; -accountAddress; "
		 "?message=Consent is not valid. Please accept the consent; @sandbox" },
	ANSWER_WRONG("leave subCategory or type out, or a tenant-id header that is no tenant's",
		     "-subCategory | -type | @tenant=wrong"),
	{ .status = 404, .code = "No data found", .title = N_("no consent"),
	  .provoke = "customerAccountId of Rosa (" ROSA ") or anybody else",
	  .reason = "No consent is available, please accept the consent",
	  .shape = REFUSAL_OBJECT, .how = "customerAccountId=" ROSA "; -accountAddress | "
		 "customerAccountId=${new.uuid}; -accountAddress" },
	ANSWERS_END
};

const struct op op_getConsentStatus = {
	.name = "getConsentStatus",
	.group = N_("Consent"),
	.title = N_("Is a consent in force?"),
	.summary = N_("Tells whether a customer's consent for a vendor is in force; that it is not "
		      "comes as a success, too."),
	.service = SVC_OMNUMI,
	.method = "GET",
	.path = "/consent/consent-status",
	.in = status_in,
	.out = status_out,
	.answers = status_answers,
	.refuse_code = WENT_WRONG,
	.source = "omnumi 8.4",
	.marks = "=M",
	.earlier = "partner 2.0.0",
};
