#include "api/ops_wallets.h"

/* What the service knows of a customer, and all that was ever changed of it: omnumi
 * 8.12.  All of it that could serve somebody else is secret, the history as a whole:
 * it is on a screen that asks for it, and in no record of the call. */

static const struct field pii_in[] = {
	{ .key = "customerAccountId", .label = N_("Wallet customer"), .type = &field_uuid,
	  .in = IN_PATH, .required = true, .example = OPS_OM_CUSTOMER,
	  .code_bad = "Please provide valid customer id",
	  .code_missing = "Please provide valid customer id", .source = "omnumi 8.12" },
	{ .key = NULL }
};

/* Address C */
static const struct field pii_address[] = {
	{ .key = "address1", .label = N_("Street, number"), .type = &field_text,
	  .nullable = true, .example = "123 Main St" },
	{ .key = "city", .label = N_("City"), .type = &field_text, .nullable = true,
	  .example = "New York" },
	{ .key = "state", .label = N_("State"), .type = &field_text, .nullable = true,
	  .example = "NY" },
	{ .key = "postalCode", .label = N_("Postal code"), .type = &field_text,
	  .nullable = true, .example = "10001" },
	{ .key = "country", .label = N_("Country"), .type = &field_text, .nullable = true,
	  .example = "US" },
	{ .key = "isoCountryCode", .label = N_("Country's letters"), .type = &field_text,
	  .nullable = true, .example = "US" },
	{ .key = NULL }
};

static const struct field pii_full_address[] = {
	{ .key = "fullAddress", .label = N_("Address"), .type = &field_text, .nullable = true,
	  .example = "Lorem Ipsum 30, 13612 Tallinn, Estonia" },
	{ .key = NULL }
};

#define FIELDS_HOLDER \
	{ .key = "bankLegalName", .label = N_("Bank"), .type = &field_text, .nullable = true, \
	  .example = "US Bank" }, \
	{ .key = "bankAccountHolderName", .label = N_("Account holder"), .type = &field_text, \
	  .nullable = true, .example = "John Doe" }, \
	{ .key = "bankAccountType", .label = N_("Kind of account"), .type = &field_text, \
	  .nullable = true, .example = "Savings" }, \
	{ .key = "bankAccountNumber", .label = N_("Account number"), .type = &field_text, \
	  .nullable = true, .secret = true, .example = "XXXXXX0412" }

static const struct field pii_bank[] = {
	FIELDS_HOLDER,
	{ .key = "bankAbaRoutingNumber", .label = N_("Routing number"), .type = &field_text,
	  .nullable = true, .secret = true, .example = "22440412" },
	{ .key = NULL }
};

static const struct field pii_namespace[] = {
	{ .key = "namespace", .label = N_("Name of the wallet"), .type = &field_text,
	  .nullable = true, .example = "usbc.ana.ul" },
	{ .key = "customNamespace", .label = N_("Own name"), .type = &field_text,
	  .nullable = true, .example = "ana" },
	{ .key = "isGlobal", .label = N_("Known everywhere"), .type = &field_bool,
	  .nullable = true, .example = "true" },
	{ .key = "isPrimary", .label = N_("Primary"), .type = &field_bool, .nullable = true,
	  .example = "true" },
	{ .key = NULL }
};

static const struct field pii_tax[] = {
	{ .key = "idNumber", .label = N_("Tax number"), .type = &field_text, .nullable = true,
	  .secret = true, .example = "134567890" },
	{ .key = "country", .label = N_("Country"), .type = &field_text, .nullable = true,
	  .example = "US" },
	{ .key = "state", .label = N_("State"), .type = &field_text, .nullable = true,
	  .example = "NY" },
	{ .key = NULL }
};

