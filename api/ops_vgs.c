#include "api/ops.h"

/* The card vault, raas 5.21: not a host of the service, and without its key. */

static const struct field tokenize_in[] = {
	{ .key = "CardNumber", .label = N_("Card number"), .type = &field_pan, .required = true,
	  .secret = true, .example = "4111111111111111",
	  .help = N_("Goes to the card vault alone and is kept nowhere"),
	  .source = "raas 5.21 [S]" },
	{ .key = "Cvv", .label = N_("Security code"), .type = &field_cvv, .secret = true,
	  .example = "123", .help = N_("3 digits on the back, 4 on the front of American Express"),
	  .source = "raas 5.21 [S]" },
	{ .key = NULL }
};

static const struct field tokens[] = {
	{ .key = "CardNumber", .label = N_("Card token"), .type = &field_card_token,
	  .required = true, .secret = true,
	  .example = "tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111", .source = "raas 5.21 [S]" },
	{ .key = "Cvv", .label = N_("Security code token"), .type = &field_cvv_token,
	  .secret = true, .example = "tok_sandbox_cE5jCyTLtr2cC666to2ie2",
	  .source = "raas 5.21 [S]" },
	{ .key = NULL }
};

/* The vault's proxy echoes: data is the body as it was received, to be ignored. */
static const struct field tokenize_out[] = {
	{ .key = "json", .label = N_("Tokens"), .type = &field_group, .required = true,
	  .fields = tokens, .source = "raas 5.21 [S]" },
	{ .key = "data", .label = N_("Echo"), .type = &field_text, .secret = true,
	  .example = "{\"CardNumber\": \"41111111\"}", .source = "raas 5.21 [S]" },
	{ .key = NULL }
};

static const struct answer_doc tokenize_answers[] = {
	{ .status = 200, .title = N_("card exchanged for a token"),
	  .provoke = "4111 1111 1111 1111; the same number always gives the same token" },
	{ .status = 400, .code = "ERROR_INVALID_SCHEMA", .title = N_("not JSON"),
	  .provoke = "a body that is cut in the middle", .reason = "Invalid JSON",
	  .how = "@body={\"CardNumber\":\"4111; @sandbox" },
	ANSWERS_END
};

const struct op op_tokenizeCard = {
	.name = "tokenizeCard",
	.group = N_("Card vault"),
	.title = N_("Exchange a card for a token"),
	.summary = N_("Gives the card vault's tokens for a typed card; the service "
		      "never sees the card itself."),
	.service = SVC_VGS,
	.method = "POST",
	.path = "",
	.in = tokenize_in,
	.out = tokenize_out,
	.answers = tokenize_answers,
	.changes = true,
	.source = "raas 5.21",
};
