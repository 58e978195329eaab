#include "api/ops.h"

/* What two versions have retired and of which little more than the name is known:
 * omnumi 8.13.  The sandbox answers 410 where it is retired, which is ours: nobody says
 * whether such calls are still served. */

#define ANSWER_RETIRED \
	{ .status = 410, .code = "Deprecated", .title = N_("retired"), \
	  .provoke = "any call on a sandbox of a version that has retired it", \
	  .reason = "This endpoint is deprecated", .how = "@sandbox" }

#define FORCED .how = "@fault=answer"

/* GET /federate-id/file-upload-status */

static const struct field file_status_in[] = {
	{ .key = "fileId", .label = N_("File"), .type = &field_text, .in = IN_QUERY,
	  .required = true, .example = "fed-1", .source = "omnumi 8.13",
	  .code_missing = "CSV log entry not found", .code_bad = "CSV log entry not found" },
	{ .key = NULL }
};

static const struct field file_status_data[] = {
	{ .key = "fileName", .label = N_("File"), .type = &field_text,
	  .example = "fed_id_allocation.csv", .source = "omnumi 8.13" },
	{ .key = "status", .label = N_("State"), .type = &field_text, .example = "processing",
	  .source = "omnumi 8.13" },
	{ .key = "isAccepted", .label = N_("Accepted"), .type = &field_bool, .example = "true",
	  .source = "omnumi 8.13" },
	{ .key = "duplicateCsvUrl", .label = N_("List of duplicates"), .type = &field_text,
	  .example = "https://storage.blob.core.windows.net/duplicates/duplicate.csv",
	  .source = "omnumi 8.13" },
	{ .key = "reason", .label = N_("Reason"), .type = &field_text,
	  .example = "File contains invalid data format", .source = "omnumi 8.13" },
	{ .key = NULL }
};

static const struct field file_status_out[] = {
	FIELD_MESSAGE("Fed ID bulk upload status fetched successfully", "omnumi 8.13"),
	{ .key = "data", .label = N_("Upload"), .type = &field_group, .required = true,
	  .fields = file_status_data, .source = "omnumi 8.13" },
	{ .key = NULL }
};

static const struct answer_doc file_status_answers[] = {
	{ .status = 200, .title = N_("state of the upload"), FORCED,
	  .provoke = "x-sandbox-fault: answer:n=1" },
	{ .status = 400, .code = "catch", .title = N_("no such upload"), FORCED,
	  .provoke = "x-sandbox-fault: 400", .reason = "CSV log entry not found" },
	{ .status = 401, .code = "Invalid", .title = N_("wrong tenant"), FORCED,
	  .provoke = "x-sandbox-fault: 401", .reason = "Invalid Tenant Id" },
	{ .status = 403, .code = "Access Control", .title = N_("not allowed"), FORCED,
	  .provoke = "x-sandbox-fault: 403", .reason = "Access denied for this resource" },
	{ .status = 500, .code = "Internal server error", .title = N_("internal failure"), FORCED,
	  .provoke = "x-sandbox-fault: 500",
	  .reason = "An unexpected error occurred. Please try again later" },
	ANSWER_RETIRED,
	ANSWERS_END
};

const struct op op_getFileUploadStatus = {
	.name = "getFileUploadStatus", .group = N_("Retired"),
	.title = N_("State of a file of federated ids"),
	.summary = N_("Tells how far an upload of federated ids has come; retired."),
	.service = SVC_OMNUMI, .method = "GET", .path = "/federate-id/file-upload-status",
	.marks = "D=", .earlier = "public 3.0.1", .named_only = true, .in = file_status_in,
	.out = file_status_out, .answers = file_status_answers, .source = "omnumi 8.13",
};

/* POST /federate-id/file-upload: a form with a file, perhaps; no more is said. */

static const struct answer_doc retired_answers[] = {
	{ .status = 200, .title = N_("carried out; its answer is not documented"), FORCED,
	  .provoke = "x-sandbox-fault: answer:n=1" },
	ANSWER_RETIRED,
	ANSWERS_END
};

const struct op op_uploadFederateIdFile = {
	.name = "uploadFederateIdFile", .group = N_("Retired"),
	.title = N_("Upload federated ids"),
	.summary = N_("Uploads a list of federated ids; retired, and no more is documented."),
	.service = SVC_OMNUMI, .method = "POST", .path = "/federate-id/file-upload",
	.marks = "D=", .named_only = true, .shape = REPLY_NONE,
	.answers = retired_answers, .changes = true, .source = "omnumi 8.13",
};

/* GET /offchainTransaction/transfer-method */

static const struct field methods_in[] = {
	{ .key = "type", .label = N_("Kind"), .type = &field_text, .in = IN_QUERY,
	  .required = true, .example = "ach", .source = "omnumi 8.13",
	  .code_missing = "Failed to fetch the transfer method",
	  .code_bad = "Failed to fetch the transfer method" },
	{ .key = "namespace", .label = N_("Wallet name"), .type = &field_text, .in = IN_QUERY,
	  .example = "fourthunicorn.raju1bh4.ul", .source = "omnumi 8.13",
	  .code_bad = "Please provide valid namespace" },
	{ .key = "blockchainAddress", .label = N_("Wallet address"),
	  .type = &field_wallet_address, .in = IN_QUERY,
	  .example = "0x9086F595C67a0aE52B859fD63CbB984b825B4587", .source = "omnumi 8.13",
	  .code_bad = "Please provide either namespace or blockchain address" },
	{ .key = NULL }
};

