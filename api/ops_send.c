#include "api/ops.h"

/* Sending money on the strength of a quote, and receiving it: raas 6.10.  The
 * reference names statuses; which code comes with one is the sandbox's choice,
 * from the words of request-money-full and of the quotes [I]. */

#define CODE_BAD_QUOTE "ERROR_INVALID_QUOTATION_REQUEST_DATA"
#define REASON_SEND "Destination or corridor not allowed for this user."

#define FIELD_QUOTATION \
	{ .key = "quotationId", .label = N_("Quote"), .type = &field_text, .required = true, \
	  .example = "3f0c6a52-6d6e-4f4e-9d0a-0d2f3a1b7c11", .code_missing = CODE_BAD_QUOTE, \
	  .code_bad = CODE_BAD_QUOTE, .source = "raas 6.10 [P]", \
	  .help = N_("The id of a quote that can be carried out and is still good") }

#define FIELDS_SENT \
	{ .key = "amount", .label = N_("Amount"), .type = &field_amount, \
	  .currency_key = "currency", .example = "100.00", \
	  .code_bad = "ERROR_INVALID_AMOUNT_ERROR", .source = "raas 6.10 [P]", \
	  .help = N_("If given, it must be the quote's") }, \
	{ .key = "currency", .label = N_("Currency"), .type = &field_currency, .example = "USD", \
	  .code_bad = "ERROR_INVALID_CURRENCY_CODE", .help = N_("Currency of the amount"), \
	  .source = "raas 6.10 [P]" }, \
	{ .key = "reason", .label = N_("Saying"), .type = &field_text, .max = 140, \
	  .example = "Para la escuela", .help = N_("Shown to who receives"), \
	  .source = "raas 6.10 [P]" }, \
	{ .key = "sourcePaymentMethodId", .label = N_("Payer's method"), .type = &field_text, \
	  .example = "6af8e158-be29-422a-8d69-703d6c343c3c", \
	  .code_bad = "ERROR_PAYMENT_METHOD_NOT_FOUND", .source = "raas 6.10 [P]" }, \
	{ .key = "destinationPaymentMethodId", .label = N_("Where it arrives"), \
	  .type = &field_text, .example = "f9b8131f-404a-41e0-9312-927cf81f97fe", \
	  .code_bad = "ERROR_PAYMENT_METHOD_NOT_FOUND", .source = "raas 6.10 [P]" }

static const struct field send_in[] = {
	FIELD_USER_TOKEN,
	FIELD_QUOTATION,
	{ .key = "correlationId", .label = N_("Reference"), .type = &field_uuid,
	  .required = true, .example = "7011cefb-0c0b-48c1-a68a-7134d32e61e4",
	  .code_missing = "ERROR_CORRELATION_ID_REQUIRED",
	  .code_bad = "ERROR_CORRELATION_ID_REQUIRED",
	  .help = N_("Names this transfer for ever and is never used for another"),
	  .source = "raas 6.10, 3.5 [P]" },
	{ .key = "sendTo", .label = N_("Phone of who receives"), .type = &field_phone,
	  .example = "+525512345678", .code_bad = "INVALID_PHONE_NUMBER",
	  .help = N_("Somebody in the customer's book; not needed when the quote names one"),
	  .source = "raas 6.10 [P]" },
	FIELDS_SENT,
	{ .key = NULL }
};

