#include "api/document.h"
#include "api/ops_business.h"

/* What is handed in of a company (omnumi 8.5), of the shared objects of omnumi 7.
 * Their names differ from place to place; each table has its own. */

const struct choice ops_document_kind[] = {
	{ .value = "1", .label = N_("Driving licence") },
	{ .value = "2", .label = N_("Passport") },
	{ .value = "3", .label = N_("National identity card") },
	{ .value = "4", .label = N_("Residence permit") },
	{ .value = "5", .label = N_("Jurisdiction paper") },
	{ .value = "6", .label = N_("Incorporation paper") },
	{ .value = "7", .label = N_("None") },
	{ .value = "8", .label = N_("Other") },
	{ .value = "9", .label = N_("Picture of the face") },
	{ .value = NULL }
};

const struct choice ops_phone_kind[] = {
	{ .value = "0", .label = N_("Mobile") },
	{ .value = "1", .label = N_("At home") },
	{ .value = "2", .label = N_("None") },
	{ .value = NULL }
};

static const struct choice genders[] = {
	{ .value = "Female", .label = N_("Female") },
	{ .value = "Male", .label = N_("Male") },
	{ .value = NULL }
};

/* Document */
#define FIELDS_DOCUMENT(head) \
	{ .key = "documentType", .label = N_("Kind of paper"), .type = &field_numbered, \
	  .choices = ops_document_kind, .required = true, .section = head, .example = "8", \
	  .source = SRC_OBJECTS }, \
	{ .key = "content", .label = N_("File"), .type = &field_document, .required = true, \
	  .section = head, .example = "base64,iVBORw0KGgo=", \
	  .help = N_("A picture or a PDF of at most 5 MB; only its path is kept here. F4 chooses " \
		     "it from a folder"), .source = SRC_OBJECTS }, \
	{ .key = "fileName", .label = N_("Sent as"), .type = &field_document_name, \
	  .required = true, .section = head, .example = "filename.png", \
	  .help = N_("Letters without accents, digits and dashes, then its ending"), \
	  .source = SRC_OBJECTS }, \
	{ .key = "countryCode", .label = N_("Issued in"), .type = &field_country, \
	  .required = true, .section = head, .example = "US", .source = SRC_OBJECTS }

#define DOCUMENT_TABLE(id, head) \
	static const struct field id[] = { FIELDS_DOCUMENT(head), { .key = NULL } }

DOCUMENT_TABLE(incorporation, N_("Incorporation paper"));
DOCUMENT_TABLE(jurisdiction, N_("Jurisdiction paper"));
DOCUMENT_TABLE(residence, N_("Proof of address"));
DOCUMENT_TABLE(identity, N_("Identity paper"));
DOCUMENT_TABLE(other_paper, N_("Other paper"));
DOCUMENT_TABLE(paper, N_("Paper"));

#define GROUP_DOCUMENT(name, text, table) \
	{ .key = name, .label = text, .type = &field_group, .fields = table, .required = true, \
	  .source = SRC_OBJECTS }

#define LIST_DOCUMENTS(name, text) \
	{ .key = name, .label = text, .type = &field_list, .fields = paper, .required = true, \
	  .help = N_("Enter opens the list"), .source = SRC_OBJECTS }

/* Address A */
#define FIELDS_STREET(head) \
	{ .key = "address1", .label = N_("Street, number"), .type = &field_text, \
	  .required = true, .section = head, .max = 255, .example = "132, 40ft Street, Kingston", \
	  .source = SRC_OBJECTS }

#define FIELDS_PLACE(head) \
	{ .key = "city", .label = N_("City"), .type = &field_text, .required = true, \
	  .section = head, .max = 100, .example = "San Francisco", .source = SRC_OBJECTS }, \
	{ .key = "isoCountryCode", .label = N_("Country"), .type = &field_country, \
	  .required = true, .section = head, .example = "US", .source = SRC_OBJECTS }, \
	{ .key = "state", .label = N_("State"), .type = &field_state, .required = true, \
	  .section = head, .country_key = "isoCountryCode", .max = 80, .example = "CA", \
	  .help = N_("In the United States and Canada its two official letters, such as CA"), \
	  .source = "omnumi 5 [40]" }, \
	{ .key = "postalCode", .label = N_("Postal code"), .type = &field_text, \
	  .required = true, .section = head, .max = 20, .example = "90213", .source = SRC_OBJECTS }

