/* What the service's events carry (raas 7.2, 7.3).  They are read for an id and
 * a status alone; who is behind them is nothing that has to be kept. */

#include "api/ops.h"
#include "api/webhook.h"

static const struct field person[] = {
	{ .key = "id", .label = N_("Customer"), .type = &field_text, .example = "0" },
	{ .key = "contactId", .label = N_("Contact"), .type = &field_text, .example = "c-1" },
	{ .key = "countryCode", .label = N_("Country"), .type = &field_country, .example = "US" },
	{ .key = "mobilePhone", .label = N_("Phone"), .type = &field_text, .secret = true,
	  .example = "+19165550140" },
	{ .key = "firstName", .label = N_("First name(s)"), .type = &field_text, .secret = true,
	  .example = "Jose" },
	{ .key = "middleName", .label = N_("Middle name"), .type = &field_text, .secret = true },
	{ .key = "lastName", .label = N_("Surname"), .type = &field_text, .secret = true,
	  .example = "Luna" },
	{ .key = "lastName2", .label = N_("2nd surname"), .type = &field_text, .secret = true },
	{ .key = "relationship", .label = N_("Relationship"), .type = &field_text,
	  .secret = true },
	{ .key = NULL }
};

/* The vendor's own payload could not be had; raas 7.2 proposes this one [I]. */
const struct field event_status_fields[] = {
	{ .key = "id", .label = N_("Reference"), .type = &field_text },
	{ .key = "correlationId", .label = N_("Reference"), .type = &field_text },
	{ .key = "platId", .label = N_("Platform's reference"), .type = &field_text },
	{ .key = "code", .label = N_("Code"), .type = &field_text },
	{ .key = "status", .label = N_("Status"), .type = &field_word, .required = true,
	  .choices = ops_operation_status },
	{ .key = "createdAt", .label = N_("Made"), .type = &field_time },
	{ .key = "sender", .label = N_("Payer"), .type = &field_group, .fields = person },
	{ .key = "recipient", .label = N_("Customer"), .type = &field_group, .fields = person },
	{ .key = NULL }
};

const struct field event_outcome_fields[] = {
	{ .key = "eventType", .label = N_("Kind"), .type = &field_text, .required = true },
	{ .key = "correlationId", .label = N_("Reference"), .type = &field_text,
	  .required = true },
	{ .key = "status", .label = N_("Status"), .type = &field_text, .required = true },
	{ .key = "date", .label = N_("Written"), .type = &field_time },
	{ .key = "errorCode", .label = N_("Code"), .type = &field_text },
	{ .key = "reason", .label = N_("Reason"), .type = &field_text },
	{ .key = "phase", .label = N_("Phase"), .type = &field_text },
	{ .key = NULL }
};
