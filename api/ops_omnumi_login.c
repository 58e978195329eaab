#include "api/ops.h"

/* A device's token and the challenge that a wallet signs: omnumi 8.1. */

static const struct field challenge_in[] = {
	{ .key = "address", .label = N_("Wallet address"), .type = &field_wallet_address,
	  .in = IN_QUERY, .required = true,
	  .example = "0x9086F595C67a0aE52B859fD63CbB984b825B4587",
	  .code_missing = "Account address must be a valid Ethereum address",
	  .code_bad = "Account address must be a valid Ethereum address",
	  .help = N_("0x and 40 digits, as the wallet's app shows it"), .source = "omnumi 8.1" },
	{ .key = NULL }
};

static const struct field challenge_message[] = {
	{ .key = "domain", .label = N_("Who asks"), .type = &field_text, .example = "USBC App",
	  .source = "omnumi 8.1" },
	{ .key = "action", .label = N_("What for"), .type = &field_text,
	  .example = "Login to USBC", .source = "omnumi 8.1" },
	{ .key = "address", .label = N_("Wallet address"), .type = &field_text,
	  .example = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", .source = "omnumi 8.1" },
	{ .key = "nonce", .label = N_("One-time number"), .type = &field_text,
	  .example = "9ddd1cc30e2cb1339d466cc5f0babc95", .source = "omnumi 8.1" },
	{ .key = "expires", .label = N_("Good until"), .type = &field_time,
	  .example = "2025-07-07T12:36:33.0000000+00:00", .source = "omnumi 8.1" },
	{ .key = NULL }
};

static const struct field challenge_out[] = {
	{ .key = "nonce", .label = N_("One-time number"), .type = &field_text, .required = true,
	  .example = "9ddd1cc30e2cb1339d466cc5f0babc95", .source = "omnumi 8.1" },
	{ .key = "expiresAt", .label = N_("Good until (ms)"), .type = &field_int,
	  .example = "1751891793773", .source = "omnumi 8.1" },
	{ .key = "message", .label = N_("To be signed"), .type = &field_group, .required = true,
	  .fields = challenge_message, .source = "omnumi 8.1" },
	{ .key = NULL }
};

static const struct answer_doc challenge_answers[] = {
	{ .status = 200, .title = N_("challenge given"),
	  .provoke = "the address of a wallet of the sandbox" },
	{ .status = 400, .code = "DataValidation", .title = N_("no wallet address"),
	  .provoke = "an address that is not 0x and 40 hex digits",
	  .reason = "Account address must be a valid Ethereum address",
	  .how = "address=0x1234 | address=0xzz86F595C67a0aE52B859fD63CbB984b825B4587" },
	{ .status = 400, .code = "Challenge", .title = N_("no such wallet"),
	  .provoke = "a well-formed address that belongs to nobody",
	  .reason = "Wallet user not found",
	  .how = "address=0x00000000000000000000000000000000000000ff" },
	ANSWERS_END
};

const struct op op_getChallenge = {
	.name = "getChallenge", .group = N_("Wallet login"), .title = N_("Get a challenge"),
	.summary = N_("Asks for a message, good once, that the wallet signs to log in."),
	.service = SVC_OMNUMI, .method = "GET", .path = "/auth/challenge", .marks = "=M",
	.in = challenge_in, .out = challenge_out, .answers = challenge_answers,
	.source = "omnumi 8.1",
};

static const struct field preauth_in[] = {
	{ .key = "device_fingerprint", .label = N_("Device"), .type = &field_text,
	  .required = true, .example = "xyz123",
	  .code_missing = "Failed to generate access token.",
	  .code_bad = "Failed to generate access token.",
	  .help = N_("What tells this device apart"), .source = "omnumi 8.1" },
	{ .key = "app_version", .label = N_("Version of the program"), .type = &field_text,
	  .example = "v1.0.0", .source = "omnumi 8.1" },
	{ .key = "tenant_id", .label = N_("Tenant"), .type = &field_uuid, .since = "4.0.0",
	  .example = "1cd4bca0-e30b-449b-8117-cdd9963847df",
	  .code_bad = "Failed to generate access token.",
	  .help = N_("Put into the token"), .source = "omnumi 8.1" },
	{ .key = NULL }
};

static const struct field preauth_out[] = {
	{ .key = "access_token", .label = N_("Token"), .type = &field_text, .required = true,
	  .secret = true, .example = "eyJhbGciOiJSUzI1NiJ9.eyJzY29wZSI6InByZWF1dGgifQ.c2ln",
	  .source = "omnumi 8.1" },
	{ .key = NULL }
};

static const struct answer_doc preauth_answers[] = {
	{ .status = 200, .title = N_("token given"),
	  .provoke = "any device_fingerprint; the token is good for 900 seconds",
	  .how = "device_fingerprint=${new.word}" },
	{ .status = 400, .code = "PRE AUTH", .title = N_("no token"),
	  .provoke = "leave device_fingerprint out", .reason = "Failed to generate access token.",
	  .how = "-device_fingerprint" },
	{ .status = 429, .code = "Rate Limit Exceeded", .title = N_("too many tokens"),
	  .provoke = "ask more than ten times in a minute for one device",
	  .reason = "Too many requests",
	  .how = "device_fingerprint=${new.word}; @again; @again; @again; @again; @again; "
		 "@again; @again; @again; @again; @again" },
	ANSWERS_END
};

const struct op op_createPreauthToken = {
	.name = "createPreauthToken", .group = N_("Wallet login"),
	.title = N_("Get a token for this device"),
	.summary = N_("Gives a device a token for fifteen minutes, before anybody logs in."),
	.service = SVC_OMNUMI, .method = "POST", .path = "/auth/preauth-token", .marks = "=M",
	.in = preauth_in, .out = preauth_out, .answers = preauth_answers,
	.source = "omnumi 8.1",
};
