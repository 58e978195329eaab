#include "api/ops.h"

/* Who a customer is, and how far the service has made sure of it: raas 6.6.
 * The reference names statuses alone; the codes are those that the same faults
 * have elsewhere (raas 11). */

#define FIELDS_PLACE(text) \
	{ .key = "callLocationLatitude", .label = N_("Latitude of the counter"), \
	  .type = &field_number, .section = text, .example = "21.03", \
	  .source = "raas-schemas 10 [P]" }, \
	{ .key = "callLocationLongitude", .label = N_("Longitude of the counter"), \
	  .type = &field_number, .section = text, .example = "-86.85", \
	  .source = "raas-schemas 10 [P]" }

/* LevelTwoParams */
#define FIELDS_LEVEL_TWO \
	{ .key = "ssn", .label = N_("Social security no."), .type = &field_text, \
	  .secret = true, .max = 20, .example = "123-45-6789", \
	  .help = N_("Of the USA; only where she identifies herself by it"), \
	  .source = "raas-schemas 10 [P]" }, \
	FIELDS_PLACE(NULL)

#define ANSWER_NO_CIP \
	{ .status = 500, .code = "ERROR_CIP_NOT_FOUND", .title = N_("no identification on file"), \
	  .provoke = "a customer whose e-mail's local part is nocip", \
	  .reason = "CIP not found", .how = "no-cip" }

#define ANSWER_LEVEL_ONE_FIRST \
	{ .status = 400, .code = "ERROR_MUST_PERFORM_LEVEL_ONE_FIRST", \
	  .title = N_("level one is not completed"), \
	  .provoke = "a customer just registered, whom nobody looked up yet", \
	  .reason = "Level one must be performed first", .how = "registered!; @sandbox" }

static const struct choice pol_status[] = {
	{ .value = "PASSED", .label = N_("Passed") },
	{ .value = "NOT_PASSED", .label = N_("Not passed") },
	{ .value = "RETRY", .label = N_("To be repeated") },
	{ .value = "FAILED", .label = N_("Failed for good") },
	{ .value = NULL }
};

static const struct choice doc_kinds[] = {
	{ .value = "None", .label = N_("None") },
	{ .value = "Id", .label = N_("Identity paper") },
	{ .value = "ProofOfResidence", .label = N_("Proof of residence") },
	{ .value = "ProofOfIncome", .label = N_("Proof of income") },
	{ .value = "ProofOfLife", .label = N_("Proof of life") },
	{ .value = "ProofOfAddress", .label = N_("Proof of address") },
	{ .value = NULL }
};

static const struct choice account_states[] = {
	{ .value = "Requested", .label = N_("Asked for") },
	{ .value = "InProgress", .label = N_("Being opened") },
	{ .value = "Failed", .label = N_("Could not be opened") },
	{ .value = "Completed", .label = N_("Open") },
	{ .value = "Blocked", .label = N_("Blocked") },
	{ .value = "OtpMissing", .label = N_("A code is still to be confirmed") },
	{ .value = "Closed", .label = N_("Closed") },
	{ .value = "WaitingBlackListsValidation", .label = N_("Waiting for the sanctions check") },
	{ .value = "BankOnboardingFailed", .label = N_("Refused by the bank") },
	{ .value = "WaitingSubaccountCreation", .label = N_("Waiting for its subaccount") },
	{ .value = "SubaccountCreationFailed", .label = N_("Its subaccount failed") },
	{ .value = NULL }
};

static const struct field process_errors[] = {
	{ .key = "ERROR_PHOTO_SCAN_ID_REQUIRED", .label = N_("Paper missing"),
	  .type = &field_text, .example = "Identity document required",
	  .source = "raas 11.3 [P]" },
	{ .key = "ERROR_ID_SCAN_DATE_EXPIRED", .label = N_("Paper expired"), .type = &field_text,
	  .example = "Identity document expired", .source = "raas 11.3 [P]" },
	{ .key = "ERROR_FACE_MATCH_NOT_VALID", .label = N_("Face does not match"),
	  .type = &field_text, .example = "Face match not valid", .source = "raas 11.3 [P]" },
	{ .key = "ERROR_OCR_PROFILE_MATCH_NOT_VALID", .label = N_("Data does not match"),
	  .type = &field_text, .example = "Profile does not match", .source = "raas 11.3 [P]" },
	{ .key = "ERROR_OFAC_NOT_VALID", .label = N_("Sanctions check"), .type = &field_text,
	  .example = "Sanctions check not passed", .source = "raas 11.3 [P]" },
	{ .key = NULL }
};