/* "quote!" because a quote can be used once. */
#define ANSWERS_SENT \
	{ .status = 400, .code = CODE_BAD_QUOTE, .title = N_("quote unknown, old or used"), \
	  .provoke = "a fresh UUID as quotationId, another customer's quote, one used before, or " \
		     "one whose minutes have passed", \
	  .reason = "Invalid quotation request data", \
	  .how = "quotationId=${new.uuid} | -quotationId | transfer; quotationId=${usedQuote} | " \
		 "quote!; @clock=960000 | quote; customer!; quotationId=${quotationId}" }, \
	{ .status = 400, .code = "ERROR_CORRELATION_ID_ALREADY_USED", \
	  .title = N_("reference used before"), .provoke = "send the same correlationId twice", \
	  .reason = "Correlation id already used", \
	  .how = "quote!; correlationId=${new.uuid}; @again" }, \
	{ .status = 400, .code = "ERROR_PAYMENT_METHOD_NOT_FOUND", .title = N_("unknown method"), \
	  .provoke = "a fresh UUID as sourcePaymentMethodId or destinationPaymentMethodId", \
	  .reason = REASON_SEND, \
	  .how = "quote!; sourcePaymentMethodId=${new.uuid} | " \
		 "quote!; destinationPaymentMethodId=${new.uuid}" }, \
	{ .status = 400, .code = "ERROR_INVALID_AMOUNT_ERROR", \
	  .title = N_("another amount than the quote's"), .provoke = "amount 1 or 0", \
	  .reason = "Invalid amount", \
	  .how = "quote!; amount=1; currency=USD | quote!; amount=0" }, \
	{ .status = 400, .code = "ERROR_INVALID_CURRENCY_CODE", \
	  .title = N_("another currency than the quote's"), .provoke = "currency EUR or XXQ", \
	  .reason = "Invalid currency code", .how = "quote!; currency=EUR | quote!; currency=XXQ" }

