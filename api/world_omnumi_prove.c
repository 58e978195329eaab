/* Identity by phone.  How the fingerprint comes back is not documented: here any word
 * will do as one, but for a few that are refused. */

#include <stdio.h>
#include <string.h>

#include "api/world_omnumi.h"

#define KIND "om.checks"

static bool ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && str_eq(text + n - m, end);
}

void do_getAuthUrl(struct request *req)
{
	const char *mobile = arg_text(req->args, "mobileNumber");
	char id[37];

	if (ends_with(mobile, "00")) {
		refuse(req, 400, "SMS request got failed");
		return;
	}
	if (ends_with(mobile, "01")) {
		refuse(req, 400, "Get auth URL request got failed");
		return;
	}
	world_uuid(req->world, id);
	world_keep(req->world, KIND, id, json_pack("{s:s}", "mobile", mobile));
	answer_with(req, json_pack("{s:{s:s, s:s, s:s}, s:s}", "data", "requestId", id, "status",
				   "0", "description", "Success", "message", "Success"));
}

/* Her own record where the number is a customer's, else the vendor's sample. */
static json_t *known_of(struct world *world, const char *mobile)
{
	const json_t *her = om_customer_by(world, "phoneNumber", mobile);

	if (!her)
		return json_pack("{s:s, s:s, s:{s:s, s:s, s:s, s:s, s:s}, s:[s], s:s, s:s, s:i}",
				 "firstName", "Tod", "lastName", "Weedall", "addresses", "address",
				 "39 South Trail", "extendedAddress", "Floor 2", "city",
				 "San Antonio", "region", "TX", "postalCode", "78285",
				 "emailAddresses", "tweedalld@ehow.com", "ssn", "565228370", "dob",
				 "1984-12-10", "trustScore", 1000);
	return json_pack("{s:s, s:s, s:{s:s, s:s, s:s, s:s, s:s}, s:[s], s:s, s:s, s:i}",
			 "firstName", arg_text(her, "firstName"), "lastName",
			 arg_text(her, "lastName"), "addresses", "address",
			 arg_text(her, "address1"), "extendedAddress", "", "city",
			 arg_text(her, "city"), "region", arg_text(her, "state"), "postalCode",
			 arg_text(her, "zipCode"), "emailAddresses", arg_text(her, "email"), "ssn",
			 "565228370", "dob", arg_text(her, "dob"), "trustScore", 870);
}

void do_validateUser(struct request *req)
{
	static const char *const refused[][2] = {
		{ "unknown", "Shows the unknown errors while the API execution" },
		{ "token", "tokenErrors" }, { "wrong", "err.message" },
	};
	const json_t *check = json_object_get(world_kept(req->world, KIND),
					      arg_text(req->args, "requestId"));
	const char *vfp = arg_text(req->args, "vfp");

	if (!check) {
		refuse(req, 400, "Request Id not found");
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(refused); i++)
		if (str_eq(vfp, refused[i][0])) {
			refuse(req, 400, refused[i][1]);
			return;
		}
	answer_with(req, json_pack("{s:o}", "data",
				   known_of(req->world, arg_text(check, "mobile"))));
}