static const struct field lola[] = {
	{ .key = "updateAt", .label = N_("Changed"), .type = &field_time, .required = true,
	  .example = "2026-04-13T17:54:15.180Z", .source = "raas-schemas 10 [P]" },
	{ .key = "inProgress", .label = N_("Under way"), .type = &field_bool, .required = true,
	  .example = "true", .source = "raas-schemas 10 [P]" },
	{ .key = NULL }
};

/* CIPInfo */
static const struct field info_out[] = {
	{ .key = "cipLevel", .label = N_("Level reached"), .type = &field_int, .required = true,
	  .example = "1", .source = "raas-schemas 10 [P]" },
	{ .key = "level1status", .label = N_("Level one"), .type = &field_word,
	  .choices = ops_user_status, .required = true, .example = "Completed",
	  .source = "raas-schemas 10 [P]" },
	{ .key = "level1statusDetail", .label = N_("Level one needs"), .type = &field_word,
	  .choices = ops_status_detail, .required = true, .example = "None",
	  .source = "raas-schemas 10 [P]" },
	{ .key = "level2status", .label = N_("Level two"), .type = &field_word,
	  .choices = ops_user_status, .required = true, .example = "Pending",
	  .source = "raas-schemas 10 [P]" },
	{ .key = "level2statusDetail", .label = N_("Level two needs"), .type = &field_word,
	  .choices = ops_status_detail, .required = true, .example = "None",
	  .source = "raas-schemas 10 [P]" },
	{ .key = "errorsProcess", .label = N_("What went wrong"), .type = &field_group,
	  .fields = process_errors, .required = true, .source = "raas-schemas 10 [P]" },
	{ .key = "hasPersonalInfo", .label = N_("Personal data is there"), .type = &field_bool,
	  .required = true, .example = "true", .source = "raas-schemas 10 [P]" },
	{ .key = "hasScanIds", .label = N_("Identity paper is there"), .type = &field_bool,
	  .required = true, .example = "false", .source = "raas-schemas 10 [P]" },
	{ .key = "hasProofOfLIfe", .label = N_("Proof of life is there"), .type = &field_bool,
	  .required = true, .example = "false", .source = "raas-schemas 10 [P], sic" },
	{ .key = "isPerformLevel1", .label = N_("Level one begun"), .type = &field_bool,
	  .required = true, .example = "true", .source = "raas-schemas 10 [P]" },
	{ .key = "isPerformLevel2", .label = N_("Level two begun"), .type = &field_bool,
	  .required = true, .example = "false", .source = "raas-schemas 10 [P]" },
	{ .key = "docType", .label = N_("Paper handed in"), .type = &field_word,
	  .choices = doc_kinds, .required = true, .example = "None",
	  .source = "raas-schemas 10 [P]" },
	{ .key = "hasHumanSelfie", .label = N_("Face is a person's"), .type = &field_bool,
	  .example = "true", .source = "raas-schemas 10 [P]" },
	{ .key = "profileAndOCRSimilarity", .label = N_("Likeness of the data"),
	  .type = &field_number, .example = "0.98", .source = "raas-schemas 10 [P]" },
	{ .key = "isDocumentIdValueValidated", .label = N_("Paper's number checked"),
	  .type = &field_bool, .example = "true", .source = "raas-schemas 10 [P]" },
	{ .key = "isAlternateFlow", .label = N_("By social security number"),
	  .type = &field_bool, .example = "false", .source = "raas-schemas 10 [P]" },
	{ .key = "lolaCIP", .label = N_("By her own link"), .type = &field_group, .fields = lola,
	  .source = "raas-schemas 10 [P]" },
	{ .key = "polStatus", .label = N_("Proof of life"), .type = &field_word,
	  .choices = pol_status, .example = "PASSED", .source = "raas-schemas 10 [P]" },
	{ .key = "polAttempsCount", .label = N_("Proofs tried"), .type = &field_int,
	  .example = "1", .source = "raas-schemas 10 [P], sic" },
	{ .key = "polImg", .label = N_("Picture of the proof"), .type = &field_text,
	  .secret = true, .example = "pol-1.jpg", .source = "raas-schemas 10 [P]" },
	{ .key = "accountType", .label = N_("Kind of account"), .type = &field_text,
	  .example = "Personal", .source = "raas-schemas 10 [P]" },
	{ .key = "accountStatus", .label = N_("Account"), .type = &field_word,
	  .choices = account_states, .example = "Completed", .source = "raas-schemas 10 [P]" },
	{ .key = "accountStatusDetail", .label = N_("Account needs"), .type = &field_text,
	  .example = "IdAlreadyUsed", .source = "raas-schemas 10 [P]" },
	{ .key = "accountId", .label = N_("Account no."), .type = &field_text,
	  .example = "acc-1", .source = "raas-schemas 10 [P]" },
	{ .key = "status", .label = N_("State"), .type = &field_word, .choices = ops_user_status,
	  .example = "Completed", .source = "raas-schemas 10 [P]" },
	{ .key = "createdAt", .label = N_("Begun"), .type = &field_time,
	  .example = "2026-04-13T17:54:15.180Z", .source = "raas-schemas 10 [P]" },
	{ .key = "updatedAt", .label = N_("Changed"), .type = &field_time,
	  .example = "2026-04-13T17:54:15.180Z", .source = "raas-schemas 10 [P]" },
	{ .key = NULL }
};

