#include "api/ops.h"

/* What a customer has to read and accept: omnumi 8.3. */

#define ANY_ERROR "Shows what kind of error occurred in the execution of this API"
#define NO_TOKEN "Could't fetch token"
#define NO_TENANT "Tenant Id is missing in Headers"
#define NO_DATA "No data found"
#define NO_UPDATE "Could't Update agreement"
#define NO_TEMPLATE "No Template with the type {agreementType}"

/* Stands for what went wrong at run time. */
#define OWN_WORDS "err.message"

static const struct choice agreement_status[] = {
	{ "PENDING", N_("not accepted yet") }, { "ACCEPTED", N_("accepted") }, { NULL, NULL }
};

static const struct choice agreement_types[] = {
	{ "US_PATRIOTIC_ACT", N_("USA PATRIOT Act notice") },
	{ "ELECTRONIC_COMMUNICATIONS", N_("Consent to electronic papers") },
	{ "UL_AGREEMENT", N_("Agreement with the platform") },
	{ NULL, NULL }
};

static const struct choice template_types[] = {
	{ "TERMS_CONDITIONS", N_("Terms and conditions") },
	{ "PRIVACY_POLICY", N_("Privacy policy") },
	{ NULL, NULL }
};

/* snake_case here and only here. */
static const struct field agreement[] = {
	{ .key = "id", .label = N_("Number"), .type = &field_text, .required = true,
	  .example = "4162f690-a5d7-43a5-ba54-82c6f3aa3e09", .source = "omnumi 8.3" },
	{ .key = "agreementId", .label = N_("Number"), .type = &field_text,
	  .example = "4162f690-a5d7-43a5-ba54-82c6f3aa3e09",
	  .source = "omnumi 8.3 (public 2.8.0)" },
	{ .key = "content", .label = N_("Text"), .type = &field_text, .required = true,
	  .example = "US Patriot ACT: To help the government fight the funding of terrorism and "
		     "money laundering activities", .source = "omnumi 8.3" },
	{ .key = "status", .label = N_("State"), .type = &field_word, .required = true,
	  .choices = agreement_status, .example = "PENDING", .source = "omnumi 6, 8.3" },
	{ .key = "first_name", .label = N_("First name(s)"), .type = &field_text,
	  .nullable = true, .example = "Jone", .source = "omnumi 8.3" },
	{ .key = "last_name", .label = N_("Surname"), .type = &field_text, .nullable = true,
	  .example = "Doe", .source = "omnumi 8.3" },
	{ .key = "email", .label = N_("E-mail"), .type = &field_text, .nullable = true,
	  .example = "test@test.com", .source = "omnumi 8.3" },
	{ .key = "account_address", .label = N_("Wallet address"), .type = &field_text,
	  .nullable = true, .example = "0x4162f690a5d743a5ba5482c6f3aa3e09",
	  .source = "omnumi 8.3" },
	{ .key = "ip", .label = N_("IP address"), .type = &field_text, .nullable = true,
	  .example = "0.0.0.0", .source = "omnumi 8.3" },
	{ .key = "agreement_type", .label = N_("Agreement"), .type = &field_word,
	  .choices = agreement_types, .nullable = true, .example = "US_PATRIOTIC_ACT",
	  .source = "omnumi 6, 8.3" },
	{ .key = "created_at", .label = N_("Made"), .type = &field_time, .nullable = true,
	  .example = "2023-06-27T13:05:26.8250000+00:00", .source = "omnumi 8.3" },
	{ .key = NULL }
};

static const struct field agreements_out[] = {
	FIELD_MESSAGE("Agreements fetched successfully", "omnumi 8.3"),
	{ .key = "data", .label = N_("Agreements"), .type = &field_list, .required = true,
	  .fields = agreement, .source = "omnumi 8.3" },
	{ .key = NULL }
};

#define ANSWER_TENANT_MISSING \
	{ .status = 400, .code = "Agreement", .title = N_("no tenant id"), \
	  .provoke = "no tenant-id header", .reason = NO_TENANT, .how = "@tenant=none" }

/* Refusals that three operations share; what provokes them differs. */
#define ANSWER_ANY(what, row) \
	{ .status = 400, .code = "catch", .title = N_("not carried out"), .provoke = what, \
	  .reason = ANY_ERROR, .how = row }
#define ANSWER_NO_TOKEN(what, row) \
	{ .status = 400, .code = "fetch", .title = N_("no token of the platform"), \
	  .provoke = what, .reason = NO_TOKEN, .how = row }
