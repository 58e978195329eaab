#include "api/ops.h"

/* The ask and what becomes of it: raas 5.13, 5.17 to 5.20. */

static const struct field request_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "requestTo", .label = N_("Payer's phone"), .type = &field_phone, .required = true,
	  .example = "+19165550149", .code_missing = "INVALID_PHONE_NUMBER",
	  .code_bad = "INVALID_PHONE_NUMBER", .source = "raas 5.13 [P]",
	  .help = N_("One of the customer's payers, who is asked for the money") },
	{ .key = "correlationId", .label = N_("Reference"), .type = &field_uuid, .required = true,
	  .example = "7011cefb-0c0b-48c1-a68a-7134d32e61e4",
	  .code_missing = "ERROR_CORRELATION_ID_REQUIRED",
	  .code_bad = "ERROR_CORRELATION_ID_REQUIRED",
	  .help = N_("Names this ask for ever and is never used for another"),
	  .source = "raas 5.13, 3.5 [P]" },
	{ .key = "recipientAmount", .label = N_("Amount to receive"), .type = &field_amount,
	  .currency_key = "recipientCurrency", .required = true, .example = "500.00",
	  .code_missing = "ERROR_INVALID_AMOUNT_ERROR", .code_bad = "ERROR_INVALID_AMOUNT_ERROR",
	  .help = N_("What the customer receives"),
	  .source = "raas 5.13, 10.7 [P]" },
	{ .key = "recipientCurrency", .label = N_("Currency"), .type = &field_currency,
	  .required = true, .example = "MXN", .code_missing = "ERROR_INVALID_CURRENCY_CODE",
	  .code_bad = "ERROR_INVALID_CURRENCY_CODE", .source = "raas 5.13 [P]" },
	{ .key = "destinationPaymentMethodId", .label = N_("Method"), .type = &field_text,
	  .example = "6af8e158-be29-422a-8d69-703d6c343c3c",
	  .help = N_("The customer's card or account on which the money arrives"),
	  .source = "raas 5.13 [P]" },
	{ .key = "destinationPaymentMethod", .label = N_("Method in full"), .type = &field_group,
	  .fields = ops_payment_method,
	  .help = N_("Instead of the id of a stored method; not looked at when there is an id"),
	  .source = "raas 5.13 [P]" },
	{ .key = "reason", .label = N_("Saying"), .type = &field_text, .max = 140,
	  .example = "Pago de servicio", .help = N_("Shown to the payer beside the amount"),
	  .source = "raas 5.13 [P]" },
	{ .key = NULL }
};

/* PaymentMethodResponse (raas-schemas 7): may be {}. */
const struct field ops_method_brief[] = {
	{ .key = "id", .label = N_("Method"), .type = &field_text,
	  .example = "f9b8131f-404a-41e0-9312-927cf81f97fe" },
	{ .key = "name", .label = N_("Name of the method"), .type = &field_text,
	  .example = "VISA-1111" },
	{ .key = "type", .label = N_("Kind"), .type = &field_word, .choices = ops_method_types,
	  .example = "DebitCard" },
	{ .key = "isPrimary", .label = N_("Primary"), .type = &field_bool, .example = "false" },
	{ .key = "number", .label = N_("Number"), .type = &field_text, .secret = true,
	  .example = "tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111" },
	{ .key = "accountNumber", .label = N_("Account number"), .type = &field_text,
	  .secret = true, .example = "002320275621938815" },
	{ .key = "accountPrefix", .label = N_("Prefix of the account"), .type = &field_text,
	  .example = "4111" },
	{ .key = "bin", .label = N_("First digits"), .type = &field_text, .example = "411111" },
	{ .key = "country", .label = N_("Country"), .type = &field_text, .example = "MX" },
	{ .key = "currency", .label = N_("Currency"), .type = &field_text, .example = "MXN" },
	{ .key = "paymentMethodOwner", .label = N_("Owner of the account"), .type = &field_text,
	  .example = "BCP" },
	{ .key = NULL }
};