static const struct field by_phone_in[] = { FIELD_PHONE_PATH, { .key = NULL } };
static const struct field by_token_in[] = { FIELD_USER_TOKEN, { .key = NULL } };

static const struct answer_doc info_answers[] = {
	{ .status = 200, .title = N_("how far the identification is"),
	  .provoke = "the phone of a customer", .how = "customer; ?level1status=Completed" },
	ANSWER_NO_CIP,
	ANSWERS_BY_PHONE("partner_send, partner_full"),
	ANSWERS_END
};

const struct op op_getCIPInfo = {
	.name = "getCIPInfo",
	.group = N_("Identity"),
	.title = N_("Identification, by phone"),
	.summary = N_("Shows how far the service has made sure who the customer with this phone "
		      "is."),
	.method = "GET",
	.path = "/cip/process/{phoneNumber}",
	.scopes = "partner_send,partner_full",
	.in = by_phone_in,
	.out = info_out,
	.answers = info_answers,
	.source = "raas 6.6",
};

static const struct answer_doc status_answers[] = {
	{ .status = 200, .title = N_("how far the identification is"),
	  .provoke = "a customer; one whom the sanctions check stopped",
	  .how = "customer; ?level1status=Completed | "
		 "refused-customer; ?level1statusDetail=OfacFailed | "
		 "stopped-customer; ?level1statusDetail=InvalidAddress" },
	ANSWER_NO_CIP,
	ANSWERS_BY_TOKEN,
	ANSWERS_END
};

const struct op op_getIdentityStatus = {
	.name = "getIdentityStatus",
	.group = N_("Identity"),
	.title = N_("Identification"),
	.summary = N_("Shows how far the service has made sure who the customer is."),
	.method = "GET",
	.path = "/cip/process/v2/{userToken}",
	.scopes = "partner_full",
	.in = by_token_in,
	.out = info_out,
	.answers = status_answers,
	.source = "raas 6.6",
};

static const struct field operate_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "amountWantSend", .label = N_("Amount to send"), .type = &field_amount,
	  .example = "100.00", .code_bad = "ERROR_INVALID_AMOUNT_ERROR",
	  .help = N_("In US dollars; left out, only her level counts"),
	  .source = "raas-schemas 10 [P]" },
	{ .key = "phone", .label = N_("Phone"), .type = &field_phone, .example = "+5215521206703",
	  .code_bad = "INVALID_PHONE_NUMBER", .source = "raas-schemas 10 [P]" },
	{ .key = "email", .label = N_("E-mail"), .type = &field_email,
	  .example = "maria.arenas@example.com", .code_bad = "ERROR_INVALID_EMAIL_FORMAT",
	  .source = "raas-schemas 10 [P]" },
	{ .key = NULL }
};

#define YES_NO(name, text, sample) \
	{ .key = name, .label = text, .type = &field_bool, .required = true, .example = sample, \
	  .source = "raas-schemas 10 [P]" }