static const struct field pii_document[] = {
	{ .key = "type", .label = N_("Kind of paper"), .type = &field_text, .nullable = true,
	  .example = "DriversLicense" },
	{ .key = "description", .label = N_("What it is"), .type = &field_text,
	  .nullable = true, .example = "National ID card of the user" },
	{ .key = "fileName", .label = N_("Name of the file"), .type = &field_text,
	  .nullable = true, .example = "idCard.png" },
	{ .key = "side", .label = N_("Side"), .type = &field_text, .nullable = true,
	  .example = "front" },
	{ .key = "content", .label = N_("Picture"), .type = &field_text, .nullable = true,
	  .secret = true, .example = "base64,iVBORw0KGgo=" },
	{ .key = "number", .label = N_("Number on it"), .type = &field_text, .nullable = true,
	  .secret = true, .example = "123455" },
	{ .key = "issuedCountry", .label = N_("Issued in"), .type = &field_text,
	  .nullable = true, .example = "India" },
	{ .key = "expired", .label = N_("Expired"), .type = &field_bool, .nullable = true,
	  .example = "false" },
	{ .key = "validFromDate", .label = N_("Valid from"), .type = &field_text,
	  .nullable = true, .example = "2012-12-12" },
	{ .key = "validTillDate", .label = N_("Valid until"), .type = &field_text,
	  .nullable = true, .example = "2030-12-12" },
	{ .key = NULL }
};

static const struct field pii_old_bank[] = {
	FIELDS_HOLDER,
	{ .key = "bankAccountHolderPhoneNumber", .label = N_("Phone of the holder"),
	  .type = &field_text, .nullable = true, .secret = true, .example = "+917347634906" },
	{ .key = "bankAccountHolderEmail", .label = N_("E-mail of the holder"),
	  .type = &field_text, .nullable = true, .secret = true,
	  .example = "unknown@gmail.com" },
	{ .key = "bankAccountHolderAddress", .label = N_("Address of the holder"),
	  .type = &field_text, .nullable = true, .secret = true,
	  .example = "Lorem Ipsum 30, 13612 Tallinn, Estonia" },
	{ .key = NULL }
};

/* Seen; others pass (omnumi 6). */
static const struct choice verification[] = {
	{ .value = "Verified", .label = N_("verified") },
	{ .value = "Not Verified", .label = N_("not verified") },
	{ .value = NULL }
};

#define PII_STATE(name, words) \
	{ .key = name, .label = words, .type = &field_word, .choices = verification, \
	  .nullable = true, .example = "Not Verified" }
#define PII_TEXT(name, words, text) \
	{ .key = name, .label = words, .type = &field_text, .nullable = true, .example = text }
#define PII_SECRET(name, words, text) \
	{ .key = name, .label = words, .type = &field_text, .nullable = true, .secret = true, \
	  .example = text }
#define PII_GROUP(name, words, table) \
	{ .key = name, .label = words, .type = &field_group, .nullable = true, .fields = table }
#define PII_LIST(name, words, table) \
	{ .key = name, .label = words, .type = &field_list, .nullable = true, .fields = table }