/* OperationUserDetail (raas-schemas 7). */
const struct field ops_operation_user[] = {
	{ .key = "userId", .label = N_("Person"), .type = &field_text,
	  .example = "5bMwDyW4ZDVgu58HKzocpZcZ7fz1" },
	{ .key = "firstName", .label = N_("First name(s)"), .type = &field_text,
	  .example = "Maria" },
	{ .key = "lastName", .label = N_("Surname"), .type = &field_text, .example = "Garcia" },
	{ .key = "phoneNumber", .label = N_("Phone"), .type = &field_text,
	  .example = "+5215521206706" },
	{ .key = "email", .label = N_("E-mail"), .type = &field_text,
	  .example = "maria.garcia@example.com" },
	{ .key = "country", .label = N_("Country"), .type = &field_text, .example = "MX" },
	{ .key = "dob", .label = N_("Born"), .type = &field_time, .nullable = true,
	  .example = "1987-06-24" },
	{ .key = "tenantId", .label = N_("Tenant"), .type = &field_text, .example = "t-1" },
	{ .key = "subscriberType", .label = N_("Kind of customer"), .type = &field_text,
	  .example = "Personal" },
	{ .key = "profilePictureUrl", .label = N_("Picture"), .type = &field_text,
	  .example = "https://example.com/p.png" },
	{ .key = "imageUrl", .label = N_("Image"), .type = &field_text,
	  .example = "https://example.com/i.png" },
	{ .key = "orgId", .label = N_("Organisation"), .type = &field_text, .example = "o-1" },
	{ .key = NULL }
};

static const struct field ignored_data[] = {
	{ .key = "date", .label = N_("Refused on"), .type = &field_time, .required = true,
	  .example = "2026-04-13T18:00:00.000Z" },
	{ .key = "notifySupport", .label = N_("Support was told"), .type = &field_bool,
	  .required = true, .example = "false" },
	{ .key = "reason", .label = N_("Because the payer"), .type = &field_word, .required = true,
	  .choices = ops_ignored_reason, .example = "AMOUNT_TOO_HIGHT" },
	{ .key = "responsibleUserId", .label = N_("Refused by"), .type = &field_text,
	  .required = true, .example = "0" },
	{ .key = "description", .label = N_("In the payer's words"), .type = &field_text,
	  .example = "Es mucho" },
	{ .key = NULL }
};

static const struct field user_id_item = {
	.key = "userId", .label = N_("Person"), .type = &field_text,
	.example = "5bMwDyW4ZDVgu58HKzocpZcZ7fz1",
};

/* OperationResponsePartner and OperationDetailResponse as one: which of the
 * two comes depends on the revision of the service (raas 5.17, 13 no. 9).
 * Only what both require is required. */