/* CanOperateResponse */
static const struct field operate_out[] = {
	YES_NO("canOperate", N_("May send"), "true"),
	{ .key = "level", .label = N_("Level reached"), .type = &field_int, .required = true,
	  .example = "1", .source = "raas-schemas 10 [P]" },
	{ .key = "sendLevel1LimitAmount", .label = N_("Limit of level one"), .type = &field_fee,
	  .example = "1000.00", .source = "raas-schemas 10 [P]" },
	{ .key = "accumulated", .label = N_("Used of it"), .type = &field_fee, .example = "0.00",
	  .source = "raas-schemas 10 [P]" },
	{ .key = "rest", .label = N_("Left of it"), .type = &field_fee, .example = "1000.00",
	  .source = "raas-schemas 10 [P]" },
	YES_NO("levelOne", N_("Level one completed"), "true"),
	YES_NO("levelTwo", N_("Level two completed"), "false"),
	YES_NO("levelOneFailed", N_("Level one failed"), "false"),
	YES_NO("levelTwoFailed", N_("Level two failed"), "false"),
	YES_NO("isProcessData", N_("Being looked at"), "false"),
	YES_NO("canDoLevelTwo", N_("May begin level two"), "true"),
	YES_NO("makeCompleteCip", N_("Has to identify herself anew"), "false"),
	YES_NO("hasProofOfLife", N_("Proof of life is there"), "false"),
	YES_NO("hasScanIds", N_("Identity paper is there"), "false"),
	YES_NO("accountCompleted", N_("Account is open"), "true"),
	{ .key = "accountFailed", .label = N_("Account failed"), .type = &field_bool,
	  .example = "false", .source = "raas-schemas 10 [P]" },
	{ .key = "ofacFailed", .label = N_("Refused by the sanctions check"),
	  .type = &field_bool, .example = "false", .source = "raas-schemas 10 [P]" },
	{ .key = "level1status", .label = N_("Level one"), .type = &field_word,
	  .choices = ops_user_status, .example = "Completed", .source = "raas-schemas 10 [P]" },
	{ .key = "level1statusDetail", .label = N_("Level one needs"), .type = &field_word,
	  .choices = ops_status_detail, .example = "None", .source = "raas-schemas 10 [P]" },
	{ .key = "level2status", .label = N_("Level two"), .type = &field_word,
	  .choices = ops_user_status, .example = "Pending", .source = "raas-schemas 10 [P]" },
	{ .key = "level2statusDetail", .label = N_("Level two needs"), .type = &field_word,
	  .choices = ops_status_detail, .example = "None", .source = "raas-schemas 10 [P]" },
	{ .key = NULL }
};

static const struct answer_doc operate_answers[] = {
	{ .status = 200, .title = N_("whether she may send"),
	  .provoke = "a customer and 100; more than the limit of level one; one who was refused",
	  .how = "customer; amountWantSend=100; ?canOperate=true | "
		 "customer!; amountWantSend=5000; @sandbox; ?canOperate=false | "
		 "refused-customer; ?canOperate=false; ?ofacFailed=true" },
	{ .status = 400, .code = "INVALID_PHONE_NUMBER", .title = N_("phone not E.164"),
	  .provoke = "leave the + out", .reason = "Invalid phone number",
	  .how = "phone=5215521206703" },
	{ .status = 400, .code = "ERROR_INVALID_EMAIL_FORMAT", .title = N_("no e-mail address"),
	  .provoke = "email no-es-un-email", .reason = "Invalid email format",
	  .how = "email=no-es-un-email" },
	{ .status = 400, .code = "ERROR_INVALID_AMOUNT_ERROR", .title = N_("amount not above zero"),
	  .provoke = "amountWantSend -1", .reason = "Invalid amount",
	  .how = "amountWantSend=-1" },
	ANSWERS_BY_TOKEN,
	ANSWERS_END
};

const struct op op_canOperate = {
	.name = "canOperate",
	.group = N_("Identity"),
	.title = N_("May the customer send"),
	.summary = N_("Tells whether the customer's identification is enough to send an amount, "
		      "and what is left of her limit."),
	.method = "POST",
	.path = "/cip/can-operate/{userToken}",
	.scopes = "partner_full",
	.in = operate_in,
	.out = operate_out,
	.answers = operate_answers,
	.source = "raas 6.6",
};

