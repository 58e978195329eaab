#include "api/document.h"
#include "api/ops_business.h"

/* Registering a company with the wallet service, and looking at it: omnumi 8.5. */

static const struct choice onboarding[] = {
	{ .value = "PENDING", .label = N_("being looked at") },
	{ .value = "ACCEPTED", .label = N_("accepted") },
	{ .value = "ACTIVE", .label = N_("active") },
	{ .value = NULL }
};

/* ---- answers: whatever has a readable form is taken ---- */

#define GROUP_ADDRESS_TOLD(name, text) \
	{ .key = name, .label = text, .type = &field_some, .fields = address_told, \
	  .source = SRC_MAKE }

#define FIELD_TOLD(name, text, sample) \
	{ .key = name, .label = text, .type = &field_any, .example = sample, .source = SRC_MAKE }

static const struct field address_told[] = {
	FIELD_TOLD("address1", N_("Street, number"), "\"132, 40ft Street, Kingston\""),
	FIELD_TOLD("address2", N_("Further line"), "\"Suite 12\""),
	FIELD_TOLD("city", N_("City"), "\"San Francisco\""),
	FIELD_TOLD("state", N_("State"), "\"CA\""),
	FIELD_TOLD("isoCountryCode", N_("Country"), "\"US\""),
	FIELD_TOLD("postalCode", N_("Postal code"), "\"90213\""),
	{ .key = NULL }
};

#define FIELD_TOLD_SECRET(name, text, sample) \
	{ .key = name, .label = text, .type = &field_any, .secret = true, .example = sample, \
	  .source = SRC_MAKE }

#define FIELD_WHEN(name, text) \
	{ .key = name, .label = text, .type = &field_time, .nullable = true, \
	  .example = "2023-12-01T11:12:47.0000000+00:00", .source = SRC_MAKE }

#define FIELD_STATE(name, text) \
	{ .key = name, .label = text, .type = &field_word, .choices = onboarding, \
	  .example = "PENDING", .source = "omnumi 6 [40]" }

static const struct field made_metadata[] = {
	{ .key = "businessUserId", .label = N_("Company's id"), .type = &field_text,
	  .required = true, .example = "57b99458-f481-4822-b8b3-516d6bd611ca",
	  .source = SRC_MAKE },
	FIELD_TOLD("businessUserMetadataId", N_("Id of its details"),
		   "\"57b99458-f481-4822-b8b3-516d6bd611ca\""),
	FIELD_TOLD("legal_name", N_("Legal name"), "\"jone doe\""),
	FIELD_TOLD("business_entity_name", N_("Legal form"), "\"Not Applicable\""),
	FIELD_TOLD("email", N_("E-mail"), "\"lorem@mygmail.com\""),
	FIELD_TOLD("phone", N_("Phone"), "\"9540217306\""),
	FIELD_TOLD_SECRET("tax_id", N_("Tax number"), "\"12345\""),
	GROUP_ADDRESS_TOLD("company_address", N_("Address")),
	{ .key = NULL }
};

static const struct field made[] = {
	{ .key = "domain", .label = N_("Domain"), .type = &field_text, .example = "jonedoe",
	  .source = SRC_MAKE },
	{ .key = "business_user_name", .label = N_("Trading name"), .type = &field_text,
	  .example = "jone doe", .source = SRC_MAKE },
	{ .key = "business_user_metadata", .label = N_("Details"), .type = &field_group,
	  .fields = made_metadata, .required = true, .source = SRC_MAKE },
	{ .key = "is_active", .label = N_("Active"), .type = &field_bool, .example = "true",
	  .source = SRC_MAKE },
	FIELD_WHEN("created_at", N_("Made")),
	FIELD_WHEN("start_date", N_("Since")),
	FIELD_WHEN("end_date", N_("Until")),
	{ .key = "tenant_id", .label = N_("Tenant"), .type = &field_text,
	  .example = "57b99458-f481-4822-b8b3-516d6bd611ca", .source = SRC_MAKE },
	{ .key = NULL }
};

static const struct field make_out[] = {
	{ .key = "data", .label = N_("Company"), .type = &field_group, .fields = made,
	  .required = true, .source = SRC_MAKE },
	FIELD_MESSAGE_ANY("Tenant onboarded successfully", SRC_MAKE),
	{ .key = NULL }
};