#define FIELDS_OPERATION(recipient_amount) \
	{ .key = "code", .label = N_("Code"), .type = &field_text, .required = true, \
	  .example = "Ze2i4o", .help = N_("Names the ask towards support"), \
	  .source = "raas 5.13 [P]" }, \
	{ .key = "status", .label = N_("State"), .type = &field_word, .required = true, \
	  .choices = ops_operation_status, .example = "Sent", .source = "raas 3.2 [P]" }, \
	{ .key = "statusDetails", .label = N_("State in detail"), .type = &field_text, \
	  .example = "RequestSent", .source = "raas 3.2 [P]" }, \
	{ .key = "amount", .label = N_("Amount"), .type = &field_fee, .required = true, \
	  .currency_key = "currency", .example = "500.00", .source = "raas 5.13 [P]" }, \
	{ .key = "currency", .label = N_("Currency"), .type = &field_text, .example = "MXN", \
	  .source = "raas 5.13 [P]" }, \
	{ .key = "createdAt", .label = N_("Made on"), .type = &field_time, .required = true, \
	  .example = "/Date(1776102856022)/", .source = "raas 1.2 [P]" }, \
	{ .key = "updatedAt", .label = N_("Changed on"), .type = &field_time, .nullable = true, \
	  .example = "2026-04-13T17:54:16.022Z", .source = "raas 5.17 [P]" }, \
	{ .key = "attributionLink", .label = N_("Link for the payer"), .type = &field_link, \
	  .example = "https://links-dev.nomas.cash/EFUb8", .source = "raas 5.13 [P]" }, \
	{ .key = "reason", .label = N_("Saying"), .type = &field_text, \
	  .example = "Pago de servicio", .source = "raas 5.17 [P]" }, \
	{ .key = "id", .label = N_("Operation"), .type = &field_text, \
	  .example = "b6bf4bcd-7751-426b-86c6-1b3d72ee5a02", .source = "raas 5.17 [P]" }, \
	{ .key = "correlationId", .label = N_("Reference"), .type = &field_text, \
	  .example = "b6bf4bcd-7751-426b-86c6-1b3d72ee5a02", .source = "raas 5.13 [P]" }, \
	{ .key = "platId", .label = N_("Platform's number"), .type = &field_text, \
	  .example = "22038600-846a-47fd-8733-3b0fa886d894", .source = "raas 5.13 [P]" }, \
	{ .key = "type", .label = N_("Kind"), .type = &field_word, .choices = ops_operation_type, \
	  .example = "request", .source = "raas 5.17 [P]" }, \
	{ .key = "fromUser", .label = N_("From"), .type = &field_group, \
	  .fields = ops_operation_user, .source = "raas 13 no. 6 [P]" }, \
	{ .key = "toUser", .label = N_("To"), .type = &field_group, .fields = ops_operation_user, \
	  .source = "raas 13 no. 6 [P]" }, \
	{ .key = "sourcePaymentMethod", .label = N_("Payer's method"), .type = &field_group, \
	  .fields = ops_method_brief, .source = "raas 5.13 [P]" }, \
	{ .key = "destinationPaymentMethod", .label = N_("Customer's method"), \
	  .type = &field_group, .fields = ops_method_brief, .source = "raas 5.13 [P]" }, \
	{ .key = "senderAmount", .label = N_("Payer pays"), .type = &field_number, \
	  .example = "0", .source = "raas 5.17 [P]" }, \
	{ .key = "senderCurrency", .label = N_("Payer's currency"), .type = &field_text, \
	  .example = "USD", .source = "raas 5.17 [P]" }, \
	{ .key = recipient_amount, .label = N_("Customer receives"), .type = &field_number, \
	  .example = "500", .source = "raas 13 no. 9 [P]" }, \
	{ .key = "recipientCurrency", .label = N_("Customer's currency"), .type = &field_text, \
	  .example = "MXN", .source = "raas 5.17 [P]" }, \
	{ .key = "exchangeRate", .label = N_("Rate"), .type = &field_number, .example = "1", \
	  .source = "raas 5.17 [P]" }, \
	{ .key = "estimatedExchangeRate", .label = N_("Rate, estimated"), .type = &field_number, \
	  .example = "1", .source = "raas 5.13 [P]" }, \
	{ .key = "sourceFee", .label = N_("Card fee"), .type = &field_number, .example = "0", \
	  .source = "raas-schemas 7 [P]" }, \
	{ .key = "transactionFee", .label = N_("Transfer fee"), .type = &field_number, \
	  .example = "3.99", .source = "raas-schemas 7 [P]" }, \
	{ .key = "destinationFee", .label = N_("Fee there"), .type = &field_number, \
	  .example = "0", .source = "raas-schemas 7 [P]" }, \
	{ .key = "tenantfee", .label = N_("Service fee"), .type = &field_number, .example = "0", \
	  .source = "raas-schemas 7 [P]" }, \
	{ .key = "tax", .label = N_("Tax"), .type = &field_number, .example = "0", \
	  .source = "raas-schemas 7 [P]" }, \
	{ .key = "taxAmount", .label = N_("Amount of tax"), .type = &field_number, .example = "0", \
	  .source = "raas-schemas 7 [P]" }, \
	{ .key = "totalAmount", .label = N_("Total"), .type = &field_number, .example = "503.99", \
	  .source = "raas-schemas 7 [P]" }, \
	{ .key = "isIgnored", .label = N_("Refused by the payer"), .type = &field_bool, \
	  .example = "false", .source = "raas 3.2 [P]" }, \
	{ .key = "ignoredData", .label = N_("The refusal"), .type = &field_group, \
	  .fields = ignored_data, .nullable = true, .source = "raas-schemas 7 [P]" }, \
	{ .key = "cancelable", .label = N_("Can be cancelled"), .type = &field_bool, \
	  .example = "false", .source = "raas 5.17 [P]" }, \
	{ .key = "userId", .label = N_("Made by"), .type = &field_text, \
	  .example = "5bMwDyW4ZDVgu58HKzocpZcZ7fz1", .source = "raas 5.17 [P]" }, \
	{ .key = "fromTo", .label = N_("People"), .type = &field_list, .of = &user_id_item, \
	  .source = "raas 5.17 [P]" }, \
	{ .key = "mobileStatus", .label = N_("State as the app shows it"), .type = &field_text, \
	  .example = "Sent", .source = "raas 3.2 [P]" }, \
	{ .key = "showWarningScreen", .label = N_("Warn the payer"), .type = &field_bool, \
	  .example = "false", .source = "raas-schemas 7 [P]" }, \
	{ .key = "hasReferenceCode", .label = N_("Has a cash code"), .type = &field_bool, \
	  .example = "false", .source = "raas-schemas 7 [P]" }, \
	{ .key = "isLandingPortFlow", .label = N_("Goes over a landing page"), \
	  .type = &field_bool, .example = "false", .source = "raas-schemas 7 [P]" }, \
	{ .key = "landingPortUrl", .label = N_("Landing page"), .type = &field_text, \
	  .example = "https://links-dev.nomas.cash/p1", .source = "raas-schemas 7 [P]" }, \
	{ .key = "destinationAppId", .label = N_("Application it ends in"), .type = &field_text, \
	  .example = "app-1", .source = "raas-schemas 7 [P]" }, \
	{ .key = "sameTenant", .label = N_("Both are the same tenant's"), .type = &field_bool, \
	  .example = "false", .source = "raas-schemas 7 [P]" }, \
	{ .key = "flow", .label = N_("Flow"), .type = &field_text, .example = "request", \
	  .source = "raas-schemas 7 [P]" }

