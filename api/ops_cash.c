#include "api/ops.h"

/* Cash points, and the codes with which money is paid in or picked up there:
 * raas 6.9. */

static const struct choice cash_providers[] = {
	{ .value = "Numi", .label = N_("Numi") },
	{ .value = "Greendot", .label = N_("Green Dot") },
	{ .value = "Inpamex", .label = N_("Inpamex") },
	{ .value = "Incomm", .label = N_("InComm") },
	{ .value = "NumiCashDelivery", .label = N_("Numi, brought to the door") },
	{ .value = NULL }
};

static const struct choice cash_account_kinds[] = {
	{ .value = "Credit", .label = N_("On credit") },
	{ .value = "Prepaid", .label = N_("Prepaid") },
	{ .value = NULL }
};

static const struct field operators_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "operationAmmount", .label = N_("Amount"), .type = &field_amount,
	  .example = "500.00", .help = N_("Leaves out who does not handle that much cash"),
	  .source = "raas 6.9 [sic]" },
	{ .key = NULL }
};

static const struct field cash_network[] = {
	{ .key = "name", .label = N_("Network"), .type = &field_text, .required = true,
	  .example = "Red del Sol" },
	{ .key = "id", .label = N_("Number of the network"), .type = &field_text,
	  .required = true, .example = "n-1" },
	{ .key = "cashProvider", .label = N_("Provider"), .type = &field_word, .required = true,
	  .choices = cash_providers, .example = "Inpamex" },
	{ .key = "imageUrl", .label = N_("Image"), .type = &field_text, .required = true,
	  .example = "https://example.com/n.png" },
	{ .key = NULL }
};

/* CashLocation is PascalCase, and whether it is open is a word. */
static const struct field cash_location[] = {
	{ .key = "Name", .label = N_("Cash point"), .type = &field_text, .required = true,
	  .example = "Del Sol Centro" },
	{ .key = "AddressLine1", .label = N_("Street, number"), .type = &field_text,
	  .required = true, .example = "Av. Juárez 18" },
	{ .key = "AddressLine2", .label = N_("Address, second line"), .type = &field_text,
	  .example = "Centro" },
	{ .key = "City", .label = N_("City"), .type = &field_text, .required = true,
	  .example = "Puebla" },
	{ .key = "State", .label = N_("State"), .type = &field_text, .required = true,
	  .example = "MX-PUE" },
	{ .key = "Phone", .label = N_("Phone"), .type = &field_text, .example = "+522221094400" },
	{ .key = "Enable", .label = N_("Open"), .type = &field_text, .required = true,
	  .example = "true" },
	{ .key = "Id", .label = N_("Number of the cash point"), .type = &field_text,
	  .required = true, .example = "l-1" },
	{ .key = "CashOperatorId", .label = N_("Number of the operator"), .type = &field_text,
	  .required = true, .example = "o-1" },
	{ .key = "Image", .label = N_("Image"), .type = &field_text,
	  .example = "https://example.com/l.png" },
	{ .key = "Latitude", .label = N_("Latitude"), .type = &field_text,
	  .example = "19.0437" },
	{ .key = "Longitude", .label = N_("Longitude"), .type = &field_text,
	  .example = "-98.1981" },
	{ .key = NULL }
};

/* CashOperators (raas-schemas 6); its cash points stand in `location`. */
static const struct field operators_out[] = {
	{ .key = "name", .label = N_("Operator"), .type = &field_text, .required = true,
	  .example = "Tiendas del Sol", .source = "raas-schemas 6 [P]" },
	{ .key = "id", .label = N_("Number of the operator"), .type = &field_text,
	  .required = true, .example = "o-1", .source = "raas-schemas 6 [P]" },
	{ .key = "externalId", .label = N_("Outside number"), .type = &field_text,
	  .example = "x-1", .source = "raas-schemas 6 [P]" },
	{ .key = "country", .label = N_("Country"), .type = &field_text, .required = true,
	  .example = "MX", .source = "raas-schemas 6 [P]" },
	{ .key = "cashAccountType", .label = N_("Kind of account"), .type = &field_word,
	  .choices = cash_account_kinds, .example = "Prepaid", .source = "raas-schemas 6 [P]" },
	{ .key = "network", .label = N_("Networks"), .type = &field_list, .required = true,
	  .fields = cash_network, .source = "raas-schemas 6 [P]" },
	{ .key = "location", .label = N_("Cash points"), .type = &field_list, .required = true,
	  .fields = cash_location, .source = "raas-schemas 6 [P]" },
	{ .key = "imageUrl", .label = N_("Image"), .type = &field_text,
	  .example = "https://example.com/o.png", .source = "raas-schemas 6 [P]" },
	{ .key = "imageCircleUrl", .label = N_("Image, round"), .type = &field_text,
	  .example = "https://example.com/r.png", .source = "raas-schemas 6 [P]" },
	{ .key = NULL }
};

