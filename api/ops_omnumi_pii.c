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
#define PII_BOOL(name, words, yes) \
	{ .key = name, .label = words, .type = &field_bool, .nullable = true, .example = yes }
#define PII_SECRET(name, words, text) \
	{ .key = name, .label = words, .type = &field_text, .nullable = true, .secret = true, \
	  .example = text }
#define PII_GROUP(name, words, table) \
	{ .key = name, .label = words, .type = &field_group, .nullable = true, .fields = table }
#define PII_LIST(name, words, table) \
	{ .key = name, .label = words, .type = &field_list, .nullable = true, .fields = table }

/* A group that no record keeps anything of. */
#define PII_HIDDEN_GROUP(name, words, table) \
	{ .key = name, .label = words, .type = &field_group, .nullable = true, .secret = true, \
	  .fields = table }

/* Address C */
static const struct field pii_address[] = {
	PII_TEXT("address1", N_("Street, number"), "123 Main St"),
	PII_TEXT("city", N_("City"), "New York"),
	PII_TEXT("state", N_("State"), "NY"),
	PII_TEXT("postalCode", N_("Postal code"), "10001"),
	PII_TEXT("country", N_("Country"), "US"),
	PII_TEXT("isoCountryCode", N_("Country's letters"), "US"),
	{ .key = NULL }
};

static const struct field pii_full_address[] = {
	PII_TEXT("fullAddress", N_("Address"), "Lorem Ipsum 30, 13612 Tallinn, Estonia"),
	{ .key = NULL }
};

#define FIELDS_HOLDER \
	PII_TEXT("bankLegalName", N_("Bank"), "US Bank"), \
	PII_TEXT("bankAccountHolderName", N_("Account holder"), "John Doe"), \
	PII_TEXT("bankAccountType", N_("Kind of account"), "Savings"), \
	PII_SECRET("bankAccountNumber", N_("Account number"), "XXXXXX0412")

static const struct field pii_bank[] = {
	FIELDS_HOLDER,
	PII_SECRET("bankAbaRoutingNumber", N_("Routing number"), "22440412"),
	{ .key = NULL }
};

static const struct field pii_namespace[] = {
	PII_TEXT("namespace", N_("Name of the wallet"), "usbc.ana.ul"),
	PII_TEXT("customNamespace", N_("Own name"), "ana"),
	PII_BOOL("isGlobal", N_("Known everywhere"), "true"),
	PII_BOOL("isPrimary", N_("Primary"), "true"),
	{ .key = NULL }
};

static const struct field pii_tax[] = {
	PII_SECRET("idNumber", N_("Tax number"), "134567890"),
	PII_TEXT("country", N_("Country"), "US"),
	PII_TEXT("state", N_("State"), "NY"),
	{ .key = NULL }
};

static const struct field pii_document[] = {
	PII_TEXT("type", N_("Kind of paper"), "DriversLicense"),
	PII_TEXT("description", N_("What it is"), "National ID card of the user"),
	PII_TEXT("fileName", N_("Name of the file"), "idCard.png"),
	PII_TEXT("side", N_("Side"), "front"),
	PII_SECRET("content", N_("Picture"), "base64,iVBORw0KGgo="),
	PII_SECRET("number", N_("Number on it"), "123455"),
	PII_TEXT("issuedCountry", N_("Issued in"), "India"),
	PII_BOOL("expired", N_("Expired"), "false"),
	PII_TEXT("validFromDate", N_("Valid from"), "2012-12-12"),
	PII_TEXT("validTillDate", N_("Valid until"), "2030-12-12"),
	{ .key = NULL }
};

static const struct field pii_old_bank[] = {
	FIELDS_HOLDER,
	PII_SECRET("bankAccountHolderPhoneNumber", N_("Phone of the holder"), "+917347634906"),
	PII_SECRET("bankAccountHolderEmail", N_("E-mail of the holder"), "unknown@gmail.com"),
	PII_SECRET("bankAccountHolderAddress", N_("Address of the holder"),
		   "Lorem Ipsum 30, 13612 Tallinn, Estonia"),
	{ .key = NULL }
};

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
	FIELD_MESSAGE("Customer full details fetched successfully", "omnumi 8.12"),
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