/* A state before a change, or after it: names of its own for what it tells. */
static const struct field pii_details[] = {
	PII_TEXT("customerAccountId", N_("Wallet customer"), OPS_OM_CUSTOMER),
	PII_TEXT("firstName", N_("First name(s)"), "John"),
	PII_TEXT("middleName", N_("Second name"), "Wick"),
	PII_TEXT("lastName", N_("Surname"), "Paz"),
	PII_TEXT("dateOfBirth", N_("Born"), "1997-02-02"),
	PII_GROUP("address", N_("Address"), pii_address),
	PII_TEXT("phone", N_("Phone"), "+15417543010"),
	PII_TEXT("phoneNumber", N_("Phone"), "+15417543010"),
	PII_TEXT("email", N_("E-mail"), "lorem@mygmail.com"),
	PII_TEXT("maritalStatus", N_("Married or not"), "married"),
	PII_TEXT("gender", N_("Gender"), "male"),
	PII_SECRET("ssn", N_("Social security number"), "122-22-2332"),
	PII_SECRET("taxId", N_("Tax number"), "122-22-2332"),
	PII_GROUP("tax", N_("Tax"), pii_tax),
	PII_SECRET("selfieContent", N_("Selfie"), "base64,iVBORw0KGgo="),
	PII_LIST("governmentDocuments", N_("Identity papers"), pii_document),
	PII_LIST("proofOfAddress", N_("Proof of address"), pii_document),
	PII_GROUP("bankAccountDetails", N_("Bank account"), pii_old_bank),
	PII_TEXT("verifiedName", N_("Name as verified"), "John Wick"),
	PII_TEXT("verifiedDOB", N_("Born, as verified"), "2012-12-12"),
	PII_SECRET("verifiedPhoto", N_("Photo as verified"), "base64,iVBORw0KGgo="),
	PII_SECRET("verifiedIDNumber", N_("Number of the paper"), "123455"),
	PII_TEXT("verifiedCountry", N_("Country of the paper"), "USA"),
	PII_TEXT("verifiedState", N_("State of the paper"), "California"),
	PII_TEXT("verifiedIDIssueDate", N_("Paper issued"), "2012-12-12"),
	PII_TEXT("verifiedIDExpirationDate", N_("Paper expires"), "2012-12-12"),
	PII_GROUP("verifiedAddress", N_("Address as verified"), pii_full_address),
	PII_TEXT("verifiedGender", N_("Gender as verified"), "male"),
	PII_TEXT("occupation", N_("Occupation"), "RETIRED"),
	PII_TEXT("annualSalary", N_("Income a year"), "1000000"),
	PII_TEXT("accountPurpose", N_("What the account is for"), "Trading"),
	PII_TEXT("expectedMonthlyVolume", N_("Expected a month"), "10000"),
	PII_TEXT("remarks", N_("Remark"), "Editing first name and date of birth"),
	PII_TEXT("customNamespace", N_("Own name"), "custom-namespace-123"),
	{ .key = NULL }
};

static const struct field pii_change[] = {
	PII_GROUP("oldDetails", N_("Before"), pii_details),
	PII_GROUP("newDetails", N_("After"), pii_details),
	PII_TEXT("remarks", N_("Remark"), "Editing first name"),
	PII_TEXT("updatedBy", N_("Changed by"), "default.user@ul.com"),
	{ .key = "createdAt", .label = N_("Changed"), .type = &field_time, .nullable = true,
	  .example = "2025-11-24T07:56:51.0000000+00:00" },
	{ .key = NULL }
};

/* A group that no record keeps anything of. */
#define PII_HIDDEN_GROUP(name, words, table) \
	{ .key = name, .label = words, .type = &field_group, .nullable = true, .secret = true, \
	  .fields = table }