static const struct field one_in[] = {
	FIELD_USER_TOKEN,
	FIELDS_LEVEL_ONE,
	{ .key = NULL }
};

static const struct answer_doc one_answers[] = {
	{ .status = 200, .title = N_("level one begun"), .provoke = "a customer and her data",
	  .how = "customer!" },
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("a needed value is missing"),
	  .provoke = "leave zipCode or address1 out", .reason = "Invalid schema",
	  .how = "-zipCode | address1=" },
	ANSWERS_BY_TOKEN,
	ANSWERS_END
};

const struct op op_performLevelOneV2 = {
	.name = "performLevelOneV2",
	.group = N_("Identity"),
	.title = N_("Begin level one"),
	.summary = N_("Hands in the customer's personal data, by which the service makes sure who "
		      "she is."),
	.method = "POST",
	.path = "/cip/level/one/v2/{userToken}",
	.scopes = "partner_full",
	.in = one_in,
	.shape = REPLY_NONE,
	.answers = one_answers,
	.changes = true,
	.source = "raas 6.6",
};

static const struct field two_by_phone_in[] = {
	FIELD_PHONE_PATH,
	FIELDS_LEVEL_TWO,
	{ .key = NULL }
};

static const struct answer_doc two_by_phone_answers[] = {
	{ .status = 200, .title = N_("level two begun"),
	  .provoke = "a customer whose level one is completed", .how = "customer!" },
	ANSWER_LEVEL_ONE_FIRST,
	ANSWERS_BY_PHONE("partner_full"),
	ANSWERS_END
};

const struct op op_setLevelTwo = {
	.name = "setLevelTwo",
	.group = N_("Identity"),
	.title = N_("Begin level two, by phone"),
	.summary = N_("Begins the second level of the identification of the customer with this "
		      "phone."),
	.method = "POST",
	.path = "/cip/set-level/two/{phoneNumber}",
	.scopes = "partner_full",
	.in = two_by_phone_in,
	.shape = REPLY_NONE,
	.answers = two_by_phone_answers,
	.changes = true,
	.source = "raas 6.6",
};

static const struct field two_in[] = {
	FIELD_USER_TOKEN,
	FIELDS_LEVEL_TWO,
	{ .key = NULL }
};

static const struct answer_doc two_answers[] = {
	{ .status = 200, .title = N_("level two begun"),
	  .provoke = "a customer whose level one is completed", .how = "customer!" },
	ANSWER_LEVEL_ONE_FIRST,
	ANSWERS_BY_TOKEN,
	ANSWERS_END
};

const struct op op_startLevelTwo = {
	.name = "startLevelTwo",
	.group = N_("Identity"),
	.title = N_("Begin level two"),
	.summary = N_("Begins the second level of the identification, for higher amounts."),
	.method = "POST",
	.path = "/cip/level/two/{userToken}",
	.scopes = "partner_full",
	.in = two_in,
	.shape = REPLY_NONE,
	.answers = two_answers,
	.changes = true,
	.source = "raas 6.6",
};

static const struct answer_doc vouch_by_phone_answers[] = {
	{ .status = 200, .title = N_("level two given"),
	  .provoke = "a customer whose level one is completed", .how = "customer!" },
	ANSWER_LEVEL_ONE_FIRST,
	ANSWERS_BY_PHONE("partner_full"),
	ANSWERS_END
};

const struct op op_setTrustedLevelTwo = {
	.name = "setTrustedLevelTwo",
	.group = N_("Identity"),
	.title = N_("Vouch for level two, by phone"),
	.summary = N_("Gives the customer with this phone the second level on the partner's word, "
		      "without papers."),
	.method = "POST",
	.path = "/cip/level/two/{phoneNumber}/trusted",
	.scopes = "partner_full",
	.in = by_phone_in,
	.shape = REPLY_NONE,
	.answers = vouch_by_phone_answers,
	.changes = true,
	.source = "raas 6.6",
};

static const struct answer_doc vouch_answers[] = {
	{ .status = 200, .title = N_("level two given"),
	  .provoke = "a customer whose level one is completed", .how = "customer!" },
	ANSWER_LEVEL_ONE_FIRST,
	ANSWERS_BY_TOKEN,
	ANSWERS_END
};

