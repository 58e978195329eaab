#include "api/codes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/clean.h"
#include "api/ops.h"

/* What a code means at the counter.  Rows of one operation stand before the
 * row that holds for all; fields lists the inputs it may speak of, of which the
 * first that the operation has is blamed.  Codes: raas 11, spelled as there. */
struct code_row {
	const char *codes;		/* comma-separated */
	const char *op;			/* only of these operations; NULL: of any */
	const char *fields;		/* comma-separated; NULL: of no input */
	const char *what, *next;
};

#define NEXT_ADMIN \
	N_("This is not the customer's fault. Report it to the administrator with the time.")
#define NEXT_LOOK_UP N_("Go back and look the customer up again by phone or e-mail.")
#define BAD_QUOTE N_("This quote cannot be used: it is not known, too old or used already.")
#define NEXT_QUOTE N_("Make a new quote and send by that.")
#define NEXT_OTHER_METHOD N_("Check the data with the customer, or choose another method.")

static const struct code_row rows[] = {
	/* the key, the tenant */
	{ .codes = "ERROR_INVALID_TENANT", .op = "getOperations",
	  .what = N_("The service has no history for this customer under our key."),
	  .next = NEXT_LOOK_UP },
	{ .codes = "ERROR_INVALID_TENANT,INVALID_TENANT,ERROR_TENANT_NOT_FOUND",
	  .what = N_("The service does not know the tenant to which our key belongs."),
	  .next = NEXT_ADMIN },
	{ .codes = "ERROR_INVALID_PARTNER_TOKEN",
	  .what = N_("The service does not accept our key."), .next = NEXT_ADMIN },

	/* who the customer is */
	{ .codes = "ERROR_USER_NOT_FOUND",
	  .op = "getUserTokenV2,getProfile,updateProfile,requestOtp,validateOtp,createPin,"
		"validatePINCode",
	  .fields = "phoneNumber,phoneOrEmail,phone,email",
	  .what = N_("Nobody is registered with this phone or e-mail."),
	  .next = N_("Check it with the customer. If it is right, register her.") },
	{ .codes = "ERROR_USER_NOT_FOUND,USER_NOT_FOUND,INVALID_USER_ID",
	  .what = N_("The service does not know this customer."), .next = NEXT_LOOK_UP },
	{ .codes = "ERROR_SUBSCRIBER_NOT_FOUND",
	  .what = N_("The customer is known, but her record at the service is not "
		     "complete."),
	  .next = N_("Wait a minute and try again. If it stays, call support with her "
		     "phone number.") },
	{ .codes = "ERROR_USER_ALREADY_ENROLLED", .fields = "phoneNumber,email",
	  .what = N_("Somebody is registered with this phone or e-mail already."),
	  .next = N_("Go back and look the customer up by it. Nobody can be registered "
		     "twice.") },
	{ .codes = "ERROR_CIP_NOT_FOUND",
	  .what = N_("The service has no identification of this customer."),
	  .next = N_("Make a session link and let her identify herself.") },
	{ .codes = "ERROR_CIP_NOT_COMPLETED,ERROR_MUST_PERFORM_LEVEL_ONE_FIRST",
	  .what = N_("The customer's identification is not completed yet."),
	  .next = N_("Let her finish it under the session link, then go on.") },

	/* what was entered */
	{ .codes = "ERROR_INVALID_SCHEMA", .op = "getUserTokenV2", .fields = "phoneNumber,email",
	  .what = N_("A phone number or an e-mail is needed."),
	  .next = N_("Enter one of the two.") },
	{ .codes = "ERROR_INVALID_SCHEMA", .op = "getFrequentContacts", .fields = "limit",
	  .what = N_("The number of payers to list was not accepted."),
	  .next = N_("Use 1 to 100.") },
	{ .codes = "ERROR_INVALID_SCHEMA,ValidateError",
	  .what = N_("Something is missing or not in the form the service expects."),
	  .next = N_("Go through the fields again, those that are not optional first.") },
	{ .codes = "ERROR_INVALID_EMAIL_FORMAT", .fields = "email",
	  .what = N_("The service does not take this as an e-mail address."),
	  .next = N_("Read it back letter by letter and correct it.") },
	{ .codes = "INVALID_PHONE_NUMBER,ERROR_PHONE_NUMBER_NOT_SUPPORTED",
	  .fields = "phoneNumber,phone,requestTo,toPhoneNumber",
	  .what = N_("The service does not take this as a mobile number."),
	  .next = N_("It begins with + and the country, such as +52. Read it back and "
		     "correct it.") },
	{ .codes = "ERROR_COUNTRY_NOT_SUPPORTED", .op = "requestMoneyV2", .fields = "requestTo",
	  .what = N_("Money cannot be asked for from the payer's country."),
	  .next = N_("Choose a payer in another country.") },
	{ .codes = "ERROR_COUNTRY_NOT_SUPPORTED", .op = "requestMoneyFull",
	  .fields = "request.requestTo.countryCode",
	  .what = N_("Money cannot be asked for from the payer's country."),
	  .next = N_("Choose a payer in another country.") },
	{ .codes = "ERROR_COUNTRY_NOT_SUPPORTED,COUNTRY_NOT_SUPPORTED",
	  .fields = "phoneNumber,phone,requestTo,toPhoneNumber",
	  .what = N_("The phone number is not one of the country that was given."),
	  .next = N_("Check the number and the country with the customer.") },
	{ .codes = "ERROR_INVALID_COUNTRY_CODE", .fields = "countryCode,requester.countryCode",
	  .what = N_("Only customers who live in this store's country can be "
		     "registered."),
	  .next = N_("Check the country of her address.") },
	{ .codes = "ERROR_COUNTRY_NOT_PROVIDED", .fields = "countryCode",
	  .what = N_("The country is missing."),
	  .next = N_("Choose the country where the payer lives.") },
	{ .codes = "ERROR_INVALID_DATE_OF_BIRTH", .fields = "dob",
	  .what = N_("The date of birth was not accepted."),
	  .next = N_("Compare it with the identity paper; customers are 18 to 99 years "
		     "old.") },
	{ .codes = "ERROR_NAME_NOT_PROVIDED,ERROR_INVALID_NAME,INVALID_NAME",
	  .fields = "firstName",
	  .what = N_("The name is missing or has signs that no name has."),
	  .next = N_("Enter first name and surname as on the identity paper.") },
	{ .codes = "ERROR_DUPLICATED_PHONE", .fields = "phone",
	  .what = N_("This phone is in the customer's book already."),
	  .next = N_("Choose the payer from the list instead of adding him.") },

	/* methods */
	{ .codes = "ERROR_PAYMENT_METHOD_NOT_FOUND", .fields = "destinationPaymentMethodId,id",
	  .what = N_("The customer has no such card or account."),
	  .next = N_("Choose one from her list, or add it.") },
	{ .codes = "UBN_VALIDATION_ERROR", .fields = "number,ubnParams.number",
	  .what = N_("The account number is not valid."),
	  .next = N_("Read all 18 digits again from the statement or the bank's app.") },
	{ .codes = "UBN_ALREADY_ADDED", .fields = "number",
	  .what = N_("The customer has this account already."),
	  .next = N_("Choose it from her list.") },
	{ .codes = "PAYMENTMETHOD_ALREADY_EXISTS", .fields = "number",
	  .what = N_("The customer has this card or account already."),
	  .next = N_("Choose it from her list.") },
	{ .codes = "ERROR_ERROR_ADD_SOURCE_UBN_ERROR", .fields = "number",
	  .what = N_("The account could not be added."), .next = NEXT_OTHER_METHOD },
	{ .codes = "ERROR_UBN_NUMBER_REQUIRED", .fields = "number",
	  .what = N_("The account number is missing."),
	  .next = N_("Enter the 18 digits of the CLABE.") },
	{ .codes = "CARD_VERIFICATION_ERROR,ERROR_CARD_VERIFICATION",
	  .fields = "number,addCardParams.number",
	  .what = N_("The card was not accepted."),
	  .next = N_("Check number and expiry with the customer, or choose another "
		     "method.") },
	{ .codes = "NAME_VALIDATION_FAILED", .fields = "nameOnCard",
	  .what = N_("The name does not match the card."),
	  .next = N_("Enter it exactly as embossed.") },
	{ .codes = "OCTTYPE_NOT_ENABLED", .fields = "number",
	  .what = N_("This card cannot receive money."),
	  .next = N_("Use another card or a bank account.") },
	{ .codes = "ADDRESS_VERIFICATION",
	  .what = N_("The bank of the card did not confirm the customer's address."),
	  .next = NEXT_OTHER_METHOD },
	{ .codes = "TRANSACTION_FAILED", .fields = "number",
	  .what = N_("The bank of the card declined it."),
	  .next = N_("Ask the customer for another card, or use a bank account.") },
	{ .codes = "MISSING_CONFIGURATION",
	  .what = N_("The service is not set up for this kind of method."),
	  .next = NEXT_ADMIN },
	{ .codes = "MISSING_PARAMETERS",
	  .what = N_("Something about the card is missing."),
	  .next = N_("Go through the fields again, those that are not optional first.") },
	{ .codes = "EXCEEDS_RULE_LIMIT_WEEK",
	  .what = N_("The customer has added as many cards as a week allows."),
	  .next = N_("Use a method she has, or a bank account.") },
	{ .codes = "EXCEEDS_RULE_LIMIT_MONTH",
	  .what = N_("The customer has added as many cards as a month allows."),
	  .next = N_("Use a method she has, or a bank account.") },
	{ .codes = "BAD_REQUEST",
	  .what = N_("The service could not use what was entered."), .next = NEXT_OTHER_METHOD },

	/* quotes and asks */
	{ .codes = "ERROR_INVALID_QUOTATION_REQUEST_DATA", .op = "sendFunds",
	  .fields = "quotationId", .what = BAD_QUOTE, .next = NEXT_QUOTE },
	{ .codes = "ERROR_INVALID_QUOTATION_REQUEST_DATA", .op = "sendFundsV2",
	  .fields = "quotationId", .what = BAD_QUOTE, .next = NEXT_QUOTE },
	{ .codes = "ERROR_INVALID_QUOTATION_REQUEST_DATA", .fields = "amount,Amount",
	  .what = N_("The service cannot quote this."),
	  .next = N_("Check amount, currencies and who receives.") },
	{ .codes = "ERROR_CONTACT_NOT_FOUND", .fields = "requestTo",
	  .what = N_("This payer is not in the customer's book."),
	  .next = N_("Add the payer first, then ask.") },
	{ .codes = "ERROR_INVALID_AMOUNT_ERROR", .fields = "recipientAmount,amountWantSend",
	  .what = N_("The amount was not accepted."),
	  .next = N_("It must be above zero, with no more decimals than the currency "
		     "has.") },
	{ .codes = "ERROR_INVALID_CURRENCY_CODE", .fields = "recipientCurrency",
	  .what = N_("The currency was not accepted."),
	  .next = N_("Ask in the currency of the customer's country.") },
	{ .codes = "ERROR_DESTINATION_COUNTRY_NOT_SUPPORTED",
	  .fields = "destinationPaymentMethodId,destinationPaymentMethod",
	  .what = N_("Money cannot be sent to the country of this method."),
	  .next = N_("Choose a card or account of the customer's country.") },
	{ .codes = "ERROR_CORRELATION_ID_REQUIRED", .fields = "correlationId",
	  .what = N_("The ask came without a usable reference."), .next = NEXT_ADMIN },
	{ .codes = "ERROR_CORRELATION_ID_ALREADY_USED", .fields = "correlationId",
	  .what = N_("An ask with this reference exists already."),
	  .next = N_("Do not ask again. Look this ask up by its reference.") },
	{ .codes = "ERROR_OPERATION_NOT_FOUND,OPERATION_NOT_FOUND", .fields = "id,operationId",
	  .what = N_("The service does not know an ask with this reference."),
	  .next = N_("Check the reference. An ask made a moment ago may appear a little "
		     "later.") },
	{ .codes = "ERROR_INVALID_OPERATION", .op = "performResubmitUpgradeLevel",
	  .fields = "levelStatusDetail",
	  .what = N_("The service does not wait for this to be corrected."),
	  .next = N_("Look at her identification first: it names the level and what is wrong.") },
	{ .codes = "ERROR_INVALID_OPERATION",
	  .what = N_("This cannot be done with the ask any more."),
	  .next = N_("Look at its state first.") },
	{ .codes = "ERROR_OPERATION_ALREADY_COMPLETED",
	  .what = N_("The ask is completed already."),
	  .next = N_("There is nothing left to do.") },
	{ .codes = "ERROR_NETWORK_NOT_FOUND", .fields = "networkId",
	  .what = N_("The service does not know this network of cash points."),
	  .next = N_("Choose one from the list of cash points.") },
	{ .codes = "ERROR_REFERENCE_CODE_NOT_FOUND", .fields = "referenceCodeId",
	  .what = N_("The customer has no such cash code."),
	  .next = N_("Check its number, or make a new code for the ask.") },
	{ .codes = "ERROR_REQUEST_MONEY_FULL",
	  .what = N_("The service could not carry the whole request out."),
	  .next = N_("Go through it step by step: customer, method, payer, ask.") },

	/* codes by message and PINs */
	{ .codes = "ERROR_INVALID_OTP", .fields = "otpCode",
	  .what = N_("This is not the code that was sent."),
	  .next = N_("Let the customer read it out once more; do not try by chance.") },
	{ .codes = "ERROR_OTP_EXPIRED", .fields = "otpCode",
	  .what = N_("The code is too old."), .next = N_("Send a new one.") },
	{ .codes = "ERROR_OTP_BLOCKED", .fields = "otpCode",
	  .what = N_("There were too many wrong codes."), .next = N_("Send a new one.") },
	{ .codes = "ERROR_OTP_NOT_FOUND", .fields = "otpCode",
	  .what = N_("No code was sent there, or it was used already."),
	  .next = N_("Check the phone or e-mail, or send a new one.") },
	{ .codes = "ERROR_INVALID_PINCODE", .op = "createPin", .fields = "pincode",
	  .what = N_("The service does not take this as a PIN."),
	  .next = N_("Use digits only, at least three.") },
	{ .codes = "ERROR_INVALID_PINCODE", .fields = "pincode",
	  .what = N_("This is not the customer's PIN."),
	  .next = N_("Let her type it once more; do not try by chance.") },
	{ .codes = "ERROR_PINCODE_BLOCKED", .fields = "pincode",
	  .what = N_("There were too many wrong PINs."),
	  .next = N_("Only support can open it again. Call them with her phone number.") },
	{ .codes = "ERROR_PINCODE_NOT_FOUND",
	  .what = N_("The customer has no PIN yet."), .next = N_("Let her set one first.") },
	{ .codes = "ERROR_PINCODE_ALREADY_EXISTS", .fields = "pincode",
	  .what = N_("The customer has a PIN already."),
	  .next = N_("It cannot be replaced here. If she has forgotten it, call support.") },

	/* identification */
	{ .codes = "ERROR_ID_SCAN_DATE_EXPIRED",
	  .what = N_("The identity paper has expired."),
	  .next = N_("Ask the customer for one that is still valid.") },
	{ .codes = "ERROR_OFAC_NOT_VALID",
	  .what = N_("The sanctions check did not clear the customer."),
	  .next = N_("Do not go on with her. Compliance decides; call support.") },
	{ .codes = "ERROR_FACE_MATCH_NOT_VALID",
	  .what = N_("The picture of the face does not match the identity paper."),
	  .next = N_("Let the customer take it once more, in daylight and without "
		     "glasses.") },
	{ .codes = "ERROR_PHOTO_SCAN_ID_REQUIRED",
	  .what = N_("The picture of the identity paper is missing."),
	  .next = N_("Let the customer take it under the session link.") },
	{ .codes = "ERROR_OCR_PROFILE_MATCH_NOT_VALID",
	  .what = N_("The identity paper shows other data than was entered."),
	  .next = N_("Compare names and date of birth with the paper and correct them.") },

	/* the service itself */
	{ .codes = "ERROR_INTERNAL_SERVER_ERROR", .op = "updateContact", .fields = "phone",
	  .what = N_("The payer could not be changed; perhaps nobody with this phone is "
		     "in the book."),
	  .next = N_("Look at the customer's list of payers, then try again.") },
	{ .codes = "ERROR_INVALID_JWE_PAYLOAD",
	  .what = N_("The service could not decrypt the request."), .next = NEXT_ADMIN },
	{ .codes = "WEBHOOK_DELIVERY_FAILED",
	  .what = N_("The service could not report a change of state to us."),
	  .next = NEXT_ADMIN },
	{ .codes = "NOT_FOUND",
	  .what = N_("The service does not have this operation."),
	  .next = N_("Check base_url in the configuration.") },
};