#define ANSWER_OWN_WORDS(what, row) \
	{ .status = 400, .code = "catch", .title = N_("a failure in its own words"), \
	  .provoke = what, .reason = OWN_WORDS, .how = row }
#define ANSWER_NO_DATA(what, row) \
	{ .status = 400, .title = N_("nothing there"), .provoke = what, .reason = NO_DATA, \
	  .shape = REFUSAL_DATA, .how = row }
#define ANSWER_NOT_FOUND(what, row) \
	{ .status = 404, .code = "fetch", .title = N_("not found"), .provoke = what, \
	  .reason = NO_DATA, .how = row }

static const struct field get_in[] = {
	{ .key = "agreementId", .label = N_("Agreement"), .type = &field_uuid, .in = IN_QUERY,
	  .example = "4162f690-a5d7-43a5-ba54-82c6f3aa3e09", .code_bad = ANY_ERROR,
	  .help = N_("Its number; without one all agreements of the tenant are told"),
	  .source = "omnumi 8.3" },
	{ .key = NULL }
};

/* The sandbox's own numbers for what an agreement cannot be asked for otherwise. */
#define ODD "00000000-0000-4000-8000-0000000004"
#define ODD_IS(end) "agreementId " ODD end " is the sandbox's own for it"

static const struct answer_doc get_answers[] = {
	{ .status = 200, .title = N_("one agreement"),
	  .provoke = "the id of an agreement that previewAgreement gave",
	  .how = "agreement!; agreementId=${agreementId}; ?data.0.status=PENDING | "
		 "accepted-agreement!; agreementId=${acceptedId}; ?data.0.status=ACCEPTED" },
	{ .status = 200, .title = N_("all agreements of the tenant"),
	  .provoke = "no agreementId", .how = "agreement; -agreementId" },
	ANSWER_ANY("an agreementId that is no UUID", "agreementId=not-an-id"),
	ANSWER_NO_TOKEN(ODD_IS("01"), "agreementId=" ODD "01; @sandbox"),
	ANSWER_OWN_WORDS(ODD_IS("02"), "agreementId=" ODD "02; @sandbox"),
	ANSWER_TENANT_MISSING,
	ANSWER_NO_DATA(ODD_IS("03"), "agreementId=" ODD "03; @sandbox"),
	ANSWER_NOT_FOUND("an agreementId that nobody gave", "agreementId=${new.uuid}"),
	ANSWERS_END
};

const struct op op_getAgreement = {
	.name = "getAgreement",
	.group = N_("Agreements"),
	.title = N_("Read an agreement"),
	.summary = N_("Reads one agreement by its number, or all; its state there is the proof "
		      "that it was accepted."),
	.service = SVC_OMNUMI,
	.method = "GET",
	.path = "/tenant/agreement/get-agreement",
	.in = get_in,
	.out = agreements_out,
	.answers = get_answers,
	.refuse_code = ANY_ERROR,
	.credentials = "tenant-id",
	.source = "omnumi 8.3",
	.marks = "N=",
	.earlier = "public 2.8.0, partner 1.0.0",
};

static const struct field template_in[] = {
	{ .key = "type", .label = N_("Text"), .type = &field_choice, .in = IN_QUERY,
	  .required = true, .choices = template_types, .example = "TERMS_CONDITIONS",
	  .code_missing = ANY_ERROR, .code_bad = NO_TEMPLATE, .source = "omnumi 6, 8.3" },
	{ .key = NULL }
};

static const struct field template_data[] = {
	{ .key = "templateId", .label = N_("Number"), .type = &field_text,
	  .example = "4b9c4c86-0701-40cf-9ebb-59bc0ddd4650", .source = "omnumi 8.3" },
	{ .key = "html", .label = N_("Text"), .type = &field_text, .required = true,
	  .example = "<Content>", .source = "omnumi 8.3" },
	{ .key = "type", .label = N_("Kind"), .type = &field_text, .example = "UL_TEMPLATE",
	  .source = "omnumi 6, 8.3" },
	{ .key = NULL }
};

static const struct field template_out[] = {
	FIELD_MESSAGE("Fetched template successfully", "omnumi 8.3"),
	{ .key = "data", .label = N_("Text"), .type = &field_group, .required = true,
	  .fields = template_data, .source = "omnumi 8.3" },
	{ .key = NULL }
};