const struct op op_setTrustedLevelTwoV2 = {
	.name = "setTrustedLevelTwoV2",
	.group = N_("Identity"),
	.title = N_("Vouch for level two"),
	.summary = N_("Gives the customer the second level on the partner's word, without papers."),
	.method = "POST",
	.path = "/cip/level/two/trusted/v2/{userToken}",
	.scopes = "partner_full",
	.in = by_token_in,
	.shape = REPLY_NONE,
	.answers = vouch_answers,
	.changes = true,
	.source = "raas 6.6",
};

static const struct choice alternate_ways[] = {
	{ .value = "ssn", .label = N_("Social security number") },
	{ .value = NULL }
};

static const struct field alternate_in[] = {
	FIELD_PHONE_PATH,
	{ .key = "type", .label = N_("By what instead"), .type = &field_choice,
	  .choices = alternate_ways, .in = IN_QUERY, .required = true, .example = "ssn",
	  .source = "raas 6.6 [P]" },
	{ .key = NULL }
};

static const struct answer_doc alternate_answers[] = {
	{ .status = 200, .title = N_("the other way is set"), .provoke = "a customer and ssn",
	  .how = "customer!" },
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("no such way"),
	  .provoke = "leave type out, or send passport", .reason = "Invalid schema",
	  .how = "customer; -type | customer; type=passport" },
	ANSWERS_BY_PHONE("partner_full"),
	ANSWERS_END
};

const struct op op_setAlternateCIP = {
	.name = "setAlternateCIP",
	.group = N_("Identity"),
	.title = N_("Identify without a paper"),
	.summary = N_("Lets the customer with this phone identify herself by a number instead of "
		      "pictures of a paper."),
	.method = "POST",
	.path = "/cip/alternate/{phoneNumber}",
	.scopes = "partner_full",
	.in = alternate_in,
	.shape = REPLY_NONE,
	.answers = alternate_answers,
	.changes = true,
	.source = "raas 6.6",
};

/* levelStatusDetail of the resubmission: without the two of compliance. */
static const struct choice resubmit_details[] = {
	{ .value = "None", .label = N_("Nothing to do") },
	{ .value = "InvalidAddress", .label = N_("Address not accepted") },
	{ .value = "InvalidEMail", .label = N_("E-mail not accepted") },
	{ .value = "UnreadableDoc", .label = N_("Identity paper cannot be read") },
	{ .value = "ProvideAdditionalInfo", .label = N_("More information needed") },
	{ .value = "InvalidPersonalData", .label = N_("Personal data does not match") },
	{ .value = "OtpPrivacyMissing", .label = N_("Privacy notice not accepted yet") },
	{ .value = "OtpContractMissing", .label = N_("Contract not accepted yet") },
	{ .value = "OfacFailed", .label = N_("Refused by the sanctions check") },
	{ .value = NULL }
};

#define TEXT(name, text, under, sample) \
	{ .key = name, .label = text, .type = &field_text, .section = under, \
	  .example = sample, .source = "raas-schemas 10 [P]" }