const struct field ops_operation[] = { FIELDS_OPERATION("recipientAmout"), { .key = NULL } };

/* The same inside an event of the landing port, where the key is spelled right. */
const struct field ops_landing_operation[] = {
	FIELDS_OPERATION("recipientAmount"), { .key = NULL }
};

#define REASON_ASK "Destination or corridor not allowed for this user."

static const struct answer_doc request_answers[] = {
	{ .status = 200, .title = N_("ask made"),
	  .provoke = "a Completed customer, one of her payers, one of her methods, a "
	  	     "fresh reference",
	  .how = "payer; card | payer; destinationPaymentMethod.type=UBN; "
		 "destinationPaymentMethod.number=002320275621938815; "
		 "destinationPaymentMethod.country=MX; "
		 "destinationPaymentMethod.currency=MXN" },
	{ .status = 400, .code = "ERROR_CONTACT_NOT_FOUND", .title = N_("payer is not in the book"),
	  .provoke = "requestTo +19165550118, never stored", .reason = REASON_ASK,
	  .how = "card; requestTo=${new.payer}" },
	{ .status = 400, .code = "ERROR_PAYMENT_METHOD_NOT_FOUND", .title = N_("unknown method"),
	  .provoke = "a fresh UUID as destinationPaymentMethodId", .reason = REASON_ASK,
	  .how = "payer; destinationPaymentMethodId=${new.uuid}" },
	{ .status = 400, .code = "ERROR_PAYMENT_METHOD_NOT_FOUND", .title = N_("no method named"),
	  .provoke = "leave destinationPaymentMethodId and destinationPaymentMethod out",
	  .reason = REASON_ASK,
	  .how = "payer; -destinationPaymentMethodId; -destinationPaymentMethod" },
	{ .status = 400, .code = "ERROR_INVALID_AMOUNT_ERROR", .title = N_("amount not above zero"),
	  .provoke = "recipientAmount 0 or -1", .reason = "Invalid amount",
	  .how = "payer; card; recipientAmount=0 | payer; card; recipientAmount=-1" },
	{ .status = 400, .code = "ERROR_INVALID_CURRENCY_CODE", .title = N_("no such currency"),
	  .provoke = "recipientCurrency XXQ", .reason = "Invalid currency code",
	  .how = "payer; card; recipientCurrency=XXQ" },
	{ .status = 400, .code = "INVALID_PHONE_NUMBER", .title = N_("phone is not E.164"),
	  .provoke = "requestTo without the leading +", .reason = "Invalid phone number",
	  .how = "payer; card; requestTo=19165550149" },
	{ .status = 400, .code = "ERROR_CORRELATION_ID_REQUIRED", .title = N_("no reference"),
	  .provoke = "leave correlationId out", .reason = "Correlation id required",
	  .how = "payer; card; -correlationId" },
	{ .status = 400, .code = "ERROR_CORRELATION_ID_ALREADY_USED",
	  .title = N_("reference used before"), .provoke = "send the same correlationId twice",
	  .reason = "Correlation id already used",
	  .how = "payer; card; @again" },
	{ .status = 400, .code = "ERROR_COUNTRY_NOT_SUPPORTED",
	  .title = N_("no route from the payer's country"),
	  .provoke = "a stored payer with a French number", .reason = REASON_ASK,
	  .how = "card; french-payer" },
	{ .status = 400, .code = "ERROR_DESTINATION_COUNTRY_NOT_SUPPORTED",
	  .title = N_("no route to the method's country"),
	  .provoke = "destinationPaymentMethod with country FR", .reason = REASON_ASK,
	  .how = "payer; destinationPaymentMethod.type=UBN; "
		 "destinationPaymentMethod.number=1234567; "
		 "destinationPaymentMethod.country=FR" },
	{ .status = 400, .code = "ERROR_CIP_NOT_COMPLETED",
	  .title = N_("registration not completed"),
	  .provoke = "a customer whose registration is still under way or has failed",
	  .reason = REASON_ASK,
	  .how = "registered!; destinationPaymentMethodId=${new.uuid} | "
		 "refused-customer; destinationPaymentMethodId=${new.uuid}" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_full"),
	{ .status = 404, .code = "ERROR_USER_NOT_FOUND", .title = N_("unknown customer"),
	  .provoke = "use a userToken that belongs to nobody, such as nobody",
	  .reason = "User not found", .how = "payer; card; userToken=nobody" },
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_requestMoneyV2 = {
	.name = "requestMoneyV2",
	.group = N_("Asks"),
	.title = N_("Ask for money"),
	.summary = N_("Asks a payer for money on the customer's behalf; the answer "
		      "has the link under which he pays."),
	.method = "POST",
	.path = "/user/operations/request-money-v2/{userToken}",
	.scopes = "partner,partner_full",
	.in = request_in,
	.one_of = "destinationPaymentMethodId,destinationPaymentMethod",
	.one_of_code = "ERROR_PAYMENT_METHOD_NOT_FOUND",
	.out = ops_operation,
	.answers = request_answers,
	.moves_money = true,
	.changes = true,
	.source = "raas 5.13",
};

static const struct field detail_in[] = {
	FIELD_REFERENCE("id", IN_PATH, "raas 5.17 [P]"),
	{ .key = NULL }
};

static const struct answer_doc detail_answers[] = {
	{ .status = 200, .title = N_("one operation"), .provoke = "the correlationId of an ask",
	  .how = "ask; id=${operationId} | ask; id=${platId}" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_send, partner_full"),
	{ .status = 500, .code = "ERROR_OPERATION_NOT_FOUND",
	  .title = N_("unknown or of another tenant"), .provoke = "a fresh UUID",
	  .reason = "Operation not found or tenant mismatch.",
	  .how = "id=${new.uuid}" },
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getOperation = {
	.name = "getOperation",
	.group = N_("Asks"),
	.title = N_("One operation"),
	.summary = N_("Gives everything about one ask by its reference."),
	.method = "GET",
	.path = "/user/operations/detail/{id}",
	.scopes = "partner,partner_send,partner_full",
	.in = detail_in,
	.out = ops_operation,
	.answers = detail_answers,
	.source = "raas 5.17",
};

static const struct field history_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "toPhoneNumber", .label = N_("Only with this phone"), .type = &field_phone,
	  .in = IN_QUERY, .example = "+19165550140", .source = "raas 5.18 [P]" },
	{ .key = NULL }
};

static const struct answer_doc history_answers[] = {
	{ .status = 200, .title = N_("history, perhaps empty"),
	  .provoke = "any registered customer",
	  .how = "customer | ask; toPhoneNumber=${requestTo}" },
	{ .status = 400, .code = "ERROR_INVALID_TENANT",
	  .title = N_("customer of another tenant, or unknown"),
	  .provoke = "use a userToken that belongs to nobody, such as nobody",
	  .reason = "User tenant does not match request tenant.",
	  .how = "userToken=nobody" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_send, partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getOperations = {
	.name = "getOperations",
	.group = N_("Asks"),
	.title = N_("History of a customer"),
	.summary = N_("Lists the customer's asks, newest first."),
	.method = "GET",
	.path = "/user/operations/{userToken}",
	.scopes = "partner,partner_send,partner_full",
	.in = history_in,
	.out = ops_operation,
	.shape = REPLY_LIST,
	.answers = history_answers,
	.source = "raas 5.18",
};

static const struct field status_in[] = {
	FIELD_USER_TOKEN,
	FIELD_REFERENCE("operationId", IN_PATH, "raas 5.19 [P]"),
	{ .key = NULL }
};

static const struct field status_out[] = {
	{ .key = "status", .label = N_("State"), .type = &field_word, .required = true,
	  .choices = ops_operation_status, .example = "Completed", .source = "raas 5.19 [P]" },
	{ .key = NULL }
};

static const struct answer_doc status_answers[] = {
	{ .status = 200, .title = N_("state of an ask"), .provoke = "an ask of the customer",
	  .how = "ask" },
	{ .status = 200, .title = N_("stays on hold"), .provoke = "an amount that ends in .91",
	  .how = "held-ask; @clock=60000; ?=OnHold" },
	{ .status = 200, .title = N_("fails"), .provoke = "an amount that ends in .92",
	  .how = "failing-ask; @clock=60000; ?=Failed" },
	{ .status = 200, .title = N_("is cancelled"), .provoke = "an amount that ends in .93",
	  .how = "cancelled-ask; @clock=60000; ?=Cancelled" },
	{ .status = 200, .title = N_("is refused by the payer"),
	  .provoke = "an amount that ends in .94; getOperation shows Rejected",
	  .how = "refused-ask; @clock=60000" },
	{ .status = 400, .code = "ERROR_OPERATION_NOT_FOUND", .title = N_("unknown operation"),
	  .provoke = "a fresh UUID", .reason = "Bad request from operation service.",
	  .how = "operationId=${new.uuid}" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_send"),
	ANSWER_UNKNOWN_USER(404, "ERROR_USER_NOT_FOUND"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getOperationStatus = {
	.name = "getOperationStatus",
	.group = N_("Asks"),
	.title = N_("State of an ask"),
	.summary = N_("Tells in one word how far an ask is."),
	.method = "GET",
	.path = "/user/operations/status/{userToken}/{operationId}",
	.scopes = "partner,partner_send",
	.in = status_in,
	.out = status_out,
	.shape = REPLY_WORD,
	.answers = status_answers,
	.source = "raas 5.19",
};

static const struct field frequent_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "limit", .label = N_("How many"), .type = &field_int, .in = IN_PATH,
	  .required = true, .min = 1, .max = 100, .example = "10", .source = "raas 5.20 [P]" },
	{ .key = NULL }
};

static const struct answer_doc frequent_answers[] = {
	{ .status = 200, .title = N_("list, perhaps empty"), .provoke = "any registered customer",
	  .how = "customer | ask" },
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("bad limit"),
	  .provoke = "limit abc, 0 or -1", .reason = "Invalid limit or request parameters.",
	  .how = "limit=abc | limit=0 | limit=-1" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner, partner_send, partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getFrequentContacts = {
	.name = "getFrequentContacts",
	.group = N_("Payers"),
	.title = N_("Frequent payers"),
	.summary = N_("Lists the payers whom the customer has asked most often."),
	.method = "GET",
	.path = "/user/operations/frequent/{userToken}/{limit}",
	.scopes = "partner,partner_send,partner_full",
	.in = frequent_in,
	.out = ops_contact_info,
	.shape = REPLY_LIST,
	.answers = frequent_answers,
	.source = "raas 5.20",
};