/* The vendor shows some groups as another group's, so those that may be a paper have
 * a paper's members as well: what is in it is recorded in no case. */
#define FIELDS_DOCUMENT_TOLD \
	{ .key = "documentType", .label = N_("Kind of paper"), .type = &field_numbered_word, \
	  .choices = ops_document_kind, .example = "8", .source = SRC_OBJECTS }, \
	{ .key = "content", .label = N_("File"), .type = &field_document_told, \
	  .example = "base64,iVBORw0KGgo=", .source = SRC_OBJECTS }, \
	FIELD_TOLD("fileName", N_("Sent as"), "\"filename.png\""), \
	FIELD_TOLD("countryCode", N_("Issued in"), "\"US\"")

static const struct field paper_told[] = {
	FIELDS_DOCUMENT_TOLD,
	FIELD_TOLD("type", N_("What it is"), "\"incorporationDocs\""),
	FIELD_TOLD("businessUserDocumentId", N_("Id"), "\"0598df1a-3f21-48e1-803e-071dc7be372d\""),
	FIELD_TOLD("businessUserId", N_("Company's id"),
		   "\"1d528994-cdc7-4766-ab3e-2dd99995867c\""),
	FIELD_WHEN("createdAt", N_("Made")),
	FIELD_WHEN("updatedAt", N_("Changed")),
	{ .key = NULL }
};

#define GROUP_TOLD(name, text, table) \
	{ .key = name, .label = text, .type = &field_some, .fields = table, .nullable = true, \
	  .source = SRC_MAKE }

static const struct field pair_told[] = {
	FIELD_TOLD("name", N_("Name"), "\"name\""),
	FIELD_TOLD("value", N_("Value"), "\"value\""),
	{ .key = NULL }
};

static const struct field tax_told[] = {
	FIELD_TOLD_SECRET("idNumber", N_("Tax number"), "\"134567890\""),
	FIELD_TOLD("country", N_("Country"), "\"US\""),
	FIELD_TOLD("state", N_("State"), "\"NY\""),
	{ .key = NULL }
};

#define FIELDS_PERSON_TOLD \
	FIELD_TOLD("firstName", N_("First name(s)"), "\"Rosa\""), \
	FIELD_TOLD("lastName", N_("Surname"), "\"Vega\""), \
	FIELD_TOLD("title", N_("Position"), "\"supervisor\""), \
	FIELD_TOLD("dateOfBirth", N_("Born"), "\"2000-12-01\""), \
	FIELD_TOLD("emailAddress", N_("E-mail"), "\"test@test.com\""), \
	FIELD_TOLD("phoneNumber", N_("Phone"), "\"9100000000\""), \
	{ .key = "phoneNumberType", .label = N_("Kind of phone"), \
	  .type = &field_numbered_word, .choices = ops_phone_kind, .example = "0", \
	  .source = SRC_MAKE }, \
	FIELD_TOLD_SECRET("taxIdNumber", N_("Tax number"), "\"122-22-2332\""), \
	FIELD_TOLD_SECRET("bvn", N_("Bank's number"), "\"bn01910190\""), \
	FIELD_TOLD("gender", N_("Gender"), "\"Male\""), \
	GROUP_TOLD("tax", N_("Where taxed"), tax_told), \
	GROUP_ADDRESS_TOLD("address", N_("Address")), \
	GROUP_TOLD("identification", N_("Identity paper"), paper_told), \
	GROUP_TOLD("proofOfAddress", N_("Proof of address"), paper_told), \
	GROUP_TOLD("documents", N_("Further papers"), paper_told), \
	GROUP_TOLD("customAttributes", N_("Further details"), pair_told)

static const struct field person_told[] = { FIELDS_PERSON_TOLD, { .key = NULL } };

