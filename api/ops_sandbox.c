#include "api/ops.h"
#include "api/sandbox.h"

/* What the sandbox can be told aside: api/sandbox_route.c answers it. */

static const struct field struck[] = {
	{ .key = "id", .label = N_("Number"), .type = &field_int, .required = true,
	  .example = "1" },
	{ .key = "spec", .label = N_("Fault"), .type = &field_text, .required = true,
	  .example = "500:getProfile:count=1" },
	{ .key = "fired", .label = N_("Struck"), .type = &field_int, .required = true,
	  .example = "0" },
	{ .key = "used", .label = N_("Used up"), .type = &field_bool, .required = true,
	  .example = "false" },
	{ .key = NULL }
};

static const struct field faults_out[] = {
	{ .key = "struck", .label = N_("Faults"), .type = &field_list, .required = true,
	  .fields = struck },
	{ .key = NULL }
};

static const struct field add_in[] = {
	{ .key = "spec", .label = N_("Fault"), .type = &field_text, .required = true,
	  .example = "500:getProfile:count=1" },
	{ .key = NULL }
};

static const struct field drop_in[] = {
	{ .key = "id", .label = N_("Number"), .type = &field_int, .in = IN_PATH,
	  .required = true, .example = "1" },
	{ .key = NULL }
};

static const struct field clock_in[] = {
	{ .key = "advance_ms", .label = N_("Milliseconds"), .type = &field_int,
	  .example = "60000" },
	{ .key = "rate", .label = N_("Rate"), .type = &field_number, .example = "10" },
	{ .key = NULL }
};

static const struct field clock_out[] = {
	{ .key = "ok", .label = N_("Done"), .type = &field_bool, .required = true,
	  .example = "true" },
	{ .key = NULL }
};

static const struct answer_doc answers[] = { ANSWERS_END };

const struct op op_sandboxFaults = {
	.name = "sandboxFaults", .service = SVC_SANDBOX, .method = "GET",
	.path = "/__sandbox/faults", .out = faults_out, .answers = answers,
};

const struct op op_sandboxAddFault = {
	.name = "sandboxAddFault", .service = SVC_SANDBOX, .method = "POST",
	.path = "/__sandbox/faults", .in = add_in, .out = faults_out, .answers = answers,
	.changes = true,
};

const struct op op_sandboxDropFault = {
	.name = "sandboxDropFault", .service = SVC_SANDBOX, .method = "DELETE",
	.path = "/__sandbox/faults/{id}", .in = drop_in, .out = faults_out, .answers = answers,
	.changes = true,
};

const struct op op_sandboxClearFaults = {
	.name = "sandboxClearFaults", .service = SVC_SANDBOX, .method = "DELETE",
	.path = "/__sandbox/faults", .out = faults_out, .answers = answers, .changes = true,
};

const struct op op_sandboxClock = {
	.name = "sandboxClock", .service = SVC_SANDBOX, .method = "POST",
	.path = "/__sandbox/clock", .in = clock_in, .out = clock_out, .answers = answers,
	.changes = true,
};

static const struct field login_in[] = {
	{ .key = "address", .label = N_("Wallet address"), .type = &field_wallet_address,
	  .required = true, .example = "0x9086F595C67a0aE52B859fD63CbB984b825B4587" },
	{ .key = "nonce", .label = N_("One-time number"), .type = &field_text, .required = true,
	  .example = "9ddd1cc30e2cb1339d466cc5f0babc95" },
	{ .key = "signature", .label = N_("Signature"), .type = &field_text, .required = true,
	  .secret = true, .example = "signed-by-the-sandbox" },
	{ .key = NULL }
};

static const struct field login_out[] = {
	{ .key = "access_token", .label = N_("Token"), .type = &field_text, .required = true,
	  .secret = true, .example = "eyJhbGciOiJSUzI1NiJ9.eyJzY29wZSI6InVzZXIifQ.c2ln" },
	{ .key = NULL }
};

const struct op op_sandboxWalletLogin = {
	.name = "sandboxWalletLogin", .title = N_("Wallet login (stand-in of the sandbox)"),
	.group = N_("Wallet login"),
	.summary = N_("Not part of the API: no document says how a signature becomes a token."),
	.service = SVC_OMNUMI, .method = "POST", .path = "/auth/login", .in = login_in,
	.out = login_out, .answers = answers, .changes = true,
};
