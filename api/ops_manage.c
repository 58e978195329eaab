#include "api/ops.h"

/* What can be done with an operation that exists: raas 6.11.  The reference
 * names statuses; which code comes with one is the sandbox's choice, from the
 * words of request-money-full [I]. */

#define REASON_OPERATION "Bad request from operation service."

#define ANSWER_UNKNOWN_OPERATION(http, text, row) \
	{ .status = http, .code = "ERROR_OPERATION_NOT_FOUND", .title = N_("unknown operation"), \
	  .provoke = "a fresh UUID", .reason = text, .how = row }

/* ---- lists ---- */

static const struct field with_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "toPhoneNumber", .label = N_("Only with this phone"), .type = &field_phone,
	  .in = IN_QUERY, .example = "+19165550140", .code_bad = "INVALID_PHONE_NUMBER",
	  .source = "raas 6.11 [P]" },
	{ .key = "toEmail", .label = N_("Only with this e-mail"), .type = &field_email,
	  .in = IN_QUERY, .example = "hugo@example.com",
	  .code_bad = "ERROR_INVALID_EMAIL_FORMAT", .source = "raas 6.11 [P]" },
	{ .key = NULL }
};

#define ANSWERS_LIST \
	{ .status = 400, .code = "ERROR_INVALID_TENANT", \
	  .title = N_("customer of another tenant, or unknown"), \
	  .provoke = "use a userToken that belongs to nobody, such as nobody", \
	  .reason = "User tenant does not match request tenant.", .how = "userToken=nobody" }, \
	{ .status = 400, .code = "INVALID_PHONE_NUMBER", .title = N_("phone is not E.164"), \
	  .provoke = "toPhoneNumber without the leading +", .reason = "Invalid phone number", \
	  .how = "toPhoneNumber=19165550149" }, \
	{ .status = 400, .code = "ERROR_INVALID_EMAIL_FORMAT", .title = N_("e-mail is none"), \
	  .provoke = "toEmail no-es-un-email", .reason = "Invalid email format", \
	  .how = "toEmail=no-es-un-email" }, \
	ANSWER_NO_KEY, \
	ANSWER_NARROW_KEY(401, "partner_send, partner_full"), \
	ANSWER_INTERNAL, \
	ANSWERS_END

static const struct answer_doc in_out_answers[] = {
	{ .status = 200, .title = N_("history, perhaps empty"),
	  .provoke = "any registered customer; what others ask of her or send her is there as well",
	  .how = "customer | ask; toPhoneNumber=${requestTo}" },
	ANSWERS_LIST
};

const struct op op_getInAndOutOperations = {
	.name = "getInAndOutOperations",
	.group = N_("Asks"),
	.title = N_("Everything with a customer"),
	.summary = N_("Lists what the customer asked for and sent, and what others asked of her "
		      "and sent her."),
	.method = "GET",
	.path = "/user/operations/in-out/{userToken}",
	.scopes = "partner_send,partner_full",
	.in = with_in,
	.out = ops_operation,
	.shape = REPLY_LIST,
	.answers = in_out_answers,
	.source = "raas 6.11",
};

static const struct answer_doc completed_answers[] = {
	{ .status = 200, .title = N_("completed operations, perhaps none"),
	  .provoke = "an ask that is completed; toPhoneNumber names the other person",
	  .how = "customer | ask!; toPhoneNumber=${requestTo}; @clock=60000; "
		 "?0.status=Completed" },
	ANSWERS_LIST
};

const struct op op_getCompletedOperationsBetweenUsers = {
	.name = "getCompletedOperationsBetweenUsers",
	.group = N_("Asks"),
	.title = N_("Completed between two people"),
	.summary = N_("Lists the completed operations between the customer and somebody."),
	.method = "GET",
	.path = "/user/operations/completed/{userToken}",
	.scopes = "partner_send,partner_full",
	.in = with_in,
	.out = ops_operation,
	.shape = REPLY_LIST,
	.answers = completed_answers,
	.source = "raas 6.11",
};

/* ---- another method ---- */

