#include "api/ops.h"

/* The whole ask in one request: raas 6.1, its codes raas 11.2, its outcome 7.3. */

#define BAD_PHONE "INVALID_PHONE_NUMBER"
#define BAD_NAME "INVALID_NAME"
#define OTHER_COUNTRY "ERROR_PHONE_NUMBER_NOT_SUPPORTED"
#define BAD_CARD "ERROR_CARD_VERIFICATION"

static const struct field requester[] = {
	FIELDS_PERSON(BAD_NAME, field_phone_of_country, BAD_PHONE, OTHER_COUNTRY),
	{ .key = NULL }
};

/* RaaSPartnerPaymentMethod: which others are needed depends on the kind. */
static const struct field method[] = {
	{ .key = "type", .label = N_("Kind"),
	  .section = N_("Method"), .type = &field_choice, .required = true,
	  .choices = ops_method_types, .example = "UBN", .source = "raas 6.1 [P]",
	  .code_missing = "ERROR_PAYMENT_METHOD_NOT_FOUND",
	  .code_bad = "ERROR_PAYMENT_METHOD_NOT_FOUND" },
	{ .key = "number", .label = N_("CLABE or card token"),
	  .section = N_("Method"), .type = &field_text,
	  .secret = true, .example = "002320275621938815", .source = "raas 6.1 [P]",
	  .help = N_("18 digits of the account, or the card vault's token") },
	{ .key = "nameOnCard", .label = N_("Name on the card"),
	  .section = N_("Method"), .type = &field_text,
	  .example = "MARIA ARENAS", .help = N_("Exactly as embossed"), .code_bad = BAD_CARD,
	  .source = "raas 6.1 [P]" },
	{ .key = "expirationDate", .label = N_("Expires"),
	  .section = N_("Method"), .type = &field_expiry,
	  .example = "1228", .help = N_("Month and year: MMYY"), .code_bad = BAD_CARD,
	  .source = "raas 6.1 [P]" },
	{ .key = "country", .label = N_("Country"),
	  .section = N_("Method"), .type = &field_country, .required = true,
	  .example = "MX", .code_missing = "ERROR_DESTINATION_COUNTRY_NOT_SUPPORTED",
	  .code_bad = "ERROR_DESTINATION_COUNTRY_NOT_SUPPORTED", .source = "raas 6.1 [P]" },
	{ .key = "currency", .label = N_("Currency"),
	  .section = N_("Method"), .type = &field_currency, .example = "MXN",
	  .code_bad = "ERROR_INVALID_CURRENCY_CODE", .source = "raas 6.1 [P]" },
	{ .key = "bankName", .label = N_("Bank"),
	  .section = N_("Method"), .type = &field_text, .example = "Banamex",
	  .source = "raas-schemas 5 [P]" },
	{ .key = "name", .label = N_("Name of the method"),
	  .section = N_("Method"), .type = &field_text,
	  .example = "UBN-8815", .source = "raas-schemas 5 [P]" },
	{ .key = "isPrimary", .label = N_("Primary"),
	  .section = N_("Method"), .type = &field_bool, .example = "false",
	  .help = N_("Money arrives here unless another method is chosen"),
	  .source = "raas-schemas 5 [P]" },
	{ .key = NULL }
};

static const struct field payer[] = {
	{ .key = "phoneNumber", .label = N_("Payer's phone"),
	  .section = N_("Payer"), .type = &field_phone_of_country,
	  .required = true, .country_key = "countryCode", .example = "+19165550140",
	  .code_missing = BAD_PHONE, .code_bad = BAD_PHONE, .code_in = OTHER_COUNTRY,
	  .help = N_("The mobile number of the person who is asked for the money"),
	  .source = "raas 6.1 [P]" },
	{ .key = "firstName", .label = N_("First name(s)"),
	  .section = N_("Payer"), .type = &field_name, .required = true,
	  .example = "Jose", .code_missing = BAD_NAME, .code_bad = BAD_NAME,
	  .source = "raas 6.1 [P]" },
	{ .key = "lastName", .label = N_("Surname"),
	  .section = N_("Payer"), .type = &field_name, .required = true,
	  .example = "Luna", .code_missing = BAD_NAME, .code_bad = BAD_NAME,
	  .source = "raas 6.1 [P]" },
	{ .key = "countryCode", .label = N_("Country"),
	  .section = N_("Payer"), .type = &field_country, .required = true,
	  .example = "US", .code_missing = "ERROR_COUNTRY_NOT_SUPPORTED",
	  .code_bad = "ERROR_COUNTRY_NOT_SUPPORTED", .help = N_("Where the payer lives"),
	  .source = "raas 6.1 [P]" },
	{ .key = "email", .label = N_("E-mail"),
	  .section = N_("Payer"), .type = &field_email,
	  .example = "jose.luna@example.com", .source = "raas 6.1 [P]" },
	{ .key = NULL }
};