static const struct field address[] = {
	FIELDS_STREET(N_("Address")),
	FIELDS_PLACE(N_("Address")),
	{ .key = NULL }
};

static const struct field office[] = {
	FIELDS_STREET(N_("Registered office")),
	{ .key = "address2", .label = N_("Further line"), .type = &field_text, .required = true,
	  .section = N_("Registered office"), .max = 255, .example = "Suite 12",
	  .source = SRC_MAKE },
	FIELDS_PLACE(N_("Registered office")),
	{ .key = NULL }
};

static const struct field attribute[] = {
	{ .key = "name", .label = N_("Name"), .type = &field_text, .required = true,
	  .section = N_("Further detail"), .example = "name", .source = SRC_OBJECTS },
	{ .key = "value", .label = N_("Value"), .type = &field_text, .required = true,
	  .section = N_("Further detail"), .example = "value", .source = SRC_OBJECTS },
	{ .key = NULL }
};

#define HELP_NOT_KEPT N_("Not kept on disk: it is typed again when this is taken up another day")

static const struct field tax[] = {
	{ .key = "idNumber", .label = N_("Tax number"), .type = &field_tax_id, .required = true,
	  .secret = true, .section = N_("Where taxed"), .max = 40, .example = "134567890",
	  .help = HELP_NOT_KEPT,
	  .source = SRC_OBJECTS },
	{ .key = "country", .label = N_("Country"), .type = &field_country, .required = true,
	  .section = N_("Where taxed"), .example = "US", .source = SRC_OBJECTS },
	{ .key = "state", .label = N_("State"), .type = &field_text, .required = true,
	  .section = N_("Where taxed"), .max = 80, .example = "NY", .source = SRC_OBJECTS },
	{ .key = NULL }
};

/* The number that some countries' banks know somebody by. */
#define FIELD_BANK_NUMBER(name) \
	{ .key = name, .label = N_("Bank's number"), .type = &field_text, .required = true, \
	  .secret = true, .section = N_("Numbers"), .max = 60, .example = "bn01910199", \
	  .help = HELP_NOT_KEPT, .source = SRC_OBJECTS }

#define FIELD_TAX_NUMBER(where) \
	{ .key = "taxIdNumber", .label = N_("Tax number"), .type = &field_tax_id, \
	  .required = true, .secret = true, .section = N_("Numbers"), \
	  .country_key = where, .max = 40, \
	  .example = "122-22-2332", \
	  .help = N_("In the United States 122-22-2332 of a person, 12-3123123 of a company. Not " \
		     "kept on disk"), .source = "omnumi 5 [40]" }

#define FIELDS_OWNED \
	{ .key = "ownershipPercentage", .label = N_("Owns, percent"), .type = &field_number, \
	  .required = true, .section = N_("Share"), .example = "20", .source = SRC_OBJECTS }, \
	{ .key = "ownershipType", .label = N_("Kind of share"), .type = &field_int, \
	  .required = true, .section = N_("Share"), .example = "1", \
	  .help = N_("What the numbers mean is not documented; 1 is the only one seen"), \
	  .source = "omnumi 6 [40]" }

#define FIELDS_TAXED \
	{ .key = "taxCountry", .label = N_("Taxed in"), .type = &field_country, \
	  .required = true, .section = N_("Numbers"), .example = "US", .source = SRC_OBJECTS }, \
	{ .key = "taxState", .label = N_("Taxed in state"), .type = &field_text, \
	  .required = true, .section = N_("Numbers"), .max = 80, .example = "California", \
	  .source = SRC_OBJECTS }