static const struct answer_doc template_answers[] = {
	{ .status = 200, .title = N_("text told"), .provoke = "type TERMS_CONDITIONS or "
	  "PRIVACY_POLICY", .how = "type=TERMS_CONDITIONS | type=PRIVACY_POLICY" },
	{ .status = 400, .code = "Catch", .title = N_("not carried out"),
	  .provoke = "leave type out", .reason = ANY_ERROR, .how = "-type" },
	{ .status = 400, .code = "Agreement", .title = N_("no such text"),
	  .provoke = "any other type", .reason = NO_TEMPLATE, .how = "type=COOKIES" },
	ANSWERS_END
};

const struct op op_getTermsAndPrivacyAgreement = {
	.name = "getTermsAndPrivacyAgreement",
	.group = N_("Agreements"),
	.title = N_("Read terms or privacy policy"),
	.summary = N_("Tells the terms or the privacy policy that everybody gets, as HTML."),
	.service = SVC_OMNUMI,
	.method = "GET",
	.path = "/tenant/agreement/terms-and-privacy-agreements",
	.in = template_in,
	.out = template_out,
	.answers = template_answers,
	.refuse_code = ANY_ERROR,
	.source = "omnumi 8.3",
	.marks = "N=",
	.earlier = "public 2.8.0, partner 1.0.0",
};

#define BAD .code_missing = ANY_ERROR, .code_bad = ANY_ERROR, .source = "omnumi 8.3"

#define FIELD_FIRST \
	{ .key = "firstName", .label = N_("First name(s)"), .type = &field_text, \
	  .required = true, .min = 2, .max = 255, .section = N_("Who"), .example = "Jone", \
	  .help = N_("Names as on the identity paper"), BAD }
#define FIELD_LAST \
	{ .key = "lastName", .label = N_("Surname"), .type = &field_text, .required = true, \
	  .min = 2, .max = 255, .section = N_("Who"), .example = "Doe", BAD }
#define FIELD_EMAIL \
	{ .key = "email", .label = N_("E-mail"), .type = &field_email, .required = true, \
	  .section = N_("Contact"), .example = "lorem@mygmail.com", BAD }
#define FIELDS_WHERE \
	{ .key = "accountAddress", .label = N_("Wallet address"), \
	  .type = &field_wallet_address, .required = true, .section = N_("Wallet"), \
	  .example = "0x874259c8e1d58ac53f6f22e3f3e5a5dc86773248", \
	  .help = N_("0x and 40 digits, as the wallet's app shows it"), BAD }, \
	{ .key = "ip", .label = N_("IP address"), .type = &field_text, .required = true, \
	  .min = 7, .max = 45, .section = N_("Wallet"), .example = "0.0.0.0", \
	  .help = N_("Of this counter on the Internet; the service keeps it as evidence"), BAD }

static const struct field phone_in[] = {
	{ .key = "country", .label = N_("Phone country"), .type = &field_country,
	  .required = true, .section = N_("Contact"), .example = "IN", BAD },
	{ .key = "number", .label = N_("Phone"), .type = &field_text, .required = true,
	  .min = 4, .max = 20, .section = N_("Contact"), .example = "7027779322",
	  .help = N_("Without the country's number in front"), BAD },
	{ .key = "sms", .label = N_("Text messages"), .type = &field_bool,
	  .required = true, .section = N_("Contact"), .example = "true",
	  .help = N_("Whether this phone takes text messages"), BAD },
	{ .key = NULL }
};

static const struct field address_in[] = {
	{ .key = "address1", .label = N_("Street, number"), .type = &field_text,
	  .required = true, .section = N_("Address"), .example = "Av. Insurgentes Sur 1602",
	  BAD },
	{ .key = "address2", .label = N_("Second line"), .type = &field_text,
	  .required = true, .section = N_("Address"), .example = "Piso 4",
	  .help = N_("The service wants one: write a dash when there is none"), BAD },
	{ .key = "postalCode", .label = N_("Postal code"), .type = &field_text,
	  .required = true, .section = N_("Address"), .example = "03940", BAD },
	{ .key = "city", .label = N_("City"), .type = &field_text, .required = true,
	  .section = N_("Address"), .example = "Ciudad de México", BAD },
	{ .key = "state", .label = N_("State"), .type = &field_text, .required = true, .max = 80,
	  .section = N_("Address"), .example = "KY",
	  .help = N_("In the USA and Canada its two letters"), BAD },
	{ .key = "country", .label = N_("Country"), .type = &field_country, .required = true,
	  .section = N_("Address"), .example = "BO", BAD },
	{ .key = NULL }
};

