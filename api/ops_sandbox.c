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