#define FIELDS_NAME \
	{ .key = "firstName", .label = N_("First name(s)"), .type = &field_name, \
	  .required = true, .section = N_("Who"), .example = "Rosa", .max = 255, \
	  .source = SRC_OBJECTS }, \
	{ .key = "lastName", .label = N_("Surname"), .type = &field_name, .required = true, \
	  .section = N_("Who"), .example = "Vega", .max = 255, .source = SRC_OBJECTS }, \
	{ .key = "title", .label = N_("Position"), .type = &field_text, .required = true, \
	  .section = N_("Who"), .max = 60, .example = "supervisor", .source = SRC_OBJECTS }

#define HELP_LINE N_("With + and the country: +1 916 555 0149")

/* Person; those inside an owning company have no more of it. */
#define FIELDS_PERSON_HEAD \
	FIELDS_NAME, \
	{ .key = "dateOfBirth", .label = N_("Born"), .type = &field_birth_date, \
	  .required = true, .section = N_("Who"), .example = "2000-12-01", \
	  .help = N_("Year, month and day: 1987-06-24"), .source = "omnumi 5 [40]" }, \
	{ .key = "emailAddress", .label = N_("E-mail"), .type = &field_email, \
	  .required = true, .section = N_("Who"), .example = "test@test.com", \
	  .code_in = "Business's control person is already registered with provided email " \
		     "id", \
	  .source = SRC_OBJECTS }, \
	{ .key = "phoneNumber", .label = N_("Phone"), .type = &field_line, .required = true, \
	  .section = N_("Who"), .example = "+19165550149", .help = HELP_LINE, \
	  .source = "omnumi 5 [40]" }, \
	{ .key = "phoneNumberType", .label = N_("Kind of phone"), .type = &field_numbered, \
	  .choices = ops_phone_kind, .required = true, .section = N_("Who"), .example = "0", \
	  .source = "omnumi 6 [40]" }, \
	FIELD_TAX_NUMBER("address.isoCountryCode"), \
	FIELD_BANK_NUMBER("bvn"), \
	{ .key = "address", .label = N_("Address"), .type = &field_group, .fields = address, \
	  .required = true, .source = SRC_OBJECTS }, \
	GROUP_DOCUMENT("identification", N_("Identity paper"), identity), \
	GROUP_DOCUMENT("proofOfAddress", N_("Proof of address"), residence), \
	LIST_DOCUMENTS("documents", N_("Further papers")), \
	{ .key = "customAttributes", .label = N_("Further details"), .type = &field_list, \
	  .fields = attribute, .required = true, .help = N_("Enter opens the list"), \
	  .source = SRC_OBJECTS }

static const struct field controller[] = { FIELDS_PERSON_HEAD, { .key = NULL } };

static const struct field person[] = {
	FIELDS_PERSON_HEAD,
	{ .key = "gender", .label = N_("Gender"), .type = &field_word, .choices = genders,
	  .required = true, .section = N_("Where taxed"), .example = "Male",
	  .source = SRC_OBJECTS },
	{ .key = "tax", .label = N_("Where taxed"), .type = &field_group, .fields = tax,
	  .required = true, .source = SRC_OBJECTS },
	{ .key = NULL }
};

/* IndividualBeneficialOwner */
static const struct field owner[] = {
	FIELDS_NAME,
	{ .key = "dob", .label = N_("Born"), .type = &field_birth_date, .required = true,
	  .section = N_("Who"), .example = "1980-05-17",
	  .help = N_("Year, month and day: 1987-06-24"), .source = SRC_OBJECTS },
	{ .key = "email", .label = N_("E-mail"), .type = &field_email, .required = true,
	  .section = N_("Who"), .example = "owner@example.com", .source = SRC_OBJECTS },
	{ .key = "phoneNumber", .label = N_("Phone"), .type = &field_line, .required = true,
	  .section = N_("Who"), .example = "+19165550148", .help = HELP_LINE,
	  .source = SRC_OBJECTS },
	{ .key = "phoneType", .label = N_("Kind of phone"), .type = &field_numbered,
	  .choices = ops_phone_kind, .required = true, .section = N_("Who"), .example = "0",
	  .source = SRC_OBJECTS },
	{ .key = "isControlPerson", .label = N_("Controls it"), .type = &field_bool,
	  .required = true, .section = N_("Share"), .example = "false", .source = SRC_OBJECTS },
	FIELDS_OWNED,
	FIELD_TAX_NUMBER("address.isoCountryCode"),
	FIELD_BANK_NUMBER("bankVerificationNumber"),
	FIELDS_TAXED,
	{ .key = "address", .label = N_("Address"), .type = &field_group, .fields = address,
	  .required = true, .source = SRC_OBJECTS },
	GROUP_DOCUMENT("identification", N_("Identity paper"), identity),
	GROUP_DOCUMENT("proofOfAddress", N_("Proof of address"), residence),
	GROUP_DOCUMENT("otherDocs", N_("Other paper"), other_paper),
	{ .key = NULL }
};