static const struct field methods_data[] = {
	{ .key = "id", .label = N_("Method"), .type = &field_text, .example = "string",
	  .source = "omnumi 8.13" },
	{ .key = "bankDetails", .label = N_("Bank"), .type = &field_text, .secret = true,
	  .example = "string", .source = "omnumi 8.13" },
	{ .key = "type", .label = N_("Kind"), .type = &field_text, .example = "string",
	  .source = "omnumi 8.13" },
	{ .key = "createdAt", .label = N_("Created"), .type = &field_text, .example = "string",
	  .source = "omnumi 8.13" },
	{ .key = NULL }
};

static const struct field methods_out[] = {
	{ .key = "data", .label = N_("Method"), .type = &field_group, .required = true,
	  .fields = methods_data, .source = "omnumi 8.13" },
	FIELD_MESSAGE("Successfully fetched from transfer methods", "omnumi 8.13"),
	{ .key = NULL }
};

static const struct answer_doc methods_answers[] = {
	{ .status = 200, .title = N_("transfer method found"), FORCED,
	  .provoke = "x-sandbox-fault: answer:n=1" },
	{ .status = 400, .code = "Transfer Method", .title = N_("no wallet named"), FORCED,
	  .provoke = "x-sandbox-fault: answer:n=2",
	  .reason = "Please provide either namespace or blockchain address" },
	{ .status = 400, .code = "Transfer Method", .title = N_("no tenant"), FORCED,
	  .provoke = "x-sandbox-fault: answer:n=3", .reason = "Tenant Id is missing in Headers" },
	{ .status = 400, .code = "No data found", .title = N_("no such wallet"), FORCED,
	  .provoke = "x-sandbox-fault: answer:n=4", .reason = "Please provide valid namespace" },
	{ .status = 400, .code = "Transfer Method", .title = N_("another tenant's customer"),
	  FORCED, .provoke = "x-sandbox-fault: answer:n=5",
	  .reason = "Couldn't allow the transaction, customer doesn't belong to Tenant" },
	{ .status = 400, .title = N_("no transfer method"), FORCED,
	  .provoke = "x-sandbox-fault: answer:n=6",
	  .reason = "No Transfer Method Available For : namespace", .shape = REFUSAL_DATA },
	{ .status = 400, .code = "catch", .title = N_("nothing read"), FORCED,
	  .provoke = "x-sandbox-fault: answer:n=7",
	  .reason = "Failed to fetch the transfer method" },
	ANSWER_RETIRED,
	ANSWERS_END
};

const struct op op_getTransferMethods = {
	.name = "getTransferMethods", .group = N_("Retired"),
	.title = N_("Ways of a transfer"),
	.summary = N_("Lists how money can be transferred for a wallet; retired."),
	.service = SVC_OMNUMI, .method = "GET", .path = "/offchainTransaction/transfer-method",
	.marks = "D=", .earlier = "partner 2.5.0", .named_only = true, .in = methods_in,
	.out = methods_out, .answers = methods_answers, .source = "omnumi 8.13",
};

/* The four others: nothing but method, path and a summary. */

const struct op op_addTransferMethod = {
	.name = "addTransferMethod", .group = N_("Retired"), .title = N_("Make a transfer"),
	.summary = N_("Makes a transfer for a tenant or customer; retired, no more is "
		      "documented."),
	.service = SVC_OMNUMI, .method = "POST", .path = "/offchainTransaction/transfer-method",
	.marks = "D=", .named_only = true, .shape = REPLY_NONE,
	.answers = retired_answers, .changes = true, .source = "omnumi 8.13",
};

const struct op op_createConfirmationRequest = {
	.name = "createConfirmationRequest", .group = N_("Retired"),
	.title = N_("Confirm a deposit"),
	.summary = N_("Confirms a deposit; retired, no more is documented."),
	.service = SVC_OMNUMI, .method = "POST", .path = "/transaction/confirmation-requests",
	.marks = "=D", .named_only = true, .shape = REPLY_NONE,
	.answers = retired_answers, .changes = true, .source = "omnumi 8.13",
};

const struct op op_createDepositRequest = {
	.name = "createDepositRequest", .group = N_("Retired"), .title = N_("Ask for a deposit"),
	.summary = N_("Asks for a deposit, so that tokens are made of it; retired, no more is "
		      "documented."),
	.service = SVC_OMNUMI, .method = "POST", .path = "/transaction/deposit-requests",
	.marks = "=D", .named_only = true, .shape = REPLY_NONE,
	.answers = retired_answers, .changes = true, .source = "omnumi 8.13",
};

static const struct field redeem_in[] = {
	{ .key = "transactionHash", .label = N_("Transaction"), .type = &field_text, .in = IN_PATH,
	  .required = true, .source = "omnumi 8.13",
	  .example = "0x7a1f2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8" },
	{ .key = NULL }
};

const struct op op_redeemFiatTransfer = {
	.name = "redeemFiatTransfer", .group = N_("Retired"),
	.title = N_("Update a redemption"),
	.summary = N_("Updates the money side of a redemption; retired, no more is documented."),
	.service = SVC_OMNUMI, .method = "PUT",
	.path = "/transaction/redeem/fiat-transfer/{transactionHash}", .marks = "=D",
	.named_only = true, .shape = REPLY_NONE, .in = redeem_in, .answers = retired_answers,
	.changes = true, .source = "omnumi 8.13",
};