static const struct field resubmit_in[] = {
	{ .key = "level", .label = N_("Level"), .type = &field_int, .required = true, .min = 1,
	  .max = 2, .section = N_("What was refused"), .example = "1",
	  .source = "raas-schemas 10 [P]" },
	{ .key = "levelStatusDetail", .label = N_("Why it was refused"), .type = &field_choice,
	  .choices = resubmit_details, .required = true, .section = N_("What was refused"),
	  .example = "InvalidAddress", .help = N_("As the identification shows it"),
	  .source = "raas-schemas 10 [P]" },
	{ .key = "email", .label = N_("E-mail"), .type = &field_email,
	  .section = N_("What was refused"), .example = "maria.arenas@example.com",
	  .help = N_("Whose data this is: nothing else in this request names her"),
	  .source = "raas-schemas 10 [P]" },
	{ .key = "address1", .label = N_("Street, number"), .type = &field_text,
	  .section = N_("Address"), .example = "Blvd. Kukulcan Km. 4.5",
	  .source = "raas-schemas 10 [P]" },
	TEXT("address2", N_("Address, second line"), N_("Address"), "Torre B, piso 4"),
	TEXT("address3", N_("Neighbourhood"), N_("Address"), "Zona Hotelera"),
	TEXT("address4", N_("Address, fourth line"), N_("Address"), "Local 2"),
	TEXT("streetNumber", N_("House number"), N_("Address"), "4"),
	TEXT("city", N_("City"), N_("Address"), "Cancún"),
	TEXT("zipCode", N_("Postal code"), N_("Address"), "77500"),
	{ .key = "countryCode", .label = N_("Country"), .type = &field_country,
	  .section = N_("Address"), .example = "MX", .source = "raas-schemas 10 [P]" },
	{ .key = "state", .label = N_("State"), .type = &field_subdivision,
	  .country_key = "countryCode", .section = N_("Address"), .example = "Q.R.",
	  .source = "raas-schemas 10 [P]" },
	{ .key = "isIdAddressDifferent", .label = N_("Other than on the paper"),
	  .type = &field_bool, .section = N_("Address"), .example = "false",
	  .source = "raas-schemas 10 [P]" },
	{ .key = "firstName", .label = N_("First name(s)"), .type = &field_name,
	  .section = N_("Who"), .example = "Maria del Carmen", .source = "raas-schemas 10 [P]" },
	{ .key = "lastName", .label = N_("Surname"), .type = &field_name, .section = N_("Who"),
	  .example = "Arenas Mendoza", .source = "raas-schemas 10 [P]" },
	{ .key = "lastName2", .label = N_("2nd surname"), .type = &field_name,
	  .section = N_("Who"), .example = "Ruiz", .source = "raas-schemas 10 [P]" },
	{ .key = "dateOfBirth", .label = N_("Born"), .type = &field_birth_date,
	  .section = N_("Who"), .example = "1987-06-24", .source = "raas-schemas 10 [P]" },
	{ .key = "gender", .label = N_("Gender"), .type = &field_choice, .choices = ops_gender,
	  .section = N_("Who"), .example = "Female", .source = "raas-schemas 10 [P]" },
	{ .key = "nationality", .label = N_("Nationality"), .type = &field_country,
	  .section = N_("Who"), .example = "MX", .source = "raas-schemas 10 [P]" },
	{ .key = "birthState", .label = N_("Born in"), .type = &field_subdivision,
	  .country_key = "nationality", .section = N_("Who"), .example = "MX-CMX",
	  .source = "raas-schemas 10 [P]" },
	{ .key = "documents", .label = N_("Papers"), .type = &field_any, .secret = true,
	  .section = N_("More"), .example = "[{\"type\":\"ine\"}]",
	  .help = N_("What the service asks for, as JSON text"),
	  .source = "raas-schemas 10 [P]" },
	TEXT("placeDetail", N_("Place detail"), N_("More"),
	     "{\"place_id\":\"ChIJ21P2rgUrTI8Ris1fYjy3Ms4\"}"),
	{ .key = "latitude", .label = N_("Latitude"), .type = &field_number,
	  .section = N_("More"), .example = "21.0365", .source = "raas-schemas 10 [P]" },
	{ .key = "longitude", .label = N_("Longitude"), .type = &field_number,
	  .section = N_("More"), .example = "-86.8515", .source = "raas-schemas 10 [P]" },
	FIELDS_PLACE(N_("More")),
	{ .key = NULL }
};

static const struct answer_doc resubmit_answers[] = {
	{ .status = 200, .title = N_("handed in again"),
	  .provoke = "the e-mail of a customer whose address was not accepted, and another "
		     "address",
	  .how = "address-customer!; stopped-customer; email=${email}; level=1; "
		 "levelStatusDetail=InvalidAddress; address1=Calle 5 de Mayo 10" },
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("a needed value is missing"),
	  .provoke = "leave level out, or send Compliance as levelStatusDetail",
	  .reason = "Invalid schema", .how = "-level | levelStatusDetail=Compliance" },
	{ .status = 400, .code = "ERROR_USER_NOT_FOUND", .title = N_("unknown customer"),
	  .provoke = "leave email out, or send one that nobody is registered with",
	  .reason = "User not found", .how = "-email | email=${new.email}" },
	{ .status = 400, .code = "ERROR_INVALID_OPERATION",
	  .title = N_("nothing to be handed in again"),
	  .provoke = "the e-mail of a customer whose level one is completed",
	  .reason = "Nothing to resubmit at this level",
	  .how = "customer; email=${email}; level=1; levelStatusDetail=InvalidAddress" },
	ANSWER_NO_KEY,
	ANSWER_NARROW_KEY(401, "partner_full"),
	ANSWER_INTERNAL,
	ANSWERS_END
};