static const struct code_row *find_row(const struct op *op, const char *code)
{
	for (size_t i = 0; code && i < ARRAY_LEN(rows); i++)
		if (word_in(rows[i].codes, code) && (!rows[i].op || word_in(rows[i].op, op->name)))
			return &rows[i];
	return NULL;
}

/* How many values, also inside groups, are called so; *path becomes the first. */
static int named_inside(const struct field *table, const char *key, char **path)
{
	int n = 0;

	field_each(f, table) {
		char *inner = NULL;
		int found = f->type == &field_group ? named_inside(f->fields, key, &inner) : 0;

		if (f->type != &field_group && str_eq(f->key, key)) {
			inner = xstrdup("");
			found = 1;
		}
		if (found && !n)
			*path = xasprintf("%s%s%s", f->key, *inner ? "." : "", inner);
		n += found;
		free(inner);
	}
	return n;
}

/* One of the operation's own inputs, or, inside, the only one of that name in its
 * groups.  The caller frees; NULL: there is none. */
static char *input_called(const struct op *op, const char *key, bool inside)
{
	char *path = NULL;

	if (!inside)
		return field_find(op->in, key) ? xstrdup(key) : NULL;
	if (named_inside(op->in, key, &path) == 1)
		return path;
	free(path);
	return NULL;
}

