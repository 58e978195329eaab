#include "api/ops.h"

/* Pictures of papers and proofs of life: raas 6.6.  uploadFiles takes them as
 * base64 inside JSON; of the two by phone the reference gives no form, so that
 * the parts here are named like its members. */

/* DocType */
const struct choice ops_paper[] = {
	{ .value = "ine", .label = N_("Voter card (INE)") },
	{ .value = "ife", .label = N_("Old voter card (IFE)") },
	{ .value = "ine_ife", .label = N_("Voter card (INE or IFE)") },
	{ .value = "passport", .label = N_("Passport") },
	{ .value = "driver_license", .label = N_("Driving licence") },
	{ .value = "consular_id", .label = N_("Consular card") },
	{ .value = "green_card", .label = N_("Green card") },
	{ .value = "state_id", .label = N_("State identity card") },
	{ .value = "ssn", .label = N_("Social security card") },
	{ .value = "dpi", .label = N_("Identity card (DPI)") },
	{ .value = "dni", .label = N_("Identity card (DNI)") },
	{ .value = "dui", .label = N_("Identity card (DUI)") },
	{ .value = "di", .label = N_("Identity document (DI)") },
	{ .value = "ci", .label = N_("Identity card (CI)") },
	{ .value = "none", .label = N_("None") },
	{ .value = NULL }
};

#define HELP_PATH N_("A picture or a PDF, by its path")

/* A paper as it is handed in. */
#define FIELDS_PAPER(text) \
	{ .key = "documentType", .label = N_("Kind of paper"), .type = &field_choice, \
	  .choices = ops_paper, .required = true, .section = text, .example = "ine", \
	  .help = N_("Of those that the service accepts of this customer"), \
	  .source = "raas-schemas 10 [P]" }, \
	{ .key = "imageFront", .label = N_("Front"), .type = &field_file, .required = true, \
	  .section = text, .example = "sample:png", .help = HELP_PATH, \
	  .source = "raas-schemas 10 [P]" }, \
	{ .key = "imageBack", .label = N_("Back"), .type = &field_file, .section = text, \
	  .example = "sample:jpeg", .help = HELP_PATH, .source = "raas-schemas 10 [P]" }, \
	{ .key = "documentIdValue", .label = N_("Number on it"), .type = &field_text, \
	  .section = text, .max = 60, .example = "ARMM870624MDFRNR09", \
	  .source = "raas-schemas 10 [P]" }

#define ANSWER_BAD_FILE(rows) \
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", \
	  .title = N_("a file is missing or no picture"), \
	  .provoke = "leave the file out, or send a text file", .reason = "Invalid schema", \
	  .how = rows }

static const struct field kinds_in[] = { FIELD_USER_TOKEN, { .key = NULL } };

/* DocumentTypeItem */
static const struct field kinds_out[] = {
	{ .key = "type", .label = N_("Identity paper"), .type = &field_word,
	  .choices = ops_paper, .required = true, .example = "ine",
	  .source = "raas-schemas 10 [P]" },
	{ .key = "frontOnly", .label = N_("Only its front"), .type = &field_bool,
	  .required = true, .example = "false", .source = "raas-schemas 10 [P]" },
	{ .key = "active", .label = N_("Accepted now"), .type = &field_bool, .required = true,
	  .example = "true", .source = "raas-schemas 10 [P]" },
	{ .key = NULL }
};

static const struct answer_doc kinds_answers[] = {
	{ .status = 200, .title = N_("kinds of paper"), .provoke = "any customer",
	  .how = "customer" },
	ANSWERS_BY_TOKEN,
	ANSWERS_END
};

const struct op op_getDocsTypesByUser = {
	.name = "getDocsTypesByUser",
	.group = N_("Identity"),
	.title = N_("Identity papers accepted"),
	.summary = N_("Lists the papers with which this customer may identify herself."),
	.method = "GET",
	.path = "/cip/docs-types-by-user/{userToken}",
	.scopes = "partner_full",
	.in = kinds_in,
	.out = kinds_out,
	.shape = REPLY_LIST,
	.answers = kinds_answers,
	.source = "raas 6.6",
};

static const struct choice upload_kinds[] = {
	{ .value = "id", .label = N_("Identity paper") },
	{ .value = "pol", .label = N_("Proof of life") },
	{ .value = NULL }
};

static const struct field upload_id[] = {
	FIELDS_PAPER(N_("Identity paper")),
	{ .key = NULL }
};