const struct op op_performResubmitUpgradeLevel = {
	.name = "performResubmitUpgradeLevel",
	.group = N_("Identity"),
	.title = N_("Hand in corrected data"),
	.summary = N_("Hands in again what a level of the identification stopped at, such as the "
		      "address."),
	.method = "POST",
	.path = "/cip/level/resubmit-upgrade",
	.scopes = "partner_full",
	.in = resubmit_in,
	.shape = REPLY_NONE,
	.answers = resubmit_answers,
	.changes = true,
	.source = "raas 6.6",
};

static const struct field pol_out[] = {
	{ .key = "token", .label = N_("Token"), .type = &field_text, .required = true,
	  .secret = true, .example = "pol_3f0c6a526d6e", .source = "raas-schemas 10 [P]" },
	{ .key = NULL }
};

static const struct answer_doc pol_answers[] = {
	{ .status = 200, .title = N_("token"), .provoke = "any customer", .how = "customer" },
	ANSWERS_BY_TOKEN,
	ANSWERS_END
};

const struct op op_getPolToken = {
	.name = "getPolToken",
	.group = N_("Identity"),
	.title = N_("Begin a proof of life"),
	.summary = N_("Gives the token with which the customer's own device takes the proof of "
		      "life."),
	.method = "GET",
	.path = "/cip/poltoken/{userToken}",
	.scopes = "partner_full",
	.in = by_token_in,
	.out = pol_out,
	.answers = pol_answers,
	.source = "raas 6.6",
};

static const struct field verdict_in[] = {
	FIELD_USER_TOKEN,
	{ .key = "token", .label = N_("Token"), .type = &field_text, .secret = true,
	  .example = "pol_3f0c6a526d6e", .help = N_("Of the proof of life that was taken"),
	  .source = "raas-schemas 10 [P]" },
	{ .key = NULL }
};

static const struct field verdict_out[] = {
	{ .key = "status", .label = N_("Proof of life"), .type = &field_word,
	  .choices = pol_status, .required = true, .example = "PASSED",
	  .source = "raas-schemas 10 [P]" },
	{ .key = NULL }
};

static const struct answer_doc verdict_answers[] = {
	{ .status = 200, .title = N_("verdict"),
	  .provoke = "the token just given; none; another one, which fails for good the third "
		     "time",
	  .how = "pol-token!; token=${polToken}; @sandbox; ?status=PASSED | "
		 "pol-token!; -token; @sandbox; ?status=RETRY | "
		 "pol-token!; token=another; @sandbox; ?status=NOT_PASSED" },
	ANSWERS_BY_TOKEN,
	ANSWERS_END
};

const struct op op_validatePolToken = {
	.name = "validatePolToken",
	.group = N_("Identity"),
	.title = N_("Verdict on the proof of life"),
	.summary = N_("Tells whether the proof of life taken with a token has passed."),
	.method = "POST",
	.path = "/cip/validatePoltoken/{userToken}",
	.scopes = "partner_full",
	.in = verdict_in,
	.out = verdict_out,
	.answers = verdict_answers,
	.changes = true,
	.source = "raas 6.6",
};

static const struct field lola_out[] = {
	{ .key = "existingCompletedCIP", .label = N_("Identified already"),
	  .type = &field_bool, .required = true, .example = "false",
	  .source = "raas 6.6 [P]" },
	{ .key = "url", .label = N_("Link"), .type = &field_link, .required = true,
	  .example = "https://links-dev.nomas.cash/pBFWL", .source = "raas 6.6 [P]" },
	{ .key = NULL }
};

static const struct answer_doc lola_answers[] = {
	{ .status = 200, .title = N_("link"), .provoke = "any customer", .how = "customer" },
	ANSWERS_BY_TOKEN,
	ANSWERS_END
};

const struct op op_getLolaCIPLink = {
	.name = "getLolaCIPLink",
	.group = N_("Identity"),
	.title = N_("Link for the identification"),
	.summary = N_("Gives a link under which the customer identifies herself on her own "
		      "device."),
	.method = "GET",
	.path = "/cip/lola/link/{userToken}",
	.scopes = "partner_full",
	.in = by_token_in,
	.out = lola_out,
	.answers = lola_answers,
	.source = "raas 6.6",
};