static const struct field exchange_in[] = {
	{ .key = "userId", .label = N_("Customer"), .type = &field_text, .in = IN_PATH,
	  .required = true, .example = "OSZwErXgt1MGPHwkYJVqz3LTN0R2",
	  .help = N_("The customer's id, from looking her up"), .source = "raas 6.11 [P]" },
	{ .key = "paymentMethodId", .label = N_("Method"), .type = &field_text,
	  .required = true, .example = "6af8e158-be29-422a-8d69-703d6c343c3c",
	  .help = N_("Another card or account of the customer"), .source = "raas 6.11 [P]" },
	{ .key = "opPlatId", .label = N_("Platform's number"), .type = &field_text,
	  .required = true, .example = "22038600-846a-47fd-8733-3b0fa886d894",
	  .help = N_("The platform's number of the operation, not its reference"),
	  .source = "raas 6.11 [P]" },
	{ .key = NULL }
};

/* That 204 means that nothing had to change is the sandbox's choice [I]. */
#define ANSWERS_EXCHANGE \
	{ .status = 200, .title = N_("method taken"), \
	  .provoke = "another method of the customer, an ask that is not over", \
	  .how = "ask!; account; paymentMethodId=${methodId}" }, \
	{ .status = 204, .title = N_("it was this method already"), \
	  .provoke = "the method that the ask has", .how = "ask!" }, \
	ANSWER_UNKNOWN_OPERATION(400, REASON_OPERATION, "card; opPlatId=${new.uuid}"), \
	{ .status = 400, .code = "ERROR_PAYMENT_METHOD_NOT_FOUND", .title = N_("unknown method"), \
	  .provoke = "a fresh UUID as paymentMethodId", .reason = REASON_OPERATION, \
	  .how = "ask; paymentMethodId=${new.uuid}" }, \
	{ .status = 400, .code = "ERROR_OPERATION_ALREADY_COMPLETED", \
	  .title = N_("operation is over"), .provoke = "an ask that is completed", \
	  .reason = "Operation already completed", .how = "ask!; @clock=60000" }, \
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", \
	  .title = N_("a required field is missing"), \
	  .provoke = "leave opPlatId out", .reason = "Invalid request", \
	  .how = "ask; -opPlatId" }, \
	{ .status = 400, .code = "ERROR_USER_NOT_FOUND", .title = N_("unknown customer"), \
	  .provoke = "use a userId that belongs to nobody, such as nobody", \
	  .reason = "User not found", .how = "ask; userId=nobody" }, \
	ANSWER_NO_KEY, \
	ANSWER_NARROW_KEY(401, "partner_full"), \
	ANSWER_INTERNAL, \
	ANSWERS_END

static const struct answer_doc exchange_answers[] = { ANSWERS_EXCHANGE };

const struct op op_replacePaymentMethod = {
	.name = "replacePaymentMethod",
	.group = N_("Asks"),
	.title = N_("Replace the method of an operation"),
	.summary = N_("Puts another method of the customer in the place of the one that an "
		      "operation has."),
	.method = "POST",
	.path = "/user/operations/replace-payment-method/{userId}",
	.scopes = "partner_full",
	.in = exchange_in,
	.shape = REPLY_NONE,
	.answers = exchange_answers,
	.changes = true,
	.source = "raas 6.11",
};

const struct op op_setPaymentMethod = {
	.name = "setPaymentMethod",
	.group = N_("Asks"),
	.title = N_("Set the method of an operation"),
	.summary = N_("Says which method of the customer an operation uses."),
	.method = "POST",
	.path = "/user/operations/set-payment-method/{userId}",
	.scopes = "partner_full",
	.in = exchange_in,
	.shape = REPLY_NONE,
	.answers = exchange_answers,
	.changes = true,
	.source = "raas 6.11",
};

/* ---- decisions ---- */

/* The keys of who receives are misspelt by the service. */
static const struct field accept_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "accept", .label = N_("Accept"), .type = &field_bool, .required = true,
	  .example = "true", .help = N_("No: refuse"), .source = "raas 6.11 [P]" },
	{ .key = "senderUserPhone", .label = N_("Phone of who pays"), .type = &field_phone,
	  .example = "+19165550149", .code_bad = "INVALID_PHONE_NUMBER",
	  .help = N_("The other person, by one of these four"), .source = "raas 6.11 [P]" },
	{ .key = "recepientUserPhone", .label = N_("Phone of who receives"),
	  .type = &field_phone, .example = "+525512345678", .code_bad = "INVALID_PHONE_NUMBER",
	  .source = "raas 6.11 [sic]" },
	{ .key = "senderUserEmail", .label = N_("E-mail of who pays"), .type = &field_email,
	  .example = "hugo@example.com", .code_bad = "ERROR_INVALID_EMAIL_FORMAT",
	  .source = "raas 6.11 [P]" },
	{ .key = "recepientUserEmail", .label = N_("E-mail of who receives"),
	  .type = &field_email, .example = "maria.garcia@example.com",
	  .code_bad = "ERROR_INVALID_EMAIL_FORMAT", .source = "raas 6.11 [sic]" },
	{ .key = NULL }
};

