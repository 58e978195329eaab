/* What the service can answer to an ACH, in the shapes of omnumi 8.8 and beside them:
 * only a documented refusal that comes before anything is done is one. */

#include "api/ask.h"
#include "tests/faulty.h"

enum {
	ACCEPTED = 1 << ASK_ACCEPTED, REJECTED = 1 << ASK_REJECTED, UNKNOWN = 1 << ASK_UNKNOWN
};

#define JSON(status) "HTTP/1.1 " status " X\r\nContent-Type: application/json\r\n" \
		     "Connection: close\r\n\r\n"
#define ENTRY(type, message) \
	"{\"errors\":[{\"type\":\"" type "\",\"message\":\"" message "\"}]}"

const struct kind ach_kinds[] = {
	{ "201 as documented", .says = JSON("201") "{GOOD}", .lands = ACCEPTED, .posts = 1 },
	{ "202 as documented", .says = JSON("202") "{GOOD}", .lands = ACCEPTED, .posts = 1 },
	{ "201 without a reference", .lands = UNKNOWN, .posts = 1,
	  .says = JSON("201") "{\"message\":\"done\",\"data\":{\"status\":\"INITIATED\"}}" },
	{ "201 without data", .says = JSON("201") "{\"message\":\"done\"}", .lands = UNKNOWN,
	  .posts = 1 },
	{ "201 with an error's body", .lands = UNKNOWN, .posts = 1,
	  .says = JSON("201") ENTRY("validationError", "Missing required fields") },
	{ "400 as documented", .lands = REJECTED, .posts = 1,
	  .says = JSON("400") ENTRY("validationError", "Missing required fields") },
	{ "400 without a body", .says = JSON("400"), .lands = UNKNOWN, .posts = 1 },
	{ "400 of a framework", .lands = UNKNOWN, .posts = 1,
	  .says = JSON("400") "{\"statusCode\":400,\"message\":\"Bad Request\"}" },
	{ "404 as documented", .lands = REJECTED, .posts = 1,
	  .says = JSON("404") ENTRY("recordNotFound", "Record not found in Database") },
	{ "404 without entries", .says = JSON("404") "{\"errors\":[]}", .lands = UNKNOWN,
	  .posts = 1 },
	{ "409 with an entry", .says = JSON("409") ENTRY("x", "Already there"), .lands = UNKNOWN,
	  .posts = 1 },
	{ "429 with an entry", .lands = UNKNOWN, .posts = 1,
	  .says = JSON("429") ENTRY("Rate Limit Exceeded", "Too many requests") },
	{ "500 as documented", .lands = UNKNOWN, .posts = 1,
	  .says = JSON("500") ENTRY("internalServerError",
				    "An error occured while storing authorization record") },
	{ "502 as documented", .lands = UNKNOWN, .posts = 1,
	  .says = JSON("502") ENTRY("apiError", "Failed to fetch bank account details") },
	{ .name = NULL }
};