static const struct field selfie = {
	.key = "selfie", .label = N_("Selfie or film"), .type = &field_file,
	.example = "sample:jpeg", .source = "raas-schemas 10 [P]"
};

static const struct field upload_pol[] = {
	{ .key = "selfies", .label = N_("Selfies or films"), .type = &field_list, .of = &selfie,
	  .required = true, .section = N_("Proof of life"), .example = "sample:jpeg",
	  .help = N_("Pictures or films, by their paths, with commas between"),
	  .source = "raas-schemas 10 [P]" },
	{ .key = NULL }
};

/* UploadFilesParams */
static const struct field upload_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "type", .label = N_("What is handed in"), .type = &field_choice,
	  .choices = upload_kinds, .required = true, .example = "id",
	  .help = N_("Fill in the part below that belongs to it, and leave the other empty"),
	  .source = "raas-schemas 10 [P]" },
	{ .key = "id", .label = N_("Identity paper"), .type = &field_group, .fields = upload_id,
	  .source = "raas-schemas 10 [P]" },
	{ .key = "pol", .label = N_("Proof of life"), .type = &field_group,
	  .fields = upload_pol, .source = "raas-schemas 10 [P]" },
	{ .key = NULL }
};

static const struct answer_doc upload_answers[] = {
	{ .status = 200, .title = N_("files taken"),
	  .provoke = "a paper with its front; a proof of life of two selfies",
	  .how = "customer!; type=id; id.documentType=ine; id.imageFront=sample:png | "
		 "customer!; type=pol; pol.selfies=sample:jpeg, sample:mp4" },
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("no such kind"),
	  .provoke = "leave type out, or send selfie", .reason = "Invalid schema",
	  .how = "-type | type=selfie" },
	ANSWER_BAD_FILE("customer; type=id | customer; type=id; id.documentType=ine | "
			"customer; type=id; id.documentType=ine; id.imageFront=sample:txt | "
			"customer; type=pol; pol.selfies=sample:txt"),
	ANSWERS_BY_TOKEN,
	ANSWERS_END
};

const struct op op_uploadFiles = {
	.name = "uploadFiles",
	.group = N_("Identity"),
	.title = N_("Hand in paper or proof of life"),
	.summary = N_("Hands in pictures of the customer's identity paper, or of herself."),
	.method = "POST",
	.path = "/cip/uploadFiles/{userToken}",
	.scopes = "partner_full",
	.in = upload_in,
	.shape = REPLY_NONE,
	.answers = upload_answers,
	.changes = true,
	.source = "raas 6.6",
};

static const struct field papers_in[] = {
	FIELD_PHONE_PATH,
	FIELDS_PAPER(NULL),
	{ .key = NULL }
};

/* BaseIdentity: what was read on the paper */
#define READ(name, text, sample) \
	{ .key = name, .label = text, .type = &field_text, .example = sample, \
	  .source = "raas-schemas 10 [P]" }

static const struct field identity[] = {
	READ("names", N_("First name(s)"), "MARIA DEL CARMEN"),
	READ("surname", N_("Surname"), "ARENAS MENDOZA"),
	READ("firstName", N_("First name"), "MARIA"),
	READ("lastName", N_("Last name"), "ARENAS"),
	READ("secondLastname", N_("2nd surname"), "RUIZ"),
	{ .key = "secondName", .label = N_("Second name"), .type = &field_any,
	  .example = "\"DEL CARMEN\"", .source = "raas-schemas 10 [P]" },
	READ("thirdName", N_("Third name"), "ELENA"),
	READ("maidenName", N_("Maiden name"), "MENDOZA"),
	{ .key = "dob", .label = N_("Born"), .type = &field_time, .example = "1987-06-24",
	  .source = "raas-schemas 10 [P]" },
	READ("dobRaw", N_("Born, as printed"), "24/06/1987"),
	READ("gender", N_("Gender"), "F"),
	READ("maritalStatus", N_("Marital status"), "single"),
	READ("nationality", N_("Nationality"), "MEX"),
	READ("docType", N_("Identity paper"), "ine"),
	READ("subtype", N_("Kind of paper, closer"), "ine_g"),
	READ("id", N_("Number on the paper"), "ARMM870624MDFRNR09"),
	READ("idName", N_("Name of the number"), "CURP"),
	READ("idCountry", N_("Country of the paper"), "MX"),
	READ("idValidated", N_("Number checked"), "true"),
	{ .key = "expDate", .label = N_("Expires"), .type = &field_time, .example = "2031-12-31",
	  .source = "raas-schemas 10 [P]" },
	READ("expDateRaw", N_("Expires, as printed"), "2031"),
	READ("address", N_("Address"), "BLVD KUKULCAN KM 4.5"),
	READ("district", N_("District"), "ZONA HOTELERA"),
	READ("city", N_("City"), "CANCUN"),
	READ("county", N_("Municipality"), "BENITO JUAREZ"),
	READ("state", N_("State"), "Q.R."),
	READ("zipcode", N_("Postal code"), "77500"),
	READ("country", N_("Country"), "MX"),
	READ("state_code", N_("State, as a code"), "23"),
	READ("county_code", N_("Municipality, as a code"), "005"),
	READ("section_code", N_("Voting district"), "0123"),
	READ("locality_code", N_("Place, as a code"), "0001"),
	{ .key = NULL }
};