/* An owner, a person or a company, and who owns it in turn. */
#define OWNER_TOLD(id, ...) \
	static const struct field id[] = { \
		FIELDS_PERSON_TOLD, \
		FIELDS_DOCUMENT_TOLD, \
		FIELD_TOLD("legalName", N_("Legal name"), "\"Vega Holding Inc\""), \
		FIELD_TOLD("ownershipPercentage", N_("Owns, percent"), "20"), \
		FIELD_TOLD("ownershipType", N_("Kind of share"), "1"), \
		FIELD_TOLD("isControlPerson", N_("Controls it"), "false"), \
		FIELD_TOLD("dob", N_("Born"), "\"1980-05-17\""), \
		FIELD_TOLD("email", N_("E-mail"), "\"owner@example.com\""), \
		FIELD_TOLD("phoneType", N_("Kind of phone"), "\"0\""), \
		FIELD_TOLD("taxCountry", N_("Taxed in"), "\"US\""), \
		FIELD_TOLD("taxState", N_("Taxed in state"), "\"California\""), \
		FIELD_TOLD_SECRET("bankVerificationNumber", N_("Bank's number"), \
				  "\"bnk009198\""), \
		GROUP_TOLD("otherDocs", N_("Other paper"), paper_told), \
		GROUP_TOLD("incorporationDocs", N_("Incorporation paper"), paper_told), \
		GROUP_TOLD("jurisdictionDocs", N_("Jurisdiction paper"), paper_told), \
		GROUP_TOLD("controlPersons", N_("People in control"), person_told), \
		__VA_ARGS__ \
		{ .key = NULL } \
	}

#define OWNERS_TOLD(table) \
	GROUP_TOLD("individualBeneficialOwners", N_("Owners: people"), owner_told5), \
	GROUP_TOLD("entityBeneficialOwners", N_("Owners: companies"), table)

OWNER_TOLD(owner_told5, );
OWNER_TOLD(owner_told4, OWNERS_TOLD(owner_told5),);
OWNER_TOLD(owner_told3, OWNERS_TOLD(owner_told4),);
OWNER_TOLD(owner_told2, OWNERS_TOLD(owner_told3),);
OWNER_TOLD(owner_told1, OWNERS_TOLD(owner_told2),);

static const struct field metadata[] = {
	FIELD_TOLD("legalName", N_("Legal name"), "\"string\""),
	FIELD_TOLD("businessEntityName", N_("Legal form"), "\"string\""),
	FIELD_TOLD("email", N_("E-mail"), "\"string\""),
	FIELD_TOLD("phone", N_("Phone"), "0"),
	FIELD_TOLD_SECRET("taxId", N_("Tax number"), "0"),
	FIELD_TOLD_SECRET("bankVerificationNumber", N_("Bank's number"), "0"),
	GROUP_ADDRESS_TOLD("companyAddress", N_("Address")),
	GROUP_ADDRESS_TOLD("registeredOfficeAddress", N_("Registered office")),
	GROUP_TOLD("controlPersons", N_("Person in control"), person_told),
	GROUP_TOLD("signatories", N_("Who signs"), person_told),
	OWNERS_TOLD(owner_told1),
	GROUP_TOLD("incorporationDocs", N_("Incorporation paper"), paper_told),
	GROUP_TOLD("jurisdictionDocs", N_("Jurisdiction paper"), paper_told),
	GROUP_TOLD("otherDocs", N_("Further papers"), paper_told),
	GROUP_TOLD("memoFields", N_("Note"), pair_told),
	FIELD_TOLD("otherDetails", N_("Other details"), "\"string\""),
	FIELD_TOLD("businessUserMetadataId", N_("Id of its details"),
		   "\"70b7e287-37bf-4422-934c-27f7d451f274\""),
	FIELD_TOLD("businessUserId", N_("Company's id"),
		   "\"70b7e287-37bf-4422-934c-27f7d451f274\""),
	{ .key = NULL }
};

static const struct field namespaces[] = {
	FIELD_TOLD("businessUserNamespace", N_("Wallet's name"), "\"test.ul\""),
	FIELD_TOLD("accountAddress", N_("Wallet address"),
		   "\"1d500994-cdc7-4766-ab3e-2dd99995867c\""),
	FIELD_TOLD("businessUserNamespaceId", N_("Id"),
		   "\"1d528994-cdc7-4766-ab3e-2dd99995867c\""),
	FIELD_TOLD("businessUserId", N_("Company's id"),
		   "\"1d528994-cdc7-4766-ab3e-2dd99995867c\""),
	{ .key = NULL }
};

