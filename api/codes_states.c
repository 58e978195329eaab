/* States of customers, asks and methods in words for a person. */

#include "api/codes.h"

#include <string.h>

#include "api/ops.h"

static const struct {
	const char *detail;
	struct words words;
} details[] = {
	{ .detail = "None",
	  .words = { .what = N_("Nothing is missing."),
		     .next = "" } },
	{ .detail = "InvalidAddress",
	  .words = { .what = N_("The address was not accepted."),
		     .next = N_("Compare it with a bill or the identity paper, correct "
				"it and hand it in again.") } },
	{ .detail = "InvalidEMail",
	  .words = { .what = N_("The e-mail address was not accepted."),
		     .next = N_("Ask for an address the customer can read now, and hand "
				"it in again.") } },
	{ .detail = "UnreadableDoc",
	  .words = { .what = N_("The picture of the identity paper cannot be read."),
		     .next = N_("Let her take it once more: flat, in daylight, all four "
				"corners in the picture.") } },
	{ .detail = "ProvideAdditionalInfo",
	  .words = { .what = N_("The service needs more about the customer."),
		     .next = N_("Let her open the session link; it asks for what is missing.") } },
	{ .detail = "InvalidPersonalData",
	  .words = { .what = N_("Name, date of birth or another detail does not match "
				"the identity paper."),
		     .next = N_("Compare every field with the paper, correct it and hand "
				"it in again.") } },
	{ .detail = "OtpPrivacyMissing",
	  .words = { .what = N_("The customer has not accepted the privacy notice yet."),
		     .next = N_("Let her enter the code from the message she got.") } },
	{ .detail = "OtpContractMissing",
	  .words = { .what = N_("The customer has not accepted the contract yet."),
		     .next = N_("Let her enter the code from the message she got.") } },
	{ .detail = "Compliance",
	  .words = { .what = N_("A person at the service is looking at the data."),
		     .next = N_("This can take a day. Nothing needs to be done; she can "
				"come back later.") } },
	{ .detail = "ComplianceBlocked",
	  .words = { .what = N_("The review has blocked the customer."),
		     .next = N_("Do not go on with her. Only support can say more.") } },
	{ .detail = "OfacFailed",
	  .words = { .what = N_("The sanctions check did not clear the customer."),
		     .next = N_("Check her full name with both surnames. If it is right, "
				"do not go on; call support.") } },
};

struct words codes_status_detail(const char *detail)
{
	struct words words = {
		.what = _("The service gives a reason that is not known here yet."),
		.next = _("Wait and look again. If it stays, call support and name it."),
	};

	if (!detail || !*detail)
		return (struct words){ .what = _(details[0].words.what), .next = "" };
	for (size_t i = 0; i < ARRAY_LEN(details); i++) {
		const struct words *known = &details[i].words;

		if (!strcmp(details[i].detail, detail))
			return (struct words){ .what = _(known->what),
					       .next = *known->next ? _(known->next) : "" };
	}
	return words;
}

/* Label of a word, or the word itself. */
static const char *word_of(const struct choice *choices, const char *value)
{
	if (!value)
		return "";
	for (const struct choice *c = choices; c->value; c++)
		if (!strcmp(c->value, value))
			return _(c->label);
	return value;
}

static enum stage stage_of(const char *good, const char *bad, const char *value)
{
	if (!value || !*value)
		return STAGE_OPEN;
	if (word_in(good, value))
		return STAGE_GOOD;
	return word_in(bad, value) ? STAGE_BAD : STAGE_OPEN;
}

const char *codes_operation_word(const char *status)
{
	const char *word = word_of(ops_operation_status, status);

	return word == status ? word_of(ops_transfer_status, status) : word;
}

enum stage codes_operation_stage(const char *status)
{
	return stage_of("Completed,COMPLETED",
			"Failed,Cancelled,Rejected,FAILED,CANCELLED,REJECTED", status);
}

const char *codes_user_word(const char *status)
{
	return word_of(ops_user_status, status);
}

/* UpgradeSoftFailed can be mended by the customer, so it is not an end. */
enum stage codes_user_stage(const char *status)
{
	return stage_of("Completed,Approved,Success", "UpgradeFailed,Failed", status);
}

const char *codes_method_word(const char *type)
{
	return word_of(ops_method_types, type);
}

const char *codes_method_status_word(const char *status)
{
	return word_of(ops_method_status, status);
}