static const struct answer_doc send_answers[] = {
	{ .status = 200, .title = N_("transfer made"),
	  .provoke = "a quote between two registered people, a fresh reference",
	  .how = "quote! | quote!; friend; sendTo=${friendPhone}" },
	ANSWERS_SENT,
	{ .status = 400, .code = "ERROR_CORRELATION_ID_REQUIRED", .title = N_("no reference"),
	  .provoke = "leave correlationId out", .reason = "Correlation id required",
	  .how = "quote!; -correlationId" },
	{ .status = 400, .code = "ERROR_CONTACT_NOT_FOUND",
	  .title = N_("who receives is not in the book"),
	  .provoke = "sendTo +19165550118, never stored", .reason = REASON_SEND,
	  .how = "quote!; sendTo=${new.payer}" },
	{ .status = 400, .code = "INVALID_PHONE_NUMBER", .title = N_("phone is not E.164"),
	  .provoke = "sendTo without the leading +", .reason = "Invalid phone number",
	  .how = "quote!; sendTo=19165550149" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_send, partner_full"),
	ANSWER_UNKNOWN_USER(404, "ERROR_USER_NOT_FOUND"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_sendFunds = {
	.name = "sendFunds",
	.group = N_("Transfers"),
	.title = N_("Send money"),
	.summary = N_("Sends money from the customer to somebody in her book, by a quote."),
	.method = "POST",
	.path = "/user/operations/send-funds/{userToken}",
	.scopes = "partner_send,partner_full",
	.in = send_in,
	.out = ops_operation,
	.answers = send_answers,
	.moves_money = true,
	.changes = true,
	.source = "raas 6.10",
};

static const struct field send_v2_in[] = {
	FIELD_USER_TOKEN,
	FIELD_QUOTATION,
	{ .key = "correlationId", .label = N_("Reference"), .type = &field_uuid,
	  .example = "7011cefb-0c0b-48c1-a68a-7134d32e61e4",
	  .help = N_("Names this transfer for ever and is never used for another"),
	  .source = "raas 6.10, 3.5 [P]" },
	{ .key = "sendTo", .label = N_("Beneficiary"), .type = &field_group,
	  .fields = ops_send_to, .help = N_("Need not be in the customer's book"),
	  .source = "raas 6.10 [P]" },
	{ .key = "destinationPaymentMethod", .label = N_("Where it arrives, in full"),
	  .type = &field_group, .fields = ops_payment_method,
	  .help = N_("Instead of the id of a stored method; not looked at when there is an id"),
	  .source = "raas 6.10 [P]" },
	FIELDS_SENT,
	{ .key = NULL }
};

static const struct answer_doc send_v2_answers[] = {
	{ .status = 200, .title = N_("transfer made"),
	  .provoke = "a quote; sendTo and destinationPaymentMethod as objects for somebody new",
	  .how = "quote! | quote!; sendTo={\"firstName\":\"Luz\",\"lastName\":\"Rey\","
		 "\"address1\":\"Calle 5\",\"city\":\"Puebla\",\"state\":\"MX-PUE\","
		 "\"zipCode\":\"72000\",\"countryCode\":\"MX\"}; "
		 "destinationPaymentMethod={\"type\":\"UBN\",\"number\":\"002320275621938815\","
		 "\"country\":\"MX\",\"currency\":\"MXN\"}" },
	ANSWERS_SENT,
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("half a beneficiary"),
	  .provoke = "sendTo with a firstName alone", .reason = "Invalid request",
	  .how = "quote!; sendTo.firstName=Luz" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_send, partner_full"),
	ANSWER_UNKNOWN_USER(404, "ERROR_USER_NOT_FOUND"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_sendFundsV2 = {
	.name = "sendFundsV2",
	.group = N_("Transfers"),
	.title = N_("Send money to anybody"),
	.summary = N_("Sends money from the customer to somebody who need not be in her book, "
		      "by a quote."),
	.method = "POST",
	.path = "/user/operations/send-funds-v2/{userToken}",
	.scopes = "partner_send,partner_full",
	.in = send_v2_in,
	.out = ops_operation,
	.answers = send_v2_answers,
	.moves_money = true,
	.changes = true,
	.source = "raas 6.10",
};

static const struct field receive_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "correlationId", .label = N_("Reference"), .type = &field_text,
	  .required = true, .example = "7011cefb-0c0b-48c1-a68a-7134d32e61e4",
	  .help = N_("The reference of the operation whose money she takes"),
	  .source = "raas 6.10 [P]" },
	{ .key = "destinationPaymentMethod", .label = N_("Where it arrives"),
	  .type = &field_any, .required = true,
	  .example = "{\"type\":\"UBN\",\"number\":\"002320275621938815\",\"country\":\"MX\"}",
	  .help = N_("The method as JSON, with its type and country"),
	  .source = "raas 6.10 [P]" },
	{ .key = NULL }
};

#define TAKES "ask!; correlationId=${operationId}"

/* That the id names the operation to take, and that 204 means it was taken
 * before, is the sandbox's choice [I]. */
static const struct answer_doc receive_answers[] = {
	{ .status = 200, .title = N_("money taken"),
	  .provoke = "an ask of the customer, or a transfer to her, that is not over",
	  .how = TAKES },
	{ .status = 204, .title = N_("money was taken before"), .provoke = "the same twice",
	  .how = TAKES "; @again" },
	{ .status = 400, .code = "ERROR_OPERATION_NOT_FOUND", .title = N_("unknown operation"),
	  .provoke = "a fresh UUID", .reason = "Bad request from operation service.",
	  .how = "correlationId=${new.uuid}" },
	{ .status = 400, .code = "ERROR_OPERATION_ALREADY_COMPLETED",
	  .title = N_("operation is over"), .provoke = "an ask that is completed",
	  .reason = "Operation already completed", .how = TAKES "; @clock=60000" },
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("a required field is missing"),
	  .provoke = "leave destinationPaymentMethod out", .reason = "Invalid request",
	  .how = "ask; -destinationPaymentMethod" },
	ANSWER_UNKNOWN_USER(400, "ERROR_USER_NOT_FOUND"),
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_receive = {
	.name = "receive",
	.group = N_("Transfers"),
	.title = N_("Take money"),
	.summary = N_("Says where the money of an operation arrives, so that it is paid out "
		      "(of old)."),
	.method = "POST",
	.path = "/user/operations/receive-money/{userToken}",
	.scopes = "partner_full",
	.in = receive_in,
	.shape = REPLY_NONE,
	.answers = receive_answers,
	.moves_money = true,
	.changes = true,
	.source = "raas 6.10",
};
