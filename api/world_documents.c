/* Papers and proofs of life as they come in.  That they came is remembered, and
 * nothing of what is in them. */

#include <string.h>

#include "api/world_own.h"

/* Papers accepted: of which countries' customers, or of all. */
static const struct {
	const char *type, *countries;
	bool front_only, active;
} papers[] = {
	{ "ine", "MX", false, true }, { "ine_ife", "MX", false, true },
	{ "ife", "MX", false, false }, { "dpi", "GT", false, true },
	{ "dni", "HN", false, true }, { "ci", "DO,CO", false, true },
	{ "driver_license", "US,CA", false, true }, { "state_id", "US", false, true },
	{ "green_card", "US", false, true }, { "ssn", "US", true, true },
	{ "consular_id", "MX,GT,HN", false, true }, { "passport", NULL, true, true },
};

void do_getDocsTypesByUser(struct request *req)
{
	struct user *user = cip_customer(req);
	json_t *rows = json_array();
	const char *country;

	for (size_t i = 0; user && i < ARRAY_LEN(papers); i++) {
		country = arg_text(user->record, "countryCode");
		if (papers[i].countries && !word_in(papers[i].countries, country))
			continue;
		json_array_append_new(rows, json_pack("{s:s, s:b, s:b}", "type", papers[i].type,
						      "frontOnly", papers[i].front_only,
						      "active", papers[i].active));
	}
	if (user)
		answer_with(req, rows);
	else
		json_decref(rows);
}

void do_uploadFiles(struct request *req)
{
	const char *type = arg_text(req->args, "type");
	const char *what = str_eq(type, "id") ? "paper" : "life";
	struct user *user = cip_customer(req);

	if (!user)
		return;
	if (!json_is_object(json_object_get(req->args, type))) {
		refuse(req, 400, "ERROR_INVALID_SCHEMA");
		return;
	}
	cip_note(user, what, json_true());
	answer_with(req, NULL);
}

/* What is read on the paper is what she registered with: a sandbox looks at no
 * picture. */
void do_uploadIdentityDocuments(struct request *req)
{
	struct user *user = cip_customer(req);
	json_t *data, *record;
	char id[37];

	if (!user)
		return;
	world_uuid(req->world, id);
	record = user->record;
	data = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}",
			 "names", arg_text(record, "firstName"),
			 "surname", arg_text(record, "lastName"),
			 "dobRaw", arg_text(record, "dob"), "state", arg_text(record, "state"),
			 "country", arg_text(record, "countryCode"),
			 "docType", arg_text(req->args, "documentType"));
	cip_note(user, "paper", json_true());
	answer_with(req, json_pack("{s:s, s:s, s:i, s:o}", "id", id, "type", "sync",
				   "estimatedTime", 0, "data", data));
}

void do_uploadProofOfLife(struct request *req)
{
	struct user *user = cip_customer(req);

	if (!user)
		return;
	cip_note(user, "life", json_true());
	answer_with(req, NULL);
}