static const struct field partners[] = {
	FIELD_TOLD("dssId", N_("Id there"), "\"140638535\""),
	FIELD_TOLD("dssTypeId", N_("Kind"), "\"70b7e287-37bf-4422-934c-27f7d451f274\""),
	FIELD_TOLD("businessUserId", N_("Company's id"),
		   "\"70b7e287-37bf-4422-934c-27f7d451f274\""),
	FIELD_WHEN("createdAt", N_("Made")),
	FIELD_WHEN("updatedAt", N_("Changed")),
	{ .key = NULL }
};

static const struct field balance[] = {
	FIELD_TOLD("balance", N_("Amount"), "\"0\""),
	FIELD_TOLD("name", N_("Token"), "\"USBC\""),
	FIELD_TOLD("symbol", N_("Its letters"), "\"USBC\""),
	{ .key = NULL }
};

static const struct field wallets[] = {
	FIELD_TOLD("domainNamespace", N_("Wallet's name"), "\"snltd7.biz.sonnyss31.ul\""),
	FIELD_TOLD("customNamespace", N_("Second name"), "\"snltd7.biz.sonnyss31.ul\""),
	FIELD_TOLD("accountAddress", N_("Wallet address"), "\"0x5179ba6509980077000977f5eac2\""),
	GROUP_TOLD("balance", N_("Balance"), balance),
	FIELD_TOLD("tenantName", N_("Tenant's name"), "\"Digit Ltd\""),
	FIELD_TOLD("namespaceProvider", N_("Its provider"), "\"ens\""),
	FIELD_TOLD("isPrimary", N_("Main one"), "\"string\""),
	FIELD_TOLD("isGlobal", N_("For all"), "0"),
	FIELD_TOLD("namespaceId", N_("Id"), "\"1d528994-cdc7-4766-ab3e-2dd99995867c\""),
	FIELD_TOLD("tenantId", N_("Tenant"), "\"1d528994-cdc7-4766-ab3e-2dd99995867c\""),
	{ .key = NULL }
};

static const struct field business[] = {
	FIELD_TOLD("businessUserName", N_("Trading name"), "\"Jone Doe\""),
	FIELD_TOLD("domain", N_("Domain"), "\"jonedoe\""),
	FIELD_STATE("complianceStatus", N_("Compliance")),
	FIELD_STATE("accountStatus", N_("Account")),
	FIELD_STATE("onboardingStatus", N_("Onboarding")),
	FIELD_STATE("identityProviderStatus", N_("Identity check")),
	GROUP_TOLD("business_user_namespaces", N_("Names of its wallet"), namespaces),
	GROUP_TOLD("walletBalanceDetails", N_("Wallet"), wallets),
	FIELD_TOLD("businessUserId", N_("Company's id"), "\"Jone Doe\""),
	FIELD_WHEN("startDate", N_("Since")),
	FIELD_WHEN("endDate", N_("Until")),
	FIELD_WHEN("createdAt", N_("Made")),
	FIELD_WHEN("updatedAt", N_("Changed")),
	{ .key = "tenantId", .label = N_("Tenant"), .type = &field_text,
	  .example = "53834add-8bf9-4982-a356-3cc420bd6be7", .source = SRC_MAKE },
	GROUP_TOLD("business_user_metadata", N_("Details"), metadata),
	GROUP_TOLD("business_user_documents", N_("Papers"), paper_told),
	GROUP_TOLD("dss_business_users", N_("Known to partners"), partners),
	{ .key = NULL }
};

static const struct field read_out[] = {
	FIELD_MESSAGE_ANY("Business user details fetched successfully", SRC_MAKE),
	{ .key = "data", .label = N_("Company"), .type = &field_group, .fields = business,
	  .required = true, .source = SRC_MAKE },
	{ .key = NULL }
};

static const struct field read_in[] = {
	{ .key = "businessUserId", .label = N_("Company's id"), .type = &field_text,
	  .in = IN_PATH, .required = true, .example = "57b99458-f481-4822-b8b3-516d6bd611ca",
	  .help = N_("As onboarding answered it"), .source = SRC_MAKE },
	{ .key = NULL }
};

/* ---- what may come ---- */