static bool blame_one(const struct op *op, const char *fields, bool inside, struct err *err)
{
	while (fields && *fields) {
		size_t n = strcspn(fields, ",");
		char *key = xstrndup(fields, n), *found = input_called(op, key, inside);

		if (found)
			text_put(err->field, sizeof(err->field), found);
		free(key);
		free(found);
		if (*err->field)
			return true;
		fields += n + (fields[n] == ',');
	}
	return false;
}

/* The first of the named inputs that the operation has. */
static void blame_field(const struct op *op, const char *fields, struct err *err)
{
	if (!blame_one(op, fields, false, err))
		blame_one(op, fields, true, err);
}

/* 401, and 403 unless its code speaks of something else than the key. */
static void explain_key(const struct op *op, int status, const char *reason, struct err *err)
{
	bool scope = status == 403 || (reason && strcasestr(reason, "scope"));

	if (!scope || !op->scopes) {
		err_set(err, ERR_AUTH, _("The service does not accept our key."));
		err_next(err, _("Check that the key of this profile is right and still valid."));
		return;
	}
	err_set(err, ERR_AUTH, _("Our key does not allow this: %s."), _(op->title));
	err_next(err, _("It needs a key with one of these scopes: %s."), op->scopes);
}

static void explain_failure(const struct op *op, struct err *err)
{
	err_set(err, ERR_REFUSED, _("The service had a failure of its own."));
	if (op->moves_money)
		err_next(err, _("Do not send it again before its reference has been looked up."));
	else if (op->changes)
		err_next(err, _("Look whether it was carried out before you repeat it."));
	else
		err_next(err, _("Try again in a minute. If it stays, call support with the time."));
}