static const struct field preview_in[] = {
	FIELD_FIRST,
	{ .key = "middleName", .label = N_("Middle name"), .type = &field_text, .max = 255,
	  .section = N_("Who"), .example = "Elena", BAD },
	FIELD_LAST,
	{ .key = "dateOfBirth", .label = N_("Born"), .type = &field_born_dmy, .required = true,
	  .section = N_("Who"), .example = "1997-02-02",
	  .help = N_("Year-month-day, as everywhere here; it is sent as the service wants it"),
	  BAD },
	{ .key = "taxCountry", .label = N_("Pays taxes in"), .type = &field_country,
	  .required = true, .section = N_("Who"), .example = "BO", BAD },
	{ .key = "taxIdNumber", .label = N_("Tax number"), .type = &field_text,
	  .required = true, .secret = true, .min = 4, .max = 40, .section = N_("Who"),
	  .example = "122-22-2332",
	  .help = N_("As on her papers; it is not kept here"), BAD },
	FIELD_EMAIL,
	{ .key = "phoneNumber", .label = N_("Phone"), .type = &field_group, .required = true,
	  .fields = phone_in, .section = N_("Contact"), BAD },
	{ .key = "address", .label = N_("Address"), .type = &field_group, .required = true,
	  .fields = address_in, .section = N_("Address"), BAD },
	FIELDS_WHERE,
	{ .key = NULL }
};

#define MAIL_WITH(word) "an e-mail whose local part contains " word
#define MAIL_ROW(word) "email=" word ".${new.word}@example.com; @sandbox"
#define ANSWERS_PREVIEW(bad, bad_row) \
	ANSWER_ANY(bad, bad_row), \
	ANSWER_NO_TOKEN(MAIL_WITH("notoken"), MAIL_ROW("notoken")), \
	ANSWER_OWN_WORDS(MAIL_WITH("crash"), MAIL_ROW("crash")), \
	ANSWER_TENANT_MISSING, \
	ANSWER_NO_DATA(MAIL_WITH("nodata"), MAIL_ROW("nodata")), \
	ANSWER_NOT_FOUND(MAIL_WITH("nopaper"), MAIL_ROW("nopaper")), \
	ANSWERS_END

static const struct answer_doc preview_answers[] = {
	{ .status = 200, .title = N_("agreements made"),
	  .provoke = "all fields; dateOfBirth as 02-02-1997 or 1997-02-02",
	  .how = "dateOfBirth=02-02-1997; email=${new.email}; ?data.0.status=PENDING | "
		 "dateOfBirth=1997-02-02; email=${new.email}" },
	ANSWERS_PREVIEW("leave a field out, or write dateOfBirth another way",
			"-firstName | firstName=J | dateOfBirth=02/02/1997 | -address.city")
};

const struct op op_previewAgreement = {
	.name = "previewAgreement",
	.group = N_("Agreements"),
	.title = N_("Make the agreements"),
	.summary = N_("Makes the agreements of one customer, so that she can read them before she "
		      "accepts each of them."),
	.service = SVC_OMNUMI,
	.method = "POST",
	.path = "/tenant/agreement/preview-agreement",
	.in = preview_in,
	.out = agreements_out,
	.answers = preview_answers,
	.refuse_code = ANY_ERROR,
	.changes = true,
	.credentials = "tenant-id",
	.source = "omnumi 8.3",
	.marks = "N=",
};

static const struct field preview_ul_in[] = {
	FIELD_FIRST, FIELD_LAST, FIELD_EMAIL, FIELDS_WHERE,
	{ .key = NULL }
};

static const struct answer_doc preview_ul_answers[] = {
	{ .status = 200, .title = N_("agreement made"), .provoke = "all fields",
	  .how = "email=${new.email}; ?data.0.status=PENDING" },
	ANSWERS_PREVIEW("leave a field out", "-firstName | accountAddress=0x12")
};

const struct op op_previewULAgreement = {
	.name = "previewULAgreement",
	.group = N_("Agreements"),
	.title = N_("Make the platform's agreement"),
	.summary = N_("Makes the platform's own agreement for one customer."),
	.service = SVC_OMNUMI,
	.method = "POST",
	.path = "/tenant/agreement/preview-UL-agreement",
	.in = preview_ul_in,
	.out = agreements_out,
	.answers = preview_ul_answers,
	.refuse_code = ANY_ERROR,
	.changes = true,
	.credentials = "tenant-id",
	.source = "omnumi 8.3",
	.marks = "N=",
};

/* A refusing word is not documented. */
static const struct choice answers_of_customer[] = {
	{ "ACCEPTED", N_("accepted") }, { NULL, NULL }
};