#define ASKED_OF "payer!; ask; senderUserPhone=${requestTo}"

static const struct answer_doc accept_answers[] = {
	{ .status = 204, .title = N_("accepted"),
	  .provoke = "an ask that is still Sent, its payer as senderUserPhone; it is Accepted",
	  .how = ASKED_OF },
	{ .status = 204, .title = N_("refused"), .provoke = "the same with accept false",
	  .how = ASKED_OF "; accept=false" },
	{ .status = 400, .code = "ERROR_OPERATION_NOT_FOUND",
	  .title = N_("nothing between them waits"),
	  .provoke = "a phone of whom nothing was asked", .reason = REASON_OPERATION,
	  .how = "senderUserPhone=${new.payer} | " ASKED_OF "; accept=false; @again" },
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA",
	  .title = N_("no decision, or nobody named"),
	  .provoke = "leave accept, or every phone and e-mail, out", .reason = "Invalid request",
	  .how = "senderUserPhone=${new.payer}; -accept | -senderUserPhone" },
	{ .status = 400, .code = "INVALID_PHONE_NUMBER", .title = N_("phone is not E.164"),
	  .provoke = "senderUserPhone without the leading +", .reason = "Invalid phone number",
	  .how = "senderUserPhone=19165550149" },
	{ .status = 400, .code = "ERROR_INVALID_EMAIL_FORMAT", .title = N_("e-mail is none"),
	  .provoke = "senderUserEmail no-es-un-email", .reason = "Invalid email format",
	  .how = "senderUserEmail=no-es-un-email" },
	{ .status = 400, .code = "ERROR_USER_NOT_FOUND", .title = N_("unknown customer"),
	  .provoke = "use a userToken that belongs to nobody, such as nobody",
	  .reason = "User not found", .how = "senderUserPhone=${new.payer}; userToken=nobody" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_acceptoOrRejectFunds = {
	.name = "acceptoOrRejectFunds",
	.group = N_("Asks"),
	.title = N_("Accept or refuse an operation"),
	.summary = N_("Decides for the customer about what waits between her and somebody."),
	.method = "POST",
	.path = "/user/operations/accept-reject-funds/{userToken}",
	.scopes = "partner_full",
	.in = accept_in,
	.one_of = "senderUserPhone,recepientUserPhone,senderUserEmail,recepientUserEmail",
	.one_of_code = "ERROR_INVALID_SCHEMA",
	.shape = REPLY_NONE,
	.answers = accept_answers,
	.changes = true,
	.source = "raas 6.11",
};

static const struct field cancel_in[] = {
	FIELD_USER_TOKEN,
	FIELD_REFERENCE("OperationId", IN_BODY, "raas 6.11 [P]"),
	{ .key = "ReferenceCode", .label = N_("Code"), .type = &field_text, .required = true,
	  .example = "Ze2i4o", .help = N_("The six letters of the ask"),
	  .source = "raas 6.11 [P]" },
	{ .key = NULL }
};

static const struct field cancel_out[] = {
	{ .key = "status", .label = N_("Cancelled"), .type = &field_bool, .required = true,
	  .example = "true", .help = N_("No: it goes on"), .source = "raas 6.11 [P]" },
	{ .key = "ticketId", .label = N_("Ticket"), .type = &field_text, .nullable = true,
	  .example = "T-815162", .source = "raas 6.11 [P]" },
	{ .key = "errorDescription", .label = N_("Why not"), .type = &field_text,
	  .nullable = true, .example = "Operation can no longer be cancelled",
	  .source = "raas 6.11 [P]" },
	{ .key = "errorCode", .label = N_("Error"), .type = &field_text, .nullable = true,
	  .example = "ERROR_INVALID_OPERATION", .source = "raas 6.11 [P]" },
	{ .key = NULL }
};

static const struct answer_doc cancel_answers[] = {
	{ .status = 200, .title = N_("cancelled"),
	  .provoke = "an ask that is Sent or Funding, with its code as ReferenceCode",
	  .how = "ask!; ?status=true" },
	{ .status = 200, .title = N_("not cancelled: too late"),
	  .provoke = "an ask that is paid, over or cancelled; the answer's status is false",
	  .how = "ask!; @clock=60000; ?status=false | ask!; @again; ?status=false" },
	ANSWER_UNKNOWN_OPERATION(400, REASON_OPERATION, "ask; OperationId=${new.uuid}"),
	{ .status = 400, .code = "ERROR_INVALID_OPERATION", .title = N_("code of another ask"),
	  .provoke = "ReferenceCode AAAAAA", .reason = REASON_OPERATION,
	  .how = "ask; ReferenceCode=AAAAAA" },
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("a required field is missing"),
	  .provoke = "leave OperationId or ReferenceCode out", .reason = "Invalid request",
	  .how = "ask; -OperationId | ask; -ReferenceCode" },
	ANSWER_UNKNOWN_USER(400, "ERROR_USER_NOT_FOUND"),
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_cancelOperaton = {
	.name = "cancelOperaton",
	.group = N_("Asks"),
	.title = N_("Cancel an ask"),
	.summary = N_("Takes an ask back before it is paid; the answer says whether it was in "
		      "time."),
	.method = "POST",
	.path = "/user/operations/cancel-operation/{userToken}",
	.scopes = "partner_full",
	.in = cancel_in,
	.out = cancel_out,
	.answers = cancel_answers,
	.changes = true,
	.source = "raas 6.11",
};

/* ---- tickets and drafts ---- */

static const struct field ticket_in[] = {
	FIELD_REFERENCE("id", IN_PATH, "raas 6.11 [P]"),
	{ .key = NULL }
};

static const struct field ticket_out[] = {
	{ .key = "ticket", .label = N_("Ticket"), .type = &field_text, .required = true,
	  .example = "T-815162", .source = "raas 6.11 [P]" },
	{ .key = NULL }
};

static const struct answer_doc ticket_answers[] = {
	{ .status = 200, .title = N_("ticket opened"),
	  .provoke = "the correlationId of an ask; the same ask keeps its ticket",
	  .how = "ask; id=${operationId} | ask; id=${operationId}; @again" },
	ANSWER_UNKNOWN_OPERATION(400, REASON_OPERATION, "id=${new.uuid}"),
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_createSupportTicket = {
	.name = "createSupportTicket",
	.group = N_("Asks"),
	.title = N_("Open a support ticket"),
	.summary = N_("Opens a ticket at the service's support about one operation."),
	.method = "POST",
	.path = "/user/operations/create-support-ticket/{id}",
	.scopes = "partner_full",
	.in = ticket_in,
	.out = ticket_out,
	.shape = REPLY_WORD,
	.answers = ticket_answers,
	.changes = true,
	.source = "raas 6.11",
};

#define FIELDS_DRAFTED(phone_of, phone, first, last, country) \
	{ .key = "phoneNumber", .label = phone_of, .type = &field_phone, .required = true, \
	  .country_key = "countryCode", .example = phone, \
	  .code_missing = "INVALID_PHONE_NUMBER", .code_bad = "INVALID_PHONE_NUMBER", \
	  .code_in = "ERROR_COUNTRY_NOT_SUPPORTED", .source = "raas-schemas 7 [P]" }, \
	{ .key = "countryCode", .label = N_("Country"), .type = &field_country, \
	  .required = true, .example = country, .code_bad = "ERROR_INVALID_COUNTRY_CODE", \
	  .source = "raas-schemas 7 [P]" }, \
	{ .key = "firstName", .label = N_("First name(s)"), .type = &field_name, \
	  .required = true, .example = first, .code_missing = "INVALID_NAME", \
	  .code_bad = "INVALID_NAME", .source = "raas-schemas 7 [P]" }, \
	{ .key = "lastName", .label = N_("Surname"), .type = &field_name, .required = true, \
	  .example = last, .code_missing = "INVALID_NAME", .code_bad = "INVALID_NAME", \
	  .source = "raas-schemas 7 [P]" }, \
	{ .key = "email", .label = N_("E-mail"), .type = &field_email, \
	  .example = "someone@example.com", .code_bad = "ERROR_INVALID_EMAIL_FORMAT", \
	  .source = "raas-schemas 7 [P]" }

static const struct field draft_payer[] = {
	FIELDS_DRAFTED(N_("Payer's phone"), "+19165550149", "Hugo", "Tru", "US"),
	{ .key = NULL }
};

static const struct field draft_in[] = {
	FIELDS_DRAFTED(N_("Phone"), "+5215521206706", "Maria", "Garcia", "MX"),
	{ .key = "requestTo", .label = N_("Payer"), .type = &field_group, .required = true,
	  .fields = draft_payer, .source = "raas-schemas 7 [P]" },
	{ .key = "amount", .label = N_("Amount"), .type = &field_amount,
	  .currency_key = "currency", .required = true, .example = "500.00",
	  .code_missing = "ERROR_INVALID_AMOUNT_ERROR", .code_bad = "ERROR_INVALID_AMOUNT_ERROR",
	  .source = "raas-schemas 7 [P]" },
	{ .key = "currency", .label = N_("Currency"), .type = &field_currency,
	  .required = true, .example = "MXN", .code_missing = "ERROR_INVALID_CURRENCY_CODE",
	  .code_bad = "ERROR_INVALID_CURRENCY_CODE", .source = "raas-schemas 7 [P]" },
	{ .key = NULL }
};

static const struct answer_doc draft_answers[] = {
	{ .status = 200, .title = N_("draft kept"),
	  .provoke = "two people, an amount, a currency" },
	{ .status = 400, .code = "INVALID_PHONE_NUMBER", .title = N_("phone missing or not E.164"),
	  .provoke = "leave phoneNumber or its + out", .reason = "Invalid phone number",
	  .how = "-phoneNumber | requestTo.phoneNumber=19165550149" },
	{ .status = 400, .code = "ERROR_COUNTRY_NOT_SUPPORTED",
	  .title = N_("phone of another country"), .provoke = "a US phone with countryCode MX",
	  .reason = "Country not supported", .how = "phoneNumber=+19165550149" },
	{ .status = 400, .code = "ERROR_INVALID_COUNTRY_CODE", .title = N_("no such country"),
	  .provoke = "countryCode XX", .reason = "Invalid country code", .how = "countryCode=XX" },
	{ .status = 400, .code = "ERROR_INVALID_EMAIL_FORMAT", .title = N_("e-mail is none"),
	  .provoke = "email no-es-un-email", .reason = "Invalid email format",
	  .how = "email=no-es-un-email" },
	{ .status = 400, .code = "INVALID_NAME", .title = N_("bad characters in a name"),
	  .provoke = "firstName H@go 99, or leave it out", .reason = "Invalid name",
	  .how = "firstName=H@go 99 | -lastName" },
	{ .status = 400, .code = "ERROR_INVALID_AMOUNT_ERROR", .title = N_("amount not above zero"),
	  .provoke = "amount 0 or -1", .reason = "Invalid amount", .how = "amount=0 | amount=-1" },
	{ .status = 400, .code = "ERROR_INVALID_CURRENCY_CODE", .title = N_("no such currency"),
	  .provoke = "currency XXQ", .reason = "Invalid currency code", .how = "currency=XXQ" },
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("a required field is missing"),
	  .provoke = "leave requestTo out", .reason = "Invalid request",
	  .how = "-requestTo" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_draftRequest = {
	.name = "draftRequest",
	.group = N_("Asks"),
	.title = N_("Draft an ask"),
	.summary = N_("Leaves the data of an ask with the service; nobody is asked for money "
		      "yet."),
	.method = "POST",
	.path = "/user/operations/draft-money-request",
	.scopes = "partner_full",
	.in = draft_in,
	.shape = REPLY_NONE,
	.answers = draft_answers,
	.changes = true,
	.source = "raas 6.11",
};

/* ---- links and notices ---- */

static const struct field deep_link_in[] = {
	{ .key = "id", .label = N_("Link or reference"), .type = &field_text, .in = IN_PATH,
	  .required = true, .example = "EFUb8",
	  .help = N_("The last part of the payer's link, or the ask's reference"),
	  .source = "raas 6.11 [P]" },
	{ .key = NULL }
};

static const struct answer_doc deep_link_answers[] = {
	{ .status = 200, .title = N_("operation of a link"),
	  .provoke = "the letters at the end of an ask's link, or its correlationId",
	  .how = "ask; id=${operationId} | ask; id=${payerLink}; @sandbox" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_full"),
	ANSWER_UNKNOWN_OPERATION(500, "Operation not found or tenant mismatch.",
				 "id=${new.uuid}"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_validateDeepLinkOperation = {
	.name = "validateDeepLinkOperation",
	.group = N_("Asks"),
	.title = N_("Operation of a link"),
	.summary = N_("Tells which operation a payer's link belongs to."),
	.method = "GET",
	.path = "/user/operations/validate-link-operation/{id}",
	.scopes = "partner_full",
	.in = deep_link_in,
	.out = ops_operation,
	.answers = deep_link_answers,
	.source = "raas 6.11",
};

static const struct field card_notice_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "paymentMethodId", .label = N_("Method"), .type = &field_text, .in = IN_PATH,
	  .required = true, .example = "6af8e158-be29-422a-8d69-703d6c343c3c",
	  .source = "raas 6.11 [P]" },
	{ .key = NULL }
};

/* It says nothing and knows no refusal, whoever and whatever is named. */
static const struct answer_doc card_notice_answers[] = {
	{ .status = 204, .title = N_("noted"),
	  .provoke = "a card of the customer; one being validated is validated by this",
	  .how = "card | paymentMethodId=${new.uuid}" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_notifyValidateCard = {
	.name = "notifyValidateCard",
	.group = N_("Methods"),
	.title = N_("A card was validated"),
	.summary = N_("Tells the service that the customer confirmed the small charge to her "
		      "card."),
	.method = "GET",
	.path = "/user/operations/notify-validate-card/{userToken}/{paymentMethodId}",
	.scopes = "partner_full",
	.in = card_notice_in,
	.shape = REPLY_NONE,
	.answers = card_notice_answers,
	.changes = true,
	.source = "raas 6.11",
};

static const struct field landing_in[] = {
	FIELD_REFERENCE("operationId", IN_PATH, "raas 6.11 [P]"),
	{ .key = NULL }
};

static const struct field pending_item = {
	.key = "pending", .label = N_("Still missing"), .type = &field_text,
	.example = "address1",
};

static const struct choice landing_methods[] = {
	{ .value = "DebitCard", .label = N_("Debit card") },
	{ .value = "CreditCard", .label = N_("Credit card") },
	{ .value = "UBN", .label = N_("Bank account (CLABE)") },
	{ .value = NULL }
};

/* LPOperationEvent (raas-schemas 7). */
static const struct field landing_out[] = {
	{ .key = "eventCase", .label = N_("The page shows"), .type = &field_text,
	  .required = true, .example = "RequestSent", .source = "raas-schemas 7 [P]" },
	{ .key = "operation", .label = N_("Operation"), .type = &field_group, .required = true,
	  .fields = ops_landing_operation, .source = "raas-schemas 7 [P]" },
	{ .key = "userFrom", .label = N_("From"), .type = &field_group, .required = true,
	  .fields = ops_operation_user, .source = "raas-schemas 7 [P]" },
	{ .key = "userTo", .label = N_("To"), .type = &field_group, .required = true,
	  .fields = ops_operation_user, .source = "raas-schemas 7 [P]" },
	{ .key = "pendingUserData", .label = N_("Still missing"), .type = &field_list,
	  .of = &pending_item, .source = "raas-schemas 7 [P]" },
	{ .key = "pendingPaymentMethod", .label = N_("Method still missing"),
	  .type = &field_word, .choices = landing_methods, .example = "DebitCard",
	  .source = "raas-schemas 7 [P]" },
	{ .key = NULL }
};

static const struct answer_doc landing_answers[] = {
	{ .status = 200, .title = N_("where the page stands"),
	  .provoke = "the correlationId of an ask", .how = "ask" },
	ANSWER_UNKNOWN_OPERATION(400, REASON_OPERATION, "operationId=${new.uuid}"),
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_getLandingPortStatusEvent = {
	.name = "getLandingPortStatusEvent",
	.group = N_("Asks"),
	.title = N_("The payer's page"),
	.summary = N_("Tells what the payer's page shows now and what he still has to give."),
	.method = "GET",
	.path = "/user/landing-port/status/{operationId}",
	.scopes = "partner_full",
	.in = landing_in,
	.out = landing_out,
	.answers = landing_answers,
	.source = "raas 6.11",
};