/* ScanIdentityResponse */
static const struct field scan_out[] = {
	{ .key = "id", .label = N_("Number of the scan"), .type = &field_text, .required = true,
	  .example = "3f0c6a52-6d6e-4f4e-9d0a-0d2f3a1b7c11", .source = "raas-schemas 10 [P]" },
	{ .key = "type", .label = N_("How it is answered"), .type = &field_word,
	  .required = true, .example = "sync", .help = N_("sync: at once; async: later"),
	  .source = "raas-schemas 10 [P]" },
	{ .key = "estimatedTime", .label = N_("Seconds it takes"), .type = &field_number,
	  .example = "5", .source = "raas-schemas 10 [P]" },
	READ("method", N_("How to ask for the result"), "GET"),
	{ .key = "pull_url", .label = N_("Where to ask for it"), .type = &field_text,
	  .example = "/scan/1", .source = "raas-schemas 10 [P]" },
	{ .key = "data", .label = N_("Read on the paper"), .type = &field_group,
	  .fields = identity, .source = "raas-schemas 10 [P]" },
	{ .key = "attachmentResponses", .label = N_("Files of the scan"), .type = &field_any,
	  .secret = true, .example = "{\"photoIdFileName\":\"front.png\"}",
	  .source = "raas-schemas 10 [P]" },
	{ .key = NULL }
};

static const struct answer_doc papers_answers[] = {
	{ .status = 200, .title = N_("read"), .provoke = "a customer and two pictures",
	  .how = "customer!; documentType=ine; imageFront=sample:png; imageBack=sample:jpeg; "
		 "?type=sync" },
	ANSWER_BAD_FILE("customer; -imageFront | customer; imageFront=sample:txt"),
	ANSWERS_BY_PHONE("partner_full"),
	ANSWERS_END
};

const struct op op_uploadIdentityDocuments = {
	.name = "uploadIdentityDocuments",
	.group = N_("Identity"),
	.title = N_("Hand in a paper, by phone (old)"),
	.summary = N_("Hands in pictures of the identity paper of the customer with this phone; "
		      "the provider advises uploadFiles instead."),
	.method = "POST",
	.path = "/cip/documents/{phoneNumber}",
	.scopes = "partner_full",
	.in = papers_in,
	.multipart = true,
	.out = scan_out,
	.answers = papers_answers,
	.changes = true,
	.source = "raas 6.6",
};

static const struct field life_in[] = {
	FIELD_PHONE_PATH,
	{ .key = "selfie", .label = N_("Selfie or film"), .type = &field_file, .required = true,
	  .example = "sample:jpeg", .help = N_("A picture or a film, by its path"),
	  .source = "raas 6.6 [I]" },
	{ .key = NULL }
};

static const struct answer_doc life_answers[] = {
	{ .status = 200, .title = N_("files taken"), .provoke = "a customer and a selfie or a film",
	  .how = "customer!; selfie=sample:jpeg | customer!; selfie=sample:mp4" },
	ANSWER_BAD_FILE("customer; -selfie | customer; selfie=sample:txt"),
	ANSWERS_BY_PHONE("partner_full"),
	ANSWERS_END
};

const struct op op_uploadProofOfLife = {
	.name = "uploadProofOfLife",
	.group = N_("Identity"),
	.title = N_("Hand in a proof of life, by phone"),
	.summary = N_("Hands in a selfie or a film of the customer with this phone."),
	.method = "POST",
	.path = "/cip/proof-of-life/{phoneNumber}",
	.scopes = "partner_full",
	.in = life_in,
	.multipart = true,
	.shape = REPLY_NONE,
	.answers = life_answers,
	.changes = true,
	.source = "raas 6.6",
};