static const struct field request[] = {
	{ .key = "correlationId", .label = N_("Reference"),
	  .section = N_("Ask"), .type = &field_uuid, .required = true,
	  .example = "550e8400-e29b-41d4-a716-446655440000",
	  .code_missing = "ERROR_CORRELATION_ID_REQUIRED",
	  .code_bad = "ERROR_CORRELATION_ID_REQUIRED",
	  .help = N_("Names this ask for ever and is never used for another"),
	  .source = "raas 6.1, 3.5 [P]" },
	{ .key = "recipientAmount", .label = N_("Amount to receive"),
	  .section = N_("Ask"), .type = &field_amount,
	  .currency_key = "recipientCurrency", .required = true, .example = "500.00",
	  .code_missing = "ERROR_INVALID_AMOUNT_ERROR", .code_bad = "ERROR_INVALID_AMOUNT_ERROR",
	  .help = N_("What the customer receives"), .source = "raas 6.1, 10.7 [P]" },
	{ .key = "recipientCurrency", .label = N_("Currency"),
	  .section = N_("Ask"), .type = &field_currency,
	  .required = true, .example = "MXN", .code_missing = "ERROR_INVALID_CURRENCY_CODE",
	  .code_bad = "ERROR_INVALID_CURRENCY_CODE", .source = "raas 6.1 [P]" },
	{ .key = "reason", .label = N_("Saying"),
	  .section = N_("Ask"), .type = &field_text, .max = 140,
	  .example = "Pago de servicio", .help = N_("Shown to the payer beside the amount"),
	  .source = "raas 6.1 [P]" },
	{ .key = "requestTo", .label = N_("Payer"),
	  .section = N_("Ask"), .type = &field_group, .fields = payer,
	  .required = true, .code_missing = "ERROR_CONTACT_NOT_FOUND",
	  .code_bad = "ERROR_CONTACT_NOT_FOUND", .source = "raas 6.1 [P]" },
	{ .key = "destinationPaymentMethod", .label = N_("Method"),
	  .section = N_("Ask"), .type = &field_group,
	  .fields = method, .required = true, .code_missing = "ERROR_PAYMENT_METHOD_NOT_FOUND",
	  .code_bad = "ERROR_PAYMENT_METHOD_NOT_FOUND", .source = "raas 6.1 [P]" },
	{ .key = NULL }
};

static const struct field full_in[] = {
	{ .key = "requester", .label = N_("Customer"), .type = &field_group, .fields = requester,
	  .required = true, .help = N_("Who asks for the money and receives it"),
	  .source = "raas 6.1 [P]" },
	{ .key = "request", .label = N_("Ask"), .type = &field_group, .fields = request,
	  .required = true, .source = "raas 6.1 [P]" },
	{ .key = NULL }
};

static const struct choice accepted[] = {
	{ .value = "Accepted", .label = N_("accepted, under way") },
	{ .value = NULL }
};

static const struct field full_out[] = {
	{ .key = "operationId", .label = N_("Reference"), .type = &field_text, .required = true,
	  .example = "550e8400-e29b-41d4-a716-446655440000", .source = "raas 6.1 [P]",
	  .help = N_("The reference that was sent") },
	{ .key = "status", .label = N_("State"), .type = &field_word, .required = true,
	  .choices = accepted, .example = "Accepted", .source = "raas 6.1 [P]",
	  .help = N_("Not the state of the ask: how it went is told later") },
	{ .key = "link", .label = N_("Link for the payer"), .type = &field_link, .required = true,
	  .example = "https://links-dev.nomas.cash/EFUb8", .source = "raas 6.1 [P]" },
	{ .key = "userId", .label = N_("Customer"), .type = &field_text, .required = true,
	  .example = "5bMwDyW4ZDVgu58HKzocpZcZ7fz1", .source = "raas 6.1 [P]" },
	{ .key = NULL }
};

/* What a row begins with: nobody and nothing that was there before. */
#define CUSTOMER "requester.phoneNumber=${new.phone}; requester.email=${new.email}; "
#define CUSTOMER_AS(local) \
	"requester.phoneNumber=${new.phone}; requester.email=" local ".${new.word}@example.com; "