static const struct answer_doc operators_answers[] = {
	{ .status = 200, .title = N_("operators with their cash points"),
	  .provoke = "any registered customer; operationAmmount 20000 leaves few of them",
	  .how = "customer | operationAmmount=20000" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_send"),
	ANSWER_UNKNOWN_USER(404, "ERROR_USER_NOT_FOUND"),
	{ .status = 500, .code = "ERROR_INTERNAL_SERVER_ERROR",
	  .title = N_("amount not above zero"), .provoke = "operationAmmount 0 or -1",
	  .reason = REASON_INTERNAL, .how = "operationAmmount=0 | operationAmmount=-1" },
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getCashOperators = {
	.name = "getCashOperators",
	.group = N_("Cash"),
	.title = N_("Cash points"),
	.summary = N_("Lists the chains that pay in and out in cash, with their cash points."),
	.method = "POST",
	.path = "/user/funding/cash/operators/{userToken}",
	.scopes = "partner_send",
	.in = operators_in,
	.out = operators_out,
	.shape = REPLY_LIST,
	.answers = operators_answers,
	.refuse_status = 500,
	.refuse_code = "ERROR_INTERNAL_SERVER_ERROR",
	.source = "raas 6.9",
};

static const struct field code_in[] = {
	FIELD_USER_TOKEN,
	FIELD_REFERENCE("operationId", IN_BODY, "raas 6.9 [P]"),
	{ .key = "senderName", .label = N_("Name of who pays"), .type = &field_name,
	  .required = true, .example = "Hugo Tru", .source = "raas 6.9 [P]" },
	{ .key = "receiverName", .label = N_("Name of who receives"), .type = &field_name,
	  .required = true, .example = "Maria Garcia", .source = "raas 6.9 [P]" },
	{ .key = "networkId", .label = N_("Number of the network"), .type = &field_text,
	  .required = true, .example = "net-sol", .help = N_("From the list of cash points"),
	  .source = "raas 6.9 [P]" },
	{ .key = "operationType", .label = N_("Kind"), .type = &field_word, .required = true,
	  .choices = ops_operation_type, .example = "RequestFunds", .source = "raas 6.9 [P]" },
	{ .key = "cashProvider", .label = N_("Provider"), .type = &field_choice,
	  .required = true, .choices = cash_providers, .example = "Inpamex",
	  .source = "raas 6.9 [P]" },
	{ .key = "ip", .label = N_("Address of the machine"), .type = &field_text,
	  .example = "192.0.2.7", .source = "raas 6.9 [P]" },
	{ .key = NULL }
};

/* GetReferenceCodeResponse (raas-schemas 6). */
static const struct field code_out[] = {
	{ .key = "Code", .label = N_("Cash code"), .type = &field_text, .required = true,
	  .example = "4815162342", .source = "raas-schemas 6 [P]" },
	{ .key = "ExpirationDate", .label = N_("Expires"), .type = &field_text, .required = true,
	  .example = "2026-04-16T17:54:15.180Z", .source = "raas-schemas 6 [P]" },
	{ .key = "CodeType", .label = N_("Kind of code"), .type = &field_text, .required = true,
	  .example = "Barcode", .source = "raas-schemas 6 [P]" },
	{ .key = "TrackingNumber", .label = N_("Tracking number"), .type = &field_text,
	  .required = true, .example = "T-815162", .source = "raas-schemas 6 [P]" },
	{ .key = "ResponseCode", .label = N_("Result"), .type = &field_text, .required = true,
	  .example = "00", .source = "raas-schemas 6 [P]" },
	{ .key = "ResponseMessage", .label = N_("Message"), .type = &field_text,
	  .required = true, .example = "Approved", .source = "raas-schemas 6 [P]" },
	{ .key = "Id", .label = N_("Number of the code"), .type = &field_text,
	  .example = "3f0c6a52-6d6e-4f4e-9d0a-0d2f3a1b7c11", .source = "raas-schemas 6 [P]" },
	{ .key = NULL }
};

#define AN_ASK "ask; networks"

static const struct answer_doc code_answers[] = {
	{ .status = 200, .title = N_("cash code made"),
	  .provoke = "an ask of the customer and a network of the list; the same ask keeps "
		     "its code",
	  .how = AN_ASK " | " AN_ASK "; @again" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_send"),
	{ .status = 404, .code = "ERROR_OPERATION_NOT_FOUND", .title = N_("unknown operation"),
	  .provoke = "a fresh UUID as operationId", .reason = "Operation not found",
	  .how = "networks; operationId=${new.uuid}" },
	{ .status = 404, .code = "ERROR_NETWORK_NOT_FOUND", .title = N_("unknown network"),
	  .provoke = "networkId nowhere", .reason = "Network not found",
	  .how = "ask; networkId=nowhere" },
	ANSWER_UNKNOWN_USER(404, "ERROR_USER_NOT_FOUND"),
	{ .status = 500, .code = "ERROR_INTERNAL_SERVER_ERROR",
	  .title = N_("a required field is missing"), .provoke = "leave senderName out",
	  .reason = REASON_INTERNAL, .how = AN_ASK "; -senderName" },
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_setReferenceCode = {
	.name = "setReferenceCode",
	.group = N_("Cash"),
	.title = N_("Make a cash code"),
	.summary = N_("Makes the code under which an operation is paid in or picked up in cash."),
	.method = "POST",
	.path = "/user/funding/cash/reference-code/{userToken}",
	.scopes = "partner_send",
	.in = code_in,
	.out = code_out,
	.answers = code_answers,
	.refuse_status = 500,
	.refuse_code = "ERROR_INTERNAL_SERVER_ERROR",
	.changes = true,
	.source = "raas 6.9",
};

static const struct field code_by_id_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "referenceCodeId", .label = N_("Number of the code"), .type = &field_text,
	  .in = IN_PATH, .required = true, .example = "3f0c6a52-6d6e-4f4e-9d0a-0d2f3a1b7c11",
	  .help = N_("From making the code"), .source = "raas 6.9 [P]" },
	{ .key = NULL }
};

/* ReferenceCode (raas-schemas 6). */
static const struct field code_by_id_out[] = {
	{ .key = "code", .label = N_("Cash code"), .type = &field_text, .required = true,
	  .example = "4815162342", .source = "raas-schemas 6 [P]" },
	{ .key = "amount", .label = N_("Amount"), .type = &field_fee, .required = true,
	  .currency_key = "currency", .example = "500.00", .source = "raas-schemas 6 [P]" },
	{ .key = "currency", .label = N_("Currency"), .type = &field_text, .required = true,
	  .example = "MXN", .source = "raas-schemas 6 [P]" },
	{ .key = "expirationDate", .label = N_("Expires"), .type = &field_text, .required = true,
	  .example = "2026-04-16T17:54:15.180Z", .source = "raas-schemas 6 [P]" },
	{ .key = "senderName", .label = N_("Name of who pays"), .type = &field_text,
	  .required = true, .example = "Hugo Tru", .source = "raas-schemas 6 [P]" },
	{ .key = "receiverName", .label = N_("Name of who receives"), .type = &field_text,
	  .required = true, .example = "Maria Garcia", .source = "raas-schemas 6 [P]" },
	{ .key = "operatorName", .label = N_("Operator"), .type = &field_text, .required = true,
	  .example = "Tiendas del Sol", .source = "raas-schemas 6 [P]" },
	{ .key = "networkName", .label = N_("Network"), .type = &field_text, .required = true,
	  .example = "Red del Sol", .source = "raas-schemas 6 [P]" },
	{ .key = "networkId", .label = N_("Number of the network"), .type = &field_text,
	  .required = true, .example = "net-sol", .source = "raas-schemas 6 [P]" },
	{ .key = "cashProvider", .label = N_("Provider"), .type = &field_word, .required = true,
	  .choices = cash_providers, .example = "Inpamex", .source = "raas-schemas 6 [P]" },
	{ .key = "operationId", .label = N_("Reference"), .type = &field_text, .required = true,
	  .example = "b6bf4bcd-7751-426b-86c6-1b3d72ee5a02", .source = "raas-schemas 6 [P]" },
	{ .key = "operationCode", .label = N_("Code"), .type = &field_text, .required = true,
	  .example = "Ze2i4o", .source = "raas-schemas 6 [P]" },
	{ .key = "operationType", .label = N_("Kind"), .type = &field_word, .required = true,
	  .choices = ops_operation_type, .example = "RequestFunds",
	  .source = "raas-schemas 6 [P]" },
	{ .key = "subscriberId", .label = N_("Customer"), .type = &field_text, .required = true,
	  .example = "OSZwErXgt1MGPHwkYJVqz3LTN0R2", .source = "raas-schemas 6 [P]" },
	{ .key = "id", .label = N_("Number of the code"), .type = &field_text, .required = true,
	  .example = "3f0c6a52-6d6e-4f4e-9d0a-0d2f3a1b7c11", .source = "raas-schemas 6 [P]" },
	{ .key = "imageUrl", .label = N_("Image"), .type = &field_text,
	  .example = "https://example.com/o.png", .source = "raas-schemas 6 [P]" },
	{ .key = "imageCircleUrl", .label = N_("Image, round"), .type = &field_text,
	  .example = "https://example.com/r.png", .source = "raas-schemas 6 [P]" },
	{ .key = "countryCode", .label = N_("Country"), .type = &field_text, .example = "MX",
	  .source = "raas-schemas 6 [P]" },
	{ .key = NULL }
};

static const struct answer_doc code_by_id_answers[] = {
	{ .status = 200, .title = N_("one cash code"),
	  .provoke = "the Id that setReferenceCode gave",
	  .how = "cash-code" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_send"),
	{ .status = 404, .code = "ERROR_REFERENCE_CODE_NOT_FOUND", .title = N_("unknown cash code"),
	  .provoke = "a fresh UUID, or the code of another customer",
	  .reason = "Reference code not found",
	  .how = "referenceCodeId=${new.uuid} | cash-code; customer!" },
	ANSWER_UNKNOWN_USER(404, "ERROR_USER_NOT_FOUND"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getReferenceCodeById = {
	.name = "getReferenceCodeById",
	.group = N_("Cash"),
	.title = N_("One cash code"),
	.summary = N_("Gives everything about one cash code."),
	.method = "GET",
	.path = "/user/funding/cash/reference-code/{userToken}/{referenceCodeId}",
	.scopes = "partner_send",
	.in = code_by_id_in,
	.out = code_by_id_out,
	.answers = code_by_id_answers,
	.source = "raas 6.9",
};

static const struct field notify_in[] = {
	FIELD_USER_TOKEN,
	FIELD_REFERENCE("operationId", IN_PATH, "raas 6.9 [P]"),
	{ .key = NULL }
};

/* It says nothing and knows no refusal, whoever and whatever is named. */
static const struct answer_doc notify_answers[] = {
	{ .status = 204, .title = N_("noted"),
	  .provoke = "an ask; one with a cash code that is still Sent is paid by this",
	  .how = "ask | operationId=${new.uuid} | userToken=nobody; operationId=${new.uuid}" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_send, partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_notifyCashOperation = {
	.name = "notifyCashOperation",
	.group = N_("Cash"),
	.title = N_("Cash was handed over"),
	.summary = N_("Tells the service that the cash of an operation was paid in."),
	.method = "GET",
	.path = "/user/operations/notify-cash-operation/{userToken}/{operationId}",
	.scopes = "partner_send,partner_full",
	.in = notify_in,
	.shape = REPLY_NONE,
	.answers = notify_answers,
	.changes = true,
	.source = "raas 6.9",
};