#define LIST_OWNERS \
	{ .key = "individualBeneficialOwners", .label = N_("Owners: people"), \
	  .type = &field_list, .fields = owner, .required = true, \
	  .help = N_("Enter opens the list"), .source = SRC_OBJECTS }

#define LIST_COMPANIES(table) \
	{ .key = "entityBeneficialOwners", .label = N_("Owners: companies"), \
	  .type = &field_list, .fields = table, .required = true, \
	  .help = N_("Enter opens the list"), .source = SRC_OBJECTS }

/* EntityBeneficialOwner; owned: who owns it in turn, down to the fifth company. */
#define COMPANY_TABLE(id, ...) \
	static const struct field id[] = { \
		{ .key = "legalName", .label = N_("Legal name"), .type = &field_text, \
		  .required = true, .section = N_("Company"), .max = 255, \
		  .example = "Vega Holding Inc", .source = SRC_OBJECTS }, \
		{ .key = "phoneNumber", .label = N_("Phone"), .type = &field_line, \
		  .required = true, .section = N_("Company"), .example = "+19165550147", \
		  .help = HELP_LINE, .source = SRC_OBJECTS }, \
		FIELDS_OWNED, \
		FIELD_TAX_NUMBER("address.isoCountryCode"), \
		FIELD_BANK_NUMBER("bvn"), \
		FIELDS_TAXED, \
		{ .key = "address", .label = N_("Address"), .type = &field_group, \
		  .fields = address, .required = true, .source = SRC_OBJECTS }, \
		GROUP_DOCUMENT("incorporationDocs", N_("Incorporation paper"), incorporation), \
		GROUP_DOCUMENT("jurisdictionDocs", N_("Jurisdiction paper"), jurisdiction), \
		GROUP_DOCUMENT("proofOfAddress", N_("Proof of address"), residence), \
		LIST_OWNERS, \
		{ .key = "controlPersons", .label = N_("People in control"), \
		  .type = &field_list, .fields = controller, .required = true, \
		  .help = N_("Enter opens the list"), .source = SRC_OBJECTS }, \
		__VA_ARGS__ \
		{ .key = NULL } \
	}

COMPANY_TABLE(company5, );
COMPANY_TABLE(company4, LIST_COMPANIES(company5),);
COMPANY_TABLE(company3, LIST_COMPANIES(company4),);
COMPANY_TABLE(company2, LIST_COMPANIES(company3),);
COMPANY_TABLE(company1, LIST_COMPANIES(company2),);

static const struct field memo[] = {
	{ .key = "name", .label = N_("Note's name"), .type = &field_text, .required = true,
	  .section = N_("Note"), .max = 100, .example = "note", .source = SRC_MAKE },
	{ .key = "value", .label = N_("Note"), .type = &field_text, .required = true,
	  .section = N_("Note"), .max = 255, .example = "shop in the market", .source = SRC_MAKE },
	{ .key = NULL }
};