static const struct field pii_data[] = {
	PII_TEXT("customerAccountId", N_("Wallet customer"), OPS_OM_CUSTOMER),
	PII_TEXT("tenantId", N_("Tenant"), "1cd4bca0-e30b-449b-8117-cdd9963847df"),
	PII_TEXT("firstName", N_("First name(s)"), "amber"),
	PII_TEXT("middleName", N_("Second name"), "donald"),
	PII_TEXT("lastName", N_("Surname"), "wenny"),
	PII_SECRET("dob", N_("Born"), "1997-04-02"),
	PII_TEXT("gender", N_("Gender"), "male"),
	PII_SECRET("phone", N_("Phone"), "+15417543010"),
	PII_SECRET("email", N_("E-mail"), "amber.wenny@mail.com"),
	PII_HIDDEN_GROUP("address", N_("Address"), pii_address),
	PII_SECRET("ssn", N_("Social security number"), "122-22-2332"),
	PII_SECRET("taxId", N_("Tax number"), "122-22-2332"),
	PII_TEXT("occupation", N_("Occupation"), "Engineer"),
	PII_TEXT("annualSalary", N_("Income a year"), "50000-75000"),
	PII_TEXT("accountPurpose", N_("What the account is for"), "Savings"),
	PII_TEXT("expectedMonthlyVolume", N_("Expected a month"), "1000-5000"),
	PII_SECRET("ipAddress", N_("Internet address"), "10.20.121.1"),
	PII_SECRET("latLong", N_("Place"), "{}"),
	PII_STATE("govtIdVerification", N_("Identity paper")),
	PII_STATE("poaVerificationStatus", N_("Proof of address")),
	PII_STATE("ssnVerificationStatus", N_("Social security number")),
	PII_STATE("bankVerificationStatus", N_("Bank account")),
	PII_TEXT("denialCode", N_("Code of the denial"), "D01"),
	PII_TEXT("denialReason", N_("Why it was denied"), "name differs"),
	PII_SECRET("gidName", N_("Name on the paper"), "amber wenny"),
	PII_SECRET("gidDob", N_("Born, by the paper"), "1997-04-02"),
	PII_SECRET("gidPhoto", N_("Photo on the paper"), "base64,iVBORw0KGgo="),
	PII_TEXT("gidCountry", N_("Country of the paper"), "USA"),
	PII_TEXT("gidState", N_("State of the paper"), "California"),
	PII_TEXT("gidIssueDate", N_("Paper issued"), "2012-12-12"),
	PII_TEXT("gidExpirationDate", N_("Paper expires"), "2012-12-12"),
	PII_HIDDEN_GROUP("gidAddress", N_("Address on the paper"), pii_full_address),
	PII_TEXT("verifiedGender", N_("Gender as verified"), "male"),
	PII_LIST("bankAccounts", N_("Bank accounts"), pii_bank),
	PII_LIST("namespaces", N_("Names of wallets"), pii_namespace),
	{ .key = "historyData", .label = N_("Changes"), .type = &field_list, .nullable = true,
	  .secret = true, .fields = pii_change },
	{ .key = NULL }
};

static const struct field pii_out[] = {
	{ .key = "message", .label = N_("Message"), .type = &field_text,
	  .example = "Customer full details fetched successfully" },
	{ .key = "data", .label = N_("Customer"), .type = &field_group, .required = true,
	  .fields = pii_data, .source = "omnumi 8.12" },
	{ .key = NULL }
};

static const struct answer_doc pii_answers[] = {
	{ .status = 200, .title = N_("all that is known of her"),
	  .provoke = "a customer of the tenant", .how = "customerAccountId=" OPS_OM_CUSTOMER },
	{ .status = 400, .code = "catch", .title = N_("the history cannot be read"),
	  .provoke = "the customer " OPS_OM_UNREADABLE,
	  .reason = "Error while fetching full customer pii history.",
	  .how = "customerAccountId=" OPS_OM_UNREADABLE "; @sandbox" },
	{ .status = 400, .code = "Invalid UUID", .title = N_("no customer's number"),
	  .provoke = "a customerAccountId that is no UUID",
	  .reason = "Please provide valid customer id", .how = "customerAccountId=somebody" },
	{ .status = 404, .code = "No data found", .title = N_("customer of another tenant"),
	  .provoke = "the customer of the other tenant",
	  .reason = "Please provide valid tenant id",
	  .how = "customerAccountId=" OPS_OM_FOREIGN_CUSTOMER "; @sandbox" },
	{ .status = 404, .code = "No data available", .title = N_("unknown customer"),
	  .provoke = "a customerAccountId that nobody has",
	  .reason = "There is no such customer account in the given tenant id",
	  .how = "customerAccountId=${new.uuid}" },
	ANSWERS_END
};

const struct op op_getPiiCustomerDetails = {
	.name = "getPiiCustomerDetails",
	.group = N_("Personal data"),
	.title = N_("Personal data of a wallet customer"),
	.summary = N_("Tells all that is known of a customer, and each change of it."),
	.service = SVC_OMNUMI,
	.method = "GET",
	.path = "/tenant/customer/pii-customer-details/{customerAccountId}",
	.in = pii_in,
	.out = pii_out,
	.answers = pii_answers,
	.source = "omnumi 8.12",
	.marks = "-N",
	.credentials = "tenant-id",
	.discloses = N_("personal data"),
};