#define PAYER "request.requestTo.phoneNumber=${new.payer}; "
#define PAYER_AS(local) PAYER "request.requestTo.email=" local ".${new.word}@example.com; "
#define METHOD_KIND(kind) \
	"request.destinationPaymentMethod.type=" kind "; " \
	"request.destinationPaymentMethod.country=MX; " \
	"request.destinationPaymentMethod.currency=MXN; "
#define NUMBER(number) "request.destinationPaymentMethod.number=" number "; "
#define ACCOUNT METHOD_KIND("UBN") NUMBER("${new.clabe}")
#define CARD_WITH(number, date) \
	METHOD_KIND("DebitCard") NUMBER(number) \
	"request.destinationPaymentMethod.nameOnCard=MARIA ARENAS; " \
	"request.destinationPaymentMethod.expirationDate=" date "; "
#define ALL CUSTOMER PAYER ACCOUNT

/* Accepted at once, and refused by the worker: the outcome tells code and phase. */
#define FAILS_LATER(what, as, row) \
	{ .status = 200, .title = what, \
	  .provoke = as, .how = row "?status=Accepted; @sandbox" }

static const struct answer_doc full_answers[] = {
	{ .status = 200, .title = N_("accepted; the ask is made a little later"),
	  .provoke = "valid data and a fresh reference; a few seconds later the outcome event "
		     "says Accepted, and getOperation knows the reference",
	  .how = ALL "?status=Accepted | "
		 CUSTOMER PAYER "token; " CARD_WITH("${cardToken}", "1228") "?status=Accepted" },
	{ .status = 200, .title = N_("phones without their countries"),
	  .provoke = "requester.phoneNumber of ten digits, as dialled in Mexico",
	  .how = ALL "requester.phoneNumber=5521206703; -requester.email; ?status=Accepted" },
	FAILS_LATER(N_("accepted, then identification is not completed"),
		    "a requester whose e-mail's local part contains ofac or addr; the outcome "
		    "event says ERROR_CIP_NOT_COMPLETED in phase cip",
		    CUSTOMER_AS("ofac") PAYER ACCOUNT),
	FAILS_LATER(N_("accepted, then there is no identification record"),
		    "a requester whose e-mail's local part contains nocip; the outcome event "
		    "says ERROR_CIP_NOT_FOUND in phase cip",
		    CUSTOMER_AS("nocip") PAYER ACCOUNT),
	FAILS_LATER(N_("accepted, then there is no subscriber record"),
		    "a requester whose e-mail's local part contains nosubscriber; the outcome "
		    "event says ERROR_SUBSCRIBER_NOT_FOUND in phase cip",
		    CUSTOMER_AS("nosubscriber") PAYER ACCOUNT),
	FAILS_LATER(N_("accepted, then level one is asked for first"),
		    "a requester whose e-mail's local part contains levelone; the outcome event "
		    "says ERROR_MUST_PERFORM_LEVEL_ONE_FIRST in phase cip",
		    CUSTOMER_AS("levelone") PAYER ACCOUNT),
	FAILS_LATER(N_("accepted, then the payer cannot be stored"),
		    "a payer whose e-mail's local part contains nocontact; the outcome event "
		    "says ERROR_CONTACT_NOT_FOUND in phase contact",
		    CUSTOMER PAYER_AS("nocontact") ACCOUNT),
	FAILS_LATER(N_("accepted, then the card is declined"),
		    "a card token that ends in _0002; the outcome event says "
		    "CARD_VERIFICATION_ERROR in phase payment_method",
		    CUSTOMER PAYER CARD_WITH("tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_0002", "1228")),
	FAILS_LATER(N_("accepted, then the account is refused"),
		    "type UBN with number 002320275621938816, whose check digit is wrong; the "
		    "outcome event says ERROR_ERROR_ADD_SOURCE_UBN_ERROR in phase payment_method",
		    CUSTOMER PAYER METHOD_KIND("UBN") NUMBER("002320275621938816")),
	FAILS_LATER(N_("accepted, then the kind of method is not supported"),
		    "type MobileWallet; the outcome event says ERROR_PAYMENT_METHOD_NOT_FOUND in "
		    "phase payment_method",
		    CUSTOMER PAYER METHOD_KIND("MobileWallet")),
	FAILS_LATER(N_("accepted, then the ask is not allowed"),
		    "a payer whose e-mail's local part contains badoperation; the outcome event "
		    "says ERROR_INVALID_OPERATION in phase request_money",
		    CUSTOMER PAYER_AS("badoperation") ACCOUNT),
	FAILS_LATER(N_("accepted, then the ask is lost"),
		    "a payer whose e-mail's local part contains lostoperation; the outcome event "
		    "says ERROR_OPERATION_NOT_FOUND in phase request_money",
		    CUSTOMER PAYER_AS("lostoperation") ACCOUNT),
	FAILS_LATER(N_("accepted, then the ask was completed before"),
		    "a payer whose e-mail's local part contains doneoperation; the outcome event "
		    "says ERROR_OPERATION_ALREADY_COMPLETED in phase request_money",
		    CUSTOMER PAYER_AS("doneoperation") ACCOUNT),
	FAILS_LATER(N_("accepted, then it fails without a nearer reason"),
		    "a payer whose e-mail's local part contains failfull; the outcome event says "
		    "ERROR_REQUEST_MONEY_FULL in phase unknown",
		    CUSTOMER PAYER_AS("failfull") ACCOUNT),
	FAILS_LATER(N_("accepted, then the service fails"),
		    "a payer whose e-mail's local part contains crash; the outcome event says "
		    "ERROR_INTERNAL_SERVER_ERROR in phase unknown",
		    CUSTOMER PAYER_AS("crash") ACCOUNT),
	{ .status = 400, .code = "ERROR_TENANT_NOT_FOUND",
	  .title = N_("the key's tenant is missing"),
	  .provoke = "use the key remitty-sandbox-notenant", .reason = "Tenant not found",
	  .how = ALL "@key=no-tenant" },
	{ .status = 400, .code = "ERROR_INVALID_COUNTRY_CODE",
	  .title = N_("country is not the tenant's"),
	  .provoke = "requester.countryCode US (the sandbox's tenant is MX)",
	  .reason = "Requester country does not match the tenant",
	  .how = ALL "requester.phoneNumber=${new.payer}; requester.countryCode=US; "
		     "requester.state=FL" },
	{ .status = 400, .code = "INVALID_PHONE_NUMBER", .title = N_("phone missing or not E.164"),
	  .provoke = "requester.phoneNumber or request.requestTo.phoneNumber 12ab, or left out",
	  .reason = "Invalid phone number",
	  .how = ALL "requester.phoneNumber=12ab | " ALL "-requester.phoneNumber | "
		 ALL "request.requestTo.phoneNumber=12ab | "
		 ALL "-request.requestTo.phoneNumber" },
	{ .status = 400, .code = "ERROR_PHONE_NUMBER_NOT_SUPPORTED",
	  .title = N_("phone of another country"),
	  .provoke = "a US requester.phoneNumber with requester.countryCode MX, or a Mexican "
		     "phone of a payer in US",
	  .reason = "Phone number not supported",
	  .how = ALL "requester.phoneNumber=${new.payer} | "
		 ALL "request.requestTo.phoneNumber=${new.phone}" },
	{ .status = 400, .code = "INVALID_NAME", .title = N_("a name is missing or has bad signs"),
	  .provoke = "requester.firstName H@go 99, or request.requestTo.lastName left out",
	  .reason = "Invalid name",
	  .how = ALL "requester.firstName=H@go 99 | " ALL "-requester.lastName | "
		 ALL "-request.requestTo.lastName" },
	{ .status = 400, .code = "ERROR_INVALID_DATE_OF_BIRTH", .title = N_("bad date of birth"),
	  .provoke = "requester.dob 1987-02-30, or an age under 18 or of 100 and more",
	  .reason = "Invalid date of birth", .how = ALL "requester.dob=1987-02-30" },
	{ .status = 400, .code = "ERROR_CORRELATION_ID_REQUIRED", .title = N_("no reference"),
	  .provoke = "leave request.correlationId out", .reason = "Correlation id required",
	  .how = ALL "-request.correlationId" },
	{ .status = 400, .code = "ERROR_CORRELATION_ID_ALREADY_USED",
	  .title = N_("reference used before"),
	  .provoke = "send the same request.correlationId twice, or that of requestMoneyV2",
	  .reason = "Correlation id already used",
	  .how = ALL "@again | ask; " ALL "request.correlationId=${operationId}" },
	{ .status = 400, .code = "ERROR_INVALID_AMOUNT_ERROR", .title = N_("amount not above zero"),
	  .provoke = "request.recipientAmount 0 or -1", .reason = "Invalid amount",
	  .how = ALL "request.recipientAmount=0 | " ALL "request.recipientAmount=-1" },
	{ .status = 400, .code = "ERROR_INVALID_CURRENCY_CODE",
	  .title = N_("no such currency, or not the tenant's"),
	  .provoke = "request.recipientCurrency XXQ or USD, or another currency of the method",
	  .reason = "Invalid currency code",
	  .how = ALL "request.recipientCurrency=XXQ | " ALL "request.recipientCurrency=USD | "
		 ALL "request.destinationPaymentMethod.currency=USD" },
	{ .status = 400, .code = "ERROR_COUNTRY_NOT_SUPPORTED",
	  .title = N_("no route from the payer's country"),
	  .provoke = "a payer in FR with a French phone", .reason = "Country not supported",
	  .how = ALL "request.requestTo.countryCode=FR; "
		     "request.requestTo.phoneNumber=+33612345678" },
	{ .status = 400, .code = "ERROR_DESTINATION_COUNTRY_NOT_SUPPORTED",
	  .title = N_("no route to the method's country"),
	  .provoke = "request.destinationPaymentMethod.country FR",
	  .reason = "Destination country not supported",
	  .how = ALL "request.destinationPaymentMethod.country=FR" },
	{ .status = 400, .code = "ERROR_CONTACT_NOT_FOUND", .title = N_("no payer"),
	  .provoke = "leave request.requestTo out", .reason = "Contact not found",
	  .how = ALL "-request.requestTo" },
	{ .status = 400, .code = "ERROR_PAYMENT_METHOD_NOT_FOUND", .title = N_("no method named"),
	  .provoke = "leave request.destinationPaymentMethod or its type out",
	  .reason = "Payment method not found",
	  .how = ALL "-request.destinationPaymentMethod | "
		 ALL "-request.destinationPaymentMethod.type" },
	{ .status = 400, .code = "ERROR_UBN_NUMBER_REQUIRED", .title = N_("account without number"),
	  .provoke = "type UBN without number", .reason = "UBN number required",
	  .how = CUSTOMER PAYER METHOD_KIND("UBN") },
	{ .status = 400, .code = "ERROR_CARD_VERIFICATION", .title = N_("bad card token or expiry"),
	  .provoke = "type DebitCard with number 4111, expirationDate 0120, or without nameOnCard",
	  .reason = "Card verification failed",
	  .how = CUSTOMER PAYER CARD_WITH("4111", "1228") "| "
		 CUSTOMER PAYER CARD_WITH("tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111", "0120") "| "
		 CUSTOMER PAYER CARD_WITH("tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111", "1228")
		 "-request.destinationPaymentMethod.nameOnCard" },
	{ .status = 400, .code = "ERROR_REQUEST_MONEY_FULL",
	  .title = N_("a required field is missing"),
	  .provoke = "leave requester, request or requester.city out",
	  .reason = "Invalid request", .how = "-requester | -request | " ALL "-requester.city" },
	{ .status = 401, .code = "ERROR_INVALID_PARTNER_TOKEN", .title = N_("missing or wrong key"),
	  .provoke = "send no api_key header, or a key the sandbox does not know",
	  .reason = "Missing or invalid API key", .how = "@key=none | @key=wrong" },
	{ .status = 401, .code = "ERROR_INVALID_PARTNER_TOKEN",
	  .title = N_("key without the scope"),
	  .provoke = "use a sandbox key without any of: partner, partner_full",
	  .reason = "Partner does not have the required scope", .how = "@key=narrow" },
	{ .status = 500, .code = "ERROR_INTERNAL_SERVER_ERROR", .title = N_("internal failure"),
	  .provoke = "a requester whose e-mail's local part is crash, or the fault "
		     "500:requestMoneyFull",
	  .reason = REASON_INTERNAL, .how = "@fault=500 | " CUSTOMER_AS("crash") PAYER ACCOUNT
						    "@sandbox" },
	ANSWERS_END
};

const struct op op_requestMoneyFull = {
	.name = "requestMoneyFull",
	.group = N_("Asks"),
	.title = N_("Ask in one step"),
	.summary = N_("Registers the customer, stores payer and method and asks, all with one "
		      "request; how it went is told later by webhook."),
	.method = "POST",
	.path = "/user/operations/request-money-full",
	.scopes = "partner,partner_full",
	.in = full_in,
	.out = full_out,
	.answers = full_answers,
	.refuse_code = "ERROR_REQUEST_MONEY_FULL",
	.moves_money = true,
	.changes = true,
	.source = "raas 6.1",
};
