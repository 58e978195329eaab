#include "api/ops.h"

/* The customer's payers: raas 5.5 to 5.7. */

const struct field ops_contact_info[] = {
	{ .key = "phone", .label = N_("Phone"), .type = &field_text, .required = true,
	  .example = "+19165550149", .source = "raas 5.5 [P]" },
	{ .key = "firstName", .label = N_("First name(s)"), .type = &field_text, .example = "Hugo",
	  .source = "raas 5.5 [P]" },
	{ .key = "lastName", .label = N_("Surname"), .type = &field_text, .example = "Tru",
	  .source = "raas 5.5 [P]" },
	{ .key = "email", .label = N_("E-mail"), .type = &field_text,
	  .example = "hugo@example.com", .source = "raas 5.5 [P]" },
	{ .key = "countryCode", .label = N_("Country"), .type = &field_text, .example = "US",
	  .source = "raas 5.5 [P]" },
	{ .key = "alias", .label = N_("Called"), .type = &field_text, .example = "Hugo",
	  .source = "raas 5.5 [P]" },
	{ .key = "id", .label = N_("Number in the book"), .type = &field_text, .example = "c-1",
	  .source = "raas 5.5 [P]" },
	{ .key = NULL }
};

static const struct field list_in[] = { FIELD_USER_TOKEN, { .key = NULL } };

