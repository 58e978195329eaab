#include "api/openapi.h"

/* The wallet service has versions, four kinds of credentials and nine shapes of
 * refusal (omnumi 2, 3.2, 4.2). */

static const struct {
	const char *word;		/* in op.credentials */
	const char *name;		/* of its security scheme */
	const char *header;		/* NULL: the bearer scheme of HTTP */
	const char *about;
} schemes[] = {
	{ "tenant-id", "tenantId", "tenant-id", "UUID of the tenant" },
	{ "api-key", "apiKey", "api-key", "The tenant's secret" },
	{ "access-token", "accessToken", "access-token", "Of the customer who is signed in" },
	{ "bearer", "bearer", NULL, "From /auth/preauth-token, or of a login" },
};

void openapi_add_wallet(json_t *operation, const struct op *op)
{
	json_t *needs = json_object();
	const char *newest = OP_VERSION_USUAL;

	for (size_t i = 0; i < ARRAY_LEN(schemes); i++)
		if (op->credentials && word_in(op->credentials, schemes[i].word))
			json_object_set_new(needs, schemes[i].name, json_array());
	json_object_set_new(operation, "security", json_object_size(needs) ?
			    json_pack("[O]", needs) : json_array());
	json_decref(needs);
	json_object_set_new(operation, "x-versions", op_marks(op));
	if (op_deprecated(op, newest))
		json_object_set_new(operation, "deprecated", json_true());
	if (op->earlier)
		json_object_set_new(operation, "x-earlier", json_string(op->earlier));
	if (op->named_only)
		json_object_set_new(operation, "x-named-only", json_true());
	if (op->discloses)
		json_object_set_new(operation, "x-discloses", json_string(op->discloses));
}

static json_t *entry_schema(void)
{
	return json_pack("{s:s, s:{s:{}, s:{}, s:{s:s}, s:{}}}", "type", "object", "properties",
			 "type", "message", "error", "type", "string", "data");
}

/* All of them: a reader has to take each. */
static json_t *error_schema(void)
{
	json_t *entry = entry_schema();
	json_t *schema = json_pack(
		"{s:s, s:[{s:s, s:[s], s:{s:{s:[{s:s, s:O}, O]}}}, "
		"{s:s, s:[s], s:{s:{s:s}}}, {s:s, s:O}, O]}",
		"description", "How the service refuses. Its entries have a type and a message; "
			       "they come as a list, alone, nested or bare.",
		"anyOf",
		"type", "object", "required", "errors", "properties", "errors", "anyOf",
		"type", "array", "items", entry, entry,
		"type", "object", "required", "CatchError", "properties", "CatchError", "type",
		"object",
		"type", "array", "items", entry, entry);

	json_decref(entry);
	return schema;
}

void openapi_wallet(json_t *document)
{
	json_t *components = json_object_get(document, "components"), *all = json_object();

	for (size_t i = 0; i < ARRAY_LEN(schemes); i++)
		json_object_set_new(all, schemes[i].name, schemes[i].header ?
			json_pack("{s:s, s:s, s:s, s:s}", "type", "apiKey", "in", "header",
				  "name", schemes[i].header, "description", schemes[i].about) :
			json_pack("{s:s, s:s, s:s}", "type", "http", "scheme", "bearer",
				  "description", schemes[i].about));
	json_object_set_new(components, "securitySchemes", all);
	json_object_set_new(json_object_get(components, "schemas"), "WalletError",
			    error_schema());
}