/* A company that is nobody's twin, with a badge of the service's own. */
#define NEW_COMPANY \
	"badge; domain=${new.word}; businessUserName=Shop ${new.word}; " \
	"businessUserEmail=${new.email}; controlPersons.emailAddress=${new.email}"

/* A member of the company that every sandbox begins with. */
#define TWIN(type, text, words, key, value) \
	{ .status = 400, .code = type, .title = words, .shape = REFUSAL_TYPES, \
	  .reason = text, \
	  .provoke = "a company whose " key " is " value ", which another one has", \
	  .how = NEW_COMPANY "; @sandbox; " key "=" value }

#define SPOILT(type, text, words, domain) \
	{ .status = 400, .code = type, .title = words, .shape = REFUSAL_TYPES, \
	  .reason = text, .provoke = "a company whose domain is " domain, \
	  .how = NEW_COMPANY "; @sandbox; domain=" domain }

static const struct answer_doc make_answers[] = {
	{ .status = 201, .title = N_("the company is there"),
	  .provoke = "any company whose domain, name and e-mails nobody has",
	  .how = NEW_COMPANY },
	TWIN("Duplicate", "Business domain already exists", N_("domain taken"), "domain",
	     "bodegaluna"),
	TWIN("Duplicate", "Business user is already registered with provided email id",
	     N_("e-mail taken"), "businessUserEmail", "hola@bodegaluna.example.com"),
	TWIN("Duplicate",
	     "Business's control person is already registered with provided email id",
	     N_("e-mail of the person in control taken"), "controlPersons.emailAddress",
	     "luna@bodegaluna.example.com"),
	SPOILT("onboard", "error", N_("failure without a reason"), "no-reason"),
	TWIN("onboard", "Business name already exists", N_("name taken"), "businessUserName",
	     "Bodega Luna"),
	SPOILT("onboard", "Not able to create account", N_("no account could be made"),
	       "no-account"),
	SPOILT("onboard/Identity", "publicMint.errors[0].message",
	       N_("the identity service refuses"), "no-identity"),
	{ .status = 400, .code = "onboard", .title = N_("something missing or unknown badge"),
	  .shape = REFUSAL_TYPES, .reason = "Not able to onboard business",
	  .provoke = "leave a field out, or name a badge that is not for companies",
	  .how = NEW_COMPANY "; -domain | " NEW_COMPANY
		 "; badgeId=00000000-0000-4000-8000-000000000000" },
	ANSWERS_END
};

const struct op op_createBusinessUser = {
	.name = "createBusinessUser",
	.group = N_("Companies"),
	.title = N_("Register a company"),
	.summary = N_("Registers a company under the tenant, with its owners and its papers."),
	.service = SVC_OMNUMI,
	.method = "POST",
	.path = "/tenant/business-user",
	.in = ops_business_in,
	.out = make_out,
	.answers = make_answers,
	.refuse_status = 400,
	.refuse_code = "Not able to onboard business",
	.changes = true,
	.source = "omnumi 8.5",
	.marks = "DR",
	.credentials = "tenant-id",
};

static const struct answer_doc read_answers[] = {
	{ .status = 200, .title = N_("the company's record"), .provoke = "a company made before",
	  .how = "business" },
	{ .status = 400, .code = "catch", .title = N_("no such company"),
	  .reason = "Please provide valid business user id",
	  .provoke = "an id that no company has", .how = "businessUserId=${new.uuid}" },
	{ .status = 400, .code = "catch", .title = N_("a failure in the service's words"),
	  .reason = "err[1]", .provoke = "the id err", .how = "@sandbox; businessUserId=err" },
	{ .status = 400, .code = "catch", .title = N_("a failure while it was carried out"),
	  .reason = "error.message", .provoke = "the id error",
	  .how = "@sandbox; businessUserId=error" },
	ANSWERS_END
};

const struct op op_getBusinessUser = {
	.name = "getBusinessUser",
	.group = N_("Companies"),
	.title = N_("Look at a company"),
	.summary = N_("Tells how far a company's onboarding is, its wallet and its papers."),
	.service = SVC_OMNUMI,
	.method = "GET",
	.path = "/tenant/business-user/{businessUserId}",
	.in = read_in,
	.out = read_out,
	.answers = read_answers,
	.source = "omnumi 8.5",
	.marks = "DR",
	.credentials = "tenant-id",
};