static const struct answer_doc list_answers[] = {
	{ .status = 200, .title = N_("list, perhaps empty"), .provoke = "any registered customer",
	  .how = "customer | payer" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(403, "partner, partner_send"),
	ANSWER_UNKNOWN_USER(404, "ERROR_USER_NOT_FOUND"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_listContacts = {
	.name = "listContacts",
	.group = N_("Payers"),
	.title = N_("Payers of a customer"),
	.summary = N_("Lists the people whom the customer can ask for money."),
	.method = "GET",
	.path = "/user/contacts/{userToken}",
	.scopes = "partner,partner_send",
	.scope_status = 403,
	.in = list_in,
	.out = ops_contact_info,
	.shape = REPLY_LIST,
	.answers = list_answers,
	.source = "raas 5.5",
};

static const struct field create_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "firstName", .label = N_("First name(s)"), .type = &field_name, .required = true,
	  .section = N_("Who"), .example = "Hugo", .code_missing = "ERROR_NAME_NOT_PROVIDED",
	  .code_bad = "ERROR_INVALID_NAME", .source = "raas 5.6 [P]" },
	{ .key = "lastName", .label = N_("Surname"), .type = &field_name, .required = true,
	  .section = N_("Who"), .example = "Tru", .code_missing = "ERROR_NAME_NOT_PROVIDED",
	  .code_bad = "ERROR_INVALID_NAME", .source = "raas 5.6 [P]" },
	{ .key = "alias", .label = N_("Called"), .type = &field_text, .section = N_("Contact"),
	  .example = "Hugo", .help = N_("How the customer calls this person"),
	  .source = "raas 5.6 [P]" },
	{ .key = "countryCode", .label = N_("Country"), .type = &field_country, .required = true,
	  .section = N_("Contact"), .example = "US", .code_missing = "ERROR_COUNTRY_NOT_PROVIDED",
	  .code_bad = "ERROR_COUNTRY_NOT_SUPPORTED",
	  .help = N_("Where the payer lives and pays"), .source = "raas 5.6 [P]" },
	{ .key = "phone", .label = N_("Phone"), .type = &field_phone, .required = true,
	  .country_key = "countryCode", .section = N_("Contact"), .example = "+19165550149",
	  .code_missing = "INVALID_PHONE_NUMBER", .code_bad = "INVALID_PHONE_NUMBER",
	  .code_in = "ERROR_COUNTRY_NOT_SUPPORTED",
	  .help = N_("The payer's mobile number; the link to pay goes there"),
	  .source = "raas 5.6 [P]" },
	{ .key = "email", .label = N_("E-mail"), .type = &field_email, .section = N_("Contact"),
	  .example = "hugo@example.com", .source = "raas 5.6 [P]" },
	{ .key = NULL }
};

/* Success as well has a code and a reason (raas 5.6, 5.7). */
static const struct field stored_out[] = {
	{ .key = "code", .label = N_("Result"), .type = &field_text, .example = "OK",
	  .source = "raas 5.6 [S]" },
	{ .key = "reason", .label = N_("Message"), .type = &field_text,
	  .example = "Contact created", .source = "raas 5.6 [S]" },
	{ .key = NULL }
};

static const struct answer_doc create_answers[] = {
	{ .status = 200, .code = "OK", .title = N_("payer stored"), .provoke = "a valid person",
	  .reason = "Contact created",
	  .how = "phone=${new.payer}; -email" },
	{ .status = 400, .code = "ERROR_NAME_NOT_PROVIDED", .title = N_("a name is missing"),
	  .provoke = "leave firstName or lastName out, or send it blank",
	  .reason = "Name not provided",
	  .how = "-firstName | lastName=" },
	{ .status = 400, .code = "ERROR_INVALID_NAME", .title = N_("bad characters in a name"),
	  .provoke = "firstName H@go 99", .reason = "Invalid name",
	  .how = "firstName=H@go 99" },
	{ .status = 400, .code = "INVALID_PHONE_NUMBER", .title = N_("phone missing or not E.164"),
	  .provoke = "leave phone out, or leave its + out", .reason = "Invalid phone number",
	  .how = "-phone | phone=19165550149" },
	{ .status = 400, .code = "ERROR_COUNTRY_NOT_SUPPORTED",
	  .title = N_("phone of another country"),
	  .provoke = "a US phone with countryCode MX", .reason = "Country not supported",
	  .how = "countryCode=MX" },
	{ .status = 400, .code = "ERROR_COUNTRY_NOT_PROVIDED", .title = N_("country is missing"),
	  .provoke = "leave countryCode out", .reason = "Country not provided",
	  .how = "-countryCode" },
	{ .status = 400, .code = "ERROR_DUPLICATED_PHONE",
	  .title = N_("phone is in the book already"),
	  .provoke = "store the same phone twice for one customer", .reason = "Duplicated phone",
	  .how = "payer; phone=${requestTo}" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_send"),
	ANSWER_UNKNOWN_USER(404, "ERROR_USER_NOT_FOUND"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_createContact = {
	.name = "createContact",
	.group = N_("Payers"),
	.title = N_("Add a payer"),
	.summary = N_("Adds a person to the customer's book, so that she can be asked for money."),
	.method = "POST",
	.path = "/user/contacts/{userToken}",
	.scopes = "partner,partner_send",
	.in = create_in,
	.out = stored_out,
	.may_be_empty = true,
	.answers = create_answers,
	.changes = true,
	.source = "raas 5.6",
};

static const struct field update_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "phone", .label = N_("Phone"), .type = &field_phone, .required = true,
	  .country_key = "countryCode", .section = N_("Contact"), .example = "+19165550149",
	  .code_missing = "INVALID_PHONE_NUMBER", .code_bad = "INVALID_PHONE_NUMBER",
	  .code_in = "ERROR_COUNTRY_NOT_SUPPORTED",
	  .help = N_("Says which payer is meant; the number itself cannot be changed"),
	  .source = "raas 5.7 [P]" },
	{ .key = "firstName", .label = N_("First name(s)"), .type = &field_name,
	  .section = N_("Who"), .example = "Hugo", .code_bad = "ERROR_INVALID_NAME",
	  .source = "raas 5.7 [P]" },
	{ .key = "lastName", .label = N_("Surname"), .type = &field_name, .section = N_("Who"),
	  .example = "Tru", .code_bad = "ERROR_INVALID_NAME", .source = "raas 5.7 [P]" },
	{ .key = "alias", .label = N_("Called"), .type = &field_text, .section = N_("Contact"),
	  .example = "Hugo US", .help = N_("How the customer calls this person"),
	  .source = "raas 5.7 [P]" },
	{ .key = "email", .label = N_("E-mail"), .type = &field_email, .section = N_("Contact"),
	  .example = "hugo@example.com", .source = "raas 5.7 [P]" },
	{ .key = "countryCode", .label = N_("Country"), .type = &field_country,
	  .section = N_("Contact"), .example = "US", .code_bad = "ERROR_COUNTRY_NOT_SUPPORTED",
	  .source = "raas 5.7 [P]" },
	{ .key = NULL }
};

static const struct answer_doc update_answers[] = {
	{ .status = 200, .code = "OK", .title = N_("payer changed"),
	  .provoke = "the phone of a stored payer and a new alias", .reason = "Contact updated",
	  .how = "payer; phone=${requestTo}; alias=Tío Hugo; -email" },
	{ .status = 400, .code = "INVALID_PHONE_NUMBER", .title = N_("phone missing or not E.164"),
	  .provoke = "leave phone out, or leave its + out", .reason = "Invalid phone number",
	  .how = "-phone | phone=19165550149" },
	{ .status = 400, .code = "ERROR_COUNTRY_NOT_SUPPORTED",
	  .title = N_("phone of another country"),
	  .provoke = "a US phone with countryCode MX", .reason = "Country not supported",
	  .how = "payer; phone=${requestTo}; countryCode=MX" },
	{ .status = 400, .code = "ERROR_INVALID_NAME", .title = N_("bad characters in a name"),
	  .provoke = "firstName H@go 99", .reason = "Invalid name",
	  .how = "payer; phone=${requestTo}; firstName=H@go 99" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_send"),
	ANSWER_UNKNOWN_USER(404, "ERROR_USER_NOT_FOUND"),
	{ .status = 500, .code = "ERROR_INTERNAL_SERVER_ERROR",
	  .title = N_("payer is not in the book"), .provoke = "a phone that was never stored",
	  .reason = REASON_INTERNAL,
	  .how = "phone=${new.payer}" },
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_updateContact = {
	.name = "updateContact",
	.group = N_("Payers"),
	.title = N_("Change a payer"),
	.summary = N_("Changes the stored data of the payer whom the phone number names."),
	.method = "PUT",
	.path = "/user/contacts/{userToken}",
	.scopes = "partner,partner_send",
	.in = update_in,
	.out = stored_out,
	.answers = update_answers,
	.changes = true,
	.source = "raas 5.7",
};