static const struct field update_in[] = {
	{ .key = "agreementId", .label = N_("Agreement"), .type = &field_text, .in = IN_PATH,
	  .required = true, .example = "4162f690-a5d7-43a5-ba54-82c6f3aa3e09",
	  .help = N_("Its number"), .source = "omnumi 8.3" },
	{ .key = "status", .label = N_("Answer"), .type = &field_word, .required = true,
	  .choices = answers_of_customer, .example = "ACCEPTED", .code_missing = NO_UPDATE,
	  .code_bad = NO_UPDATE, .source = "omnumi 6, 8.3" },
	{ .key = NULL }
};

static const struct field updated[] = {
	{ .key = "customerAccountId", .label = N_("Customer"), .type = &field_text,
	  .nullable = true, .example = "c02d249a-e720-4df8-b1b6-f016e2d351de",
	  .source = "omnumi 8.3" },
	{ .key = "id", .label = N_("Number"), .type = &field_text,
	  .example = "c02d249a-e720-4df8-b1b6-f016e2d351de", .source = "omnumi 8.3" },
	{ .key = "status", .label = N_("State"), .type = &field_word,
	  .choices = agreement_status, .example = "PENDING",
	  .help = N_("May still be that of before; reading it again is the proof"),
	  .source = "omnumi 8.3" },
	{ .key = "createdAt", .label = N_("Made"), .type = &field_time, .nullable = true,
	  .example = "2023-05-01T11:30:25.2590000+00:00", .source = "omnumi 8.3" },
	{ .key = "updatedAt", .label = N_("Changed"), .type = &field_time, .nullable = true,
	  .example = "2023-05-01T11:30:25.2590000+00:00", .source = "omnumi 8.3" },
	{ .key = NULL }
};

static const struct field update_out[] = {
	{ .key = "data", .label = N_("Agreement"), .type = &field_group, .fields = updated,
	  .source = "omnumi 8.3" },
	FIELD_MESSAGE("Agreement successfully updated", "omnumi 8.3"),
	{ .key = NULL }
};

#define UPDATE_ANSWERS(made) \
	{ .status = 200, .title = N_("answer recorded"), \
	  .provoke = "status ACCEPTED for an agreement that was made", \
	  .how = made "!; ?data.status=ACCEPTED" }, \
	{ .status = 400, .code = "catch", .title = N_("answer not understood"), \
	  .provoke = "any other status, or none", .reason = NO_UPDATE, \
	  .how = made "!; status=PERHAPS | " made "; -status" }, \
	{ .status = 400, .code = "Agreement", .title = N_("agreement cannot be changed"), \
	  .provoke = "an agreementId that nobody gave", .reason = NO_UPDATE, \
	  .how = "agreementId=${new.uuid}" }, \
	ANSWER_TENANT_MISSING, \
	{ .status = 400, .code = "catch", .title = N_("a failure in its own words"), \
	  .provoke = ODD_IS("02"), .reason = OWN_WORDS, \
	  .how = "agreementId=" ODD "02; @sandbox" }, \
	ANSWERS_END

static const struct answer_doc update_answers[] = { UPDATE_ANSWERS("agreement") };

const struct op op_updatePreviewAgreement = {
	.name = "updatePreviewAgreement",
	.group = N_("Agreements"),
	.title = N_("Accept an agreement"),
	.summary = N_("Records that the customer accepted one agreement."),
	.service = SVC_OMNUMI,
	.method = "PUT",
	.path = "/tenant/agreement/preview-agreement/{agreementId}",
	.in = update_in,
	.out = update_out,
	.answers = update_answers,
	.refuse_code = NO_UPDATE,
	.changes = true,
	.credentials = "tenant-id",
	.source = "omnumi 8.3",
	.marks = "N=",
};

static const struct answer_doc update_ul_answers[] = { UPDATE_ANSWERS("ul-agreement") };

const struct op op_updateULPreviewAgreement = {
	.name = "updateULPreviewAgreement",
	.group = N_("Agreements"),
	.title = N_("Accept the platform's agreement"),
	.summary = N_("Records that the customer accepted the platform's own agreement."),
	.service = SVC_OMNUMI,
	.method = "PUT",
	.path = "/tenant/agreement/ul-preview-agreement/{agreementId}",
	.in = update_in,
	.out = update_out,
	.answers = update_ul_answers,
	.refuse_code = NO_UPDATE,
	.changes = true,
	.credentials = "tenant-id",
	.source = "omnumi 8.3",
	.marks = "N=",
};