const struct field ops_business_in[] = {
	{ .key = "businessUserLegalName", .label = N_("Legal name"), .type = &field_text,
	  .required = true, .section = N_("Company"), .max = 255, .example = "Bodega Sol Inc",
	  .help = N_("As it is registered"), .source = SRC_MAKE },
	{ .key = "businessUserName", .label = N_("Trading name"), .type = &field_text,
	  .required = true, .section = N_("Company"), .max = 255, .example = "Bodega Sol",
	  .code_in = "Business name already exists",
	  .help = N_("As customers know it; no other company may have it"), .source = SRC_MAKE },
	{ .key = "domain", .label = N_("Domain"), .type = &field_text, .required = true,
	  .section = N_("Company"), .max = 63, .example = "bodegasol",
	  .code_in = "Business domain already exists",
	  .help = N_("One word that is its own: its wallet's name is made of it"),
	  .source = SRC_MAKE },
	{ .key = "businessEntityName", .label = N_("Legal form"), .type = &field_text,
	  .required = true, .section = N_("Company"), .max = 100, .example = "Not Applicable",
	  .help = N_("Not Applicable where there is none"), .source = SRC_MAKE },
	{ .key = "businessUserEmail", .label = N_("E-mail"), .type = &field_email,
	  .required = true, .section = N_("Company"), .example = "hola@bodegasol.example.com",
	  .code_in = "Business user is already registered with provided email id",
	  .help = N_("The company's own; no other company may have it"), .source = SRC_MAKE },
	{ .key = "phoneNumber", .label = N_("Phone"), .type = &field_line, .required = true,
	  .section = N_("Company"), .example = "+19165550146", .help = HELP_LINE,
	  .source = SRC_MAKE },
	FIELD_TAX_NUMBER("businessUserAddress.isoCountryCode"),
	FIELD_BANK_NUMBER("bankVerificationNumber"),
	{ .key = "clientToken", .label = N_("Client token"), .type = &field_text,
	  .required = true, .section = N_("Numbers"), .max = 60, .example = "CLT",
	  .help = N_("Given to the tenant; what it does is not documented"), .source = SRC_MAKE },
	{ .key = "accountAddress", .label = N_("Wallet address"), .type = &field_wallet_address,
	  .required = true, .section = N_("Wallet"),
	  .example = "0x5179ba651a8ab0d2da5dc3e54ee6c8aa73272f5e",
	  .help = N_("0x and 40 digits or letters a to f"), .source = "omnumi 5 [40]" },
	{ .key = "customNamespace", .label = N_("Second name"), .type = &field_text,
	  .section = N_("Wallet"), .max = 100, .example = "bodegasolbusiness",
	  .help = N_("A name of the wallet that is chosen freely"), .source = SRC_MAKE },
	{ .key = "provider", .label = N_("Its provider"), .type = &field_word,
	  .section = N_("Wallet"), .example = "ens",
	  .help = N_("Who keeps the second name, such as ens"), .source = "omnumi 6 [40]" },
	{ .key = "memoFields", .label = N_("Note"), .type = &field_group, .fields = memo,
	  .required = true, .source = SRC_MAKE },
	{ .key = "businessUserAddress", .label = N_("Address"), .type = &field_group,
	  .fields = address, .required = true, .source = SRC_MAKE },
	{ .key = "registeredOfficeAddress", .label = N_("Registered office"),
	  .type = &field_group, .fields = office, .required = true, .source = SRC_MAKE },
	GROUP_DOCUMENT("incorporationDocs", N_("Incorporation paper"), incorporation),
	GROUP_DOCUMENT("jurisdictionDocs", N_("Jurisdiction paper"), jurisdiction),
	GROUP_DOCUMENT("proofOfAddress", N_("Proof of address"), residence),
	LIST_DOCUMENTS("otherDocs", N_("Further papers")),
	LIST_DOCUMENTS("governingDocuments", N_("Statutes")),
	{ .key = "controlPersons", .label = N_("Person in control"), .type = &field_group,
	  .fields = person, .required = true, .source = SRC_MAKE },
	LIST_OWNERS,
	LIST_COMPANIES(company1),
	{ .key = "signatories", .label = N_("Who signs"), .type = &field_list, .fields = person,
	  .required = true, .help = N_("Enter opens the list"), .source = SRC_MAKE },
	{ .key = "badgeId", .label = N_("Badge"), .type = &field_uuid, .required = true,
	  .section = N_("Badge"), .example = "2852ea54-b77d-4853-96bb-e9e484765b35",
	  .help = N_("An identification badge for companies"), .source = SRC_MAKE },
	{ .key = NULL }
};