/* No row knows it: the service's own reason is all there is. */
static void explain_unknown(const struct op *op, int status, const char *reason, struct err *err)
{
	char *text = clean_text(reason ? reason : "", 180);

	if (status >= 500) {
		explain_failure(op, err);
	} else if (status == 429) {
		err_set(err, ERR_REFUSED, _("The service is asked too often just now."));
		err_next(err, _("Wait a little, then try again."));
	} else if (*text) {
		err_set(err, ERR_REFUSED, _("The service refused: %s"), text);
		err_next(err, _("Correct what it names. If it stays unclear, call support."));
	} else {
		err_set(err, ERR_REFUSED, _("The service refused this and did not say why."));
		err_next(err, _("Go through what was entered. If it stays unclear, call support."));
	}
	free(text);
}

void codes_explain(const struct op *op, int status, const char *code, const char *reason,
		   struct err *err)
{
	const struct code_row *row = find_row(op, code);
	char *word = clean_text(code ? code : "", sizeof(err->code) - 1);

	if (status == 401 || (status == 403 && !row)) {
		explain_key(op, status, reason, err);
	} else if (row) {
		err_set(err, ERR_REFUSED, "%s", _(row->what));
		err_next(err, "%s", _(row->next));
		blame_field(op, row->fields, err);
	} else {
		explain_unknown(op, status, reason, err);
	}
	err->status = status;
	text_put(err->code, sizeof(err->code), word);
	text_whole(err->code);
	free(word);
}
